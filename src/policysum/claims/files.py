"""Claims from a file or standard input: JSON, JSON Lines, CSV, Excel, or prose."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policysum.claims.tables import csv_rows, looks_like_csv, xlsx_rows
from policysum.errors import ClaimsError, DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMATS", "load_claims"]

FORMATS = ("json", "jsonl", "csv", "xlsx", "text")

_SUFFIXES = {
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx",
    ".txt": "text", ".md": "text", ".docx": "document", ".pdf": "document", ".html": "document", ".htm": "document",
}  # fmt: skip
_LONG_INTEGER = 18
"""Digits up to which a JSON integer becomes an int; Python refuses to parse absurdly long ones."""


def load_claims(path: str | Path, kind: str | None = None) -> object:
    """Read claims from a file.

    Args:
        path: A file, or `-` for standard input.
        kind: One of `FORMATS`; without it the suffix says it, and where that says nothing, the content.

    Returns:
        What the file holds: of JSON the value, of JSON Lines and tables a list, of anything else the text.
        Decimals are kept as printed.

    Raises:
        ClaimsError: The file cannot be read, is not of its format, or names a key twice in one object.
    """
    from policysum.document import bounded_bytes, read_document
    from policysum.document.decode import decode

    where = str(path)
    kind = kind or _SUFFIXES.get("" if where == "-" else Path(path).suffix.casefold())
    try:
        if kind == "document":
            return read_document(path).source
        data = bounded_bytes(path)
        kind = kind or _kind_of(data, lambda: decode(data, where=where)[0])
        if kind == "xlsx":
            return xlsx_rows(data, where)
        if kind in {"csv", "text"}:
            text = decode(data, where=where)[0]
            return csv_rows(text, where) if kind == "csv" else text
        return _json(data, where, lines=kind == "jsonl")
    except DocumentError as error:
        raise ClaimsError(error.what, where=where, hint=error.hint) from error
    except OSError as error:
        raise ClaimsError(
            f"cannot be read: {error.strerror}", where=where, hint="Check the name of the claims file."
        ) from error


def _kind_of(data: bytes, text: Callable[[], str]) -> str:
    """The format of claims that come without a name."""
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")):
        first, _, rest = head.partition(b"\n")
        return "jsonl" if rest.strip() and _parses(first) else "json"
    if _parses(head):  # a lone string or number
        return "json"
    return "csv" if looks_like_csv(text()) else "text"


def _parses(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _json(data: bytes, where: str, *, lines: bool) -> object:
    try:
        text = data.decode("utf-8-sig")
        # Not splitlines: a string of JSON may hold the other characters that end a line.
        return [_parse(line) for line in text.split("\n") if line.strip()] if lines else _parse(text)
    except UnicodeDecodeError as error:
        raise ClaimsError(
            "not UTF-8", where=where, hint="Save the claims as UTF-8, as JSON demands."
        ) from error
    except ClaimsError as error:
        raise ClaimsError(error.what, where=where, hint=error.hint) from error
    except json.JSONDecodeError as error:
        raise ClaimsError(
            f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}",
            where=where,
            hint="Give JSON, a table (.csv, .xlsx), or prose with the suffix .txt or .md.",
        ) from error
    except RecursionError as error:
        raise ClaimsError(
            "JSON nested too deep to be read", where=where, hint="Flatten the claims and try again."
        ) from error


def _parse(text: str) -> object:
    return json.loads(text, parse_float=Decimal, parse_int=_integer, object_pairs_hook=_object)


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= _LONG_INTEGER else Decimal(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise ClaimsError(
            f"the key {twice!r} stands twice in one object, so one of its numbers would go unchecked",
            hint="Give every number its own key.",
        )
    return values
