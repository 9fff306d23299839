"""What numpy, pandas, polars and pyarrow hold, without importing any of them."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any

from policysum.claims.objects import Fields, UnreadableError, named, unfold
from policysum.claims.tables import head_marks

__all__ = ["unfold_foreign"]

_LIBRARIES = frozenset({"numpy", "pandas", "polars", "pyarrow"})
_MISSING = frozenset({"NAType", "NaTType"})
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?$")


def unfold_foreign(node: object, where: object) -> Any:
    """An object of one of these libraries (or of a class made from theirs), as `objects.unfold` gives it.

    Returns:
        NotImplemented where it is none of theirs.

    Raises:
        UnreadableError: It is theirs, and not known here: a duration, a lazy query.
    """
    for cls in type(node).__mro__:
        library = cls.__module__.partition(".")[0]
        if library in _LIBRARIES:
            read = {"numpy": _numpy, "pandas": _pandas, "polars": _polars, "pyarrow": _arrow}[library]
            return read(node, cls.__name__, where)
    return NotImplemented


def _numpy(node: Any, name: str, where: object) -> Any:
    if name in {"ndarray", "MaskedArray", "matrix", "recarray"}:
        if node.ndim == 0:
            return unfold(node[()], where)
        return [None if _is_missing(one) else one for one in node]
    if getattr(node.dtype, "names", None):
        return Fields(named((part, node[part]) for part in node.dtype.names), {})
    return None if name == "MaskedConstant" else _numpy_scalar(node, where)


def _numpy_scalar(node: Any, where: object) -> Any:
    kind = node.dtype.kind
    if kind == "f":
        return Decimal(str(node)) if math.isfinite(node) else float(node)  # a float32 as it prints
    if kind == "M":
        return None if str(node) == "NaT" else _MIDNIGHT.sub("", str(node)).replace("T", " ")
    if kind in "iubS":
        return unfold(node.item(), where)
    raise UnreadableError(where, node)


def _pandas(node: Any, name: str, where: object) -> Any:
    if name in _MISSING:
        return None
    if name in {"DataFrame", "Series"}:
        return _frame(node) if name == "DataFrame" else _series(node)
    if hasattr(node, "isoformat") and hasattr(node, "to_pydatetime"):
        text = str(node.isoformat(" "))
        return text.removesuffix(" 00:00:00")
    if name == "Period":
        return str(node)
    if hasattr(node, "array") or hasattr(node, "dtype"):
        return [None if _is_missing(one) else one for one in node]
    raise UnreadableError(where, node)


def _series(node: Any) -> object:
    """The values by their labels; under the name of the series where labels only count."""
    values = [None if _is_missing(one) else one for one in node.array]
    if _is_bookkeeping(node.index):
        return _called(node.name, values)
    return Fields(named(zip(node.index, values, strict=True)), {})


def _frame(node: Any) -> list[object]:
    """The rows of a frame; an index that says something is its first column."""
    columns: list[tuple[object, Any]] = []
    if not _is_bookkeeping(node.index):
        for level in range(node.index.nlevels):
            values = node.index.get_level_values(level)
            columns.append(("index" if values.name is None else values.name, values))
    columns += [(label, node.iloc[:, at].array) for at, label in enumerate(node.columns)]
    heads = list(named((label, None) for label, _ in columns))
    return _rows(heads, [list(values) for _, values in columns], len(node))


def _is_bookkeeping(index: Any) -> bool:
    """Whether an index only counts the rows: whole numbers without a name."""
    return index.nlevels == 1 and index.name is None and index.dtype.kind in "iu"


def _polars(node: Any, name: str, where: object) -> Any:
    if name == "DataFrame":
        return _rows(list(node.columns), [one.to_list() for one in node.get_columns()], node.height)
    if name == "Series":
        return _called(node.name, [None if _is_missing(one) else one for one in node.to_list()])
    raise UnreadableError(where, node, "collect() it first" if name == "LazyFrame" else "give its values")


def _arrow(node: Any, name: str, where: object) -> Any:
    if name in {"Table", "RecordBatch"}:
        heads = list(named((label, None) for label in node.column_names))
        return _rows(heads, [column.to_pylist() for column in node.columns], node.num_rows)
    if hasattr(node, "to_pylist"):
        return node.to_pylist()
    if hasattr(node, "as_py"):
        value = node.as_py()
        return value if value is None or isinstance(value, (str, int, float, Decimal)) else [value]
    raise UnreadableError(where, node)


def _rows(heads: list[str], columns: list[list[Any]], height: int) -> list[object]:
    marks = head_marks(heads)
    return [
        Fields(
            {
                head: None if _is_missing(column[at]) else column[at]
                for head, column in zip(heads, columns, strict=True)
            },
            marks,
        )
        for at in range(height)
    ]


def _called(name: object, values: list[object]) -> object:
    """The values of a column under its name, where it has one."""
    if name is None or name == "":
        return values
    heads = list(named([(name, None)]))
    return Fields(dict.fromkeys(heads, values), head_marks(heads))


def _is_missing(value: object) -> bool:
    """Whether a cell is an empty one: these libraries write NaN, NA and NaT for it."""
    if type(value).__name__ in _MISSING:
        return True
    floating = isinstance(value, float) or getattr(getattr(value, "dtype", None), "kind", "") == "f"
    return floating and getattr(value, "ndim", 0) == 0 and math.isnan(value)  # type: ignore[arg-type]
