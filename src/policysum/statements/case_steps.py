"""The steps that cases take one after another: 受理案件12件，审结10件; 诈骗犯罪批捕12人，起诉10人."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["takes_step"]

_WORDS = table("indicator_words")
_STEP = _WORDS.compiled("^{case_step}$")
_LAST_STEP = _WORDS.compiled("(?<=..){case_step}$")
"""A step that closes a name, behind what is charged: 诈骗犯罪批捕."""
_TAKEN = _WORDS.compiled(
    "^(?P<whose>(?:(?!{case_step}).)*?){case_step}(?P<cases>(?:(?!{case_step}).)*{case_noun})$"
)
"""Who takes a step with which cases; what is sent on for a later step (提请批捕案件) is no such name."""


def takes_step(item: Binding, alike: Binding, core: str) -> bool:
    """Name the cases before at a further step, or what is charged; whether the words of a number are such a step.

    Args:
        item: The number.
        alike: The last number that counts in the same unit.
        core: The words before the number.
    """
    if not _STEP.match(core):
        return False
    if taken := _TAKEN.match(alike.base):
        item.base = item.indicator = f"{taken['whose']}{core}{taken['cases']}"
        return True
    if closed := _LAST_STEP.search(alike.base):
        item.base = item.indicator = f"{alike.base[: closed.start()]}{core}"
    return closed is not None
