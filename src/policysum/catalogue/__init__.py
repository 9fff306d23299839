"""Indicators, measures and regions as data, with their loaders."""

from policysum.catalogue.affixes import bare_name, bare_words, region_names, successors
from policysum.catalogue.indicators import Indicator, load_indicators
from policysum.catalogue.projects import same_thing, same_unit, shared_words, unit_group
from policysum.catalogue.resolve import Catalogue, Match, resolve
from policysum.catalogue.wordings import (
    Wording,
    hinted,
    in_words,
    names_elsewhere,
    of_a_part,
    of_elsewhere,
    wordings,
)

__all__ = [
    "Catalogue",
    "Indicator",
    "Match",
    "Wording",
    "bare_name",
    "bare_words",
    "hinted",
    "in_words",
    "load_indicators",
    "names_elsewhere",
    "of_a_part",
    "of_elsewhere",
    "region_names",
    "resolve",
    "same_thing",
    "same_unit",
    "shared_words",
    "successors",
    "unit_group",
    "wordings",
]
