"""What is done to all things that a list counts, and stands behind the last: 完成3个小区、5条道路改造."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity.model import Kind
from policysum.statements.binding import WINDOW
from policysum.statements.phrases import NOUN_AFTER_LIST
from policysum.statements.property_words import follower, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.statements.binding import Binding

__all__ = ["share_deeds"]

_WORDS = table("binding_words")
_DOES = _WORDS.compiled(
    r"{takes_deed}{name_heads.verb_mark}?(?:[^，,、]{0,12}|[^，,]{0,40}{name_links.list_end}\s*)$"
)
"""A verb whose object is what is done, and not the things it is done to: 完成5条道路改造, not 建成5条道路."""
_DEED = _WORDS.compiled("(?:{deed_way}|、){0,3}{deed_end}(?:{deed_whole})?$")
_HAS_DEED = _WORDS.compiled("(?:{deed_end}|{deed_whole})")
_DEED_UNITS = frozenset(_WORDS.words("deed_unit"))
"""What deeds themselves are counted in, and no thing that something is done to: 开展3次演练、5家企业检查."""
_THINGS = frozenset({Kind.COUNT, Kind.MEASURE})


def share_deeds(items: Sequence[Binding]) -> None:
    """Give every thing of a list the deed that stands behind the last one; one that has its own keeps it.

    Args:
        items: The numbers of a clause, with the words before and after each.
    """
    for run in _lists(items):
        deed = ""
        for item in reversed(run):
            noun = follower(item.after)
            own = _DEED.search(noun[-WINDOW:])
            if own:
                deed = own.group().lstrip("、")
            elif deed and noun and not _HAS_DEED.search(noun):
                item.after = f"{noun}{deed}"


def _lists(items: Sequence[Binding]) -> Iterator[Sequence[Binding]]:
    """The lists of counted things of a clause, each named behind its number and all under one verb."""
    start = 0
    for at in range(1, len(items) + 1):
        if at < len(items) and _goes_on(items[at]):
            continue
        run = items[start:at]
        if len(run) > 1 and _counts_things(run[0]) and _DOES.search(run[0].before[-WINDOW:]):
            yield run
        start = at


def _goes_on(item: Binding) -> bool:
    before = item.before[-WINDOW:]
    plain = not tidy(before) or NOUN_AFTER_LIST.search(before) is not None
    return item.listed and plain and _counts_things(item)


def _counts_things(item: Binding) -> bool:
    return item.quantity.kind in _THINGS and item.quantity.unit not in _DEED_UNITS
