"""Percentages compared with each other: `35.1%，比上年的32.4%提高2.7个百分点`, `32.4%，低于全市的50.2%`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.audit.findings import relation
from policysum.audit.growth import difference
from policysum.audit.interval import amount, size
from policysum.audit.texts import recomputed, related
from policysum.statements.arithmetic.changes import comparison_said, gap_said
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policysum.statements.arithmetic.passage import NumberedSentence
    from policysum.verification import Relation

__all__ = ["audit_gaps"]


def audit_gaps(passage: NumberedSentence) -> Iterator[Relation]:
    """Two percentages said to be above or below each other, with or without the points between them."""
    for at in range(1, len(passage.numbers)):
        if passage.kin(at - 1, at) and passage.numbers[at].unit == "%":
            yield from _compared(passage, at)


def _compared(passage: NumberedSentence, at: int) -> Iterator[Relation]:
    numbers = passage.numbers
    one, other = numbers[at - 1], numbers[at]
    said = comparison_said(passage, at - 1)
    if said is None:
        return
    below = gap_said(passage, at) if at + 1 < len(numbers) else None
    if below is not None:
        yield from difference(numbers[at + 1], *((one, other) if below else (other, one)))
        return
    first, second = amount(one), amount(other)
    fits = first.high > second.low if said.above else first.low < second.high
    sign = ">" if size(one) > size(other) else "<" if size(one) < size(other) else "="
    yield relation(
        "comparison",
        related("comparison", one=one.text, word=said.word, other=other.text),
        (one, other),
        recomputed("comparison", one=one.text, sign=sign, other=other.text),
        Agreement.CONSISTENT if fits else Agreement.INCONSISTENT,
    )
