"""A disk for diskcache that never unpickles: CVE-2025-69872 is unfixed in 5.6.3.

diskcache decides by a row's mode whether to unpickle it, so whoever can write the database can run
code in the process that reads it, even where only strings were ever stored. JSONDisk is no help. This
one stores strings as they are, in the row itself, and refuses everything else in both directions.
Imported lazily: it needs diskcache.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import diskcache
from diskcache.core import DEFAULT_SETTINGS, METADATA

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PicklelessDisk", "TamperedRowError", "forget_odd_settings"]

_RAW = 1  # diskcache's mode for a value kept in the row as it is


class TamperedRowError(Exception):
    """A row holds something this cache never writes."""


class PicklelessDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache has no types
    """Strings in, strings out."""

    def put(self, key: Any) -> tuple[str, bool]:
        """Take a key for the database."""
        if type(key) is not str:
            raise TypeError(f"cache keys are strings, not {type(key).__name__}")
        return key, True

    def get(self, key: Any, raw: Any) -> str:
        """Give back a key from the database."""
        if not raw or type(key) is not str:
            raise TamperedRowError("a key is not plain text")
        return key

    def store(self, value: Any, read: bool, key: Any = None) -> tuple[int, int, None, str]:  # noqa: ARG002  # diskcache's signature
        """Take a value for the database: always in the row, so that one commit holds all of it."""
        if read or type(value) is not str:
            raise TypeError(f"cached values are strings, not {type(value).__name__}")
        return 0, _RAW, None, value

    def fetch(self, mode: Any, filename: Any, value: Any, read: Any) -> str:
        """Give back a value from the database."""
        if mode != _RAW or filename is not None or read or type(value) is not str:
            raise TamperedRowError("a value is not plain text")
        return value

    def remove(self, file_path: Any) -> None:
        """Remove no file: none of ours has a name, and a planted one may point anywhere."""


def forget_odd_settings(database: Path) -> None:
    """Remove settings that diskcache never wrote: it hands each one it finds to its disk, or to a pragma."""
    if not database.exists():
        return
    known = DEFAULT_SETTINGS | METADATA
    with (
        suppress(sqlite3.OperationalError),  # a database without settings, or one that is not writable
        closing(sqlite3.connect(database, timeout=60, isolation_level=None)) as connection,
    ):
        rows = connection.execute("SELECT key, value FROM Settings").fetchall()
        odd = [key for key, value in rows if key not in known or type(value) is not type(known[key])]
        connection.executemany("DELETE FROM Settings WHERE key = ?", [(key,) for key in odd])
