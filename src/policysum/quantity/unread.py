"""What looks like a number and was not read as one, so that a reader can say so instead of passing it over."""

from __future__ import annotations

import re

from policysum.lexicon import table
from policysum.quantity.model import Span
from policysum.quantity.notation import narrow
from policysum.quantity.reader import read
from policysum.quantity.symbols import FRACTIONS, ROMAN

__all__ = ["unread"]

_DIGIT = "".join(word for word, value in table("numerals").values("digit").items() if value != "0")
_CAPITAL = "".join(
    word for word, plain in table("numerals").values("capital").items() if plain not in "万亿元"
)
_LOOKS_LIKE = re.compile(
    rf"[{ROMAN}]+[类级]?"
    rf"|\d+|[{FRACTIONS}]|[①-⑨⓪]{{2,}}|[⁰¹²³⁴-⁹]{{2,}}"
    rf"|[{_CAPITAL}]{{2,}}"
    rf"|(?<![{_DIGIT}])[{_DIGIT}]{{3,}}+(?=[个家项人元%])"
    r"|[百千]?[万亿]{1,2}元?级|[百千][万亿]|减半|翻倍"
)
"""Roman and small digits, capitals, digits spelled out, grades and idioms of a half or a double."""


def unread(text: str) -> list[Span]:
    """What of a text looks like a number, and lies in no number that was read."""
    plain = narrow(text)
    found = [Span(*one.span()) for one in _LOOKS_LIKE.finditer(plain)]
    if not found:
        return []
    numbers = read(text)
    return [
        one
        for one in found
        if not any(number.start < one.end and one.start < number.end for number in numbers)
    ]
