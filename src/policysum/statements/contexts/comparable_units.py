"""Which units can be compared, and which measure words may stand for one another."""

from __future__ import annotations

from functools import cache

from policysum.lexicon import table
from policysum.quantity import Kind
from policysum.quantity.units import BASES, UNITS

__all__ = ["MONEY", "PERCENT", "comparable", "in_common", "stand_ins"]

_WORDS = table("claim_units")
_SAME = _WORDS.values("same")
_GENERAL = frozenset(_WORDS.words("general"))
_THINGS = _WORDS.words("thing")
PERCENT = "%"
MONEY = tuple(unit for unit, (base, kind) in UNITS.items() if kind is Kind.MONEY and unit == base)
"""The base units of money."""
_EITHER = ("（", "(")


def comparable(unit: str, kind: Kind) -> str:
    """The key under which a unit is compared with others."""
    if kind is Kind.RANK:
        return kind.value
    if kind is Kind.FRACTION and not unit:
        return PERCENT
    unit = _alternatives(unit)[0]
    base = BASES[unit][0] if unit in BASES else unit
    return _SAME.get(base, base)


def in_common(one: str, other: str) -> bool:
    """Whether two units differ and share a measure word: 台（件） and 台."""
    return one != other and not set(_alternatives(one)).isdisjoint(_alternatives(other))


@cache
def _alternatives(unit: str) -> tuple[str, ...]:
    """The measure words of a unit that is printed with a second one in brackets: 台 and 件 of 台（件）."""
    for opening in _EITHER:
        first, found, second = unit.partition(opening)
        if found and first:
            return first, second[:-1]
    return (unit,)


@cache
def stand_ins(unit: str) -> tuple[str, ...]:
    """Other measure words that say nearly the same in prose: 个 for 家, 户 for 家."""
    if unit in _GENERAL:
        return _THINGS
    key = _SAME.get(unit)
    same = tuple(other for other, its in _SAME.items() if key and its == key and other != unit)
    return (*same, *_GENERAL) if unit in _THINGS else same
