"""Lists against their counts: `上海、杭州、西安等5个`, and proportions against one hundred."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.audit.findings import relation
from policysum.audit.interval import plain, size
from policysum.audit.texts import recomputed, related
from policysum.quantity import Kind
from policysum.statements.arithmetic.listings import listings, structures
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policysum.quantity import Quantity
    from policysum.statements import Ledger
    from policysum.statements.arithmetic.listings import Listing
    from policysum.statements.arithmetic.passage import NumberedSentence
    from policysum.verification import Relation

__all__ = ["audit_lists", "audit_proportions"]

_SAID = {"closed": "list", "joined": "list_joined", "placed": "list_after"}
_MOST = 10_000
_LEAST_TOTAL, _MOST_TOTAL = 75, 135
"""Between these the shares of a structure are meant to make one hundred."""


def audit_lists(passage: NumberedSentence) -> Iterator[Relation]:
    """Each count that follows or introduces a list of names."""
    counts = [number for number in passage.numbers if number.kind is Kind.COUNT and _whole(number)]
    for number, listing in listings(passage, counts):
        yield from _counted(number, listing)


def _whole(number: Quantity) -> bool:
    return 1 < size(number) <= _MOST and size(number).is_integer()


def _counted(number: Quantity, listing: Listing) -> Iterator[Relation]:
    """What is named is no more than what is counted; names without 等 mean something only where they are as many."""
    count = int(size(number))
    named = count if count in listing.counts else max(listing.counts)
    if named != count and (listing.way != "closed" or (named > count and not listing.alike)):
        return  # an earlier list may run into this one
    key, verdict = "list_full" if named == count else "list_part", Agreement.CONSISTENT
    if named > count:
        key, verdict = "list_over", Agreement.INCONSISTENT
    what = related(_SAID[listing.way], names=listing.names, count=number.text)
    yield relation("enumeration", what, (number,), recomputed(key, named=named, count=number.text), verdict)


def audit_proportions(ledger: Ledger) -> Iterator[Relation]:
    """`三次产业结构为4.0∶37.7∶58.3`: the three make one hundred."""
    for ratio, shares, numbers in structures(ledger.text, ledger.quantities):
        total = sum(shares, Decimal(0))
        step = max(Decimal(1).scaleb(int(part.as_tuple().exponent)) for part in shares)
        fits = abs(total - 100) <= step * len(shares)
        if not _LEAST_TOTAL < total < _MOST_TOTAL:
            continue
        remarks = [] if fits else ["not_hundred"]
        sum_text = recomputed(
            "sum", *remarks, parts="+".join(str(part) for part in shares), total=plain(total)
        )
        verdict = Agreement.CONSISTENT if fits else Agreement.INCONSISTENT
        yield relation("sum", related("proportions", ratio=ratio), numbers, sum_text, verdict)
