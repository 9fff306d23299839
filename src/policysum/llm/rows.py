"""Rows of a cache: each sealed together with its key, so that what somebody else wrote is never used."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from policysum.seal import genuine, seal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["ForeignRowError", "exported", "imported", "opened_row", "sealed_row", "write_lines"]

_SEPARATOR = " "


class ForeignRowError(Exception):
    """A row was not written by this user on this machine."""


def sealed_row(key: str, entry: dict[str, Any]) -> str:
    """An entry as it is kept: its seal, and its JSON."""
    text = _text_of(entry)
    return f"{seal(_sealed(key, text))}{_SEPARATOR}{text}"


def opened_row(key: str, row: str) -> dict[str, Any]:
    """The entry of a row.

    Raises:
        ForeignRowError: its seal is none of ours, or belongs to another key.
    """
    claimed, _, text = row.partition(_SEPARATOR)
    if not genuine(_sealed(key, text), claimed):
        raise ForeignRowError(key)
    entry = json.loads(text)
    assert isinstance(entry, dict)  # nothing else is ever sealed
    return entry


def exported(key: str, stored: float | None, row: str) -> dict[str, Any] | None:
    """A row as one line of an exported file, whoever wrote it; None where it holds no entry."""
    claimed, _, text = ("", "", row) if row.startswith("{") else row.partition(_SEPARATOR)
    with suppress(ValueError, RecursionError):
        if isinstance(entry := json.loads(text), dict):
            return {"key": key, "stored": stored, "entry": entry, "seal": claimed}
    return None


def imported(line: str, *, trust: bool) -> tuple[str, dict[str, Any]]:
    """Key and entry of one line of an exported file.

    Raises:
        ForeignRowError: this user did not export it on this machine, and it is not to be trusted.
        ValueError: it is no such line.
    """
    try:
        record = json.loads(line)
        key, entry = record["key"], dict(record["entry"].items())
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not an exported entry") from error
    if type(key) is not str:
        raise ValueError("not an exported entry")
    key.encode()  # half a character raises a ValueError: no database takes it
    if not trust and not genuine(_sealed(key, _text_of(entry)), record.get("seal")):
        raise ForeignRowError(key)
    return key, entry


def write_lines(target: Path, lines: Iterable[dict[str, Any]]) -> int:
    """Write JSON objects to a new file that only its owner may read, at once or not at all; say how many."""
    count = 0
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    with suppress(FileNotFoundError):
        unfinished.unlink()
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            for count, line in enumerate(lines, start=1):  # noqa: B007 - the last count is how many there are
                out.write(_text_of(line) + "\n")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _sealed(key: str, text: str) -> bytes:
    return f"{key}\n{text}".encode("utf-8", "surrogatepass")


def _text_of(entry: dict[str, Any]) -> str:
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character: escaped, since no database takes it
        return json.dumps(entry, separators=(",", ":"))
    return text
