"""The tables of Markdown and of plain text: the text stays as it is, their numbers get their names and units."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING

from policysum.document.figure import Figure
from policysum.document.grid import Cell, grid_of
from policysum.document.table_units import is_unit_line, unit_in
from policysum.document.tables import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policysum.quantity.model import Span

__all__ = ["markdown_figures", "marked_rows"]

_RULE = re.compile(r"[|:\-\s]+$")
_CELL = {"|": re.compile(r"(?:[^|\\]|\\.)*+"), "\t": re.compile(r"[^\t]*+")}
_TABLE = re.compile(r"<table\b[^<>]{0,300}>", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s?>", re.IGNORECASE)
_TAG = re.compile(r"<(/?t[rdh])\b([^<>]{0,200})>", re.IGNORECASE)
_MARKUP = re.compile(r"\\(?=[|*_`])|[*`]|<br\s?/?>", re.IGNORECASE)
_EDGE = frozenset(" \t\r\n*_`〔〕［］")
_ABOVE = 3  # lines above a table, blank ones apart, that may say its unit
_LONGEST_CAPTION = 60
_MOST_COLUMNS = 200

_Place = tuple[int, int]


def markdown_figures(text: str) -> list[Figure]:
    """The numbers of the tables of a text, each with its place in it."""
    found = list(_tagged(text)) if "<t" in text.lower() else []
    bar = "|" if "|" in text else "\t"
    if bar not in text:
        return found
    above: list[str] = []
    table: list[list[_Place]] = []
    ruled = False
    at = 0
    for line in [*text.splitlines(keepends=True), ""]:
        stripped = line.strip()
        if bar in stripped and (table or stripped.startswith(bar) or stripped.count(bar) > 1):
            if _RULE.match(stripped) and "-" in stripped:
                ruled = True
            else:
                table.append(list(_cells(text, at, at + len(line), bar)))
        elif table:
            found.extend(_read(text, table, above, ruled=ruled))
            table, ruled, above = [], False, []
        if stripped and bar not in stripped:
            above = [*above, stripped][-_ABOVE:]
        at += len(line)
    if table:
        found.extend(_read(text, table, above, ruled=ruled))
    apart: list[Figure] = []
    for figure in sorted(found, key=lambda one: one.start):
        if not apart or figure.start >= apart[-1].end:  # bars may stand within tags
            apart.append(figure)
    return apart


def marked_rows(source: str, lines: Iterable[Span], figures: Sequence[Figure]) -> Iterator[tuple[Span, ...]]:
    """The lines of a text that are rows of its tables of figures, between bars; none of them is a heading.

    Args:
        source: the text.
        lines: its trimmed lines.
        figures: the numbers of its tables, in order.
    """
    starts = [figure.start for figure in figures]
    for barred, block in groupby(lines if starts else (), lambda line: source.startswith("|", *line)):
        rows = list(block) if barred else []
        at = bisect_left(starts, rows[0].start) if rows else 0
        if rows and at < len(starts) and starts[at] < rows[-1].end:
            yield from ((row,) for row in rows)


def _tagged(text: str) -> Iterator[Figure]:
    """The numbers of tables that are written in tags, as converters of PDF files do."""
    at = 0
    while begin := _TABLE.search(text, at):
        end = _TABLE_END.search(text, begin.end())
        at = end.end() if end else len(text)
        rows, cells = _of_tags(text, begin.end(), end.start() if end else len(text))
        above = [line.strip() for line in text[max(begin.start() - 300, 0) : begin.start()].splitlines()]
        places = [[cells[int(one)] if one else (at, at) for one in row] for row in grid_of(rows)]
        yield from _first_of_each(
            _read(text, places, [line for line in above if line][-_ABOVE:], merged=rows)
        )


def _of_tags(text: str, start: int, end: int) -> tuple[list[list[Cell]], list[_Place]]:
    """The rows of a table, each cell with its number as its text; and where each of the cells stands."""
    cells: list[_Place] = []
    rows: list[list[Cell]] = []
    begin = -1  # of the cell that is open; an end tag may be missing
    for tag in [*_TAG.finditer(text, start, end), None]:
        if begin >= 0:
            cells.append(_trimmed(text, begin, tag.start() if tag else end))
            begin = -1
        name = tag.group(1).lower() if tag else ""
        if name == "tr":
            rows.append([])
        elif tag and name in {"td", "th"} and rows:
            said = tag.group(2)
            rows[-1].append(Cell(str(len(cells)), _span("colspan", said), _span("rowspan", said)))
            begin = tag.end()
    return rows, cells


def _first_of_each(figures: Iterable[Figure]) -> Iterator[Figure]:
    """A cell that covers several places is one number."""
    seen: set[int] = set()
    for figure in figures:
        if figure.start not in seen:
            seen.add(figure.start)
            yield figure


def _span(name: str, attributes: str) -> int:
    found = re.search(name + r"\s?=\s?[\"']?(\d{1,3})(?!\d)", attributes, re.IGNORECASE)
    return max(1, int(found.group(1))) if found else 1


def _trimmed(text: str, start: int, end: int) -> _Place:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _cells(text: str, start: int, end: int, bar: str) -> Iterator[_Place]:
    """Where each cell of a row stands, without the blanks around it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if start < end and text[start] == bar:
        start += 1
    if end > start and text[end - 1] == bar:
        end -= 1
    for _ in range(_MOST_COLUMNS):
        cell = _CELL[bar].match(text, start, end)
        assert cell is not None
        raw = cell.group()
        yield _trimmed(text, start, start + len(raw))
        start = cell.end() + 1
        if start > end:
            return


def _plain(cell: str) -> str:
    """A cell without the marks of Markdown and HTML in it."""
    return _MARKUP.sub("", cell).replace("&nbsp;", " ").strip()


def _read(
    text: str,
    table: Sequence[Sequence[_Place]],
    above: Sequence[str],
    *,
    ruled: bool = True,
    merged: Sequence[Sequence[Cell]] | None = None,
) -> Iterator[Figure]:
    width = max(map(len, table), default=0)
    grid = [[_plain(text[start:end]) for start, end in row] + [""] * (width - len(row)) for row in table]
    unit = ""
    for line in reversed(above if ruled else [line for line in above if is_unit_line(line)]):
        unit = unit or (unit_in(line) if len(line) <= _LONGEST_CAPTION else "")
    for row, column, figure in figures(grid, unit, merged=merged):
        start, end = table[row][column]
        yield Figure(start, end, figure.row, figure.column, figure.year, figure.unit, figure.target)
