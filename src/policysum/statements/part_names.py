"""The names of shares, of halves and of parts: 工业增加值占生产总值比重, 外贸出口总额, 云溪县申请案件."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.statements.lists import half_of
from policysum.statements.phrases import LINKS

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["call_share", "goes_on_with_part", "name_half", "part_of_owner"]

_WORDS = table("indicator_words")
_SHARES = _WORDS.words("share_noun")
_OWNER = _WORDS.compiled("^(?!{no_owner}).*{part_owner}$")
"""Whose part of a whole a bracket gives: 申请案件600件（云溪县300件、东山区200件）."""
_WHOLE_HEAD = _WORDS.compiled("^{own_subject}?{name_heads.year_of_report}?{whole_summed}?")
_CALLED = _WORDS.compiled("[（(](?P<name>[^（）()]{2,16}{rate_end})[）)]$")
"""What a bracket calls a share: 占总人口的比重（常住人口城镇化率）."""
_SHORT = 4
_SHARE_OF, _SHARE = _WORDS.word("share_of"), _WORDS.word("share")


def name_half(item: Binding, last: Binding | None) -> None:
    """Give a half the name of its whole: 货物进出口总额9亿元，出口5亿元."""
    for whole in (item.parent, last.base, last.parent) if last else (item.parent,):
        if half := half_of(whole, item.base):
            item.parent, item.indicator = whole, half + item.indicator[len(item.base) :]
            item.base = half
            return


def call_share(item: Binding) -> None:
    """Give a proportion the name that its own words call it by, or else that of a share."""
    at = item.indicator.rfind(signs.SHARE)
    called = _CALLED.search(item.indicator, at) if at >= 0 else None
    if called:
        item.parent = ""
        item.base = item.indicator = called["name"]
    else:
        item.indicator = _as_share(item.indicator)


def _as_share(indicator: str) -> str:
    """The name of a proportion: 高新技术企业占规上企业 is named as a 比重."""
    at = indicator.rfind(signs.SHARE)
    if at < 0 or indicator.endswith(_SHARES):
        return indicator
    whose = LINKS.search(indicator[:at])  # 产值仅占比
    if whose and whose.start():
        indicator = indicator[: whose.start()] + indicator[at:]
    return f"{indicator}{_SHARE_OF if indicator.endswith(signs.SHARE) else _SHARE}"


def goes_on_with_part(item: Binding, last: Binding, alike: Binding | None, core: str) -> bool:
    """Whether a number is of the whole that the one before it is a part of: 其中维持7件，纠正5件; （甲镇5户9人，乙镇3户6人）.

    Args:
        item: The number.
        last: The number before it.
        alike: The last one that counts in the same unit.
        core: The words before it; outside of brackets only a short one leaves its whole unsaid.
    """
    if alike is None or not alike.part or item.boxed != alike.boxed or not item.measures_like(alike):
        return False
    next_to = alike is last or not last.before.strip()
    return next_to and (item.boxed or (item.quantity.kind is Kind.COUNT and len(core) <= _SHORT))


def part_of_owner(item: Binding, name: str) -> str:
    """The name of a part that a bracket gives only the owner of, with the whole behind it; any other name as it is."""
    if not (item.boxed and item.part and item.parent and _OWNER.search(name)):
        return name
    head = _WHOLE_HEAD.match(item.parent)
    return f"{name}{item.parent[head.end() if head else 0 :]}"
