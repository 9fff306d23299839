"""Plan words inside results: what a plan set, what was done of it, and what is only foreseen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind

if TYPE_CHECKING:
    import re

    from policysum.quantity.model import Quantity

__all__ = [
    "aim_named",
    "aims_again",
    "carried_over",
    "foreseen",
    "is_aim",
    "is_gap",
    "is_set",
    "planned_noun",
    "says_result",
    "task_named",
    "task_of",
    "without_fulfilled",
    "without_plan",
]

_WORDS = table("plan_words")
_PLAN_ENDS = frozenset(word[-1] for word in _WORDS.words("plan"))
_VALUES = frozenset(_WORDS.words("plan_value"))
_PLAN_OR_VALUE = _PLAN_ENDS | _VALUES
_TASK_ENDS = _PLAN_OR_VALUE | frozenset(_WORDS.words("is"))
_PARTS = {
    "whose_task": _WORDS.form(
        f"{{whose}}{{1,3}}{{plan}}?(?<=[{''.join(sorted(_PLAN_ENDS))}]){{plan_value}}?"
    ),
    "done": _WORDS.form("{task_verb}{number_words.double_done}?"),
}


def _compiled(template: str) -> re.Pattern[str]:
    return _WORDS.compiled(template, **_PARTS)


_TASK = _compiled("^(?:{so_far}*{done})?{whose_task}{is}?$")
"""The task itself right before its number: 完成全年任务3万人的65.3%, 为年初预算5亿元的106%."""
_OF_TASK = _compiled("{so_far}{0,4}{done}{signs.of}?{whose_task}$")
"""The same after what it is the task of: 新登记量仅为全年任务6万户的43.8%."""
_BARE_TASK = _compiled("^(?:{so_far}*{done}){plan}$")
"""A task of no year is one only where a part of it is given: 完成任务3万人的65.3%."""
_SET_AMOUNTS = frozenset({Kind.MONEY, Kind.COUNT, Kind.MEASURE})
_TASKS_THEMSELVES = frozenset(_WORDS.words("task_self"))
"""Units in which tasks are counted: 完成年度目标任务96项 says how many are done."""
_AIM = _compiled("^{signs.of}({whose}{1,3}{aim_noun}{aim_value}?)(?!{no_aim})")
"""What the number before it is: 低于4%的控制目标."""
_AIM_COMPARED = _compiled(r"^{signs.of}([^，,。；;、\d]{0,6}{aim})")
_COMPARED = _WORDS.words("compared_with")
_PLANNED = _WORDS.word("plan_word")
_SET = _compiled(r"(?<!{not_set_after}){set_year}{plan_word}(?!{no_plan_noun})[^，,。；;：:\d]{2,20}$")
"""A plan and what it set: 年初计划改善农村饮水人口3.2万人; not 完成年度计划的108%."""
_SET_BARE = _compiled(r"(?:^|[，,、\s]){plan_word}(?!{no_plan_noun})[^，,。；;：:\d]{2,20}$")
"""The same without a year, where what was done follows: 计划改造50个，实际完成62个."""
_TASK_SET = _compiled(
    r"(?:^|[，,、\s])(?:(?!{task_verb}|{done})[^，,。；;：:\d]){2,20}{task_noun}{plan_value}?{is}?$"
)
_COMES_TO = _compiled(r"^[，,]\s*(?:{done_now}?{done}|{over_year}{0,2}{carried_out})")
"""A task and what came of it: 税收任务3亿元，完成4亿元; not 完成改造任务3户，发放补贴4万元."""
_OF_TASK_BEHIND = _compiled(r"^({task_noun}){signs.of}\d[\d.]{0,8}[%％]")
"""What the number before it is where a share of it follows: 下达的300亩任务的65%."""
_PART_OF_TASK = _compiled("^{task_noun}{signs.of}$")
"""What stands between the two: the share is what came of it."""
_PUT_FORWARD = _compiled("{puts}[^，,。；;：:]{0,40}$")
_AS_AN_AIM = _compiled(r"^(?:、[^，,。；;]{2,36}?)?{signs.of}[^，,。；;、\d]{0,6}{aim_noun}(?!{no_aim})")
"""What somebody set, and that it is an aim: 提出能耗降低20%、排放减少10%的约束性指标; not 提出10个方面的任务."""
_BUDGETED = _compiled(
    r"(?:{set_year}{budget_noun}{plan_value}?|{set_figure})(?:{set_sum}?(?:{is}|{signs.from_first})?|{adjusted})\s*$"
)
"""What was budgeted, given beside what was spent: 年初预算为100亿元，支出决算为85亿元. The noun right before a number says what it is."""
_SET_ENDS = frozenset(
    word[-1]
    for word in _WORDS.words(
        "budget_noun", "plan_value", "set_figure", "set_sum", "adjusted", "approved_noun", "is"
    )
) | frozenset(signs.FROM)
_APPROVED = _compiled(r"{approved}[^，,。；;、]{0,48}{approved_noun}{is}?\s*$")
"""What an assembly approved: 人大批准的一般公共预算收入为53亿元."""
_AIMED_AT = _compiled(
    r"(?:^|[，,。；;：:、])(?:(?!{done}|{compared_with}|{gap_from})[^，,。；;：:、\d])*{aim}{aim_value}?{list_words.deals}?{is}?$"
)
"""An aim right before its number: 增速目标分别为15%; not 完成年度目标12项."""
_AIM_ENDS = frozenset(
    word[-1] for word in (*_WORDS.words("aim", "aim_value", "is"), *table("list_words").words("deals"))
)
_DONE = _WORDS.compiled(r"^[^。；;]{0,12}[，,]\s*{done_now}?{done}")
_FULFILLED = _compiled("{done}[^，,。；;、]{0,6}{plan}{plan_value}?[^，,。；;、]{0,12}{signs.of}?$")
"""What is done of a plan is no aim: 完成全年目标3万人的65.3%."""
_NOUN = _compiled(
    r"{task_of}?{task_noun}{plan_value}?{is}?|{budget_noun}{plan_value|aim}?(?={signs.of}|[，,。；;、\d]|$)"
)
"""What makes the year before it belong to a plan: 全年任务; not 全年计划完成投资5亿元."""
_EXPECTS = _WORDS.words("foreseen")
_FORESEEN = _compiled(
    r"(?:^|[，,：:、]|{numerals.digit|numerals.ten}{topic_words.item_is}|[）)])\s*"
    r"{whole_year}?{foreseen_mark}{0,2}{foreseen}{whole_year|year_end}?[，,：:]"
)
"""A clause that makes its whole sentence a forecast: 初步预计，生产总值增长4.5%."""
_RAISED = _compiled("{raised}{raised_to}?")
"""All that stands before a higher or a lower aim for what was aimed at just before: 增长6%左右、力争6.5%."""
_GAP = _compiled(r"{gap_from}[^，,。；;、\d]{0,8}{gap_of}{aim_value}?{gap_side}?{gap_end}?$")
"""Before how far a result is from its aim: 低于预期目标2.6个百分点."""
_RESULT = _compiled(r"{result}|(?:^|[，,、\s]){result_now}?{result_done}")
"""What speaks of the result of a plan: 实际改造62个, 已改造38座."""
_CARRIED_OUT = _compiled("^{carried_out}")
"""What came of a budget given just before: 支出预算为7亿元，完成6亿元; under 要新开工5所，完成投资3亿元 it is aimed at."""
_CARRIED_OVER = _compiled("^{over_year}{1,2}{carried_out}")
"""The same of a whole year: 计划投资5亿元，年度完成3亿元."""
_PLAN_TAIL = _compiled("(?:{set_year}{budget_noun}{plan_value}?|{set_figure})$")
_PLAN_WITHIN = _compiled("{set_year}?{plan_word}(?=[^，,。；;：:、]{0,4}$)")
_LONGEST_TASK = 24
_LONGEST_AIM = 40
_SHORTEST_OWNER = 2
_FULL_STOP = "。"
_STOPS = "！？!?\n"
_REACH = 400


def task_named(words: str, quantity: Quantity, after: str) -> str:
    """The task that a number is, from the words before it; empty if it is none.

    Args:
        words: The words before the number, without blanks and commas around them.
        quantity: The number.
        after: The words after it; 的 alone means that a part of the task comes next.
    """
    if quantity.kind not in _SET_AMOUNTS or words[-1:] not in _TASK_ENDS:
        return ""
    parted = after.strip() == signs.OF
    if parted and (_TASK.match(words) or _BARE_TASK.match(words)):
        return words
    return words if quantity.unit not in _TASKS_THEMSELVES and _TASK.match(words) else ""


def task_of(words: str, quantity: Quantity, after: str) -> tuple[str, str]:
    """What a task in the middle of a clause is the task of, and the task; empty where a number is none.

    Args:
        words: The words before the number, without blanks and commas around them.
        quantity: The number.
        after: The words after it; 的 says that a part of the task comes next.
    """
    if quantity.kind not in _SET_AMOUNTS or after.strip() != signs.OF or words[-1:] not in _PLAN_OR_VALUE:
        return "", ""
    found = _OF_TASK.search(words[-_LONGEST_TASK:])
    at = len(words) - len(found.group()) if found else 0
    return (words[:at], words[at:]) if at >= _SHORTEST_OWNER else ("", "")


def aim_named(before: str, after: str) -> str:
    """The aim that a number is, from the words around it: 控制目标 of 4%的控制目标; empty if it is none."""
    if not after.startswith(signs.OF):
        behind = _OF_TASK_BEHIND.match(after)
        return behind.group(1) if behind else ""
    found = _AIM.match(after) or (_AIM_COMPARED.match(after) if before.endswith(_COMPARED) else None)
    return found.group(1) if found else ""


def is_set(before: str, after: str, *, found: bool = False, share: bool = False) -> bool:
    """Whether a plan given beside its result set the number: 年初计划改善3.2万人，实际完成3.57万人.

    Args:
        before: The words before the number.
        after: The words after it.
        found: Whether it stands among what an audit found: there a budget is mostly what somebody did with it.
        share: Whether it is a percentage: right behind a budget that is what came of it (占调整预算105%).
    """
    ended = before.rstrip()[-1:] in _SET_ENDS
    if (
        ended
        and not (found or share)
        and (_BUDGETED.search(before[-_LONGEST_AIM:]) or _APPROVED.search(before))
    ):
        return True
    if _AS_AN_AIM.match(after) and _PUT_FORWARD.search(before):
        return True
    if _COMES_TO.match(after) and _TASK_SET.search(before[-_LONGEST_AIM:]):
        return True
    if _PLANNED not in before:
        return False
    return bool(_SET.search(before) or (_DONE.match(after) and _SET_BARE.search(before)))


def is_aim(before: str) -> bool:
    """Whether the words right before a number call it an aim."""
    return before[-1:] in _AIM_ENDS and _AIMED_AT.search(before[-_LONGEST_AIM:]) is not None


def without_fulfilled(before: str, *, part: bool = False) -> str:
    """Words before a number without the plan that it is a part of: 完成全年目标的65.3%, and, where it is a `part`, 完成计划投资10%."""
    found = _FULFILLED.search(before[-40:]) if part or before.endswith(signs.OF) else None
    return before[: len(before) - len(found.group())] if found else before


@lru_cache(maxsize=1024)
def without_plan(whose: str, before: str) -> str:
    """A name without the plan that it was, where the words before a number say what came of it: 收入预算数, 实际完成."""
    words = before.lstrip("，,、 ")
    if carried_over(words):
        return _PLAN_WITHIN.sub("", whose) or whose
    result = _CARRIED_OUT.match(words) or _RESULT.match(words)
    return (_PLAN_TAIL.sub("", whose) if result else "") or whose


def says_result(before: str, planned: str) -> bool:
    """Whether the words before a number say what came of the plan before them: 实际完成, 完成计划的.

    Args:
        before: The words.
        planned: Those before the number that the plan is.
    """
    if planned and _CARRIED_OUT.match(before.lstrip("，,、 ")) and _BUDGETED.search(planned[-_LONGEST_AIM:]):
        return True
    if _RESULT.search(before) or _PART_OF_TASK.match(before):
        return True
    return carried_over(before) or without_fulfilled(before) != before


def carried_over(before: str) -> bool:
    """Whether the words before a number begin with what a year has brought of a plan: 年度完成, 全年完成投资."""
    return _CARRIED_OVER.match(before.lstrip("，,、 ")) is not None


def aims_again(before: str) -> bool:
    """Whether the words before a number only say that it is another aim for the same."""
    return _RAISED.fullmatch(before.strip("，,、 ")) is not None


def is_gap(before: str, unit: str) -> bool:
    """Whether a number says how far a result is from its aim."""
    return unit == signs.PERCENT_POINT and _GAP.search(before) is not None


def planned_noun(text: str, at: int) -> int:
    """Where the plan ends that a word of time belongs to, the word ending at `at`: 全年任务; -1 if it is none."""
    found = _NOUN.match(text, at)
    return found.end() if found else -1


def foreseen(text: str, at: int) -> bool:
    """Whether a clause before a position makes its whole sentence a forecast."""
    begin = max(0, at - _REACH)
    before = text[max(begin, text.rfind(_FULL_STOP, begin, at) + 1) : at]
    for word in _EXPECTS:
        if word in before:
            return _FORESEEN.search(before[max(map(before.rfind, _STOPS)) + 1 :]) is not None
    return False
