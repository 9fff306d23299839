"""A path becomes documents; the format is told by content."""

from __future__ import annotations

import sys
from pathlib import Path

from policysum.document.decode import decode
from policysum.document.model import Document
from policysum.errors import DocumentError

__all__ = ["load_documents", "read_document"]

MAX_BYTES = 64 * 1024 * 1024


def read_document(path: str | Path) -> Document:
    """Read one report.

    Args:
        path: a file, or `-` for standard input.

    Raises:
        DocumentError: the file is missing, empty, binary, undecodable, too large or of a format not read.
    """
    name, data = _bytes_of(path)
    text, encoding = decode(data, where=name)
    return Document(name, text, encoding)


def load_documents(path: str | Path, text_column: str | None = None) -> list[Document]:
    """Read every report of a file: one, or one a row of a table."""
    del text_column
    return [read_document(path)]


def _bytes_of(path: str | Path) -> tuple[str, bytes]:
    if str(path) == "-":
        return "stdin", sys.stdin.buffer.read(MAX_BYTES + 1)
    file = Path(path)
    where = str(path)
    if file.is_dir():
        raise DocumentError(
            "is a folder, not a file", where=where, hint="Name the files, or use a pattern such as *.txt"
        )
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(
                f"the file has {size // 1_000_000} MB; reports have less than {MAX_BYTES // 1_000_000}",
                where=where,
                hint="Split it into single reports",
            )
        return file.name, file.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError("no such file", where=where, hint="Check the path") from error
    except OSError as error:
        raise DocumentError(
            f"cannot be read ({error.strerror})", where=where, hint="Check its permissions"
        ) from error
