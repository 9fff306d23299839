"""Reports through the OpenAI Batch API: submit, status, collect, until nothing is left to ask.

What is submitted are the very requests that `run` would send, and what is collected goes into the same cache, so
that both give the same results and share their answers. A report whose first answers call for a second look is
finished by submitting and collecting once more.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from policysum.batch.jobs import find_jobs
from policysum.batch.ledger import Order, Sent, Shipment, opened
from policysum.batch.run import run_batch
from policysum.errors import ConfigError, ModelUnavailableError, PolicysumError
from policysum.llm.types import asked_about
from policysum.llm.wire import final
from policysum.pipeline import Settings, Summarizer, load_schema
from policysum.traffic import CallLog, accounting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from policysum.batch.jobs import Job
    from policysum.batch.results import BatchResult
    from policysum.batch.run import Observer
    from policysum.llm import Planned, ResponseCache
    from policysum.llm.batches import BatchClient, BatchState
    from policysum.llm.types import Price, Usage

__all__ = ["Collected", "Submitted", "collect", "status", "submit"]

_log = logging.getLogger("policysum.batch")

MOST_LINES = 50_000
MOST_BYTES = 100_000_000
"""Bounds of one file; the server's own are 50,000 lines and 200 MB."""
_TRIES = 3
"""Times a request may fail on the server before it is given up and its passage is named as unread."""
_HALF = 0.5
"""Of the price."""


@dataclass(slots=True)
class Submitted:
    """What a submission came to."""

    requests: int = 0
    waiting: int = 0
    batches: list[str] = field(default_factory=list)
    problems: list[PolicysumError] = field(default_factory=list)


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


class _Knowing:
    """A response cache that also knows the answers that cannot be used, which it may not keep, and what got none."""

    def __init__(self, cache: ResponseCache, requests: Mapping[str, Sent]) -> None:
        self._cache, self._requests = cache, requests

    def get(self, key: str) -> dict[str, Any] | None:
        """Look an entry up.

        Raises:
            ModelUnavailableError: the request was given up.
        """
        sent = self._requests.get(key)
        if sent is None or sent.state != "unusable":
            return self._cache.get(key)
        if sent.response is None:
            raise ModelUnavailableError(
                f"the batch failed {sent.tries} times ({sent.reason})", hint="Try it with `policysum run`."
            )
        return {"response": sent.response}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cache, name)


def submit(paths: Sequence[str], settings: Settings, out: Path, *, schema: str | None = None) -> Submitted:
    """Submit what the reports still need to be asked.

    Args:
        paths: files, folders or globs; those of the last submission where there are none.
        settings: of the run; those of the last submission where there are no paths.
        out: folder of the results, which also keeps the record of what was submitted.
        schema: name of the schema in the settings, if it is the user's.
    """
    with opened(out) as order:
        if paths:
            order.paths, order.settings = list(paths), _kept(settings, schema)
        settings = _settings(order, settings.api_key)
        jobs, problems = find_jobs(order.paths, out)
        done = Submitted(problems=problems)
        planned = asyncio.run(_plan(jobs, settings, order, probe=True))
        done.problems += planned.problems
        with _client(settings) as client:
            _adopt(order, client)
            fresh = [one for one in planned.requests.values() if _to_send(order.requests.get(one[0].key))]
            done.waiting = len(planned.requests) - len(fresh)
            order.save(out)
            for requests in _files(fresh):
                shipment = _ship(order, requests, client, out)
                done.requests += shipment.requests
                done.batches.append(shipment.id)
    return done


def status(out: Path, api_key: str | None = None) -> list[tuple[Shipment, BatchState | None]]:
    """How every batch of a folder stands; None for those that are collected or never reached the server."""
    with opened(out) as order:
        settings = _settings(order, api_key)
        with _client(settings) as client:
            _adopt(order, client)
            found = [
                (one, client.state(one.id) if one.id and not one.collected else None)
                for one in order.shipments
            ]
        order.save(out)
    return found


def collect(out: Path, observer: Observer, api_key: str | None = None) -> Collected:
    """Fetch what is answered into the cache, and write the results of every report that is answered in full."""
    done = Collected()
    with opened(out) as order:
        settings = _settings(order, api_key)
        with _client(settings) as client, _Books(settings, order, out) as books:
            _adopt(order, client)
            for shipment in order.open:
                state = client.state(shipment.id) if shipment.id else None
                if state is None or not state.ended:
                    done.waiting += shipment.requests
                    continue
                books.fetch(shipment, state, client, done)
                shipment.status, shipment.collected = state.status, True
                order.save(out)
        done.jobs, problems = find_jobs(order.paths, out)
        done.problems += problems
        planned = asyncio.run(_plan(done.jobs, settings, order, observer=observer))
        done.result = planned.result
        done.missing = sum(_to_send(order.requests.get(key)) for key in planned.requests)
    return done


@dataclass(slots=True)
class _Planned:
    requests: dict[str, tuple[Planned, str, str]] = field(default_factory=dict)
    result: BatchResult | None = None
    problems: list[PolicysumError] = field(default_factory=list)


async def _plan(
    jobs: Sequence[Job],
    settings: Settings,
    order: Order,
    *,
    observer: Observer | None = None,
    probe: bool = False,
) -> _Planned:
    """Run over the reports with what is answered: finish those that can be, and note what the others need."""
    found = _Planned()

    def note(request: Planned) -> None:
        account = accounting.get()
        found.requests.setdefault(
            request.key, (request, account.report if account else "", asked_about.get())
        )

    if probe:
        # What an unknown server can do decides what it is asked, so it must be known before.
        async with Summarizer(settings) as asking:
            await asking.engine.need_model().probe()
    keep: Any = lambda cache: _Knowing(cache, order.requests)  # noqa: E731 - a cast with a body
    async with Summarizer(replace(settings, plan=note, keep=keep)) as summarizer:
        found.result = await run_batch(jobs, summarizer, observer=observer or _Nobody())
    found.problems = [one.error for one in found.result.failed if one.error is not None]
    return found


