"""What a cost or an effect belongs to, where the words around it say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity.model import Kind
from policysum.statements.phrases import HEAD_NOISE, TOPIC_NOISE, without_head
from policysum.statements.property_words import VERB_ONLY, head_noun, leading_verb, tidy, without_increment

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["COST_END", "SIZE", "SIZE_END", "raised_for", "whole_of"]

_MONEY = Kind.MONEY
_WORDS = table("indicator_words")
_WORKS = _WORDS.compiled("{works_noun}")
_WHOLE_COST = _WORDS.compiled("^{project}?{whole_cost}$")
COST_END = _WORDS.compiled("{whole_cost}$")
SIZE = _WORDS.compiled("^(?:{whole_cost|size_noun|size_side})$")
SIZE_END = _WORDS.compiled("{whole_cost|size_noun}$")
"""How much of a thing there is, which follows the number: 规模3亿元的基金."""
_PROJECT = _WORDS.word("project")
_EFFECT = _WORDS.compiled("^{effect}")
"""A side of the thing named just before that means little without it."""
_DONE_SPENDING = _WORDS.compiled("^{done_spending}$")
_SPENT = _WORDS.compiled("^{spent_verb}?{spent}$")
_ADVERBS_FIRST = _WORDS.compiled(r"^[，,\s]*{adverb_first}")
_SPENT_ON = _WORDS.words("spent_on")
_PURPOSE = _WORDS.compiled(r"^[，,\s]*{purpose_first}?{list_words.deals}?(?:{used_for}|(?={supports}))")
"""How the clause begins that says what money was raised for: 筹集3亿元，用于……, 拨付3亿元，支持……."""
_RAISES = frozenset(_WORDS.words("raises_money"))
_FUNDS, _AND_MORE = _WORDS.word("funds"), _WORDS.word("and_more")
_PAYER = _WORDS.compiled(r"^[^，,、；;\d]{0,6}?{payer}(?=.)")
"""Who pays: 中央财政安排3亿元，支持……."""
_LONGEST_SORT = 4
"""Characters of the sort of money: 国债 of 投入国债资金3亿元，用于……."""
_ADVERBS = _WORDS.compiled("^{adverb}+")
_SUMMED_UP = _WORDS.compiled("{and_more}([^、，,]{4,20})$")
"""What the list of a purpose is summed up as: 支持甲、乙、丙等更新项目."""
_SORT_AT_END = _WORDS.compiled("{and_more}[^、，,]{1,3}$")
_LONGEST_PURPOSE = 24
_LONG_PURPOSE = 20
"""From where on a list that is summed up gives way to its sum."""


def whole_of(item: Binding, last: Binding | None, core: str, noun: str) -> str | None:
    """What a cost or an effect belongs to, if the words around say so; None for any other noun."""
    money = item.quantity.kind is _MONEY
    if money and not noun and _DONE_SPENDING.match(core) and (last or item.alone):
        return _worked_on(item, last)
    if money and not noun and _SPENT.match(core) and not item.chained:
        return _spent_on(item.follow)
    if last is not None and not noun and _WHOLE_COST.match(core):
        whose = COST_END.sub("", last.base)  # 总投资3亿元，年度投资1亿元
        return whose.removesuffix(_PROJECT) if core.startswith(_PROJECT) else whose
    if last is not None and _EFFECT.match(core) and not last.growth:
        return without_increment(last.base)
    return None


def raised_for(item: Binding, head: str) -> str:
    """The name of money of which only the verb and who pays it stand before it, by what it was for: 筹集道路建设资金."""
    if item.quantity.kind is not _MONEY or item.chained:
        return ""
    payer, verb, sort = _raising(head)
    if not verb:
        return ""
    if found := _PURPOSE.match(item.follow):
        purpose = tidy(item.follow[found.end() :])
    elif verb in _RAISES:
        purpose = tidy(_ADVERBS_FIRST.sub("", item.follow))
        if not (leading_verb(purpose) or TOPIC_NOISE.match(purpose)):
            return ""
    else:
        return ""
    return f"{payer}{verb}{_summed(purpose).removesuffix(_FUNDS)}{sort}{_FUNDS}"


def _raising(head: str) -> tuple[str, str, str]:
    """Who pays, the verb that stands alone before a sum, and the sort of money; without a verb nothing is said of the sum."""
    words = _ADVERBS.sub("", without_head(HEAD_NOISE, head)).strip("，,、：: ")
    payer = _PAYER.match(words)
    words = without_head(HEAD_NOISE, words[payer.end() :]) if payer else words
    verb = words.removesuffix(_FUNDS)
    sort = ""
    if verb != words and not VERB_ONLY.match(verb):
        sort = verb.removeprefix(leading_verb(verb))
        verb = verb.removesuffix(sort) if len(sort) <= _LONGEST_SORT else verb
    return (payer.group() if payer else ""), (verb if VERB_ONLY.match(verb) else ""), sort


def _summed(purpose: str) -> str:
    """A purpose without the members of a long list that it sums up: 支持更新项目 of 支持甲、乙、丙等更新项目."""
    if len(purpose) > _LONG_PURPOSE and (summed := _SUMMED_UP.search(purpose)):
        return f"{leading_verb(purpose)}{summed.group(1)}"
    if len(purpose) <= _LONGEST_PURPOSE or "、" not in purpose:
        return purpose
    sort = _SORT_AT_END.search(purpose)
    return f"{purpose.partition('、')[0]}{sort.group() if sort else _AND_MORE}"


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
    return _summed(words) if named else ""
