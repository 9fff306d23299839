"""The database of a cache: opened on first use, set aside where it is corrupt, and what goes wrong said in a line."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from policysum.errors import PolicysumError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["CacheError", "Database"]

_log = logging.getLogger("policysum.llm")

_NAME = "cache.db"
_PAGES = 512  # of 4 KB that a connection keeps
_FULL = 2
"""sqlite's most careful way of writing: what is committed outlives a power cut."""
_CORRUPT = frozenset({11, 26})  # SQLITE_CORRUPT, SQLITE_NOTADB
_NOT_OURS = 1
"""SQLITE_ERROR: while a database is opened, it has other tables than ours, or settings that are none."""
_PASSING = (
    "Nothing in it is lost: check its permissions, the space on its disk and the limit of open files, "
    "or set POLICYSUM_CACHE_DIR to another folder."
)
"""Never that the cache be cleared: the answers in it are paid for."""


class CacheError(PolicysumError):
    """The response cache cannot be used."""


class Database:
    """Text by key in one sqlite database, through diskcache.

    Args:
        directory: its folder.
        most_bytes: beyond this size the oldest entries are dropped, and a power cut may cost the newest; None keeps
            everything for good.
    """

    def __init__(self, directory: Path, most_bytes: int | None) -> None:
        """Open nothing yet, so that a process may fork before."""
        self._directory, self._most_bytes = directory, most_bytes
        self._lock = threading.Lock()
        self._cache: Any = None

    @property
    def exists(self) -> bool:
        """Whether anything was ever stored."""
        return (self._directory / _NAME).exists()

    @property
    def bytes(self) -> int:
        """Its size on the disk."""
        return sum(part.stat().st_size for part in self._directory.glob(_NAME + "*"))

    def get(self, key: str) -> str | None:
        """The text under a key."""
        found: str | None = self._do(lambda cache: cache.get(key))
        return found

    def put(self, entries: list[tuple[str, str]]) -> None:
        """Store texts under their keys, all or none."""
        if not entries:
            return

        def put(cache: Any) -> None:
            if self._most_bytes is None:
                # Not a setting of the whole cache: diskcache writes every setting on opening and would sync after each.
                cache.reset("sqlite_synchronous", _FULL, update=False)
            with cache.transact(retry=True):
                for key, text in entries:
                    cache.set(key, text, tag=time.time())

        self._do(put)

    def touch(self) -> None:
        """Open it for writing on this thread, to find out whether anything can be stored."""

        def nothing(cache: Any) -> None:
            with cache.transact(retry=True):
                pass

        self._do(nothing)

    def entries(self) -> Iterator[tuple[str, str, float | None]]:
        """Each key with its text and when it was stored, where that is known; what is not plain text is left out."""
        if not self.exists:
            return
        for key in self._do(lambda cache: list(cache.iterkeys())):
            text, stored = self._do(partial(_dated, key=key))
            if text:
                yield key, text, stored if isinstance(stored, float) else None

    def remove(self, keys: list[str]) -> None:
        """Remove entries."""
        if not keys:
            return

        def remove(cache: Any) -> None:
            with cache.transact(retry=True):
                for key in keys:
                    cache.delete(key)

        self._do(remove)

    def clear(self) -> int:
        """Remove everything and say how many entries that were."""
        count: int = self._do(lambda cache: cache.clear(retry=True)) if self.exists else 0
        return count

    def close(self) -> None:
        """Close it for this thread (diskcache keeps a connection for each) and for those to come."""
        with self._lock:
            cache, self._cache = self._cache, None
        if cache is not None:
            cache.close()

    def close_thread(self) -> None:
        """Close the connection of this thread alone."""
        if self._cache is not None:
            self._cache.close()

    def _do(self, operation: Callable[[Any], Any]) -> Any:
        """Run one operation; a database found corrupt on the way is set aside and the operation repeated."""
        try:
            return operation(self._opened())
        except sqlite3.DatabaseError as error:
            if _code(error) not in _CORRUPT:
                raise self._wrong(error) from error
            self._set_aside()
            return operation(self._opened())
        except CacheError:
            raise
        except Exception as error:
            raise self._wrong(error) from error

    def _wrong(self, error: BaseException) -> CacheError:
        said = error.strerror if isinstance(error, OSError) else None
        reason = said or str(error) or type(error).__name__
        what = f"the response cache cannot be used ({reason})"
        return CacheError(what, where=str(self._directory), hint=_PASSING)

    def _opened(self) -> Any:
        with self._lock:
            if self._cache is None:
                try:
                    self._cache = self._build()
                except sqlite3.DatabaseError as error:
                    if _code(error) not in {_NOT_OURS, *_CORRUPT}:
                        raise self._wrong(error) from error
                    self._move_away()
                    self._cache = self._build()
                except OSError as error:
                    raise self._wrong(error) from error
            return self._cache

    def _build(self) -> Any:
        from policysum.llm.plain_cache import PlainCache

        if self._directory.is_symlink():
            raise CacheError(
                "the folder of the cache is a link, and what it leads to may be somebody else's",
                where=str(self._directory),
                hint="Remove the link, or set POLICYSUM_CACHE_DIR to the folder that is meant.",
            )
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)  # nobody looks in before it is closed
        self._directory.chmod(0o700)
        # One entry at a time is looked up: the defaults would keep up to 96 MB of a large cache in memory.
        options: dict[str, Any] = {"sqlite_mmap_size": 0, "sqlite_cache_size": _PAGES}
        if self._most_bytes is None:
            # The default throws paid answers away beyond 1 GiB, in silence.
            options |= {"eviction_policy": "none", "cull_limit": 0}
        else:
            options |= {"eviction_policy": "least-recently-stored", "size_limit": self._most_bytes}
        return PlainCache(str(self._directory), **options)

    def _set_aside(self) -> None:
        with self._lock:
            if self._cache is not None:
                self._cache.close()
                self._cache = None
            self._move_away()

    def _move_away(self) -> None:
        stamp = f"corrupt-{time.time_ns()}"
        for part in self._directory.glob(_NAME + "*"):
            if "corrupt-" not in part.name:
                part.replace(part.with_name(f"{part.name}.{stamp}"))
        _log.warning(
            "%s: the response cache was corrupt; set aside as *.%s and started anew", self._directory, stamp
        )


def _dated(cache: Any, *, key: str) -> Any:
    return cache.get(key, tag=True)


def _code(error: sqlite3.DatabaseError) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
