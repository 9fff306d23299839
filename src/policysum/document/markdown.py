"""The tables of a Markdown file: its text stays as it is, their numbers get their names and units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.figure import Figure
from policysum.document.table_units import unit_in
from policysum.document.tables import figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["markdown_figures"]

_RULE = re.compile(r"[|:\-\s]+$")
_CELL = re.compile(r"(?:[^|\\]|\\.)*+")
_ABOVE = 3  # lines above a table, blank ones apart, that may say its unit
_LONGEST_CAPTION = 60
_MOST_COLUMNS = 200

_Place = tuple[int, int]


def markdown_figures(text: str) -> list[Figure]:
    """The numbers of the tables of a text, each with its place in it."""
    if "|" not in text:
        return []
    found: list[Figure] = []
    above: list[str] = []
    table: list[list[_Place]] = []
    ruled = False
    at = 0
    for line in [*text.splitlines(keepends=True), ""]:
        stripped = line.strip()
        if "|" in stripped and (table or stripped.startswith("|") or stripped.count("|") > 1):
            if _RULE.match(stripped) and "-" in stripped:
                ruled = True
            else:
                table.append(list(_cells(text, at, at + len(line))))
        elif table:
            found.extend(_read(text, table, above if ruled else []))
            table, ruled, above = [], False, []
        if stripped and "|" not in stripped:
            above = [*above, stripped][-_ABOVE:]
        at += len(line)
    if table:
        found.extend(_read(text, table, above if ruled else []))
    return found


def _cells(text: str, start: int, end: int) -> Iterator[_Place]:
    """Where each cell of a row stands, without the blanks around it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if start < end and text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|":
        end -= 1
    for _ in range(_MOST_COLUMNS):
        cell = _CELL.match(text, start, end)
        assert cell is not None
        raw = cell.group()
        left = start + len(raw) - len(raw.lstrip(" \t*_"))
        yield left, max(left, start + len(raw.rstrip(" \t*_")))
        start = cell.end() + 1
        if start > end:
            return


def _read(text: str, table: Sequence[Sequence[_Place]], above: Sequence[str]) -> Iterator[Figure]:
    width = max(map(len, table))
    grid = [[text[start:end] for start, end in row] + [""] * (width - len(row)) for row in table]
    unit = ""
    for line in reversed(above):
        unit = unit or (unit_in(line) if len(line) <= _LONGEST_CAPTION else "")
    for row, column, figure in figures(grid, unit):
        start, end = table[row][column]
        yield Figure(start, end, figure.row, figure.column, figure.year, figure.unit, figure.target)
