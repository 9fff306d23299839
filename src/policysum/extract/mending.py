"""The JSON of an answer, found among what else a model says, and mended where it is none."""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["json_in", "parsed"]

_MOST_LOOKS = 32_000_000
"""Characters looked at in mending: each quotation mark may be looked for to the end of the text; about two seconds."""


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
    start = re.search(r"[{\[]", answer)
    if start is None:
        raise ValueError("there is no JSON in the answer")
    text = answer[start.start() :]
    try:
        said, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        pass
    else:
        return said, len(answer.strip()) != end, cut
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
        except (ValueError, RecursionError) as error:
            raise ValueError("the JSON of the answer cannot be mended") from error


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
