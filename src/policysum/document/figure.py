"""A number of a table with what the table says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policysum.lexicon import table

__all__ = ["Figure", "TableRow"]

_GROWTH = table("table_words").scanner("growth_heading")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a table: where it stands, and what the table says of it.

    Attributes:
        start: where it begins, in the line it was written in, or in the text.
        end: where it ends, its unit included where that is written behind it.
        row: the name of its row.
        column: the heading of its column, without year and unit.
        year: the year that the heading of its column or row names, or "".
        unit: its unit as the table prints it, also far off (单位 above the table), or "".
        target: whether it is aimed at: 年初预算, or the last year of a row that is 预期性 or 约束性.
        counted: whether it counts, though no measure word is said: 处理决定数量.
        inferred: whether the shape of the table was inferred, its cells being lines of a plain text.
    """

    start: int
    end: int
    row: str
    column: str
    year: str = ""
    unit: str = ""
    target: bool = False
    counted: bool = False
    inferred: bool = False

    @property
    def name(self) -> str:
        """What the number is of: its row, and its column where that says more than when."""
        row, column = self.row, self.column
        shared = next((n for n in range(len(column), 1, -1) if row.endswith(column[:n])), 0)
        return row + column[shared:]  # 财政拨款收入 under 收入决算数 is 财政拨款收入决算数

    @property
    def change(self) -> str:
        """How the row's number changed (growth) or stands to another (share), where its column says that; else ""."""
        found = next(_GROWTH.find(self.column), None) if self.row else None
        return found[2].value if found else ""

    def moved(self, by: int) -> Figure:
        """The same number in a text in which its line begins at `by`."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as a line of prose, and its numbers."""

    text: str
    figures: tuple[Figure, ...] = ()
