"""Tables of claims: CSV and Excel sheets become rows named by their heads."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from policysum.claims.numerals import quantity_of
from policysum.claims.objects import Fields, Marks, named
from policysum.errors import ClaimsError
from policysum.lexicon import table
from policysum.quantity import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["csv_rows", "head_marks", "looks_like_csv", "xlsx_rows"]

_HEAD_UNIT = table("claim_fields").compiled(r".+?[（(]{unit_head}?([^（()）\d]{1,12})[)）]\s*")
_PLAIN = re.compile(r"[+\-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+\-−]?\d{1,30}(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_FIELD = 64 * 1024 * 1024
_MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes that a workbook may unpack to."""
_UNITS = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.MEASURE, Kind.MULTIPLE})


def head_marks(heads: Iterable[str]) -> dict[str, Marks]:
    """The units that the heads of columns give their numbers: 万元 of `投资额（万元）`."""
    marks = {}
    for head in heads:
        found = _HEAD_UNIT.fullmatch(head)
        if found and quantity_of("1", found[1].strip()).kind in _UNITS:
            marks[head] = Marks(found[1].strip())
    return marks


def csv_rows(text: str, where: str) -> list[object]:
    """The rows of a CSV file, parted by comma, tab or semicolon.

    Raises:
        ClaimsError: it cannot be read as such.
    """
    head = text[: text.find("\n") if "\n" in text else len(text)]
    previous = csv.field_size_limit(_LONGEST_FIELD)
    try:
        read = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=head.count), strict=True)
        )
    except csv.Error as error:
        raise ClaimsError(
            f"the table cannot be read ({error})", where=where, hint="Save it as CSV in UTF-8"
        ) from error
    finally:
        csv.field_size_limit(previous)
    return _rows([[_cell(cell) for cell in row] for row in read])


def looks_like_csv(text: str) -> bool:
    """Whether lines of unknown kind are a table: even columns under heads that are no numbers."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    if len(lines) < 2 or not any(mark in lines[0] for mark in ",\t;"):
        return False
    mark = max(",\t;", key=lines[0].count)
    try:
        rows = list(csv.reader(lines, delimiter=mark, strict=True))
    except csv.Error:
        return False
    heads = [cell.strip() for cell in rows[0]]
    even = len({len(row) for row in rows}) == 1 and len(heads) > 1
    return even and all(heads) and len(set(heads)) == len(heads) and max(map(len, heads)) <= 30


def _cell(text: str) -> object:
    """A cell as a spreadsheet would take it: a plain number is one, all else is text."""
    bare = text.strip()
    if _PLAIN.fullmatch(bare) and not (len(bare) > 1 and bare[0] == "0" and bare[1] != "."):
        return Decimal(bare.replace(",", "").replace("−", "-"))
    return bare or None


def _rows(cells: Sequence[Sequence[object]]) -> list[object]:
    """Rows as objects named by the heads; without heads, or alone, as lists. Lines above the heads stay as they are."""
    rows = [row for row in cells if any(cell is not None for cell in row)]
    above: list[object] = []
    while len(rows) > 1 and sum(cell is not None for cell in rows[0]) == 1 and len(rows[1]) > 1:
        above += [cell for cell in rows.pop(0) if cell is not None]
    if len(rows) <= 1 or any(_is_number(cell) for cell in rows[0]):
        return [*above, *(list(row) for row in rows)]
    width = max(map(len, rows))
    padded = [*rows[0], *[None] * (width - len(rows[0]))]
    heads = list(
        named((f"column {at}" if cell is None else cell, None) for at, cell in enumerate(padded, start=1))
    )
    marks = head_marks(heads)
    return [*above, *(Fields(dict(zip(heads, row, strict=False)), marks) for row in rows[1:])]


def _is_number(cell: object) -> bool:
    """Whether a cell heads no column: a number, or a code of digits such as 02, but no year."""
    digits = isinstance(cell, str) and cell.isdecimal()
    return (digits or isinstance(cell, (int, float, Decimal))) and not _YEAR.fullmatch(str(cell))


def xlsx_rows(data: bytes, where: str) -> object:
    """The sheets of a workbook: the rows of the only one, or a mapping of names to rows.

    Raises:
        ClaimsError: damaged, too large unpacked, or with a formula whose value is not kept.
    """
    from policysum.views import need

    openpyxl = need("openpyxl", "a .xlsx file")
    _check_size(data, where)
    try:
        books = [
            openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values)
            for values in (True, False)
        ]
        sheets = {
            sheet.title: _rows(list(_sheet(sheet, formulas, where)))
            for sheet, formulas in zip(books[0].worksheets, books[1].worksheets, strict=True)
        }
    except ClaimsError:
        raise
    except Exception as error:  # a damaged part fails in a way of its own
        raise ClaimsError(
            f"the workbook is damaged ({type(error).__name__})", where=where, hint="Save it again as .xlsx"
        ) from error
    return next(iter(sheets.values())) if len(sheets) == 1 else sheets


def _check_size(data: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ClaimsError(
            "this is not an Excel workbook", where=where, hint="Save it as .xlsx, or as CSV in UTF-8"
        ) from error
    if size > _MOST_UNPACKED:
        raise ClaimsError(
            f"the workbook unpacks to {size // 1_000_000} MB, more than the {_MOST_UNPACKED // 1_000_000} MB that are read",
            where=where,
            hint="Split it",
        )


def _sheet(values: Any, formulas: Any, where: str) -> Iterator[list[object]]:
    for shown, written in zip(values.iter_rows(), formulas.iter_rows(), strict=True):
        row: list[object] = []
        for cell, formula in zip(shown, written, strict=True):
            if cell.value is None and formula.value is not None:
                raise ClaimsError(
                    f"cell {formula.coordinate} of sheet {values.title!r} holds a formula whose value is not kept",
                    where=where,
                    hint="Open the workbook in a spreadsheet program and save it",
                )
            row.append(_value(cell))
        yield row


def _value(cell: Any) -> object:
    """What a cell shows: 5.7% of 0.057, a date without its midnight."""
    value = cell.value
    if isinstance(value, str):
        return None if getattr(cell, "data_type", "") == "e" else _cell(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value  # dates are read as those of any other object
    if "%" in str(cell.number_format):
        percent = (Decimal(repr(value)) * 100).normalize()
        return f"{round(percent, 8).normalize():f}%"
    return Decimal(repr(value)) if isinstance(value, float) and not value.is_integer() else int(value)
