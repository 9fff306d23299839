"""Lines of an answer that speak of numbers by their index: `7:新增企业`, `3-5,9:target,2021`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
    for line in lines:
        head, *rest = _COLON.split(line, maxsplit=1)
        what = rest[0].strip() if rest and len(head) <= _LONGEST and _INDICES.fullmatch(head) else ""
        indices = list(numbers_in(head)) if what else []
        meant = [index for index in indices if index in known]
        if len(meant) < len(indices) or not meant:
            found.dropped += 1
        found.said |= dict.fromkeys(meant, what)
    return found
