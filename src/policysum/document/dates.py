"""Days as pages and signatures print them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from policysum.document.headings import chinese_number

__all__ = ["ANY_DATE", "DATE", "iso_date", "with_figures", "year_in_figures"]

DATE = r"((?:19|20)\d\d)\s{0,3}[-/.年]\s{0,3}(\d{1,2})\s{0,3}[-/.月]\s{0,3}(\d{1,2})"
"""A day in figures: three groups."""
ANY_DATE = re.compile(DATE)
_CHINESE = re.compile(
    r"([一二][〇○零一二三四五六七八九]{3})\s?年\s?([元一二三四五六七八九十]{1,3})\s?月\s?([一二三四五六七八九十廿]{1,3})\s?日"
)
_CHINESE_YEAR = re.compile("[一二][〇○零一二三四五六七八九]{3}年")
_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")


def with_figures(text: str) -> str:
    """二〇二六年一月二十七日 becomes 2026年1月27日."""
    return _CHINESE.sub(_in_figures, text)


def _in_figures(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    numbers = (chinese_number(part.replace("廿", "二十").replace("元", "一")) for part in (month, day))
    return "{}年{}月{}日".format(year.translate(_DIGITS), *numbers)


def year_in_figures(text: str) -> str:
    """The years of a title in figures: 二〇二四年 becomes 2024年."""
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), text)


def iso_date(match: re.Match[str]) -> str | None:
    """The ISO form of a day that `DATE` found; None where there is no such day."""
    year, month, day = (int(part) for part in match.groups()[-3:])
    with suppress(ValueError):
        return date(year, month, day).isoformat()
    return None
