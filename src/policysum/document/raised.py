"""What is set smaller and higher than its line: the mark of a note is no digit of a number, an exponent is kept."""

from __future__ import annotations

import re

from policysum.lexicon import table

__all__ = ["raised"]

_WORDS = table("page_words")
_NOTE = _WORDS.compiled(r"[\s\d\[\]()（）〔〕【】①-⑳*＊†‡,，、\-–{=note}]{1,12}")
_POWER = re.compile(r"[-−–+]?\d{1,2}")
_AFTER_TEN = re.compile(r"(?:[×xX✕*·]|(?<![\d.]))\s{0,6}+10\s{0,6}+$")
_AFTER_LENGTH = _WORDS.compiled(r"(?:(?<![A-Za-z])[kcdhμn]?m|{length})\s*$")
_SUPERSCRIPTS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")


def raised(before: str, text: str) -> str:
    """What to write for a raised stretch: nothing for the mark of a note, ⁸ or ² for an exponent.

    Args:
        before: what stands before it in its line; its end suffices.
        text: the raised characters.
    """
    mark = text.strip()
    power = _POWER.fullmatch(mark)
    if power and (
        _AFTER_TEN.search(before[-8:]) or (mark in {"2", "3"} and _AFTER_LENGTH.search(before[-8:]))
    ):
        return mark.translate(_SUPERSCRIPTS)
    return "" if _NOTE.fullmatch(text) else text
