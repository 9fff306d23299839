"""Tables as prose: every number of a cell is read with its row and its column heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Cell", "table_lines"]

_NUMBER = re.compile(r"[-+]?[\d０-９][\d０-９,，.．]*(?:\s*[%％])?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_REFERENCE = re.compile(r"\d{5}|\d{4}[-/.年]\s?\d")  # 640100/2020-00749, a date: a form, not a heading
_MOST_COLUMNS = 200
_UNIT_HEADING = re.compile(r"(?:计量)?单\s*位$")
_UNIT_IN_HEADING = re.compile(r"[（(]([^（()）\d]{1,8})[)）]$")


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, and how many columns and rows it covers; `continued`: it is part of the one above."""

    text: str
    across: int = 1
    down: int = 1
    continued: bool = False


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """One line a row.

    A table of figures becomes `地区生产总值：2019年100亿元；2020年110亿元。`; any other (a form, a page laid out
    as a table) has its cells side by side. Merged cells count for every row and column they cover, and headings of
    two rows are read as one.
    """
    rows = [[_tidy(cell) for cell in row] for row in rows]
    rows = [row for row in rows if any(cell.text for cell in row)]
    grid = _grid(rows)
    heading = _heading_rows(rows, grid)
    if not _is_data(grid[heading - 1 :]):
        return [" ".join(cell.text for cell in row if cell.text) for row in rows]
    heads = (
        [_joined_heads(column) for column in zip(*grid[:heading], strict=True)] if heading > 1 else grid[0]
    )
    unit_column = next((n for n, head in enumerate(heads) if _UNIT_HEADING.match(head)), None)
    return [_row_line(heads, row, unit_column) for row in grid[heading:]]


def _tidy(cell: Cell) -> Cell:
    return Cell(re.sub(r"\s+", " ", cell.text).strip(), cell.across, cell.down, cell.continued)


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Every place of the table with the text that covers it; all rows equally long."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[str, int]] = {}  # column: text that reaches down into it, rows left
    for row in rows:
        line: list[str] = []
        below: dict[int, tuple[str, int]] = {}
        for cell in [*row, None]:
            while len(line) in hanging:
                text, left = hanging.pop(len(line))
                if left > 1:
                    below[len(line)] = (text, left - 1)
                line.append(text)
            if cell is None:
                break
            above = grid[-1][len(line)] if cell.continued and grid and len(line) < len(grid[-1]) else ""
            across = min(cell.across, _MOST_COLUMNS) if len(line) < _MOST_COLUMNS else 1
            for _ in range(across):
                if cell.down > 1:
                    below[len(line)] = (cell.text, cell.down - 1)
                line.append(cell.text or above)
        hanging = below
        grid.append(line)
    width = max(map(len, grid), default=0)
    for line in grid:
        line.extend([""] * (width - len(line)))
    return grid if width <= _MOST_COLUMNS else [[cell.text for cell in row] for row in rows]


def _heading_rows(rows: Sequence[Sequence[Cell]], grid: Sequence[Sequence[str]]) -> int:
    """How many rows name the columns: those from the first on that merged cells tie together."""
    if not rows or not grid or len(grid) < 3 or len({len(line) for line in grid}) > 1:
        return 1
    tied = any(cell.across > 1 or cell.down > 1 for cell in rows[0]) or any(
        cell.continued for cell in rows[1]
    )
    if not tied or any(_is_figure(text) for text in grid[1]):
        return 1
    return 2


def _is_figure(text: str) -> bool:
    return bool(_NUMBER.match(text)) and not _YEAR.match(text)


def _joined_heads(column: Sequence[str]) -> str:
    """产值（亿元） above 2019 is 产值2019年（亿元）."""
    name, unit = _split_unit(column[0])
    for text in column[1:]:
        if text and text != column[0]:
            own, own_unit = _split_unit(text)
            name += own + ("年" if _YEAR.match(own) else "")
            unit = own_unit or unit
    return f"{name}（{unit}）" if unit else name


def _is_data(rows: Sequence[Sequence[str]]) -> bool:
    """A heading row without figures above rows that are mostly figures."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    if any(_is_figure(cell) or _REFERENCE.search(cell) for cell in rows[0]):
        return False
    figures = sum(1 for row in rows[1:] for cell in row[1:] if _NUMBER.match(cell) or re.match(r"\d", cell))
    return figures >= len(rows) - 1


def _row_line(heads: Sequence[str], row: Sequence[str], unit_column: int | None) -> str:
    label = row[0] if row else ""
    unit = row[unit_column] if unit_column is not None and unit_column < len(row) else ""
    if not unit:
        label, unit = _split_unit(label)
    parts = []
    for number, cell in enumerate(row[1:], 1):
        if not cell or number == unit_column:
            continue
        head, head_unit = _split_unit(heads[number] if number < len(heads) else "")
        figure = _NUMBER.match(cell) and not re.search("[%％]", cell)
        value = cell + (head_unit or unit) if figure else cell
        if _YEAR.match(head):
            head += "年"
        parts.append(f"{head}{value}" if head and not head[-1].isdigit() else f"{head} {value}".strip())
    return f"{label}：{'；'.join(parts)}。" if parts else label


def _split_unit(text: str) -> tuple[str, str]:
    found = _UNIT_IN_HEADING.search(text)
    return (text[: found.start()], found.group(1)) if found else (text, "")
