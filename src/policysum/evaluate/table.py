"""Scores as Markdown tables that also read well in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.evaluate.score import Evaluation

__all__ = ["comparison_table", "table"]

_COLUMNS = (
    (
        # what was found of the figures
        ("report", "report"),
        ("kpi_recall", "KPI R"),
        ("kpi_precision", "KPI P"),
        ("value_f1", "value F1"),
        ("grounding_f1", "ground. F1"),
        ("status", "status"),
        ("period", "period"),
        ("change", "change"),
        ("indicator", "indicator"),
        ("coverage", "coverage"),
        ("verified", "verified"),
    ),
    (
        # what was found of the items, and what it cost
        ("report", "report"),
        ("achievement_recall", "achiev. R"),
        ("achievement_precision", "P"),
        ("problem_recall", "probl. R"),
        ("problem_precision", "P"),
        ("plan_recall", "plan R"),
        ("plan_precision", "P"),
        ("model_calls", "calls"),
        ("prompt_tokens", "tokens in"),
        ("completion_tokens", "out"),
        ("cost", "cost"),
        ("seconds", "s"),
    ),
)
"""Two tables, each narrow enough for a terminal."""
_COUNTS = frozenset({"prompt_tokens", "completion_tokens", "model_calls"})
_PLAIN = frozenset({"cost", "seconds"})
_UNKNOWN = "-"


def table(evaluation: Evaluation) -> str:
    """One row per report and one for all: the figures first, then the items and the cost."""
    rows = [scores.to_dict() for scores in (*evaluation.reports, evaluation.total)]
    grids = [
        _grid([title for _, title in columns], [[_show(key, row[key]) for key, _ in columns] for row in rows])
        for columns in _COLUMNS
    ]
    return "\n\n".join([evaluation.label, *grids] if evaluation.label else grids)


def comparison_table(
    rows: Mapping[str, Mapping[str, Any]], before: str = "before", after: str = "after"
) -> str:
    """What `compare` returned, one score a row."""
    body = [
        [name, _show(name, row["before"]), _show(name, row["after"]), _signed(name, row["change"])]
        for name, row in rows.items()
    ]
    return _grid(["score", before or "before", after or "after", "change"], body)


def _show(name: str, value: Any) -> str:
    if value is None:
        return _UNKNOWN
    if name in _COUNTS:
        return str(value)
    if name in _PLAIN:
        return f"{value:.4g}"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _signed(name: str, value: Any) -> str:
    return _UNKNOWN if value is None else ("" if value < 0 else "+") + _show(name, value)


def _grid(titles: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[i]) for row in (titles, *body)) for i in range(len(titles))]
    lines = [_line(titles, widths), "| " + " | ".join("-" * width for width in widths) + " |"]
    return "\n".join(lines + [_line(row, widths) for row in body])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (
        cell.ljust(width) if i == 0 else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "| " + " | ".join([first, *rest]) + " |"
