"""The expressions of time of a sentence: where each stands, what it says, and how far it reaches."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind, Quantity, Span
from policysum.statements.reference_time import HAVING, YEAR
from policysum.statements.targets import planned_noun
from policysum.statements.time_expression import Time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["times_of"]

_PERIODS = table("period_words")
_BESIDE = _PERIODS.compiled("{beside}(?:(?!{signs.from_first})[^，,。;；]){0,3}$")
_DATE_AND = _PERIODS.compiled(r"\d{signs.year}{date_words.year_part}?{list_words.joint}$")
"""Such a date is not compared with: 2022年与2023年分别."""
_AGAINST = _PERIODS.words("against")
_SUM_OF = _PERIODS.compiled("[^，,。；;]{0,16}?{sum_of}")
"""Behind years whose sum a number is only held against: 是1950年到1997年总和的1.7倍."""
_LEVEL_THEN = _PERIODS.compiled(
    r"(?:{same_time}?{account_number}?{signs.of}?|[^，,。；;：:、\d]{1,16}?{time_end}{signs.of})\s?\d"
)
"""What makes a time that is compared with that of the number behind it: 比上年42895万元增加."""
_WAS_THEN = _PERIODS.compiled(r"{same_time}(?:{level_is})?\s?\d")
"""What makes a time that nothing is compared with that of the number behind it: 去年同期为97.5%."""
_IN_BRACKETS = _PERIODS.compiled(r"(?:^|[。；\n])\s{0,4}[^，,。；;：:、（(\d\n]{2,12}[（(]$")
_LABELLED = re.compile(r"[）)]\s?[：:，,]")
"""What makes a time in brackets that of all that stands behind a label: 近期（2016—2020年）：."""
_LONGEST_LABEL = 18
_BASIS = _PERIODS.compiled("[^，,。；;]{0,16}?{basis}")
_DIGIT = re.compile(r"\d")
_MEASURED_BY = _PERIODS.compiled("{measured_by}[^，,。；;、\\d]{0,4}$")
_PART_OF_IT = _PERIODS.compiled(r"{signs.of}\s?\d[\d.]*\s?(?:[%％]|{signs.times})")
"""Behind a year whose level is the measure of another: 恢复至2019年的98.5%, 是2015年的1.5倍."""
_IN_BASIS = _PERIODS.words("basis_in")
"""What only sets out from a time: 在上年大幅增长的基础上."""
_TITLED = _PERIODS.compiled("[^，,。；;、]{0,16}?{outline_noun}")
"""A paper that is named by its years: 实施2001—2010年妇女发展纲要."""
_TOPICAL = _PERIODS.compiled("{topical}?[，,]|{ours}")
_SCENE = _PERIODS.compiled("{is}[^，,。；;]{0,40}{year_noun}")
_COMPARED_AFTER = _PERIODS.words("compared_after")
_IS = _PERIODS.words("is")
_OF_SAME_YEAR = frozenset(_PERIODS.words("whole_year", "of_year"))
"""What right after a year is of that year: 2012年全年, 2012年年末."""
_TOWARD = _PERIODS.words("toward")
"""Before a year that work looks to, in which none of it was done: 面向2035年的规划."""
_OWNER = _PERIODS.compiled(r"(?:^|[，,。；;：:、\s])[^，,。；;：:、\s\d]{1,8}{owner_end}$")
"""Whose time a clause opens with, and nothing else before it: 我县2023年."""
_LONGEST_OWNER = 10
_OF_THE_NEXT = _PERIODS.compiled(r"(?:{is}|{indicator_words.reached})?\s?\d")
"""Behind a date in brackets that is that of the number right behind it: （其中2000年为44万吨）."""
_SINCE = table("date_words").words("since")
_SINCE_THEN = _PERIODS.compiled(r"{since_then}|[^，,。；;：:、\d\s]{1,8}?{date_words.since}")
"""What makes a date the first of a range: 2019年以来, 2019年启动以来."""
_DONE_BY = _PERIODS.form("{due}[^，,。；;：:、\\d]{1,8}{signs.of}(?=[^，,。；;：:、\\d\\s])")
_OF_THINGS = re.compile(_DONE_BY)
_OF_OLD_THINGS = re.compile(_DONE_BY + _PERIODS.form("|{since_then}{signs.of}(?=[^，,。；;：:、\\d\\s])"))
"""What makes a date that of the things behind it: 2000年底前建成的小区, and inside a clause 对2005年以来的档案."""
_FOUNDED = table("topic_words").words("founded")
"""What makes a date one of a thing's origin, and of no figure: 林场成立于1986年，现有职工120人."""
_PLANNED_FOR = frozenset(_PERIODS.words("planned_for"))
"""Words of time that name the plan after them: 完成全年任务的65.3% is said of the time so far."""
_UNDER = _PERIODS.words("subordinate")
_POINT = tuple(sorted(_PERIODS.words("point"), key=len, reverse=True))
_SO_FAR = _PERIODS.words("so_far_point")
_OPENING = "，,。；;、：: 　（(\n"
_EMPHASIS = _PERIODS.words("emphasis")
"""Words that a clause may open with before its time: 特别是去年."""
_DUE = _PERIODS.words("due")
_PART = re.compile(
    r"Q[1-4](?:/Q[1-4])?|(?:0[1-9]|1[0-2])(?:-\d\d)?/(?:0[1-9]|1[0-2])(?:-\d\d)?|(?:0[1-9]|1[0-2])(?:-\d\d)?"
)
"""The part of a year that a date without one names."""


