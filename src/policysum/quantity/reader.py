"""Find and value every number of a text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import amounts, bare, chinese_numbers, identifiers, money, signs, symbols
from policysum.quantity.dates import arabic_date, first_months
from policysum.quantity.found import Found
from policysum.quantity.model import Bound, Kind, Quantity
from policysum.quantity.notation import narrow
from policysum.quantity.numerals import MAX_DIGITS, run_end
from policysum.quantity.set_apart import joined
from policysum.quantity.unit_parser import right_before

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read"]

_EXACT = Bound.EXACT
_DATE = Kind.DATE
# Where a number may begin: an Arabic digit, a Chinese numeral, or one of the few words that count without one.
# The characters come first, so that a scan skips all others; of 首, 上, 下 and 过 the word must go on.
_NUMERALS = table("numerals").words("zero", "digit", "two", "ten", "small", "big", "tens")
_OPENERS = table("number_words").of("opener")
_GUARDED = [row for row in _OPENERS if row.guards]
_START = re.compile(
    f"[0-9{''.join(_NUMERALS)}{''.join(row.word for row in _OPENERS)}{symbols.CHARS}]"
    f"(?:(?<![{''.join(row.word for row in _GUARDED)}])|{'|'.join(f'(?<={row.word}){row.guards}' for row in _GUARDED)})"
)
_OCR_ZERO = table("amount_words").compiled(
    r"(?<![A-Za-z0-9.])[0-9]+[Oo][0-9Oo]*(?=[.0-9%]|{after_spaced|after_cut|after_misread})"
)
_HOLDS_ON = frozenset({Bound.GT, Bound.GE, Bound.LT, Bound.LE})
"""Bounds that a word before a list says of all its members, where none is said behind the first."""
_LIST_JOINTS = frozenset(("、", *table("list_words").words("joint", "other_joint")))
_SLOGAN_LENGTH = 14
_TITLE_LENGTH = 24
_NAMED_IN_QUOTES = frozenset(
    {Kind.COUNT, Kind.MEASURE, Kind.DURATION, Kind.OTHER, _DATE, Kind.NAME, Kind.ORDINAL}
)
_DIGITS = re.compile(r"[0-9]+")
_WIDE_BRACKETS = str.maketrans("()", "（）")


def read(text: str) -> list[Quantity]:
    """Every number of `text` in source order, without overlaps.

    Each run of Arabic digits (ASCII or full-width) lies in exactly one of them. What is read depends on the
    sentence only, so that reading two sentences together equals reading each.
    """
    source = narrow(text)
    if "O" in source or "o" in source:
        source = _OCR_ZERO.sub(lambda m: m[0].replace("O", "0").replace("o", "0"), source)
    apart = joined(source)
    if apart:
        source = apart.text
    found: list[Quantity] = []
    position = floor = 0
    shares = bare.has_proportions(source)
    search = _START.search
    hit: Found | None
    while match := search(source, position):
        at = match.start()
        if "0" <= source[at] <= "9":
            share = bare.share_of_whole(source, at) if shares else None
            hit = share or _arabic(source, at, floor)
        elif source[at] in symbols.CHARS:
            hit = symbols.find(source, at, floor)
        else:
            hit = chinese_numbers.find(source, at, floor)
        if hit is None:
            position = run_end(source, at)
            continue
        hit = money.completed(source, hit, floor)
        if found:
            hit = money.like_the_last(source, hit, found[-1], floor)
        if found and hit.bound is Bound.EXACT:
            hit = _bound_of_list(source[floor : hit.start], hit, found[-1])
        found.append(_quantity(text, hit) if apart is None else _quantity(text, _printed(hit, apart.places)))
        position = floor = hit.end
    return found


def _printed(hit: Found, places: Sequence[int]) -> Found:
    """A number of a text whose digits were joined, where it stands in the text as printed."""
    return hit._replace(start=places[hit.start], end=places[hit.end - 1] + 1)


def _bound_of_list(between: str, hit: Found, last: Quantity) -> Found:
    """A number of a list with the bound before its first member: 突破100亿元、50亿元 are both gone past."""
    alike = last.bound in _HOLDS_ON and hit.kind is last.kind and hit.unit == last.unit
    if not alike or between not in _LIST_JOINTS or not last.text.endswith(last.surface_unit):
        return hit
    return hit._replace(bound=last.bound)


def _quantity(text: str, hit: Found) -> Quantity:
    start, end, kind, value, unit, bound, surface, digits, quantum = hit
    printed = text[start:end]
    if "(" in unit and "（" in printed:
        unit, surface = unit.translate(_WIDE_BRACKETS), surface.translate(_WIDE_BRACKETS)
    return Quantity(start, end, printed, kind, value, unit, bound, surface, digits, quantum)


def _role(text: str, role: identifiers.Identifier) -> Found:
    counted = role.kind is Kind.ORDINAL and role.digits.count(".") < 2
    value = Decimal(role.digits) if counted else "".join(text[role.start : role.end].split())
    return Found(role.start, role.end, role.kind, value, "", _EXACT, "", role.digits, Decimal(1))


def _arabic(text: str, at: int, floor: int) -> Found:
    run = _DIGITS.match(text, at)
    assert run
    end = run.end()
    if end - at > MAX_DIGITS:
        return Found(at, end, Kind.OTHER, text[at:end], "", _EXACT, "", text[at:end], Decimal(0))
    role = identifiers.bracketed(text, at, floor) if at and text[at - 1] in identifiers.OPEN else None
    role = role or identifiers.code(text, at, end, floor) or identifiers.listing(text, at, end)
    if role:
        return _role(text, role)
    front = right_before(text, at, floor) == signs.FRONT
    months = first_months(text, at) if front else None
    if date := arabic_date(text, at, end) or months:
        first, value = at, date.value
        if front and (date is months or value.startswith("Q")):
            first, value = at - 1, value if date is months else f"Q1/{value}"
        return Found(first, date.end, _DATE, value, "", _EXACT, "", date.digits, Decimal(0))
    if role := identifiers.name(text, at, end, floor) or identifiers.attachment(text, at, end, floor):
        found = _role(text, role)
        return _slogan(text, found, floor) if found.kind is Kind.NAME else found
    found = amounts.arabic(text, at, floor)
    if found.kind in _NAMED_IN_QUOTES and found.bound is _EXACT and found.start == at:
        return _slogan(text, found, floor)
    return found


def _slogan(text: str, found: Found, floor: int) -> Found:
    """A number in a short quotation names: “科技创新2025”, “365天不落幕”, “21条”."""
    marks = identifiers.quoted(text, found.start, found.end)
    # “世界旅游经济论坛·黑龙江2025”: a bare year that ends a quotation belongs to its name.
    titled = found.kind is _DATE and marks is not None and marks[1] == found.end
    if marks is None or marks[1] - marks[0] > (_TITLE_LENGTH if titled else _SLOGAN_LENGTH):
        return found
    start, end = max(marks[0], floor), marks[1]
    return Found(start, end, Kind.NAME, text[start:end], "", _EXACT, "", found.digits, Decimal(0))
