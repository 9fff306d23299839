"""When a report is of: the period it looks back on and the one it plans for, and what says so."""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["read_periods"]

_CHINESE_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")

_PART = {
    "上半年": "H1", "下半年": "H2", "第一季度": "Q1", "一季度": "Q1", "第二季度": "Q2", "二季度": "Q2",
    "第三季度": "Q3", "三季度": "Q3", "第四季度": "Q4", "四季度": "Q4", "1-6月": "H1", "1—6月": "H1",
}  # fmt: skip
_WHEN = re.compile(
    r"((?:19|20)\d\d)\s*[-—–至到~]\s*((?:19|20)\d\d)年|(?:((?:19|20)\d\d)年?度?)?\s*(前三季度|上半年|下半年|第?[一二三四]季度|1[-—]6月)|((?:19|20)\d\d)(?:年|(?=\D{0,2}主要|\D{0,2}工作))"
)
_CARRIED_OUT = re.compile("(?:计划|预算|规划|任务|目标)(?:的)?(?:执行|完成|落实|实施)")
_PLAN_WORD = re.compile("草案|计划|打算|思路|安排|要点|规划|目标|谋划|任务|设想|部署")
_DONE_WORD = re.compile("总结|回顾|情况|汇报|成效|进展|完成")
_CHINESE_YEARS = re.compile("[一二][〇○零一二三四五六七八九]{3}年")


_PLANS_AHEAD = re.compile(
    r"(?m)^[^\n。]{0,8}(?:下一?步|下一?阶段|下半年|明年|(?:19|20)\d\d年[^\n。]{0,8}(?:打算|思路|谋划|计划|安排|要点|任务))"
    r"|^[^\n。]{0,16}(?:工作打算|工作思路|工作计划|工作安排|工作谋划)\s*$"
)


def read_periods(title: str, body: str, met: str, published: str) -> tuple[str | None, str | None]:
    """The period a report looks back on and the one it plans for.

    Args:
        title: its title.
        body: its text.
        met: the day of the congress it was given to, as an ISO date; empty if none is printed.
        published: the day it was published, likewise.
    """
    title = _CHINESE_YEARS.sub(lambda m: m.group().translate(_CHINESE_YEAR), title)
    if "政府工作报告" in title.replace(" ", ""):
        year = _year(met) or _year(title) or _year(published)
        if year:
            given = met or published
            late = given.startswith(year) and not _year(title) and given[5:7] in _LATE
            return _reported_year(body, int(year), late=late)
    done, plan = _from_title(title)
    if done is None and plan is None:
        return _from_prose(body, published)
    if plan is None and done is not None and (_PLANS_AHEAD.search(body) or _heads_next_year(body, done)):
        plan = done.replace("H1", "H2") if "H1" in done else str(int(done) + 1) if done.isdigit() else None
    return done, plan


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


def _from_prose(body: str, published: str) -> tuple[str | None, str | None]:
    """No year in the title: the latest year that the prose tells of, and what 今年 means."""
    head = body[:400]
    limit = int(published[:4]) if published else 9999
    years = Counter(
        int(match.group(1))
        for match in _PAST_YEAR.finditer(body)
        if int(match.group(1)) <= limit
        and body[max(0, match.start() - 1) : match.start()] not in {"到", "至"}
    )
    heading = re.search(
        r"((?:19|20)\d\d)年?(上半年)?\S{0,10}(?:工作总结|工作回顾|重点工作|工作完成|工作情况)", body[:1500]
    )
    planned = re.search(
        r"((?:19|20)\d\d)年?\S{0,10}(?:工作思路|工作计划|工作打算|工作安排|重点任务|主要指标)", body
    )
    if heading:
        period = heading.group(1) + ("H1" if heading.group(2) else "")
        return period, planned.group(1) if planned and planned.group(1) != heading.group(1) else None
    frequent = [year for year, count in years.items() if count >= 2] or list(years)
    if not frequent:
        return (published[:4] or None), planned.group(1) if planned else None
    latest = max(frequent)
    if re.search("今年以来|半年以来|今年来", head) and not published:
        half = "H1" if re.search("上半年|半年以来", head) else ""
        return f"{latest}{half}", f"{latest}H2" if half else None
    span = re.search("近([两二三四五])年", body[:800])
    plan = str(latest + 1) if re.search("今年", body[-2500:]) else None
    if span:
        return f"{latest - {'两': 1, '二': 1, '三': 2, '四': 3, '五': 4}[span.group(1)]}/{latest}", plan
    return str(latest), plan
