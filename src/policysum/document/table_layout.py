"""Which rows and columns of a table name its numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policysum.document.figure import Figure, TableRow
from policysum.document.numerals import NUMERAL
from policysum.document.table_heads import (
    BEGINS,
    HOLDS_NOTHING,
    YEAR,
    carried_over,
    heading_rows,
    is_number,
    joined_heads,
    year_of,
)
from policysum.document.table_units import count_unit, says_count, split_unit, units_of
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policysum.document.grid import Cell

__all__ = ["CODE", "Layout", "is_figure", "layout_of", "says_column", "sides_of"]

_WORDS = table("table_words")
_YEAR_SIGN = table("signs").word("year")
_REFERENCE = _WORDS.compiled(
    r"\d{5}|\d{4}[-/.{=signs.year}]\s?\d"
)  # 640100/2020-00749, a date: a form, not a heading
_MOST_LABELS = 3
_PURE_ORDINAL = re.compile(rf"[（(]?(?:\d{{1,3}}|{NUMERAL})[)）.、]?$")
CODE = re.compile(r"[235]\d{2}(?:(?:\s?\d{2}){1,2}\s?|\s)(?=[\u3400-\u9fff“（(])")
"""The code of an item of a budget before its name: 208 05 01 行政单位离退休; 12345热线 has none."""
_NUMBERED = _WORDS.compiled(
    rf"(?:\d{{1,3}}[.、．](?!\d)|[（(][\d{{=numerals.digit|numerals.ten}}]{{1,3}}[)）]|{NUMERAL}、|{{signs.among}}[:：])\s?"
)
_GROWTH = _WORDS.scanner("growth_heading")
_AIM = _WORDS.scanner("aim_heading")
_BARE = _WORDS.compiled("(?:{bare_heading})*+")
_ATTRIBUTE = _WORDS.scanner("attribute")
_RATES = frozenset("%％‰")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which rows and columns of a table name its numbers."""

    first: int  # the first row of numbers
    heads: Sequence[str]  # without years and units
    years: Sequence[str]
    units: Sequence[str]
    labels: Sequence[int]  # columns that name the row
    groups: frozenset[int]  # those of them that only sort the rows, or number them
    unit_column: int | None
    attribute_column: int | None
    unit: str  # of the whole table

    def line(self, row: Sequence[str]) -> TableRow:
        """A row as prose: its name, then every cell with its heading and its unit."""
        label = split_unit(self._label(row))[0]
        if YEAR.fullmatch(label) and label.isdecimal():
            label += _YEAR_SIGN
        parts: list[str] = []
        found: list[Figure] = []
        at = len(label) + 1
        for column, (_, value, figure) in self.cells(row):
            year = self.years[column]
            head = (year + _YEAR_SIGN if year else "") + self.heads[column]
            gap = " " if head and head[-1].isdigit() else ""
            begin = at + len(head) + len(gap)
            if figure:
                found.append(figure.moved(begin))
            parts.append(f"{head}{gap}{value}")
            at = begin + len(value) + 1
        return TableRow(f"{label}：{'；'.join(parts)}。" if parts else label, tuple(found))

    def cells(self, row: Sequence[str]) -> Iterator[tuple[int, tuple[str, str, Figure | None]]]:
        """Column, text, text with its unit, and what the table says of it, of each cell behind the row's name."""
        label = self._label(row)
        own_name, own_unit = split_unit(label)
        if self.unit_column is not None and self.unit_column < len(row):
            own_unit = row[self.unit_column] or own_unit
        row_year = year_of(label)
        name = (
            ""
            if row_year and row_year[1] == ""
            else CODE.sub("", _NUMBERED.sub("", own_name, count=1), count=1)
        )
        aim = self.attribute_column is not None and bool(_ATTRIBUTE.found_in(row[self.attribute_column]))
        last = max(filter(None, self.years), default="")
        for column, text in enumerate(row):
            if not text or column in {*self.labels, self.unit_column}:
                continue
            if self.heads[column] in _WORDS.words("group_heading"):
                yield column, (text, text, None)  # the number of a line, between name and amount
                continue
            unit = (
                self._unit_of(column, own_unit)
                if is_number(text) and not text.endswith(tuple(_RATES))
                else ""
            )
            year = self.years[column] or (row_year[0] if row_year else "")
            figure = None
            if BEGINS.match(text) and not _is_date(text):
                head = self.heads[column]
                aimed = (aim and year == last) or bool(_AIM.found_in(head))
                counted = not unit and says_count(head)
                figure = Figure(0, len(text + unit), name, self._said(column), year, unit, aimed, counted)
            yield column, (text, text + unit, figure)

    def _label(self, row: Sequence[str]) -> str:
        texts = [row[column] for column in self.labels if column not in self.groups]
        return "".join(dict.fromkeys(text for text in texts if text)) or row[self.labels[0]]

    def _said(self, column: int) -> str:
        """The heading of a column, or nothing where it says no more than that here are numbers."""
        head = self.heads[column]
        return "" if _BARE.fullmatch(head) else head

    def _unit_of(self, column: int, row_unit: str) -> str:
        if row_unit and not self._said(column) and self.units[column] not in _RATES:
            return row_unit  # 就业人数（人） in a column 绝对值（亿元）
        if self.units[column] or (not self.unit and not row_unit):
            return self.units[column] or count_unit(self.heads[column])
        if _GROWTH.found_in(self.heads[column]):  # a rate in a table of amounts
            return next((unit for unit in units_of(self.unit) if unit in _RATES), "")
        return row_unit or next((unit for unit in units_of(self.unit) if unit not in _RATES), self.unit)