class _Nobody:
    def started(self, job: Job) -> None:
        """Nobody watches."""

    def finished(self, result: Any) -> None:
        """Nobody watches."""

    def tick(self) -> None:
        """Nobody watches."""


class _Books:
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
        for file in (state.output, state.errors):
            for line in client.lines(file) if file else ():
                if line.strip():
                    self._line(json.loads(line), done)
        for sent in self._order.requests.values():
            if sent.mark == shipment.mark and sent.state == "sent":
                sent.state, sent.reason = "failed", state.reason or f"the batch is {state.status}"
                done.failed += 1

    def _line(self, line: dict[str, Any], done: Collected) -> None:
        from policysum.llm.wire import read_response

        key = str(line.get("custom_id"))
        sent = self._order.requests.get(key)
        if sent is None or sent.state == "answered":
            return  # somebody else's, or collected before a crash
        response = line.get("response") or {}
        body = response.get("body") or {}
        if response.get("status_code") != 200 or not body.get("choices"):
            self._failed(sent, line, done)
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
        cost = price.cost(usage) * _HALF if price else None
        done.cost += cost or 0.0
        done.currency = price.currency if price else None
        self._log.write(_entry(key, sent, model.name, usage, cost=cost, price=price))

    def _failed(self, sent: Sent, line: dict[str, Any], done: Collected) -> None:
        body = (line.get("response") or {}).get("body") or {}
        error = line.get("error") or body.get("error") or {}
        sent.tries += 1
        sent.reason = str(error.get("message") or error.get("code") or "no reason given")[:200]
        sent.state = "failed"
        if sent.tries >= _TRIES:
            sent.state = "unusable"
        done.failed += 1


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
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "cached_tokens": usage.cached_tokens,
        "cost": cost,
        "currency": price.currency if price else None,
        "seconds": None,
    }


def _adopt(order: Order, client: BatchClient) -> None:
    """Find the batches whose number a crash kept from being noted; what never reached the server is unsent."""
    for shipment in [one for one in order.shipments if not one.id]:
        state = client.find(shipment.mark)
        if state is not None:
            shipment.id, shipment.status = state.id, state.status
            continue
        order.shipments.remove(shipment)
        for key in [key for key, sent in order.requests.items() if sent.mark == shipment.mark]:
            sent = order.requests[key]
            sent.state, sent.reason = "failed", "the submission was interrupted"


def _to_send(sent: Sent | None) -> bool:
    return sent is None or sent.state in {"failed", "answered"}  # answered, but no longer in the cache


def _files(
    requests: Iterable[tuple[Planned, str, str]],
) -> Iterator[list[tuple[Planned, str, str, bytes]]]:
    """Requests as lines, in files that the server takes."""
    lines: list[tuple[Planned, str, str, bytes]] = []
    size = 0
    for request, report, passage in requests:
        text = json.dumps(
            {"custom_id": request.key, "method": "POST", "url": "/v1/chat/completions", "body": request.body},
            ensure_ascii=False,
        )
        line = text.encode() + b"\n"
        if lines and (len(lines) >= MOST_LINES or size + len(line) > MOST_BYTES):
            yield lines
            lines, size = [], 0
        lines.append((request, report, passage, line))
        size += len(line)
    if lines:
        yield lines


def _ship(
    order: Order, requests: list[tuple[Planned, str, str, bytes]], client: BatchClient, out: Path
) -> Shipment:
    """Send a file; it stands in the record before it is sent, and its number after."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    data = b"".join(line for *_, line in requests)
    # The time tells a second sending of the same lines from the first.
    mark = hashlib.sha256(now.encode() + data).hexdigest()
    shipment = Shipment(mark, len(requests), now)
    order.shipments.append(shipment)
    for request, report, passage, _ in requests:
        before = order.requests.get(request.key)
        order.requests[request.key] = Sent(
            mark, report, passage, request.prompt, tries=before.tries if before else 0
        )
    order.save(out)
    state = client.submit(data, mark)
    shipment.id, shipment.status = state.id, state.status
    order.save(out)
    _log.info("batch %s: %d requests", state.id, len(requests))
    return shipment


def _kept(settings: Settings, schema: str | None) -> dict[str, Any]:
    """What of the settings is written down: never a key."""
    return {
        "model": settings.model,
        "base_url": settings.base_url,
        "passes": settings.passes,
        "prompts": str(settings.prompts.resolve()) if settings.prompts else None,
        "cache_dir": str(settings.cache_dir.resolve()) if settings.cache_dir else None,
        "schema": schema,
    }


def _settings(order: Order, api_key: str | None) -> Settings:
    from pathlib import Path

    if not order.paths:
        raise ConfigError(
            "nothing was submitted from this folder",
            hint="Run `policysum batch submit PATH... -o OUT` first.",
        )
    kept = dict(order.settings)
    schema = kept.pop("schema", None)
    for name in ("prompts", "cache_dir"):
        kept[name] = Path(kept[name]) if kept.get(name) else None
    if schema:
        kept["schema"] = load_schema(schema)
    return Settings(engine="openai", api_key=api_key, **kept)


def _client(settings: Settings) -> BatchClient:
    import os

    from policysum.llm.batches import BatchClient
    from policysum.llm.openai_model import OPENAI_URL

    return BatchClient(
        settings.base_url or os.environ.get("OPENAI_BASE_URL") or OPENAI_URL,
        settings.api_key or os.environ.get("OPENAI_API_KEY") or "",
        model=settings.model or "",
    )
