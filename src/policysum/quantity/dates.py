"""Dates, times and periods of all shapes, as ISO-like strings."""

from __future__ import annotations

import re
from typing import NamedTuple

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.numerals import BLANKS, chinese

__all__ = ["DateMatch", "arabic_date", "bare_year", "chinese_date", "first_months"]


class DateMatch(NamedTuple):
    """Where a date ends and what it says; `digits` is what stands there without 年, 月 and the like."""

    end: int
    value: str
    digits: str


_WORDS = table("date_words")
_PARTS = {
    "y": r"(?:1[89]|20)\d\d",
    "to": _WORDS.form(r"\s?(?:--|——|[-—–－~～]|{number_words.to})\s?"),
    "m": r"(?:1[0-2]|0?[1-9])",
    "d": r"(?:3[01]|[12]\d|0?[1-9])",
    "hms": r"(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?",
    "n": table("numerals").form("{digit|ten}"),
    "year": signs.YEAR,
    "month": signs.MONTH,
}


def _compiled(template: str) -> re.Pattern[str]:
    return _WORDS.compiled(template, **_PARTS)


_TIMESTAMP = _compiled(
    r"(?P<y>{y})(?P<sep>[-./])(?P<m>{m})(?P=sep)(?P<d>{d})(?![\d])(?:[ T\t]{1,2}{hms}(?!\d))?"
)
_DIGITS_OF_DAY = 8
_RUN_TOGETHER = _compiled(r"(?P<y>{y})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01]){signs.day}")
"""A date whose 年 and 月 a page has lost: 20211228日."""
_YEAR_RANGE = _compiled(
    r"(?P<y1>{y}) ?{year}?{year_part}?(?:{to}|/(?=\d{4} ?{year}))(?P<y2>{y})(?!\d)(?: ?{year}{year_part}?)?"
)
_MONTH_RANGE_YEARS = _compiled(
    r"(?P<y1>{y}){year}(?P<m1>{m}){month}(?:(?P<d1>{d}){signs.day})?{to}"
    r"(?P<y2>{y}){year}(?P<m2>{m}){month}(?:(?P<d2>{d}){signs.day}|{month_part})?"
)
_QUARTERS = _WORDS.form(
    r"{signs.ordinal}?(?:{quarter_digit}|[1-4]){signs.season}"
    r"|{signs.front}(?:{quarter_digit|numerals.two}|[23]){signs.season}"
    r"|{quarter_digit}(?:[—-]|{number_words.to}){quarter_digit}{signs.season}"
)
_YEAR = _WORDS.compiled(
    r"(?P<y>{y})[ \t]?(?:\r?\n)?{year}[ \t]?(?:"
    r"(?P<half>{half_year})"
    r"|(?P<q>{quarters})"
    r"|{signs.front}(?P<first>{m}|{n}{1,3}) ?{months}"
    r"|(?P<m>{m}) ?(?:{month}{month_part}?)?{to}(?P<m2>{m}) ?{month}{month_part}?(?:(?P<dz>{d}) ?{signs.day|signs.number_sign})?"
    r"|(?P<m3>{m}) ?{month}(?:"
    r" ?(?P<d>{d}) ?{signs.day|signs.number_sign}?{to}(?:(?P<m4>{m}) ?{month} ?)?(?P<d2>{d}) ?{signs.day|signs.number_sign}"
    r"| ?(?P<d3>{d}) ?{signs.day|signs.number_sign}(?:\s?(?P<h>\d{1,2})(?::|{signs.hour})(?P<min>\d\d)(?::(?P<s>\d\d))?{signs.minute}?)?"
    r"|{month_part})?"
    r"|{year_part}{since}?)?",
    quarters=_QUARTERS,
    **_PARTS,
)
_FIRST_MONTHS = _compiled(r"(?P<first>{m}|{n}{1,3}) ?(?:{months}|{month}(?! ?\d))")
_MONTHS_OF = frozenset(_WORDS.words("months_of"))
_YEAR_HALF = _compiled(r"(?P<y>{y})(?P<half>{half_year})")
_MONTH = _compiled(
    r"(?P<m3>{m}) ?{month}(?:"
    r" ?(?P<d>{d}) ?{signs.day|signs.number_sign}?{to}(?:(?P<m4>{m}) ?{month} ?)?(?P<d2>{d}) ?{signs.day|signs.number_sign}"
    r"| ?(?P<d3>{d}) ?{signs.day|signs.number_sign}|{month_part})?"
)
_MONTHS = _compiled(r"(?P<m>{m}) ?(?:{month}{month_part}?)?{to}(?P<m2>{m}) ?{month}{month_part}?")
_LISTED_MONTH = _compiled(r"(?P<m>{m})(?=(?:、{m}){1,5} ?{month}(?!{no_month}))")
_QUARTER = _compiled(r"(?:(?P<q1>[1-4]){to})?(?P<q>[1-4]) ?{signs.season}")
_CLOCK = _compiled(
    r"(?P<h>[01]?\d|2[0-4])(?::|{signs.hour})(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?{signs.minute}?(?!\d|\.\d|:\d)"
)
# 三次产业结构比为14:40:46 is no time of day, nor is 12:45:43 in 由19:40:41调整为12:45:43.
_RATIO_BEFORE = _compiled(
    r"{ratio_named}[^。；，]{0,5}$|\d[:∶]\d+(?:\.\d+)?[:∶]\d+(?:\.\d+)?[^。；，\d]{1,8}$"
)
_ERA = _compiled(r"(?:(?P<c>\d{1,2}){century})?(?P<t>\d0){decade}(?:{decade_part}|{since})?")
_CENTURY = _compiled(r"(?P<c>1\d|2[01]){century}{century_part}?")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?![\d.,])")
_YEAR_MONTH = _compiled(r"(?P<y>20\d\d)\.(?P<m>{m})(?![\d.])")
_SHORT_YEARS = _compiled(r"(?P<y1>{y})[-—~](?P<y2>\d\d){year}(?!\d)")
_DAYS = _compiled(r"(?P<d>{d}) ?{signs.day}(?={day_part}|{number_words.to}|[，,。\s]|$)")

