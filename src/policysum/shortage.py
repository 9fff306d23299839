"""What the machine is short of, where that is behind an error: no fault of the report's, nor of the program's."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from policysum.errors import PolicysumError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ShortageError", "shortage"]

_DESCRIPTORS = frozenset({errno.EMFILE, errno.ENFILE})
_MEMORY = frozenset({errno.ENOMEM, errno.EAGAIN})
_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_ROOM = (
    "cannot allocate memory",
    "failed to map segment",
    "can't start new thread",
    "can't allocate lock",
)
"""In the message of an error that says nothing of it by its type: of the loader of libraries, and of threads."""


class ShortageError(PolicysumError):
    """The machine has too little of something: memory, file descriptors, space on a disk."""


def shortage(error: BaseException, *, where: str = "") -> ShortageError | None:
    """The shortage that is behind an error; None where it is something else.

    Args:
        error: whatever was raised, a group too.
        where: what it happened at, for the message.
    """
    for one in _behind(error):
        number = one.errno if isinstance(one, OSError) else None
        if number in _DESCRIPTORS:
            hint = "Raise the limit of open files (`ulimit -n`), or lower --concurrency."
            return ShortageError("no file descriptor is free", where=where, hint=hint)
        if number in _SPACE:
            return ShortageError("the disk is full", where=where, hint="Make room and run again.")
        if (
            number in _MEMORY
            or isinstance(one, MemoryError)
            or any(word in str(one).lower() for word in _NO_ROOM)
        ):
            hint = "Close other programs, or run again with --processes 1 and fewer at once."
            return ShortageError("there is not enough memory", where=where, hint=hint)
    return None


def _behind(error: BaseException) -> Iterator[BaseException]:
    """An error and whatever led to it."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__context__, one.__cause__]
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
