"""Indicators, measures and regions as data, with their loaders."""

from policysum.catalogue.indicators import Indicator, load_indicators
from policysum.catalogue.resolve import Catalogue, Match, region_names, resolve

__all__ = ["Catalogue", "Indicator", "Match", "load_indicators", "region_names", "resolve"]
