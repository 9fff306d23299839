"""The years that a source and a claim speak of, and whether they can be the same."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase, table
from policysum.quantity import Kind
from policysum.statements.contexts.period_codes import half_of, months_of, years_of
from policysum.statements.contexts.transitions import turns

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.statements import Ledger, Mention
    from policysum.statements.contexts.transitions import Turn

__all__ = ["PLACES", "Times", "coarser_dates", "without_year"]

_AHEAD = frozenset({"target", "forecast"})
_SEASONS = (("01/03", "Q1"), ("01/06", "Q1/Q2", "H1"), ("01/09", "Q1/Q3"), ("07/12", "Q3/Q4", "H2"))
"""Months that have another name."""
_YEAR = len("2020")
_COMPARING = table("claim_context").words("base")
"""What stands before a year that is only compared with: 比2019年 dates nothing."""
_PLACE = Phrase("claim_units", "{ordinal}([1-9]|{numerals.digit}){claim_context.time_end}")
PLACES = {str(at): at for at in range(1, 10)} | {
    word: int(value) for word, value in table("numerals").values("digit").items()
}


class Times:
    """The years a ledger speaks of, and whether a claimed period can be one of a mention."""

    def __init__(self, ledger: Ledger) -> None:
        clock = ledger.clock
        self.own = years_of(f"{clock.period or ''} {clock.plan or ''}")
        self.covered = years_of(clock.period)
        self._part = (clock.period or "")[_YEAR:]
        self.turns = turns(ledger)
        self._ends = {mention.start: mention for mention in ledger.mentions if mention.start in self.turns}
        self._beside: dict[int, tuple[int, list[frozenset[int]]]] = {}
        self._dated_at: list[int] = []
        self._dates: list[frozenset[int]] = []
        self.printed: set[int] = set()
        stated: set[int] = set()
        in_text: set[int] = set()
        titles = [region for region in ledger.regions if region.role == "title"]
        for quantity in ledger.quantities:
            if quantity.kind is Kind.DATE:
                named = years_of(str(quantity.value))
                self._dated_at.append(quantity.start)
                self._dates.append(named)
                self.printed |= named
                if not ledger.text.endswith(_COMPARING, 0, quantity.start):
                    stated |= named
                    titled = any(one.start <= quantity.start < one.end for one in titles)
                    in_text |= frozenset() if titled else named
        self.stated = frozenset(stated)
        self._in_text = frozenset(in_text)
        known = self.own or self.printed
        # 今年 may be the year after the last one printed, and 去年 the one before the first, unless the report
        # prints the year that it covers.
        margin = 0 if self.covered and self.covered <= self.stated else 1
        self.near = set(range(min(known) - margin, max(known) + margin + 1)) if known else set()

    def conflict(self, claim: Claim, mention: Mention, place: int | None) -> bool:
        """Whether the claimed period is not one the source gives this number.

        Args:
            claim: The claim.
            mention: The number it is held against.
            place: The number's place in a 分别 list, if it is in one.
        """
        if not claim.period:
            return False
        series = _PLACE.search(claim.period)
        if series and place is not None:
            return PLACES[series.group(1)] != place + 1
        claimed = years_of(claim.period)
        return bool(claimed) and self._of_others(claim, mention, claimed)

    def _of_others(self, claim: Claim, mention: Mention, claimed: frozenset[int]) -> bool:
        """Whether a number is of other years than the claimed ones."""
        said = years_of(mention.period)
        turn = self.turns.get(mention.start)
        if turn is not None:
            return self._other_end(turn, mention, claimed, said)
        beside = self.beside(mention)
        guessed = not beside and not mention.period_ground.convicts
        if guessed and claimed <= self.stated and not said <= self.stated:
            return False  # years that the source prints, against some that it does not
        if not beside:
            return not self._dated(claim, mention, claimed, said)
        return not self._allows(claim, mention, claimed, beside)

    def _dated(self, claim: Claim, mention: Mention, claimed: frozenset[int], said: frozenset[int]) -> bool:
        """Whether a number without a year beside it can be of the claimed ones, by the period the ledger gives it."""
        if not said or (len(said) == 1 and not said <= self.stated):
            return not self.near or not claimed.isdisjoint(self.near | said)
        last = max(claimed)
        if len(claimed) == 1:
            return claimed <= said and not _half_conflict(claim.period or "", mention.period or "")
        if len(said) == 1:
            # What a review of some years says of their last one may be claimed of all of them.
            return last in said or (last in self.covered and max(said) <= last)
        return _same_stretch(claimed, said)

    def _allows(
        self, claim: Claim, mention: Mention, claimed: frozenset[int], beside: frozenset[int]
    ) -> bool:
        """Whether the years printed in the sentence, and the ledger's reading of them, allow the claimed ones."""
        said = years_of(mention.period)
        if len(claimed) > 1 and len(said) > 1 and mention.period_ground.convicts and _spans(said, beside):
            return _same_stretch(claimed, said)
        allowed = said if said & beside else said | beside
        turned = mention.change in {"growth", "decline"} and mention.status not in _AHEAD
        if "/" in (claim.period or "") or turned:
            allowed = allowed | beside | (self.covered or self.own)
        if len(claimed) > 1 and max(claimed) in allowed:
            # "since the end of 2020" and "from 2021 on" are the same stretch.
            allowed = allowed | {year + 1 for year in allowed} | {year - 1 for year in allowed}
        if not claimed <= allowed:
            return False
        return not _half_conflict(claim.period or "", mention.period or "")

    def _other_end(self, turn: Turn, mention: Mention, claimed: frozenset[int], said: frozenset[int]) -> bool:
        """Whether a claim gives one end of a change the year of the other, or of neither."""
        year, other = (turn.start_year, turn.end_year) if turn.first else (turn.end_year, turn.start_year)
        if year is not None:
            return year not in claimed
        end = self._ends[turn.other]
        # Where the report's time is all that is known of both ends, the first is of an earlier one.
        alike = (
            said == years_of(end.period) and not mention.period_ground.convicts and end.status not in _AHEAD
        )
        if turn.first and said and not alike:
            return claimed.isdisjoint(said)
        # Without a year of its own the change ends in the time spoken of, and starts before it.
        now = (years_of(end.period) if turn.first else said - {other}) or self.own
        if not turn.first:
            return claimed.isdisjoint(now) and bool(now)
        return len(claimed) == 1 and claimed <= now

    def ends_dated(self, claim: Claim, mention: Mention) -> bool:
        """Whether the source says when a number is of that is one end of a change, or that the other end is of the claimed time."""
        turn = self.turns.get(mention.start)
        if turn is None:
            return False
        year, other = (turn.start_year, turn.end_year) if turn.first else (turn.end_year, turn.start_year)
        claimed, end = years_of(claim.period), self._ends[turn.other]
        of_end = not claimed.isdisjoint(years_of(end.period))
        dated = mention.period_ground.convicts or year in self.beside(mention) or of_end
        return (year is not None and dated) or other in claimed or (of_end and end.period_ground.convicts)

    def differs(self, claim: Claim, mention: Mention) -> bool:
        """Whether the ledger gives the number another year or part of it, be it only by its section or the report's period."""
        if mention.start in self.turns:
            return False
        claimed, said = years_of(claim.period), years_of(mention.period)
        if claimed and claimed == said:
            half, months = half_of(claim.period or ""), months_of(claim.period or "")
            if months is None or (said_months := months_of(mention.period or "")) is None:
                return bool(half) and half != half_of(mention.period or "")
            return months != said_months  # 10月 and 1-10月
        return bool(claimed and said)

    def within(self, claim: Claim, mention: Mention) -> bool:
        """Whether the time that the ledger gives a number is a part of the longer one that is claimed."""
        claimed, said = years_of(claim.period), years_of(mention.period)
        return len(claimed) > 1 and bool(said) and said <= claimed

    def disputed(self, claim: Claim, mention: Mention) -> bool:
        """Whether the source gives the time of a number in two ways, of which one may be the claim's.

        今年 is the year of the title; where the text prints another one instead, either may be meant.
        """
        claimed, said = years_of(claim.period), years_of(mention.period)
        if mention.start in self.turns:
            return False
        if said & self.beside(mention):
            return self._of_part(mention, claimed)
        of_title = bool(said) and said <= self.own and said.isdisjoint(self._in_text)
        return of_title and claimed <= self._in_text - self.own

    def _of_part(self, mention: Mention, claimed: frozenset[int]) -> bool:
        """Whether a number is of a part of a year as the report is, and the year itself stands in another clause.

        2010年改造工程，一季度完成投资 in a report on the first quarter of 2011: nothing says of which year the quarter is.
        """
        if claimed != self.covered or not self._part or not (mention.period or "").endswith(self._part):
            return False
        clause = bisect_left(self._dated_at, mention.clause.start)
        return not any(self._dates[clause : bisect_left(self._dated_at, mention.start)])

    def fits(self, claim: Claim, mention: Mention) -> bool:
        """Whether a claim's period is just the one the ledger gives a number."""
        claimed, said = claim.period or "", mention.period or ""
        years = years_of(claimed)
        return bool(years) and years == years_of(said) and claimed.endswith("/") == said.endswith("/")

    def apart(self, claim: Claim, mention: Mention, other: Mention) -> bool:
        """Whether the source says that one number is of the claimed time, and of another that it is not.

        Of a single year that is not the report's own, the other one need not be dated in words: 比1996年的414公斤增长14%.
        """
        if not mention.period_ground.convicts or not self.fits(claim, mention) or self.fits(claim, other):
            return False
        claimed = years_of(claim.period)
        return other.period_ground.convicts or (len(claimed) == 1 and not claimed <= self.own)

    def beside(self, mention: Mention) -> frozenset[int]:
        """The years printed in the sentence of a mention, up to the mention itself."""
        start = mention.sentence.start
        if start not in self._beside:
            first = bisect_left(self._dated_at, start)
            dates = self._dates[first : bisect_left(self._dated_at, mention.sentence.end)]
            self._beside[start] = first, list(accumulate(dates, or_, initial=frozenset[int]()))
        first, growing = self._beside[start]
        return growing[bisect_left(self._dated_at, mention.start) - first]


