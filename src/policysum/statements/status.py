"""Whether a number is given as done, aimed at, expected or as a rule."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import table
from policysum.quantity import signs
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
_PAID_OUT = _WORDS.compiled(
    r"(?:^|[，,；;])\s*.{0,4}{binding_words.paid}(?:(?!{signs.per})[^，,。；;]){0,30}$"
)
"""What a report says was paid in all, whatever it is called: 发放一次性生活补贴245.1万元."""
_TOLD = frozenset({"achievement", "problem"})
_NEAR_NOUN = 12
_SURCHARGE = _WORDS.word("surcharge")
_NEAR, _AFTER = 90, 40
_SETS_OUT = 12
"""Characters between the word that a change sets out with and the level it sets out from."""


class _Asked(NamedTuple):
    """All that the status of a number depends on, but for a clause far before it that makes its whole sentence a forecast.

    The words around it are `before` it in its clause, `earlier` than that, `after` it and `close` after it in its
    clause; under the heading of a plan also those of its `sentence` before it. `was` says that it is of an earlier
    year, `guessed` that the year of the report is only inferred, `pays` that it may be a condition of what is paid to whom.
    """

    before: str
    earlier: str
    after: str
    close: str
    sentence: str
    kind: Kind
    unit: str
    role: str
    year: int | None
    guessed: bool
    tasked: bool
    was: bool
    granted: bool
    pays: bool


def status_of(
    item: Binding, text: str, role: str, year: int | None, *, guessed: bool, pays: bool = False
) -> str:
    """Whether the number is given as done, aimed at, expected or as a rule.

    Args:
        item: The bound number.
        text: The source.
        role: What the region of the report is.
        year: The year of the report; a later one is a target.
        guessed: Whether that year is only inferred: then a level reached by a later one may be done.
        pays: Whether it may be a condition of what a plan pays to whom.

    Returns:
        actual, target, forecast or rule.
    """
    quantity, begin = item.quantity, item.sentence.start
    start, end, opens = quantity.start, quantity.end, item.clause.start
    after = text[end : min(item.sentence.end, end + _AFTER)]
    asked = _Asked(
        _words_before(item, text),
        text[max(begin, opens - _NEAR) : opens],
        after,
        after[: max(0, item.clause.end - end)],
        text[max(begin, start - 2 * _NEAR) : start] if role == "plan" else "",
        quantity.kind,
        quantity.unit,
        role,
        year,
        guessed,
        bool(item.task),
        item.earlier,
        bool(item.grant),
        pays,
    )
    return _said(asked) or ("forecast" if foreseen(text, start) else "actual")


def _words_before(item: Binding, text: str) -> str:
    """The words of its clause before a number, without those that say when the level was there that it is moved from: 由目前的."""
    start, origin = item.quantity.start, item.origin
    begin = max(item.clause.start, start - _NEAR)
    if origin > begin:
        sets_out = max(text.rfind(sign, begin, origin) for sign in signs.FROM)
        if origin - sets_out <= _SETS_OUT:
            return text[begin:sets_out] + text[origin:start]
    return text[begin:start]


@lru_cache(maxsize=1024)
def _said(asked: _Asked) -> str:
    """The status that the words around a number say; nothing where it is what its sentence says. In a long list all have the same words."""
    governing = without_attributes(asked.before)
    if governing != asked.before:
        asked = asked._replace(before=governing)
    before, after, role = governing, asked.after, asked.role
    if (
        asked.tasked
        or aim_named(before, after)
        or is_set(before, after, found=role == "problem", share=asked.kind is _PERCENT)
        or is_aim(before)
    ):
        return "target"
    if asked.was or role == "rule" or _is_capped(asked) or _is_rule(asked):
        return "actual" if asked.was else "rule"
    if role == "plan":
        planned = "actual" if leans_on(before) else _status_in_plan(before, asked.sentence)
        return "rule" if asked.pays and planned == "target" and not _is_aimed_at(asked) else planned
    before = without_fulfilled(before, part=asked.kind is _PERCENT)
    if is_gap(before, asked.unit):
        return "actual"
    if _is_target(before, asked):
        return "target"
    expects = _EXPECTS.search(before) is not None and _FORECAST.search(before)
    return "forecast" if expects or _FORECAST_AFTER.search(asked.close) else ""


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
    if not _EXPECTED.search(sentence):
        return "target"
    # 预计投资5亿元，新建厂房3栋: a clause after the one that expects has work of its own.
    works = not _EXPECTED.search(before) and leading_verb(tidy(before))
    return "target" if works else "forecast"


def _is_aimed_at(asked: _Asked) -> bool:
    """Whether the words before a number say themselves that it is to be reached: 到2027年，茶园达到30个."""
    return bool(_TARGET_ANYWHERE.search(asked.sentence) or _UNTIL.search(asked.sentence))


def _is_target(before: str, asked: _Asked) -> bool:
    """Whether the words before a number make it an aim."""
    earlier, year = asked.earlier, asked.year
    if (_TARGET_ANYWHERE if asked.role == "achievement" else _TARGET).search(before):
        return True
    if _AIMED.search(before) and any(word in earlier for word in _AIM_SIGNS) and not _PAST.search(before):
        return True
    late = _UNTIL_OPENS if asked.guessed else _UNTIL
    until = late.search(before) or late.search(earlier)
    return bool(year and until and int(until.group(1)) > year)


def _is_capped(asked: _Asked) -> bool:
    """Whether the number is the most that may be had; points are counted otherwise."""
    near = asked.before[-2 * _NEAR_NOUN :]
    capped = _MOST.search(near[-_NEAR_NOUN:]) is not None or _MOST_EACH.search(near) is not None
    return capped and asked.role not in _TOLD and asked.kind is not _SCORE


def _is_rule(asked: _Asked) -> bool:
    """Whether the number is a parameter of a policy: what is paid per case, under which condition."""
    before, after, kind, role = asked.before, asked.after, asked.kind, asked.role
    per = "/" in asked.unit
    moved = _MOVED.search(before) is not None
    granted = asked.granted and role not in _TOLD and not moved
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
    paid = moved or _PAST.search(before) or (role in _TOLD and not per and _PAID_OUT.search(before))
    if ceiling or (set_so and not paid) or _SURCHARGE in before:
        return True
    return bool(RULE_TAIL.match(after) and CONDITION.search(asked.earlier + before))
