"""The achievements, problems and plans a report names: its lowest titled units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.document.headings import Style
from policysum.document.item_titles import BAR, goal_start, goal_title, summary
from policysum.document.problems import closing_start, is_announcement, listed_problems, title_of_part
from policysum.document.roles import heading_roles, inner_heading_role, of_remedy
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.outline import Block, Section
    from policysum.document.roles import Role

__all__ = ["Item", "find_items"]


@dataclass(frozen=True, slots=True)
class Item:
    """One achievement, problem or plan: its title and the stretch that it fills, its mark included."""

    role: Role
    title: str
    start: int
    end: int
    path: tuple[str, ...]
    titled: bool = True


def find_items(
    source: str, outline: Sequence[Section], blocks: Sequence[Block], *, findings: bool
) -> list[Item]:
    """Each 一是 clause where there is one, else each titled paragraph, else each numbered sentence.

    Prose without a title of problems, or of goals, is an item too; other prose comes with `titled=False`.

    Args:
        source: the decoded text.
        outline: its sections.
        blocks: its stretches of one role.
        findings: whether it is an audit, in which what was done about a finding is an item, though untitled.
    """
    parents, turned = _nesting(outline)
    folded = _folded(source, outline)
    parents.update(dict.fromkeys((id(outline[above]) for above in folded.values()), False))
    inside_clause = _inside_clause(outline) | folded.keys()
    own: dict[int, list[Block]] = {}
    for block in blocks:
        holder = folded.get(block.section, block.section)
        if holder >= 0 and block.role == outline[holder].role:
            own.setdefault(holder, []).append(block)
    items = []
    unnamed: set[int] = set()
    for index, section in enumerate(outline):
        if parents[id(section)] or index in inside_clause or section.role not in _ITEM_ROLES:
            continue
        prose = own.get(index, [])
        several = len(prose) > 2 or (id(section) in turned and not section.run_in)
        if section.style <= Style.PLAIN and (
            (several and (section.role == "problem" or heading_roles(section.title)))
            or not _has_prose(source, section)
        ):
            unnamed.add(index)  # paragraphs each of which stands by itself, or none
            continue
        if listed := _listed_under(source, section, prose):
            items += listed
            continue
        title = _title(source, section, prose)
        if not title:
            continue  # a heading of problems with none below it
        items.append(
            Item(
                section.role,
                title,
                section.start,
                _item_end(source, section, prose),
                section.path[:-1],
            )
        )
    taken = {
        index
        for index, section in enumerate(outline)
        if index not in unnamed and (not parents[id(section)] or index in inside_clause)
    }
    items.extend(_untitled(source, outline, blocks, taken, unnamed, findings=findings))
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


def _folded(source: str, outline: Sequence[Section]) -> dict[int, int]:
    """The units of a numbered section that are figures and nothing else, and that section: （1）…支出3亿元，增长5%；."""
    within: dict[int, list[int]] = {}
    stack: list[int] = []
    for index, section in enumerate(outline):
        while stack and outline[stack[-1]].level >= section.level:
            stack.pop()
        for above in stack:
            within.setdefault(above, []).append(index)
        stack.append(index)
    found: dict[int, int] = {}
    for above, below in within.items():
        if (
            outline[above].style > Style.PLAIN
            and not outline[above].run_in
            and len(below) > 1
            and all(_only_figures(source[outline[one].content : outline[one].end]) for one in below)
        ):
            found.update(dict.fromkeys(below, above))
    return found


def _only_figures(text: str) -> bool:
    """Whether each clause of a stretch has its figure: 教育支出3亿元，增长5%。其中：普通教育2亿元。."""
    clauses = [clause for clause in map(str.strip, _CLAUSE_END.split(text)) if len(clause) > _LEADING]
    return bool(clauses) and all(map(_FIGURE.search, clauses))


def _listed_under(source: str, section: Section, prose: Sequence[Block]) -> list[Item]:
    """The problems that a section lists in its prose, where its heading says only that there are some."""
    if section.role != "problem" or section.run_in or not _only_says_problems(section):
        return []
    found = []
    for block in prose:
        base = max(block.start, section.heading.end)
        text = source[base : block.end]
        for start, end in listed_problems(text, headed=True):
            title = title_of_part(text[start:end])
            found.append(Item("problem", title, base + start, base + end, section.path))
    return found


def _only_says_problems(section: Section) -> bool:
    return section.style <= Style.PLAIN or inner_heading_role(section.title) is not None


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


def _item_end(source: str, section: Section, own: Sequence[Block]) -> int:
    """A unit that runs on from its title ends with its paragraph; one titled on its own line has what follows.

    What is done about a list of problems (对此，我们将…) is no part of the last of them.
    """
    if not own:
        return section.end
    run_in = section.run_in and section.style in {Style.CLAUSE, Style.LEAD}
    end = own[0 if run_in else -1].end
    if section.role == "problem" and section.style == Style.CLAUSE:
        matter = source[section.content : end]
        return section.content + len(matter[: closing_start(matter)].rstrip())
    return end


_CLAUSE_END = re.compile("[，,；;。：:]")
_FIGURE = re.compile(r"\d")
_LEADING = 2  # characters of a clause that only leads on: 其中
_ITEM_ROLES = frozenset({"achievement", "problem", "plan"})  # the roles whose units are items
_WORDS = table("item_words")
_LEADS_ON = _WORDS.compiled("{leads_on}[：:。，]?$")
# 地区生产总值完成253.7亿元，同比增长10.1%；…: a paragraph of the year's figures above the titled ones.
_INDICATOR = _WORDS.compiled(
    r"[\u4e00-\u9fff”）)](?:{reaches})?\d[\d.,]*(?:{numerals.multiplier})?(?:{unit}|[%％])，?(?:{against})?(?:{nominal})?{changes}"
)
_OVERVIEW = 3
_ADDRESS = _WORDS.compiled("{outline_words.address}")
_NEXT = _WORDS.compiled("{next}")
_YEARS = _WORDS.compiled(r"(?:19|20)\d\d{signs.year}")


def _untitled(
    source: str,
    outline: Sequence[Section],
    blocks: Sequence[Block],
    taken: set[int],
    unnamed: set[int],
    *,
    findings: bool,
) -> list[Item]:
    """Prose that no titled unit holds: problems, goals, and the paragraphs of a section without units."""
    items = []
    headless = not outline  # its paragraphs are its units
    for block in blocks:
        held = (
            block.section in taken
            and block.start < outline[block.section].end
            and outline[block.section].role == block.role
        )
        text = source[block.start : block.end]
        if (
            held
            or block.role not in _ITEM_ROLES
            or _leads_in(outline, block)
            or (block.role == "problem" and is_announcement(text) and _before_clauses(source, outline, block))
            or _is_slight(outline, block, text)
        ):
            continue
        path = outline[block.section].path if block.section >= 0 else ()
        if block.role == "problem" and (parts := listed_problems(text)):
            items += [
                Item("problem", title_of_part(text[a:b]), block.start + a, block.start + b, path)
                for a, b in parts
            ]
            continue
        start = goal_start(text) if block.role == "plan" else -1
        goal = start >= 0 or (
            block.role == "plan" and (_NEXT.match(text) is not None or _looks_ahead(outline, block, text))
        )
        titled = (
            goal
            or block.role == "problem"
            or (block.section in unnamed and not _is_flourish(text))
            or (headless and _has_figure(text))
            or (block.role == "achievement" and _is_result(block, text, findings=findings))
        )
        title = goal_title(text) if goal else summary(text, block.role)
        items.append(Item(block.role, title, block.start + max(start, 0), block.end, path, titled))
    return items


def _before_clauses(source: str, outline: Sequence[Section], block: Block) -> bool:
    """Whether the units of a list (一是) follow a block at once."""
    following = next((section for section in outline if section.start >= block.end), None)
    return (
        following is not None
        and following.style == Style.CLAUSE
        and not source[block.end : following.start].strip()
    )


def _is_slight(outline: Sequence[Section], block: Block, text: str) -> bool:
    """Whether a block is too short for an item, leads on to the next one, or is but a heading."""
    return (
        len(text) < 12
        or (text[0] == BAR and not _has_figure(text))  # the heads of a table
        or (len(text) < 32 and _LEADS_ON.search(text) is not None)
        or (len(text) < 80 and text[-1] in "：:" and goal_start(text) < 0)
        or (block.section >= 0 and block.end <= outline[block.section].heading.end)
    )


def _is_result(block: Block, text: str, *, findings: bool) -> bool:
    """Whether a paragraph is a remedy of findings, or an overview of figures in a section."""
    remedy = findings and of_remedy(text.partition("。")[0])
    return remedy or (block.section >= 0 and len(_INDICATOR.findall(text)) >= _OVERVIEW)


def _looks_ahead(outline: Sequence[Section], block: Block, text: str) -> bool:
    """Whether a paragraph among results or problems begins with the year of a plan: 2025年，我市将…."""
    return (
        block.section >= 0
        and outline[block.section].role in {"achievement", "problem"}
        and _YEARS.match(text) is not None
    )


def _leads_in(outline: Sequence[Section], block: Block) -> bool:
    """Whether prose is the run-in title of a section whose matter its own subsections hold."""
    if block.section < 0 or block.start != outline[block.section].start:
        return False
    following = outline[block.section + 1] if block.section + 1 < len(outline) else None
    return (
        following is not None
        and following.style == Style.CLAUSE
        and outline[block.section].style > Style.PLAIN
        and following.level > outline[block.section].level
    )


def _is_flourish(text: str) -> bool:
    """各位代表！山河抒壮志…: words of address without a figure."""
    return len(text) < 400 and _ADDRESS.match(text) is not None and not _has_figure(text)


def _has_figure(text: str) -> bool:
    """Whether a stretch has a figure besides the years that it names."""
    return _FIGURE.search(_YEARS.sub("", text)) is not None
