"""What a claim in prose says of its number: it is read by the reader of the source."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import Phrase
from policysum.statements import Ledger

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.statements import Mention

__all__ = ["Cue", "own_reading", "read_as_source", "status_cue"]

_REACH = 40
"""Characters before a number in which its cue is looked for."""
_CUES = (
    (Phrase("status_cues", "{expected}"), "forecast"),
    (Phrase("status_cues", "{aim}|{aim_scale}|{aim_outside_review}"), "target"),
    (Phrase("status_cues", "{done}|{done_alone}|^{done_first}"), "actual"),
    (Phrase("status_cues", "{aim_planned}"), "target"),
)
"""What is looked for, the weightiest first."""


class Cue(NamedTuple):
    """A word that says how certain a number is, and the status that it gives it."""

    word: str
    status: str


@lru_cache(maxsize=512)
def read_as_source(words: str) -> Ledger:
    """The words of a claim, read as those of a source are."""
    return Ledger(words)


def own_reading(claim: Claim) -> Mention | None:
    """A claim's number as its own words give it: its sentence, or its name and value read as one."""
    if claim.indicator:
        words = f"{claim.indicator}{claim.text}"
        return next(iter(read_as_source(words).within(len(claim.indicator), len(words))), None)
    at = claim.at if claim.at >= 0 else claim.context.find(claim.text)
    return read_as_source(claim.context).mention_at(at) if claim.context and at >= 0 else None


def status_cue(claim: Claim) -> Cue | None:
    """The cue of a claim's own words for its number; None where they keep silent.

    An aim or an expectation outweighs a word of completion (力争完成, 预计已), and that outweighs a plan.
    """
    context = claim.context
    at = claim.at if claim.at >= 0 else context.find(claim.text)
    before = context[max(0, at - _REACH) : max(0, at)]
    for cue, status in _CUES:
        found = cue.search(before)
        if found:
            return Cue(found.group(), status)
    return None
