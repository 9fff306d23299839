"""Which script a text is written in: the lexicon knows the simplified characters of official papers."""

from __future__ import annotations

import re

__all__ = ["is_traditional"]

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FEWEST = 12
_SHARE = 0.1
"""Of characters that GB/T 2312 has not; about two fifths in traditional script, hardly one in a hundred in rare names."""


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, or in others that GB/T 2312 has not."""
    han = "".join(_HAN.findall(text))
    lacking = len(han) - len(han.encode("gb2312", errors="ignore")) // 2
    return lacking >= _FEWEST and lacking >= _SHARE * len(han)
