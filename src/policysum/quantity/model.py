"""What a number in a text is: its span, kind, exact value, unit and bound."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Bound", "Kind", "Quantity", "Span", "Value"]


class Span(NamedTuple):
    """Half-open range of code points, `[start, end)`."""

    start: int
    end: int


# The hash of an enumeration's member is written in Python; that of the string it is serves as well, and at once.
class Kind(StrEnum):
    """What a number measures or names."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    MEASURE = "measure"
    MULTIPLE = "multiple"
    RANK = "rank"
    FRACTION = "fraction"
    SCORE = "score"
    DURATION = "duration"
    DATE = "date"
    ORDINAL = "ordinal"
    DOCNUMBER = "docnumber"
    NAME = "name"
    OTHER = "other"

    __hash__ = str.__hash__


class Bound(StrEnum):
    """How the printed number stands to the real one."""

    EXACT = "exact"
    APPROX = "approx"
    GT = "gt"
    GE = "ge"
    LE = "le"
    LT = "lt"

    __hash__ = str.__hash__


Value = Decimal | tuple[Decimal, Decimal] | str | None
"""Exact number; `(low, high)` of a range; ISO-like string of a date; printed text of a name; None if unknown."""


class Quantity(NamedTuple):
    """One number of a text.

    `text` is always `source[start:end]`. `value` is normalised (money in 元, 万 and 亿 multiplied out,
    percent as the number before %). `quantum` is the weight of the last printed digit in units of `value`
    (`6134万元` -> 10000, `26.59亿元` -> 1000000, `31.89%` -> 0.01): it says how far the number may have been
    rounded. `digits` is what stands there without unit and modifiers (`6134`, `三分之一`).
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Value
    unit: str
    bound: Bound
    surface_unit: str = ""
    digits: str = ""
    quantum: Decimal = Decimal(0)

    @property
    def span(self) -> Span:
        """The half-open range of code points."""
        return Span(self.start, self.end)

    def to_dict(self) -> dict[str, object]:
        """The stable JSON form of one line of `policysum numbers --json`."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind.value,
            "value": json_value(self.value),
            "unit": self.unit,
            "bound": self.bound.value,
        }


def json_value(value: Value) -> object:
    """A value as JSON: integers stay integers, other decimals become the nearest float."""
    if isinstance(value, tuple):
        return [json_value(value[0]), json_value(value[1])]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
