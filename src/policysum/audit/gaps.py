"""Percentages compared with each other: `35.1%，比上年的32.4%提高2.7个百分点`, `32.4%，低于全市的50.2%`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.audit.growth import difference
from policysum.audit.interval import amount, size
from policysum.audit.passage import relation
from policysum.audit.phrases import SHRINKS, phrase, word_set
from policysum.audit.texts import recomputed, related
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policysum.audit.passage import Passage
    from policysum.verification import Relation

__all__ = ["audit_gaps"]

# The other percentage must be named as the one compared with: 低于全国0.5% may be a gap of half a point.
_HIGHER = phrase(
    "[，,、]?<GAP>{0,4}(?P<word>(?P<above>{above})|{below})<GAP>{0,16}(?:{of}|{equals}|[（(]){average}?"
)
_THAN = phrase("[，,、]?{than}<GAP>{0,16}(?:{of}|{equals}|[（(])")
_GAP = phrase("{of}?{average}?[）)]?[，,、]?(?:{bound_cues.prefix}|<CHANGE>|{above}|{more}|{less})++{fill}?")


def audit_gaps(passage: Passage) -> Iterator[Relation]:
    """Two percentages said to be above or below each other, with or without the points between them."""
    for at in range(1, len(passage.numbers)):
        if passage.kin(at - 1, at) and passage.numbers[at].unit == "%":
            yield from _compared(passage, at)


def _compared(passage: Passage, at: int) -> Iterator[Relation]:
    numbers = passage.numbers
    one, other = numbers[at - 1], numbers[at]
    between = passage.between(at - 1, at)
    higher = _HIGHER.fullmatch(between)
    points = numbers[at + 1] if at + 1 < len(numbers) and numbers[at + 1].unit in word_set("points") else None
    if points is not None and (higher or _THAN.fullmatch(between)):
        said = _GAP.fullmatch(passage.between(at, at + 1))
        if said:
            yield from difference(points, *((one, other) if SHRINKS.search(said[0]) else (other, one)))
            return
    first, second = amount(one), amount(other)
    if higher is None:
        return
    above = higher["above"]
    fits = first.high > second.low if above else first.low < second.high
    sign = ">" if size(one) > size(other) else "<" if size(one) < size(other) else "="
    yield relation(
        "comparison",
        related("comparison", one=one.text, word=higher["word"], other=other.text),
        (one, other),
        recomputed("comparison", one=one.text, sign=sign, other=other.text),
        Agreement.CONSISTENT if fits else Agreement.INCONSISTENT,
    )
