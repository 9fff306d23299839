"""What the words between two numbers, or right beside one, make of them: a step gone past, the level a rise led to, a stock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase

if TYPE_CHECKING:
    from policysum.statements.mention import Mention

__all__ = [
    "counts_steps",
    "goes_beyond",
    "is_step",
    "is_stock",
    "leads_to_level",
    "may_be_parted",
    "names_new",
    "names_step",
    "parted_between",
]

_STEPS = Phrase("claim_context", "{milestone}")
_COUNTED_STEPS = Phrase("claim_context", r"[^，,、。；;\d]{0,8}{milestone}")
_REACHED = Phrase("claim_context", "{milestone}?[，、,](?:{so_far}|{and_then}|{summed})?{reaching}")
_LEVEL = Phrase("claim_context", "[，、,]?(?:{so_far}|{and_then}|{summed})?{reaching}{aspect}?")
"""Between an amount of change and the level that it led to."""
_OF_WHICH = Phrase("claim_context", "{of_which}")
_INCREMENT = Phrase("growth_words", "{increment}")
_STOCK = Phrase("claim_context", "{stock}")
_ALSO = re.compile(r"\d[\d.,]{0,12}[\u3400-\u9fff]{1,3}(?=[（(])")
"""A number of the same things in another unit, before a bracket."""
_STOCK_NEAR = 16
_BRACKETS = {"（": "）", "(": ")"}


def goes_beyond(text: str, one: Mention, other: Mention) -> bool:
    """Whether the words between two numbers lead from a round one to the figure itself: 迈上6万亿元台阶，达到62661亿元."""
    return bool(_REACHED.fullmatch(text, one.end, other.start))


def leads_to_level(text: str, added: Mention, level: Mention) -> bool:
    """Whether the words between two numbers lead from an amount of change to the level it led to: 增产20万吨，达到900万吨."""
    return bool(_LEVEL.fullmatch(text, added.end, level.start))


def parted_between(text: str, total: Mention, part: Mention) -> bool:
    """Whether parts follow between two numbers: 105个，其中，工业类3个; 177所（公办58所，民办119所）."""
    opens = _opens(text, total.end)
    words = text[opens : part.start]
    if words[:1] in _BRACKETS:
        return _BRACKETS[words[0]] not in words
    return bool(_OF_WHICH.search(text, total.end, part.start))


def may_be_parted(text: str, total: Mention, last: Mention) -> bool:
    """Whether any number behind one may be a part of it, up to and with the `last`: a bracket opens there, or 其中 stands between."""
    opens = _opens(text, total.end)
    return text[opens : opens + 1] in _BRACKETS or bool(_OF_WHICH.search(text, total.end, last.start))


def _opens(text: str, end: int) -> int:
    """Where a bracket may open behind a number that ends there, or behind one of the same in another unit: 12户55人（甲镇11户53人）."""
    also = _ALSO.match(text, end)
    return also.end() if also else end


def is_step(text: str, mention: Mention) -> bool:
    """Whether a number is that of a round step: 6万亿元台阶."""
    return bool(_STEPS.match(text, mention.end))


def counts_steps(text: str, mention: Mention) -> bool:
    """Whether a number counts round steps: 3个万亿元台阶."""
    return bool(_COUNTED_STEPS.match(text, mention.end))


def names_step(name: str) -> bool:
    """Whether a name is that of a round step."""
    return bool(_STEPS.search(name))


def names_new(name: str) -> bool:
    """Whether a name is of what came new, and not of all there is."""
    return bool(_INCREMENT.search(name)) and not _STOCK.search(name)


def is_stock(text: str, mention: Mention) -> bool:
    """Whether the words right before a number say that it is all there is: 年末实有28.9万户, 总数达29家."""
    start = max(mention.clause.start, mention.start - _STOCK_NEAR)
    stock = _STOCK.search(text, start, mention.start)
    return bool(stock) and not _INCREMENT.search(text, start, mention.start)
