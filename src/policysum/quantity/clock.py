"""The periods a report covers and plans for, and what its words of time mean by them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from policysum.lexicon import table

__all__ = ["TERMS", "TIME_WORDS", "YEAR", "YEARS_BACK", "Clock", "planned_term", "stated_plan"]

YEAR = re.compile(r"\d{4}")
_STATED = re.compile(r"(20\d\d)年[，,]")
TERMS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_TERM_TITLE = re.compile(r"“?(十[一二三四五]五)”?(?:时期|期间|规划|发展的?主要|目标|经济社会)")
_PLAN_TITLE = re.compile(
    r"(?<![-—至到\d])(20\d\d)年(?:度)?([上下]半年)?(?![-—至到末底初来以])[^，,。；;\d]{0,12}"
    r"(?:安排|打算|计划|思路|目标|任务|预期|重点|举措|建议|谋划|部署|工作)[^\d]{0,8}$"
)
"""A heading of plans that prints its year: 2024年主要工作安排."""
_HALF_TITLED = {"上半年": "H1", "下半年": "H2"}
_WORDS = table("time_words")
TIME_WORDS = _WORDS.alternation("shape", "so_far", "now")
"""Words of time, as they are looked for."""
_NOW = frozenset(_WORDS.words("now"))
_SO_FAR = frozenset(_WORDS.words("so_far"))
_SHAPES = _WORDS.values("shape", "term", "so_far")
"""What a word of time means, given the year of the report."""
YEARS_BACK = re.compile(r"(?:最?近|过去)([一二两三四五六七八九十]|\d{1,2})年|([二两三四六七八九十])年来")
"""Years that end with that of the report: 近三年, 两年来."""
_NUMERALS = {digit: value for value, digit in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Clock:
    """The periods a report covers and plans for, and the year that it calls 今年."""

    period: str | None = None
    plan: str | None = None
    this_year: int | None = None

    @classmethod
    def of(cls, text: str, period: str | None, plan: str | None) -> Clock:
        """The clock of a report.

        A range that is no five-year term was gathered from the dates of the text, so an undated number of it
        has no period; 今年 is then the year planned for, or the one after the last year told as past.
        """
        years = [int(year) for year in YEAR.findall(period or "")]
        if period and not (len(years) == 2 and "/" in period and years[1] - years[0] != 4):
            return cls(period, plan)
        planned = YEAR.search(plan or "")
        return cls(None, plan, int(planned.group()) if planned else _this_year(text))

    @property
    def year(self) -> int | None:
        """The year of the report."""
        last = _last_year(self.period or "")
        return self.this_year if last is None else last

    @property
    def now(self) -> str | None:
        """What 目前 means: the end of the covered period."""
        if not self.period:
            return f"as_of:{self.this_year}" if self.this_year else None
        end = self.period.rsplit("/", 1)[-1].removeprefix("as_of:")
        if end.endswith("H1"):
            return f"as_of:{end[:4]}-06"
        if len(end) == 4 or end.endswith("H2"):
            return f"as_of:{end[:4]}-12"
        return f"as_of:{end}"

    def resolve(self, word: str, *, plan: bool, planned: str | None = None) -> str | None:
        """The period that a word such as 去年 stands for; None where the text does not say.

        Args:
            word: The word.
            plan: Whether it stands under a plan.
            planned: What the heading of the plan says it is for, if it does.
        """
        for name, first in TERMS.items():
            if name in word:
                return str(first + 4) if word.endswith("末") else f"{first}/{first + 4}"
        if word in _NOW:
            return self.now
        stated = YEAR.search(planned or self.plan or "") if plan else None
        year = int(stated.group()) if stated else self.year
        if year is None:
            return None
        if not plan and (back := YEARS_BACK.fullmatch(word)):
            digits = back.group(1) or back.group(2)
            count = _NUMERALS.get(digits) or int(digits)
            return f"{year - count + 1}/{year}"
        return self._of_year(word, year, plan=plan)

    def _of_year(self, word: str, year: int, *, plan: bool) -> str | None:
        """What a word means in a year."""
        if word in _SO_FAR and self.period and not plan:
            return self.period
        shape = _SHAPES.get(word)
        if shape is None:
            return None
        return shape.format(year=year, last=year - 1, next=year + 1, first=year - 4, fifth=year + 4)


@lru_cache(maxsize=64)
def _last_year(period: str) -> int | None:
    found = YEAR.findall(period)
    return int(found[-1]) if found else None


def _this_year(text: str) -> int | None:
    """The year a text without a stated period calls 今年: the one after the last year it tells as past."""
    if "今年" not in text and "目前" not in text:
        return None
    stated = [int(year) for year in _STATED.findall(text)]
    return max(stated) + 1 if stated else None


def stated_plan(titles: tuple[str, ...]) -> str | None:
    """The year or half year that a heading of plans prints."""
    for title in reversed(titles):
        if stated := _PLAN_TITLE.search(title):
            return stated.group(1) + _HALF_TITLED.get(stated.group(2) or "", "")
    return None


def planned_term(titles: tuple[str, ...]) -> str | None:
    """The term that a chapter plans for, if its title says so."""
    for title in reversed(titles):
        if named := _TERM_TITLE.findall(title):
            first = TERMS[named[-1]]
            return None if "20" in title else f"{first}/{first + 4}"
    return None
