"""Titles without a number: short lines of their own, and short sentences that begin a paragraph or a part of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.headings import Marker, Style, marker_at
from policysum.document.inline_marks import NO_LEAD, titles_within
from policysum.document.line_kinds import kind_of_line
from policysum.document.roles import heading_roles, says_problem
from policysum.document.table_units import is_unit_line
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.lines import Paragraph

__all__ = ["HEAD_WORDS", "add_unmarked"]

_WORDS = table("heading_marks")
HEAD_WORDS = _WORDS.compiled("{head}")
_PROMISES = _WORDS.compiled("{promises}$")  # what an annex lists is a part of its own
_SIGNED = _WORDS.compiled(r"\d{4}{signs.year}\d+{signs.month}\d+{signs.day}$|{signs}$")
_ARTICLE = table("section_words").compiled(r"{signs.ordinal}\s?\d(?:\s?\d){0,2}\s?{article}\s{0,4}")
_ENTRY = re.compile(r"[\u4e00-\u9fff]{2,8}[：:](?=[^。]{12})")
_LEAST_ENTRIES = 3
"""Paragraphs of a section each of which begins with its topic: 水力资源：…, and how many of them make a list."""
_ADDRESS = _WORDS.compiled("^{outline_words.address}")
_STOP = re.compile("[。！？；!?;]")
_DIGIT = re.compile(r"\d")
_LEAST_MATTER, _LEAST_FIGURES = 25, 10
"""Characters behind a title that are matter of its own, and as many if there is a figure among them."""


def add_unmarked(source: str, paragraphs: Sequence[Paragraph], marks: list[list[Marker]]) -> None:
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
    entries = above == Style.CHINESE and _are_entries(source, [paragraphs[number] for number in stretch])
    for number in stretch:
        paragraph = paragraphs[number]
        if entries or _is_lead(source, paragraph, marks[number]):
            groups[-1].append(number)
        elif _ADDRESS.match(source[paragraph.start : paragraph.start + 8]):
            groups.append([])
    for group in groups:
        if _opens_group(source, paragraphs, group):
            del group[0]
        if len(stretch) == len(group) == 1 and above <= Style.CHINESE and not marks[group[0]]:
            only = paragraphs[group[0]]
            marks[group[0]] = titles_within(source, only.start, only.end)
        if len(group) > 1 or any(marks[number] for number in group):
            for number in group:
                start = paragraphs[number].start
                marks[number].insert(
                    0, Marker(start, _matter(source, paragraphs[number]), Style.LEAD, 0, "", "lead")
                )


def _are_entries(source: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether each paragraph begins with a topic of its own: 水力资源：….."""
    named = [found for one in paragraphs if (found := _ENTRY.match(source, one.start, one.end))]
    return len({found.group() for found in named}) == len(paragraphs) >= _LEAST_ENTRIES


def _opens_group(source: str, paragraphs: Sequence[Paragraph], group: Sequence[int]) -> bool:
    """A short paragraph without a figure above the titled ones introduces them, and has no title itself."""
    opening = paragraphs[group[0]] if group else None
    if opening is None or len(group) < 3 or _DIGIT.search(source, opening.start, opening.end):
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
        or text[-1] in "，,：:、；;！!？?．."
        or not re.search(r"[\u4e00-\u9fff]{2}", text)
        or (text[0] in "（(" and text[-1] in "）)")  # what stands below a title: （试行）
        or kind_of_line(source[following.start : following.end]) == "date"  # who signed it
        or kind_of_line(text) == "fields"  # 时间：2024-08-29 below a title
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


def _matter(source: str, paragraph: Paragraph) -> int:
    """Where a paragraph begins behind the number of an article: 第 12 条 鼓励技改。…."""
    article = _ARTICLE.match(source, paragraph.start, paragraph.end)
    return article.end() if article else paragraph.start


def _is_lead(source: str, paragraph: Paragraph, marks: Sequence[Marker]) -> bool:
    start = _matter(source, paragraph)
    stop = _STOP.search(source, start, min(paragraph.end, start + 42))
    if stop is None or stop.group() != "。" or not 2 <= stop.start() - start <= 40:
        return False
    text = source[start : stop.start()]
    figures = not marks and _DIGIT.search(source, stop.end(), paragraph.end)
    least = _LEAST_FIGURES if figures else _LEAST_MATTER
    if paragraph.end - stop.end() < least or NO_LEAD.search(text) or says_problem(text):
        return False
    return not marks or marks[0].start >= stop.start()
