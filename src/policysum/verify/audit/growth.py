"""Rates and differences against the levels they are said of: `从51.54亿元增长到77.49亿元，年复合增长率22.6%`."""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING

from policysum.quantity import Kind
from policysum.verify.audit.interval import Interval, amount, plain, printed, share, size
from policysum.verify.audit.passage import AMOUNTS, relation, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policysum.quantity import Quantity
    from policysum.summary import Relation
    from policysum.verify.audit.passage import Passage

__all__ = ["audit_growth"]

_TRANSITION = re.compile(
    r"[^，,。；、]{0,16}(?:增长|增加|提高|提升|上升|扩大|发展|攀升|上涨|拓展|扩展|壮大|跃升|增|升|扩|涨"
    r"|下降|降低|减少|缩小|压缩|回落|下调|缩短|降|减)(?:到了|到|至|为)[^，,。；、]{0,10}"
)
_DOWN = re.compile(r"下降|降低|减少|缩小|压缩|回落|下调|缩短|降|减|少|低")
_FROM = re.compile(r"[由从][^，,。；、]{0,24}$")

# What may stand between a level and the rate that is said of it, and nothing else.
_RATE = re.compile(
    r"[，,、（(]?(?:实现|保持|平均|累计|五年|比上年|较上年|同比|环比|总量|总体|分别)?(?P<pace>年均|年平均|年复合|年度复合|每年|年)?"
    r"(?P<compound>复合)?(?:平均)?(?P<word>递增|增长率|增长|增速|增幅|提高|提升|上升|增加|扩大|下降|降低|减少|回落|缩小|降幅)"
    r"(?:了|约|近|超过?|达到?|为|率|速度)*"
)
_DELTA = re.compile(
    r"[，,、]?(?:比|较)[^，,。；、]{0,14}?(?:净增加?|增加|增长|增收|多|提高|减少|下降|降低|少)(?:了|约)?"
)
_REAL_TERMS = re.compile(r"生产总值|增加值|GDP|经济总量|生产率|可支配收入|可比|不变价|实际|同口径|扣除|剔除")
"""Official growth of these is at constant prices or like for like, and need not follow from printed levels."""


def audit_growth(passage: Passage) -> Iterator[Relation]:
    """Rates, multiples and differences against two levels of the same sentence."""
    numbers = passage.numbers
    for second in range(1, len(numbers)):
        first = second - 1
        if not passage.kin(first, second) or not _TRANSITION.fullmatch(passage.between(first, second)):
            continue
        if not _FROM.search(passage.before(first)):
            continue
        if second + 1 < len(numbers):
            yield from _rate_of_transition(passage, first, second)
    for at in range(1, len(numbers)):
        yield from _delta(passage, at)
        yield from _point_gap(passage, at)


def _rate_of_transition(passage: Passage, first: int, second: int) -> Iterator[Relation]:
    low, high, rate = passage.numbers[first], passage.numbers[second], passage.numbers[second + 1]
    said = _RATE.fullmatch(passage.between(second, second + 1))
    start, end = amount(low), amount(high)
    if said is None or start is None or end is None:
        return
    if rate.unit == "百分点" or (passage.kin(second, second + 1) and low.kind in AMOUNTS):
        down = bool(_DOWN.search(said["word"]))
        yield from _difference(rate, low, high, start - end if down else end - start)
        return
    change = _change(rate, down=bool(_DOWN.search(said["word"])))
    ratio = end.over(start)
    if change is None or ratio is None or low.kind not in AMOUNTS | {Kind.PERCENT}:
        return
    years = _years(passage, first, second)
    if said["pace"] or said["compound"]:
        if years is None:
            return
        yield _compound(passage, (low, high, rate), ratio, change, years)
    elif rate.kind is Kind.MULTIPLE or years is not None or "五年" in said[0] or "累计" in said[0]:
        yield from _total(passage, (low, high, rate), ratio, change)


