"""Exact values of Arabic, Chinese and mixed numerals."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from policysum.lexicon import table

__all__ = ["BLANKS", "MAX_DIGITS", "Numeral", "chinese", "decimal", "run_end", "scale"]

MAX_DIGITS = 40
"""Longer digit strings are identifiers, never amounts; their value is the printed text."""

BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""Every character that a regular expression takes for white space."""

_TABLE = table("numerals")
_DIGIT = {word: int(value) for word, value in _TABLE.values("zero", "round_zero", "digit", "two").items()}
_TENS = {word: int(value) for word, value in _TABLE.values("tens").items()}
# Powers of ten between groups of four digits, the greater first.
_BIG = dict(
    sorted(((word, int(power)) for word, power in _TABLE.values("big").items()), key=lambda one: -one[1])
)
_LOWEST_BIG, _LOWEST_POWER = min(_BIG.items(), key=lambda one: one[1])
_SMALL = {int(power): word for word, power in _TABLE.values("small").items()}
_ZERO = "".join(_TABLE.words("zero"))
_TWO = _TABLE.word("two")
_SECTION = _TABLE.compiled(
    rf"{{zero}}?(?P<q>{{digit|two}}?{_SMALL[3]})?{{zero}}?(?P<b>{{digit|two}}?{_SMALL[2]})?"
    r"{zero}?(?P<s>{digit|two}?{ten}|{tens})?{zero}?(?P<u>{digit|two})?"
)
_RUN = _TABLE.compiled("{zero|digit|two|ten|small|big|tens}+")
_SPELLED = 3
"""Digits one by one before 万 or 亿 are a number from here on (八八八亿); two are 五六亿, a range."""


class Numeral(NamedTuple):
    """A value and the weight of its last printed digit."""

    value: Decimal
    quantum: Decimal


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


def run_end(text: str, at: int) -> int:
    """Where the Chinese numeral at `at` ends, at least one further."""
    found = _RUN.match(text, at)
    return found.end() if found else at + 1


@lru_cache(maxsize=1024)
def chinese(text: str) -> Numeral | None:
    """The value of a Chinese numeral such as 三千五百万 or 二〇二〇; None if it is none."""
    if not text or len(text) > MAX_DIGITS:
        return None
    if all(c in _DIGIT for c in text):
        if len(text) > 1 and _TWO in text:
            return None
        return decimal("".join(str(_DIGIT[c]) for c in text))
    return _grouped(text)


def _grouped(text: str) -> Numeral | None:
    """Groups of four digits: what stands before the last 亿, then before the last 万, is scaled by it."""
    for big, power in _BIG.items():
        cut = text.rfind(big)
        if cut < 0:
            continue
        head = _spelled(text[:cut]) or _grouped(text[:cut]) if cut else Numeral(Decimal(1), Decimal(1))
        rest = text[cut + 1 :]
        if head is None or not rest:
            return scale(head, power) if head else None
        low = _section(rest, power - 1) if power == _LOWEST_POWER else _low(rest, power)
        if low is None or low.value >= 10**power:
            return None
        return Numeral(Decimal(int(head.value) * 10**power + int(low.value)), low.quantum)
    return _section(text, 0)


def _spelled(text: str) -> Numeral | None:
    """Digits one by one: 八八八."""
    if len(text) < _SPELLED or any(char not in _DIGIT for char in text):
        return None
    return decimal("".join(str(_DIGIT[char]) for char in text))


def _low(rest: str, power: int) -> Numeral | None:
    """What follows 亿: a group with 万, or one without."""
    return _grouped(rest.lstrip(_ZERO)) if _LOWEST_BIG in rest[1:] else _section(rest, power - 1)


def _section(text: str, spoken: int) -> Numeral | None:
    """Up to 千; a bare last digit counts the next lower power: 三万五, 一百二 (`spoken`: that power)."""
    m = _SECTION.fullmatch(text)
    if not m or not text:
        return None
    total, last = 0, 0
    for name, power in (("q", 3), ("b", 2), ("s", 1)):
        if m[name] is None:
            continue
        if m[name] in _TENS:
            total += _TENS[m[name]]
            last = power
            continue
        digit = m[name][:-1]
        if not digit and total and power > 1:
            return None
        total += (_DIGIT[digit] if digit else 1) * 10**power
        last = power
    if m["u"]:
        if text[-2:-1] in (*_ZERO, *_TENS):
            spoken = 0
        elif last:
            spoken = last - 1
        total += _DIGIT[m["u"]] * 10**spoken
        last = spoken
    return Numeral(Decimal(total), Decimal(10**last))
