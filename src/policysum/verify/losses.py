"""What a number loses among the candidates for a claim because its own words name something else than the claim does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.quantity import Kind
from policysum.statements.contexts.name_normalization import facets, grams
from policysum.statements.contexts.spans_between import unit_of
from policysum.verify.neighbours import is_of

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.statements import Mention
    from policysum.statements.contexts.mention_context import MentionContext
    from policysum.verify.naming import Wording
    from policysum.verify.neighbours import Case

__all__ = ["misnamed", "stood_in"]

_OTHER_SCOPE = 0.25
_OTHER_LEVEL = 0.4
_OTHER_STAGE = 0.2
_OTHER_AIM = 0.1
_OTHER_PLACE = 0.3
_OTHER_SIDE = 0.3  # 收入 where the claim is of 支出
_OTHER_THING = 0.25  # it counts something else: 2300个县 for the 省 that a claim is of
_LEVEL_ALONE = 4
_OTHER_QUALIFIER = 0.2
_OTHER_THRESHOLD = 0.3  # 超10亿元的6户 where the claim is of those 超20亿元
_PART_FOR_SUM, _SUM_FOR_PART = 0.25, 0.2
_COMPARED_WITH = 0.15
_OTHER_RANK = 0.25  # the rank of a growth where the claim is of the rank of a level
_OTHER_TOTAL = 0.1  # 支出总计 where the claim is of 支出
_OTHER_PREDICATE = 0.15  # 60个项目竣工38个: 38 where the claim is of 项目
_PREDICATE_OF_OTHER = 0.25  # … and 60 where it is of 竣工项目
_STANDS_IN = 0.2


def misnamed(case: Case, mention: Mention, context: MentionContext) -> float:
    """How much a mention loses because it is of another region or level, or per head where the claim is not."""
    wording = case.wording
    if not wording.named:
        return 0.0
    lost = 0.0
    claimed, said = wording.facets, context.facets
    if _apart(claimed.scopes, said.scopes):
        lost += _OTHER_SCOPE
    elif context.compared:
        lost += -_COMPARED_WITH if claimed.scopes else _COMPARED_WITH
    if _apart(claimed.levels, said.levels):
        lost += _OTHER_LEVEL
    if context.part and wording.sums_up:
        lost += _PART_FOR_SUM
    elif context.whole and not wording.sums_up:
        lost += _SUM_FOR_PART
    lost += (
        _other_measure(wording, context)
        + _other_stage(wording, context)
        + _other_thing(wording, context, mention)
    )
    if claimed.qualifiers != said.qualifiers:
        lost += _OTHER_QUALIFIER
    if _of_other_threshold(wording.thresholds & case.words.keys(), context.thresholds):
        lost += _OTHER_THRESHOLD
    # A claim that is a list itself names every item.
    elsewhere = (
        _of_other_item(wording.text, context)
        if wording.place is None
        else context.place not in {None, wording.place}
    )
    if elsewhere:
        lost += _OTHER_PLACE
    return lost


def _apart(claimed: frozenset[str], said: frozenset[str]) -> bool:
    """Whether both a claim and a number say something of a kind, and nothing that the other says."""
    return bool(claimed and said) and claimed.isdisjoint(said)


def stood_in(claim: Claim, mention: Mention) -> float:
    """What a number loses that is counted in another measure word than the claim's: 19个 contracts for 19家 firms."""
    said = claim.quantity.unit
    counted = said and claim.quantity.kind is Kind.COUNT and mention.unit and mention.unit != said
    return _STANDS_IN if counted else 0.0


def _other_measure(wording: Wording, context: MentionContext) -> float:
    """What a number loses that ranks, sums up or says something else of one thing than the claim does."""
    lost = _OTHER_RANK if context.ranks and (context.ranks == "growth") != wording.of_growth else 0.0
    lost += _OTHER_TOTAL if wording.facets.totals != context.facets.totals else 0.0
    unsaid = context.predicate and not _is_said(context.predicate, wording)
    said_of_other = context.unsaid and _is_said(context.unsaid, wording)
    return lost + (_PREDICATE_OF_OTHER if said_of_other else _OTHER_PREDICATE if unsaid else 0.0)


def _is_said(predicate: str, wording: Wording) -> bool:
    """Whether a name says what is said of a number, be it with another word or two: 仍处于论证阶段 of 处于论证阶段的水库."""
    pairs = grams(predicate)
    return predicate in wording.text or len(pairs & wording.words.keys()) * 3 >= max(1, len(pairs)) * 2


def _other_stage(wording: Wording, context: MentionContext) -> float:
    """What a number loses that is done and not planned, or aimed at in any case and not at best; or the reverse."""
    staged = _apart(wording.facets.stages, context.facets.stages)
    spanned = _apart(wording.facets.spans, context.facets.spans)
    lower = wording.stretches and not context.stretch
    return _OTHER_STAGE * (staged + spanned) + (_OTHER_AIM if lower else 0.0)


def _other_thing(wording: Wording, context: MentionContext, mention: Mention) -> float:
    """What a number loses that is of the other side of a pair, or counts something else than the claim."""
    other = _apart(wording.facets.sides, context.facets.sides)
    thing = wording.head or (wording.tail if wording.tail not in context.own else "")
    # 2家省级、1家市级服务综合体: behind a level alone the noun is still to come.
    named = context.noun and not (facets(context.noun).levels and len(context.noun) <= _LEVEL_ALONE)
    counts = thing and named and mention.kind is Kind.COUNT
    something_else = counts and not is_of(thing, context)
    return (_OTHER_SIDE if other else 0.0) + (_OTHER_THING if something_else else 0.0)


def _of_other_threshold(claimed: frozenset[str], beside: frozenset[str]) -> bool:
    """Whether another number of the same unit stands where the name of a claim has one: 超10亿元的企业 for 超20亿元的企业."""
    if not claimed or claimed & beside:
        return False
    return not {unit_of(one) for one in claimed}.isdisjoint(map(unit_of, beside))


def _of_other_item(indicator: str, context: MentionContext) -> bool:
    """Whether an indicator names another item of the list that the number stands in, and not the number's own."""
    return context.item not in indicator and any(
        (len(other) > 1 or other.isascii()) and other in indicator for other in context.others
    )