# What may stand right behind the first digits of a date: a blank, a joint, the beginning of a word.
_JOINTS = frozenset({*BLANKS, *"-—–－~～", *table("number_words").words("to")})
_AFTER_YEAR = _JOINTS | {*"./", signs.YEAR} | {word[0] for word in _WORDS.words("half_year", "year_part")}
_AFTER_MONTH = _JOINTS | {*"、:", signs.YEAR, signs.MONTH, signs.HOUR, signs.DAY} | {
    word[0] for word in (signs.SEASON, *_WORDS.words("month_part", "century"))
}  # fmt: skip
_LAST_MONTH, _LAST_HOUR, _LAST_MINUTE = 12, 24, 59
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HALVES = _WORDS.values("half_year")
_QUARTER_DIGITS = {**_WORDS.values("quarter_digit"), **{digit: digit for digit in "1234"}}
_FIRST_TWO = table("numerals").word("two")


def _pad(number: str) -> str:
    return number.zfill(2)


def _quarter(words: str) -> str:
    figures = [_QUARTER_DIGITS[c] for c in words if c in _QUARTER_DIGITS]
    if words.startswith(signs.FRONT):
        return f"Q1/Q{'2' if words[1] == _FIRST_TWO else figures[0]}"
    return f"Q{figures[0]}" if len(figures) == 1 else f"Q{figures[0]}/Q{figures[1]}"


def _with_year(year: str, tail: str) -> str:
    """The year before a quarter, half or month, on both sides of a range."""
    joiner = "" if tail[0] in "QH" else "-"
    return "/".join(f"{year}{joiner}{part}" for part in tail.split("/"))


def _month_tail(group: dict[str, str | None]) -> str:
    month = _pad(group["m3"] or "")
    if group.get("d3"):
        tail = f"{month}-{_pad(group['d3'] or '')}"
        if group.get("h"):
            tail += f"T{_pad(group['h'] or '')}:{group['min']}"
            tail += f":{group['s']}" if group["s"] else ""
        return tail
    if group.get("d2"):
        second = _pad(group["m4"] or group["m3"] or "")
        return f"{month}-{_pad(group['d'] or '')}/{second}-{_pad(group['d2'] or '')}"
    return month


