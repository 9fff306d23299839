"""The words of a sentence between its counts and amounts, for reading what is said of them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import table
from policysum.quantity.model import Kind
from policysum.statements.property_words import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.statements.mention import Mention

__all__ = ["FIGURE", "GOING", "NUMBER", "WordsBetween", "within", "words_between"]

_WORDS = table("name_words")
NUMBER, _TIME, FIGURE = "\ue000", "\ue001", "\ue002"
"""What stands for a count or an amount, on both sides of a time, and before any other figure in the words of a sentence."""
_WHEN = _WORDS.compiled(
    f"{{since}}{_TIME}[^{_TIME}]{{1,24}}{_TIME}{{since_end}}?[，,]?"
    f"|{{in_time}}?{_TIME}[^{_TIME}]{{1,24}}{_TIME}(?:{{since_end}}[，,]?|[，,])"
)
"""A time that only says when: 自2024年3月以来，; 2021年以来，."""
_START = attrgetter("start")
GOING = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})
"""What stands between them: counts and amounts."""
_FIGURES = frozenset({Kind.PERCENT, Kind.FRACTION, Kind.MULTIPLE, Kind.RANK, Kind.SCORE, Kind.OTHER})
_REACH = 160


class WordsBetween(NamedTuple):
    """The words of a sentence between its numbers; `parts[at]` stand before the one that is named, `parts[n + 1]` behind number n."""

    parts: list[str]
    units: list[str]
    at: int

    def behind(self, number: int) -> str:
        """All words behind a number, with a mark for each later one."""
        return NUMBER.join(self.parts[number + 1 :])


def within(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """The mentions that begin inside a range."""
    first = bisect_left(mentions, start, key=_START)
    return mentions[first : bisect_left(mentions, end, first, key=_START)]


def words_between(text: str, mentions: Sequence[Mention], mention: Mention, end: int) -> WordsBetween:
    """The words around a number, from where its clause begins; times that only say when are gone."""
    at = max(mention.clause.start, mention.start - _REACH)
    pieces: list[str] = []
    units: list[str] = []
    number = 0
    for one in within(mentions, at, end):
        pieces.append(text[at : one.start])
        if one.kind is Kind.DATE:
            pieces.append(f"{_TIME}{one.text}{_TIME}")
        elif one.kind in GOING:
            number = len(units) if one is mention else number
            units.append(one.unit)
            pieces.append(f"{NUMBER}{one.unit if one.unit in _nouns() else ''}")
        elif one.role != "chrome":
            pieces.append(f"{FIGURE if one.kind in _FIGURES else ''}{one.text}")
        at = one.end
    pieces.append(text[at:end])
    whole = _WHEN.sub("", squeezed("".join(pieces))).replace(_TIME, "")
    return WordsBetween(whole.split(NUMBER), units, number)


@cache
def _nouns() -> frozenset[str]:
    """Measure words that are nouns themselves: what 12个省 and 12省 count is 省."""
    return frozenset(_WORDS.words("noun"))
