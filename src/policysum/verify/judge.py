"""The verdict on one claimed number: is it there, does it belong to what is claimed, is it told as claimed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from policysum.quantity import Kind, Ledger, Mention
from policysum.schema import Verdict
from policysum.verify.agreement import Candidate, Numbers
from policysum.verify.attribution import Attribution, Score, claim_words
from policysum.verify.model import Checked, Claim
from policysum.verify.reasons import Reasons
from policysum.verify.sites import measures
from policysum.verify.stance import Times, covers, direction_conflict, status_conflict
from policysum.verify.units import comparable
from policysum.verify.wording import characters, levels, qualifiers, scopes

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["judge", "judge_all"]

# A rival must name itself better than the candidate by this much before the candidate is refused. Measured on
# the open gold: smaller refuses fair paraphrases, larger lets neighbours' numbers through.
_MARGIN = 0.03
_MARGIN_IN_PROSE = 0.08
# A rival that is told otherwise than the claim (status, period, change) is less of a rival; so is a candidate.
_TOLD_OTHERWISE = 0.2
_OTHER_PERIOD = 0.3
_DERIVED_PERIOD = 0.12
_OTHER_SCOPE = 0.25
_OTHER_LEVEL = 0.4
_OTHER_QUALIFIER = 0.2
_COMPARED_WITH = 0.15
_OTHER_CHANGE = 0.06
# Where the claim tells neither status nor period, last year's result and next year's target may both be meant.
_OTHER_TIME = 0.12
_NO_FIGURE = 0.25
# Below this share of its words found anywhere near the number, an indicator is about something else.
_LEAST_COVERED = 0.12
# From this share on, digits with another unit are the claim's own, misread.
_QUOTED_WORDS = 4
_MOST_PLACES = 8
_LEAST_CHARACTERS = 0.5
_MISREAD_COVERED = 0.35
_NEAREST = 0.75

_FIXED = frozenset({Kind.DATE, Kind.DOCNUMBER, Kind.NAME})
_ORDER = {Verdict.SUPPORTED: 0, Verdict.CONVERTED: 1, Verdict.ROUNDED: 2}


@dataclass(frozen=True, slots=True)
class _Standing:
    """A mention in the contest for a claim: how well its words fit, and how well with how it is told."""

    mention: Mention
    verdict: Verdict
    score: Score
    told: float

    @property
    def total(self) -> float:
        return self.score.total - self.told


class _Examiner:
    """Judges claims against one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.attribution = Attribution(ledger)
        self.numbers = Numbers(ledger)
        self.times = Times(ledger)
        self.reasons = Reasons(ledger)
        self.places = {mention.start: index for index, mention in enumerate(ledger.mentions)}

    def judge(self, claim: Claim) -> Checked:
        """The verdict on one claim."""
        quantity = claim.quantity
        if quantity.kind in _FIXED:
            return self._fixed(claim)
        found = self.numbers.candidates(quantity)
        if quantity.kind is Kind.ORDINAL and not claim.indicator:
            return self._fixed(claim)
        words = self.attribution.weigh(claim_words(claim.indicator, claim.context, claim.text))
        if not found:
            return self._missing(claim, words)
        quoted = None if claim.indicator else self._quoted(claim, found)
        if quoted is not None:
            mention = quoted.mention
            return Checked(claim.path, claim.text, quoted.verdict, mention.start, mention.end)
        best, rival = self._contest(claim, words, found)
        return self._verdict(claim, words, best, rival)

    def _quoted(self, claim: Claim, found: list[Candidate]) -> Candidate | None:
        """The candidate whose surroundings the claim repeats word for word, if there is one."""
        if len(claim.context) < len(claim.text) + _QUOTED_WORDS:
            return None
        places = [
            match.start() for match in islice(re.finditer(re.escape(claim.text), claim.context), _MOST_PLACES)
        ]
        for item in found:
            for at in places:
                start = item.mention.start - at
                if start >= 0 and self.ledger.text.startswith(claim.context, start):
                    return item
        return None

    def _contest(
        self, claim: Claim, words: dict[str, float], found: list[Candidate]
    ) -> tuple[_Standing, _Standing | None]:
        """The candidate whose words fit best, and the other number that fits clearly better, if there is one."""
        standing = [
            _Standing(
                item.mention, item.verdict, self._score(words, item.mention), self._told(claim, item.mention)
            )
            for item in found
        ]
        best = min(standing, key=lambda item: (-item.total, _ORDER[item.verdict], item.mention.start))
        if not words:
            return best, None
        taken = {item.mention.start for item in found}
        mentions = self.attribution.mentions

        untold = not claim.status and not claim.period

        def loss(index: int) -> float | None:
            mention = mentions[index]
            if mention.start in taken:
                return None
            lost = self._told(claim, mention) + (0.0 if mention.kpi else _NO_FIGURE)
            return lost + (_OTHER_TIME if untold and _differs(mention, best.mention) else 0.0)

        bar = best.total + (_MARGIN if claim.indicator else _MARGIN_IN_PROSE)
        units = {comparable(item.mention.unit, item.mention.kind) for item in found}
        units.add(comparable(claim.quantity.unit, claim.quantity.kind))
        rival: _Standing | None = None
        for unit in sorted(units):
            named = self.attribution.rival(words, unit, bar, loss)
            if named is not None:
                index, score, told = named
                rival = _Standing(mentions[index], Verdict.SUPPORTED, score, told)
                bar = rival.total
        return best, rival

    def _score(self, words: dict[str, float], mention: Mention) -> Score:
        index = self.places[mention.start]
        if index not in self.attribution.sites:
            return Score(0.0, 0.0)
        return self.attribution.score(words, index)

    def _place(self, mention: Mention) -> int:
        site = self.attribution.sites.get(self.places[mention.start])
        return site.place if site else -1

    def _told(self, claim: Claim, mention: Mention) -> float:
        """How much a mention loses because the source tells it otherwise than the claim."""
        lost = 0.0
        if self.times.conflict(claim, mention, self._place(mention)):
            lost += _OTHER_PERIOD
        elif self.times.differs(claim, mention):
            lost += _DERIVED_PERIOD
        if status_conflict(claim, mention, self.ledger.text):
            lost += _TOLD_OTHERWISE
        if claim.change and claim.change != mention.change:
            lost += _OTHER_CHANGE
        return lost + self._named(claim, mention)

    def _named(self, claim: Claim, mention: Mention) -> float:
        """How much a mention loses because it is of another region, or per head where the claim is of the whole."""
        site = self.attribution.sites.get(self.places[mention.start])
        if site is None or not claim.indicator:
            return 0.0
        lost = 0.0
        claimed = scopes(claim.indicator)
        if claimed and site.scopes and claimed.isdisjoint(site.scopes):
            lost += _OTHER_SCOPE
        elif site.compared:
            lost += -_COMPARED_WITH if claimed else _COMPARED_WITH
        wanted = levels(claim.indicator)
        if wanted and site.levels and wanted.isdisjoint(site.levels):
            lost += _OTHER_LEVEL
        if qualifiers(claim.indicator) != site.qualifiers:
            lost += _OTHER_QUALIFIER
        return lost

    def _verdict(
        self, claim: Claim, words: dict[str, float], best: _Standing, rival: _Standing | None
    ) -> Checked:
        mention = best.mention
        reasons = self.reasons
        conflict = self.times.conflict(claim, mention, self._place(mention))
        beaten = rival is not None and rival.score.total > best.score.total + _MARGIN
        if conflict and not beaten:
            return self._failed(
                claim, Verdict.WRONG_PERIOD, mention, reasons.wrong_period(claim, mention), mention
            )
        if status_conflict(claim, mention, self.ledger.text) and not beaten:
            return self._failed(
                claim, Verdict.WRONG_STATUS, mention, reasons.wrong_status(claim, mention), mention
            )
        if rival is not None:
            reason = reasons.misattributed(claim, mention, rival.mention)
            return self._failed(claim, Verdict.MISATTRIBUTED, mention, reason, rival.mention)
        if words and claim.indicator and self._foreign(claim, best):
            reason = reasons.misattributed(claim, mention, None)
            return self._failed(claim, Verdict.MISATTRIBUTED, mention, reason, mention)
        turn = direction_conflict(claim, mention, self.ledger.text)
        if turn:
            reason = reasons.wrong_direction(mention, turn)
            return self._failed(claim, Verdict.WRONG_DIRECTION, mention, reason, mention)
        return Checked(claim.path, claim.text, best.verdict, mention.start, mention.end)

    def _foreign(self, claim: Claim, best: _Standing) -> bool:
        """Whether the indicator is of something that is not spoken of anywhere near the number."""
        if best.score.covered >= _LEAST_COVERED:
            return False
        mention = best.mention
        around = self.ledger.text[mention.clause.start : mention.clause.end]
        wanted = characters(claim.indicator)
        near = characters(f"{around}|{mention.subject}|{mention.indicator}")
        return bool(wanted) and len(wanted & near) < _LEAST_CHARACTERS * len(wanted)

    def _failed(
        self, claim: Claim, verdict: Verdict, mention: Mention | None, reason: str, nearest: Mention | None
    ) -> Checked:
        start, end = (mention.start, mention.end) if mention is not None else (None, None)
        return Checked(claim.path, claim.text, verdict, start, end, reason, self.reasons.nearest(nearest))

    def _missing(self, claim: Claim, words: dict[str, float]) -> Checked:
        """No mention has the value: the digits with another unit, or nothing at all."""
        quantity = claim.quantity
        misread = [
            (self._score(words, mention).covered, mention)
            for mention in self.numbers.same_digits(quantity)
            if measures(mention.quantity) and (mention.unit, mention.value) != (quantity.unit, quantity.value)
        ]
        if misread:
            covered, mention = min(misread, key=lambda pair: (-pair[0], pair[1].start))
            if not words or covered >= _MISREAD_COVERED:
                reason = self.reasons.wrong_unit(claim, mention)
                return self._failed(claim, Verdict.WRONG_UNIT, mention, reason, mention)
        nearest = self._nearest(claim, words)
        return self._failed(
            claim, Verdict.UNSUPPORTED, None, self.reasons.unsupported(claim, nearest), nearest
        )

    def _nearest(self, claim: Claim, words: dict[str, float]) -> Mention | None:
        """The number the claim is about, judged by its words; failing that, the most similar number."""
        quantity = claim.quantity
        unit = comparable(quantity.unit, quantity.kind)
        named = self.attribution.rival(words, unit, _NEAREST, lambda _: 0.0) if words else None
        if named is not None:
            return self.attribution.mentions[named[0]]
        return self.ledger.nearest(quantity.value, quantity.unit, digits=quantity.digits)

    def _fixed(self, claim: Claim) -> Checked:
        """Dates, document numbers and names: the source has them or it has them not."""
        wanted = claim.quantity
        near: Mention | None = None
        for mention in self.ledger.mentions:
            if mention.kind is not wanted.kind:
                continue
            if mention.value == wanted.value:
                verdict = Verdict.SUPPORTED if mention.text == wanted.text else Verdict.CONVERTED
                return Checked(claim.path, claim.text, verdict, mention.start, mention.end)
            if near is None and wanted.kind is Kind.DATE and covers(str(mention.value), str(wanted.value)):
                near = mention
        if near is not None:
            return Checked(claim.path, claim.text, Verdict.CONVERTED, near.start, near.end)
        return self._failed(claim, Verdict.UNSUPPORTED, None, self.reasons.unsupported(claim, None), None)


def _differs(one: Mention, other: Mention) -> bool:
    return one.status != other.status or one.period != other.period


_EXAMINERS: WeakKeyDictionary[Ledger, _Examiner] = WeakKeyDictionary()


def _examiner(ledger: Ledger) -> _Examiner:
    examiner = _EXAMINERS.get(ledger)
    if examiner is None:
        examiner = _EXAMINERS[ledger] = _Examiner(ledger)
    return examiner


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
