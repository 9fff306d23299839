"""Lists of names and the counts beside them: `上海、杭州、西安等5个`; and the shares of a structure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from policysum.quantity.segment import nesting
from policysum.statements.arithmetic.words import phrase, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.quantity import Quantity
    from policysum.statements.arithmetic.passage import NumberedSentence

__all__ = ["Listing", "Structure", "listings", "structures"]

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
_BEFORE = 50

# What joins the names of a list; some of these words may also stand inside a name.
_COMMA, _AND, _SEVERAL = phrase("、"), phrase("[、{=and}]"), phrase("[、{=and}{=joins}]")
_JOINED = phrase(
    r"(?:^|[，,。；：（(]|{list_follows})(?P<list>[^，,。；：（()）\d{=and_so_on}]{1,12}"
    r"(?:[、{=and}{=joins}][^，,。；：（()）\d、{=and_so_on}{=and}{=joins}]{1,12}){1,4})$"
)
_PARTED = phrase(
    r"{industries}[^，,。；]{0,20}?(?P<ratio>\d{1,2}(?:\.\d{1,3})?(?:\s{0,2}[∶：:]\s{0,2}\d{1,2}(?:\.\d{1,3})?){2})(?![\d.])"
)


class Listing(NamedTuple):
    """A list of names and how it stands to a count.

    `way` is closed (A、B、C等5个), joined (A和B两个) or placed (3家（分别位于A、B、C）); `counts` are how many names it may have, as
    some of the words that join them may stand inside one; `alike` says that they are plainly of one list.
    """

    way: str
    names: str
    counts: frozenset[int]
    alike: bool = False


class Structure(NamedTuple):
    """The shares of a structure as they are printed (4.0∶37.7∶58.3), and their numbers."""

    ratio: str
    shares: list[Decimal]
    numbers: Sequence[Quantity]


def listings(passage: NumberedSentence, counts: Sequence[Quantity]) -> Iterator[tuple[Quantity, Listing]]:
    """The lists that stand beside some counts of a sentence."""
    depths: list[int] | None = None
    for number in counts:
        closed = _CLOSED.search(passage.text[max(passage.start, number.start - _CLOSING) : number.start])
        if closed is not None:
            depths = depths or nesting(passage.text, passage.start, passage.end)
            found = _before(passage, number.start - len(closed.group()), depths)
        else:
            found = _joined(passage, number)
        if found is not None:
            yield number, found
        placed = _PLACED.match(passage.text, number.end, passage.end)
        after = _after(placed["list"]) if placed else None
        if after is not None:
            yield number, after


def structures(text: str, quantities: Sequence[Quantity]) -> Iterator[Structure]:
    """The shares of industries that are given as one ratio."""
    starts = [quantity.start for quantity in quantities]
    for match in _PARTED.pattern.finditer(text):
        start, end = match.span("ratio")
        shares = [Decimal(part) for part in match["ratio"].translate(_COLONS).split(":")]
        numbers = quantities[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]
        yield Structure(match["ratio"], shares, numbers)


def _before(passage: NumberedSentence, end: int, depths: Sequence[int]) -> Listing | None:
    """`A、B、C等N个`, the list ending at `end`."""
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
    whole = at >= floor or floor <= passage.start
    if len(items) < 2 or not all(0 < len(item) <= _MOST_ITEM for item in items[1:]) or not whole:
        return None
    lead = _LEAD.match(items[0])
    items[0] = items[0][lead.end() if lead else 0 :] or items[0]
    return Listing("closed", "、".join(items), frozenset((len(items),)), _alike(items))


def _joined(passage: NumberedSentence, number: Quantity) -> Listing | None:
    """`望远和闽宁两个片区`: names right before their count."""
    listed = _JOINED.search(passage.text[max(passage.start, number.start - _BEFORE) : number.start])
    if listed is None:
        return None
    counts = frozenset(len(joint.pattern.split(listed["list"])) for joint in (_COMMA, _AND, _SEVERAL))
    return Listing("joined", listed["list"], counts)


def _after(listed: str) -> Listing | None:
    """`3家（分别位于A、B、C）`."""
    if any(char.isdigit() for char in listed) or _AND_SO_ON.search(listed):
        return None
    items = _SEVERAL.pattern.split(listed)
    return Listing("placed", "、".join(items), frozenset((len(items),))) if len(items) > 1 else None


def _alike(items: Sequence[str]) -> bool:
    """Whether the items are plainly of one list: all quoted titles, or all with the same last character."""
    titles = all(item[-1:] in "》”" for item in items) and all(item[0] in "《“" for item in items[1:])
    return titles or (len({item[-1:] for item in items}) == 1 and all(len(item) <= 6 for item in items))
