"""Processes that share a cache do not ask for the same answer at the same time.

A claim is a lock on one byte of one file, chosen by the hash of the request. The system gives it back when its
process ends, however that ends, so no claim outlives a `kill -9`. Where there are no such locks (Windows, some
network file systems) a claim always succeeds, and the worst is that two processes pay for the same answer.
"""

from __future__ import annotations

import asyncio
import os
import threading
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

__all__ = ["Claims"]

_FILE = "claims"
_SHORTEST, _LONGEST = 0.02, 0.5
"""Seconds between two looks whether another process is done."""
_DIGITS = 15  # hexadecimal digits of the hash that make an offset: 60 bits, which every file system can lock


class Claims:
    """Claims on requests by key, in the folder of a cache."""

    def __init__(self, directory: Path) -> None:
        """Claim nothing yet."""
        self._path = directory / _FILE
        self._lock = threading.Lock()
        self._file: int | None = None

    @asynccontextmanager
    async def hold(self, key: str) -> AsyncIterator[None]:
        """Hold a claim; wait while another process holds it."""
        offset = int(key[:_DIGITS], 16)
        pause = _SHORTEST
        while not self._take(offset):
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST)
        try:
            yield
        finally:
            self._give_back(offset)

    def close(self) -> None:
        """Give every claim back."""
        with self._lock:
            if self._file is not None:
                os.close(self._file)
                self._file = None

    def _take(self, offset: int) -> bool:
        if fcntl is None:
            return True
        try:
            file = self._opened()
        except OSError:
            return True  # a cache that cannot be written says so itself
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, offset)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            return True  # no locks here: better pay twice than never
        return True

    def _opened(self) -> int:
        with self._lock:
            if self._file is None:
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            return self._file

    def _give_back(self, offset: int) -> None:
        if fcntl is not None and self._file is not None:
            with suppress(OSError):
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, offset)
