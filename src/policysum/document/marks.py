"""Which paragraphs and places inside paragraphs of a body open a unit: numbered headings, titles of their own, run-in titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.headings import Marker, Style, marker_at, title_end
from policysum.document.inline_marks import (
    NO_LEAD,
    chinese_within,
    inline_markers,
    places_within,
    titles_within,
)
from policysum.document.roles import heading_roles, says_problem
from policysum.document.table_units import is_unit_line
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.document.lines import Paragraph

__all__ = ["HEAD_WORDS", "find_marks"]

_STOP = re.compile("[。！？；!?;]")
_WORDS = table("heading_marks")
HEAD_WORDS = _WORDS.compiled("{head}")
_PROMISES = _WORDS.compiled("{promises}$")  # what an annex lists is a part of its own
_GOAL_LEAD = _WORDS.compiled(r"{goal}(?:{goal_task})?(?:{goal_is})?\s?[：:]\s?$")
_SIGNED = _WORDS.compiled(r"\d{4}{signs.year}\d+{signs.month}\d+{signs.day}$|{signs}$")
# A stop that was a character of a font of its own is lost: 1\ue410强化保障。
_BARE = re.compile(r"(\d{1,2})[\ue000-\uf8ff]?(?=[\u4e00-\u9fff“])")
_LEAST_RUN = 4  # paragraphs that count up from 1 without a stop behind their numbers
_HAS_PARTS = _WORDS.compiled(r"[^。；，：！？（(]{2,30}[（(]{signs.one}[)）]")
_ADDRESS = _WORDS.compiled("^{outline_words.address}")


def find_marks(
    source: str, paragraphs: Sequence[Paragraph], begun: Mapping[int, Marker | None]
) -> list[list[Marker]]:
    """For each paragraph the marks that open units in it, the one at its beginning first.

    Args:
        source: the decoded text.
        paragraphs: the body's paragraphs.
        begun: where each of them begins, and the mark that it begins with by its own look.
    """
    firsts = _firsts(source, paragraphs, begun)
    places = [places_within(source, paragraph.start, paragraph.end) for paragraph in paragraphs]
    opened = _sections_within(source, paragraphs, firsts, places)
    marks: list[list[Marker]] = []
    for number, paragraph in enumerate(paragraphs):
        first = firsts[number]
        found = [first] if first else []
        if paragraph.end - paragraph.start > 12 and not paragraph.row:
            inline = inline_markers(
                source, paragraph.start, paragraph.end, first, places=places[number],
                opened=opened[number], following=firsts[number + 1] if number + 1 < len(firsts) else None,
            )  # fmt: skip
            if opened[number] or first or not (inline and _is_goal_list(source, paragraph, inline)):
                found.extend(inline)
        marks.append(found)
    _add_unmarked(source, paragraphs, marks)
    return marks


def _firsts(
    source: str, paragraphs: Sequence[Paragraph], begun: Mapping[int, Marker | None]
) -> list[Marker | None]:
    """The mark that each paragraph begins with."""
    firsts: list[Marker | None] = []
    bare = _bare_numbers(source, paragraphs)
    expected: dict[str, int] = {}
    for paragraph in paragraphs:
        first = begun[paragraph.start] or bare.get(paragraph.start)
        if first is not None and first.doubtful and first.number != expected.get("bracketed", 0) + 1:
            first = None
        if first is not None and first.style == Style.DASH and not _is_dash_heading(source, first, paragraph):
            first = None
        if first is not None and first.end >= paragraph.end:
            first = None
        if first is not None:
            expected["bracketed" if first.style == Style.BRACKETED else first.family] = first.number
            if first.style <= Style.CHINESE:
                expected["bracketed"] = 0
        firsts.append(first)
    return firsts


def _bare_numbers(source: str, paragraphs: Sequence[Paragraph]) -> dict[int, Marker]:
    """Numbers without a stop that count up over the paragraphs of a text whose stops were lost: 1强化保障。… 2优化服务。…."""
    run: list[Marker] = []
    for paragraph in paragraphs:
        found = _BARE.match(source, paragraph.start, paragraph.end)
        if found and int(found.group(1)) == len(run) + 1:
            run.append(Marker(found.start(), found.end(), Style.NUMBER, len(run) + 1, found.group(), "bare"))
    return {marker.start: marker for marker in run} if len(run) >= _LEAST_RUN else {}


def _sections_within(
    source: str,
    paragraphs: Sequence[Paragraph],
    firsts: Sequence[Marker | None],
    places: Sequence[Sequence[int]],
) -> list[list[Marker]]:
    """The sections that open in the middle of each paragraph, such as 。二、2025年工作计划（一）.

    They count up over the whole document, together with those that begin a paragraph; a number that a later
    paragraph begins with is not taken from the middle of an earlier one.
    """
    found: list[tuple[Marker, int]] = []  # the mark and its paragraph, -1 where it begins one
    for number, paragraph in enumerate(paragraphs):
        first = firsts[number]
        if first is not None and first.style <= Style.CHINESE:
            found.append((first, -1))
        found += [(marker, number) for marker in chinese_within(source, places[number], paragraph.end)]
    opened: list[list[Marker]] = [[] for _ in paragraphs]
    last = part = 0
    begun = {marker.number for marker, number in found if number < 0 and marker.style == Style.PART}
    for at, (marker, number) in enumerate(found):
        if number < 0:
            last = marker.number if marker.style == Style.CHINESE else 0
            part = marker.number if marker.style == Style.PART else part
        elif marker.style == Style.PART:
            if marker.number > part and marker.number not in begun:
                opened[number].append(marker)
                last, part = 0, marker.number
        elif (marker.number == last + 1 and _is_next(found, at)) or (
            (marker.number == last + 1 == 1 or at == 0) and _says_its_role(source, paragraphs[number], marker)
        ):
            opened[number].append(marker)
            last = marker.number
    return opened


def _is_next(found: Sequence[tuple[Marker, int]], at: int) -> bool:
    """Whether a mark in the middle of a line has its place in the count: no later line begins with its number."""
    wanted = found[at][0].number
    follows = wanted > 1
    for marker, number in found[at + 1 :]:
        if number < 0 and marker.style == Style.CHINESE:
            if marker.number == wanted:
                return False
            return follows or marker.number == wanted + 1
        if marker.number == wanted + 1:
            follows = True
    return follows


def _says_its_role(source: str, paragraph: Paragraph, marker: Marker) -> bool:
    """Whether the first section of a text that was cut off says in plain words what it is of (。一、2024年工作回顾2024年是…), or has parts: 。一、主要工作（一）…."""
    if marker.number == 1 and _HAS_PARTS.match(source, marker.end, paragraph.end):
        return True
    end = title_end(source, marker.end, paragraph.end)
    return bool(set(heading_roles(source[marker.end : end], plainly=True)) - {"other"})


def _is_goal_list(source: str, paragraph: Paragraph, inline: Sequence[Marker]) -> bool:
    """主要目标：1.…；2.…；: figures of one goal, in one paragraph, and not units of their own."""
    lead = source[paragraph.start : inline[0].start]
    return (
        len(lead) < 40
        and _GOAL_LEAD.search(lead) is not None
        and all(marker.style in {Style.NUMBER, Style.SUBNUMBER} for marker in inline)
        and all(source[marker.start - 1] in "；;，," for marker in inline[1:])
        and paragraph.end - inline[0].start < 60 * len(inline)
    )


def _is_dash_heading(source: str, marker: Marker, paragraph: Paragraph) -> bool:
    return title_end(source, marker.end, paragraph.end) - marker.end <= 40


def _add_unmarked(source: str, paragraphs: Sequence[Paragraph], marks: list[list[Marker]]) -> None:
    """Short lines of their own, and paragraphs that begin with a short sentence, where a few stand together."""
    stretch: list[int] = []  # the paragraphs since the last heading
    above = Style.PART
    for number, paragraph in enumerate(paragraphs):
        begins = bool(marks[number]) and marks[number][0].start == paragraph.start
        if not begins and not _is_plain_heading(source, paragraphs, number):
            stretch.append(number)
            continue
        _add_titles(source, paragraphs, marks, stretch, above)
        stretch.clear()
        if not begins:
            marks[number].insert(0, Marker(paragraph.start, paragraph.start, Style.PLAIN, 0, "", "plain"))
        above = marks[number][0].style
    _add_titles(source, paragraphs, marks, stretch, above)
    _raise_parts(source, paragraphs, marks)


def _add_titles(
    source: str,
    paragraphs: Sequence[Paragraph],
    marks: list[list[Marker]],
    stretch: Sequence[int],
    above: int,
) -> None:
    """The short sentences that are titles of the paragraphs below a heading, or of parts of the only one."""
    groups: list[list[int]] = [[]]
    for number in stretch:
        paragraph = paragraphs[number]
        if _is_lead(source, paragraph, marks[number]):
            groups[-1].append(number)
        elif _ADDRESS.match(source[paragraph.start : paragraph.start + 8]):
            groups.append([])
    for group in groups:
        if _opens_group(paragraphs, group):
            del group[0]
        if len(stretch) == len(group) == 1 and above <= Style.CHINESE and not marks[group[0]]:
            only = paragraphs[group[0]]
            marks[group[0]] = titles_within(source, only.start, only.end)
        if len(group) > 1 or any(marks[number] for number in group):
            for number in group:
                start = paragraphs[number].start
                marks[number].insert(0, Marker(start, start, Style.LEAD, 0, "", "lead"))


def _opens_group(paragraphs: Sequence[Paragraph], group: Sequence[int]) -> bool:
    """A short paragraph above the titled ones introduces them, and has no title itself."""
    if len(group) < 3:
        return False
    first, *others = (paragraphs[number].end - paragraphs[number].start for number in group)
    return first < 60 and min(others) > first * 1.8


def _raise_parts(source: str, paragraphs: Sequence[Paragraph], marks: list[list[Marker]]) -> None:
    """A short line such as 2021年工作总结 above a numbering that begins anew is a part of the report."""
    following: Marker | None = None
    for number in range(len(marks) - 1, -1, -1):
        if not marks[number]:
            continue
        first = marks[number][0]
        if (
            first.style == Style.PLAIN
            and following
            and (following.style, following.number) == (Style.CHINESE, 1)
        ):
            end = paragraphs[number].end
            title = source[first.end : end]
            if (heading_roles(title) or _PROMISES.search(title)) and paragraphs[number].start == first.start:
                marks[number][0] = first._replace(style=Style.PART)
        following = first


def _is_plain_heading(source: str, paragraphs: Sequence[Paragraph], number: int) -> bool:
    paragraph = paragraphs[number]
    length = paragraph.end - paragraph.start
    if (
        not 2 < length <= 36
        or number + 1 >= len(paragraphs)
        or len(paragraph.lines) > 1
        or paragraph.row  # its only line holds all cells
    ):
        return False
    text = source[paragraph.start : paragraph.end]
    following = paragraphs[number + 1]
    if (
        _STOP.search(text[:-1])
        or text[-1] in "，,：:、；;！!？?"
        or not re.search(r"[\u4e00-\u9fff]{2}", text)
        or (text[0] in "（(" and text[-1] in "）)")  # what stands below a title: （试行）
    ):
        return False
    if text[-1] == "。":
        return _is_plain_sentence(source, paragraphs, number) and any(
            _is_plain_sentence(source, paragraphs, other) for other in (number - 2, number + 2)
        )
    if _ADDRESS.match(text) or _SIGNED.search(text) or is_unit_line(text):
        return False
    if HEAD_WORDS.search(text) or (length >= 4 and following.end - following.start > 30):
        return True
    # one that another heading follows at once
    return "，" not in text and bool(heading_roles(text, plainly=True))


def _is_plain_sentence(source: str, paragraphs: Sequence[Paragraph], number: int) -> bool:
    """A short sentence alone in its paragraph above a long one: a title if its neighbours are built alike."""
    if not 0 <= number < len(paragraphs) - 1:
        return False
    here, following = paragraphs[number], paragraphs[number + 1]
    if here.end - here.start > 30 or following.end - following.start <= 60:
        return False
    text = source[here.start : here.end]
    return text[-1] == "。" and not NO_LEAD.search(text) and marker_at(source, here.start, here.end) is None


def _is_lead(source: str, paragraph: Paragraph, marks: Sequence[Marker]) -> bool:
    stop = _STOP.search(source, paragraph.start, min(paragraph.end, paragraph.start + 42))
    if stop is None or stop.group() != "。" or not 4 <= stop.start() - paragraph.start <= 40:
        return False
    text = source[paragraph.start : stop.start()]
    if paragraph.end - stop.end() < 25 or NO_LEAD.search(text) or says_problem(text):
        return False
    return not marks or marks[0].start >= stop.start()
