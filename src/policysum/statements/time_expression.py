"""One expression of time in a sentence, and the words that print one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Span
from policysum.statements.reference_time import TIME_WORDS

__all__ = ["Time", "TimeWords"]

_PERIODS = table("period_words")
_N = _PERIODS.form(r"(?:{numerals.digit|numerals.two|numerals.ten}|\d{1,2})")
_YEARS_OF_PLAN = _PERIODS.form("(?:{signs.front}|{plan_last}){n}{signs.year}", n=_N)
# Every form begins with a plain character, so that a scan passes quickly over all others.
_WORDS = re.compile(
    "|".join(
        (
            TIME_WORDS,
            _PERIODS.alternation("until_now"),
            _PERIODS.led(
                "back_count",
                r"{signs.year}(?:{come}|(?<![\d{=numerals.digit|numerals.ten|not_back}].{signs.year})(?={over_term}|(?<=[。；;，,：:\n].{signs.year})(?!{no_term|averaged})[^，,。；;：:\d]{1,24}\d))",
            ),
            _PERIODS.led("span", " ?{n} ?{span_unit}", n=_N),
            _PERIODS.led(
                "five",
                r"{signs.year}(?<![\d{ordinal}].{signs.year})"
                r"(?={over_term}|[，,]|(?<=[。；;，,：:\n].{signs.year})(?!{no_term})[^，,。；;：:\d]{1,24}\d)",
                ordinal=signs.ORDINAL,
            ),
            *(
                table("time_words").led(
                    "plan_name",
                    closing + "(?:{period_words.of_plan}?{period_words.plan_span}|" + _YEARS_OF_PLAN + ")",
                    opening=opening,
                )
                for opening, closing in (("“", "”?"), ("", "”?"))
            ),
            _PERIODS.led("campaign", "”?{begun}{date_words.since}"),
        )
    )
)
_YEARS = frozenset(
    row.word for row in table("time_words").of("shape") if row.value in {"{last}", "{before}", "{next}"}
)
_YEARLY = table("number_words").words("degree")


@dataclass(slots=True)
class Time:
    """One expression of time and how far it reaches.

    Attributes:
        start: where it begins.
        word: what is printed.
        date: what it says, if it is a date with a year.
        part: the part of a year that it is, if it is a date without one: Q1, 01/11.
        opens: whether it stands where a clause begins.
        topical: whether what comes after it stands under it, too: 2023年，….
        scene: whether a sentence is about it (2025年是收官之年), which says little of what comes after it.
        under: whether it is of a part of what is said (其中2023年): it ends with its sentence.
        point: whether it says until when something is counted: 至2023年底.
        so_far: whether that is past: 截至2023年底.
        due: whether it is a deadline: 2025年底前.
        beside: whether it is that of the number beside it and of no other: a change sets out from it (从2012年的), or it
            belongs to a noun (依据的2023年评价结果) or to the beginning of a thing (成立于1986年).
        origin: whether a change sets out from it.
        until: where the plan ends that it belongs to (全年任务); -1 if it is none.
    """

    start: int
    word: str
    date: str = ""
    part: str = ""
    opens: bool = False
    topical: bool = False
    scene: bool = False
    under: bool = False
    point: bool = False
    so_far: bool = False
    due: bool = False
    beside: bool = False
    origin: bool = False
    until: int = -1

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.word)

    @property
    def own_only(self) -> bool:
        """Whether it is of the number beside it only."""
        return self.beside or self.until != -1

    @property
    def named(self) -> bool:
        """Whether it is part of a name (获得2021年度奖励), which holds for nothing behind a semicolon."""
        return not self.opens and self.word.endswith(_YEARLY)

    @property
    def year(self) -> int | None:
        """The single year that it names, if it does."""
        return int(self.date[:4]) if self.date and "/" not in self.date else None

    @property
    def of_year(self) -> bool:
        """Whether it names one year, in figures or in words: 2023年, 去年."""
        return self.year is not None or self.word in _YEARS

    @property
    def event(self) -> bool:
        """Whether it is the day or month of something that happened, which says nothing of the next sentence."""
        day = "-" in self.date and "/" not in self.date
        return (day or (self.part[:1].isdigit() and "/" not in self.part)) and not self.point


class TimeWords:
    """The words of time of a text, found in one scan; sentences ask for theirs in order."""

    def __init__(self, text: str) -> None:
        self._words = [Span(*match.span()) for match in _WORDS.finditer(text)]
        self._at = 0

    def within(self, sentence: Span) -> list[Span]:
        """Those of a sentence."""
        words, first = self._words, self._at
        stop = first
        while stop < len(words) and words[stop].start < sentence.end:
            stop += 1
        self._at = stop
        return words[first:stop]
