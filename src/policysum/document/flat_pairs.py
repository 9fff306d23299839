"""Tables in plain text whose lines name several numbers: 一、财政拨款收入 1,200.00 一、教育支出 900.00."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.figure import Figure
from policysum.document.flat_lines import is_value, tokens_of
from policysum.document.headings import marker_at
from policysum.document.table_units import is_unit, unit_in
from policysum.lexicon import table
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.document.flat_lines import FoundTable

__all__ = ["paired_tables"]


_STOP = re.compile(r"[。；！？|｜]")
_LEADS = table("table_words").compiled("{signs.among}[:：]")
_BRACKETS = "（）()"
_LONGEST_LINE = 200
_LONGEST_NAME = 30
_FEWEST = 2
"""Lines that name several numbers."""
_BETWEEN = 8
"""Rows in succession without a number."""
_ABOVE = 8
"""Lines above the first among which the unit is said."""

_Entry = tuple["Span | None", list[Span]]
"""A name and the numbers behind it."""


def paired_tables(source: str, lines: Sequence[Span]) -> Iterator[FoundTable]:
    """The tables of which two lines or more name a number each in several places, and whose unit is said above.

    Only the first number behind a name is of that name: what the columns of the others are is not plain.

    Args:
        source: the text.
        lines: its trimmed lines; blank ones are empty.
    """
    cells = [line for line in lines if line.start < line.end]
    read = [_entries(source, line) for line in cells]
    at = 0
    while at < len(cells):
        if len(read[at]) < 2:
            at += 1
            continue
        end = _end(source, cells, read, at)
        first = _first(read, at)
        said, unit = _unit(source, cells, first, at)
        if unit and sum(len(one) > 1 for one in read[at:end]) >= _FEWEST:
            rows = range(first, end)
            yield (
                [figure for row in rows for entry in read[row] for figure in _figures(source, entry, unit)],
                [(cell,) for cell in cells[min(said + 1, first) : end]],
            )
        at = end


def _entries(source: str, line: Span) -> list[_Entry]:
    """The names of a line, each with its numbers; nothing where it is prose, or has none."""
    if line.end - line.start > _LONGEST_LINE or not source[line.end - 1].isdecimal():
        return []
    entries: list[_Entry] = []
    name: Span | None = None
    for token in tokens_of(source, line):
        if is_value(source, token):
            if name is None and not entries:
                return []
            if name is None:
                entries[-1][1].append(token)
            else:
                entries.append((name, [token]))
            name = None
        elif _STOP.search(source, *token):
            return []
        else:
            # 2. 政府性基金 三、卫生健康支出 12.00: the first name has no number.
            anew = name is None or marker_at(source, token.start, token.end) is not None
            name = token if anew or name is None else Span(name.start, token.end)
    fits = all(one is not None and one.end - one.start <= _LONGEST_NAME for one, _ in entries)
    return entries if fits and name is None else []


def _end(source: str, cells: Sequence[Span], read: Sequence[list[_Entry]], at: int) -> int:
    """Where the lines end that go on from one: those with names and numbers, and few with names alone between them."""
    end = at + 1
    for number in range(at + 1, len(read)):
        cell = cells[number]
        if read[number]:
            end = number + 1
        elif (
            number - end >= _BETWEEN
            or cell.end - cell.start > _LONGEST_NAME
            or _STOP.search(source, *cell)
            or source[cell.end - 1].isdecimal()
        ):
            break
    return end


def _first(read: Sequence[list[_Entry]], at: int) -> int:
    """The first of the lines with one name and number that stand right above."""
    while at and read[at - 1]:
        at -= 1
    return at


def _unit(source: str, cells: Sequence[Span], first: int, at: int) -> tuple[int, str]:
    """The nearest line above that says the unit, and the unit: 单位：万元, or （万元） on a line of its own."""
    for number in range(at - 1, max(first - _ABOVE, 0) - 1, -1):
        line = cells[number]
        text = source[line.start : min(line.end, line.start + _LONGEST_LINE)]
        inner = text.strip(_BRACKETS)
        unit = unit_in(text) or (inner if len(inner) == len(text) - 2 and is_unit(inner) else "")
        if unit:
            return number, unit
    return at, ""


def _figures(source: str, entry: _Entry, unit: str) -> Iterator[Figure]:
    """The numbers of an entry, the first with its name."""
    name, values = entry
    assert name is not None
    said = " ".join(source[name.start : name.end].split())
    mark = marker_at(said, 0, len(said))
    said = _LEADS.sub("", said[mark.end if mark else 0 :], count=1)
    for number, value in enumerate(values):
        if source[value.start : value.end].strip("-−–—/…"):
            yield Figure(value.start, value.end, "" if number else said, "", unit=unit, inferred=True)
