"""diskcache for text alone, which neither unpickles a row nor obeys a setting that somebody planted.

diskcache decides by a row's mode whether to unpickle it, so whoever can write the database can run code in the
process that reads it, even where only strings were ever stored (CVE-2025-69872, unfixed in 5.6.3; JSONDisk is no
help). Here whatever is not plain text in its own row reads as the empty text, which is no entry of anybody's.
Imported lazily: it needs diskcache.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Any

import diskcache
from diskcache.core import DEFAULT_SETTINGS, ENOVAL, METADATA

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PlainCache"]

_RAW = 1  # diskcache's mode for a value kept in the row as it is
_KNOWN = DEFAULT_SETTINGS | METADATA
_LASTING = frozenset({8, 10, 13, 14})
"""Codes of SQLite for what waiting does not mend: read-only, a fault of the disk, full, cannot be opened."""


class _PlainDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache has no types
    """Strings in, strings out."""

    def __init__(self, directory: str, **_: Any) -> None:
        """Take no setting: there is nothing to set, and the database may name any."""
        super().__init__(directory)

    def put(self, key: Any) -> tuple[str, bool]:
        """Take a key for the database."""
        if type(key) is not str:
            raise TypeError(f"cache keys are strings, not {type(key).__name__}")
        return key, True

    def get(self, key: Any, raw: Any) -> str:
        """Give back a key from the database."""
        return key if raw and type(key) is str else ""

    def store(self, value: Any, read: bool, key: Any = None) -> tuple[int, int, None, str]:  # noqa: ARG002  # diskcache's signature
        """Take a value for the database: always in the row, so that one commit holds all of it."""
        if read or type(value) is not str:
            raise TypeError(f"cached values are strings, not {type(value).__name__}")
        return 0, _RAW, None, value

    def fetch(self, mode: Any, filename: Any, value: Any, read: Any) -> str:
        """Give back a value from the database."""
        plain = mode == _RAW and filename is None and not read and type(value) is str
        return value if plain else ""

    def remove(self, file_path: Any) -> None:
        """Remove no file: none of ours has a name, and a planted one may point anywhere."""


class PlainCache(diskcache.Cache):  # type: ignore[misc]
    """Text by key; `tag` says when it was stored.

    Args:
        directory: its folder.
        settings: of diskcache, where they are not the default; those in the database are not looked at.
    """

    def __init__(self, directory: str, **settings: Any) -> None:
        super().__init__(directory, disk=_PlainDisk, **DEFAULT_SETTINGS | settings)

    @property
    def _sql(self) -> Callable[..., Any]:
        """What runs a statement; diskcache repeats whatever stops one, for ever, where it takes it for a lock."""
        return partial(_run, super()._sql)

    def reset(self, key: str, value: Any = ENOVAL, update: bool = True) -> Any:
        """Read a setting, or change it; one that diskcache never wrote is none."""
        if key not in _KNOWN or (value is not ENOVAL and type(value) is not type(_KNOWN[key])):
            return None
        found = super().reset(key, value, update)
        return found if type(found) is type(_KNOWN[key]) else _KNOWN[key]


def _run(execute: Callable[..., Any], *statement: Any) -> Any:
    """Run a statement; what lasts is raised as an error that diskcache does not take for a lock."""
    try:
        return execute(*statement)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _LASTING:
            raise
        lasting = sqlite3.DatabaseError(*error.args)
        lasting.sqlite_errorcode = error.sqlite_errorcode
        raise lasting from error
