"""A request body and the raw response to it: from the cache, from a request under way, or from the server.

body -> response cache -> single flight -> claim -> retries -> limiter -> the openai client
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from policysum.errors import ModelAnswerError
from policysum.llm.failures import GarbledResponseError, NotSentError
from policysum.llm.request_body import most_of
from policysum.llm.response import check_finished, check_size, final, parsed, read_response
from policysum.llm.retry import Tally
from policysum.llm.single_flight import SingleFlight
from policysum.llm.types import CallRecord, Usage

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from anyio.from_thread import BlockingPortal

    from policysum.llm.cache import ResponseCache
    from policysum.llm.connections import Connections
    from policysum.llm.retry import Retrier
    from policysum.llm.types import ChatRequest, Limiter

    T = TypeVar("T")

__all__ = ["Exchange", "Planned", "Planner", "Sender"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A request that would be sent: its key, its body, the version of its prompt, what it may take at most, and for whom."""

    key: str
    body: dict[str, Any]
    prompt: str
    most: Usage
    report: str = ""
    passage: str = ""


Planner = Callable[[Planned], dict[str, Any] | None]
"""Takes a request instead of its being sent; gives the raw response to it where it has one."""


@dataclass(slots=True)
class Exchange:
    """A raw response, whether it came without a request of ours, and how many requests it took."""

    response: dict[str, Any]
    cached: bool
    attempts: int = 0


@dataclass(slots=True)
class _Failed:
    """An error on its way from one thread to another: as a value, nobody complains that it was never looked at."""

    error: Exception


@dataclass(slots=True)
class _Call:
    """What one call has cost so far; readable also when it fails."""

    key: str
    body: dict[str, Any]
    request: ChatRequest
    most: Usage
    tally: Tally = field(default_factory=Tally)
    usage: Usage = field(default_factory=Usage)
    answered: bool = False


