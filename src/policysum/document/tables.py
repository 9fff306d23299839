"""Tables as prose: every number of a cell is read with its row and its column heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["table_lines"]

_NUMBER = re.compile(r"[-+]?[\d０-９][\d０-９,，.．]*(?:\s*[%％])?$")
_UNIT_HEADING = re.compile(r"(?:计量)?单\s*位$")
_UNIT_IN_HEADING = re.compile(r"[（(]([^（()）\d]{1,8})[)）]$")


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """One line a row.

    A table of figures becomes `地区生产总值：2019年100亿元；2020年110亿元。`; any other (a form, a page laid out
    as a table) has its cells side by side.
    """
    rows = [[re.sub(r"\s+", " ", cell).strip() for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if not _is_data(rows):
        return [" ".join(cell for cell in row if cell) for row in rows]
    heads = rows[0]
    unit_column = next((n for n, head in enumerate(heads) if _UNIT_HEADING.match(head)), None)
    return [_row_line(heads, row, unit_column) for row in rows[1:]]


def _is_data(rows: Sequence[Sequence[str]]) -> bool:
    """A heading row without figures above rows that are mostly figures."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    if any(_NUMBER.match(cell) and not re.match(r"(?:19|20)\d\d$", cell) for cell in rows[0]):
        return False
    figures = sum(1 for row in rows[1:] for cell in row[1:] if _NUMBER.match(cell) or re.match(r"\d", cell))
    return figures >= len(rows) - 1


def _row_line(heads: Sequence[str], row: Sequence[str], unit_column: int | None) -> str:
    label = row[0] if row else ""
    unit = row[unit_column] if unit_column is not None and unit_column < len(row) else ""
    if not unit:
        label, unit = _split_unit(label)
    parts = []
    for number, cell in enumerate(row[1:], 1):
        if not cell or number == unit_column:
            continue
        head, head_unit = _split_unit(heads[number] if number < len(heads) else "")
        figure = _NUMBER.match(cell) and not re.search("[%％]", cell)
        value = cell + (head_unit or unit) if figure else cell
        if re.match(r"(?:19|20)\d\d$", head):
            head += "年"
        parts.append(f"{head}{value}" if head and not head[-1].isdigit() else f"{head} {value}".strip())
    return f"{label}：{'；'.join(parts)}。" if parts else label


def _split_unit(text: str) -> tuple[str, str]:
    found = _UNIT_IN_HEADING.search(text)
    return (text[: found.start()], found.group(1)) if found else (text, "")
