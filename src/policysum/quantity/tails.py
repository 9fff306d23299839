"""What stands around the digits: multiplier, unit and approximators behind them, bounds and context before."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import table
from policysum.lexicon.loader import any_of
from policysum.quantity import signs
from policysum.quantity.cues import CUE_SPOILERS, INFIXES, PREFIXES, SUFFIXES
from policysum.quantity.measures import MEASURES
from policysum.quantity.model import Bound, Kind
from policysum.quantity.numerals import Numeral
from policysum.quantity.units import CHINESE_NAMES, MULTIPLIERS, POWERS, UNITS

if TYPE_CHECKING:
    from policysum.quantity.units import Row

__all__ = [
    "AND_A_HALF",
    "BIGGEST",
    "HUNDREDS_OF_MILLIONS",
    "MULTIPLIER",
    "Tail",
    "and_a_half",
    "bound_before",
    "clause",
    "context",
    "tail",
    "unit_at",
]


class Tail(NamedTuple):
    """What follows the digits: power of ten, unit, approximator, and where it all ends."""

    end: int
    exponent: int
    unit: str
    kind: Kind | None
    surface: str
    bound: Bound | None
    multiplier: str


_WORDS: dict[str, Row] = {**MEASURES, **UNITS}
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
_BLANK = frozenset(" \t\u3000\xa0\u2002\u2003\u2009\u200b\ufeff")
"""Blanks that may stand inside a printed amount; pages set thin ones and such without width."""
_MULTIPLIER_STARTS = frozenset(word[0] for word in MULTIPLIERS)
_LINE_ENDS = frozenset("\r\n")
_SUFFIX_MAX = max(map(len, SUFFIXES))
_SUFFIX_STARTS = frozenset(cue[0] for cue in SUFFIXES)
_ADVERBS = table("bound_cues").values("adverb")
_ADVERB_STARTS = frozenset(word[0] for word in _ADVERBS)
_ADVERB = table("bound_cues").compiled(
    "({adverb})(?:{name_heads.verb|change_verbs.up|change_verbs.down|status_words.reached})$"
)
_LONGEST_VERB = 8
_PREFIX_MAX = max(map(len, PREFIXES))
_PREFIX_ENDS = frozenset(cue[-1] for cue in PREFIXES)
# 多 may follow these units themselves: 两年多, 3倍多.
_MANY_AFTER = frozenset(_TABLE.words("many_after"))
AND_A_HALF = frozenset(_TABLE.words("and_a_half"))
"""Units with a half more of them: 一年半, 3个半小时."""
# 内 alone means 以内 after these, unless it begins a word: 50米内换乘, 3个工作日内; 10公里内环.
_REACHES = frozenset(_TABLE.words("reach"))
_WITHIN = _TABLE.compiled("{within}")
_PER_TIME = _TABLE.words("per_time")
_COMPOSITE = _TABLE.compiled(r"\({aside_unit}(?:、[\u4e00-\u9fa5]){0,4}\){sitting}?")
_UNIT_GOES_ON = frozenset(("(", "/", signs.PER))
# 28.5微克每立方米
_PER_WORD = _TABLE.compiled("{signs.per}(?={per_word})")
_AFTER_LINE_END = (*_TABLE.words("after_line_end"), "%")


_AND_MORE = _TABLE.word("and_more")
"""个多月 is more than the months that are counted."""
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨")
"""Marks of notes; one between a number and its unit is passed over."""

# Whatever else stands behind a number says nothing about it.
_TAIL_STARTS = _BLANK | set("\r\n") | _MULTIPLIER_STARTS | set(INFIXES) | _STARTS | _SUFFIX_STARTS | _RAISED


def unit_at(text: str, at: int) -> tuple[str, Row] | None:
    """The longest unit or measure word that begins at `at`."""
    found = _UNIT.match(text, at)
    return (found[0], _WORDS[found[0]]) if found else None


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
    if end <= floor:
        return None
    if text[end - 1] not in _PREFIX_ENDS:
        return _bound_of_verb(text[max(floor, end - _LONGEST_VERB) : end])
    for length in range(min(_PREFIX_MAX, end - floor), 0, -1):
        word = text[end - length : end]
        bound = PREFIXES.get(word)
        if bound is None:
            continue
        previous = text[end - length - 1 : end - length] if end - length > 0 else ""
        if previous and previous in CUE_SPOILERS.get(word, ""):
            continue
        return bound
    return _bound_of_verb(text[max(floor, end - _LONGEST_VERB) : end])


def _bound_of_verb(words: str) -> Bound | None:
    """What an adverb says before the verb of a number: 至少增加5个."""
    if _ADVERB_STARTS.isdisjoint(words):
        return None
    found = _ADVERB.search(words)
    return Bound(_ADVERBS[found[1]]) if found else None


def and_a_half(value: Numeral, after: Tail) -> Numeral:
    """A value with the half that its unit adds to it: 一年半."""
    if after.surface not in AND_A_HALF:
        return value
    return Numeral(value.value + Decimal("0.5"), Decimal("0.5"))


def _skip_blank(text: str, at: int) -> int:
    """Past one blank, or past one line break where a multiplier or certain unit goes on."""
    here = text[at : at + 1]
    if here in _BLANK:
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
    if text[at : at + 1] not in _TAIL_STARTS:
        return Tail(at, 0, "", None, "", None, "")
    end, bound = at, None
    exponent, multiplier = 0, ""
    here = _skip_blank(text, _skip_note(text, end))
    pieces = _PIECES.match(text, here) if text.startswith(signs.THING, here) else None
    if pieces and not unit_at(text, pieces.end()):
        end, suffix = _suffix(text, pieces.end(), signs.YUAN)
        suffix = Bound.GT if pieces[0] in _MORE_PIECES else suffix
        return Tail(end, MULTIPLIERS[BIGGEST], signs.YUAN, Kind.MONEY, pieces[0], suffix, BIGGEST)
    if text[here : here + 1] in INFIXES and _counts_on(text, here + 1):
        bound = INFIXES[text[here]]
        here = end = here + 1
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
    else:
        here = _skip_blank(text, end)
    unit, kind, surface = "", None, multiplier
    found = unit_at(text, here)
    if found and not (found[0] == signs.GRADE and BIGGEST in multiplier):
        word, (unit, kind) = found
        exponent += POWERS.get(word, 0)
        end, unit, surface, kind = _composite(text, here + len(word), unit, multiplier + word, kind)
        if word.startswith(_AND_MORE):
            bound = Bound.GT
        elif bound is None and word in _MANY_AFTER and text.startswith(signs.MANY, end):
            bound, end = Bound.GT, end + 1
    end, suffix = _suffix(text, end, unit)
    return Tail(end, exponent, unit, kind, surface, bound or suffix, multiplier)


def _suffix(text: str, at: int, unit: str) -> tuple[int, Bound | None]:
    """The approximator that begins at `at`, behind a unit, and where it ends: 以上, 左右."""
    if unit in _REACHES and _WITHIN.match(text, at):
        return at + 1, Bound.LE
    if text[at : at + 1] in _BLANK and text[at + 1 : at + 3] in SUFFIXES:
        return at + 3, SUFFIXES[text[at + 1 : at + 3]]
    if text[at : at + 1] in _SUFFIX_STARTS:
        for length in range(_SUFFIX_MAX, 1, -1):
            if suffix := SUFFIXES.get(text[at : at + length]):
                return at + length, suffix
    return at, None


def _composite(text: str, end: int, unit: str, surface: str, kind: Kind) -> tuple[int, str, str, Kind]:
    """人(次), 元/千瓦时: what more belongs to the unit that ends at `end`."""
    if text[end : end + 1] not in _UNIT_GOES_ON:
        return end, unit, surface, kind
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
        return ""
    end = begin + len(second[0])
    # 元/人/月, 元/人·天
    if text[end : end + 1] in ("·", "/") and text[end + 1 : end + 2] in _PER_TIME:
        end += 2
    return text[at:end]


def _counts_on(text: str, at: int) -> bool:
    here = _skip_blank(text, at)
    return bool(MULTIPLIER.match(text, here) or unit_at(text, here))
