"""What a claim says of its number, as fields would: a claim in prose is read by the reader of the source."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from policysum.quantity import Kind, signs
from policysum.statements import Ledger
from policysum.statements.contexts.directions import CHANGE_WORDS, DIRECTIONS, SHORT_WORDS
from policysum.statements.contexts.links import names_new
from policysum.statements.contexts.name_normalization import CHANGES, grams
from policysum.statements.ground import Ground

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.statements import Mention

__all__ = ["added_direction", "claimed_direction", "heard", "is_decline", "own_reading", "worded_directions"]

_RATES = frozenset({Kind.PERCENT, Kind.FRACTION, Kind.MULTIPLE})


@lru_cache(maxsize=64)
def _read(words: str) -> Ledger:
    return Ledger(words)


def own_reading(claim: Claim) -> Mention | None:
    """A claim's number as its own words give it: its text, or its name and value read as one."""
    if claim.at >= 0:
        return _read(claim.context).mention_at(claim.at)
    if not claim.indicator:
        return None
    words = f"{claim.indicator}{claim.text}"
    return next(iter(_read(words).within(len(claim.indicator), len(words))), None)


def heard(claim: Claim) -> Claim:
    """A claim with all that its own words say: in prose its name, status, period and change, in fields the change that its name says."""
    if claim.at >= 0:
        said = own_reading(claim)
        return claim if said is None else _as_fields(claim, said)
    # 增速2.1个百分点: points are of no rate that grew
    silent = claim.change or claim.quantity.unit == signs.PERCENT_POINT
    if silent or not CHANGE_WORDS.last(claim.indicator):
        return claim
    named = own_reading(claim)
    # 新增5.7% is growth: a rate has a direction and no amount that came new.
    new = claim.quantity.kind not in _RATES and names_new(claim.indicator)
    if named is None or not (named.change in DIRECTIONS or new):
        return claim
    return replace(claim, change=named.change)


def _as_fields(claim: Claim, said: Mention) -> Claim:
    """A claim in prose with what the reader of the source finds said of its number; what is merely assumed is not claimed."""
    return replace(
        claim,
        indicator=_name_of(said, claim.indicator),
        status=said.status if _is_said(said) else None,
        period=said.period,
        change=said.change if said.change in DIRECTIONS and not _is_negative(claim) else None,
    )


def _is_said(said: Mention) -> bool:
    """Whether the words of a claim say the status of its number; 完成 lets infer that it was done."""
    inferred = said.status_ground is Ground.INFERRED and said.status == "actual"
    return said.status_ground.convicts or inferred


def _name_of(said: Mention, key: str) -> str:
    """What a reading names its number; where that only says that it changed, all that may fairly name it, or the key of its field."""
    named = (said.indicator, said.parent, said.subject, said.context, key)
    return next((name for name in named if grams(name) - CHANGES), said.indicator)


def claimed_direction(claim: Claim) -> str:
    """Whether a claim gives its number as growth ("up"), as a decline ("down") or as neither."""
    if claim.change:
        return DIRECTIONS.get(claim.change, "")
    if claim.quantity.kind not in _RATES:
        return ""
    if claim.at == -1:
        words = f"{claim.indicator}{claim.text}"
        if found := CHANGE_WORDS.last(words):
            return found[2].group
        if not SHORT_WORDS.found_in(words):
            return ""  # nothing turns: to read the words for it would cost every rate of a report
    said = own_reading(claim)
    return said.direction if said is not None else ""


def worded_directions(claim: Claim) -> set[str]:
    """Which ways the words of change around an amount turn; none for a rate, whose direction is claimed by itself."""
    if claim.quantity.kind in _RATES:
        return set()
    words = claim.context if claim.at != -1 else f"{claim.indicator}{claim.text}"
    return {row.group for _, _, row in CHANGE_WORDS.find(words)}


def added_direction(claim: Claim) -> str:
    """Whether a claim in words gives an amount as what was added ("up") or lost ("down"): 合作社增加12家; nothing where it says neither."""
    said = own_reading(claim)
    return said.direction if said is not None and said.change == "increment" else ""


def is_decline(claim: Claim) -> bool:
    """Whether a claim's number is that of a decline: -2% for 下降2%, whatever change it is said to be."""
    if claimed_direction(claim) == "down":
        return True
    return claim.quantity.kind is Kind.PERCENT and _is_negative(claim)


def _is_negative(claim: Claim) -> bool:
    value = claim.quantity.value
    return isinstance(value, Decimal) and value < 0
