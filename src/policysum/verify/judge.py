"""The verdict on one claimed number: is it there, does it belong to what is claimed, is it given as claimed."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from policysum.claims import Source
from policysum.quantity import Kind, signs
from policysum.schema import Verdict
from policysum.statements.contexts.name_normalization import characters
from policysum.statements.contexts.near import characters_near
from policysum.verify.absent import Absent
from policysum.verify.agreement import Numbers, content_of
from policysum.verify.candidate_ranking import MARGIN, Case, Ranking, Standing
from policysum.verify.conflicts import (
    bound_conflict,
    bounds_exact,
    direction_conflict,
    end_conflict,
    may_be_both,
    status_conflict,
    status_is_sure,
    takes_level_for_change,
)
from policysum.verify.hearing import claimed_direction, heard, is_decline
from policysum.verify.kept import Kept
from policysum.verify.model import Checked
from policysum.verify.naming import named_whole, wording
from policysum.verify.reasons import Reasons

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from policysum.claims import Claim
    from policysum.quantity import Span
    from policysum.statements import Ledger, Mention

__all__ = ["judge", "judge_all", "quotable"]

# Below this share of its words found anywhere near the number, an indicator is about something else.
_LEAST_COVERED = 0.12
_QUOTED_WORDS = 4
_LEAST_CHARACTERS = 0.5
_CARRIED_CHARACTERS = 0.8
_MOST_KEPT = 4096
"""Verdicts that are remembered for a ledger; more claims than that are judged without."""

_FIXED = frozenset({Kind.DATE, Kind.DOCNUMBER, Kind.NAME})


class _Examiner:
    """Judges claims against one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.quotable = Source(ledger.text)
        self.ranking = Ranking(ledger)
        self.numbers = Numbers(ledger, self.ranking.places)
        self.reasons = Reasons(ledger)
        self.absent = Absent(ledger, self.ranking, self.numbers, self.reasons)
        self._judged = Kept[Checked](_MOST_KEPT, lambda _: 1)

    def judge(self, claim: Claim) -> Checked:
        """The verdict on one claim; what was judged before, be it of another path, is not judged again."""
        verbatim = self._verbatim(claim)
        if verbatim is not None:
            return Checked(claim.path, claim.text, Verdict.SUPPORTED, verbatim.start, verbatim.end)
        judged = self._judged.get(_content(claim), lambda: self._judge(claim))
        # Most claims of a long report are alike and have no path of their own yet: a copy of each would cost more than its verdict.
        return judged if judged.path == claim.path else replace(judged, path=claim.path)

    def _judge(self, claim: Claim) -> Checked:
        quantity = claim.quantity
        if quantity.kind in _FIXED or (quantity.kind is Kind.ORDINAL and not claim.indicator):
            return self.absent.fixed(claim)
        claim = heard(claim)
        found = self.numbers.candidates(quantity, as_decline=is_decline(claim))
        if not found.items and claimed_direction(claim) == "up":
            found = self.numbers.candidates(quantity, as_decline=True)  # 增长7.2% of -7.2%
        named = wording(claim)
        case = Case(claim, named, self.ranking.attribution.weigh(named.words, named.tail))
        if not found.items:
            return self.absent.missing(case)
        return self._verdict(case, *self.ranking.hold(case, found))

    def _verbatim(self, claim: Claim) -> Mention | None:
        """The number of the source itself, if the claim's whole text is a quotation that holds all of it and its clause or some words."""
        passage = claim.passage
        mention = self.ledger.mention_at(claim.quoted_at) if passage is not None else None
        if passage is None or mention is None or not _holds(passage, mention.start, mention.end):
            return None
        some = passage.end - passage.start >= len(claim.text) + _QUOTED_WORDS
        return mention if some or _holds(passage, *mention.clause) else None

    def _verdict(self, case: Case, best: Standing, rival: Standing | None) -> Checked:
        claim = case.claim
        mention = best.mention
        beaten = rival is not None and rival.score.total > best.score.total + MARGIN
        wrong = None if beaten else self._stated_otherwise(case, best)
        if wrong is None and rival is None:
            mixed = self.ranking.mixed(case, best)
            if mixed is not None:
                reason = self.reasons.wrong_status(claim, mixed)
                wrong = self.reasons.failed(claim, Verdict.WRONG_STATUS, mixed, reason, mixed)
        wrong = wrong or self._named_otherwise(case, best, rival)
        return wrong or Checked(claim.path, claim.text, best.verdict, mention.start, mention.end)

    def _stated_otherwise(self, case: Case, best: Standing) -> Checked | None:
        """The verdict, if the number is of another time, or a target given as done, or the reverse."""
        claim, mention = case.claim, best.mention
        if best.other_period:
            sure = self.ranking.sure_of_period(claim, mention)
            reason = self.reasons.wrong_period(claim, mention, inferred=not sure)
            verdict = Verdict.WRONG_PERIOD if sure else Verdict.UNCLEAR
            return self.reasons.failed(claim, verdict, mention, reason, mention)
        if status_conflict(claim, mention, self.ledger.text):
            sure = status_is_sure(mention) and not may_be_both(claim, mention, self.ledger.text)
            reason = self.reasons.wrong_status(claim, mention, inferred=not sure)
            verdict = Verdict.WRONG_STATUS if sure else Verdict.UNCLEAR
            return self.reasons.failed(claim, verdict, mention, reason, mention)
        return None

    def _named_otherwise(self, case: Case, best: Standing, rival: Standing | None) -> Checked | None:
        """The verdict, if the number is of something else, turned round, or misread."""
        claim, mention, reasons = case.claim, best.mention, self.reasons
        whole = named_whole(claim, mention)
        sibling = None if whole else self.ranking.neighbours.sibling(case, mention)
        other = rival.mention if rival else sibling
        foreign = None if other or whole or not case.words else self._foreign(case, best)
        if foreign is Verdict.UNCLEAR and self.absent.misread(case, best) is not None:
            foreign = None
        if other or foreign:
            close = foreign is Verdict.UNCLEAR or bool(rival and self.ranking.is_close(case, best, rival))
            reason = reasons.misattributed(claim, mention, other, close=close)
            verdict = Verdict.UNCLEAR if close else Verdict.MISATTRIBUTED
            return self.reasons.failed(claim, verdict, mention, reason, other or mention)
        changed = self._changed_otherwise(claim, best)
        if changed is not None:
            return changed
        misread = self.absent.misread(case, best)
        if misread is not None:
            reason = reasons.wrong_unit(claim, misread)
            return self.reasons.failed(claim, Verdict.WRONG_UNIT, misread, reason, misread)
        return None

    def _changed_otherwise(self, claim: Claim, best: Standing) -> Checked | None:
        """The verdict, if the number changed the other way, or not at all, or is bounded otherwise."""
        mention, reasons = best.mention, self.reasons
        turn = direction_conflict(claim, mention, self.ledger.text)
        if turn:
            reason = reasons.wrong_direction(mention, turn)
            return self.reasons.failed(claim, Verdict.WRONG_DIRECTION, mention, reason, mention)
        if self._turned_round(claim, best):
            reason = reasons.wrong_end(mention, self.ranking.times.turns.get(mention.start))
            return self.reasons.failed(claim, Verdict.WRONG_DIRECTION, mention, reason, mention)
        found = (mention, *best.others)
        if all(takes_level_for_change(claim, one, self.ledger.text) for one in found):
            return self.reasons.failed(claim, Verdict.UNCLEAR, mention, reasons.no_change(mention), mention)
        if bound_conflict(claim.quantity.bound, mention.bound):
            reason = reasons.wrong_bound(claim, mention)
            return self.reasons.failed(claim, Verdict.WRONG_BOUND, mention, reason, mention)
        if all(bounds_exact(claim, one) for one in found):
            reason = reasons.wrong_bound(claim, mention)
            return self.reasons.failed(claim, Verdict.UNCLEAR, mention, reason, mention)
        return None

    def _turned_round(self, claim: Claim, best: Standing) -> bool:
        """Whether a claim takes a number for the other end of a change, or for the end of the reverse change."""
        turns = self.ranking.times.turns
        return all(
            end_conflict(claim, mention, turns.get(mention.start), self.ledger.text)
            for mention in (best.mention, *best.others)
        )

    def _of_other_kind(self, case: Case, mention: Mention) -> Verdict | None:
        """The verdict, if a claim is of another kind of number than the one found: what came new, a step, a whole, a rate."""
        claim, neighbours = case.claim, self.ranking.neighbours
        if neighbours.adds(case, mention) or (claim.indicator and neighbours.counts_steps(case, mention)):
            return Verdict.MISATTRIBUTED
        if not claim.indicator:
            return None
        if neighbours.is_threshold(case, mention):
            return Verdict.UNCLEAR
        # 不良率0.4个百分点: points are the difference of two rates
        points = claim.quantity.unit == signs.PERCENT_POINT and not claim.change and case.wording.is_rate
        dated = self.ranking.times.fits(claim, mention)
        whole = points or neighbours.of_the_whole(case, mention, dated=dated)
        return Verdict.UNCLEAR if whole else None

    def _foreign(self, case: Case, best: Standing) -> Verdict | None:
        """The verdict, if the indicator is of something that is not spoken of right beside the number.

        What the sentences before speak of may be carried over to it by a reader: that is no ground to refuse it.
        """
        claim, mention = case.claim, best.mention
        kind = self._of_other_kind(case, mention)
        if kind is not None or not claim.indicator:
            return kind
        if best.score.covered >= _LEAST_COVERED or not (wanted := characters(claim.indicator)):
            return None
        near = characters_near(self.ledger.text, mention)
        if len(wanted & near.clause) >= _LEAST_CHARACTERS * len(wanted):
            return None
        carried = len(wanted & (near.clause | near.before)) >= _CARRIED_CHARACTERS * len(wanted)
        return Verdict.UNCLEAR if carried else Verdict.MISATTRIBUTED


