"""Which units can be compared, and which measure words may stand for one another."""

from __future__ import annotations

from functools import cache

from policysum.quantity import Kind

__all__ = ["comparable", "stand_ins"]

# Units that say the same: people, firms.
_SAME: dict[str, str] = {
    **dict.fromkeys(("人", "名", "位"), "人"),
    **dict.fromkeys(("家", "户"), "家"),
    **dict.fromkeys(("项", "件"), "项"),
    **dict.fromkeys(("人次", "人(次)", "人（次）"), "人次"),
    **dict.fromkeys(("期", "批"), "期"),
    **dict.fromkeys(("所", "座", "处", "间"), "所"),
    **dict.fromkeys(("公里", "千米", "米"), "公里"),
    **dict.fromkeys(("亩", "公顷", "平方公里"), "亩"),
    **dict.fromkeys(("吨", "公斤", "千克", "斤"), "吨"),
}

# 个 is what one says where one does not know the right measure word; it stands for these, and they for it.
_GENERAL = "个"
_THINGS = ("家", "项", "件", "户", "所", "座", "处", "间", "条", "支")


def comparable(unit: str, kind: Kind) -> str:
    """The key under which a unit is compared with others."""
    if kind is Kind.MONEY and unit == "元":
        return "元"
    if kind is Kind.RANK:
        return "rank"
    if kind is Kind.FRACTION and not unit:
        return "%"
    return _SAME.get(unit, unit)


@cache
def stand_ins(unit: str) -> tuple[str, ...]:
    """Other measure words that say nearly the same in prose: 个 for 家, 户 for 家."""
    if unit == _GENERAL:
        return _THINGS
    same = tuple(
        other for other, key in _SAME.items() if key == _SAME.get(unit) and other != unit and unit in _COUNTED
    )
    return (*same, _GENERAL) if unit in _THINGS else same


_COUNTED = frozenset({"人", "名", "位", "家", "户", "项", "件", "期", "批", "所", "座", "处", "间"})
