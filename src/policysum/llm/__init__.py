"""One model call: prompt, request, retry, response cache, local model. Nothing else imports openai or instructor."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policysum.llm.cache import CacheError, CacheInfo, ResponseCache
    from policysum.llm.failures import (
        EmptyAnswerError,
        NotSentError,
        RefusedAnswerError,
        SchemaAnswerError,
        TruncatedAnswerError,
    )
    from policysum.llm.local import LocalServer
    from policysum.llm.openai_model import OPENAI_URL, OpenAIModel
    from policysum.llm.prompts import Prompt, load_prompt
    from policysum.llm.retry import Cooldown, Retrier, RetryPolicy
    from policysum.llm.sending import Planned
    from policysum.llm.servers import capabilities_for
    from policysum.llm.types import (
        CallRecord,
        Capabilities,
        ChatModel,
        ChatRequest,
        Completion,
        Limiter,
        Message,
        Price,
        Structured,
        Usage,
    )

_HOME = {
    "CacheError": "cache",
    "CacheInfo": "cache",
    "CallRecord": "types",
    "Capabilities": "types",
    "ChatModel": "types",
    "ChatRequest": "types",
    "Completion": "types",
    "Cooldown": "retry",
    "EmptyAnswerError": "failures",
    "Limiter": "types",
    "LocalServer": "local",
    "Message": "types",
    "OPENAI_URL": "openai_model",
    "NotSentError": "failures",
    "OpenAIModel": "openai_model",
    "Planned": "sending",
    "Price": "types",
    "Prompt": "prompts",
    "RefusedAnswerError": "failures",
    "ResponseCache": "cache",
    "Retrier": "retry",
    "RetryPolicy": "retry",
    "SchemaAnswerError": "failures",
    "Structured": "types",
    "TruncatedAnswerError": "failures",
    "Usage": "types",
    "capabilities_for": "servers",
    "load_prompt": "prompts",
}
"""Public name -> module it lives in, loaded on first use."""

__all__ = [
    "OPENAI_URL",
    "CacheError",
    "CacheInfo",
    "CallRecord",
    "Capabilities",
    "ChatModel",
    "ChatRequest",
    "Completion",
    "Cooldown",
    "EmptyAnswerError",
    "Limiter",
    "LocalServer",
    "Message",
    "NotSentError",
    "OpenAIModel",
    "Planned",
    "Price",
    "Prompt",
    "RefusedAnswerError",
    "ResponseCache",
    "Retrier",
    "RetryPolicy",
    "SchemaAnswerError",
    "Structured",
    "TruncatedAnswerError",
    "Usage",
    "capabilities_for",
    "load_prompt",
]


def __getattr__(name: str) -> Any:
    module = _HOME.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
