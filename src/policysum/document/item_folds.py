"""Units that are no items of their own: the section above them is the item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.headings import Style
from policysum.document.roles import heading_roles
from policysum.lexicon import Phrase, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.document.outline import Block, Section

__all__ = ["folded_units", "is_account", "of_all_work"]

_CLAUSE_END = re.compile("[，,；;。：:]")
_FIGURE = re.compile(r"\d")
_WORK = Phrase("year_words", "{work}")
_AMOUNT = table("table_words").compiled(r"\d\s?{code_unit}(?:$|[，,：:。（(])|^\d{5}")
_LEVEL = table("table_words").compiled(r"[（(]\s?{code_level}\s?[）)]")
_LEVELS = 2
"""Levels of the scheme of accounts from which a title is nothing but an entry of it: 教育支出（类）普通教育（款）."""
_LEAST_ENTRIES = 3
_LONGEST_TITLE = 24
_LEADING = 2
"""Characters of a clause that only leads on: 其中."""
_BESIDE_LIST = 0.5
"""Of the text of a section, so much before its list (一是) that the list is but a part of it."""
_BESIDE_LEADS = 0.3
"""The same of paragraphs of which some begin with a short sentence."""


def folded_units(
    source: str, outline: Sequence[Section], own: Mapping[int, Sequence[Block]]
) -> dict[int, int]:
    """The units that are no items of their own, each with the section that is.

    Args:
        source: the decoded text.
        outline: its sections.
        own: for each section its stretches that are in none below it.
    """
    found: dict[int, int] = {}
    for above, below in _within(outline).items():
        if (
            _are_figures(source, outline, above, below)
            or _are_amounts(outline, above, below)
            or _are_sentences(source, outline, above, below)
            or _are_few(outline, above, below, own.get(above, ()))
        ):
            for unit in below:
                found.setdefault(unit, found.get(above, above))
    for first, others in _lists_of_accounts(outline):
        for unit in others:
            found.setdefault(unit, found.get(first, first))
    return found


def _lists_of_accounts(outline: Sequence[Section]) -> list[tuple[int, list[int]]]:
    """Lists of entries of the scheme of accounts that stand beside one another, each as its first and the others."""
    runs: list[list[int]] = []
    for index, section in enumerate(outline):
        if not is_account(section.title):
            continue
        last = outline[index - 1] if runs and runs[-1][-1] == index - 1 else None
        if last and (last.level, last.style, last.role) == (section.level, section.style, section.role):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [(run[0], run[1:]) for run in runs if len(run) >= _LEAST_ENTRIES]


def is_account(title: str) -> bool:
    """Whether a title is an entry of the scheme of accounts: 教育支出（类）普通教育（款）小学教育（项）."""
    return len(_LEVEL.findall(title)) >= _LEVELS


def _within(outline: Sequence[Section]) -> dict[int, list[int]]:
    """For each section that has any, the sections inside it; the outer first."""
    within: dict[int, list[int]] = {}
    stack: list[int] = []
    for index, section in enumerate(outline):
        while stack and outline[stack[-1]].level >= section.level:
            stack.pop()
        for above in stack:
            within.setdefault(above, []).append(index)
        stack.append(index)
    return dict(sorted(within.items()))


def _are_figures(source: str, outline: Sequence[Section], above: int, below: Sequence[int]) -> bool:
    """Whether the units of a numbered section are figures and nothing else: （1）…支出3亿元，增长5%；."""
    return (
        outline[above].style > Style.PLAIN
        and not outline[above].run_in
        and len(below) > 1
        and all(_only_figures(source[outline[one].content : outline[one].end]) for one in below)
    )


def _are_amounts(outline: Sequence[Section], above: int, below: Sequence[int]) -> bool:
    """Whether each unit of a numbered section has an amount for its title, or an item of a budget: （一）公务接待费12万元。."""
    section = outline[above]
    return (
        section.style in {Style.PART, Style.CHINESE, Style.BRACKETED, Style.NUMBER}
        and len(below) > 1
        and not of_all_work(section.title)
        and all(
            outline[one].style < Style.DASH
            and outline[one].role == section.role
            and (_AMOUNT.search(outline[one].title) or is_account(outline[one].title))
            for one in below
        )
    )


def _are_sentences(source: str, outline: Sequence[Section], above: int, below: Sequence[int]) -> bool:
    """Whether the lines numbered 1. below a heading （一） are sentences without titles: it is the unit then."""
    if outline[above].style != Style.BRACKETED:
        return False
    numbered = [outline[one] for one in below if outline[one].style != Style.CLAUSE]
    untitled = sum(one.heading.end - one.content > _LONGEST_TITLE for one in numbered)
    return (
        len(numbered) > 1
        and 2 * untitled >= len(numbered)
        and all(
            one.style in {Style.NUMBER, Style.SUBNUMBER} and source[one.start - 1].isspace()
            for one in numbered
        )
    )


def _only_figures(text: str) -> bool:
    """Whether each clause of a stretch has its figure: 教育支出3亿元，增长5%。其中：普通教育2亿元。."""
    clauses = [clause for clause in map(str.strip, _CLAUSE_END.split(text)) if len(clause) > _LEADING]
    return bool(clauses) and all(map(_FIGURE.search, clauses))


def _are_few(outline: Sequence[Section], above: int, below: Sequence[int], own: Sequence[Block]) -> bool:
    """Whether the unnumbered units of a section are but some of its paragraphs, or a list at the end of a long one."""
    section = outline[above]
    if (
        section.style <= Style.PLAIN
        or of_all_work(section.title)
        or any(outline[one].style < Style.LEAD or outline[one].role != section.role for one in below)
    ):
        return False
    prose = sum(
        block.end - max(block.start, section.heading.end + 1)
        for block in own
        if block.end > section.heading.end
    )
    most = _BESIDE_LEADS if all(outline[one].style == Style.LEAD for one in below) else _BESIDE_LIST
    return prose > most * (section.end - section.heading.end)


def of_all_work(title: str) -> bool:
    """Whether a heading is of all that was done or is planned (2024年工作回顾), and not of one topic (基本情况, 推广成效)."""
    roles = heading_roles(title)
    return bool(roles) and ("problem" in roles or _WORK.search(title) is not None)
