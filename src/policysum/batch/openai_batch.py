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
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policysum.batch.collecting import Books, Collected
from policysum.batch.jobs import find_jobs
from policysum.batch.needed import still_needed
from policysum.batch.openai_batch_state import Order, Sent, Shipment, opened
from policysum.errors import ConfigError, PolicysumError
from policysum.llm.address import Address
from policysum.places import config_dir
from policysum.regular import real_path
from policysum.seal import outlives_the_process
from policysum.settings import Settings, load_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policysum.llm import Planned
    from policysum.llm.batches import BatchClient, BatchState

__all__ = ["Collected", "Submitted", "collect", "status", "submit"]

_log = logging.getLogger("policysum.batch")

MOST_LINES = 50_000
MOST_BYTES = 100_000_000
"""Bounds of one file; the server's own are 50,000 lines and 200 MB."""


@dataclass(slots=True)
class Submitted:
    """What a submission came to."""

    requests: int = 0
    waiting: int = 0
    batches: list[str] = field(default_factory=list)
    problems: list[PolicysumError] = field(default_factory=list)


def submit(paths: Sequence[str], settings: Settings, out: Path, *, schema: str | None = None) -> Submitted:
    """Submit what the reports still need to be asked.

    Args:
        paths: files, folders or globs; those of the last submission where there are none.
        settings: of the run; those of the last submission where there are no paths.
        out: folder of the results, which also keeps the record of what was submitted.
        schema: name of the schema in the settings, if it is the user's.

    Raises:
        ConfigError: no folder can keep the secret that seals the record, or the settings do not fit the Batch API.
    """
    if not outlives_the_process():
        raise ConfigError(
            "no folder can keep the secret by which the record of this submission is known again",
            where=str(config_dir()),
            hint="Set POLICYSUM_CONFIG_DIR to a folder that you may write to.",
        )
    with opened(out) as order:
        if paths:
            order.paths, order.settings = list(paths), _kept(settings, schema)
        settings = _settings(order, settings)
        jobs, problems = find_jobs(order.paths, out)
        done = Submitted(problems=problems)
        planned = asyncio.run(still_needed(jobs, settings, order, probe=True))
        done.problems += planned.problems
        with _client(settings) as client:
            _adopt(order, client)
            fresh = [one for one in planned.requests.values() if _to_send(order.requests.get(one.key))]
            done.waiting = len(planned.requests) - len(fresh)
            order.save(out)
            for requests in _files(fresh):
                shipment = _ship(order, requests, client, out)
                done.requests += shipment.requests
                done.batches.append(shipment.id)
    return done


def status(out: Path, given: Settings | None = None) -> list[tuple[Shipment, BatchState | None]]:
    """How every batch of a folder stands; None for those that are collected or never reached the server.

    Args:
        out: folder that was submitted from.
        given: what is not written down: the key, secrets of the address, the time-out.
    """
    with opened(out) as order:
        settings = _settings(order, given or Settings())
        with _client(settings) as client:
            _adopt(order, client)
            found = [
                (one, client.state(one.id) if one.id and not one.collected else None)
                for one in order.shipments
            ]
        order.save(out)
    return found


def collect(out: Path, given: Settings | None = None) -> Collected:
    """Fetch what is answered into the cache, and write the results of every report that is answered in full.

    Args:
        out: folder that was submitted from.
        given: what is not written down: the key, secrets of the address, the time-out.
    """
    done = Collected()
    with opened(out) as order:
        settings = _settings(order, given or Settings())
        with _client(settings) as client, Books(settings, order, out) as books:
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
        planned = asyncio.run(still_needed(done.jobs, settings, order))
        done.result = planned.result
        done.missing = sum(_to_send(order.requests.get(key)) for key in planned.requests)
    return done


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
    requests: Iterable[Planned],
) -> Iterator[list[tuple[Planned, bytes]]]:
    """Requests as lines, in files that the server takes."""
    lines: list[tuple[Planned, bytes]] = []
    size = 0
    for request in requests:
        text = json.dumps(
            {"custom_id": request.key, "method": "POST", "url": "/v1/chat/completions", "body": request.body},
            ensure_ascii=False,
        )
        line = text.encode() + b"\n"
        if lines and (len(lines) >= MOST_LINES or size + len(line) > MOST_BYTES):
            yield lines
            lines, size = [], 0
        lines.append((request, line))
        size += len(line)
    if lines:
        yield lines


def _ship(order: Order, requests: list[tuple[Planned, bytes]], client: BatchClient, out: Path) -> Shipment:
    """Send a file; it stands in the record before it is sent, and its number after."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    data = b"".join(line for _, line in requests)
    # The time makes the mark of a second sending of the same lines another.
    mark = hashlib.sha256(now.encode() + data).hexdigest()
    shipment = Shipment(mark, len(requests), now)
    order.shipments.append(shipment)
    for request, _ in requests:
        before = order.requests.get(request.key)
        order.requests[request.key] = Sent(
            mark, request.report, request.passage, request.prompt, tries=before.tries if before else 0
        )
    order.save(out)
    state = client.submit(data, mark)
    shipment.id, shipment.status = state.id, state.status
    order.save(out)
    _log.info("batch %s: %d requests", state.id, len(requests))
    return shipment


def _kept(settings: Settings, schema: str | None) -> dict[str, Any]:
    """What of the settings is written down: no key, and nothing that is secret in an address."""
    address = settings.base_url or os.environ.get("OPENAI_BASE_URL")
    return {
        "model": settings.model,
        "base_url": Address.of(address).url if address else None,
        "passes": settings.passes,
        "outline": settings.outline,
        "summary": settings.summary,
        "prompts": str(real_path(settings.prompts)) if settings.prompts else None,
        "cache_dir": str(real_path(settings.cache_dir)) if settings.cache_dir else None,
        "schema": schema,
    }


def _settings(order: Order, given: Settings) -> Settings:
    """What was submitted, with what of the call is not written down."""
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
    address = given.base_url or os.environ.get("OPENAI_BASE_URL")
    if address and Address.of(address).url == kept.get("base_url"):
        kept["base_url"] = address  # with the user, password and query that are written nowhere
    return Settings(engine="openai", api_key=given.api_key, timeout=given.timeout, **kept)


def _client(settings: Settings) -> BatchClient:
    from policysum.llm.batches import BatchClient
    from policysum.llm.openai_model import OPENAI_URL

    return BatchClient(
        settings.base_url or OPENAI_URL,
        settings.api_key or os.environ.get("OPENAI_API_KEY") or "",
        model=settings.model or "",
        timeout=settings.timeout,
    )
