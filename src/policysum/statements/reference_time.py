"""The periods a report covers and plans for, and what its words of time mean by them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from policysum.lexicon import table
from policysum.quantity.numerals import chinese

__all__ = [
    "HAVING",
    "OF_YEAR",
    "TERMS",
    "TERM_SIGN",
    "TIME_WORDS",
    "YEAR",
    "YEARS_BACK",
    "Clock",
    "count_of",
    "planned_term",
    "reviewed_year",
    "speaks_of_last_year",
    "speaks_of_next_year",
    "stated_plan",
]

YEAR = re.compile(r"\d{4}")
_PERIODS = table("period_words")
_WORDS = table("time_words")
_STATED = _PERIODS.compiled(r"(20\d\d){signs.year}[，,]")
TERM_SIGN = next(row.word for row in table("numerals").of("digit") if row.value == "5")
"""A word without it names no five-year plan."""
TERMS = {
    row.word: int(row.value)
    for row in sorted(_WORDS.of("plan_name"), key=lambda row: len(row.word), reverse=True)
}
"""The first years of the five-year plans; the longer names first, as 十八五 holds 八五."""
_TERM_TITLE = _PERIODS.compiled("“?({time_words.plan_name})”?{term_titled}")
_PLAN_TITLE = _PERIODS.compiled(
    r"(?<![-—\d])(?<!{number_words.to})(20\d\d){signs.year}{number_words.degree}?({date_words.half_year})?"
    r"(?![-—]|{number_words.to}|{not_plan_year})[^，,。；;\d]{0,12}{titled_plan}[^\d]{0,8}$"
)
"""A heading of plans that prints its year: 2024年主要工作安排."""
_HALF_TITLED = table("date_words").values("half_year")
_REVIEW_TITLE = _PERIODS.compiled(
    r"[^\d]{0,8}(20\d\d){signs.year}{number_words.degree}?(?!{date_words.half_year}|{not_plan_year}|[-—\d]|{number_words.to})"
)
"""A heading of a review that prints its year: 2023年工作回顾."""
_OPENS = r"[。；;，,\n][^\S\n]{0,8}"
_LAST_YEAR = re.compile(_OPENS + _PERIODS.form("{last_year}(?!{compared_after}|{not_plan_year})"))
_NOW_YEAR = _PERIODS.compiled("{now_year}(?!{signs.of}?{planned_now})")
"""The year called 今年, but where it is that of what is to come: 今年计划, 今年的经济工作."""
_NOW_WORDS = _PERIODS.words("now_year")
_NOW_OPENS = re.compile(_OPENS + _PERIODS.form("{now_year}(?!{signs.of}?{planned_now})"))
_NEXT_YEAR = table("year_words").compiled("{next_year}")
TIME_WORDS = _WORDS.alternation("shape", "so_far", "now", "having")
"""Words of time, as they are looked for."""
HAVING = frozenset(_WORDS.words("having"))
"""Words that say when something is counted where they open a clause: 现有职工120人, not 对现有12家."""
_NOW = frozenset(_WORDS.words("now")) | HAVING
_SO_FAR = frozenset(_WORDS.words("so_far"))
_SHAPES = _WORDS.values("shape", "term", "so_far")
"""What a word of time means, given the year of the report."""
YEARS_BACK = _PERIODS.compiled(
    r"{past_years}({numerals.digit|numerals.two|numerals.ten}|\d{1,2}){signs.year}"
    r"|({back_count}){signs.year}{come}"
)
"""Years that end with that of the report: 近三年, 两年来."""
_YEARS_AHEAD = _PERIODS.compiled(
    r"{coming_years}({numerals.digit|numerals.two|numerals.ten}|\d{1,2}){signs.year}"
)
"""Years that begin with the first one planned for: 未来三年."""
_TERM_BACK = _PERIODS.compiled("{past_term}|{five}{signs.year}{come}")
"""The five years before, in a plan as well: 五年来, 过去五年."""
OF_YEAR = frozenset(_PERIODS.words("of_year"))
"""Parts of the year that is spoken of: where the report is of no year, they say none."""
_ONE_OR_FIVE = frozenset({0, 4})
"""Years between the ends of a report's own period: parts of one year (2021Q1/2021Q3), or a five-year term."""
_QUARTER_ENDS = {"H1": "06", "H2": "12", "Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12"}
_PARTS = {"01/06": "H1", "Q1/Q2": "H1", "07/12": "H2", "Q3/Q4": "H2", "01/12": "", "Q1/Q4": ""}
_THIS_YEAR = _PERIODS.words("this_year")
_SOME_YEARS = _PERIODS.compiled(
    r"(?:({signs.front})|{plan_last})({numerals.digit|numerals.two}|\d){signs.year}$"
)
"""Some of the years of a plan: “十一五”前四年."""
_SUMMED_YEARS = _PERIODS.compiled("({back_count|five}){signs.year}")
"""Years without a word that says on which side of the report they lie: 四年累计."""
_SINCE = table("date_words").words("since")
_TERM_END = _PERIODS.word("term_end")


