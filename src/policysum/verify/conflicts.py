"""Status, direction and bound: whether a claim gives a number the way the source does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.claims.fields import REACHES
from policysum.lexicon import Phrase
from policysum.quantity import Bound, Kind
from policysum.statements.contexts.directions import (
    CHANGE_WORDS,
    DIRECTIONS,
    TURN_REACH,
    changes_what_follows,
    direction_said,
)
from policysum.statements.contexts.links import is_stock
from policysum.statements.contexts.near import expected_before, expected_beside, expected_so_far
from policysum.statements.ground import Ground
from policysum.verify.hearing import added_direction, claimed_direction, own_reading, worded_directions

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.statements import Mention
    from policysum.statements.contexts.transitions import Turn

__all__ = [
    "bound_conflict",
    "bounds_exact",
    "direction_conflict",
    "end_conflict",
    "is_other_status",
    "may_be_both",
    "status_conflict",
    "status_is_sure",
    "takes_level_for_change",
]

_AMOUNTS = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE})
_AHEAD = frozenset({"target", "forecast"})
_SIDES = {Bound.APPROX: 0, Bound.GT: 1, Bound.GE: 1, Bound.LT: -1, Bound.LE: -1}
"""On which side of the printed number the real one lies."""

_PLANNED = Phrase("status_cues", "{aim_scale}")
_COME_TO = Phrase(
    "claim_context",
    "(?:{change_verbs.up}|{change_verbs.down}|{changed})(?:{reach}|(?<=[{=reach}]))(?:{aspect}|{bound_cues.prefix})*$",
)
_COME_TO_NEXT = Phrase("claim_context", r"[^\d，,。；;]{1,10}{reach}")
_PRINTED = Phrase("claim_context", r"\d+(?:[.,]\d+)*")
_BEGAN = Phrase("claim_context", "{from}(?:{of}|{bound_cues.prefix})*$")


def status_conflict(claim: Claim, mention: Mention, text: str) -> bool:
    """Whether something done is claimed as aimed at, expected or ruled, or the reverse."""
    said = mention.status
    match claim.status:
        case "actual":
            return expected_beside(text, mention) if said == "forecast" else said != "actual"
        case "forecast":
            return said == "actual" and not expected_so_far(text, mention)
        case "target":
            # 全年预计……；……: what only a word far before it expects may be done as well.
            return said == "actual" or (said == "forecast" and mention.status_ground is Ground.INFERRED)
        case _:
            return False


def is_other_status(claim: Claim, best: Mention, other: Mention, text: str) -> bool:
    """Whether of two ends of a change only the other has another status than is claimed: 由目前的20%提高到25%."""
    return status_conflict(claim, other, text) and not status_conflict(claim, best, text)


def status_is_sure(mention: Mention) -> bool:
    """Whether the status of a number may refuse a claim.

    In a list of faults found, what was paid against the rules has the words of a rule.
    """
    return mention.status_ground.convicts and (mention.status != "rule" or mention.role != "problem")


def may_be_both(claim: Claim, mention: Mention, text: str) -> bool:
    """Whether a number may have the status that is claimed beside the one it is given.

    What a name calls planned there is, and is planned: 规划面积100平方公里. An expectation some sentences before may go on.
    """
    if claim.status == "forecast":
        return expected_before(text, mention)
    return claim.status == "actual" and bool(_PLANNED.search(claim.indicator))


def direction_conflict(claim: Claim, mention: Mention, text: str) -> str:
    """What the source says, "up" or "down", where the claim says the reverse; else nothing."""
    value = claim.quantity.value
    turned_value = -value if isinstance(value, Decimal) and value < 0 else None
    if turned_value is not None and mention.value == value:
        return ""  # 增长-3.2%, as the source prints it
    if turned_value is not None and mention.value == turned_value:
        # -2% for 下降2%: neither for 增长2% nor as a growth.
        turned = direction_said(mention, text)
        return turned if turned == "up" or claim.change == "growth" else ""
    claimed = claimed_direction(claim)
    turns = {claimed} if claimed else worded_directions(claim)
    said = direction_said(mention, text) if turns else ""
    if not said or turns == {said}:
        return ""  # nothing turns the other way: to read the claim for it would cost every number of a report
    return said if (claimed or added_direction(claim)) not in {"", said} else ""


def takes_level_for_change(claim: Claim, mention: Mention, text: str) -> bool:
    """Whether a claim gives as a change what the source gives as a level or a share: 增长60万吨 of 产量达到60万吨, 增长65% of 覆盖率65%."""
    if mention.change == "share":
        # 提高到60% has a direction and is the level that was come to.
        reached = bool(mention.direction) and text.endswith(REACHES, 0, mention.start)
        return (reached or not direction_said(mention, text)) and _claims_change(claim)
    if mention.kind not in _AMOUNTS or mention.change != "level":
        return False
    if claim.change == "increment":  # 引进项目6个 is both
        return is_stock(text, mention)
    claimed = claimed_direction(claim)
    if claimed and mention.direction == claimed and changes_what_follows(mention, text):
        return False
    # 减少到12家 has a direction and is the level that was come to.
    return bool(claimed) and bool(mention.direction or not direction_said(mention, text))


def _claims_change(claim: Claim) -> bool:
    """Whether a claim gives a rate as that of a change: 增长65%, not 提高到65%."""
    if not claimed_direction(claim):
        return False
    if claim.change:
        return True
    said = own_reading(claim)
    return said is not None and said.change in DIRECTIONS


def end_conflict(claim: Claim, mention: Mention, turn: Turn | None, text: str) -> bool:
    """Whether a claim takes a number for the other end of a change, or for the end of the reverse one: 减少到7家 of 7家增至16家."""
    before, after = _around_claimed(claim)
    came_to = _COME_TO.search(before)
    if not came_to:
        next_end = _COME_TO_NEXT.match(after) if _BEGAN.search(before) else None
        if next_end is None or turn is None or turn.first:
            return False
        # An aim may set out from what the source came to; only back to where that began is the reverse.
        ends = _PRINTED.pattern.findall(after, next_end.end())
        began = _PRINTED.pattern.search(text, turn.other, turn.other + TURN_REACH)
        return not ends or began is None or began[0] in ends
    if turn is not None and turn.first:
        return True
    claimed = CHANGE_WORDS.last(came_to.group())
    said = direction_said(mention, text)
    return bool(claimed and said and claimed[2].group != said)


def _around_claimed(claim: Claim) -> tuple[str, str]:
    """The words before a claimed number, and those behind it."""
    digits = claim.quantity.text
    words = claim.context if claim.at >= 0 else f"{claim.indicator}{claim.text}"
    at = claim.at if claim.at >= 0 else words.rfind(digits)
    return words[max(0, at - TURN_REACH) : at], words[at + len(digits) :][:TURN_REACH]


def bound_conflict(claimed: Bound, said: Bound) -> bool:
    """Whether both print how a number stands to the real one, and differ: 5%左右 said of 5%以上.

    Where either prints nothing there is no conflict: rounding is another matter.
    """
    sides = _SIDES.get(claimed), _SIDES.get(said)
    return None not in sides and sides[0] != sides[1]


def bounds_exact(claim: Claim, mention: Mention) -> bool:
    """Whether a claim says that something is above or below a number that the source gives as it is: 98.9%以下 of 98.9%."""
    same = claim.quantity.value == mention.value and mention.bound is Bound.EXACT
    return same and bool(_SIDES.get(claim.quantity.bound)) and mention.status not in _AHEAD