_QUARTER = "Q"
_MONTH_COUNTED = _PERIODS.words("month_counted")
_ENDS_OF_MONTH = tuple(row.word for row in table("date_words").of("month_part") if row.value == "end")
_DATE = Kind.DATE


def times_of(
    text: str, sentence: Span, words: Sequence[Span], inside: Sequence[Quantity], apart: Sequence[Span]
) -> list[Time]:
    """The expressions of time of a sentence, in order; what is only compared with is none.

    Args:
        text: The source.
        sentence: Its range.
        words: Its words of time.
        inside: Its quantities.
        apart: What of it stands in brackets or quotes.
    """
    dates = [item for item in inside if item.kind is _DATE]
    found = [
        time for word in words if not _inside(dates, word.start) and (time := _time(text, sentence, word))
    ]
    if dates:
        found += _of_dates(text, sentence, dates, apart)
    found.sort(key=lambda time: (time.start, time.date))
    return [
        time
        for before, time in zip((None, *found), found, strict=False)
        if not (before and before.end == time.start and time.word in _OF_SAME_YEAR and before.of_year)
    ]


def _of_dates(text: str, sentence: Span, dates: Sequence[Quantity], apart: Sequence[Span]) -> Iterator[Time]:
    for item in dates:
        boxed, labels = _inside(apart, item.start), _labels(text, sentence, item)
        if boxed and not labels and not _OF_THE_NEXT.match(text, item.end):
            continue
        value = str(item.value)
        span = Span(item.start, item.end)
        if YEAR.match(value):
            since = "/" if _SINCE_THEN.match(text, item.end) else ""
            time = _time(text, sentence, span, date=value + since)
            if time and labels:
                time.opens = time.topical = True
        elif _PART.fullmatch(value):
            time = _time(text, sentence, span, part=value)
            # The day or month of an event dates no figure; a stretch of the year, its end, and what is counted (5月份) do.
            if time and text.startswith(_ENDS_OF_MONTH, item.end - 1):
                time.point |= not text.startswith(_DUE, item.end)  # 6月底前 is a deadline
            counted = "/" in value or value[0] == _QUARTER or text.startswith(_MONTH_COUNTED, item.end - 1)
            time = time if time and (counted or time.point) else None
        else:
            continue
        if time is not None:
            time.beside |= boxed and not labels
            yield time


