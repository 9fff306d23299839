"""Where requests wait: for their turn among those under way, and for a rate limit."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["LeakyBucket", "TurnGate"]


class TurnGate:
    """Lets so many in at once, the lowest rank first and within a rank who came first."""

    def __init__(self, size: int, *, short: Callable[[], None] = lambda: None) -> None:
        """Open it.

        Args:
            size: how many places it has.
            short: called when a place is given back and fewer wait than there are places.
        """
        self._size, self._free, self._short = size, size, short
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    async def enter(self, rank: int) -> None:
        """Wait for a place."""
        if self._free > 0:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (rank, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.leave()  # cancelled between being let in and noticing it
            raise

    def leave(self) -> None:
        """Give a place back, to who is next."""
        if len(self._waiting) <= self._size:
            self._short()
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def refuse(self, why: BaseException) -> None:
        """Send away everybody who waits."""
        waiting, self._waiting = self._waiting, []
        for _, _, turn in waiting:
            if not turn.done():
                turn.set_exception(copy(why))


class LeakyBucket:
    """Lets so much a minute through, a whole minute's worth at once where nothing came before."""

    def __init__(
        self,
        per_minute: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Start empty.

        Args:
            per_minute: how much may pass in a minute.
            clock: seconds, monotonic.
            sleep: how to wait.
        """
        self._capacity = per_minute
        self._rate = per_minute / 60
        self._clock, self._sleep = clock, sleep
        self._level, self._at = 0.0, clock()
        self._turn = asyncio.Lock()

    async def take(self, amount: float) -> None:
        """Wait until so much may pass. More than a minute's worth passes once the bucket is empty."""
        async with self._turn:
            room = max(self._capacity - amount, 0.0)
            self._drain()
            while self._level > room + 1e-9:
                await self._sleep((self._level - room) / self._rate)
                self._drain()
            self._level += amount

    def give_back(self, amount: float) -> None:
        """Take back what was taken too much, or take what was taken too little."""
        self._drain()
        self._level = max(0.0, self._level - amount)

    def _drain(self) -> None:
        now = self._clock()
        self._level = max(0.0, self._level - (now - self._at) * self._rate)
        self._at = now
