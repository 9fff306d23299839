"""The five years of a plan outline, by the number of the plan."""

from __future__ import annotations

from policysum.document.headings import chinese_number
from policysum.lexicon import Phrase

__all__ = ["earlier_plan", "five_years"]

_WORDS = "year_words"
_NAMED = Phrase(
    _WORDS,
    r"第([一二三四五六七八九十]{1,3})个五年|[“\"]?(九|十)五[”\"]?(?:规划|计划|发展)|[“\"]?十([一二三四五六七])?五[”\"]?",
)
_OUTLINE = Phrase(_WORDS, "{outline}")
_DONE = Phrase(_WORDS, "{done}")
_NUMERALS = "零一二三四五六七八九"
_FIRST_PLAN = 1953  # of the first of the five-year plans
_READ = 8000


def five_years(title: str) -> str | None:
    """The five years of a plan outline, whatever farther horizon it has beside them: 第十四个五年规划和2035年远景目标纲要."""
    found = _NAMED.search(title)
    if found is None or not _OUTLINE.search(title) or _DONE.search(title):
        return None
    named, short, teens = found.groups()
    if named:
        number = chinese_number(named)
    elif short:
        number = chinese_number(short)
    else:
        number = 10 + chinese_number(teens or "")
    # The third plan began in 1966, after three years of adjustment.
    first = _FIRST_PLAN + 5 * (number - 1) + (3 if number > 2 else 0)
    return f"{first}/{first + 4}"


def earlier_plan(body: str, first: int) -> bool:
    """Whether a plan outline reviews the five years before: 十三五时期, 过去五年."""
    number = (first - 5 - _FIRST_PLAN - 3) // 5 + 1
    name = f"{'十' if number > 10 else ''}{_NUMERALS[number % 10] if number != 10 else '十'}五"
    return Phrase(_WORDS, rf'{name}[”"]?{{term}}|{{five_years}}').search(body[:_READ]) is not None
