"""Whether a number belongs into a table of figures."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from policysum.statements.binding import Binding

__all__ = ["is_kpi"]

_WORDS = table("status_words")
_DENOMINATOR = _WORDS.compiled("^[^，,。；;]{0,20}?{among_these}")
_ONE_OF = _WORDS.compiled("^[^，,。；;]{0,16}{one_of}")
_CLASSES = _WORDS.compiled("{classes}[^，,。;；]{0,30}$")
_EACH = _WORDS.compiled("{signs.per}[^，,。;；]{0,8}$")
_ABSTRACT = _WORDS.compiled("^{big}?{abstract}")
_STRUCTURE = _WORDS.compiled("^(?:{structure}|[^，,。]{0,8}{structure_end})")
_CHINESE_ONLY = re.compile(r"^[^\d０-９]*$")
_CAME = _WORDS.compiled("{rank_words.comes_among|rank_words.ranks}[^，,。；;、]{0,8}$")
"""The predicate of a place that another number's subject came to: 发展到268家、进入全市前三; not 3个县进入前十."""
_INDEX = _WORDS.compiled("{index}$")
"""Measures without a unit."""
_PER = _WORDS.words("for_each")
_SIZES = _WORDS.words("size")
"""What follows a size rather than a figure: 2×35万千瓦, 超过10%的有44种."""
_TIMING = _WORDS.compiled("{timing|signs.from_first}.{0,4}$")
_COUNTED_FULLY = _WORDS.words("spoken_full")
_THRESHOLDS = table("bound_cues").words("suffix")
_ONE_OR_FEW = (signs.ONE, signs.SEVERAL)


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
    return not _is_frame(item.near, item.after) and (
        not _CHINESE_ONLY.match(item.quantity.text) or _is_figure(item)
    )


def _is_time(item: Binding) -> bool:
    return not _TIMING.search(item.near)


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
    """Whether a number without a unit is a measure: an index, or a decimal that changed (收入比值由3.27缩小至2.93)."""
    if _INDEX.search(item.indicator[-12:]):
        return True
    return (item.moved or item.earlier) and "." in item.quantity.digits


_FIGURES: dict[Kind, Callable[[Binding], bool]] = {
    Kind.COUNT: _is_count,
    Kind.DURATION: _is_time,
    Kind.RANK: _is_rank,
    Kind.MONEY: _is_amount,
    Kind.OTHER: _is_index,
}
"""What makes a number of each kind a figure; of the other kinds every number is one."""


@lru_cache(maxsize=1024)
def _is_frame(before: str, after: str) -> bool:
    """Whether a count is what others are measured in: 在41个指标中, 分为四档, 三个方面."""
    return bool(
        _DENOMINATOR.match(after)
        or _ONE_OF.match(after)
        or _CLASSES.search(before)
        or _STRUCTURE.match(after)
    )


def _quoted(item: Binding) -> bool:
    """Whether the number stands in a slogan or a title, which quotes it rather than reports it."""
    before = item.near
    return before.rfind("“") > before.rfind("”") or before.rfind("《") > before.rfind("》")


def _is_figure(item: Binding) -> bool:
    """Whether a count in Chinese numerals is a figure (新增两家) rather than a turn of phrase (两个片区)."""
    text = item.quantity.text
    if _ABSTRACT.match(item.after) or _EACH.search(item.near):
        return False
    if len(text) > 3 or text.endswith(_COUNTED_FULLY):
        return True
    return not item.after and not text.startswith(_ONE_OR_FEW)
