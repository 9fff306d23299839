"""Direction and kind of change of a number: what grew, was added or was reached."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.statements.phrases import (
    DOWN,
)

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["change_of", "direction_of", "is_level", "is_stock", "is_summed_up"]

_RANK, _MULTIPLE = Kind.RANK, Kind.MULTIPLE
_WORDS = table("status_words")
_DIRECTION = _WORDS.compiled("{change_verbs.up|change_verbs.down}")
_DOWN = frozenset(DOWN)
_RATES = frozenset(row.word for row in table("change_verbs").rows if row.value == "rate")
_PULLS = frozenset(row.word for row in table("change_verbs").rows if row.value == "pull")
_BARE_CHANGE = _WORDS.compiled("(?:(?P<up>{bare_up})|{bare_down}).{0,3}$")
"""The word of change in short: 月增200元; what improves by a rate is pollution: PM2.5浓度改善10.8%."""
_KNOWN = _WORDS.words("known")
"""Before things that are new but of which something else is said: 新建的2个市场正式运营."""
_MORE_THAN = _WORDS.compiled("{against}[^，,。；;]{2,12}{more_than}$")
"""A difference: 较“十三五”末净增1万亿元."""
_CHANGED, _STATES = frozenset({"increment", "growth", "decline"}), frozenset({"share", "rank"})
_ADDED_KINDS = frozenset({Kind.COUNT, Kind.MEASURE})
"""Of things that are counted, what is more is what was added: 比去年底净增1.2万人."""
_LESS = _WORDS.compiled("{reduce}(?={less}).{0,6}$")
_ADDED_UP = _WORDS.compiled("{added_up}")
"""Added up over time, what is new is no increment of the period: 累计新开工项目3万个."""
_INCREMENT = _WORDS.compiled("(?<!{not_increment}){growth_words.increment}(?!{not_new})")
_STOCK = _WORDS.compiled("{growth_words.stock}")
_STANDS = _WORDS.compiled("(?:{reached}{reached_about}?|{stands})$")
"""What was reached, is counted on a day by its very name, or stepped up to: 贷款余额13万亿元, 跨上3万亿元台阶."""
_YEARLY = _WORDS.compiled("{of_a_year}$")
_SUMMED = _WORDS.compiled("{summed_up}")
"""What is given year by year, unless it is added up: 增加值120亿元, not 累计实现产值300亿元."""
_STANDING = _WORDS.compiled(
    "[^，,。；;]{0,16}?{standing}(?:{rank_words.realm}|{signs.ordinal}|{signs.first})"
)
"""What follows a number of things that now have a place: 14种农产品产量居全国第1位."""
_DOUBLED = table("number_words").word("double")
_CERTIFIED = _WORDS.words("certified")


def direction_of(item: Binding) -> str:
    """Whether the prose gives the number as growth ("up"), shrinking ("down") or neither."""
    words = item.shrinks + item.near + (item.indicator[-24:] if item.joined else "") + item.quantity.text
    verbs = _DIRECTION.findall(words)
    if not verbs:
        if _LESS.search(item.near):
            return "down"
        bare = _BARE_CHANGE.search(item.near) if item.growth else None
        return ("up" if bare["up"] else "down") if bare else ""
    if item.quantity.unit == signs.PERCENT_POINT:
        # 拉低投资增速2.6个百分点: what was pulled down says no direction.
        verbs = (
            [verb for verb in verbs if verb in _PULLS]
            or [verb for verb in verbs if verb not in _RATES]
            or verbs
        )
    return "down" if verbs[-1] in _DOWN else "up"


def change_of(item: Binding, status: str) -> str:
    """Which of the six kinds of figure the number is."""
    kind = item.quantity.kind
    if kind is _RANK:
        return "rank"
    more = kind not in _ADDED_KINDS and _MORE_THAN.search(item.near)
    if item.growth or item.shrinks or item.quantity.unit == signs.PERCENT_POINT or more:
        return "decline" if direction_of(item) == "down" else "growth"
    if _DOUBLED in item.quantity.text:
        return "growth"
    if kind in {Kind.PERCENT, Kind.FRACTION}:
        return "share"
    if (
        status != "rule"
        and (
            item.lead in _CERTIFIED
            or _says_new(item.near)
            or (not (item.derived or is_stock(item)) and _says_new(item.indicator[:20]))
        )
        and not item.before.endswith(_KNOWN)
        and not _ADDED_UP.search(item.near)
    ):
        return "increment"
    return "level"


def is_level(item: Binding, change: str) -> bool:
    """Whether the number is what was reached, rather than what was added up or grew over a period: 达到12家, not 建成12家."""
    if change in _CHANGED:
        return False
    if change in _STATES:
        return True
    return _reached(item.near, item.after)


@lru_cache(maxsize=1024)
def _reached(before: str, after: str) -> bool:
    """The same of a number that is neither a change nor a share, by the words around it."""
    if _STANDS.search(before) or _STANDING.match(after):
        return True
    return _YEARLY.search(before) is not None and not is_summed_up(before)


def is_summed_up(words: str) -> bool:
    """Whether words say that a number was added up over time: 累计."""
    return _SUMMED.search(words) is not None


def is_stock(item: Binding) -> bool:
    """Whether the number is counted on a day rather than over a period."""
    return not item.growth and _says_stock(f"{item.near} {item.lead}")


@lru_cache(maxsize=1024)
def _says_stock(words: str) -> bool:
    return _STOCK.search(words) is not None


@lru_cache(maxsize=1024)
def _says_new(words: str) -> bool:
    return _INCREMENT.search(words) is not None
