"""The table of indicators: one row each, read once, checked on reading."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policysum.errors import ConfigError
from policysum.regular import regular_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COLUMNS", "Indicator", "load_indicators"]

COLUMNS = (
    "id",
    "name",
    "english",
    "kind",
    "unit",
    "aliases",
    "pattern",
    "not",
    "parent",
    "valid",
    "better",
    "note",
)
_KINDS = frozenset({"flow", "stock", "rate", "ratio", "level", "price"})
_BETTER = frozenset({"higher", "lower", "none"})
_ID = re.compile(r"[a-z][a-z0-9_]*")
_OWN = Path(__file__).with_name("indicators.tsv")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: what it is called, how it is counted, and what it is part of.

    An alias that ends in % counts for growth in percent alone.
    """

    id: str
    name: str
    english: str
    kind: str
    units: tuple[str, ...]
    aliases: tuple[str, ...]
    pattern: re.Pattern[str] | None
    excluded: re.Pattern[str] | None
    parent: str
    valid: str
    better: str
    note: str


def load_indicators(extra: Path | None = None) -> tuple[Indicator, ...]:
    """The indicators of the catalogue; those of a user's own file come first and replace rows of the same id.

    Args:
        extra: a file with the same columns, tab-separated, UTF-8.

    Raises:
        ConfigError: the file cannot be read, or a row of it is wrong.
    """
    own = _read(_OWN)
    if extra is None:
        return own
    users = _read(extra)
    taken = {one.id for one in users}
    return users + tuple(one for one in own if one.id not in taken)


@cache
def _read(path: Path) -> tuple[Indicator, ...]:
    try:
        text = regular_bytes(path).decode("utf-8-sig")
        table = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
        if missing:
            hint = f"The columns are: {', '.join(COLUMNS)}."
            raise ConfigError(f"the column {missing[0]} is missing", where=str(path), hint=hint)
        rows = [_row(row, f"{path}, line {number}") for number, row in enumerate(table, start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as cause:
        raise ConfigError("the table of indicators cannot be read", where=str(path)) from cause
    seen: set[str] = set()
    for one in rows:
        if one.id in seen:
            raise ConfigError(f"the id {one.id} stands in two rows", where=str(path))
        seen.add(one.id)
    return tuple(rows)


def _row(row: Mapping[str, str | None], where: str) -> Indicator:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    wrong = next(
        (
            f"{name} {cells[name]!r} is not allowed"
            for name, fits in (
                ("id", bool(_ID.fullmatch(cells["id"]))),
                ("name", bool(cells["name"])),
                ("kind", cells["kind"] in _KINDS),
                ("better", cells["better"] in _BETTER),
            )
            if not fits
        ),
        "",
    )
    if wrong:
        raise ConfigError(wrong, where=where)
    return Indicator(
        id=cells["id"],
        name=cells["name"],
        english=cells["english"],
        kind=cells["kind"],
        units=tuple(cells["unit"].split(";")),
        aliases=tuple(part for part in cells["aliases"].split(";") if part),
        pattern=_pattern(cells["pattern"], where),
        excluded=_pattern(cells["not"], where),
        parent=cells["parent"],
        valid=cells["valid"],
        better=cells["better"],
        note=cells["note"],
    )


def _pattern(text: str, where: str) -> re.Pattern[str] | None:
    if not text:
        return None
    try:
        return re.compile(text)
    except re.error as cause:
        raise ConfigError(f"{text!r} is not a pattern: {cause}", where=where) from cause
