"""The years and halves of years that the code of a period names: 2020H1, as_of:2020-06, 2021/2025."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["half_of", "years_of"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_HALF = re.compile(r"H[12]")
_MONTH = re.compile(r"\d{4}-(\d\d)(?:-\d\d)?$")


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
