"""`policysum panel` and `policysum track`: many results as one dataset."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from policysum.cli.output import announce, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from policysum.catalogue import Catalogue
    from policysum.panel.figures import Source
    from policysum.panel.packed import Packed
    from policysum.panel.reports import Report

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
    from policysum.panel.columns import PANEL_COLUMNS
    from policysum.panel.packed import taken
    from policysum.panel.reports import report_of
    from policysum.panel.rows import lines_of, unmatched_of

    job = _Job("panel", results, out, indicators)
    if unmatched:
        _print_or_write(unmatched_of(job.taken(report_of)), ("name", "unit", "count"), out)
    elif job.workbook:
        _write_workbook(job)
    else:
        _print_or_write(lines_of(job.taken(taken)), PANEL_COLUMNS, out, indicators)
        job.describe()


def track(results: _Results, *, out: _OutFile = None, indicators: _Indicators = None) -> None:
    """Hold the targets of each year against what the next year's report says of them."""
    from policysum.panel.columns import TRACK_COLUMNS
    from policysum.panel.reports import report_of
    from policysum.panel.track import tracked

    job = _Job("track", results, out, indicators)
    if job.workbook:
        _write_workbook(job)
    else:
        rows = map(itemgetter(*TRACK_COLUMNS), tracked(job.taken(report_of)))
        _print_or_write(rows, TRACK_COLUMNS, out, indicators)
        job.describe()


_Taken = TypeVar("_Taken", "Report", "Packed")


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be made of what."""

    table: str
    results: Path
    out: Path | None
    indicators: Path | None
    sources: list[Source] = field(default_factory=list)

    @property
    def workbook(self) -> bool:
        return self.out is not None and self.out.suffix.lower() == ".xlsx"

    def taken(self, take: Callable[[Mapping[str, Any], Catalogue | None], _Taken]) -> Iterator[_Taken]:
        """What is taken from the results of the folder; the source of each is noted down as it passes."""
        from policysum.errors import InputError
        from policysum.panel.reports import taken_in

        for one in taken_in(self.results, take, indicators=self.indicators):
            self.sources.append(one.source)
            yield one
        if not self.sources:
            hint = "Name the OUT of a `policysum run`."
            raise InputError("this folder holds no results", where=str(self.results), hint=hint)

    def describe(self) -> None:
        """Enter the table into the data package of its folder."""
        from policysum.panel.package import describe

        if self.out is not None:
            words = ["policysum", self.table, str(self.results), "-o", str(self.out)]
            words += ["--indicators", str(self.indicators)] if self.indicators else []
            describe(
                self.out, self.table, self.sources, command=shlex.join(words), indicators=self.indicators
            )


def _print_or_write(
    lines: Iterable[tuple[Any, ...]],
    columns: tuple[str, ...],
    out: Path | None,
    indicators: Path | None = None,
) -> None:
    from policysum.panel.files import csv_text, write_lines

    if out is None:
        put(csv_text(lines, columns), end="")
        return
    announce(f"{write_lines(lines, columns, out, indicators)} rows written to {out}")


def _write_workbook(job: _Job) -> None:
    """A workbook of both tables: the first one is the matrix, its targets in the colours of what came of them."""
    from policysum.export.files import whole_file
    from policysum.export.names import REVIEW_NAME
    from policysum.panel.frames import Panel
    from policysum.panel.reports import report_of
    from policysum.panel.workbook import write_workbook

    assert job.out is not None
    found = Panel(tuple(job.taken(report_of)))
    tables = {"panel": found.rows(), "track": found.track()}
    page = job.results / REVIEW_NAME
    folder = job.out.absolute().parent
    seen = Path(os.path.relpath(page.absolute(), folder)).as_posix() if page.exists() else None
    with whole_file(job.out) as file:
        write_workbook({job.table: tables.pop(job.table), **tables}, file, seen, indicators=job.indicators)
    job.describe()
    announce(f"{job.out} written")
