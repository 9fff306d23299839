"""Finding a number again: by value under conversion and rounding, by digits, by likeness."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from policysum.quantity import signs
from policysum.quantity.model import Bound, Kind, Quantity, Value
from policysum.quantity.units import BASES, SYNONYMS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Match", "Matcher"]

_NO_DIGITS = re.compile("[^0-9]+")
_ORDER = {"equal": 0, "converted": 1, "rounded": 2}
_HUNDRED = Decimal(100)


class HasQuantity(Protocol):
    """What is read of one number of a text, as far as it is found again by it."""

    @property
    def quantity(self) -> Quantity: ...
    @property
    def change(self) -> str: ...


T = TypeVar("T", bound=HasQuantity)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A mention found for a claim, and how it agrees: equal, converted or rounded."""

    mention: T
    how: str


def significant(digits: str) -> str:
    """The digits of a number without separators, decimal point and zeros around them."""
    plain = digits if digits.isascii() else unicodedata.normalize("NFKC", digits)
    return _NO_DIGITS.sub("", plain).strip("0")


def _printed(digits: str) -> str:
    return "".join(digits.split())


def _scale(value: Decimal) -> Decimal:
    """Weight of the last digit that is not a trailing zero."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


class Matcher(Generic[T]):
    """An index of mentions by value, digits and spelling."""

    def __init__(self, mentions: Iterable[T]) -> None:
        self.mentions = list(mentions)
        self.exact: dict[tuple[str, Value], list[int]] = {}
        self.sorted: dict[str, list[tuple[Decimal, int]]] = {}
        self.by_digits: dict[str, list[int]] = {}
        for index, mention in enumerate(self.mentions):
            self._add(index, mention.quantity)
        for ordered in self.sorted.values():
            ordered.sort()
        self.values = {base: [value for value, _ in ordered] for base, ordered in self.sorted.items()}

    @cached_property
    def by_likeness(self) -> dict[str, list[int]]:
        """The mentions by the keys that likely misprints of them share."""
        found: dict[str, list[int]] = {}
        for digits, indexes in self.by_digits.items():
            for key in _likenesses(digits):
                found.setdefault(key, []).extend(indexes)
        for alike in found.values():
            alike.sort()
        return found

    def _add(self, index: int, quantity: Quantity) -> None:
        grown = self.mentions[index].change == "growth"
        for base, value in _forms(
            quantity.value, quantity.unit, quantity.kind, quantity.surface_unit, grown=grown
        ):
            self.exact.setdefault((base, value), []).append(index)
            if isinstance(value, Decimal):
                self.sorted.setdefault(base, []).append((value, index))
        digits = significant(quantity.digits or quantity.text)
        if digits and len(digits) <= 24:
            self.by_digits.setdefault(digits, []).append(index)

    def find(
        self,
        value: Value,
        unit: str,
        *,
        bound: Bound,
        quantum: Decimal,
        surface_unit: str | None,
        digits: str | None,
    ) -> list[Match[T]]:
        """See `Ledger.with_value`."""
        found: dict[int, str] = {}
        for base, wanted in _forms(value, unit, None, surface_unit or "", grown=unit == signs.TIMES):
            for index in self.exact.get((base, wanted), ()):
                how = _how(self.mentions[index].quantity, unit, surface_unit, digits)
                found.setdefault(index, how)
            if isinstance(wanted, Decimal):
                factor = _factor(unit, base)
                low, high = _admitted(wanted, quantum * factor, bound)
                values = self.values.get(base, ())
                first = bisect_left(values, low)
                for _, index in self.sorted.get(base, [])[first : bisect_right(values, high, first)]:
                    found.setdefault(index, "rounded")
        ranked = list(found.items())
        if len(ranked) > 1:
            ranked.sort(key=lambda pair: (_ORDER[pair[1]], pair[0]))
        return [Match(self.mentions[index], how) for index, how in ranked]

    def same_digits(self, digits: str) -> list[T]:
        """See `Ledger.same_digits`."""
        return [self.mentions[index] for index in self.by_digits.get(significant(digits), ())]

    def nearest(self, value: Value, unit: str, digits: str) -> T | None:
        """See `Ledger.nearest`."""
        candidates: set[int] = set()
        spelled = significant(digits or (format(value, "f") if isinstance(value, Decimal) else ""))
        if spelled and len(spelled) <= 24:
            candidates.update(self.by_digits.get(spelled, ())[:16])
            for key in _likenesses(spelled):
                candidates.update(self.by_likeness.get(key, ())[:16])
        for base, wanted in _forms(value, unit, None):
            if isinstance(wanted, Decimal):
                ordered = self.sorted.get(base, [])
                at = bisect_left(ordered, (wanted, -1))
                candidates.update(index for _, index in ordered[max(0, at - 2) : at + 2])
        if not candidates:
            return None
        return self.mentions[min(candidates, key=lambda index: self._distance(index, value, unit, spelled))]

    def _distance(self, index: int, value: Value, unit: str, spelled: str) -> tuple[bool, bool, Decimal, int]:
        quantity = self.mentions[index].quantity
        other = significant(quantity.digits or quantity.text)
        alike = bool(spelled) and (
            other == spelled or not set(_likenesses(other)).isdisjoint(_likenesses(spelled))
        )
        gap = Decimal("Infinity")
        if isinstance(value, Decimal) and isinstance(quantity.value, Decimal):
            largest = max(abs(value), abs(quantity.value))
            gap = abs(value - quantity.value) / largest if largest else Decimal(0)
        return (not alike, quantity.unit != unit, gap, index)


def _likenesses(digits: str) -> list[str]:
    """Keys that two numbers share when one differs from the other in a digit or in the order of two."""
    if len(digits) < 2:
        return []
    return [
        "s" + "".join(sorted(digits)),
        *(f"{digits[:at]}?{digits[at + 1 :]}" for at in range(len(digits))),
    ]


def _factor(unit: str, base: str) -> Decimal:
    known = BASES.get(unit)
    if known and known[0] == base:
        return known[1]
    return _HUNDRED if not unit and base == "%" else Decimal(1)


def _forms(
    value: Value, unit: str, kind: Kind | None, surface: str = "", *, grown: bool = False
) -> list[tuple[str, Value]]:
    """The units a value can be compared in, and its value there; growth by 1倍, 翻番 and 100% are one."""
    base, factor = BASES.get(unit, (unit, Decimal(1)))
    if isinstance(value, tuple):
        return [(base, (value[0] * factor, value[1] * factor))]
    if not isinstance(value, Decimal):
        return [(base, value)]
    if not value.is_finite():
        return []
    forms: list[tuple[str, Value]] = [(base, value * factor)]
    if unit == signs.TIMES and (grown or surface == signs.FOLD):
        forms.append(("%", (value - 1 if surface == signs.FOLD else value) * _HUNDRED))
    if not unit and (kind is Kind.FRACTION or (kind is None and 0 < value < 1)):
        forms.append(("%", value * _HUNDRED))
    return forms


def _admitted(value: Decimal, quantum: Decimal, bound: Bound) -> tuple[Decimal, Decimal]:
    """The range of printed values that a claim may have rounded."""
    half = quantum / 2
    if bound is Bound.EXACT:
        return value - half, value + half
    step = max(quantum, _scale(value))
    if bound in {Bound.GT, Bound.GE}:
        return value - half, value + step
    if bound in {Bound.LT, Bound.LE}:
        return value - step, value + half
    return value - step / 2, value + step / 2


def _how(quantity: Quantity, unit: str, surface_unit: str | None, digits: str | None) -> str:
    if quantity.unit != unit and quantity.unit not in SYNONYMS and unit not in SYNONYMS:
        return "converted"
    if surface_unit is not None and surface_unit != quantity.surface_unit:
        return "converted"
    if digits is not None and _printed(digits) != _printed(quantity.digits):
        return "converted"
    return "equal"