def _year_value(m: re.Match[str]) -> str:
    group = m.groupdict()
    year = m["y"]
    if m["half"]:
        return year + _HALVES[m["half"]]
    if m["q"]:
        return _with_year(year, _quarter(m["q"]))
    if m["first"]:
        months = _months(m["first"])
        return _with_year(year, months) if months else year
    if m["m2"]:
        last = _pad(m["m2"]) + (f"-{_pad(m['dz'])}" if m["dz"] else "")
        return f"{year}-{_pad(m['m'])}/{year}-{last}"
    if m["m3"]:
        return _with_year(year, _month_tail(group))
    return year


_UNITS_OF_DATE = str.maketrans("", "", " \t\r\n")


def _digits(text: str) -> str:
    core = text.translate(_UNITS_OF_DATE)
    while core and not core[-1].isdigit():
        core = core[:-1]
    return core


def _clock(m: re.Match[str]) -> str:
    tail = f":{m['s']}" if m["s"] else ""
    return f"{_pad(m['h'])}:{m['min']}{tail}"


def _made(text: str, m: re.Match[str], value: str) -> DateMatch:
    return DateMatch(m.end(), value, _digits(text[m.start() : m.end()]))


def arabic_date(text: str, at: int, end: int) -> DateMatch | None:
    """The date that begins with the digits `[at, end)`, or None."""
    length, follower = end - at, text[end : end + 1]
    if length == 4 and follower in _AFTER_YEAR:
        return _four_digits(text, at)
    if length <= 2 and follower in _AFTER_MONTH:
        return _two_digits(text, at)
    if length == _DIGITS_OF_DAY and (m := _RUN_TOGETHER.match(text, at)):
        return _made(text, m, f"{m['y']}-{m['m']}-{m['d']}")
    return None


def _four_digits(text: str, at: int) -> DateMatch | None:  # noqa: PLR0911 - one return a shape
    if m := _TIMESTAMP.match(text, at):
        value = f"{m['y']}-{_pad(m['m'])}-{_pad(m['d'])}"
        return _made(text, m, f"{value}T{_clock(m)}" if m["h"] else value)
    if m := _MONTH_RANGE_YEARS.match(text, at):
        first = f"{m['y1']}-{_pad(m['m1'])}" + (f"-{_pad(m['d1'])}" if m["d1"] else "")
        second = f"{m['y2']}-{_pad(m['m2'])}" + (f"-{_pad(m['d2'])}" if m["d2"] else "")
        return _made(text, m, f"{first}/{second}")
    if (m := _YEAR_RANGE.match(text, at)) and m["y1"] < m["y2"]:
        return _made(text, m, f"{m['y1']}/{m['y2']}")
    if m := _SHORT_YEARS.match(text, at):
        return _made(text, m, f"{m['y1']}/{m['y1'][:2]}{m['y2']}")
    if m := _YEAR_HALF.match(text, at):
        return _made(text, m, m["y"] + _HALVES[m["half"]])
    if m := _YEAR.match(text, at):
        return _made(text, m, _year_value(m))
    return None


def _two_digits(text: str, at: int) -> DateMatch | None:  # noqa: PLR0911 - one return a shape
    if m := _MONTHS.match(text, at):
        return _made(text, m, f"{_pad(m['m'])}/{_pad(m['m2'])}")
    if m := _MONTH.match(text, at):
        return _made(text, m, _month_tail(m.groupdict()))
    if m := _LISTED_MONTH.match(text, at):
        return _made(text, m, _pad(m["m"]))
    if m := _QUARTER.match(text, at):
        return _made(text, m, f"Q{m['q1']}/Q{m['q']}" if m["q1"] else f"Q{m['q']}")
    if (m := _CLOCK.match(text, at)) and not _RATIO_BEFORE.search(text, max(0, at - 24), at):
        return _made(text, m, _clock(m))
    if m := _ERA.match(text, at):
        head = f"{int(m['c']) - 1}{m['t']}" if m["c"] else m["t"]
        return _made(text, m, f"{head}/{head[:-1]}9")
    if m := _CENTURY.match(text, at):
        head = str(int(m["c"]) - 1)
        return _made(text, m, f"{head}00/{head}99")
    if m := _DAYS.match(text, at):
        return _made(text, m, f"---{_pad(m['d'])}")
    return None


