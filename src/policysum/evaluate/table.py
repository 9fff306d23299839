"""Scores as Markdown tables that also read well in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.evaluate.score import Evaluation

__all__ = ["comparison_table", "table"]

_COLUMNS = (
    ("report", "report"),
    ("kpi_recall", "KPI R"),
    ("kpi_precision", "KPI P"),
    ("value_f1", "value F1"),
    ("grounding_f1", "ground. F1"),
    ("status", "status"),
    ("period", "period"),
    ("change", "change"),
    ("indicator", "indicator"),
    ("achievement_recall", "achiev. R"),
    ("achievement_precision", "achiev. P"),
    ("problem_recall", "probl. R"),
    ("problem_precision", "probl. P"),
    ("plan_recall", "plan R"),
    ("plan_precision", "plan P"),
    ("coverage", "coverage"),
    ("prompt_tokens", "tokens in"),
    ("completion_tokens", "tokens out"),
    ("cost", "cost"),
    ("seconds", "s"),
)
_COUNTS = frozenset({"prompt_tokens", "completion_tokens", "model_calls"})
_PLAIN = frozenset({"cost", "seconds"})
_UNKNOWN = "-"


def table(evaluation: Evaluation) -> str:
    """One row per report and one for all."""
    rows = [scores.to_dict() for scores in (*evaluation.reports, evaluation.total)]
    body = [[_show(key, row[key]) for key, _ in _COLUMNS] for row in rows]
    head = f"{evaluation.label}\n\n" if evaluation.label else ""
    return head + _grid([title for _, title in _COLUMNS], body)


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
