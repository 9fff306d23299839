"""Parts and wholes as they are said: what 其中 and 共计 promise, and which numbers stand in one plain list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policysum.statements.arithmetic.words import phrase

if TYPE_CHECKING:
    from policysum.quantity import Quantity
    from policysum.statements.arithmetic.passage import NumberedSentence

__all__ = ["Total", "follows_plainly", "is_each", "is_item", "opens_list", "part_cue", "total_said"]

_OF_WHICH = phrase("{of_which}")
_TOTAL = phrase("(?:^|[，,、；：:（(]){above_all}?<SUM>(?:{achieved}|<FILL>)?$")
_SUMMED = phrase("[，,、]{ours}?(?:(?:{combined}|<SUM>)<GAP>{1,8}|<SUM><GAP>{0,4})$")
_LISTED = phrase("(?:[：:（(]|{consists})<GAP>{0,16}$")
_ITEM = phrase("[，,、；]<GAP>{1,14}")
_RIGHT_ON = phrase("<GAP>{0,16}[，,（(：:]?")
_INCREASE = phrase("{than}<GAP>{0,14}$|(?<![{=newly}])<CHANGE>{fill}?$")
_LEVEL = phrase("{reach}|{to}|{grand}|<SUM>")
"""A part given as a stock may be more than a whole given as an increase."""

_EACH = phrase("{each}<GAP>{0,6}$")
"""A number for each head or place is not the whole of anything."""

_SURE = phrase("{sum_sure}")
"""Words that promise a sum; 共 and 累计 may count something else."""


class Total(NamedTuple):
    """How a number is said to be a total: `strict` by the words right before it, `sure` where they promise a sum."""

    strict: bool
    sure: bool


def part_cue(passage: NumberedSentence) -> int | None:
    """Where a sentence says that parts follow; None where it does not."""
    said = _OF_WHICH.search(passage.text, passage.start, passage.end)
    return None if said is None else said.start()


def is_each(passage: NumberedSentence, at: int) -> bool:
    """Whether a number is one for each head or place, and so the whole of nothing."""
    return _EACH.search(passage.before(at)) is not None


def follows_plainly(passage: NumberedSentence, whole: int, cue: int, part: Quantity) -> bool:
    """Whether 其中 follows right on a whole that is no mere increase, and leads right to the part."""
    return (
        _RIGHT_ON.fullmatch(passage.text, passage.numbers[whole].end, cue) is not None
        and not _INCREASE.search(passage.before(whole))
        and not _LEVEL.search(passage.text, cue, part.start)
    )


def is_item(passage: NumberedSentence, at: int) -> bool:
    """Whether a number goes on a plain list from the one before."""
    return _ITEM.fullmatch(passage.before(at)) is not None


def total_said(passage: NumberedSentence, at: int) -> Total | None:
    """How a number is said to be the total of those before it; None where it is not."""
    words = passage.before(at)
    strict = _TOTAL.search(words)
    if not strict and not _SUMMED.search(words):
        return None
    return Total(bool(strict), bool(_SURE.search(words)))


def opens_list(passage: NumberedSentence, at: int) -> bool:
    """Whether a number opens a list of parts without 其中."""
    words = passage.before(at)
    return bool(_LISTED.search(words)) and not _OF_WHICH.search(words)
