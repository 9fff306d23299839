"""The five years of a plan outline, by the number of the plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policysum.document.numerals import NUMERAL, chinese_number, chinese_numeral
from policysum.lexicon import Phrase, table
from policysum.statements.reference_time import TERMS

if TYPE_CHECKING:
    import re

__all__ = [
    "earlier_plan",
    "five_years",
    "five_years_of_opening",
    "plan_under_review",
    "term_of_prose",
    "term_until",
]

_WORDS = "year_words"
_NAMED = Phrase(
    _WORDS,
    rf"{{signs.ordinal}}({NUMERAL}){{nth_plan}}|[“\"]?{{plan_short}}[”\"]?{{plan_matter}}|[“\"]?{{plan_named}}[”\"]?",
)
_OUTLINE = Phrase(_WORDS, "{outline}")
_DONE = Phrase(_WORDS, "{done}")
_EVALUATES = Phrase(_WORDS, "{evaluates}")
_UNTIL = Phrase(_WORDS, r"{up_to}\s?((?:19|20)\d\d){signs.year}")
_OWN = Phrase(_WORDS, "[^，。；、\\n]{0,16}{outline}")
_CITED = Phrase(_WORDS, "{cites}[^，。；\\n]{0,12}$")
_NEAR = 16
_TERMS = table("period_words").words("plan_span")
_FIRST_PLAN = 1953  # of the first of the five-year plans
_READ = 8000
_SPOKEN = table("period_words").compiled(
    rf"[“\"]?(?:({{time_words.plan_name}})|{{signs.ordinal}}({NUMERAL}){{year_words.nth_plan}})[”\"]?(?:{{plan_span}}|{{year_words.plan_matter}}{{plan_span}})"
)
"""The years of a plan as its own prose speaks of them: “八五”期间, not 比“七五”期间."""
_BACK = table("period_words").compiled("(?:{term_end}|{date_words.since})$")
"""What ends or begins with a plan is of another one: “十一五”末, “十四五”以来."""
_BESIDE = table("period_words").words("beside")
_OF_FIVE = table("period_words").compiled("{five}{signs.year}{over_term}")
_SHORT = Phrase(_WORDS, r"[“”\"]|{plan_matter}$")


def five_years(title: str) -> str | None:
    """The five years of a plan outline, whatever farther horizon it has beside them: 第十四个五年规划和2035年远景目标纲要."""
    found = _NAMED.search(title)
    if found is None or not _OUTLINE.search(title) or _DONE.search(title):
        return None
    return _years(found)


def plan_under_review(title: str, body: str) -> tuple[str, str, str] | None:
    """The years of a plan that a title says was looked at on its way, up to which year, and its last one.

    Args:
        title: the title: “十四五”规划中期评估报告.
        body: the text, which says until when it looks back: 截至2023年6月底.
    """
    found = _NAMED.search(title)
    if found is None or not _OUTLINE.search(title) or not _EVALUATES.search(title, found.end()):
        return None
    first, last = _years(found).split("/")
    until = max(
        (year for year in _UNTIL.pattern.findall(body[:_READ]) if first <= year <= last), default=None
    )
    return (f"{first}/{until}", until, last) if until else None


def _years(found: re.Match[str]) -> str:
    """The years of a plan that is named."""
    named = found.group(1)
    name = "" if named else _SHORT.without(found.group())
    number = chinese_number(named) if named else int(table(_WORDS).values("plan_short", "plan_named")[name])
    first = _first_year(number)
    return f"{first}/{first + 4}"


def _first_year(number: int) -> int:
    """The first year of a plan; the third began in 1966, after three years of adjustment."""
    return _FIRST_PLAN + 5 * (number - 1) + (3 if number > 2 else 0)


def five_years_of_opening(opening: str) -> str | None:
    """The five years of the plan that the first words of one without a title name most often as their own."""
    named = Counter(
        _years(found)
        for found in _NAMED.pattern.finditer(opening)
        if _OWN.match(opening, found.end())
        and not _CITED.search(opening[max(0, found.start() - _NEAR) : found.start()])
    )
    first, second = [*named.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] > second[1] else None


def term_until(year: int, body: str) -> str | None:
    """The five years of the plan that ends with a year, if prose names it: “八五”期间."""
    names = [row.word for row in table("time_words").of("plan_name") if int(row.value) + 4 == year]
    spoken = any(
        f"{name}{closing}{term}" in body for name in names for closing in ("", "”") for term in _TERMS
    )
    return f"{year - 4}/{year}" if spoken else None


def earlier_plan(body: str, first: int) -> bool:
    """Whether a plan outline reviews the five years before: 十三五时期, 过去五年."""
    number = (first - 5 - _FIRST_PLAN - 3) // 5 + 1
    # Before the first plan there was none, and its outline may still look back on five years.
    name = rf'{chinese_numeral(number)}{chinese_numeral(5)}[”"]?{{term}}|' if number > 0 else ""
    return Phrase(_WORDS, f"{name}{{five_years}}").search(body[:_READ]) is not None


def term_of_prose(body: str, latest: int | None) -> str | None:
    """The five years that a plan without a title is for, by what its sentences say.

    That is the plan which the latest year they name falls into, or the one they name most often; else the five years up to the latest one that is named, if it is the last of a
    plan and something is to be done 五年内.

    Args:
        body: the text.
        latest: the latest year that it speaks of.
    """
    named: Counter[int] = Counter()
    for found in _SPOKEN.finditer(body):
        before = body[max(0, found.start() - _NEAR) : found.start()]
        if not _BACK.search(found.group()) and not before.endswith(_BESIDE):
            short = found.group(1)
            number = chinese_number(found.group(2)) if not short else 0
            named[TERMS[short] if short else _first_year(number)] += 1
    if named:
        spoken = [year for year in named if latest and year <= latest <= year + 4]
        first = max(spoken or named, key=lambda year: (named[year], year))
        return f"{first}/{first + 4}"
    ends = latest is not None and latest - 4 in TERMS.values() and _OF_FIVE.search(body)
    return f"{latest - 4}/{latest}" if ends and latest else None
