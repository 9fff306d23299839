"""The words of change right before a number: what changes, and by which verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.statements.phrases import CHANGE_TAIL, COMPARE_ONLY
from policysum.statements.property_words import follower, tidy

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["TAIL", "change_before", "changed", "verb_of", "without_base"]

_LISTED = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})
_WORDS = table("indicator_words")
_VERB_OF_CHANGE = _WORDS.compiled(r"(?:{name_links.rate_link|name_links.change_link}|[:：\s]){1,12}$")
_AGAINST = _WORDS.compiled("{against}{list_words.side}?(?={list_words.deals}?{changes})|{list_words.deals}")
_WORKED_ON = _WORDS.compiled("{works}.{2}")
"""A verb that makes a noun of the change after it: 完成林分优化提升200万亩."""
_BOUNDS = frozenset(_WORDS.words("than"))
"""Directly before a number these bound it: 失业率低于4%; 低于全市1.2个百分点 is a difference."""
_EASED = _WORDS.words("eased")
"""What gives a change only by a rate: 降费15%; 减税降费1.2亿元 is an amount."""
_RAISED = _WORDS.words("raised")
_RAISES = _WORDS.words("raises")
_ADDS = _WORDS.words("adds")
_RATES = table("indicator_words").words("rate_noun")
_AGE, _FIELD = _WORDS.word("age"), _WORDS.word("field")
_PLACES = (signs.PLACE, signs.NAME_PLACE)
TAIL = 24


def change_before(head: str, kind: Kind, unit: str, after: str) -> str:
    """The words of change right before a number, or nothing.

    Args:
        head: The words before it.
        kind: What it measures.
        unit: Its unit.
        after: The words after it.
    """
    found = CHANGE_TAIL.search(head[-TAIL:])
    if found is None:
        return ""
    adds = kind is Kind.COUNT and found.group().startswith(_ADDS)
    stem = head[: len(head) - len(found.group())]
    if adds and not COMPARE_ONLY.match(stem):
        return ""
    if not _moves(found.group(), kind, unit, after):
        return ""
    if found.group() in _BOUNDS and unit != signs.PERCENT_POINT:
        return ""
    if kind in _LISTED and _WORKED_ON.match(tidy(stem)):
        return ""
    return found.group()


def changed(item: Binding, last: Binding) -> str:
    """What changes: percentage points are those of the share before, everything else of its base."""
    of_share = item.quantity.unit == signs.PERCENT_POINT and last.quantity.kind is Kind.PERCENT
    # 增长5%，提高2个百分点 is of what grew; 增速5%，提高2个百分点 is of its rate.
    return (
        last.indicator
        if of_share and not (last.growth and not last.indicator.endswith(_RATES))
        else last.base
    )


def _moves(verb: str, kind: Kind, unit: str, after: str) -> bool:
    """Whether a verb says that the number changed, rather than work on what it counts: 改造提升24个服务区."""
    if verb.startswith(_EASED):
        return kind is Kind.PERCENT
    if kind not in (Kind.COUNT, Kind.MEASURE) or not verb.startswith(_RAISED):
        return True
    places = unit in _PLACES
    return places or not (
        follower(after)
        or (verb.startswith(_RAISES) and unit != _AGE and kind is Kind.COUNT)
        or unit == _FIELD
    )


def verb_of(change: str) -> str:
    """The word of change itself: 增长不低于 is 增长."""
    return _VERB_OF_CHANGE.sub("", change)


def without_base(words: str) -> str:
    """Words of change without what it is measured against."""
    return _AGAINST.sub("", words)
