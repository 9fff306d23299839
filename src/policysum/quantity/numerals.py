"""Exact values of Arabic, full-width, Chinese and mixed numerals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

__all__ = ["BLANKS", "CHINESE_CHARS", "MAX_DIGITS", "Numeral", "chinese", "decimal", "narrow", "scale"]

MAX_DIGITS = 40
"""Longer digit strings are identifiers, never amounts; their value is the printed text."""

BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""Every character that a regular expression takes for white space."""

# Full-width forms stand for their ASCII twins; one character for one, so that offsets stay.
_WIDE = {0xFF10 + i: ord("0") + i for i in range(10)}
_WIDE |= {0xFF21 + i: ord("A") + i for i in range(26)} | {0xFF41 + i: ord("a") + i for i in range(26)}
_WIDE |= {
    ord("％"): ord("%"),
    ord("．"): ord("."),
    ord("＋"): ord("+"),
    ord("－"): ord("-"),
    ord("／"): ord("/"),
}
_WIDE |= {
    ord("（"): ord("("),
    ord("）"): ord(")"),
    ord("："): ord(":"),
    ord("～"): ord("~"),
    ord("﹪"): ord("%"),
}

_NARROW = {chr(wide): chr(plain) for wide, plain in _WIDE.items()}
_WIDE_CHAR = re.compile("[" + "".join(_NARROW) + "]")

# Digits, with the forms of bank notes and old dates.
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGIT |= {"〇": 0, "○": 0, "两": 2}
_DIGIT |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
# Powers of ten between groups of four digits, the greater first.
_BIG = {"亿": 8, "万": 4}
_D = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_SECTION = re.compile(
    rf"[零〇]?(?P<q>{_D}?[千仟])?[零〇]?(?P<b>{_D}?[百佰])?[零〇]?(?P<s>{_D}?[十拾])?[零〇]?(?P<u>{_D})?"
)

CHINESE_CHARS = "零〇一二两三四五六七八九十百千万亿"
"""What a Chinese numeral is written with; the forms of bank notes never occur in running prose."""


class Numeral(NamedTuple):
    """A value and the weight of its last printed digit."""

    value: Decimal
    quantum: Decimal


def narrow(text: str) -> str:
    """Full-width digits, Latin letters and signs as ASCII, length unchanged."""
    return _WIDE_CHAR.sub(lambda found: _NARROW[found.group()], text)


@lru_cache(maxsize=4096)
def decimal(digits: str, exponent: int = 0) -> Numeral:
    """The exact value of printed Arabic digits times a power of ten.

    Built from a string, because arithmetic would round to the precision of the context.
    """
    whole, _, part = digits.partition(".")
    shift = exponent - len(part)
    quantum = Decimal(1).scaleb(shift)
    figures = whole + part
    if shift >= 0:
        return Numeral(Decimal(figures + "0" * shift), quantum)
    while shift < 0 and figures.endswith("0"):
        figures, shift = figures[:-1], shift + 1
    return Numeral(Decimal(f"{figures or 0}E{shift}"), quantum)


def scale(number: Numeral, exponent: int) -> Numeral:
    """The numeral times a power of ten, exactly."""
    if not exponent:
        return number
    return Numeral(_tidy(_shift(number.value, exponent)), _shift(number.quantum, exponent))


def _shift(value: Decimal, exponent: int) -> Decimal:
    sign, digits, power = value.as_tuple()
    assert isinstance(power, int)
    return Decimal((sign, digits, power + exponent))


def _tidy(value: Decimal) -> Decimal:
    """Without trailing zeros after the point, and an integer without an exponent."""
    sign, digits, power = value.as_tuple()
    assert isinstance(power, int)
    if power > 0:
        return Decimal((sign, digits + (0,) * power, 0))
    while power < 0 and len(digits) > 1 and digits[-1] == 0:
        digits, power = digits[:-1], power + 1
    return Decimal((sign, digits, power if digits != (0,) else 0))


@lru_cache(maxsize=1024)
def chinese(text: str) -> Numeral | None:
    """The value of a Chinese numeral such as 三千五百万 or 二〇二〇; None if it is none."""
    if not text or len(text) > MAX_DIGITS:
        return None
    if all(c in _DIGIT for c in text):
        if len(text) > 1 and "两" in text:
            return None
        return decimal("".join(str(_DIGIT[c]) for c in text))
    return _grouped(text)


def _grouped(text: str) -> Numeral | None:
    """Groups of four digits: what stands before the last 亿, then before the last 万, is scaled by it."""
    for big, power in _BIG.items():
        cut = text.rfind(big)
        if cut < 0:
            continue
        head = _grouped(text[:cut]) if cut else Numeral(Decimal(1), Decimal(1))
        rest = text[cut + 1 :]
        if head is None or not rest:
            return scale(head, power) if head else None
        low = _section(rest, power - 1) if power == 4 else _low(rest, power)
        if low is None or low.value >= 10**power:
            return None
        return Numeral(Decimal(int(head.value) * 10**power + int(low.value)), low.quantum)
    return _section(text, 0)


def _low(rest: str, power: int) -> Numeral | None:
    """What follows 亿: a group with 万, or one without."""
    return _grouped(rest.lstrip("零〇")) if "万" in rest[1:] else _section(rest, power - 1)


def _section(text: str, spoken: int) -> Numeral | None:
    """Up to 千; a bare last digit counts the next lower power: 三万五, 一百二 (`spoken`: that power)."""
    m = _SECTION.fullmatch(text)
    if not m or not text:
        return None
    total, last = 0, 0
    for name, power in (("q", 3), ("b", 2), ("s", 1)):
        if m[name] is None:
            continue
        digit = m[name][:-1]
        if not digit and total and power > 1:
            return None
        total += (_DIGIT[digit] if digit else 1) * 10**power
        last = power
    if m["u"]:
        if text[-2:-1] in ("零", "〇"):
            spoken = 0
        elif last:
            spoken = last - 1
        total += _DIGIT[m["u"]] * 10**spoken
        last = spoken
    return Numeral(Decimal(total), Decimal(10**last))
