"""Words before and after a number that say how it stands to the real one, from `lexicon/bound_cues.tsv`."""

from __future__ import annotations

from policysum.lexicon import table
from policysum.quantity.model import Bound

__all__ = ["CUE_SPOILERS", "INFIXES", "PREFIXES", "SUFFIXES"]

_CUES = table("bound_cues")


def _bounds(place: str) -> dict[str, Bound]:
    return {word: Bound(value) for word, value in _CUES.values(place).items()}


PREFIXES = _bounds("prefix")
"""Directly before the number; one blank is allowed between."""
CUE_SPOILERS = {row.word: "".join(row.not_after) for row in _CUES.of("prefix") if row.not_after}
"""Characters before a cue that make another word of it: 节约5亿元, 通过3项, 附近2个."""
INFIXES = _bounds("infix")
"""Inside the number phrase: 40多家, 180余项, 3亿多元."""
SUFFIXES = _bounds("suffix")
"""After the unit; these belong to the span."""
