"""The Excel workbook: one sheet a table, set so that nobody has to format anything."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from policysum.export.names import WORKBOOK_NAME
from policysum.views import TABLES, VERDICTS, need, rows, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["WorkbookWriter", "display_width"]

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_ROW_LIMIT = 1_048_576  # rows Excel can hold in a sheet, the header included
_CELL_LIMIT = 32_767  # characters Excel can hold in a cell
_NARROWEST, _WIDEST = 8, 60  # column widths; a sentence is cut on screen, never in the cell
_PADDING = 3  # room for the filter button beside a heading

# Fill and ink of a verdict: the green, amber and red Excel itself uses for good, neutral and bad; grey for neither.
_GREEN = {"bg_color": "#C6EFCE", "font_color": "#006100"}
_AMBER = {"bg_color": "#FFEB9C", "font_color": "#7F6000"}
_RED = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
_GREY = {"bg_color": "#E1E5EA", "font_color": "#3D4653"}
_COLOURS = {"ok": _GREEN, "converted": _AMBER, "unclear": _GREY, "failed": _RED}

_NUMBERS = {"number": "#,##0.######", "whole": "#,##0", "integer": "0"}
"""Number formats; a whole number under the first would be shown with its point: `91.`."""
_SHARES = {"passed_share", "captured_share"}


@lru_cache(maxsize=8192)
def display_width(text: str) -> int:
    """Columns a line takes on screen: two for a Chinese character or full-width sign, one otherwise."""
    longest = max(text.split("\n"), key=len)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in longest)


class _Sheet:
    """One table: the next free row and the widest cell seen in each column."""

    def __init__(self, workbook: Any, table: str, formats: dict[str, Any]) -> None:
        self.table, self.columns, self.formats = table, TABLES[table], formats
        self.sheet = workbook.add_worksheet(table)
        self.widths = [display_width(column.name) + _PADDING for column in self.columns]
        self.next_row = 1
        self.dropped = 0
        for index, column in enumerate(self.columns):
            self.sheet.write_string(0, index, column.name, formats["header"])
        self.sheet.freeze_panes(1, 0)

    def add(self, data: Mapping[str, Any]) -> None:
        for row in rows(data, self.table):
            if self.next_row >= _ROW_LIMIT:
                self.dropped += 1
                continue
            for index, column in enumerate(self.columns):
                self._write(index, column.name, column.type, row[column.name])
            self.next_row += 1

    def _write(self, index: int, name: str, kind: str, value: Any) -> None:
        if value is None or value == "":
            return
        row = self.next_row
        if kind == "text":
            # write_string, never write: a text that begins with = must stay a text.
            text = str(value)[:_CELL_LIMIT]
            self.sheet.write_string(row, index, text, self._text_format(name, text))
            if self.widths[index] >= _WIDEST:
                return
            width = display_width(text[:_WIDEST])
        elif kind == "boolean":
            self.sheet.write_boolean(row, index, value)
            width = 6
        else:
            kind = "whole" if kind == "number" and float(value).is_integer() else kind
            self.sheet.write_number(row, index, value, self.formats["share" if name in _SHARES else kind])
            width = len(f"{value:,}")
        self.widths[index] = max(self.widths[index], width + 1)

    def _text_format(self, name: str, text: str) -> Any:
        if name == "verdict":
            return self.formats[state_of(text)]
        return self.formats["text"]

    def close(self) -> None:
        for index, width in enumerate(self.widths):
            self.sheet.set_column(index, index, min(max(width, _NARROWEST), _WIDEST))
        self.sheet.autofilter(0, 0, max(self.next_row - 1, 1), len(self.columns) - 1)


class WorkbookWriter:
    """policysum.xlsx, written row by row so that thousands of reports fit in memory."""

    def __init__(self, out: Path) -> None:
        xlsxwriter = need("xlsxwriter", "the format xlsx")
        # constant_memory spools rows to disk; no text is ever taken for a formula, a number or a link.
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        self._failure: type[Exception] = xlsxwriter.exceptions.XlsxWriterException
        self._book = xlsxwriter.Workbook(str(out / WORKBOOK_NAME), options)
        self._book.set_properties({"created": _NO_TIME})  # the same results give the same bytes
        self._formats = self._make_formats()
        self._readme = self._book.add_worksheet("README")
        self._sheets = [_Sheet(self._book, table, self._formats) for table in TABLES]
        self._sheets[0].sheet.activate()
        self._reports = 0

    def _make_formats(self) -> dict[str, Any]:
        add = self._book.add_format
        top = {"valign": "top"}
        header = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "bottom": 1, **top}
        formats = {
            "header": add(header),
            "text": add(top),
            "title": add({"bold": True, "font_size": 14}),
            "wrap": add({"text_wrap": True, **top}),
            "share": add({"num_format": "0.0%", **top}),
        }
        formats.update({kind: add({"num_format": number, **top}) for kind, number in _NUMBERS.items()})
        formats.update({state: add({**colours, **top}) for state, colours in _COLOURS.items()})
        return formats

    def add(self, data: Mapping[str, Any], _source: str) -> None:
        """Append the rows of one result to every sheet."""
        self._reports += 1
        for sheet in self._sheets:
            sheet.add(data)

    def close(self) -> None:
        """Write the README sheet, set widths and filters, finish the file."""
        self._write_readme()
        for sheet in self._sheets:
            sheet.close()
        try:
            self._book.close()
        except self._failure as error:
            # xlsxwriter hands on what the system said as an argument of an error of its own.
            raise next(
                (one for one in error.args if isinstance(one, OSError)), OSError(str(error))
            ) from error

    def _write_readme(self) -> None:
        sheet, line = self._readme, 0
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 22)
        sheet.set_column(2, 2, 90)
        sheet.write_string(0, 0, "policysum 结果表", self._formats["title"])
        sheet.write_string(
            1, 0, f"报告 {self._reports} 份。每个数字都附有在原文中的位置(start, end,按字符计)和核对结果。"
        )
        sheet.write_string(
            2, 0, "Every number carries its place in the source text and the result of the check."
        )
        line = 4
        for part in self._sheets:
            if part.dropped:
                warning = f"{part.table}: {part.dropped} 行超出 Excel 的行数上限,未写入;请用 CSV 或 Parquet。"
                sheet.write_string(line, 0, warning, self._formats["failed"])
                line += 1
        for index, heading in enumerate(("工作表 sheet", "列 column", "说明 what it holds")):
            sheet.write_string(line, index, heading, self._formats["header"])
        for table, columns in TABLES.items():
            for column in columns:
                line += 1
                sheet.write_string(line, 0, table)
                sheet.write_string(line, 1, column.name)
                sheet.write_string(line, 2, column.doc, self._formats["wrap"])
        line += 2
        for verdict, words in VERDICTS.items():
            sheet.write_string(line, 0, verdict, self._formats[state_of(verdict)])
            sheet.write_string(line, 1, words)
            line += 1
