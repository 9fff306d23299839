"""Plan words inside results: what a plan set, what was done of it, and what is only foreseen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.quantity.model import Kind

if TYPE_CHECKING:
    from policysum.quantity.model import Quantity

__all__ = [
    "aim_named",
    "aims_again",
    "foreseen",
    "is_gap",
    "is_set",
    "planned_noun",
    "task_named",
    "task_of",
    "tells_result",
    "without_fulfilled",
]

_WHOSE = r"(?:全年|年度|年初|调整|本年|当年|今年|既定|预定|预期|目标|计划|工作|控制|考核|规划|省定|市定|省|市|国家|上级|下达的?)"
"""Of which year, or by whom, a task is set."""
_PLAN = r"(?:任务|目标|计划|指标|预算)"
_TASK = re.compile(
    rf"^(?:(?:已|仅|只|提前|超额|圆满|全部|顺利)*(?:完成|实现|占|为|是|达到?)了?)?{_WHOSE}{{1,3}}{_PLAN}?(?<=[务标划算])数?(?:为|是)?$"
)
"""The task itself right before its number: 完成全年任务3万人的65.3%, 为年初预算5亿元的106%."""
_OF_TASK = re.compile(
    rf"(?:已|仅|只|约|提前|超额|圆满|全部|顺利){{0,4}}(?:完成|实现|占|为|是|达到?)了?(?:的)?{_WHOSE}{{1,3}}{_PLAN}?(?<=[务标划算])数?$"
)
"""The same after what it is the task of: 新登记量仅为全年任务6万户的43.8%."""
_BARE_TASK = re.compile(rf"^(?:(?:已|提前|超额|圆满|全部|顺利)*(?:完成|占)了?){_PLAN}$")
"""A task of no year is one only where a part of it is told: 完成任务3万人的65.3%."""
_SET_AMOUNTS = frozenset({Kind.MONEY, Kind.COUNT, Kind.MEASURE})
_TASKS_THEMSELVES = frozenset({"项", "个", "件", "条", "类", "大类"})
"""Units in which tasks are counted: 完成年度目标任务96项 tells how many are done."""
_AIM = re.compile(rf"^的({_WHOSE}{{1,3}}(?:目标|指标|任务|计划)(?:值|数)?)(?!任务|完成)")
"""What the number before it is: 低于4%的控制目标."""
_AIM_COMPARED = re.compile(r"^的([^，,。；;、\d]{0,6}目标)")
_COMPARED = ("低于", "高于", "快于", "慢于", "优于", "好于", "超过", "超", "控制在")
_SET = re.compile(
    r"(?<![成占为是按超比较照到对])(?:年初|年度|全年|当年|原|原定)计划"
    r"(?![的数内外于在]|任务|目标|指标|生育)[^，,。；;：:\d]{2,20}$"
)
"""A plan and what it set: 年初计划改善农村饮水人口3.2万人; not 完成年度计划的108%."""
_SET_BARE = re.compile(r"(?:^|[，,、\s])计划(?![的数内外于在]|任务|目标|指标|生育)[^，,。；;：:\d]{2,20}$")
"""The same without a year, where what was done follows: 计划改造50个，实际完成62个."""
_DONE = re.compile(r"^[^。；;]{0,12}[，,]\s*(?:目前|现)?(?:实际|已(?!经批))")
_FULFILLED = re.compile(
    rf"(?:完成|占|为|是|达到?)了?[^，,。；;、]{{0,6}}{_PLAN}(?:任务|数|值)?[^，,。；;、]{{0,12}}的?$"
)
"""What is done of a plan is no aim: 完成全年目标3万人的65.3%."""
_NOUN = re.compile(
    r"(?:目标|工作)?(?:任务|目标|指标)(?:任务|数|值)?(?:为|是)?|(?:计划|预算)(?:任务|目标|数)?(?=[的，,。；;、\d]|$)"
)
"""What makes the year before it belong to a plan: 全年任务; not 全年计划完成投资5亿元."""
_FORESEEN = re.compile(
    r"(?:^|[，,：:、]|[一二三四五六七八九十]是|[）)])\s*(?:全年|今年)?(?:初步|据)?(?:预计|预测)(?:全年|今年|到?年底)?[，,：:]"
)
"""A clause that makes its whole sentence a forecast: 初步预计，生产总值增长4.5%."""
_RAISED = re.compile(r"(?:力争|奋斗目标|冲刺|确保)(?:达到?|实现|为|是)?")
"""All that stands before a higher or a lower aim for what was aimed at just before: 增长6%左右、力争6.5%."""
_GAP = re.compile(
    r"(?:低于|高于|超过?|超出|快于|慢于|落后于?|[比较])[^，,。；;、\d]{0,8}(?:目标|任务|计划|预期)(?:值|数)?[高低快慢]?出?$"
)
"""Before how far a result is from its aim: 低于预期目标2.6个百分点."""
_RESULT = re.compile(r"实际|完成率|完成比例|(?:^|[，,、\s])(?:目前|现)?已(?!经?批)")
"""What speaks of the result of a plan: 实际改造62个, 已改造38座."""
_LONGEST_TASK = 24
_SHORTEST_OWNER = 2
_STOPS = "。！？!?\n"
_REACH = 400


def task_named(head: str, quantity: Quantity, after: str) -> str:
    """The task that a number is, from the words before it; empty if it is none.

    Args:
        head: The words before the number.
        quantity: The number.
        after: The words after it; 的 alone means that a part of the task is told next.
    """
    words = head.strip("，,、 ")
    if quantity.kind not in _SET_AMOUNTS or words[-1:] not in set("务标划算数为是"):
        return ""
    parted = after.strip() == "的"
    if parted and (_TASK.match(words) or _BARE_TASK.match(words)):
        return words
    return words if quantity.unit not in _TASKS_THEMSELVES and _TASK.match(words) else ""


def task_of(head: str, quantity: Quantity, after: str) -> tuple[str, str]:
    """What a task in the middle of a clause is the task of, and the task; empty where a number is none.

    Args:
        head: The words before the number.
        quantity: The number.
        after: The words after it; 的 says that a part of the task is told next.
    """
    words = head.strip("，,、 ")
    if quantity.kind not in _SET_AMOUNTS or after.strip() != "的" or words[-1:] not in set("务标划算数"):
        return "", ""
    found = _OF_TASK.search(words[-_LONGEST_TASK:])
    at = len(words) - len(found.group()) if found else 0
    return (words[:at], words[at:]) if at >= _SHORTEST_OWNER else ("", "")


def aim_named(before: str, after: str) -> str:
    """The aim that a number is, from the words around it: 控制目标 of 4%的控制目标; empty if it is none."""
    if not after.startswith("的"):
        return ""
    found = _AIM.match(after) or (_AIM_COMPARED.match(after) if before.endswith(_COMPARED) else None)
    return found.group(1) if found else ""


def is_set(before: str, after: str) -> bool:
    """Whether a plan told beside its result set the number: 年初计划改善3.2万人，实际完成3.57万人."""
    if "计划" not in before:
        return False
    return bool(_SET.search(before) or (_DONE.match(after) and _SET_BARE.search(before)))


def without_fulfilled(before: str) -> str:
    """Words before a number without the plan that it is a part of."""
    found = _FULFILLED.search(before[-40:]) if before.endswith("的") else None
    return before[: len(before) - len(found.group())] if found else before


def tells_result(before: str) -> bool:
    """Whether the words before a number tell what came of the plan before them: 实际完成, 完成计划的."""
    return _RESULT.search(before) is not None or without_fulfilled(before) != before


def aims_again(before: str) -> bool:
    """Whether the words before a number only say that it is another aim for the same."""
    return _RAISED.fullmatch(before.strip("，,、 ")) is not None


def is_gap(before: str, unit: str) -> bool:
    """Whether a number says how far a result is from its aim."""
    return unit == "百分点" and _GAP.search(before) is not None


def planned_noun(text: str, at: int) -> int:
    """Where the plan ends that a word of time belongs to, the word ending at `at`: 全年任务; -1 if it is none."""
    found = _NOUN.match(text, at, at + 16)
    return found.end() if found else -1


def foreseen(text: str, at: int) -> bool:
    """Whether a clause before a position makes its whole sentence a forecast."""
    before = text[max(0, at - _REACH) : at]
    if "预" not in before:
        return False
    return _FORESEEN.search(before[max(map(before.rfind, _STOPS)) + 1 :]) is not None
