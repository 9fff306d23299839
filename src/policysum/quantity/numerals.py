"""Exact values of Arabic, full-width, Chinese and mixed numerals."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

__all__ = ["CHINESE_CHARS", "MAX_DIGITS", "Numeral", "chinese", "decimal", "narrow", "scale"]

MAX_DIGITS = 40
"""Longer digit strings are identifiers, never amounts; their value is the printed text."""

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

# Digits, with the forms of bank notes and old dates.
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGIT |= {"〇": 0, "○": 0, "两": 2}
_DIGIT |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
# Powers of ten: inside a group of four digits, and between groups.
_SMALL = {"十": 1, "百": 2, "千": 3, "拾": 1, "佰": 2, "仟": 3}
_BIG = {"万": 4, "亿": 8}

CHINESE_CHARS = "零〇一二两三四五六七八九十百千万亿"
"""What a Chinese numeral is written with; the forms of bank notes never occur in running prose."""


class Numeral(NamedTuple):
    """A value and the weight of its last printed digit."""

    value: Decimal
    quantum: Decimal


def narrow(text: str) -> str:
    """Full-width digits, Latin letters and signs as ASCII, length unchanged."""
    return text.translate(_WIDE)


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


def chinese(text: str) -> Numeral | None:
    """The value of a Chinese or mixed numeral such as 三千五百万, 二〇二〇 or 1万2千; None if it is none."""
    if not text or len(text) > MAX_DIGITS:
        return None
    if all(c in _DIGIT for c in text):
        if len(text) > 1 and "两" in text:
            return None
        return decimal("".join(str(_DIGIT[c]) for c in text))
    return _grouped(text)


def _grouped(text: str) -> Numeral | None:
    total = group = 0
    pending: int | None = None
    last_small, last_big, quantum = 4, 99, 1
    after_zero = False
    for char in text:
        if char in _DIGIT:
            if pending is not None:
                return None
            if _DIGIT[char] == 0:
                after_zero = True
                continue
            pending, quantum = _DIGIT[char], 1
        elif char in _SMALL:
            power = _SMALL[char]
            if power >= last_small:
                return None
            if pending is None and group and not after_zero:
                return None
            group += (1 if pending is None else pending) * 10**power
            quantum, last_small, pending, after_zero = 10**power, power, None, False
        elif char in _BIG:
            power = _BIG[char]
            group += pending or 0
            if group:
                if power >= last_big:
                    return None
                total += group * 10**power
            else:  # 万亿: the group before is scaled again; a bare 万 is one of them
                total = (total or 1) * 10**power
            quantum = 10**power if last_big == 99 or group else quantum * 10**power
            last_big, last_small, pending, group, after_zero = power, 4, None, 0, False
        else:
            return None
    if (
        pending is not None
        and not after_zero
        and quantum == 1
        and (last_small < 4 or last_big < 99)
        and not group
    ):
        # 三万五 is 35,000: a bare digit right after a unit counts the next lower one.
        pending_power = (last_small if last_small < 4 else last_big) - 1
        return Numeral(Decimal(total + pending * 10**pending_power), Decimal(10**pending_power))
    return Numeral(Decimal(total + group + (pending or 0)), Decimal(quantum))
