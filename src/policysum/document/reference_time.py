"""When a report is of: the period it looks back on and the one it plans for, and what says so."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import Phrase, table
from policysum.quantity.ground import plain_role

if TYPE_CHECKING:
    from policysum.document.kinds import Kind

__all__ = ["ReferenceTime", "of_kind", "read_reference_time"]

_CHINESE_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")

_PART = {
    "上半年": "H1", "下半年": "H2", "第一季度": "Q1", "一季度": "Q1", "第二季度": "Q2", "二季度": "Q2",
    "第三季度": "Q3", "三季度": "Q3", "第四季度": "Q4", "四季度": "Q4", "1-6月": "H1", "1—6月": "H1",
}  # fmt: skip
_WHEN = re.compile(
    r"((?:19|20)\d\d)\s*[-—–至到~]\s*((?:19|20)\d\d)年|(?:((?:19|20)\d\d)年?度?\s*+)?(前三季度|上半年|下半年|第?[一二三四]季度|1[-—]6月)|((?:19|20)\d\d)(?:年|(?=\D{0,2}主要|\D{0,2}工作))"
)
_CARRIED_OUT = re.compile("(?:计划|预算|规划|任务|目标)(?:的)?(?:执行|完成|落实|实施)")
_PLAN_WORD = re.compile("草案|计划|打算|思路|安排|要点|规划|目标|谋划|任务|设想|部署")
_DONE_WORD = re.compile("总结|回顾|情况|汇报|成效|进展|完成")
_CHINESE_YEARS = re.compile("[一二][〇○零一二三四五六七八九]{3}年")


_PLANS_AHEAD = re.compile(
    r"(?m)^[^\n。]{0,8}(?:下一?步|下一?阶段|下半年|明年|(?:19|20)\d\d年[^\n。]{0,8}(?:打算|思路|谋划|计划|安排|要点|任务))"
    r"|^[^\n。]{0,16}(?:工作打算|工作思路|工作计划|工作安排|工作谋划)\s*$"
)


class ReferenceTime(NamedTuple):
    """The period a report looks back on, the one it plans for, and the ground of both.

    The ground is `stated` (the title says it), `carried` (a heading or a column of a table does), `inferred` (the day
    of the congress, the years of the prose) or `assumed` (only the day on which it was put on a site).
    """

    period: str | None
    plan: str | None
    ground: str | None


def read_reference_time(title: str, body: str, met: str, published: str, given: str = "") -> ReferenceTime:
    """Weigh title, headings, congress, table, prose and date, in this order.

    Args:
        title: its title.
        body: its text.
        met: the day of the congress it was given to, as an ISO date; empty if none is printed.
        published: the day it was published, likewise.
        given: the year that a table of reports has in a column.
    """
    title = _CHINESE_YEARS.sub(lambda m: m.group().translate(_CHINESE_YEAR), _plain_digits(title))
    body = _plain_digits(body)
    if plan := _five_years(title):
        first = int(plan[:4])
        before = f"{first - 5}/{first - 1}" if _earlier_plan(body, first) else None
        return ReferenceTime(before, plan, "stated")
    if "政府工作报告" in title.replace(" ", "") or (not title and _SPEECH.search(body[:300])):
        found = _of_work_report(title, body, met, published, given)
        if found is not None:
            return found
    done, plan_year = _from_title(title)
    if done is None and plan_year is None:
        return _from_body(body, published, given)
    if plan_year is None and done is not None and (_PLANS_AHEAD.search(body) or _heads_next_year(body, done)):
        plan_year = (
            done.replace("H1", "H2") if "H1" in done else str(int(done) + 1) if done.isdigit() else None
        )
    if done is not None and plan_year is None and _says_neither(title) and _commits(body[:800]):
        return ReferenceTime(None, done, "inferred")
    if plan_year is None and done is not None and "预算" in title and not re.search("决算|执行", title):
        plan_year = done
    return ReferenceTime(done, plan_year, "stated")


_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGIT_APART = re.compile(
    r"(?<=\d)[ \u3000](?=年)|(?<=[\u4e00-\u9fff])[ \u3000](?=(?:19|20)\d\d[ \u3000]?年)"
)


def _plain_digits(text: str) -> str:
    """２００８年 and 2008 年 are 2008年."""
    return _DIGIT_APART.sub("", text.translate(_FULL_WIDTH))


_SPEECH = re.compile(r"我(?:受|代表)[^。]{0,20}(?:政府|国务院)[^。]{0,20}(?:报告|委托)")
_FIVE_YEARS = re.compile(
    r"第([一二三四五六七八九十]{1,3})个五年|[“\"]?(九|十)五[”\"]?(?:规划|计划|发展)|[“\"]?十([一二三四五六七])?五[”\"]?"
)
_OUTLINE = re.compile("规划|计划|纲要|建议")
_NUMERALS = "零一二三四五六七八九"
_FIRST_PLAN = 1953  # of the first of the five-year plans


def of_kind(time: ReferenceTime, kind: Kind, title: str) -> ReferenceTime:
    """What the kind of a document says of its times: a plan looks ahead, accounts and audits only back.

    Args:
        time: what title, headings and prose say.
        kind: what kind of document it is.
        title: its title.
    """
    said = time.ground == "stated"
    if kind.told == "review" or kind.findings or kind.name == "disclosure":
        return time if said else time._replace(plan=None)
    if kind.default != "plan" or kind.told or _DONE_WORD.search(title):
        return time
    if time.plan is None and said:
        return time._replace(period=None, plan=time.period)
    if not said and (year := _TITLE_YEAR.search(title)):
        return ReferenceTime(None, year.group(1), "stated")
    # The years of its prose are those of the papers it cites.
    return time if said or time.ground == "carried" else ReferenceTime(None, None, None)


_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=[\u4e00-\u9fff])(?!年远景|号)")


def _five_years(title: str) -> str | None:
    """The five years of a plan outline, whatever farther horizon it has beside them: 第十四个五年规划和2035年远景目标纲要."""
    found = _FIVE_YEARS.search(title)
    if found is None or not _OUTLINE.search(title) or _DONE_WORD.search(title):
        return None
    named, short, teens = found.groups()
    if named:
        number = _number(named)
    elif short:
        number = 9 if short == "九" else 10
    else:
        number = 10 + (_NUMERALS.index(teens) if teens else 0)
    # The third plan began in 1966, after three years of adjustment.
    first = _FIRST_PLAN + 5 * (number - 1) + (3 if number > 2 else 0)
    return f"{first}/{first + 4}"


def _number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    unit = _NUMERALS.index(ones) if ones else 0
    return unit + (10 * (_NUMERALS.index(tens) if tens else 1) if ten else 0)


def _earlier_plan(body: str, first: int) -> bool:
    """Whether a plan outline reviews the five years before: 十三五时期, 过去五年."""
    number = (first - 5 - _FIRST_PLAN - 3) // 5 + 1
    name = f"{'十' if number > 10 else ''}{_NUMERALS[number % 10] if number != 10 else '十'}五"
    return (
        re.search(f'{name}[”"]?(?:时期|期间|以来|规划|计划|末|发展)|过去五年|五年来', body[:8000]) is not None
    )


def _of_work_report(title: str, body: str, met: str, published: str, given: str) -> ReferenceTime | None:
    """A government work report looks back on the year before its meeting, unless its headings say otherwise."""
    done, plan = _from_headings(body)
    meeting = _year(met) or _year(title) or _year(given)
    if meeting:
        stamp = met or published
        late = stamp.startswith(meeting) and not _year(title) and stamp[5:7] in _LATE
        told = _reported_year(body, int(meeting), late=late)
        ground = "stated" if _year(title) else "carried" if done or plan else "inferred"
        return ReferenceTime(*told, ground)
    if plan or done:
        told_year = int(done[:4]) if done else int(plan or "") - 1
        return ReferenceTime(str(told_year), plan or str(told_year + 1), "carried")
    if not published:
        return None
    # The day on a site may be that of its move: the years of the prose weigh more where they end long before.
    latest = _latest_year(body, int(published[:4]))
    if latest is not None and latest < int(published[:4]) - 1:
        return ReferenceTime(str(latest), str(latest + 1), "inferred")
    late = published[5:7] in _LATE
    return ReferenceTime(*_reported_year(body, int(published[:4]), late=late), "inferred")


_HEADING = re.compile(
    r"(?:^|(?<=[。；\n]))[ \t　#*]{0,6}(第?[一二三四五六七八九十]{1,3}(?:部分|[、．.，]|[ 　])|[（(][一二三四五六七八九十]{1,3}[)）])?"
    r"[ \t　]{0,4}([^\n。，；：]{0,30})(?=\n|$|[ 　]|[（(]一[)）]|一是)"
)
_YEAR_OF_HEADING = re.compile(r"((?:19|20)\d\d)(?!\d|\s?年\s?\d{1,2}\s?月)年?(上半年)?")
_ENDS = {"", *"。！；：？”）"}
_READ = 60_000


def _from_headings(body: str) -> tuple[str | None, str | None]:
    """The years that headings look back on and plan for.

    A heading that names a year and nothing else plain is of what was done where it is the first of a text that
    commits to little, and of the plan behind one that looks back.
    """
    done: str | None = None
    plan: str | None = None
    reviewed = False
    for found in _HEADING.finditer(body, 0, _READ):
        if not found.group(1) and body[max(0, found.start() - 99) : found.start()].rstrip()[-1:] not in _ENDS:
            continue  # a line that was broken for its length
        heading = found.group(2)
        year = _YEAR_OF_HEADING.search(heading)
        back, ahead = _looks_back(heading), _looks_ahead(heading)
        if year is None:
            reviewed |= back
            continue
        value = year.group(1) + ("H1" if year.group(2) else "")
        if back and not ahead:
            done, reviewed = done or value, True
        elif ahead or ((reviewed or done) and _is_titled(heading)):
            plan = plan or (value if value[:4] != (done or "")[:4] else None)
        elif _is_titled(heading) and done is None and plan is None and found.start() == 0:
            if _commits(body[found.end() : found.end() + 800]):
                plan = value
            else:
                done, reviewed = value, True
    return done, plan


def _looks_back(heading: str) -> bool:
    return plain_role((heading,)) in {"review", "achievement"} or _words("back").search(heading) is not None


def _looks_ahead(heading: str) -> bool:
    return plain_role((heading,)) == "plan" or _words("ahead").search(heading) is not None


def _says_neither(title: str) -> bool:
    """Whether a title says work and year, but not whether it is done: 2024年重点工作."""
    return (
        _is_titled(title) and not _looks_back(title) and not _DONE_WORD.search(title) and "报告" not in title
    )


def _is_titled(heading: str) -> bool:
    """Whether a stretch with a year is a heading and no clause: 2024年主要工作."""
    return _words("work").search(heading) is not None


def _commits(text: str) -> bool:
    """Whether a stretch intends rather than compares with what was."""
    intended = len(re.findall(table("commitment_words").alternation(), text))
    return intended > 1 and not _words("compared").search(text)


@cache
def _words(group: str) -> re.Pattern[str]:
    return re.compile(table("reading_words").alternation(group))


_SETS_OUT = Phrase("reading_words", "{sets_out}$")
_UNTIL = Phrase("reading_words", r"(?:^|[\W\d_]){until}$")
"""A goal, and not 提高到2021年的: what a verb leads to may be past."""


def _latest_year(body: str, limit: int, *, written: bool = False) -> int | None:
    """The latest year that the prose speaks of as past, more than once where any is.

    Args:
        body: the text.
        limit: the last year that can be past.
        written: whether that is the year of the text itself: it or the one before it, if named at all, is the latest.
    """
    years = Counter(
        int(match.group(1))
        for match in _PAST_YEAR.finditer(body)
        if int(match.group(1)) <= limit
        and not _UNTIL.search(body[max(0, match.start() - 2) : match.start()])
        and not _SETS_OUT.search(body[max(0, match.start() - 2) : match.start()])
    )
    last = max(years, default=0)
    if written and last >= limit - 1:
        return last
    frequent = [year for year, count in years.items() if count > 1] or list(years)
    return max(frequent, default=None)


def _heads_next_year(body: str, done: str) -> bool:
    """Whether a heading names the year after: 三、2026年重点工作."""
    if not done.isdigit():
        return False
    return re.search(rf"(?m)^[^\n。，]{{0,8}}{int(done) + 1}年[^\n。，]{{0,16}}$", body) is not None


def _year(text: str) -> str:
    match = re.search(r"(?:19|20)\d\d", text)
    return match.group() if match else ""


_LATE = frozenset({"10", "11", "12"})
"""Months in which a congress that begins a new term meets: the report is of the year that ends."""


def _reported_year(body: str, year: int, *, late: bool) -> tuple[str, str]:
    """A government work report looks back on the year before its meeting, unless its headings say otherwise.

    Args:
        body: the text.
        year: of the meeting.
        late: whether it met at the end of that year.
    """
    back = re.search(r"((?:19|20)\d\d)年\S{0,12}(?:工作回顾|工作总结|主要工作)", body[:6000])
    if back and int(back.group(1)) in {year, year - 1}:
        return back.group(1), str(int(back.group(1)) + 1)
    told = year if late or _heads_next_year(body, str(year)) else year - 1
    return str(told), str(told + 1)


def _from_title(title: str) -> tuple[str | None, str | None]:
    done: str | None = None
    plan: str | None = None
    year = ""
    matches = list(_WHEN.finditer(title))
    for number, match in enumerate(matches):
        first, last, part_year, part, whole = match.groups()
        stop = matches[number + 1].start() if number + 1 < len(matches) else len(title)
        tail = title[match.end() : stop]
        year = part_year or whole or last or year
        if first:
            value = f"{first}/{last}"
        elif part == "前三季度":
            value = f"{year}Q1/{year}Q3" if year else ""
        else:
            value = year + (_PART.get(part, "") if part else "") if year else ""
        if not value:
            continue
        is_plan = (
            bool(_PLAN_WORD.search(tail))
            and not _CARRIED_OUT.search(tail)
            and not _DONE_WORD.search(tail.split("计划")[0].split("思路")[0])
        )
        if is_plan or (part == "下半年" and done):
            plan = plan or value
        else:
            done = done or value
            if (
                _PLAN_WORD.search(tail)
                and plan is None
                and re.search("下一年|明年|来年|次年", tail)
                and year.isdigit()
            ):
                plan = str(int(year) + 1)
    return done, plan


_PAST_YEAR = re.compile(
    r"((?:19|20)\d\d)年(?!底前|前|将|力争|计划|目标|(?:主要|重点|下一步)?工作(?:打算|计划|安排|思路|部署|要点|目标))"
)


_RECENT = re.compile("近([两二三四五])年")
_THIS_YEAR = re.compile("今年以来|半年以来|今年来")
_SPANS = {"两": 1, "二": 1, "三": 2, "四": 3, "五": 4}


def _from_body(body: str, published: str, given: str) -> ReferenceTime:
    """No year in the title: headings, then the table's column, then the latest year of the prose and what 今年 means."""
    done, plan = _from_headings(body)
    if done or plan:
        return ReferenceTime(done, plan, "carried")
    if _year(given):
        return ReferenceTime(_year(given), None, "carried")
    head = body[:400]
    latest = _latest_year(body, int(published[:4]) if published else 9999, written=bool(published))
    if latest is None:
        return ReferenceTime(published[:4] or None, None, "assumed" if published else None)
    if _THIS_YEAR.search(head) and not published:
        half = "H1" if re.search("上半年|半年以来", head) else ""
        return ReferenceTime(f"{latest}{half}", f"{latest}H2" if half else None, "inferred")
    plan = str(latest + 1) if re.search("今年", body[-2500:]) else None
    span = _RECENT.search(body[:800])
    period = f"{latest - _SPANS[span.group(1)]}/{latest}" if span else str(latest)
    return ReferenceTime(period, plan, "inferred")
