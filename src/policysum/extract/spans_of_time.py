"""The first and the last day of a period."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

__all__ = ["days"]

_PART = re.compile(
    r"(?P<year>\d{4})(?:(?P<half>H[12])|(?P<quarter>Q[1-4])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)


@lru_cache(maxsize=1024)
def days(period: str | None) -> tuple[str | None, str | None]:
    """The first and the last day of a period, as ISO dates.

    Args:
        period: As KPIs have it: 2020, 2020H1, 2020Q3, 2020-06, 2020-06-30, 2016/2020, 2016/ (since then) or
            as_of:2020-06 (what stood on its last day).

    Returns:
        A side that the period leaves open, or does not date, is None.
    """
    said = (period or "").strip()
    point = said.startswith("as_of:")
    first, parted, last = said.removeprefix("as_of:").partition("/")
    begin, end = _of(first), _of(last if parted else first)
    start = begin[0].isoformat() if begin and not point else None
    return start, end[1].isoformat() if end else None


def _of(said: str) -> tuple[date, date] | None:
    """The days of a period without a slash; None where it is none of a known year."""
    found = _PART.fullmatch(said)
    if found is None:
        return None
    year, first, last = int(found["year"]), 1, 12
    if found["half"]:
        first, last = (1, 6) if found["half"] == "H1" else (7, 12)
    elif found["quarter"]:
        last = 3 * int(found["quarter"][1])
        first = last - 2
    elif found["month"]:
        first = last = int(found["month"])
    try:
        if found["day"]:
            day = date(year, first, int(found["day"]))
            return day, day
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:
        return None
