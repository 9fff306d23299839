"""Chinese numerals where they count, rank, divide or date; the many set phrases are left alone."""

from __future__ import annotations

import re
from decimal import Decimal

from policysum.quantity.dates import chinese_date
from policysum.quantity.measures import CHINESE_COUNTED, MONEY_BEFORE, ONE_AFTER, PLACES
from policysum.quantity.model import Bound, Kind, Value
from policysum.quantity.numerals import Numeral, chinese, decimal, scale
from policysum.quantity.amounts import Found, Tail, bound_before, clause, context, tail
from policysum.quantity.roles import quoted

__all__ = ["find", "run_end"]

_RUN = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
_FRACTION = re.compile(
    r"(?P<d>[一二两三四五六七八九十百千万]{1,4})分之(?:(?P<n>[零〇一二两三四五六七八九十百千点]{1,9})|(?P<a>\d+(?:\.\d+)?))"
)
_HALF_OF = re.compile(r"一半(?P<s>以上|左右|多)?")
_SUFFIX_BOUND = {"以上": Bound.GE, "左右": Bound.APPROX, "多": Bound.GT}
_PLAN = re.compile(
    r"(?:十[一二三四五六七八]五|[八九]五)(?=[”’\"]|时期|规划|期间|末|以来|开局|收官|计划|和|、|$)"
)
_DOUBLED = re.compile(r"(?:(?P<y>[一二两三四五六七八九十]{1,2})年)?翻(?:(?P<n>[一两二三四])番|番|了?一番)")
# 一期间, 三期叠加: here 期 is no stage.
_TERM_STOP = "间望待限盼叠满货"
_TENTHS_STOP = "立为果功员效长熟本绩都就不型份品交"
# First parts of set phrases: what a digit and the words after it make is a name, not a count.
_SET_PHRASES = re.compile(
    r"八项规定|三个代表|两个(?:维护|确立|一百年|文明|健康|毫不|中心|率先|轮子|循环|大局)|四个(?:意识|自信|全面|革命|伟大|最严|服务)|三个(?:区分|务必|一|面向)"
    r"|[一二两三四五六七八九十]个(?:一|百|千|万)|五个(?:认同|文明)|四个一|六个[一]|三件套|一个|第一(?:产业|时间|书记|线|要务|资源|生产力|动力|责任|课堂|方阵|梯队|现场|批次)"
    r"|第[二三]产业|第[二三]产|第[二三]课堂|第三方|第[一二三]次产业|第[二三](?:战场|方阵|梯队)|第[一二三四五六七八九十]+个五年|五年(?:规划|计划)|三人篮球|三项(?:世界杯|赛)|[两三四]位数|一次(?:性|供|电|能|会议)|[一二三四五六七八九十]次(?:会议|全会|全委|全体|扩大|产业|党代会|代表)|[三两]条(?:保障|底线)|一期(?:间)"
)
# A bare power of ten counts after these: 超千家, 近万人, 数十项.
_POWER_AFTER = ("超", "超过", "近", "逾", "突破", "破", "过", "上", "达", "达到", "数", "几", "约", "不足")
_PER_OUTPUT = re.compile(r"地区|GDP|生产总值|国内|工业|产值|增加值")
_ORDINAL = re.compile(r"[批届期次轮个名位]")


def run_end(text: str, at: int) -> int:
    """Where the Chinese numeral at `at` ends, at least one further."""
    m = _RUN.match(text, at)
    return m.end() if m else at + 1


def _found(start: int, end: int, kind: Kind, value: Value, unit: str = "", *, bound: Bound = Bound.EXACT,
           surface: str = "", digits: str = "", quantum: Decimal = Decimal(1)) -> Found:  # fmt: skip
    return Found(start, end, kind, value, unit, bound, surface, digits, quantum)


def find(text: str, at: int, floor: int) -> Found | None:
    """The quantity that the numeral at `at` is part of, or None for a set phrase."""
    first = text[at]
    if first in "上下":
        return _half_year(text, at)
    if first == "首":
        return _top(text, at)
    if first == "翻":
        return _doubled(text, at, at)
    if first == "半":
        return _half(text, at, floor)
    if m := _PLAN.match(text, at):
        return _found(at, m.end(), Kind.NAME, m[0], digits=m[0])
    if m := _HALF_OF.match(text, at):
        bound = _SUFFIX_BOUND.get(m["s"] or "") or bound_before(text, at, floor) or Bound.EXACT
        if bound is not Bound.EXACT or text[at - 1 : at] in ("占", "达", "的", "到"):
            return _found(at, m.end(), Kind.FRACTION, Decimal("0.5"), bound=bound, digits="一半")
        return None
    if m := _FRACTION.match(text, at):
        return _fraction(text, at, m, floor)
    if date := chinese_date(text, at):
        if quoted(text, at, date.end) is None:
            start = at - 1 if at > floor and text[at - 1] in "第" and "季度" in text[at : date.end] else at
            if text[at - 1 : at] == "前" and "季度" in text[at : date.end]:
                return _found(at - 1, date.end, Kind.DATE, f"Q1/{date.value}", digits=date.digits)
            return _found(start, date.end, Kind.DATE, date.value, digits=date.digits, quantum=Decimal(0))
        return None
    if hit := _doubled(text, at, at):
        return hit
    end = run_end(text, at)
    if text.startswith("等奖", end) and end == at + 1 and text[at - 1 : at] != "第":
        number = chinese(text[at])
        return (
            _found(at, end + 2, Kind.RANK, number.value, "等奖", surface="等奖", digits=text[at])
            if number
            else None
        )
    if _SET_PHRASES.match(text, at) or quoted(text, at, end) is not None:
        return None
    if at > floor and text[at - 1] == "第":
        return _ordinal(text, at, end, floor)
    if at > floor and text[at - 1 : at] == "前" and end - at <= 2:
        return _front(text, at, end)
    return _count(text, at, end, floor)


