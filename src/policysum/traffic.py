"""What may be sent, and what was: concurrency, rate limits, the budget, and the record of every call.

A `Traffic` is the limiter that every request of a run passes and the listener that every call is told to.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from policysum.errors import BudgetExhaustedError, ModelAnswerError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from policysum.llm.types import CallRecord, Price

__all__ = ["Account", "LeakyBucket", "NotSentError", "Traffic", "accounting"]

_ANSWER_SHARE = 0.5
"""Tokens of an answer for each token of its prompt, as far as a budget must guess before asking."""


class NotSentError(ModelAnswerError):
    """A dry run sends nothing."""


@dataclass(slots=True)
class Account:
    """The calls made for one report."""

    report: str
    records: list[CallRecord] = field(default_factory=list)


accounting: ContextVar[Account | None] = ContextVar("accounting", default=None)
"""Whose calls are being made; tasks inherit it from the task that started them."""


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
            if self._level > room:
                await self._sleep((self._level - room) / self._rate)
                self._drain()
            self._level += amount

    def _drain(self) -> None:
        now = self._clock()
        self._level = max(0.0, self._level - (now - self._at) * self._rate)
        self._at = now


class Traffic:
    """Limiter of all requests of a run and listener of all its calls.

    Args:
        concurrency: requests under way at once.
        rpm: requests a minute, unlimited where None.
        tpm: tokens a minute, prompt and a guess at the answer, unlimited where None.
        budget: money that may be spent, in the currency of the price.
        dry_run: send nothing, only count what would be sent.
        log: file that gets one JSON object a line for every call.
    """

    def __init__(
        self,
        *,
        concurrency: int = 8,
        rpm: float | None = None,
        tpm: float | None = None,
        budget: float | None = None,
        dry_run: bool = False,
        log: TextIO | None = None,
    ) -> None:
        self.concurrency = concurrency
        self._gate: asyncio.Semaphore | None = None
        self._requests = LeakyBucket(rpm) if rpm else None
        self._tokens = LeakyBucket(tpm) if tpm else None
        self._budget, self._dry_run, self._log = budget, dry_run, log
        self._reserved = 0.0
        self.price: Price | None = None
        self.spent = 0.0
        self.requests = 0
        self.prompt_tokens = 0
        self.completion_tokens = 0
        self.cache_hits = 0
        self.recent: deque[float] = deque(maxlen=50)

    @asynccontextmanager
    async def slot(self, tokens: int) -> AsyncIterator[None]:
        """Wait until a request of about `tokens` prompt tokens may be sent.

        Raises:
            BudgetExhaustedError: it might cost more than is left.
            NotSentError: this is a dry run.
        """
        if self._dry_run:
            self.requests += 1
            self.prompt_tokens += tokens
            self.completion_tokens += int(tokens * _ANSWER_SHARE)
            raise NotSentError("a dry run sends nothing")
        if self._gate is None:
            self._gate = asyncio.Semaphore(self.concurrency)
        async with self._gate:
            if self._requests is not None:
                await self._requests.take(1)
            if self._tokens is not None:
                await self._tokens.take(tokens * (1 + _ANSWER_SHARE))
            cost = self._estimate(tokens)
            if self._budget is not None and self.spent + self._reserved + cost > self._budget:
                raise BudgetExhaustedError(
                    f"the next request might pass the budget of {self._budget:g} (spent: {self.spent:.4f})",
                    hint="Run again with a larger --budget; what was answered is in the cache.",
                )
            self._reserved += cost
            try:
                yield
            finally:
                self._reserved -= cost

    def told(self, record: CallRecord) -> None:
        """Take note of a call that ended."""
        cached = record.outcome == "cached"
        cost = self.price.cost(record.usage) if self.price else None
        account = accounting.get()
        if account is not None:
            account.records.append(record)
        if cached:
            self.cache_hits += 1
        elif not self._dry_run:
            self.requests += record.attempts
            self.prompt_tokens += record.usage.prompt_tokens
            self.completion_tokens += record.usage.completion_tokens
            self.spent += cost or 0.0
            self.recent.append(time.monotonic())
        if self._log is not None:
            line = _line(record, account, 0.0 if cached and cost is not None else cost, self.price)
            self._log.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._log.flush()

    def guess(self) -> float:
        """What the requests counted by a dry run might cost; 0 where the price is unknown."""
        return self._estimate(self.prompt_tokens)

    def _estimate(self, tokens: int) -> float:
        if self.price is None:
            return 0.0
        return (tokens * self.price.prompt + tokens * _ANSWER_SHARE * self.price.completion) / 1_000_000


def _line(
    record: CallRecord, account: Account | None, cost: float | None, price: Price | None
) -> dict[str, Any]:
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "report": account.report if account else None,
        "request": record.key,
        "model": record.model,
        "prompt_version": record.prompt_fingerprint,
        "outcome": record.outcome,
        "cache_hit": record.outcome == "cached",
        "attempts": record.attempts,
        "prompt_tokens": record.usage.prompt_tokens,
        "completion_tokens": record.usage.completion_tokens,
        "cached_tokens": record.usage.cached_tokens,
        "cost": cost,
        "currency": price.currency if price else None,
        "seconds": round(record.seconds, 3),
    }
