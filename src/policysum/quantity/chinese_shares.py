"""Shares in Chinese words: 三分之一, 百分之三十到四十, 一半, 过半, 减半, 六成五."""

from __future__ import annotations

import re
from decimal import Decimal

from policysum.quantity.found import Found
from policysum.quantity.model import Bound, Kind, Span, Value
from policysum.quantity.numerals import Numeral, chinese, decimal, scale
from policysum.quantity.roles import quoted
from policysum.quantity.tails import bound_before, tail

__all__ = ["PHRASE", "found", "fraction", "half_of", "halved", "neighbours", "past_half", "tenths"]

_PERCENT_TO = re.compile(r"[至到—\-~～](?:百分之)?(?P<n>[零〇一二两三四五六七八九十百点]{1,9})")
_HALVED_BY = re.compile(r"减半(?=以上|左右|[，,。；;、）)\s]|$)")
_FRACTION = re.compile(
    r"(?P<d>[一二两三四五六七八九十百千万]{1,4})分之(?:(?P<n>[零〇一二两三四五六七八九十百千点]{1,9})|(?P<a>\d+(?:\.\d+)?))"
)
_HALF_OF = re.compile(r"一半(?P<s>以上|左右|多)?")
_PAST_HALF = re.compile(r"过半(?=[，,。；;、）)\s]|$)")
# 时间过半、任务过半: how far a year has gone by, and no share; 超过半数, 通过半数 are other words.
_NO_SHARE = re.compile(r"(?:时间|任务|指标|目标|计划|双|全部|全面|均|都|实现|确保|力争|[超通经不])$")
_SUFFIX_BOUND = {"以上": Bound.GE, "左右": Bound.APPROX, "多": Bound.GT}
_TENTHS_MORE = re.compile(r"[一二三四五六七八九](?=[，。、；的]|$)")
_TENTHS_STOP = "立为果功员效长熟本绩都就不型份品交"
# 两三家, 四五百家, 十七八个, 三五年: two neighbouring digits are a range.
_ABOUT = re.compile(
    r"(?P<ten>[二两三四五六七八九]?十)?(?P<low>[一两二三四五六七八])(?P<high>[两三四五六七八九])"
    r"(?P<power>[十百千]?[万亿]|[十百千])?(?![零一二两三四五六七八九十百千万亿])"
)
_NEIGHBOURS = frozenset({"一两", "两三", "二三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"})
_HALF_AFTER = frozenset("占达的到长加高升少降低了")


def found(start: int, end: int, kind: Kind, value: Value, unit: str = "", *, bound: Bound = Bound.EXACT,
           surface: str = "", digits: str = "", quantum: Decimal = Decimal(1)) -> Found:  # fmt: skip
    return Found(start, end, kind, value, unit, bound, surface, digits, quantum)


PHRASE = found(0, 0, Kind.OTHER, None)
"""What a form gives for a set phrase, which no other form may read."""


def half_of(text: str, at: int, floor: int) -> Found | None:
    m = _HALF_OF.match(text, at)
    if not m:
        return None
    bound = _SUFFIX_BOUND.get(m["s"] or "") or bound_before(text, at, floor) or Bound.EXACT
    if bound is Bound.EXACT and text[at - 1 : at] not in _HALF_AFTER:
        return PHRASE
    return found(at, m.end(), Kind.FRACTION, Decimal("0.5"), bound=bound, digits="一半")


def past_half(text: str, at: int, floor: int) -> Found | None:
    """占支出过半: more than a half, as a predicate."""
    m = _PAST_HALF.match(text, at)
    if not m or _NO_SHARE.search(text, max(floor, at - 2), at) or quoted(text, at, m.end()) is not None:
        return None
    return found(at, m.end(), Kind.FRACTION, Decimal("0.5"), bound=Bound.GT, digits="过半")


