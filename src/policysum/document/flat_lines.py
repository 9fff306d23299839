"""The lines of a text as cells: what a table leaves behind whose cells were copied into plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policysum.document.table_units import is_unit_line
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.document.figure import Figure

__all__ = ["FoundTable", "Group", "groups_of", "is_value", "tokens_of"]

FoundTable = tuple[list["Figure"], list[tuple[Span, ...]]]
"""The numbers of a table, and the lines of its heads and of each of its rows."""

_VALUE = re.compile(
    r"[-−–+]?(?!0\d)\d{1,3}(?:[,，]\d{3}){1,4}(?:[.．]\d{1,6})?\s?[%％‰]?$"
    r"|[-−–+]?(?!0\d)\d{1,11}(?:[.．]\d{1,6})?\s?[%％‰]?$"
    r"|[-−–—]{1,3}$|/$|…{1,2}$"
)
"""A cell that holds a number and nothing else, or the sign that it holds none; 0459 begins the number of a telephone."""
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TOKEN = re.compile(r"[^ \t\u3000\u00a0]+")
_PROSE = re.compile(r"[|｜。；！？!?]|[，,].{0,60}[，,]|[，,]$|.{9}[：:]$")
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z%％‰]")
_FEW = 3
"""Years from which on they name rows."""
_LONGEST_LINE = 200
_LONGEST_CELL = 40
_LONGEST_HEADS = 100
_MOST_VALUES = 1000
"""Cells that a row is looked at for."""
_MOST_TEXTS = 40
"""Lines without a number that may stand above the first of a table."""


@dataclass(slots=True)
class Group:
    """Some lines of text and the numbers that follow them: the heads of a table and its first row, or a row.

    Attributes:
        texts: the lines without a number, in order.
        values: the cells behind the last of them.
        lines: the lines that the values stand on; the last text may begin the first of them.
    """

    texts: list[Span]
    values: list[Span]
    lines: list[Span]


def tokens_of(source: str, line: Span) -> list[Span]:
    """What blanks part in a line."""
    return [Span(*found.span()) for found in _TOKEN.finditer(source, line.start, line.end)]


def is_value(source: str, cell: Span) -> bool:
    """Whether a cell holds a number and nothing else, or the sign that it holds none."""
    return _VALUE.match(source, cell.start, cell.end) is not None


def groups_of(source: str, lines: Sequence[Span]) -> Iterator[list[Group]]:
    """The runs of groups between which prose stands.

    Args:
        source: the text.
        lines: its trimmed lines; blank ones are empty.
    """
    run: list[Group] = []
    texts: list[Span] = []
    for line in lines:
        if line.start == line.end:
            continue
        name, values = _parted(source, line)
        if name is not None:
            texts.append(name)
            if len(texts) > 2 * _MOST_TEXTS:
                del texts[:_MOST_TEXTS]
        if values and (texts or not run):
            run.append(Group(texts, values, [line]))
            texts = []
        elif values and len(run[-1].values) <= _MOST_VALUES:
            run[-1].values += values
            run[-1].lines.append(line)
        elif name is None and not values:
            if run:
                yield _by_years(source, run)
            run, texts = [], []
    if run:
        yield _by_years(source, run)


def _by_years(source: str, run: Sequence[Group]) -> list[Group]:
    """A run of groups, those whose rows are named by years parted into their rows."""
    return [part for group in run for part in _by_year(source, group)]


def _by_year(source: str, group: Group) -> list[Group]:
    """The rows of a table whose names are years, and so numbers like its cells."""
    cells = group.values
    years = [at for at, one in enumerate(cells) if _YEAR.match(source, one.start, one.end)]
    if len(years) < _FEW or years[0] or len(cells) != len(group.lines):
        return [group]
    step = years[1]
    if step < 2 or len(cells) % step:
        return [group]
    named = range(0, len(cells), step)
    said = [source[cells[at].start : cells[at].end] for at in named]
    if not set(named) <= set(years) or any(later <= one for one, later in pairwise(said)):
        return [group]
    return [
        Group(
            [*([] if at else group.texts), cells[at]],
            cells[at + 1 : at + step],
            group.lines[at + 1 : at + step],
        )
        for at in named
    ]


def _parted(source: str, line: Span) -> tuple[Span | None, list[Span]]:
    """The name that a line begins with, and the cells behind it; neither where it is prose."""
    if line.end - line.start > _LONGEST_LINE:
        return None, []
    tokens = tokens_of(source, line)
    at = len(tokens)
    while at and is_value(source, tokens[at - 1]):
        at -= 1
    if not at and len(tokens) > 1 and _YEAR.match(source, tokens[0].start, tokens[0].end):
        at = 1  # a row that is named by its year
    values = tokens[at:]
    if not at:
        return None, values
    name = Span(line.start, tokens[at - 1].end)
    text = source[name.start : name.end]
    if _PROSE.search(text):
        return (name, values) if is_unit_line(text) else (None, [])
    spread = len(tokens) > 1 and not values  # the heads of a table on one line
    if len(text) > (_LONGEST_HEADS if spread else _LONGEST_CELL) or not (_WORD.search(text) or values):
        return None, []
    return name, values
