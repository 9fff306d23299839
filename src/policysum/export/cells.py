"""Cells that a spreadsheet shows and never runs."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["csv_cell"]

# What Excel, WPS and LibreOffice may take for a formula, with what looks like it and is folded on the way in.
_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫−⁼⁺⁻₌₊₋﬩⩵⩶‐‑‒–"
# What stands before a sign without being seen: blanks, controls, marks of format, fillers, selectors of variants.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_FORMULA = re.compile(f"[\t\r\n\x00]|[{_UNSEEN}]*+[{_SIGNS}]")
_INSIDE = re.compile(f"([;\t\r\n])(?=[{_UNSEEN}]*+[{_SIGNS}])")
"""Where a cell may be cut: `;` parts cells for Excel in many countries, whatever our file says."""
_STARTS = re.compile(f"[\t\r\n{_UNSEEN}{_SIGNS}]")


def csv_cell(value: Any) -> Any:
    """A cell that a spreadsheet shows and never runs; numbers stay numbers, whole ones without `.0`."""
    if isinstance(value, str):
        if ";" not in value and value.isprintable() and not _STARTS.match(value):
            return value  # most cells, at a glance
        inside = _INSIDE.sub(r"\1'", value)
        return f"'{inside}" if _FORMULA.match(value) else inside
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value
