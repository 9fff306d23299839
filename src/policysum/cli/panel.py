"""`policysum panel` and `policysum track`: many results as one dataset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policysum.cli.output import announce, put

if TYPE_CHECKING:
    from policysum.panel import Panel

__all__ = ["panel", "track"]

_OutFile = Annotated[
    Path | None,
    typer.Option(
        "-o", "--out", help="File to write: .csv, .xlsx, .parquet or .dta; CSV on stdout without it."
    ),
]
_Indicators = Annotated[
    Path | None,
    typer.Option("--indicators", help="A table of your own indicators, which go first.", exists=True),
]
_Results = Annotated[Path, typer.Argument(help="The folder of a `policysum run`.", metavar="OUT")]


def panel(
    results: _Results,
    *,
    out: _OutFile = None,
    indicators: _Indicators = None,
    unmatched: Annotated[
        bool,
        typer.Option("--unmatched", help="List the names the catalogue does not have, the commonest first."),
    ] = False,
) -> None:
    """One row a region, indicator, measure, role and period, each with its sentence."""
    from policysum.panel import PANEL_COLUMNS

    found = _panel(results, indicators)
    if unmatched:
        names = ("name", "unit", "count")
        _hand_out([dict(zip(names, row, strict=True)) for row in found.unmatched()], names, out)
        return
    _hand_out(found.rows(), PANEL_COLUMNS, out)


def track(results: _Results, *, out: _OutFile = None, indicators: _Indicators = None) -> None:
    """Hold the targets of each year against what the next year's report says of them."""
    from policysum.panel import TRACK_COLUMNS

    _hand_out(_panel(results, indicators).track(), TRACK_COLUMNS, out)


def _panel(results: Path, indicators: Path | None) -> Panel:
    from policysum.errors import InputError
    from policysum.export.results import results_in
    from policysum.panel import panel as panel_of

    found = [data for _, data in results_in(results)]
    if not found:
        raise InputError(
            "this folder holds no results", where=str(results), hint="Name the OUT of a `policysum run`."
        )
    return panel_of(found, indicators=indicators)


def _hand_out(rows: list[dict[str, Any]], columns: tuple[str, ...], out: Path | None) -> None:
    from policysum.panel.files import csv_text, write_rows

    if out is None:
        put(csv_text(rows, columns), end="")
        return
    write_rows(rows, columns, out)
    announce(f"{len(rows)} rows written to {out}")
