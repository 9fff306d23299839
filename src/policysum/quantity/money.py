"""What makes an amount one of a currency, and the small money behind it: US$2.1亿, 港币贷款300万元, 3元5角2分."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.measures import (
    GIVEN_BEFORE,
    GIVEN_NEXT,
    MONEY_NEXT,
    MONEY_RIGHT_BEFORE,
    SPENDING_BEFORE,
    USED_NEXT,
)
from policysum.quantity.model import Kind
from policysum.quantity.numerals import chinese, decimal
from policysum.quantity.unit_parser import clause, right_before
from policysum.quantity.units import CURRENCIES, SIGNS

if TYPE_CHECKING:
    from policysum.quantity.found import Found
    from policysum.quantity.model import Quantity

__all__ = ["completed", "like_the_last", "small_follows", "speaks_of_money"]

_MONEY = Kind.MONEY
_SIGN_ENDS = frozenset(sign[-1] for sign in SIGNS)
_SIGNS = sorted(SIGNS, key=len, reverse=True)
_WORD_NEXT = re.compile(r"[\u4e00-\u9fffA-Za-z“《]")
_NAMED = re.compile(
    rf"(?:{'|'.join(sorted(CURRENCIES, key=len, reverse=True))})(?P<between>[\u4e00-\u9fff]{{0,6}})$"
)
_CURRENCY_ENDS = frozenset("".join(CURRENCIES))
_WORDS = table("amount_words")
_CONVERTED = _WORDS.words("converted")
_SMALL = _WORDS.compiled(
    r"(?:(?P<j>\d|{numerals.zero|numerals.digit}){dime}(?:(?P<f>\d|{numerals.digit}){cent}?{coin}?)?"
    r"|{numerals.zero}?(?P<o>\d|{numerals.digit}){cent}{coin}?)(?!{no_coin})"
)
_CENTS = _WORDS.compiled(r"(?P<f>\d|{numerals.digit}){cent}{coin}?(?!{no_coin})")
_DIME = _WORDS.word("dime")
_TENTH = _WORDS.compiled(r"(?P<j>\d|{numerals.digit})(?=[，。、；）)]|{signs.of}|$)")
"""二十七块五: the digit after 块 alone."""
_LINKED = table("money_words").compiled(r"[，,、]\s?{amount_link|both_link}{1,3}")
_RENMINBI = _WORDS.word("renminbi")
_YUAN = (signs.YUAN, signs.BLOCK)
_UNITLESS = frozenset({Kind.COUNT, Kind.OTHER, Kind.NAME})


def completed(text: str, hit: Found, floor: int) -> Found:
    """An amount with the currency before it and the 角 and 分 behind it; any other number as it is."""
    if hit.unit == signs.BLOCK and _TENTH.match(text, hit.end):
        hit = hit._replace(kind=_MONEY, unit=signs.YUAN)
    if hit.kind is _MONEY and hit.unit == signs.YUAN:
        hit = _with_small(text, hit)
        return _signed(text, hit, floor) or _named(text, hit)
    if hit.kind in _UNITLESS and not hit.unit:
        return _signed(text, hit, floor) or hit
    return hit


def like_the_last(text: str, hit: Found, last: Quantity, floor: int) -> Found:
    """收入任务174万，完成198万: an amount without a unit, with a mere link since the last one, is money as that is."""
    if hit.kind is not Kind.COUNT or hit.unit or last.kind is not _MONEY or last.unit != signs.YUAN:
        return hit
    linked = _LINKED.fullmatch(text, floor, hit.start) and not _WORD_NEXT.match(text, hit.end)
    return hit._replace(kind=_MONEY, unit=signs.YUAN) if linked else hit


def speaks_of_money(text: str, at: int, end: int) -> bool:
    """Whether the words right around a number without a unit say that it is money: 争取资金500万, 挪用420万, 申请50万资金."""
    before = clause(text, at)
    if MONEY_RIGHT_BEFORE.search(before) or MONEY_NEXT.match(text, end):
        return True
    if SPENDING_BEFORE.search(before) and not _WORD_NEXT.match(text, end):
        return True
    return bool(GIVEN_BEFORE.search(before) and (GIVEN_NEXT.match(text, end) or USED_NEXT.match(text, end)))


def _signed(text: str, hit: Found, floor: int) -> Found | None:
    """$3.5亿: the sign belongs to the amount."""
    if right_before(text, hit.start, floor) not in _SIGN_ENDS:
        return None
    for sign in _SIGNS:
        before = right_before(text, hit.start, floor, len(sign))
        if before == sign and not isinstance(hit.value, str):
            return hit._replace(start=hit.start - len(sign), kind=_MONEY, unit=SIGNS[sign])
    return None


def _named(text: str, hit: Found) -> Found:
    """港币贷款300万元 is in 港元; 美元贷款折合300万元 is not in dollars."""
    if _RENMINBI in hit.surface_unit or not hit.surface_unit:
        return hit
    before = clause(text, hit.start)
    if _CURRENCY_ENDS.isdisjoint(before):
        return hit
    said = _NAMED.search(before)
    if not said or any(word in said["between"] for word in _CONVERTED):
        return hit
    name = said.group()[: len(said.group()) - len(said["between"])]
    return hit._replace(unit=CURRENCIES[name])


def small_follows(text: str, at: int) -> bool:
    """Whether 角 or 分 go on at `at`."""
    return _SMALL.match(text, at) is not None


def _with_small(text: str, hit: Found) -> Found:
    """3元5角2分, 三元五角, 5角4分: one amount."""
    if (
        hit.surface_unit == _DIME
        and (cents := _CENTS.match(text, hit.end))
        and isinstance(hit.value, Decimal)
    ):
        more = decimal(_digit(cents["f"]), -2)
        return hit._replace(
            end=cents.end(),
            value=hit.value + more.value,
            digits=text[hit.start : cents.end()],
            quantum=more.quantum,
        )
    if not hit.surface_unit.endswith(_YUAN) or len(hit.surface_unit) > 1:
        return hit
    small = _SMALL.match(text, hit.end) or (
        _TENTH.match(text, hit.end) if hit.surface_unit == signs.BLOCK else None
    )
    if not small or isinstance(hit.value, tuple | str) or hit.value is None:
        return hit
    parts = {"f": None, "o": None} | small.groupdict()
    tenths, hundredths = _digit(parts["j"]), _digit(parts["f"] or parts["o"])
    last = 2 if parts["f"] or parts["o"] else 1
    more = decimal(f"0.{tenths}{hundredths}")
    return hit._replace(
        end=small.end(),
        value=hit.value + more.value,
        digits=text[hit.start : small.end()],
        quantum=decimal("1", -last).quantum,
    )


def _digit(char: str | None) -> str:
    number = chinese(char) if char and not char.isdigit() else None
    return str(number.value) if number else char or "0"
