"""Which rows of a table name its columns, and what each of the headings says: name, year and unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.table_units import is_unit, split_unit
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.grid import Cell

__all__ = [
    "BEGINS",
    "HOLDS_NOTHING",
    "YEAR",
    "carried_over",
    "heading_rows",
    "is_number",
    "joined_heads",
    "year_of",
]

_NUMBER = re.compile(r"[-−–+]?[\d０-９][\d０-９,，.．]*+(?:\s*[%％‰])?$")
_WORDS = table("table_words")
BEGINS = _WORDS.compiled(r"[-−–+{=about}≥≤><＞＜]?\s?[\d０-９]")
"""How a cell with a figure begins."""
HOLDS_NOTHING = re.compile(r"[-−–—/…]{1,6}$")
"""What stands in a cell that holds nothing."""
YEAR = _WORDS.compiled(r"(?:19|20)\d\d(?!\d){signs.year}?(?:{year_end})?")
_MOST_HEADINGS = 4


def heading_rows(rows: Sequence[Sequence[Cell]], grid: Sequence[Sequence[str]]) -> int:
    """How many rows name the columns: those from the first on that merged cells tie together."""
    count = 1
    tied = any(cell.across > 1 or cell.down > 1 for cell in rows[0])
    while count < min(len(grid) - 1, _MOST_HEADINGS):
        tied = tied or any(cell.continued for cell in rows[count])
        tied = tied or _goes_on_below(grid, count)
        if not tied or any(BEGINS.match(text) and not year_of(text) for text in grid[count]):
            break
        count += 1
        tied = any(cell.across > 1 for cell in rows[count - 1])
    return count + (count < min(len(grid) - 1, _MOST_HEADINGS) and _is_row_of_units(grid[count]))


def _goes_on_below(grid: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a row names columns anew below the headings: the name of the rows is not said again."""
    row = grid[at]
    return bool(grid[0][0]) and not row[0] and all(row[1:]) and not any(map(HOLDS_NOTHING.match, row[1:]))


def carried_over(row: Sequence[str]) -> list[str]:
    """Headings above others, each over the blank cells beside it: | 2024年 | | 2023年 | |."""
    carried: list[str] = []
    for text in row:
        carried.append(text or (carried[-1] if carried else ""))
    return carried


def _is_row_of_units(row: Sequence[str]) -> bool:
    """Whether a row says nothing but the units of the columns: （亿元）, 万人, %."""
    units = [text.strip("()（） ") for text in row[1:] if text]
    return bool(units) and row[0] in {"", *_WORDS.words("unit_heading")} and all(map(is_unit, units))


def year_of(text: str) -> tuple[str, str] | None:
    """The year that a heading names, and what else it says."""
    found = YEAR.search(text)
    if found is None or YEAR.search(text, found.end()):
        return None
    return found.group()[:4], (text[: found.start()] + text[found.end() :]).strip()


def joined_heads(column: Sequence[str]) -> tuple[str, str]:
    """产值（亿元） above 2019 is 产值2019, in 亿元."""
    name = unit = previous = ""
    for text in column:
        if text and text != previous:
            own, own_unit = ("", text) if name and is_unit(text) else split_unit(text)
            name += own
            unit = own_unit or unit
            previous = text
    return name, unit


def is_number(text: str) -> bool:
    """Whether a cell is a number and nothing else."""
    return bool(_NUMBER.match(text))
