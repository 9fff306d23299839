"""Which numbers measure something, and which only say what is counted: 亿元以上项目3万个."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.measures import among_best
from policysum.quantity.model import Bound, Kind
from policysum.statements.binding import WINDOW, Binding
from policysum.statements.property_words import follower

if TYPE_CHECKING:
    from policysum.quantity.model import Quantity, Span

__all__ = ["criterion", "is_criterion", "is_value", "joined_to"]

_DURATION, _MONEY, _MEASURE = Kind.DURATION, Kind.MONEY, Kind.MEASURE
_NEVER_VALUES = frozenset({Kind.DATE, Kind.ORDINAL, Kind.DOCNUMBER, Kind.NAME})
_WORDS = table("binding_words")
_MEASURED_TIME = _WORDS.compiled("{measured|signs.from_first}{after_measured}?$")
_AGO = _WORDS.words("ago")
"""Behind years that only say when: 由五年前的20家增加到90家."""
_LEVEL_APART = 40
_LEVEL_CODE = _WORDS.compiled(r"\d{2,7}{topic_words.budget_level}[）)]")
_CODE_BEFORE = _WORDS.compiled(r"\d{2,7}{topic_words.budget_level}[）)][^，,。；;：:、（）()\d]{2,30}[（(]$")
_CODE_BEHIND = _WORDS.compiled(
    r"[）)][^，,。；;：:、（）()\d]{2,30}[（(]\d{2,7}{topic_words.budget_level}[）)]"
)
_CLASSED = _WORDS.compiled(r"{signs.grade}?{signs.of}?[^，。、；;,\s\d（）()“”]{0,10}?{classed}")
"""What a threshold selects: 亿元以上项目, 80岁以上老年人, 过三千亿元城市."""
_LED_IN = _WORDS.compiled(r"(?:^|[，,、；;：:。\s]|{signs.among})$")
_SIZED_WORKS = _WORDS.compiled(r"{works_sized}(?=[\d０-９])")
"""Things that are named by their size: 其中10亿元项目2个."""
_AGED = _WORDS.compiled(
    r"(?:(?:、|{list_words.joint|list_words.other_joint|number_words.to})\d{1,3}{age}{bound_cues.suffix}){0,4}"
    r"{signs.of}?[^，。、；;,\s\d（）()“”]{0,6}?{aged|money_words.people_noun}"
)
"""Of whom an age or a list of ages is given: 60岁以上、80岁以上人群."""
_BAND = _WORDS.compiled(
    r"(?:(?:、|{list_words.joint|list_words.other_joint|number_words.to})\d{1,3}{age}{bound_cues.suffix}){0,4}{signs.of}?"
    r"(?=[\d０-９][\d０-９.,，]{0,12}{numerals.big}?{signs.people})"
)
"""Where those of an age are counted right behind it: 60岁以上4564人, 0—14岁的5145人."""
_SELECTED = _WORDS.compiled(r"{signs.of}[^，。、；;,\s\d（）()“”]{1,10}(?=\d)")
"""The same of any measure, where the number of those selected follows: 30万亩以上的大型灌区21处."""
_THRESHOLD = _WORDS.compiled("{bound_cues.suffix}$")
_SELECTS = frozenset(_WORDS.words("selects"))
_AGE = _WORDS.words("age")
"""Units other than of money that thresholds have."""
_FUNDED = _WORDS.compiled("[^，。、；;,]{0,12}{fund}")
"""What itself is money: 超500亿元产业基金."""
_REACH = frozenset(_WORDS.words("distance"))
_WITHIN = _WORDS.compiled("{within}")
"""Within which distance: 50米内换乘比例."""
_OF_COUNT = _WORDS.compiled(r"{signs.of}(?=[\d０-９])|(?=\d{1,4}(?!\d|{signs.year}))")
"""What counts those that a threshold selects: 超10亿元的99户, 5亿元以上41个."""
_SIZED = frozenset(_WORDS.words("sized"))
"""Units that always name a thing: 世界500强企业, 12英寸产线."""
_JOINED = _WORDS.compiled("(?:、|{list_words.joint})[^，,。；;、]{0,2}")
_OVER = frozenset({Bound.GT, Bound.GE})


def is_value(quantity: Quantity, text: str) -> bool:
    """Whether a quantity measures something, rather than dating, numbering or naming it."""
    if quantity.kind is Kind.COUNT and _is_code(quantity, text):
        return False
    if quantity.kind is _DURATION:
        measured = _MEASURED_TIME.search(text[max(0, quantity.start - 6) : quantity.start])
        return bool(measured) and not text.startswith(_AGO, quantity.end)
    return quantity.kind not in _NEVER_VALUES


def _is_code(quantity: Quantity, text: str) -> bool:
    """Whether a count in brackets is the code of one level of a budget, which others stand beside: 司法（06款）行政运行（01项）."""
    opening = text[max(0, quantity.start - 1) : quantity.start]
    if opening not in ("（", "(") or not _LEVEL_CODE.match(text, quantity.start):
        return False
    before = text[max(0, quantity.start - _LEVEL_APART) : quantity.start]
    return bool(_CODE_BEFORE.search(before) or _CODE_BEHIND.match(text, quantity.end))


def is_criterion(item: Quantity, text: str) -> bool:
    """Whether a number only says which things are counted: 亿元以上项目3万个."""
    if item.unit == signs.PRIZE:
        return text[item.end : item.end + 1].isdigit()
    if (item.unit in _SIZED and not among_best(text, item.start, item.end)) or (
        item.unit in _REACH and _WITHIN.match(text, item.end - item.text.endswith(signs.WITHIN))
    ):
        return True
    if item.kind is _MONEY and _FUNDED.match(text, item.end):
        return False
    if item.kind is not _MONEY and item.unit not in _SELECTS:
        selects = item.kind is _MEASURE and _THRESHOLD.search(item.text)
        return bool(selects and _SELECTED.match(text, item.end, item.end + 16))
    band = item.unit in _AGE and isinstance(item.value, tuple)
    if not (band or _THRESHOLD.search(item.text) or item.bound in _OVER):
        return item.kind is _MONEY and _names_a_size(item, text)
    counted = item.kind is _MONEY and _OF_COUNT.match(text, item.end)
    aged = item.unit in _AGE and (_AGED.match(text, item.end) or _BAND.match(text, item.end))
    return bool(counted or aged or _CLASSED.match(text, item.end))


def _names_a_size(item: Quantity, text: str) -> bool:
    """Whether an amount opens its clause as the size of what is counted behind it: 其中10亿元项目2个."""
    led_in = _LED_IN.search(text[max(0, item.start - 2) : item.start])
    return bool(led_in and _SIZED_WORKS.match(text, item.end))


def joined_to(item: Quantity, following: Quantity, text: str) -> bool:
    """Whether a number is a threshold since it stands in one list with the one behind it: 超10万元、超30万元的村."""
    return item.unit == following.unit and _JOINED.fullmatch(text, item.end, following.start) is not None


def criterion(item: Quantity, text: str, sentence: Span, spans: list[Span]) -> Binding:
    """What a threshold is bound to: the words of its clause around it."""
    clause = spans[min(bisect_left(spans, item.end, key=lambda span: span.end), len(spans) - 1)]
    before = text[max(clause.start, item.start - WINDOW // 2) : item.start]
    after = text[item.end : min(clause.end, item.end + WINDOW // 4)]
    name = follower(after.lstrip(signs.OF + signs.GRADE))
    return Binding(item, sentence, clause, before, after, indicator=name, base=name, criterion=True)
