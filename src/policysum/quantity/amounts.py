"""Amounts in Arabic digits: number phrases, ranges, lists that share a unit, ratios, and numbers without unit."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from policysum.lexicon import table
from policysum.quantity import identifiers, signs
from policysum.quantity.bare import bare, named, plain, ratio
from policysum.quantity.bounds import bound_before, is_recent
from policysum.quantity.chinese_ordinals import LARGEST
from policysum.quantity.found import Found
from policysum.quantity.measures import (
    DEGREES,
    MONEY_BEFORE,
    MOVED,
    PEOPLE,
    PEOPLE_BEFORE,
    RANKED,
)
from policysum.quantity.model import Bound, Kind, Span
from policysum.quantity.money import speaks_of_money
from policysum.quantity.numerals import BLANKS, MAX_DIGITS, Numeral, decimal, scale
from policysum.quantity.unit_parser import (
    BIGGEST,
    MULTIPLIER,
    Tail,
    and_a_half,
    clause,
    context,
    right_before,
    tail,
)
from policysum.quantity.units import MULTIPLIERS

__all__ = ["arabic"]

_RANK, _DURATION, _PERCENT = Kind.RANK, Kind.DURATION, Kind.PERCENT
_APPROX, _EXACT = Bound.APPROX, Bound.EXACT
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
# Blanks and line breaks inside a number are only believed where a certain unit follows.
_WORDS = table("amount_words")
_SPACED = _WORDS.compiled(
    r"\d{1,3}(?:[\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?"  # thin blanks part nothing but thousands
    r"|\d{1,3}(?:, ?\d{3}|[ \xa0]\d{3})+(?!\d)(?:\.\d+)?(?=%|{after_spaced|after_cut})|\d+(?: \. ?|\. |\.\r?\n)\d+(?=%|{after_cut})"
)
_SPACERS = frozenset(" .,\u2009\u202f\xa0")
_RAISED_POWER = re.compile(r"10(?:(?P<n>[²³⁴⁵⁶⁷⁸⁹]|¹[⁰¹²³⁴⁵⁶])|\^(?P<m>[2-9]|1[0-6]))(?!\d)")
# 3.5×10⁸立方米
_TIMES = frozenset("×xX✕ ")
_SCIENTIFIC = re.compile(r" ?[×xX✕] ?10(?:(?P<n>[²³⁴⁵⁶⁷⁸⁹]|¹[⁰¹²³⁴⁵⁶])|\^(?P<m>[2-9]|1[0-6]))(?!\d)")
_SECOND = re.compile(r"\d{1,4}(?![\d.])")
_SHARED = _WORDS.compiled(r"(?:[、,]|{list_words.joint})\s?(?=\d)")
# Numbers that only their list goes on after: they lend nothing themselves.
_BARE_LISTED = _WORDS.compiled(
    r"(?:(?:[、,]|{list_words.joint})\s?\d{1,15}+(?:\.\d{1,9}+)?(?=[、,]|{list_words.joint})){1,7}+"
)
_RANGE = _WORDS.compiled(r"\s?(?:--|——|[-—–－~～]|{number_words.to})\s?(?=\d)")
_LOW_ENDS = (None, Bound.GE, Bound.GT)
"""What may be said of the lower end of a range: 1000万元以上至5000万元."""
_RANGE_STARTS = frozenset({*BLANKS, *"-—–－~～", *table("number_words").words("to")})
_NO_BLANKS = str.maketrans("", "", ", \u2009\u202f\xa0\r\n")
# A minus only where a rate or degree is given, right after a word: 增速为-5.2%, 自然增长率-3‰.
_MINUS = frozenset("-−")
_BEFORE_DEGREE = re.compile(r"(?:^|[^\d\w℃°]|[\u4e00-\u9fff])[-−]$")
_SIGNED = frozenset({Kind.PERCENT, Kind.MEASURE})
_NEGATIVE = re.compile(r"(?:^|[\u4e00-\u9fff(（])[-−]$")
_PLACES_LISTED = _WORDS.compiled(r"{signs.ordinal}\d{1,3}(?:、\d{1,3}){0,4}(?:、|{list_words.joint})$")
_PLACES = (signs.PLACE, signs.NAME_PLACE)
_OF_SIZE = table("number_words").word("of_size")
_PAPERS = _WORDS.words("paper")
_NOT_GROWN = _WORDS.words("not_grown")


def _compound(text: str, first: Tail, number: Numeral) -> tuple[Numeral, int] | None:
    """1万2千, 1亿2000万, 3万5000: a second, smaller part directly after a multiplier."""
    if not first.multiplier or first.kind or first.bound:
        return None
    m = _SECOND.match(text, first.end)
    if not m:
        return None
    second = MULTIPLIER.match(text, m.end())
    power = MULTIPLIERS[second[0]] if second else 0
    part = decimal(m[0], power)
    whole = scale(number, first.exponent)
    if part.value >= Decimal(1).scaleb(first.exponent) or whole.value != int(whole.value):
        return None
    total = Decimal(int(whole.value) + int(part.value))
    return Numeral(total, part.quantum), second.end() if second else m.end()


def _powered(text: str, at: int, figures: str, end: int) -> tuple[str, int]:
    """The figures with a power of ten multiplied out, and where it ends: 10⁴, 3.5×10⁸."""
    power = _RAISED_POWER.match(text, at) if figures == "10" else None
    scaled = None if power or text[end : end + 1] not in _TIMES else _SCIENTIFIC.match(text, end)
    found = power or scaled
    if found is None:
        return figures, end
    exponent = int(unicodedata.normalize("NFKC", found["n"] or found["m"]))
    return format(Decimal(figures if scaled else 1).scaleb(exponent), "f"), found.end()


def arabic(text: str, at: int, floor: int) -> Found:
    """The quantity that begins with the Arabic digits at `at`; kind other if nothing says what it is."""
    m = _NUMBER.match(text, at)
    assert m
    if text[m.end() : m.end() + 1] in _SPACERS:
        m = _SPACED.match(text, at) or m
    if len(m[0]) > 2 * MAX_DIGITS:
        return plain(at, m.end(), Kind.OTHER, m[0], m[0])
    figures = m[0].translate(_NO_BLANKS)
    end = m.end()
    figures, end = _powered(text, at, figures, end)
    after = tail(text, end)
    number = decimal(figures)
    joined = _compound(text, after, number)
    if joined:
        number, end = joined
        after = tail(text, end)
    elif ranged := _range(text, Span(at, end), after, floor):
        return ranged
    after = _completed(text, after)
    if after.kind is None and not after.multiplier and not joined:
        return ratio(text, Span(at, end), floor, figures) or bare(text, Span(at, end), floor, figures, after)
    if _grown_together(text, at, after) and (role := identifiers.latin(text, at, end, floor)):
        return named(text, role, figures)
    digits = text[at:end]
    value = scale(number, after.exponent) if joined else decimal(figures, after.exponent)
    value = and_a_half(value, after)
    kind, unit = _kind(text, at, after)
    start, bound = _start_and_bound(text, at, floor, kind, after)
    if text[start] == signs.ORDINAL:
        return _ordinal(text, start, value, digits, after)
    if text[start] in _MINUS or text.startswith(signs.BELOW_ZERO, start):
        value = value._replace(value=value.value.copy_negate())
    return Found(start, after.end, kind, value.value, unit, bound, after.surface, digits, value.quantum)


def _completed(text: str, after: Tail) -> Tail:
    """The tail with a unit lent by the next number of a list; a tenth (成) as a power of ten."""
    if after.surface == signs.TENTH:
        return after._replace(exponent=-1, unit="")
    counted = after.surface == signs.THING  # 高于全国12.7个、12个百分点
    lent = _lent(text, after.end) if after.kind is None or counted else None
    if not lent or (counted and lent.kind is not _PERCENT):
        return after
    after = after._replace(unit=lent.unit, kind=lent.kind)
    return after if after.multiplier else after._replace(exponent=lent.exponent, multiplier=lent.multiplier)


def _ordinal(text: str, start: int, value: Numeral, digits: str, after: Tail) -> Found:
    """第17位 ranks; 第3批 and 第313号提案 are ordinals."""
    end, surface, unit = after.end, after.surface, ""
    if after.unit in _PLACES:
        return Found(start, end, _RANK, value.value, after.unit, _EXACT, surface, digits, value.quantum)
    if LARGEST.match(text, end - len(surface)):
        end -= len(surface)
        return Found(start, end, _RANK, value.value, signs.PLACE, _EXACT, "", digits, value.quantum)
    if surface == signs.NUMBER_SIGN:
        unit = surface
        for paper in _PAPERS:
            if text.startswith(paper, end):
                end, surface = end + len(paper), surface + paper
    return Found(start, end, Kind.ORDINAL, value.value, unit, _EXACT, surface, digits, value.quantum)


def _start_and_bound(text: str, at: int, floor: int, kind: Kind, after: Tail) -> tuple[int, Bound]:
    """第 and 前 belong to the span; 近 before a duration means recent."""
    sign = right_before(text, at, floor)
    if sign == signs.ORDINAL:
        return at - 1, _EXACT
    if right_before(text, at, floor, 2) == f"{signs.ORDINAL} ":  # 第 7 条
        return at - 2, _EXACT
    if sign == signs.FRONT and kind is _RANK:
        return at - 1, Bound.LE
    if (start := _minus(text, at, floor, kind, after)) is not None:
        return start, after.bound or _EXACT
    if after.unit == signs.STRONG:
        return at, after.bound or Bound.LE
    before = bound_before(text, at, floor)
    if kind is _DURATION and before is _APPROX and is_recent(text, at):
        before = None
    return at, after.bound or before or _EXACT


def _minus(text: str, at: int, floor: int, kind: Kind, after: Tail) -> int | None:
    """Where the minus sign or 零下 of a rate or degree begins."""
    if kind not in _SIGNED:
        return None
    degree = after.unit in DEGREES
    if degree and right_before(text, at, floor, 2) == signs.BELOW_ZERO:
        return at - 2
    pattern = _BEFORE_DEGREE if degree else _NEGATIVE
    return at - 1 if pattern.search(text, max(floor, at - 2), at) else None


def _kind(text: str, at: int, after: Tail) -> tuple[Kind, str]:
    """Kind and unit; 位 and 名 may rank, and without a printed unit the words around say what is meant."""
    if after.kind is None:
        return _implied(text, at, after)
    if after.surface == signs.NUMBER_SIGN:
        return Kind.ORDINAL, after.unit
    if after.unit == signs.STRONG:
        return _RANK, after.unit
    if after.unit in _PLACES:
        before = clause(text, at)
        ranked = after.unit == signs.PLACE and RANKED.search(before) and not MOVED.search(before)
        if ranked or before.endswith((signs.ORDINAL, signs.FRONT)) or _PLACES_LISTED.search(before):
            return _RANK, after.unit
    return after.kind, after.unit


def _implied(text: str, at: int, after: Tail) -> tuple[Kind, str]:
    """What 万 or 亿 without a unit counts: people before 居民 or 群众, money after 收入 or 投资."""
    if after.multiplier and (m := PEOPLE.match(text, after.end)):
        return Kind.COUNT, signs.HOUSEHOLD if m.lastgroup == "household" else signs.PEOPLE
    if after.multiplier and PEOPLE_BEFORE.search(clause(text, at)):
        return Kind.COUNT, signs.PEOPLE
    if after.multiplier[-1:] == BIGGEST and (
        MONEY_BEFORE.search(context(text, at))
        or (text.startswith(signs.GRADE, after.end) and _OF_SIZE in context(text, at))
    ):
        return Kind.MONEY, signs.YUAN
    if speaks_of_money(text, at, after.end):
        return Kind.MONEY, signs.YUAN
    return Kind.COUNT, ""


def _range(text: str, span: Span, first: Tail, floor: int) -> Found | None:  # noqa: PLR0911 - each doubt ends it
    """10-20家, 3至5年, 50万到100万元, 5%-6%: both ends in one span; the unit belongs to both."""
    at, end = span
    begin = first.end if (first.kind or first.multiplier) and first.bound in _LOW_ENDS else end
    m = _RANGE.match(text, begin) if text[begin : begin + 1] in _RANGE_STARTS else None
    if not m:
        return None
    second_number = _NUMBER.match(text, m.end())
    if not second_number or len(second_number[0]) > MAX_DIGITS:
        return None
    if not _NUMBER.fullmatch(text, at, end):  # a power of ten: 10²
        return None
    second = tail(text, second_number.end())
    if second.kind is None and not (first.kind is None and second.multiplier):
        return None
    if first.kind is not None and first.unit != second.unit:
        return None
    if m.start() != end and text[at - 1 : at] in signs.FROM:
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
    if bare := _BARE_LISTED.match(text, at):
        at = bare.end()
    for _ in range(3):
        m = _SHARED.match(text, at)
        second = _NUMBER.match(text, m.end()) if m else None
        if not second:
            return None
        after = tail(text, second.end())
        if after.kind is not None:
            return after if after.kind is not _DURATION or after.unit != signs.YEAR else None
        at = after.end
    return None


def _grown_together(text: str, at: int, after: Tail) -> bool:
    """Latin letters before and only a bare measure word behind: G20国, C919架."""
    before = text[at - 1 : at]
    if not (before.isascii() and before.isalpha()) or after.multiplier:
        return False
    return after.kind in (Kind.COUNT, Kind.MEASURE, _DURATION) and not context(text, at).endswith(_NOT_GROWN)
