"""Chinese numerals and days as headings, titles and signatures print them."""

from __future__ import annotations

from policysum.lexicon import table

__all__ = ["CHINESE_DAY", "CHINESE_YEAR", "NUMERAL", "chinese_number", "chinese_numeral", "joined"]

_TABLE = table("numerals")
NUMERAL = _TABLE.form("[{=digit|ten}]{1,3}")
"""A numeral up to 99, as a pattern."""
CHINESE_YEAR = _TABLE.form("[{=digit}][{=round_zero|zero|digit}]{3}")
"""二〇二四, as a pattern."""
CHINESE_DAY = _TABLE.form(
    rf"({CHINESE_YEAR})\s?{{signs.year}}\s?([{{=year_words.first_month}}{{=digit|ten}}]{{1,3}})\s?{{signs.month}}"
    r"\s?([{=digit|ten|tens}]{1,3})\s?{signs.day}"
)
"""二〇二四年元月廿七日, as a pattern with three groups."""
_TEN = _TABLE.word("ten")
_DIGIT = {word: int(value) for word, value in _TABLE.values("zero", "digit").items()}
_PRINTED = {value: word for word, value in reversed(_DIGIT.items())}


def chinese_number(text: str) -> int:
    """A Chinese numeral up to 99, 0 where it is none."""
    if _TEN in text:
        tens, _, ones = text.partition(_TEN)
        return (_DIGIT.get(tens, 0) if tens else 1) * 10 + (_DIGIT.get(ones, 0) if ones else 0)
    return _DIGIT.get(text, 0) if len(text) == 1 else 0


def chinese_numeral(number: int) -> str:
    """The numeral of a number up to 99."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else _TEN if tens == 1 else _PRINTED[tens] + _TEN
    return head + (_PRINTED[ones] if ones or not tens else "")


def joined(words: tuple[str, ...], blanks: str = r"\s{0,4}") -> str:
    """Words as a pattern: the longest first, each character perhaps set apart (目　录)."""
    return "|".join(blanks.join(word) for word in sorted(words, key=len, reverse=True))
