"""The candidates for a claim, ranked: of all numbers of comparable unit, which one do its words name best."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from policysum.quantity import Kind
from policysum.schema import Verdict
from policysum.statements.contexts.comparable_units import MONEY, comparable
from policysum.statements.contexts.period_codes import years_of
from policysum.statements.contexts.spans_between import token
from policysum.verify.conflicts import is_other_status, status_conflict, status_is_sure
from policysum.verify.losses import misnamed, stood_in
from policysum.verify.naming import named_whole
from policysum.verify.neighbours import Case, Neighbours
from policysum.verify.rivals import Rivals
from policysum.verify.rounding import admits
from policysum.verify.scoring import BEST, Attribution, Score
from policysum.verify.times import Times

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.quantity import Quantity
    from policysum.statements import Ledger, Mention
    from policysum.verify.agreement import Candidate, Found

__all__ = ["MARGIN", "Case", "Ranking", "Standing"]

_AMOUNTS = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE})
# A rival must name itself better than the candidate by this much to make a claim unclear, and by `_CLEAR` to refuse it.
# Chosen on the annotated sets: below 0.02 more true claims become unclear than false ones (BENCHMARKS.md).
MARGIN = 0.02
_CLEAR = 0.2
"""By how much a rival must fit better for the claim to be refused; below that two numbers may be meant."""
# A rival whose status, period or change is not the claim's is less of a rival; so is a candidate.
_OTHER_STATUS = 0.4
_OTHER_PERIOD = 0.42
_DERIVED_PERIOD = 0.12
_INFERRED_STATUS = 0.12
_OTHER_CHANGE = 0.06
_OTHER_MEASURE = 0.12  # how much it grew, held against how much it is
_AMOUNT_FOR_LEVEL = 0.4  # 增产20万吨 where the claim is of the 900万吨 that it led to, or the reverse
_ADDED = frozenset({"increment", "growth", "decline"})
_INCREMENT_FOR_LEVEL = 0.2  # 比2005年增加59亿斤 where the claim is of what there is
_TURNS = frozenset({"growth", "decline"})
# Where the claim gives neither status nor period, last year's result and next year's target may both be meant.
_OTHER_TIME = 0.25
_NO_FIGURE = 0.25
_STOCK_FOR_NEW = 0.2  # 年末实有28.9万户 where the claim is of 新登记
_OTHER_UNIT = 0.05
_PART_NAMED = 0.1  # what a sum loses where the claim names a part of it: 引进86人，其中博士21人
_ALIKE = 0.2  # how much worse the words may fit the number that a claim is mixed up with
_KEPT = 0.1
"""From this share of a claim's words on, that stand around the number it gives and not around the rival, either may be meant."""
_BESIDE = 4
"""Numbers on either side among which one of another unit is looked for that has the claim's words for itself."""
_SURE = -BEST
_ORDER = {Verdict.SUPPORTED: 0, Verdict.CONVERTED: 1, Verdict.ROUNDED: 2}


class Standing(NamedTuple):
    """A mention among the candidates for a claim: how well its words fit, what it loses otherwise, and whether it is of another time."""

    mention: Mention
    verdict: Verdict
    score: Score
    lost: float
    other_period: bool
    others: tuple[Mention, ...] = ()

    @property
    def total(self) -> float:
        """What its words are worth, less what it loses for other reasons."""
        return self.score.total - self.lost


