"""Identical requests in flight at the same time are sent once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

__all__ = ["SingleFlight"]

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """Shares the outcome of running work among all who ask for it under the same key.

    The work is a task of its own, so that a caller who is cancelled does not take the others along
    and an answer that is already paid for still reaches the cache.
    """

    def __init__(self) -> None:
        self._running: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, asyncio.Task[T]]] = (
            WeakKeyDictionary()
        )

    async def do(self, key: str, work: Callable[[], Coroutine[None, None, T]]) -> tuple[T, bool]:
        """Run `work`, or join the run under way.

        Returns:
            The result, and whether this caller was the one who started it.
        """
        task, first = self._started(key, work)
        return await asyncio.shield(task), first

    def start(self, key: str, work: Callable[[], Coroutine[None, None, T]]) -> None:
        """Let `work` run, unless it does already; who wants the result joins it."""
        self._started(key, work)

    def _started(
        self, key: str, work: Callable[[], Coroutine[None, None, T]]
    ) -> tuple[asyncio.Task[T], bool]:
        tasks = self._running.setdefault(asyncio.get_running_loop(), {})
        if (task := tasks.get(key)) is not None:
            return task, False
        tasks[key] = task = asyncio.create_task(work())
        task.add_done_callback(lambda done: _forget(tasks, key, done))
        return task, True

    async def drain(self) -> None:
        """Wait until nothing runs any more; what it came to is for its callers to know."""
        while tasks := list(self._running.get(asyncio.get_running_loop(), {}).values()):
            await asyncio.wait(tasks)
            await asyncio.sleep(0)  # the tasks forget themselves in callbacks of the same moment

    def cancel(self) -> None:
        """Give up what runs."""
        for task in self._running.get(asyncio.get_running_loop(), {}).values():
            task.cancel()


def _forget(tasks: dict[str, asyncio.Task[T]], key: str, done: asyncio.Task[T]) -> None:
    tasks.pop(key, None)
    if not done.cancelled():
        done.exception()  # somebody has to look, also when every caller has gone
