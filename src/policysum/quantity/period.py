"""Which time a number speaks of: dates of its clause, words such as 目前, the period of the report."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.clock import TERMS, TIME_WORDS, YEAR, YEARS_BACK, count_of, planned_term, stated_plan
from policysum.quantity.ground import Ground, plain_role
from policysum.quantity.model import Kind, Quantity, Span
from policysum.quantity.plans import planned_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.clock import Clock

__all__ = ["Timeline"]

_PERIODS = table("period_words")
_N = _PERIODS.form(r"(?:{numerals.digit|numerals.two|numerals.ten}|\d{1,2})")
# Every form begins with a plain character, so that a scan passes quickly over all others.
_WORDS = re.compile(
    "|".join(
        (
            TIME_WORDS,
            _PERIODS.alternation("until_now"),
            _PERIODS.led("back_count", "{signs.year}{come}"),
            _PERIODS.led("span", "{n}{span_unit}", n=_N),
            _PERIODS.led(
                "five",
                r"{signs.year}(?<![\d{ordinal}].{signs.year})(?={over_term}|[，,])",
                ordinal=signs.ORDINAL,
            ),
            *(
                table("time_words").led(
                    "plan_name", closing + "{period_words.of_plan}?{period_words.plan_span}", opening=opening
                )
                for opening, closing in (("“", "”?"), ("", "”?"))
            ),
            _PERIODS.led("campaign", "”?{begun}{date_words.since}"),
        )
    )
)
_BESIDE = _PERIODS.compiled("{beside}(?:(?!{signs.from_first})[^，,。;；]){0,3}$")
_UNTIL = _PERIODS.word("until")
_RECENT = _PERIODS.compiled(r"{signs.recent}({numerals.digit|numerals.two}|\d){signs.year}")
_NEAR = 8
_COMPARED_YEAR = _PERIODS.compiled(r"{against}(20\d\d){signs.year}")
_COMPARED_NEAR = 80
_TO_LAST = _PERIODS.compiled("{against}{last_time}")
_AND = frozenset(("、", "，", ",", *table("list_words").words("joint")))
"""What joins the dates of a list: 2021年、2022年和2023年分别."""
_DATE_AND = _PERIODS.compiled(r"\d{signs.year}{date_words.year_part}?{list_words.joint}$")
"""Such a date is not compared with: 2022年与2023年分别."""
_DEALT = _PERIODS.compiled(r"[^，,。；;、\d]{0,8}{list_words.deals}")
"""What deals the dates before it out to the numbers after it."""
_AIMED_TERM = _PERIODS.compiled("{next_term}[^。；，]{0,12}{aims}|《{outline}》{outlines}")
"""How the aims of the next five years are introduced where no title does it."""
_TERM_WORDS = _PERIODS.words("term_word")
_TOPICAL = _PERIODS.compiled("{topical}?[，,]|{ours}")
_TERM_REVIEW = _PERIODS.compiled(
    "“?({time_words.plan_name})”?{term_span}?[，,]?{is}[^。；]{0,60}{term_noun}"
    "|“?({time_words.plan_name})”?{term_span}[，,]"
    "|(?:^|[，,。]){past_term}|{term_is}[^。；，,]{2,40}{five_years_of}"
)
_FIVE = next(row.word for row in table("numerals").of("digit") if row.value == "5")
_OUTLINE = min(_PERIODS.words("outline"), key=len)
"""A sentence without them speaks of no term."""
"""How a review of a five-year term opens; what it gives as added up belongs to the term."""
_YEAR_REVIEW = _PERIODS.compiled(r"{year_review}|^20\d\d{signs.year}(?:[，,]|{is})")
_WHOLE_YEAR = _PERIODS.word("whole_year")
_UNTIL_NOW = frozenset(_PERIODS.words("until_now"))
_COMPARED_AFTER = _PERIODS.words("compared_after")
_IS = _PERIODS.words("is")
_SINCE = table("date_words").words("since")
_YEARLY = table("number_words").words("degree")
_SINCE_THEN = _PERIODS.compiled("{since_then}")
_PLANNED_FOR = frozenset(_PERIODS.words("planned_for"))
"""Words of time that name the plan after them: 完成全年任务的65.3% is said of the time so far."""


@dataclass(frozen=True, slots=True)
class _Time:
    """One expression of time: where it stands, its words, its date if it is one, and whether it opens a topic.

    `origin` marks the date that a change sets out from: it is that of the number beside it and of no other;
    `until` where the plan ends that it belongs to (全年任务): it is that of the number right behind it; `named`
    one that is part of a name (获得2021年度奖励), which holds for nothing behind a semicolon.
    """

    start: int
    word: str
    date: str
    topical: bool
    origin: bool = False
    until: int = -1
    named: bool = False


class Timeline:
    """Gives each number its period; sentences and numbers are asked in order.

    Args:
        text: The source.
        clock: The periods of the report.
        titled: Whether the report's title prints its year, and no other.
        known: Whether the report says in plain words what time it is of.
    """

    def __init__(self, text: str, clock: Clock, *, titled: bool = False, known: bool = True) -> None:
        self.text = text
        self.clock = clock
        self.times: list[_Time] = []
        self.starts: list[int] = []
        self.lasting = [0]
        self.carried: _Time | None = None
        self.term: str | None = None
        self.aimed: str | None = None
        self.aimed_under: tuple[str, ...] | None = None
        self.spanned: str | None = None
        self.planned: str | None = None
        self.begin = self.end = 0
        self.ground = Ground.ASSUMED
        self.titled = titled
        self.known = known

    def enter(self, sentence: Span, inside: Sequence[Quantity], apart: Sequence[Span], *, anew: bool) -> None:
        """Begin a sentence.

        Args:
            sentence: Its range.
            inside: Its quantities.
            apart: What of it stands in brackets or quotes.
            anew: Whether it opens a paragraph or an item.
        """
        text = self.text
        goes_on = not anew and text[self.end - 1] in ";；"
        if anew:
            self.carried = None
        elif last := self._last(len(self.times)):
            self.carried = last if last.topical or (goes_on and not last.named) else None
        self.spanned = self.spanned if goes_on else None
        self.begin, self.end = sentence
        self._enter_term(sentence)
        dates = [item for item in inside if item.kind is Kind.DATE]
        self.times = []
        for match in _WORDS.finditer(text, sentence.start, sentence.end):
            if not _inside(dates, match.start()):
                self._hear(match.start(), match.end(), match.group(), "", sentence)
        for item in dates:
            if YEAR.match(str(item.value)) and not _inside(apart, item.start):
                self._hear(item.start, item.end, item.text, _date(item, text), sentence)
        if len(self.times) > 1:
            self.times.sort(key=lambda time: (time.start, time.date))
        self.starts = [time.start for time in self.times]
        self.lasting = [0]
        for count, time in enumerate(self.times, 1):
            self.lasting.append(self.lasting[-1] if time.origin else count)

    def skip(self, sentence: Span) -> None:
        """Pass a sentence whose times no number asks for, and none takes over."""
        self.begin, self.end = sentence
        self.times, self.starts, self.lasting = [], [], [0]
        self._enter_term(sentence)

    def _enter_term(self, sentence: Span) -> None:
        """Whether a sentence begins or ends the review of a five-year term."""
        start, end = sentence
        opening = self.text[start : min(end, start + 160)]
        review = _TERM_REVIEW.search(opening) if _FIVE in opening else None
        year = self.clock.year
        if review and year:
            name = review.group(1) or review.group(2)
            first = TERMS[name] if name else year - 4
            self.term = f"{first}/{first + 4}" if first + 4 <= year else None
        elif self.term and _YEAR_REVIEW.search(opening):
            self.term = None
        if (_FIVE in opening or _OUTLINE in opening) and _AIMED_TERM.search(opening):
            self.aimed, self.aimed_under = self._next_term(), None
        elif self.aimed and _YEAR_REVIEW.search(opening):
            self.aimed = None

    def _next_term(self) -> str | None:
        """The five-year term that begins with the year planned for, if one does."""
        planned = YEAR.search(self.clock.plan or "")
        first = int(planned.group()) if planned else 0
        return f"{first}/{first + 4}" if first in TERMS.values() else None

    def _hear(self, start: int, end: int, word: str, date: str, sentence: Span) -> None:
        """Note an expression of time, unless it is only compared with."""
        text = self.text
        beside = text[max(sentence.start, start - 6) : start]
        if _BESIDE.search(beside) and not beside.endswith(_UNTIL) and not (date and _DATE_AND.search(beside)):
            return
        if text.startswith(_COMPARED_AFTER, end) or (beside.endswith(_IS) and text.startswith(signs.OF, end)):
            return
        opens = start == sentence.start or text[start - 1] in "，,。；;、：: 　" or word.endswith(_SINCE)
        topical = opens and _TOPICAL.match(text, end) is not None
        origin = bool(date) and beside.endswith(signs.FROM) and text.startswith(signs.OF, end)
        until = -1 if date or word not in _PLANNED_FOR else planned_noun(text, end)
        named = not opens and text[start:end].endswith(_YEARLY)
        self.times.append(_Time(start, word, date, topical, origin or until >= 0, until, named))

    def _last(self, index: int) -> _Time | None:
        """The last of the first expressions of time that holds for what comes after it."""
        index = self.lasting[index]
        return self.times[index - 1] if index else None

    def period(
        self, start: int, *, role: str, span: bool = False, stock: bool = False, level: bool | None = None,
        origin: int = -1, series: tuple[int, int] = (1, 1), earlier: bool = False, titles: tuple[str, ...] = (),
    ) -> str | None:  # fmt: skip
        """The period of a number.

        Args:
            start: Where it begins.
            role: What the region of the report is.
            span: Whether the number is a change over several years (年均, 复合).
            stock: Whether it is counted on a day rather than over a period (拥有, 余额).
            level: Whether it is what was reached, rather than what was added up or grown; None if unclear.
            earlier: Whether it is the level that a later one was reached from.
            origin: Where the number begins that it was moved from (由2010年的21.6%提高到).
            series: Its place in a list of bare numbers, and how many those are.
            titles: The headings above.
        """
        plan = role == "plan"
        self.planned = stated_plan(titles) if plan else None
        aimed = self._aimed(titles) if self.aimed else None
        index = bisect_left(self.starts, start)
        self.ground = Ground.STATED
        if earlier:
            self.ground = Ground.STATED if index else Ground.INFERRED
            return self._before_term(index, start)
        if years := self._of_years(index, series, span=span, start=start, plan=plan):
            return years
        if origin >= 0:
            index = self._past_origin(index, origin)
        if index and not self._beside(self.times[index - 1], start):
            index = self.lasting[index]
        time = self.times[index - 1] if index else self._carried_on(plan=plan)
        if time is not None:
            self.ground = self._ground_of(time, own=bool(index))
            said = self._said(index - 1, plan=plan) if index else self._meant(time, plan=plan)
            return self._reached(said, time, start, level=level)
        plainly = self.titled and (not plan or plain_role(titles) == "plan")
        self.ground = Ground.CARRIED if plainly else Ground.INFERRED
        if plan:
            stated = self.planned or planned_term(titles) or aimed
            self.ground = Ground.CARRIED if stated else self.ground
            return stated or self.clock.plan
        if self.term and level is False and role == "achievement":
            return self.term
        return self.clock.now if stock and self.clock.period else self.clock.period

    def _ground_of(self, time: _Time, *, own: bool) -> Ground:
        """What a period rests on that an expression of time gives; 今年 is only as sure as the year of the report."""
        if not time.date and not self.known:
            return Ground.INFERRED
        return Ground.STATED if own else Ground.CARRIED

    def _carried_on(self, *, plan: bool) -> _Time | None:
        """The time of the sentence before; under the heading of a half year, its 全年 holds for its own figures only."""
        time = self.carried
        whole = time is not None and time.word == _WHOLE_YEAR and not time.topical
        return None if whole and plan and "H" in (self.planned or self.clock.plan or "") else time

    def _aimed(self, titles: tuple[str, ...]) -> str | None:
        """The term whose aims are listed, until the next title."""
        if self.aimed_under is None:
            self.aimed_under = titles
        elif self.aimed_under != titles:
            self.aimed = None
        return self.aimed

    def _of_years(
        self, index: int, series: tuple[int, int], *, span: bool, start: int, plan: bool
    ) -> str | None:
        """The years of a change from one date to another, or of one of a series: 近三年排名分别为33位、17位."""
        if span and (spanned := self._spanned(index, start)):
            self.spanned = spanned
            return spanned
        word = self.times[index - 1].word if index else ""
        recent = _RECENT.match(word)
        place, places = series
        if dealt := self._dealt(index, place, places, plan=plan):
            return dealt
        if not recent or places < 2 or count_of(recent.group(1)) != places:
            return None
        period = self.clock.period or ""
        return (
            str(int(period) - places + place)
            if period.isdigit()
            else f"{word}{signs.ORDINAL}{place}{signs.YEAR}"
        )

    def _dealt(self, index: int, place: int, places: int, *, plan: bool) -> str | None:
        """The date of a number's own, where dates are dealt out: 2023年、2024年分别新增床位200张、300张."""
        listed = self.times[index - places : index] if 2 <= places <= index else []
        joined = all(
            self.text[left.start + len(left.word) : right.start].strip() in _AND
            for left, right in pairwise(listed)
        )
        if not listed or not joined or not _DEALT.match(self.text, listed[-1].start + len(listed[-1].word)):
            return None
        return self._meant(listed[place - 1], plan=plan)

    def _spanned(self, index: int, start: int) -> str | None:
        """The years of a change over several: from a date to a date, since one compared with, or as given just before."""
        last = self.times[index - 1].date[:4] if index else ""
        if index >= 2 and last and self.times[index - 2].date:
            return f"{self.times[index - 2].date[:4]}/{last}"
        compared = _COMPARED_YEAR.findall(self.text, max(self.begin, start - _COMPARED_NEAR), start)
        if compared and last and compared[-1] < last:
            return f"{compared[-1]}/{last}"
        return None if index else self.spanned

    def _before_term(self, index: int, start: int) -> str | None:
        """The period of an earlier level: its own date, or the year before the term; else the text does not say."""
        if index and (start - self.times[index - 1].start < _NEAR or self.times[index - 1].origin):
            return self._meant(self.times[index - 1], plan=False)
        time = self.times[index - 1] if index else self.carried
        said = self.clock.resolve(time.word, plan=False) if time and not time.date else None
        term = said if said and "/" in said else self.term
        return str(int(term[:4]) - 1) if term else None

    def _beside(self, time: _Time, start: int) -> bool:
        """Whether a number stands beside a time that may hold for it alone."""
        if time.until < 0:
            return start - time.start < _NEAR
        return start - time.until <= 1 and self.text[time.until] != signs.OF

    def _past_origin(self, index: int, origin: int) -> int:
        """Leave out the date of the number that this one was moved from."""
        if not index or self.times[index - 1].start > origin:
            return index
        return index - 1 if origin - self.times[index - 1].start < _NEAR else index

    def _reached(self, said: str | None, time: _Time, start: int, *, level: bool | None) -> str | None:
        """What was reached in the years of a term is counted at their end: 五年来，……达到1.9万家."""
        compared = _TO_LAST.search(self.text, max(self.begin, start - _COMPARED_NEAR), start)
        if YEARS_BACK.fullmatch(time.word) and (level is not False or compared):
            return None  # 近三年排名、比上年提高: what is counted or compared is of no range of years
        if level and time.word.endswith(_TERM_WORDS) and said and said == self.term:
            return self.clock.now
        return said

    def _meant(self, time: _Time, *, plan: bool) -> str | None:
        return time.date or self.clock.resolve(time.word, plan=plan, planned=self.planned)

    def _said(self, index: int, *, plan: bool) -> str | None:
        """The period of an expression of time; 至今 begins with the date before it."""
        time = self.times[index]
        if time.word not in _UNTIL_NOW:
            return self._meant(time, plan=plan)
        now = self.clock.now
        earlier = self.times[index - 1].date if index else ""
        return f"{earlier}/{now.removeprefix('as_of:')}" if earlier and now else now


def _inside(ranges: Sequence[Quantity] | Sequence[Span], position: int) -> bool:
    """Whether a position lies in one of some ranges, past its first character: 年底 of 2017年底, a date in brackets."""
    if not ranges:
        return False
    index = bisect_left(ranges, position, key=lambda item: item.start) - 1
    return index >= 0 and position < ranges[index].end


def _date(item: Quantity, text: str) -> str:
    """The date as a period; open where it only says since when; empty without a year."""
    value = str(item.value)
    if not YEAR.match(value):
        return ""
    if _SINCE_THEN.match(text, item.end):
        return f"{value}/"
    return value
