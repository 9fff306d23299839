"""What is said of a claimed number that no number of the source is, or that prints its digits otherwise."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import Kind
from policysum.quantity.notation import narrow
from policysum.schema import Verdict
from policysum.statements.contexts.comparable_units import comparable
from policysum.statements.contexts.name_normalization import grams
from policysum.verify.model import Checked, Nearest
from policysum.verify.times import without_year

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.statements import Ledger, Mention
    from policysum.verify.agreement import Numbers
    from policysum.verify.candidate_ranking import Case, Ranking, Standing
    from policysum.verify.reasons import Reasons

__all__ = ["Absent"]

_MOST_PLACES = 8
# From this share of its words on, digits with another unit are the claim's own, misread.
_MISREAD_COVERED = 0.35
_MISREAD_MARGIN = 0.25
_NEAREST = 0.75
_POWERS = tuple(int(power) for power in table("numerals").values("big").values())
"""Those of 万 and 亿, which stand in the head of a table or behind the next number: 2890.34 for 2890.34万元."""


class Absent:
    """Looks for what comes nearest to a number that the source has not."""

    def __init__(self, ledger: Ledger, ranking: Ranking, numbers: Numbers, reasons: Reasons) -> None:
        self.ledger = ledger
        self.ranking = ranking
        self.numbers = numbers
        self.reasons = reasons

    def misread(self, case: Case, best: Standing) -> Mention | None:
        """The mention that prints the claim's digits with another unit and is named far better than the match."""
        if best.verdict is Verdict.SUPPORTED or not case.words:
            return None
        quantity = case.claim.quantity
        for mention in self._printed_alike(case):
            if mention.unit == quantity.unit:
                continue
            if self.ranking.score(case, mention).total > best.score.total + _MISREAD_MARGIN:
                return mention
        return None

    def _printed_alike(self, case: Case) -> list[Mention]:
        """The mentions that print the claim's digits with another unit; those that its words name, if there are many."""
        found = self.numbers.same_digits(case.claim.quantity)
        return [item.mention for item in self.ranking.likeliest(case, found)]

    def missing(self, case: Case) -> Checked:
        """No mention has the value: the digits with another unit, or nothing at all."""
        claim = case.claim
        misread = [
            (self.ranking.score(case, mention).covered, mention) for mention in self._printed_alike(case)
        ]
        if misread:
            covered, mention = min(misread, key=lambda pair: (-pair[0], pair[1].start))
            if not case.words or covered >= _MISREAD_COVERED:
                reason = self.reasons.wrong_unit(claim, mention)
                # 7000亿级: no unit is printed
                bare = not mention.unit and mention.value == claim.quantity.value
                verdict = Verdict.UNCLEAR if bare else Verdict.WRONG_UNIT
                return self.reasons.failed(claim, verdict, mention, reason, mention)
        unmeasured = self._without_unit(case)
        if unmeasured is not None:
            reason = self.reasons.wrong_unit(claim, unmeasured)
            return self.reasons.failed(claim, Verdict.UNCLEAR, unmeasured, reason, unmeasured)
        there = self._not_read(claim)
        if there is not None:
            reason = self.reasons.not_read(claim, there)
            near, (start, end) = Nearest(*there, claim.text), there
            return Checked(
                claim.path, claim.text, Verdict.UNCLEAR, start, end, reason.say("en"), near, reason.say("zh")
            )
        nearest = self._nearest(case)
        return self.reasons.failed(
            claim, Verdict.UNSUPPORTED, None, self.reasons.unsupported(claim, nearest), nearest
        )

    def _without_unit(self, case: Case) -> Mention | None:
        """The number that has the claim's value with 万 or 亿 and without a unit: 5645万 for 0.5645亿元."""
        value = case.claim.quantity.value
        for mention in self.numbers.values.get(value, ()):
            scaled = not mention.unit and mention.quantity.surface_unit
            if scaled and self.ranking.score(case, mention).covered >= _MISREAD_COVERED:
                return mention
        if not isinstance(value, Decimal) or case.claim.quantity.kind is not Kind.MONEY:
            return None
        bare = chain.from_iterable(self.numbers.values.get(value.scaleb(-power), ()) for power in _POWERS)
        return next((one for one in bare if one.kind is Kind.OTHER and _is_named(case, one)), None)

    def _not_read(self, claim: Claim) -> tuple[int, int] | None:
        """Where the source prints the claim's very characters and they were read as no number of its kind: 一次, 一期."""
        text, printed = self.ledger.text, claim.text
        at = text.find(printed)
        if at == -1 and narrow(printed) != printed:  # ２１项 of 21项
            printed = narrow(printed)
            at = text.find(printed)
        for _ in range(_MOST_PLACES):
            if at == -1:
                break
            end = at + len(printed)
            around = [self.ledger.mention_at(at), *self.ledger.within(at, end)]
            if all((one.start, one.end) == (at, end) for one in around if one is not None):
                return at, end
            at = text.find(printed, end)
        return None

    def _nearest(self, case: Case) -> Mention | None:
        """The number the claim is about, judged by its words; failing that, the most similar number."""
        quantity = case.claim.quantity
        attribution = self.ranking.attribution
        unit = comparable(quantity.unit, quantity.kind)
        named = attribution.rival(case.words, unit, _NEAREST, lambda _: 0.0, 0)
        if named is not None:
            return attribution.mentions[named[0]]
        return self.ledger.nearest(quantity.value, quantity.unit, digits=quantity.digits)

    def fixed(self, claim: Claim) -> Checked:
        """Dates, document numbers and names: the source has them or it has them not."""
        wanted = claim.quantity
        mention = self.numbers.fixed.get((wanted.kind, wanted.value))
        if mention is not None:
            verdict = Verdict.SUPPORTED if mention.text == wanted.text else Verdict.CONVERTED
            return Checked(claim.path, claim.text, verdict, mention.start, mention.end)
        near = self._dated(str(wanted.value)) if wanted.kind is Kind.DATE else None
        if near is not None:
            return Checked(claim.path, claim.text, Verdict.CONVERTED, near.start, near.end)
        return self.reasons.failed(
            claim, Verdict.UNSUPPORTED, None, self.reasons.unsupported(claim, None), None
        )

    def _dated(self, date: str) -> Mention | None:
        """A date that implies another one; 前9个月 in a report of 2024 is 2024年前9个月."""
        found = self.numbers.dated.get(date)
        bare = without_year(date)
        if found is not None or bare == date or not (self.ledger.period or "").startswith(date[:4]):
            return found
        undated = self.numbers.fixed.get((Kind.DATE, bare)) or self.numbers.dated.get(bare)
        of_no_year = undated is not None and without_year(str(undated.value)) == undated.value
        return undated if of_no_year else None


def _is_named(case: Case, mention: Mention) -> bool:
    """Whether what the source calls a bare number has enough of a claim's words."""
    named = sum(case.words[word] for word in grams(mention.indicator) & case.words.keys())
    return bool(named) and named >= _MISREAD_COVERED * sum(case.words.values())
