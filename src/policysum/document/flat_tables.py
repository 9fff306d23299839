"""Tables whose cells were copied into plain text: one cell a line, or one row a line with blanks between the cells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from policysum.document.flat_forms import form_tables
from policysum.document.flat_heads import heads_of
from policysum.document.flat_lines import groups_of, tokens_of
from policysum.document.flat_numbered import numbered_tables
from policysum.document.flat_pairs import paired_tables
from policysum.document.table_units import is_unit, split_unit
from policysum.document.tables import figures
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.figure import Figure
    from policysum.document.flat_heads import Heads
    from policysum.document.flat_lines import Group
    from policysum.quantity.model import Span

__all__ = ["FlatTables", "flat_tables"]

_FEWEST_ROWS = 3
_AHEAD = 5
"""Rows that are counted for how many cells a row has."""
_MOST_UNFIT = 2
"""Groups in succession that are no rows of a table that goes on."""
_CELL_ENDS = frozenset("%％‰-−–—/….、)）")
_MOST_COLUMNS = 20
_LONGEST_UNIT = 8
_WRAPPED = table("heading_marks").compiled("(?s:.*)[、{=continues|continued}“‘（《〔(]$")
"""A line that the name of a row goes on from: 交通运输、仓储和."""
_GROUP = table("table_words").compiled(r"[^\n]{1,9}[：:]$|{sorts}[^\n]{1,20}{sorted}$")
"""A line above some rows that says what they have in common: 其中：, 按行业分."""


@dataclass(frozen=True, slots=True)
class FlatTables:
    """The tables of a plain text.

    Attributes:
        figures: the numbers of their cells, in order.
        rows: for each row, and for the heads of each table, the lines it stands on.
        unread: how many stretches look like a table of several columns whose heads are not plain.
    """

    figures: tuple[Figure, ...] = ()
    rows: tuple[tuple[Span, ...], ...] = ()
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    """A group that is a row, and how many of its lines of text are its name and unit."""

    group: Group
    own: int

    def lines(self) -> tuple[Span, ...]:
        """The lines that it stands on."""
        first = self.group.lines[0].start
        return (*(text for text in self.group.texts[-self.own :] if text.start < first), *self.group.lines)


@dataclass(slots=True)
class _Table:
    """A table that is being read: its heads, the groups that are its rows, and how many between them are none."""

    heads: Heads
    above: Sequence[Span]
    cells: int
    units: bool
    rows: list[_Row]
    unfit: int = 0
    last_unfit: int = 0


def flat_tables(source: str, lines: Sequence[Span]) -> FlatTables:
    """The tables of a text, by the number of cells that its rows have in common.

    A table has heads that are plain, as many as its columns, and three rows or more; a row of other length is left
    out. What the numbers of one column are must be said: by the unit above it, in its head, or in the names.

    Args:
        source: the text.
        lines: its trimmed lines; blank ones are empty.
    """
    if not _may_have_rows(source, lines):
        return FlatTables()
    found: list[Figure] = []
    rows: list[tuple[Span, ...]] = []
    unread = 0
    for reader in (form_tables, numbered_tables, paired_tables):
        already = len(rows)
        for numbers, on in reader(source, lines):
            found += numbers
            rows += on
        if taken := {line.start for row in rows[already:] for line in row}:
            lines = [line for line in lines if line.start not in taken]
    for run in groups_of(source, lines):
        tables, left = _tables_of(source, run)
        unread += left
        for one in tables:
            found += _figures(source, one)
            rows.append(tuple(one.above))
            rows += [row.lines() for row in one.rows]
    found.sort(key=lambda figure: figure.start)
    return FlatTables(tuple(found), tuple(row for row in rows if row), unread)


def _may_have_rows(source: str, lines: Sequence[Span]) -> bool:
    """Whether as many lines end like a cell or the number of a row as the smallest table has rows; most texts are passed at once."""
    ends = (source[line.end - 1] for line in lines if line.start < line.end)
    rows = (end for end in ends if end in _CELL_ENDS or end.isdecimal())
    return next(islice(rows, _FEWEST_ROWS - 1, None), "") != ""


def _tables_of(source: str, run: Sequence[Group]) -> tuple[list[_Table], int]:
    """The tables of a run of groups, one below the other, and whether it holds more that could be rows of one."""
    tables: list[_Table] = []
    left = 0
    now: _Table | None = None
    for at, group in enumerate(run):
        begun = _begun(source, run, at)
        if begun is not None:
            tables += _closed(now)
            now = begun
            continue
        row = _is_row(source, now, group) if now else None
        if now is not None and row is not None:
            now.rows.append(row)
            now.last_unfit = 0
            continue
        left += len(group.values) > 1
        if now is not None:
            now.unfit += 1
            now.last_unfit += 1
            if now.last_unfit > _MOST_UNFIT or len(group.texts) > 2 + now.units:
                tables += _closed(now)
                now = None
    tables += _closed(now)
    return tables, int(left >= _FEWEST_ROWS)


def _closed(now: _Table | None) -> list[_Table]:
    """A table that goes on no more, if enough of it was plain."""
    if now is None:
        return []
    unfit = now.unfit - now.last_unfit
    fewest = 1 if now.heads.says_all else _FEWEST_ROWS
    return [now] if len(now.rows) >= fewest and unfit * 2 <= len(now.rows) else []


def _begun(source: str, run: Sequence[Group], at: int) -> _Table | None:
    """The table whose first row a group is, below its heads."""
    group = run[at]
    if len(group.texts) < 2:
        return None
    near = run[at : at + _AHEAD]
    lengths = Counter(len(one.values) for one in near)
    plain = heads_of(source, group.texts[:-1], 1 + len(group.values))
    if plain is not None and plain.says_all:
        return _Table(plain, group.texts[plain.first : -1], len(group.values), False, [_Row(group, 1)])
    cells = max(lengths, key=lambda length: (lengths[length], length == len(group.values)))
    if cells != len(group.values) or not 0 < cells < _MOST_COLUMNS:
        return None
    units = all(_unit_cell(source, one) is not None for one in near[:_FEWEST_ROWS])
    own = _own_texts(source, group, units=units, first=True)
    above = group.texts[: len(group.texts) - own]
    heads = heads_of(source, above, 1 + units + cells)
    if heads is None:
        return None
    if cells == 1 and not (heads.unit or units or any(split_unit(text)[1] for text in heads.texts)):
        return None  # a list of pages, or of telephones
    return _Table(heads, above[heads.first :], cells, units, [_Row(group, own)])


def _is_row(source: str, now: _Table, group: Group) -> _Row | None:
    """The row of a table that a group is; none where it has another number of cells, or lines that are not of its name."""
    if len(group.values) != now.cells or (now.units and _unit_cell(source, group) is None):
        return None
    own = _own_texts(source, group, units=now.units)
    rest = group.texts[: len(group.texts) - own]
    plain = not rest or (len(rest) == 1 and _GROUP.match(source, rest[0].start, rest[0].end))
    return _Row(group, own) if own and plain else None


def _unit_cell(source: str, group: Group) -> Span | None:
    """The unit that stands between the name of a row and its numbers."""
    if not group.texts:
        return None
    tokens = tokens_of(source, group.texts[-1])
    if len(tokens) < 2 and len(group.texts) < 2:
        return None
    last = tokens[-1]
    return last if last.end - last.start <= _LONGEST_UNIT and is_unit(source[last.start : last.end]) else None


def _own_texts(source: str, group: Group, *, units: bool, first: bool = False) -> int:
    """How many of the lines above the numbers are the name of the row, and its unit; `first`: heads stand above them."""
    texts = group.texts
    own = 1 + (units and len(tokens_of(source, texts[-1])) == 1) if texts else 0
    wrapped = own < len(texts) and _WRAPPED.match(source[texts[-1 - own].start : texts[-1 - own].end])
    return own + 1 if wrapped and not first else min(own, len(texts))


def _figures(source: str, one: _Table) -> list[Figure]:
    """The numbers of a table with what it says of them."""
    grid = [list(one.heads.texts)]
    places: list[list[Span]] = [[]]
    for row in one.rows:
        names = row.group.texts[-row.own :]
        unit = _unit_cell(source, row.group) if one.units else None
        end = unit.start if unit else names[-1].end
        name = "".join(
            " ".join(source[text.start : min(text.end, end)].split()) for text in names if text.start < end
        )
        grid.append(
            [
                name,
                *([source[unit.start : unit.end]] if unit else []),
                *(source[a:b] for a, b in row.group.values),
            ]
        )
        places.append([names[0], *([unit] if unit else []), *row.group.values])
    return [
        replace(figure, start=places[number][column].start, end=places[number][column].end, inferred=True)
        for number, column, figure in figures(grid, one.heads.unit)
    ]
