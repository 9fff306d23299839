"""The account whose sides later numbers give: 一般公共预算收入3亿元；支出4亿元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity.model import Kind

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["Accounts"]

_MONEY = Kind.MONEY
_WORDS = table("indicator_words")
_SIDE = _WORDS.compiled("{account_total}?{account}{account_sum}?{item_metric}?")
_OF_ACCOUNT = _WORDS.compiled("(?P<whose>.*{account_owner}){account}{account_sum}?{item_metric}?")
_BALANCE = _WORDS.compiled("^(?P<whose>.{2,24}?){balance}")
"""What opens the two sides of an account: 市本级一般公共预算收支平衡情况：总收入3亿元."""


class Accounts:
    """The account that a paragraph speaks of; its numbers come in order."""

    def __init__(self) -> None:
        self._whose = ""
        self._opened = False

    def leave(self) -> None:
        """A paragraph ends."""
        self._whose = ""
        self._opened = False

    def take(self, item: Binding) -> None:
        """Give a number that names only a side of an account its account."""
        if item.quantity.kind is not _MONEY or item.growth:
            return
        if item.prior and (opening := _BALANCE.match(item.prior)):
            self._whose, self._opened = opening["whose"], True
            if item.parent == item.prior:
                item.parent = ""
        found = _OF_ACCOUNT.fullmatch(item.base)
        if _SIDE.fullmatch(item.base) and self._whose and not item.parent:
            item.base = item.indicator = f"{self._whose}{item.base}"
        elif found and not self._opened and not self._whose.endswith(found["whose"]):
            self._whose = found["whose"]
