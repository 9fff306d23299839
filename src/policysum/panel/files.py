"""A panel or a track as a file: CSV, XLSX, Parquet, Stata."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from policysum.catalogue import load_indicators
from policysum.errors import ConfigError
from policysum.export.cells import csv_cell
from policysum.export.files import whole_file
from policysum.panel.columns import COLUMNS, TYPES
from policysum.views import need

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from policysum.panel.packed import Cells

__all__ = [
    "FORMATS",
    "STATA_LABEL",
    "STATA_LABEL_DOC",
    "STATA_NAMES",
    "arrow_schema",
    "check_format",
    "csv_text",
    "write_lines",
    "write_parquet",
]

FORMATS = (".csv", ".xlsx", ".parquet", ".dta")
STATA_NAMES = {"end": "end_"}
"""Columns that have another name in Stata: `end` is a word of its own."""
STATA_LABEL, STATA_LABEL_DOC = "indicator_label", "name of the indicator in English"
"""The column that a file for Stata has beside those of the table."""
_STATA_TEXT = 2000
_LABEL = 80
"""Characters of a label in Stata."""
_GROUP = 20_000


def check_format(path: Path) -> None:
    """Whether a file of this name can be written.

    Raises:
        ConfigError: the name ends otherwise.
    """
    if path.suffix.lower() not in FORMATS:
        hint = f"End its name with one of: {', '.join(FORMATS)}."
        raise ConfigError(
            f"no table is written as {path.suffix or 'a file without an ending'}", where=str(path), hint=hint
        )


def write_lines(
    lines: Iterable[Cells], columns: Sequence[str], path: Path, indicators: Path | None = None
) -> int:
    """Write rows in the format that the file's name asks for, whole or not at all; return how many there were.

    Args:
        lines: the values of each row, in the order of the columns.
        columns: the names of the columns.
        path: where to.
        indicators: a file of the user's own indicators, whose names the formats with labels carry, too.
    """
    check_format(path)
    kind = path.suffix.lower()
    counted = _Counted(lines)
    with whole_file(path) as file:
        if kind == ".csv":
            _csv(counted, columns, file)
        elif kind == ".parquet":
            write_parquet(counted, columns, file)
        elif kind == ".dta":
            _dta(list(counted), columns, file, indicators)
        else:
            from policysum.panel.workbook import write_workbook

            rows = [dict(zip(columns, line, strict=True)) for line in counted]
            write_workbook({_table_of(columns): rows}, file, indicators=indicators)
    return counted.count


class _Counted:
    """Rows on their way into a file."""

    def __init__(self, lines: Iterable[Cells]) -> None:
        self._lines, self.count = lines, 0

    def __iter__(self) -> Iterator[Cells]:
        for line in self._lines:
            self.count += 1
            yield line


def csv_text(lines: Iterable[Cells], columns: Sequence[str]) -> str:
    """The rows as CSV, a text that a spreadsheet would take for a formula set off by an apostrophe."""
    out = io.StringIO()
    _csv_lines(lines, columns, out)
    return out.getvalue()


def _csv(lines: Iterable[Cells], columns: Sequence[str], file: IO[bytes]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
    _csv_lines(lines, columns, text)
    text.flush()
    text.detach()


def _csv_lines(lines: Iterable[Cells], columns: Sequence[str], out: IO[str]) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(csv_cell, line) for line in lines)


def arrow_schema(columns: Sequence[str], metadata: Mapping[str, str] | None = None) -> Any:
    """The columns as Arrow knows them."""
    arrow = need("pyarrow", "a .parquet file")
    kinds = {"number": arrow.float64(), "integer": arrow.int64(), "text": arrow.string()}
    return arrow.schema([(name, kinds[TYPES[name]]) for name in columns], metadata=metadata)


def write_parquet(
    lines: Iterable[Cells], columns: Sequence[str], file: IO[bytes], metadata: Mapping[str, str] | None = None
) -> None:
    """Write rows as Parquet, a group at a time."""
    arrow, parquet = need("pyarrow", "a .parquet file"), need("pyarrow.parquet", "a .parquet file")
    schema = arrow.schema(list(arrow_schema(columns)), metadata=metadata)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        following = iter(lines)
        while group := list(islice(following, _GROUP)):
            arrays = [
                arrow.array(values, type=field.type)
                for field, values in zip(schema, zip(*group, strict=True), strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def _table_of(columns: Sequence[str]) -> str:
    return "track" if "verdict" in columns else "panel"


def _dta(lines: Sequence[Cells], columns: Sequence[str], file: IO[bytes], indicators: Path | None) -> None:
    pandas = need("pandas", "a .dta file")
    frame = pandas.DataFrame(lines, columns=list(columns))
    for name in columns:
        if TYPES[name] == "text":
            frame[name] = frame[name].fillna("").astype(str).str.slice(0, _STATA_TEXT)
        else:
            frame[name] = frame[name].astype("float64")
    labels = {column.name: column.doc[:_LABEL] for column in COLUMNS[_table_of(columns)]}
    if "indicator" in columns:
        english = {one.id: one.english for one in load_indicators(indicators)}
        frame[STATA_LABEL] = [english.get(str(key), "") for key in frame["indicator"]]
        labels[STATA_LABEL] = STATA_LABEL_DOC
    frame = frame.rename(columns=STATA_NAMES)
    labels = {STATA_NAMES.get(name, name): label for name, label in labels.items()}
    labels = {name: labels[name] for name in frame.columns}
    held = io.BytesIO()
    frame.to_stata(held, write_index=False, version=118, variable_labels=labels, data_label="policysum")
    file.write(held.getbuffer())
