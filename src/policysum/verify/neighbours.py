"""Numbers that stand beside each other and are named alike: what the one is to the other, and which a claim is of."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import Phrase
from policysum.quantity import Bound, Kind
from policysum.statements.contexts.links import (
    counts_steps,
    goes_beyond,
    is_step,
    is_stock,
    leads_to_level,
    may_be_parted,
    names_new,
    names_step,
    parted_between,
)
from policysum.statements.contexts.name_normalization import CHANGES, SCOPES, content
from policysum.statements.contexts.spans_between import token
from policysum.verify.hearing import own_reading
from policysum.verify.rounding import admits

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.statements import Ledger, Mention
    from policysum.statements.contexts.mention_context import MentionContext
    from policysum.verify.naming import Wording
    from policysum.verify.scoring import Attribution

__all__ = ["Case", "Neighbours", "is_of"]

_NEW = Phrase("claim_context", "{new}|{growth_words.increment}|{change_verbs.up}")
_SUMMED_NEAR = 24
_DIVIDED_NEAR = 60
_MOST_PARTS = 4
_ADDED = frozenset({"increment", "growth", "decline"})
_AMOUNT, _REACHED_LEVEL = "amount", "level"
_NOT_CONTENT = CHANGES | SCOPES
_SHORT = 2
_NEXT = 12
_TURNS = frozenset({"growth", "decline"})


class Case(NamedTuple):
    """A claim, how it names its number, and those words weighed by how rare they are in this report."""

    claim: Claim
    wording: Wording
    words: dict[str, float]


class Neighbours:
    """Compares the numbers of one ledger that stand beside each other."""

    def __init__(self, ledger: Ledger, attribution: Attribution, places: dict[int, int]) -> None:
        self.text = ledger.text
        self.attribution = attribution
        self.places = places

    def explains(self, case: Case, best: Mention, other: Mention) -> bool:
        """Whether another number is named like the best one because of what it is to it, and is no rival of it."""
        return (
            _beyond(best, other)
            or self.reached(best, other)
            or self.raised(other, best)
            or (not case.wording.stretches and self.raised(best, other))
            or self.added_to(case, other, best)
            or self.divided(case, other, best)
            or self.unnamed_part(case, best, other)
            or self.led_to(case, best, other)
        )

    def reached(self, mention: Mention, other: Mention) -> bool:
        """Whether a number is the round one that the other, said next, goes beyond: 迈上6万亿元台阶，达到62661亿元."""
        if other.start - mention.end > _NEXT or not goes_beyond(self.text, mention, other):
            return False
        one, two = mention.value, other.value
        if not isinstance(one, Decimal) or not isinstance(two, Decimal) or mention.unit != other.unit:
            return False
        passed = mention.quantity.bound in {Bound.GT, Bound.GE} or is_step(self.text, mention)
        return passed and bool(one) and one <= two < one + Decimal(1).scaleb(one.normalize().adjusted())

    def is_milestone(self, mention: Mention) -> bool:
        """Whether a number counts round numbers gone past: 连跨3个万亿元台阶."""
        return mention.kind is Kind.COUNT and counts_steps(self.text, mention)

    def counts_steps(self, case: Case, mention: Mention) -> bool:
        """Whether a number counts round numbers gone past, and the claim is of what went past them."""
        return self.is_milestone(mention) and not names_step(case.claim.indicator)

    def raised(self, aim: Mention, higher: Mention) -> bool:
        """Whether one number is the higher aim of what the other is the aim of: 3万人以上，力争3.3万人; both are named alike."""
        stretch = self._context(higher).stretch
        return stretch and aim.sentence == higher.sentence and aim.start < higher.start

    def added_to(self, case: Case, part: Mention, whole: Mention) -> bool:
        """Whether one number is what came new to the other, which the claim is of: 新增1000处、累计达8000处."""
        claim = case.claim
        if claim.change in {"increment", *_TURNS} or _NEW.search(claim.indicator):
            return False
        near = 0 < whole.start - part.end <= _SUMMED_NEAR
        return near and self._context(part).part and self._context(whole).whole

    def led_to(self, case: Case, added: Mention, level: Mention) -> bool:
        """Whether one number is the amount of change that led to the other, where a claim is of the change.

        又增产20万吨，达到900万吨: the level is no better named number of 产量增加.
        """
        return self._leads_to(added, level) and _of_change(case.claim)

    def _leads_to(self, added: Mention, level: Mention) -> bool:
        near = level.start - added.end <= _NEXT and added.unit == level.unit
        return near and added.change in _ADDED and leads_to_level(self.text, added, level)

    def of_other_kind(self, case: Case, mention: Mention) -> bool:
        """Whether a number is an amount of change where the claim is of the level it led to, or the reverse."""
        part = self._parts.get(mention.start)
        return part is not None and (part == _REACHED_LEVEL) == _of_change(case.claim)

    @cached_property
    def _parts(self) -> dict[int, str]:
        """Which numbers are an amount of change, and which the level that it led to, by where each starts."""
        found: dict[int, str] = {}
        for one, other in pairwise(self.attribution.mentions):
            if self._leads_to(one, other):
                found.setdefault(one.start, _AMOUNT)
                found[other.start] = _REACHED_LEVEL
        return found

    def sibling(self, case: Case, best: Mention) -> Mention | None:
        """The number beside the best one that counts the thing a claim is of, where the best one counts something else."""
        at = self.places[best.start]
        mentions = self.attribution.mentions
        beside = mentions[max(0, at - 1) : at] + mentions[at + 1 : at + 2]
        others = (one for one in beside if one.sentence == best.sentence and one.value != best.value)
        found = next((other for other in others if self._counts(case, other) is True), None)
        return found if self._counts(case, best) is False else None

    def _counts(self, case: Case, mention: Mention) -> bool | None:
        """Whether a number counts just the thing that a claim is of; None where that cannot be said."""
        context, head = self._context(mention), case.wording.head
        if not head or mention.kind is not Kind.COUNT or not context.noun:
            return None
        return is_of(head, context)

    def is_counted(self, case: Case, mention: Mention) -> bool:
        """Whether a name ends with what a number counts: its measure word (户数), or the noun right behind it (12个部门挪用资金).

        Or with the noun behind a size that stands between: 2座35万千瓦电站.
        """
        name, tail = case.wording.text, case.wording.tail
        if mention.kind is not Kind.COUNT or not tail:
            return False
        if mention.unit and name[:-1].endswith(mention.unit) and not content(name).endswith(name[-1:]):
            return True
        at, noun = self.places[mention.start] + 1, self._context(mention).noun
        size = next(iter(self.attribution.mentions[at : at + 1]), None)
        if not noun and size is not None and size.start == mention.end and size.kind is not Kind.COUNT:
            noun = self._context(size).noun
        return tail in noun[: len(tail) + _SHORT] or noun.startswith(case.wording.head or tail)

    def is_threshold(self, case: Case, mention: Mention) -> bool:
        """Whether a number says whom a claim is of, and the one next to it how much: 30万元以上企业奖励 of 30万元以上的企业，奖励10万元."""
        if token(mention.quantity) not in case.wording.thresholds:
            return False
        at = self.places[mention.start] + 1
        after = self.attribution.mentions[at : at + 1]
        return any(one.sentence == mention.sentence and one.unit == mention.unit for one in after)

    def adds(self, case: Case, best: Mention) -> bool:
        """Whether a claim is of what came new, and the number of all there is: 新增29家 of 总数达29家."""
        name = case.wording.text
        return names_new(name) and is_stock(self.text, best)

    def divided(self, case: Case, total: Mention, part: Mention) -> bool:
        """Whether one number is the sum of which the other is a part that the claim names: 105个，其中，工业类3个."""
        if total.sentence != part.sentence or part.start - total.end > _DIVIDED_NEAR:
            return False
        if not parted_between(self.text, total, part):
            return False
        there, here = self._context(total), self._context(part)
        # 甲镇11户53人: the second number of a part has the name of the first
        own = (here.own or here.inherited) - there.own
        return bool(own) and own <= case.wording.words.keys()

    def unnamed_part(self, case: Case, total: Mention, part: Mention) -> bool:
        """Whether one number is a part of the other that the claim does not name: 水稻9521亩，其中优质水稻1000亩."""
        if total.sentence != part.sentence or total.unit != part.unit:
            return False
        context = self._context(part)
        named = (context.own | context.behind) - self._context(total).own - _NOT_CONTENT
        return parted_between(self.text, total, part) and len(named & case.words.keys()) * 2 < len(named)

    def of_the_whole(self, case: Case, part: Mention, *, dated: bool) -> bool:
        """Whether a claim may be of the whole that a part stands behind, for it names nothing of the part.

        外资增长 for 其中现汇增长28%; a part that only its time sets apart is meant where the claim is of that time (`dated`).
        """
        context = self._context(part)
        if context.parted is None or case.wording.thresholds:
            return False
        named = (context.parted | context.behind) - _NOT_CONTENT
        own = context.own - _NOT_CONTENT
        if part.change != "share" and own and own <= case.words.keys() and not named <= own:
            return False  # 农业总产值 of 其中工业总产值24亿元，农业总产值5亿元: what it lacks is of the part before it
        return named.isdisjoint(case.words) if named else not dated

    def names_part(self, case: Case, total: Mention) -> bool:
        """Whether the claim names one of the parts of a number that are said next."""
        after = self.places[total.start] + 1
        parts = self.attribution.mentions[after : after + _MOST_PARTS]
        if not parts or not may_be_parted(self.text, total, parts[-1]):
            return False
        return any(self.divided(case, total, part) for part in parts)

    def _context(self, mention: Mention) -> MentionContext:
        return self.attribution.context(self.places[mention.start])


def _beyond(best: Mention, other: Mention) -> bool:
    """Whether another number is the exact one that the best is said to be exceeded by: 超10万亿元 and 107174.91亿元."""
    return best.quantity.bound in {Bound.GT, Bound.GE} and admits(best.quantity, other.quantity)


def _of_change(claim: Claim) -> bool:
    """Whether a claim is of how much something changed, and not of what it came to."""
    if claim.change:
        return claim.change in _ADDED
    said = own_reading(claim)
    return said is not None and said.change in _ADDED


def is_of(head: str, context: MentionContext) -> bool:
    """Whether a number counts the thing of a name, be it by the end of it: 18个指标 where 科技指标 is asked for."""
    noun = content(context.noun)
    return head in noun or (len(head) > _SHORT and noun.startswith(head[-_SHORT:]))
