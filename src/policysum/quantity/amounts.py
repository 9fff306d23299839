"""Number phrases: number, multiplier, unit, approximators, ranges."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from policysum.quantity import roles
from policysum.quantity.cues import CUE_SPOILERS, INFIXES, PREFIXES, SUFFIXES
from policysum.quantity.dates import bare_year
from policysum.quantity.measures import MEASURES, MONEY_BEFORE, MOVED, PEOPLE, PEOPLE_BEFORE, PLACES, RANKED, WORD_GOES_ON
from policysum.quantity.model import Bound, Kind, Value
from policysum.quantity.numerals import MAX_DIGITS, Numeral, decimal, scale
from policysum.quantity.units import MULTIPLIERS, UNITS, Row

__all__ = ["Found", "Tail", "arabic", "bound_before", "context", "tail"]


class Found(NamedTuple):
    """A number found: the fields of a Quantity but its text."""

    start: int
    end: int
    kind: Kind
    value: Value
    unit: str
    bound: Bound
    surface_unit: str
    digits: str
    quantum: Decimal


class Tail(NamedTuple):
    """What follows the digits: power of ten, unit, approximator, and where it all ends."""

    end: int
    exponent: int
    unit: str
    kind: Kind | None
    surface: str
    bound: Bound | None
    multiplier: str


WORDS: dict[str, Row] = {**MEASURES, **UNITS}
_LONGEST: dict[str, int] = {}
for _word in WORDS:
    _LONGEST[_word[0]] = max(_LONGEST.get(_word[0], 0), len(_word))

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?![\d.])(?:\.\d+)?(?=[万亿元个家项人亩吨户%公平名件])|\d+(?: \.|\. |\.\r?\n)\d+(?=[万亿%]|元)")
_MULTIPLIER = re.compile(r"[十百千]?万亿|[十百千]?[万亿]|千(?![瓦克米伏卡焦帕赫])|百(?![分])")
_SECOND = re.compile(r"\d{1,4}(?![\d.])")
_SHARED = re.compile(r"[、和及与,]\s?(?=\d)")
_RATIO = re.compile(r"\s?[:∶]\s?(?P<b>\d++(?:\.\d++)?+)(?!\s?[:∶])")
_SLASH = re.compile(r"/(?P<b>\d++)(?![/.\-])")
_OVER = re.compile(r"分之(?P<a>\d{1,9}+(?:\.\d{1,9}+)?+)(?!\d)")
_NAME_AFTER = re.compile(r"[\u4e00-\u9fff]")
_VALUE_BEFORE = ("达", "达到", "为", "至", "到", "于", "共", "近", "约", "超", "超过", "降至", "增至", "仅", "比", "占", "达到了")
_BLANK = " \t\u3000\xa0"
_RANGE = re.compile(r"\s?(?:--|——|[-—–－~～]|至|到)\s?(?=\d)")
_SUFFIX_MAX = max(map(len, SUFFIXES))
_PREFIX_MAX = max(map(len, PREFIXES))
_MEASURED_MANY = frozenset("年 个月 天 小时 倍 公里 成 周 岁 分钟 个小时".split())
_COMPOSITE = re.compile(r"\(([次套件台只份名家张])\)")


def unit_at(text: str, at: int) -> tuple[str, Row] | None:
    """The longest unit or measure word that begins at `at`."""
    longest = _LONGEST.get(text[at : at + 1], 0)
    for length in range(longest, 0, -1):
        word = text[at : at + length]
        row = WORDS.get(word)
        if row and len(word) == length:
            follower = text[at + length : at + length + 1]
            if word[-1].isalpha() and word[-1].isascii() and follower.isascii() and follower.isalnum():
                continue
            if follower and follower in WORD_GOES_ON.get(word, ""):
                continue
            return word, row
    return None


def context(text: str, at: int, reach: int) -> str:
    """Up to `reach` characters before `at`, within its sentence."""
    before = text[max(0, at - reach) : at]
    return before[max(map(before.rfind, "。；！？;\n")) + 1 :]


def clause(text: str, at: int, reach: int) -> str:
    """Up to `reach` characters before `at`, within its clause."""
    before = context(text, at, reach)
    return before[max(map(before.rfind, "，,：:")) + 1 :]


def bound_before(text: str, at: int, floor: int) -> Bound | None:
    """What the words directly before the number say about it."""
    end = at
    while end > floor and text[end - 1] in _BLANK:
        end -= 1
    for length in range(min(_PREFIX_MAX, end - floor), 0, -1):
        word = text[end - length : end]
        bound = PREFIXES.get(word)
        if bound is None:
            continue
        previous = text[end - length - 1 : end - length] if end - length > 0 else ""
        if previous and previous in CUE_SPOILERS.get(word, ""):
            continue
        return bound
    return None


def _skip_blank(text: str, at: int) -> int:
    """Past one blank, or past one line break where a multiplier or certain unit goes on."""
    if at < len(text) and text[at] in _BLANK:
        return at + 1
    stop = at + 2 if text.startswith("\r\n", at) else at + 1
    if at < len(text) and text[at] in "\r\n" and text[stop : stop + 1] in ("万", "亿", "%", "元") :
        return stop
    return at


def tail(text: str, at: int) -> Tail:
    """Multiplier, unit and approximators that follow the digits ending at `at`."""
    end = at
    bound: Bound | None = None
    exponent = 0
    multiplier = ""
    here = _skip_blank(text, end)
    if text[here : here + 1] in INFIXES and _counts_on(text, here + 1):
        bound, end = INFIXES[text[here]], here + 1
        here = end
    if m := _MULTIPLIER.match(text, here):
        multiplier = m[0]
        exponent, end = MULTIPLIERS[multiplier], m.end()
        here = _skip_blank(text, end)
        if text[here : here + 1] in ("多", "余") :
            bound, end = Bound.GT, here + 1
            here = end
    else:
        here = _skip_blank(text, end)
    found = unit_at(text, here)
    unit, kind, surface = "", None, multiplier
    if found and not (found[0] == "级" and "亿" in multiplier):
        word, (unit, kind) = found
        end = here + len(word)
        surface = multiplier + word
        if m := _COMPOSITE.match(text, end):
            unit, surface, end = unit + m[0], surface + m[0], m.end()
        if text[end : end + 1] == "/" and (per := _per(text, end + 1)):
            unit, surface, end = f"{unit}/{per}", f"{surface}/{per}", end + 1 + len(per)
            kind = Kind.MONEY if kind is Kind.MONEY else Kind.MEASURE
        if "多" in word and word.startswith("个多"):
            bound = Bound.GT
        elif bound is None and word in _MEASURED_MANY and text[end : end + 1] in ("多", "余"):
            bound, end = Bound.GT, end + 1
    for length in range(_SUFFIX_MAX, 1, -1):
        suffix = SUFFIXES.get(text[end : end + length])
        if suffix:
            return Tail(end + length, exponent, unit, kind, surface, bound or suffix, multiplier)
    return Tail(end, exponent, unit, kind, surface, bound, multiplier)


def _per(text: str, at: int) -> str:
    """The unit after a stroke, with its own multiplier: 人/万人, 元/千瓦时, 人/百亿元."""
    m = _MULTIPLIER.match(text, at)
    begin = m.end() if m else at
    second = unit_at(text, begin)
    return text[at : begin + len(second[0])] if second else ""


def _counts_on(text: str, at: int) -> bool:
    here = _skip_blank(text, at)
    return bool(_MULTIPLIER.match(text, here) or unit_at(text, here))


def _compound(text: str, first: Tail, number: Numeral) -> tuple[Numeral, int] | None:
    """1万2千, 1亿2000万, 3万5000: a second, smaller part directly after a multiplier."""
    if not first.multiplier or first.kind or first.bound:
        return None
    m = _SECOND.match(text, first.end)
    if not m:
        return None
    second = _MULTIPLIER.match(text, m.end())
    power = MULTIPLIERS[second[0]] if second else 0
    part = decimal(m[0], power)
    whole = scale(number, first.exponent)
    if part.value >= Decimal(1).scaleb(first.exponent):
        return None
    return Numeral(whole.value + part.value, part.quantum), second.end() if second else m.end()


def arabic(text: str, at: int, floor: int) -> Found:
    """The quantity that begins with the Arabic digits at `at`; kind other if nothing says what it is."""
    m = _SPACED.match(text, at) or _NUMBER.match(text, at)
    assert m
    figures = m[0].replace(",", "").replace(" ", "").replace("\r", "").replace("\n", "")
    end = m.end()
    after = tail(text, end)
    number = decimal(figures)
    digits = m[0]
    joined = _compound(text, after, number)
    if joined:
        number, stop = joined
        digits = text[at:stop]
        after = tail(text, stop)
    ranged = None if joined else _range(text, at, end, after, floor)
    if ranged:
        return ranged
    if after.kind is None and (lent := _lent(text, after.end)):
        after = after._replace(unit=lent.unit, kind=lent.kind)
        if not after.multiplier:
            after = after._replace(exponent=lent.exponent, multiplier=lent.multiplier)
    if after.kind is None and not after.multiplier:
        return _ratio(text, at, end, floor, figures) or _bare(text, at, end, floor, figures, after)
    if _grown_together(text, at, after) and (role := roles.latin(text, at, end, floor)):
        return _named(text, role, figures)
    if after.surface == "成":
        after = after._replace(exponent=-1, unit="")
    value = scale(number, after.exponent)
    kind, unit = _kind(text, at, after)
    if after.surface == "号":
        kind = Kind.ORDINAL
    start, bound = _start_and_bound(text, at, floor, kind, after)
    if start < at and text[start] == "第":
        return _ordinal(text, start, value, digits, after)
    return Found(start, after.end, kind, value.value, unit, bound, after.surface, digits, value.quantum)


def _ordinal(text: str, start: int, value: Numeral, digits: str, after: Tail) -> Found:
    """第17位 ranks; 第3批 and 第313号提案 are ordinals."""
    end, surface, unit = after.end, after.surface, ""
    if surface in ("位", "名"):
        return Found(start, end, Kind.RANK, value.value, after.unit, Bound.EXACT, surface, digits, value.quantum)
    if surface == "号":
        unit = "号"
        for paper in ("提案", "建议", "议案"):
            if text.startswith(paper, end):
                end, surface = end + len(paper), surface + paper
    return Found(start, end, Kind.ORDINAL, value.value, unit, Bound.EXACT, surface, digits, value.quantum)


def _start_and_bound(text: str, at: int, floor: int, kind: Kind, after: Tail) -> tuple[int, Bound]:
    if at > floor and text[at - 1] == "第":
        return at - 1, Bound.EXACT
    if at > floor and text[at - 1] == "前" and kind is Kind.RANK:
        return at - 1, Bound.LE
    before = bound_before(text, at, floor)
    if kind is Kind.DURATION and before is Bound.APPROX and text[at - 1] == "近":
        before = None
    return at, after.bound or before or Bound.EXACT


def _kind(text: str, at: int, after: Tail) -> tuple[Kind, str]:
    kind, unit = after.kind, after.unit
    if kind is None:
        if after.multiplier and (m := PEOPLE.match(text, after.end)):
            return Kind.COUNT, m.lastgroup or "人"
        if after.multiplier and PEOPLE_BEFORE.search(clause(text, at, 16)):
            return Kind.COUNT, "人"
        if after.multiplier[-1:] == "亿" and MONEY_BEFORE.search(context(text, at, 16)):
            return Kind.MONEY, "元"
        return Kind.COUNT, ""
    if after.surface in ("位", "名") and not after.multiplier:
        before = clause(text, at, 20)
        if before.endswith(("第", "前")) or (after.surface == "位" and RANKED.search(before) and not MOVED.search(before)):
            return Kind.RANK, unit
    return kind, unit


def _range(text: str, at: int, end: int, first: Tail, floor: int) -> Found | None:
    """10-20家, 3至5年, 50万到100万元, 5%-6%: both ends in one span; the unit belongs to both."""
    m = _RANGE.match(text, first.end if (first.kind or first.multiplier) and not first.bound else end)
    if not m:
        return None
    second_number = _NUMBER.match(text, m.end())
    if not second_number:
        return None
    second = tail(text, second_number.end())
    if second.kind is None and not (first.kind is None and second.multiplier):
        return None
    if first.kind is not None and first.unit != second.unit:
        return None
    if m.start() != end and text[at - 1 : at] in ("从", "由"):
        return None
    exponent = first.exponent if first.multiplier or first.kind else second.exponent
    low = decimal(text[at:end].replace(",", ""), exponent)
    high = decimal(second_number[0].replace(",", ""), second.exponent)
    if low.value > high.value:
        return None
    kind, unit = _kind(text, at, second)
    start, bound = _start_and_bound(text, at, floor, kind, second)
    return Found(
        start, second.end, kind, (low.value, high.value), unit, bound, second.surface,
        text[at : second_number.end()], high.quantum,
    )  # fmt: skip


def _lent(text: str, at: int) -> Tail | None:
    """The unit that the next number of a list lends: 增长6、5.2和3.1个百分点; 1409万、1305万人次."""
    for _ in range(8):
        m = _SHARED.match(text, at)
        second = _NUMBER.match(text, m.end()) if m else None
        if not second:
            return None
        after = tail(text, second.end())
        if after.kind is not None:
            return after if after.kind is not Kind.DURATION or after.unit != "年" else None
        at = after.end
    return None


def _grown_together(text: str, at: int, after: Tail) -> bool:
    """Latin letters before and only a bare measure word behind: G20国, C919架."""
    before = text[at - 1 : at]
    if not (before.isascii() and before.isalpha()) or after.multiplier:
        return False
    return after.kind in (Kind.COUNT, Kind.MEASURE, Kind.DURATION) and not context(text, at, 3).endswith(("GDP", "R&D"))


def _named(text: str, role: roles.Role, figures: str) -> Found:
    return Found(role.start, role.end, role.kind, text[role.start : role.end], "", Bound.EXACT, "", figures, Decimal(0))


def _ratio(text: str, at: int, end: int, floor: int, figures: str) -> Found | None:
    """1/3 and 2.5:1 are fractions; the parts of a longer ratio stand for themselves."""
    if (over := _OVER.match(text, end)) and Decimal(figures):
        return Found(at, over.end(), Kind.FRACTION, Decimal(over["a"]) / Decimal(figures), "", Bound.EXACT, "", text[at : over.end()], Decimal(0))
    m = _SLASH.match(text, end)
    if not m and text[max(floor, at - 2) : at].strip()[-1:] not in (":", "∶"):
        m = _RATIO.match(text, end)
    if not m or not Decimal(m["b"]) or len(m["b"]) > MAX_DIGITS:
        return None
    after = tail(text, m.end())
    stop = after.end if after.bound and after.kind is None else m.end()
    bound = (after.bound if stop > m.end() else None) or bound_before(text, at, floor) or Bound.EXACT
    return Found(at, stop, Kind.FRACTION, Decimal(figures) / Decimal(m["b"]), "", bound, "", text[at : m.end()], Decimal(0))


def _bare(text: str, at: int, end: int, floor: int, figures: str, after: Tail) -> Found:
    """A number without unit: a rank, a name, a year, or nothing we know."""
    number = decimal(figures)
    if at > floor and text[at - 1] == "第":
        rank = RANKED.search(clause(text, at - 1, 12)) or PLACES.search(clause(text, at - 1, 8))
        kind, unit = (Kind.RANK, "位") if rank else (Kind.ORDINAL, "")
        return Found(at - 1, end, kind, number.value, unit, Bound.EXACT, "", figures, number.quantum)
    if role := roles.latin(text, at, end, floor):
        return _named(text, role, figures)
    if date := bare_year(text, at):
        return Found(at, date.end, Kind.DATE, date.value, "", Bound.EXACT, "", date.digits, Decimal(0))
    bound = after.bound or bound_before(text, at, floor) or Bound.EXACT
    if text[end : end + 1] in ("×", "*", "x"):
        return Found(at, end, Kind.COUNT, number.value, "", bound, "", figures, number.quantum)
    nameless = bound is Bound.EXACT and figures.isdigit() and after.end == end and _NAME_AFTER.match(text, end)
    if nameless and not context(text, at, 3).endswith(_VALUE_BEFORE):
        return Found(at, end, Kind.NAME, text[at:end], "", Bound.EXACT, "", figures, Decimal(0))
    return Found(at, max(end, after.end), Kind.OTHER, number.value, "", bound, "", figures, number.quantum)
