"""Tables over the results of a folder are made as Parquet files, for queries."""

from __future__ import annotations

from contextlib import ExitStack
from operator import itemgetter
from typing import IO, TYPE_CHECKING, TypeVar

from policysum.export.files import whole_file
from policysum.export.parquet import ParquetTable
from policysum.export.results import results_in
from policysum.panel.columns import PANEL_COLUMNS, TRACK_COLUMNS
from policysum.panel.files import write_parquet
from policysum.panel.packed import taken
from policysum.panel.reports import no_results, reports_in, taken_in
from policysum.panel.rows import lines_of
from policysum.panel.track import tracked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["make"]

_T = TypeVar("_T")


def make(out: Path, table: str, path: Path, made_of: str) -> Path:
    """Make a table of a folder as a Parquet file that knows what it was made of.

    Raises:
        InputError: the folder holds no results.
    """
    with whole_file(path) as file:
        if table == "panel":
            found = lines_of(taken_in(out, taken))
            write_parquet(_some(found, out), PANEL_COLUMNS, file, {"made_of": made_of})
        elif table == "track":
            found = map(itemgetter(*TRACK_COLUMNS), tracked(reports_in(out)))
            write_parquet(_some(found, out), TRACK_COLUMNS, file, {"made_of": made_of})
        else:
            _write_table(out, table, file, made_of)
    return path


def _some(found: Iterable[_T], out: Path) -> Iterator[_T]:
    """The rows; where there are none, it may be for want of results."""
    empty = True
    for row in found:
        empty = False
        yield row
    if empty and next(results_in(out, quiet=True), None) is None:
        raise no_results(out)


def _write_table(out: Path, table: str, file: IO[bytes], made_of: str) -> None:
    results = 0
    with ExitStack() as stack:
        whole = ParquetTable(file, table)
        stack.callback(whole.give_up)
        for _, data in results_in(out):
            results += 1
            whole.add(data)
        if not results:
            raise no_results(out)
        whole.close({"made_of": made_of})
