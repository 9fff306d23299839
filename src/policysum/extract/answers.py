"""The shapes an answer may have, built for one passage so that nothing outside of it can be said.

Each shape is a JSON schema: what a strict server is held to, and what the answer of any server is checked against.
A Pydantic model a passage would say the same and cost more time than everything else that is done with an answer.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policysum.document.kinds import KINDS
from policysum.extract.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policysum.extract.passages import Passage
    from policysum.extract.salvage import Schema

__all__ = [
    "NOT_A_FIGURE",
    "OUTLINE",
    "Choice",
    "label_schema",
    "open_schema",
    "summary_schema",
]

NOT_A_FIGURE = message("not_a_figure")
"""What a model answers for a number that measures nothing: saying so is a decision, leaving it out is not."""


def _object(properties: Schema) -> Schema:
    """An object that has these properties, all of them and no other."""
    return {
        "additionalProperties": False,
        "properties": properties,
        "required": list(properties),
        "type": "object",
    }


def _list(items: Schema) -> Schema:
    return {"items": items, "type": "array"}


def _text(characters: int) -> Schema:
    return {"maxLength": characters, "type": "string"}


_LINES = _list(_text(200))
"""Lines of `index:what is said of it`: the shortest that says which number is meant."""
_ITEM = _object({"title": _text(40), "detail": _text(200), "evidence": _text(60)})
_ADDED = _object({"evidence": _text(20), "value": _text(40), "indicator": _text(40)})


OUTLINE = _object(
    {
        "kind": {"enum": list(KINDS), "type": "string"},
        **{name: _text(60) for name in ("title", "issuer", "region", "period")},
        "sections": _LINES,
    }
)
"""What a document is, and what its sections are: lines of `index:role,period`."""


def open_schema(passage: Passage, *, outline: bool = False) -> Schema:
    """Items and figures of a passage, by the indices of its sentences and numbers.

    How a number stands is shown with it as the ledger reads it; to say it again would double the answer.
    """
    properties: Schema = {"outline": OUTLINE} if outline else {}
    properties |= dict.fromkeys(("achievements", "problems", "plans"), _list({"$ref": "#/$defs/Item"}))
    if passage.numbers:
        properties |= {"kpis": _LINES, "readings": _LINES, "more": _list(_ADDED)}
    return {"$defs": {"Item": _ITEM}, **_object(properties)}


def label_schema(*, readings: bool = False) -> Schema:
    """A name for numbers, by index, and a reading where readings are asked for again."""
    return _object({"kpis": _LINES, **({"readings": _LINES} if readings else {})})


def summary_schema(items: int, figures: int) -> Schema:
    """What a report says as a whole, about items and figures that are shown with these many numbers."""
    numbers: Schema = _list({"maximum": max(1, figures), "minimum": 1, "type": "integer"})
    item: Schema = {"maximum": max(1, items), "minimum": 1, "type": "integer"}
    maybe: Schema = {"anyOf": [_text(60), {"type": "null"}]}
    plan = {"plan": item, "target": maybe, "deadline": maybe, "responsible": maybe, "answers": _list(item)}
    return _object(
        {
            "abstract": _text(300),
            "headlines": _list(_object({"text": _text(100), "numbers": numbers})),
            "themes": _list(_object({"name": _text(20), "items": _list(item)})),
            "plans": _list(_object(plan)),
        }
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """For every number one of the phrases that the source offers for it, as one line: `7家=企业;3亿元=产值`.

    A line and not an object: a base model fills the white space a JSON grammar allows with newlines for ever,
    and a pattern allows none. It is also the shortest that can be said.
    """

    offered: Sequence[tuple[str, Sequence[str]]]

    @property
    def schema(self) -> dict[str, Any]:
        """A JSON string of that form; only the escapes that llama.cpp knows are used."""
        return {"type": "string", "pattern": f"^{self._pattern(_escape)}$"}

    @property
    def most_tokens(self) -> int:
        """Tokens the longest answer can take, at one a character or two, and the white space around it."""
        return 50 + sum(len(key) + 2 + 2 * max(map(len, phrases)) for key, phrases in self.offered)

    def read(self, answer: str) -> list[str]:
        """The phrase chosen for each number, in their order.

        Raises:
            ValueError: The answer is not of the form.
        """
        line = json.loads(answer)
        found = re.fullmatch(self._pattern(re.escape), line) if isinstance(line, str) else None
        if found is None:
            raise ValueError("the answer is not one of the choices")
        return list(found.groups())

    def _pattern(self, escape: Callable[[str], str]) -> str:
        return ";".join(
            f"{escape(key)}=({'|'.join(escape(phrase) for phrase in phrases)})"
            for key, phrases in self.offered
        )


def _escape(text: str) -> str:
    return re.sub(r"[\^$.\[\](){}|*+?\\]", r"\\\g<0>", text)
