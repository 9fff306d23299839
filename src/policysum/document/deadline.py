"""A bound for work within this process: what takes too long is given up, and whoever waits for it goes on."""

from __future__ import annotations

import ctypes
import threading
import time
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LateError", "in_time"]

T = TypeVar("T")

_LOOK = 0.5  # seconds between two looks: on Windows no wait is broken off by Ctrl-C


class LateError(Exception):
    """The work took too long."""


class _GivenUp(BaseException):
    """Raised within work that nobody waits for any more."""


def in_time(work: Callable[[], T], seconds: float) -> T:
    """What some work gives, which is done in a thread of its own.

    Args:
        work: what to do.
        seconds: how long it may take.

    Raises:
        LateError: it took longer.
    """
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            done.set_exception(error)

    thread = threading.Thread(target=run, name="policysum-reading", daemon=True)
    thread.start()
    end = time.monotonic() + seconds
    try:
        while not done.done():
            left = end - time.monotonic()
            if left <= 0:
                raise LateError
            wait([done], min(left, _LOOK))
        return done.result()
    finally:
        if not done.done() and thread.ident is not None:
            _end(thread.ident)


def _end(thread: int) -> None:
    """Have a thread end at its next step, as far as it takes steps of Python."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(_GivenUp))
