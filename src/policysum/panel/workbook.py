"""The panel as an Excel workbook: a matrix of indicator by region, and the rows behind it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from policysum.catalogue import load_indicators
from policysum.panel.columns import COLUMNS
from policysum.views import need

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from policysum.catalogue import Indicator
    from policysum.views import TableRow

__all__ = ["place_on_page", "write_workbook"]

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
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_CELL = 32_767
_LINKS = 60_000
"""Excel takes 65,530 links a sheet."""
_SHOWN = 255
_HOLES = {"not_stated": "未提及", "no_report": "无报告"}


@dataclass(frozen=True, slots=True)
class _Look:
    """What all sheets share: formats, the review page, and what came of the targets."""

    head: Any
    fills: Mapping[str, Any]
    page: str | None
    came: Mapping[tuple[Any, Any], str]
    indicators: Sequence[Indicator]


def place_on_page(result: str | None, kpi: int | None, start: int | None, end: int | None) -> str | None:
    """The part of the review page's address, behind its #, that leads to a figure or a stretch of text."""
    if result is None:
        return None
    place = f"&kpi={kpi}" if kpi is not None else f"&span={start}-{end}" if start is not None else ""
    return f"at={quote(result, safe='')}{place}"


def write_workbook(
    tables: Mapping[str, Sequence[TableRow]],
    file: IO[bytes],
    page: str | None = None,
    *,
    indicators: Path | None = None,
) -> None:
    """Write a matrix of the first table, and every table on a sheet of its own.

    Args:
        tables: the rows of "panel", of "track" or of both; with both a target wears the colour of what came of it.
        file: where to.
        page: address of the review page, as seen from the workbook; without one a cell leads to its row.
        indicators: a file of the user's own indicators.
    """
    xlsxwriter = need("xlsxwriter", "a .xlsx file")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    head = book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"})
    fills = {name: book.add_format({**colours, "text_wrap": True}) for name, colours in _COLOURS.items()}
    fills[""] = book.add_format({"text_wrap": True})
    first = next(iter(tables))
    came = {(row["target_report"], row["target_start"]): row["verdict"] for row in tables.get("track", ())}
    look = _Look(head, fills, page, came, load_indicators(indicators))
    _matrix(book, first, tables[first], look)
    for name, rows in tables.items():
        _sheet(book, name, rows, look)
    book.close()
    file.write(out.getbuffer())


def _sheet(book: Any, name: str, rows: Sequence[TableRow], look: _Look) -> None:
    columns = COLUMNS[name]
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.name, look.head)
    for number, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            value = row[column.name]
            if value is None or value == "":
                continue
            if column.type == "text":
                fill = look.fills.get(value) if column.name in {"cell", "verdict"} else None
                sheet.write_string(number, at, str(value)[:_CELL], fill)
            else:
                sheet.write_number(number, at, value)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)


def _matrix(book: Any, table: str, rows: Sequence[TableRow], look: _Look) -> None:
    """Indicator by region and year; each cell leads to its figure on the review page, or to its row."""
    names = {one.id: one.name for one in look.indicators}
    order = {one.name: at for at, one in enumerate(look.indicators)}
    sheet = book.add_worksheet("matrix")
    sheet.freeze_panes(1, 1)
    keys = {_line_of(row, names) for row in rows}
    lines = {
        key: at
        for at, key in enumerate(sorted(keys, key=lambda key: (order.get(key[0], len(order)), *key)), start=1)
    }
    places: dict[str, int] = {}
    filled: dict[tuple[int, int], list[str]] = {}
    sheet.write_string(0, 0, "indicator", look.head)
    sheet.set_column(0, 0, 44)
    for number, row in enumerate(rows, start=2):
        year = row.get("report_year") or row.get("year") or ""
        place = f"{row['region'] or row.get('report') or ''} {year}".strip()
        line = lines[_line_of(row, names)]
        column = places.setdefault(place, len(places) + 1)
        state = row.get("verdict") or look.came.get((row.get("report"), row.get("start"))) or row["cell"]
        texts = filled.setdefault((line, column), [])
        texts.append(_shown(row))
        shown, fill = "; ".join(texts)[:_SHOWN], look.fills.get(state, look.fills[""])
        if number > _LINKS:
            sheet.write_string(line, column, shown, fill)
        else:
            sheet.write_url(line, column, _target(table, row, number, look.page), fill, shown)
    for key, line in lines.items():
        sheet.write_string(line, 0, " · ".join(str(part) for part in key if part))
    for place, column in places.items():
        sheet.write_string(0, column, place, look.head)
        sheet.set_column(column, column, 18)


def _line_of(row: TableRow, names: Mapping[str, str]) -> tuple[str, ...]:
    """The line of a row in the matrix: indicator, measure, role and period."""
    name = names.get(row["indicator"] or "", row["name"] or "")
    return name, row["measure"] or "", row.get("role") or "target / result", str(row.get("period") or "")


def _target(table: str, row: TableRow, number: int, page: str | None) -> str:
    if table == "track":
        place = place_on_page(row["target_file"], row["target_kpi"], row["target_start"], row["target_end"])
    else:
        place = place_on_page(row["result"], row["kpi"], row["start"], row["end"])
    return f"external:{page}#{place}" if page and place else f"internal:'{table}'!A{number}"


def _shown(row: TableRow) -> str:
    if "verdict" in row:
        return f"{row['target']} → {row['result'] or '—'}"
    return str(row["text"] or _HOLES.get(row["cell"], ""))
