r"""Text of others, made harmless before anybody looks at it.

File names, keys of JSON, messages of servers and reports themselves may hold sequences that move the cursor, write
the clipboard or turn the order of characters round. They are shown as what they are: `\x1b`.
"""

from __future__ import annotations

import re

__all__ = ["harmless", "on_one_line"]

# C0 but tab and line feed, DEL, C1 (a lone U+009B opens a sequence, too), marks that turn the direction, half characters.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def harmless(text: str) -> str:
    """The text with each character that a terminal would act on spelled out; tabs and line feeds stay."""
    return text if text.isascii() and text.isprintable() else _HARMFUL.sub(_spelled, text)


def on_one_line(text: str) -> str:
    """The same on one line, so that it cannot pass for a message of ours."""
    return harmless(" ".join(text.splitlines()))


def _spelled(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
