"""Dates, times and periods of all shapes, as ISO-like strings."""

from __future__ import annotations

import re
from typing import NamedTuple

from policysum.quantity.numerals import BLANKS, chinese

__all__ = ["DateMatch", "arabic_date", "bare_year", "chinese_date"]


class DateMatch(NamedTuple):
    """Where a date ends and what it says; `digits` is what stands there without 年, 月 and the like."""

    end: int
    value: str
    digits: str


_Y = r"(?:1[89]|20)\d\d"
_TO = r"\s?(?:--|——|[-—–－~～至到])\s?"
_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_HMS = r"(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?"

_TIMESTAMP = re.compile(
    rf"(?P<y>{_Y})(?P<sep>[-./])(?P<m>{_M})(?P=sep)(?P<d>{_D})(?![\d])(?:[ T\t]{{1,2}}{_HMS}(?!\d))?"
)
_YEAR_RANGE = re.compile(
    rf"(?P<y1>{_Y}) ?年?(?:度)?(?:{_TO}|/(?=\d{{4}} ?年))(?P<y2>{_Y})(?!\d)(?: ?年(?:度|底|末|初)?)?"
)
_MONTH_RANGE_YEARS = re.compile(
    rf"(?P<y1>{_Y})年(?P<m1>{_M})月(?:(?P<d1>{_D})日)?{_TO}(?P<y2>{_Y})年(?P<m2>{_M})月(?:(?P<d2>{_D})日|底|末|初)?"
)
_YEAR = re.compile(
    rf"(?P<y>{_Y})[ \t]?(?:\r?\n)?年[ \t]?(?:"
    r"(?P<half>上半年|下半年)"
    r"|(?P<q>第?[一二三四1-4]季度|前[二三两23]季度|[一二三四](?:[至到—-][一二三四])季度)"
    rf"|(?P<m>{_M}) ?(?:月份?)?{_TO}(?P<m2>{_M}) ?月(?:份|底|末|初)?(?:(?P<dz>{_D}) ?[日号])?"
    rf"|(?P<m3>{_M}) ?月(?:"
    rf"(?P<d>{_D}) ?[日号]?{_TO}(?:(?P<m4>{_M}) ?月)?(?P<d2>{_D}) ?[日号]"
    rf"|(?P<d3>{_D}) ?[日号](?:\s?(?P<h>\d{{1,2}})[:时](?P<min>\d\d)(?::(?P<s>\d\d))?分?)?"
    r"|份|底|末|初|[上中下]旬)?"
    r"|度|底(?!子|线|层|部)|末|初(?!步|级|中|次|创|始|心)(?:以来)?)?"
)
_YEAR_HALF = re.compile(rf"(?P<y>{_Y})(?P<half>[上下])半年")
_MONTH = re.compile(
    rf"(?P<m3>{_M}) ?月(?:"
    rf"(?P<d>{_D}) ?[日号]?{_TO}(?:(?P<m4>{_M}) ?月)?(?P<d2>{_D}) ?[日号]"
    rf"|(?P<d3>{_D}) ?[日号]"
    r"|份|底|末|初|[上中下]旬)?"
)
_MONTHS = re.compile(rf"(?P<m>{_M}) ?(?:月份?)?{_TO}(?P<m2>{_M}) ?月(?:份|底|末|初)?")
_LISTED_MONTH = re.compile(rf"(?P<m>{_M})(?=(?:、{_M}){{1,5}} ?月(?!亮))")
_QUARTER = re.compile(rf"(?:(?P<q1>[1-4]){_TO})?(?P<q>[1-4]) ?季度")
_CLOCK = re.compile(r"(?P<h>[01]?\d|2[0-4])[:时](?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?分?(?!\d|\.\d|:\d+\.\d)")
# 三次产业结构比为14:40:46 is no time of day, nor is 12:45:43 in 由19:40:41调整为12:45:43.
_RATIO_BEFORE = re.compile(
    r"比[^。；，]{0,5}$|结构[^。；，]{0,5}$|\d[:∶]\d+(?:\.\d+)?[:∶]\d+(?:\.\d+)?[^。；，\d]{1,8}$"
)
_ERA = re.compile(r"(?:(?P<c>\d{1,2})世纪)?(?P<t>\d0)年代(?:[初中末]期?|以来)?")
_CENTURY = re.compile(r"(?P<c>1\d|2[01])世纪(?:[初中末]叶?)?")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?![\d.,])")
_YEAR_MONTH = re.compile(rf"(?P<y>20\d\d)\.(?P<m>{_M})(?![\d.])")
_SHORT_YEARS = re.compile(rf"(?P<y1>{_Y})[-—~](?P<y2>\d\d)年(?!\d)")
_DAYS = re.compile(rf"(?P<d>{_D}) ?日(?=[上下晚早凌零至到前，,。\s]|$)")


