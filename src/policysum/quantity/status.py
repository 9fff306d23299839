"""Direction, status and kind of change of a number, and whether it belongs into a table of figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.quantity.model import Kind
from policysum.quantity.naming import leading_verb, tidy
from policysum.quantity.phrases import (
    CONDITION,
    DOWN,
    FORECAST,
    FORECAST_AFTER,
    INCREMENT,
    PAST,
    RULE,
    RULE_TAIL,
    STOCK,
    TARGET,
    TARGET_ANYWHERE,
    UP,
    longest_first,
)
from policysum.quantity.plans import aim_named, foreseen, is_gap, is_set, without_fulfilled

if TYPE_CHECKING:
    from collections.abc import Callable

    from policysum.quantity.binding import Binding

__all__ = ["change_of", "direction_of", "is_kpi", "is_level", "is_stock", "status_of"]

_DIRECTION = re.compile(longest_first((*UP, *DOWN), not_after="不"))
_DOWN = frozenset(DOWN)
_BARE_CHANGE = re.compile(r"(?P<up>[增升涨]|提价|多了?$)|[降减]|改善$|少了?$")
"""The word of change in short: 月增200元; what improves by a rate is pollution: PM2.5浓度改善10.8%."""
_KNOWN = "新建的"
"""Before things that are new but told of otherwise: 新建的2个市场正式运营."""
_MORE_THAN = re.compile(r"[比较][^，,。；;]{2,12}(?:净增|新增)$")
"""A difference: 较“十三五”末净增1万亿元."""
_ADDED_KINDS = frozenset({Kind.COUNT, Kind.MEASURE})
"""Of things that are counted, what is more is what was added: 比去年底净增1.2万人."""
_NO_VERB = re.compile(r"增加值|增加额|的提前|提前|增值税|增量|压缩机|减速机")
_LESS = re.compile(r"减(?=时间|材料|环节|时限|跑动)")
_TOTAL = re.compile(r"(?:总量|总数|保有量|存量)(?:达到?|超过?|突破|为|至|增至|约|近|了)*$")
"""A total told right before its number is what was reached, whatever was added in the clause before."""
_ADDED_UP = re.compile(r"累计新(?!增)")
"""Added up over time, what is new is no increment of the period: 累计新开工项目3万个."""
_INCREMENT = re.compile(
    rf"(?:{longest_first(INCREMENT, not_after='创更革高翻刷最全维清')})(?!值|额|[到至]|、?续建)"
)
_STOCK = re.compile(longest_first(STOCK))
_TARGET = re.compile(longest_first(TARGET))
_TARGET_ANYWHERE = re.compile(longest_first(TARGET_ANYWHERE))
_FORECAST = re.compile(rf"(?:{longest_first(FORECAST, not_after='或虚模草于超振稳')})(?!寿命|目标|性)")
_EXPECTED = re.compile(r"预计|预测|(?<![模虚比草超])拟(?!定|订|合|态|真|人|物|录|建项目)")
"""What makes a forecast even of what stands under the heading of a plan: 支出拟安排50亿元; 拟建项目 are projects."""
_FORECAST_AFTER = re.compile(longest_first(FORECAST_AFTER))
_PAST = re.compile(longest_first(PAST))
_REACHED = re.compile(
    r"(?:达到?|增至|升至|降至|提高到|提高至|提升至|增加到|突破|超过?|稳定在|保持在|位居|居)(?:了|约|近)?$"
)
_STANDS = re.compile(r"(?:余额|存量|保有量|拥有量|总里程|装机(?:容量)?|[迈跨站跃]上(?:了)?)$")
"""What is counted on a day by its very name, or stepped up to: 贷款余额13万亿元, 跨上3万亿元台阶."""
_STANDING = re.compile(r"[^，,。；;]{0,16}?(?:位?居|位列)(?:全[国省市球]|世界|亚洲|中西?部|西部|东部|第|首)")
"""What follows a number of things that now have a place: 14种农产品产量居全国第1位."""
_SUMMED = re.compile(r"累计|新增|新开工|共有?(?=\d|$)")
_WORKED = re.compile(
    r"累计|建成|完成|实施|投产|投用|发放|推出|办理|改造|新|培育|引进|化解|制定|审议|惠及|发布|开工|投入|争取|培训|开展|形成|出台|治理|修复|营造|筹集|交付|带动|落地|核准|获[得批评国省]|通过(?=[国省市验考评])|创建"
)
"""What is added up over a period: 五年建成1.8万个养老服务设施."""
_AIM = re.compile(r"力争(?!上游)[^。；;]{0,60}$")
_AIMED = re.compile(r"(?:达到?|突破|超过?|增至)(?:了|约|近)?$")
"""An aim holds for the clauses after it too: 力争甲突破100家，乙突破300家."""
_UNTIL = re.compile(r"到(20\d\d)年")
_UNTIL_OPENS = re.compile(r"(?<![^\W\d_])到(20\d\d)年")
"""Not right after a verb: 增长到2021年的 may be done, whatever year the report is of."""

_DENOMINATOR = re.compile(r"^[^，,。；;]{0,20}?中(?=我|有|，|,|的|$)")
_ONE_OF = re.compile(r"^[^，,。；;]{0,16}之一")
_CLASSES = re.compile(r"(?:分为|分成)[^，,。;；]{0,30}$")
_EACH = re.compile(r"(?:为|对)?每[一个家人户名]?[^，,。;；]{0,8}$")
_ABSTRACT = re.compile(
    r"^(?:大)?(?:方面|制度|片区|举措|措施|任务|环节|体系|机制|目标|问题|特征|阶段|层面|维度|领域|原则|关系|重点|关键|核心|"
    r"优势|定位|战略|行动|台阶|抓手|平台|市场|主线|底线|维护|确立|坚持|意识|自信|循环|作风|服务|清单|一|体|位一体|统筹|结合|级|类|步|轮)"
)
_STRUCTURE = re.compile(r"^(?:方面|主要指标|[^，,。]{0,8}性指标|部分|章节|专栏|层面|台阶|万亿元?台阶)")
_CHINESE_ONLY = re.compile(r"^[^\d０-９]*$")
_ARABIC = re.compile(r"[\d０-９]")
_PAYABLE = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.MULTIPLE})
_MET = re.compile(r"的[，,](?:给予|奖励|补助|按|一次性|优先|可|予以)")
"""What follows the threshold of a grant: 500万元以上的,给予."""
_MOVED = re.compile(r"(?:提高|增加|降低|下调|上调)(?:到|至)?$")
"""A standard that was moved is told as done: 补贴标准提高到."""
_CAME = re.compile(r"(?:进入|跻身|迈入|挤进|闯入|入围|位?居|位?列)[^，,。；;、]{0,8}$")
"""The predicate of a place that another number's subject came to: 发展到268家、进入全市前三; not 3个县进入前十."""
_INDEX = re.compile(r"(?:指数|系数|收入比|均值|得分)$")
"""Measures without a unit."""
_PER = ("每", "每个")
_SIZES = ("×", "x", "*", "的有")
"""What follows a size rather than a figure: 2×35万千瓦, 超过10%的有44种."""
_TIMING = re.compile(r"提前|延长|由|从")
_NEAR = 90


