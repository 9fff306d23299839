"""Tables in plain text whose rows are numbered: 序号, 指标, 单位, 2020年, 2025年, 属性, and then each cell on a line of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policysum.document.table_units import is_unit_line, unit_in
from policysum.document.tables import figures
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.document.flat_lines import FoundTable
    from policysum.quantity.model import Span

__all__ = ["numbered_tables"]


_NUMBERS = frozenset(table("table_words").words("numbers_rows"))
_STOP = re.compile("[。；！？|｜]")
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z]")
_ORDINAL = re.compile(r"[（(]?(\d{1,3})[)）.、]?$")
_WIDTHS = range(3, 13)
_REACH = 16
"""Lines from the first head on among which the first row begins."""
_FEWEST_ROWS = 3
_BETWEEN = 2
"""Lines between two rows that name those below."""
_LONGEST_CELL = 40
_ABOVE = 3


def numbered_tables(source: str, lines: Sequence[Span]) -> Iterator[FoundTable]:
    """The tables whose first head says that their rows are numbered, and whose rows count up from 1.

    As many lines as stand from one number to the next are a row.

    Args:
        source: the text.
        lines: its trimmed lines; blank ones are empty.
    """
    cells = [line for line in lines if line.start < line.end]
    firsts = [at for at, cell in enumerate(cells) if _plain(source, cell) in _NUMBERS]
    numbers = [_number(source, cell) for cell in cells] if firsts else []
    end = 0
    for at in firsts:
        rows = _rows(source, cells, numbers, at) if at >= end and 1 in numbers[at : at + _REACH] else []
        if not rows:
            continue
        grid = [[_said(source, cell) for cell in row] for row in rows]
        above = [source[line.start : line.end] for line in cells[max(at - _ABOVE, 0) : at]]
        unit = next((unit_in(line) for line in reversed(above) if is_unit_line(line)), "")
        yield (
            [
                replace(figure, start=rows[row][column].start, end=rows[row][column].end, inferred=True)
                for row, column, figure in figures(grid, unit)
            ],
            [tuple(row) for row in rows],
        )
        end = cells.index(rows[-1][-1], at) + 1


def _rows(source: str, cells: Sequence[Span], numbers: Sequence[int], first: int) -> list[Sequence[Span]]:
    """The heads that begin at a cell, and the rows below them, of the width that leaves the fewest lines between rows; nothing where they are no table."""
    best: list[Sequence[Span]] = []
    fewest = len(cells)
    for width in _WIDTHS:
        rows = [cells[first : first + width]]
        at = first + width
        while (place := _next(numbers, at, len(rows))) >= 0:
            row = cells[place : place + width]
            if len(row) < width or not _is_row(source, row):
                break
            rows.append(row)
            at = place + width
        between = at - first - width * len(rows)
        if len(rows) > _FEWEST_ROWS and between < fewest:
            best, fewest = rows, between
    return best


def _next(numbers: Sequence[int], at: int, number: int) -> int:
    """Where the row of a number begins: here, or behind a line or two that say what the rows below have in common; else -1."""
    return next(
        (place for place in range(at, min(at + _BETWEEN + 1, len(numbers))) if numbers[place] == number), -1
    )


def _number(source: str, cell: Span) -> int:
    """The number of a row that a cell is, or 0."""
    found = _ORDINAL.match(source, cell.start, cell.end)
    return int(found.group(1)) if found else 0


def _is_row(source: str, row: Sequence[Span]) -> bool:
    """Whether some cells can be a row: short, and a name behind the number."""
    return _WORD.search(source, *row[1]) is not None and not any(
        one.end - one.start > _LONGEST_CELL or _STOP.search(source, *one) for one in row
    )


def _plain(source: str, cell: Span) -> str:
    return "".join(source[cell.start : min(cell.end, cell.start + _LONGEST_CELL)].split())


def _said(source: str, cell: Span) -> str:
    return " ".join(source[cell.start : cell.end].split())
