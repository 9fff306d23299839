"""Levels of one indicator: how its name is recognised elsewhere, and the rate that is said beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from policysum.statements.arithmetic.words import SHRINKS, phrase

if TYPE_CHECKING:
    from policysum.statements import Ledger, Mention

__all__ = ["is_grand_total", "is_meant_to_fall", "is_yearly_work", "rate_after", "rate_before", "stem"]

_AFTER = phrase("[，,、（(]?<FORWARD>?(?:{compared}|{reading_words.compared})?(?P<word><CHANGE>)<FILL>*")
_BEFORE = phrase("(?:{bound_cues.suffix})?[，,、]{volume}?<FORWARD>?(?:<FILL>|{reach}|{achieved})+")
_LEADING = phrase(
    "^(?:{ours}|{time_words.shape}|<FORWARD>|{of_which}|{achieved}|{reach}|{opens}|{aim}|{of})++"
)
_TRAILING = phrase("(?:{closes}|{reach}|{achieved}|{equals}|{of})+$")
_GRAND = phrase("{grand}")
_SHORTEST = 4
"""Characters of an indicator that is enough to be recognised elsewhere: not 投资 or 企业."""
_SHRINKING = phrase("{meant_to_fall}|{change_verbs.down}")
"""Indicators that are meant to fall."""

_YEARLY = phrase("{yearly_work}")
"""Work that starts anew each year: doing less of it than last year is no contradiction."""


@lru_cache(maxsize=1024)
def stem(indicator: str) -> str:
    """An indicator without region, verb and the words for total; empty where too little is left to recognise it by."""
    core = _TRAILING.without(_LEADING.without(indicator))
    return core if len(core) >= _SHORTEST else ""


def rate_after(ledger: Ledger, level: Mention, rate: Mention) -> bool | None:
    """Whether the rate right after a level goes down; None where it is not said of it."""
    said = _AFTER.fullmatch(ledger.text, level.end, rate.start)
    return bool(SHRINKS.search(said["word"])) if said else None


def rate_before(ledger: Ledger, rate: Mention, level: Mention) -> bool:
    """Whether a level follows right on the rate that is said of it: 增长5%、达到300亿元."""
    return bool(_BEFORE.fullmatch(ledger.text, rate.end, level.start))


def is_grand_total(mention: Mention) -> bool:
    """Whether a number's words say that it is of all there is."""
    return bool(_GRAND.search(mention.own + mention.indicator))


def is_meant_to_fall(mention: Mention) -> bool:
    """Whether a number's words say that less of it is better."""
    return bool(_SHRINKING.search(mention.indicator + mention.own))


def is_yearly_work(mention: Mention) -> bool:
    """Whether a number's words say that it is of work that starts anew each year."""
    return bool(_YEARLY.search(mention.indicator + mention.own))
