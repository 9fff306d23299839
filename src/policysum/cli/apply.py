"""`policysum apply`: a reviewer's decisions go back into the results."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from policysum.cli.output import announce, put

__all__ = ["apply"]


def apply(
    decisions: Annotated[Path, typer.Argument(help="The decisions.json exported on the review page.")],
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The folder of the run; by default that of the decisions."),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option("--gold", help="Also write annotations for `policysum eval` into this folder."),
    ] = None,
) -> None:
    """Write a reviewer's decisions into the results."""
    from policysum.errors import InputError
    from policysum.export.decision_file import read_decisions
    from policysum.export.decisions import apply_decisions

    folder = out or decisions.parent
    if not folder.is_dir():
        raise InputError(
            "there is no such folder", where=str(folder), hint="Name the folder of the run with --out."
        )
    applied = apply_decisions(read_decisions(decisions), folder, gold)
    counts = applied.counts
    put(
        f"{len(applied.written)} results written: {counts['accept']} accepted, "
        f"{counts['correct']} corrected, {counts['reject']} rejected"
    )
    for decision in applied.unmatched:
        announce(
            f"no result in {folder} has KPI {decision.kpi} of {decision.report} with this source text; "
            "name the folder of the run with --out, or review it again"
        )
    if applied.unmatched:
        raise typer.Exit(1)
