"""Tables: every number of a cell with the name of its row, the heading of its column and its unit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policysum.document.figure import TableRow
from policysum.document.grid import Cell, grid_of
from policysum.document.table_heads import is_number
from policysum.document.table_layout import layout_of, sides_of
from policysum.document.table_units import unit_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.document.figure import Figure

__all__ = ["figures", "table_lines", "table_rows"]


def table_lines(rows: Sequence[Sequence[Cell]], unit: str = "") -> list[str]:
    """The lines of `table_rows`."""
    return [row.text for row in table_rows(rows, unit)]


def table_rows(rows: Sequence[Sequence[Cell]], unit: str) -> list[TableRow]:
    """One line a row.

    A table of figures becomes `地区生产总值：2019年100亿元；2020年110亿元。`; any other (a form, a page laid out
    as a table) has its cells side by side. Merged cells count for every row and column they cover, and headings of
    some rows are read as one.

    Args:
        rows: the cells.
        unit: what the lines above the table say of its unit, such as 万元 or 亿元、%.
    """
    rows = [[_tidy(cell) for cell in row] for row in rows]
    rows = [row for row in rows if any(cell.text for cell in row)]
    above: list[TableRow] = []
    while len(rows) > 1 and (only := _only_text(rows[0])):  # a caption set as a row
        unit = unit_in(only) or unit
        above.append(TableRow(only))
        rows = rows[1:]
    grid = grid_of(rows)
    sides = [(side, layout_of(rows, grid, unit, side)) for side in sides_of(rows, grid)]
    if not any(layout for _, layout in sides):
        return above + [TableRow(" ".join(cell.text for cell in row if cell.text)) for row in rows]
    for side, layout in sides:
        read = [line[slice(*side)] for line in grid]
        if layout is None:
            above += [TableRow(" ".join(filter(None, line))) for line in read]
        else:
            above += [layout.line(line) for line in read[layout.first :]]
    return above


def figures(
    grid: Sequence[Sequence[str]], unit: str = "", *, merged: Sequence[Sequence[Cell]] | None = None
) -> Iterator[tuple[int, int, Figure]]:
    """The numbers of a table whose cells stand in the text already: row, column, and what the table says of it.

    The places of a figure are 0 and the length of its cell.

    Args:
        grid: the text of the cells.
        unit: what the lines above say of the unit.
        merged: the cells, where some of them cover several places of the grid.
    """
    rows = merged or [[Cell(text) for text in row] for row in grid]
    for side in sides_of(rows, grid):
        layout = layout_of(rows, grid, unit, side)
        if layout is None:
            continue
        for number in range(layout.first, len(grid)):
            for column, (text, _, figure) in layout.cells(grid[number][slice(*side)]):
                if figure:
                    yield number, side[0] + column, replace(figure, start=0, end=len(text))


_SUMMED = re.compile(r"[\[［〔]\s?([-−–]?\d[\d,.]*)\s?[\]］〕]")
"""A number that is the sum of the years of a plan: 〔13.5〕."""


def _tidy(cell: Cell) -> Cell:
    text = re.sub(r"\s+", " ", cell.text).strip()
    summed = _SUMMED.fullmatch(text)
    return replace(cell, text=summed.group(1) if summed else text)


def _only_text(row: Sequence[Cell]) -> str:
    texts = [cell.text for cell in row if cell.text]
    wide = len(row) > 1 or row[0].across > 1
    return texts[0] if len(texts) == 1 and wide and not is_number(texts[0]) else ""
