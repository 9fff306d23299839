"""Percentages compared with each other: `35.1%，比上年的32.4%提高2.7个百分点`, `32.4%，低于全市的50.2%`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.verify.audit.growth import difference
from policysum.verify.audit.interval import amount, size
from policysum.verify.audit.passage import relation
from policysum.verify.audit.texts import recomputed, related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policysum.summary import Relation
    from policysum.verify.audit.passage import Passage

__all__ = ["audit_gaps"]

# The other percentage must be named as the one compared with: 低于全国0.5% may be a gap of half a point.
_HIGHER = re.compile(
    r"[，,、]?[^，,。；、]{0,4}(?P<word>高于|低于|高出|快于|慢于)[^，,。；、]{0,16}(?:的|为|（|\()(?:平均水平)?"
)
_THAN = re.compile(r"[，,、]?(?:比|较)[^，,。；、]{0,16}(?:的|为|（|\()")
_GAP = re.compile(
    r"(?:平均水平|水平)?[）)]?[，,、]?(?:约|高出?|低|多|少|快|慢|提高|提升|上升|下降|降低|回落|增加)+了?"
)
_LOWER = re.compile(r"低|少|慢|下降|回落")
_ABOVE = frozenset({"高于", "高出", "快于"})


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
    points = numbers[at + 1] if at + 1 < len(numbers) and numbers[at + 1].unit == "百分点" else None
    if points is not None and (higher or _THAN.fullmatch(between)):
        said = _GAP.fullmatch(passage.between(at, at + 1))
        if said:
            yield from difference(points, *((one, other) if _LOWER.search(said[0]) else (other, one)))
            return
    first, second = amount(one), amount(other)
    if higher is None or first is None or second is None:
        return
    above = higher["word"] in _ABOVE
    fits = first.high > second.low if above else first.low < second.high
    sign = ">" if size(one) > size(other) else "<" if size(one) < size(other) else "="
    yield relation(
        "comparison",
        related("comparison", one=one.text, word=higher["word"], other=other.text),
        (one, other),
        recomputed("comparison", one=one.text, sign=sign, other=other.text),
        "consistent" if fits else "inconsistent",
    )
