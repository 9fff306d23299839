"""Raw model responses on disk: what was paid for once is never asked again.

The raw response is kept, not what was made of it, so that parsing, merging and verifying run again on
every call. Nothing is ever evicted in silence, nothing is pickled (see `plain_cache`), and the directory
belongs to its user alone. Not for network file systems: sqlite's locks do not hold there.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Self

from policysum.document import bounded_lines
from policysum.llm.database import CacheError, Database
from policysum.llm.request_lock import Claims
from policysum.llm.rows import ForeignRowError, exported, imported, opened_row, sealed_row, write_lines
from policysum.places import cache_dir

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from contextlib import AbstractAsyncContextManager

__all__ = ["CacheError", "CacheInfo", "ResponseCache", "request_key"]

_log = logging.getLogger("policysum.llm")

_AT_ONCE = 500
"""Imported entries that share one sync of the disk."""


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What is in a cache; times are seconds since the epoch."""

    directory: str
    entries: int
    bytes: int
    oldest: float | None
    newest: float | None


def request_key(*, server: str, body: dict[str, Any], prompt: str, attempt: int) -> str:
    """Hash everything that decides an answer; never the API key, time-outs or retries."""
    identity = {"v": 1, "server": server, "body": body, "prompt": prompt, "attempt": attempt}
    canonical = json.dumps(
        identity, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class ResponseCache:
    """Entries (small JSON objects) by request key, in one sqlite database.

    Opened on first use, so that a process may fork before. Safe for several processes at once.

    Args:
        directory: folder of the database; the default folder if None.
        most_bytes: for what can be made again without a model: the oldest entries are dropped beyond this size,
            and a power cut may cost the newest. None keeps everything for good.
    """

    def __init__(self, directory: Path | str | None = None, *, most_bytes: int | None = None) -> None:
        self.directory = Path(directory) if directory is not None else cache_dir() / "responses"
        self._database = Database(self.directory, most_bytes)
        self._lock = threading.Lock()
        self._writer: ThreadPoolExecutor | None = None
        self._pending: SimpleQueue[tuple[str, str, asyncio.Future[None]]] = SimpleQueue()
        self._claims: Claims | None = None
        self._is_ready = self._warned = False

    def get(self, key: str) -> dict[str, Any] | None:
        """Look an entry up; one that this user did not write on this machine is not there.

        Raises:
            CacheError: the database cannot be used.
        """
        row = self._database.get(key)
        try:
            return None if row is None else opened_row(key, row)
        except ForeignRowError:
            if not self._warned:
                self._warned = True
                _log.warning(
                    "%s: it holds what was not written by you on this machine; that is not used, but made anew",
                    self.directory,
                )
            return None

    def put(self, key: str, entry: dict[str, Any]) -> None:
        """Store an entry; it is on disk, power cut or not, when this returns."""
        self._database.put([(key, sealed_row(key, entry))])

    async def aput(self, key: str, entry: dict[str, Any]) -> None:
        """Store an entry without holding the event loop; entries that come while the disk syncs share the next sync."""
        loop = asyncio.get_running_loop()
        stored: asyncio.Future[None] = loop.create_future()
        self._pending.put((key, sealed_row(key, entry), stored))
        self._storing(self._put_pending)
        await stored

    async def ready(self) -> None:
        """Have the thread that stores open the database for writing, so that no answer is paid for and then lost.

        Raises:
            CacheError: nothing can be stored.
        """
        if not self._is_ready:
            await asyncio.wrap_future(self._storing(self._database.touch))
            self._is_ready = True

    def _storing(self, work: Callable[[], None]) -> Future[None]:
        with self._lock:
            if self._writer is None:
                self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="policysum-cache")
            return self._writer.submit(work)

    def _put_pending(self) -> None:
        """Store everything that waits; nothing, where the call before has taken it along."""
        waiting: list[tuple[str, str, asyncio.Future[None]]] = []
        with suppress(Empty):
            while True:
                waiting.append(self._pending.get_nowait())
        if not waiting:
            return
        error: Exception | None = None
        try:
            self._database.put([(key, text) for key, text, _ in waiting])
        except Exception as caught:  # noqa: BLE001 - it is raised where the entry was put
            error = caught
        for _, _, stored in waiting:
            with suppress(RuntimeError):  # its loop has been closed: nobody waits any more
                stored.get_loop().call_soon_threadsafe(_settle, stored, error)

    def claim(self, key: str) -> AbstractAsyncContextManager[None]:
        """Hold the right to ask for an answer; another process that asks for the same waits until it is here."""
        if self._claims is None:
            self._claims = Claims(self.directory)
        return self._claims.hold(key)

    def info(self) -> CacheInfo:
        """Count entries and bytes."""
        times = [stored for _, _, stored in self._database.entries()]
        known = [stored for stored in times if stored is not None]
        size = self._database.bytes
        return CacheInfo(
            str(self.directory), len(times), size, min(known, default=None), max(known, default=None)
        )

    def clear(self) -> int:
        """Remove everything and say how many entries that were."""
        return self._database.clear()

    def prune(self, older_than: float) -> int:
        """Remove entries stored more than so many seconds ago and say how many they were."""
        last = time.time() - older_than
        old = [key for key, _, stored in self._database.entries() if stored is not None and stored < last]
        self._database.remove(old)
        return len(old)

    def export(self, path: Path | str) -> int:
        """Write every entry as one JSON line to a new file that only its owner may read; say how many there are."""
        lines = (exported(key, stored, text) for key, text, stored in self._database.entries())
        return write_lines(Path(path), (line for line in lines if line is not None))

    def import_(self, path: Path | str, *, trust: bool = False) -> int:
        """Add the entries of an exported file that are not here yet and say how many that were.

        Args:
            path: the file.
            trust: take also what another user, or this one on another machine, exported.

        Raises:
            CacheError: a line is not an exported entry (the lines before it have been added), or some were exported
                by somebody else and are left out.
        """
        added = foreign = 0
        fresh: dict[str, str] = {}
        for number, line in enumerate(bounded_lines(Path(path)), start=1):
            text = line.decode()  # outside: what is no text at all is said otherwise
            try:
                key, entry = imported(text, trust=trust)
            except ForeignRowError:
                foreign += 1
                continue
            except ValueError as error:
                self._database.put(list(fresh.items()))
                raise CacheError(f"line {number} is not an exported cache entry", where=str(path)) from error
            if self.get(key) is None:  # nothing, or what is not ours
                fresh[key] = sealed_row(key, entry)
            if len(fresh) >= _AT_ONCE:
                self._database.put(list(fresh.items()))
                added, fresh = added + len(fresh), {}
        self._database.put(list(fresh.items()))
        added += len(fresh)
        if foreign:
            raise CacheError(
                f"{foreign} of its answers were not exported by you on this machine and are left out",
                where=str(path),
                hint="If you trust whoever wrote them, import the file with --trust.",
            )
        return added

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        with self._lock:
            writer, self._writer = self._writer, None
            claims, self._claims = self._claims, None
            self._is_ready = False
        if claims is not None:
            claims.close()
        if writer is not None:
            writer.submit(self._database.close_thread)
            writer.shutdown(wait=True)
        self._database.close()

    def __enter__(self) -> Self:
        """Use the cache within a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it at the end of the block."""
        self.close()


def _settle(stored: asyncio.Future[None], error: Exception | None) -> None:
    if stored.done():
        return
    if error is None:
        stored.set_result(None)
    else:
        stored.set_exception(copy(error))
