"""Raw model responses on disk: what was paid for once is never asked again.

The raw response is kept, not what was made of it, so that parsing, merging and verifying run again on
every call. Nothing is ever evicted in silence, nothing is pickled (see `_disk`), and the directory
belongs to its user alone. Not for network file systems: sqlite's locks do not hold there.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Self

from policysum.document import bounded_lines
from policysum.errors import PolicysumError
from policysum.llm.claims import Claims
from policysum.llm.rows import ForeignRowError, exported, imported, opened_row, sealed_row, write_lines
from policysum.places import cache_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from contextlib import AbstractAsyncContextManager

__all__ = ["CacheError", "CacheInfo", "ResponseCache", "request_key"]

_log = logging.getLogger("policysum.llm")

_DATABASE = "cache.db"
_PAGES = 512  # of 4 KB that a connection keeps
_AT_ONCE = 500
"""Imported entries that share one sync of the disk."""
_CORRUPT = frozenset({11, 26})  # SQLITE_CORRUPT, SQLITE_NOTADB
_HINT = "Run `policysum cache clear`, or set POLICYSUM_CACHE_DIR to another folder."
"""Where what is in it is the fault; never for one that may pass, since the answers in it are paid for."""
_PASSING = (
    "Nothing in it is lost: check its permissions, the space on its disk and the limit of open files, "
    "or set POLICYSUM_CACHE_DIR to another folder."
)


class CacheError(PolicysumError):
    """The response cache cannot be used, or holds something it never wrote."""


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
        self._most_bytes = most_bytes
        self.directory = Path(directory) if directory is not None else cache_dir() / "responses"
        self._lock = threading.Lock()
        self._cache: Any = None
        self._writer: ThreadPoolExecutor | None = None
        self._pending: SimpleQueue[tuple[str, str, asyncio.Future[None]]] = SimpleQueue()
        self._claims: Claims | None = None
        self._is_ready = self._warned = False

    def get(self, key: str) -> dict[str, Any] | None:
        """Look an entry up; one that this user did not write on this machine is not there.

        Raises:
            CacheError: the row holds something no cache of ours ever wrote.
        """
        row = self._do(lambda cache: cache.get(key, retry=True))
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
        self._put_all([(key, sealed_row(key, entry))])

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
            await asyncio.wrap_future(self._storing(self._try_to_write))
            self._is_ready = True

    def _try_to_write(self) -> None:
        def nothing(cache: Any) -> None:
            with cache.transact(retry=True):
                pass

        self._do(nothing)

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
            self._put_all([(key, text) for key, text, _ in waiting])
        except Exception as caught:  # noqa: BLE001 - it is raised where the entry was put
            error = caught
        for _, _, stored in waiting:
            with suppress(RuntimeError):  # its loop has been closed: nobody waits any more
                stored.get_loop().call_soon_threadsafe(_settle, stored, error)

    def _put_all(self, entries: Sequence[tuple[str, str]]) -> None:
        def put(cache: Any) -> None:
            if self._most_bytes is None:
                # FULL: an answer that was paid for outlives a power cut. Not a setting of the whole cache,
                # because diskcache writes every setting on opening and would sync after each.
                cache.reset("sqlite_synchronous", 2, update=False)
            with cache.transact(retry=True):
                for key, text in entries:
                    cache.set(key, text, retry=True)

        self._do(put)

    def claim(self, key: str) -> AbstractAsyncContextManager[None]:
        """Hold the right to ask for an answer; another process that asks for the same waits until it is here."""
        if self._claims is None:
            self._claims = Claims(self.directory)
        return self._claims.hold(key)

    def info(self) -> CacheInfo:
        """Count entries and bytes."""
        path = self.directory / _DATABASE
        if not path.exists():
            return CacheInfo(str(self.directory), 0, 0, None, None)
        self._open()
        with closing(self._connect()) as connection:
            entries, oldest, newest = connection.execute(
                "SELECT count(*), min(store_time), max(store_time) FROM Cache"
            ).fetchone()
        size = sum(part.stat().st_size for part in self.directory.glob(_DATABASE + "*"))
        return CacheInfo(str(self.directory), entries, size, oldest, newest)

    def clear(self) -> int:
        """Remove everything and say how many entries that were."""
        return self.prune(older_than=-1.0)

    def prune(self, older_than: float) -> int:
        """Remove entries stored more than so many seconds ago and say how many they were."""
        if not (self.directory / _DATABASE).exists():
            return 0
        self._open()
        with closing(self._connect()) as connection:
            removed = connection.execute(
                "DELETE FROM Cache WHERE store_time < ?", (time.time() - older_than,)
            ).rowcount
            connection.execute("VACUUM")
        return removed

    def export(self, path: Path | str) -> int:
        """Write every entry as one JSON line to a new file that only its owner may read; say how many there are."""
        return write_lines(Path(path), self._exported())

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
                self._put_all(list(fresh.items()))
                raise CacheError(f"line {number} is not an exported cache entry", where=str(path)) from error
            if self.get(key) is None:  # nothing, or what is not ours
                fresh[key] = sealed_row(key, entry)
            if len(fresh) >= _AT_ONCE:
                self._put_all(list(fresh.items()))
                added, fresh = added + len(fresh), {}
        self._put_all(list(fresh.items()))
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
            cache, writer, self._cache, self._writer = self._cache, self._writer, None, None
            claims, self._claims = self._claims, None
            self._is_ready = False
        if claims is not None:
            claims.close()
        if writer is not None:
            if cache is not None:
                writer.submit(cache.close)  # diskcache keeps a connection per thread
            writer.shutdown(wait=True)
        if cache is not None:
            cache.close()

    def __enter__(self) -> Self:
        """Use the cache within a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it at the end of the block."""
        self.close()

    def _exported(self) -> Iterator[dict[str, Any]]:
        if not (self.directory / _DATABASE).exists():
            return
        disk = self._open().disk
        with closing(self._connect()) as connection:
            rows = connection.execute(
                "SELECT key, raw, store_time, mode, filename, value FROM Cache ORDER BY key"
            )
            for key, raw, stored, mode, filename, value in rows:
                try:
                    text = disk.fetch(mode, filename, value, False)  # diskcache's signature
                    name = disk.get(key, raw)
                except Exception as error:
                    raise self._wrong(error) from error
                if (line := exported(name, stored, text)) is not None:
                    yield line

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.directory / _DATABASE, timeout=60, isolation_level=None)

    def _do(self, operation: Callable[[Any], Any]) -> Any:
        """Run one operation; a database found corrupt on the way is set aside and the operation repeated."""
        try:
            return operation(self._open())
        except sqlite3.DatabaseError as error:
            if not _is_corrupt(error):
                raise self._wrong(error) from error
            self._set_aside()
            return operation(self._open())
        except CacheError:
            raise
        except Exception as error:
            raise self._wrong(error) from error

    def _wrong(self, error: BaseException) -> CacheError:
        from policysum.llm._disk import TamperedRowError

        if isinstance(error, TamperedRowError):
            what = f"the response cache has been tampered with ({error}); nothing in it was run"
            return CacheError(what, where=str(self.directory), hint=_HINT)
        reason = (error.strerror if isinstance(error, OSError) else None) or error or type(error).__name__
        what = f"the response cache cannot be used ({reason})"
        return CacheError(what, where=str(self.directory), hint=_PASSING)

    def _open(self) -> Any:
        with self._lock:
            if self._cache is None:
                try:
                    self._cache = self._build()
                except sqlite3.DatabaseError as error:
                    if not _is_corrupt(error):
                        raise self._wrong(error) from error
                    self._move_away()
                    self._cache = self._build()
                except OSError as error:
                    raise self._wrong(error) from error
            return self._cache

    def _build(self) -> Any:
        """The one factory: diskcache does not remember the disk class when a cache is opened again."""
        import diskcache

        from policysum.llm._disk import PicklelessDisk, forget_odd_settings

        if self.directory.is_symlink():
            raise CacheError(
                "the folder of the cache is a link, and what it leads to may be somebody else's",
                where=str(self.directory),
                hint="Remove the link, or set POLICYSUM_CACHE_DIR to the folder that is meant.",
            )
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.directory.chmod(0o700)
        forget_odd_settings(self.directory / _DATABASE)
        # One entry at a time is looked up: the defaults would keep up to 96 MB of a large cache in memory.
        options: dict[str, Any] = {"sqlite_mmap_size": 0, "sqlite_cache_size": _PAGES}
        if self._most_bytes is None:
            # The default throws paid answers away beyond 1 GiB, in silence.
            options |= {"eviction_policy": "none", "cull_limit": 0}
        else:
            options |= {"eviction_policy": "least-recently-stored", "size_limit": self._most_bytes}
        return diskcache.Cache(str(self.directory), disk=PicklelessDisk, **options)

    def _set_aside(self) -> None:
        with self._lock:
            if self._cache is not None:
                self._cache.close()
                self._cache = None
            self._move_away()

    def _move_away(self) -> None:
        stamp = f"corrupt-{time.time_ns()}"
        for part in self.directory.glob(_DATABASE + "*"):
            if "corrupt-" not in part.name:
                part.replace(part.with_name(f"{part.name}.{stamp}"))
        _log.warning(
            "%s: the response cache was corrupt; set aside as *.%s and started anew", self.directory, stamp
        )


def _settle(stored: asyncio.Future[None], error: Exception | None) -> None:
    if stored.done():
        return
    if error is None:
        stored.set_result(None)
    else:
        stored.set_exception(copy(error))


def _is_corrupt(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _CORRUPT
