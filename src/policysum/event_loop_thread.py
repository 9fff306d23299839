"""An event loop of our own in a thread, anyio's: how the synchronous faces run the asynchronous code."""

from __future__ import annotations

import weakref
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["LoopThread"]

T = TypeVar("T")


class LoopThread:
    """Keeps a portal open, into a loop that runs beside code that is not asynchronous, or a notebook's own loop."""

    def __init__(self) -> None:
        """Start the thread and wait until its loop runs."""
        from anyio.from_thread import start_blocking_portal

        stack = ExitStack()
        self.portal = stack.enter_context(start_blocking_portal("asyncio"))
        # Whoever forgets to close it must not wait for its thread when Python ends.
        self._close = weakref.finalize(self, stack.close)

    def run(self, function: Callable[[], Awaitable[T]]) -> T:
        """Run one asynchronous function and give its result, or raise its error; Ctrl-C cancels it."""
        future = self.portal.start_task_soon(function)
        try:
            return future.result()
        except KeyboardInterrupt:
            future.cancel()
            raise

    def close(self) -> None:
        """Stop the loop and wait for its thread."""
        self._close()