def _holds(passage: Span, start: int, end: int) -> bool:
    return passage.start <= start and end <= passage.end


def _content(claim: Claim) -> Hashable:
    """All of a claim that its verdict depends on where it is no quotation."""
    return (
        claim.text,
        claim.indicator,
        claim.context,
        claim.at,
        claim.status,
        claim.period,
        claim.change,
        content_of(claim.quantity),
    )


# An examiner holds a copy of its ledger, which shares all that is in it: so no two point at each other, and a report
# that is done with goes at once, not when cycles are next looked for.
_EXAMINERS: WeakKeyDictionary[Ledger, _Examiner] = WeakKeyDictionary()


def _examiner(ledger: Ledger) -> _Examiner:
    """Who judges by a ledger, for as long as there is that ledger."""
    examiner = _EXAMINERS.get(ledger)
    if examiner is None:
        _ = ledger.mentions, ledger.matcher  # made on first use: made before the copy, they are made once
        examiner = _EXAMINERS[ledger] = _Examiner(copy(ledger))
    return examiner


def quotable(ledger: Ledger) -> Source:
    """The text of a ledger, to be searched for quotations; the same for all claims against it."""
    return _examiner(ledger).quotable


def judge(claim: Claim, ledger: Ledger) -> Checked:
    """The verdict on one claim.

    Args:
        claim: What is claimed.
        ledger: The numbers of the source.

    Returns:
        The verdict with its place, reason and, for a claim that fails, the nearest number.
    """
    return _examiner(ledger).judge(claim)


def judge_all(claims: Iterable[Claim], ledger: Ledger) -> list[Checked]:
    """The verdict on each claim, in order; no verdict depends on the other claims.

    Args:
        claims: What is claimed.
        ledger: The numbers of the source.

    Returns:
        One result per claim.
    """
    examiner = _examiner(ledger)
    return [examiner.judge(claim) for claim in claims]