# What may stand right behind the first digits of a date: a blank, a joint, the beginning of a word.
_JOINTS = {*BLANKS, *"-—–－~～至到"}
_AFTER_YEAR = _JOINTS | {*"年度上下./"}
_AFTER_MONTH = _JOINTS | {*"年月日份季世时、:"}


def _pad(number: str) -> str:
    return number.zfill(2)


def _quarter(words: str) -> str:
    figures = [str("一二三四".find(c) + 1 or c) for c in words if c in "一二三四1234"]
    if words.startswith("前"):
        last = {"两": "2", "二": "2", "2": "2"}.get(words[1], "3")
        return f"Q1/Q{last}"
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
        return f"{year}H{1 if m['half'][0] == '上' else 2}"
    if m["q"]:
        return _with_year(year, _quarter(m["q"]))
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
        return _made(text, m, f"{m['y']}H{1 if m['half'] == '上' else 2}")
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


def bare_year(text: str, at: int) -> DateMatch | None:
    """A year without 年, such as 2020 in 2020主要指标."""
    if m := _YEAR_MONTH.match(text, at):
        return _made(text, m, f"{m['y']}-{_pad(m['m'])}")
    m = _BARE_YEAR.match(text, at)
    return _made(text, m, m[0]) if m else None


_N = "[一二三四五六七八九十]"
_CHINESE_YEAR = re.compile(
    r"(?P<y>[一二][〇零○一二三四五六七八九]{3})年(?:"
    rf"(?P<half>上半年|下半年)|(?P<m>{_N}{{1,2}})月(?:(?P<d>{_N}{{1,3}})日|份|底|末|初)?|度|底|末)?"
)
_CHINESE_MONTH = re.compile(
    rf"(?P<m>{_N}{{1,2}})月(?:(?P<d>{_N}{{1,3}})[日号]|份|底|末|初(?!一|二|三)|[上中下]旬)?(?![亮球季饼嫂子])"
)
_CHINESE_QUARTER = re.compile(r"[一二三四](?:[至到—-][一二三四])?季度")
_CHINESE_ERA = re.compile(r"(?P<t>[二三四五六七八九]十)年代(?:[初中末]期?)?")


def _cn(text: str) -> str:
    number = chinese(text)
    return str(number.value) if number else ""


def chinese_date(text: str, at: int) -> DateMatch | None:
    """The date that begins with the Chinese numeral at `at`, or None."""
    if m := _CHINESE_YEAR.match(text, at):
        value = _cn(m["y"].replace("○", "〇"))
        if m["half"]:
            value += "H1" if m["half"][0] == "上" else "H2"
        elif m["m"]:
            value += f"-{_pad(_cn(m['m']))}" + (f"-{_pad(_cn(m['d']))}" if m["d"] else "")
        return DateMatch(m.end(), value, m["y"])
    if m := _CHINESE_QUARTER.match(text, at):
        return DateMatch(m.end(), _quarter(m[0]), m[0][:-2])
    if m := _CHINESE_MONTH.match(text, at):
        month = _cn(m["m"])
        if month and int(month) <= 12:
            value = _pad(month) + (f"-{_pad(_cn(m['d']))}" if m["d"] else "")
            return DateMatch(m.end(), value, m["m"])
    if m := _CHINESE_ERA.match(text, at):
        decade = _cn(m["t"])
        return DateMatch(m.end(), f"{decade}/{decade[:-1]}9", m["t"])
    return None