def _labels(text: str, sentence: Span, date: Quantity) -> bool:
    """Whether a date stands in the brackets of a label before a colon or a comma."""
    if not _LABELLED.match(text, date.end):
        return False
    before = text[max(sentence.start, date.start - _LONGEST_LABEL) : date.start]
    return _IN_BRACKETS.search(before) is not None


def _time(text: str, sentence: Span, span: Span, *, date: str = "", part: str = "") -> Time | None:
    """An expression of time, unless it is only compared with."""
    start, end = span
    beside = text[max(sentence.start, start - 6) : start]
    compared = _BESIDE.search(beside) is not None
    own = compared and beside.rstrip().endswith(_AGAINST) and _LEVEL_THEN.match(text, end) is not None
    own = own or (not compared and not date and _WAS_THEN.match(text, end) is not None)
    if compared and not own and not (date and _DATE_AND.search(beside)):
        return None
    if (not own and text.startswith(_COMPARED_AFTER, end)) or _is_measure(text, end, beside, date):
        return None
    if beside.endswith(_IN_BASIS) and (basis := _BASIS.match(text, end)):
        own = _DIGIT.search(basis.group()) is not None
        if not own:
            return None
    word = text[start:end]
    lead = _lead(beside)
    begin = start - len(lead)
    origin = beside.endswith(signs.FROM) and text.startswith(signs.OF, end)
    scene = _SCENE.match(text, end) is not None
    topical = scene or _TOPICAL.match(text, end) is not None
    attributive = bool(date) and not topical and beside.rstrip().endswith(signs.OF)
    if " " in word:  # 自 2024 年 3 月以来: the blanks of a file that sets figures apart part no clauses
        begin = sentence.start + len(text[sentence.start : begin].rstrip(" "))
        word = word.replace(" ", "")
    opens = begin == sentence.start or text[begin - 1] in _OPENING or beside.endswith(_EMPHASIS)
    opens = opens or (
        bool(date)
        and "/" not in date
        and _OWNER.search(text[max(sentence.start, begin - _LONGEST_OWNER) : begin]) is not None
    )
    attributive |= bool(date) and (_OF_THINGS if opens else _OF_OLD_THINGS).match(text, end) is not None
    if ("/" in date[:-1] and _TITLED.match(text, end)) or (word in HAVING and not opens):
        return None
    until = -1 if date or word not in _PLANNED_FOR else planned_noun(text, end)
    return Time(
        start,
        word,
        date,
        part,
        opens=opens,
        topical=opens and topical,
        scene=scene,
        under=beside.rstrip("，,:：").endswith(_UNDER),
        point=bool(lead),
        so_far=lead.startswith(_SO_FAR),
        due=bool(date) and text.startswith(_DUE, end),
        beside=origin or attributive or own or beside.endswith(_FOUNDED),
        origin=origin,
        until=until,
    )


def _is_measure(text: str, end: int, beside: str, date: str) -> bool:
    """Whether a time is that of what a number is only measured by, or looks to: 是2020年的2倍, 是五年总和的2倍, 面向2035年."""
    if beside.endswith(_IS) and (
        text.startswith(signs.OF, end) or ("/" in date and _SUM_OF.match(text, end) is not None)
    ):
        return True
    part = _PART_OF_IT.match(text, end) and _MEASURED_BY.search(beside)
    return bool(date) and (part is not None or beside.endswith(_TOWARD))


def _lead(beside: str) -> str:
    """What right before a date says that something is counted until then, blanks included."""
    plain = beside.rstrip()
    if not plain.endswith(_POINT):
        return ""
    found = next(word for word in _POINT if plain.endswith(word))
    return beside[len(plain) - len(found) :]


def _inside(ranges: Sequence[Quantity] | Sequence[Span], position: int) -> bool:
    """Whether a position lies in one of some ranges, past its first character: 年底 of 2017年底, a date in brackets."""
    if not ranges:
        return False
    index = bisect_left(ranges, position, key=lambda item: item.start) - 1
    return index >= 0 and position < ranges[index].end
