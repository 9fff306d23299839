"""Which time a number speaks of: the times of its sentence, else the scope that is open, else the report's own.

A time of the number's own sentence goes before one that an earlier sentence or a lead-in opened, that before what a heading
prints, and that before what title, opening and kind say of the whole; `Scopes` says what opens and closes each.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.statements.clause_words import years_averaged
from policysum.statements.ground import Ground, plain_role
from policysum.statements.reference_time import (
    YEARS_BACK,
    count_of,
    planned_term,
    reviewed_year,
    stated_plan,
)
from policysum.statements.time_meaning import NEAR, TimeMeaning
from policysum.statements.times import times_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.model import Quantity, Span
    from policysum.statements.asked import Asked
    from policysum.statements.time_expression import Time

__all__ = ["Timeline"]

_STATED, _INFERRED, _CARRIED = Ground.STATED, Ground.INFERRED, Ground.CARRIED
_PERIODS = table("period_words")
_RECENT = _PERIODS.compiled(r"{signs.recent}({numerals.digit|numerals.two}|\d){signs.year}")
_COMPARED_YEAR = _PERIODS.compiled(r"(?:{against}|{is})((?:19|20)\d\d){signs.year}")
_AGAINST_YEAR = _PERIODS.compiled(r"(?:{against}|{is})(?:19|20)\d\d{signs.year}[^，,。；;]{0,24}$")
"""What a number is held against in its own clause: 比2020年增长三成, 是2020年的2倍; it is then of the later year."""
_COMPARED_NEAR = 80
_TO_LAST = _PERIODS.compiled("{against}{last_time}|{year_on_year}")
_EVERY_YEAR = _PERIODS.compiled("{every_year}")
"""What is aimed at in each of the years of a plan is of none of them: 每年培训1万人."""
_GROWN = frozenset({"growth", "decline"})
_TERM_WORDS = _PERIODS.words("term_word")
_WHOLE_YEAR = _PERIODS.word("whole_year")


class Timeline(TimeMeaning):
    """Gives each number its period; sentences and numbers are asked in order."""

    def enter(
        self,
        sentence: Span,
        inside: Sequence[Quantity],
        apart: Sequence[Span],
        titles: tuple[str, ...],
        *,
        anew: bool,
        item: bool,
    ) -> None:
        """Begin a sentence.

        Args:
            sentence: Its range.
            inside: Its quantities.
            apart: What of it stands in brackets or quotes.
            titles: The headings above it.
            anew: Whether it opens a paragraph or an item.
            item: Whether it opens an item.
        """
        if self.times:
            self.scopes.leave(self.times)
        if self.spanned and self.text[self.scopes.end - 1] not in ";；":
            self.spanned = None
        self.scopes.enter(sentence, titles, anew=anew, item=item)
        self.begin = sentence.start
        words = self.words.within(sentence)
        self.times = times_of(self.text, sentence, words, inside, apart) if words or inside else []
        self.starts, self.lasting = [], [0]
        for count, time in enumerate(self.times, 1):
            self.starts.append(time.start)
            self.lasting.append(self.lasting[-1] if time.own_only else count)

    def skip(self, sentence: Span, titles: tuple[str, ...], *, anew: bool, item: bool) -> None:
        """Pass a sentence without numbers."""
        self.enter(sentence, (), (), titles, anew=anew, item=item)

    def period(self, asked: Asked) -> str | None:
        """The period of a number; `ground` then says what it rests on, `so_far` whether its words call it past, `due` a deadline."""
        self.so_far = self.due = False
        self.planned = stated_plan(asked.titles) if asked.plan else None
        self.scopes.hear(asked.titles, figure=asked.figure)
        index = bisect_left(self.starts, asked.start)
        self.ground = _STATED
        if asked.item.earlier:
            self.ground = _STATED if index else _INFERRED
            return self._before_term(index, asked)
        if years := self._of_years(index, asked):
            return years
        if asked.item.origin != -1:
            index = self._past_origin(index, asked.item.origin)
        if asked.describes(self.text, self.times[index - 1] if index else None):
            self.ground = _INFERRED
            return None
        if index and not self._beside(self.times[index - 1], asked.start):
            index = self.lasting[index]
        if index:
            time = self.times[index - 1]
            self.ground = self._ground_of(time, own=True)
            found, settled = self._reached(self._said(index - 1, asked), time, asked)
        else:
            found, settled = self._of_scope(asked)
        found = found if settled else self._of_report(asked)
        averaged = (
            years_averaged(self.text, asked.item) if found and found.isdigit() and not asked.plan else 0
        )
        if found and averaged:
            return f"{int(found) - averaged + 1}/{found}"
        return found

    def _of_scope(self, asked: Asked) -> tuple[str | None, bool]:
        """The period that an earlier sentence or a lead-in opened, and whether one did."""
        time = self._carried_on(asked)
        listed = self.scopes.listed
        if time is None and listed and listed.date != self.clock.period and listed.date:
            time = listed
        if time is None:
            return None, False
        self.ground = self._ground_of(time, own=False)
        return self._reached(self._meant(time, asked), time, asked)

    def _of_report(self, asked: Asked) -> str | None:
        """The period that headings, a review or the report as a whole give to a number without one."""
        plainly = self.titled and (not asked.plan or plain_role(asked.titles) == "plan")
        self.ground = _CARRIED if plainly else _INFERRED
        if asked.plan:
            return self._of_plan(asked)
        period = self.clock.period
        if (year := reviewed_year(asked.titles)) and year not in (period or ""):
            self.ground = _CARRIED
            return year
        if self.scopes.term and self._adds_up(asked):
            return self.scopes.term
        if self.scopes.led and not self.known:
            led = self._since(self.scopes.led.date)
            return self.clock.now if asked.level else led
        if asked.stock and period:
            return self.clock.now
        ends = period and self.clock.of_term and not self._adds_up(asked)
        return period.rpartition("/")[2] if period and ends else period  # of a term: its end

    def _adds_up(self, asked: Asked) -> bool:
        """Whether a number is what a term added up to, and is not held against a year that its clause prints."""
        if asked.role != "achievement" or not asked.added_up:
            return False
        near = max(self.begin, asked.start - _COMPARED_NEAR)
        return _AGAINST_YEAR.search(self.text, near, asked.start) is None

    def _of_plan(self, asked: Asked) -> str | None:
        """The years that a plan is for; what is to be reached under one of several years is so at their end: 覆盖率达到70%."""
        stated = self.planned or planned_term(asked.titles)
        aimed = None if stated else self.scopes.aimed
        self.ground = _CARRIED if stated or aimed else self.ground
        planned = stated or self._by_report(aimed or self.clock.plan)
        if planned is None or "/" not in planned:
            return planned
        if _EVERY_YEAR.search(asked.item.before) and asked.change not in _GROWN:
            return None
        reached = (asked.level and not asked.averaged) or asked.change == "rank"
        return planned.rpartition("/")[2] if reached else planned

    def _ground_of(self, time: Time, *, own: bool) -> Ground:
        """What a period rests on that an expression of time gives."""
        if time.scene and not own:
            return _INFERRED
        return _STATED if own else _CARRIED

    def _carried_on(self, asked: Asked) -> Time | None:
        """The time of an earlier sentence of the paragraph, where it reaches a number.

        Under the heading of a half year, its 全年 holds for its own figures only; the day of an event holds for no
        other; until when something was counted holds for what else is counted.
        """
        time = self.scopes.side or self.scopes.carried
        if time is None or time.event:
            return None
        if time.word == _WHOLE_YEAR and not time.topical and asked.plan:
            return None if "H" in (self.planned or self.clock.plan or "") else time
        if time.point and not asked.plan and not (asked.level or asked.stock):
            return None
        return time

    def _of_years(self, index: int, asked: Asked) -> str | None:
        """The years of a change from one date to another, or of one of a series: 近三年排名分别为33位、17位."""
        if asked.spans_years and (spanned := self._spanned(index, asked)):
            self.spanned = spanned
            return spanned
        if asked.change in _GROWN and (moved := self._moved(index, asked.start)):
            return moved
        place, places = asked.item.place, asked.item.places
        if places < 2:
            return None
        if dealt := self._dealt(index, place, places, asked):
            return dealt
        word = self.times[index - 1].word if index else ""
        recent = _RECENT.match(word)
        if not recent or count_of(recent.group(1)) != places:
            return None
        period = self.clock.period or ""
        return (
            self._by_report(str(int(period) - places + place))
            if period.isdigit()
            else f"{word}{signs.ORDINAL}{place}{signs.YEAR}"
        )

    def _moved(self, index: int, start: int) -> str | None:
        """The years of a growth that follows a move over more than one: 从2012年的…增加到2021年的…，增长2.7倍."""
        if index < 2 or not self.times[index - 2].origin:
            return None
        first, last = self.times[index - 2].year, self.times[index - 1].year
        if not first or not last or last - first < 2:
            return None
        if _TO_LAST.search(self.text, self.times[index - 1].end, start):
            return None
        return f"{first}/{last}"

    def _spanned(self, index: int, asked: Asked) -> str | None:
        """The years of a change over several: from a date to a date, since one compared with, or as given just before."""
        start = asked.start
        if asked.plan and (term := self.planned or self.clock.plan) and "/" in term:
            # 到2025年，……年均增长5%: under a plan of five years it is of these.
            return term if self.planned else self._by_report(term)
        last = self.times[index - 1].date[:4] if index else ""
        before = self.times[index - 2].date[:4] if index >= 2 else ""
        term = self.scopes.term if asked.role == "achievement" else None
        if last and before:
            # 2021年产值3亿元，2012年以来年均增长8%: since a year, up to the one spoken of.
            first, until = int(min(before, last)) + self.times[index - 2].origin, max(before, last)
            if term == f"{first + 1}/{until}":
                return term  # the last year before it is what it is held against
            return f"{first}/{until}" if before != last else last
        compared = _COMPARED_YEAR.findall(self.text, max(self.begin, start - _COMPARED_NEAR), start)
        carried = self.scopes.carried
        spoken = last or str((carried.year if carried else None) or "")
        last = spoken or str(self.clock.year or "")
        if compared and compared[-1] < last:
            # What grew since a year that it is held against did so in those after it.
            span = f"{int(compared[-1]) + 1}/{last}"
            return span if spoken else self._by_report(span)
        if index:
            return self.spanned or (term if term and term.endswith(last) else None)
        return self.spanned or (self._by_report(term) if term else None)

    def _before_term(self, index: int, asked: Asked) -> str | None:
        """The period of an earlier level: its own date, or the year before the term; else the text does not say."""
        if index and (asked.start - self.times[index - 1].start < NEAR or self.times[index - 1].beside):
            said = self._meant(self.times[index - 1], asked)
            self.scopes.set_out(asked.role, said)
            return said
        if origin := self.scopes.origin(asked.role):
            return origin
        time = self.times[index - 1] if index else self.scopes.carried
        said = self.clock.resolve(time.word, plan=False) if time and not time.date else None
        term = said if said and "/" in said else self.scopes.term
        return self._by_report(str(int(term[:4]) - 1) if term else None)

    def _reached(self, said: str | None, time: Time, asked: Asked) -> tuple[str | None, bool]:
        """The period of a number under a time, and whether that settles it.

        What was reached in the years of a term is counted at their end (五年来，……达到1.9万家), and what there is after
        a sentence that speaks of them, too.
        """
        self.so_far, self.due = time.so_far, time.due
        counted = asked.level or (asked.stock and time.start < self.begin)
        counted = counted and not (asked.summed or asked.averaged)
        if counted and time.word.endswith(_TERM_WORDS) and said and said == self.scopes.term:
            return self._by_report(self.clock.now if said.endswith(str(self.clock.year)) else said[5:]), True
        back = YEARS_BACK.fullmatch(time.word)
        if back and count_of(back.group(1) or back.group(2)) > 1:
            compared = _TO_LAST.search(self.text, max(self.begin, asked.start - _COMPARED_NEAR), asked.start)
            if (
                asked.level
                or (asked.stock and not asked.summed)
                or compared
                or (time.start < self.begin and back.group(1))
            ):
                # 近三年排名、比上年提高: what is counted or compared is of no range of years.
                return None, time.start >= self.begin
        return said, True
