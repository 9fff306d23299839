"""Items that no heading opens: sentences and clauses of prose that each say one thing that was done, is wrong or is planned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.headings import Style
from policysum.document.item import ITEM_ROLES, Item
from policysum.document.item_titles import BAR, goal_start, goal_title, summary
from policysum.document.problems import is_announcement, listed_problems, title_of_part
from policysum.document.roles import of_remedy
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.outline import Block, Section

__all__ = ["untitled_items"]

_WORDS = table("item_words")
_FIGURE = re.compile(r"\d")
_LEADS_ON = _WORDS.compiled("{leads_on}[：:。，]?$")
# 地区生产总值完成253.7亿元，同比增长10.1%；…: a paragraph of the year's figures above the titled ones.
_INDICATOR = _WORDS.compiled(
    r"[\u4e00-\u9fff”）)](?:{reaches})?\d[\d.,]*(?:{numerals.multiplier})?(?:{unit}|[%％])[，,]?(?:{against})?(?:{nominal})?{changes}"
)
_AMOUNT = table("table_words").compiled(r"\d\s?{code_unit}")
_OVERVIEW = 3
_ADDRESS = _WORDS.compiled("{outline_words.address}")
_NEXT = _WORDS.compiled("{next}")
_YEARS = _WORDS.compiled(r"(?:19|20)\d\d{signs.year}")


def untitled_items(
    source: str,
    outline: Sequence[Section],
    blocks: Sequence[Block],
    taken: set[int],
    unnamed: set[int],
    *,
    findings: bool,
    reports: bool,
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
            or block.role not in ITEM_ROLES
            or _leads_in(outline, block)
            or (block.role == "problem" and is_announcement(text) and _before_clauses(source, outline, block))
            or (block.role == "problem" and text[-1] in "：:" and _before_unit(source, outline, block))
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
            or (headless and (reports or block.role != "achievement") and _has_figure(text))
            or (block.section < 0 and len(_AMOUNT.findall(text)) >= _OVERVIEW)
            or (block.role == "achievement" and _is_result(block, text, findings=findings))
        )
        title = goal_title(text) if goal else summary(text, block.role)
        items.append(Item(block.role, title, block.start + max(start, 0), block.end, path, titled))
    return items


def _before_clauses(source: str, outline: Sequence[Section], block: Block) -> bool:
    """Whether the units of a list (一是) follow a block at once."""
    following = _before_unit(source, outline, block)
    return following is not None and following.style == Style.CLAUSE


def _before_unit(source: str, outline: Sequence[Section], block: Block) -> Section | None:
    """The section that follows a block at once, if one does."""
    following = next((section for section in outline if section.start >= block.end), None)
    return following if following and not source[block.end : following.start].strip() else None


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
