"""The many ways to write a digit become one, character for character, so that offsets stay."""

from __future__ import annotations

import re
import unicodedata

from policysum.lexicon import table

__all__ = ["narrow"]

_DIGITS = 10
# Full-width forms stand for their ASCII twins; one character for one, so that offsets stay.
_WIDE = {chr(0xFF10 + i): str(i) for i in range(_DIGITS)}
_WIDE |= {chr(first + i): chr(plain + i) for first, plain in ((0xFF21, 65), (0xFF41, 97)) for i in range(26)}
_WIDE |= dict(zip("％．＋－／（）：︰﹕～﹪", "%.+-/():::~%", strict=True))
_WIDE_CHAR = re.compile("[" + "".join(_WIDE) + "]")
# Digits of other scripts and of mathematics: ८, ٨, 𝟖.
_FOREIGN = re.compile(r"\d(?<![0-9])")
_WORDS = table("amount_words")
_CIRCLED = _WORDS.compiled(r"(?<![①-⑨⓪❶-❾])[①-⑨⓪❶-❾]{2,}+(?=\s?(?:[.%]|{after_spaced|after_cut}))")
"""One circled digit marks an item or a note; several before a unit are a number."""
_SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_SET_SMALL = _WORDS.compiled(
    r"(?<![0-9A-Za-z)）⁰¹²³⁴-⁹₀-₉])(?:[⁰¹²³⁴-⁹]{2,}+|[₀-₉]{2,}+)(?=\s?(?:%|{numerals.multiplier|after_spaced|after_cut}))"
)
"""Small digits before a unit are a number; after a digit, a letter or a bracket they are exponents or marks of notes."""
_THOUSANDS = re.compile(r"(?<![\d.,，])\d{1,3}(?:，\d{3})+(?![\d，])")
"""A Chinese comma between three digits and three: 10，300亿."""
_RAISED_POINT = _WORDS.compiled(
    r"[·・•](?:(?<=\d.)(?=\d{1,4}\s?(?:%|{after_point}))|(?:(?<=\d.)|(?<=\d .))(?= \d{1,4}\s?(?:[%‰]|{after_point|after_cut|after_spaced})))"
)
"""8·6%, and 8 · 6吨 as a scan has it; elsewhere a raised point names a day (7·20)."""

_COMMA_POINT = re.compile(r"(?<=[\u4e00-\u9fff])(\d{1,3})，(?=\d{1,2}\s?[%‰])")
"""增长37，1%: a number that has neither unit nor sign is no member of a list, so a scan read the point as a comma."""

_NUMERALS = table("numerals")
_PLAIN = str.maketrans(_NUMERALS.values("capital", "capital_power", "capital_yuan"))
_CAPITAL = _NUMERALS.compiled(
    r"{capital}(?:{capital_power|big}{capital|capital_power|zero|big}{0,30}{capital_yuan}?|{capital_yuan}|{capital_end})"
    r"(?:(?:{signs.yuan}|(?<={capital_yuan}))(?:{capital}{amount_words.dime})?(?:{zero}?{capital}{amount_words.cent})?)?"
)
"""A capital figure counts with a power of ten or money behind it: 壹拾万; 大陆, 队伍 and 收拾 are words."""


_SIMPLIFIED = str.maketrans(_WORDS.values("traditional"))
_TRADITIONAL = _WORDS.compiled("{traditional}")
"""Reports from Hong Kong and old ones: 12萬噸, 3億元."""

# A look at one character passes quickly over a text that has none of a kind.
_RARE = re.compile(
    "[①-⑨⓪❶-❾⁰¹²³⁴-⁹₀-₉"
    "\u0660-\u1fff\ua620-\uabff\U00010000-\U0001ffff"  # the blocks that hold all digits of other scripts
    "]"
)
_POINTS = ("·", "・", "•")
_PARTED = re.compile(r"，(?<=\d，)\d{1,3}")


def narrow(text: str) -> str:
    """Digits, Latin letters and signs of other forms as the plain ones, length unchanged."""
    if _TRADITIONAL.search(text):
        text = text.translate(_SIMPLIFIED)
    text = _WIDE_CHAR.sub(lambda found: _WIDE[found.group()], text)
    if _RARE.search(text):
        text = _FOREIGN.sub(lambda found: str(unicodedata.decimal(found.group())), text)
        text = _CIRCLED.sub(
            lambda found: "".join(str(unicodedata.digit(char)) for char in found.group()), text
        )
        text = _SET_SMALL.sub(lambda found: found.group().translate(_SMALL), text)
    if _PARTED.search(text):
        text = _THOUSANDS.sub(lambda found: found.group().replace("，", ","), text)
        text = _COMMA_POINT.sub(r"\1.", text)
    if any(point in text for point in _POINTS):
        text = _RAISED_POINT.sub(".", text)
    return _CAPITAL.sub(lambda found: found.group().translate(_PLAIN), text)
