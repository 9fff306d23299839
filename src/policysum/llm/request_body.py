"""A request of ours as the JSON body a server takes, and what it may cost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from policysum.llm.types import Structured, Usage

if TYPE_CHECKING:
    from policysum.llm.types import Capabilities, ChatRequest

__all__ = ["body_of", "most_of"]

_ASK_FOR_JSON = "\n\n只输出一个 JSON 对象，不要解释，不要代码块。它必须符合这个 JSON Schema：\n"
"""For servers that take no schema: at the very end, because the schema changes from passage to passage
and everything before it can then be cached by the provider. Servers with a JSON mode insist on the word."""


def body_of(
    request: ChatRequest,
    capabilities: Capabilities,
    *,
    model: str,
) -> dict[str, Any]:
    """Write the body to POST.

    Args:
        request: what to ask.
        capabilities: what the server can do.
        model: name of the model.
    """
    messages = [{"role": message.role, "content": message.content} for message in request.messages]
    body: dict[str, Any] = {"model": model, "messages": messages}
    if request.schema is not None:
        _add_schema(body, request, capabilities)
    if request.max_tokens is not None:
        body[capabilities.max_tokens_field] = request.max_tokens
    if capabilities.sampling:
        if request.temperature is not None:
            body["temperature"] = request.temperature
        if request.seed is not None:
            body["seed"] = request.seed
    if request.stop:
        body["stop"] = list(request.stop)
    return body | dict(capabilities.extra_body)


def _add_schema(body: dict[str, Any], request: ChatRequest, capabilities: Capabilities) -> None:
    schema = _without(dict(request.schema or {}), capabilities.drop_keywords)
    name = request.schema_name
    how = capabilities.structured or Structured.TEXT
    if how in {Structured.STRICT, Structured.SCHEMA}:
        wrapped: dict[str, Any] = {"name": name, "schema": schema}
        if how is Structured.STRICT:
            wrapped["strict"] = True
        body["response_format"] = {"type": "json_schema", "json_schema": wrapped}
        return
    if how is Structured.TOOLS:
        body["tools"] = [{"type": "function", "function": {"name": name, "parameters": schema}}]
        forced = {"type": "function", "function": {"name": name}}
        body["tool_choice"] = forced if capabilities.forced_tool_choice else "auto"
        return
    if how is Structured.OBJECT:
        body["response_format"] = {"type": "json_object"}
    asked = _ASK_FOR_JSON + json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    last = next((m for m in reversed(body["messages"]) if m["role"] == "user"), body["messages"][-1])
    last["content"] = f"{last['content']}{asked}"


def _without(schema: Any, keywords: frozenset[str]) -> Any:
    """Copy a schema without some keywords; names of properties are not keywords."""
    if not keywords:
        return schema
    if isinstance(schema, list):
        return [_without(part, keywords) for part in schema]
    if not isinstance(schema, dict):
        return schema
    copy: dict[str, Any] = {}
    for key, value in schema.items():
        if key in {"properties", "$defs"} and isinstance(value, dict):
            copy[key] = {name: _without(part, keywords) for name, part in value.items()}
        elif key in {"enum", "const", "default", "examples"}:
            if key not in keywords:
                copy[key] = value
        elif key not in keywords:
            copy[key] = _without(value, keywords)
    return copy


_LATIN = 3
"""Characters of Latin text, JSON or digits to a token, at least."""
_SURPLUS = 1.25
"""Old tokenizers take more than one token for a rare Chinese character."""


def most_of(body: dict[str, Any]) -> Usage:
    """How many tokens a request may take at most; a Chinese character is about one token or less."""
    parts = [str(message.get("content") or "") for message in body["messages"]]
    parts += [
        json.dumps(body[name], ensure_ascii=False) for name in ("response_format", "tools") if name in body
    ]
    text = "".join(parts)
    latin = len(text.encode("ascii", "ignore"))
    prompt = int((len(text) - latin) * _SURPLUS + latin / _LATIN) + 8 * len(parts)
    answer = body.get("max_tokens") or body.get("max_completion_tokens") or prompt
    return Usage(prompt, int(answer))
