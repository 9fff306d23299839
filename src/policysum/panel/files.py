"""A panel or a track as a file: CSV, XLSX with a matrix, Parquet, Stata."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from policysum.catalogue import load_indicators
from policysum.errors import ConfigError
from policysum.export.cells import csv_cell
from policysum.export.files import write_atomically
from policysum.views import need

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["FORMATS", "check_format", "csv_text", "write_rows"]

FORMATS = (".csv", ".xlsx", ".parquet", ".dta")
_NUMBERS = frozenset({"low", "high", "value"})
_INTEGERS = frozenset(
    {"report_year", "year", "start", "end", "target_start", "target_end", "result_start", "result_end"}
)
_STATA_TEXT = 2000
_COLOURS = {
    "met": {"bg_color": "#C6EFCE", "font_color": "#006100"},
    "exceeded": {"bg_color": "#A9D8B8", "font_color": "#00401A"},
    "missed": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "not_told": {"bg_color": "#EDEDED", "font_color": "#606060"},
    "not_stated": {"bg_color": "#EDEDED", "font_color": "#606060"},
    "no_report": {"bg_color": "#D0D0D0", "font_color": "#404040"},
    "redefined": {"bg_color": "#FFEB9C", "font_color": "#7F6000"},
    "words": {"bg_color": "#DDEBF7", "font_color": "#1F3A5F"},
}

Row = Mapping[str, Any]


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


def write_rows(rows: Sequence[Row], columns: Sequence[str], path: Path) -> None:
    """Write rows in the format that the file's name asks for, whole or not at all."""
    check_format(path)
    write = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet, ".dta": _dta}[path.suffix.lower()]
    write_atomically(path, write(rows, columns))


def csv_text(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """The rows as CSV, a text that a spreadsheet would take for a formula set off by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([csv_cell(row[name]) for name in columns])
    return out.getvalue()


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    return b"\xef\xbb\xbf" + csv_text(rows, columns).encode()


def _parquet(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    arrow, parquet = need("pyarrow", "a .parquet file"), need("pyarrow.parquet", "a .parquet file")
    kinds = [
        (
            name,
            arrow.float64() if name in _NUMBERS else arrow.int64() if name in _INTEGERS else arrow.string(),
        )
        for name in columns
    ]
    out = io.BytesIO()
    parquet.write_table(
        arrow.Table.from_pylist(list(rows), schema=arrow.schema(kinds)), out, compression="zstd"
    )
    return out.getvalue()


def _dta(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    pandas = need("pandas", "a .dta file")
    frame = pandas.DataFrame([{name: row[name] for name in columns} for row in rows], columns=list(columns))
    for name in columns:
        if name in _NUMBERS | _INTEGERS:
            frame[name] = frame[name].astype("float64")
        else:
            frame[name] = frame[name].fillna("").astype(str).str.slice(0, _STATA_TEXT)
    if "indicator" in columns:
        english = {one.id: one.english for one in load_indicators()}
        frame["indicator_label"] = [english.get(str(key), "") for key in frame["indicator"]]
    frame = frame.rename(columns={"end": "end_"})  # `end` is a word of Stata's own
    out = io.BytesIO()
    labels = {name: name.replace("_", " ") for name in frame.columns}
    frame.to_stata(out, write_index=False, version=118, variable_labels=labels, data_label="policysum")
    return out.getvalue()


def _xlsx(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    xlsxwriter = need("xlsxwriter", "a .xlsx file")
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(out, options)
    head = book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"})
    fills = {name: book.add_format({**colours, "text_wrap": True}) for name, colours in _COLOURS.items()}
    _matrix(book, rows, head, fills)
    sheet = book.add_worksheet("rows")
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(columns):
        sheet.write_string(0, at, name, head)
    for number, row in enumerate(rows, start=1):
        for at, name in enumerate(columns):
            value = row[name]
            if isinstance(value, (int, float)):
                sheet.write_number(number, at, value)
            elif value:
                sheet.write_string(
                    number, at, str(value), fills.get(value) if name in {"cell", "verdict"} else None
                )
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    book.close()
    return out.getvalue()


def _matrix(book: Any, rows: Sequence[Row], head: Any, fills: Mapping[str, Any]) -> None:
    """Indicator by region and year; each cell leads to its row, where sentence and place stand."""
    names = {one.id: one.name for one in load_indicators()}
    sheet = book.add_worksheet("matrix")
    sheet.freeze_panes(1, 1)
    lines: dict[tuple[Any, ...], int] = {}
    places: dict[str, int] = {}
    filled: dict[tuple[int, int], list[str]] = {}
    sheet.write_string(0, 0, "indicator", head)
    sheet.set_column(0, 0, 44)
    for number, row in enumerate(rows, start=2):
        role, year = row.get("role") or "target / result", row.get("report_year") or row.get("year") or ""
        name = names.get(row["indicator"] or "", row["name"] or "")
        key = (name, row["measure"], role, str(row.get("period") or ""))
        place = f"{row['region'] or row.get('report') or ''} {year}".strip()
        line = lines.setdefault(key, len(lines) + 1)
        column = places.setdefault(place, len(places) + 1)
        state = row.get("verdict") or row.get("cell") or ""
        shown = _shown(row)
        texts = filled.setdefault((line, column), [])
        texts.append(shown)
        sheet.write_url(line, column, f"internal:'rows'!A{number}", fills.get(state), "; ".join(texts)[:255])
    for key, line in lines.items():
        sheet.write_string(line, 0, " · ".join(str(part) for part in key if part))
    for place, column in places.items():
        sheet.write_string(0, column, place, head)
        sheet.set_column(column, column, 18)


def _shown(row: Row) -> str:
    if "verdict" in row:
        return f"{row['target']} → {row['result'] or '—'}"
    return str(row["text"] or {"not_stated": "未提及", "no_report": "无报告"}.get(row["cell"], ""))
