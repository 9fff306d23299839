"""What a claim in prose says of its number besides the number, as a field would."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.quantity import Kind, signs
from policysum.statements.contexts.links import names_new
from policysum.verify.conflicts import claimed_direction, names_change
from policysum.verify.prose import own_reading

if TYPE_CHECKING:
    from policysum.claims import Claim

__all__ = ["heard", "is_decline"]

_TURNS = frozenset({"growth", "decline"})
_RATES = frozenset({Kind.PERCENT, Kind.FRACTION, Kind.MULTIPLE})


def heard(claim: Claim) -> Claim:
    """A claim with the change that its name gives its number, in prose with the period and change of its own words."""
    if claim.indicator:
        # 增速2.1个百分点: points are of no rate that grew
        silent = claim.change or claim.quantity.unit == signs.PERCENT_POINT or not names_change(claim)
        named = None if silent else own_reading(claim)
        # 新增5.7% is growth: a rate has a direction and no amount that came new.
        new = claim.quantity.kind not in _RATES and names_new(claim.indicator)
        changed = named is not None and (named.change in _TURNS or new)
        return replace(claim, change=named.change) if named is not None and changed else claim
    said = own_reading(claim)
    if said is None:
        return claim
    period = claim.period or (said.period if said.period_ground.convicts else None)
    turned = said.change in _TURNS and not _is_negative(claim)
    return replace(claim, period=period, change=claim.change or (said.change if turned else None))


def is_decline(claim: Claim) -> bool:
    """Whether a claim's number is that of a decline: -2% for 下降2%, whatever change it is said to be."""
    if claimed_direction(claim) == "down":
        return True
    return claim.quantity.kind is Kind.PERCENT and _is_negative(claim)


def _is_negative(claim: Claim) -> bool:
    value = claim.quantity.value
    return isinstance(value, Decimal) and value < 0
