"""How messages name options: as the command line has them, or as the functions of Python do.

They are written as the command line has them; whoever calls a function reads `base_url` for --base-url, and
`engine="local"` for --engine local.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["IN_PYTHON", "of_commands", "said"]

IN_PYTHON = {
    "base-url": "base_url", "budget": "budget", "concurrency": "concurrency", "engine": "engine", "model": "model",
    "ocr": "ocr=True", "patience": "patience in retries", "prompts": "prompts", "rpm": "rpm", "timeout": "timeout", "tpm": "tpm",
}  # fmt: skip
"""Option of the command line -> what a function takes; those that are of the command alone are missing."""
_OPTION = re.compile(r"--([a-z]+(?:-[a-z]+)*)\b(?: ([A-Z]+(?:\.[a-z]+)?|openai|local|extractive)\b)?")


class _Reader:
    """Who reads what is said: a caller of Python, until a command runs."""

    of_commands = False


@contextmanager
def of_commands() -> Iterator[None]:
    """Have what is said meanwhile name options as the command line has them."""
    before, _Reader.of_commands = _Reader.of_commands, True
    try:
        yield
    finally:
        _Reader.of_commands = before


def said(text: str) -> str:
    """A message in the words of whoever reads it."""
    return text if _Reader.of_commands else _OPTION.sub(_argument, text)


def _argument(option: re.Match[str]) -> str:
    name, value = IN_PYTHON.get(option[1], ""), option[2]
    if not name:
        return option[0]
    return f'{name}="{value}"' if value else name
