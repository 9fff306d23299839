"""Direction, status and kind of change of a number, and whether it belongs into a table of figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.quantity.naming import leading_verb, tidy
from policysum.quantity.phrases import (
    CONDITION,
    DOWN,
    RULE,
    RULE_TAIL,
)
from policysum.quantity.plans import aim_named, foreseen, is_gap, is_set, without_fulfilled

if TYPE_CHECKING:
    from collections.abc import Callable

    from policysum.quantity.binding import Binding

__all__ = ["change_of", "direction_of", "is_kpi", "is_level", "is_stock", "status_of"]

_WORDS = table("status_words")
_DIRECTION = _WORDS.compiled("{change_verbs.up|change_verbs.down}")
_DOWN = frozenset(DOWN)
_BARE_CHANGE = _WORDS.compiled("(?P<up>{bare_up})|{bare_down}")
"""The word of change in short: 月增200元; what improves by a rate is pollution: PM2.5浓度改善10.8%."""
_KNOWN = _WORDS.words("known")
"""Before things that are new but of which something else is said: 新建的2个市场正式运营."""
_MORE_THAN = _WORDS.compiled("{against}[^，,。；;]{2,12}{more_than}$")
"""A difference: 较“十三五”末净增1万亿元."""
_ADDED_KINDS = frozenset({Kind.COUNT, Kind.MEASURE})
"""Of things that are counted, what is more is what was added: 比去年底净增1.2万人."""
_NO_VERB = _WORDS.compiled("{no_verb}")
_LESS = _WORDS.compiled("{reduce}(?={less})")
_TOTAL = _WORDS.compiled("{total}{total_reached}*$")
"""A total right before its number is what was reached, whatever was added in the clause before."""
_ADDED_UP = _WORDS.compiled("{added_up}")
"""Added up over time, what is new is no increment of the period: 累计新开工项目3万个."""
_INCREMENT = _WORDS.compiled("(?<!{not_increment}){growth_words.increment}(?!{not_new})")
_STOCK = _WORDS.compiled("{growth_words.stock}")
_TARGET = _WORDS.compiled(
    "{status_cues.aim|status_cues.aim_scale|status_cues.aim_planned|status_cues.aim_outside_review|status_cues.aim_noun}"
)
_TARGET_ANYWHERE = _WORDS.compiled("{status_cues.aim|status_cues.aim_scale|status_cues.aim_planned}")
_FORECAST = _WORDS.compiled("(?<!{not_expected}){status_cues.expected}(?!{not_forecast})")
_EXPECTED = _WORDS.compiled("{in_plan}")
"""What makes a forecast even of what stands under the heading of a plan: 支出拟安排50亿元; 拟建项目 are projects."""
_FORECAST_AFTER = _WORDS.compiled("{status_cues.expected_after}")
_PAST = _WORDS.compiled("{status_cues.done}")
_REACHED = _WORDS.compiled("{reached}{reached_about}?$")
_STANDS = _WORDS.compiled("{stands}$")
"""What is counted on a day by its very name, or stepped up to: 贷款余额13万亿元, 跨上3万亿元台阶."""
_STANDING = _WORDS.compiled(
    "[^，,。；;]{0,16}?{standing}(?:{rank_words.realm}|{signs.ordinal}|{signs.first})"
)
"""What follows a number of things that now have a place: 14种农产品产量居全国第1位."""
_SUMMED = _WORDS.compiled("{summed}")
_WORKED = _WORDS.compiled("{worked}")
"""What is added up over a period: 五年建成1.8万个养老服务设施."""
_AIM = _WORDS.compiled("{aim}[^。；;]{0,60}$")
_AIM_SIGNS = _WORDS.words("aim")
_AIMED = _WORDS.compiled("{aimed}{reached_about}?$")
"""An aim holds for the clauses after it too: 力争甲突破100家，乙突破300家."""
_UNTIL = _WORDS.compiled(r"{until}(20\d\d){signs.year}")
_UNTIL_OPENS = _WORDS.compiled(r"(?<![^\W\d_]){until}(20\d\d){signs.year}")
"""Not right after a verb: 增长到2021年的 may be done, whatever year the report is of."""
_UNTIL_SIGN = _WORDS.word("until") + "20"
_DENOMINATOR = _WORDS.compiled("^[^，,。；;]{0,20}?{among_these}")
_ONE_OF = _WORDS.compiled("^[^，,。；;]{0,16}{one_of}")
_CLASSES = _WORDS.compiled("{classes}[^，,。;；]{0,30}$")
_EACH = _WORDS.compiled("{signs.per}[^，,。;；]{0,8}$")
_ABSTRACT = _WORDS.compiled("^{big}?{abstract}")
_STRUCTURE = _WORDS.compiled("^(?:{structure}|[^，,。]{0,8}{structure_end})")
_CHINESE_ONLY = re.compile(r"^[^\d０-９]*$")
_ARABIC = re.compile(r"[\d０-９]")
_PAYABLE = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.MULTIPLE})
_OPENING, _CLOSING = ("(", "（"), (")", "）")
"""Points in brackets are what something can earn: 一、政务服务（25分）; what was earned is reported."""
_STANDARD = _WORDS.compiled(r"{rule_words.standard}[^，,。；;\d]{0,3}$")
"""What is paid per head and month: 低保标准825元/人月; one that was raised is given as done."""
_MET = _WORDS.compiled("{signs.of}[，,]{met}")
"""What follows the threshold of a grant: 500万元以上的,给予."""
_MOVED = _WORDS.compiled("{moved}{moved_to}?$")
"""A standard that was moved is given as done: 补贴标准提高到."""
_CAME = _WORDS.compiled("{rank_words.comes_among|rank_words.ranks}[^，,。；;、]{0,8}$")
"""The predicate of a place that another number's subject came to: 发展到268家、进入全市前三; not 3个县进入前十."""
_INDEX = _WORDS.compiled("{index}$")
"""Measures without a unit."""
_PER = _WORDS.words("for_each")
_SIZES = _WORDS.words("size")
"""What follows a size rather than a figure: 2×35万千瓦, 超过10%的有44种."""
_TIMING = _WORDS.compiled("{timing|signs.from_first}")
_DOUBLED = table("number_words").word("double")
_SURCHARGE = _WORDS.word("surcharge")
_CERTIFIED = _WORDS.words("certified")
_COUNTED_FULLY = _WORDS.words("spoken_full")
_THRESHOLDS = table("bound_cues").words("suffix")
_ONE_OR_FEW = (signs.ONE, signs.SEVERAL)
_NEAR = 90