def _change(rate: Quantity, *, down: bool) -> Interval | None:
    """A rate as the factor by which a level changes, less one."""
    span = share(rate) if rate.kind in {Kind.PERCENT, Kind.FRACTION} else amount(rate)
    if span is None or rate.kind not in {Kind.PERCENT, Kind.FRACTION, Kind.MULTIPLE}:
        return None
    return Interval(-span.high, -span.low) if down else span


def _years(passage: Passage, first: int, second: int) -> int | None:
    """How many years lie between two levels: from the years named, or those named for the level before."""
    early = passage.years_in(passage.start, passage.numbers[first].start)
    late = passage.years_in(passage.numbers[first].end, passage.numbers[second].start)
    if early and late and late[-1] > early[-1]:
        passage.years = (early[-1], late[-1])
        return late[-1] - early[-1]
    if not early and not late and passage.previous is not None and passage.previous.years is not None:
        passage.years = passage.previous.years  # the sentence before set the frame
        return passage.years[1] - passage.years[0]
    return None


def _power(ratio: Interval, years: int) -> Interval:
    root = 1.0 / years
    return Interval(ratio.low**root - 1.0, (ratio.high**root if ratio.high < inf else inf) - 1.0)


def _compound(
    passage: Passage,
    numbers: tuple[Quantity, Quantity, Quantity],
    ratio: Interval,
    change: Interval,
    years: int,
) -> Relation:
    low, high, rate = numbers
    truth = _power(ratio, years)
    middle = (size(high) / size(low)) ** (1.0 / years) - 1.0
    later, earlier = printed(high, low)
    sum_text = f"({later}/{earlier})^(1/{years})-1 = {plain(middle * 100)}%"
    what = f"{low.text} → {high.text} in {years} years at {rate.text} a year"
    kind = "growth rate vs levels"
    if truth.meets(change):
        return relation(kind, what, numbers, sum_text, "consistent")
    simple = Interval((ratio.low - 1) / years, (ratio.high - 1) / years)
    if simple.meets(change):
        note = f"{sum_text}; the simple average {plain((simple.low + simple.high) * 50 / 1)}% a year fits"
        return relation(kind, what, numbers, note, "consistent")
    return relation(kind, what, numbers, f"{sum_text}, stated {rate.text}", _unless_real(passage))


def _total(
    passage: Passage, numbers: tuple[Quantity, Quantity, Quantity], ratio: Interval, change: Interval
) -> Iterator[Relation]:
    low, high, rate = numbers
    grown = Interval(ratio.low - 1, ratio.high - 1)
    middle = size(high) / size(low)
    fits = grown.meets(change) or (rate.kind is Kind.MULTIPLE and ratio.meets(change))
    later, earlier = printed(high, low)
    sum_text = f"{later}/{earlier} = {plain(middle)}, a change of {plain((middle - 1) * 100)}%"
    yield relation(
        "growth rate vs levels",
        f"{low.text} → {high.text} told as {rate.text}",
        numbers,
        sum_text if fits else f"{sum_text}, stated {rate.text}",
        "consistent" if fits else _unless_real(passage),
    )


def _unless_real(passage: Passage) -> str:
    return "cannot tell" if _REAL_TERMS.search(passage.text, passage.start, passage.end) else "inconsistent"


def _difference(
    gap: Quantity, low: Quantity, high: Quantity, truth: Interval, kind: str = "difference"
) -> Iterator[Relation]:
    stated = amount(gap)
    if stated is None:
        return
    value = abs(size(high) - size(low))
    fits = truth.meets(stated)
    later, earlier = printed(high, low)
    sum_text = f"|{later}-{earlier}| = {shown(value, gap, 4)}"
    yield relation(
        kind,
        f"{low.text} and {high.text} differ by {gap.text}",
        (low, high, gap),
        sum_text if fits else f"{sum_text}, stated {gap.text}",
        "consistent" if fits else "inconsistent",
    )


