"""What the source says near a number, whoever's words they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import Phrase
from policysum.statements.contexts.name_normalization import characters

if TYPE_CHECKING:
    from policysum.statements.mention import Mention

__all__ = ["Near", "characters_near", "expected_before", "expected_beside", "expected_so_far"]

_LONGEST = 400
"""Characters of a clause or sentence on either side of a number that are looked at; an endless list has more."""
_EXPECTED = Phrase("status_cues", "{expected}|{expected_after}")


class Near(NamedTuple):
    """The single characters with content of a number's clause and of what is bound to it, and those of the text before."""

    clause: frozenset[str]
    before: frozenset[str]


def characters_near(text: str, mention: Mention) -> Near:
    """The characters beside a number and before it."""
    end = min(mention.clause.end, mention.end + _LONGEST)
    clause = text[max(mention.clause.start, mention.start - _LONGEST) : end]
    own = characters(f"{clause}|{mention.subject}|{mention.indicator}")
    return Near(own, characters(text[max(0, mention.start - _LONGEST) : end]))


def expected_beside(text: str, mention: Mention) -> bool:
    """Whether a number's own clause expects it: an expectation may be carried over, but only this one is certain."""
    return bool(_EXPECTED.search(text, *_around(mention)))


def expected_so_far(text: str, mention: Mention) -> bool:
    """Whether something is expected before a number, as far back as its line: how far that reaches is open to dispute.

    It may reach over a semicolon: 预计生产总值达到156亿元；财政收入增加到6.8亿元.
    """
    start, end = _around(mention)
    least = max(0, start - _LONGEST)
    stop = max(text.rfind("。", least, start), text.rfind("\n", least, start), least - 1)
    return bool(_EXPECTED.search(text, stop + 1, end))


def expected_before(text: str, mention: Mention) -> bool:
    """Whether something is expected at all not far before a number."""
    return bool(_EXPECTED.search(text, max(0, mention.start - _LONGEST), mention.start))


def _around(mention: Mention) -> tuple[int, int]:
    """The clause of a number, of an endless one what stands near it."""
    start, end = max(mention.clause.start, mention.start - _LONGEST), mention.end + _LONGEST
    return start, min(mention.clause.end, end)
