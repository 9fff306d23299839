"""`policysum show`: a result in the terminal."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from policysum.cli.output import console

__all__ = ["show"]


def show(
    results: Annotated[
        list[Path], typer.Argument(help="Result files of `policysum run`, or the folder of a run.")
    ],
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Everything, not only a first look at every report.")
    ] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Show the sentence every number stands in.")
    ] = False,
    failed: Annotated[
        bool, typer.Option("--failed", help="Only what did not pass or was not captured.")
    ] = False,
) -> None:
    """Show results as tables, coloured by verdict: about a screen for each report, or all with --all."""
    from policysum.errors import InputError
    from policysum.export.results import results_in
    from policysum.export.terminal import terminal_view

    screen = console(highlight=False)
    for place in results:
        found = False
        for _, data in results_in(place):
            found = True
            parts = terminal_view(
                data, everything=everything, evidence=evidence, failed=failed, width=screen.width
            )
            for part in parts:
                screen.print(part)
        if not found:
            raise InputError(
                "this folder holds no results", where=str(place), hint="Name the OUT of a `policysum run`."
            )
