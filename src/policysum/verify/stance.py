"""Status, direction and bound: whether a claim gives a number the way the source does."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase, Scanner, table
from policysum.quantity import Bound, Kind
from policysum.verify.prose import own_reading

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.quantity import Mention
    from policysum.verify.turns import Turn

__all__ = [
    "bound_conflict",
    "claimed_direction",
    "direction_conflict",
    "end_conflict",
    "status_conflict",
    "status_is_sure",
]

_DIGITS = re.compile(r"\d[\d.,]*")
_NEXT_IN_LIST = Phrase("claim_context", r"[^\d，,。；;]{0,4}(?:、|{joint})\s*")
"""Between two numbers of one list: the unit of the first and what joins them."""
_DIRECTIONS = {"growth": "up", "decline": "down"}
_AHEAD = frozenset({"target", "forecast"})
_CHANGE_WORDS = table("change_verbs").scanner("up", "down")
_SIGN = Scanner(row for row in table("change_verbs").rows if row.value == "sign")
"""A change that itself turned holds in the next clause too: 由负转正，达到3.5%."""
_SIDES = {Bound.APPROX: 0, Bound.GT: 1, Bound.GE: 1, Bound.LT: -1, Bound.LE: -1}
"""On which side of the printed number the real one lies."""
_TURN_REACH = 20
_LONGEST = 400
"""Characters of a clause on either side of a number that are looked at; an endless list has more."""
_EXPECTED = Phrase("status_cues", "{expected}|{expected_after}")
_BESIDE = Phrase("claim_context", "{than}[^，,。；;、]{1,14}(?:(?P<more>{more})|{less})$")
"""What a number is held against, just before the difference: 比全省平均水平高8120元."""
_TIMES_OF = Phrase("claim_context", "{equals}[^，,。；;、]{2,14}{of}$")
"""… and before a multiple: 是2016年的2.5倍."""


_COME_TO = Phrase(
    "claim_context",
    "(?:{change_verbs.up}|{change_verbs.down}|{changed})(?:{reach}|(?<=[{=reach}]))(?:{aspect}|{bound_cues.prefix})*$",
)
_COME_TO_NEXT = Phrase("claim_context", r"[^\d，,。；;]{1,10}{reach}")
_BEGAN = Phrase("claim_context", "{from}(?:{of}|{bound_cues.prefix})*$")


def status_conflict(claim: Claim, mention: Mention, text: str) -> bool:
    """Whether something done is claimed as aimed at, expected or ruled, or the reverse."""
    said = mention.status
    claimed = claim.status
    if not claimed or claimed == said:
        return False
    if claimed == "actual":
        if said == "forecast":
            # An expectation may be carried over from another clause; only one beside the number is certain.
            return bool(_EXPECTED.search(text, *_around(mention)))
        return said in _AHEAD or said == "rule"
    if claimed == "forecast" and said == "actual":
        # 预计全年接待游客9.6亿人次，旅游总收入1.24万亿元: how far an expectation reaches is open to dispute.
        # It may reach over a semicolon: 预计生产总值达到156亿元；财政收入增加到6.8亿元。
        start, end = _around(mention)
        least = max(0, start - _LONGEST)
        stop = max(text.rfind("。", least, start), text.rfind("\n", least, start), least - 1)
        return not _EXPECTED.search(text, stop + 1, end)
    if claimed in _AHEAD:
        return said == "actual"
    return False


def status_is_sure(mention: Mention) -> bool:
    """Whether the status of a number may refuse a claim.

    In a list of faults found, what was paid against the rules has the words of a rule.
    """
    return mention.status_ground.convicts and (mention.status != "rule" or mention.role != "problem")


def _around(mention: Mention) -> tuple[int, int]:
    """The clause of a number, of an endless one what stands near it."""
    start, end = max(mention.clause.start, mention.start - _LONGEST), mention.end + _LONGEST
    return start, min(mention.clause.end, end)


def direction_conflict(claim: Claim, mention: Mention, text: str) -> str:
    """What the source says, "up" or "down", where the claim says the reverse; else nothing."""
    value = claim.quantity.value
    if isinstance(value, Decimal) and value < 0 and mention.value == value:
        return ""  # 增长-3.2%, as the source prints it
    if isinstance(value, Decimal) and value < 0 and mention.value == -value:
        # -2% for 下降2%: neither for 增长2% nor as a growth.
        turned = _said_direction(mention, text)
        return turned if turned == "up" or claim.change == "growth" else ""
    claimed = claimed_direction(claim)
    said = _said_direction(mention, text) if claimed else ""
    return said if said != claimed else ""


def _said_direction(mention: Mention, text: str) -> str:
    if isinstance(mention.value, Decimal) and mention.value < 0:
        return "down"
    return mention.direction or _direction_before(mention, text) or _DIRECTIONS.get(mention.change, "")


def _direction_before(mention: Mention, text: str) -> str:
    """The direction that the words before a number say, back to the number before it."""
    before = text[max(mention.clause.start, mention.start - _TURN_REACH) : mention.start]
    pieces = _DIGITS.split(before)
    while len(pieces) > 1 and _NEXT_IN_LIST.fullmatch(pieces[-1]):
        pieces.pop()  # 分别增长5%、7%: what is said before the first member is said of all
    if found := _CHANGE_WORDS.last(pieces[-1]):
        return found[2].group
    earlier = text[max(mention.sentence.start, mention.start - _TURN_REACH) : mention.start]
    turned = _SIGN.last(earlier)
    return _held_against(mention, before) or (turned[2].group if turned else "")


def _held_against(mention: Mention, before: str) -> str:
    """Whether a number says that something is more or less than something else; nothing where it says neither."""
    beside = _BESIDE.search(before)
    if beside:
        return "up" if beside["more"] else "down"
    if mention.kind is Kind.MULTIPLE and _TIMES_OF.search(before) and isinstance(mention.value, Decimal):
        return "up" if mention.value > 1 else "down"
    return ""


def claimed_direction(claim: Claim) -> str:
    """Whether a claim gives its number as growth ("up"), as a decline ("down") or as neither."""
    if claim.change:
        return _DIRECTIONS.get(claim.change, "")
    words = f"{claim.indicator}{claim.text}" if claim.indicator else claim.context
    found = _CHANGE_WORDS.last(words)
    if not found:
        return ""
    rate = claim.quantity.kind in {Kind.PERCENT, Kind.FRACTION, Kind.MULTIPLE}
    if rate and claim.indicator:
        return found[2].group
    said = own_reading(claim)
    if said is None or not (rate or said.change in _DIRECTIONS):
        return ""
    return said.direction


def end_conflict(claim: Claim, mention: Mention, turn: Turn | None, text: str) -> bool:
    """Whether a claim takes a number for the other end of a change, or for the end of the reverse one: 减少到7家 of 7家增至16家."""
    before, after = _around_claimed(claim)
    came_to = _COME_TO.search(before)
    if not came_to:
        began = _BEGAN.search(before) and _COME_TO_NEXT.match(after)
        return bool(began and turn is not None and not turn.first)
    if turn is not None and turn.first:
        return True
    claimed = _CHANGE_WORDS.last(came_to.group())
    said = _said_direction(mention, text) if claimed else ""
    return bool(claimed and said and claimed[2].group != said)


def _around_claimed(claim: Claim) -> tuple[str, str]:
    """The words before a claimed number, and those behind it."""
    words = f"{claim.indicator}{claim.text}" if claim.indicator else claim.context
    digits = claim.quantity.text or claim.text
    at = claim.at if claim.at >= 0 and not claim.indicator else words.rfind(digits)
    return words[max(0, at - _TURN_REACH) : max(0, at)], words[at + len(digits) :][:_TURN_REACH]


def bound_conflict(claimed: Bound, said: Bound) -> bool:
    """Whether both print how a number stands to the real one, and differ: 5%左右 said of 5%以上.

    Where either prints nothing there is no conflict: rounding is another matter.
    """
    sides = _SIDES.get(claimed), _SIDES.get(said)
    return None not in sides and sides[0] != sides[1]
