"""How the bytes of a file get in: from an open handle, once, and never more than a bound."""

from __future__ import annotations

import io
import math
import os
import select
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Never

    from _typeshed import WriteableBuffer

__all__ = ["bounded_bytes", "bounded_lines"]

_PIECE = 1 << 16
MAX_BYTES = 64 * 1024 * 1024  # of a file, which may be a table of many reports
PIPE_SILENCE = 30.0  # seconds that a pipe which is named may be silent; standard input may be for ever
PIPE_SECONDS = 300.0  # and that it may take in all


def bounded_bytes(path: str | Path) -> bytes:
    """Read a file whole; a pipe is read once, to its end.

    Args:
        path: a file, or `-` for standard input.

    Raises:
        DocumentError: it is a device, too large, or a pipe that nobody writes into.
        OSError: it cannot be read.
    """
    if str(path) == "-":
        return _read(sys.stdin.buffer, "stdin")
    where = str(path)
    with _opened(Path(path)) as handle:
        size = _no_device(handle, where).st_size
        _check_size(size, where)
        return _read(handle, where, size)


def _opened(path: Path) -> BinaryIO:
    """Open a file; what is not there yet is waited for in a pipe alone, and not for ever."""
    file = io.FileIO(path, "rb", opener=_without_waiting)
    waits = stat.S_ISFIFO(os.fstat(file.fileno()).st_mode)
    return io.BufferedReader(_Pipe(file, str(path)) if waits else file)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


class _Pipe(io.RawIOBase):
    """A pipe that has a name, whose other end may not be there, or may never say that it is done."""

    def __init__(self, raw: io.RawIOBase, where: str) -> None:
        super().__init__()
        self._raw, self._where = raw, where
        self._end = time.monotonic() + PIPE_SECONDS

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._raw.fileno()

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while True:
            left = self._end - time.monotonic()
            ready, _, _ = select.select([self], [], [], max(0.0, min(PIPE_SILENCE, left)))
            if not ready:
                self._give_up(left)
            count = self._raw.readinto(buffer)
            if count is not None:
                return count

    def _give_up(self, left: float) -> Never:
        what = (
            f"is a pipe out of which nothing comes for {PIPE_SILENCE:.0f} seconds"
            if left > PIPE_SILENCE
            else f"is a pipe that does not end within {PIPE_SECONDS:.0f} seconds"
        )
        raise DocumentError(
            what, where=self._where, hint="Save it as a file and name that, or give it on standard input as -"
        )

    def close(self) -> None:
        self._raw.close()
        super().close()


def _read(handle: BinaryIO, where: str, size: int = 0) -> bytes:
    """Read to the end, or to the bound; at once would take the memory of the bound for a file of any size.

    Args:
        handle: an open file.
        where: its name, for the error.
        size: what it should hold, where that is known: it may have grown.
    """
    data = handle.read(size) if size else b""
    pieces = [data]
    total = len(data)
    while total <= MAX_BYTES and (piece := handle.read(_PIECE)):
        pieces.append(piece)
        total += len(piece)
    _check_size(total, where)
    return b"".join(pieces)


def bounded_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file of any length, of which none may be longer than a whole file elsewhere.

    Raises:
        DocumentError: it is a device, or has such a line.
        OSError: it cannot be read.
    """
    where = str(path)
    with _opened(path) as handle:
        _no_device(handle, where)
        while line := handle.readline(MAX_BYTES + 1):
            _check_size(len(line), where)
            yield line


def _no_device(handle: BinaryIO, where: str) -> os.stat_result:
    facts = os.fstat(handle.fileno())
    if stat.S_ISCHR(facts.st_mode) or stat.S_ISBLK(facts.st_mode):
        raise DocumentError("is a device, not a file", where=where, hint="Name a file, or - for stdin.")
    return facts


def _check_size(size: int, where: str) -> None:
    if size > MAX_BYTES:
        raise DocumentError(
            f"the file has {math.ceil(size / 1_000_000)} MB, more than the {MAX_BYTES // 1_000_000} MB that are read",
            where=where,
            hint="Split it into single reports",
        )
