"""CSV and JSON Lines: rows go straight to disk, one report at a time."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Self

from policysum.export.cells import csv_cell
from policysum.export.names import as_data
from policysum.views import TABLES, cells, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import TracebackType

    from policysum.summary import Summary

__all__ = ["CsvWriter", "JsonlWriter", "KpiCsvWriter", "write_kpis_csv"]

_LINE_END = "\r\n"  # of the csv module


class _TableFile:
    """One table, one file, opened at once so that its header is there even with no rows."""

    def __init__(self, path: Path, table: str) -> None:
        self.table = table
        self.names = [column.name for column in TABLES[table]]
        self.handle = path.open("w", encoding="utf-8", newline="")

    def add(self, data: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def close(self) -> None:
        self.handle.close()


class _CsvFile(_TableFile):
    def __init__(self, path: Path, table: str) -> None:
        super().__init__(path, table)
        # A byte order mark is how Excel recognises UTF-8.
        self.handle.write("\ufeff")
        self._csv = csv.writer(self.handle)
        self._csv.writerow(self.names)

    def add(self, data: Mapping[str, Any]) -> None:
        first, own, last = cells(data, self.table)
        begin = io.StringIO()
        csv.writer(begin).writerow(map(csv_cell, first))
        same, last = f"{begin.getvalue().removesuffix(_LINE_END)},", list(map(csv_cell, last))
        for between in own:
            # What all rows of a report begin with is looked at once: the writer looks at every single character.
            self.handle.write(same)
            self._csv.writerow(
                [value if value is None or type(value) is int else csv_cell(value) for value in between]
                + last
            )


class _JsonlFile(_TableFile):
    def add(self, data: Mapping[str, Any]) -> None:
        self.handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(data, self.table))


class _TableFiles:
    """All tables of one format, a file each."""

    def __init__(self, files: Iterable[_TableFile]) -> None:
        self._files = list(files)

    def add(self, data: Mapping[str, Any], _source: str) -> None:
        """Append the rows of one result to every table."""
        for file in self._files:
            file.add(data)

    def close(self) -> None:
        """Finish the files."""
        for file in self._files:
            file.close()


class CsvWriter(_TableFiles):
    """kpis.csv, achievements.csv and so on, as Excel opens them."""

    def __init__(self, out: Path) -> None:
        super().__init__(_CsvFile(out / f"{table}.csv", table) for table in TABLES)


class JsonlWriter(_TableFiles):
    """kpis.jsonl, achievements.jsonl and so on, one JSON object a line."""

    def __init__(self, out: Path) -> None:
        super().__init__(_JsonlFile(out / f"{table}.jsonl", table) for table in TABLES)


class KpiCsvWriter:
    """The one table every run writes: the KPIs of all reports, a report at a time.

    Example:
        with KpiCsvWriter(out / "kpis.csv") as kpis:
            for summary in summaries:
                kpis.add(summary)
    """

    def __init__(self, path: Path) -> None:
        self._file = _CsvFile(path, "kpis")

    def add(self, summary: Summary | Mapping[str, Any]) -> None:
        """Append the KPIs of one result, given as a Summary or in its JSON form, and flush them."""
        self._file.add(as_data(summary))
        self._file.handle.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file, whatever happened."""
        self.close()


def write_kpis_csv(summaries: Iterable[Summary | Mapping[str, Any]], path: Path) -> None:
    """Write the KPIs of many results to one CSV file, holding one result in memory at a time."""
    with KpiCsvWriter(path) as writer:
        for summary in summaries:
            writer.add(summary)