@dataclass(frozen=True, slots=True)
class Clock:
    """The periods a report covers and plans for, and the year that it calls 今年."""

    period: str | None = None
    plan: str | None = None
    this_year: int | None = None
    later: bool = False
    """Whether it is written in the year after the one it covers, which it then calls 去年."""
    ahead: bool = False
    """Whether it is written in the year it covers, which it calls 今年, and calls the one it plans for 明年."""
    guessed: bool = False
    """Whether the year that it calls 今年 is only the one after the last that it gives as past, or the first of several that it plans for: nothing is counted in that."""

    @classmethod
    def of(
        cls,
        text: str,
        period: str | None,
        plan: str | None,
        *,
        written: int | None = None,
        later: bool = False,
        ahead: bool = False,
    ) -> Clock:
        """The clock of a report.

        A range that is no five-year term was gathered from the dates of the text, so an undated number of it
        has no period; 今年 is then the year planned for, or the one after the last year given as past.

        Args:
            text: The report.
            period: The period it covers.
            plan: The period it plans for.
            written: The year it was written in, where it covers none.
            later: Whether it calls the year it covers 去年.
            ahead: Whether it calls that 今年, and the year it plans for 明年.
        """
        years = [int(year) for year in YEAR.findall(period or "")]
        if period and not (len(years) == 2 and "/" in period and years[1] - years[0] not in _ONE_OR_FIVE):
            return cls(period, plan, later=later, ahead=ahead)
        planned = YEAR.search(plan or "")
        said = written or (int(planned.group()) if planned else None)
        of_term = written is None and "/" in (plan or "")
        guessed = of_term or (said is None and not any(word in text for word in _NOW_WORDS))
        return cls(None, plan, said or _this_year(text), guessed=guessed)

    @property
    def year(self) -> int | None:
        """The year of the report."""
        last = _last_year(self.period or "")
        return self.this_year if last is None else last

    @property
    def of_term(self) -> bool:
        """Whether the covered period is of several years, and no part of one: 2021/2025, not 2021Q1/2021Q3."""
        return len(set(YEAR.findall(self.period or ""))) > 1

    @property
    def past(self) -> int | None:
        """The last year that is over: the one that the report covers, else the one before that it is written in."""
        return self.year if self.period or self.year is None else self.year - 1

    @property
    def now(self) -> str | None:
        """What 目前 means: the end of the covered period."""
        if not self.period:
            return f"as_of:{self.this_year}" if self.this_year and not self.guessed else None
        end = self.period.rsplit("/", 1)[-1].removeprefix("as_of:")
        if len(end) == 4:
            return f"as_of:{end}-12"
        month = _QUARTER_ENDS.get(end[4:])
        return f"as_of:{end[:4]}-{month}" if month else f"as_of:{end}"

    def resolve(
        self, word: str, *, plan: bool, planned: str | None = None, year: int | None = None
    ) -> str | None:
        """The period that a word such as 去年 stands for; None where the text does not say.

        Args:
            word: The word.
            plan: Whether it stands under a plan.
            planned: What the heading of the plan says it is for, if it does.
            year: The year that the text speaks of there, if it says so.
        """
        if word in _NOW:
            return self.now
        if term := self.term(word):
            return term
        if year is not None:
            return self._of_year(word, year, plan=True)
        year = self._year_of(plan=plan, planned=planned)
        if year is None or (not plan and not self.period and word in OF_YEAR):
            return None
        if (ahead := _YEARS_AHEAD.fullmatch(word)) and (planned or self.plan):
            first = self._year_of(plan=True, planned=planned) or year
            return f"{first}/{first + count_of(ahead.group(1)) - 1}"
        if plan and self.past and (YEARS_BACK.fullmatch(word) or _TERM_BACK.fullmatch(word)):
            year = self.past  # 两年来 in a plan is of what was done before it
        return _years_back(word, year, plan=plan) or self._of_year(word, year, plan=plan)

    def term(self, word: str) -> str | None:
        """The years of a five-year plan that a word names; 以来 ends with the year of the report."""
        for name, first in TERMS.items() if TERM_SIGN in word else ():
            if name in word:
                if some := _SOME_YEARS.search(word):
                    count = count_of(some.group(2))
                    return (
                        f"{first}/{first + count - 1}"
                        if some.group(1)
                        else f"{first + 5 - count}/{first + 4}"
                    )
                if word.endswith(_TERM_END):
                    return str(first + 4)
                last = min(first + 4, self.year or 0) if word.endswith(_SINCE) else 0
                return f"{first}/{last if last > first else first + 4}"
        return None

    def part(
        self, part: str, *, plan: bool, planned: str | None = None, year: int | None = None
    ) -> str | None:
        """The period that a part of a year stands for: Q1, 01/11."""
        year = year or self._year_of(plan=plan, planned=planned)
        if year is None:
            return None
        if part in _PARTS:
            return f"{year}{_PARTS[part]}"
        return "/".join(f"{year}{'' if one.startswith('Q') else '-'}{one}" for one in part.split("/"))

    def _year_of(self, *, plan: bool, planned: str | None) -> int | None:
        """The year that words of time count from."""
        stated = YEAR.search(planned or self.plan or "") if plan else None
        return int(stated.group()) if stated else self.year

    def _of_year(self, word: str, year: int, *, plan: bool) -> str | None:
        """What a word means in a year."""
        if word in _SO_FAR and self.period and not plan:
            return self.period
        shape = _SHAPES.get(word)
        if shape is None:
            return None
        last = year if self.later and not plan else year - 1
        next_year = year if self.ahead and plan and self.year == year - 1 else last + 2
        return shape.format(
            year=year, last=last, before=year - 1, next=next_year, first=year - 4, fifth=year + 4
        )


