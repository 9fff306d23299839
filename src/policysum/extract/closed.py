"""An answer checked against a JSON schema of ours, without a Pydantic model for every passage."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

__all__ = ["Closed", "Schema"]

Schema = dict[str, Any]

_FEW = 5
"""Faults of an answer that are told; the others are mostly the same again."""
_TYPES: dict[str, type] = {
    "string": str,
    "integer": int,
    "array": list,
    "object": dict,
    "null": type(None),
}


@dataclass(frozen=True, slots=True)
class Closed:
    """An answer that must fit a JSON schema."""

    schema: Schema

    def read(self, answer: str) -> dict[str, Any]:
        """The answer as a dictionary.

        Raises:
            ValueError: It is not JSON, or does not fit; says where and why.
        """
        said = from_json(answer)
        self._check(said)
        assert isinstance(said, dict)
        return said

    def model(self) -> type[BaseModel]:
        """A Pydantic model that takes what `read` takes, for a library that wants one."""
        from pydantic import BaseModel, ConfigDict, model_validator

        check = self._check

        class Answer(BaseModel):
            model_config = ConfigDict(extra="allow", hide_input_in_errors=True)

            @model_validator(mode="before")
            @classmethod
            def _closed(cls, said: Any) -> Any:
                check(said)
                return said

        return Answer

    def _check(self, said: object) -> None:
        if faults := list(islice(_faults(said, self.schema, self.schema.get("$defs", {})), _FEW)):
            raise ValueError("; ".join(faults))


def _faults(said: object, shape: Schema, named: Mapping[str, Schema], at: str = "") -> Iterator[str]:
    """What keeps an answer from fitting a schema, as far as our own schemas go."""
    if "$ref" in shape:
        shape = named[shape["$ref"].rpartition("/")[2]]
    if "anyOf" in shape:
        if all(next(_faults(said, one, named, at), None) for one in shape["anyOf"]):
            yield f"{at}: of no possible kind"
    elif type(said) is not _TYPES[shape["type"]]:
        yield f"{at or 'JSON'}: not of type {shape['type']}"
    elif isinstance(said, dict):
        yield from _object_faults(said, shape, named, f"{at}." if at else "")
    elif isinstance(said, list):
        if len(said) < shape.get("minItems", 0):
            yield f"{at}: empty"
        for index, one in enumerate(said):
            yield from _faults(one, shape["items"], named, f"{at}.{index}")
    elif fault := _plain_fault(said, shape):
        yield f"{at}: {fault}"


def _object_faults(
    said: dict[str, Any], shape: Schema, named: Mapping[str, Schema], within: str
) -> Iterator[str]:
    properties = shape["properties"]
    for name, part in properties.items():
        if name in said:
            yield from _faults(said[name], part, named, f"{within}{name}")
        else:
            yield f"{within}{name}: missing"
    for name in said:
        if name not in properties:
            yield f"{within}{name}: not asked for"


def _plain_fault(said: object, shape: Schema) -> str:
    """What is wrong with a text or a number of the right type.

    How long a text may be is said to the server only: a title that is two characters too long is no reason to
    ask again.
    """
    if "enum" in shape:
        return "" if said in shape["enum"] else f"{said} is none of what may be said"
    if isinstance(said, int) and not shape["minimum"] <= said <= shape["maximum"]:
        return f"{said} is not from {shape['minimum']} to {shape['maximum']}"
    return ""
