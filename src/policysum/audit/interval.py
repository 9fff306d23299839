"""What a printed number can stand for: an interval that allows for rounding, truncation and approximators."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product
from math import inf, isnan
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import Bound, Kind
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policysum.quantity import Quantity

__all__ = [
    "CUT",
    "ROUNDED",
    "Interval",
    "amount",
    "at_most",
    "exact",
    "plain",
    "printed",
    "share",
    "size",
    "spread",
    "verdict",
]

ROUNDED = 0.5
"""Printed digits rounded as usual: half a unit of the last one on either side."""

CUT = 1.0
"""Digits cut off instead of rounded, for one number and not for another: a whole unit on either side."""

_EPSILON = 1e-9
_APPROX = 0.1
"""How far `约` and `近` may be from the truth, as a share of the number."""

_OPEN = 1.5
"""How far beyond its number `超过` usually goes; it may go farther, but then nothing is proved."""

_FRACTION_SLACK = 0.045
"""`三分之一` is a figure of speech: it covers what is nearer to it than to the next simple fraction."""

_LARGEST = Decimal(10) ** 18
"""No amount of a report is larger; beyond it floats say nothing."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`."""

    low: float
    high: float

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both, give or take floating point."""
        slack = _EPSILON * max(
            1.0, *(abs(end) for end in (self.low, self.high, other.low, other.high) if abs(end) < inf)
        )
        return self.low <= other.high + slack and other.low <= self.high + slack

    def times(self, factor: float) -> Interval:
        """Both ends multiplied by a positive number."""
        return Interval(self.low * factor, self.high * factor)


@cache
def _multipliers() -> str:
    """The characters that multiply a number."""
    return "".join(sorted(set("".join(table("numerals").words("multiplier")))))


def exact(quantity: Quantity) -> Decimal | None:
    """The single value of a number, None for a range, a date or what is too large to compute with."""
    value = quantity.value
    if quantity.digits and not quantity.digits.strip(_multipliers()):
        return None  # 超亿元, 千亿级: a class, not an amount
    return value if isinstance(value, Decimal) and abs(value) <= _LARGEST else None


def size(quantity: Quantity) -> float:
    """The value of a number that is known to have a single one."""
    value = exact(quantity)
    assert value is not None
    return float(value)


def amount(quantity: Quantity, slack: float = CUT) -> Interval | None:
    """What a printed number can stand for, in its own unit.

    A whole count is exact. Anything with decimals or a multiplier may have been rounded or cut off at its last
    printed digit; `slack` says how many units of that digit it may be off.
    """
    if isinstance(quantity.value, tuple):
        low, high = quantity.value
        return Interval(float(low), float(high)) if abs(high) <= _LARGEST >= abs(low) else None
    value = exact(quantity)
    if value is None:
        return None
    centre = float(value)
    counted = (
        quantity.kind in {Kind.COUNT, Kind.RANK, Kind.DURATION}
        and quantity.quantum <= 1
        and value == value.to_integral_value()
    )
    step = 0.0 if counted else float(quantity.quantum) * slack
    if quantity.kind is Kind.FRACTION:
        step = max(step, _FRACTION_SLACK * slack)
    match quantity.bound:
        case Bound.GT | Bound.GE:
            return Interval(centre, inf if slack >= CUT else centre * _OPEN)
        case Bound.LT | Bound.LE:
            return Interval(0.0 if slack >= CUT else centre / _OPEN, centre)
        case Bound.APPROX:
            step = max(step, abs(centre) * _APPROX)
    return Interval(centre - step, centre + step)


def share(quantity: Quantity, slack: float = CUT) -> Interval | None:
    """A percentage or fraction as parts of one."""
    span = amount(quantity, slack)
    if span is None:
        return None
    return span.times(0.01) if quantity.kind is Kind.PERCENT else span


def spread(formula: Callable[..., float], numbers: Sequence[Quantity], slack: float) -> Interval | None:
    """What a formula, monotone in each of its numbers, can come to; None where it has no value."""
    spans = [amount(number, slack) for number in numbers]
    corners = [(span.low, span.high) for span in spans if span is not None]
    if len(corners) < len(spans):
        return None
    try:
        values = [formula(*corner) for corner in product(*corners)]
    except (ArithmeticError, ValueError):
        return None
    if any(isinstance(value, complex) or isnan(value) for value in values):
        return None
    return Interval(min(values), max(values))


def verdict(
    formula: Callable[..., float], numbers: Sequence[Quantity], stated: Callable[[float], Interval | None]
) -> Agreement | None:
    """Whether a formula over printed numbers comes to what is stated.

    Returns:
        consistent where ordinary rounding explains any difference, inconsistent where nothing does, undecided
        in between, and None where the formula has no value.
    """
    answers = []
    for slack in (ROUNDED, CUT):
        truth, said = spread(formula, numbers, slack), stated(slack)
        if truth is None or said is None:
            return None
        answers.append(truth.meets(said))
    if answers[0]:
        return Agreement.CONSISTENT
    return Agreement.UNDECIDED if answers[1] else Agreement.INCONSISTENT


def at_most(parts: Sequence[Quantity], whole: Quantity) -> Agreement | None:
    """Whether no part is more than the whole: consistent, inconsistent, or undecided where bounds are open."""
    answers = []
    for slack in (ROUNDED, CUT):
        limit, spans = amount(whole, slack), [amount(part, slack) for part in parts]
        if limit is None or None in spans:
            return None
        answers.append(all(span is not None and span.low <= limit.high for span in spans))
    if answers[0]:
        return Agreement.CONSISTENT
    return Agreement.UNDECIDED if answers[1] else Agreement.INCONSISTENT


def plain(number: float | Decimal, digits: int = 2) -> str:
    """A number for people: at most `digits` decimals, no trailing zeros, no exponent."""
    text = f"{number:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed(*numbers: Quantity) -> list[str]:
    """The digits of some numbers as they stand there, with 万 and 亿 only where these differ."""
    scales = [
        number.surface_unit[: len(number.surface_unit) - len(number.surface_unit.lstrip(_multipliers()))]
        for number in numbers
    ]
    differ = len(set(scales)) > 1
    return [
        (number.digits or plain(size(number))) + (scale if differ else "")
        for number, scale in zip(numbers, scales, strict=True)
    ]
