"""What may be sent, and what was: whose turn it is, rate limits, the budget, and the record of every call.

A `Traffic` is the limiter that every request of a run passes and the listener that is given every call. It lives
on the event loop that requests are sent from; only `stop` may be called from elsewhere.
"""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import threading
from contextlib import asynccontextmanager
from copy import copy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from policysum.errors import BudgetExhaustedError, ConfigError, PolicysumError
from policysum.rate_limits import LeakyBucket, TurnGate
from policysum.regular import open_regular

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from policysum.llm.types import CallRecord, Price, Usage

_log = logging.getLogger("policysum.traffic")

__all__ = ["CallLog", "RunStoppedError", "Traffic"]


class RunStoppedError(PolicysumError):
    """The run is being stopped: nothing more is sent."""


_APPENDED = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
"""A link in a folder of somebody else's making leads to any file of the user's: it is not followed."""


class CallLog:
    """One JSON object a line for every call; several processes may append to one file."""

    def __init__(self, path: Path) -> None:
        """Open the file; a line that a power cut left unfinished is ended first.

        Raises:
            ConfigError: a link, a pipe or the like stands in its place.
            OSError: it cannot be opened.
        """
        try:
            self._file = open_regular(path, _APPENDED)
        except OSError as error:
            if error.errno not in {errno.ELOOP, errno.EINVAL}:
                raise
            raise ConfigError(
                "the record of calls is no regular file, and is not written to",
                where=str(path),
                hint="Take it away, or name another folder.",
            ) from error
        size = os.fstat(self._file).st_size
        if size:
            os.lseek(self._file, size - 1, os.SEEK_SET)
            if os.read(self._file, 1) != b"\n":
                os.write(self._file, b"\n")

    def write(self, line: dict[str, Any]) -> None:
        """Append a line in one write, which the system keeps in one piece; a full disk costs the line and no answer."""
        try:
            os.write(self._file, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        except OSError as error:
            _log.warning("a call could not be noted: %s", error.strerror or error)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


class Traffic:
    """Limiter of all requests of a run and listener of all its calls.

    Args:
        concurrency: requests under way at once.
        rpm: requests a minute, unlimited where None.
        tpm: tokens a minute, prompt and answer, unlimited where None.
        budget: money that may be spent, in the currency of the price.
        log: gets one line for every call.

    Attributes:
        hopeless: outcomes of a call after which nothing more is sent, in the very moment it is known.
        short: called, from the thread that sends, when a request has ended and fewer wait than may be under way.
    """

    def __init__(
        self,
        *,
        concurrency: int = 8,
        rpm: float | None = None,
        tpm: float | None = None,
        budget: float | None = None,
        log: CallLog | None = None,
    ) -> None:
        self.concurrency = concurrency
        self._gate: TurnGate | None = None
        self._requests = LeakyBucket(rpm, sleep=self.sleep) if rpm else None
        self._tokens = LeakyBucket(tpm, sleep=self.sleep) if tpm else None
        self._budget, self._log = budget, log
        self._reserved = 0.0
        self._released: asyncio.Event | None = None
        self._stopped: PolicysumError | None = None
        self._stop_event: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._starting = threading.Lock()
        self.hopeless: frozenset[str] = frozenset()
        self.short: Callable[[], None] | None = None
        self.price: Price | None = None
        self.spent = 0.0
        self.maybe_spent = 0.0
        self.requests = 0
        self.prompt_tokens = 0
        self.completion_tokens = 0
        self.cached_tokens = 0
        self.cache_hits = 0

    @asynccontextmanager
    async def slot(self, most: Usage, rank: int = 0) -> AsyncIterator[None]:
        """Wait until a request that takes `most` tokens at most may be sent; the lowest rank goes first.

        Raises:
            BudgetExhaustedError: it might cost more than is left.
            PolicysumError: the run has been stopped; what `stop` was given.
        """
        gate = self._opened()
        await gate.enter(rank)
        try:
            self._check()
            if self._requests is not None:
                await self._requests.take(1)
            if self._tokens is not None:
                await self._tokens.take(most.prompt_tokens + most.completion_tokens)
            cost = await self._reserve(most)
            try:
                self._check()
                yield
            except BaseException:
                self._release(cost)
                raise
            # Answered: what was reserved is held until `note` knows what it took.
        finally:
            gate.leave()

    async def sleep(self, seconds: float) -> None:
        """Wait between tries, but no longer than the run goes on.

        Raises:
            PolicysumError: the run has been stopped; what `stop` was given.
        """
        self._opened()
        assert self._stop_event is not None
        try:
            await asyncio.wait_for(self._stop_event.wait(), seconds)
        except TimeoutError:
            return
        self._check()

    def stop(self, why: PolicysumError) -> None:
        """Let nothing more be sent; requests already sent go on to their end. May be called from any thread."""
        with self._starting:
            self._stopped = self._stopped or why
            loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake)

    @property
    def stopped(self) -> PolicysumError | None:
        """Why nothing more is sent, if that is so."""
        return self._stopped

    def note(self, record: CallRecord) -> None:
        """Take note of a call that ended."""
        cached = record.outcome == "cached"
        cost = self.price.cost(record.usage) if self.price and record.usage.known else None
        if cached:
            self.cache_hits += 1
        else:
            self._settle(record, cost or 0.0)
            if record.outcome in self.hopeless:
                self.stop(RunStoppedError(f"the run ended with {record.outcome}"))
        if self._log is not None:
            self._log.write(_line(record, 0.0 if cached and cost is not None else cost, self.price))

    def _settle(self, record: CallRecord, cost: float) -> None:
        self.requests += record.attempts
        self.prompt_tokens += record.usage.prompt_tokens
        self.completion_tokens += record.usage.completion_tokens
        self.cached_tokens += record.usage.cached_tokens
        self.spent += cost
        # Of an answer whose usage is unknown, the most that it can have cost is taken to be spent.
        self.maybe_spent += (record.lost + (record.answered and not record.usage.known)) * self._cost(
            record.most
        )
        if record.answered:
            self._release(self._cost(record.most))
            if self._tokens is not None and record.usage.known:
                used = record.usage.prompt_tokens + record.usage.completion_tokens
                self._tokens.give_back(record.most.prompt_tokens + record.most.completion_tokens - used)

    def _opened(self) -> TurnGate:
        """Make what belongs to the event loop, at the first request."""
        if self._gate is None:
            with self._starting:
                self._loop = asyncio.get_running_loop()
                self._gate = TurnGate(self.concurrency, short=self._call_short)
                self._released, self._stop_event = asyncio.Event(), asyncio.Event()
                if self._stopped is not None:
                    self._stop_event.set()
        return self._gate

    def _call_short(self) -> None:
        if self.short is not None:
            self.short()

    def _wake(self) -> None:
        if self._gate is not None and self._stop_event is not None and self._stopped is not None:
            self._stop_event.set()
            self._gate.refuse(self._stopped)
            assert self._released is not None
            self._released.set()

    def _check(self) -> None:
        if self._stopped is not None:
            raise copy(self._stopped)  # one object raised in many tasks would gather all their tracebacks

    async def _reserve(self, most: Usage) -> float:
        """Put the cost of a request aside; while others under way hold too much, wait for what they really take."""
        cost = self._cost(most)
        if self._budget is None:
            return 0.0
        assert self._released is not None
        while self.spent + self.maybe_spent + self._reserved + cost > self._budget:
            if self._reserved <= 0:
                raise BudgetExhaustedError(
                    f"the next request might pass the budget of {self._budget:g} (spent: {self.spent:.4f})",
                    hint="Run again with a larger --budget; what was answered is in the cache.",
                )
            self._released.clear()
            await self._released.wait()
            self._check()
        self._reserved += cost
        return cost

    def _release(self, cost: float) -> None:
        if self._budget is None:
            return
        left = self._reserved - cost
        self._reserved = left if left > 1e-12 else 0.0  # sums of fractions do not come back to 0
        if self._released is not None:
            self._released.set()

    def _cost(self, usage: Usage) -> float:
        return self.price.cost(usage) if self.price else 0.0


def _line(record: CallRecord, cost: float | None, price: Price | None) -> dict[str, Any]:
    used = record.usage
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "report": record.report or None,
        "passage": record.passage or None,
        "request": record.key,
        "model": record.model,
        "prompt_version": record.prompt_fingerprint,
        "outcome": record.outcome,
        "cache_hit": record.outcome == "cached",
        "attempts": record.attempts,
        "prompt_tokens": used.prompt_tokens if used.known else None,
        "completion_tokens": used.completion_tokens if used.known else None,
        "cached_tokens": used.cached_tokens if used.known else None,
        "cost": cost,
        "currency": price.currency if price else None,
        "seconds": round(record.seconds, 3),
    }
