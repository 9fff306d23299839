"""The achievements, problems and plans a report names: its lowest titled units."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from policysum.document.headings import Style
from policysum.document.item import ITEM_ROLES, Item
from policysum.document.item_folds import folded_units, is_account, of_all_work
from policysum.document.item_rows import heading_of, rows_behind
from policysum.document.item_titles import summary
from policysum.document.problems import closing_start, listed_problems, title_of_part
from policysum.document.roles import heading_roles, inner_heading_role, only_states
from policysum.document.untitled_items import untitled_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.outline import Block, Section

__all__ = ["find_items"]


_FEWEST_ROWS = 3


def find_items(
    source: str, outline: Sequence[Section], blocks: Sequence[Block], *, findings: bool, reports: bool
) -> list[Item]:
    """Each 一是 clause where there is one, else each titled paragraph, else each numbered sentence.

    Prose without a title of problems, or of goals, is an item too; other prose comes with `titled=False`.

    Args:
        source: the decoded text.
        outline: its sections.
        blocks: its stretches of one role.
        findings: whether it is an audit, in which what was done about a finding is an item, though untitled.
        reports: whether it is a report, each paragraph of which says what was done where none has a title; no news or
            profile is.
    """
    parents, turned = _nesting(outline)
    within: dict[int, list[Block]] = {}
    for block in blocks:
        within.setdefault(block.section, []).append(block)
    folded = folded_units(source, outline, within)
    holders = set(folded.values())
    parents.update(dict.fromkeys((id(outline[above]) for above in holders), False))
    inside_clause = _inside_clause(outline) | folded.keys()
    own: dict[int, list[Block]] = {}
    for block in blocks:
        holder = folded.get(block.section, block.section)
        if holder >= 0 and block.role == outline[holder].role:
            own.setdefault(holder, []).append(block)
    items = []
    unnamed: set[int] = set()
    for index, section in enumerate(outline):
        if parents[id(section)] or index in inside_clause or section.role not in ITEM_ROLES:
            continue
        prose = own.get(index, [])
        several = len(prose) > 2 or (id(section) in turned and not section.run_in)
        if section.style <= Style.PLAIN and (
            (several and of_all_work(section.title))
            or not (_has_prose(source, section) or _is_table(source, section, prose))
        ):
            unnamed.add(index)  # paragraphs each of which stands by itself, or none
            continue
        if listed := _listed_under(source, section, prose, findings=findings):
            items += listed
            continue
        title = _title(source, section, prose)
        if not title or (findings and section.role == "achievement" and id(section) in turned):
            continue  # a heading of problems with none below it, or what an audit looked at above what it found
        start = section.start
        if index in holders and is_account(title):
            start, title = _led_in(source, blocks, section)
        items += _with_rows(source, section, prose, start, title)
    taken = {
        index
        for index, section in enumerate(outline)
        if index not in unnamed and (not parents[id(section)] or index in inside_clause)
    }
    items.extend(untitled_items(source, outline, blocks, taken, unnamed, findings=findings, reports=reports))
    return sorted(items, key=lambda item: item.start)


def _nesting(outline: Sequence[Section]) -> tuple[dict[int, bool], set[int]]:
    """Which sections have subsections of their own role, and in which the prose turns from one role to another."""
    parents = {id(section): False for section in outline}
    turned: set[int] = set()
    stack: list[Section] = []
    for section in outline:
        while stack and stack[-1].level >= section.level:
            stack.pop()
        if stack and stack[-1].role != section.role:
            turned.add(id(stack[-1]))
        elif stack and stack[-1].style != Style.CLAUSE:
            parents[id(stack[-1])] = True
        stack.append(section)
    return parents, turned


def _listed_under(source: str, section: Section, prose: Sequence[Block], *, findings: bool) -> list[Item]:
    """The problems that a section lists in its prose, where its heading says only that there are some, or what was audited."""
    only_says = _only_says_problems(section)
    audited = findings and only_states(section.title)
    if section.role != "problem" or section.run_in or not (only_says or audited):
        return []
    found = []
    for block in prose:
        base = max(block.start, section.heading.end)
        text = source[base : block.end]
        for start, end in listed_problems(text, headed=only_says):
            title = title_of_part(text[start:end])
            found.append(Item("problem", title, base + start, base + end, section.path))
    return found


def _with_rows(source: str, section: Section, prose: Sequence[Block], start: int, title: str) -> list[Item]:
    """The item of a section, and that of the table behind its prose if it is named."""
    rows = rows_behind(source, section, prose)
    end = _item_end(source, section, prose[: len(prose) - len(rows)])
    found = [Item(section.role, title, start, end, section.path[:-1])]
    if rows and (heading := heading_of(source, rows)):
        found.append(Item(section.role, heading, rows[0].start, rows[-1].end, section.path[:-1]))
    return found


def _led_in(source: str, blocks: Sequence[Block], first: Section) -> tuple[int, str]:
    """Where a list of accounts begins and what it is called: by the words that lead on to it, if there are any."""
    at = bisect_left(blocks, first.start, key=lambda block: block.start) - 1
    before = blocks[at] if at >= 0 else None
    if before is None or source[before.end - 1] not in "：:" or source[before.end : first.start].strip():
        return first.start, first.title
    start = max(before.start, source.rfind("。", before.start, before.end) + 1)
    start += len(source[start : before.end]) - len(source[start : before.end].lstrip())
    return start, summary(source[start : before.end], first.role)


def _only_says_problems(section: Section) -> bool:
    return inner_heading_role(section.title) is not None or "problem" in heading_roles(section.title)


def _title(source: str, section: Section, prose: Sequence[Block]) -> str:
    """The heading, or what the prose says where the heading says only 存在的问题."""
    if section.role != "problem" or section.run_in or not prose:
        return section.title
    if not _only_says_problems(section):
        return section.title
    return summary(source[section.heading.end + 1 : prose[-1].end].strip(), "problem")


def _inside_clause(outline: Sequence[Section]) -> set[int]:
    inside: set[int] = set()
    limit = -1
    for index, section in enumerate(outline):
        if section.start < limit:
            inside.add(index)
        elif section.style == Style.CLAUSE:
            limit = section.end
    return inside


def _has_prose(source: str, section: Section) -> bool:
    return bool(re.search("[。；]", source[section.heading.end + 1 : section.end]))


def _is_table(source: str, section: Section, own: Sequence[Block]) -> bool:
    """Whether rows stand below a heading that end with their figures: 规章 1 11, 行政许可 447."""
    rows = (block for block in own if block.end > section.heading.end)
    return sum(source[row.end - 1].isdecimal() for row in rows) >= _FEWEST_ROWS


def _item_end(source: str, section: Section, own: Sequence[Block]) -> int:
    """A unit that runs on from its title ends with its paragraph; one titled on its own line has what follows.

    What is done about a list of problems (对此，我们将…) is no part of the last of them.
    """
    if not own:
        return section.end
    run_in = section.run_in and section.style in {Style.CLAUSE, Style.LEAD}
    end = own[0 if run_in else -1].end
    if section.style == Style.CLAUSE and not section.run_in:
        end = section.end  # what has titles of its own below it is a part of it
    if section.role == "problem" and section.style == Style.CLAUSE:
        matter = source[section.content : end]
        return section.content + len(matter[: closing_start(matter)].rstrip())
    return end
