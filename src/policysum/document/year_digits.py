"""Years as plain figures: those of full width, or set apart from their word, are printed as others are."""

from __future__ import annotations

from policysum.lexicon import Phrase, table

__all__ = ["plain_digits"]

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE = "０１２３４５６７８９"
_APART = tuple(
    blank + word for blank in (" ", "\u3000") for word in (table("signs").word("year"), "19", "20")
)
"""What a text holds somewhere whose years are set apart."""
_DIGIT_APART = Phrase(
    "signs",
    # Each begins with the blank itself, what stands before it is looked at then: so a scan skips all else.
    r"[ \u3000](?:(?<=\d.)(?={year})|(?<=[\u4e00-\u9fff].)(?=(?:19|20)\d\d[ \u3000]?{year}))",
)


def plain_digits(text: str) -> str:
    """２００８年 and 2008 年 are 2008年."""
    if any(digit in text for digit in _WIDE):
        text = text.translate(_FULL_WIDTH)
    return _DIGIT_APART.without(text) if any(apart in text for apart in _APART) else text
