"""Parts against their whole: sums, subsets, what 其中 and 共计 promise."""

from __future__ import annotations

from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from policysum.audit.bounds import bounded
from policysum.audit.findings import relation, shown
from policysum.audit.interval import at_most, printed, size, summed
from policysum.audit.texts import recomputed, related
from policysum.quantity import Kind
from policysum.statements.arithmetic.bounds import numbering
from policysum.statements.arithmetic.parts import (
    follows_plainly,
    is_each,
    is_item,
    opens_list,
    part_cue,
    total_said,
)
from policysum.statements.arithmetic.passage import AMOUNTS
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.quantity import Quantity
    from policysum.statements.arithmetic.passage import NumberedSentence
    from policysum.verification import Relation

__all__ = ["audit_parts"]

_MOST_PARTS = 40
_NEAR = 0.9
"""A list whose parts make up less of the whole than this is plainly a selection."""


def audit_parts(passage: NumberedSentence) -> Iterator[Relation]:
    """Sums and parts inside one sentence."""
    yield from _of_which(passage)
    for at in range(len(passage.numbers)):
        if at:
            yield from _total_of(passage, at)
        yield from _listed(passage, at)


def _of_which(passage: NumberedSentence) -> Iterator[Relation]:
    cue, numbers = part_cue(passage), passage.numbers
    if cue is None:
        return
    earlier = [
        at
        for at, number in enumerate(numbers)
        if number.end <= cue and number.kind in AMOUNTS and number.unit not in numbering()
        if not is_each(passage, at)
    ]
    later = [at for at, number in enumerate(numbers) if number.start > cue and number.kind in AMOUNTS]
    for unit in dict.fromkeys((numbers[at].kind, numbers[at].unit) for at in later):
        wholes = [numbers[at] for at in earlier if (numbers[at].kind, numbers[at].unit) == unit]
        parts = [numbers[at] for at in later if (numbers[at].kind, numbers[at].unit) == unit]
        if not wholes:
            continue
        sum_found = _sum(wholes[-1], parts)
        if sum_found is not None:
            yield sum_found
            continue
        direct = numbers[later[0]] is parts[0] and numbers[earlier[-1]] is wholes[-1]
        first = numbers.index(parts[0])
        listed = _run(passage, first, parts)
        if direct and (listed > 2 or numbers[later[0]].kind is Kind.MONEY):
            doubtful = _doubtful(wholes[-1], parts[:listed])
            if doubtful is not None:
                yield doubtful
                continue
        certain = direct and follows_plainly(passage, earlier[-1], cue, parts[0])
        yield from _subset(wholes, parts[:listed], certain=certain)


def _run(passage: NumberedSentence, first: int, parts: Sequence[Quantity]) -> int:
    """How many parts stand in one plain list, nothing else between them."""
    numbers, listed = passage.numbers, 1
    while (
        listed < len(parts) and numbers[first + listed] is parts[listed] and is_item(passage, first + listed)
    ):
        listed += 1
    return listed


def _doubtful(whole: Quantity, parts: Sequence[Quantity]) -> Relation | None:
    """A list of parts that comes to more than its whole, or so near to it that a slip is likely."""
    value, stated = sum(map(size, parts)), size(whole)
    if value < (_NEAR if len(parts) > 2 else 1) * stated or summed(parts, whole) != Agreement.INCONSISTENT:
        return None
    return _summed(whole, parts, Agreement.UNDECIDED, "overlap" if value > stated else "left_out")


def _sum(whole: Quantity, parts: Sequence[Quantity]) -> Relation | None:
    """The sum of two or more leading parts, if it is the whole."""
    if len(parts) > _MOST_PARTS:
        return None
    value = size(parts[0]) if parts else 0.0
    for count in range(2, len(parts) + 1):
        value += size(parts[count - 1])
        if not _close(value, size(whole)):
            continue
        if summed(parts[:count], whole) == Agreement.CONSISTENT:
            return _summed(whole, parts[:count], Agreement.CONSISTENT)
    return None


def _close(value: float, stated: float) -> bool:
    return abs(value - stated) <= 0.02 * abs(stated)  # open bounds meet almost anything


def _summed(whole: Quantity, parts: Sequence[Quantity], verdict: Agreement, *notes: str) -> Relation:
    remarks = () if verdict == Agreement.CONSISTENT else ("stated", *notes)
    total = shown(sum(map(size, parts)), whole, 4)
    text = recomputed("sum", *remarks, parts="+".join(printed(*parts)), total=total, stated=whole.text)
    what = related("sum", parts=" + ".join(part.text for part in parts), whole=whole.text)
    return relation("sum", what, (*parts, whole), text, verdict)


def _subset(wholes: Sequence[Quantity], parts: Sequence[Quantity], *, certain: bool) -> Iterator[Relation]:
    found = at_most(parts, wholes[-1])
    if found == Agreement.INCONSISTENT:
        worst = max(parts, key=size)
        if not certain or any(at_most([worst], whole) != Agreement.INCONSISTENT for whole in wholes):
            return  # another number of the sentence may be the whole
    yield bounded("part vs whole", parts, wholes[-1], found)


def _total_of(passage: NumberedSentence, at: int) -> Iterator[Relation]:
    """`A 3家、B 5家，共8家`, and `降低0.5%、0.87%，综合降低1.37%`."""
    said = total_said(passage, at)
    if said is None:
        return
    first = at
    while first and passage.kin(first - 1, at):
        first -= 1
    parts = passage.numbers[first:at]
    whole = passage.numbers[at]
    if len(parts) < 2:
        return
    for begin in range(len(parts)):
        found = _sum(whole, parts[begin:])
        if found is not None and len(found.spans) == len(parts) - begin + 1:
            yield found
            return
    certain = said.strict and not first and whole.kind in AMOUNTS and said.sure
    if certain and summed(parts, whole) == Agreement.INCONSISTENT:
        yield _summed(
            whole, parts, Agreement.INCONSISTENT if _parallel(passage, first, at) else Agreement.UNDECIDED
        )


def _parallel(passage: NumberedSentence, first: int, last: int) -> bool:
    """Whether the parts stand in one plain list, so that nothing can be missing from the sum."""
    return all(is_item(passage, at) for at in range(first + 1, last))


def _listed(passage: NumberedSentence, at: int) -> Iterator[Relation]:
    """`105个：工业类3个、城建类28个…`: a whole and the list of its parts, without 其中."""
    numbers = passage.numbers
    if numbers[at].kind not in AMOUNTS or at + 1 >= len(numbers):
        return
    if not opens_list(passage, at + 1):
        return
    alike = takewhile(partial(passage.kin, at), range(at + 1, len(numbers)))
    parts = [numbers[other] for other in alike]
    found = _sum(numbers[at], parts)
    if found is None and _run(passage, at + 1, parts) == len(parts) > 2:
        found = _doubtful(numbers[at], parts)
    if found is not None:
        yield found