def _delta(passage: Passage, at: int) -> Iterator[Relation]:
    """`30788元，比2010年增加13480元，年均递增12.2%`: level, difference from the base, rate."""
    numbers = passage.numbers
    if at + 1 >= len(numbers):
        return
    level, delta, rate = numbers[at - 1 : at + 2]
    said = _RATE.fullmatch(passage.between(at, at + 1))
    if not passage.kin(at - 1, at) or said is None or level.kind not in AMOUNTS or rate.unit == "百分点":
        return
    words = _DELTA.fullmatch(passage.between(at - 1, at))
    now, gap = amount(level), amount(delta)
    if words is None or now is None or gap is None:
        return
    down = bool(_DOWN.search(words[0]))
    if down is not bool(_DOWN.search(said["word"])):
        return
    base = now + gap if down else now - gap
    ratio, change = now.over(base), _change(rate, down=down)
    if ratio is None or change is None:
        return
    years = 1
    if said["pace"] or said["compound"]:
        frame = _frame(passage, level, delta)
        if frame is None:
            return
        years = frame
    value = size(level) + (size(delta) if down else -size(delta))
    grown = (size(level) / value) ** (1.0 / years) - 1.0
    fits = _power(ratio, years).meets(change)
    sum_text = f"base {shown(value, level)}; ({printed(level)[0]}/base)^(1/{years})-1 = {plain(grown * 100)}%"
    yield relation(
        "growth rate vs levels",
        f"{level.text}, {delta.text} {'less' if down else 'more'} than the base, a rate of {rate.text}",
        (level, delta, rate),
        sum_text if fits else f"{sum_text}, stated {rate.text}",
        "consistent" if fits else _unless_real(passage),
    )


def _frame(passage: Passage, level: Quantity, delta: Quantity) -> int | None:
    """The years from the base to the level; the year of the level may stand in the sentence before."""
    early = passage.years_in(level.end, delta.start)
    late = passage.years_in(passage.start, level.start)
    if not late and passage.previous is not None and passage.previous.years is not None:
        late = [passage.previous.years[1]]
    if not (early and late and late[-1] > early[-1]):
        return None
    passage.years = (early[-1], late[-1])
    return late[-1] - early[-1]


_HIGHER = re.compile(
    r"[，,、]?(?:[^，,。；、]{0,4})(?P<word>高于|低于|高出|快于|慢于)[^，,。；、]{0,16}(?:的|平均水平|水平|为|（)"
)
_GAP = re.compile(
    r"(?:平均水平|水平)?[）)]?[，,、]?(?:约|高出?|低|多|少|快|慢|提高|提升|上升|下降|降低|回落|增加)+了?"
)
_THAN = re.compile(r"[，,、]?(?:比|较)[^，,。；、]{0,16}(?:的|为|（)")


def _point_gap(passage: Passage, at: int) -> Iterator[Relation]:
    """Two percentages said to be above or below each other, with or without the points between them."""
    numbers = passage.numbers
    one, other = numbers[at - 1], numbers[at]
    if not passage.kin(at - 1, at) or one.unit != "%":
        return
    between = passage.between(at - 1, at)
    first, second = amount(one), amount(other)
    if first is None or second is None:
        return
    higher = _HIGHER.fullmatch(between)
    if at + 1 < len(numbers) and numbers[at + 1].unit == "百分点" and (higher or _THAN.fullmatch(between)):
        said = _GAP.fullmatch(passage.between(at, at + 1))
        if said:
            down = bool(re.search(r"低|少|慢|下降|回落", said[0]))
            yield from _difference(numbers[at + 1], other, one, second - first if down else first - second)
            return
    if higher:
        above = higher["word"] in {"高于", "高出", "快于"}
        fits = first.high > second.low if above else first.low < second.high
        sign = ">" if size(one) > size(other) else "<="
        yield relation(
            "comparison",
            f"{one.text} {higher['word']} {other.text}",
            (one, other),
            f"{one.text} {sign} {other.text}",
            "consistent" if fits else "inconsistent",
        )
