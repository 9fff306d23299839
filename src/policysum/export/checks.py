"""What `policysum check` found, as a table: each claim, where it stands, its verdict and the reason."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from policysum.errors import ConfigError
from policysum.export.cells import csv_cell
from policysum.export.files import write_atomically
from policysum.views import VERDICTS, need, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from policysum.verify import Checked

__all__ = ["FORMATS", "check_format", "write_checks"]

FORMATS = (".csv", ".xlsx", ".jsonl")
_COLUMNS = ("path", "claim", "text", "verdict", "reason", "start", "end", "source", "nearest")
"""`claim` in its own words, `text` its number; `start`, `end` and `source` are the place, `nearest` what comes near."""
_WIDTHS = (22, 40, 16, 16, 50, 8, 8, 60, 16)
_CELL_LIMIT = 32_767
_FILLS = {
    "ok": "#C6EFCE",
    "converted": "#FFEB9C",
    "unclear": "#E1E5EA",
    "failed": "#FFC7CE",
}
_STOPS = "。；;！？\n"
_MOST = 120
"""Characters of the source on each side of a number."""


def check_format(path: Path) -> None:
    """Whether a table of this name can be written.

    Raises:
        ConfigError: the name ends otherwise.
    """
    if path.suffix.lower() not in FORMATS:
        raise ConfigError(
            f"no table of claims is written as {path.suffix or 'a file without an ending'}",
            where=str(path),
            hint=f"End its name with one of: {', '.join(FORMATS)}",
        )


def write_checks(results: Sequence[Checked], source: str, path: Path) -> None:
    """Write a row for every claim, whole or not at all.

    Args:
        results: what `policysum.check` gave.
        source: the text that they were checked against.
        path: the file, whose ending says its format.

    Raises:
        ConfigError: no such format, or its library is not installed.
    """
    check_format(path)
    write = {".csv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl}[path.suffix.lower()]
    write_atomically(path, write([_row(result, source) for result in results]))


def _row(result: Checked, source: str) -> dict[str, Any]:
    line = {**dict.fromkeys(_COLUMNS), **result.to_dict()}
    if result.nearest is not None:
        line["nearest"] = result.nearest.text
    if result.start is not None and result.end is not None:
        line["source"] = _sentence(source, result.start, result.end)
    return line


def _sentence(text: str, start: int, end: int) -> str:
    first = max(text.rfind(mark, max(0, start - _MOST), start) for mark in _STOPS) + 1
    ends = [at + 1 for mark in _STOPS if (at := text.find(mark, end, end + _MOST)) >= 0]
    return " ".join(text[max(first, start - _MOST) : min(ends, default=end + _MOST)].split())


def _csv(rows: Sequence[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows([csv_cell(row[name]) for name in _COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def _jsonl(rows: Sequence[dict[str, Any]]) -> bytes:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return "".join(lines).encode("utf-8", "backslashreplace")


def _xlsx(rows: Sequence[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    # No text is ever taken for a formula, a number or a link.
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = need("xlsxwriter", "a .xlsx file").Workbook(out, {**options, "in_memory": True})
    sheet = book.add_worksheet("check")
    plain = {"valign": "top", "text_wrap": True}
    head = book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"})
    text = book.add_format(plain)
    fills = {state: book.add_format({**plain, "bg_color": colour}) for state, colour in _FILLS.items()}
    for at, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, name, head)
    for number, row in enumerate(rows, start=1):
        for at, name in enumerate(_COLUMNS):
            value = row[name]
            if isinstance(value, int):
                sheet.write_number(number, at, value, text)
            elif value:
                shown = str(value).encode("utf-8", "backslashreplace").decode()[:_CELL_LIMIT]
                style = fills[state_of(shown)] if name == "verdict" and shown in VERDICTS else text
                sheet.write_string(number, at, shown, style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(_COLUMNS) - 1)
    book.close()
    return out.getvalue()
