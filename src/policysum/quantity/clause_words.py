"""The words of a sentence without the times and marks that stand among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind, Span

if TYPE_CHECKING:
    from policysum.quantity.model import Quantity

__all__ = ["Words"]

_WORDS = table("binding_words")
_AVERAGED = table("name_links").words("averaged")
_LATE = _WORDS.words("late")
_DATE_JOINT = _WORDS.compiled(r"(?:、|{list_words.joint})(?=(?:19|20)\d\d{signs.year})")
"""What joins a date to the next one: 2022年和2023年分别."""
_EMPTY = re.compile(r"[（(]\s*[）)]|[①-⑳⁰¹²³⁴-⁹]")
"""Brackets that nothing is left in, and raised marks of notes."""
_NO_NAME = frozenset("（(⁰¹²³" + "".join(map(chr, (*range(0x2460, 0x2474), *range(0x2074, 0x207A)))))
_NOTE_OPENS = ("[", "［")


class Words:
    """The words of a sentence without the dates, durations and list numbers in it."""

    def __init__(self, text: str, sentence: Span, quantities: list[Quantity]) -> None:
        self.text = text
        self.masks = [_mask(item, text) for item in quantities if _is_mask(item, text, sentence)]
        self.starts = [mask.start for mask in self.masks]

    def between(self, start: int, end: int) -> str:
        """The words of a range."""
        if not self.masks:
            return _without_empty(self.text[start:end])
        parts = []
        at = start
        index = max(0, bisect_left(self.starts, start) - 1)
        while index < len(self.masks) and self.masks[index].start < end:
            mask = self.masks[index]
            index += 1
            if mask.end <= at:
                continue
            parts.append(self.text[at : max(at, mask.start)])
            at = min(end, mask.end)
        parts.append(self.text[at:end])
        return _without_empty("".join(parts))


def _without_empty(words: str) -> str:
    """Words without brackets that nothing is left in, and without marks of notes."""
    return words if _NO_NAME.isdisjoint(words) else _EMPTY.sub("", words)


def _mask(item: Quantity, text: str) -> Span:
    """A time with the words that belong to it: 近三年, 第三季度末."""
    near = item.kind is Kind.DURATION and text[item.start - 1 : item.start] == signs.RECENT
    late = item.kind is Kind.DATE and text[item.end : item.end + 1] in _LATE
    joined = item.kind is Kind.DATE and _DATE_JOINT.match(text, item.end)
    return Span(item.start - near, item.end + late + bool(joined))


def _is_mask(item: Quantity, text: str, sentence: Span) -> bool:
    if item.kind is Kind.ORDINAL:
        return (
            item.start == sentence.start
            or item.text.endswith(("、", ".", "．", ")", "）"))
            or item.text.startswith(_NOTE_OPENS)
        )
    if item.kind is Kind.DURATION and text.startswith(_AVERAGED, item.end):
        return False  # 两年平均增长 is another rate than 增长
    return item.kind in {Kind.DATE, Kind.DOCNUMBER, Kind.DURATION}
