"""What verification says of a proposal: the same judgement as of anybody's claim, but at one place of the source.

A name that is proposed for one given number can be held to more than a claim that may be about any number.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property, lru_cache
from operator import add
from typing import TYPE_CHECKING

from policysum.extract.fitting import fits
from policysum.extract.labels import label
from policysum.schema import Change, Status, Verdict
from policysum.verify import Checked, Claim, check, judge
from policysum.views import CHANGES, STATUSES

if TYPE_CHECKING:
    from policysum.document import Document
    from policysum.extract.draft import Proposal, ProposedItem, Told
    from policysum.quantity import Mention

__all__ = ["Judging"]

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
_MOSTLY = 0.6
_TELLING = 4
"""A name is another number's if it has this share of that one's words, and less than this of its own; also if it
ends with that one's words, has not most of its own, and is not of the same thing. Names with fewer pairs of
characters tell nothing, unless they are all that is said."""


class Judging:
    """The verdicts on what is proposed for one document, each found once."""

    def __init__(self, document: Document) -> None:
        """Judge by the ledger of a document."""
        self._ledger = document.ledger
        self._known: dict[tuple[int, str, Told | None], Checked] = {}

    def judged(self, proposal: Proposal) -> Checked:
        """The verdict on a proposal; a name that fits the same number better elsewhere does not pass here."""
        key = (proposal.mention.start, proposal.indicator, proposal.told)
        checked = self._known.get(key)
        if checked is None:
            checked = self._known[key] = self._judged(proposal)
        return checked

    def failures(self, text: str) -> list[Checked]:
        """The numbers of a text in the model's words that the source does not say."""
        if not any(character.isdigit() for character in text):
            return []
        return [checked for checked in check(text, self._ledger) if not checked.passes]

    def item_failures(self, item: ProposedItem) -> list[Checked]:
        """The numbers of an item that the source does not say."""
        return [*self.failures(item.title), *self.failures(item.detail)]

    def _judged(self, proposal: Proposal) -> Checked:
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
        checked = judge(claim, self._ledger)
        if not checked.passes:
            return checked
        reason = _elsewhere(checked, mention) or self._misnamed(proposal) or _misread(proposal)
        if not reason:
            return checked
        return replace(
            checked, verdict=Verdict.MISATTRIBUTED, start=mention.start, end=mention.end, reason=reason
        )

    def _misnamed(self, proposal: Proposal) -> str:
        """Why the name cannot be this number's: of another kind, with a false number in it, or another number's."""
        name, mention = proposal.indicator, proposal.mention
        if not fits(name, mention):
            return f"{mention.text}不会是“{name}”"
        if strange := self.failures(name):
            return f"名称里的数字有误：{strange[0].explain()}"
        core = name.removesuffix("数")
        phrases = (mention.indicator or label(mention), mention.own)
        said = max(_share(phrase, name) for phrase in phrases)
        near = max(said, _share(name, f"{mention.parent} {mention.own} {mention.indicator}")) >= _OWN
        headed = said >= _MOSTLY or any(phrase.endswith(core[-2:]) for phrase in phrases)
        if (near and headed) or (near and not core.endswith(self._telling)):
            return ""
        for other, names in self._names:
            if other is not mention and any(_takes(core, own, near=near, headed=headed) for own in names):
                return f"“{name}”说的是{other.text}"
        return ""

    @cached_property
    def _names(self) -> list[tuple[Mention, list[str]]]:
        """Every figure with its names."""
        return [
            (mention, list({label(mention), mention.indicator} - {""}))
            for mention in self._ledger
            if mention.kpi
        ]

    @cached_property
    def _telling(self) -> tuple[str, ...]:
        """Those of the names that are long enough to tell a number from others."""
        return tuple({own for _, names in self._names for own in names if len(own) > _TELLING})


def _takes(name: str, other: str, *, near: bool, headed: bool) -> bool:
    """Whether a name is rather that of another number, called `other`."""
    if len(other) <= _TELLING:
        return not near and name == other
    return (not headed and name.endswith(other)) or (not near and _share(other, name) >= _FOREIGN)


def _elsewhere(checked: Checked, mention: Mention) -> str:
    if checked.start == mention.start:
        return ""
    return f"这个名称说的是原文另一处（第{checked.start}字）的{checked.text}"


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
def _pairs(name: str) -> dict[str, int]:
    return dict(Counter(map(add, name, name[1:])))


@lru_cache(maxsize=16384)
def _share(name: str, said: str) -> float:
    """Share of a name's pairs of characters that are also in what is said."""
    there = _pairs(said)
    shared = sum(min(count, there[pair]) for pair, count in _pairs(name).items() if pair in there)
    return shared / max(1, len(name) - 1)
