"""How much is asked of a model at once, and how long its answer may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policysum.extract.passages import Passage
    from policysum.llm.types import ChatModel

__all__ = ["PROFILES", "SEED", "Profile", "answer_tokens", "profile_of"]

SEED = 7
"""Of every request: a server that heeds it gives the same answer again."""

_UNKNOWN_CONTEXT = 8192
_OVERHEAD = 900
"""Tokens of instructions, example and the fixed part of the schema, rounded up."""
_PER_CHARACTER = 1.2
"""Tokens for each character shown: itself at most about one, and what the answer says of it in items."""
_PER_NUMBER = 11
"""Tokens for each number in the list and in the schema."""
_NUMBER_WEIGHT = 25
"""Characters that take as many tokens as a number does, in the request and in the answer."""
_MOST_SAID = 1.5
"""Tokens an answer may need for each character shown, at most."""
_LONGEST_ANSWER = 8000
"""Several servers refuse a request for more outright."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How much is asked of a model at once.

    Attributes:
        prompt: The prompt of the first pass.
        chooses: It only chooses among phrases of the source; it is asked for no items and not asked again.
        size: Characters a passage may have where the context allows.
        numbers: Numbers a passage may ask for.
        weight: Characters of its size that each number takes up.
    """

    prompt: str
    chooses: bool
    size: int
    numbers: int
    weight: int


PROFILES: tuple[tuple[str, Profile], ...] = (
    # The bundled base model follows examples, not instructions, and is lost in a long passage.
    ("gemma-3-270m", Profile("label", chooses=True, size=250, numbers=4, weight=0)),
    ("", Profile("extract", chooses=False, size=9000, numbers=120, weight=_NUMBER_WEIGHT)),
)
"""Beginning of a model's name -> its profile; the first that fits."""


def profile_of(model: ChatModel) -> Profile:
    """The profile of a model, its passages no longer than its context can answer."""
    profile = next(profile for name, profile in PROFILES if model.name.startswith(name))
    context = model.capabilities.context or _UNKNOWN_CONTEXT
    fits = int((context - _OVERHEAD) / _PER_CHARACTER)
    return replace(profile, size=max(100, min(profile.size, fits)))


def answer_tokens(model: ChatModel, passage: Passage) -> int:
    """Tokens the answer about a passage may take."""
    context = model.capabilities.context or _UNKNOWN_CONTEXT
    wanted = 300 + 60 * len(passage.numbers) + int(len(passage.text) * _MOST_SAID)
    left = context - _OVERHEAD - len(passage.text) - _PER_NUMBER * len(passage.numbers)
    return max(200, min(wanted, _LONGEST_ANSWER, left))
