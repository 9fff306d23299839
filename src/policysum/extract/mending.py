"""The JSON of an answer, found among what else a model says, and mended where it is none."""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["json_in", "parsed"]

_MOST_LOOKS = 32_000_000
"""Characters looked at in mending: each quotation mark may be looked for to the end of the text; about two seconds."""
_BEGINS = re.compile(r"\{|\[(?=\s*+[\[{\"\]])")
"""An object, or a list of values; `[说明]` is none, and [7] marks a number."""
_DECODER = json.JSONDecoder()


def json_in(answer: str) -> object:
    """The JSON value in an answer, found and mended.

    Raises:
        ValueError: there is none.
    """
    return parsed(answer, cut=False)[0]


def parsed(answer: str, *, cut: bool) -> tuple[object, bool, bool]:
    """The JSON of an answer, whether it had to be found or mended, and whether it ends in the middle.

    Raises:
        ValueError: there is none.
    """
    answer = _unquoted(answer)
    found, text = _whole_values(answer)
    if found and not text:
        said, length = max(found, key=lambda value: value[1])
        return said, len(answer.strip()) != length, cut
    if not text:
        raise ValueError("there is no JSON in the answer")
    if found and max(length for _, length in found) >= len(text):
        return max(found, key=lambda value: value[1])[0], True, cut
    whole, ended = _closed(text)
    # A quotation mark within a text misleads about where it ends; what closes at its very end is whole.
    broken = cut or not (ended or text.rstrip("`\n ").endswith("}"))
    candidate = whole if broken or ended else text
    try:
        return json.loads(candidate), True, broken
    except (ValueError, RecursionError):
        if len(candidate) * candidate.count('"') > _MOST_LOOKS:
            raise ValueError("the JSON of the answer is broken, and too long to be mended") from None
        # It is not needed before: a run whose answers are sound does not even import it.
        from json_repair import loads

        try:
            return _with_whole_characters(loads(candidate)), True, broken
        except Exception as error:  # it takes any text, and fails at some in ways of its own (AssertionError)
            raise ValueError("the JSON of the answer cannot be mended") from error


def _unquoted(answer: str) -> str:
    """The answer itself, where a model gives it as the text of a JSON string."""
    if answer.lstrip()[:1] != '"':
        return answer
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        return answer
    return said if isinstance(said, str) else answer


def _whole_values(answer: str) -> tuple[list[tuple[object, int]], str]:
    """The objects and lists of an answer one after the other, with the length of each, and what begins one and is broken.

    A model may draft and then answer, or write of [something] before it does: the longest is meant.
    """
    found: list[tuple[object, int]] = []
    at = 0
    while start := _BEGINS.search(answer, at):
        try:
            said, at = _DECODER.raw_decode(answer, start.start())
        except (ValueError, RecursionError):
            return found, answer[start.start() :]
        found.append((said, at - start.start()))
    return found, ""


def _with_whole_characters(said: Any) -> Any:
    """A value whose texts hold no half of a character: what mends JSON reads each escape of a pair on its own."""
    if isinstance(said, str):
        return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(said, list):
        return [_with_whole_characters(one) for one in said]
    if isinstance(said, dict):
        return {_with_whole_characters(name): _with_whole_characters(one) for name, one in said.items()}
    return said


def _closed(text: str) -> tuple[str, bool]:
    """A JSON text that ends in the middle, closed after its last whole element; and whether it had an end."""
    stack: list[str] = []
    quoted = escaped = False
    kept, open_there = 0, ""
    for at, character in enumerate(text):
        if escaped:
            escaped = False
        elif quoted:
            escaped = character == "\\"
            quoted = character != '"'
        elif character == '"':
            quoted = True
        elif character in "{[":
            stack.append("}" if character == "{" else "]")
        elif character in "}]":
            if stack:
                stack.pop()
            kept, open_there = at + 1, "".join(reversed(stack))
            if not stack:
                return text[:kept], True
        elif character == ",":
            kept, open_there = at, "".join(reversed(stack))
    return text[:kept] + open_there, False
