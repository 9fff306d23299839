"""Any object becomes a mapping, a list or a scalar that the walker understands."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from policysum.verify.marks import NotFromSource, Unit

__all__ = ["NO_MARKS", "Fields", "Marks", "marks_of", "unfold"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the annotation of a field says of the numbers in it."""

    unit: str = ""
    excluded: bool = False


NO_MARKS = Marks()
_EXCLUDED = Marks(excluded=True)


@dataclass(frozen=True, slots=True)
class Fields:
    """An object as its named parts, each with the marks of its annotation."""

    values: dict[str, object]
    marks: dict[str, Marks]


def unfold(node: object) -> object:
    """A node as `Fields`, list, str, number, or None where there is nothing to check in it."""
    if node is None or isinstance(node, (bool, str, int, float, Decimal)):
        return _scalar(node)
    if isinstance(node, Mapping):
        return Fields({_key(key): value for key, value in node.items()}, {})
    if isinstance(node, Enum):
        return _scalar(node.value)
    if isinstance(node, (date, time)):
        return node.isoformat()
    if isinstance(node, Fraction):
        return Decimal(node.numerator) / Decimal(node.denominator)
    return None if isinstance(node, type) else _structured(node)


def _scalar(node: object) -> object:
    if isinstance(node, bool) or not isinstance(node, (str, int, float, Decimal)):
        return None
    if isinstance(node, Enum):  # a str or int enumeration is its value, not its name
        return _scalar(node.value)
    return node


def _structured(node: object) -> object:
    cls = type(node)
    model_fields = getattr(cls, "model_fields", None)
    if isinstance(model_fields, dict):
        return _pydantic(node, model_fields)
    if dataclasses.is_dataclass(node):
        names = [field.name for field in dataclasses.fields(node)]
        return _by_hints(node, names)
    if isinstance(node, tuple) and hasattr(cls, "_fields"):
        return _by_hints(node, list(cls._fields))
    if isinstance(node, AbstractSet):
        return sorted(node, key=repr)  # a set has no order of its own; a verdict must not depend on one
    return list(node) if isinstance(node, (list, tuple)) else None


def _pydantic(node: object, model_fields: Mapping[str, typing.Any]) -> Fields:
    values: dict[str, object] = {}
    marks: dict[str, Marks] = {}
    for name, info in model_fields.items():
        if not hasattr(node, name):  # model_construct may leave a field out
            continue
        values[name] = getattr(node, name)
        own = _from_metadata(info.metadata)
        marks[name] = own if own is not NO_MARKS else marks_of(info.annotation)
    values.update(getattr(node, "model_extra", None) or {})
    return Fields(values, marks)


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
    while todo and seen < 64:
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


def _key(key: object) -> str:
    if isinstance(key, str):
        return key
    try:
        return str(key)[:80]
    except ValueError:  # an integer too long for Python to print
        return type(key).__name__
