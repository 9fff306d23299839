"""Chinese numerals where they count, divide or date; the many set phrases are left alone."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.bounds import bound_before
from policysum.quantity.chinese_counts import count, digits_only
from policysum.quantity.chinese_ordinals import (
    SET_PHRASES,
    best,
    front,
    is_front,
    ordinal,
    prize,
    top,
)
from policysum.quantity.chinese_shares import (
    HALF_NUMBER,
    PHRASE,
    found,
    fraction,
    half_number,
    half_of,
    halved,
    past_half,
    pointed,
)
from policysum.quantity.cues import PREFIXES
from policysum.quantity.dates import chinese_date, first_months
from policysum.quantity.identifiers import quoted
from policysum.quantity.model import Bound, Kind, Span
from policysum.quantity.numerals import chinese, run_end, scale
from policysum.quantity.unit_parser import (
    context,
    right_before,
    tail,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from policysum.quantity.found import Found

__all__ = ["find"]

_WORDS = table("number_words")
_NUMERALS = table("numerals")
_M = _NUMERALS.form("{digit|two|ten}")
_PLAN = _WORDS.compiled(r"{time_words.plan_name}(?={plan_goes_on}|[”’\"、]|$)")
_DOUBLED = _WORDS.compiled(
    r"(?:{m}{1,2}{signs.year})?(?P<times>{double}{double_done}?(?P<cue>{bound_cues.prefix})?"
    r"(?P<n>{numerals.digit|numerals.two})?{signs.fold})(?P<more>{signs.many})?",
    m=_M,
)
_HALVED = frozenset(_WORDS.words("half_unit"))
_HALVED_ANYWHERE = frozenset(row.word for row in _WORDS.of("half_unit") if row.value)
"""Units of which half a one is a length of time whatever stands before it: 开会前半小时; 前半年 is a part of a year."""
_NO_HALF = _WORDS.compiled("{before_half}$")
_NOT_HALVED = _WORDS.words("not_half_unit")
_LINE_GAPS = frozenset(" \t\u3000\r\n")
_LINE_GAP = re.compile(r"[ \t\u3000]*\r?\n[ \t\u3000]*")
_BLANK_GAP = re.compile("[ \u3000]")
_POWERS = frozenset(_NUMERALS.words("ten", "small"))
_HAN = re.compile(r"[\u4e00-\u9fff]")
_YEAR_BEFORE = _WORDS.compiled(r"(?<!\d)(?:19|20)\d\d(?={signs.year})")


def find(text: str, at: int, floor: int) -> Found | None:
    """The quantity that the numeral at `at` is part of, or None for a set phrase."""
    opener = _OPENERS.get(text[at])
    if opener:
        return opener(text, at, floor)
    end = run_end(text, at)
    follower = text[end : end + 1]
    if hit := _plan(text, at):
        return hit
    if follower in _LINE_GAPS and (hit := _over_line(text, at, end)):
        return hit
    for form in _BEFORE.get(follower, ()):
        if hit := form(text, at, floor):
            return None if hit is PHRASE else hit
    if SET_PHRASES.match(text, at) or quoted(text, at, end) is not None:
        return None
    return _counted(text, at, end, floor)


def _plan(text: str, at: int) -> Found | None:
    m = _PLAN.match(text, at)
    return found(at, m.end(), Kind.NAME, m[0], digits=m[0]) if m else None


def _over_line(text: str, at: int, end: int) -> Found | None:
    """A numeral that a line break parts from its own end, or a blank behind ten or a hundred: 完成投资八 / 百亿元, 连续十 五年."""
    gap = _LINE_GAP.match(text, end) or (_BLANK_GAP.match(text, end) if text[end - 1] in _POWERS else None)
    before = text[at - 1 : at]
    if gap is None or not _HAN.match(before) or before in (signs.ORDINAL, signs.FRONT):
        return None
    stop = run_end(text, gap.end())
    word = text[at:end] + text[gap.end() : stop]
    number, after = chinese(word), tail(text, stop)
    if number is None or after.kind is None or digits_only(word) or chinese(text[gap.end() : stop]) is None:
        return None
    value = scale(number, after.exponent)
    return found(at, after.end, after.kind, value.value, after.unit, bound=after.bound or Bound.EXACT,
                  surface=after.surface, digits=word, quantum=value.quantum)  # fmt: skip


def _date(text: str, at: int, floor: int) -> Found | None:
    date = chinese_date(text, at)
    if not date:
        return None
    if quoted(text, at, date.end) is not None:
        return PHRASE
    start, value = at, date.value
    if date.value.startswith("Q") and right_before(text, at, floor) in (signs.ORDINAL, signs.FRONT):
        start -= 1
        value = f"Q1/{value}" if text[start] == signs.FRONT else value
    return found(start, date.end, Kind.DATE, value, digits=date.digits, quantum=Decimal(0))


def _counted(text: str, at: int, end: int, floor: int) -> Found | None:
    before = right_before(text, at, floor)
    if before == signs.ORDINAL:
        return ordinal(text, Span(at, end), at - 1, floor)
    if right_before(text, at, floor, 2) == f"{signs.ORDINAL} ":
        return ordinal(text, Span(at, end), at - 2, floor)
    if before == signs.FRONT and (date := first_months(text, at)):
        return found(at - 1, date.end, Kind.DATE, date.value, digits=date.digits, quantum=Decimal(0))
    if before == signs.FRONT and is_front(text, at):
        return front(text, at, end) or count(text, at, end, floor)
    return count(text, at, end, floor)


def _half_year(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    half = "H1" if text[at] == signs.ABOVE else "H2"
    before = context(text, at)
    years = _YEAR_BEFORE.findall(before)
    value = f"{years[-1]}{half}" if years else half
    return found(at, at + 3, Kind.DATE, value, digits=signs.HALF, quantum=Decimal(0))


def _doubled(text: str, at: int, floor: int) -> Found | None:
    """翻番, 翻了一番多, 翻了近两番: two or four times as much."""
    m = _DOUBLED.match(text, at)
    if m and quoted(text, at, m.end(), reach=16):
        return None if m.start("times") == at else PHRASE  # a slogan: “三年攀高、五年翻番”
    times = chinese(m["n"] or signs.ONE) if m else None
    if not m or not times:
        return None
    value = Decimal(2) ** int(times.value)
    after = tail(text, m.end())
    suffix = after.bound if after.kind is None and not after.multiplier else None
    bound = (
        Bound.GT
        if m["more"]
        else suffix or (PREFIXES[m["cue"]] if m["cue"] else bound_before(text, at, floor))
    )
    return found(at, after.end if suffix else m.end(), Kind.MULTIPLE, value, signs.TIMES, bound=bound or Bound.EXACT,
                 surface=signs.FOLD, digits=m["times"])  # fmt: skip


def _half(text: str, at: int, floor: int) -> Found | None:
    if text.startswith(HALF_NUMBER, at):
        return half_number(text, at, floor)
    after = tail(text, at + 1)
    if after.surface not in _HALVED:
        return None
    if after.surface not in _HALVED_ANYWHERE and _NO_HALF.search(text, max(0, at - 2), at):
        return None
    if after.surface == signs.YEAR and text.startswith(_NOT_HALVED, after.end):
        return None
    return found(at, after.end, Kind.DURATION, Decimal("0.5"), after.unit, bound=after.bound or Bound.EXACT,
                  surface=after.surface, digits=signs.HALF, quantum=Decimal("0.5"))  # fmt: skip


_OPENED: dict[str, Callable[[str, int, int], Found | None]] = {
    "half_year": _half_year, "top": top, "doubled": _doubled, "half": _half, "past_half": past_half, "halved": halved,
}  # fmt: skip
_OPENERS = {word: _OPENED[form] for word, form in _WORDS.values("opener").items()}
_FORMS: dict[str, tuple[Callable[[str, int, int], Found | None], ...]] = {
    "half": (half_of,), "pointed": (_date, pointed), "fraction": (fraction,), "prize": (prize,), "best": (best,), "year": (_date, _doubled),
    "date": (_date,),
}  # fmt: skip
# What the character after a numeral leaves open; tried in this order, before the set phrases and what merely counts.
_BEFORE = {word: _FORMS[form] for word, form in _WORDS.values("form").items()}
