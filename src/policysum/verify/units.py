"""Which units can be compared, and which measure words may stand for one another."""

from __future__ import annotations

from functools import cache

from policysum.lexicon import table
from policysum.quantity import Kind
from policysum.quantity.units import BASES

__all__ = ["PERCENT", "comparable", "stand_ins"]

_WORDS = table("claim_units")
_SAME = _WORDS.values("same")
_GENERAL = frozenset(_WORDS.words("general"))
_THINGS = _WORDS.words("thing")
PERCENT = "%"


def comparable(unit: str, kind: Kind) -> str:
    """The key under which a unit is compared with others."""
    if kind is Kind.RANK:
        return kind.value
    if kind is Kind.FRACTION and not unit:
        return PERCENT
    base = BASES[unit][0] if unit in BASES else unit
    return _SAME.get(base, base)


@cache
def stand_ins(unit: str) -> tuple[str, ...]:
    """Other measure words that say nearly the same in prose: 个 for 家, 户 for 家."""
    if unit in _GENERAL:
        return _THINGS
    key = _SAME.get(unit)
    same = tuple(other for other, its in _SAME.items() if key and its == key and other != unit)
    return (*same, *_GENERAL) if unit in _THINGS else same