def direction_of(item: Binding) -> str:
    """Whether the prose gives the number as growth ("up"), shrinking ("down") or neither."""
    words = (
        item.shrinks + item.before[-24:] + (item.indicator[-8:] if item.joined else "") + item.quantity.text
    )
    words = _NO_VERB.sub("", words)
    verbs = _DIRECTION.findall(words)
    if not verbs:
        if _LESS.search(item.before[-8:]):
            return "down"
        bare = _BARE_CHANGE.search(item.before[-4:]) if item.growth else None
        return ("up" if bare["up"] else "down") if bare else ""
    return "down" if verbs[-1] in _DOWN else "up"


def change_of(item: Binding, status: str) -> str:
    """Which of the six kinds of figure the number is."""
    kind = item.quantity.kind
    if kind is Kind.RANK:
        return "rank"
    more = kind not in _ADDED_KINDS and _MORE_THAN.search(item.before[-24:])
    if item.growth or item.shrinks or item.quantity.unit == signs.PERCENT_POINT or more:
        return "decline" if direction_of(item) == "down" else "growth"
    if kind is Kind.MULTIPLE and _DOUBLED in item.quantity.text:
        return "growth"
    if kind in {Kind.PERCENT, Kind.FRACTION}:
        return "share"
    if (
        status != "rule"
        and not _ADDED_UP.search(item.before[-40:])
        and not item.before.endswith(_KNOWN)
        and (
            item.lead in _CERTIFIED
            or _INCREMENT.search(item.before[-40:])
            or (
                not item.derived
                and not _TOTAL.search(item.before[-12:])
                and _INCREMENT.search(item.indicator[:20])
            )
        )
    ):
        return "increment"
    return "level"


def is_level(item: Binding, change: str) -> bool | None:
    """Whether the number is what was reached, rather than what was added up or grew over a period; None if unclear."""
    if change in {"increment", "growth", "decline"}:
        return False
    if change in {"share", "rank"} or _REACHED.search(item.before[-8:]) or _STANDS.search(item.before[-8:]):
        return not _SUMMED.search(item.before[-30:])
    if _STANDING.match(item.after):
        return True
    return False if _WORKED.search(f"{item.lead} {item.before[-40:]} {item.after[:16]}") else None


def is_stock(item: Binding) -> bool:
    """Whether the number is counted on a day rather than over a period."""
    return not item.growth and _STOCK.search(f"{item.before[-40:]} {item.lead}") is not None


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
    before = text[max(item.clause.start, quantity.start - _NEAR) : quantity.start]
    earlier = text[max(item.sentence.start, item.clause.start - _NEAR) : item.clause.start]
    after = text[quantity.end : min(item.sentence.end, quantity.end + 24)]
    if item.earlier or role == "rule" or _is_rule(item, before, earlier, after):
        return "actual" if item.earlier else "rule"
    if item.task or aim_named(before, after) or is_set(before, after):
        return "target"
    if role == "plan":
        return _status_in_plan(
            before, text[max(item.sentence.start, quantity.start - 2 * _NEAR) : quantity.start]
        )
    before = without_fulfilled(before)
    if is_gap(before, quantity.unit):
        return "actual"
    if _is_target(before, earlier, role, year, _UNTIL_OPENS if guessed else _UNTIL):
        return "target"
    own_after = after[: max(0, item.clause.end - quantity.end)]
    expected = _FORECAST.search(before) or _FORECAST_AFTER.search(own_after) or foreseen(text, quantity.start)
    return "forecast" if expected else "actual"


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
    since = sentence[expected:]
    return "target" if _TARGET.search(since) or _sets_to_work(since, before) else "forecast"


