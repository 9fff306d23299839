"""Days as pages and signatures print them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from policysum.document.numerals import CHINESE_DAY, CHINESE_YEAR, chinese_number
from policysum.lexicon import table

__all__ = ["ANY_DATE", "DATE", "iso_date", "with_figures", "year_in_figures"]

_TIME = table("signs")
_NUMERALS = table("numerals")
DATE = _TIME.form(r"((?:19|20)\d\d)\s{0,3}[-/.{=year}]\s{0,3}(\d{1,2})\s{0,3}[-/.{=month}]\s{0,3}(\d{1,2})")
"""A day in figures: three groups."""
ANY_DATE = re.compile(DATE)
_CHINESE = re.compile(CHINESE_DAY)
_CHINESE_YEAR = _TIME.compiled(f"{CHINESE_YEAR}{{year}}")
_DIGITS = str.maketrans(
    {
        **_NUMERALS.values("zero", "round_zero", "digit"),
        **{chr(ord("０") + one): str(one) for one in range(10)},
    }
)
_FIRST_MONTH = table("year_words").word("first_month")
_TENS = _NUMERALS.values("tens")


def with_figures(text: str) -> str:
    """二〇二六年一月二十七日 becomes 2026年1月27日."""
    return _CHINESE.sub(_in_figures, text)


def _in_figures(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    printed = (
        year.translate(_DIGITS),
        _TIME.word("year"),
        1 if month == _FIRST_MONTH else chinese_number(month),
        _TIME.word("month"),
        int(_TENS.get(day[0], 0)) + chinese_number(day[day[0] in _TENS :]),
        _TIME.word("day"),
    )
    return "".join(map(str, printed))


def year_in_figures(text: str) -> str:
    """The years of a title in figures: 二〇二四年 becomes 2024年."""
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), text)


def iso_date(match: re.Match[str]) -> str | None:
    """The ISO form of a day that `DATE` found; None where there is no such day."""
    year, month, day = (int(part) for part in match.groups()[-3:])
    with suppress(ValueError):
        return date(year, month, day).isoformat()
    return None
