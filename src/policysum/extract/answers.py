"""The shapes an answer may have, built for one passage so that nothing outside of it can be said.

Each shape is a Pydantic model made for the passage: its JSON schema is what a strict server is held to, and the
same model validates the answer of a server that cannot be held to anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from policysum.schema import Change, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.extract.passages import Passage

__all__ = ["NOT_A_FIGURE", "choice_answer", "json_schema", "label_answer", "open_answer"]

NOT_A_FIGURE = "不是指标"
"""What a model answers for a number that measures nothing: saying so is a decision, leaving it out is not."""

_Statuses = Literal[tuple(status.value for status in Status)]  # type: ignore[valid-type]
_Changes = Literal[tuple(change.value for change in Change)]  # type: ignore[valid-type]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


def _bounded(characters: int) -> Any:
    # Said to the server only: a title that is two characters too long is no reason to ask again.
    return Annotated[str, Field(min_length=1, json_schema_extra={"maxLength": characters})]


_LABEL: dict[str, Any] = {
    "indicator": (_bounded(40), ...),
    "status": (_Statuses, ...),
    "change": (_Changes, ...),
    "period": (str | None, ...),
}
"""What a model says of one number."""


def open_answer(passage: Passage) -> type[BaseModel]:
    """Items and figures of a passage: evidence is one of its sentence numbers, a value one of its numbers."""
    sentence = Literal[tuple(range(1, len(passage.lines) + 1))]
    item = create_model(
        "Item",
        __base__=_Closed,
        title=(_bounded(40), ...),
        detail=(_bounded(200), ...),
        evidence=(Annotated[list[sentence], Field(min_length=1)], ...),  # type: ignore[valid-type]
    )
    fields: dict[str, Any] = {kind: (list[item], ...) for kind in ("achievements", "problems", "plans")}  # type: ignore[valid-type]
    if passage.numbers:
        value = Literal[tuple(number.key for number in passage.numbers)]
        figure = create_model("Kpi", __base__=_Closed, value=(value, ...), **_LABEL)
        fields["kpis"] = (list[figure], ...)  # type: ignore[valid-type]
    return create_model("Answer", __base__=_Closed, **fields)


def label_answer(passage: Passage) -> type[BaseModel]:
    """A label for every number asked for, none left out."""
    label = create_model("Label", __base__=_Closed, **_LABEL)
    return _keyed({number.key: label for number in passage.numbers})


def choice_answer(choices: Mapping[str, Sequence[str]]) -> type[BaseModel]:
    """For every number one of the phrases that the source itself offers for it."""
    return _keyed({key: Literal[tuple(phrases)] for key, phrases in choices.items()})


def _keyed(fields: Mapping[str, Any]) -> type[BaseModel]:
    """A model whose keys are numbers as printed: field names must be identifiers, so they go by alias."""
    named: dict[str, Any] = {
        f"n{index}": (annotation, Field(alias=key)) for index, (key, annotation) in enumerate(fields.items())
    }
    return create_model("Answer", __base__=_Closed, **named)


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a shape without what only costs tokens, and with enums where some servers know no const."""
    schema = _plain(model.model_json_schema(by_alias=True))
    assert isinstance(schema, dict)
    return schema


def _plain(node: Any, *, named: bool = False) -> Any:
    """Strip a schema; `named` says that the keys of `node` are names of properties, not keywords."""
    if isinstance(node, list):
        return [_plain(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {}
    for key, value in node.items():
        if not named and key in {"title", "description", "default"}:
            continue
        if not named and key == "const":
            kept["enum"] = [value]
        elif not named and key in {"enum", "required"}:
            kept[key] = value
        else:
            kept[key] = _plain(value, named=not named and key in {"properties", "$defs"})
    return kept
