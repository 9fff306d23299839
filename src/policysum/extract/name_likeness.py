"""How two names of one number stand to each other: alike, or the one a part of the other that says less."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from operator import add

from policysum.catalogue import resolve
from policysum.statements.contexts.name_normalization import (
    GROWN,
    facets,
    grams,
    is_rate,
    sums_up,
)

__all__ = ["alike", "is_part", "of_region", "pairs", "says_less", "share"]

_ALIKE = 0.6
"""Share of the pairs of characters of two names from which they are one."""
_SHORT = 4
"""Characters up to which words left out say nothing else than their qualifier: 全市共有, 省级以上. In a longer stretch it
belongs to something else that is named there."""


def alike(one: str, other: str) -> bool:
    """Whether two names are one, but for little words."""
    return one == other or min(share(one, other), share(other, one)) >= _ALIKE


@lru_cache(maxsize=4096)
def pairs(name: str) -> dict[str, int]:
    """The pairs of characters of a name, and how often it has each."""
    return dict(Counter(map(add, name, name[1:])))


@lru_cache(maxsize=16384)
def share(name: str, said: str) -> float:
    """Share of a name's pairs of characters that are also in what is said."""
    there = pairs(said)
    shared = sum(min(count, there[pair]) for pair, count in pairs(name).items() if pair in there)
    return shared / max(1, len(name) - 1)


def is_part(name: str, other: str) -> bool:
    """Whether a name is made of some of the words of another one."""
    return name != other and not Counter(name) - Counter(other)


def says_less(name: str, other: str) -> bool:
    """Whether a name is part of another one, and of another number without what it leaves out.

    It is where the catalogue knows the longer name as another indicator or measure, or where a region, a level, a
    base, a stage, a span of time, a sum, a rate or a change gets lost.

    Args:
        name: 工业增加值.
        other: 规模以上工业增加值.
    """
    if not is_part(name, other):
        return False
    known, left = resolve(other), resolve(name)
    if known is not None and (left is None or left[:2] != known[:2]):
        return True
    if _is_changed(other) and not _is_changed(name):
        return True
    if (is_rate(other) and not is_rate(name)) or (sums_up(other) and not sums_up(name)):
        return True
    return any(_qualifies(part) for part in _left_out(name, other))


def _qualifies(words: str) -> bool:
    """Whether words say whose, of which level or base, how far come or over what time something is."""
    said = facets(words)
    return bool(said.scopes or said.levels or said.qualifiers or said.stages or said.spans)


def of_region(name: str, other: str) -> str:
    """A name with the region that another one of the same number begins with, where it names none itself."""
    left = next((at for at in range(2, _SHORT + 1) if facets(other[:at]).scopes), 0)
    return f"{other[:left]}{name}" if left and not facets(name).scopes else name


def _is_changed(name: str) -> bool:
    return not GROWN.isdisjoint(grams(name))


def _left_out(name: str, other: str) -> list[str]:
    """The short stretches of a name that another one of the same words leaves out."""
    matched = SequenceMatcher(None, other, name, autojunk=False)
    parts = [other[start:end] for tag, start, end, _, _ in matched.get_opcodes() if tag != "equal"]
    return [part for part in parts if len(part) <= _SHORT]
