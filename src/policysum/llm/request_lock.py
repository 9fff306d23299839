"""Processes that share a cache do not ask for the same answer at the same time.

A claim is a lock on one of so many files, chosen by the hash of the request. Requests of one process never wait for
each other here (`flight` sees to those that are the same). Where there are no locks, as on some network file systems,
a claim always succeeds, and the worst is that two processes pay for the same answer.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from policysum.locks import give_back, take

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

__all__ = ["Claims"]

_FOLDER = "claims.d"
_DIGITS = 3
"""Hexadecimal digits of the hash that choose the file: 4,096 files, so that two requests seldom share one."""
_SHORTEST, _LONGEST = 0.02, 0.5
"""Seconds between two looks whether another process is done."""


class Claims:
    """Claims on requests by key, in the folder of a cache."""

    def __init__(self, directory: Path) -> None:
        """Claim nothing yet."""
        self._folder = directory / _FOLDER
        self._lock = threading.Lock()
        self._files: dict[str, int | None] = {}
        self._holders: dict[str, int] = {}

    @asynccontextmanager
    async def hold(self, key: str) -> AsyncIterator[None]:
        """Hold a claim; wait while another process holds it."""
        name = key[:_DIGITS]
        pause = _SHORTEST
        while not self._take(name):
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST)
        try:
            yield
        finally:
            self._give_back(name)

    def close(self) -> None:
        """Give every claim back."""
        with self._lock:
            files, self._files = self._files, {}
            self._holders.clear()
        for file in files.values():
            if file is not None:
                give_back(file)

    def _take(self, name: str) -> bool:
        with self._lock:
            if name not in self._files:
                try:
                    self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                    if (file := take(self._folder / f"{name}.lock")) is None:
                        return False
                except OSError:
                    file = None  # no locks here, or none to be had: better pay twice than never
                self._files[name] = file
            self._holders[name] = self._holders.get(name, 0) + 1
            return True

    def _give_back(self, name: str) -> None:
        with self._lock:
            if name not in self._holders:
                return  # closed meanwhile
            self._holders[name] -= 1
            if self._holders[name]:
                return
            del self._holders[name]
            file = self._files.pop(name)
        if file is not None:
            give_back(file)