@dataclass(slots=True, kw_only=True)
class Sender:
    """Sends the requests of one model, each at most once, and keeps account of them.

    Attributes:
        model: name the server knows the model under.
        connections: to the server.
        timeout: seconds one answer may take, its last byte included.
        retrier: the owner of retries.
        cache: response cache, or None to ask every time.
        limiter: hook around every HTTP request.
        on_call: called with every call, for the accounting.
        network: portal into the event loop of another thread that requests are sent from; the caller's own if None.
        plan: called with every request instead of sending it; what it gives answers it.
    """

    model: str
    connections: Connections
    timeout: float
    retrier: Retrier
    cache: ResponseCache | None = None
    limiter: Limiter | None = None
    on_call: Callable[[CallRecord], None] | None = None
    network: BlockingPortal | None = None
    plan: Planner | None = None
    _flight: SingleFlight[Exchange] = field(default_factory=SingleFlight, init=False)

    async def exchange(self, key: str, body: dict[str, Any], request: ChatRequest) -> Exchange:
        """The response to a request.

        Args:
            key: its cache key.
            body: what is sent.
            request: what it was written from: whose it is, and which prompt.

        Raises:
            ModelError: there is none.
        """
        started = time.perf_counter()
        call = _Call(key, body, request, most_of(body))
        exchange = await self._response(call)
        if exchange.cached:
            self._record(call, "cached", started)
        return exchange

    def uncached(self) -> Sender:
        """One to the same server, with connections of its own, that always sends."""
        return replace(self, connections=self.connections.anew(), cache=None, plan=None)

    async def drain(self) -> None:
        """Wait for the answers to requests already sent, also those whose caller has gone."""
        await self._flight.drain()

    async def close(self) -> None:
        """Close the connections of the event loop that requests are sent from."""
        await self._on_network(self.connections.close())

    async def _response(self, call: _Call) -> Exchange:
        if (known := self._kept(call.key)) is not None:
            return Exchange(known, cached=True)
        if self.plan is not None:
            return Exchange(self._planned(call, self.plan), cached=True)
        exchange, first = await self._flight.do(call.key, lambda: self._on_network(self._asked(call)))
        # Who joined a request under way has sent and paid nothing.
        return exchange if first else Exchange(exchange.response, cached=True)

    def _planned(self, call: _Call, plan: Planner) -> dict[str, Any]:
        """What answers a request that is not sent.

        Raises:
            NotSentError: nothing does.
        """
        request, account = call.request, call.request.account
        planned = Planned(
            call.key, call.body, request.prompt_fingerprint, call.most, account.report, request.about
        )
        if (response := _readable(plan(planned))) is not None:
            return response
        account.planned += 1
        raise NotSentError("requests are only planned, none is sent", where=self.model)

    async def _on_network(self, work: Coroutine[Any, Any, T]) -> T:
        if self.network is None:
            return await work
        outcome: T | _Failed = await asyncio.wrap_future(self.network.start_task_soon(_outcome_of, work))
        if isinstance(outcome, _Failed):
            raise outcome.error
        return outcome

    async def _asked(self, call: _Call) -> Exchange:
        """Send a request, unless another process has the answer or is about to get it; keep account of it."""
        async with self.cache.claim(call.key) if self.cache is not None else nullcontext():
            if (known := self._kept(call.key)) is not None:
                return Exchange(known, cached=True)
            started = time.perf_counter()
            try:
                response = await self._sent(call)
            except BaseException as error:
                self._record(call, type(error).__name__, started)
                raise
            self._record(call, _outcome(response), started)
            return Exchange(response, cached=False, attempts=call.tally.sent)

    def _kept(self, key: str) -> dict[str, Any] | None:
        """The response that is kept; one that an older version kept and this one cannot read is asked for again."""
        entry = self.cache.get(key) if self.cache is not None else None
        return _readable(entry.get("response")) if entry is not None else None

    async def _sent(self, call: _Call) -> dict[str, Any]:
        """Send a request until it is answered, and keep the answer before anybody uses it."""
        client = await self.connections.client()
        if self.cache is not None:
            await self.cache.ready()  # where nothing can be kept, nothing is paid for
        where = str(client.base_url).rstrip("/")
        messages = call.body["messages"]
        extra = {name: value for name, value in call.body.items() if name not in {"model", "messages"}}

        async def once() -> dict[str, Any]:
            async with (
                self.limiter.slot(call.most, call.request.account.rank)
                if self.limiter is not None
                else nullcontext()
            ):
                # A rate limit met while this one waited for its turn is news for it, too.
                await self.retrier.ready()
                async with asyncio.timeout(self.timeout):
                    raw = await client.chat.completions.with_raw_response.create(
                        model=self.model, messages=messages, extra_body=extra
                    )
                response = parsed(raw.content)
                call.usage = read_response(response).usage
                call.answered = True
                return response

        response = await self.retrier.call(once, where=where, model=self.model, tally=call.tally)
        check_size(read_response(response), call.body, where=self.model)
        if self.cache is not None and final(response):
            # Not on this thread: answers to requests sent together come together, and one sync is enough for all.
            entry = {"model": self.model, "prompt": call.request.prompt_fingerprint, "response": response}
            await self.cache.aput(call.key, entry)
        return response

    def _record(self, call: _Call, outcome: str, started: float) -> None:
        account = call.request.account
        record = CallRecord(
            key=call.key,
            model=self.model,
            prompt_fingerprint=call.request.prompt_fingerprint,
            outcome=outcome,
            usage=call.usage,
            attempts=call.tally.sent,
            seconds=time.perf_counter() - started,
            report=account.report,
            passage=call.request.about,
            answered=call.answered,
            lost=call.tally.lost,
            most=call.most,
        )
        account.records.append(record)
        if self.on_call is not None:
            self.on_call(record)


async def _outcome_of(work: Coroutine[Any, Any, T]) -> T | _Failed:
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
        return _Failed(error)


def _outcome(response: dict[str, Any]) -> str:
    try:
        check_finished(read_response(response), where="")
    except ModelAnswerError as error:
        return type(error).__name__
    return "ok"


def _readable(response: object) -> dict[str, Any] | None:
    """A response, unless this version cannot read it: an older one kept it in another form."""
    try:
        read_response(response)
    except GarbledResponseError:
        return None
    assert isinstance(response, dict)
    return response
