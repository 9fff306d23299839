"""The JSON response of a server as an answer of ours, and whether it can be used."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from math import isfinite
from typing import Any

from policysum.errors import PolicysumError
from policysum.llm.failures import (
    EmptyAnswerError,
    GarbledResponseError,
    OversizedAnswerError,
    RefusedAnswerError,
    TruncatedAnswerError,
)
from policysum.llm.types import Usage
from policysum.secrets import without_secrets

__all__ = [
    "Reading",
    "check_finished",
    "check_size",
    "final",
    "is_json",
    "parsed",
    "read_response",
    "unwrap_json",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a response says, whether usable or not."""

    text: str
    model: str
    finish_reason: str
    usage: Usage
    refusal: str
    reasoned: bool


_DEEPEST = 64
"""Levels of a response: a chat completion has six, its custom fields a few more."""
_LONGEST_NUMBER = 32
_ESCAPES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)
"""Escapes within a JSON text: pairs of surrogates, halves of one, all others; each is consumed whole."""


def parsed(body: bytes | str) -> dict[str, Any]:
    """Parse the body of a response so that nothing in it harms whoever uses it.

    Half a surrogate pair, which a gateway or a token limit leaves behind, becomes U+FFFD; numbers of absurd length
    and those that JSON does not know become null; the user's key, should it be echoed, is masked.

    Raises:
        GarbledResponseError: it is no JSON object, or nested as no response is.
    """
    text = body.decode("utf-8-sig", "replace") if isinstance(body, bytes) else body
    text = without_secrets(text)
    text = _with_whole_characters(text)
    try:
        response = json.loads(text, parse_int=_integer, parse_float=_float, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise GarbledResponseError("not JSON") from error
    if not isinstance(response, dict) or _is_deep(response):
        raise GarbledResponseError("not a chat completion")
    return response


def _with_whole_characters(text: str) -> str:
    """A JSON text in which no escape stands for half a character."""
    if "\\ud" in text or "\\uD" in text:
        return _ESCAPES.sub(lambda found: "\\ufffd" if found["half"] else found[0], text)
    return text


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else None


def _float(digits: str) -> float | None:
    return value if isfinite(value := float(digits)) else None


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            part
            for one in level
            if isinstance(one, dict | list)
            for part in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True


def read_response(response: Any) -> Reading:
    """Read a parsed response.

    Raises:
        GarbledResponseError: it is not a chat completion at all.
    """
    try:
        choice = response["choices"][0]
        message = choice["message"]
        text = _answer_of(message)
        finish = choice.get("finish_reason") or "stop"
        return Reading(
            text=_with_whole_characters(text),  # an answer is JSON within the JSON
            model=str(response.get("model") or ""),
            finish_reason=str(finish),
            usage=_usage_of(response.get("usage")),
            refusal=str(message.get("refusal") or ""),
            reasoned=bool(message.get("reasoning_content") or message.get("reasoning")),
        )
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise GarbledResponseError("not a chat completion") from error


def _answer_of(message: dict[str, Any]) -> str:
    calls = message.get("tool_calls")
    if calls:
        arguments = calls[0]["function"]["arguments"]
        return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    content = message.get("content") or ""
    if isinstance(content, list):  # some gateways send parts
        return "".join(str(part.get("text", "")) for part in content)
    return str(content)


_MOST_TOKENS = 10_000_000
"""More than any context holds: who says more does not count tokens."""


def _usage_of(usage: Any) -> Usage:
    """What the server says it took; where that cannot be meant, it is unknown."""
    if not isinstance(usage, dict):
        return Usage(known=False)
    details = usage.get("prompt_tokens_details")
    # OpenAI, Qwen and llama.cpp nest it; DeepSeek and Moonshot have names of their own.
    cached = (details.get("cached_tokens") if isinstance(details, dict) else None) or (
        usage.get("prompt_cache_hit_tokens") or usage.get("cached_tokens")
    )
    prompt, answer, known = (
        _tokens(one) for one in (usage.get("prompt_tokens"), usage.get("completion_tokens"), cached)
    )
    if prompt is None or answer is None:
        return Usage(known=False)
    return Usage(prompt, answer, min(known or 0, prompt))


def _tokens(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST_TOKENS:
        return None
    return int(value)


_CHARACTERS = 24
"""Of an answer to a token, at most: runs of blanks and of one letter are the longest tokens there are."""
_SOME = 20_000
"""Characters of an answer that was given no limit in tokens, or a low one."""


def check_size(reading: Reading, body: dict[str, Any], *, where: str) -> None:
    """Hold an answer to the length that was asked for; some servers do not.

    Raises:
        OversizedAnswerError: it is far longer.
    """
    tokens = body.get("max_tokens") or body.get("max_completion_tokens") or 0
    if len(reading.text) > _SOME + _CHARACTERS * tokens:
        raise OversizedAnswerError(
            f"the answer is far longer than it may be ({len(reading.text):,} characters)",
            where=where,
            hint="Try another model.",
        )


def check_finished(reading: Reading, *, where: str) -> None:
    """Look at how the answer ended, before anybody parses it.

    Raises:
        ModelAnswerError: a `TruncatedAnswerError`, `RefusedAnswerError` or `EmptyAnswerError`.
    """
    if reading.finish_reason == "length":
        cut = TruncatedAnswerError(
            "the answer was cut off at the token limit",
            where=where,
            hint="Use shorter passages or a higher limit.",
        )
        cut.said = reading.text.rpartition("</think>")[2]
        raise cut
    if reading.refusal or reading.finish_reason in {"content_filter", "sensitive"}:  # bigmodel says sensitive
        raise RefusedAnswerError("the model declined to answer", where=where, hint="Try another model.")
    if not reading.text.strip():
        if reading.reasoned:
            raise EmptyAnswerError(
                "the model thought but did not answer",
                where=where,
                hint="Switch its thinking off or raise the limit.",
            )
        raise EmptyAnswerError(
            "the model answered nothing", where=where, hint="Try again or use another model."
        )


def final(response: Any) -> bool:
    """Whether an answer may be cached: asked again, the model would say the same.

    So it is with one cut off at the token limit, whose passage is split; a refused or empty one may come to be
    answered another time.
    """
    try:
        check_finished(read_response(response), where="")
    except TruncatedAnswerError:
        return True
    except (PolicysumError, GarbledResponseError):
        return False
    return True


def unwrap_json(text: str) -> str:
    """Peel thoughts and a code fence off an answer that should be bare JSON."""
    answer = text.rpartition("</think>")[2].strip()
    if answer.startswith("```"):
        answer = answer.partition("\n")[2]
        answer = answer.rpartition("```")[0] or answer
    return answer.strip()


def is_json(text: str) -> bool:
    """Whether an answer has JSON in it, with or without words around it."""
    try:
        json.JSONDecoder().raw_decode(text[max(text.find("{"), 0) :].lstrip())
    except (ValueError, RecursionError):
        return False
    return True
