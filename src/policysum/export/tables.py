"""Many results become files: the writers of every format behind one door."""

from __future__ import annotations

from contextlib import ExitStack, nullcontext, suppress
from typing import TYPE_CHECKING, Any, Protocol, Self

from policysum.export.delimited import CsvWriter, JsonlWriter
from policysum.export.names import check_formats
from policysum.export.pages import MarkdownWriter
from policysum.export.parquet import ParquetWriter
from policysum.export.review import ReviewWriter
from policysum.export.workbook import WorkbookWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

__all__ = ["Result", "ResultWriter", "TablesWriter", "write_tables"]


class Result(Protocol):
    """What goes into a table: a `Summary`, or one read back from disk."""

    @property
    def source(self) -> str:
        """The text that the spans point into; empty where it is not at hand."""

    def to_dict(self) -> dict[str, Any]:
        """The stable JSON form."""


class ResultWriter(Protocol):
    """What a format is: results go in one at a time, `close` finishes its files."""

    def add(self, data: Mapping[str, Any], source: str) -> None:
        """Take one result and the text it points into, which may be empty where no writer shows it."""

    def close(self) -> None:
        """Finish the files."""


_WRITERS: dict[str, Callable[[Path], ResultWriter]] = {
    "jsonl": JsonlWriter,
    "csv": CsvWriter,
    "xlsx": WorkbookWriter,
    "parquet": ParquetWriter,
    "md": MarkdownWriter,
    "html": ReviewWriter,
}
"""Format -> its writer. json is missing: the run writes it itself."""


class TablesWriter:
    """Writes results in several formats at once, holding one result in memory at a time.

    Args:
        out: the folder to write to; it is made where it does not exist.
        formats: names of `FORMATS`; json is accepted and ignored.

    Raises:
        ConfigError: a format does not exist, or its library is not installed. Raised before any
            report is read, so that no work is lost.
    """

    def __init__(self, out: Path, formats: Sequence[str]) -> None:
        names = check_formats(formats)
        out.mkdir(parents=True, exist_ok=True)
        self._writers = [_WRITERS[name](out) for name in names if name in _WRITERS]
        self._shows_source = "html" in names

    def add(self, summary: Result) -> None:
        """Write one result to every format."""
        # Only the review page shows the text; reading it again may cost more than all the rows.
        data, source = summary.to_dict(), summary.source if self._shows_source else ""
        for writer in self._writers:
            writer.add(data, source)

    def close(self) -> None:
        """Finish every file, even where finishing one fails."""
        with ExitStack() as stack:
            for writer in self._writers:
                stack.callback(writer.close)

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the files: what was done before an error is kept, and finishing them does not hide it."""
        with suppress(OSError) if error is not None else nullcontext():
            self.close()


def write_tables(summaries: Iterable[Result], out: Path, formats: Sequence[str]) -> None:
    """Write results in the formats asked for; `summaries` may be a generator over thousands."""
    with TablesWriter(out, formats) as writer:
        for summary in summaries:
            writer.add(summary)
