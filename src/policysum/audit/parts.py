"""Parts against their whole: sums, subsets, what 其中 and 共计 promise."""

from __future__ import annotations

from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from policysum.audit.bounds import bounded, numbering
from policysum.audit.interval import at_most, printed, size, summed
from policysum.audit.passage import AMOUNTS, relation, shown
from policysum.audit.phrases import phrase
from policysum.audit.texts import recomputed, related
from policysum.quantity import Kind
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.quantity import Quantity
    from policysum.verification import Relation
from policysum.audit.passage import Passage

__all__ = ["audit_parts"]

_OF_WHICH = phrase("{of_which}")
_TOTAL = phrase("(?:^|[，,、；：:（(]){above_all}?<SUM>(?:{achieved}|<FILL>)?$")
_SUMMED = phrase("[，,、]{ours}?(?:(?:{combined}|<SUM>)<GAP>{1,8}|<SUM><GAP>{0,4})$")
_LISTED = phrase("(?:[：:（(]|{consists})<GAP>{0,16}$")
_OPENED = phrase("[：:（(]<GAP>{0,16}$")
_ITEM = phrase("[，,、；]<GAP>{1,14}")
_RIGHT_ON = phrase("<GAP>{0,16}[，,（(：:]?")
_INCREASE = phrase("{than}<GAP>{0,14}$|(?<![{=newly}])<CHANGE>{fill}?$")
_LEVEL = phrase("{reach}|{to}|{grand}|<SUM>")
"""A part given as a stock may be more than a whole given as an increase."""

_EACH = phrase("{each}<GAP>{0,6}$")
"""A number for each head or place is not the whole of anything."""

_MOST_PARTS = 40
_NEAR = 0.9
"""A list whose parts make up less of the whole than this is plainly a selection."""

_SURE = phrase("{sum_sure}")
"""Words that promise a sum; 共 and 累计 may count something else."""


def audit_parts(passage: Passage) -> Iterator[Relation]:
    """Sums and parts inside one sentence."""
    yield from _of_which(passage)
    for at in range(len(passage.numbers)):
        if at:
            yield from _total_of(passage, at)
        yield from _listed(passage, at)


def _of_which(passage: Passage) -> Iterator[Relation]:
    said = _OF_WHICH.search(passage.text, passage.start, passage.end)
    if said is None:
        return
    cue, numbers = said.start(), passage.numbers
    earlier = [
        at
        for at, number in enumerate(numbers)
        if number.end <= cue and number.kind in AMOUNTS and number.unit not in numbering()
        if not _EACH.search(passage.before(at))
    ]
    later = [at for at, number in enumerate(numbers) if number.start > cue and number.kind in AMOUNTS]
    if not earlier or not later:
        return
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
        certain = direct and _plain(passage, earlier[-1], cue, parts[0])
        yield from _subset(wholes, parts[:listed], certain=certain)


def _plain(passage: Passage, whole: int, cue: int, part: Quantity) -> bool:
    """Whether 其中 follows right on a whole that is no mere increase, and leads right to the part."""
    return (
        _RIGHT_ON.fullmatch(passage.text, passage.numbers[whole].end, cue) is not None
        and not _INCREASE.search(passage.before(whole))
        and not _LEVEL.search(passage.text, cue, part.start)
    )


def _run(passage: Passage, first: int, parts: Sequence[Quantity]) -> int:
    """How many parts stand in one plain list, nothing else between them."""
    numbers, listed = passage.numbers, 1
    while (
        listed < len(parts)
        and numbers[first + listed] is parts[listed]
        and _ITEM.fullmatch(passage.before(first + listed))
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


def _total_of(passage: Passage, at: int) -> Iterator[Relation]:
    """`A 3家、B 5家，共8家`, and `降低0.5%、0.87%，综合降低1.37%`."""
    words = passage.before(at)
    strict = _TOTAL.search(words)
    if not strict and not _SUMMED.search(words):
        return
    first = at
    while first and passage.kin(first - 1, at):
        first -= 1
    parts = passage.numbers[first:at]
    whole = passage.numbers[at]
    if len(parts) < 2 or whole.kind not in AMOUNTS | {Kind.PERCENT}:
        return
    for begin in range(len(parts)):
        found = _sum(whole, parts[begin:])
        if found is not None and len(found.spans) == len(parts) - begin + 1:
            yield found
            return
    certain = strict and not first and whole.kind in AMOUNTS and _SURE.search(words)
    if certain and summed(parts, whole) == Agreement.INCONSISTENT:
        yield _summed(
            whole, parts, Agreement.INCONSISTENT if _parallel(passage, first, at) else Agreement.UNDECIDED
        )


def _parallel(passage: Passage, first: int, last: int) -> bool:
    """Whether the parts stand in one plain list, so that nothing can be missing from the sum."""
    return all(_ITEM.fullmatch(passage.before(at)) is not None for at in range(first + 1, last))


def _listed(passage: Passage, at: int) -> Iterator[Relation]:
    """`105个：工业类3个、城建类28个…`: a whole and the list of its parts, without 其中."""
    numbers = passage.numbers
    if (
        numbers[at].kind not in AMOUNTS
        or at + 1 >= len(numbers)
        or not _LISTED.search(passage.before(at + 1))
    ):
        return
    alike = takewhile(partial(passage.kin, at), range(at + 1, len(numbers)))
    parts = [numbers[other] for other in alike]
    found = _sum(numbers[at], parts)
    if (
        found is None
        and _OPENED.search(passage.before(at + 1))
        and _run(passage, at + 1, parts) == len(parts) > 2
    ):
        found = _doubtful(numbers[at], parts)
    if found is not None and not _OF_WHICH.search(passage.before(at + 1)):
        yield found
