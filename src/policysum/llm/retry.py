"""The one owner of retries.

The openai client retries on its own and so does instructor; stacked, one 500 became nine calls.
Both are switched off and every request passes here. A rate limit is not a failure: it has a budget
of its own, in seconds of waiting, and cools every call that shares the `Cooldown`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from policysum.llm.failures import Failure, Kind, classify

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tenacity import RetryCallState
    from tenacity.wait import wait_base

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
        rate_limit_patience: seconds one call may spend waiting for rate limits.
    """

    attempts: int = 4
    shortest: float = 0.5
    longest: float = 60.0
    rate_limit_patience: float = 900.0


@dataclass(slots=True)
class Cooldown:
    """A pause shared by all calls to one server: a 429 to one of them is news for all."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    until: float = 0.0
    count: int = 0

    def extend(self, seconds: float) -> None:
        """Let nobody send for so many seconds from now."""
        self.count += 1
        self.until = max(self.until, self.clock() + seconds)

    async def wait(self) -> None:
        """Return once the pause is over; it may be extended while one waits."""
        while (left := self.until - self.clock()) > 0:
            await self.sleep(left)


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
            await self.cooldown.wait()
            tally.sent += 1
            tally.last = None
            try:
                return await send()
            except Exception as exception:
                tally.last = classify(exception, where=where, model=model, now=self.now())
                if tally.last is None:
                    tally.sent -= 1  # our own limiter kept it from leaving
                    raise
                tally.lost += tally.last.lost
                raise tally.last.error from exception

        retrying = AsyncRetrying(
            sleep=self.sleep,
            retry=retry_if_exception(lambda _: tally.last is not None and tally.last.kind is not Kind.FATAL),
            wait=lambda state: self._wait(state, tally, jitter),
            stop=lambda state: self._spent(state, tally),
            reraise=True,
        )
        return await retrying(once)

    def _wait(self, state: RetryCallState, tally: Tally, jitter: wait_base) -> float:
        failure = tally.last
        assert failure is not None
        backoff = float(jitter(state))
        if failure.kind is Kind.RATE_LIMIT:
            # The jitter comes on top, or all who were given the same second would come back in the same second.
            pause = (
                failure.wait + min(backoff, 1.0)
                if failure.wait is not None
                else max(backoff, self.policy.shortest)
            )
            self.cooldown.extend(pause)
            tally.limited += pause
            _log.info("rate limited; nobody sends for %.1f s", pause)
            return pause
        tally.transient += self.policy.attempts / 2 if failure.kind is Kind.SLOW else 1
        pause = backoff if failure.wait is None else max(failure.wait, backoff)
        _log.info("%s; try %d in %.1f s", failure.error.what, tally.sent + 1, min(pause, self.policy.longest))
        return min(pause, self.policy.longest)

    def _spent(self, _: RetryCallState, tally: Tally) -> bool:
        return tally.transient >= self.policy.attempts or tally.limited > self.policy.rate_limit_patience
