"""How the bytes of a file get in: from an open handle, once, and never more than a bound."""

from __future__ import annotations

import math
import os
import stat
import sys
from pathlib import Path

from policysum.errors import DocumentError

__all__ = ["bounded_bytes"]

MAX_BYTES = 64 * 1024 * 1024  # of a file, which may be a table of many reports


def bounded_bytes(path: str | Path) -> bytes:
    """Read a file whole; a pipe is read once, to its end.

    Args:
        path: a file, or `-` for standard input.

    Raises:
        DocumentError: it is a device, or too large.
        OSError: it cannot be read.
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        _check_size(len(data), "stdin")
        return data
    where = str(path)
    with Path(path).open("rb") as handle:
        facts = os.fstat(handle.fileno())
        if stat.S_ISCHR(facts.st_mode) or stat.S_ISBLK(facts.st_mode):
            raise DocumentError("is a device, not a file", where=where, hint="Name a file, or - for stdin.")
        _check_size(facts.st_size, where)
        data = handle.read(MAX_BYTES + 1)
    _check_size(len(data), where)
    return data


def _check_size(size: int, where: str) -> None:
    if size > MAX_BYTES:
        raise DocumentError(
            f"the file has {math.ceil(size / 1_000_000)} MB, more than the {MAX_BYTES // 1_000_000} MB that are read",
            where=where,
            hint="Split it into single reports",
        )
