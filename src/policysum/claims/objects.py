"""Any object becomes a mapping, a list or a scalar that the walker understands, or it is refused by name."""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections import deque
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from policysum.claims.marks import NotFromSource, Unit

__all__ = ["NO_MARKS", "Fields", "Marks", "UnreadableError", "marks_of", "named", "unfold"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the annotation of a field says of the numbers in it."""

    unit: str = ""
    excluded: bool = False


NO_MARKS = Marks()
_EXCLUDED = Marks(excluded=True)

_MOST_KEY = 80
_MOST_TYPES = 64  # in one annotation: those that are nested many times over are endless for what they say
"""Characters of a key that is no text."""


@dataclass(frozen=True, slots=True)
class Fields:
    """An object as its named parts, each with the marks of its annotation."""

    values: dict[str, object]
    marks: dict[str, Marks]


class UnreadableError(TypeError):
    """An object whose numbers cannot be found: passing it over would leave them unchecked.

    Args:
        where: Its path among the claims.
        node: The object.
        hint: What to give instead.
    """

    def __init__(
        self, where: object, node: object, hint: str = "give its numbers as text, numbers or a mapping"
    ) -> None:
        cls = type(node)
        name = cls.__qualname__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__qualname__}"
        super().__init__(f"{where}: cannot look for numbers in an object of type {name}; {hint}")


def unfold(node: object, where: object = "$") -> object:
    """A node as `Fields`, list, str, number, or None where there is nothing to check in it.

    Args:
        node: Anything.
        where: Its path, for the error; made into text only then.

    Raises:
        UnreadableError: Nothing is known of such an object.
    """
    if isinstance(node, Enum):  # a str or int enumeration is its value, not its name
        return unfold(node.value, where)
    if node is None or isinstance(node, (bool, str, int, float, Decimal, list, Fields)):
        return _known(node)
    from policysum.claims.libraries import unfold_foreign

    if (foreign := unfold_foreign(node, where)) is not NotImplemented:
        return foreign
    if isinstance(node, (Mapping, date, time, Fraction, bytes, bytearray, memoryview)):
        return _of_the_standard_library(node, where)
    return _structured(node, where)


def _known(node: object) -> object:
    """What needs no unfolding; a subclass of text or number, such as numpy's, would print in its own way."""
    if isinstance(node, str):
        return str.__str__(node)
    if isinstance(node, bool):
        return None
    if isinstance(node, int):
        return int.__int__(node)
    return float.__float__(node) if isinstance(node, float) else node


def _of_the_standard_library(node: object, where: object) -> object:
    if isinstance(node, Mapping):
        return Fields(named((key, value) for key, value in node.items()), {})
    if isinstance(node, datetime):
        return node.date().isoformat() if node.time() == time() else node.isoformat(" ")
    if isinstance(node, (date, time)):
        return node.isoformat()
    if isinstance(node, Fraction):
        return Decimal(node.numerator) / Decimal(node.denominator)
    assert isinstance(node, (bytes, bytearray, memoryview))
    try:
        return bytes(node).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(where, node, "these bytes are not UTF-8: decode them first") from error


def _structured(node: object, where: object) -> object:
    cls = type(node)
    model_fields = getattr(cls, "model_fields", None)
    if isinstance(model_fields, dict):
        return _pydantic(node, model_fields, where)
    if isinstance(node, type):
        raise UnreadableError(where, node, "give an object, not its class")
    if dataclasses.is_dataclass(node):
        names = [field.name for field in dataclasses.fields(node)]
        return _with_computed(_by_hints(node, names), node, where)
    if hasattr(cls, "__attrs_attrs__"):
        return _by_hints(node, [field.name for field in cls.__attrs_attrs__])
    if isinstance(node, tuple) and hasattr(cls, "_fields"):
        return _by_hints(node, list(cls._fields))
    if isinstance(node, AbstractSet):
        return sorted(node, key=repr)  # a set has no order of its own; a verdict must not depend on one
    if isinstance(node, Collection) and (isinstance(node, (tuple, deque, range)) or _is_view(node)):
        return list(node)
    if hasattr(cls, "__next__"):
        raise UnreadableError(where, node, "make a list of what it yields")
    if hasattr(node, "__fspath__"):
        raise UnreadableError(where, node, "read it with policysum.verify.load_claims(path)")
    raise UnreadableError(where, node)


def _is_view(node: object) -> bool:
    return isinstance(node, (typing.KeysView, typing.ValuesView, typing.ItemsView, typing.Sequence))


def _pydantic(node: object, model_fields: Mapping[str, typing.Any], where: object) -> Fields:
    values: dict[str, object] = {}
    marks: dict[str, Marks] = {}
    for name, info in model_fields.items():
        if not hasattr(node, name):  # model_construct may leave a field out
            continue
        values[name] = getattr(node, name)
        own = _from_metadata(info.metadata)
        marks[name] = own if own is not NO_MARKS else marks_of(info.annotation)
    values.update(getattr(node, "model_extra", None) or {})
    return _with_computed(Fields(values, marks), node, where)


def _with_computed(fields: Fields, node: object, where: object) -> Fields:
    """The parts of an object and those it computes (Pydantic's `computed_field`): its readers see both."""
    found = getattr(getattr(type(node), "__pydantic_decorators__", None), "computed_fields", None) or {}
    for name, decorator in found.items():
        fields.marks[name] = marks_of(decorator.info.return_type)
        if fields.marks[name].excluded:
            continue
        try:
            fields.values[name] = getattr(node, name)
        except Exception as error:
            raise TypeError(f"{where}: the computed field {name!r} raises {type(error).__name__}") from error
    return fields


def _by_hints(node: object, names: list[str]) -> Fields:
    try:
        hints = typing.get_type_hints(type(node), include_extras=True)
    except Exception:  # noqa: BLE001 - hints are evaluated code of the user's; unreadable ones mark nothing
        hints = {}
    values = {name: getattr(node, name) for name in names if hasattr(node, name)}
    return Fields(values, {name: marks_of(hints[name]) for name in values if name in hints})


def marks_of(annotation: object) -> Marks:
    """The marks of an annotation: its own, or those of what an Optional, a union or a container holds."""
    todo, seen = [annotation], 0
    while todo and seen < _MOST_TYPES:
        current, seen = todo.pop(0), seen + 1
        origin = typing.get_origin(current)
        if origin is typing.Annotated:
            own = _from_metadata(typing.get_args(current)[1:])
            if own is not NO_MARKS:
                return own
            todo.append(typing.get_args(current)[0])
        elif origin in {typing.Union, types.UnionType} or (isinstance(origin, type) and origin is not type):
            todo.extend(typing.get_args(current))
    return NO_MARKS


def _from_metadata(metadata: typing.Iterable[object]) -> Marks:
    unit = ""
    for mark in metadata:
        if isinstance(mark, NotFromSource) or mark is NotFromSource:
            return _EXCLUDED
        if isinstance(mark, Unit):
            unit = mark.name
    return Marks(unit) if unit else NO_MARKS


def named(pairs: typing.Iterable[tuple[object, object]]) -> dict[str, object]:
    """Keys as text; none covers another, which would hide its numbers: of two alike the later is `key (2)`."""
    values: dict[str, object] = {}
    for key, value in pairs:
        name = again = _key(key)
        times = 1
        while again in values:
            times += 1
            again = f"{name} ({times})"
        values[again] = value
    return values


def _key(key: object) -> str:
    if isinstance(key, str):
        return str.__str__(key)
    if isinstance(key, float) and not math.isnan(key) and key.is_integer():
        return str(int(key))
    if isinstance(key, tuple):  # a column under a heading: two levels of one name
        return " ".join(_key(part) for part in key if part not in {None, ""})[:_MOST_KEY]
    try:
        return str(key)[:_MOST_KEY]
    except ValueError:  # an integer too long for Python to print
        return type(key).__name__
