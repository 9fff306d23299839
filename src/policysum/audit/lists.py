"""Lists against their counts: `上海、杭州、西安等5个`, and proportions against one hundred."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.audit.interval import plain, size
from policysum.audit.passage import relation
from policysum.audit.phrases import phrase, word_set
from policysum.audit.texts import recomputed, related
from policysum.quantity import Kind
from policysum.quantity.segment import nesting
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.audit.passage import Passage
    from policysum.quantity import Quantity
    from policysum.verification import Relation

__all__ = ["audit_lists", "audit_proportions"]

_REACH = 160
_COLONS = str.maketrans("∶：", "::")
"""Characters before a count in which its list may begin."""

_CLOSED = phrase(r"{and_so_on}(?:<SUM>|{in_all})?\s?$")
_CLOSING = 6
"""How a list ends before its count, and the most characters that takes."""

_STOPS = frozenset("，,。；;：:\n（(）)")
_LEAD = phrase("[^《“]*?{list_opens}")
"""Words that may open the first item of a list without being part of its name."""

_PLACED = phrase("[^，,。；（(]{0,20}[（(]{apart}{located}?(?P<list>[^（()）]{2,80})[）)]")
_AND_SO_ON = phrase("{and_so_on}")
_MOST_ITEM = 40


def audit_lists(passage: Passage) -> Iterator[Relation]:
    """Each count that follows or introduces a list of names."""
    depths: list[int] | None = None
    for number in passage.numbers:
        if number.kind is not Kind.COUNT or not _whole(number):
            continue
        closed = _CLOSED.search(passage.text[max(passage.start, number.start - _CLOSING) : number.start])
        if closed is not None:
            depths = depths or nesting(passage.text, passage.start, passage.end)
            yield from _before(passage, number, number.start - len(closed.group()), depths)
        else:
            yield from _joined(passage, number)
        placed = _PLACED.match(passage.text, number.end, passage.end)
        if placed:
            yield from _after(number, placed["list"])


def _whole(number: Quantity) -> bool:
    return 1 < size(number) <= 10_000 and size(number).is_integer()


def _before(passage: Passage, number: Quantity, end: int, depths: Sequence[int]) -> Iterator[Relation]:
    """`A、B、C等N个`, the list ending at `end`: what is named is no more than what is counted."""
    text = passage.text
    items, right = [], end
    floor = max(passage.start, end - _REACH)
    at = end - 1
    while at >= floor:
        outside = depths[at - passage.start] == 0
        if outside and (
            text[at] in _STOPS or (text[at] in word_set("and_so_on") and text[at + 1 : at + 2].isdecimal())
        ):
            break  # where the clause begins, or where an earlier list ends
        if outside and text[at] == "、":
            items.append(text[at + 1 : right])
            right = at
        at -= 1
    items.append(text[at + 1 : right])
    items.reverse()
    if (
        len(items) < 2
        or not all(0 < len(item) <= _MOST_ITEM for item in items[1:])
        or (at < floor and floor > passage.start)
    ):
        return
    lead = _LEAD.match(items[0])
    items[0] = items[0][lead.end() if lead else 0 :] or items[0]
    count, named = int(size(number)), len(items)
    if named > count and not _alike(items):
        return  # an earlier list may run into this one
    what = related("list", names="、".join(items), count=number.text)
    key, verdict = "list_full" if named == count else "list_part", Agreement.CONSISTENT
    if named > count:
        key, verdict = "list_over", Agreement.INCONSISTENT
    yield relation("enumeration", what, (number,), recomputed(key, named=named, count=number.text), verdict)


# What joins the names of a list; some of these words may also stand inside a name.
_COMMA, _AND, _SEVERAL = phrase("、"), phrase("[、{=and}]"), phrase("[、{=and}{=joins}]")
_JOINED = phrase(
    r"(?:^|[，,。；：（(]|{list_follows})(?P<list>[^，,。；：（()）\d{=and_so_on}]{1,12}"
    r"(?:[、{=and}{=joins}][^，,。；：（()）\d、{=and_so_on}{=and}{=joins}]{1,12}){1,4})$"
)


def _joined(passage: Passage, number: Quantity) -> Iterator[Relation]:
    """`望远和闽宁两个片区`: names right before their count; only agreement means something."""
    text = passage.text[max(passage.start, number.start - 50) : number.start]
    listed = _JOINED.search(text)
    if listed is None:
        return
    counts = {len(joint.pattern.split(listed["list"])) for joint in (_COMMA, _AND, _SEVERAL)}
    if size(number) in counts:
        named = int(size(number))
        what = related("list_joined", names=listed["list"], count=number.text)
        text = recomputed("list_full", named=named, count=number.text)
        yield relation("enumeration", what, (number,), text, Agreement.CONSISTENT)


def _alike(items: Sequence[str]) -> bool:
    """Whether the items are plainly of one list: all quoted titles, or all with the same last character."""
    titles = all(item[-1:] in "》”" for item in items) and all(item[0] in "《“" for item in items[1:])
    return titles or (len({item[-1:] for item in items}) == 1 and all(len(item) <= 6 for item in items))


def _after(number: Quantity, listed: str) -> Iterator[Relation]:
    """`3家（分别位于A、B、C）`."""
    if any(char.isdigit() for char in listed) or _AND_SO_ON.search(listed):
        return
    items = _SEVERAL.pattern.split(listed)
    count = int(size(number))
    if len(items) > 1 and len(items) == count:
        yield relation(
            "enumeration",
            related("list_after", count=number.text, names="、".join(items)),
            (number,),
            recomputed("list_full", named=count, count=number.text),
            Agreement.CONSISTENT,
        )


_PARTED = phrase(
    r"{industries}[^，,。；]{0,20}?(?P<ratio>\d{1,2}(?:\.\d{1,3})?(?:\s{0,2}[∶：:]\s{0,2}\d{1,2}(?:\.\d{1,3})?){2})(?![\d.])"
)


def audit_proportions(text: str, quantities: Sequence[Quantity]) -> Iterator[Relation]:
    """`三次产业结构为4.0∶37.7∶58.3`: the three make one hundred."""
    starts = [quantity.start for quantity in quantities]
    for match in _PARTED.pattern.finditer(text):
        start, end = match.span("ratio")
        shares = [Decimal(part) for part in match["ratio"].translate(_COLONS).split(":")]
        total = sum(shares, Decimal(0))
        step = max(Decimal(1).scaleb(int(part.as_tuple().exponent)) for part in shares)
        fits = abs(total - 100) <= step * len(shares)
        if not fits and not 75 < total < 135:
            continue
        found = quantities[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]
        what = related("proportions", ratio=match["ratio"])
        remarks = [] if fits else ["not_hundred"]
        sum_text = recomputed(
            "sum", *remarks, parts="+".join(str(part) for part in shares), total=plain(total)
        )
        yield relation("sum", what, found, sum_text, Agreement.CONSISTENT if fits else Agreement.INCONSISTENT)
