"""Arabic digits without a unit: ratios and structures, ranks, years, names, and what nothing explains."""

from __future__ import annotations

import re
from decimal import Decimal

from policysum.lexicon import table
from policysum.quantity import identifiers, signs
from policysum.quantity.bounds import bound_before
from policysum.quantity.dates import bare_year
from policysum.quantity.found import Found
from policysum.quantity.measures import (
    FRONT,
    PERCENT_BEFORE,
    PLACES,
    RANKED,
    RATE_BEFORE,
)
from policysum.quantity.model import Bound, Kind, Span, Value
from policysum.quantity.numerals import MAX_DIGITS, decimal
from policysum.quantity.unit_parser import Tail, clause, context, right_before, tail

__all__ = ["bare", "has_proportions", "named", "plain", "ratio", "share_of_whole"]

_WORDS = table("amount_words")
_RATIO = _WORDS.compiled(r"\s?(?:[:∶]|{to_one}(?=\d))\s?(?P<b>\d++(?:\.\d++)?+)(?!\s?[:∶])")
_SIGNS = frozenset(":∶")
_INSIDE = re.compile(r"\d\s?[:∶]\s?$")
"""Before a part of a longer proportion, which stands for itself; after 男女比: a proportion begins."""
_BETWEEN_NUMBERS = re.compile(r"[:∶](?=\s?\d)(?<=[\d\s].)")
_PART = re.compile(r"\d{1,3}(?:\.\d{1,3})?(?![\d.]\d)")
_PARTS_BEFORE = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})?\s?[:∶]\s?){1,9}$")
_SHARES_NAMED = _WORDS.compiled("{date_words.ratio_named}[^。；，]*$")
_LONGEST_SHARE = 9
_LONGEST_STRUCTURE = 40
_WHOLE = (99, 101)
"""Between what the shares of a whole add up to."""
_PARTS = re.compile(
    r"\d{1,9}+(?:\.\d{1,9}+)?+(?:\s?[:∶]\s?\d{1,9}+(?:\.\d{1,9}+)?+){2,7}+(?!\s?(?:[:∶]\s?|\.)?\d)"
)
"""A structure of three or more parts: 19.6∶40.9∶39.5."""
_SLASH = re.compile(r"/(?P<b>\d++)(?![/.\-])")
# 孕产妇死亡率8.5/10万 is a rate and no division.
_RATE = _WORDS.compiled(r"/10+{per_many}|/{numerals.ten|numerals.small}?{per_many}")
_OVER = _WORDS.compiled(r"{number_words.part_of}(?P<a>\d{1,9}+(?:\.\d{1,9}+)?+)(?!\d)")
_HIGHEST_SHARE = 1000
_CLAUSE_ENDS = ("", "，", "。", "；", ";", "\n", "\r")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# After these a number without unit is still a value: 收入比缩小至2.54.
_VALUE_BEFORE = _WORDS.words("value_before")


def plain(start: int, end: int, kind: Kind, value: Value, digits: str, *, unit: str = "") -> Found:
    """A number as it is printed, with no bound and nothing around it."""
    return Found(start, end, kind, value, unit, Bound.EXACT, "", digits, Decimal(1))


def named(text: str, role: identifiers.Identifier, figures: str) -> Found:
    """A number that only names something, as a whole: 5G, 附件1."""
    return plain(role.start, role.end, role.kind, text[role.start : role.end], figures)


def has_proportions(text: str) -> bool:
    """Whether a sign of proportion stands between two numbers of a text, so that it may have shares of a whole."""
    return _BETWEEN_NUMBERS.search(text) is not None


def share_of_whole(text: str, at: int) -> Found | None:
    """One of three or more shares that make a hundred: 7.1∶45.2∶47.7 are three numbers, in per cent."""
    if _SIGNS.isdisjoint(text[max(0, at - 2) : at + _LONGEST_SHARE]):
        return None
    part = _PART.match(text, at)
    if part is None or _SIGNS.isdisjoint(text[max(0, at - 2) : at] + text[part.end() : part.end() + 2]):
        return None
    before = _PARTS_BEFORE.search(text, max(0, at - _LONGEST_STRUCTURE), at)
    start = before.start() if before else at
    whole = _PARTS.match(text, start)
    if whole is None:
        return None
    shares = [decimal(one.strip()).value for one in re.split("[:∶]", whole[0])]
    printed = "∶" in whole[0] or "." in whole[0] or _SHARES_NAMED.search(text, max(0, start - 24), start)
    if not printed or not _WHOLE[0] <= sum(shares) <= _WHOLE[1]:
        return None
    value = decimal(part[0])
    return Found(at, part.end(), Kind.PERCENT, value.value, "%", Bound.EXACT, "", part[0], value.quantum)


