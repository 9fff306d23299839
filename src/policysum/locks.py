"""Locks between processes, on every platform: filelock knows what each system has.

The system takes a lock back when its process ends, however that ends, so that none outlives a `kill -9`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["give_back", "take"]

_MODE = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


def take(path: Path, *, wait: bool = False) -> int | None:
    """Lock a file, which is made where there is none; None where somebody else holds it.

    Args:
        path: the lock file. It stays where it is: to remove it would let two hold it.
        wait: wait for whoever holds it.

    Returns:
        What is to be given back.

    Raises:
        OSError: the file cannot be opened, or its file system has no locks.
    """
    from filelock import lock_descriptor

    descriptor = os.open(path, _MODE, 0o600)
    taken = False
    try:
        taken = lock_descriptor(descriptor, blocking=wait)
    finally:
        if not taken:
            os.close(descriptor)
    return descriptor if taken else None


def give_back(descriptor: int) -> None:
    """Let somebody else have the lock."""
    os.close(descriptor)  # the end of the descriptor is the end of its lock
