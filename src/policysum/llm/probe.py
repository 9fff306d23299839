"""What can an unknown server do? Ask it once, with the smallest of requests, and remember."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from policysum.errors import ModelAnswerError, ModelRequestError
from policysum.llm.cache import request_key
from policysum.llm.response import unwrap_json
from policysum.llm.types import Capabilities, ChatRequest, Message, Structured

if TYPE_CHECKING:
    from policysum.llm.cache import ResponseCache
    from policysum.llm.openai_model import OpenAIModel

__all__ = ["probe", "recall"]

_log = logging.getLogger("policysum.llm")

_ORDER = (Structured.STRICT, Structured.OBJECT, Structured.TEXT)
_WORD = "可以"
_REQUEST = ChatRequest(
    messages=(Message("user", f'请用 JSON 回答：{{"answer":"{_WORD}"}}'),),
    schema={
        "type": "object",
        "properties": {"answer": {"type": "string", "enum": [_WORD]}},
        "required": ["answer"],
        "additionalProperties": False,
    },
    schema_name="probe",
    max_tokens=512,  # a reasoning model needs room to think before it answers
    prompt_fingerprint="probe",
)


async def probe(model: OpenAIModel, cache: ResponseCache | None) -> Capabilities:
    """Find the strongest way this server can be held to a schema.

    Args:
        model: model to ask; its own cache is not used, so that a probe always meets the server.
        cache: where the finding is remembered, or None.
    """
    known = model.capabilities
    key = _key(model)
    if (remembered := recall(model, cache)) is not None:
        return replace(known, structured=remembered)
    found = Structured.TEXT
    for how in _ORDER[:-1]:
        if await _obeys(model, replace(known, structured=how)):
            found = how
            break
    _log.info("%s: an unknown server; it can do %s", model.identity, found.value)
    if cache is not None:
        await cache.aput(key, {"structured": found.value, "model": model.name})
    return replace(known, structured=found)


def recall(model: OpenAIModel, cache: ResponseCache | None) -> Structured | None:
    """What was found out about a server before, without asking it."""
    entry = None if cache is None else cache.get(_key(model))
    found = entry.get("structured") if entry is not None else None
    return Structured(found) if found in list(Structured) else None


def _key(model: OpenAIModel) -> str:
    return request_key(server=model.identity, body={"model": model.name}, prompt="probe", attempt=0)


async def _obeys(model: OpenAIModel, capabilities: Capabilities) -> bool:
    try:
        completion = await model.tried(_REQUEST, capabilities)
        answer = json.loads(unwrap_json(completion.text))
    except (ModelRequestError, ModelAnswerError, ValueError):
        return False
    return isinstance(answer, dict) and answer.get("answer") == _WORD
