"""What a reading rests on."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from policysum.lexicon import table

__all__ = ["Ground", "plain_role"]


class Ground(StrEnum):
    """What a reading rests on, the surest first."""

    STATED = "stated"
    CARRIED = "carried"
    INFERRED = "inferred"
    ASSUMED = "assumed"

    @property
    def convicts(self) -> bool:
        """Whether a claim that differs may be refused; against the others it is only unclear."""
        return self in _CONVICTING


_CONVICTING = frozenset({Ground.STATED, Ground.CARRIED})
_HEADINGS = table("heading_words").scanner()


@lru_cache(maxsize=256)
def plain_role(path: tuple[str, ...]) -> str:
    """What the innermost heading that says so in plain words says of its section: plan, review, problem or nothing."""
    for title in reversed(path):
        if found := _HEADINGS.last(title):
            return found[2].group
    return ""
