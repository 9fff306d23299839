"""Which way a number changed, by the words before it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase, Scanner, table
from policysum.quantity.model import Kind

if TYPE_CHECKING:
    from policysum.statements.mention import Mention

__all__ = [
    "CHANGE_WORDS",
    "DIRECTIONS",
    "SHORT_WORDS",
    "TURN_REACH",
    "changes_what_follows",
    "direction_said",
]

DIRECTIONS = {"growth": "up", "decline": "down"}
CHANGE_WORDS = table("change_verbs").scanner("up", "down")
SHORT_WORDS = table("change_verbs").scanner("either")
"""Those that say a direction only where they stand right before a number: 涨5%, 降5%."""
TURN_REACH = 20
"""Characters before a number in which words say how it changed."""
_THING = 2
"""The shortest noun of what was added or lost."""
_DIGITS = re.compile(r"\d[\d.,]*")
_NEXT_IN_LIST = Phrase("claim_context", r"[^\d，,。；;]{0,4}(?:、|{list_words.joint})\s*")
"""Between two numbers of one list: the unit of the first and what joins them."""
_SIGN = Scanner(row for row in table("change_verbs").rows if row.value == "sign")
"""A change that itself turned holds in the next clause too: 由负转正，达到3.5%."""
_BESIDE = Phrase("claim_context", "{than}[^，,。；;、]{1,14}(?:(?P<more>{more})|{less})$")
"""What a number is held against, just before the difference: 比全省平均水平高8120元."""
_TIMES_OF = Phrase("claim_context", "{equals}[^，,。；;、]{2,14}{of}$")
"""… and before a multiple: 是2016年的2.5倍."""


def direction_said(mention: Mention, text: str) -> str:
    """Which way a number changed, "up" or "down", by its sign, the ledger or the words before it; empty where nothing says it."""
    if isinstance(mention.value, Decimal) and mention.value < 0:
        return "down"
    return mention.direction or _direction_before(mention, text) or DIRECTIONS.get(mention.change, "")


def _direction_before(mention: Mention, text: str) -> str:
    """The direction that the words before a number say, back to the number before it."""
    before = text[max(mention.clause.start, mention.start - TURN_REACH) : mention.start]
    pieces = _DIGITS.split(before)
    while len(pieces) > 1 and _NEXT_IN_LIST.fullmatch(pieces[-1]):
        pieces.pop()  # 分别增长5%、7%: what is said before the first member is said of all
    if found := CHANGE_WORDS.last(pieces[-1]):
        return found[2].group
    earlier = text[max(mention.sentence.start, mention.start - TURN_REACH) : mention.start]
    turned = _SIGN.last(earlier)
    return _held_against(mention, before) or (turned[2].group if turned else "")


def changes_what_follows(mention: Mention, text: str) -> bool:
    """Whether a verb of change has what was added or lost behind it, and then how much: 减少用煤260万吨, not 用煤减少260万吨."""
    found = CHANGE_WORDS.last(mention.indicator)
    thing = mention.indicator[found[1] :] if found else ""
    return len(thing) >= _THING and text.endswith(thing[-_THING:], 0, mention.start)


def _held_against(mention: Mention, before: str) -> str:
    """Whether a number says that something is more or less than something else; nothing where it says neither."""
    beside = _BESIDE.search(before)
    if beside:
        return "up" if beside["more"] else "down"
    if mention.kind is Kind.MULTIPLE and _TIMES_OF.search(before) and isinstance(mention.value, Decimal):
        return "up" if mention.value > 1 else "down"
    return ""
