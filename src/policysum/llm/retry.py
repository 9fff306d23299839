"""The one owner of retries.

The openai client retries on its own and so does instructor; stacked, one 500 became nine calls.
Both are switched off and every request passes here. A rate limit is not a failure: it has a budget
of its own, in seconds of waiting, and cools every call that shares the `Cooldown`. A server that answers
nothing but errors is another matter: all calls together wait for it once, as long as the policy has patience.
"""

from __future__ import annotations

import asyncio
import logging
import time
from copy import copy
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, TypeVar

from policysum.llm.failures import Failure, FailureKind, classify

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tenacity import RetryCallState
    from tenacity.wait import wait_base

    from policysum.errors import ModelError

__all__ = ["Cooldown", "Retrier", "RetryPolicy", "Tally"]

T = TypeVar("T")

_log = logging.getLogger("policysum.llm")


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Bounds, one for each kind of failure.

    Attributes:
        attempts: requests in all for transport errors and 5xx; two for time-outs.
        shortest: scale of the first waiting time in seconds; it doubles, with full jitter.
        longest: no single wait is longer, whatever Retry-After says, except for rate limits.
        rate_limit_patience: seconds one call may spend waiting for rate limits while others are answered.
        patience: seconds that a server may answer nothing but errors, whatever Retry-After says, before calls to it
            are given up. Rate limits are counted by the minute; what lasts longer is none.
    """

    attempts: int = 4
    shortest: float = 0.5
    longest: float = 60.0
    rate_limit_patience: float = 900.0
    patience: float = 90.0


@dataclass(slots=True)
class Cooldown:
    """What all calls to one server know of it: a pause after a 429 to any of them, and since when it only fails.

    Attributes:
        until: end of the pause.
        failing_since: when the first failure came after which nothing was answered; None where the last call was.
        why: the last failure.
    """

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    until: float = 0.0
    count: int = 0
    failing_since: float | None = None
    why: ModelError | None = None
    _failed_at: float = 0.0

    def extend(self, seconds: float) -> None:
        """Let nobody send for so many seconds from now."""
        self.count += 1
        self.until = max(self.until, self.clock() + seconds)

    async def wait(self, patience: float = inf) -> None:
        """Return once the pause is over; it may be extended while one waits.

        Raises:
            ModelError: the server will have failed for longer than the patience by then.
        """
        while (left := self.until - self.clock()) > 0:
            if self.why is not None and left > self.left(patience):
                raise copy(self.why)
            await self.sleep(left)

    def answered(self) -> None:
        """Take note of an answer."""
        self.failing_since = None

    def failed(self, error: ModelError, patience: float) -> None:
        """Take note of a failure; one that comes long after the last begins a new count."""
        now = self.clock()
        if self.failing_since is None or now - max(self._failed_at, self.until) > patience:
            self.failing_since = now
        self.why, self._failed_at = error, now

    def left(self, patience: float) -> float:
        """Seconds until the server has failed for longer than the patience."""
        return patience if self.failing_since is None else self.failing_since + patience - self.clock()


@dataclass(slots=True)
class Tally:
    """What one call has cost in tries so far; readable also after it failed.

    Attributes:
        sent: requests that left.
        lost: those whose answer never came but may be billed.
        transient: failures that counted against the bound of transport errors, time-outs (each for several) and 5xx.
        limited: seconds waited for rate limits.
        last: the last failure.
    """

    sent: int = 0
    lost: int = 0
    transient: float = 0
    limited: float = 0.0
    last: Failure | None = None


@dataclass(slots=True)
class Retrier:
    """Runs one request until it succeeds, is hopeless, or its budget is spent."""

    policy: RetryPolicy = field(default_factory=RetryPolicy)
    cooldown: Cooldown = field(default_factory=Cooldown)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    now: Callable[[], float] = time.time

    async def call(
        self, send: Callable[[], Awaitable[T]], *, where: str, model: str, tally: Tally | None = None
    ) -> T:
        """Send until answered.

        Args:
            send: sends the request once and raises what the openai client raises.
            where: address, for messages.
            model: model, for messages.
            tally: filled in as the call goes.

        Raises:
            ModelError: the last failure, its cause attached, once nothing is left to try.
        """
        from tenacity import AsyncRetrying, retry_if_exception, wait_random_exponential

        tally = Tally() if tally is None else tally
        jitter = wait_random_exponential(multiplier=self.policy.shortest, max=self.policy.longest)

        async def once() -> T:
            tally.last = None
            await self.ready()
            tally.sent += 1
            try:
                answer = await send()
            except Exception as exception:
                tally.last = classify(exception, where=where, model=model, now=self.now())
                if tally.last is None:
                    tally.sent -= 1  # our own limiter kept it from leaving
                    raise
                tally.lost += tally.last.lost
                if tally.last.kind is not FailureKind.FATAL:
                    self.cooldown.failed(tally.last.error, self.policy.patience)
                raise tally.last.error from exception
            self.cooldown.answered()
            return answer

        retrying = AsyncRetrying(
            sleep=self.sleep,
            retry=retry_if_exception(
                lambda _: tally.last is not None and tally.last.kind is not FailureKind.FATAL
            ),
            wait=lambda state: self._wait(state, tally, jitter),
            stop=lambda state: self._spent(state, tally),
            reraise=True,
        )
        return await retrying(once)

    async def ready(self) -> None:
        """Return once something may be sent.

        Raises:
            ModelError: the server wants to be left alone for longer than the policy has patience.
        """
        await self.cooldown.wait(self.policy.patience)

    def _wait(self, state: RetryCallState, tally: Tally, jitter: wait_base) -> float:
        failure = tally.last
        assert failure is not None
        # A wait that nobody prescribes ends in time for a last try.
        left = max(0.0, self.cooldown.left(self.policy.patience))
        backoff = min(float(jitter(state)), left)
        if failure.kind is FailureKind.RATE_LIMIT:
            # The jitter comes on top, or all who were given the same second would come back in the same second.
            pause = (
                failure.wait + min(backoff, 1.0)
                if failure.wait is not None
                else max(backoff, min(self.policy.shortest, left))
            )
            self.cooldown.extend(pause)
            tally.limited += pause
            _log.info("rate limited; nobody sends for %.1f s", pause)
            return pause
        tally.transient += self.policy.attempts / 2 if failure.kind is FailureKind.SLOW else 1
        pause = backoff if failure.wait is None else max(failure.wait, backoff)
        _log.info("%s; try %d in %.1f s", failure.error.what, tally.sent + 1, min(pause, self.policy.longest))
        return min(pause, self.policy.longest)

    def _spent(self, state: RetryCallState, tally: Tally) -> bool:
        left = self.cooldown.left(self.policy.patience)
        return (
            tally.transient >= self.policy.attempts
            or tally.limited > self.policy.rate_limit_patience
            or left <= 0
            or state.upcoming_sleep > left
        )
