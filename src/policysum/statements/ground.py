"""What a reading rests on."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from policysum.lexicon import table

__all__ = ["Ground", "plain_role", "without_topic"]


class Ground(StrEnum):
    """What a reading rests on, the surest first."""

    STATED = "stated"
    CARRIED = "carried"
    INFERRED = "inferred"
    ASSUMED = "assumed"
    MODEL = "model"
    """The source only lets it be inferred, and a model decided it."""

    @property
    def convicts(self) -> bool:
        """Whether a claim that differs may be refused; against the others it is only unclear."""
        return self in _CONVICTING


_CONVICTING = frozenset({Ground.STATED, Ground.CARRIED})
_WORDS = table("ground_words")
_TOPIC = _WORDS.compiled("{about}[^，。；]{0,40}?{matter}|{some}{weighty}?{matter}")
_HEADINGS = table("heading_words").scanner()


def without_topic(title: str) -> str:
    """A heading without the matters that it only speaks about: 关于农业生产问题, 解决就业问题, 需要把握的几个问题."""
    return _TOPIC.sub("", title)


@lru_cache(maxsize=256)
def plain_role(path: tuple[str, ...]) -> str:
    """What the innermost heading that says so in plain words says of its section: plan, review, problem or nothing."""
    for title in reversed(path):
        if found := _HEADINGS.last(without_topic(title)):
            return found[2].group
    return ""
