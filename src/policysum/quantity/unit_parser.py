"""What stands around the digits: multiplier, unit and approximators behind them, bounds and context before."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import table
from policysum.lexicon.loader import any_of
from policysum.quantity import signs
from policysum.quantity.cues import INFIXES, SUFFIXES
from policysum.quantity.measures import MEASURES
from policysum.quantity.model import Bound, Kind
from policysum.quantity.numerals import Numeral
from policysum.quantity.units import CHINESE_NAMES, MULTIPLIERS, POWERS, UNITS

if TYPE_CHECKING:
    from policysum.quantity.units import UnitRow

__all__ = [
    "AND_A_HALF",
    "BIGGEST",
    "BLANK",
    "HUNDREDS_OF_MILLIONS",
    "MULTIPLIER",
    "Tail",
    "and_a_half",
    "clause",
    "context",
    "right_before",
    "tail",
    "unit_at",
]


class Tail(NamedTuple):
    """What follows the digits: power of ten, unit, approximator, and where it all ends."""

    end: int
    exponent: int = 0
    unit: str = ""
    kind: Kind | None = None
    surface: str = ""
    bound: Bound | None = None
    multiplier: str = ""


_WORDS: dict[str, UnitRow] = {**MEASURES, **UNITS}
_STARTS = frozenset(word[0] for word in _WORDS)
_UNIT_ROWS = [
    row
    for name in ("units", "measure_words")
    for row in table(name).rows
    if row.group not in ("sign", "currency")
]
# A Latin unit ends where the letters end: 3m of 3mm is none.
_UNIT = re.compile(
    any_of(
        replace(row, not_before=(*row.not_before, "@")) if re.search("[A-Za-z]$", row.word) else row
        for row in _UNIT_ROWS
    )
)

_TABLE = table("unit_words")
_NUMERALS = table("numerals")
# 千 before 瓦, 米 and the like is part of the unit; 百 before 分 of 百分点.
MULTIPLIER = _NUMERALS.compiled("{multiplier}")
HUNDREDS_OF_MILLIONS = _TABLE.words("piece", "more_pieces")
_PIECES = _TABLE.compiled("{piece|more_pieces}")
_MORE_PIECES = frozenset(_TABLE.words("more_pieces"))
BIGGEST = HUNDREDS_OF_MILLIONS[0][-1]
"""3个亿 is money, unless a unit goes on: 3个亿元企业."""
BLANK = frozenset(" \t\u3000\xa0\u2002\u2003\u2009\u200b\ufeff")
"""Blanks that may stand inside a printed amount; pages set thin ones and such without width."""
_MULTIPLIER_STARTS = frozenset(word[0] for word in MULTIPLIERS)
_LINE_ENDS = frozenset("\r\n")
_REACH = 40
_LAST_STOP = re.compile("(?s:.*)[。；！？;\n]")
_LAST_COMMA = re.compile("(?s:.*)[。；！？;\n，,：:]")
_SUFFIX_MAX = max(map(len, SUFFIXES))
_SUFFIX_STARTS = frozenset(cue[0] for cue in SUFFIXES)
# 多 may follow these units themselves: 两年多, 3倍多.
_MANY_AFTER = frozenset(_TABLE.words("many_after"))
AND_A_HALF = frozenset(_TABLE.words("and_a_half"))
"""Units with a half more of them: 一年半, 3个半小时."""
# 内 alone means 以内 after these, unless it begins a word: 50米内换乘, 3个工作日内; 10公里内环.
_REACHES = frozenset(_TABLE.words("reach"))
_WITHIN = _TABLE.compiled("{within}")
_PER_TIME = _TABLE.words("per_time")
_DIRECT_TIME = frozenset(row.word for row in _TABLE.of("per_time") if row.value)
_OF_PERSON = frozenset((signs.PEOPLE, signs.HOUSEHOLD))
_LATIN = re.compile(r"[A-Za-z]{2,8}(?![A-Za-z0-9\u4e00-\u9fff])")
"""A unit that no table holds, right behind 万 or 亿 and at the end of its words: 2.3万pcu."""
_COMPOSITE = _TABLE.compiled(r"\({aside_unit}(?:、[\u4e00-\u9fa5]){0,4}\){sitting}?")
_UNIT_GOES_ON = frozenset(("(", "/", signs.PER))
# 28.5微克每立方米
_PER_ONLY = _TABLE.compiled("{per_only}")
_PER_WORD = _TABLE.compiled("{signs.per}(?={per_word})")
_AFTER_LINE_END = (*_TABLE.words("after_line_end"), "%")
_AND_MORE = _TABLE.word("and_more")
"""个多月 is more than the months that are counted."""
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨")
"""Marks of notes; one between a number and its unit is passed over."""

_SCALED_BY = _MULTIPLIER_STARTS | set(INFIXES)
_SUFFIX_OPENS = BLANK | _SUFFIX_STARTS
_APART = BLANK | _LINE_ENDS | _RAISED
"""What may part a number from its unit."""
# Whatever else stands behind a number says nothing about it.
_TAIL_STARTS = _APART | _MULTIPLIER_STARTS | set(INFIXES) | _STARTS | _SUFFIX_STARTS


def unit_at(text: str, at: int) -> tuple[str, UnitRow] | None:
    """The longest unit or measure word that begins at `at`."""
    found = _UNIT.match(text, at)
    return (found[0], _WORDS[found[0]]) if found else None


def right_before(text: str, at: int, floor: int, reach: int = 1) -> str:
    """The `reach` characters right before `at`, fewer where another number ends at `floor`."""
    return text[max(floor, at - reach) : at]


def context(text: str, at: int) -> str:
    """What stands before `at` in its sentence, not further back than a long clause begins."""
    before = text[max(0, at - _REACH) : at]
    stop = _LAST_STOP.match(before)
    return before[stop.end() :] if stop else before


def clause(text: str, at: int) -> str:
    """What stands before `at` in its clause, not further back than a long one begins."""
    before = text[max(0, at - _REACH) : at]
    stop = _LAST_COMMA.match(before)
    return before[stop.end() :] if stop else before


def and_a_half(value: Numeral, after: Tail) -> Numeral:
    """A value with the half that its unit adds to it: 一年半."""
    if after.surface not in AND_A_HALF:
        return value
    return Numeral(value.value + Decimal("0.5"), Decimal("0.5"))


def _skip_blank(text: str, at: int) -> int:
    """Past one blank, or past one line break where a multiplier or certain unit goes on."""
    here = text[at : at + 1]
    if here in BLANK:
        return at + 1
    if here not in _LINE_ENDS:
        return at
    stop = at + 2 if text.startswith("\r\n", at) else at + 1
    return stop if text.startswith(_AFTER_LINE_END, stop) else at


def _skip_note(text: str, at: int) -> int:
    """Past the mark of a note."""
    return at + 1 if text[at : at + 1] in _RAISED and text[at + 1 : at + 2] not in _RAISED else at


def tail(text: str, at: int) -> Tail:
    """Multiplier, unit and approximators that follow the digits ending at `at`."""
    char = text[at : at + 1]
    if char == "(" and (bracketed := _bracketed(text, at)).unit:
        return bracketed
    if char not in _TAIL_STARTS:
        return Tail(at)
    here = _skip_blank(text, _skip_note(text, at)) if char in _APART else at
    char = text[here : here + 1]
    if char == signs.THING and (pieces := _piece_of_money(text, here)):
        return pieces
    end, exponent, multiplier, bound = at, 0, "", None
    if char in _SCALED_BY:
        here, end, exponent, multiplier, bound = _scaled(text, here, at)
        if (
            bound
            and not multiplier
            and text.startswith(signs.THING, here)
            and (pieces := _piece_of_money(text, here))
        ):
            return pieces._replace(bound=bound)  # 十几个亿
    unit, kind, surface = "", None, multiplier
    found = _UNIT.match(text, here)
    if found and not (found[0] == signs.GRADE and BIGGEST in multiplier):
        exponent += POWERS.get(found[0], 0)
        end, unit, kind, surface, bound = _measured(text, here, found[0], multiplier, bound)
    elif multiplier and (latin := _LATIN.match(text, here)):
        unit, kind, surface, end = latin[0], Kind.MEASURE, multiplier + latin[0], latin.end()
    if unit in _REACHES or text[end : end + 1] in _SUFFIX_OPENS:
        end, suffix = _suffix(text, end, unit)
        bound = bound or suffix
    return Tail(end, exponent, unit, kind, surface, bound, multiplier)


def _bracketed(text: str, at: int) -> Tail:
    """The unit that stands in brackets behind the digits, and nothing else with it: 100.00(%), 12.5(万元)."""
    inner = Tail(at) if text.startswith("((", at) else tail(text, at + 1)
    whole = inner.unit and inner.kind is not Kind.DURATION and text.startswith(")", inner.end)
    return inner._replace(end=inner.end + 1) if whole else Tail(at)


def _measured(
    text: str, at: int, word: str, multiplier: str, bound: Bound | None
) -> tuple[int, str, Kind, str, Bound | None]:
    """The unit that begins at `at` with all that belongs to it: end, canonical form, kind, surface, bound."""
    unit, kind = _WORDS[word]
    end, surface = at + len(word), multiplier + word
    if text[end : end + 1] in _UNIT_GOES_ON:
        end, unit, surface, kind = _composite(text, end, unit, surface, kind)
    if word.startswith(_AND_MORE):
        bound = Bound.GT
    elif bound is None and word in _MANY_AFTER and text.startswith(signs.MANY, end):
        bound, end = Bound.GT, end + 1
    return end, unit, kind, surface, bound


def _scaled(text: str, at: int, end: int) -> tuple[int, int, int, str, Bound | None]:
    """What 余 and 万 make of a number that ends at `end`: where its unit and it itself end, power, multiplier, bound."""
    here, exponent, multiplier, bound = at, 0, "", None
    if text[here] in INFIXES and _counts_on(text, here + 1):
        bound = INFIXES[text[here]]
        end = here + 1
        here = _skip_blank(text, end)
    if text[here : here + 1] in _MULTIPLIER_STARTS and (m := MULTIPLIER.match(text, here)):
        multiplier = m[0]
        exponent, end = MULTIPLIERS[multiplier], m.end()
        here = _skip_blank(text, end)
        if text.startswith(signs.MANY, here):
            bound = Bound.GT
            here = end = here + 1
            if more := MULTIPLIER.match(text, here):  # 7千多万元
                exponent, multiplier = exponent + MULTIPLIERS[more[0]], multiplier + more[0]
                end = more.end()
                here = _skip_blank(text, end)
    return here, end, exponent, multiplier, bound


def _piece_of_money(text: str, at: int) -> Tail | None:
    """3个亿, 3个多亿: money, unless a unit goes on."""
    pieces = _PIECES.match(text, at)
    if pieces is None or unit_at(text, pieces.end()):
        return None
    end, suffix = _suffix(text, pieces.end(), signs.YUAN)
    suffix = Bound.GT if pieces[0] in _MORE_PIECES else suffix
    return Tail(end, MULTIPLIERS[BIGGEST], signs.YUAN, Kind.MONEY, pieces[0], suffix, BIGGEST)


def _suffix(text: str, at: int, unit: str) -> tuple[int, Bound | None]:
    """The approximator that begins at `at`, behind a unit, and where it ends: 以上, 左右."""
    if unit in _REACHES and _WITHIN.match(text, at):
        return at + 1, Bound.LE
    if text[at : at + 1] in BLANK and text[at + 1 : at + 3] in SUFFIXES:
        return at + 3, SUFFIXES[text[at + 1 : at + 3]]
    if text[at : at + 1] in _SUFFIX_STARTS:
        for length in range(_SUFFIX_MAX, 1, -1):
            word = text[at : at + length]  # shorter at the end of the text
            if suffix := SUFFIXES.get(word):
                return at + len(word), suffix
    return at, None


def _composite(text: str, end: int, unit: str, surface: str, kind: Kind) -> tuple[int, str, str, Kind]:
    """人(次), 元/千瓦时: what more belongs to the unit that ends at `end`."""
    if m := _COMPOSITE.match(text, end):
        unit, surface, end = unit + m[0], surface + m[0], m.end()
    if text[end : end + 1] == "/" and (per := _per(text, end + 1)):
        kind = Kind.MONEY if kind is Kind.MONEY else Kind.MEASURE
        canonical = f"{CHINESE_NAMES.get(unit, unit)}/{CHINESE_NAMES.get(per, per)}"
        return end + 1 + len(per), canonical, f"{surface}/{per}", kind
    if kind is Kind.MEASURE and _PER_WORD.match(text, end) and (per := _per(text, end + 1)):
        return end + 1 + len(per), f"{unit}/{per}", f"{surface}{signs.PER}{per}", kind
    return end, unit, surface, kind


def _per(text: str, at: int) -> str:
    """The unit after a stroke, with its own multiplier: 人/万人, 元/千瓦时, 人/百亿元."""
    m = MULTIPLIER.match(text, at)
    begin = m.end() if m else at
    second = unit_at(text, begin)
    if not second:
        if text[begin : begin + 1] in _PER_TIME:
            return text[at : begin + 1]  # 778元/月
        only = _PER_ONLY.match(text, begin)
        return text[at : only.end()] if only else ""
    end = begin + len(second[0])
    # 元/人/月, 元/人·天
    if text[end : end + 1] in ("·", "/") and text[end + 1 : end + 2] in _PER_TIME:
        end += 2
    elif second[0] in _OF_PERSON and text[end : end + 1] in _DIRECT_TIME:
        end += 1  # 元/人月
    return text[at:end]


def _counts_on(text: str, at: int) -> bool:
    here = _skip_blank(text, at)
    return bool(MULTIPLIER.match(text, here) or unit_at(text, here))