def halved(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    """补贴减半: less by a half, as a predicate; 减半征收 names a rule."""
    m = _HALVED_BY.match(text, at)
    if not m or quoted(text, at, m.end()) is not None:
        return None
    end, suffix = _bound_behind(text, m.end())
    return found(at, end, Kind.FRACTION, Decimal("0.5"), bound=suffix or Bound.EXACT, digits="减半")


def fraction(text: str, at: int, floor: int) -> Found | None:
    m = _FRACTION.match(text, at)
    if not m:
        return None
    bottom = chinese(m["d"])
    if m["n"] and (several := neighbours(m["n"])) and m["d"] == "百":
        low, high = several
        end, suffix = _bound_behind(text, m.end())
        return found(at, end, Kind.PERCENT, (low.value, high.value), "%", bound=suffix or Bound.APPROX,
                      surface="百分之", digits=m[0], quantum=high.quantum)  # fmt: skip
    top = decimal(m["a"]) if m["a"] else _point(m["n"])
    if bottom is None or top is None or not bottom.value:
        return None
    after = tail(text, m.end())
    suffix = after.bound if not after.kind and not after.multiplier else None
    bound = suffix or bound_before(text, at, floor) or Bound.EXACT
    end = after.end if suffix else m.end()
    if m["d"] == "百" and (ranged := _percent_range(text, at, m, bound_before(text, at, floor))):
        return ranged
    if m["d"] == "百":
        return found(
            at,
            end,
            Kind.PERCENT,
            top.value,
            "%",
            bound=bound,
            surface="百分之",
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


def _percent_range(text: str, at: int, first: re.Match[str], before: Bound | None) -> Found | None:
    """百分之三十到四十, 百分之三十至百分之四十."""
    m = _PERCENT_TO.match(text, first.end())
    low, high = _point(first["n"]) if first["n"] else None, _point(m["n"]) if m else None
    if m is None or low is None or high is None or low.value >= high.value:
        return None
    end, suffix = _bound_behind(text, m.end())
    return found(at, end, Kind.PERCENT, (low.value, high.value), "%", bound=suffix or before or Bound.EXACT,
                  surface="百分之", digits=text[at : m.end()], quantum=high.quantum)  # fmt: skip


def neighbours(words: str) -> tuple[Numeral, Numeral] | None:
    """The ends of 五六十 or 十七八: two neighbouring digits with what they share."""
    m = _ABOUT.fullmatch(words)
    if not m or m["low"] + m["high"] not in _NEIGHBOURS:
        return None
    head, power = m["ten"] or "", m["power"] or ""
    low, high = chinese(head + m["low"] + power), chinese(head + m["high"] + power)
    return (low, high) if low and high else None


def _point(words: str) -> Numeral | None:
    whole, dot, part = words.partition("点")
    number = chinese(whole)
    if not dot or number is None:
        return number
    figures = chinese(part)
    if figures is None:
        return None
    digits = "".join(str(c.value) for c in map(chinese, part) if c)
    return decimal(f"{number.value}.{digits}")


def tenths(text: str, span: Span, number: Numeral, floor: int) -> Found | None:
    at, end = span
    follower = text[end + 1 : end + 2]
    if text[end : end + 1] != "成" or end - at > 1 or (follower and follower in _TENTHS_STOP):
        return None
    after = tail(text, end)
    value = scale(number, -1)
    if (five := _TENTHS_MORE.match(text, end + 1)) and (more := chinese(five[0])):
        # 六成五 is 65 %.
        value = decimal(f"0.{number.value}{more.value}")
        return found(at, five.end(), Kind.FRACTION, value.value, surface="成", digits=text[at : five.end()],
                      bound=bound_before(text, at, floor) or Bound.EXACT, quantum=value.quantum)  # fmt: skip
    bound = after.bound or bound_before(text, at, floor) or Bound.EXACT
    return found(at, after.end, Kind.FRACTION, value.value, bound=bound, surface="成",
                  digits=text[at : end + 1], quantum=value.quantum)  # fmt: skip
