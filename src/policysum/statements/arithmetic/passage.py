"""One sentence with the numbers that can be reckoned with, in order, and the words between them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.quantity import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policysum.quantity import Quantity
    from policysum.statements import Ledger

__all__ = ["AMOUNTS", "NumberedSentence", "passages"]

AMOUNTS = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE})
"""Kinds whose numbers can be parts of one another."""

_RECKONED = AMOUNTS | {Kind.PERCENT, Kind.MULTIPLE, Kind.FRACTION, Kind.RANK, Kind.SCORE}

_LONGEST = 600
"""A longer sentence has no full stops; its numbers are too far apart to bind them to each other."""


@dataclass(slots=True)
class NumberedSentence:
    """A sentence with its numbers; `previous` is the sentence before it in the same paragraph.

    `base` and `years` are what its share and its growth were found to be of: the next sentence may go on from them.
    """

    text: str
    start: int
    end: int
    numbers: list[Quantity]
    dates: list[Quantity]
    previous: NumberedSentence | None = None
    base: Quantity | None = None
    years: tuple[int, int] | None = None

    def before(self, index: int) -> str:
        """The words between the number before this one, dates passed over, and this one."""
        start = self.numbers[index - 1].end if index else self.start
        return self.text[start : self.numbers[index].start]

    def after(self, index: int) -> str:
        """The words between this number, which is not the last, and the next one, dates passed over."""
        return self.text[self.numbers[index].end : self.numbers[index + 1].start]

    def between(self, first: int, second: int) -> str:
        """The words from the end of one number to the beginning of a later one."""
        return self.text[self.numbers[first].end : self.numbers[second].start]

    def kin(self, first: int, second: int) -> bool:
        """Whether two numbers count the same unit of the same kind."""
        one, other = self.numbers[first], self.numbers[second]
        return one.kind is other.kind and one.unit == other.unit

    def years_in(self, start: int, end: int) -> list[int]:
        """The years that dates of a stretch of the sentence name, in order."""
        return [
            int(date.value[:4])
            for date in self.dates
            if start <= date.start < end
            and isinstance(date.value, str)
            and date.value[:4].isdecimal()
            and "/" not in date.value
        ]


def passages(ledger: Ledger, wanted: Callable[[Quantity], bool]) -> Iterator[NumberedSentence]:
    """The sentences of a text that have numbers in them.

    Args:
        ledger: The text with its numbers.
        wanted: Whether a number can be reckoned with.
    """
    text, quantities = ledger.text, ledger.quantities
    starts = [quantity.start for quantity in quantities]
    previous: NumberedSentence | None = None
    for start, end in ledger.sentences:
        here = quantities[bisect_left(starts, start) : bisect_left(starts, end)]
        if not here or end - start > _LONGEST:
            continue
        near = (
            previous is not None
            and not text[previous.end : start].strip()
            and "\n" not in text[previous.end - 1 : start]
        )
        passage = NumberedSentence(
            text,
            start,
            end,
            [quantity for quantity in here if quantity.kind in _RECKONED and wanted(quantity)],
            [quantity for quantity in here if quantity.kind is Kind.DATE],
            previous if near else None,
        )
        yield passage
        previous = passage
