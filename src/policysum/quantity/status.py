"""Direction, status and kind of change of a number, and whether it belongs into a table of figures."""

from __future__ import annotations

import re

from policysum.quantity.binding import Binding
from policysum.quantity.phrases import (
    DOWN,
    FORECAST,
    INCREMENT,
    PAST,
    RULE,
    RULE_TAIL,
    TARGET,
    UP,
    longest_first,
)
from policysum.quantity.model import Kind

__all__ = ["change_of", "direction_of", "is_kpi", "status_of"]

_DIRECTION = re.compile(longest_first((*UP, *DOWN)))
_DOWN = frozenset(DOWN)
_INCREMENT = re.compile(longest_first(INCREMENT))
_TARGET = re.compile(longest_first(TARGET))
_FORECAST = re.compile(longest_first(FORECAST))
_PAST = re.compile(longest_first(PAST))
_DENOMINATOR = re.compile(r"^[^，,。；;]{0,20}(?:中|里|之中)")
_CLASSES = re.compile(r"分为[^，,。；;]*$")


def direction_of(item: Binding) -> str:
    """Whether the prose tells the number as growth ("up"), shrinking ("down") or neither."""
    found = _DIRECTION.findall(item.before)
    if not found:
        return ""
    return "down" if found[-1] in _DOWN else "up"


def change_of(item: Binding) -> str:
    """Which of the six kinds of figure the number is."""
    kind = item.quantity.kind
    down = direction_of(item) == "down"
    if kind is Kind.RANK:
        return "rank"
    if item.growth or item.quantity.unit == "百分点":
        return "decline" if down else "growth"
    if kind is Kind.MULTIPLE and "翻" in item.quantity.text:
        return "growth"
    if kind in {Kind.PERCENT, Kind.FRACTION}:
        return "share"
    words = item.before[-40:] + item.indicator
    if _INCREMENT.search(words):
        return "increment"
    return "level"


def status_of(item: Binding, words: str, earlier: str, role: str) -> str:
    """Whether the number is told as done, aimed at, expected or as a rule.

    Args:
        item: The bound number.
        words: Its clause.
        earlier: The sentence up to the clause.
        role: What the region of the report is.

    Returns:
        actual, target, forecast or rule.
    """
    at = item.quantity.start - item.clause.start
    near = words[: at + len(item.quantity.text) + 14]
    after = words[at + len(item.quantity.text) :]
    if item.quantity.kind is Kind.MONEY and (RULE.search(words[:at] + "奖励") and RULE_TAIL.match(after)):
        return "rule"
    if item.quantity.kind in {Kind.MONEY, Kind.PERCENT} and RULE.search(words[:at]):
        return "rule"
    if "/" in item.quantity.unit and "加收" in words:
        return "rule"
    if role == "plan":
        return "actual" if _PAST.search(near) and not _TARGET.search(near) else "target"
    if _TARGET.search(near):
        return "target"
    if _FORECAST.search(near):
        return "forecast"
    if item.growth and _FORECAST.search(earlier[-30:]):
        return "forecast"
    return "actual"


def is_kpi(item: Binding, role: str) -> bool:
    """Whether one would put the number into a table of figures."""
    quantity = item.quantity
    if role in {"chrome", "title"} or quantity.kind in {Kind.DURATION, Kind.OTHER}:
        return False
    if quantity.kind is Kind.RANK and ("前" in quantity.text or "奖" in quantity.unit):
        return False
    if _DENOMINATOR.match(item.after):
        return False
    return not _CLASSES.search(item.before)
