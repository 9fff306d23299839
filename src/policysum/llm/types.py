"""What goes into a model call and what comes out: small frozen values and the one protocol of the room."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractAsyncContextManager

__all__ = [
    "Account",
    "CallRecord",
    "Capabilities",
    "ChatModel",
    "ChatRequest",
    "Completion",
    "Limiter",
    "Message",
    "OnAccount",
    "Price",
    "ServedModel",
    "Structured",
    "Usage",
]

MessageRole = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: MessageRole
    content: str


@dataclass(slots=True)
class Account:
    """The calls made for one report.

    Attributes:
        report: its name.
        rank: its place in the run: the requests of a report that was begun earlier go first.
        records: its calls.
        planned: requests it would have sent, where none is sent.
    """

    report: str = ""
    rank: int = 0
    records: list[CallRecord] = field(default_factory=list)
    planned: int = 0


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """Everything that decides what a model answers, and nothing else.

    Attributes:
        messages: the conversation, the stable prefix first (providers and llama.cpp cache it).
        schema: JSON schema the answer must obey, or None for free text.
        schema_name: name the schema is sent under.
        max_tokens: most tokens the answer may have; None leaves it to the server.
        temperature: 0 for the most likely answer.
        seed: seed for servers that take one.
        stop: strings that end the answer.
        prompt_fingerprint: content hash of the prompt template; part of the cache key.
        attempt: number of the re-ask; a second try must not get the first one's cached answer.
        about: stretch of the report that it is about, as `start-end`; for the account, it decides no answer.
        account: whose call it is, by default nobody's; it decides no answer either.
    """

    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None = None
    schema_name: str = "answer"
    max_tokens: int | None = None
    temperature: float | None = 0.0
    seed: int | None = None
    stop: tuple[str, ...] = ()
    prompt_fingerprint: str = ""
    attempt: int = 0
    about: str = field(default="", compare=False)
    account: Account = field(default_factory=Account, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call.

    Attributes:
        prompt_tokens: of the request.
        completion_tokens: of the answer.
        cached_tokens: the part of the prompt the provider had cached itself.
        known: whether the server said so in numbers that can be meant; what is unknown counts as nothing here, and
            as the most it can be where a budget is held.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    known: bool = True

    def __add__(self, other: Usage) -> Usage:
        """Add two usages field by field."""
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cached_tokens + other.cached_tokens,
            self.known and other.known,
        )


@dataclass(frozen=True, slots=True)
class Completion:
    """One answer.

    Attributes:
        text: the answer itself; tool arguments where the server answers through a tool.
        model: the model that says it answered.
        finish_reason: "stop" or "tool_calls"; other endings are raised, not returned.
        usage: tokens as the server counted them (of the original call, for a cached answer).
        cached: whether the answer came from our response cache, without any request.
        attempts: requests sent for it, failed ones included; 0 for a cached answer.
        seconds: wall time of the call, waiting included.
        key: cache key of the request.
    """

    text: str
    model: str = ""
    finish_reason: str = "stop"
    usage: Usage = field(default_factory=Usage)
    cached: bool = False
    attempts: int = 1
    seconds: float = 0.0
    key: str = ""


class Structured(StrEnum):
    """How a server can be held to a JSON schema, from the strongest to the weakest."""

    STRICT = "json_schema_strict"
    SCHEMA = "json_schema"
    TOOLS = "tools"
    OBJECT = "json_object"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Price:
    """Price per million tokens in `currency`."""

    prompt: float
    completion: float
    cached: float | None = None
    currency: str = "USD"

    def cost(self, usage: Usage) -> float:
        """Price one usage; cached prompt tokens at their own rate where it is known."""
        cached_rate = self.prompt if self.cached is None else self.cached
        fresh = max(usage.prompt_tokens - usage.cached_tokens, 0)
        total = fresh * self.prompt + usage.cached_tokens * cached_rate
        return (total + usage.completion_tokens * self.completion) / 1_000_000


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one server can do; a row of the table in `servers.py`.

    Attributes:
        family: name of the row.
        structured: strongest way to hold it to a schema; None means unknown, to be probed once.
        forced_tool_choice: whether `tool_choice` may name a function.
        context: context length in tokens; None means unknown.
        price: None means unknown, and is shown as unknown.
        timeout: seconds one answer may take, its last byte included.
        extra_body: fields sent with every request, such as the switch that turns thinking off.
        drop_keywords: JSON schema keywords its strict mode refuses; validated on our side instead.
        max_tokens_field: the name this server knows the output limit under.
        sampling: whether temperature and seed may be sent at all.
    """

    family: str = "unknown"
    structured: Structured | None = None
    forced_tool_choice: bool = False
    context: int | None = None
    price: Price | None = None
    timeout: float = 120.0
    extra_body: Mapping[str, Any] = field(default_factory=dict)
    drop_keywords: frozenset[str] = frozenset()
    max_tokens_field: str = "max_tokens"
    sampling: bool = True


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One model call as the accounting sees it; never holds a prompt, an answer or a key.

    Attributes:
        key: hash of the request.
        model: model asked.
        prompt_fingerprint: version of the prompt.
        outcome: "ok", "cached", or the name of the error.
        usage: tokens, also of an answer that was thrown away (truncated, refused).
        attempts: requests sent.
        seconds: wall time.
        report: name of the report it was made for.
        passage: what of the report it was about.
        answered: whether the last attempt brought an answer, usable or not.
        lost: attempts whose answer never came, but which may be billed.
        most: what one attempt may take at most, as far as can be known before.
    """

    key: str
    model: str
    prompt_fingerprint: str
    outcome: str
    usage: Usage
    attempts: int
    seconds: float
    report: str = ""
    passage: str = ""
    answered: bool = False
    lost: int = 0
    most: Usage = field(default_factory=Usage)


@runtime_checkable
class ChatModel(Protocol):
    """The seam: messages and schema in, completion out. Tests hand in another implementation."""

    @property
    def name(self) -> str:
        """Name of the model, as it appears in the summary."""

    @property
    def capabilities(self) -> Capabilities:
        """What the server behind it can do."""

    async def complete(self, request: ChatRequest) -> Completion:
        """Answer one request or raise a `ModelError`."""


class ServedModel(ChatModel, Protocol):
    """A model with connections of its own, as an engine holds it."""

    async def probe(self) -> Capabilities:
        """Find out once what an unknown server can do."""

    async def drain(self) -> None:
        """Wait for the answers to requests already sent."""

    async def aclose(self) -> None:
        """Close the connections."""


@dataclass(frozen=True, slots=True)
class OnAccount:
    """A model that keeps account of who asks: the same answers, noted for one report."""

    model: ChatModel
    account: Account

    @property
    def name(self) -> str:
        """Name of the model."""
        return self.model.name

    @property
    def capabilities(self) -> Capabilities:
        """What the server behind it can do."""
        return self.model.capabilities

    async def complete(self, request: ChatRequest) -> Completion:
        """Answer one request or raise a `ModelError`."""
        return await self.model.complete(replace(request, account=self.account))


class Limiter(Protocol):
    """Hook around every single HTTP request: rate limits live with the batch engine, not here."""

    def slot(self, most: Usage, rank: int = 0) -> AbstractAsyncContextManager[None]:
        """Wait until a request that takes `most` tokens at most may be sent; the block holds its whole exchange.

        Of those that wait, the one of the lowest rank goes first.
        """
