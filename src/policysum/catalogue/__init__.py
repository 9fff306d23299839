"""Indicators, measures and regions as data, with their loaders."""

from policysum.catalogue.indicators import Indicator, load_indicators
from policysum.catalogue.resolve import (
    Catalogue,
    Match,
    bare_name,
    bare_words,
    region_names,
    resolve,
    successors,
)

__all__ = [
    "Catalogue",
    "Indicator",
    "Match",
    "bare_name",
    "bare_words",
    "load_indicators",
    "region_names",
    "resolve",
    "successors",
]
