"""Any OpenAI-compatible server as a `ChatModel`.

One way for every request, whoever makes it:

    body -> response cache -> single flight -> claim -> retries -> limiter -> the openai client

How a schema is put on the wire is the business of `wire.body_of`; whose call it is comes with the request.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self, TypeVar
from weakref import WeakKeyDictionary

from policysum.errors import ModelAnswerError, ModelRequestError
from policysum.llm.address import Address
from policysum.llm.cache import request_key
from policysum.llm.failures import GarbledResponseError, NotSentError
from policysum.llm.flight import SingleFlight
from policysum.llm.retry import Retrier, Tally
from policysum.llm.servers import capabilities_for
from policysum.llm.types import CallRecord, Capabilities, Completion, Structured, Usage
from policysum.llm.wire import (
    body_of,
    check_finished,
    check_size,
    final,
    is_json,
    most_of,
    parsed,
    read_response,
    unwrap_json,
)
from policysum.secrets import remember

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from anyio.from_thread import BlockingPortal
    from openai import AsyncOpenAI

    from policysum.llm.cache import ResponseCache
    from policysum.llm.types import ChatRequest, Limiter

    T = TypeVar("T")

__all__ = ["OPENAI_URL", "OpenAIModel", "Planned"]

OPENAI_URL = "https://api.openai.com/v1"

_CONNECT = 15.0
"""Seconds to wait for a connection: that takes no model's time."""
_MOST_CAN = Structured.STRICT
"""How a server is asked until it is known."""
_FORMAT_WORDS = ("response_format", "json_schema", "json_object", "tool_choice", "guided", "grammar")
"""In the message of a 400: the server minds how it was asked for JSON, not what it was asked."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A request that would be sent: its key, its body, the version of its prompt, what it may take at most, and for whom."""

    key: str
    body: dict[str, Any]
    prompt: str
    most: Usage
    report: str = ""
    passage: str = ""


@dataclass(slots=True)
class _Exchange:
    """A raw response and whether it came without a request of ours."""

    response: dict[str, Any]
    cached: bool


@dataclass(slots=True)
class _Failed:
    """An error on its way from one thread to another: as a value, nobody complains that it was never looked at."""

    error: Exception


@dataclass(slots=True)
class _Call:
    """What one call has cost so far; readable also when it fails."""

    key: str
    request: ChatRequest
    most: Usage
    tally: Tally = field(default_factory=Tally)
    usage: Usage = field(default_factory=Usage)
    answered: bool = False


