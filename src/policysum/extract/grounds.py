"""What each reading of a KPI rests on, and by which word the report commits itself to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from policysum.lexicon import Scanner, table
from policysum.quantity import signs
from policysum.schema import Ground, Grounds

if TYPE_CHECKING:
    from policysum.quantity import Span
    from policysum.statements import Mention
    from policysum.statements.ground import Ground as Read

__all__ = ["commitment", "grounds", "of_change", "of_name"]

_NEAR = 60
"""Characters around a number in which its words are looked for; a clause of a hostile text has no end."""
_LEADS = 2
"""Characters of a name that must stand together in the source to count as its words."""


def grounds(mention: Mention, indicator: str, text: str) -> Grounds:
    """What name, status, period and change of a number rest on.

    Args:
        mention: The number as the ledger reads it.
        indicator: Its name in the result.
        text: The source.
    """
    return _grounds(
        of_name(mention, indicator, text),
        mention.status_ground,
        mention.period_ground,
        of_change(mention, text),
    )


@cache
def _grounds(indicator: Ground, status: Read, period: Read, change: Ground) -> Grounds:
    """The grounds of all rows that rest on the same."""
    return Grounds(indicator=indicator, status=status.value, period=period.value, change=change)


def commitment(mention: Mention, text: str) -> str | None:
    """The word by which a target or a forecast is committed to: the nearest before it in its sentence, else behind it."""
    if mention.status not in {"target", "forecast"}:
        return None
    begin = max(mention.sentence.start, mention.start - _NEAR)
    clause = max(mention.clause.start, begin)
    behind = text[mention.end : min(mention.clause.end, mention.end + _NEAR // 4)]
    for words in (text[clause : mention.start], behind, text[begin:clause]):
        if found := _commits().last(words):
            return found[2].word
    return None


@cache
def _commits() -> Scanner:
    return table("commitment_words").scanner("commits")


@cache
def _changes() -> Scanner:
    return table("change_verbs").scanner("up", "down")


def of_name(mention: Mention, indicator: str, text: str) -> Ground:
    """Whether the words of a name stand in the number's clause, in its sentence or headings, or were put together."""
    if not indicator or not mention.indicator:
        return "assumed"
    if _consists_of(indicator, _around(mention, mention.clause, text, _NEAR)):
        return "stated"
    carried = " ".join(
        (_around(mention, mention.sentence, text, 4 * _NEAR), mention.subject, mention.parent, *mention.path)
    )
    return "carried" if _consists_of(indicator, carried) else "inferred"


def _around(mention: Mention, span: Span, text: str, far: int) -> str:
    """The words of a span that stand near a number."""
    quantity = mention.quantity
    return text[max(span.start, quantity.start - far) : min(span.end, quantity.end + far)]


def _consists_of(name: str, words: str) -> bool:
    """Whether a name is made of stretches of some words, each of two characters or more, and nothing else."""
    if name in words:
        return True
    at = 0
    while at < len(name):
        size = 0
        while at + size < len(name) and name[at : at + size + 1] in words:
            size += 1
        if size < min(_LEADS, len(name) - at):
            return False
        at += size
    return True


def of_change(mention: Mention, text: str) -> Ground:
    """Whether a word of the number's own clause says that it is a change, or its unit that it is a rank."""
    if mention.change_ground is not None:
        return mention.change_ground.value
    if mention.change == "rank" or mention.unit == signs.PERCENT_POINT:
        return "stated"
    own = text[max(mention.clause.start, mention.start - _NEAR) : mention.end]
    changes = _changes().found_in(own)
    if mention.change in {"growth", "decline"}:
        return "stated" if changes else "carried"
    if mention.change == "increment":
        return (
            "stated"
            if changes or any(word in own for word in table("growth_words").words("increment"))
            else "carried"
        )
    return "assumed" if changes else "inferred" if mention.change == "share" else "stated"
