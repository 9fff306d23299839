"""What of a text is quoted for a number: its sentence, or the clauses around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.model import Quantity
    from policysum.statements.mention import Mention

__all__ = ["Passages"]

_QUOTE = 400
"""Characters of a sentence that are quoted whole. Each number is quoted with its own: without a bound, what is written
of a sentence with very many numbers would grow with their square."""
_BESIDE = 150
"""Characters on either side of a number that are quoted of a longer sentence."""
_BREAK = re.compile("[,，;；:：、。]")


class Passages:
    """The passages of a text that are quoted, each made once, as the same one is asked for by many numbers.

    Args:
        text: The source.
        quantities: Its numbers, in order; none of them is cut in two.
        starts: Where each of them begins.
    """

    def __init__(self, text: str, quantities: Sequence[Quantity], starts: Sequence[int]) -> None:
        self._text = text
        self._quantities = quantities
        self._starts = starts
        self._passages: dict[int, Span] = {}
        """Those of long sentences, by where the number starts."""
        self._quoted: dict[int, tuple[int, str, int]] = {}
        """By where a passage begins: start and text without white space, and its whole length."""

    def index_at(self, position: int) -> int | None:
        """The place among the numbers of the one that covers a position, or None."""
        index = bisect_right(self._starts, position) - 1
        return None if index < 0 or self._quantities[index].end <= position else index

    def passage(self, mention: Mention) -> Span:
        """The sentence of a number; of a very long one the clauses around it."""
        start, end = mention.sentence
        if end - start <= _QUOTE:
            return mention.sentence
        number = mention.quantity
        passage = self._passages.get(number.start)
        if passage is None:
            passage = self._passages[number.start] = self._around(number.start, number.end, start, end)
        return passage

    def quoted(self, mention: Mention) -> tuple[int, str]:
        """The passage of a number without the white space around it: where it begins, and its text."""
        passage = self.passage(mention)
        quote = self._quoted.get(passage.start)
        if quote is None or passage.end - passage.start != quote[2]:
            words = self._text[passage.start : passage.end]
            start = passage.end - len(words.lstrip())
            quote = self._quoted[passage.start] = start, words.strip(), len(words)
        return quote[0], quote[1]

    def _around(self, first: int, last: int, start: int, end: int) -> Span:
        """The clauses of a sentence `[start, end)` around a number `[first, last)`."""
        left, right = max(start, first - _BESIDE), min(end, last + _BESIDE)
        # no number is cut in two
        if (cut := self.index_at(left)) is not None:
            left = self._quantities[cut].start
        if (cut := self.index_at(right)) is not None and self._quantities[cut].start < right:
            right = self._quantities[cut].end
        breaks = self._breaks
        after = bisect_right(breaks, left)
        if left > start and after < len(breaks) and breaks[after] <= first:
            left = breaks[after]
        before = bisect_right(breaks, right) - 1
        if right < end and before >= 0 and breaks[before] > last:
            right = breaks[before]
        return Span(left, right)

    @cached_property
    def _breaks(self) -> list[int]:
        """Behind each sign that parts clauses and stands in no number."""
        return [found.end() for found in _BREAK.finditer(self._text) if self.index_at(found.start()) is None]
