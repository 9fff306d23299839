"""What the attributes of a tag say of the text within: whether it is hidden, raised, or a cell over several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["cells_covered", "has_style", "is_hidden"]

_INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)


def is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or has_style(attributes, _INVISIBLE)


def has_style(attributes: Mapping[str, str], said: re.Pattern[str]) -> bool:
    style = attributes.get("style")
    return bool(style and said.search(style[:2000]))


def cells_covered(text: str) -> int:
    number = text.strip()[:4]
    return max(1, int(number)) if number.isascii() and number.isdigit() else 1