def sides_of(rows: Sequence[Sequence[Cell]], grid: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The columns of each side of a table that names its rows more than once: 项目, 收入, 项目, 支出."""
    if not _is_regular(grid):
        return []
    first = heading_rows(rows, grid)
    heads, body = grid[first - 1], grid[first:]
    width = len(heads)
    starts = [
        column
        for column in range(2, width - 1)
        if heads[column]
        and heads[column] == heads[0]
        and _has_words(body, column + (heads[column] in _WORDS.words("group_heading")))
        and not any(BEGINS.match(line[column]) and is_figure(line[column]) for line in body)
    ]
    return list(pairwise((0, *starts, width)))


def _is_regular(grid: Sequence[Sequence[str]]) -> bool:
    return len(grid) > 1 and len({len(line) for line in grid}) == 1 and len(grid[0]) > 1


def layout_of(
    rows: Sequence[Sequence[Cell]], grid: Sequence[Sequence[str]], unit: str, side: tuple[int, int]
) -> Layout | None:
    """How to read one side of a table, or None where it is no table of figures.

    Args:
        rows: the cells of the whole table.
        grid: their texts.
        unit: what the lines above say of the unit.
        side: the columns of the side.
    """
    first = heading_rows(rows, grid)
    grid = [line[slice(*side)] for line in grid]
    width = len(grid[0])
    above = [carried_over(line) for line in grid[: first - 1]]
    columns = [[line[column] for line in [*above, grid[first - 1]]] for column in range(width)]
    split = [joined_heads(column) for column in columns]
    heads = [name for name, _ in split]
    special = _special(heads)
    labels = _labels(grid[first:], heads, frozenset(special.values()))
    body = grid[first:]
    if any(is_figure(cell) or _REFERENCE.search(cell) for cell in grid[0]) or not labels:
        return None
    figures = sum(
        1 for line in body for column, cell in enumerate(line) if column not in labels and BEGINS.match(cell)
    )
    filled = sum(
        any(
            text and not HOLDS_NOTHING.match(text) for column, text in enumerate(line) if column not in labels
        )
        for line in body
    )
    if figures < filled or not figures:
        return None
    years = [year_of(name) for name in heads]
    groups = frozenset(column for column in labels if heads[column] in _WORDS.words("group_heading"))
    return Layout(
        first,
        [year[1] if year else name for name, year in zip(heads, years, strict=True)],
        [year[0] if year else "" for year in years],
        [head_unit for _, head_unit in split],
        labels,
        groups if len(groups) < len(labels) else frozenset(),
        special.get("unit"),
        special.get("attribute"),
        unit or next((split[column][1] for column in labels if split[column][1]), ""),
    )


def _special(heads: Sequence[str]) -> Mapping[str, int]:
    """The columns of units and of attributes (预期性, 约束性)."""
    found: dict[str, int] = {}
    for column, head in enumerate(heads):
        for what in ("unit", "attribute"):
            if column and re.sub(r"\s", "", head) in _WORDS.words(f"{what}_heading"):
                found.setdefault(what, column)
    return found


def _labels(body: Sequence[Sequence[str]], heads: Sequence[str], special: frozenset[int]) -> list[int]:
    """The columns that name a row: those from the first on that hold no figures, but for ordinals."""
    labels: list[int] = []
    for column in range(min(len(heads) - 1, _MOST_LABELS)):
        cells = [line[column] for line in body if line[column]]
        ordinal = heads[column] in _WORDS.words("group_heading") or all(map(_PURE_ORDINAL.match, cells))
        figured = any(is_figure(cell) for cell in cells)
        if column in special or (column and figured) or (column and not cells):
            break
        if ordinal and figured and column + 1 == len(heads) - 1 and not _has_words(body, column + 1):
            break
        labels.append(column)
        if not ordinal and column + 1 < len(heads) and year_of(heads[column + 1]):
            break
    return labels


def _has_words(body: Sequence[Sequence[str]], column: int) -> bool:
    return any(re.search(r"[\u4e00-\u9fff]", line[column]) for line in body)


def is_figure(text: str) -> bool:
    """Whether a cell is a number, and no year."""
    return is_number(text) and not YEAR.fullmatch(text)


def says_column(head: str) -> bool:
    """Whether a heading says by itself that numbers stand below it: a year, a unit, 比上年增长, 绝对数, 预算数."""
    name, unit = split_unit(head)
    year = year_of(name)
    name = year[1] if year else name
    return bool(
        unit
        or (year and not name)
        or name in _WORDS.words("bare_heading", "unit_heading")
        or says_count(name)
        or _GROWTH.found_in(name)
        or _AIM.found_in(name)
    )


def _is_date(text: str) -> bool:
    return bool(YEAR.match(text)) and not is_number(text)
