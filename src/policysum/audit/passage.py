"""One sentence as the audit sees it: its numbers in order, and the words between them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from policysum.audit.interval import exact, plain
from policysum.lexicon import table
from policysum.quantity import Kind
from policysum.verification import Agreement, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.quantity import Quantity
    from policysum.statements import Ledger

__all__ = ["AMOUNTS", "Passage", "passages", "relation", "shown"]

AMOUNTS = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE})
"""Kinds whose numbers can be parts of one another."""

_RECKONED = AMOUNTS | {Kind.PERCENT, Kind.MULTIPLE, Kind.FRACTION, Kind.RANK, Kind.SCORE}

_LONGEST = 600
"""A longer sentence has no full stops; its numbers are too far apart to bind them to each other."""


@dataclass(slots=True)
class Passage:
    """A sentence with its numbers; `previous` is the sentence before it in the same paragraph."""

    text: str
    start: int
    end: int
    numbers: list[Quantity]
    dates: list[Quantity]
    previous: Passage | None = None
    base: Quantity | None = None
    years: tuple[int, int] | None = None
    _stops: list[int] = field(default_factory=list)

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


def passages(ledger: Ledger) -> Iterator[Passage]:
    """The sentences of a text that have numbers in them."""
    text, quantities = ledger.text, ledger.quantities
    starts = [quantity.start for quantity in quantities]
    previous: Passage | None = None
    for start, end in ledger.sentences:
        here = quantities[bisect_left(starts, start) : bisect_left(starts, end)]
        if not here or end - start > _LONGEST:
            continue
        near = (
            previous is not None
            and not text[previous.end : start].strip()
            and "\n" not in text[previous.end - 1 : start]
        )
        passage = Passage(
            text,
            start,
            end,
            [quantity for quantity in here if quantity.kind in _RECKONED and exact(quantity) is not None],
            [quantity for quantity in here if quantity.kind is Kind.DATE],
            previous if near else None,
        )
        yield passage
        previous = passage


@cache
def _scales() -> list[tuple[str, int]]:
    """What a printed number may be multiplied by, the largest first: 10**12 for 万亿."""
    multipliers = table("numerals").values("multiplier")
    return sorted(
        ((word, 10 ** int(power)) for word, power in multipliers.items()), key=lambda scale: -scale[1]
    )


def shown(value: float, like: Quantity, digits: int = 2) -> str:
    """A computed value in the unit and at the scale of a printed number."""
    for word, scale in _scales():
        if like.surface_unit.startswith(word):
            return plain(value / scale, digits) + like.surface_unit
    return plain(value, digits) + (like.surface_unit or like.unit)


def relation(
    kind: str, what: str, numbers: Sequence[Quantity], recomputation: str, verdict: Agreement
) -> Relation:
    """A finding of the audit, its numbers in the order of the calculation."""
    return Relation(
        type=kind,
        relation=what,
        spans=[(number.start, number.end) for number in numbers],
        texts=[number.text for number in numbers],
        recomputation=recomputation,
        verdict=verdict,
    )