def _years_back(word: str, year: int, *, plan: bool) -> str | None:
    """The years that end with one: 近三年; those that begin with it where a plan only counts them: 三年累计."""
    back = YEARS_BACK.fullmatch(word)
    counted = back or _SUMMED_YEARS.fullmatch(word)
    if counted is None:
        return None
    more = count_of(next(filter(None, counted.groups()))) - 1
    if plan and not back:
        return f"{year}/{year + more}"
    first = year - more
    return str(year) if first == year else f"{first}/{year}"


def speaks_of_last_year(text: str, *, least: int, plans: str = "") -> bool:
    """Whether a text that looks back opens clauses with 去年, as many as `least`, and never says 今年.

    Where its `plans` are for 今年, and nothing speaks of 明年, one clause is enough; 今年 then opens none.
    """
    opened = len(_LAST_YEAR.findall(f"\n{text}"))
    if opened and any(word in plans for word in _NOW_WORDS) and not _NEXT_YEAR.search(text + plans):
        return _NOW_OPENS.search(f"\n{text}") is None
    return opened >= least and _NOW_YEAR.search(text) is None


def speaks_of_next_year(text: str, plans: str) -> bool:
    """Whether a text calls the year that it looks back on 今年, and that of its plans 明年."""
    return (
        _NEXT_YEAR.search(plans) is not None
        and not any(word in plans for word in _NOW_WORDS)
        and _NOW_OPENS.search(f"\n{text}") is not None
    )


@lru_cache(maxsize=256)
def reviewed_year(titles: tuple[str, ...]) -> str | None:
    """The year that the innermost dated heading of a review prints."""
    for title in reversed(titles):
        if years := YEAR.findall(title):
            found = _REVIEW_TITLE.match(title)
            return found.group(1) if found and len(years) == 1 else None
    return None


def count_of(digits: str) -> int:
    """The number that one or two digits write: 三, 12."""
    number = chinese(digits)
    return int(number.value) if number else int(digits)


@lru_cache(maxsize=64)
def _last_year(period: str) -> int | None:
    found = YEAR.findall(period)
    return int(found[-1]) if found else None


def _this_year(text: str) -> int | None:
    """The year a text without a stated period calls 今年: the one after the last year it gives as past."""
    if not any(word in text for word in _THIS_YEAR):
        return None
    stated = [int(year) for year in _STATED.findall(text)]
    return max(stated) + 1 if stated else None


@lru_cache(maxsize=256)
def stated_plan(titles: tuple[str, ...]) -> str | None:
    """The year or half year that a heading of plans prints."""
    for title in reversed(titles):
        if stated := _PLAN_TITLE.search(title):
            return stated.group(1) + _HALF_TITLED.get(stated.group(2) or "", "")
    return None


@lru_cache(maxsize=256)
def planned_term(titles: tuple[str, ...]) -> str | None:
    """The term that a chapter plans for, if its title says so."""
    for title in reversed(titles):
        if named := _TERM_TITLE.findall(title):
            first = TERMS[named[-1]]
            return None if "20" in title else f"{first}/{first + 4}"
    return None
