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
_WIDE |= dict(zip("％．＋－／（）：～﹪", "%.+-/():~%", strict=True))
_WIDE_CHAR = re.compile("[" + "".join(_WIDE) + "]")
# Digits of other scripts and of mathematics: ८, ٨, 𝟖.
_FOREIGN = re.compile(r"\d(?<![0-9])")
_COUNTED = r"(?=\s?[.万亿%个家项人元户件吨亩])"
_CIRCLED = re.compile(rf"(?<![①-⑨⓪❶-❾])[①-⑨⓪❶-❾]{{2,}}+{_COUNTED}")
"""One circled digit marks an item or a note; several before a unit are a number."""
_THOUSANDS = re.compile(r"(?<![\d.,，])\d{1,3}(?:，\d{3})+(?![\d，])")
"""A Chinese comma between three digits and three: 10，300亿."""
_RAISED_POINT = re.compile(r"(?<=\d)[·・•](?=\d{1,4}\s?(?:%|个?百分点|[万亿倍]))")
"""8·6%; elsewhere a raised point names a day (7·20)."""

_CAPITALS = table("numerals").values("capital")
_PLAIN = str.maketrans(_CAPITALS)
_FIGURES = "".join(word for word, plain in _CAPITALS.items() if plain in "一二三四五六七八九")
_SCALES = "".join(word for word, plain in _CAPITALS.items() if plain in "十百千万亿")
_CAPITAL = re.compile(
    rf"(?<![大内登着队入行])[{_FIGURES}](?:[{_SCALES}万亿][{_FIGURES}{_SCALES}零〇万亿]{{0,30}}圆?|圆|元[整正])"
)
"""A capital figure counts with a power of ten or money behind it: 壹拾万; 大陆, 队伍 and 收拾 are words."""


def narrow(text: str) -> str:
    """Digits, Latin letters and signs of other forms as the plain ones, length unchanged."""
    text = _WIDE_CHAR.sub(lambda found: _WIDE[found.group()], text)
    text = _FOREIGN.sub(lambda found: str(unicodedata.decimal(found.group())), text)
    text = _CIRCLED.sub(lambda found: "".join(str(unicodedata.digit(char)) for char in found.group()), text)
    text = _THOUSANDS.sub(lambda found: found.group().replace("，", ","), text)
    text = _RAISED_POINT.sub(".", text)
    return _CAPITAL.sub(lambda found: found.group().translate(_PLAIN), text)
