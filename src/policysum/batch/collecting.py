"""What the Batch API answered, line by line: into the cache, the log of calls and the record of what was submitted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from policysum.errors import ModelUnavailableError, PolicysumError
from policysum.llm.failures import GarbledResponseError
from policysum.llm.response import final, parsed, read_response
from policysum.secrets import masked
from policysum.traffic import CallLog

if TYPE_CHECKING:
    from pathlib import Path

    from policysum.batch.jobs import Job
    from policysum.batch.openai_batch_state import Order, Sent, Shipment
    from policysum.batch.results import BatchResult
    from policysum.llm.batches import BatchClient, BatchState
    from policysum.llm.types import Price, Usage
    from policysum.settings import Settings

__all__ = ["Books", "Collected"]

_TRIES = 3
"""Times a request may fail on the server before it is given up and its passage is named as unread."""
_LONGEST = 200  # characters of why a request failed
_LONGEST_LINE = 1 << 22  # bytes
_HALF = 0.5
"""Of the price."""


@dataclass(slots=True)
class Collected:
    """What a collection came to."""

    answered: int = 0
    failed: int = 0
    unusable: int = 0
    waiting: int = 0
    missing: int = 0
    cost: float = 0.0
    currency: str | None = None
    jobs: list[Job] = field(default_factory=list)
    result: BatchResult | None = None
    problems: list[PolicysumError] = field(default_factory=list)


class Books:
    """Where collected answers go: the cache, the call log, the record."""

    def __init__(self, settings: Settings, order: Order, out: Path) -> None:
        from policysum.engine import open_engine

        self._order = order
        self._engine = open_engine(settings.engine_choice())
        self._log = CallLog(out / "run.jsonl")

    def __enter__(self) -> Self:
        """Use it within a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close cache and log."""
        self._log.close()
        asyncio.run(self._engine.aclose())

    def fetch(self, shipment: Shipment, state: BatchState, client: BatchClient, done: Collected) -> None:
        """Put every answer of a batch into the cache; what got none is to be sent again."""
        if state.reason:
            hint = "What it did not answer is submitted again by `policysum batch submit`."
            done.problems.append(
                ModelUnavailableError(f"the batch ended early: {state.reason}", where=state.id, hint=hint)
            )
        garbled = 0
        for file in (state.output, state.errors):
            for line in client.lines(file) if file else ():
                try:
                    self._line(_read(line), done)
                except GarbledResponseError:
                    garbled += 1
        if garbled:
            done.problems.append(
                ModelUnavailableError(
                    f"{garbled} lines of its answers cannot be read",
                    where=state.id,
                    hint="What they were about is submitted again by `policysum batch submit`.",
                )
            )
        for sent in self._order.requests.values():
            if sent.mark == shipment.mark and sent.state == "sent":
                reason = state.reason or f"the batch is {state.status}"
                # A batch that came to its end should have had an answer to it; one that was ended did not get there.
                _give_back(sent, reason, tried=state.status == "completed")
                done.failed += 1

    def _line(self, line: dict[str, Any], done: Collected) -> None:
        key = str(line.get("custom_id"))
        sent = self._order.requests.get(key)
        if sent is None or sent.state == "answered":
            return  # somebody else's, or collected before a crash
        response = _object(line.get("response"))
        body = _object(response.get("body"))
        if response.get("status_code") != 200 or not body.get("choices"):
            error = _object(line.get("error")) or _object(body.get("error"))
            reason = str(error.get("message") or error.get("code") or "no reason given")
            _give_back(sent, masked(reason)[:_LONGEST], tried=True)
            done.failed += 1
            return
        usage = read_response(body).usage
        model = self._engine.need_model()
        if final(body):
            assert self._engine.cache is not None
            self._engine.cache.put(key, {"model": model.name, "prompt": sent.prompt, "response": body})
            sent.state = "answered"
            done.answered += 1
        else:
            sent.state, sent.response = "unusable", body
            done.unusable += 1
        price = model.capabilities.price
        cost = price.cost(usage) * _HALF if price and usage.known else None
        done.cost += cost or 0.0
        done.currency = price.currency if price else None
        self._log.write(_entry(key, sent, model.name, usage, cost=cost, price=price))


def _read(line: bytes) -> dict[str, Any]:
    """A line of a file of answers.

    Raises:
        GarbledResponseError: it is none.
    """
    if len(line) > _LONGEST_LINE:
        raise GarbledResponseError("too long")
    return parsed(line)


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _give_back(sent: Sent, reason: str, *, tried: bool) -> None:
    """Let a request that got no answer be sent again, unless it had its tries."""
    sent.tries += tried
    sent.reason = reason
    sent.state = "unusable" if sent.tries >= _TRIES else "failed"


def _entry(
    key: str, sent: Sent, model: str, usage: Usage, *, cost: float | None, price: Price | None
) -> dict[str, Any]:
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "report": sent.report,
        "passage": sent.passage or None,
        "request": key,
        "model": model,
        "prompt_version": sent.prompt,
        "outcome": "batch" if sent.state == "answered" else "batch, unusable",
        "cache_hit": False,
        "attempts": 1,
        "prompt_tokens": usage.prompt_tokens if usage.known else None,
        "completion_tokens": usage.completion_tokens if usage.known else None,
        "cached_tokens": usage.cached_tokens if usage.known else None,
        "cost": cost,
        "currency": price.currency if price else None,
        "seconds": None,
    }
