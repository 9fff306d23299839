"""What the audit says to its readers, from `messages.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

__all__ = ["messages", "recomputed", "related", "remark", "turned"]


@cache
def messages() -> dict[str, dict[str, str]]:
    """The templates of one kind of message each: related, recomputed, remark, up and down."""
    return tomllib.loads((Path(__file__).parent / "messages.toml").read_text("utf-8"))


def related(key: str, **parts: object) -> str:
    """What the report says."""
    return messages()["related"][key].format_map(parts)


def recomputed(key: str, *remarks: str, **parts: object) -> str:
    """The calculation, and the remarks that belong to it."""
    texts = messages()
    return "".join([texts["recomputed"][key], *(texts["remark"][one] for one in remarks)]).format_map(parts)


def remark(key: str, **parts: object) -> str:
    """One addition on its own."""
    return messages()["remark"][key].format_map(parts)


def turned(what: str = "rate", *, down: bool) -> str:
    """How a change is called: `what` is rate, amount or yearly."""
    return messages()["down" if down else "up"][what]
