"""What a printed number can stand for: an interval that allows for rounding, truncation and approximators."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product
from math import inf, isclose, isnan
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
    "agreement",
    "amount",
    "at_most",
    "computable",
    "exact",
    "plain",
    "printed",
    "relative_change",
    "share",
    "size",
    "spread",
    "summed",
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


def _no_more(one: float, other: float) -> bool:
    """Whether one number is not more than the other, give or take floating point."""
    return one <= other or isclose(one, other, abs_tol=_EPSILON)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`."""

    low: float
    high: float

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return _no_more(self.low, other.high) and _no_more(other.low, self.high)

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
    if not isinstance(value, Decimal) or not quantity.digits.strip(_multipliers()):
        return None  # 超亿元, 千亿级: a class, not an amount
    return value if abs(value) <= _LARGEST else None


def computable(quantity: Quantity) -> bool:
    """Whether a number has a value or a range to compute with."""
    return isinstance(quantity.value, tuple) or exact(quantity) is not None


def size(quantity: Quantity) -> float:
    """The value of a number that is known to have a single one."""
    value = quantity.value
    assert isinstance(value, Decimal)
    return float(value)


def amount(quantity: Quantity, slack: float = CUT) -> Interval:
    """What a number that is known to have a value or a range can stand for, in its own unit.

    A whole count is exact. Anything with decimals or a multiplier may have been rounded or cut off at its last
    printed digit; `slack` says how many units of that digit it may be off.
    """
    if isinstance(quantity.value, tuple):
        low, high = quantity.value
        return Interval(float(low), float(high))
    centre = size(quantity)
    counted = (
        quantity.kind in {Kind.COUNT, Kind.RANK, Kind.DURATION}
        and quantity.quantum <= 1
        and centre.is_integer()
    )
    step = 0.0 if counted else float(quantity.quantum) * slack
    if quantity.kind is Kind.FRACTION:
        step = _FRACTION_SLACK * slack
    match quantity.bound:
        case Bound.GT | Bound.GE:
            return Interval(centre, inf if slack >= CUT else centre * _OPEN)
        case Bound.LT | Bound.LE:
            return Interval(0.0 if slack >= CUT else centre / _OPEN, centre)
        case Bound.APPROX:
            step = max(step, abs(centre) * _APPROX)
    return Interval(centre - step, centre + step)


def share(quantity: Quantity, slack: float = CUT) -> Interval:
    """A percentage or fraction as parts of one."""
    span = amount(quantity, slack)
    return span.times(0.01) if quantity.kind is Kind.PERCENT else span


def relative_change(rate: Quantity, slack: float, *, down: bool) -> Interval:
    """A rate as the change of a level, one being a doubling."""
    span = share(rate, slack)
    return Interval(-span.high, -span.low) if down else span


def agreement(holds: Callable[[float], bool]) -> Agreement:
    """Consistent where ordinary rounding explains any difference, inconsistent where nothing does, else undecided."""
    if holds(ROUNDED):
        return Agreement.CONSISTENT
    return Agreement.UNDECIDED if holds(CUT) else Agreement.INCONSISTENT


def spread(formula: Callable[..., float], numbers: Sequence[Quantity], slack: float) -> Interval | None:
    """What a formula, monotone in each of its numbers, can come to; None where it has no value."""
    spans = [amount(number, slack) for number in numbers]
    try:
        formula(*map(size, numbers))  # what is shown of it: 由0亿元增加到20亿元 is no rate
        values = [formula(*corner) for corner in product(*((span.low, span.high) for span in spans))]
    except (ArithmeticError, ValueError):
        return None
    return None if any(map(isnan, values)) else Interval(min(values), max(values))


def verdict(
    formula: Callable[..., float], numbers: Sequence[Quantity], stated: Callable[[float], Interval]
) -> Agreement | None:
    """Whether a formula over printed numbers comes to what is stated; None where it has no value."""
    found = {slack: spread(formula, numbers, slack) for slack in (ROUNDED, CUT)}
    truths = {slack: one for slack, one in found.items() if one is not None}
    if len(truths) < len(found):
        return None
    return agreement(lambda slack: truths[slack].meets(stated(slack)))


def summed(parts: Sequence[Quantity], whole: Quantity) -> Agreement:
    """Whether parts come to a whole."""

    def holds(slack: float) -> bool:
        spans = [amount(part, slack) for part in parts]
        total = Interval(sum(span.low for span in spans), sum(span.high for span in spans))
        return total.meets(amount(whole, slack))

    return agreement(holds)


def at_most(parts: Sequence[Quantity], whole: Quantity) -> Agreement:
    """Whether no part is more than the whole; undecided where bounds are open."""
    return agreement(
        lambda slack: all(amount(part, slack).low <= amount(whole, slack).high for part in parts)
    )


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
    return [number.digits + (scale if differ else "") for number, scale in zip(numbers, scales, strict=True)]
