"""Whether the source has a text word for word, however its lines are broken."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from policysum.quantity import Span

__all__ = ["Quote", "Source"]

_RUN = re.compile(r"\S+")


class _Ink:
    """The characters of a text that are no white space, counted from 0, and where they stand.

    Of each run of them it has where it starts and how many characters stand before it.
    """

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        self.counts: list[int] = [0]
        for run in _RUN.finditer(text):
            self.starts.append(run.start())
            self.counts.append(self.counts[-1] + run.end() - run.start())

    def before(self, at: int) -> int:
        """How many of the characters stand before a place of the text."""
        run = bisect_right(self.starts, at) - 1
        return min(self.counts[run] + at - self.starts[run], self.counts[run + 1]) if run >= 0 else 0

    def place(self, number: int) -> int:
        """Where one of the characters stands."""
        run = bisect_right(self.counts, number) - 1
        return self.starts[run] + number - self.counts[run]


@dataclass(frozen=True, slots=True)
class Quote:
    """A text that the source has: where, and where there each of its characters stands."""

    passage: Span
    first: int
    ink: _Ink
    source: _Ink

    def place(self, at: int) -> int:
        """Where the source has the character that stands at `at` in the quoting text."""
        return self.source.place(self.first + self.ink.before(at))


class Source:
    """A source text, to be searched for quotations."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _ink(self) -> _Ink:
        return _Ink(self.text)

    @cached_property
    def _squeezed(self) -> str:
        return "".join(self.text.split())

    def find(self, text: str) -> Quote | None:
        """The first place of a text in the source, white space aside; None where it has no such place."""
        wanted = "".join(text.split())
        first = self._squeezed.find(wanted) if wanted else -1
        if first < 0:
            return None
        place = self._ink.place
        passage = Span(place(first), place(first + len(wanted) - 1) + 1)
        return Quote(passage, first, _Ink(text), self._ink)
