"""Chinese numerals that count or measure, as far as no set phrase is made of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.bounds import bound_before, is_recent
from policysum.quantity.chinese_ordinals import NUMBERED, listed_ordinal
from policysum.quantity.chinese_shares import (
    found,
    neighbours,
    tenths,
)
from policysum.quantity.measures import (
    CHINESE_COUNTED,
    DEGREES,
    MONEY_BEFORE,
    MONEY_RIGHT_BEFORE,
    ONE_AFTER,
    TIMES_AFTER,
)
from policysum.quantity.model import Bound, Kind, Span
from policysum.quantity.money import small_follows, speaks_of_money
from policysum.quantity.numerals import Numeral, chinese, run_end, scale
from policysum.quantity.unit_parser import (
    AND_A_HALF,
    HUNDREDS_OF_MILLIONS,
    Tail,
    and_a_half,
    clause,
    context,
    tail,
    unit_at,
)

if TYPE_CHECKING:
    from policysum.quantity.found import Found

__all__ = ["count", "digits_only"]

_WORDS = table("number_words")
_NUMERALS = table("numerals")
_TO = frozenset({*_WORDS.words("to"), *"—-~～"})
_REACHED_GRADE = _WORDS.compiled("{comes_to}$")
"""产业规模达百亿级 says how large it is; 打造百亿级产业 only describes."""
_HUNDRED_MILLION = 8
"""The power of ten of 亿."""
# A bare power of ten counts after these: 超千家, 近万人, 数十项.
_POWER_AFTER = _WORDS.words("counts_after")
# Money too, and 迈上万亿元台阶; elsewhere such a word is a unit (单位：万元, 万元GDP能耗) or a class (千亿元级).
_MONEY_AFTER = _WORDS.words("counts_after", "money_after")
_SPOKEN_MONEY = (*_NUMERALS.words("capital_end"), table("amount_words").word("coin"))
"""叁元整, 三块钱: no brand is called so."""
_PER_OUTPUT = _WORDS.compiled("{per_output}")
_SEVERAL = _WORDS.compiled(r"{several}\Z")
"""数十, 几百, 上千; not 人数百余人, 以上十项."""
_SEVERAL_BOUND = {word: Bound(bound) for word, bound in _WORDS.values("several").items()}
_POWERS = frozenset(_NUMERALS.words("small", "big"))
_BIG = frozenset(_NUMERALS.words("big"))
_UNIT_CHARS = frozenset(_NUMERALS.words("ten", "small", "big", "tens"))
_OF_UNIT = {row.word: row.not_before for row in _NUMERALS.of("multiplier") if row.not_before}
"""The 千 in front of 瓦 or 米 belongs to the unit: 两万千瓦."""
_SPOKEN_DURATIONS = frozenset(_WORDS.words("spoken_duration"))
_ABOUT_UNITS = CHINESE_COUNTED | _SPOKEN_DURATIONS | frozenset(_WORDS.words("about_unit"))
# 三度, 八里, 四方: set phrases far more often than measures.
_NOT_SPOKEN = frozenset(_WORDS.words("not_spoken"))
_STAGE = _WORDS.compiled("{stage}")
_PAST_YEAR = _WORDS.compiled("{past_year}")
_BEFORE_PAST_YEAR = _WORDS.compiled("{before_past_year}$")
_NEVER_ALONE = frozenset(_WORDS.words("never_alone"))
_NEVER_COUNTED = frozenset((signs.GRADE, signs.NUMBER_SIGN))
_NOT_LONG = frozenset(_WORDS.words("not_long"))
_SESSIONS = frozenset(_WORDS.words("session"))
_OF_SIZE = _WORDS.word("of_size")
_SITTING = _WORDS.word("sitting")
_BATCH = _WORDS.word("batch")
_PAIR = _NUMERALS.word("two")
_BIGGEST = next(row.word for row in _NUMERALS.of("big") if int(row.value) == _HUNDRED_MILLION)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CLAUSE_ENDS = frozenset(("", *"，。；、,;）)"))  # a line may end the head of a column


def count(text: str, at: int, end: int, floor: int) -> Found | None:
    if end - at > 1 and text[end : end + 1] in _OF_UNIT.get(text[end - 1], ()):
        end -= 1
    word = text[at:end]
    if about := _about(text, at, end) if end - at > 1 else _parted(text, at, end):
        return about
    number = chinese(word)
    if number is None or digits_only(word):
        return None
    span = Span(at, end)
    for form in _GOES_ON.get(text[end : end + 1], ()):
        if hit := form(text, span, number, floor):
            return hit
    if word[-1] == _BIGGEST and (hit := _unnamed_amount(text, span, number, floor)):
        return hit
    return _plain_count(text, span, number, floor)


def _about(text: str, at: int, end: int) -> Found | None:
    """两三家, 四五百家, 十七八个, 六七成: a range between two neighbouring digits."""
    several = neighbours(text[at:end].replace("、", ""))
    if not several:
        return None
    low, high = several
    after = tail(text, end)
    tenths = after.surface == signs.TENTH
    if not (tenths or after.unit in _ABOUT_UNITS):
        return None
    exponent = -1 if tenths else after.exponent
    value = scale(low, exponent).value, scale(high, exponent).value
    return found(at, after.end, after.kind or Kind.COUNT, value, "" if tenths else after.unit,
                  bound=after.bound or Bound.APPROX, surface=after.surface, digits=text[at:end],
                  quantum=scale(high, exponent).quantum)  # fmt: skip


def _parted(text: str, at: int, end: int) -> Found | None:
    """二、三百人: the same with a comma between the two."""
    stop = run_end(text, end + 1) if text.startswith("、", end) else end
    before = text[at - 1 : at]
    grouped = stop - end > 2 and not _UNIT_CHARS.isdisjoint(text[end + 1 : stop])
    return _about(text, at, stop) if grouped and before != signs.ORDINAL and _HAN.match(before) else None


def _plain_count(text: str, span: Span, number: Numeral, floor: int) -> Found | None:
    at, end = span
    word = text[at:end]
    several = word[0] in _UNIT_CHARS and _SEVERAL.search(text, max(floor, at - 1), at) is not None
    after = tail(text, end)
    if not _allowed(text, Span(at, end), after, several=several):
        return None
    number, after = _last_group_scaled(word, number, after)
    bound = after.bound or bound_before(text, at, floor) or Bound.EXACT
    start = at
    if several:
        # 上百: at least a hundred; 数百, 几百: some hundreds.
        start, bound = at - 1, _SEVERAL_BOUND[text[at - 1]]
    if after.kind is Kind.DURATION and is_recent(text, at):
        bound = after.bound or Bound.EXACT
    value = and_a_half(scale(number, after.exponent), after)
    kind, unit = after.kind, after.unit
    if unit in DEGREES and text.endswith(signs.BELOW_ZERO, floor, start):
        start, value = start - len(signs.BELOW_ZERO), value._replace(value=-value.value)
    if kind is None and word[-1] in _UNIT_CHARS and speaks_of_money(text, start, after.end):
        kind, unit = Kind.MONEY, signs.YUAN  # 亩均税收百万以上
    return found(start, after.end, kind or Kind.COUNT, value.value, unit, bound=bound,
                  surface=after.surface, digits=word, quantum=value.quantum)  # fmt: skip


def _range(text: str, span: Span, low: Numeral, floor: int) -> Found | None:
    """四至六个, 三到五年: both ends before one unit."""
    at, end = span
    stop = run_end(text, end + 1)
    high = chinese(text[end + 1 : stop])
    after = tail(text, stop)
    if high is None or low.value >= high.value or after.kind is None:
        return None
    if digits_only(text[end + 1 : stop]) or not _allowed(text, Span(end + 1, stop), after, several=False):
        return None
    bound = after.bound or bound_before(text, at, floor) or Bound.EXACT
    value = scale(low, after.exponent).value, scale(high, after.exponent).value
    return found(at, after.end, after.kind, value, after.unit, bound=bound, surface=after.surface,
                  digits=text[at:stop], quantum=scale(high, after.exponent).quantum)  # fmt: skip


def _last_group_scaled(word: str, number: Numeral, after: Tail) -> tuple[Numeral, Tail]:
    """What follows 亿 in a numeral is scaled alone by the 万 behind it: 六亿三千多万."""
    cut = word.rfind(_BIGGEST) + 1
    low = chinese(word[cut:]) if 0 < cut < len(word) and 0 < after.exponent < _HUNDRED_MILLION else None
    high = chinese(word[:cut]) if low else None
    if low is None or high is None:
        return number, after
    low = scale(low, after.exponent)
    return Numeral(high.value + low.value, low.quantum), after._replace(exponent=0)


def digits_only(word: str) -> bool:
    """三四 of 三四轮车, 一二三 of 一二三产业: digits in a row are no count."""
    return len(word) > 1 and not any(c in _UNIT_CHARS for c in word)


def _stage(text: str, span: Span, number: Numeral, floor: int) -> Found | None:  # noqa: ARG001 - one signature
    at, end = span
    if not _STAGE.match(text, end) or text[at] == _PAIR or end - at > 2:
        return None
    return found(at, end + 1, Kind.ORDINAL, number.value, digits=text[at:end])


def _past_year(text: str, span: Span, number: Numeral, floor: int) -> Found | None:  # noqa: ARG001 - one signature
    at, end = span
    past = text[at:end] == signs.ONE and text.startswith(signs.YEAR, end)
    past = past and _BEFORE_PAST_YEAR.search(text, max(0, at - 2), at) is not None
    if not past and not _PAST_YEAR.match(text, at):
        return None
    return found(
        at, end + 1, Kind.DURATION, number.value, signs.YEAR, surface=signs.YEAR, digits=text[at:end]
    )


def _unnamed_amount(text: str, span: Span, number: Numeral, floor: int) -> Found | None:
    """两万亿级: money where the clause speaks of it; a bare 千亿级 only describes."""
    at, end = span
    graded = text.startswith(signs.GRADE, end)
    if text[end - 1] != _BIGGEST or unit_at(text, end + graded):
        return None
    bound = bound_before(text, at, floor)
    if (
        graded
        and not bound
        and (_REACHED_GRADE.search(text, max(floor, at - 3), at) or _sized_by_grade(text, at, end + 1))
    ):
        bound = Bound.GE
    of_money = MONEY_BEFORE.search(context(text, at)) or (graded and bound and _OF_SIZE in context(text, at))
    if not of_money or (text[at] in _POWERS and not bound):
        return None
    return found(at, end, Kind.MONEY, number.value, signs.YUAN, bound=bound or Bound.EXACT,
                  surface=text[end - 1], digits=text[at:end], quantum=number.quantum)  # fmt: skip


def _sized_by_grade(text: str, at: int, end: int) -> bool:
    """Whether a grade is all that is said of an amount: 完成投资百亿级; 百亿级产业 only describes."""
    said = _after_money(text, at) or clause(text, at).endswith(_OF_SIZE)
    return said and not _HAN.match(text, end)


def _after_money(text: str, at: int) -> bool:
    """Whether what money is spent or earned for stands right before: 投资百万."""
    return MONEY_RIGHT_BEFORE.search(clause(text, at)) is not None


def _is_all_of_amount(text: str, at: int, end: int) -> bool:
    """Whether a bare power of ten is all that is said of an amount: 投资百万, 罚款亿元; 投资亿元产业 only describes."""
    return text[end : end + 1] in _CLAUSE_ENDS and _after_money(text, at)


def _allowed(text: str, span: Span, after: Tail, *, several: bool) -> bool:
    """Whether the numeral counts here, and is not part of a set phrase."""
    word, surface = text[span.start : span.end], after.surface
    if after.kind is None and surface != signs.GRADE:
        money = len(word) > 1 and word[-1] in _BIG and speaks_of_money(text, span.start, span.end)
        alone = len(word) > 1 and _is_all_of_amount(text, span.start, span.end)
        return several or after.bound is not None or alone or money
    if after.kind is Kind.MONEY:
        return _money_allowed(text, span, after, several=several)
    if surface in _NEVER_COUNTED or several or after.bound:
        return surface not in _NEVER_COUNTED
    if all(c in _POWERS for c in word):
        return context(text, span.start).endswith(_POWER_AFTER)
    if len(word) > 1:
        return surface not in _NOT_LONG
    return _digit_allowed(text, span.start, word, after)


def _money_allowed(text: str, span: Span, after: Tail, *, several: bool) -> bool:
    """三元 and 万元生产总值能耗 are a brand and a unit; 超万亿元 is an amount."""
    word = text[span.start : span.end]
    if any(c not in _POWERS for c in word):
        spelled = after.surface in HUNDREDS_OF_MILLIONS or after.surface.endswith(_SPOKEN_MONEY)
        return len(word) > 1 or spelled or small_follows(text, after.end)
    said = several or after.bound or context(text, span.start).endswith(_MONEY_AFTER)
    said = said or _is_all_of_amount(text, span.start, after.end)
    return bool(said) and not _PER_OUTPUT.match(text, after.end)


def _digit_allowed(text: str, at: int, word: str, after: Tail) -> bool:
    """Whether one Chinese digit (or 十) counts; 二 never does (两 is what counts), 一 rarely."""
    if word in _NEVER_ALONE or (after.surface == _SITTING and text[at - 1 : at] in _SESSIONS):
        return False
    if word == signs.ONE and after.surface not in AND_A_HALF and after.unit != signs.PERCENT_POINT:
        before = context(text, at)
        if after.surface == signs.TIMES:
            return before.endswith(TIMES_AFTER)
        return after.surface in CHINESE_COUNTED and after.surface != _BATCH and before.endswith(ONE_AFTER)
    if after.kind is Kind.DURATION:
        return after.unit in _SPOKEN_DURATIONS
    if after.kind in (Kind.MEASURE, Kind.MULTIPLE, Kind.PERCENT):
        return after.surface not in _NOT_SPOKEN
    return after.surface in CHINESE_COUNTED or (word == _PAIR and after.surface in _SESSIONS)


_FORMS = (
    (_TO, _range),
    (NUMBERED, listed_ordinal),
    ({word[0] for word in _WORDS.words("stage")}, _stage),
    ({word[0] for word in _WORDS.words("tenth")}, tenths),
    ((signs.YEAR,), _past_year),
)
_GOES_ON = {
    char: tuple(form for chars, form in _FORMS if char in chars) for chars, _ in _FORMS for char in chars
}
"""What the character right after a numeral may make of it."""
