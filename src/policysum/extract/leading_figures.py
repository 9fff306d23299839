"""The figures of a report that a summary is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.schema import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.schema import Kpi

__all__ = ["leading_figures"]

_FIGURES = 18
_TARGETS = 6
"""Figures that are shown, and how many of them may be targets."""


def leading_figures(kpis: Sequence[Kpi]) -> list[int]:
    """The figures that lead a report, proved ones, results and targets: those of the catalogue, and one of each item."""
    proved = [index for index, kpi in enumerate(kpis) if kpi.verdict.passes and kpi.status is not Status.RULE]
    aims = _leading([i for i in proved if kpis[i].status is not Status.ACTUAL], kpis, _TARGETS)
    done = _leading([i for i in proved if kpis[i].status is Status.ACTUAL], kpis, _FIGURES - len(aims))
    return sorted(aims + done)


def _leading(indices: Sequence[int], kpis: Sequence[Kpi], most: int) -> list[int]:
    """Two thirds the catalogue's, which open a report; then the first of each item that has none yet, then the rest."""
    ranked = sorted(indices, key=lambda i: (bool(kpis[i].doubts), kpis[i].concept is None))
    known = [i for i in ranked if kpis[i].concept is not None and not kpis[i].doubts]
    chosen = dict.fromkeys(known[: 2 * most // 3])
    items = {kpis[i].item for i in chosen}
    for i in ranked:
        if kpis[i].item not in items:
            items.add(kpis[i].item)
            chosen[i] = None
    return list(chosen | dict.fromkeys(ranked))[:most]
