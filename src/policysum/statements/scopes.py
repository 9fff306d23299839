"""Which time holds where a sentence says none: scopes that earlier words open and later ones close.

| scope | opened by | holds until |
| --- | --- | --- |
| paragraph | a time that opens a clause and is set off: 2023年，… | another that opens a clause, or the next paragraph |
| sentence | any time of a part that a semicolon ends | the full stop |
| list | such a time before a colon or an item, with no figure of its own: 到2025年，主要目标： | a paragraph that is no item |
| review | 过去五年, or 2000年以来 in a paragraph without figures | the review of a year, the next such paragraph |
| aims | 今后五年目标 | the end of its chapter, or a single year |
| section | a heading that prints a year | its end |
| document | title, opening and kind | the end |
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.statements.reference_time import OF_YEAR, TERM_SIGN, TERMS, YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.model import Span
    from policysum.statements.reference_time import Clock
    from policysum.statements.time_expression import Time

__all__ = ["Scopes", "relative"]

_PERIODS = table("period_words")
_AIMED_TERM = _PERIODS.compiled("{next_term}[^。；，]{0,12}{aims}|《{outline}》{outlines}")
"""How the aims of the next five years are introduced where no title does it."""
_TERM_REVIEW = _PERIODS.compiled(
    "“?({time_words.plan_name})”?{term_span}?[，,]?{is}[^。；]{0,60}{term_noun}"
    "|“?({time_words.plan_name})”?{term_span}?(?:[，,]|[^，,。；：:]{0,16}{achieved})"
    "|(?:^[—－-]{0,2}|[，,。]){past_term}|{term_is}[^。；，,]{2,40}{five_years_of}"
)
"""How a review of a five-year term opens; what it gives as added up belongs to the term."""
_OUTLINE = min(_PERIODS.words("outline"), key=len)
"""A sentence without them speaks of no term."""
_YEAR_REVIEW = _PERIODS.compiled(r"{year_review}|^20\d\d{signs.year}(?:[，,]|{is})")
_OWN_YEAR = _PERIODS.compiled(r"(?<!{number_words.to})(?<!\d)(20\d\d){signs.year}(?!{date_words.since})")
"""A single year that is spoken of, and not one until which something is done: 做好2026年工作."""
_CENTURY = "20"
_OPENING = 160
_LIST_END = ("：", ":")
_GOES_ON = ";；"


def relative(time: Time) -> bool:
    """Whether a time only names a part of the year that is spoken of: 年末, 全年, 一季度."""
    return bool(time.part) or (not time.date and time.word in OF_YEAR)


@lru_cache(maxsize=256)
def _heads_term(titles: tuple[str, ...]) -> bool:
    """Whether the headings above a place are those of a five-year term and of no single year: “十四五”时期发展成就."""
    years = any(YEAR.search(title) or _YEAR_REVIEW.search(title) for title in titles)
    return not years and any(_TERM_REVIEW.search(title) for title in titles)


class Scopes:
    """The scopes that are open; sentences are given to it in order.

    Args:
        text: The source.
        clock: The periods of the report.
    """

    def __init__(self, text: str, clock: Clock) -> None:
        self.text = text
        self.clock = clock
        self.carried: Time | None = None
        self.led: Time | None = None
        self.term: str | None = None
        self.year: int | None = None
        self.side: Time | None = None
        self.end = 0
        self.listed: Time | None = None
        self._listed_under: str | None = None
        self.aimed: str | None = None
        self._titles: tuple[str, ...] = ()
        self._aimed_under: tuple[str, ...] = ()
        self._first: Time | None = None
        self._figures = False
        self._origins: dict[str, str] = {}

    def leave(self, times: Sequence[Time]) -> None:
        """Hear what the times of a sentence open, its numbers having been asked for."""
        opening = [time for time in times if time.opens and not time.under and not time.own_only]
        self.side = next(
            (time for time in reversed(times) if not time.own_only and not time.named), self.side
        )
        if self._first is None and opening and opening[0].topical and not self._figures:
            self._first = opening[0]
        for time in opening:
            self.year = (time.year if time.topical else None) or self.year
            if time.topical or not relative(time):
                self.carried = time

    def enter(self, sentence: Span, titles: tuple[str, ...], *, anew: bool, item: bool) -> None:
        """Begin a sentence.

        Args:
            sentence: Its range.
            titles: The headings above it.
            anew: Whether it opens a paragraph or an item.
            item: Whether it opens an item.
        """
        if anew:
            self._close_paragraph(item=item)
        elif self.text[self.end - 1] not in _GOES_ON:
            self.side = None
            if self.carried and not self.carried.topical:
                self.carried = None
        self.end = sentence.end
        headed, self._titles = titles != self._titles, titles
        opening = self.text[sentence.start : min(sentence.end, sentence.start + _OPENING)]
        self._enter_term(opening, titles[-1] if headed and titles else "")

    def _close_paragraph(self, *, item: bool) -> None:
        """End a paragraph; one without figures sets the time of what follows it."""
        first, self._first = self._first, None
        self.carried, self.side, self.year = None, None, None
        if first and not self._figures:
            listing = item or self.text[max(0, self.end - 4) : self.end].rstrip().endswith(_LIST_END)
            self.listed, self._listed_under = (first, None) if listing else (None, None)
            if first.date and not first.point and not first.event:
                self.led = first
        elif not item:
            self.listed = None
        self._figures = False

    def hear(self, titles: tuple[str, ...], *, figure: bool) -> None:
        """A number of the sentence is asked for.

        Args:
            titles: The headings above it: lists end with the outermost, aims with their chapter.
            figure: Whether it belongs into a table of figures.
        """
        self._figures |= figure
        outermost = titles[0] if titles else ""
        if self.listed and self._listed_under is None:
            self._listed_under = outermost
        elif self._listed_under != outermost:
            self.listed = None
        if self.aimed and titles and not self._goes_on(titles):
            self.aimed = None

    def _goes_on(self, titles: tuple[str, ...]) -> bool:
        """Whether the aims of a term hold under headings: in their own chapter, or, where they stood above all, until one names a year."""
        if self._aimed_under:
            return titles[: len(self._aimed_under)] == self._aimed_under
        return not (_YEAR_REVIEW.search(titles[-1]) or _OWN_YEAR.search(" ".join(titles)))

    def set_out(self, role: str, said: str | None) -> None:
        """A change sets out from a time: 从2020年的10.5万元提高到14万元."""
        if said and YEAR.fullmatch(said):
            self._origins[role] = said

    def origin(self, role: str) -> str | None:
        """What a change that names no time sets out from: the same as the last one that did, among what has its role."""
        return self._origins.get(role)

    def anchor(self, times: Sequence[Time]) -> int | None:
        """The year that 年末 or 一季度 is of: that of the last time before it that names one.

        Args:
            times: The expressions of the sentence before it.
        """
        for time in reversed(times):
            if time.year and time.opens:
                return time.year
        return self.year

    def _enter_term(self, opening: str, heading: str) -> None:
        """Whether a sentence, or the heading that it comes first under, begins or ends the review of a five-year term."""
        fifth, outline = TERM_SIGN in opening + heading, _OUTLINE in opening
        if not (fifth or outline or self.term or self.aimed):
            return
        review = (_TERM_REVIEW.search(opening) or _TERM_REVIEW.search(heading)) if fifth else None
        year = self.clock.year
        name = (review.group(1) or review.group(2)) if review else None
        if review and year and not (name and self.clock.period is None):
            first = TERMS[name] if name else year - 4
            if not name and self.term and 0 <= first - int(self.term[:4]) <= 1:
                return  # 五年来, of the years of the plan that was named
            self.term = f"{first}/{first + 4}" if first + 4 <= year else None
        elif self.term and (turned := _YEAR_REVIEW.search(opening)):
            one = turned.group().startswith(_CENTURY) and _heads_term(self._titles)
            self.term = self.term if one else None
        if (fifth or outline) and _AIMED_TERM.search(opening):
            self.aimed, self._aimed_under = self._next_term(), self._titles
        elif self.aimed and (_YEAR_REVIEW.search(opening) or self.aimed[:4] in _OWN_YEAR.findall(opening)):
            self.aimed = None

    def _next_term(self) -> str | None:
        """The five-year term that begins with the year planned for, if one does."""
        planned = YEAR.search(self.clock.plan or "")
        first = int(planned.group()) if planned else 0
        return f"{first}/{first + 4}" if first in TERMS.values() else None
