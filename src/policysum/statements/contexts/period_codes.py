"""The years, halves and months of years that a period names: 2020H1, as_of:2020-06, 2021/2025, 2020年1-10月."""

from __future__ import annotations

import re
from functools import lru_cache

from policysum.quantity import Kind
from policysum.quantity.reader import read

__all__ = ["half_of", "months_of", "years_of"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_HALF = re.compile(r"H[12]")
_MONTH = re.compile(r"\d{4}-(\d\d)(?:-\d\d)?$")

_PART = re.compile(r"(?:19|20)\d\d(?:-(?P<month>\d\d)(?!-)|Q(?P<quarter>[1-4])|H(?P<half>[12]))")
"""A part of a year in a code: 2020-06, 2020Q1, 2020H1."""
_LONG = {"month": 1, "quarter": 3, "half": 6}


@lru_cache(maxsize=1024)
def months_of(period: str) -> tuple[int, int] | None:
    """The first and the last month of a part of a year, be it given in words; None for years, days and what is as of a day."""
    if not _PART.match(period):
        dates = [str(one.value) for one in read(period) if one.kind is Kind.DATE]
        period = dates[0] if len(dates) == 1 else ""
    ends = [_PART.fullmatch(end) for end in period.split("/")]
    months = [
        (int(found[found.lastgroup]) * long - long + 1, int(found[found.lastgroup]) * long)
        for found in ends
        if found is not None and found.lastgroup is not None
        for long in (_LONG[found.lastgroup],)
    ]
    return (months[0][0], months[-1][1]) if len(months) == len(ends) else None


@lru_cache(maxsize=1024)
def half_of(period: str) -> str:
    """The half of a year in which a period ends: H1 for 2020H1 and as_of:2020-06; empty for a whole year."""
    found = _HALF.findall(period)
    if found:
        return str(found[-1])
    month = _MONTH.search(period)
    return ("H1" if month.group(1) <= "06" else "H2") if month else ""


@lru_cache(maxsize=1024)
def years_of(text: str | None) -> frozenset[int]:
    """The years that a period names."""
    if not text:
        return frozenset()
    return frozenset(map(int, _YEAR.findall(text)))
