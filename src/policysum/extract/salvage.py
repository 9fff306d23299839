"""What can be used of an answer: its JSON, found and mended, and of that whatever fits the schema it was asked for.

Most servers do not hold a model to a schema, and models have habits: a sentence before the JSON, a comma too many,
a field nobody asked for, a list left out. A faulty element costs itself, never the answer it stands in.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from policysum.extract.mending import parsed
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Salvaged", "Schema", "numbers_in", "salvaged"]

Schema = dict[str, Any]

_SPACE = re.compile(r"\s+")
_RANGE = table("year_words").compiled(r"(\d{1,6})(?:\s*(?:[-–—~～{=until}]|\.\.+)\s*(\d{1,6}))?")
"""A whole number, or two of them with a dash between: 4-15, 第4至15句."""
_NOTHING = object()
"""What is left of an element that cannot be used."""
_HALVES = 2
_MOST_NUMBERS = 1000
"""Numbers a range may stand for."""
_TIMES_LONGER = 8
"""How many times longer than it should be a text may be: models count badly, but a name is no chapter."""


@dataclass(slots=True)
class Salvaged:
    """What an answer says, after everything that does not fit was left out.

    Attributes:
        value: the answer; lists that were left out are empty, single fields that were left out are absent.
        dropped: what was left out, by its place.
        mended: whether it was no plain JSON.
        cut: whether it ends in the middle.
        named: the properties of the outermost object that the answer itself has.
    """

    value: dict[str, Any]
    dropped: list[str] = field(default_factory=list)
    mended: bool = False
    cut: bool = False
    named: frozenset[str] = frozenset()


def salvaged(answer: str, schema: Schema, *, cut: bool = False) -> Salvaged:
    """Read an answer as far as it can be used.

    Args:
        answer: what the model said.
        schema: what it was asked for; its outermost value is an object.
        cut: whether the server says that it was cut off.

    Raises:
        ValueError: there is no JSON object in it, or one that has nothing of what was asked for.
    """
    said, mended, broken = parsed(answer, cut=cut)
    known = schema["properties"]
    found = _unwrapped(said, known)
    if found is None:
        raise ValueError("there is no JSON object of the form that was asked for")
    mender = _Mender(schema.get("$defs", {}))
    value = mender.fitted(found, schema, "")
    assert isinstance(value, dict)
    named = frozenset(name for name in known if name in found)
    return Salvaged(value, mender.dropped, mended, broken, named)


def _unwrapped(said: object, known: Schema) -> dict[str, Any] | None:
    """The object that was asked for, taken out of what a model put around it."""
    if isinstance(said, list) and len(said) == 1:
        said = said[0]
    if not isinstance(said, dict):
        return None
    said = _named_alike(said, known)
    parts = [_named_alike(part, known) for part in said.values() if isinstance(part, dict)]
    inner = [part for part in parts if known.keys() & part.keys()]
    if not known.keys() & said.keys():
        return inner[0] if len(inner) == 1 else None
    # What is missing may stand one object further in: {"items": {"plans": …}, "kpis": …}.
    strays = [
        _named_alike(said[name], known) for name in said.keys() - known.keys() if isinstance(said[name], dict)
    ]
    for stray in strays:
        said |= {name: stray[name] for name in known.keys() & stray.keys() - said.keys()}
    return said


def _named_alike(said: dict[str, Any], known: Schema) -> dict[str, Any]:
    """An object under the names that were asked for, where they differ in case alone."""
    wanted = {name.casefold(): name for name in known}
    alike = {name: wanted.get(name.strip().casefold(), name) for name in said}
    return {name if alike[name] in said else alike[name]: part for name, part in said.items()}


class _Mender:
    def __init__(self, named: dict[str, Schema]) -> None:
        self._named = named
        self.dropped: list[str] = []

    def fitted(self, said: object, shape: Schema, at: str) -> object:
        """What of a value fits its schema; `_NOTHING` where nothing does."""
        shape = self._resolved(shape)
        if "anyOf" in shape:
            return self._any(said, shape, at)
        kind = shape["type"]
        if kind == "object":
            return self._object(said, shape, at)
        if kind == "array":
            return self._array(said, shape, at)
        if kind == "string":
            return _text(said, shape)
        if kind == "integer":
            return _integer(said, shape)
        return said if kind == "null" and said is None else _NOTHING

    def _any(self, said: object, shape: Schema, at: str) -> object:
        kinds = shape["anyOf"]
        if said in (None, "", "null"):
            return None if {"type": "null"} in kinds else _NOTHING
        for one in kinds:
            found = self.fitted(said, one, at)
            if found is not _NOTHING:
                return found
        return _NOTHING

    def _object(self, said: object, shape: Schema, at: str, *, whole: bool = False) -> object:
        """An object without what does not fit; one that has to be whole is nothing where it lacks something."""
        if not isinstance(said, dict):
            return _NOTHING
        said = _named_alike(said, shape["properties"])
        within = f"{at}." if at else ""
        fitted: dict[str, Any] = {}
        dropped = [f"{within}{name}" for name in said if name not in shape["properties"]]
        for name, part in shape["properties"].items():
            found = self.fitted(said[name], part, f"{within}{name}") if name in said else _NOTHING
            if found is _NOTHING and name in said:
                dropped.append(f"{within}{name}")
            if found is _NOTHING:
                found = self._default(part, whole=whole)
            if found is not _NOTHING:
                fitted[name] = found
            elif whole:
                return _NOTHING
        self.dropped += dropped
        return fitted

    def _default(self, shape: Schema, *, whole: bool) -> object:
        """What stands for a property that was left out: nothing was said, so an empty list or text where that may be."""
        shape = self._resolved(shape)
        if {"type": "null"} in shape.get("anyOf", ()):
            return None
        if shape.get("type") == "array" and not shape.get("minItems"):
            return []
        return "" if whole and shape.get("type") == "string" and "enum" not in shape else _NOTHING

    def _resolved(self, shape: Schema) -> Schema:
        return self._named[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape

    def _array(self, said: object, shape: Schema, at: str) -> object:
        items = shape["items"]
        if items.get("type") == "integer":
            return self._numbers(said, shape, at)
        if said is None:
            return []
        if isinstance(said, dict) and items.get("type") == "string":
            said = [f"{key}:{value}" for key, value in said.items() if isinstance(value, str)]
        fitted = []
        for index, one in enumerate(said if isinstance(said, list) else [said]):
            found = self._element(one, items, f"{at}.{index}")
            if found is _NOTHING:
                self.dropped.append(f"{at}.{index}")
            else:
                fitted.append(found)
        return fitted if len(fitted) >= shape.get("minItems", 0) else _NOTHING

    def _element(self, said: object, shape: Schema, at: str) -> object:
        shape = self._resolved(shape)
        if shape.get("type") == "object":
            return self._object(said, shape, at, whole=True)
        if isinstance(said, list) and len(said) == _HALVES and shape.get("type") == "string":
            said = dict(enumerate(said))  # a line of `index:what` in two parts
        return self.fitted(said, shape, at)

    def _numbers(self, said: object, shape: Schema, at: str) -> object:
        items = shape["items"]
        found = list(dict.fromkeys(numbers_in(said)))
        kept = [number for number in found if items["minimum"] <= number <= items["maximum"]]
        if len(kept) < len(found):
            self.dropped.append(at)
        return kept if len(kept) >= shape.get("minItems", 0) else _NOTHING


def _text(said: object, shape: Schema) -> object:
    if said is None:
        return "" if "enum" not in shape else _NOTHING
    if isinstance(said, list) and said and all(isinstance(one, str) for one in said):
        said = "；".join(said)
    if isinstance(said, list) and said and all(type(one) is int for one in said):
        said = ",".join(map(str, said))
    if isinstance(said, dict):
        # A line of `index:what` that was written as an object, whatever its keys are called.
        said = ":".join(str(one) for one in list(said.values())[:_HALVES] if isinstance(one, str | int))
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        return _NOTHING
    text = str(said)
    if "enum" not in shape:
        return text if len(text) <= _TIMES_LONGER * shape.get("maxLength", len(text)) else _NOTHING
    if text in shape["enum"]:
        return text
    alike = [one for one in shape["enum"] if _plain(one) == _plain(text)]
    return alike[0] if len(alike) == 1 else _NOTHING


def _plain(text: str) -> str:
    """A text without what a model may change in copying it: widths, spaces, thousands separators, case."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).replace(",", "").casefold()


def _integer(said: object, shape: Schema) -> object:
    numbers = list(numbers_in(said))
    if len(numbers) != 1 or not shape["minimum"] <= numbers[0] <= shape["maximum"]:
        return _NOTHING
    return numbers[0]


def numbers_in(said: object) -> Iterator[int]:
    """The whole numbers of a value, however a model wrote them: 4, "4", "4-15", "第4、5句", [4, "6"]."""
    if isinstance(said, bool) or said is None:
        return
    if isinstance(said, int):
        yield said
    elif isinstance(said, float):
        if said.is_integer():
            yield int(said)
    elif isinstance(said, str):
        for found in _RANGE.finditer(unicodedata.normalize("NFKC", said)):
            low = int(found[1])
            high = int(found[2]) if found[2] else low
            yield from range(low, min(high, low + _MOST_NUMBERS) + 1)
    elif isinstance(said, list | dict):
        for one in said if isinstance(said, list) else said.values():
            yield from numbers_in(one)
