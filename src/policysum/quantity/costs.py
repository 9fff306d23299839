"""What a cost, a grant or an effect belongs to, where the words around it say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity.model import Kind
from policysum.quantity.naming import VERB_ONLY, head_noun, leading_verb, tidy, without_increment
from policysum.quantity.phrases import GRANT

if TYPE_CHECKING:
    from policysum.quantity.binding import Binding

__all__ = ["whole_of"]

_WORDS = table("indicator_words")
_WORKS = _WORDS.compiled("{works_noun}")
_WHOLE_COST = _WORDS.compiled("^{project}?{whole_cost}$")
_PROJECT = _WORDS.word("project")
_EFFECT = _WORDS.compiled("^{effect}")
"""A side of the thing named just before that means little without it."""
_DONE_SPENDING = _WORDS.compiled("^{done_spending}$")
_SPENT = _WORDS.compiled("^{spent_verb}?{spent}$")
_ADVERBS_FIRST = _WORDS.compiled(r"^[，,\s]*{adverb_first}")
_SPENT_ON = _WORDS.words("spent_on")


def whole_of(item: Binding, last: Binding | None, core: str, noun: str) -> str | None:
    """What a cost, a grant or an effect belongs to, if the words around say so; None for any other noun."""
    money = item.quantity.kind is Kind.MONEY
    if money and GRANT.match(core + noun):
        return _granted_for(item, last).removesuffix(core)
    if money and not noun and _DONE_SPENDING.match(core) and (last or item.alone):
        return _worked_on(item, last)
    if money and not noun and _SPENT.match(core) and not item.chained:
        return _spent_on(item.follow)
    if last is not None and not noun and _WHOLE_COST.match(core):
        return last.base.removesuffix(_PROJECT) if core.startswith(_PROJECT) else last.base
    if last is not None and _EFFECT.match(core) and not last.growth:
        return without_increment(last.base)
    return None


def _worked_on(item: Binding, last: Binding | None) -> str:
    """What money has been spent on: the works named just before."""
    if last is None:
        return head_noun(item.prior)
    return last.base if _WORKS.search(last.base) else ""


def _spent_on(follow: str) -> str:
    """What an investment paid for, if the words after it say so."""
    words = tidy(_ADVERBS_FIRST.sub("", follow))
    if VERB_ONLY.match(words):
        return ""
    named = follow.startswith(_SPENT_ON) or leading_verb(words)
    return words if named else ""


def _granted_for(item: Binding, last: Binding | None) -> str:
    """What a grant is paid for: the condition named before it."""
    if item.condition:
        return tidy(item.condition)[-30:]
    return last.base if last else ""