def _sets_to_work(since: str, before: str) -> bool:
    """Whether a clause after the one that expects has work of its own: 预计投资5亿元，新建厂房3栋."""
    return len(since) > len(before) and bool(leading_verb(tidy(before)))


def _is_target(before: str, earlier: str, role: str, year: int | None, late: re.Pattern[str]) -> bool:
    """Whether the words before a number make it an aim."""
    if (_TARGET_ANYWHERE if role == "achievement" else _TARGET).search(before):
        return True
    if (
        any(word in earlier for word in _AIM_SIGNS)
        and _AIM.search(earlier)
        and _AIMED.search(before)
        and not _PAST.search(before)
    ):
        return True
    if not year or _UNTIL_SIGN not in earlier + before:
        return False
    until = late.search(before) or (None if _ARABIC.search(before) else late.search(earlier))
    return until is not None and int(until.group(1)) > year


def _is_rule(item: Binding, before: str, earlier: str, after: str) -> bool:
    """Whether the number is a parameter of a policy: what is paid per case, under which condition."""
    kind = item.quantity.kind
    if kind is Kind.SCORE:
        return before[-1:] in _OPENING and after[:1] in _CLOSING
    if kind not in _PAYABLE:
        return False
    if _MET.match(after):
        return True
    if kind is Kind.COUNT:
        return False
    per = "/" in item.quantity.unit
    set_so = RULE.search(before) or (per and _STANDARD.search(before))
    if (set_so and not _MOVED.search(before)) or (per and _SURCHARGE in before):
        return True
    return bool(RULE_TAIL.match(after)) and (per or bool(CONDITION.search(earlier + before)))


def is_kpi(item: Binding, role: str) -> bool:
    """Whether one would put the number into a table of figures."""
    if (
        role in {"chrome", "title"}
        or item.criterion
        or item.before.endswith(_PER)
        or item.after.startswith(_SIZES)
        or _quoted(item)
    ):
        return False
    judge = _FIGURES.get(item.quantity.kind)
    return judge is None or judge(item)


def _is_count(item: Binding) -> bool:
    return not _is_frame(item) and (not _CHINESE_ONLY.match(item.quantity.text) or _is_figure(item))


def _is_time(item: Binding) -> bool:
    return not _TIMING.search(item.before[-6:])


def _is_rank(item: Binding) -> bool:
    text = item.quantity.text
    counted = item.chained and not (item.listed and _CAME.search(item.before))
    among = text.startswith(signs.FRONT) or text.endswith(signs.STRONG)
    return not (among and counted) and signs.PRIZE_MARK not in text


def _is_amount(item: Binding) -> bool:
    """Whether money is an amount rather than a size: 超千亿元的县域, 10亿元以上项目."""
    text = item.quantity.text
    return not (item.after.strip(signs.OF) and (_CHINESE_ONLY.match(text) or text.endswith(_THRESHOLDS)))


def _is_index(item: Binding) -> bool:
    if isinstance(item.quantity.value, str):
        return False  # a structure of parts
    return _INDEX.search(item.indicator[-12:]) is not None


_FIGURES: dict[Kind, Callable[[Binding], bool]] = {
    Kind.COUNT: _is_count,
    Kind.DURATION: _is_time,
    Kind.RANK: _is_rank,
    Kind.MONEY: _is_amount,
    Kind.OTHER: _is_index,
}
"""What makes a number of each kind a figure; of the other kinds every number is one."""


def _is_frame(item: Binding) -> bool:
    """Whether a count is what others are measured in: 在41个指标中, 分为四档, 三个方面."""
    return bool(
        _DENOMINATOR.match(item.after)
        or _ONE_OF.match(item.after)
        or _CLASSES.search(item.before[-40:])
        or _STRUCTURE.match(item.after)
    )


def _quoted(item: Binding) -> bool:
    """Whether the number stands in a slogan or a title, which quotes it rather than reports it."""
    before = item.before[-40:]
    return ("“" in before or "《" in before) and any(
        before.rfind(opener) > before.rfind(closer) for opener, closer in ("“”", "《》")
    )


def _is_figure(item: Binding) -> bool:
    """Whether a count in Chinese numerals is a figure (新增两家) rather than a turn of phrase (两个片区)."""
    text = item.quantity.text
    if _ABSTRACT.match(item.after) or _EACH.search(item.before[-12:]):
        return False
    if len(text) > 3 or text.endswith(_COUNTED_FULLY):
        return True
    return not item.after and not text.startswith(_ONE_OR_FEW)
