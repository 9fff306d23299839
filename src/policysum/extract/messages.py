"""What the reader of a result reads, in Chinese; the sentences stand in `messages.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

__all__ = ["message"]


@cache
def _messages() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("messages.toml").read_text("utf-8"))


def message(code: str, **parts: object) -> str:
    """A sentence of `messages.toml` with its parts."""
    return _messages()[code].format_map(parts)
