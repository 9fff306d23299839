"""Rows of a table that plain text has behind the prose of a unit, and that are no part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.headings import Style
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.outline import Block, Section

__all__ = ["heading_of", "rows_behind"]

_FEWEST_ROWS = 3
_STOPS = "。；"
_DIGIT = re.compile(r"\d")
_HEADING = table("table_words").compiled(r"[^，。；：:|]{4,36}{table_end}")


def rows_behind(source: str, section: Section, own: Sequence[Block]) -> Sequence[Block]:
    """The lines behind the last sentence of a numbered unit, where enough of them have figures to be rows."""
    if section.style <= Style.PLAIN:
        return ()
    last = max((at for at, block in enumerate(own) if source[block.end - 1] in _STOPS), default=-1)
    behind = own[last + 1 :]
    figures = sum(_DIGIT.search(source, row.start, row.end) is not None for row in behind)
    return behind if last >= 0 and figures >= _FEWEST_ROWS else ()


def heading_of(source: str, rows: Sequence[Block]) -> str:
    """What rows are called, by the line of them that says it: 2025年收支预算总表."""
    lines = (source[row.start : row.end].strip() for row in rows)
    return next((line for line in lines if _HEADING.fullmatch(line)), "")
