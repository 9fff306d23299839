"""The tables that queries read, made along with the tables of a run: then the first query waits for nothing."""

from __future__ import annotations

import logging
from contextlib import ExitStack, suppress
from operator import itemgetter
from typing import IO, TYPE_CHECKING, Self

from policysum.errors import InputError
from policysum.export.files import result_files, whole_file
from policysum.export.parquet import ParquetTable
from policysum.export.results import NoResultError, named, read_result
from policysum.panel.columns import PANEL_COLUMNS, TRACK_COLUMNS
from policysum.panel.files import write_parquet
from policysum.panel.packed import pack
from policysum.panel.reports import report_of
from policysum.panel.rows import Gathered
from policysum.panel.stored import FOLDER, ITEMS, digest
from policysum.panel.track import Tracking
from policysum.panel.waiting import Waiting

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from policysum.batch import WrittenResult

__all__ = ["QueryTables"]

_log = logging.getLogger("policysum.panel")

_TABLES = ("kpis", *ITEMS, "verification")


class QueryTables:
    """OUT/.panel: every view of `policysum query` as a Parquet file that knows what it was made of."""

    def __init__(self, out: Path) -> None:
        """Begin without a result; nothing is touched before the end."""
        self._out = out.absolute()
        self._looks: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Self:
        """Open the files beside their places."""
        self._end = ExitStack()
        with ExitStack() as stack:
            self._tables = [self._table(name, stack) for name in _TABLES]
            self._ends = {name: self._file(name, stack) for name in ("panel", "track")}
            self._panel = Gathered(stack.enter_context(Waiting()))
            self._track = Tracking(stack.enter_context(Waiting()))
            self._end = stack.pop_all()
        return self

    def _table(self, name: str, stack: ExitStack) -> ParquetTable:
        table = ParquetTable(self._file(name, stack), name)
        stack.callback(table.give_up)
        return table

    def _file(self, name: str, stack: ExitStack) -> IO[bytes]:
        return stack.enter_context(whole_file(self._out / FOLDER / f"{name}.parquet"))

    def add(self, written: WrittenResult) -> None:
        """Take the next result."""
        data = named(dict(written.to_dict()), self._out / written.file, self._out)
        self._looks[written.file] = written.look
        for table in self._tables:
            table.add(data)
        with suppress(ValueError, TypeError, LookupError, AttributeError):
            report = report_of(data)
            self._panel.add(pack(report))
            self._track.add(report)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the tables into their places; where others' results lie among these they are left to the first query."""
        made_of = self._made_of() if error is None else None
        if made_of is None:
            with suppress(_LeftError), self._end:
                raise _LeftError from error
            return
        with self._end:
            marks = {"made_of": made_of}
            for table in self._tables:
                table.close(marks)
            write_parquet(self._panel.lines(), PANEL_COLUMNS, self._ends["panel"], marks)
            rows = map(itemgetter(*TRACK_COLUMNS), self._track.rows())
            write_parquet(rows, TRACK_COLUMNS, self._ends["track"], marks)

    def _made_of(self) -> str | None:
        files = result_files(self._out)
        within = len(str(self._out)) + 1
        for path in files:
            if str(path)[within:] in self._looks:
                continue
            try:
                read_result(path)
            except NoResultError:
                continue
            except InputError:  # damaged: whoever asks is to hear of it
                _log.info("%s: a damaged result; the tables for queries are left out", path)
            else:
                _log.info("%s: a result of another run; the tables for queries are left out", path)
            return None
        return digest(self._out, files, self._looks)


class _LeftError(Exception):
    """Ends the files so that nothing of them stays."""