def first_months(text: str, at: int) -> DateMatch | None:
    """The first months of a year whose number is at `at`, behind 前: 今年前9个月; 开工前9个月 is no part of one."""
    before = text[at - 2 : at - 1]
    if before not in _MONTHS_OF and _HAN.match(before):
        return None
    m = _FIRST_MONTHS.match(text, at)
    value = _months(m["first"]) if m else ""
    return DateMatch(m.end(), value, m["first"]) if m and value else None


def _months(number: str) -> str:
    """From January to a month; nothing where there are not several."""
    last = number if number.isdecimal() else _cn(number)
    return f"01/{_pad(last)}" if last and 1 < int(last) <= _LAST_MONTH else ""


def bare_year(text: str, at: int) -> DateMatch | None:
    """A year without 年, such as 2020 in 2020主要指标."""
    if m := _YEAR_MONTH.match(text, at):
        return _made(text, m, f"{m['y']}-{_pad(m['m'])}")
    m = _BARE_YEAR.match(text, at)
    return _made(text, m, m[0]) if m else None


_CHINESE_YEAR = _compiled(
    r"(?P<y>(?:{quarter_digit}){numerals.zero|numerals.round_zero|numerals.digit}{3}){year}(?:"
    r"(?P<half>{half_year})|(?P<m>{n}{1,2}){month}(?:(?P<d>{n}{1,3}){signs.day|signs.number_sign}|{month_part})?|{year_part})?"
)
_CHINESE_MONTH = _compiled(
    r"(?P<m>{n}{1,2}){month}(?:(?P<d>{n}{1,3}){signs.day|signs.number_sign}|{month_part})?(?!{no_month})"
)
_CHINESE_QUARTER = _compiled(r"{quarter_digit}(?:(?:[—-]|{number_words.to}){quarter_digit})?{signs.season}")
_CHINESE_CLOCK = _compiled(
    r"(?P<h>{n}{1,3}){number_words.point}(?:(?P<min>{n}{1,3}){signs.minute}|(?P<half>{signs.half}))"
)
_CHINESE_ERA = _compiled(r"(?P<t>{numerals.digit}{numerals.ten}){decade}{decade_part}?")


def _cn(text: str) -> str:
    number = chinese(text)
    return str(number.value) if number else ""


def chinese_date(text: str, at: int) -> DateMatch | None:
    """The date that begins with the Chinese numeral at `at`, or None."""
    if m := _CHINESE_YEAR.match(text, at):
        value = _cn(m["y"])
        if m["half"]:
            value += _HALVES[m["half"]]
        elif m["m"]:
            value += f"-{_pad(_cn(m['m']))}" + (f"-{_pad(_cn(m['d']))}" if m["d"] else "")
        return DateMatch(m.end(), value, m["y"])
    if m := _CHINESE_QUARTER.match(text, at):
        return DateMatch(m.end(), _quarter(m[0]), m[0].removesuffix(signs.SEASON))
    if m := _CHINESE_MONTH.match(text, at):
        month = _cn(m["m"])
        if month and int(month) <= 12:
            value = _pad(month) + (f"-{_pad(_cn(m['d']))}" if m["d"] else "")
            return DateMatch(m.end(), value, m["m"])
    if m := _CHINESE_CLOCK.match(text, at):
        hour, minute = _cn(m["h"]), "30" if m["half"] else _cn(m["min"])
        if hour and minute and int(hour) <= _LAST_HOUR and int(minute) <= _LAST_MINUTE:
            return DateMatch(m.end(), f"{_pad(hour)}:{_pad(minute)}", m["h"])
    if m := _CHINESE_ERA.match(text, at):
        decade = _cn(m["t"])
        return DateMatch(m.end(), f"{decade}/{decade[:-1]}9", m["t"])
    return None
