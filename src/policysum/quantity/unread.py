"""What looks like a number and was not read as one, so that a reader can say so instead of passing it over."""

from __future__ import annotations

import re
from unicodedata import category

from policysum.lexicon import table
from policysum.quantity.model import Span
from policysum.quantity.notation import narrow
from policysum.quantity.reader import read
from policysum.quantity.symbols import FRACTIONS, ROMAN

__all__ = ["unread"]

_ENCLOSED = "①-⓿❶-➓㈠-㈩㉈-㉏㉑-㉟㊀-㊉㊱-㊿"
"""Numbers in circles, brackets and before a point: marks of items, but for those before a unit."""
_LOOKS_LIKE = table("amount_words").compiled(
    rf"[{ROMAN}]+{{roman_of}}?"
    rf"|\d+|[{FRACTIONS}]|[①-⑨⓪❶-❾➀-➈➊-➒]{{2,}}|[⁰¹²³⁴-⁹]{{2,}}|[₀-₉]{{2,}}|(?<![0-9A-Za-z)）])[⁰¹²³⁴-⁹](?={{numerals.multiplier}})"
    rf"|[{_ENCLOSED}](?=\s?(?:{{after_spaced|after_cut}}))"
    r"|{numerals.capital|numerals.capital_power}{2,}"
    r"|(?<!{n}){n}{3,}+(?=%|{after_spaced|after_cut})"
    r"|(?<!{m})(?<!{signs.ordinal}){numerals.digit|numerals.ten}{kinds_of}(?=[\u4e00-\u9fff])"
    r"|{n}{1,2}{discount}|(?:{d}{0,9}{aloud}(?:{d}|{aloud}){1,9}|{d}{1,9}{aloud})"
    r"|{numerals.small}?{numerals.big}{1,2}{signs.yuan}?{signs.grade}|{numerals.small}{numerals.big}|{unread}",
    n=table("numerals").form("{digit|two}"),
    m=table("numerals").form("{digit|two|ten}"),
    d=table("numerals").form("{zero|digit}"),
)
"""Roman, small and enclosed digits, capitals, digits spelled out or read out, discounts, grades and idioms of a half or a double."""


_MARKS = re.compile(rf"[{_ENCLOSED}¹²³⁰-₉]")
"""Digits in circles and small ones, which mark items and notes where no unit follows."""
_FIRST_SIGN = "\u00b2"
_NUMERIC = frozenset({"Nl", "No"})


def _is_sign(char: str) -> bool:
    """Whether a character of any script stands for a number: 〩, 𝍠, 🄈."""
    return char >= _FIRST_SIGN and category(char) in _NUMERIC and not _MARKS.match(char)


def unread(text: str) -> list[Span]:
    """What of a text looks like a number, and lies in no number that was read."""
    plain = narrow(text)
    found = [Span(*one.span()) for one in _LOOKS_LIKE.finditer(plain)]
    within = {at for one in found for at in range(one.start, one.end)}
    found += [Span(at, at + 1) for at, char in enumerate(plain) if _is_sign(char) and at not in within]
    if not found:
        return []
    numbers = {at for number in read(text) for at in range(number.start, number.end)}
    return [one for one in sorted(found) if numbers.isdisjoint(range(one.start, one.end))]
