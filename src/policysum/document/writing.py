"""The lines that a reader writes, one after another, with what is known of each, become an extracted text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policysum.document.table_units import is_unit_line, unit_in
from policysum.document.tables import table_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policysum.document.figure import Figure
    from policysum.document.grid import Cell

__all__ = ["WrittenLine", "joined", "table_below"]

_CAPTION = 3  # lines above a table that may say its unit
_LONGEST_CAPTION = 60


@dataclass(slots=True)
class WrittenLine:
    """A line: its text, the kind of boilerplate it is (or ""), the numbers in it that stand in a table."""

    text: str
    kind: str = ""
    figures: tuple[Figure, ...] = ()
    group: int = field(default=0)  # the tag of a page that it stands in


def table_below(
    rows: Sequence[Sequence[Cell]], above: Sequence[WrittenLine], group: int = 0
) -> list[WrittenLine]:
    """The lines of a table; one above it that says nothing but its unit is then no line of the report."""
    unit = ""
    lines = [line for line in above[-_CAPTION - 2 :] if line.text.strip()][-_CAPTION:]
    for line in reversed(lines):
        if len(line.text) > _LONGEST_CAPTION or line.figures:
            break
        unit = unit_in(line.text)
        if unit:
            if is_unit_line(line.text):
                line.kind = line.kind or "caption"
            break
    return [WrittenLine(row.text, "", row.figures, group) for row in table_rows(rows, unit) if row.text]


def joined(lines: Iterable[WrittenLine]) -> tuple[str, list[tuple[int, int, str]], list[Figure]]:
    """The text of some lines, the stretches of it that are boilerplate, and the numbers of its tables."""
    pieces: list[str] = []
    marked: list[tuple[int, int, str]] = []
    figures: list[Figure] = []
    length = 0
    for line in lines:
        if line.kind:
            marked.append((length, length + len(line.text), line.kind))
        figures.extend(figure.moved(length) for figure in line.figures)
        pieces.append(line.text)
        length += len(line.text) + 1
    return "\n".join(pieces), marked, figures
