"""Whether a stretch tells achievements, problems, plans or something else: by heading words, then by prose."""

from __future__ import annotations

import re
from typing import Literal

from policysum.lexicon import table
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

Role = Literal["achievement", "problem", "plan", "other", "unknown"]

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
    if _OTHER.search(title):
        return ("other",)
    found: list[tuple[int, Role]] = []
    problem, plan = _PROBLEM.search(title), _PLAN.search(title) or _PLAN_END.search(title)
    done = (_DONE_PLAINLY if plainly else _DONE).search(title)
    if done and _INTENDED.search(title, 0, done.start()):
        plan, done = plan or done, None  # 确保试点工作成效
    done = _told_as_done(title, done)
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


def _told_as_done(title: str, done: re.Match[str] | None) -> re.Match[str] | None:
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
    done, plan = _DONE.search(title), re.search("计划|要点|打算|思路|安排|规划", title)
    if plan and not done:
        return "plan"
    return "achievement" if done else None


_INNER_PROBLEM = re.compile(
    "存在.{0,8}(?:问题|不足|困难|短板)|主要(?:问题|困难|不足)|(?:问题|困难)(?:和|与|及)(?:问题|困难|不足|短板|挑战)"
)
_INNER_PLAN = re.compile("下一?步.{0,6}(?:打算|计划|工作|安排|思路|重点)?$|(?:工作)?(?:打算|思路)$|^下一?步")


def inner_heading_role(title: str) -> Role | None:
    """A heading inside a section changes its role only by unmistakable words."""
    if _OTHER.search(title):
        return "other"
    if _INNER_PROBLEM.search(title):
        return "problem"
    return "plan" if _INNER_PLAN.search(title) else None


# --- prose -------------------------------------------------------------------------------------

_PROBLEM_CUE = re.compile(
    "(?:清醒|深刻|充分)地?(?:认识|看)到|(?:认识|看)到[^。]{0,30}(?:问题|困难|不足|挑战|矛盾)"
    "|(?:还|仍|也|依然|尚|但)[^。]{0,12}(?:存在|面临|有)[^。]{0,40}(?:问题|困难|不足|短板|差距|挑战)"
    "|存在(?:着)?(?:以下|一些|不少|的)?[^。，]{0,12}(?:问题|困难|不足|短板|差距)"
    "|(?:问题|困难|不足)(?:主要)?(?:表现为|表现在|是|有)[：:]|主要表现为[：:]"
    "|发现(?:的|了|存在)?(?:以下|一些)?(?:主要|突出)?(?:的)?问题(?!\\d)|审计(?:调查)?[^，。：:]{0,24}发现[：:，]"
)
_NOT_PROBLEM = re.compile(
    "(?:解决|破解|化解|整改|克服|应对|针对|治理|聚焦|纠治|防范|查找|排查|协调)[^。，]{0,24}(?:问题|困难|不足|挑战|短板)"
)
_PLAN_CUE = re.compile(
    "^(?:各位代表[，！,!])?(?:下一?步|下一?阶段|接下来|下半年|明年|今后(?!的)|未来[几三五]年|(?:为|围绕)?(?:实现|完成)?上述(?:目标|预期)|具体抓好|重点(?:抓好|做好)"
    "|(?:今年)?要?(?:突出|重点)(?:抓好|做好)|今年(?:政府)?工作的?(?:总体|总)|(?:今年|全年)?(?:全[省市区县])?经济社会(?:发展)?(?:的)?主要预期目标"
    "|主要目标|工作目标|总体(?:目标|要求|思路))"
    "|下一?步(?:工作)?(?:将|要|我)"
)
_DONE_CUE = re.compile("^(?:过去(?:的)?[一五]年|一年来|五年来|这[一五]年|今年以来|半年来|刚刚过去|截至)")
_THANKS = re.compile(
    "(?:表示|致以|致)(?:最)?(?:衷心|诚挚|崇高|由衷)|(?:成绩|成就)的取得(?:，)?(?:来之不易|根本在于|离不开|归功于|得益于|是)"
    "|根本在于习近平|成绩来之不易"
)
_CLOSING = re.compile(
    "让我们[^。]{0,60}(?:团结在|坚强领导|为引领|继往开来|携手)|(?:要|我们)更加紧密地?团结在|特此(?:报告|汇报|函复|答复)"
    "|感谢(?:您|贵|你们)[^。]{0,30}(?:支持|关心|理解)"
)
_OPENING = re.compile(
    "请予审议|我代表[^。，]{2,20}[，]?(?:向|作)|(?:汇报|报告|答复|总结|通报|介绍|回复|函复)如下[：:。]|收悉"
)
_ADDRESS = re.compile("^各位(?:代表|委员|同志)[，！,!：:\\s]*")
_FIVE_YEARS = re.compile("^“?十([一二三四五六七八九])五”?(?:时期|期间|规划|以来)")
_NUMERALS = "一二三四五六七八九"


def opening_role(text: str, year: int | None = None) -> Role | None:
    """What the first sentences of an untitled paragraph say it is, if they are unmistakable.

    Args:
        text: the paragraph.
        year: the year the report looks back on, which tells a five-year plan that is over from one to come.
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
