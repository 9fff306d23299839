"""The places of a table, with the text that covers each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Cell", "grid_of"]

_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, and how many columns and rows it covers; `continued`: it is part of the one above."""

    text: str
    across: int = 1
    down: int = 1
    continued: bool = False


def grid_of(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Every place of the table with the text that covers it; all rows equally long, but for absurd tables."""
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
