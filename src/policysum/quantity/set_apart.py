"""Digits that a scan or a text layer has set apart: 2 9 0 0亿元, 6 .5 %, 2 0 0 5年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import table
from policysum.quantity.unit_parser import tail

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Joined", "counts", "joined"]

_LOOK = re.compile(r" (?:(?<=\d )\d(?!\d)|(?<=\d )\.|(?<=\d\. )\d|\.)")
"""A blank beside a digit that stands alone; most texts have none."""
_DIGITS = r"\d(?: \d){1,15}(?!\d)"
_DECIMAL = r"\d{1,4}(?: \. ?| ?\. )\d(?: ?\d){0,3}(?!\d)|\d(?: \d){1,6}(?: \. ?|\. )\d(?: ?\d){0,3}(?!\d)|\d\.\d(?: \d){1,3}(?!\d)"
_ONE = rf"(?:{_DECIMAL}|{_DIGITS})"
_SOME = rf"(?:{_ONE}|\d)"
_SET_APART = re.compile(
    rf"(?<![0-9A-Za-z.])(?<![0-9A-Za-z.] )(?:(?P<structure>{_SOME}(?: ?[∶:] ?{_SOME}){{1,3}})|{_ONE})(?! ?\d)"
)
"""Beside no other number: that would be a row of cells."""
_OF_DATE = table("amount_words").compiled(r"\s?{after_misread}")


class Joined(NamedTuple):
    """A text whose set-apart digits are joined, and where each of its characters stands in the text as printed."""

    text: str
    places: Sequence[int]


def joined(text: str) -> Joined | None:
    """The text with such digits joined; None where there are none.

    Digits are joined where each of them stands alone and a unit, a multiplier or a word of a date follows the
    last: a row of cells has neither. Which digits belong together is inferred.
    """
    if not _LOOK.search(text):
        return None
    places: list[int] = []
    pieces: list[str] = []
    at = 0
    for found in _SET_APART.finditer(text):
        start, end = found.span()
        if " " not in found[0] or not (found["structure"] or counts(text, end)):
            continue
        places += (*range(at, start), *(place for place in range(start, end) if text[place] != " "))
        pieces += (text[at:start], found[0].replace(" ", ""))
        at = end
    if not pieces:
        return None
    places += range(at, len(text) + 1)
    return Joined("".join((*pieces, text[at:])), places)


def counts(text: str, end: int) -> bool:
    """Whether a unit, a multiplier or a word of a date follows at a place: what stands before it is a number."""
    after = tail(text, end)
    return after.kind is not None or bool(after.multiplier) or _OF_DATE.match(text, end) is not None
