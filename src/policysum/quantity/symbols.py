"""Numbers in one character: ½, Ⅷ, 俩."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.bounds import bound_before
from policysum.quantity.found import Found
from policysum.quantity.model import Bound, Kind
from policysum.quantity.numerals import decimal, scale
from policysum.quantity.unit_parser import tail

__all__ = ["CHARS", "FRACTIONS", "ROMAN", "SPOKEN", "find"]

_TABLE = table("numerals")
FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
SPOKEN = _TABLE.values("spoken")
CHARS = FRACTIONS + ROMAN + "".join(SPOKEN)
_ROMAN_COUNTS = tuple(_TABLE.words("symbol_unit"))
_SPOKEN = re.compile(_TABLE.alternation("spoken"))


def find(text: str, at: int, floor: int) -> Found | None:
    """The quantity that a symbol is, or None where it only names: Ⅱ类水质, 夫妻俩."""
    char = text[at]
    if char in SPOKEN:
        return _spoken(text, at)
    bound = bound_before(text, at, floor) or Bound.EXACT
    if char in FRACTIONS:
        return _fraction(text, at, bound)
    after = tail(text, at + 1)
    if not text.startswith(_ROMAN_COUNTS, at + 1) or after.kind is None:
        return None
    value = scale(decimal(str(int(unicodedata.numeric(char)))), after.exponent)
    return Found(at, after.end, after.kind, value.value, after.unit, after.bound or bound, after.surface, char, value.quantum)  # fmt: skip


def _fraction(text: str, at: int, bound: Bound) -> Found:
    top, bottom = unicodedata.normalize("NFKC", text[at]).split("\u2044")
    after = tail(text, at + 1)
    value = Decimal(top) / Decimal(bottom)
    end = after.end if after.kind is None and after.bound else at + 1
    bound = after.bound or bound if end > at + 1 else bound
    return Found(at, end, Kind.FRACTION, value, "", bound, "", text[at], Decimal(0))


def _spoken(text: str, at: int) -> Found | None:
    """职工俩人, 项目仨: two or three, with the measure word inside."""
    if not _SPOKEN.match(text, at):
        return None
    people = text.startswith(signs.PEOPLE, at + 1)
    unit = signs.PEOPLE if people else signs.THING
    return Found(at, at + 1 + people, Kind.COUNT, Decimal(SPOKEN[text[at]]), unit, Bound.EXACT, unit, text[at], Decimal(1))  # fmt: skip
