"""Whether a number is given as done, aimed at, expected or as a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import table
from policysum.quantity.model import Kind
from policysum.statements.aims import leans_on, without_attributes
from policysum.statements.phrases import (
    CONDITION,
    RULE,
    RULE_TAIL,
)
from policysum.statements.property_words import leading_verb, tidy
from policysum.statements.targets import aim_named, foreseen, is_aim, is_gap, is_set, without_fulfilled

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["status_of"]

_SCORE, _COUNT, _PERCENT = Kind.SCORE, Kind.COUNT, Kind.PERCENT
_WORDS = table("status_words")
_TARGET = _WORDS.compiled(
    "{status_cues.aim|status_cues.aim_scale|status_cues.aim_planned|status_cues.aim_outside_review|status_cues.aim_noun}"
)
_TARGET_ANYWHERE = _WORDS.compiled("{status_cues.aim|status_cues.aim_scale|status_cues.aim_planned}")
_EXPECTS = _WORDS.compiled("{status_cues.expected}")
"""Quickly looked for, as what begins with a word is: most numbers have none of these before them."""
_FORECAST = _WORDS.compiled("(?<!{not_expected}){status_cues.expected}(?!{not_forecast})")
_EXPECTED = _WORDS.compiled("{in_plan}")
"""What makes a forecast even of what stands under the heading of a plan: 支出拟安排50亿元; 拟建项目 are projects."""
_FORECAST_AFTER = _WORDS.compiled("{status_cues.expected_after}")
_PAST = _WORDS.compiled("{status_cues.done}")
_AIM_SIGNS = _WORDS.words("aim")
_AIMED = _WORDS.compiled("{aimed}{reached_about}?$")
"""An aim holds for the clauses after it too: 力争甲突破100家，乙突破300家."""
_UNTIL = _WORDS.compiled(r"{until}(20\d\d){signs.year}")
_UNTIL_OPENS = _WORDS.compiled(r"(?<![^\W\d_]){until}(20\d\d){signs.year}")
"""Not right after a verb: 增长到2021年的 may be done, whatever year the report is of."""
_PAYABLE = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.MULTIPLE})
_SELECTING = _PAYABLE | {Kind.MEASURE}
_SET_STANDARD = _WORDS.compiled("{signs.of}{rule_words.standard}")
"""What is granted by: 按每人不超过10平方米的标准."""
_OPENING = ("(", "（")
"""Points in brackets are what something can earn: 一、政务服务（25分）; what was earned is reported."""
_STANDARD = _WORDS.compiled(r"{rule_words.standard}[^，,。；;\d]{0,3}$")
"""What is paid per head and month: 低保标准825元/人月; one that was raised is given as done."""
_STANDARD_PER = _WORDS.compiled(
    r"{rule_words.standard}{list_words.deals}?{plan_words.is}?{signs.per}[^，,。；;\d]{1,3}$"
)
"""The same with the case before the number: 补贴标准分别为每亩30元."""
_MET = _WORDS.compiled(
    r"[（(）)\w]{0,6}?{signs.of}[，,](?:[^，,。；;]{2,14}{signs.of}[，,])?{list_words.deals}?{met}"
)
"""What follows the threshold of a grant: 500万元以上的,给予."""
_MOVED = _WORDS.compiled("{moved}{moved_to}?$")
"""A standard that was moved is given as done: 补贴标准提高到."""
_CEILING = _WORDS.compiled("{rule_words.ceiling}{list_words.deals}?{plan_words.is}?$")
"""A noun whose value may not be passed, right before its number: 政府债务限额为30亿元."""
_MOST = _WORDS.compiled(r"{rule_words.most}[^，,。；;\d]{0,4}$")
"""What may be had at most: 单个企业最高500万元, 单个企业最多申报5人. Of results it is a record: 最高气温35℃."""
_MOST_EACH = _WORDS.compiled(r"{rule_words.each}[^，,。；;\d]{0,10}{rule_words.limit}[^，,。；;\d]{0,4}$")
"""The same of each: 每家企业不超过50万元."""
_TOLD = frozenset({"achievement", "problem"})
_NEAR_NOUN = 12
_SURCHARGE = _WORDS.word("surcharge")
_NEAR, _AFTER = 90, 40


class _Around(NamedTuple):
    """The words around a number: `before` it in its clause, `earlier` than that, `after` it."""

    before: str
    earlier: str
    after: str

    @classmethod
    def of(cls, item: Binding, text: str) -> _Around:
        """The words around a bound number of a text."""
        end, opens = item.quantity.end, item.clause.start
        before = _before(item, text)
        earlier = text[max(item.sentence.start, opens - _NEAR) : opens]
        after = text[end : min(item.sentence.end, end + _AFTER)]
        return cls(before, earlier, after)


def status_of(item: Binding, text: str, role: str, year: int | None, *, guessed: bool = False) -> str:
    """Whether the number is given as done, aimed at, expected or as a rule.

    Args:
        item: The bound number.
        text: The source.
        role: What the region of the report is.
        year: The year of the report; a later one is a target.
        guessed: Whether that year is only inferred: then a level reached by a later one may be done.

    Returns:
        actual, target, forecast or rule.
    """
    quantity = item.quantity
    around = _Around.of(item, text)
    before, after = around.before, around.after
    if (
        item.task
        or aim_named(before, after)
        or is_set(before, after, found=role == "problem")
        or is_aim(before)
    ):
        return "target"
    if item.earlier or role == "rule" or _is_capped(item, around, role) or _is_rule(item, around, role):
        return "actual" if item.earlier else "rule"
    if role == "plan":
        sentence = text[max(item.sentence.start, quantity.start - 2 * _NEAR) : quantity.start]
        return "actual" if leans_on(before) else _status_in_plan(before, sentence)
    unfulfilled = without_fulfilled(before, part=quantity.kind is _PERCENT)
    around = around if unfulfilled is before else around._replace(before=unfulfilled)
    if is_gap(around.before, quantity.unit):
        return "actual"
    if _is_target(around, role, year, _UNTIL_OPENS if guessed else _UNTIL):
        return "target"
    return "forecast" if _is_expected(item, around, text) else "actual"


def _is_expected(item: Binding, around: _Around, text: str) -> bool:
    """Whether the words around a number, or a clause before its own, say that it is expected."""
    end = item.quantity.end
    own_after = around.after[: max(0, item.clause.end - end)]
    expects = _EXPECTS.search(around.before) is not None and _FORECAST.search(around.before)
    return bool(expects or _FORECAST_AFTER.search(own_after)) or foreseen(text, item.quantity.start)


def _before(item: Binding, text: str) -> str:
    """The words of a number's clause that may govern it."""
    return without_attributes(text[max(item.clause.start, item.quantity.start - _NEAR) : item.quantity.start])


