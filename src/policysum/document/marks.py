"""Which paragraphs and places inside paragraphs of a body open a unit: numbered headings, titles of their own, run-in titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.headings import Marker, Style, title_end
from policysum.document.inline_marks import chinese_within, inline_markers, places_within
from policysum.document.roles import heading_roles
from policysum.document.unmarked import add_unmarked
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.document.lines import Paragraph

__all__ = ["find_marks"]

_WORDS = table("heading_marks")
_GOAL_LEAD = _WORDS.compiled(r"{goal}(?:{goal_task})?(?:{goal_is})?\s?[：:]\s?$")
# A stop that was a character of a font of its own is lost: 1\ue410强化保障。
_BARE = re.compile(r"(\d{1,2})[\ue000-\uf8ff]?(?=[\u4e00-\u9fff“])")
_LEAST_RUN = 4  # paragraphs that count up from 1 without a stop behind their numbers
_HAS_PARTS = _WORDS.compiled(r"[^。；，：！？（(]{2,30}[（(]{signs.one}[)）]")


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
    add_unmarked(source, paragraphs, marks)
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
