"""The shapes an answer may have, built for one passage so that nothing outside of it can be said.

Each shape is a Pydantic model made for the passage: its JSON schema is what a strict server is held to, and the
same model validates the answer of a server that cannot be held to anything.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from policysum.schema import Change, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from policysum.extract.passages import Passage

__all__ = ["NOT_A_FIGURE", "Choice", "json_schema", "label_answer", "open_answer"]

NOT_A_FIGURE = "不是指标"
"""What a model answers for a number that measures nothing: saying so is a decision, leaving it out is not."""


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


def _one_of(values: Iterable[object]) -> Any:
    return Literal[tuple(values)]


def _bounded(characters: int) -> Any:
    # Said to the server only: a title that is two characters too long is no reason to ask again.
    return Annotated[str, Field(min_length=1, json_schema_extra={"maxLength": characters})]


_NAME: dict[str, Any] = {"indicator": (_bounded(40), ...)}
_STANCE: dict[str, Any] = {
    "status": (_one_of(status.value for status in Status), ...),
    "change": (_one_of(change.value for change in Change), ...),
    "period": (str | None, ...),
}
"""How a number stands, where the model reads it otherwise than it is shown."""


def open_answer(passage: Passage) -> type[BaseModel]:
    """Items and figures of a passage: evidence is one of its sentence numbers, a value one of its numbers.

    How a number stands is shown with it as the ledger reads it; to say it again would double the answer.
    """
    evidence = list[Annotated[int, Field(ge=1, le=len(passage.lines))]]
    item: Any = create_model(
        "Item",
        __base__=_Closed,
        title=(_bounded(40), ...),
        detail=(_bounded(200), ...),
        evidence=(Annotated[evidence, Field(min_length=1)], ...),
    )
    fields: dict[str, Any] = dict.fromkeys(("achievements", "problems", "plans"), (list[item], ...))
    if passage.numbers:
        # An enum and not a literal: its values then stand in the schema once, not at every use.
        keys = [(f"n{index}", number.key) for index, number in enumerate(passage.numbers)]
        value: Any = StrEnum("Value", keys)  # type: ignore[misc]  # made at run time
        figure: Any = create_model("Kpi", __base__=_Closed, value=(value, ...), **_NAME)
        stance: Any = create_model("Correction", __base__=_Closed, value=(value, ...), **_STANCE)
        fields |= {"kpis": (list[figure], ...), "corrections": (list[stance], ...)}
    return create_model("Answer", __base__=_Closed, **fields)


def label_answer(passage: Passage) -> type[BaseModel]:
    """A label for every number asked for, none left out."""
    label = create_model("Label", __base__=_Closed, **_NAME, **_STANCE)
    return _keyed({number.key: label for number in passage.numbers})


@dataclass(frozen=True, slots=True)
class Choice:
    """For every number one of the phrases that the source offers for it, as one line: `7家=企业;3亿元=产值`.

    A line and not an object: a base model fills the white space a JSON grammar allows with newlines for ever,
    and a pattern allows none. It is also the shortest that can be said.
    """

    offered: Mapping[str, Sequence[str]]

    @property
    def schema(self) -> dict[str, Any]:
        """A JSON string of that form; only the escapes that llama.cpp knows are used."""
        return {"type": "string", "pattern": f"^{self._pattern(_escape)}$"}

    @property
    def most_tokens(self) -> int:
        """Tokens the longest answer can take, at one a character or two, and the white space around it."""
        return 50 + sum(len(key) + 2 + 2 * max(map(len, phrases)) for key, phrases in self.offered.items())

    def read(self, answer: str) -> dict[str, str]:
        """The phrase chosen for each number.

        Raises:
            ValueError: The answer is not of the form.
        """
        line = json.loads(answer)
        found = re.fullmatch(self._pattern(re.escape), line) if isinstance(line, str) else None
        if found is None:
            raise ValueError("the answer is not one of the choices")
        return dict(zip(self.offered, found.groups(), strict=True))

    def _pattern(self, escape: Callable[[str], str]) -> str:
        return ";".join(
            f"{escape(key)}=({'|'.join(escape(phrase) for phrase in phrases)})"
            for key, phrases in self.offered.items()
        )


def _escape(text: str) -> str:
    return re.sub(r"[\^$.\[\](){}|*+?\\]", r"\\\g<0>", text)


def _keyed(fields: Mapping[str, Any]) -> type[BaseModel]:
    """A model whose keys are numbers as printed: field names must be identifiers, so they go by alias."""
    named: dict[str, Any] = {
        f"n{index}": (annotation, Field(alias=key)) for index, (key, annotation) in enumerate(fields.items())
    }
    return create_model("Answer", __base__=_Closed, **named)


def json_schema(model: type[BaseModel], *, keep_descriptions: bool = False) -> dict[str, Any]:
    """The JSON schema of a shape without what only costs tokens, and with enums where some servers know no const."""
    dropped = {"title", "default"} if keep_descriptions else {"title", "default", "description"}
    schema = _plain(model.model_json_schema(by_alias=True), dropped)
    assert isinstance(schema, dict)
    return schema


def _plain(node: Any, dropped: set[str], *, named: bool = False) -> Any:
    """Strip a schema; `named` says that the keys of `node` are names of properties, not keywords."""
    if isinstance(node, list):
        return [_plain(part, dropped) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {}
    for key, value in node.items():
        if named:
            kept[key] = _plain(value, dropped)
        elif key == "const":
            kept["enum"] = [value]
        elif key in {"enum", "required"}:
            kept[key] = value
        elif key not in dropped:
            kept[key] = _plain(value, dropped, named=key in {"properties", "$defs"})
    return kept
