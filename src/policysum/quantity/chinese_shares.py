"""Shares in Chinese words: 三分之一, 百分之三十到四十, 一半, 过半, 减半, 六成五."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.bounds import bound_before
from policysum.quantity.found import Found
from policysum.quantity.identifiers import quoted
from policysum.quantity.measures import MONEY_BEFORE
from policysum.quantity.model import Bound, Kind, Span, Value
from policysum.quantity.numerals import Numeral, chinese, decimal, scale
from policysum.quantity.unit_parser import context, tail

if TYPE_CHECKING:
    from re import Match

__all__ = [
    "HALF_NUMBER", "PHRASE", "found", "fraction", "half_number", "half_of", "halved", "neighbours", "past_half",
    "pointed", "tenths",
]  # fmt: skip

_WORDS = table("number_words")
_NUMERALS = table("numerals")
_SPELLED = _NUMERALS.form("{zero|digit|two|ten|small}")
_HUNDRED = next(row.word for row in _NUMERALS.of("small") if row.value == "2")
_PERCENT_TO = _WORDS.compiled(r"(?:{to}|[—\-~～]){signs.percent}?(?P<n>(?:{n}|{point}){1,9})", n=_SPELLED)
_FRACTION = _WORDS.compiled(
    r"(?P<d>{d}{1,4}){part_of}(?:(?P<n>(?:{n}|{point}){1,9})|(?P<a>\d+(?:\.\d+)?))",
    n=_SPELLED,
    d=_NUMERALS.form("{digit|two|ten|small|big}"),
)
_HALF_OF, _PAST_HALF, _HALVED_BY, HALF_NUMBER = (
    next(row.word for row in _WORDS.of("half_form") if row.value == form)
    for form in ("half_of", "past_half", "halved", "half_number")
)
_PREDICATE_ENDS = _WORDS.compiled(r"{bound_cues.suffix}|[，,。；;、）)\s]|$")
# 时间过半、任务过半: how far a year has gone by, and no share; 超过半数, 通过半数 are other words.
_NO_SHARE = _WORDS.compiled("{no_share}$")
_POINT = _WORDS.word("point")
_POINTED = _WORDS.compiled("{n}{1,7}{point}{numerals.zero|numerals.digit}{1,8}", n=_SPELLED)
_DIVISIBLE = frozenset({Kind.MONEY, Kind.PERCENT, Kind.MULTIPLE, Kind.MEASURE})
"""What is measured in parts of its unit."""
_TENTHS_MORE = _WORDS.compiled(
    r"(?:{numerals.digit}|{signs.half})(?=[，。、；]|{signs.of}|{bound_cues.suffix}|$)"
)
_HUNDREDTHS = {**_NUMERALS.values("digit"), signs.HALF: "5"}
_TENTH = _WORDS.compiled("{tenth}")
# 两三家, 四五百家, 十七八个, 三五年: two neighbouring digits are a range.
_ABOUT = _NUMERALS.compiled(
    r"(?P<ten>{digit|two}?{ten})?(?P<low>{digit|two})(?P<high>{digit|two})"
    r"(?P<power>{ten|small}?{big}|{ten|small})?"
)
_NEIGHBOURS = frozenset(_WORDS.words("neighbours"))
_HALF_AFTER = frozenset(_WORDS.words("before_half_of"))


def found(start: int, end: int, kind: Kind, value: Value, unit: str = "", *, bound: Bound = Bound.EXACT,
           surface: str = "", digits: str = "", quantum: Decimal = Decimal(1)) -> Found:  # fmt: skip
    """What a form of numbers found, with what most of them leave as it is."""
    return Found(start, end, kind, value, unit, bound, surface, digits, quantum)


PHRASE = found(0, 0, Kind.OTHER, None)
"""What a form gives for a set phrase, which no other form may read."""


def half_of(text: str, at: int, floor: int) -> Found | None:
    """一半: a half, where something bounds it or the word before takes a share."""
    if not text.startswith(_HALF_OF, at):
        return None
    end, suffix = _bound_behind(text, at + len(_HALF_OF))
    if text.startswith(signs.MANY, end):
        end, suffix = end + 1, Bound.GT
    bound = suffix or bound_before(text, at, floor) or Bound.EXACT
    if bound is Bound.EXACT and text[at - 1 : at] not in _HALF_AFTER:
        return PHRASE
    return found(at, end, Kind.FRACTION, Decimal("0.5"), bound=bound, digits=_HALF_OF)


def half_number(text: str, at: int, floor: int) -> Found | None:
    """半数以上, 超过半数的: a half of those that are counted, where something bounds it; 以超过半数票 says how one voted."""
    end, suffix = _bound_behind(text, at + len(HALF_NUMBER))
    bound = suffix or (bound_before(text, at, floor) if text.startswith(signs.OF, end) else None)
    return found(at, end, Kind.FRACTION, Decimal("0.5"), bound=bound, digits=HALF_NUMBER) if bound else None


def pointed(text: str, at: int, floor: int) -> Found | None:
    """二点三亿元, 七点五公里: a spoken decimal; 三点五十分 is a time."""
    m = _POINTED.match(text, at)
    if m is None:
        return None
    number, after = _point(m[0]), tail(text, m.end())
    if number is None or not (after.multiplier or after.kind in _DIVISIBLE):
        return None
    value = scale(number, after.exponent)
    kind = after.kind or (Kind.MONEY if MONEY_BEFORE.search(context(text, at)) else Kind.COUNT)
    unit = after.unit or (signs.YUAN if kind is Kind.MONEY else "")
    bound = after.bound or bound_before(text, at, floor) or Bound.EXACT
    return found(at, after.end, kind, value.value, unit, bound=bound, surface=after.surface, digits=m[0],
                  quantum=value.quantum)  # fmt: skip


def past_half(text: str, at: int, floor: int) -> Found | None:
    """占支出过半: more than a half, as a predicate."""
    end = _predicate(text, at, _PAST_HALF)
    if end is None or _NO_SHARE.search(text, max(floor, at - 2), at):
        return None
    return found(at, end, Kind.FRACTION, Decimal("0.5"), bound=Bound.GT, digits=_PAST_HALF)


def _predicate(text: str, at: int, word: str) -> int | None:
    """Where a word of a half ends that is a predicate of its own, outside of quotes."""
    end = at + len(word)
    stands = text.startswith(word, at) and _PREDICATE_ENDS.match(text, end)
    return end if stands and quoted(text, at, end) is None else None


def halved(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    """补贴减半: less by a half, as a predicate; 减半征收 names a rule."""
    stop = _predicate(text, at, _HALVED_BY)
    if stop is None:
        return None
    end, suffix = _bound_behind(text, stop)
    return found(at, end, Kind.FRACTION, Decimal("0.5"), bound=suffix or Bound.EXACT, digits=_HALVED_BY)


def fraction(text: str, at: int, floor: int) -> Found | None:
    """三分之一, 百分之三十到四十: a share by its denominator."""
    m = _FRACTION.match(text, at)
    if not m:
        return None
    bottom = chinese(m["d"])
    if m["n"] and (several := neighbours(m["n"])) and m["d"] == _HUNDRED:
        low, high = several
        end, suffix = _bound_behind(text, m.end())
        return found(at, end, Kind.PERCENT, (low.value, high.value), "%", bound=suffix or Bound.APPROX,
                      surface=signs.PERCENT, digits=m[0], quantum=high.quantum)  # fmt: skip
    top = decimal(m["a"]) if m["a"] else _point(m["n"])
    if bottom is None or top is None:
        return None
    before = bound_before(text, at, floor)
    if m["d"] == _HUNDRED and (ranged := _percent_range(text, m, top, before)):
        return ranged
    end, suffix = _bound_behind(text, m.end())
    bound = suffix or before or Bound.EXACT
    if m["d"] == _HUNDRED:
        return found(
            at,
            end,
            Kind.PERCENT,
            top.value,
            "%",
            bound=bound,
            surface=signs.PERCENT,
            digits=m[0],
            quantum=top.quantum,
        )
    return found(
        at, end, Kind.FRACTION, top.value / bottom.value, bound=bound, digits=m[0], quantum=Decimal(0)
    )


def _bound_behind(text: str, at: int) -> tuple[int, Bound | None]:
    """The approximator behind a share, and where it ends."""
    after = tail(text, at)
    return (at, None) if after.kind or after.multiplier else (after.end, after.bound)


def _percent_range(text: str, first: Match[str], low: Numeral, before: Bound | None) -> Found | None:
    """百分之三十到四十, 百分之三十至百分之四十."""
    m = _PERCENT_TO.match(text, first.end())
    high = _point(m["n"]) if m else None
    if m is None or high is None or low.value >= high.value:
        return None
    end, suffix = _bound_behind(text, m.end())
    return found(first.start(), end, Kind.PERCENT, (low.value, high.value), "%", bound=suffix or before or Bound.EXACT,
                  surface=signs.PERCENT, digits=text[first.start() : m.end()], quantum=high.quantum)  # fmt: skip


def neighbours(words: str) -> tuple[Numeral, Numeral] | None:
    """The ends of 五六十 or 十七八: two neighbouring digits with what they share."""
    m = _ABOUT.fullmatch(words)
    if not m or m["low"] + m["high"] not in _NEIGHBOURS:
        return None
    head, power = m["ten"] or "", m["power"] or ""
    low, high = chinese(head + m["low"] + power), chinese(head + m["high"] + power)
    return (low, high) if low and high else None


def _point(words: str) -> Numeral | None:
    whole, dot, part = words.partition(_POINT)
    number = chinese(whole)
    if not dot or number is None:
        return number
    figures = chinese(part)
    if figures is None:
        return None
    digits = "".join(str(c.value) for c in map(chinese, part) if c)
    return decimal(f"{number.value}.{digits}")


def tenths(text: str, span: Span, number: Numeral, floor: int) -> Found | None:
    """六成, 六成五: a share in tenths."""
    at, end = span
    if not _TENTH.match(text, end) or end - at > 1:
        return None
    after = tail(text, end)
    value = scale(number, -1)
    five = _TENTHS_MORE.match(text, end + 1)
    if five:
        # 六成五 and 六成半 are 65 %.
        value = decimal(f"0.{number.value}{_HUNDREDTHS[five[0]]}")
        end, suffix = _bound_behind(text, five.end())
        return found(at, end, Kind.FRACTION, value.value, surface=signs.TENTH, digits=text[at : five.end()],
                      bound=suffix or bound_before(text, at, floor) or Bound.EXACT, quantum=value.quantum)  # fmt: skip
    bound = after.bound or bound_before(text, at, floor) or Bound.EXACT
    return found(at, after.end, Kind.FRACTION, value.value, bound=bound, surface=signs.TENTH,
                  digits=text[at : end + 1], quantum=value.quantum)  # fmt: skip
