"""Any OpenAI-compatible server as a `ChatModel`.

How a schema is put on the wire is the business of `request_body.body_of`, how a body is sent that of `sending.Sender`; whose
call it is comes with the request.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from policysum.errors import ModelAnswerError, ModelRequestError
from policysum.llm.address import Address
from policysum.llm.cache import request_key
from policysum.llm.connections import Connections
from policysum.llm.request_body import body_of
from policysum.llm.response import check_finished, is_json, read_response, unwrap_json
from policysum.llm.retry import Retrier
from policysum.llm.sending import Sender
from policysum.llm.servers import capabilities_for
from policysum.llm.single_flight import SingleFlight
from policysum.llm.types import Capabilities, Completion, Structured
from policysum.secrets import remember

if TYPE_CHECKING:
    from collections.abc import Callable

    from anyio.from_thread import BlockingPortal

    from policysum.llm.cache import ResponseCache
    from policysum.llm.sending import Planner
    from policysum.llm.types import CallRecord, ChatRequest, Limiter

__all__ = ["OPENAI_URL", "OpenAIModel"]

OPENAI_URL = "https://api.openai.com/v1"

_MOST_CAN = Structured.STRICT
"""How a server is asked until it is known."""
_FORMAT_WORDS = ("response_format", "json_schema", "json_object", "tool_choice", "guided", "grammar")
"""In the message of a 400: the server minds how it was asked for JSON, not what it was asked."""


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
        plan: called with every request instead of sending it; what it gives answers it.
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
        plan: Planner | None = None,
    ) -> None:
        address = Address.of(base_url) if isinstance(base_url, str) else base_url
        known = address if isinstance(address, Address) else None
        remember(api_key)
        if capabilities is None:
            capabilities = capabilities_for(known.url if known else "", model)
        if timeout is None:
            timeout = capabilities.timeout
        self._capabilities = capabilities
        self._identity = identity or (known.identity if known else "")
        self._sender = Sender(
            model=model,
            connections=Connections(address, api_key, timeout),
            timeout=timeout,
            retrier=retrier or Retrier(),
            cache=cache,
            limiter=limiter,
            on_call=on_call,
            network=network,
            plan=plan,
        )
        self._may_probe = True
        self._probing: SingleFlight[None] = SingleFlight()

    @property
    def name(self) -> str:
        """Name of the model."""
        return self._sender.model

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
        return self._sender.retrier

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

            known = recall(self, self._sender.cache)
            if known is None and self._sender.plan is not None:
                known = _MOST_CAN  # nothing may be sent to find out
            self._capabilities = replace(self._capabilities, structured=known)
        return self._capabilities.structured is not None

    async def _found_out(self) -> None:
        from policysum.llm.probe import probe

        # Its requests are on no report's account: whichever came first only happened to be first.
        self._capabilities = await probe(self, self._sender.cache)

    async def tried(self, request: ChatRequest, capabilities: Capabilities) -> Completion:
        """Answer a request with the server held to be able to do something; always sent, never kept.

        Raises:
            ModelError: no usable answer; the subclass says why.
        """
        sender = self._sender.uncached()
        try:
            return await self._answer(request, capabilities, sender)
        finally:
            await sender.close()

    async def drain(self) -> None:
        """Wait for the answers to requests already sent, also those whose caller has gone."""
        await self._sender.drain()
        await self._probing.drain()

    async def aclose(self) -> None:
        """Close the connections of the running event loop; a probe that nobody waits for is given up."""
        self._probing.cancel()
        await self._sender.close()

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

    async def _answer(
        self, request: ChatRequest, capabilities: Capabilities, sender: Sender | None = None
    ) -> Completion:
        started = time.perf_counter()
        body = body_of(request, capabilities, model=self.name)
        key = request_key(
            server=self._identity, body=body, prompt=request.prompt_fingerprint, attempt=request.attempt
        )
        exchange = await (sender or self._sender).exchange(key, body, request)
        reading = read_response(exchange.response)
        check_finished(reading, where=self.name)
        text = reading.text if request.schema is None else unwrap_json(reading.text)
        return Completion(
            text=text,
            model=reading.model or self.name,
            finish_reason=reading.finish_reason,
            usage=reading.usage,
            cached=exchange.cached,
            attempts=exchange.attempts,
            seconds=time.perf_counter() - started,
            key=key,
        )
