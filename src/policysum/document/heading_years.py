"""The years that headings and prose speak of: what is past, and what is to come."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from policysum.document.numerals import NUMERAL
from policysum.document.title_years import years_of_title
from policysum.lexicon import Phrase, table
from policysum.statements.ground import plain_role

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "YEARLY",
    "commits",
    "heads_next_year",
    "latest_year",
    "of_a_term",
    "says_neither",
    "years_named",
    "years_of_headings",
]

_DONE = Phrase("year_words", "{done}")
_REPORT = Phrase("year_words", "{report}")
_PAST_YEAR = Phrase("year_words", r"((?:19|20)\d\d){signs.year}(?!{not_past}|(?:{rank})?{work}{ahead})")
_MARKS = table("heading_marks")
_MARK_BEHIND = "".join((" 　（(", *sorted({word[0] for word in _MARKS.words("first_clause")})))
"""What a mark begins with that ends a heading in mid-line, besides blanks."""
_HEADING = _MARKS.form(
    rf"[ \t　#*]{{0,6}}({{signs.ordinal}}?{NUMERAL}(?:{{main_part}}|[、．.，]|[ 　])|[（(]{NUMERAL}[)）])?"
    # What cannot be a heading is seen before its end is looked for.
    rf"[ \t　]{{0,4}}(?=[^\n。，；：{_MARK_BEHIND}]{{0,30}}+(?:[\n{_MARK_BEHIND}]|$))"
    r"([^\n。，；：]{0,30})(?=\n|$|[ 　]|[（(]{signs.one}[)）]|{first_clause})"
)
_YEAR_OF_HEADING = _MARKS.compiled(
    r"((?:19|20)\d\d)(?!\d|\s?{signs.year}\s?\d{1,2}\s?{signs.month}){signs.year}?({year_words.half_year})?"
)
_TERM = Phrase("year_words", "{term_review}")
_COMMITS = Phrase("commitment_words", "{commits}")
_FIRST_HEADING = re.compile(f"(){_HEADING}")
# What a heading may stand behind is read with it: so a scan skips all else.
_LATER_HEADING = re.compile(rf"[。；\n](){_HEADING}")
_WORDED = itemgetter(3)
"""The words of a heading, if it has any."""
_ENDS = {"", *"。！；：？”）"}
_READ = 60_000


def _headings(body: str) -> Iterator[re.Match[str]]:
    """The stretches of a text that may be headings: at its beginning, behind stops and line breaks.

    Each begins with its first group; its second is its mark, its third its words.
    """
    if body and (found := _FIRST_HEADING.match(body, 0, _READ)):
        yield found
    yield from _LATER_HEADING.finditer(body, 0, _READ)


@lru_cache(maxsize=1)
def years_of_headings(body: str) -> tuple[str | None, str | None]:
    """The years that headings look back on and plan for.

    A heading that names a year and nothing else plain is of what was done where it is the first of a text that
    commits to little, and of the plan behind one that looks back.
    """
    done: str | None = None
    plan: str | None = None
    reviewed = False
    for found in filter(_WORDED, _headings(body)):
        heading = found.group(3)
        year = _YEAR_OF_HEADING.search(heading)
        if year is None and reviewed:
            continue  # it can say nothing more
        start = found.start(1)
        if not found.group(2) and body[max(0, start - 99) : start].rstrip()[-1:] not in _ENDS:
            continue  # a line that was broken for its length
        back = _looks_back(heading)
        if year is None:
            reviewed = back
            continue
        ahead = _looks_ahead(heading)
        value = _part_of_year(
            heading, year.group(1) + ("H1" if year.group(2) else ""), back=back and not ahead
        )
        if back and ahead and not done and (next_one := _next_year(heading)):
            done, plan, reviewed = value, next_one, True
        elif back and not ahead:
            done, reviewed = done or value, True
        elif ahead or ((reviewed or done) and _is_titled(heading)):
            plan = plan or (value if value[:4] != (done or "")[:4] else None)
        elif _is_titled(heading) and done is None and plan is None and start == 0:
            if commits(body[found.end() : found.end() + 800]):
                plan = value
            else:
                done, reviewed = value, True
    return done, plan


def _part_of_year(heading: str, year: str, *, back: bool) -> str:
    """The part of a year that a heading looks back on, or the year: 2007年1—5月…计划执行情况."""
    part = years_of_title(heading)[0] if back else None
    return part if part and part.startswith(year) else year


def _next_year(heading: str) -> str | None:
    """The second year of a heading, if it is the one after the first: 1998年工作回顾和1999年工作的总体要求."""
    years = [int(year) for year, _ in _YEAR_OF_HEADING.findall(heading)]
    return str(years[1]) if len(years) > 1 and years[1] == years[0] + 1 else None


def _looks_back(heading: str) -> bool:
    return plain_role((heading,)) in {"review", "achievement"} or _words("back").search(heading) is not None


def _looks_ahead(heading: str) -> bool:
    return plain_role((heading,)) == "plan" or _words("ahead").search(heading) is not None


def says_neither(title: str) -> bool:
    """Whether a title says work and year, but not whether it is done: 2024年重点工作."""
    return (
        _is_titled(title) and not _looks_back(title) and not _DONE.search(title) and not _REPORT.search(title)
    )


def _is_titled(heading: str) -> bool:
    """Whether a stretch with a year is a heading and no clause: 2024年主要工作."""
    return _words("work").search(heading) is not None


def commits(text: str) -> bool:
    """Whether a stretch intends rather than compares with what was."""
    intended = _COMMITS.pattern.findall(text)
    return len(intended) > 1 and not _words("compared").search(text)


@cache
def _words(group: str) -> re.Pattern[str]:
    return re.compile(table("reading_words").alternation(group))


_SETS_OUT = Phrase("reading_words", "{sets_out}$")
_TITLED = Phrase("reading_words", r"[^\W\d]{0,16}{paper}")
"""What is named by the years it is for: 2001—2010年妇女发展纲要."""
_RANGE_ENDS = Phrase("reading_words", r"\d{4}{signs.year}?(?:[-—–~～]|{until})+$")
_LIKE_PART = Phrase(
    "reading_words",
    r"{like_part}|(?:、(?:19|20)\d\d{signs.year})?(?:(?!{period_words.beside})[^，。；,;\n\d]){0,16}{likened}",
)
"""Behind a year that is only compared with: 2016年同期, 与2010年普查相比."""
_SINCE = Phrase("reading_words", "{since}")
"""Behind the year that a stretch began with: the report is later."""
_FOUNDED = table("topic_words").words("founded")
_FOUNDS = Phrase(
    "reading_words", r"(?:\d{1,2}{signs.month})?(?:\d{1,2}{signs.day})?[^，。；,\n\d]{0,6}{founds}"
)
"""Behind a year in which something began: 2001年5月启动运营."""
YEARLY = Phrase("reading_words", "{yearly}")
"""What a report of one year says: 今年, 同比."""
_UNTIL = Phrase("reading_words", r"(?:^|[\W\d_]){until}$")
"""A goal, and not 提高到2021年的: what a verb leads to may be past."""


class YearsNamed(NamedTuple):
    """How often prose names which years: as past, as the beginning of a stretch, as a goal, to compare with."""

    past: Counter[int]
    began: Counter[int]
    aimed: Counter[int]
    compared: Counter[int]


def years_named(body: str, limit: int) -> YearsNamed:
    """The years that prose names, but for those that a paper is named by.

    Args:
        body: the text.
        limit: the last year that can be past.
    """
    named = YearsNamed(Counter(), Counter(), Counter(), Counter())
    for match in _PAST_YEAR.pattern.finditer(body):
        year, before = int(match.group(1)), body[max(0, match.start() - 8) : match.start()]
        if year > limit:
            continue
        if _SETS_OUT.search(before) or _LIKE_PART.match(body, match.end()):
            named.compared[year] += 1
            continue
        if before.rstrip().endswith(_FOUNDED) or _FOUNDS.match(body, match.end()):
            continue  # in which something began, and no figure is of
        if _RANGE_ENDS.search(before) and _TITLED.match(body, match.end()):
            continue
        if _UNTIL.search(before):
            named.aimed[year] += 1
        elif _SINCE.match(body, match.end()):
            named.began[year] += 1
        else:
            named.past[year] += 1
    return named


def latest_year(body: str, limit: int, *, written: bool = False) -> int | None:
    """The latest year that the prose speaks of as past, more than once where any is.

    Args:
        body: the text.
        limit: the last year that can be past.
        written: whether that is the year of the text itself: it or the one before it, if named at all, is the latest.
    """
    named = years_named(body, limit)
    first = max(named.began, default=0)
    if first > max(named.past, default=0) and (later := [year for year in named.aimed if year >= first]):
        return min(later)
    years = named.past + named.began
    last = max(years, default=0)
    against = max(named.compared, default=0)
    if last < against < limit and not named.past and YEARLY.search(body):
        return against + 1  # 比2016年同期增长5%, and no later year: the one after
    if written and last >= limit - 1:
        return last
    frequent = [year for year, count in years.items() if count > 1] or list(years)
    return max(frequent, default=None)


def of_a_term(body: str) -> bool:
    """Whether a heading looks back on the five years of a term and names no year: 一、过去五年工作回顾."""
    if _TERM.search(body, 0, _READ) is None:
        return False
    headings = (found.group(3) for found in _headings(body))
    return any(_TERM.search(heading) and not _YEAR_OF_HEADING.search(heading) for heading in headings)


def heads_next_year(body: str, done: str) -> bool:
    """Whether a heading names the year after: 三、2026年重点工作."""
    if not done.isdigit():
        return False
    year = table("signs").word("year")
    if f"{int(done) + 1}{year}" not in body:
        return False
    return re.search(rf"(?m)^[^\n。，]{{0,8}}{int(done) + 1}{year}[^\n。，]{{0,16}}$", body) is not None
