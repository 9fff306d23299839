"""What an expression of time of a sentence means: the period it stands for, and whether that is no surer than the report's own."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeVar

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.statements.ground import Ground
from policysum.statements.scopes import Scopes, relative
from policysum.statements.time_expression import Time, TimeWords

if TYPE_CHECKING:
    from policysum.statements.asked import Asked
    from policysum.statements.reference_time import Clock

__all__ = ["NEAR", "TimeMeaning"]

_INFERRED = Ground.INFERRED
NEAR = 8
"""Characters between a time and the number that it stands beside."""
_UNTIL_NOW = frozenset(table("period_words").words("until_now"))
_DEALT = table("period_words").compiled(r"[^，,。；;、\d]{0,8}{list_words.deals}")
"""What deals the dates before it out to the numbers after it."""
_Period = TypeVar("_Period", str, "str | None")


class TimeMeaning:
    """The times of the sentence that is read, and what they stand for.

    Args:
        text: The source.
        clock: The periods of the report.
        titled: Whether the report's title prints its year, and no other.
        known: Whether the report says in plain words what time it is of.
    """

    def __init__(self, text: str, clock: Clock, *, titled: bool, known: bool) -> None:
        self.text = text
        self.clock = clock
        self.titled = titled
        self.known = known
        self.scopes = Scopes(text, clock)
        self.words = TimeWords(text)
        self.times: list[Time] = []
        self.starts: list[int] = []
        self.lasting = [0]
        self.spanned: str | None = None
        self.planned: str | None = None
        self.begin = 0
        self.ground = Ground.ASSUMED
        self.so_far = self.due = False

    def _since(self, date: str) -> str:
        """A range that is open ends with the year of the report."""
        return self._by_report(f"{date}{self.clock.year or ''}") if date.endswith("/") else date

    def _by_report(self, period: _Period) -> _Period:
        """A period that goes back to the time of the report, and so is no surer than that."""
        if not self.known:
            self.ground = _INFERRED
        return period

    def _meant(self, time: Time, asked: Asked) -> str | None:
        if time.date:
            return time.date
        year = self._anchor(time) if relative(time) else None
        if time.part:
            said = self.clock.part(time.part, plan=asked.plan, planned=self.planned, year=year)
        else:
            said = self.clock.resolve(time.word, plan=asked.plan, planned=self.planned, year=year)
            said = self._defined(said) if said and "/" in said else said
        return said if year is not None or self.planned else self._by_report(said)

    def _defined(self, said: str) -> str:
        """The years of 五年来 as the text has defined them before: 2000年以来, or a five-year plan whose years these are."""
        led = self._since(self.scopes.led.date) if self.scopes.led else ""
        carried = self.scopes.carried
        plan = self.scopes.term or (self.clock.term(carried.word) if carried else None) or ""
        for years in (led, plan):
            first, _, last = years.partition("/")
            moved = int(said[:4]) - int(first) if first.isdigit() and last else -1
            if 0 <= moved <= 1 and last in {said[5:9], str(int(said[5:9]) - moved)}:
                return years
        return said

    def _anchor(self, time: Time) -> int | None:
        """The year that a relative time is of, where a time before it names one."""
        index = bisect_left(self.starts, time.start) if time.start >= self.begin else 0
        return self.scopes.anchor(self.times[:index])

    def _said(self, index: int, asked: Asked) -> str | None:
        """The period of an expression of time; 至今 begins with the date before it."""
        time = self.times[index]
        if time.word not in _UNTIL_NOW:
            return self._meant(time, asked)
        now = self.clock.now
        earlier = self.times[index - 1].date if index else ""
        return self._by_report(f"{earlier}/{(now or '').removeprefix('as_of:')}" if earlier else now)

    def _beside(self, time: Time, start: int) -> bool:
        """Whether a number stands beside a time that may hold for it alone."""
        if time.until == -1:
            return start - time.start < NEAR
        return start - time.until <= 1 and self.text[time.until] != signs.OF

    def _dealt(self, index: int, place: int, places: int, asked: Asked) -> str | None:
        """The date of a number's own, where dates are dealt out: 2023年、2024年分别新增床位200张、300张."""
        listed = self.times[index - places : index] if places <= index else []
        if not listed or not _DEALT.match(self.text, listed[-1].end):
            return None
        return self._meant(listed[place - 1], asked)

    def _past_origin(self, index: int, origin: int) -> int:
        """Leave out the date of the number that this one was moved from."""
        return index - 1 if index and origin - self.times[index - 1].start in range(NEAR) else index
