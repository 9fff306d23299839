"""Papers that consist of what is paid to whom: the other numbers of their sentences are conditions, and nothing to be reached."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity.model import Kind
from policysum.statements.phrases import RULE
from policysum.statements.places import Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.model import Quantity, Span
    from policysum.statements.binding import Binding
    from policysum.statements.report import Report

__all__ = ["consists_of_payments", "may_be_condition", "pays_by_rule"]

_PAYS = table("grant_words").compiled("{gives|gets|rule_words.payment|rule_words.payment_more}")
_AMOUNTS = frozenset({Kind.MONEY, Kind.PERCENT})
_LEAST = 4
"""Sentences that pay from which a paper may consist of them."""
_SHARE = 2 / 3
"""The share of them among the sentences of its plans that have an amount: in those of plans and budgets it is less than a third."""
_PAID = table("status_cues").compiled("{done|done_alone|done_compared}")
_PARTS = re.compile(r"[^。；;]{1,400}")
_PRINTED = table("signs").compiled(r"\d\s{0,2}{numerals.big}{0,3}\s?{yuan}|\d\s?[%％‰]")
_READ = 6000
"""Characters that are read of a text of which nothing else says what it is."""
_RULES = 1 / 2
"""The share of its sentences with an amount from which on a text pays by rule: in reports and news it is less than a third."""
_REACH = 200
"""Characters around a number in which its sentence may pay; that of a hostile text has no end."""


def consists_of_payments(report: Report, quantities: Sequence[Quantity], sentences: Sequence[Span]) -> bool:
    """Whether most amounts in the plans of a report are said by sentences that pay somebody: 对新认定的茶园，给予50万元奖励.

    Args:
        report: The report.
        quantities: Its numbers, in order.
        sentences: Its sentences, in order.
    """
    if not any(one.role == "plan" for one in report.regions):
        return False
    amounts = [one.start for one in quantities if one.kind in _AMOUNTS]
    walk = Walk(report)
    pays = others = 0
    for start, end in sentences:
        at = bisect_left(amounts, start)
        if at == len(amounts) or amounts[at] >= end or walk.at(start).role != "plan":
            continue
        if _PAYS.search(report.text, start, end):
            pays += 1
        else:
            others += 1
    return pays >= _LEAST and pays >= _SHARE * (pays + others)


def may_be_condition(item: Binding, text: str) -> bool:
    """Whether a number of a paper that pays may belong to what is paid: an amount, or what its sentence pays for.

    A sentence that counts and pays nobody says what is to be done: 每年发布场景100个.
    """
    start, end = item.quantity.start, item.quantity.end
    begin, stop = max(item.sentence.start, start - _REACH), min(item.sentence.end, end + _REACH)
    return item.quantity.kind in _AMOUNTS or _PAYS.search(text, begin, stop) is not None


def pays_by_rule(text: str) -> bool:
    """Whether prose of which nothing says what it is mostly says what is given for what, and not what was: 对新建的茶厂，给予30万元奖励."""
    parts = _PARTS.findall("".join(text[:_READ].split()))
    amounts = [part for part in parts if _PRINTED.search(part)]
    pays = sum(RULE.search(part) is not None and not _PAID.search(part) for part in amounts)
    return pays >= _LEAST and pays >= _RULES * len(amounts)
