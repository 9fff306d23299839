"""The tables of a PDF: lines whose pieces stand apart in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.document.grid import Cell
from policysum.document.table_layout import is_figure
from policysum.document.writing import WrittenLine, table_below

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Piece", "head_of", "table_of"]

_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line, with wide gaps before and behind it; `unsure`: it was recognised with little confidence."""

    text: str
    left: float
    right: float
    unsure: bool = False


def table_of(lines: Sequence[Sequence[Piece]], above: Sequence[str]) -> list[WrittenLine]:
    """The lines of the table that some lines of a page make, or none where they make no table of figures.

    Args:
        lines: the pieces of each line.
        above: the lines before them, which may say their unit.
    """
    if len(lines) < _FEWEST_ROWS:
        return []
    columns = _columns(lines)
    found = table_below([_row(pieces, columns) for pieces in lines], [WrittenLine(text) for text in above])
    return found if any(line.figures for line in found) else []


def head_of(lines: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """The lines of a table above its first number, which name its columns."""
    for number, pieces in enumerate(lines):
        if any(is_figure(piece.text) for piece in pieces):
            return list(lines[:number])
    return []


def _columns(lines: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """From where to where each column goes, by the lines of most pieces."""
    most = max(map(len, lines))
    full = [pieces for pieces in lines if len(pieces) == most]
    return [
        (min(pieces[column].left for pieces in full), max(pieces[column].right for pieces in full))
        for column in range(most)
    ]


def _row(pieces: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> list[Cell]:
    """The cells of a line; a piece above two columns belongs to both."""
    row: list[Cell] = []
    filled = 0
    for piece in pieces:
        over = [
            column
            for column, (left, right) in enumerate(columns)
            if piece.left < right and left < piece.right and column >= filled
        ]
        middle = (piece.left + piece.right) / 2
        first = over[0] if over else _nearest(middle, columns, filled)
        row.extend(Cell("") for _ in range(first - filled))
        row.append(Cell(piece.text, max(1, len(over))))
        filled = max(first, filled) + max(1, len(over))
    return row


def _nearest(middle: float, columns: Sequence[tuple[float, float]], first: int) -> int:
    """The column whose middle is the nearest, of those from `first` on."""
    later = range(min(first, len(columns) - 1), len(columns))
    return min(later, key=lambda column: abs(sum(columns[column]) / 2 - middle))
