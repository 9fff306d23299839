"""How the numbers of a passage stand, as it is told to a model and as a model tells it otherwise.

A reading names only what is not so for most numbers: `increment,2020` is an increment of 2020, done like most.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.extract.draft import Told
from policysum.schema import Change, Status

if TYPE_CHECKING:
    from policysum.extract.passages import Number
    from policysum.quantity import Mention

__all__ = ["as_read", "listed", "read_again"]

_PARTS = re.compile(r"[,，、;；\s]+")
_NO_PERIOD = "null"


def as_read(mention: Mention) -> Told:
    """How the ledger reads a number."""
    return Told(Status(mention.status), Change(mention.change), mention.period)


def listed(numbers: tuple[Number, ...], period: str | None) -> str:
    """The numbers of a passage, a line for those that are read alike, the usual ones first.

    Args:
        numbers: What is asked for.
        period: The period of the report, which most numbers are of.
    """
    lines: dict[str, list[str]] = {"": []}
    for number in numbers:
        lines.setdefault(_reading(as_read(number.mention), period), []).append(number.key)
    return "\n".join(
        f"({reading})" * bool(reading) + "、".join(keys) for reading, keys in lines.items() if keys
    )


def read_again(reading: str, period: str | None) -> Told:
    """What a model's reading says: what is neither a status nor a change is a period."""
    status, change = Status.ACTUAL, Change.LEVEL
    for part in _PARTS.split(reading.strip(" ()（）")):
        if part in _STATUSES:
            status = _STATUSES[part]
        elif part in _CHANGES:
            change = _CHANGES[part]
        elif part == _NO_PERIOD:
            period = None
        elif part:
            period = part
    return Told(status, change, period)


_STATUSES = {status.value: status for status in Status}
_CHANGES = {change.value: change for change in Change}


def _reading(told: Told, period: str | None) -> str:
    usual = Told(Status.ACTUAL, Change.LEVEL, period)
    parts = (
        told.status.value if told.status is not usual.status else "",
        told.change.value if told.change is not usual.change else "",
        (told.period or _NO_PERIOD) if told.period != usual.period else "",
    )
    return ",".join(filter(None, parts))