def _half_year(text: str, at: int) -> Found | None:
    half = "H1" if text[at] == "上" else "H2"
    before = context(text, at, 40)
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)年", before)
    value = f"{years[-1]}{half}" if years else half
    return _found(at, at + 3, Kind.DATE, value, digits="半", quantum=Decimal(0))


def _top(text: str, at: int) -> Found | None:
    if text[at + 2 : at + 3] == "度" or not any(
        w in context(text, at, 8) for w in ("居", "列", "排", "全国", "全省", "全市", "全区")
    ):
        return None
    return _found(at, at + 2, Kind.RANK, Decimal(1), "位", surface="位", digits="首")


def _doubled(text: str, at: int, start: int) -> Found | None:
    m = _DOUBLED.match(text, at)
    if not m:
        return None
    times = chinese(m["n"] or "一")
    assert times
    value = Decimal(2) ** int(times.value)
    return _found(start, m.end(), Kind.MULTIPLE, value, "倍", surface="番", digits=m[0][m[0].index("翻") :])


def _half(text: str, at: int, floor: int) -> Found | None:
    after = tail(text, at + 1)
    if after.surface not in ("年", "个月", "小时", "个小时", "天") or text[at - 1 : at] in (
        "上",
        "下",
        "大",
        "后",
    ):
        return None
    if text[at - 1 : at] == "前" and text[at - 2 : at - 1] != "提":
        return None
    if after.surface == "年" and text[after.end : after.end + 1] in ("度", "报"):
        return None
    return _found(at, after.end, Kind.DURATION, Decimal("0.5"), after.unit, bound=after.bound or Bound.EXACT,
                  surface=after.surface, digits="半", quantum=Decimal("0.5"))  # fmt: skip


def _fraction(text: str, at: int, m: re.Match[str], floor: int) -> Found | None:
    bottom = chinese(m["d"])
    top = decimal(m["a"]) if m["a"] else _point(m["n"])
    if bottom is None or top is None or not bottom.value:
        return None
    bound = bound_before(text, at, floor)
    after = tail(text, m.end())
    end = m.end()
    if after.bound and not after.kind and not after.multiplier:
        bound, end = after.bound, after.end
    if m["d"] == "百":
        return _found(
            at,
            end,
            Kind.PERCENT,
            top.value,
            "%",
            bound=bound or Bound.EXACT,
            surface="百分之",
            digits=m[0],
            quantum=top.quantum,
        )
    return _found(
        at,
        end,
        Kind.FRACTION,
        top.value / bottom.value,
        bound=bound or Bound.EXACT,
        digits=m[0],
        quantum=Decimal(0),
    )


def _point(words: str) -> Numeral | None:
    whole, dot, part = words.partition("点")
    number = chinese(whole)
    if not dot or number is None:
        return number
    figures = chinese(part)
    if figures is None:
        return None
    digits = "".join(str(c.value) for c in map(chinese, part) if c)
    return decimal(f"{number.value}.{digits}")


def _ordinal(text: str, at: int, end: int, floor: int) -> Found | None:
    if _SET_PHRASES.match(text, at - 1):
        return None
    number = chinese(text[at:end])
    if number is None:
        return None
    start = at - 1
    after = text[end : end + 1]
    if after in ("位", "名"):
        return _found(
            start,
            end + 1,
            Kind.RANK,
            number.value,
            "位" if after == "位" else "名",
            surface=after,
            digits=text[at:end],
        )
    if text[start - 2 : start] == "倒数" and start - 2 >= floor:
        return _found(start - 2, end, Kind.RANK, number.value, "位", digits=text[at:end])
    if m := _ORDINAL.match(text, end):
        if m[0] in "届" and "会议" in text[end : end + 14]:
            return None
        if m[0] == "次" and text[end + 1 : end + 3] in ("会议", "全会", "全体", "代表"):
            return None
        return _found(start, m.end(), Kind.ORDINAL, number.value, surface=m[0], digits=text[at:end])
    if PLACES.search(clause(text, start, 8)):
        return _found(start, end, Kind.RANK, number.value, "位", digits=text[at:end])
    return None