def direction_of(item: Binding) -> str:
    """Whether the prose tells the number as growth ("up"), shrinking ("down") or neither."""
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
    if item.growth or item.shrinks or item.quantity.unit == "百分点" or more:
        return "decline" if direction_of(item) == "down" else "growth"
    if kind is Kind.MULTIPLE and "翻" in item.quantity.text:
        return "growth"
    if kind in {Kind.PERCENT, Kind.FRACTION}:
        return "share"
    if (
        status != "rule"
        and not _ADDED_UP.search(item.before[-40:])
        and not item.before.endswith(_KNOWN)
        and (
            item.lead == "认定"
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
    """Whether the number is told as done, aimed at, expected or as a rule.

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


def _status_in_plan(before: str, told: str) -> str:
    """The status of a number under the heading of a plan: an aim, unless its own words say otherwise.

    Args:
        before: The words of its clause before it.
        told: Those and the words of its sentence before them.
    """
    if _TARGET_ANYWHERE.search(before):
        return "target"
    if _PAST.search(before):
        return "actual"
    expected = max(map(re.Match.end, _EXPECTED.finditer(told)), default=-1)
    if expected < 0:
        return "target"
    since = told[expected:]
    return "target" if _TARGET.search(since) or _sets_to_work(since, before) else "forecast"


def _sets_to_work(since: str, before: str) -> bool:
    """Whether a clause after the one that expects has work of its own: 预计投资5亿元，新建厂房3栋."""
    return len(since) > len(before) and bool(leading_verb(tidy(before)))


def _is_target(before: str, earlier: str, role: str, year: int | None, late: re.Pattern[str]) -> bool:
    """Whether the words before a number make it an aim."""
    if (_TARGET_ANYWHERE if role == "achievement" else _TARGET).search(before):
        return True
    if "力争" in earlier and _AIM.search(earlier) and _AIMED.search(before) and not _PAST.search(before):
        return True
    if not year or "到20" not in earlier + before:
        return False
    until = late.search(before) or (None if _ARABIC.search(before) else late.search(earlier))
    return until is not None and int(until.group(1)) > year


def _is_rule(item: Binding, before: str, earlier: str, after: str) -> bool:
    """Whether the number is a parameter of a policy: what is paid per case, under which condition."""
    kind = item.quantity.kind
    if kind not in _PAYABLE:
        return False
    if _MET.match(after):
        return True
    if kind is Kind.COUNT:
        return False
    per = "/" in item.quantity.unit
    if per and "加收" in before:
        return True
    if RULE.search(before) and not _MOVED.search(before):
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
    return not _is_frame(item) and (not _CHINESE_ONLY.match(item.quantity.text) or _tells(item))


def _is_time(item: Binding) -> bool:
    return not _TIMING.search(item.before[-6:])


def _is_rank(item: Binding) -> bool:
    text = item.quantity.text
    counted = item.chained and not (item.listed and _CAME.search(item.before))
    among = text.startswith("前") or text.endswith("强")
    return not (among and counted) and "奖" not in text


def _is_amount(item: Binding) -> bool:
    """Whether money is an amount rather than a size: 超千亿元的县域, 10亿元以上项目."""
    text = item.quantity.text
    return not (item.after.strip("的") and (_CHINESE_ONLY.match(text) or text.endswith(("以上", "以下"))))


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
        ("中" in item.after and _DENOMINATOR.match(item.after))
        or ("之一" in item.after and _ONE_OF.match(item.after))
        or _CLASSES.search(item.before[-40:])
        or _STRUCTURE.match(item.after)
    )


def _quoted(item: Binding) -> bool:
    """Whether the number stands in a slogan or a title, which quotes it rather than reports it."""
    before = item.before[-40:]
    return ("“" in before or "《" in before) and any(
        before.rfind(opener) > before.rfind(closer) for opener, closer in ("“”", "《》")
    )


def _tells(item: Binding) -> bool:
    """Whether a count in Chinese numerals is a figure (新增两家) rather than a turn of phrase (两个片区)."""
    text = item.quantity.text
    if _ABSTRACT.match(item.after) or _EACH.search(item.before[-12:]):
        return False
    if len(text) > 3 or text[-1:] in "家户名人亩吨篇笔":
        return True
    return not item.after and text[:1] not in "一几"
