"""The folder of results: files appear whole, and what a killed run left is cleared away.

Every run holds a lock on a file of its own; the system takes it back when a process ends, however that ends. Who
finds no other run's lock held is the only one there, so that every unfinished file is a killed run's.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policysum.errors import ConfigError
from policysum.locks import give_back, take

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
_FOLDER_LOCK = ".folder.lock"
_RUNS = ".run-*.lock"
_LITTER = (".*.part", ".tables-*")
"""Names of what is written before it is moved into its place."""


@contextmanager
def result_folder(out: Path) -> Iterator[None]:
    """Use a folder for results, perhaps together with other processes.

    Raises:
        ConfigError: it cannot be made, or nothing can be written there.
    """
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
    own = out / f".run-{os.getpid()}-{secrets.token_hex(4)}.lock"
    handle = None
    with contextlib.suppress(OSError), locked(out / _FOLDER_LOCK, wait=True):
        # A file system without locks raises: nothing is cleared away there.
        handle = take(own)
        if _is_alone(out, own):
            _clear(out)
        else:
            _log.info("%s: another process works in this folder, too", out)
    try:
        yield
    finally:
        if handle is not None:
            give_back(handle)
        with contextlib.suppress(OSError):
            own.unlink()


@contextmanager
def locked(path: Path, *, wait: bool = False) -> Iterator[bool]:
    """Hold a lock file alone, and yield whether that succeeded; where there are no locks it always does.

    Args:
        path: the lock file.
        wait: wait for whoever holds it.
    """
    handle = None
    try:
        handle = take(path, wait=wait)
        alone = handle is not None
    except OSError:
        _log.info("%s: no locks on this file system", path)
        alone = True
    try:
        yield alone
    finally:
        if handle is not None:
            give_back(handle)


def _is_alone(out: Path, own: Path) -> bool:
    """Whether no other run works in a folder; the locks of runs that have ended are removed."""
    alone = True
    for path in out.glob(_RUNS):
        if path == own:
            continue
        if (handle := take(path)) is None:
            alone = False
            continue
        give_back(handle)
        with contextlib.suppress(OSError):
            path.unlink()
    return alone


def _clear(out: Path) -> None:
    for pattern in _LITTER:
        for path in out.glob(pattern):
            _log.info("%s: left by a run that was killed; removed", path)
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    path.unlink()