def _front(text: str, at: int, end: int) -> Found | None:
    number = chinese(text[at:end])
    after = tail(text, end)
    if number is None or text[at] == "百":
        return None
    if after.surface in ("位", "名", "强") or PLACES.search(clause(text, at - 1, 10)):
        stop = after.end if after.surface in ("位", "名") else end
        return _found(
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


def _count(text: str, at: int, end: int, floor: int) -> Found | None:
    word = text[at:end]
    # The multiplier in front of a unit that begins with 千 belongs to the unit: 两万千瓦.
    if word.endswith("千") and text[end : end + 1] in ("瓦", "米", "克", "伏") and len(word) > 1:
        word, end = word[:-1], end - 1
    number = chinese(word)
    if number is None or (len(word) > 1 and not any(c in "十百千万亿" for c in word)):
        return None
    if (
        text[end : end + 1] == "期"
        and text[end + 1 : end + 2] not in _TERM_STOP
        and word != "两"
        and len(word) <= 2
    ):
        return _found(at, end + 1, Kind.ORDINAL, number.value, digits=word)
    if (
        text[end : end + 1] == "成"
        and len(word) == 1
        and "一" <= word
        and text[end + 1 : end + 2] not in _TENTHS_STOP
    ):
        return _tenths(text, at, end, number, floor)
    if text[end : end + 1] == "级" and word[-1] == "亿":
        return _unnamed_amount(text, at, end, number, floor)
    several = at > floor and text[at - 1] in ("数", "几", "上", "好几") and word[0] in "十百千万亿"
    after = tail(text, end)
    if after.kind is None and not several and not after.bound:
        return None
    if not _allowed(text, at, word, after, several):
        return None
    bound = after.bound or bound_before(text, at, floor) or Bound.EXACT
    start = at
    if several:
        # 上百: at least a hundred; 数百, 几百: some hundreds.
        start, bound = at - 1, Bound.GE if text[at - 1] == "上" else Bound.GT
    if after.kind is Kind.DURATION and text[at - 1 : at] == "近":
        bound = after.bound or Bound.EXACT
    value = scale(number, after.exponent)
    kind, unit = after.kind or Kind.COUNT, after.unit
    return _found(
        start,
        after.end,
        kind,
        value.value,
        unit,
        bound=bound,
        surface=after.surface,
        digits=word,
        quantum=value.quantum,
    )


def _unnamed_amount(text: str, at: int, end: int, number: Numeral, floor: int) -> Found | None:
    """两万亿级: money where the clause speaks of it; a bare 千亿级 only describes."""
    if text[at] in "百千万亿" or not MONEY_BEFORE.search(context(text, at, 16)):
        return None
    return _found(at, end, Kind.MONEY, number.value, "元", bound=bound_before(text, at, floor) or Bound.EXACT,
                  surface=text[end - 1], digits=text[at:end], quantum=number.quantum)  # fmt: skip


def _tenths(text: str, at: int, end: int, number: Numeral, floor: int) -> Found:
    after = tail(text, end)
    value = scale(number, -1)
    return _found(at, after.end, Kind.FRACTION, value.value, "", bound=after.bound or bound_before(text, at, floor) or Bound.EXACT,
                  surface="成", digits=text[at : end + 1], quantum=value.quantum)  # fmt: skip


def _allowed(text: str, at: int, word: str, after: Tail, several: bool) -> bool:
    """Whether the numeral counts here, and is not part of a set phrase."""
    surface = after.surface
    if after.kind is Kind.MONEY:
        # 三元 and 万元生产总值能耗 are a brand and a unit.
        return len(word) > 1 or (word in "百千万亿十" and not _PER_OUTPUT.match(text, after.end))
    if several:
        return True
    if word[0] in "百千万亿" and all(c in "百千万亿" for c in word):
        if after.bound:
            return True
        before = context(text, at, 3)
        return before.endswith(_POWER_AFTER) and surface != ""
    if len(word) > 1:
        return surface not in ("届", "大", "国")
    if word == "一":
        return surface in CHINESE_COUNTED and surface != "批" and context(text, at, 4).endswith(ONE_AFTER)
    if word in "零二":
        return False
    if word == "十":
        return bool(after.bound) or surface in CHINESE_COUNTED or after.kind is Kind.DURATION
    if after.kind is Kind.DURATION:
        return after.unit in ("年", "个月", "天", "周", "小时")
    if after.kind in (Kind.MEASURE, Kind.MULTIPLE, Kind.PERCENT):
        return surface not in ("度", "里", "方", "P", "分")
    return surface in CHINESE_COUNTED
