"""The years that a title names: those it looks back on, and those it plans for."""

from __future__ import annotations

import re

from policysum.lexicon import Phrase, table

__all__ = ["part_at_first", "years_of_title"]

_WORDS = "year_words"
_WHEN = Phrase(
    _WORDS,
    r"((?:19|20)\d\d)\s*[-—–~{=until}]\s*((?:19|20)\d\d){signs.year}"
    r"|(?:((?:19|20)\d\d){signs.year}?{year_words.of_year}?\s*+)?"
    r"(?:({part})"
    r"|(?:{signs.front}|(?<!\d)(1[0-2]|0?[1-9])\s?(?:{signs.month}{date_words.month_part}?\s?)?[-—–~～{=until}]\s?)"
    r"(1[0-2]|0?[2-9])\s?(?:{date_words.months}|{signs.month}))"
    r"|((?:19|20)\d\d){signs.year}(1[0-2]|0?[1-9]){signs.month}(?:{period_words.month_counted}|(?!{no_title_month})(?=[\u4e00-\u9fff]{2}))"
    r"|((?:19|20)\d\d)(?:{signs.year}|(?=\D{0,2}{of_work}))",
)
_CARRIED_OUT = Phrase(_WORDS, "{planned}(?:{signs.of})?{carried_out}")
_PLAN_WORD = Phrase(_WORDS, "{plan}")
_DONE_WORD = Phrase(_WORDS, "{done}")
_FIRST_PLAN = re.compile(table(_WORDS).alternation("parts_plan"))
_NEXT_YEAR = Phrase(_WORDS, "{next_year}")
_HALF_YEAR = {6: "H1", 12: ""}


def years_of_title(title: str, year: str = "") -> tuple[str | None, str | None]:
    """The period a title looks back on and the one it plans for.

    Args:
        title: The title.
        year: What its parts of a year are of, where none is printed before them: 前5个月…情况.
    """
    done: str | None = None
    plan: str | None = None
    matches = list(_WHEN.pattern.finditer(title))
    for number, match in enumerate(matches):
        first, last, part_year, part, begin, month, of_year, single, whole = match.groups()
        stop = matches[number + 1].start() if number + 1 < len(matches) else len(title)
        tail = title[match.end() : stop]
        year = part_year or of_year or whole or last or year
        if first:
            value = f"{first}/{last}"
        elif month:
            value = _months_of(year, int(begin or 1), int(month))
        elif single:
            value = f"{year}-{int(single):02}"
        else:
            form = table(_WORDS).values("part")[part] if part else "{year}"
            value = form.replace("{year}", year) if year else ""
        if not value:
            continue
        is_plan = (
            bool(_PLAN_WORD.search(tail))
            and not _CARRIED_OUT.search(tail)
            and not _DONE_WORD.search(_FIRST_PLAN.split(tail)[0])
        )
        if is_plan or (done and value.endswith("H2")):
            plan = plan or value
        else:
            done = done or value
            if _PLAN_WORD.search(tail) and plan is None and _NEXT_YEAR.search(tail) and year.isdigit():
                plan = str(int(year) + 1)
    return done, plan


def _months_of(year: str, first: int, last: int) -> str:
    """The period of some months of a year; nothing where the year is not known, or they are not in order."""
    if not year or first >= last:
        return ""
    if first == 1 and last in _HALF_YEAR:
        return f"{year}{_HALF_YEAR[last]}"
    return f"{year}-{first:02}/{year}-{last:02}"


def part_at_first(text: str) -> str | None:
    """The part of a year that a text begins with: 2021年前三季度，全市…."""
    found = _WHEN.pattern.match(text)
    if found is None or not found.group(3) or not (found.group(4) or found.group(6)):
        return None
    return years_of_title(found.group())[0]
