"""The words of a sentence without the times and marks that stand among them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.bounds import is_recent
from policysum.quantity.model import Kind, Span
from policysum.statements.reference_time import count_of

if TYPE_CHECKING:
    from policysum.quantity.model import Quantity
    from policysum.statements.binding import Binding

__all__ = ["Words", "is_averaged", "years_averaged"]

_DATE, _DURATION, _ORDINAL = Kind.DATE, Kind.DURATION, Kind.ORDINAL
_WORDS = table("binding_words")
_LATE = _WORDS.words("late")
_DATE_JOINT = _WORDS.compiled(r"(?:、|{list_words.joint})(?=(?:19|20)\d\d{signs.year})")
"""What joins a date to the next one: 2022年和2023年分别."""
_PERIODS = table("period_words")
_AVERAGED = _PERIODS.compiled(
    "(?<={signs.year}){averaged}{averaged}?{list_words.deals}?{change_verbs.up|change_verbs.down|change_verbs.either}"
)
_OVER_YEARS = _PERIODS.compiled(
    r"({numerals.digit|numerals.two|numerals.ten}|(?<!\d)\d{1,2}){signs.year}{averaged}[^，,。；;\d]{0,8}(?:[\d.]{1,9}[%％]?(?:、|{list_words.joint})){0,9}$"
)
"""The same right before a number, or before the list that it stands in."""
_AVERAGE = re.compile(_PERIODS.alternation("averaged"))
_REACH = 60
_NO_AVERAGE = _PERIODS.compiled("{no_average}$")
"""Before years that say when and not what: 近三年平均增长."""
_EMPTY = re.compile(r"[（(]\s*[）)]|[①-⑳⁰¹²³⁴-⁹]")
"""Brackets that nothing is left in, and raised marks of notes."""
_NO_NAME = re.compile("[（(⁰¹²³①-⑳⁴-⁹]")
_BLANKS = " \u3000"
_NOTE_OPENS = ("[", "［")


class Words:
    """The words of a sentence without the dates, durations and list numbers in it."""

    def __init__(self, text: str, sentence: Span, quantities: list[Quantity]) -> None:
        self.text = text
        self.plain = _NO_NAME.search(text, *sentence) is None
        self.masks = [_mask(item, text) for item in quantities if _is_mask(item, sentence, text)]
        self.starts = [mask.start for mask in self.masks]
        self.ends = [mask.end for mask in self.masks]

    def between(self, start: int, end: int) -> str:
        """The words of a range, without brackets that nothing is left in, and without marks of notes."""
        if not self.masks:
            words = self.text[start:end]
            return words if self.plain else _EMPTY.sub("", words)
        parts = []
        at = start
        for index in range(bisect_right(self.ends, start), bisect_left(self.starts, end)):
            mask = self.masks[index]
            parts.append(self.text[at : max(at, mask.start)].rstrip(_BLANKS))
            at = min(end, mask.end)
            while at < end and self.text[at] in _BLANKS:
                at += 1
        parts.append(self.text[at:end])
        words = "".join(parts)
        return words if self.plain else _EMPTY.sub("", words)


def _mask(item: Quantity, text: str) -> Span:
    """A time with the words that belong to it: 近三年, 第三季度末."""
    recent = item.kind is _DURATION and is_recent(text, item.start)
    start = text.rindex(signs.RECENT, 0, item.start) if recent else item.start
    late = item.kind is _DATE and text[item.end : item.end + 1] in _LATE
    joined = item.kind is _DATE and _DATE_JOINT.match(text, item.end)
    return Span(start, item.end + late + bool(joined))


def is_averaged(text: str, item: Quantity) -> bool:
    """Whether years are what something is averaged over, and so a part of its name: 两年平均增长."""
    return _AVERAGED.match(text, item.end) is not None and not _NO_AVERAGE.search(
        text, max(0, item.start - 2), item.start
    )


def years_averaged(text: str, item: Binding) -> int:
    """The years that a number is an average of, if the words before it say so; 0 where they say none."""
    start, end = max(item.clause.start, item.quantity.start - _REACH), item.quantity.start
    found = _OVER_YEARS.search(text, start, end) if _AVERAGE.search(text, start, end) else None
    if found is None or _NO_AVERAGE.search(text, max(0, found.start() - 2), found.start()):
        return 0
    return count_of(found.group(1))


def _is_mask(item: Quantity, sentence: Span, text: str) -> bool:
    if item.kind is _ORDINAL:
        return (
            item.start == sentence.start
            or item.text.endswith(("、", ".", "．", ")", "）"))
            or item.text.startswith(_NOTE_OPENS)
        )
    return item.kind in {_DATE, Kind.DOCNUMBER} or (item.kind is _DURATION and not is_averaged(text, item))
