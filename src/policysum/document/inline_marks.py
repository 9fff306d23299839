"""The marks that open units in the middle of a paragraph: 。二、…, （一）…, 一是….

Pages and PDFs lose their line ends, and sometimes the stops before a mark as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from policysum.document.headings import FIRST_LETTERS, Marker, Style, marker_of
from policysum.document.numerals import NUMERAL
from policysum.document.roles import says_problem
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["NO_LEAD", "chinese_within", "inline_markers", "places_within", "titles_within"]

_WORDS = table("heading_marks")
_N = NUMERAL
# What may stand before a mark inside a paragraph, and what it begins with.
_INLINE_PLACE = _WORDS.compiled(
    rf"(?:[。；;：:！？!?，,、”’）)\s]|[%％\u4e00-\u9fff]\.)(?=[{{=numerals.digit|numerals.ten|signs.ordinal}}{FIRST_LETTERS}（(\d①-⑳])"
)
_LINE_END = r"(?:\r?\n[ \t\u3000]{0,8})?"
"""A line may end within a mark: 五 / 是."""
_INLINE = _WORDS.compiled(
    rf"(?P<clause>{_N}{_LINE_END}{{clause_within}}[，,：:]?)"
    rf"|(?P<nth>{{signs.ordinal}}{_N}[，,、]|{{order}}[，,])"
    rf"|(?P<bracketed>[（(]{_N}[)）])"
    r"|(?P<number>\d{1,2}(?:[、．](?=[\u4e00-\u9fff“《])|[.](?=[\u4e00-\u9fff“《])))"
    r"|(?P<subnumber>[（(]\d{1,2}[)）](?=[\u4e00-\u9fff“《])|[①-⑳])"
)
# 一、 in the middle of a line opens a section where a stop stands before it; not 一、二、三产业.
_WITHIN_STOPS = "。；：:！？”）)."
_WITHIN_FIRSTS = frozenset(_WORDS.form("{=numerals.digit|numerals.ten|signs.ordinal}"))
_CHINESE_WITHIN = _WORDS.compiled(
    rf"(?:(?P<chinese>{_N}、(?!{_N}、))|(?P<part>{{signs.ordinal}}{_N}{{main_part}}[ \u3000]))"
)
_FIRST_BEHIND = _WORDS.compiled(
    r"[^。；，：！？\n]{2,40}?(?<=[\u4e00-\u9fff])(?P<first>1[.．、]|{signs.one}{clause_within})(?=[\u4e00-\u9fff，,：:])"
)
_SECOND = 2
_BRACKETED_WITHIN = re.compile(rf"(?P<bracketed>[（(]{_N}[)）])")
_STOP_WITHIN = re.compile("[。；，：！？]")
_SENTENCE = re.compile("[^。！？]+。?")
_TITLE = re.compile(r"[\u4e00-\u9fff“”]{4,16}。")
_MATTER, _LEAST_TITLES = 40, 3
"""Characters behind a title that stands inside a paragraph, and how many of them make a list."""
NO_LEAD = _WORDS.compiled(
    r"^(?:{no_lead}|\S{0,8}{no_lead_term}|\S?{no_lead_name})|(?<!{in_a_row})(?<!\d)\d|[０-９]|{leads_on}|{no_lead_end}$|{no_lead_aspect}.{0,6}{no_lead_work}$|[：:]"
)
"""What no short sentence has that is a title."""
_OUTER = ("part", "chinese", "bracketed", "noopen", "noclose")


def places_within(source: str, start: int, end: int) -> list[int]:
    """Where a mark may stand inside a paragraph: behind a stop, a comma, a bracket or a blank."""
    return [place.end() for place in _INLINE_PLACE.finditer(source, start, end)]


def chinese_within(source: str, places: Sequence[int], end: int) -> Iterator[Marker]:
    """Every 一、 or 第一部分 behind a stop inside a paragraph, whether or not it opens a section.

    Args:
        source: the decoded text.
        places: where marks may stand in the paragraph.
        end: where it ends.
    """
    for place in places:
        if source[place] not in _WITHIN_FIRSTS:
            continue
        before = source[place - 1]
        if not (before in _WITHIN_STOPS or before.isspace()):
            continue
        match = _CHINESE_WITHIN.match(source, place, end)
        if match and (marker := marker_of(match)):
            yield marker


def _inline(source: str, start: int, end: int, places: Sequence[int], *, titled: bool) -> list[Marker]:
    """Every mark inside a paragraph, the one at its beginning left out.

    Args:
        source: the decoded text.
        start: where the paragraph begins.
        end: where it ends.
        places: where marks may stand in it.
        titled: whether it holds a heading, which （一） may follow without a stop between.
    """
    found: dict[int, Marker] = {}
    position = start
    for place in places:
        if place >= position and (match := _INLINE.match(source, place, end)):
            position = match.end()
            if marker := marker_of(match):
                found[marker.start] = marker
    counted = [marker for marker in found.values() if marker.style == Style.BRACKETED]
    for match in _BRACKETED_WITHIN.finditer(source, start + 1, end):
        marker = marker_of(match)
        if marker and (titled or (marker.number == 1 and _has_second(counted, marker))):
            found.setdefault(marker.start, marker)
    for first in _firsts_behind_titles(source, start, sorted(found.values())) if titled else ():
        found.setdefault(first.start, first)
    return [found[at] for at in sorted(found)]


def _has_second(counted: Sequence[Marker], first: Marker) -> bool:
    """Whether the next mark of its kind is （二）, which stands behind a stop: 重点工程（一）治污。…（二）植树。…."""
    at = bisect_right(counted, first.start, key=lambda marker: marker.start)
    return at < len(counted) and counted[at].number == _SECOND


def _firsts_behind_titles(source: str, start: int, found: Sequence[Marker]) -> Iterator[Marker]:
    """Each 1. or 一是 that follows a title without a stop, where its second stands behind one: （三）主要形式1.网站…。2.查阅点."""
    title = start
    begun: set[str] = set()
    for marker in found:
        if marker.style <= Style.BRACKETED:
            title, begun = marker.end, set()
        elif marker.number == _SECOND and marker.family not in begun:
            behind = _FIRST_BEHIND.match(source, title, marker.start)
            match = _INLINE.match(source, behind.start("first"), marker.start) if behind else None
            first = marker_of(match) if match else None
            if first and first.family == marker.family:
                yield first
        begun.add(marker.family)


def titles_within(source: str, start: int, end: int) -> list[Marker]:
    """Short sentences that head those behind them in one paragraph: 招商引资成效明显。外出招商39次，…。项目建设…."""
    found: list[Marker] = []
    last = start
    for sentence in _SENTENCE.finditer(source, start, end):
        if _is_title(sentence.group()) and end - sentence.end() >= _MATTER:
            if not found or sentence.start() - last >= _MATTER:
                found.append(Marker(sentence.start(), sentence.start(), Style.LEAD, 0, "", "lead"))
                last = sentence.end()
        elif not found:
            return []
    return found[1:] if len(found) >= _LEAST_TITLES else []


def _is_title(sentence: str) -> bool:
    return (
        _TITLE.fullmatch(sentence) is not None and not NO_LEAD.search(sentence) and not says_problem(sentence)
    )


def inline_markers(
    source: str,
    start: int,
    end: int,
    first: Marker | None,
    *,
    places: Sequence[int],
    opened: Sequence[Marker] = (),
    following: Marker | None = None,
) -> list[Marker]:
    """Marks inside a paragraph that count up from one, or on from the mark it begins with.

    A single mark is no list: 一是 needs its 二是, in the same paragraph or at the beginning of the next one.

    Args:
        source: the decoded text.
        start: where the paragraph begins.
        end: where it ends.
        first: the mark it begins with.
        places: where marks may stand in it.
        opened: the sections (一、) that are known to open inside it.
        following: the mark that the next paragraph begins with.
    """
    titled = bool(opened) or (first is not None and first.style <= Style.CHINESE)
    inside = {marker.start: marker for marker in _inline(source, start, end, places, titled=titled)}
    inside.update({marker.start: marker for marker in opened})
    if not inside:
        return []
    runs: dict[str, list[Marker]] = {first.family: [first]} if first else {}
    closed: list[list[Marker]] = []
    for at in sorted(inside):
        marker = inside[at]
        run = runs.get(marker.family, [])
        last = run[-1].number if run else 0
        if marker in opened:
            closed += runs.values()
            runs = {marker.family: [marker]}
        elif run and marker.number in {0, last + 1}:
            run.append(marker)
        elif marker.number == 1:
            closed.append(run)
            runs[marker.family] = [marker]
        if marker.style == Style.BRACKETED:  # what it holds counts anew
            closed += [runs.pop(family) for family in list(runs) if family not in _OUTER]
    kept = list(opened)
    for run in (*closed, *runs.values()):
        goes_on = following is not None and run in runs.values() and following.number == run[-1].number + 1
        if (
            len(run) > 1
            or (goes_on and following is not None and run and following.family == run[-1].family)
            or (titled and run and run[0].style == Style.BRACKETED and _ends_title(source, run[0], opened))
        ):
            kept += run
    return sorted({marker for marker in kept if marker is not first}, key=lambda marker: marker.start)


def _ends_title(source: str, marker: Marker, opened: Sequence[Marker]) -> bool:
    """Whether a mark ends the title of a section that opens before it in the same paragraph: 二、存在的问题（一）…."""
    before = max((one.end for one in opened if one.end <= marker.start), default=-1)
    return before >= 0 and not _STOP_WITHIN.search(source, before, marker.start)
