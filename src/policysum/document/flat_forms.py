"""Forms that are the same in every report, whose heads a plain text leaves in pieces: 申请人情况, 自然人, 商 业 企, 业, ….

What the columns are is known by the words above them and by how many numbers a row has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.figure import Figure
from policysum.document.flat_lines import groups_of
from policysum.document.headings import marker_at
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.document.flat_lines import FoundTable, Group
    from policysum.quantity.model import Span

__all__ = ["form_tables"]


_FORMS = {row.word: row.value.split("|") for row in table("table_words").of("form")}
"""The words above a form; its unit and its heads."""
_BEGIN = frozenset(word[0] for word in _FORMS)
_REACH = 120
"""Lines that a form may fill."""
_LONGEST_WORD = 40
_NOTE = re.compile(r"[（(][^（()）]{9,60}[)）]?$")
"""What a form explains of a row: （区分处理的，只计这一情形，不计其他情形）."""
_BLANK = re.compile(r"\s+")


def form_tables(source: str, lines: Sequence[Span]) -> Iterator[FoundTable]:
    """The forms of a text: rows below the words of one, with as many numbers as it has heads.

    Args:
        source: the text.
        lines: its trimmed lines; blank ones are empty.
    """
    cells = [line for line in lines if line.start < line.end]
    begins = [(at, form) for at, line in enumerate(cells) if (form := _form(source, line))]
    ends = [at for at, _ in begins[1:]] + [len(cells)] * bool(begins)
    for (at, (unit, *heads)), end in zip(begins, ends, strict=True):
        found: list[Figure] = []
        rows: list[tuple[Span, ...]] = []
        for run in groups_of(source, cells[at + 1 : min(end, at + 1 + _REACH)]):
            for group in run:
                if len(group.values) == len(heads):
                    first, name = _name(source, group)
                    found += [
                        Figure(value.start, value.end, name, head, unit=unit, inferred=True)
                        for head, value in zip(heads, group.values, strict=True)
                        if source[value.start].isdecimal()
                    ]
                    texts = [text for text in group.texts if text.start < group.lines[0].start]
                    rows += [(text,) for text in texts[:first]]  # heads, and what some rows have in common
                    rows.append((*texts[first:], *group.lines))
        if found:
            yield found, rows


def _form(source: str, line: Span) -> list[str] | None:
    """The unit and the heads of the form whose words a line is, if it is one."""
    if source[line.start] not in _BEGIN or line.end - line.start > _LONGEST_WORD:
        return None
    return _FORMS.get(_BLANK.sub("", source[line.start : line.end]))


def _name(source: str, group: Group) -> tuple[int, str]:
    """The name of a row, and the first of its lines of text: those from the last mark on (（一）, 1.), without mark and note, else what stands on its line."""
    texts = [source[text.start : text.end] for text in group.texts]
    beside = bool(texts) and group.texts[-1].start == group.lines[0].start
    marks = [marker_at(text, 0, len(text)) for text in texts]
    first = max((at for at, mark in enumerate(marks) if mark), default=len(texts) - beside)
    mark = marks[first] if first < len(marks) else None
    name = "".join(texts[first:])[mark.end if mark else 0 :]
    return first, _NOTE.sub("", _BLANK.sub("", name))
