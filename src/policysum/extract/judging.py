"""What verification says of a proposal: the same judgement as of anybody's claim, but at one place of the source.

A name that is proposed for one given number can be held to more than a claim that may be about any number.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from policysum.extract.labels import label
from policysum.quantity import Kind
from policysum.schema import Change, Status, Verdict
from policysum.verify import Checked, Claim, check, judge
from policysum.views import CHANGES, STATUSES

if TYPE_CHECKING:
    from policysum.document import Document
    from policysum.extract.draft import Proposal, ProposedItem
    from policysum.quantity import Mention

__all__ = ["failures", "item_failures", "judged"]

_ENDINGS: tuple[tuple[re.Pattern[str], frozenset[Kind]], ...] = (
    # What a name ends with -> the kinds of number it can be the name of. Growth is a percentage of anything.
    (
        re.compile(r"(?:额|额度|资金|收入|产值|经费|价值|投入|支出|费用|税收|纳税|奖励|补助)$"),
        frozenset({Kind.MONEY}),
    ),
    (re.compile(r"(?:占比|比重|比例|率|强度)$"), frozenset({Kind.PERCENT, Kind.FRACTION, Kind.MULTIPLE})),
    (re.compile(r"(?:家|人|场|户|批)次$"), frozenset({Kind.COUNT, Kind.MEASURE})),
    (re.compile(r"(?:企业|项目|人|户|次|个|家|场|笔|平台|团队)数$"), frozenset({Kind.COUNT, Kind.MEASURE})),
    (re.compile(r"面积$"), frozenset({Kind.MEASURE})),
)
_AGREEING = frozenset(
    {
        # Pairs of changes that are two fair readings of one number.
        frozenset({Change.LEVEL, Change.INCREMENT}),
        frozenset({Change.INCREMENT, Change.GROWTH}),
        frozenset({Change.LEVEL, Change.SHARE}),
    }
)
_OPEN_FUTURE = frozenset({Status.TARGET, Status.FORECAST})
"""What is aimed at and what is expected are not always told apart."""
_FOREIGN = 0.75
_OWN = 0.35
_TELLING = 4
"""A name is another number's if it has this share of that one's words, and less than this of its own; names
with fewer pairs of characters tell nothing."""


def judged(document: Document, proposal: Proposal) -> Checked:
    """The verdict on a proposal; a name that fits the same number better elsewhere does not pass here."""
    mention, told = proposal.mention, proposal.told
    claim = Claim(
        path=f"kpis[{mention.start}]",
        text=mention.text,
        quantity=mention.quantity,
        indicator=proposal.indicator,
        status=told.status if told else None,
        period=told.period if told else None,
        change=told.change if told else None,
    )
    checked = judge(claim, document.ledger)
    if not checked.passes:
        return checked
    reason = _elsewhere(checked, mention) or _misnamed(document, proposal) or _misread(proposal)
    if not reason:
        return checked
    return replace(
        checked, verdict=Verdict.MISATTRIBUTED, start=mention.start, end=mention.end, reason=reason
    )


def failures(document: Document, text: str) -> list[Checked]:
    """The numbers of a text in the model's words that the source does not say."""
    if not any(character.isdigit() for character in text):
        return []
    return [checked for checked in check(text, document.ledger) if not checked.passes]


def item_failures(document: Document, item: ProposedItem) -> list[Checked]:
    """The numbers of an item that the source does not say."""
    return [*failures(document, item.title), *failures(document, item.detail)]


def _elsewhere(checked: Checked, mention: Mention) -> str:
    if checked.start == mention.start:
        return ""
    return f"这个名称说的是原文另一处（第{checked.start}字）的{checked.text}"


def _misnamed(document: Document, proposal: Proposal) -> str:
    """Why the name cannot be this number's: of another kind, with a false number in it, or another number's name."""
    name, mention = proposal.indicator, proposal.mention
    for ending, kinds in _ENDINGS:
        if mention.kind not in kinds and ending.search(name):
            return f"{mention.text}不会是“{name}”"
    if strange := failures(document, name):
        return f"名称里的数字有误：{strange[0].explain()}"
    said = _pairs(name)

    def said_by(own: str) -> float:
        pairs = _pairs(own)
        return _share(pairs, said) if pairs.total() >= _TELLING else 0.0

    words = _pairs(f"{mention.parent} {mention.own} {mention.indicator}")
    if max(_share(_pairs(label(mention)), said), _share(said, words)) >= _OWN:
        return ""
    for other in document.ledger:
        if (
            other.kpi
            and other is not mention
            and max(map(said_by, (label(other), other.indicator))) >= _FOREIGN
        ):
            return f"“{name}”说的是{other.text}"
    return ""


def _misread(proposal: Proposal) -> str:
    """Why the number does not stand as the model says it does."""
    told, mention = proposal.told, proposal.mention
    if told is None:
        return ""
    status, change = Status(mention.status), Change(mention.change)
    if told.status is not status and {told.status, status} != _OPEN_FUTURE:
        return f"原文里{mention.text}是{STATUSES[status]}，不是{STATUSES[told.status]}"
    if told.change is not change and frozenset({told.change, change}) not in _AGREEING:
        return f"原文里{mention.text}是{CHANGES[change]}，不是{CHANGES[told.change]}"
    return ""


@lru_cache(maxsize=4096)
def _pairs(name: str) -> Counter[str]:
    return Counter(name[i : i + 2] for i in range(len(name) - 1))


def _share(pairs: Counter[str], said: Counter[str]) -> float:
    return (pairs & said).total() / max(1, pairs.total())
