"""The times that the prose of a report says, where neither title nor headings do."""

from __future__ import annotations

from typing import NamedTuple

from policysum.document.five_years import term_of_prose, term_until
from policysum.document.heading_years import latest_year, years_named
from policysum.document.title_years import part_at_first
from policysum.document.year_digits import plain_digits
from policysum.lexicon import Phrase, table

__all__ = ["ANY", "HALF", "PLANS_AHEAD", "PREFACE", "ReferenceTime", "from_prose", "of_prose_that_plans"]

_WORDS = "year_words"
PLANS_AHEAD = Phrase(
    _WORDS,
    r"(?m)^[^\n。]{0,8}(?:{ahead_line}|(?:19|20)\d\d{signs.year}[^\n。]{0,8}{intent})|^[^\n。]{0,16}{ahead_heading}\s*$",
)
HALF = Phrase(_WORDS, "{half}")
PREFACE = 3000
_MAIN_WORK = Phrase(_WORDS, r"((?:19|20)\d\d){signs.year}\S{0,12}{review|main_work}")
_REVIEWED = Phrase(_WORDS, r"{reviewed}((?:19|20)\d\d){signs.year}")
"""What an account of a report says that it looked back on: 回顾了2024年的工作."""
_AIMED = Phrase(_WORDS, r"((?:19|20)\d\d){signs.year}[，,]?[^。；，,\n]{0,24}{aims_at}")
"""What a text without a title begins with that is of a year to come: 2018年标准化工作的总体思路是."""
_FIRST = 160
_SINCE = Phrase(_WORDS, "{since}")
_BY_THEN = table("reading_words").compiled(
    r"(?<!{not_until})(?<!{signs.year}){until}((?:19|20)\d\d)(?={signs.year}(?!{signs.of}|[^。；，\n]{0,2}[，,]?{already}))"
)
_SO_FAR = table("reading_words").compiled(r"{not_until}{until}?\D?((?:19|20)\d\d)")
"""A year that is over, or nearly: 截至2024年."""
_HORIZON = Phrase("reading_words", r"(?:^|[。；，：\n])[ \t　]*{until}((?:19|20)\d\d){signs.year}")
"""The year that a plan without one in its title looks to: 到2025年，…."""
_THIS_YEAR = Phrase(_WORDS, "{this_year}")
_RECENT = Phrase(_WORDS, "{recent}")


class ReferenceTime(NamedTuple):
    """The period a report looks back on, the one it plans for, and the ground of both.

    The ground is `stated` (the title says it), `carried` (a heading or a column of a table does), `inferred` (the day
    of the congress, the years of the prose) or `assumed` (only the day on which it was put on a site). `year` is
    that of its undated figures, where the period is a whole term.
    """

    period: str | None
    plan: str | None
    ground: str | None
    year: str | None = None


def of_prose_that_plans(time: ReferenceTime, body: str) -> ReferenceTime:
    """The times of a text without a title whose sentences plan: the five years they speak of, else the year they look to.

    Args:
        time: what headings and prose say.
        body: its text.
    """
    body = plain_digits(body)
    if time.period in _SO_FAR.findall(body):
        return time  # 截至2029年: that year is over
    named = years_named(body, ANY)
    plan = term_of_prose(body, max(named.past + named.aimed, default=None))
    plan = plan or (None if time.period else time.plan) or str(max(named.aimed, default=""))
    if not plan and {*map(str, named.past)} == {time.period}:
        plan = time.period  # 确定2024年为攻坚年, and no other year
    return ReferenceTime(None, plan or None, "inferred" if plan else None)


ANY = 9999


def _names(year: str, text: str) -> bool:
    return f"{year}{table('signs').word('year')}" in text


def _horizon(body: str, year: int | None) -> str | None:
    """The year that a plan looks to: its latest one, if it is named mostly as one by which something is to be done: 到2025年，…."""
    if year is None:
        found = _HORIZON.search(body, 0, PREFACE)
        return (term_until(int(found.group(1)), body) or found.group(1)) if found else None
    named = body.count(f"{year}{table('signs').word('year')}")
    aimed = sum(found == str(year) for found in _BY_THEN.findall(body))
    if 2 * aimed <= named or str(year) in _SO_FAR.findall(body):
        return None
    return term_until(year, body) or str(year)


def _said_at_first(head: str) -> ReferenceTime | None:
    """What the first words of a text say of its year, where no title does."""
    if part := part_at_first(head):
        return ReferenceTime(part, None, "inferred")  # 2021年前三季度，全市…
    if named := _MAIN_WORK.match(head):  # 2024年，我局主要工作如下：
        return ReferenceTime(named.group(1), None, "carried")
    if reviewed := _REVIEWED.search(head):
        ahead = str(int(reviewed.group(1)) + 1)
        return ReferenceTime(reviewed.group(1), ahead if _names(ahead, head) else None, "inferred")
    aimed = _AIMED.search(head[:_FIRST])
    return ReferenceTime(None, aimed.group(1), "carried") if aimed else None


def from_prose(body: str, published: str) -> ReferenceTime:
    """What an account says that it looked back on, else the latest year of the prose and what 今年 means."""
    head = body[:400]
    if said := _said_at_first(head):
        return said
    latest = latest_year(body, int(published[:4]) if published else ANY, written=bool(published))
    if not published and (horizon := _horizon(body, latest)):
        return ReferenceTime(None, horizon, "inferred")
    if latest is None:
        plan = str(int(published[:4]) + 1) if published and PLANS_AHEAD.search(body) else None
        return ReferenceTime(published[:4] or None, plan, "assumed" if published else None)
    if _SINCE.search(head) and not published:
        half = "H1" if HALF.search(head) else ""
        return ReferenceTime(f"{latest}{half}", f"{latest}H2" if half else None, "inferred")
    plan = str(latest + 1) if _THIS_YEAR.search(body[-2500:]) else None
    span = _RECENT.search(body[:800])
    period = f"{latest - int(table(_WORDS).values('recent')[span.group()])}/{latest}" if span else str(latest)
    return ReferenceTime(period, plan, "inferred")
