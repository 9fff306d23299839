"""What verification says of a proposal: the same judgement as of anybody's claim, but at one place of the source.

A name that is proposed for one given number can be held to more than a claim that may be about any number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from operator import add
from typing import TYPE_CHECKING

from policysum.extract.fitting import fits
from policysum.extract.grounds import of_name
from policysum.extract.labels import label
from policysum.extract.messages import message
from policysum.extract.name_likeness import alike, is_part, pairs, says_less, share
from policysum.extract.readings import as_read, completed, unsure
from policysum.lexicon import table
from policysum.schema import Change, Status, Verdict
from policysum.verify import Checked, Claim, check, judge
from policysum.views import CHANGES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policysum.document import Document
    from policysum.extract.draft import Proposal, Read
    from policysum.statements import Mention

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
"""What is aimed at and what is expected are not always kept apart."""
_FOREIGN = 0.75
_OWN = 0.35
_MOSTLY = 0.6
_LONG_ENOUGH = 4
"""A name is another number's if it has this share of that one's words, and less than this of its own; also if it
ends with that one's words, has not most of its own, and is not of the same thing. Names with fewer pairs of
characters identify nothing, unless they are all that is said."""


class Judging:
    """The verdicts on what is proposed for one document, each found once."""

    def __init__(self, document: Document, said: Mapping[int, Proposal] | None = None) -> None:
        """Judge by the ledger of a document.

        Args:
            document: The report.
            said: What is proposed for all its numbers: a name that several are given is none of them's alone.
        """
        self._ledger = document.ledger
        self._said = said if said is not None else {}
        self._known: dict[tuple[int, str], Checked] = {}
        self._rivals: dict[tuple[int, str], int] = {}

    def judged(self, proposal: Proposal) -> Checked:
        """The verdict on a name for one number, read as the source reads it.

        It is refused where it is not of this kind of number, has a false number in it, its words speak of another
        number in stated terms, or the report speaks of nothing like it. Anything less sure is unclear.
        """
        key = (proposal.mention.start, proposal.indicator)
        checked = self._known.get(key)
        if checked is None:
            checked = self._known[key] = self._judged(proposal)
        return checked

    def refusal(self, proposal: Proposal) -> str:
        """Why a name is refused; nothing where it is not."""
        checked = self.judged(proposal)
        return checked.explain() if checked.verdict.fails else ""

    def rival(self, proposal: Proposal) -> int | None:
        """Start of the number that a refused name speaks of, where it speaks of one."""
        self.judged(proposal)
        return self._rivals.get((proposal.mention.start, proposal.indicator))

    def says_less(self, proposal: Proposal, own: str) -> bool:
        """Whether a name leaves out of the words of a number's own what makes it another number.

        So it does also where it is the whole name of another number like it.
        """
        name, mention = proposal.indicator, proposal.mention
        return says_less(name, own) or (
            is_part(name, own)
            and any(name in names and _differs_by_name_alone(other, mention) for other, names in self._names)
        )

    def contrary(self, proposal: Proposal) -> dict[str, str]:
        """Which readings of the model the source speaks against in plain words, and why."""
        if proposal.reading is None:
            return {}
        mention = proposal.mention
        weak = unsure(mention, self._ledger.text)
        said, own = completed(mention, proposal.reading), as_read(mention)
        found = {}
        if (
            said.status is not own.status
            and "status" not in weak
            and {said.status, own.status} != _OPEN_FUTURE
        ):
            found["status"] = message(
                "other_status", number=mention.text, own=STATUSES[own.status], said=STATUSES[said.status]
            )
        changes = frozenset({said.change, own.change})
        if said.change is not own.change and "change" not in weak and changes not in _AGREEING:
            found["change"] = message(
                "other_status", number=mention.text, own=CHANGES[own.change], said=CHANGES[said.change]
            )
        # That no time is said of a number does not speak against one that is carried to it.
        if said.period and not _same_time(said.period, own.period) and "period" not in weak:
            checked = judge(
                self._claim(mention, mention.indicator, replace(own, period=said.period)), self._ledger
            )
            if checked.verdict is Verdict.WRONG_PERIOD:
                found["period"] = checked.explain()
            elif not checked.passes:
                found["period"] = message(
                    "other_period",
                    number=mention.text,
                    own=own.period or message("no_period"),
                    said=said.period,
                )
        return found

    def failures(self, text: str) -> list[Checked]:
        """The numbers of a text in the model's words that the source does not say."""
        if not any(character.isdigit() for character in text):
            return []
        return [checked for checked in check(text, self._ledger) if not checked.passes]

    def _judged(self, proposal: Proposal) -> Checked:
        mention = proposal.mention
        checked = judge(self._claim(mention, proposal.indicator, as_read(mention)), self._ledger)
        there = checked.start == mention.start
        reason = self._misnamed(proposal)
        if not reason and checked.verdict.fails:
            reason = self._foreign(checked, proposal)
        if reason:
            verdict = Verdict.MISATTRIBUTED
        elif checked.passes and there:
            return checked
        else:
            verdict, reason = (
                Verdict.UNCLEAR,
                message("not_stated", number=mention.text, name=proposal.indicator),
            )
        return replace(
            checked, verdict=verdict, start=mention.start, end=mention.end, reason=reason, reason_zh=reason
        )

    def _claim(self, mention: Mention, indicator: str, read: Read) -> Claim:
        return Claim(
            path=f"kpis[{mention.start}]",
            text=mention.text,
            quantity=mention.quantity,
            indicator=indicator,
            status=read.status,
            period=read.period,
            change=read.change,
        )

    def _foreign(self, checked: Checked, proposal: Proposal) -> str:
        """Why a name that the source does not bear out is not this number's: another's, whose clause says so, or nobody's."""
        mention = proposal.mention
        nearest = checked.nearest.start if checked.nearest is not None else mention.start
        other = self._ledger.mention_at(nearest)
        if other is None or other.start == mention.start:
            return "" if self._is_spoken_of(proposal.indicator) else checked.explain()
        if self._is_shared(proposal.indicator, other):
            return ""
        if self._words(proposal).own or not fits(proposal.indicator, other) or not self._is_stated(other):
            return ""
        self._rivals[mention.start, proposal.indicator] = other.start
        return checked.explain()

    def _is_shared(self, name: str, other: Mention) -> bool:
        """Whether another number is given the same name."""
        said = self._said.get(other.start)
        return said is not None and alike(said.indicator, name)

    def _is_spoken_of(self, name: str) -> bool:
        """Whether the report speaks of what a name says, wherever that is."""
        shared = sum(count for pair, count in pairs(name).items() if pair in self._all_pairs)
        return shared >= _MOSTLY * len(name[1:])

    @cached_property
    def _all_pairs(self) -> frozenset[str]:
        text = self._ledger.text
        return frozenset(map(add, text, text[1:]))

    def _is_stated(self, mention: Mention) -> bool:
        """Whether the words of a number's own clause name it."""
        return of_name(mention, mention.indicator or label(mention), self._ledger.text) == "stated"

    def _misnamed(self, proposal: Proposal) -> str:
        """Why the name cannot be this number's: of another kind, with a false number in it, or another number's."""
        name, mention = proposal.indicator, proposal.mention
        if not fits(name, mention):
            return message("misfit", number=mention.text, name=name)
        if strange := self.failures(name):
            return message("number_in_name", reason=strange[0].explain())
        words = self._words(proposal)
        if words.own or (words.near and not words.core.endswith(self._identifying)):
            return ""
        for other, names in self._names:
            # What cannot be this one's name for its kind cannot speak of it.
            taken = other is not mention and any(_takes(words, own) for own in names) and fits(name, other)
            if taken and self._is_stated(other) and not self._is_shared(name, other):
                self._rivals[mention.start, name] = other.start
                return message("name_of_other", name=name, number=other.text)
        return ""

    def _words(self, proposal: Proposal) -> _Words:
        name, mention = proposal.indicator, proposal.mention
        core = name.removesuffix(table("fitting_words").word("counts"))
        phrases = (mention.indicator or label(mention), mention.own)
        said = max(share(phrase, name) for phrase in phrases)
        near = max(said, share(name, f"{mention.parent} {mention.own} {mention.indicator}")) >= _OWN
        headed = said >= _MOSTLY or any(phrase.endswith(core[-2:]) for phrase in phrases)
        return _Words(core, near=near, headed=headed)

    @cached_property
    def _names(self) -> list[tuple[Mention, list[str]]]:
        """Every figure with its names."""
        return [
            (mention, list({label(mention), mention.indicator} - {""}))
            for mention in self._ledger
            if mention.kpi
        ]

    @cached_property
    def _identifying(self) -> tuple[str, ...]:
        """Those of the names that are long enough to identify a number."""
        return tuple({own for _, names in self._names for own in names if len(own) > _LONG_ENOUGH})


@dataclass(frozen=True, slots=True)
class _Words:
    """How the words of a name stand to those of its number.

    Attributes:
        core: the name without its counting ending.
        near: whether it shares enough of them.
        headed: whether it ends as they do, or has most of them.
    """

    core: str
    near: bool
    headed: bool

    @property
    def own(self) -> bool:
        """Whether they are the number's own."""
        return self.near and self.headed


def _takes(words: _Words, other: str) -> bool:
    """Whether a name is rather that of another number, called `other`."""
    if len(other) <= _LONG_ENOUGH:
        return not words.near and words.core == other
    return (not words.headed and words.core.endswith(other)) or (
        not words.near and share(other, words.core) >= _FOREIGN
    )


def _differs_by_name_alone(one: Mention, other: Mention) -> bool:
    """Whether nothing but their names keeps two numbers apart."""
    return one.value != other.value and all(
        getattr(one, field) == getattr(other, field) for field in ("unit", "period", "status", "change")
    )


def _same_time(said: str | None, own: str | None) -> bool:
    """Whether a period is the same, or closes one that the source leaves open: 2018/2022 of 2018/."""
    return said == own or bool(said and own and own.endswith("/") and said.startswith(own))