class Ranking:
    """Holds the numbers of one ledger against the words of claims."""

    def __init__(self, ledger: Ledger) -> None:
        self.text = ledger.text
        self.attribution = Attribution(ledger)
        self.times = Times(ledger)
        self.places = {mention.start: index for index, mention in enumerate(ledger.mentions)}
        self.neighbours = Neighbours(ledger, self.attribution, self.places)
        self._rivals = Rivals(self.attribution, self.places)

    def hold(self, case: Case, found: Found) -> tuple[Standing, Standing | None]:
        """The candidate whose words fit best, and the other number that fits clearly better, if there is one."""
        likeliest = self.likeliest(case, found)
        best = self._standing(case, likeliest[0])
        for item in likeliest[1:]:
            best = self._better(case, best, item)
        others = (item.mention for item in likeliest if item.mention is not best.mention)
        best = best._replace(others=tuple(others))
        claim = case.claim
        bar = best.total + MARGIN
        if not case.words or bar >= BEST or named_whole(claim, best.mention):
            return best, None
        rival: Standing | None = None
        for unit in sorted(found.units | _units_of(claim.quantity)):
            loss = partial(self._lost_as_rival, case, best.mention, found)
            named = self.attribution.rival(case.words, unit, bar, loss, self.places[best.mention.start])
            if named is not None:
                index, score, lost = named
                mention = self.attribution.mentions[index]
                rival = Standing(mention, Verdict.SUPPORTED, score, lost, other_period=False)
                bar = rival.total
        if rival is None or self.is_close(case, best, rival):
            rival = self._beside(case, best, found) or rival
        return best, rival or self._named_beside(case, best, found)

    def _lost_as_rival(self, case: Case, best: Mention, found: Found, index: int) -> float | None:
        """What another number loses among the candidates for a claim; None where it is no rival of the best one."""
        claim, mention = case.claim, self.attribution.mentions[index]
        silent = not claim.status and not claim.period
        if mention.start in found.starts or self._is_of_it(case, best, mention, silent=silent):
            return None
        if self.times.apart(claim, best, mention) or self._rivals.is_apart(case, best, mention):
            return None
        lost = self._loss(case, mention, elsewhen=self.other_period(claim, mention))
        lost += 0.0 if mention.kpi else _NO_FIGURE
        lost += _STOCK_FOR_NEW if self.neighbours.adds(case, mention) else 0.0
        counted = claim.quantity.unit if claim.quantity.kind is Kind.COUNT else ""
        lost += _OTHER_UNIT if counted and mention.unit != counted else 0.0
        return lost + (_OTHER_TIME if silent and _differs(mention, best) else 0.0)

    def _is_of_it(self, case: Case, best: Mention, mention: Mention, *, silent: bool) -> bool:
        """Whether a number is the threshold of a claim's name, or explained by the best one."""
        if token(mention.quantity) in case.wording.thresholds or self.neighbours.explains(
            case, best, mention
        ):
            return True
        turn = self.times.turns.get(best.start)
        if turn is None or turn.other != mention.start:
            return False
        # Either end of a change will do, or only this one; what is claimed without a time is what it came to.
        last = not case.claim.period and turn.first == turn.begins(case.claim.indicator)
        return (
            silent
            or last
            or self.other_period(case.claim, mention)
            or is_other_status(case.claim, best, mention, self.text)
        )

    def _beside(self, case: Case, best: Standing, found: Found) -> Standing | None:
        """An amount in another unit, of the same sentence, that has the claim's words for itself, where the best has none.

        学校3所、医院2家; 企业5家、投资3亿元: across units only a number's own words count, for what a sentence says of one
        amount is near to every other too.
        """
        here = self.places[best.mention.start]
        if best.mention.kind not in _AMOUNTS or self.neighbours.is_counted(case, best.mention):
            return None
        mentions = self.attribution.mentions
        for index in range(max(0, here - _BESIDE), min(len(mentions), here + _BESIDE + 1)):
            mention = mentions[index]
            amount = mention.kind in _AMOUNTS and mention.sentence == best.mention.sentence
            other = mention.unit != best.mention.unit and mention.start not in found.starts
            measured = amount and other and not self.neighbours.is_milestone(mention)
            if measured and self._rivals.named_rather(case, index, here):
                score = self.score(case, mention)
                return Standing(mention, Verdict.SUPPORTED, score, _SURE, other_period=False)
        return None

    def _named_beside(self, case: Case, best: Standing, found: Found) -> Standing | None:
        """A number of the same sentence whose name has the one word that a claim says and that the best one's has not.

        省级企业奖励30万元 where a claim is of 国家级企业奖励: a name alone makes a claim unclear and refuses none.
        """
        here = self.places[best.mention.start]
        mentions = self.attribution.mentions
        for mention in mentions[max(0, here - _BESIDE) : here + _BESIDE + 1]:
            if mention.sentence != best.mention.sentence or mention.start in found.starts:
                continue
            if not mention.unit or mention.unit != best.mention.unit:
                continue
            elsewhen = self.times.differs(case.claim, mention) or self.other_period(case.claim, mention)
            rather = self._rivals.member(case, mention, best.mention) or self._rivals.called_rather(
                case, mention, best.mention
            )
            if rather and not elsewhen:
                return Standing(
                    mention, Verdict.SUPPORTED, self.score(case, mention), 0.0, other_period=False
                )
        return None

    def is_close(self, case: Case, best: Standing, rival: Standing) -> bool:
        """Whether either of two numbers may be meant: the other fits only somewhat better, or has not all that fits this one.

        Nor does one refuse a claim that it contradicts itself. Not where the other alone is of the change that is claimed.
        """
        claim = case.claim
        turned = claim.change in _TURNS and best.mention.change not in _TURNS
        if turned and rival.mention.change == claim.change:
            return False
        turn = self.times.turns.get(best.mention.start)
        ends = turn is not None and turn.other == rival.mention.start and not claim.period
        return (
            ends
            or rival.total < best.total + _CLEAR
            or rival.lost >= _OTHER_STATUS
            or self.attribution.is_nameless(self.places[best.mention.start])
            or _may_round(claim, rival.mention)
            or self._rivals.kept(case, best.mention, rival.mention) >= _KEPT
        )

    def likeliest(self, case: Case, found: Found) -> list[Candidate]:
        """The candidates; of very many those whose words, period and status are the claim's."""
        whole = sum(case.words.values())
        stated = {f"@{case.claim.period}": whole / 2, f"@{case.claim.status}": whole / 4}
        return found.likeliest({**case.words, **stated}, self._words_at)

    def _words_at(self, index: int) -> frozenset[str]:
        mention = self.attribution.mentions[index]
        return self.attribution.words_of(index) | {f"@{mention.period}", f"@{mention.status}"}

    def _better(self, case: Case, best: Standing, item: Candidate) -> Standing:
        """The better of two candidates; one whose words alone leave it behind is not looked at further."""
        index = self.places[item.mention.start]
        if self.attribution.most(case.words, index) < best.total:
            return best
        other = self._standing(case, item)
        return min((best, other), key=lambda one: (-one.total, _ORDER[one.verdict], one.mention.start))

    def _standing(self, case: Case, item: Candidate) -> Standing:
        mention = item.mention
        elsewhen = self.other_period(case.claim, mention)
        lost = self._loss(case, mention, elsewhen=elsewhen) + stood_in(case.claim, mention)
        lost += _PART_NAMED if self.neighbours.names_part(case, mention) else 0.0
        return Standing(mention, item.verdict, self.score(case, mention), lost, elsewhen)

    def score(self, case: Case, mention: Mention) -> Score:
        """How well the words of a claim name a mention."""
        index = self.places[mention.start]
        if index not in self.attribution.contexts:
            return Score(0.0, 0.0)
        return self.attribution.score(case.words, index)

    def other_period(self, claim: Claim, mention: Mention) -> bool:
        """Whether the claim gives a mention a period that is not its own."""
        return self.times.conflict(claim, mention, self.attribution.context(self.places[mention.start]).place)

    def sure_of_period(self, claim: Claim, mention: Mention) -> bool:
        """Whether the source itself says when a number is of; else another period is no reason to refuse it.

        Nor is a longer one that it is a part of: 10年内, or from a year that an earlier sentence names.
        """
        dated = mention.period_ground.convicts or self.times.ends_dated(claim, mention)
        return dated and not self.times.within(claim, mention) and not self.times.disputed(claim, mention)

    def mixed(self, case: Case, best: Standing) -> Mention | None:
        """The number the claim takes its period from, where it takes its status from the other one.

        Last year's result and this year's target may be the same number; a target for last year is neither.
        """
        claim = case.claim
        if not claim.status or not self.times.differs(claim, best.mention):
            return None
        for mention in best.others:
            other = status_conflict(claim, mention, self.text) and self.times.fits(claim, mention)
            if other and self.score(case, mention).total > best.score.total - _ALIKE:
                return mention
        return None

    def _loss(self, case: Case, mention: Mention, *, elsewhen: bool) -> float:
        """How much a mention loses because the source gives it another time, status, change or name than the claim."""
        claim = case.claim
        lost = 0.0
        if elsewhen:
            lost += _OTHER_PERIOD if self.sure_of_period(claim, mention) else _DERIVED_PERIOD
        elif self.times.differs(claim, mention):
            lost += _DERIVED_PERIOD
        if status_conflict(claim, mention, self.text):
            lost += _OTHER_STATUS if status_is_sure(mention) else _INFERRED_STATUS
        if claim.change and claim.change != mention.change:
            lost += (
                _OTHER_MEASURE if (claim.change in _TURNS) != (mention.change in _TURNS) else _OTHER_CHANGE
            )
        added = mention.kind in _AMOUNTS and mention.change in _ADDED
        if claim.change == "level" and added and case.wording.of_level:
            lost += _INCREMENT_FOR_LEVEL
        if self.neighbours.of_other_kind(case, mention):
            lost += _AMOUNT_FOR_LEVEL
        return lost + misnamed(case, mention, self.attribution.context(self.places[mention.start]))


def _units_of(quantity: Quantity) -> frozenset[str]:
    """The comparable units of a claimed number: one with 万 or 亿 and without unit may be of money."""
    scaled = not quantity.unit and quantity.surface_unit
    return frozenset({comparable(quantity.unit, quantity.kind), *(MONEY if scaled else ())})


def _may_round(claim: Claim, mention: Mention) -> bool:
    """Whether a claim may be short for a number, in whatever unit that is printed."""
    claimed, said = claim.quantity, mention.quantity
    return claimed.unit == said.unit and admits(claimed, said)


def _differs(one: Mention, other: Mention) -> bool:
    """Whether two numbers are of different times or of different certainty; 2025 and the end of 2025 are one."""
    return one.status != other.status or years_of(one.period) != years_of(other.period)
