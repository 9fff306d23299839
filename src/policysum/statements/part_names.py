"""The names of shares and of halves: 工业增加值占生产总值比重, 外贸出口总额."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.statements.lists import half_of
from policysum.statements.phrases import LINKS

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["as_share", "name_half"]

_WORDS = table("indicator_words")
_SHARES = _WORDS.words("share_noun")
_SHARE_OF, _SHARE = _WORDS.word("share_of"), _WORDS.word("share")


def name_half(item: Binding, last: Binding | None) -> None:
    """Give a half the name of its whole: 货物进出口总额9亿元，出口5亿元."""
    for whole in (item.parent, last.base, last.parent) if last else (item.parent,):
        if half := half_of(whole, item.base):
            item.parent, item.indicator = whole, half + item.indicator[len(item.base) :]
            item.base = half
            return


def as_share(indicator: str) -> str:
    """The name of a proportion: 高新技术企业占规上企业 is named as a 比重."""
    at = indicator.rfind(signs.SHARE)
    if at < 0 or indicator.endswith(_SHARES):
        return indicator
    whose = LINKS.search(indicator[:at])  # 产值仅占比
    if whose and whose.start():
        indicator = indicator[: whose.start()] + indicator[at:]
    return f"{indicator}{_SHARE_OF if indicator.endswith(signs.SHARE) else _SHARE}"
