"""A task or an aim that a number is, and how far one that was given before is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity.model import Kind
from policysum.statements.property_words import head_noun, tidy
from policysum.statements.targets import aim_named, task_named, task_of

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["task_of_number", "what_of_last", "without_task_verb"]

_MULTIPLE, _PERCENT = Kind.MULTIPLE, Kind.PERCENT
_PARTS_DONE = frozenset({Kind.PERCENT, Kind.FRACTION, Kind.MULTIPLE})
"""What says how far a task is done."""
_WORDS = table("indicator_words")
_TASK_VERB = _WORDS.compiled(
    "^(?:{plan_words.so_far}*{plan_words.task_verb}{number_words.double_done}?|{far}?{than|beyond})"
)
"""The verb before a task, which is that of the part done of it: 完成全年任务3万人的65.3%."""
_COMPARED = _WORDS.compiled(
    "^(?:{far}?{than|beyond}|{plan_words.so_far}*{done}{number_words.double_done}?{aimed_change}?)$"
)
"""What stands before an aim that a result is held against: 低于4%的控制目标, 超额完成1000人的年度目标."""
_TIMES_OF = _WORDS.compiled("^{roughly}?{list_words.times_of}[^，,。；;]{0,14}$")
"""What a multiple is a multiple of: 是“十一五”时期的2.7倍."""
_OF_PLAN = _WORDS.compiled(
    "^({plan_words.so_far}?{part_verb}{number_words.double_done}?[^，,。；;]{0,6}"
    "{plan_words.plan}{plan_words.plan_value}?){signs.of}?$"
)
"""Which part of a plan is done: 完成年度目标的106.7%."""
_ACTUALLY = _WORDS.compiled("^{at_last}?{actually}{number_words.double_done}?$")
"""What came of the plan given just before: 年初计划改善农村饮水人口3.2万人，实际完成3.57万人."""


def what_of_last(item: Binding, head: str, last: Binding) -> str:
    """The name of what is said of the number before: a multiple, the part of a plan done; empty for any other."""
    words = head.strip("，,、 ")
    parted = item.chained and item.quantity.kind in _PARTS_DONE
    if last.task and parted:
        # 完成全年任务3万人的65.3%, 低于4%的控制目标0.63个百分点
        return f"{last.base}{last.task}"
    if _ACTUALLY.match(words):
        return last.base
    if item.quantity.kind is _MULTIPLE and _TIMES_OF.match(words):
        return last.base
    plan = _OF_PLAN.match(words) if item.quantity.kind is _PERCENT else None
    return f"{last.base}{plan.group(1)}" if plan else ""


def task_of_number(item: Binding, head: str, last: Binding | None) -> tuple[str, str]:
    """Whose task or aim a number is, and that task; it is empty for any other number."""
    words = head.strip("，,、 ")
    owner, task = "", task_named(words, item.quantity, item.after)
    if not task:
        owner, task = task_of(words, item.quantity, item.after)
    if not task and last and (aim := aim_named(words, item.after)) and _COMPARED.match(words):
        task = f"{words}{aim}"
    if not task:
        return "", ""
    return tidy(owner) or (last.base if last else head_noun(item.prior) or item.subject), task


def without_task_verb(words: str) -> str:
    """A task without the verb of the part that is done of it: 全年任务 of 完成全年任务."""
    return _TASK_VERB.sub("", words)
