"""Which engine answers: a hosted or self-hosted model, the embedded one, or the source's own words."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policysum.errors import ConfigError
from policysum.secrets import remember

if TYPE_CHECKING:
    from collections.abc import Callable

    from anyio.from_thread import BlockingPortal

    from policysum.llm import CallRecord, Limiter, LocalServer, ResponseCache, Retrier
    from policysum.llm.address import Address
    from policysum.llm.sending import Planner
    from policysum.llm.types import ServedModel

__all__ = ["ENGINES", "Engine", "EngineChoice", "Wiring", "chosen", "open_engine"]

ENGINES = ("auto", "openai", "local", "extractive")

_LOCAL_CONCURRENCY = 2
"""The embedded model has two slots; a third request would only wait in the server."""


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """What the user asked for; an empty field falls back to the environment.

    Attributes:
        engine: one of `ENGINES`.
        model: name of the model; for the local engine the path of a GGUF file.
        base_url: an OpenAI-compatible address; OPENAI_BASE_URL where it is None.
        api_key: OPENAI_API_KEY where it is None.
        cache_dir: where responses are kept; the platform's cache directory where it is None.
        timeout: seconds to wait for one answer; the server's row decides where it is None.
    """

    engine: str = "auto"
    model: str | None = None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    cache_dir: Path | None = None
    timeout: float | None = None


@dataclass(slots=True)
class Engine:
    """An opened engine.

    Attributes:
        name: "openai", "local" or "extractive".
        why: one clause that says why it was chosen.
        identity: what stands for it when results are compared: the server and the model, never a port or key.
        model: whom to ask; None for the extractive engine.
        base_url: address of the server, where it is the user's, without what is secret in it.
        concurrency: how many requests are worth having under way at once; None leaves it to the caller.
    """

    name: str
    why: str
    identity: str
    model: ServedModel | None = None
    base_url: str | None = None
    concurrency: int | None = None
    _server: LocalServer | None = None
    _cache: ResponseCache | None = None

    @property
    def started(self) -> bool:
        """Whether the embedded model had to be loaded, that is, whether the cache did not answer everything."""
        return self._server is not None and self._server.running

    def need_model(self) -> ServedModel:
        """The model, where nothing can be done without one.

        Raises:
            ConfigError: this is the extractive engine.
        """
        if self.model is None:
            raise ConfigError(
                "a schema of your own needs a model; the extractive engine has none",
                hint="Use --engine openai or --engine local.",
            )
        return self.model

    @property
    def cache(self) -> ResponseCache | None:
        """The response cache; None for the extractive engine."""
        return self._cache

    async def drain(self) -> None:
        """Wait for the answers to requests already sent."""
        if self.model is not None:
            await self.model.drain()

    async def aclose(self) -> None:
        """Close connections, stop the embedded model, close the cache."""
        if self.model is not None:
            await self.model.aclose()
        if self._server is not None:
            self._server.stop()
        if self._cache is not None:
            self._cache.close()


@dataclass(frozen=True, slots=True)
class Wiring:
    """What an engine's model is connected to.

    Attributes:
        retrier: owner of the retries.
        limiter: hook around every request.
        on_call: called with every call.
        network: portal into the event loop of another thread, that requests are sent from.
        plan: called with every request instead of sending it, for a dry run and the Batch API; it may answer it.
    """

    retrier: Retrier | None = None
    limiter: Limiter | None = None
    on_call: Callable[[CallRecord], None] | None = None
    network: BlockingPortal | None = None
    plan: Planner | None = None


def open_engine(choice: EngineChoice, wiring: Wiring | None = None) -> Engine:
    """Open the engine that was asked for, or with "auto" the best one there is.

    Nothing is started or sent yet: that happens at the first request the cache cannot answer.

    Raises:
        ConfigError: there is no such engine, or what it needs is missing.
    """
    wiring = wiring or Wiring()
    name, why = chosen(choice)
    if name == "extractive":
        return Engine("extractive", why, "extractive")

    from policysum.llm import ResponseCache

    cache = ResponseCache(choice.cache_dir)
    options: dict[str, Any] = {
        "cache": cache,
        "retrier": wiring.retrier,
        "limiter": wiring.limiter,
        "timeout": choice.timeout,
        "on_call": wiring.on_call,
        "network": wiring.network,
        "plan": wiring.plan,
    }
    if name == "local":
        return _local(choice, why, cache, options)
    return _hosted(choice, why, cache, options)


def chosen(choice: EngineChoice) -> tuple[str, str]:
    """Name the engine that `open_engine` would open, and say why.

    Raises:
        ConfigError: there is no such engine, or the address is none.
    """
    if choice.engine not in ENGINES:
        raise ConfigError(f"there is no engine {choice.engine!r}", hint=f"Use one of: {', '.join(ENGINES)}.")
    _address(choice)
    return _best(choice) if choice.engine == "auto" else (choice.engine, "it was asked for")


def _address(choice: EngineChoice) -> Address | None:
    """The address that is configured, if one is.

    Raises:
        ConfigError: it is none.
    """
    from policysum.llm.address import Address

    text = choice.base_url or os.environ.get("OPENAI_BASE_URL")
    return Address.of(text) if text else None


def _key(choice: EngineChoice) -> str:
    key = choice.api_key or os.environ.get("OPENAI_API_KEY") or ""
    remember(key)
    if not (key.isascii() and key.isprintable()):
        raise ConfigError(
            "the key has characters that no key has, such as a line break",
            where="OPENAI_API_KEY",
            hint="Copy it again, without blanks around it.",
        )
    return key


def _local(choice: EngineChoice, why: str, cache: ResponseCache, options: dict[str, Any]) -> Engine:
    from policysum.llm import LocalServer

    server = LocalServer(Path(choice.model) if choice.model else None)
    model = server.model(**options)
    return Engine("local", why, server.identity, model, None, _LOCAL_CONCURRENCY, server, cache)


def _hosted(choice: EngineChoice, why: str, cache: ResponseCache, options: dict[str, Any]) -> Engine:
    from policysum.llm import OPENAI_URL, OpenAIModel
    from policysum.llm.address import Address

    address, api_key = _address(choice), _key(choice)
    if address is None and not api_key:
        raise ConfigError(
            "the openai engine needs an address or a key",
            hint="Give --base-url, or set OPENAI_API_KEY or OPENAI_BASE_URL.",
        )
    address = address or Address.of(OPENAI_URL)
    name = choice.model or os.environ.get("OPENAI_MODEL") or ""
    if not name:
        raise ConfigError("no model is named", where=address.url, hint="Give --model, or set OPENAI_MODEL.")
    model = OpenAIModel(address, model=name, api_key=api_key, **options)
    return Engine("openai", why, f"{address.identity}|{name}", model, address.url, None, None, cache)


def _best(choice: EngineChoice) -> tuple[str, str]:
    if choice.model and choice.model.lower().endswith(".gguf"):
        return "local", f"--model names a GGUF file, {Path(choice.model).name}"
    if address := _address(choice):
        return "openai", f"an address is configured, {address.url}"
    if _key(choice):
        return "openai", "OPENAI_API_KEY is set"
    if choice.model:
        raise ConfigError(
            "a model is named, but no address and no key is configured",
            where=choice.model,
            hint="Give --base-url or set OPENAI_API_KEY; a GGUF file is for --engine local.",
        )
    return "extractive", "no server is configured; --base-url URL --model NAME or --engine local asks a model"
