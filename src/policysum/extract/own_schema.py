"""A schema of one's own as servers are held to it, and the answer brought back into its form.

api.openai.com takes a strict schema only if every object names all its keys as required and allows no others, and it
knows no dictionaries, no `const`, `oneOf` or look-ahead. Such a schema is written here from any Pydantic model; what
was optional may be null in it, and a dictionary is a list of keys and values.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policysum.extract.mending import json_in
from policysum.lexicon import table

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["OwnSchema"]

_KEPT = ("type", "description", "enum", "format", "pattern", "minimum", "maximum", "exclusiveMinimum",
         "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems")  # fmt: skip
_LOOKS_AROUND = re.compile(r"\(\?[=!<]")
_NULL = {"type": "null"}
_DEEPEST = 60
_DATE = table("signs").compiled(
    r"\s*(\d{4})\s*[{=year}./-]\s*(\d{1,2})\s*[{=month}./-]\s*(\d{1,2})\s*+{day}?\s*+"
)
_GROUPED = re.compile(r"\s*-?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?\s*|\s*-?\d+(?:\.\d+)?\s*")  # fmt: skip


@dataclass(frozen=True)
class OwnSchema:
    """The schema of a Pydantic model, and what of an answer is put into its form before it is validated."""

    wanted: type[BaseModel]

    @property
    def plain(self) -> dict[str, Any]:
        """The schema as Pydantic writes it."""
        return self.wanted.model_json_schema(by_alias=True)

    @property
    def strict(self) -> dict[str, Any]:
        """The schema as strict servers take it."""
        plain = self.plain
        root = dict(plain)
        if "$ref" in root:  # of a recursive model the outermost object is a definition, too
            root = _named(root["$ref"], plain)
        written = _strict(root)
        if defs := plain.get("$defs"):
            written["$defs"] = {name: _strict(one) for name, one in defs.items()}
        return written

    def mended(self, answer: str) -> str:
        """An answer as JSON of the model's form: found in prose, lists of keys made dictionaries, dates ISO.

        What cannot be mended stays as it is: validation then says what is wrong with it.
        """
        try:
            said = json_in(answer)
        except ValueError:
            return answer
        plain = self.plain
        return json.dumps(_mended(said, plain, plain, 0), ensure_ascii=False)


def _named(ref: str, root: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = root["$defs"][ref.rpartition("/")[2]]
    return found


def _strict(shape: Any) -> dict[str, Any]:  # noqa: PLR0911 - one decision table, read top to bottom
    """A schema in the words that strict servers know."""
    if not isinstance(shape, dict):
        return {"type": "string"}  # anything at all
    described = {"description": shape["description"]} if "description" in shape else {}
    if "$ref" in shape:
        ref = {"$ref": shape["$ref"]}
        return {**described, "anyOf": [ref]} if described else ref
    for several in ("anyOf", "oneOf", "allOf"):
        if several in shape:
            return {**described, "anyOf": [_strict(one) for one in shape[several]]}
    if "const" in shape:
        return {**described, "type": _type_of(shape["const"]), "enum": [shape["const"]]}
    kept = {key: shape[key] for key in _KEPT if key in shape}
    if _LOOKS_AROUND.search(kept.get("pattern", "")):
        del kept["pattern"]
    if shape.get("type") == "array":
        items = shape.get("items") or {"anyOf": shape.get("prefixItems", [])}
        return {**kept, "items": _strict(items)}
    if shape.get("type") == "object" and not shape.get("properties"):
        value = shape.get("additionalProperties")
        pair = {"key": {"type": "string"}, "value": _strict(value)}
        return {**described, "type": "array", "items": _object(pair)}
    if shape.get("type") == "object":
        required = shape.get("required", ())
        parts = {name: _strict(part) for name, part in shape["properties"].items()}
        return described | _object(
            {name: part if name in required else _or_null(part) for name, part in parts.items()}
        )
    return kept if kept.keys() - {"description"} else {**kept, "type": "string"}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _type_of(value: object) -> str:
    return {bool: "boolean", int: "integer", float: "number"}.get(type(value), "string")


def _or_null(shape: dict[str, Any]) -> dict[str, Any]:
    described = {"description": shape["description"]} if "description" in shape else {}
    kinds = shape["anyOf"] if "anyOf" in shape else [{k: v for k, v in shape.items() if k != "description"}]
    return {**described, "anyOf": kinds if _NULL in kinds else [*kinds, _NULL]}


def _mended(said: Any, shape: Any, root: dict[str, Any], depth: int) -> Any:  # noqa: PLR0911 - the same
    """A value in the form that a schema of Pydantic's means."""
    if not isinstance(shape, dict) or depth > _DEEPEST:
        return said
    if "$ref" in shape:
        return _mended(said, _named(shape["$ref"], root), root, depth + 1)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in shape:
            mended = ((_mended(said, one, root, depth + 1), one) for one in shape[several])
            return next((found for found, one in mended if _fits(found, one, root)), said)
    kind = shape.get("type")
    if kind == "array" and isinstance(said, list):
        return [_mended(one, shape.get("items"), root, depth + 1) for one in said]
    if kind == "object":
        return _mended_object(said, shape, root, depth)
    if isinstance(said, str) and shape.get("format") == "date" and (found := _DATE.fullmatch(said)):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if isinstance(said, str) and kind in {"number", "integer"} and _GROUPED.fullmatch(said):
        return json.loads(re.sub(r"[,，\s]", "", said))
    return said


def _mended_object(said: Any, shape: dict[str, Any], root: dict[str, Any], depth: int) -> Any:
    properties = shape.get("properties")
    if not properties:
        if isinstance(said, list) and all(
            isinstance(one, dict) and {"key", "value"} <= one.keys() for one in said
        ):
            said = {str(one["key"]): one["value"] for one in said}
        if not isinstance(said, dict):
            return said
        return {
            key: _mended(one, shape.get("additionalProperties"), root, depth + 1) for key, one in said.items()
        }
    if not isinstance(said, dict):
        return said
    required = shape.get("required", ())
    return {
        name: _mended(one, properties.get(name), root, depth + 1)
        for name, one in said.items()
        # Null stands for what was left out, where the model has a default and knows no null.
        if not (
            one is None
            and name in properties
            and name not in required
            and not _takes_null(properties[name], root)
        )
    }


def _takes_null(shape: dict[str, Any], root: dict[str, Any]) -> bool:
    return _fits(None, shape, root)


def _fits(said: Any, shape: Any, root: dict[str, Any]) -> bool:  # noqa: PLR0911 - the same
    """Whether a value may be meant for a schema, judged by its kind."""
    if not isinstance(shape, dict):
        return True
    if "$ref" in shape:
        return _fits(said, _named(shape["$ref"], root), root)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in shape:
            return any(_fits(said, one, root) for one in shape[several])
    if "const" in shape:
        return bool(said == shape["const"])
    kind = shape.get("type")
    if kind == "object" and isinstance(said, dict):
        known = shape.get("properties", {})
        return all(
            _fits(said[name], part, root) for name, part in known.items() if name in said and "const" in part
        )
    if kind == "object":
        return isinstance(said, list) and not shape.get("properties")
    kinds = {"array": list, "string": str, "boolean": bool, "null": type(None)}
    if kind in {"number", "integer"}:
        return isinstance(said, int | float) and not isinstance(said, bool)
    return kind is None or isinstance(said, kinds.get(kind, object))
