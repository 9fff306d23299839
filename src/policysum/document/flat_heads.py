"""The heads of a table whose cells were copied into plain text: which of the lines above its first row they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.document.table_layout import is_figure, says_column
from policysum.document.table_units import is_unit_line, split_unit, unit_in
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.model import Span

__all__ = ["Heads", "heads_of"]

_WORDS = table("table_words")
_NAMES = frozenset(_WORDS.words("name_heading"))
_BLANKS = re.compile(r"(?<=[\u4e00-\u9fff])[ \t\u3000\u00a0]{1,8}(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))")
_GAP = re.compile(r"\t+|[ \u3000\u00a0]{2,40}")
_UNIT_BELOW = re.compile(r"[（(][^（()）]{1,12}[)）]$|[%％]$")
_LONGEST_HEAD = 24


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a table, the one above its names first, and the unit said above them."""

    texts: tuple[str, ...]
    unit: str
    first: int
    """The line that they begin with."""
    says_all: bool = False
    """Whether they stand on one line, and each says what it is: 信息内容 本年制发件数 现行有效件数."""


def heads_of(source: str, lines: Sequence[Span], columns: int) -> Heads | None:
    """The heads among the lines above the first row of a table, or None where they are not plain.

    They are what follows the line of the unit, or begins with a word such as 指标, if they are as many as the columns;
    else as many as say by themselves what their numbers are.

    Args:
        source: the text.
        lines: the lines above the first row, in order.
        columns: how many columns it has, that of the names among them.
    """
    above = [number for number, line in enumerate(lines) if is_unit_line(source[line.start : line.end])]
    first = above[-1] + 1 if above else 0
    unit = unit_in(source[lines[above[-1]].start : lines[above[-1]].end]) if above else ""
    texts: list[str] = []
    places: list[int] = []
    for number in range(first, len(lines)):
        text = source[lines[number].start : lines[number].end]
        if texts and _UNIT_BELOW.match(text):
            texts[-1] += text
            continue
        texts.append(text)
        places.append(number)
    if not texts:
        return None
    for found in (_on_a_line(texts[-1], columns), _in_lines(texts, columns, unit_above=bool(above))):
        if found is not None:
            names, begin = found
            if any(len(name) > _LONGEST_HEAD or is_figure(name) for name in names):
                return None
            says_all = begin < 0 and _is_name(names[0]) and all(map(says_column, names[1:]))
            return Heads(tuple(names), unit, places[begin], says_all)
    return None


def _on_a_line(line: str, columns: int) -> tuple[list[str], int] | None:
    """The heads where they stand on one line, with gaps between them."""
    raw = [part for part in _GAP.split(line) if part]
    for parts in (raw, _BLANKS.sub("", line).split()):
        names = [_plain(part) for part in parts]
        if len(names) == columns and (_is_name(names[0]) or any(map(says_column, names[1:]))):
            return names, -1
        if len(names) == columns - 1 > 1 and not _is_name(names[0]) and all(map(says_column, names)):
            return ["", *names], -1
    return None


def _in_lines(texts: Sequence[str], columns: int, *, unit_above: bool) -> tuple[list[str], int] | None:
    """The heads where each stands on a line of its own; `unit_above`: a line above them says their unit."""
    names = [_plain(text) for text in texts]
    begins = [at for at, name in enumerate(names) if _is_name(name)]
    if begins:  # the words that a row is named by are said: nothing else will do, nor two such columns
        heads = _rejoined(names[begins[0] :], columns)
        return (heads, begins[0]) if len(heads) == columns and len(begins) == 1 else None
    if unit_above and len(names) in {columns, columns - 1} and any(map(says_column, names[1 - columns :])):
        return ["", *names][-columns:], 0
    known = 0
    while known < len(names) and says_column(names[-1 - known]):
        known += 1
    if known == columns - 1:
        at = len(names) - known
        return ["", *names[at:]], at
    return None


def _rejoined(names: list[str], columns: int) -> list[str]:
    """Heads that broke over two lines made whole, where only one way leads to as many as there are columns: 比上年 / 增长（%）."""
    broken = [
        at
        for at in range(1, len(names) - 1)
        if not says_column(names[at])
        and says_column(names[at + 1])
        and says_column(names[at] + names[at + 1])
    ]
    if not broken or len(names) - len(broken) != columns:
        return names
    joined = {at + 1 for at in broken}
    return [
        name + (names[at + 1] if at + 1 in joined else "")
        for at, name in enumerate(names)
        if at not in joined
    ]


def _is_name(head: str) -> bool:
    return split_unit(head)[0] in _NAMES


def _plain(text: str) -> str:
    """A head without the blanks that spread its characters: 指 标."""
    return _BLANKS.sub("", text.strip())
