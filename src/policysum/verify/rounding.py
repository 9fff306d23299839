"""What a claim may leave out of a number's digits, and how far the bounds of both may lie apart."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.quantity import Bound, Kind

if TYPE_CHECKING:
    from policysum.quantity import Quantity

__all__ = ["FLOAT_NOISE", "admits", "contradict"]

FLOAT_NOISE = Decimal("1e-9")  # 774899.9999999999万元: a number that went through a float
_UPWARD = frozenset({Bound.GT, Bound.GE})
_DOWNWARD = frozenset({Bound.LT, Bound.LE})
_SILENT = Decimal("0.05")  # fewer digits without 约 may be off by no more than this
# … if but one is left, of an amount or a count: 3亿元 for 3.27亿元, not 1亿元 for 1.4亿元
_ONE_DIGIT = Decimal("0.1")
_MARKED = Decimal(
    "0.25"
)  # with 约 the last printed digit may be off by half of itself: 约1亿元 for 1.235亿元
_LARGE = Decimal("0.1")
_FRACTION_EXACT = Decimal("0.5")  # percentage points between 三分之一 and 33.3%
_FRACTION_ABOUT = Decimal(2)
_AMOUNTS = frozenset({Kind.MONEY, Kind.COUNT, Kind.MEASURE})
_ROUND_NUMBER = Decimal("0.05")  # 约7100万元 for 7130万元: zeros at the end admit this much


def admits(claim: Quantity, said: Quantity) -> bool:
    """Whether a claim may be a rounding of what the source says, by its bound or by its fewer digits."""
    if not isinstance(claim.value, Decimal) or not isinstance(said.value, Decimal) or not claim.value:
        return False
    if Kind.FRACTION in {claim.kind, said.kind}:
        return abs(_percent(claim) - _percent(said)) <= (
            _FRACTION_EXACT if claim.bound is Bound.EXACT else _FRACTION_ABOUT
        )
    value = abs(claim.value)
    gap = said.value - claim.value
    if abs(gap) <= FLOAT_NOISE * value or claim.quantum < said.quantum:
        return abs(gap) <= FLOAT_NOISE * value
    if claim.bound is Bound.EXACT:
        return _rounds(gap, claim) and abs(gap) <= _silently(claim) * value
    if claim.bound is Bound.APPROX:
        last_digit = min(claim.quantum / 2, _MARKED * value)
        most = max(last_digit, min(_last_nonzero(claim.value) / 2, _ROUND_NUMBER * value))
        return abs(gap) <= most and (most != claim.quantum / 2 or _rounds(gap, claim))
    return said.bound is Bound.EXACT and 0 <= (gap if claim.bound in _UPWARD else -gap) < _reach(claim, value)


def _silently(claim: Quantity) -> Decimal:
    """By how much, of itself, a claim may be off that says no 约."""
    assert isinstance(claim.value, Decimal)
    if claim.quantum <= abs(claim.value) / 10:
        return _SILENT
    return _ONE_DIGIT if claim.kind in _AMOUNTS else Decimal(0)


def _rounds(gap: Decimal, claim: Quantity) -> bool:
    """Whether a number that is larger by `gap` rounds to the claimed one.

    A half may go either way, as people and programs differ; but if one digit is left, it goes up.
    """
    assert isinstance(claim.value, Decimal)
    half = claim.quantum / 2
    return -half <= gap <= half and (gap < half or claim.quantum <= abs(claim.value) / 10)


def _reach(claim: Quantity, value: Decimal) -> Decimal:
    """How far beyond a claimed bound the source's number may lie: 30余项 may be 36, but 100余项 is not 125."""
    step = _last_nonzero(value)
    if claim.bound is Bound.GT:
        return step if value < 100 else min(step, _LARGE * value)
    return min(step, _ROUND_NUMBER * value)


def _percent(quantity: Quantity) -> Decimal:
    assert isinstance(quantity.value, Decimal)
    return quantity.value * 100 if quantity.kind is Kind.FRACTION and not quantity.unit else quantity.value


def contradict(claimed: Bound, said: Bound) -> bool:
    """Whether one bound opens upwards and the other downwards: 超过 against 不足."""
    if claimed is Bound.EXACT or said is Bound.EXACT:
        return False
    return (claimed in _UPWARD and said in _DOWNWARD) or (claimed in _DOWNWARD and said in _UPWARD)


def _last_nonzero(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