def _spans(said: frozenset[int], printed: frozenset[int]) -> bool:
    """Whether the ends of a range are printed; what grew since a year did so from the next one on."""
    return max(said) in printed and not printed.isdisjoint({min(said), min(said) - 1})


def _same_stretch(claimed: frozenset[int], said: frozenset[int]) -> bool:
    """Whether two ranges of years are one: "since the end of 2020" and "from 2021 on" are."""
    return max(claimed) == max(said) and abs(min(claimed) - min(said)) <= 1


def _half_conflict(claimed: str, said: str) -> bool:
    """Whether one period lies in the first half of a year and the other in the second; what there is now is given for the end of the year."""
    now = said.startswith("as_of:") and said.endswith("-12") and "H" not in claimed
    first, second = half_of(claimed), "" if now else half_of(said)
    return bool(first and second) and first != second


def coarser_dates(printed: str) -> list[str]:
    """The dates that a printed one implies: 2020-06-30 implies 2020, 2020-06 and 06-30, and 01/06 implies H1."""
    bare = without_year(printed)
    same = next((season for season in _SEASONS if bare in season), ())
    coarser = [one[:at] for one in {printed, bare} for at, char in enumerate(one) if at and char in "-/HT"]
    return [*coarser, *same, *([bare] if bare != printed else [])]


def without_year(date: str) -> str:
    """01/09 of 2020-01/2020-09, and Q3 of 2020Q3."""
    return "/".join(
        part[4:].removeprefix("-") if part[4:5] in ("-", "Q", "H") else part for part in date.split("/")
    )
