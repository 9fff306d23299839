"""Whether a stretch is of achievements, problems, plans or something else: by heading words, then by prose."""

from __future__ import annotations

import re
from typing import Literal

from policysum.document.dates import year_in_figures
from policysum.document.numerals import NUMERAL, chinese_number, chinese_numeral
from policysum.lexicon import Phrase, table
from policysum.statements.ground import without_topic

__all__ = [
    "Role",
    "about_office",
    "heading_roles",
    "inner_heading_role",
    "names_year_ahead",
    "of_misdeed",
    "of_remedy",
    "of_situation",
    "only_states",
    "opening_role",
    "says_problem",
    "sentence_shift",
    "states_and_plans",
    "title_role",
]

Role = Literal["achievement", "problem", "plan", "rule", "other", "unknown"]

# --- headings ----------------------------------------------------------------------------------

_WORDS = table("section_words")
_PROBLEM = _WORDS.compiled(
    "{exists}.{0,10}{trouble}|{before_trouble}.{0,5}{trouble}|{trouble}(?:{behind_trouble}|、|$)|{weakness}"
)
_PLAN = re.compile(
    f"{_WORDS.alternation('plan')}|(?:{_WORDS.alternation('vow')})(?:{_WORDS.alternation('vow_verb')})"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_DONE_PLAINLY = re.compile(_WORDS.alternation("done"))
_DONE = re.compile(f"{_WORDS.alternation('done', 'done_weak')}|(?:{_WORDS.alternation('done_end')})$")
_INTENDED = re.compile(f"(?:{_WORDS.alternation('intends')})[^，,。；]{{0,12}}$")
_GOVERNS = re.compile(_WORDS.alternation("governs"))
_PLAN_END = re.compile(f"(?:{_WORDS.alternation('plan_end')})$")
_PLAN_NAMED = _WORDS.compiled(
    f"(?:{{plan_named}}|“?{NUMERAL}{chinese_numeral(5)}”?){{plan_name}}(?={{plan_under_way}})|{{plan_named}}{{plan_name}}"
)
"""The name of a five-year plan, which says when and not what: 第二个五年计划的第一年, “十四五”规划顺利收官."""
_EITHER = re.compile(_WORDS.alternation("either"))
_TITLE_PLAN = Phrase("year_words", "{plan}")
_TITLE_DONE = Phrase("mood_words", "[^，。；]{0,6}{done}$")
"""Behind a plan in a title: 改造任务基本完成."""
_RULE = _WORDS.compiled("{rule}|(?:{rule_end})$|^{in_force}[^，。；]{0,8}{policy}$")
_OTHER = re.compile(_WORDS.alternation("other"))
_OFFICE = re.compile(_WORDS.alternation("office"))
SLOGAN = _WORDS.compiled("{slogan}[^，。；]{1,24}?{slogan_as}{slogan_end}")
"""What says in whose name something is done, and proves nothing: 以高质量发展为目标."""
_STATE_AND = _WORDS.compiled("{situation}{joint}")
_SITUATION = _WORDS.compiled(r"^[^，,。；]{0,12}?{situation}\s*$")
_SET = re.compile(_WORDS.alternation("plan_set"))
"""What is set down for a year to come, whatever is said of how it stands: 预算安排情况."""
_BRACKETED = re.compile("[（(][^（()）]*[)）]")
_BARELY = _WORDS.words("done_end")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_AHEAD = _WORDS.compiled("{ahead}")
_SAID_BY = (
    "trouble", "weakness", "plan", "vow", "done", "done_weak", "done_end", "plan_end", "either", "rule", "rule_end",
    "in_force", "other",
)  # fmt: skip
_SAYS = re.compile(rf"{_WORDS.alternation(*_SAID_BY)}|\d{{4}}")
"""Something without which a heading says nothing."""
_JOINT = _WORDS.compiled("{joint}|[、，,]")


def heading_roles(  # noqa: C901, PLR0912 - one decision table, read top to bottom
    title: str, year: int | None = None, *, plainly: bool = False
) -> tuple[Role, ...]:
    """The roles a section heading announces, in its own order; empty where it is silent.

    Args:
        title: the words of the heading.
        year: the year the report looks back on, which decides headings such as 2026年重点工作.
        plainly: whether words that say little (总体情况) are not heard, since the kind of document says more.
    """
    title = "".join(title.translate(_FULL_WIDTH).split())
    if not _SAYS.search(title):
        return ()
    title = _PLAN_NAMED.sub("", without_topic(SLOGAN.sub("", title)))
    if _PROBLEM.search(title):
        title = _SETTLED_IN_HEADING.without(title)
    if _RULE.search(title):
        return ("rule",)
    if _is_aside(title) and not _GOVERNS.match(title):
        return ("other",)  # 主要职能, and not 健全政府机构职能体系
    found: list[tuple[int, Role]] = []
    problem, plan = _PROBLEM.search(title), _PLAN.search(title) or _PLAN_END.search(title)
    done = (_DONE_PLAINLY if plainly else _DONE).search(title)
    if done and _INTENDED.search(title, 0, done.start()):
        plan, done = plan or done, None  # 确保试点工作成效
    done = _plainly_done(title, done)
    either = _EITHER.search(title)
    named = _YEAR.search(title)
    ahead = names_year_ahead(title, year)
    if done and done.group() in _BARELY and (ahead or _SET.search(title, 0, done.start())):
        plan, done = plan or (named if ahead else _SET.search(title)), None  # 2026年预算安排情况
    if plan and not done:
        done = _STATE_AND.search(title, 0, plan.start())  # 形势和任务
    if done and plan and _same_clause(title, plan, done):
        plan = None  # 计划完成情况, 工作安排落实情况
    if either and plan and plan.start() >= either.start() and plan.end() <= either.end():
        plan = None
    if either and not done and not plan and named and year is not None:
        found.append((either.start(), "plan" if ahead else "achievement"))
    elif either and _AHEAD.search(title):
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
        found.append((0, "plan" if ahead else "achievement"))
    roles: list[Role] = []
    for _, role in sorted(found):
        if role not in roles:
            roles.append(role)
    return tuple(roles)


def _is_aside(title: str) -> bool:
    """Whether a heading is of an annex, of duties or of terms; one that only refers to an annex is not: （详见附件7）."""
    return _OTHER.search(_BRACKETED.sub("", title) or title) is not None


def only_states(title: str) -> bool:
    """Whether a heading says of what was done no more than how things stand: 支出预算和政策情况."""
    return _DONE_PLAINLY.search(title) is None and title.endswith(_BARELY)


def names_year_ahead(title: str, year: int | None) -> bool:
    """Whether a heading names a year behind the one that the report looks back on."""
    named = _YEAR.search(title)
    return named is not None and year is not None and int(named.group(1)) > year


def _plainly_done(title: str, done: re.Match[str] | None) -> re.Match[str] | None:
    """The word of completion, unless it is what is worked at: 夯实发展基础, 推动改革取得新进展 are done as well as planned."""
    if done is None or done.group().endswith(_BARELY):
        return done
    return None if _GOVERNS.search(title, 0, done.start()) else done


def about_office(title: str) -> bool:
    """Whether a heading of a budget or of accounts says that its section describes the office: 单位基本情况, 财政局概况."""
    return _OFFICE.search(title) is not None


def states_and_plans(title: str) -> bool:
    """Whether a heading names how things are beside what is to be done: 形势和任务."""
    return _STATE_AND.search(title) is not None


def of_situation(title: str) -> bool:
    """Whether a heading of a plan says that its section states how things are before it plans: 实施背景, 面临的形势."""
    return _SITUATION.search(title) is not None


def _same_clause(title: str, plan: re.Match[str], done: re.Match[str]) -> bool:
    """A plan word directly in front of a word of completion belongs to it."""
    if plan.end() > done.start():
        return False
    between = title[plan.end() : done.start()]
    return len(between) <= 4 and not _JOINT.search(between)


def title_role(title: str) -> Role | None:
    """What the title of a report says of sections of which nothing else is known."""
    done, plan = _DONE.search(title), _TITLE_PLAN.search(title)
    done = done or (plan and _TITLE_DONE.match(title, plan.end()))
    if plan and not done:
        return "plan"
    return "achievement" if done else None


_INNER_PROBLEM = _WORDS.compiled(
    "{exists}.{0,8}{plain_trouble}|{main}{plain_trouble}|{plain_trouble}{joint}{trouble}"
)
_INNER_PLAN = _WORDS.compiled("{next_step}.{0,6}(?:{next_end})?$|{intention}$|^{next_step}")


def inner_heading_role(title: str) -> Role | None:
    """A heading inside a section changes its role only by unmistakable words."""
    if _RULE.search(title):
        return "rule"
    if _is_aside(title):
        return "other"
    if _INNER_PROBLEM.search(title):
        return "problem"
    return "plan" if _INNER_PLAN.search(title) else None


# --- prose -------------------------------------------------------------------------------------

_CUES = "cue_words"
_PROBLEM_CUE = Phrase(
    _CUES,
    r"{aware}(?:{adverb})?{sees}{seen}|{sees}{seen}[^。]{0,30}{trouble}|{still}[^。]{0,12}{has}[^。]{0,40}{trouble}"
    r"|{trouble}{still}{exists}|{exists}[^。，]{0,14}{trouble}(?!{also})|{trouble}{shows}[^。，：:]{0,6}[：:]|{mainly}{shows}[：:]|{audits}[^，。：:]{0,24}{finds}[：:，]"
    r"|{finds}[^，。]{0,10}{found_trouble}(?!\d)|{trouble}[^。，]{0,4}{heed}",
)
_SETTLED = Phrase(_CUES, "{settles}[^。，；]{0,40}{trouble}")
_SETTLED_IN_HEADING = Phrase(_CUES, "{settles}(?:(?!{exists})[^。，；]){0,24}?{trouble}")
"""What a heading sets itself to do: 补齐产业短板; not 协调发展存在的问题."""
_QUOTED = re.compile("“[^“”。]*”")
_PLAN_CUE = Phrase(
    _CUES,
    # 会议提出，2025年的主要预期目标是：…
    r"^(?:{outline_words.address}[，！,!])?{plan_open}|{next}(?:{work})?{will}|{goal}(?:{item_words.goal_is}|[：:])",
)
_NEXT = table(_CUES).words("next")
_YEAR_AHEAD = Phrase(_CUES, r"^((?:19|20)\d\d){signs.year}[^。]{0,160}?{will}")
_REMEDIED = Phrase(_CUES, "{remedied_done}[^。；]{0,30}{remedied}|{remedied_plainly}")
_MISDEED = Phrase(_CUES, "{misdeed}")
_SINCE = table(_CUES).word("plan_since")
_DONE_CUE = Phrase(_CUES, "^{done_open}")
_THANKS = Phrase(_CUES, "{thanks}(?:{most})?{feels}|{owed}，?{owes}|{praise}")
_CLOSING = Phrase(_CUES, "{closing}[^。]{0,60}{farewell}|{ending}|{thanked}{you}[^。]{0,30}{kindness}")
_OPENING = Phrase(_CUES, r"{opening}|{speaks_for}[^。，]{2,20}[，]?{speaks_to}|{reports}{as_follows}[：:。]")
_LONG_MATTER = re.compile(r"[^。]{6,}?\d[^。]*。")
"""A sentence with a figure, behind what opens a report on the same line: 现将供水安排通知如下：新建泵站6座。"""
_ADDRESS = Phrase("outline_words", r"^{address}[，！,!：:\s]*")
_FIVE_YEARS = Phrase(_CUES, rf"^“?({NUMERAL}){chinese_numeral(5)}”?({{plan_years|plan_since}})")


def opening_role(text: str, year: int | None) -> Role | None:
    """What the first sentences of an untitled paragraph say it is, if they are unmistakable.

    Args:
        text: the paragraph.
        year: the year the report looks back on, which parts a five-year plan that is over from one to come.
    """
    plain = _ADDRESS.without(text)
    opens = _OPENING.search(text) if len(text) < 600 else None
    if len(plain) < 2 or (opens and not _LONG_MATTER.match(text, opens.end())) or _closes(text):
        return "other"
    head = plain[:160]
    first = head.partition("。")[0]
    if says_problem(first):
        return "problem"
    named = _FIVE_YEARS.match(plain)
    if named and year is not None and (role := _of_five_years(named.group(1), named.group(2), year)):
        return role
    ahead = _YEAR_AHEAD.match(head) if year is not None else None
    plans = _PLAN_CUE.search(head)
    if plans and plans.start() > len(first) and plans.group().startswith(_NEXT):
        plans = None  # 公开不够及时。下一步将…: only the later sentence plans
    if plans or (ahead is not None and year is not None and int(ahead.group(1)) > year):
        return "plan"
    if len(text) < 700 and _THANKS.search(text) and not _PROBLEM_CUE.search(text):
        return "other"
    return "achievement" if _DONE_CUE.search(head) else None


def _of_five_years(numeral: str, term: str, year: int) -> Role | None:
    """What is said of a five-year plan: of one that is to come, of one that is over or since it began; nothing of one under way."""
    begins = 2011 + 5 * (chinese_number(numeral) - 12)  # the twelfth plan ran from 2011 to 2015
    if begins > year:
        return "plan"
    return "achievement" if year >= begins + 4 or term == _SINCE else None


def says_problem(sentence: str) -> bool:
    """Whether a sentence says that there are problems, and not only that they are settled or what something is called."""
    return (
        _PROBLEM_CUE.search(sentence) is not None
        and _PROBLEM_CUE.search(_SETTLED.without(_QUOTED.sub("", sentence))) is not None
    )


def _closes(text: str) -> bool:
    found = _CLOSING.search(text) if len(text) < 700 else None
    return found is not None and (found.start() < 200 or len(text) - found.start() < 400)


def of_remedy(sentence: str) -> bool:
    """Whether a sentence of an audit reports what was done about its findings: 已督促整改, 移送案件12起."""
    return _REMEDIED.search(sentence[:240]) is not None


def of_misdeed(text: str) -> bool:
    """Whether a stretch of an audit reports what was found wrong."""
    return _MISDEED.search(text) is not None


def sentence_shift(sentence: str, year: int | None = None) -> Role | None:
    """The role a sentence turns the paragraph to: 但仍然存在…问题, 下一步将…, 2025年将… in a report of 2024."""
    sentence = sentence[:240]  # a cue stands early; a sentence without end must not cost without end
    if says_problem(sentence):
        return "problem"
    ahead = _YEAR_AHEAD.match(year_in_figures(sentence)) if year is not None else None
    if ahead is not None and year is not None and int(ahead.group(1)) > year:
        return "plan"
    return "plan" if _PLAN_CUE.search(sentence) else None
