"""Lines of an answer that speak of numbers by their index: `7:新增企业`, `3-5,9:target,2021`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from policysum.extract.salvage import numbers_in
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Indexed", "by_index"]

_LONGEST = 400
"""Characters of indices before a colon."""
_COLON = re.compile("[:：=]")
_INDICES = table("signs").compiled(r"[\d\[\]\s,，、.#{=ordinal|number_sign|year_words.until}~～—–-]+")
_LISTED = re.compile(r"\s*(?:\[(\d{1,4})\]|(\d{1,4})[.、．|](?!\d))\s*")
"""An index as a list is numbered: [7]新增企业, 7. 新增企业."""
_NEXT = re.compile(r"\n[^\S\n]*+(?=\[?\d)|[;；]\s*+(?=[\d\[\],，、~～—–-]{1,60}[:：=])")
"""Between two lines that were written as one."""
_MARK = re.compile(r"\[\d{1,4}\]")
"""The mark of a number, copied along with what is said of it."""


@dataclass(slots=True)
class Indexed:
    """What is said of each index.

    Attributes:
        said: index -> what is said of it; the last word counts.
        dropped: lines that speak of nothing that was asked for.
    """

    said: dict[int, str] = field(default_factory=dict)
    dropped: int = 0


def by_index(lines: Iterable[str], known: Collection[int]) -> Indexed:
    """What each line says, under every index it names.

    Args:
        lines: of the form `indices:what`; several indices share what is said, and a dash is a range.
        known: the indices that there are.
    """
    found = Indexed()
    for line in chain.from_iterable(map(_NEXT.split, lines)):
        head, what = _parted(line)
        what = _MARK.sub("", what).strip()
        indices = list(numbers_in(head)) if what else []
        meant = [index for index in indices if index in known]
        if len(meant) < len(indices) or not meant:
            found.dropped += 1
        found.said |= dict.fromkeys(meant, what)
    return found


def _parted(line: str) -> tuple[str, str]:
    """The indices of a line and what it says of them; nothing where it has no such form."""
    head, *rest = _COLON.split(line, maxsplit=1)
    if rest and len(head) <= _LONGEST and _INDICES.fullmatch(head):
        return head, rest[0]
    listed = _LISTED.match(line)
    return (listed[1] or listed[2], line[listed.end() :]) if listed else ("", "")
