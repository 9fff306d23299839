"""Chinese numerals where they count, rank, divide or date; the many set phrases are left alone."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.quantity.chinese_shares import (
    PHRASE,
    found,
    fraction,
    half_of,
    halved,
    neighbours,
    past_half,
    tenths,
)
from policysum.quantity.dates import chinese_date
from policysum.quantity.measures import (
    CHINESE_COUNTED,
    FRONT,
    MONEY_BEFORE,
    MONEY_RIGHT_BEFORE,
    ONE_AFTER,
    PLACES,
    TIMES_AFTER,
    among_best,
)
from policysum.quantity.model import Bound, Kind, Span
from policysum.quantity.money import small_follows
from policysum.quantity.numerals import Numeral, chinese, scale
from policysum.quantity.roles import quoted
from policysum.quantity.tails import (
    AND_A_HALF,
    Tail,
    and_a_half,
    bound_before,
    clause,
    context,
    tail,
    unit_at,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from policysum.quantity.found import Found

__all__ = ["find", "run_end"]

_RUN = re.compile(r"[零〇一二两三四五六七八九十百千万亿廿卅卌]+")
_TO = re.compile(r"[至到—\-~～]")
_SCHOOLS = re.compile(r"[一二三]本(?=以上|线|院校|高校|大学|批次|上线|录取|[\d，。、；]|$)")
"""Classes of universities: 二本以上 counts no books."""
_REACHED_GRADE = re.compile(r"(?:达到?|迈入|跨入|进入|升至|成为)$")
"""产业规模达百亿级 says how large it is; 打造百亿级产业 only describes."""
_PLAN = re.compile(
    r"(?:十[一二三四五六七八]五|[八九]五)(?=[”’\"]|时期|规划|期间|末|以来|开局|收官|计划|和|、|$)"
)
_DOUBLED = re.compile(r"(?:(?P<y>[一二两三四五六七八九十]{1,2})年)?翻(?:(?P<n>[一两二三四])番|番|了?一番)")
# 一期间, 三期叠加: here 期 is no stage.
_TERM_STOP = "间望待限盼叠满货"
_HUNDRED_MILLION = 8
"""The power of ten of 亿."""
# First parts of set phrases: what a digit and the words after it make is a name, not a count.
_SET_PHRASES = re.compile(
    r"八项规定|三个代表|两个(?:维护|确立|一百年|文明|健康|毫不|中心|率先|轮子|循环|大局)|四个(?:意识|自信|全面|革命|伟大|最严|服务)|三个(?:区分|务必|一|面向)"
    r"|[一二两三四五六七八九十]个(?:一|百|千|万)|五个(?:认同|文明)|四个一|六个[一]|三件套|一个(?!半[小月])|第一(?:产业|时间|书记|线|要务|资源|生产力|动力|责任|课堂|方阵|梯队|现场|批次)"
    r"|第[一二三](?:[、和][二三])*(?:次)?产业|十分(?!之|钟)|第一档|第[二三]课堂|第三方|第[一二三]次产业|第[二三](?:战场|方阵|梯队)|第[一二三四五六七八九十]+个五年|五年(?:规划|计划)|[三五]位一体|三人篮球|三项(?:世界杯|赛)|[两三四]位数|一次(?:性|供|电|能|会议)|[一二三四五六七八九十]{1,3}次(?:、[一二三四五六七八九十]{1,3}次)?(?:会议|全会|全委|全体|扩大|产业|党代会|代表)|[三两]条(?:保障|底线)|一期(?:间)"
)
_ABOUT_UNITS = CHINESE_COUNTED | {"年", "个月", "天", "周", "小时", "元", "倍", "亩", "公里"}
# A bare power of ten counts after these: 超千家, 近万人, 数十项.
_POWER_AFTER = ("超", "超过", "近", "逾", "突破", "破", "过", "上", "达", "达到", "数", "几", "约", "不足")
# Money too, and 迈上万亿元台阶; elsewhere such a word is a unit (单位：万元, 万元GDP能耗) or a class (千亿元级).
_MONEY_AFTER = (*_POWER_AFTER, "超过了", "突破了", "跨过", "迈过", "迈上", "站上", "到")
_PER_OUTPUT = re.compile(r"地区|GDP|生产总值|国内|工业|产值|增加值|级")
# 第三批, 第二届: what is numbered one after the other.
# 数十, 几百, 上千; not 人数百余人, 以上十项.
_SEVERAL = re.compile(
    r"(?:^|[^人总基指个倍件户次额位参])数$|几$|(?:^|[^以之线网路晚早市车迈跨跃登站踏攀])上$"
)
# 摆在第一位 praises and ranks nothing.
_PRAISED = ("放在", "摆在", "置于", "作为")
_POWERS = "百千万亿"
_UNIT_CHARS = frozenset("十百千万亿廿卅卌")
_AFTER_QIAN = ("瓦", "米", "克", "伏")
_SPOKEN_DURATIONS = frozenset({"年", "个月", "天", "周", "小时"})
# 三度, 八里, 四方: set phrases far more often than measures.
_NOT_SPOKEN = frozenset({"度", "里", "方", "P", "分"})
# 第一、二批; 第一、第二批: the others share the last one's word.
_ORDINAL_LIST = re.compile(r"(?:[、和至]第?[一二三四五六七八九十]{1,3})+[批期届轮次]")
_LISTED_ORDINAL = re.compile(r"第[一二三四五六七八九十]{1,3}[、和至]$")
_PAST_YEAR = re.compile(r"一年(?:以来|来)")
_YEAR_AFTER = frozenset({"过去", "去的", "这的", "近的", "刚过"})
_ORDERED = frozenset("批届期次轮个家条座所部台")
# 第五次会议, 第十四届人民代表大会第一次会议 are names.
_MEETING = re.compile(r"届[^。；]{0,12}?会议|次(?:会议|全会|全体|代表)")
_NOT_FRONT = frozenset("提目之以日此年当先")
_HALVED = frozenset({"年", "个月", "小时", "个小时", "天"})
_TOP_AFTER = re.compile(r"居|列|排|全国|全省|全市|全区")
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


def run_end(text: str, at: int) -> int:
    """Where the Chinese numeral at `at` ends, at least one further."""
    m = _RUN.match(text, at)
    return m.end() if m else at + 1


def find(text: str, at: int, floor: int) -> Found | None:
    """The quantity that the numeral at `at` is part of, or None for a set phrase."""
    opener = _OPENERS.get(text[at])
    if opener:
        return opener(text, at, floor)
    end = run_end(text, at)
    if text[end - 1] == "五" and (hit := _plan(text, at)):
        return hit
    for form in _BEFORE.get(text[end : end + 1], ()):
        if hit := form(text, at, floor):
            return None if hit is PHRASE else hit
    if _SET_PHRASES.match(text, at) or _SCHOOLS.match(text, at) or quoted(text, at, end) is not None:
        return None
    return _counted(text, at, end, floor)


def _plan(text: str, at: int) -> Found | None:
    m = _PLAN.match(text, at)
    return found(at, m.end(), Kind.NAME, m[0], digits=m[0]) if m else None


def _date(text: str, at: int, floor: int) -> Found | None:
    date = chinese_date(text, at)
    if not date:
        return None
    if quoted(text, at, date.end) is not None:
        return PHRASE
    start, value = at, date.value
    if date.value.startswith("Q") and at > floor and text[at - 1] in "第前":
        start -= 1
        value = f"Q1/{value}" if text[start] == "前" else value
    return found(start, date.end, Kind.DATE, value, digits=date.digits, quantum=Decimal(0))


def _prize(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    number = chinese(text[at])
    if not number or not text.startswith("等奖", at + 1):
        return None
    return found(at, at + 3, Kind.RANK, number.value, "等奖", surface="等奖", digits=text[at])


def _best(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    """入围全省十强: a place among the best, unless it names those that have one (百强县, 十强企业)."""
    end = run_end(text, at)
    number = chinese(text[at:end])
    if number is None or not among_best(text, at, end + 1):
        return None
    return found(
        at, end + 1, Kind.RANK, number.value, "强", bound=Bound.LE, surface="强", digits=text[at:end]
    )


def _counted(text: str, at: int, end: int, floor: int) -> Found | None:
    before = text[at - 1] if at > floor else ""
    if before == "第":
        return _ordinal(text, at, end, floor)
    if before == "前" and end - at <= 2 and text[at - 2 : at - 1] not in _NOT_FRONT:
        return _front(text, at, end) or _count(text, at, end, floor)
    return _count(text, at, end, floor)


def _half_year(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    half = "H1" if text[at] == "上" else "H2"
    before = context(text, at, 40)
    years = _YEAR_BEFORE.findall(before)
    value = f"{years[-1]}{half}" if years else half
    return found(at, at + 3, Kind.DATE, value, digits="半", quantum=Decimal(0))


def _top(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    if text.startswith("度", at + 2) or not _TOP_AFTER.search(context(text, at, 8)):
        return None
    return found(at, at + 2, Kind.RANK, Decimal(1), "位", surface="位", digits="首")


def _doubled(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    m = _DOUBLED.match(text, at)
    if m and quoted(text, at, m.end(), reach=16):
        return PHRASE if text[at] != "翻" else None  # a slogan: “三年攀高、五年翻番”
    times = chinese(m["n"] or "一") if m else None
    if not m or not times:
        return None
    value = Decimal(2) ** int(times.value)
    return found(at, m.end(), Kind.MULTIPLE, value, "倍", surface="番", digits=m[0][m[0].index("翻") :])


def _half(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    after = tail(text, at + 1)
    before = text[max(0, at - 2) : at]
    if after.surface not in _HALVED or before.endswith(("上", "下", "大", "后")):
        return None
    if before.endswith("前") and before != "提前":
        return None
    if after.surface == "年" and text[after.end : after.end + 1] in ("度", "报"):
        return None
    return found(at, after.end, Kind.DURATION, Decimal("0.5"), after.unit, bound=after.bound or Bound.EXACT,
                  surface=after.surface, digits="半", quantum=Decimal("0.5"))  # fmt: skip


def _ordinal(text: str, at: int, end: int, floor: int) -> Found | None:  # noqa: PLR0911 - one return a shape
    number = chinese(text[at:end])
    if number is None or _SET_PHRASES.match(text, at - 1):
        return None
    start, after, digits = at - 1, text[end : end + 1], text[at:end]
    if context(text, start, 2) in _PRAISED:
        return None
    if after in ("位", "名"):
        return found(start, end + 1, Kind.RANK, number.value, after, surface=after, digits=digits)
    if text[start - 2 : start] == "倒数" and start - 2 >= floor:
        return found(start - 2, end, Kind.RANK, number.value, "位", digits=digits)
    if _MEETING.match(text, end):
        return None
    if _ORDINAL_LIST.match(text, end):
        return found(start, end, Kind.ORDINAL, number.value, digits=digits)
    if after in _ORDERED:
        return found(start, end + 1, Kind.ORDINAL, number.value, digits=digits)
    if PLACES.search(clause(text, start, 8)):
        return found(start, end, Kind.RANK, number.value, "位", digits=digits)
    return None


def _front(text: str, at: int, end: int) -> Found | None:
    number = chinese(text[at:end])
    after = tail(text, end)
    if number is None or text[at] == "百":
        return None
    placed = after.surface in ("位", "名", "强")
    if placed or (after.kind is None and FRONT.search(clause(text, at - 1, 10))):
        stop = after.end if after.surface in ("位", "名") else end
        return found(
            at - 1,
            stop,
            Kind.RANK,
            number.value,
            after.unit or "位",
            bound=Bound.LE,
            surface=after.surface,
            digits=text[at:end],
        )
    return None


def _about(text: str, at: int, end: int) -> Found | None:
    """两三家, 四五百家, 十七八个, 六七成: a range between two neighbouring digits."""
    several = neighbours(text[at:end])
    if not several:
        return None
    low, high = several
    after = tail(text, end)
    tenths = after.surface == "成"
    if not (tenths or after.unit in _ABOUT_UNITS):
        return None
    exponent = -1 if tenths else after.exponent
    value = scale(low, exponent).value, scale(high, exponent).value
    return found(at, after.end, after.kind or Kind.COUNT, value, "" if tenths else after.unit,
                  bound=after.bound or Bound.APPROX, surface=after.surface, digits=text[at:end],
                  quantum=scale(high, exponent).quantum)  # fmt: skip


def _count(text: str, at: int, end: int, floor: int) -> Found | None:
    # The 千 in front of 瓦 or 米 belongs to the unit: 两万千瓦.
    if text[end - 1] == "千" and text[end : end + 1] in _AFTER_QIAN and end - at > 1:
        end -= 1
    word = text[at:end]
    if about := _about(text, at, end):
        return about
    number = chinese(word)
    if number is None or _digits_only(word):
        return None
    for form in (_range, _listed_ordinal, _stage, tenths, _unnamed_amount, _past_year):
        if hit := form(text, Span(at, end), number, floor):
            return hit
    return _plain_count(text, Span(at, end), number, floor)


def _listed_ordinal(text: str, span: Span, number: Numeral, floor: int) -> Found | None:  # noqa: ARG001 - one signature
    at, end = span
    if text[end : end + 1] not in ("批", "届", "轮") or not _LISTED_ORDINAL.search(text, max(0, at - 5), at):
        return None
    return found(at, end + 1, Kind.ORDINAL, number.value, digits=text[at:end])


def _plain_count(text: str, span: Span, number: Numeral, floor: int) -> Found | None:
    at, end = span
    word = text[at:end]
    several = at > floor and word[0] in _UNIT_CHARS and _SEVERAL.search(text, max(0, at - 2), at) is not None
    after = tail(text, end)
    if not _allowed(text, Span(at, end), after, several=several):
        return None
    number, after = _last_group_scaled(word, number, after)
    bound = after.bound or bound_before(text, at, floor) or Bound.EXACT
    start = at
    if several:
        # 上百: at least a hundred; 数百, 几百: some hundreds.
        start, bound = at - 1, Bound.GE if text[at - 1] == "上" else Bound.GT
    if after.kind is Kind.DURATION and text[at - 1 : at] == "近":
        bound = after.bound or Bound.EXACT
    value = and_a_half(scale(number, after.exponent), after)
    kind, unit = after.kind, after.unit
    if kind is None and word[-1] in _UNIT_CHARS and MONEY_RIGHT_BEFORE.search(clause(text, start, 12)):
        kind, unit = Kind.MONEY, "元"  # 亩均税收百万以上
    return found(start, after.end, kind or Kind.COUNT, value.value, unit, bound=bound,
                  surface=after.surface, digits=word, quantum=value.quantum)  # fmt: skip


def _range(text: str, span: Span, low: Numeral, floor: int) -> Found | None:
    """四至六个, 三到五年: both ends before one unit."""
    at, end = span
    if not _TO.match(text, end):
        return None
    stop = run_end(text, end + 1)
    high = chinese(text[end + 1 : stop])
    after = tail(text, stop)
    if high is None or low.value >= high.value or after.kind is None:
        return None
    if _digits_only(text[end + 1 : stop]) or not _allowed(text, Span(end + 1, stop), after, several=False):
        return None
    bound = after.bound or bound_before(text, at, floor) or Bound.EXACT
    value = scale(low, after.exponent).value, scale(high, after.exponent).value
    return found(at, after.end, after.kind, value, after.unit, bound=bound, surface=after.surface,
                  digits=text[at:stop], quantum=scale(high, after.exponent).quantum)  # fmt: skip


def _last_group_scaled(word: str, number: Numeral, after: Tail) -> tuple[Numeral, Tail]:
    """What follows 亿 in a numeral is scaled alone by the 万 behind it: 六亿三千多万."""
    cut = word.rfind("亿") + 1
    low = chinese(word[cut:]) if 0 < cut < len(word) and 0 < after.exponent < _HUNDRED_MILLION else None
    high = chinese(word[:cut]) if low else None
    if low is None or high is None:
        return number, after
    low = scale(low, after.exponent)
    return Numeral(high.value + low.value, low.quantum), after._replace(exponent=0)


def _digits_only(word: str) -> bool:
    """三四 of 三四轮车, 一二三 of 一二三产业: digits in a row are no count."""
    return len(word) > 1 and not any(c in _UNIT_CHARS for c in word)


def _stage(text: str, span: Span, number: Numeral, floor: int) -> Found | None:  # noqa: ARG001 - one signature
    at, end = span
    if (
        text[end : end + 1] != "期"
        or text[end + 1 : end + 2] in _TERM_STOP
        or text[at] == "两"
        or end - at > 2
    ):
        return None
    return found(at, end + 1, Kind.ORDINAL, number.value, digits=text[at:end])


def _past_year(text: str, span: Span, number: Numeral, floor: int) -> Found | None:  # noqa: ARG001 - one signature
    at, end = span
    past = text[at:end] == "一" and text[end : end + 1] == "年" and text[max(0, at - 2) : at] in _YEAR_AFTER
    if not past and not _PAST_YEAR.match(text, at):
        return None
    return found(at, end + 1, Kind.DURATION, number.value, "年", surface="年", digits=text[at:end])


def _unnamed_amount(text: str, span: Span, number: Numeral, floor: int) -> Found | None:
    """两万亿级: money where the clause speaks of it; a bare 千亿级 only describes."""
    at, end = span
    graded = text.startswith("级", end)
    if text[end - 1] != "亿" or unit_at(text, end + graded):
        return None
    bound = bound_before(text, at, floor)
    if graded and not bound and _REACHED_GRADE.search(text, max(floor, at - 3), at):
        bound = Bound.GE
    of_money = MONEY_BEFORE.search(context(text, at, 16)) or (
        graded and bound and "规模" in context(text, at, 8)
    )
    if not of_money or (text[at] in _POWERS and not bound):
        return None
    return found(at, end, Kind.MONEY, number.value, "元", bound=bound or Bound.EXACT,
                  surface=text[end - 1], digits=text[at:end], quantum=number.quantum)  # fmt: skip


def _allowed(text: str, span: Span, after: Tail, *, several: bool) -> bool:
    """Whether the numeral counts here, and is not part of a set phrase."""
    word, surface = text[span.start : span.end], after.surface
    if after.kind is None or surface == "级":
        return (several or after.bound is not None) and surface != "级"
    if after.kind is Kind.MONEY:
        return _money_allowed(text, span, after, several=several)
    if several or after.bound or surface == "号":
        return surface != "号"
    if all(c in _POWERS for c in word):
        return context(text, span.start, 3).endswith(_POWER_AFTER)
    if len(word) > 1:
        return surface not in ("届", "大", "国")
    return _digit_allowed(text, span.start, word, after)


def _money_allowed(text: str, span: Span, after: Tail, *, several: bool) -> bool:
    """三元 and 万元生产总值能耗 are a brand and a unit; 超万亿元 is an amount."""
    word = text[span.start : span.end]
    if any(c not in _POWERS for c in word):
        return len(word) > 1 or after.surface == "个亿" or small_follows(text, after.end)
    said = several or after.bound or context(text, span.start, 3).endswith(_MONEY_AFTER)
    return bool(said) and not _PER_OUTPUT.match(text, after.end)


def _digit_allowed(text: str, at: int, word: str, after: Tail) -> bool:
    """Whether one Chinese digit (or 十) counts; 二 never does (两 is what counts), 一 rarely."""
    if word in "零〇二" or (after.surface == "次" and text[at - 1 : at] == "届"):
        return False
    if word == "一" and after.surface not in AND_A_HALF:
        before = context(text, at, 4)
        if after.surface == "倍":
            return before.endswith(TIMES_AFTER)
        return after.surface in CHINESE_COUNTED and after.surface != "批" and before.endswith(ONE_AFTER)
    if after.kind is Kind.DURATION:
        return after.unit in _SPOKEN_DURATIONS
    if after.kind in (Kind.MEASURE, Kind.MULTIPLE, Kind.PERCENT):
        return after.surface not in _NOT_SPOKEN
    return after.surface in CHINESE_COUNTED or (word == "两" and after.surface == "届")


_OPENERS: dict[str, Callable[[str, int, int], Found | None]] = {
    "上": _half_year, "下": _half_year, "首": _top, "翻": _doubled, "半": _half, "过": past_half,
    "减": halved,
}  # fmt: skip
# What the character after a numeral leaves open; tried in this order, before the set phrases and what merely counts.
_BEFORE: dict[str, tuple[Callable[[str, int, int], Found | None], ...]] = {
    "半": (half_of,), "分": (fraction,), "等": (_prize,), "强": (_best,), "年": (_date, _doubled),
    **dict.fromkeys("月季至到—-○", (_date,)),
}  # fmt: skip
