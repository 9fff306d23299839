"""What a result depends on besides the text of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["document_key"]


def document_key(name: str, path: str | None, fields: Mapping[str, str], *, ocr: bool) -> str:
    """The key of a document: its plain name, unless it lies in a folder, a table says something of it, or it is scanned."""
    said = [f"{part}={fields[part]}" for part in sorted(fields) if part.startswith("row.")]
    return "\n".join((name, *([path] if path and path != name else []), *said, *(["ocr"] if ocr else [])))