class OpenAIModel:
    """A model behind an OpenAI-compatible address.

    Args:
        base_url: address up to and including /v1, as text or taken apart; or a function that starts the server and returns the
            address, called at the first request that the cache cannot answer.
        model: name the server knows the model under.
        api_key: key, empty for servers that want none.
        capabilities: what the server can do; looked up in the table if None.
        cache: response cache, or None to ask every time.
        retrier: the owner of retries; share its `cooldown` between models of one server.
        limiter: hook around every HTTP request.
        timeout: seconds one answer may take, its last byte included; the server's row decides if None.
        identity: stands for the address in the cache key; needed where the port is random.
        on_call: called with every call, for the accounting.
        network: portal into the event loop of another thread that requests are sent from, so that an answer reaches the cache
            at once however busy the caller's loop is; the caller's own if None.
        plan: called with every request that would be sent, and nothing is sent.
    """

    def __init__(
        self,
        base_url: str | Address | Callable[[], str] = OPENAI_URL,
        *,
        model: str,
        api_key: str = "",
        capabilities: Capabilities | None = None,
        cache: ResponseCache | None = None,
        retrier: Retrier | None = None,
        limiter: Limiter | None = None,
        timeout: float | None = None,
        identity: str = "",
        on_call: Callable[[CallRecord], None] | None = None,
        network: BlockingPortal | None = None,
        plan: Callable[[Planned], None] | None = None,
    ) -> None:
        self._address = Address.of(base_url) if isinstance(base_url, str) else base_url
        self._model = model
        remember(api_key)
        self._api_key = api_key
        if capabilities is None:
            known = self._address.url if isinstance(self._address, Address) else ""
            capabilities = capabilities_for(known, model)
        self._capabilities = capabilities
        self._cache = cache
        self._retrier = retrier or Retrier()
        self._limiter = limiter
        self._timeout = timeout if timeout is not None else capabilities.timeout
        self._identity = identity or (self._address.identity if isinstance(self._address, Address) else "")
        self._on_call = on_call
        self._network = network
        self._plan = plan
        self._may_probe = True
        self._flight: SingleFlight[_Exchange] = SingleFlight()
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncOpenAI] = WeakKeyDictionary()
        self._probing: SingleFlight[None] = SingleFlight()

    @property
    def name(self) -> str:
        """Name of the model."""
        return self._model

    @property
    def capabilities(self) -> Capabilities:
        """What the server can do; `structured` is None until an unknown server has been probed."""
        return self._capabilities

    async def complete(self, request: ChatRequest) -> Completion:
        """Answer one request.

        Raises:
            ModelError: no usable answer; the subclass says why.
        """
        if request.schema is not None and not self._is_known():
            return await self._asked_unprobed(request)
        used = self._capabilities.structured
        try:
            return await self._answer(request, self._capabilities)
        except ModelRequestError as error:
            if request.schema is None or not any(word in error.what for word in _FORMAT_WORDS):
                raise
            if self._capabilities.structured is used:
                if not self._may_probe:
                    raise
                # The table was wrong about this server, or another one lives at the address: find out, once.
                self._may_probe = False
                self._capabilities = replace(self._capabilities, structured=None)
            await self.probe()
            return await self.complete(request)

    @property
    def retrier(self) -> Retrier:
        """The owner of this model's retries; its cool-down may be shared."""
        return self._retrier

    @property
    def identity(self) -> str:
        """What stands for the server in cache keys."""
        return self._identity

    async def probe(self) -> Capabilities:
        """Find out once what an unknown server can do, and remember it in the cache."""
        if not self._is_known():
            await self._probing.do("probe", self._found_out)
        return self._capabilities

    def _is_known(self) -> bool:
        """Whether it is known, without asking, how the server can be held to a schema."""
        if self._capabilities.structured is None:
            from policysum.llm.probe import recall

            known = recall(self, self._cache)
            if known is None and self._plan is not None:
                known = _MOST_CAN  # nothing may be sent to find out
            self._capabilities = replace(self._capabilities, structured=known)
        return self._capabilities.structured is not None

    async def _found_out(self) -> None:
        from policysum.llm.probe import probe

        # Its requests are on no report's account: whichever came first only happened to be first.
        self._capabilities = await probe(self, self._cache)

    def with_capabilities(self, capabilities: Capabilities) -> OpenAIModel:
        """Give a model of the same server that is treated as able to do something else."""
        other = OpenAIModel(
            self._address,
            model=self._model,
            api_key=self._api_key,
            capabilities=capabilities,
            retrier=self._retrier,
            limiter=self._limiter,
            timeout=self._timeout,
            identity=self._identity,
            on_call=self._on_call,
            network=self._network,
        )
        other._may_probe = False
        return other

    async def drain(self) -> None:
        """Wait for the answers to requests already sent, also those whose caller has gone."""
        await self._flight.drain()
        await self._probing.drain()

    async def aclose(self) -> None:
        """Close the connections of the running event loop; a probe that nobody waits for is given up."""
        self._probing.cancel()
        await self._on_network(self._close())

    async def _close(self) -> None:
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()

    async def _on_network(self, work: Coroutine[Any, Any, T]) -> T:
        if self._network is None:
            return await work
        outcome: T | _Failed = await asyncio.wrap_future(self._network.start_task_soon(_outcome_of, work))
        if isinstance(outcome, _Failed):
            raise outcome.error
        return outcome

    async def __aenter__(self) -> Self:
        """Use the model within a block."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close its connections at the end of the block."""
        await self.aclose()

    async def _asked_unprobed(self, request: ChatRequest) -> Completion:
        """Ask a server that is not known yet while it is probed, in the way that most can be asked.

        Where the probe finds that this one cannot, what was not answered in JSON is asked again.
        """
        self._probing.start("probe", self._found_out)
        guess = replace(self._capabilities, structured=_MOST_CAN)
        try:
            answer = await self._answer(request, guess)
            if is_json(answer.text) or (await self.probe()).structured is _MOST_CAN:
                return answer
        except (ModelRequestError, ModelAnswerError):
            if (await self.probe()).structured is _MOST_CAN:
                raise
        return await self.complete(request)

    async def _answer(self, request: ChatRequest, capabilities: Capabilities) -> Completion:
        body = body_of(request, capabilities, model=self._model)
        key = request_key(
            server=self._identity, body=body, prompt=request.prompt_fingerprint, attempt=request.attempt
        )
        started = time.perf_counter()
        call = _Call(key, request, most_of(body))
        exchange = await self._response(key, body, call)
        if exchange.cached:
            self._record(call, "cached", started)
        reading = read_response(exchange.response)
        check_finished(reading, where=self._model)
        text = reading.text if request.schema is None else unwrap_json(reading.text)
        return Completion(
            text=text,
            model=reading.model or self._model,
            finish_reason=reading.finish_reason,
            usage=reading.usage,
            cached=exchange.cached,
            attempts=0 if exchange.cached else call.tally.sent,
            seconds=time.perf_counter() - started,
            key=key,
        )

    async def _response(self, key: str, body: dict[str, Any], call: _Call) -> _Exchange:
        if (known := self._kept(key)) is not None:
            return _Exchange(known, cached=True)
        if self._plan is not None:
            request, account = call.request, call.request.account
            if account is not None:
                account.planned += 1
            report = account.report if account is not None else ""
            self._plan(Planned(key, body, request.prompt_fingerprint, call.most, report, request.about))
            raise NotSentError("requests are only planned, none is sent", where=self._model)
        exchange, first = await self._flight.do(key, lambda: self._on_network(self._asked(key, body, call)))
        # Who joined a request under way has sent and paid nothing.
        return exchange if first else _Exchange(exchange.response, cached=True)

    async def _asked(self, key: str, body: dict[str, Any], call: _Call) -> _Exchange:
        """Send a request, unless another process has the answer or is about to get it; keep account of it."""
        async with self._cache.claim(key) if self._cache is not None else nullcontext():
            if (known := self._kept(key)) is not None:
                return _Exchange(known, cached=True)
            started = time.perf_counter()
            try:
                response = await self._sent(key, body, call)
            except BaseException as error:
                self._record(call, type(error).__name__, started)
                raise
            self._record(call, _outcome(response), started)
            return _Exchange(response, cached=False)

    def _kept(self, key: str) -> dict[str, Any] | None:
        """The response that is kept; one that an older version kept and this one cannot read is asked for again."""
        entry = self._cache.get(key) if self._cache is not None else None
        response = entry.get("response") if entry is not None else None
        try:
            read_response(response)
        except GarbledResponseError:
            return None
        assert isinstance(response, dict)
        return response

    async def _sent(self, key: str, body: dict[str, Any], call: _Call) -> dict[str, Any]:
        """Send a request until it is answered, and keep the answer before anybody uses it."""
        client = await self._client()
        if self._cache is not None:
            await self._cache.ready()  # where nothing can be kept, nothing is paid for
        where = str(client.base_url).rstrip("/")
        extra = {name: value for name, value in body.items() if name not in {"model", "messages"}}

        rank = call.request.account.rank if call.request.account is not None else 0

        async def once() -> dict[str, Any]:
            async with self._limiter.slot(call.most, rank) if self._limiter is not None else nullcontext():
                # A rate limit met while this one waited for its turn is news for it, too.
                await self._retrier.cooldown.wait()
                async with asyncio.timeout(self._timeout):
                    raw = await client.chat.completions.with_raw_response.create(
                        model=self._model, messages=body["messages"], extra_body=extra
                    )
                response = parsed(raw.content)
                call.usage = read_response(response).usage
                call.answered = True
                return response

        response = await self._retrier.call(once, where=where, model=self._model, tally=call.tally)
        check_size(read_response(response), body, where=self._model)
        if self._cache is not None and final(response):
            # Not on this thread: answers to requests sent together come together, and one sync is enough for all.
            await self._cache.aput(
                key, {"model": self._model, "prompt": call.request.prompt_fingerprint, "response": response}
            )
        return response

    async def _client(self) -> AsyncOpenAI:
        """Give the client of the running event loop: its connections cannot be used from another."""
        loop = asyncio.get_running_loop()
        if (client := self._clients.get(loop)) is not None:
            return client
        import openai

        from policysum.llm.transport import client_options

        address = self._address
        if not isinstance(address, Address):
            address = Address.of(await asyncio.to_thread(address))
        if (client := self._clients.get(loop)) is None:
            client = openai.AsyncOpenAI(
                **client_options(address, asynchronous=True),
                api_key=self._api_key or "none",  # the client insists on one, servers at home do not
                max_retries=0,  # one owner of retries
                timeout=openai.Timeout(self._timeout, connect=min(self._timeout, _CONNECT)),
            )
            self._clients[loop] = client
        return client

    def _record(self, call: _Call, outcome: str, started: float) -> None:
        account = call.request.account
        record = CallRecord(
            key=call.key,
            model=self._model,
            prompt_fingerprint=call.request.prompt_fingerprint,
            outcome=outcome,
            usage=call.usage,
            attempts=call.tally.sent,
            seconds=time.perf_counter() - started,
            report=account.report if account is not None else "",
            passage=call.request.about,
            answered=call.answered,
            lost=call.tally.lost,
            most=call.most,
        )
        if account is not None:
            account.records.append(record)
        if self._on_call is not None:
            self._on_call(record)


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
