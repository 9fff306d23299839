"""Which of the source's numbers a summary has, and which it leaves out."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from policysum.verification import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policysum.statements import Ledger

__all__ = ["coverage"]


def coverage(ledger: Ledger, captured: Iterable[tuple[int, int]]) -> Coverage:
    """Every KPI-like number of the source, captured or not, with its sentence.

    Args:
        ledger: The numbers of the source.
        captured: The spans `(start, end)` of the numbers that the summary has. A span that overlaps a number
            of the source captures it, so that a summary may quote `约6134万元` for `6134万元`.

    Returns:
        The numbers in source order, how many there are and how many are captured; and where the others stand.
    """
    spans = _merged(captured)
    starts = [start for start, _ in spans]
    numbers, others = [], []
    for mention in ledger:
        quantity = mention.quantity
        if not mention.kpi:
            others.append((quantity.start, quantity.end, quantity.kind.value))
            continue
        at = bisect_left(starts, quantity.end) - 1
        numbers.append(
            {
                "start": quantity.start,
                "end": quantity.end,
                "text": quantity.text,
                "indicator": mention.indicator,
                "status": mention.status,
                "captured": at >= 0 and spans[at][1] > quantity.start,
                "sentence": ledger.quoted(mention)[1],
            }
        )
    found = sum(bool(number["captured"]) for number in numbers)
    # all in one go: to make each number by itself costs more
    return Coverage.model_validate(
        {
            "numbers": len(numbers),
            "captured": found,
            "share": found / len(numbers) if numbers else 1.0,
            "all": numbers,
            "others": others,
        }
    )


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
