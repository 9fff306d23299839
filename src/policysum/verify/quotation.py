"""Whether the source has a text word for word, however its lines are broken."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from policysum.quantity import Span

__all__ = ["Quote", "Source"]


def _inked(text: str) -> list[int]:
    """Where the characters of a text stand that are no white space."""
    return [at for at, char in enumerate(text) if not char.isspace()]


@dataclass(frozen=True, slots=True)
class Quote:
    """A text that the source has: where, and where there each of its characters stands."""

    passage: Span
    inked: list[int]
    places: list[int]

    def place(self, at: int) -> int:
        """Where the source has the character that stands at `at` in the quoting text."""
        return self.places[bisect_left(self.inked, at)]


class Source:
    """A source text, to be searched for quotations."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _inked(self) -> list[int]:
        return _inked(self.text)

    @cached_property
    def _squeezed(self) -> str:
        return "".join(self.text.split())

    def find(self, text: str) -> Quote | None:
        """The first place of a text in the source, white space aside; None where it has no such place."""
        wanted = "".join(text.split())
        at = self._squeezed.find(wanted) if wanted else -1
        if at < 0:
            return None
        places = self._inked[at : at + len(wanted)]
        return Quote(Span(places[0], places[-1] + 1), _inked(text), places)
