"""What the words before a number say of how it hangs together with the one before it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from policysum.lexicon import Phrase

__all__ = ["AMONG", "says"]

_FROM_TO = Phrase(
    "claim_context",
    r"(?:[\s，,|]|{time_end}|{of})*{pace}?"
    r"(?:(?:{change_verbs.up}|{change_verbs.down}|{changed})?{reach})"
    r"(?:[\s|]|{time_end}|{of}|{aspect}|{so_far}|{bound_cues.prefix})*",
)
_SUMS_UP = Phrase("claim_context", "^(?:[^，,]{0,10}[，、,(（])?{so_far}?{summed}")
AMONG = r"(?P<within>{among})\s?(?:[，,]\s?(?:[\u3400-\u9fff]?{exist})?|[\u3400-\u9fff]?{exist}|{of}|{claim_names.scope}|{claim_names.filler})?"
"""Before some of what was counted: 中, 中有, 中，仅有; 研究中心41家 has no such thing."""
_PART_OF = Phrase("claim_context", rf"{AMONG}$")
"""Between a number and one that is a part of it: 14项民生实事中有9项."""
_STRETCH = Phrase(
    "claim_context", r"[，,、|]*{at_best}(?:{reaching}|{bound_cues.prefix}|[\u3400-\u9fff]{2}$)*"
)
"""All that stands before a higher aim for what was aimed at just before: 完成5.3亿元以上，力争达到5.8亿元, 力争建成6亿亩."""
_COMPARED = Phrase("claim_context", r"[\s，,|]*{beside}{claim_names.scope}?{average}?(?:{of}|{reach})?")
_OF_WHICH = Phrase("claim_context", "{of_which}")
_REFERS = Phrase("claim_context", r"{refers}\s*$")


class Says(NamedTuple):
    """What the words between two numbers say by themselves.

    `leads` says that they only lead from one number of an indicator to the next, `parted` where 其中 stands in them; the
    others are what `MentionContext` has by these names.
    """

    leads: bool
    compared: bool
    refers: bool
    stretch: bool
    part_of: bool
    sums_up: bool
    parted: tuple[int, int] | None


@lru_cache(maxsize=2048)
def says(words: str) -> Says:
    """What words between two numbers say; a text with many numbers has the same few words between them."""
    parted = _OF_WHICH.search(words)
    return Says(
        leads=_FROM_TO.fullmatch(words) is not None,
        compared=_COMPARED.fullmatch(words) is not None,
        refers=_REFERS.search(words) is not None,
        stretch=_STRETCH.fullmatch(words) is not None,
        part_of=_PART_OF.search(words) is not None,
        sums_up=_SUMS_UP.search(words) is not None,
        parted=parted.span() if parted else None,
    )
