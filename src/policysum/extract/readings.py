"""How the numbers of a passage stand, as it is shown to a model and as a model reads it.

Numbers that are read alike share a line: `3-5,9:target,2021` are targets of 2021. A reading names only what it is
about; what it leaves out stays as the source has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policysum.extract.draft import ModelReading, Read
from policysum.extract.grounds import of_change
from policysum.schema import Change, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policysum.extract.passages import Number
    from policysum.statements import Mention

__all__ = ["Listed", "as_read", "completed", "listed", "ranges", "read_again", "unsure"]

_PARTS = re.compile(r"[,，、;；\s]+")
_NO_PERIOD = "null"
_NOT_SAID = frozenset({"inferred", "assumed", "model"})


@dataclass(frozen=True, slots=True)
class Listed:
    """The readings that are shown with a passage.

    Attributes:
        known: a line for the numbers that are read alike, the usual reading left out.
        open: the numbers of which the source does not say how to read them.
    """

    known: str
    open: str


def as_read(mention: Mention) -> Read:
    """How the ledger reads a number."""
    return Read(Status(mention.status), Change(mention.change), mention.period)


def completed(mention: Mention, said: ModelReading) -> Read:
    """A reading of all three, what was not said of a number taken from the ledger."""
    own = as_read(mention)
    return Read(
        said.status or own.status, said.change or own.change, said.period if said.dated else own.period
    )


def unsure(mention: Mention, text: str) -> frozenset[str]:
    """Which of status, change and period the source does not say."""
    grounds = {
        "status": mention.status_ground.value,
        "change": of_change(mention, text),
        "period": mention.period_ground.value,
    }
    found = {field for field, ground in grounds.items() if ground in _NOT_SAID}
    if mention.period and not _PERIOD.fullmatch(mention.period):
        found.add("period")  # it is given in words, of years that the text does not name
    return frozenset(found)


def listed(numbers: Sequence[Number], period: str | None, text: str) -> Listed:
    """The readings of a passage's figures.

    Args:
        numbers: What is asked for.
        period: The period of the report, which most numbers are of.
        text: The source.
    """
    lines: dict[str, list[int]] = {}
    doubtful = []
    for number in numbers:
        if not number.mention.kpi:
            continue
        weak = unsure(number.mention, text)
        if weak:
            doubtful.append(number.index)
        if reading := _reading(as_read(number.mention), period, weak):
            lines.setdefault(reading, []).append(number.index)
    known = "\n".join(f"{ranges(indices)}:{reading}" for reading, indices in lines.items())
    return Listed(known, ranges(doubtful))


def ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers with runs drawn together: 1-3,5."""
    every = list(numbers)
    breaks = [at + 1 for at, (one, following) in enumerate(pairwise(every)) if following != one + 1]
    runs = [every[start:end] for start, end in pairwise([0, *breaks, len(every)])] if every else []
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def read_again(reading: str) -> ModelReading:
    """What a model's reading says: what is neither a status nor a change is a period."""
    status: Status | None = None
    change: Change | None = None
    period: str | None = None
    dated = False
    for part in _PARTS.split(reading.strip(" ()（）")):
        if part in _STATUSES:
            status = _STATUSES[part]
        elif part in _CHANGES:
            change = _CHANGES[part]
        elif part == _NO_PERIOD:
            period, dated = None, True
        elif _PERIOD.fullmatch(part):
            period, dated = part, True
    return ModelReading(status, change, period, dated=dated)


_STATUSES = {status.value: status for status in Status}
_CHANGES = {change.value: change for change in Change}
_DAY = r"(?:19|20)\d\d(?:H[12]|Q[1-4]|-\d\d(?:-\d\d)?)?"
_PERIOD = re.compile(rf"(?:as_of:)?{_DAY}(?:/(?:{_DAY})?)?")


def _reading(read: Read, period: str | None, weak: frozenset[str]) -> str:
    """What is unusual and sure of a reading."""
    parts = (
        read.status.value if "status" not in weak and read.status is not Status.ACTUAL else "",
        read.change.value if "change" not in weak and read.change is not Change.LEVEL else "",
        (read.period or _NO_PERIOD) if "period" not in weak and read.period != period else "",
    )
    return ",".join(filter(None, parts))
