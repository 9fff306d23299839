"""The folder of results: files appear whole, and what a killed run left is cleared away.

Every run holds a lock on the folder that others may share; the system takes it back when a process ends, however
that ends. Who can get the lock alone is the only one there, so that every unfinished file is a killed run's.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policysum.errors import ConfigError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["SOURCE_SUFFIX", "STATE_NAME", "locked", "result_folder"]

_log = logging.getLogger("policysum.batch")

SOURCE_SUFFIX = ".source.txt"
"""Of the text taken from a page or a Word file, beside its result."""
STATE_NAME = ".tables.state"
"""What the tables were made of, and what they looked like then; not *.json, which are results. Where it is, a run
has written."""
_LITTER = (".*.part", ".tables-*")
"""Names of what is written before it is moved into its place."""


@contextmanager
def result_folder(out: Path) -> Iterator[None]:
    """Use a folder for results, perhaps together with other processes."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"the folder for the results cannot be made ({error.strerror or error})",
            where=str(out),
            hint="Name another with --out.",
        ) from error
    if not os.access(out, os.W_OK):
        raise ConfigError("nothing can be written here", where=str(out), hint="Name another with --out.")
    if fcntl is None:
        yield
        return
    handle = os.open(out, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with contextlib.suppress(OSError):  # a file system without locks: nothing is cleared away
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                _log.info("%s: another process works in this folder, too", out)
            else:
                _clear(out)
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path, *, wait: bool = False) -> Iterator[bool]:
    """Hold a lock file alone, and tell whether that succeeded; where there are no locks it always does.

    Args:
        path: the lock file.
        wait: wait for whoever holds it.
    """
    if fcntl is None:
        yield True
        return
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        alone = True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            alone = False
        except OSError:
            _log.info("%s: no locks on this file system", path)
        yield alone
    finally:
        os.close(handle)


def _clear(out: Path) -> None:
    for pattern in _LITTER:
        for path in out.glob(pattern):
            _log.info("%s: left by a run that was killed; removed", path)
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    path.unlink()
