"""Whether a number of the source is the number of a claim: equal, in another form, or rounded as admitted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.quantity import Bound, Kind, Quantity
from policysum.schema import Verdict
from policysum.verify.units import stand_ins

if TYPE_CHECKING:
    from policysum.quantity import Ledger, Mention

__all__ = ["Candidate", "candidates", "same_digits"]

_HOW = {"equal": Verdict.SUPPORTED, "converted": Verdict.CONVERTED, "rounded": Verdict.ROUNDED}
_UPWARD = frozenset({Bound.GT, Bound.GE})
_DOWNWARD = frozenset({Bound.LT, Bound.LE})
_SILENT = Decimal("0.05")  # fewer digits without 约: two must be left, and be off by no more than this
_MARKED = Decimal("0.25")  # with 约 the last printed digit may be off by half of itself: 约1亿元 for 1.235亿元
_LARGE = Decimal("0.1")  # 30余项 may be 36, but 100余项 is not 125
_FLOAT_NOISE = Decimal("1e-9")  # 774899.9999999999万元: a number that went through a float
_UNITLESS = frozenset({Kind.OTHER, Kind.COUNT, Kind.ORDINAL})
_ROUND_NUMBER = Decimal("0.05")  # 约7100万元 for 7130万元: zeros at the end admit this much


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that has the claimed value, and the verdict if it is the right one."""

    mention: Mention
    verdict: Verdict


def candidates(claim: Quantity, ledger: Ledger) -> list[Candidate]:
    """Every mention whose number a claim's number may be, the more literal first."""
    if not claim.unit and claim.kind in _UNITLESS:
        return _by_value_alone(claim, ledger)
    found: dict[int, Candidate] = {}
    noise = abs(claim.value) * _FLOAT_NOISE if isinstance(claim.value, Decimal) else Decimal(0)
    for match in ledger.with_value(
        claim.value,
        claim.unit,
        bound=claim.bound,
        quantum=max(claim.quantum, noise),
        surface_unit=claim.surface_unit or claim.unit,
        digits=claim.digits or claim.text,
    ):
        verdict = _HOW[match.how]
        if not _same_measure(claim, match.mention.quantity):
            continue
        if verdict is Verdict.ROUNDED and not admits(claim, match.mention.quantity):
            continue
        if _contradict(claim.bound, match.mention.bound):
            continue
        found.setdefault(match.mention.start, Candidate(match.mention, verdict))
    if claim.kind in {Kind.COUNT, Kind.MONEY}:
        for unit in (*stand_ins(claim.unit), *_rates(claim, ledger)):
            for match in ledger.with_value(claim.value, unit):
                if match.how != "rounded" and not _contradict(claim.bound, match.mention.bound):
                    found.setdefault(match.mention.start, Candidate(match.mention, Verdict.CONVERTED))
    return list(found.values())


def _rates(claim: Quantity, ledger: Ledger) -> list[str]:
    """For an amount of money: the units of prices (元/千瓦时) in the source, which are often told without the rest."""
    if claim.kind is not Kind.MONEY or "/" in claim.unit:
        return []
    return sorted({item.unit for item in ledger.quantities if item.unit.startswith(f"{claim.unit}/")})


def _by_value_alone(claim: Quantity, ledger: Ledger) -> list[Candidate]:
    """For a bare number: the mentions that have it as value or print its digits."""
    kinds = frozenset({Kind.RANK}) if claim.kind is Kind.ORDINAL else None
    found = [
        Candidate(mention, Verdict.SUPPORTED)
        for mention in ledger.mentions
        if mention.value == claim.value and claim.value is not None and (kinds is None or mention.kind in kinds)
    ]
    if kinds is not None:
        return found
    if not found and isinstance(claim.value, Decimal):
        found = [
            Candidate(mention, Verdict.CONVERTED)
            for mention in ledger.same_digits(claim.digits or claim.text)
            if _printed(mention.quantity) == claim.value
        ]
    return found


def admits(claim: Quantity, said: Quantity) -> bool:
    """Whether a claim may be a rounding of what the source says, by its bound or by its fewer digits."""
    if not isinstance(claim.value, Decimal) or not isinstance(said.value, Decimal) or not claim.value:
        return False
    if claim.kind is Kind.FRACTION or said.kind is Kind.FRACTION:
        return abs(claim.value - said.value) <= max(claim.quantum, said.quantum, Decimal("0.01")) / 2 or (
            claim.unit != said.unit
        )
    gap = said.value - claim.value
    if abs(gap) <= _FLOAT_NOISE * abs(claim.value):
        return True
    if claim.quantum < said.quantum:
        return False
    within_digit = abs(gap) <= claim.quantum / 2
    if claim.bound is Bound.EXACT:
        finer = claim.quantum > said.quantum and claim.quantum * 10 <= abs(claim.value)
        return within_digit and finer and abs(gap) <= _SILENT * abs(claim.value)
    step = _last_nonzero(claim.value)
    if claim.bound in _UPWARD or claim.bound in _DOWNWARD:
        loose = step if claim.bound is Bound.GT and abs(claim.value) < 100 else min(step, _LARGE * abs(claim.value))
        reach = loose if claim.bound is Bound.GT else min(step, _ROUND_NUMBER * abs(claim.value))
        return said.bound is Bound.EXACT and 0 <= (gap if claim.bound in _UPWARD else -gap) < reach
    if within_digit and abs(gap) <= _MARKED * abs(claim.value):
        return True
    return abs(gap) <= min(step / 2, _ROUND_NUMBER * abs(claim.value))


def same_digits(claim: Quantity, ledger: Ledger) -> list[Mention]:
    """The mentions that print the claim's digits with another unit or scale."""
    printed = _printed(claim)
    if printed is None:
        return []
    return [
        mention
        for mention in ledger.same_digits(claim.digits or claim.text)
        if _printed(mention.quantity) == printed
    ]


def _printed(quantity: Quantity) -> Decimal | None:
    """The number as its digits read, before 万, 亿 and the unit."""
    if not isinstance(quantity.value, Decimal) or not quantity.quantum:
        return None
    digits = "".join(
        char for char in quantity.digits.translate(_NARROW) if char.isascii() and (char.isdigit() or char == ".")
    )
    try:
        return Decimal(digits) if digits else None
    except ArithmeticError:
        return None


_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")


def _same_measure(claim: Quantity, said: Quantity) -> bool:
    """Per mille, percent points and percent are different claims even where their values agree."""
    if {claim.unit, said.unit} & {"%", "‰", "百分点", "基点", "成"}:
        return claim.unit == said.unit or not (claim.unit and said.unit) or "成" in {claim.unit, said.unit}
    return True


def _contradict(claimed: Bound, said: Bound) -> bool:
    return (claimed in _UPWARD and said in _DOWNWARD) or (claimed in _DOWNWARD and said in _UPWARD)


def _last_nonzero(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
