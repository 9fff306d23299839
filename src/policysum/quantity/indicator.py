"""The name of one number: from its own words, its list, or the number before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.quantity.model import Kind
from policysum.quantity.naming import (
    COMPARE_ONLY,
    VERB_ONLY,
    follower,
    head_noun,
    leading_verb,
    object_noun,
    tidy,
    without_increment,
    without_place,
    without_verb,
)
from policysum.quantity.phrases import (
    ANAPHORA,
    BARE_MONEY,
    CHANGE_TAIL,
    COMPARE_TAIL,
    GRANT,
    NOUN_AFTER_LIST,
    PARTIAL,
)
from policysum.quantity.plans import aim_named, task_named, task_of

if TYPE_CHECKING:
    from policysum.quantity.binding import Binding

__all__ = ["WINDOW", "name", "rename", "stands_alone"]

WINDOW = 80
"""No indicator needs more words than this; it keeps the work linear in hostile texts."""

_PROPORTIONS = frozenset({Kind.PERCENT, Kind.FRACTION})
_PARTS_TOLD = frozenset({*_PROPORTIONS, Kind.MULTIPLE})
"""What tells how far a task is done."""
_LISTED = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})
_THINGS = {Kind.COUNT, Kind.MEASURE}
_TOTALS = ("总量", "总数", "累计", "达", "总")
_OWN_SUBJECT = re.compile(
    r"^\s*(?:[全我本][市区县省州国]|人均|户均|每[万千百])|(?:总数|总量|总额|余额)(?:达到?|为|超过?|突破)?$"
)
"""A noun that stands for itself: 全区高新技术企业总数 is not governed by the 新增 before it."""

_LEVEL_OF_OTHERS = re.compile(r"^(?:远|均|略)?(?:低于|高于|快于|优于|慢于)(.{1,8}?)(?:平均水平|平均)?的$")
_VERB_OF_CHANGE = re.compile(
    r"(?:了|均|都|约|近|超过?|达到?|为|是|完成|实现|只有|仅|不低于|不少于|不超过|逾|突破|接近|保持在|维持在|稳定在|控制在|[:：\s])+$"
)
_AGAINST = re.compile(r"(?<![同环占可])[比较](?=增|提|下降|降|上升|减|回|收|扩|压|缩)|分别|各自")
_WORKED_ON = re.compile(r"(?:完成|实施|推进|启动|开展).{2}")
"""A verb that makes a noun of the change after it: 完成林分优化提升200万亩."""

_TASK_VERB = re.compile(
    r"^(?:(?:已|仅|只|约|提前|超额|圆满|全部|顺利)*(?:完成|实现|占|为|是|达到?)了?|(?:远|均|略)?(?:[低高快慢优好]于|超过?))"
)
"""The verb before a task, which is that of the part done of it: 完成全年任务3万人的65.3%."""
_COMPARED = re.compile(
    r"^(?:远|均|略)?(?:低于|高于|快于|慢于|优于|好于|超过?|(?:超额|提前|圆满|全面)?(?:完成|实现)了?(?:下降|增长)?)$"
)
"""What stands before an aim that a result is held against: 低于4%的控制目标, 超额完成1000人的年度目标."""
_FROM_LAST = re.compile(
    r"[由从](?:在?(?:全[国省市区县州盟球]|世界|亚洲|[东中西]部)(?:排名|位列)?|上年|去年|年初|期初|原来)(?:同期)?的?$"
)
_TIMES_OF = re.compile(r"^(?:约|大致)?(?:是|为|达到?|相当于)[^，,。；;]{0,14}$")
"""What a multiple is a multiple of: 是“十一五”时期的2.7倍."""
_OF_PLAN = re.compile(
    r"^((?:(?:已|超额)?完成(?:了)?|为|是)[^，,。；;]{0,6}(?:目标|任务|计划|预算)(?:任务|数)?)的?$"
)
"""Which part of a plan is done: 完成年度目标的106.7%."""
_ACTUALLY = re.compile(r"^(?:最终|最后)?实际(?:完成|达到?|为|是)?了?$")
"""What came of the plan told just before: 年初计划改善农村饮水人口3.2万人，实际完成3.57万人."""
_NET = frozenset({"净增", "新增", "增加"})
_PER_HEAD = re.compile(r"^(?:年|月|日)?(?:人|户)均$")
_REACHED = re.compile(
    r"^[、，,\s]*(?:并|均|已)?(?:总数|总量|总里程|累计|分别|目前)?(?:达到?|突破|超过?|增至|升至|增加到)了?$"
)
"""The stock after an addition: 新增16条、达到54条."""
_BOUNDS = frozenset({"低于", "高于", "快于", "慢于"})
"""Directly before a number these bound it: 失业率低于4%; 低于全市1.2个百分点 is a difference."""
_EASED = ("加快", "降本", "降费")
"""What tells a change only by a rate: 降费15%; 减税降费1.2亿元 is an amount."""
_RAISED = ("提升", "提高", "扩大", "改善", "精简")
_WORKS = re.compile(r"项目|工程|建设|改造|园|基地|改革|行动|征收|修复|治理")
_WHOLE_COST = re.compile(r"^(?:项目)?总(?:投入|投资额?|规模|产值)$")
_EFFECT = re.compile(r"^(?:惠及|覆盖)")
"""A side of the thing told just before that means little without it."""
_EFFECT_OF = re.compile(r"(?:惠及|覆盖|服务)$")
_DONE_SPENDING = re.compile(r"^完成(?:投资|投入)$")
_STOCK_REACHED = re.compile(r"(?:达到?|增至|增加到|突破|超过?)$")
_SPENT = re.compile(r"^(?:计划|累计|完成)?(?:投资|投入|出资)$")
_ADVERBS_FIRST = re.compile(r"^[，,\s]*(?:重点|全面|集中|着力|全力)")
_LISTS_ON = ("、", "和", "以及")
_ADVERBS = re.compile(r"(?:要|全面|继续|大力|重点|积极|全力|进一步|深入|扎实|着力|持续|确保)+$")
"""Words before a number that name nothing: 要全面完成3.4万平方米草坪."""
_SHORT = 6
_BARE = 3
_TAIL = 24


def name(item: Binding, last: Binding | None) -> None:
    """Find the indicator of one number from its own words and its predecessor.

    Args:
        item: The number, with the words around it; its name is filled in.
        last: The number before it in its sentence.
    """
    head = _FROM_LAST.sub("", item.before[-WINDOW:])
    change = _change(item, head)
    item.growth = bool(change)
    stem = head[: len(head) - len(change)]
    compared = COMPARE_TAIL.search(stem[-_TAIL:]) if change else None
    against = compared.group() if compared else ""
    core = tidy(stem[: len(stem) - len(against)])
    core, noun = _with_noun(item, core)
    if last and item.before.lstrip().startswith("其中"):
        item.parent = last.base
    told = _of_last(item, head, last) if last else ""
    whose, item.task = _task(item, head, last)
    others = _LEVEL_OF_OTHERS.match(head.strip()) if last and head.rstrip().endswith("的") else None
    if others and last:
        item.base = item.indicator = f"{others.group(1)}{last.base}"
        item.parent, item.growth = last.base, False
    elif item.task and whose:
        item.parent = item.base = whose
        item.indicator = f"{whose}{_TASK_VERB.sub('', item.task)}"
    elif told and last:
        item.parent = item.base = last.base
        item.indicator = told
    elif last is not None and (item.moved or (item.joined and not core)):
        _repeat(item, last, noun)
    elif change and (
        not core or COMPARE_ONLY.match(core) or _PER_HEAD.match(core) or (last and ANAPHORA.match(core))
    ):
        item.parent = item.base = _changed(item, last) if last else head_noun(item.prior) or item.subject
        item.indicator = item.base + _verb(_AGAINST.sub("", tidy(head)))
    elif not core and not noun:
        _predicate(item, last)
    else:
        _with_core(item, last, core, noun)
        if change:
            item.indicator += _AGAINST.sub("", against + _verb(change))
    if item.quantity.kind in _PROPORTIONS and not item.growth:
        item.indicator = _as_share(item.indicator)


def _with_noun(item: Binding, core: str) -> tuple[str, str]:
    """The words before a number and the noun after it, which 的 may part from it."""
    noun = follower(item.after)
    if noun or not item.after.startswith("的"):
        return core, noun
    if effect := _EFFECT_OF.search(core):
        # 谋划多年、惠及3400万人的引大济岷工程: what has the effect follows.
        return "", f"{follower(item.after[1:])}{effect.group()}"
    return core, follower(item.after[1:]) if not core or BARE_MONEY.match(core) else ""


def _of_last(item: Binding, head: str, last: Binding) -> str:
    """The name of what is told of the number before: a multiple, the part of a plan done; empty for any other."""
    words = head.strip("，,、 ")
    parted = item.chained and item.quantity.kind in _PARTS_TOLD
    if last.task and parted and last.task.endswith(words.strip("的")):
        # 完成全年任务3万人的65.3%, 低于4%的控制目标0.63个百分点
        return f"{last.base}{last.task}"
    if _ACTUALLY.match(words):
        return last.base
    if item.quantity.kind is Kind.MULTIPLE and _TIMES_OF.match(words):
        return last.base
    plan = _OF_PLAN.match(words) if item.quantity.kind is Kind.PERCENT else None
    return f"{last.base}{plan.group(1)}" if plan else ""


def _task(item: Binding, head: str, last: Binding | None) -> tuple[str, str]:
    """Whose task or aim a number is, and that task; it is empty for any other number."""
    whose = last.base if last else head_noun(item.prior) or item.subject
    if task := task_named(head, item.quantity, item.after):
        return whose, task
    owner, task = task_of(head, item.quantity, item.after)
    if task:
        return tidy(owner) or whose, task
    words = head.strip("，,、 ")
    aim = aim_named(words, item.after) if last else ""
    return whose, f"{words}{aim}" if aim and _COMPARED.match(words) else ""


def rename(item: Binding, given: str) -> None:
    """Give a number of a list its own name, keeping the word of change."""
    change = item.indicator[len(item.base) :] if item.growth and item.indicator.startswith(item.base) else ""
    item.base = given.removesuffix(change)
    item.indicator = item.base + change
    if item.growth:
        item.parent = item.base


def stands_alone(item: Binding) -> bool:
    """Whether an indicator needs no subject from an earlier sentence."""
    return not (item.lead or item.parent or len(item.indicator) <= _SHORT or leading_verb(item.indicator))


def _change(item: Binding, head: str) -> str:
    """The words of change right before a number, or nothing."""
    found = CHANGE_TAIL.search(head[-_TAIL:])
    if found is None:
        return ""
    adds = item.quantity.kind is Kind.COUNT and found.group().startswith("增加")
    stem = head[: len(head) - len(found.group())]
    if adds and not COMPARE_ONLY.match(stem):
        return ""
    if not _moves(item, found.group()):
        return ""
    if found.group() in _BOUNDS and item.quantity.unit != "百分点":
        return ""
    if item.quantity.kind in _LISTED and _WORKED_ON.match(tidy(stem)):
        return ""
    return found.group()


def _changed(item: Binding, last: Binding) -> str:
    """What changes: percentage points are those of the share before, everything else of its base."""
    of_share = item.quantity.unit == "百分点" and last.quantity.kind is Kind.PERCENT and not last.growth
    return last.indicator if of_share else last.base


def _moves(item: Binding, verb: str) -> bool:
    """Whether a verb tells a change of the number, rather than work on what it counts: 改造提升24个服务区."""
    kind = item.quantity.kind
    if verb.startswith(_EASED):
        return kind is Kind.PERCENT
    if kind not in (Kind.COUNT, Kind.MEASURE) or not verb.startswith(_RAISED):
        return True
    places = item.quantity.unit in ("位", "名")
    return places or not (
        follower(item.after)
        or (verb.startswith("提升") and item.quantity.unit != "岁" and kind is Kind.COUNT)
        or item.quantity.unit == "亩"
    )


def _verb(change: str) -> str:
    """The word of change itself: 增长不低于 is 增长."""
    return _VERB_OF_CHANGE.sub("", change)


def _with_core(item: Binding, last: Binding | None, core: str, noun: str) -> None:
    """Name a number that has words of its own."""
    if last is None and ANAPHORA.match(core):
        item.parent = item.prior
        if not noun and (subject := head_noun(item.prior)):
            item.indicator = subject + core
            item.base = subject if item.quantity.kind is Kind.RANK else item.indicator
            return
    if noun or last is None:
        _own_name(item, last, core, noun)
    elif not item.growth and ANAPHORA.match(core):
        item.parent = item.base = without_increment(last.base) if core.startswith(_TOTALS) else last.base
        item.indicator = f"{item.base}{core.removeprefix('排名') if item.base.endswith('排名') else core}"
    elif core in _NET:
        item.parent = last.base
        item.base, item.indicator = last.base, f"{without_increment(last.base)}{core}"
    elif VERB_ONLY.match(core) and last.base not in _TOTALS:
        item.parent = last.base
        item.base = item.indicator = (
            f"{without_verb(last.base.removeprefix(last.lead)).removesuffix(core)}{core}"
        )
    else:
        _own_name(item, last, core, noun)


def _own_name(item: Binding, last: Binding | None, core: str, noun: str) -> None:
    """Name a number by the words around it, with the verb that governs its list."""
    verb = leading_verb(core)
    if noun and NOUN_AFTER_LIST.search(item.before[-WINDOW:]):
        core = verb
    elif noun and item.before.endswith(_LISTS_ON):
        # 国家中小河流治理、5000亩沙区治理、4万亩黑土地治理: the thing before it has no number, and is another one.
        core, noun = verb, noun.partition("、")[0]
    elif noun and _ADVERBS.match(core):
        core = ""
    whole = _whole(item, last, core, noun)
    if whole is not None:
        core = whole + core
        item.derived = bool(whole)
    elif verb:
        item.lead = verb
        core = without_verb(core)
    elif last is not None and last.lead and last.lead not in core and _same_list(item, last):
        item.lead = last.lead
        core = without_verb(item.lead + core)
    if not item.parent and not noun and (len(core) <= _BARE or (len(core) <= _SHORT and PARTIAL.match(core))):
        item.parent = last.base if last else item.prior
    item.base = item.indicator = f"{noun}{core}" if BARE_MONEY.match(core) and noun else f"{core}{noun}"
    if item.quantity.kind is Kind.RANK:
        item.base = without_place(item.base) or item.base


def _whole(item: Binding, last: Binding | None, core: str, noun: str) -> str | None:
    """What a cost, a grant or an effect belongs to, if the words around say so; None for any other noun."""
    money = item.quantity.kind is Kind.MONEY
    if money and GRANT.match(core + noun):
        return _granted_for(item, last).removesuffix(core)
    if money and not noun and _DONE_SPENDING.match(core) and (last or item.alone):
        return _worked_on(item, last)
    if money and not noun and _SPENT.match(core) and not item.chained:
        return _spent_on(item.follow)
    if last is not None and not noun and _WHOLE_COST.match(core):
        return last.base.removesuffix("项目") if core.startswith("项目") else last.base
    if last is not None and _EFFECT.match(core) and not last.growth:
        return without_increment(last.base)
    return None


def _worked_on(item: Binding, last: Binding | None) -> str:
    """What money has been spent on: the works told just before."""
    if last is None:
        return head_noun(item.prior)
    return last.base if _WORKS.search(last.base) else ""


def _spent_on(follow: str) -> str:
    """What an investment paid for, if the words after it say so."""
    words = tidy(_ADVERBS_FIRST.sub("", follow))
    if VERB_ONLY.match(words):
        return ""
    told = follow.startswith(("的", "对", "用于")) or leading_verb(words)
    return words if told else ""


def _granted_for(item: Binding, last: Binding | None) -> str:
    """What a grant is paid for: the condition named before it."""
    if item.condition:
        return tidy(item.condition)[-30:]
    return last.base if last else ""


def _same_list(item: Binding, last: Binding) -> bool:
    """Whether the verb before the last number may govern this one too."""
    if (
        item.quantity.kind is Kind.COUNT
        and _STOCK_REACHED.search(item.before)
        and (not last.before.endswith("达") or "累计" in last.before)
    ):
        return False
    if _OWN_SUBJECT.search(item.before[-WINDOW:]) or item.before.lstrip().startswith("拟"):
        return False
    if item.before.endswith("再就业"):
        return False
    if item.chained:
        alike = last.quantity.kind is item.quantity.kind
        return item.listed and (alike or {last.quantity.kind, item.quantity.kind} == _THINGS)
    like = last.quantity.unit == item.quantity.unit and last.quantity.kind in _LISTED
    return like and last.base[-2:] in item.before


def _as_share(indicator: str) -> str:
    """The name of a proportion: 高新技术企业占规上企业 is told as a 比重."""
    at = indicator.rfind("占")
    if at < 0 or indicator.endswith(("比", "率", "比重", "比例")):
        return indicator
    return f"{indicator}比" if at == len(indicator) - 1 else f"{indicator}比重"


def _repeat(item: Binding, last: Binding, noun: str) -> None:
    """Name the second number of a list: what it counts itself, or what the first one does."""
    item.lead = last.lead
    item.parent = last.parent
    noun = "" if item.moved else noun
    item.base = item.lead + noun if noun else last.base
    item.growth = item.growth or (last.growth and not noun)
    item.indicator = item.base if noun else last.indicator


def _predicate(item: Binding, last: Binding | None) -> None:
    """Name a number that only its predicate or its predecessor explains."""
    words = item.after.strip("，,、。；; ")[:_TAIL]
    if last is None:
        item.base = head_noun(item.prior) or item.subject or object_noun(item.prior)
        item.indicator = item.base + words if item.base else words
        return
    summed = "累计" in item.before or "总" in item.before
    if item.fresh and not summed and _REACHED.match(item.before) and (noun := head_noun(item.prior)):
        # 全省进出口总值创历史新高，达到5379亿元: the clause right before tells it, not the number before that.
        item.base = item.indicator = noun
        return
    item.lead = last.lead
    item.parent = item.parent or last.parent
    if not item.before.strip():
        item.base, item.indicator = last.base, last.indicator
    elif "累计" in item.before:
        item.base = item.parent = without_increment(last.base)
        item.indicator = f"{item.base}累计"
    elif _REACHED.match(item.before) and not last.growth:
        item.base = item.parent = item.indicator = without_increment(last.base)
    else:
        item.base = last.base
        item.indicator = (last.base if last.growth else last.indicator) + words
