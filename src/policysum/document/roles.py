"""Whether a stretch is of achievements, problems, plans or something else: by heading words, then by prose."""

from __future__ import annotations

import re
from typing import Literal

from policysum.lexicon import Phrase, table
from policysum.quantity.ground import without_topic

__all__ = [
    "Role",
    "about_office",
    "heading_roles",
    "inner_heading_role",
    "opening_role",
    "sentence_shift",
    "title_role",
]

Role = Literal["achievement", "problem", "plan", "rule", "other", "unknown"]

# --- headings ----------------------------------------------------------------------------------

_WORDS = table("section_words")
_TROUBLE = _WORDS.alternation("trouble")
_PROBLEM = re.compile(
    f"存在.{{0,10}}(?:{_TROUBLE})|(?:主要|突出|面临|当前).{{0,5}}(?:{_TROUBLE})"
    f"|(?:{_TROUBLE})(?:和|与|及|、|分析|原因|$)|{_WORDS.alternation('weakness')}"
)
_PLAN = re.compile(
    f"{_WORDS.alternation('plan')}|(?:{_WORDS.alternation('vow')})(?:{_WORDS.alternation('vow_verb')})"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_DONE_PLAINLY = re.compile(_WORDS.alternation("done"))
_DONE = re.compile(f"{_WORDS.alternation('done', 'done_weak')}|(?:{_WORDS.alternation('done_end')})$")
_INTENDED = re.compile(f"(?:{_WORDS.alternation('intends')})[^，。；]{{0,12}}$")
_GOVERNS = re.compile(_WORDS.alternation("governs"))
_PLAN_END = re.compile(f"(?:{_WORDS.alternation('plan_end')})$")
_PLAN_NAMED = re.compile(f"(?:{_WORDS.alternation('plan_named')})(?:计划|规划)")
"""The name of a five-year plan, which says when and not what: 第二个五年计划的第一年."""
_EITHER = re.compile(_WORDS.alternation("either"))
_TITLE_PLAN = Phrase("year_words", "{plan}")
_RULE = re.compile(rf"{_WORDS.alternation('rule')}|(?:{_WORDS.alternation('rule_end')})$")
_OTHER = re.compile(_WORDS.alternation("other"))
_OFFICE = re.compile(_WORDS.alternation("office"))
_SLOGAN = re.compile("以[^，。；]{1,24}?为(?:总?目标|导向|抓手|主线|核心|引领|统领|契机|重点)")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")


def heading_roles(  # noqa: C901, PLR0912 - one decision table, read top to bottom
    title: str, year: int | None = None, *, plainly: bool = False
) -> tuple[Role, ...]:
    """The roles a section heading announces, in its own order; empty where it is silent.

    Args:
        title: the words of the heading.
        year: the year the report looks back on, which decides headings such as 2026年重点工作.
        plainly: whether words that say little (总体情况) are not heard, since the kind of document says more.
    """
    title = _PLAN_NAMED.sub("", without_topic(_SLOGAN.sub("", title.translate(_FULL_WIDTH))))
    if _RULE.search(title):
        return ("rule",)
    if _OTHER.search(title):
        return ("other",)
    found: list[tuple[int, Role]] = []
    problem, plan = _PROBLEM.search(title), _PLAN.search(title) or _PLAN_END.search(title)
    done = (_DONE_PLAINLY if plainly else _DONE).search(title)
    if done and _INTENDED.search(title, 0, done.start()):
        plan, done = plan or done, None  # 确保试点工作成效
    done = _plainly_done(title, done)
    either = _EITHER.search(title)
    if done and plan and _same_clause(title, plan, done):
        plan = None  # 计划完成情况, 工作安排落实情况
    named = _YEAR.search(title)
    if either and plan and plan.start() >= either.start() and plan.end() <= either.end():
        plan = None
    if either and not done and not plan and named and year is not None:
        found.append((either.start(), "plan" if int(named.group(1)) > year else "achievement"))
    elif either and re.search("下一?步|明年|今后", title):
        plan = either
    if either and not done and problem and problem.end() - 2 >= either.end():
        found.append((either.start(), "achievement"))  # 主要工作及存在问题
    if problem:
        found.append((problem.end() - 2, "problem"))
    if plan:
        found.append((plan.start(), "plan"))
    if done:
        found.append((done.start(), "achievement"))
    if not found and named and year is not None:
        found.append((0, "plan" if int(named.group(1)) > year else "achievement"))
    roles: list[Role] = []
    for _, role in sorted(found):
        if role not in roles:
            roles.append(role)
    return tuple(roles)


def _plainly_done(title: str, done: re.Match[str] | None) -> re.Match[str] | None:
    """The word of completion, unless it is what is worked at: 夯实发展基础, 推动改革取得新进展 are done as well as planned."""
    if done is None or done.group().endswith(_WORDS.words("done_end")):
        return done
    return None if _GOVERNS.search(title, 0, done.start()) else done


def about_office(title: str) -> bool:
    """Whether a heading of a budget or of accounts says that its section describes the office: 单位基本情况, 财政局概况."""
    return _OFFICE.search(title) is not None


def _same_clause(title: str, plan: re.Match[str], done: re.Match[str]) -> bool:
    """A plan word directly in front of a word of completion belongs to it."""
    if plan.end() > done.start():
        return False
    between = title[plan.end() : done.start()]
    return len(between) <= 4 and not re.search("[和与及暨、，,]", between)


def title_role(title: str) -> Role | None:
    """What the title of a report says of sections of which nothing else is known."""
    done, plan = _DONE.search(title), _TITLE_PLAN.search(title)
    if plan and not done:
        return "plan"
    return "achievement" if done else None


_INNER_PROBLEM = re.compile(
    "存在.{0,8}(?:问题|不足|困难|短板)|主要(?:问题|困难|不足)|(?:问题|困难)(?:和|与|及)(?:问题|困难|不足|短板|挑战)"
)
_INNER_PLAN = re.compile("下一?步.{0,6}(?:打算|计划|工作|安排|思路|重点)?$|(?:工作)?(?:打算|思路)$|^下一?步")


def inner_heading_role(title: str) -> Role | None:
    """A heading inside a section changes its role only by unmistakable words."""
    if _RULE.search(title):
        return "rule"
    if _OTHER.search(title):
        return "other"
    if _INNER_PROBLEM.search(title):
        return "problem"
    return "plan" if _INNER_PLAN.search(title) else None


# --- prose -------------------------------------------------------------------------------------

_CUES = "cue_words"
_PROBLEM_CUE = Phrase(
    _CUES,
    r"{aware}地?{sees}到|{sees}到[^。]{0,30}{trouble}|{still}[^。]{0,12}{has}[^。]{0,40}{trouble}"
    r"|存在[^。，]{0,14}{trouble}|{trouble}{shows}[：:]|主要{shows}[：:]|{audits}[^，。：:]{0,24}发现[：:，]"
    r"|发现[^，。]{0,10}问题(?!\d)",
)
_NOT_PROBLEM = Phrase(_CUES, r"{settles}[^。，]{0,24}{trouble}")
_PLAN_CUE = Phrase(
    _CUES,
    r"^(?:各位代表[，！,!])?(?:{plan_open}|[\u4e00-\u9fff]{0,5}{goal})|{next}(?:{work})?{will}",
)
_DONE_CUE = Phrase(_CUES, "^{done_open}")
_THANKS = Phrase(_CUES, "{thanks}最?{feels}|{owed}，?{owes}|{praise}")
_CLOSING = Phrase(_CUES, "{closing}[^。]{0,60}{farewell}|{ending}|{thanked}{you}[^。]{0,30}{kindness}")
_OPENING = Phrase(_CUES, r"{opening}|我代表[^。，]{2,20}[，]?(?:向|作)|{reports}如下[：:。]")
_ADDRESS = re.compile("^各位(?:代表|委员|同志)[，！,!：:\\s]*")
_FIVE_YEARS = re.compile("^“?十([一二三四五六七八九])五”?(?:时期|期间|规划|以来)")
_NUMERALS = "一二三四五六七八九"


def opening_role(text: str, year: int | None = None) -> Role | None:
    """What the first sentences of an untitled paragraph say it is, if they are unmistakable.

    Args:
        text: the paragraph.
        year: the year the report looks back on, which parts a five-year plan that is over from one to come.
    """
    plain = _ADDRESS.sub("", text)
    if len(plain) < 2 or (len(text) < 600 and _OPENING.search(text)) or _closes(text):
        return "other"
    head = plain[:160]
    first = head.partition("。")[0]
    if _PROBLEM_CUE.search(first) and not _NOT_PROBLEM.search(first):
        return "problem"
    named = _FIVE_YEARS.match(plain)
    if named and year is not None:
        # the twelfth plan ran from 2011 to 2015
        return "plan" if 11 + _NUMERALS.index(named.group(1)) > 12 + (year - 2011) // 5 else "achievement"
    if _PLAN_CUE.search(head):
        return "plan"
    if len(text) < 700 and _THANKS.search(text):
        return "other"
    return "achievement" if _DONE_CUE.search(head) else None


def _closes(text: str) -> bool:
    found = _CLOSING.search(text) if len(text) < 700 else None
    return found is not None and (found.start() < 200 or len(text) - found.start() < 400)


def sentence_shift(sentence: str) -> Role | None:
    """The role a sentence turns the paragraph to: 但仍然存在…问题, 下一步将…."""
    sentence = sentence[:240]  # a cue stands early; a sentence without end must not cost without end
    if _PROBLEM_CUE.search(sentence) and not _NOT_PROBLEM.search(sentence):
        return "problem"
    return "plan" if _PLAN_CUE.search(sentence) else None