def _structure(text: str, at: int) -> Found | None:
    """A structure of three or more parts; its value is the parts as printed, joined by colons."""
    m = _PARTS.match(text, at)
    if not m:
        return None
    value = ":".join(part.strip() for part in m[0].replace("∶", ":").split(":"))
    return plain(at, m.end(), Kind.OTHER, value, m[0])


def ratio(text: str, span: Span, floor: int, figures: str) -> Found | None:
    """3分之1, 1/3 2.5:1 and 3.6:48:48.4; a part of a ratio stands for itself."""
    at, end = span
    inside = _INSIDE.search(text, max(0, at - 4), at) is not None
    if not inside and (parts := _structure(text, at)):
        return parts
    if (over := _OVER.match(text, end)) and Decimal(figures):
        value = Decimal(over["a"]) / Decimal(figures)
        return plain(at, over.end(), Kind.FRACTION, value, text[at : over.end()])
    if rate := _RATE.match(text, end):
        found = plain(at, rate.end(), Kind.MEASURE, decimal(figures).value, figures, unit=rate[0])
        return found._replace(surface_unit=rate[0], quantum=decimal(figures).quantum)
    m = _SLASH.match(text, end)
    if not m and not inside:
        m = _RATIO.match(text, end)
    if not m or len(m["b"]) > MAX_DIGITS or not Decimal(m["b"]):
        return None
    after = tail(text, m.end())
    suffix = after.bound if after.kind is None and not after.multiplier else None
    bound = suffix or bound_before(text, at, floor) or Bound.EXACT
    found = plain(at, m.end(), Kind.FRACTION, Decimal(figures) / Decimal(m["b"]), text[at : m.end()])
    return found._replace(end=after.end if suffix else m.end(), bound=bound)


def bare(text: str, span: Span, floor: int, figures: str, after: Tail) -> Found:
    """A number without unit: a rank, a name, a year, or nothing we know."""
    at, end = span
    sign = right_before(text, at, floor)
    if sign == signs.ORDINAL:
        return _bare_place(text, at, end, figures)
    if role := identifiers.latin(text, at, end, floor):
        return named(text, role, figures)
    if date := bare_year(text, at):
        return plain(at, date.end, Kind.DATE, date.value, date.digits)
    if sign == signs.FRONT and FRONT.search(clause(text, at - 1)):
        found = plain(at - 1, end, Kind.RANK, decimal(figures).value, figures, unit=signs.PLACE)
        return found._replace(bound=Bound.LE)
    return _unitless(text, span, floor, figures, after)


def _unitless(text: str, span: Span, floor: int, figures: str, after: Tail) -> Found:
    """A number that no unit follows: a factor, a share, the digits of a name, or nothing we know."""
    at, end = span
    number = decimal(figures)
    bound = after.bound or bound_before(text, at, floor) or Bound.EXACT
    if text[end : end + 1] in ("×", "*"):
        kind = Kind.COUNT
    elif number.value < _HIGHEST_SHARE and _is_share(text, at, max(end, after.end), figures):
        return Found(
            at, max(end, after.end), Kind.PERCENT, number.value, "%", bound, "", figures, number.quantum
        )
    elif _names(text, at, end, bound):
        return plain(at, end, Kind.NAME, figures, figures)
    else:
        kind = Kind.OTHER
    return Found(at, max(end, after.end), kind, number.value, "", bound, "", figures, number.quantum)


def _is_share(text: str, at: int, end: int, figures: str) -> bool:
    """Whether a number without a sign is a percentage: 占比达2.4, and a decimal growth that ends its clause."""
    before = clause(text, at)
    if PERCENT_BEFORE.search(before):
        return True
    return (
        "." in figures
        and text[end : end + 1] in _CLAUSE_ENDS
        and RATE_BEFORE.search(before.rstrip()) is not None
    )


def _bare_place(text: str, at: int, end: int, figures: str) -> Found:
    ranks = RANKED.search(clause(text, at - 1)) or PLACES.search(clause(text, at - 1))
    kind, unit = (Kind.RANK, signs.PLACE) if ranks else (Kind.ORDINAL, "")
    return plain(at - 1, end, kind, decimal(figures).value, figures, unit=unit)


def _names(text: str, at: int, end: int, bound: Bound) -> bool:
    """An integer grown together with the word behind it: 626小河, 12355青少年服务台."""
    if bound is not Bound.EXACT or not text[at:end].isdigit() or not _HAN.match(text, end):
        return False
    return not context(text, at).endswith(_VALUE_BEFORE)
