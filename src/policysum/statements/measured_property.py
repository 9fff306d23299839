"""The name of one number: from its own words, its list, or the number before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.statements.binding import WINDOW
from policysum.statements.case_steps import takes_step
from policysum.statements.changing import TAIL, changed, verb_of, without_base
from policysum.statements.costs import raised_for
from policysum.statements.name_parts import parts_of
from policysum.statements.own_name import goes_on, own_name
from policysum.statements.part_names import call_share, name_half
from policysum.statements.phrases import ANAPHORA, COMPARE_ONLY, MEASURE_END, PLAN_THEN
from policysum.statements.property_words import (
    VERB_ONLY,
    bare_noun,
    head_noun,
    leading_verb,
    object_noun,
    tidy,
    without_increment,
    without_verb,
)
from policysum.statements.tasks import task_of_number, what_of_last, without_task_verb
from policysum.statements.wholes import came_of

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["complete", "name", "rename", "stands_alone"]

_PROPORTIONS = frozenset({Kind.PERCENT, Kind.FRACTION})
_WORDS = table("indicator_words")
_TOTALS = _WORDS.words("total")
_LEVEL_OF_OTHERS = _WORDS.compiled("^{far}?{than}(.{1,8}?){average}?{signs.of}$")
_LEVEL_THEN = _WORDS.compiled(
    "^{period_words.against}(?:{name_links.last_year}{name_links.same_time}?{period_words.account_number}?{signs.of}?"
    "|{period_words.account_number}{signs.of}?|(?:{then}|[^，,。；;：:、]{1,16}?{period_words.time_end}){signs.of}|{signs.of})?$",
    then=PLAN_THEN,
)
"""What a change is measured against, if the number is that level itself: 比上年42895万元增加, 与第六次普查时的9000人相比."""
_SUM = _WORDS.compiled("(?<={account}){account_sum}$")
"""What a part is not of: 支出合计9万元，其中基本支出5万元."""
_NET = frozenset(table("name_heads").words("net"))
_REALM_FIRST = _WORDS.compiled("^{rank_words.realm}")
_PER_HEAD_ALONE = 2
_PER_HEAD = _WORDS.compiled("^{per_head}$")
_REACHED = _WORDS.compiled(r"^[、，,\s]*{already}?{summed}?{reached}{number_words.double_done}?$")
"""The stock after an addition: 新增16条、达到54条."""
_CHANGES_FROM = _WORDS.compiled(
    r"^[，,\s]*[^，,\d]{0,4}?{signs.from_first}|{reached}{number_words.double_done}?$"
)
"""How a clause begins that goes from one level to the next of what the clause before it names, or says which it came to."""
_AMONG_COUNTED = _WORDS.compiled(
    r"^{signs.of}?([^，,。；;、\d]{2,16}?)(?:{list_words.among_which})[，,]?{name_words.opening}?$"
)
"""A whole whose number stands before it, and of which the next number counts a part: 8座水库中有3座."""
_HAS_PART = _WORDS.compiled("^{name_words.opening}?$")
_ITEM_METRIC = _WORDS.compiled("{item_metric}")
_METRIC_END = _WORDS.compiled("{item_metric}$")
_RATES = _WORDS.words("rate_noun")
"""What is ranked itself: 增速5%，全市排名第3位."""
_RANKING = _WORDS.word("ranking")
_CUMULATED = _WORDS.word("cumulated")
_CLOSING = ("）", ")")
_BEFORE_PART = " （(，,"
_SCHOOL_SIDE = _WORDS.compiled("{school_side}$")
"""What is counted of a kind of schools, side by side: 小学12所，招生2万人，在校学生9万人."""
_FIELD_OF = _WORDS.compiled("{sown}?{field_size}$")
_YIELD = _WORDS.compiled("{harvest}")
"""What is reaped of a crop whose field was measured just before: 小麦种植面积3万亩，总产量2万吨."""
_SHORT = 6
_LEAST_TOPIC = 3


def name(item: Binding, last: Binding | None, alike: Binding | None, level: Binding | None = None) -> None:
    """Find the indicator of one number from its own words and its predecessor.

    Args:
        item: The number, with the words around it; its name is filled in.
        last: The number before it in its sentence.
        alike: The last one that a verb alone may be said of.
        level: The last one in its unit, which it may be held against.
    """
    head, change, against, core, noun, basis = parts_of(
        item.before[-WINDOW:], item.quantity.kind, item.quantity.unit, item.after
    )
    item.growth = bool(change)
    item.earlier = item.earlier or basis
    whole = alike if alike and last and item.quantity.unit != last.quantity.unit else last
    if whole and (
        item.before.lstrip(_BEFORE_PART).startswith(signs.AMONG) or (item.fresh and item.prior == signs.AMONG)
    ):
        # 项目12个，总投资3亿元，其中工业项目5个: they are of the projects.
        item.parent, item.part = _SUM.sub("", whole.base), True
    elif last and item.aside and (summed := _summed_in_bracket(item, last, alike)):
        # 奖牌25枚（金牌8枚、银牌17枚）: what a bracket says in the same unit are parts.
        item.parent, item.part = summed.base, True
    elif last and (counted := _counted_whole(item, last)):
        item.parent, item.part = counted, True
    if _said_of_others(item, last, head, level, plain=not (noun or change)):
        pass  # the share of a task is still called one below
    elif last is not None and (item.moved or item.joined):
        _repeat(item, last, noun)
    elif change and (
        not core or COMPARE_ONLY.match(core) or _PER_HEAD.match(core) or (last and ANAPHORA.match(core))
    ):
        item.parent = item.base = _topic(item) or (
            changed(item, last) if last else item.among or head_noun(item.prior) or item.subject
        )
        item.indicator = item.base + verb_of(without_base(tidy(head).lstrip("（(")))
    elif not core and not noun:
        _predicate(item, last)
    else:
        _with_core(item, last, core, noun, alike)
        if change:
            item.indicator += without_base(against + verb_of(change))
    name_half(item, last)
    if item.quantity.kind in _PROPORTIONS and not item.growth:
        call_share(item)


def _topic(item: Binding) -> str:
    """What the clause right before a change names, and says nothing of: 能源消耗总量，比上年降低了3%; empty elsewhere."""
    noun = bare_noun(item.prior) if item.fresh else ""
    return noun if len(noun) >= _LEAST_TOPIC and (noun[-1].isalnum() or noun.endswith(_CLOSING)) else ""


def _summed_in_bracket(item: Binding, last: Binding, alike: Binding | None) -> Binding | None:
    """The number before a bracket that its first number is a part of: 新识别12户55人（甲镇11户53人）."""
    if item.measures_like(last):
        return last
    return alike if alike and not last.before.strip() and item.measures_like(alike) else None


def _counted_whole(item: Binding, last: Binding) -> str:
    """Of what a number counts a part: 企业 of 抽查的50家企业中，有12家; empty if the one before it counts no such whole."""
    if not item.measures_like(last) or not _HAS_PART.match(item.before.strip(_BEFORE_PART)):
        return ""
    found = _AMONG_COUNTED.match(last.after)
    return found.group(1) if found else ""


def _said_of_others(
    item: Binding, last: Binding | None, head: str, level: Binding | None, *, plain: bool
) -> bool:
    """Name a number by what its words say of another: a purpose, a task, the level of others or of another year.

    Args:
        item: The number.
        last: The number before it in its sentence.
        head: The words before it.
        level: The last number in its unit.
        plain: Whether it has neither a verb of change nor a noun after it.
    """
    of_last = what_of_last(item, head, last) if last else ""
    whose, item.task = task_of_number(item, head, last)
    others = _LEVEL_OF_OTHERS.match(head.strip()) if last and head.rstrip().endswith(signs.OF) else None
    if plain and (funds := raised_for(item, head)):
        item.base = item.indicator = funds
        item.derived = True
    elif others and last:
        item.base = item.indicator = f"{others.group(1)}{last.base}"
        item.parent, item.growth = last.base, False
    elif item.task and whose:
        item.parent = item.base = whose
        item.indicator = f"{whose}{without_task_verb(item.task)}"
    elif level and not item.growth and _LEVEL_THEN.match(head.strip("，, ")):
        item.parent = item.base = item.indicator = level.base
        item.earlier = True
    elif of_last and last:
        item.parent = item.base = last.base
        item.indicator = of_last
    else:
        return False
    return True


def rename(item: Binding, given: str) -> None:
    """Give a number of a list its own name, keeping the word of change."""
    change = item.indicator[len(item.base) :] if item.growth else ""
    item.base = given.removesuffix(change)
    item.indicator = item.base + change
    if item.growth:
        item.parent = item.base


def complete(item: Binding, whose: str, last: Binding | None) -> None:
    """Give a measure of budgets that names nothing of its own the item it is of: 行政运行年初预算.

    Args:
        item: The number; it has been named.
        whose: The item that the sentences before it are under.
        last: The number before it in its sentence.
    """
    plain = "".join(item.base.split())
    if not _ITEM_METRIC.fullmatch(plain):
        return
    item.base, item.indicator = plain, plain + item.indicator[len(item.base) :]
    before = _METRIC_END.search(last.base) if last else None
    whose = last.base[: before.start()] if last and before else whose
    for size in range(min(len(whose), len(item.base)), 0, -1):
        if whose.endswith(item.base[:size]):
            whose = whose[:-size]
            break
    item.base, item.indicator = f"{whose}{item.base}", f"{whose}{item.indicator}"


def stands_alone(item: Binding) -> bool:
    """Whether an indicator needs no subject from an earlier sentence."""
    return not (item.lead or item.parent or len(item.indicator) <= _SHORT or leading_verb(item.indicator))


def _with_core(item: Binding, last: Binding | None, core: str, noun: str, alike: Binding | None) -> None:
    """Name a number that has words of its own."""
    goes = last is None and ANAPHORA.match(core) and goes_on(item, core)
    if goes or (alike and last and not noun and takes_step(item, alike, core)):
        return
    if noun or last is None:
        own_name(item, last, core, noun, alike)
    elif _SCHOOL_SIDE.fullmatch(core):
        item.parent = MEASURE_END.sub("", _SCHOOL_SIDE.sub("", last.base))
        item.base = item.indicator = f"{item.parent}{core}"
    elif _YIELD.fullmatch(core) and (crop := _FIELD_OF.sub("", last.base)) != last.base:
        item.parent = crop
        item.base = item.indicator = f"{crop}{core}"
    elif len(core) <= _PER_HEAD_ALONE and _PER_HEAD.match(core):
        # 生产总值110亿元、人均4.6万元: the same for each.
        item.parent = last.base
        item.base = item.indicator = f"{core}{_REALM_FIRST.sub('', last.base)}"
    elif alike and (whole := came_of(alike, core)):
        item.parent = whole.removesuffix(core)
        item.base = item.indicator = f"{item.parent}{core}"
    elif not item.growth and ANAPHORA.match(core):
        item.parent = item.base = without_increment(last.base) if core.startswith(_TOTALS) else last.base
        ranked = item.quantity.kind is Kind.RANK and last.indicator.endswith(_RATES)
        whose = last.indicator if ranked else item.base
        item.indicator = f"{whose}{core.removeprefix(_RANKING) if whose.endswith(_RANKING) else core}"
    elif core in _NET:
        item.parent = last.base
        item.base, item.indicator = last.base, f"{without_increment(last.base)}{core}"
    elif alike and VERB_ONLY.match(core) and alike.base not in _TOTALS:
        item.parent = without_verb(alike.base.removeprefix(alike.lead)).removesuffix(core)
        item.base = item.indicator = f"{item.parent}{core}"
    else:
        own_name(item, last, core, noun, alike)


def _repeat(item: Binding, last: Binding, noun: str) -> None:
    """Name the second number of a list: what it counts itself, or what the first one does."""
    item.lead = last.lead
    item.parent = last.parent
    noun = "" if item.moved else noun
    item.base = item.lead + noun if noun else last.base
    item.growth = last.growth and not noun
    item.indicator = item.base if noun else last.indicator


def _predicate(item: Binding, last: Binding | None) -> None:
    """Name a number that only its predicate or its predecessor explains."""
    # What stands in another bracket is no predicate: （0.5分）（6月底完成）.
    words = "" if item.after.startswith(_CLOSING) else item.after.strip("，,、。；; ")[:TAIL]
    if item.label and not item.before.strip():
        item.base = item.indicator = item.label
        return
    changing = bare_noun(item.prior) if _CHANGES_FROM.search(item.before) else ""
    if last is None:
        item.base = head_noun(item.prior) or changing or item.subject or object_noun(item.prior)
        item.indicator = item.base + words if item.base else words
        return
    if item.fresh and _REACHED.match(item.before) and (noun := head_noun(item.prior)):
        # 全省进出口总值创历史新高，达到5379亿元: the clause right before names it, not the number before that.
        item.base = item.indicator = noun
        return
    if item.fresh and changing:
        # 占比70%，个体劳动者，由80万人增加到230万人
        item.base = item.indicator = changing
        return
    item.lead = last.lead
    item.parent = item.parent or last.parent
    if not item.before.strip():
        item.base, item.indicator = last.base, last.indicator
    elif _CUMULATED in item.before:
        item.base = item.parent = without_increment(last.base)
        item.indicator = f"{item.base}{_CUMULATED}"
    elif _REACHED.match(item.before) and not last.growth:
        item.base = item.parent = item.indicator = without_increment(last.base)
    else:
        item.base = last.base
        item.indicator = (last.base if last.growth else last.indicator) + words