def _status_in_plan(before: str, sentence: str) -> str:
    """The status of a number under the heading of a plan: an aim, unless its own words say otherwise.

    Args:
        before: The words of its clause before it.
        sentence: Those and the words of its sentence before them.
    """
    if _TARGET_ANYWHERE.search(before):
        return "target"
    if _PAST.search(before):
        return "actual"
    expected = max(map(re.Match.end, _EXPECTED.finditer(sentence)), default=-1)
    if expected < 0:
        return "target"
    # 预计投资5亿元，新建厂房3栋: a clause after the one that expects has work of its own.
    works = len(sentence) - expected > len(before) and leading_verb(tidy(before))
    return "target" if works else "forecast"


def _is_target(around: _Around, role: str, year: int | None, late: re.Pattern[str]) -> bool:
    """Whether the words before a number make it an aim."""
    before, earlier, _ = around
    if (_TARGET_ANYWHERE if role == "achievement" else _TARGET).search(before):
        return True
    if _AIMED.search(before) and any(word in earlier for word in _AIM_SIGNS) and not _PAST.search(before):
        return True
    until = late.search(before) or late.search(earlier)
    return bool(year and until and int(until.group(1)) > year)


def _is_capped(item: Binding, around: _Around, role: str) -> bool:
    """Whether the number is the most that may be had; points are counted otherwise."""
    near = around.before[-2 * _NEAR_NOUN :]
    capped = _MOST.search(near[-_NEAR_NOUN:]) is not None or _MOST_EACH.search(near) is not None
    return capped and role not in _TOLD and item.quantity.kind is not _SCORE


def _is_rule(item: Binding, around: _Around, role: str) -> bool:
    """Whether the number is a parameter of a policy: what is paid per case, under which condition."""
    before, earlier, after = around
    kind = item.quantity.kind
    per = "/" in item.quantity.unit
    moved = _MOVED.search(before) is not None
    granted = bool(item.grant) and role not in _TOLD and not moved
    if kind is _SCORE:
        return before[-1:] in _OPENING
    if granted or _MET.match(after):
        return not _PAST.search(before) if granted else kind in _SELECTING
    if kind not in _PAYABLE or kind is _COUNT:
        return role == "plan" and _SET_STANDARD.match(after) is not None
    if not per and (role == "problem" or _STANDARD_PER.search(before)):
        # What was paid wrongly is an amount: 按已失效规定安排补贴5308万元.
        return _STANDARD_PER.search(before) is not None and not moved
    ceiling = _CEILING.search(before[-_NEAR_NOUN:])
    set_so = RULE.search(before) or (per and _STANDARD.search(before))
    if ceiling or (set_so and not moved and not _PAST.search(before)) or _SURCHARGE in before:
        return True
    return bool(RULE_TAIL.match(after) and CONDITION.search(earlier + before))
