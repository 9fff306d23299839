"""When a report is of: the period it looks back on and the one it plans for, and what says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.dates import year_in_figures
from policysum.document.five_years import earlier_plan, five_years, five_years_of_opening, plan_under_review
from policysum.document.heading_years import (
    YEARLY,
    commits,
    heads_next_year,
    latest_year,
    of_a_term,
    says_neither,
    years_named,
    years_of_headings,
)
from policysum.document.mood import mood_of
from policysum.document.prose_time import (
    ANY,
    HALF,
    PLANS_AHEAD,
    PREFACE,
    ReferenceTime,
    from_prose,
    of_prose_that_plans,
)
from policysum.document.title_years import years_of_title
from policysum.document.year_digits import plain_digits
from policysum.lexicon import Phrase, table

if TYPE_CHECKING:
    from policysum.document.kinds import DocumentKind

__all__ = [
    "of_a_year",
    "of_kind_and_prose",
    "of_one_subject",
    "read_reference_time",
]

_WORDS = "year_words"
_DONE_WORD = Phrase(_WORDS, "{done}")
_SPEECH = Phrase(_WORDS, r"{speaks}[^。]{0,20}{office_words.government}[^。]{0,20}{speaks_of}")
_FINISHED = Phrase(_WORDS, "{finished}")
_BUDGET = Phrase(_WORDS, "{budget}")
_REMEDIES = Phrase(_WORDS, "{remedies}")
_NO_BUDGET = Phrase(_WORDS, "{accounts}")
_REVIEW = Phrase(_WORDS, r"((?:19|20)\d\d){signs.year}\S{0,12}{review}")
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_reference_time(title: str, body: str, met: str, published: str, given: str = "") -> ReferenceTime:
    """Weigh title, headings, congress, table, prose and date, in this order.

    Args:
        title: its title.
        body: its text.
        met: the day of the congress it was given to, as an ISO date; empty if none is printed.
        published: the day it was published, likewise.
        given: the year that a table of reports has in a column.
    """
    title = year_in_figures(plain_digits(title))
    body = plain_digits(body)
    if of_plan := _of_named_plan(title, body):
        return of_plan
    report = table("office_words").words("of_government")
    name, _, said = title.replace(":", "：").partition("：")
    if any(word in name.replace(" ", "") for word in report) and not _DATED.search(name):
        done, plan_year = years_of_title(said)  # 《政府工作报告》摘要：2021年工作回顾
        if done or plan_year:
            before = str(int(plan_year) - 1) if plan_year and plan_year.isdigit() else None
            return ReferenceTime(done or before, plan_year, "stated")
    # A year that such a title prints is its own: 人民法院工作报告（2023年）.
    reports = report if _DATED.search(title) else (*report, *table(_WORDS).words("to_congress"))
    if any(word in title.replace(" ", "") for word in reports) or (not title and _SPEECH.search(body[:300])):
        found = _of_work_report(title, body, met, published, given)
        if found is not None:
            return _of_its_term(found, body)
    done, plan_year = years_of_title(title)
    if done is None and plan_year is None:
        return _from_body(title, body, published, given)
    if plan_year is None and done is not None and _BUDGET.search(title) and not _NO_BUDGET.search(title):
        plan_year = done
    return _remedied(title, _of_titled_year(title, body, done, plan_year))


def _of_named_plan(title: str, body: str) -> ReferenceTime | None:
    """The times of a five-year plan that a title names, or of a look at one on its way."""
    if plan := five_years(title):
        return _of_term(plan, body, "stated")
    if reviewed := plan_under_review(title, body):
        period, until, last = reviewed
        return ReferenceTime(period, last if until < last else None, "stated", until)
    return None


def _remedied(title: str, time: ReferenceTime) -> ReferenceTime:
    """What an audit of a year found is remedied in the next."""
    remedies = _REMEDIES.search(title) is not None and (time.period or "").isdigit()
    return time._replace(year=str(int(time.period or "") + 1)) if remedies else time


def _of_titled_year(title: str, body: str, done: str | None, plan_year: str | None) -> ReferenceTime:
    """The times of a report whose title prints a year, or two."""
    if done is not None and plan_year is None and not _DONE_WORD.search(title):
        before = _REVIEW.search(body[:PREFACE])
        if before and done == str(int(before.group(1)) + 1):
            return ReferenceTime(before.group(1), done, "stated")  # 2024年工作报告: 2023年工作回顾
    if plan_year is None and done is not None and (PLANS_AHEAD.search(body) or heads_next_year(body, done)):
        plan_year = (
            done.replace("H1", "H2") if "H1" in done else str(int(done) + 1) if done.isdigit() else None
        )
    if done is not None and plan_year is None and says_neither(title) and commits(body[:800]):
        return ReferenceTime(None, done, "inferred")
    return ReferenceTime(done, plan_year, "stated")


def _of_term(plan: str, body: str, ground: str) -> ReferenceTime:
    """The times of a five-year plan, which may look back on the five years before it."""
    first = int(plan[:4])
    before = f"{first - 5}/{first - 1}" if earlier_plan(body, first) else None
    return ReferenceTime(before, plan, ground)


def _of_kind(time: ReferenceTime, kind: DocumentKind, title: str, body: str = "") -> ReferenceTime:
    """What the kind of a document says of its times: a plan looks ahead, accounts and audits only back.

    Args:
        time: what title, headings and prose say.
        kind: what kind of document it is.
        title: its title.
        body: its text.
    """
    opening = body[:_OPENING]
    said = time.ground == "stated"
    if kind.findings and not said and (audited := _AUDITED.search(plain_digits(opening))):
        return ReferenceTime(audited.group(1), None, "carried")
    if kind.title_says == "review" or kind.findings or kind.name == "disclosure":
        draft = said and not time.period and kind.title_says == "review"  # 2024年决算草案 plans nothing
        return time._replace(
            period=time.plan if draft else time.period, plan=time.plan if said and not draft else None
        )
    budget = kind.title_says == "plan"
    if kind.default != "plan" or budget or _DONE_WORD.search(title):
        # A budget without a title is of the year that it speaks of.
        return time._replace(plan=time.period) if budget and not said and not time.plan else time
    if time.plan is None and said:
        time = time._replace(period=None, plan=time.period)
    elif not said and (year := _TITLE_YEAR.search(title)):
        return ReferenceTime(None, year.group(1), "stated")
    term = None if said or title else five_years_of_opening(opening)
    if said or term or time.ground == "carried":
        return _of_term(term, body, "carried") if term else time
    # The years of its prose are those of the papers it cites; without a title it may look to one of them.
    return ReferenceTime(None, None, None) if title or not time.plan else time._replace(period=None)


_TITLE_YEAR = Phrase(_WORDS, r"(?<!\d)((?:19|20)\d\d)(?=[\u4e00-\u9fff])(?!{no_title_year})")


def _of_its_term(time: ReferenceTime, body: str) -> ReferenceTime:
    """A report at the end of a term looks back on its five years: 过去五年工作回顾; its figures are of the last one."""
    year = time.period or ""
    if not year.isdigit() or years_of_headings(body)[0] or not of_a_term(body):
        return time
    return time._replace(period=f"{int(year) - _TERM + 1}/{year}", year=year)


def of_kind_and_prose(time: ReferenceTime, kind: DocumentKind, title: str, body: str) -> ReferenceTime:
    """What kind and prose of a document together say of its times.

    Args:
        time: what title, headings and prose say.
        kind: its kind.
        title: its title, empty where it has none.
        body: its text.
    """
    plans = kind.silent and kind.default == "plan"
    if kind.name == "work_report" and time.period and time.ground == "inferred":
        plans = mood_of(body).sure == "plan"  # the part of a report that only looks ahead
    if plans:
        return of_prose_that_plans(time, body)
    found = _of_kind(time, kind, title, body)
    if found.period or found.plan or title or kind.default != "plan":
        return found
    ahead = of_prose_that_plans(time, body)
    return ahead if "/" in (ahead.plan or "") else found  # a chapter of a plan for five years


def of_one_subject(title: str) -> bool:
    """Whether a title names a subject or a place and no year: figures are of any year, 国务院关于数字经济发展情况的报告, 云溪镇简介."""
    return _SUBJECT.search(title) is not None and not _TITLE_YEAR.search(year_in_figures(plain_digits(title)))


def of_a_year(body: str) -> bool:
    """Whether prose is of one year: it names one only, speaks so (今年, 同比, or 全年 more than once), or a government reports in it.

    What has no date in other prose has no year either.
    """
    often = len(_OF_YEARS.pattern.findall(body)) >= _OFTEN or _SPEECH.search(body[:_OPENING])
    return bool(often) or YEARLY.search(body) is not None or len(years_named(body, ANY).past) <= 1


_OFTEN = 2
_OF_YEARS = Phrase("reading_words", "{of_years}")
"""One of these may stand in a text of any kind: 水库全年蓄水量."""
_OPENING = 600
_AUDITED = Phrase("reading_words", r"((?:19|20)\d\d){signs.year}(?!\s?\d)[^。；，,\n]{0,24}{audited}")
_SUBJECT = Phrase("reading_words", "{about}[^，。]{2,40}{state}{of_report}?|{year_words.profile}$")


def _of_work_report(title: str, body: str, met: str, published: str, given: str) -> ReferenceTime | None:
    """A government work report looks back on the year before its meeting, unless its headings say otherwise."""
    done, plan = years_of_headings(body)
    meeting = _year(met) or _year(title) or _year(given)
    later = bool(done and plan and plan == str(int(done[:4]) + 1) and meeting not in {done, plan, ""})
    within = bool(done and not plan and done.startswith(met[:4] or "-") and met[5:7] >= _MIDYEAR)
    if later or within:
        # its title was given to it later; it was given within the year, to a standing committee
        return ReferenceTime(done, plan, "carried")
    if meeting:
        stamp = met or published
        late = stamp.startswith(meeting) and not _year(title) and stamp[5:7] in _LATE
        years = _reported_year(body, int(meeting), late=late)
        ground = "stated" if _year(title) else "carried" if done or plan else "inferred"
        return ReferenceTime(*years, ground)
    if plan or done:
        reported = int(done[:4]) if done else int(plan or "") - 1
        return ReferenceTime(str(reported), plan or str(reported + 1), "carried")
    if not published:
        return None
    # The day on a site may be that of its move: the years of the prose weigh more where they end long before.
    latest = latest_year(body, int(published[:4]))
    if latest is not None and latest < int(published[:4]) - 1:
        return ReferenceTime(str(latest), str(latest + 1), "inferred")
    late = published[5:7] in _LATE
    return ReferenceTime(*_reported_year(body, int(published[:4]), late=late), "inferred")


def _year(text: str) -> str:
    match = re.search(r"(?:19|20)\d\d", text)
    return match.group() if match else ""


_TERM = 5  # years of a government
_LAST_OF_REPORTS = "07"
"""Month until which reports on the year before are published."""
_MIDYEAR = "05"
"""Month from which a standing committee hears how the year is going."""
_LATE = frozenset({"10", "11", "12"})
"""Months in which a congress that begins a new term meets: the report is of the year that ends."""


def _reported_year(body: str, year: int, *, late: bool) -> tuple[str, str]:
    """A government work report looks back on the year before its meeting, unless its headings say otherwise.

    Args:
        body: the text.
        year: of the meeting.
        late: whether it met at the end of that year.
    """
    back = _REVIEW.search(body[:6000])
    if back and int(back.group(1)) in {year, year - 1}:
        return back.group(1), str(int(back.group(1)) + 1)
    reported = year if late or heads_next_year(body, str(year)) else year - 1
    return str(reported), str(reported + 1)


def _from_body(title: str, body: str, published: str, given: str) -> ReferenceTime:
    """No year in the title: headings, then the table's column, then the latest year of the prose and what 今年 means."""
    done, plan = years_of_headings(body)
    if done or plan:
        return ReferenceTime(done, plan, "carried")
    if _year(given):
        return ReferenceTime(_year(given), None, "carried")
    time = from_prose(body, published)
    if (time.period or "").isdigit() and (part := years_of_title(title, time.period or "")[0]):
        return time._replace(period=part)  # 前5个月…情况, of the year of its prose
    early = bool(published) and published[5:7] <= _LAST_OF_REPORTS
    if not early or not _FINISHED.search(title) or HALF.search(body[:400]):
        return time
    # It reports on the year before; one that speaks of years long before was only put on the site then.
    before = int(published[:4]) - 1
    late = time.ground in {"inferred", "assumed"} and max(
        _DATED.findall(time.period or ""), default=str(before)
    ) >= str(before - 1)
    return ReferenceTime(str(before), time.plan and str(before + 1), "inferred") if late else time
