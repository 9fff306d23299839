"""Whether prose without a title says what was done or what is to be done: the evidence of its clauses, weighed.

The weights stand in mood_weights.tsv; benchmarks/fit_mood.py learns them from plan outlines and from the sections of reports
that have plain headings.
"""

from __future__ import annotations

import re
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["FEATURES", "Mood", "features", "mood_of"]

FEATURES = ("bias", "done", "past", "will", "onward", "ahead", "urges", "urged")
"""The evidence, in the order of the file of weights: of what share of the clauses each is true; `urges` says that one opens with a verb and `urged` that it does and says that it is done."""
_FILE = Path(__file__).parent / "mood_weights.tsv"
_SAMPLE = 6000
"""Characters that are read of a stretch."""
_FEW = 8
"""Clauses below which a stretch says nothing."""
_MOST = 50.0
"""The score from which on nothing is likelier."""
_REPORTED = 0.08
"""The share of clauses that say what was done beyond which prose is no mere plan."""
_REGULATED = 0.08
"""The share of clauses from which on prose sets rules, whatever is to be done in it."""
_CLAUSE = re.compile(r"[^，。；！？、,;!?：:·\s]{2,}")
_WORDS = table("mood_words")
_SAID = {
    "done": _WORDS.compiled("{done}"),
    "past": _WORDS.compiled(r"{past}|\d{signs.month}|\d{signs.day}"),
    "will": _WORDS.compiled("{will}"),
    "onward": _WORDS.compiled("{onward}"),
    "ahead": _WORDS.compiled(r"{ahead}|{reading_words.until}(?:19|20)\d\d{signs.year}"),
}
_URGES = _WORDS.compiled("(?:{onward}|{will}){0,3}{urges}")
_REGULATES = _WORDS.compiled("{regulates}")


class Mood(NamedTuple):
    """How likely prose plans, from 0 to 1, its role, if that is enough to say which of the two it is, and whether more of its words report than plan."""

    plans: float
    sure: Literal["plan", "achievement"] | None
    reports: bool


def features(text: str) -> dict[str, float]:
    """The evidence that a stretch gives of its mood."""
    return _shares(_clauses(text))


def _shares(clauses: Sequence[str]) -> dict[str, float]:
    found = dict.fromkeys(FEATURES, 0.0)
    for clause in clauses:
        for name, pattern in _SAID.items():
            found[name] += pattern.search(clause) is not None
        if _URGES.match(clause):
            found["urged" if _SAID["done"].search(clause) else "urges"] += 1
    share = {name: count / max(1, len(clauses)) for name, count in found.items()}
    return share | {"bias": 1.0}


def mood_of(text: str) -> Mood:
    """Weigh what a stretch says."""
    clauses = _clauses(text)
    weights, margin = _weights()
    shares = _shares(clauses)
    score = sum(weights[name] * value for name, value in shares.items())
    plans = 1 / (1 + exp(max(-_MOST, min(_MOST, -score))))
    regulated = sum(_REGULATES.search(clause) is not None for clause in clauses)
    mixed = score > 0 and shares["done"] + shares["past"] > _REPORTED
    silent = len(clauses) < _FEW or regulated >= _REGULATED * len(clauses)
    sure = not (silent or mixed) and abs(2 * plans - 1) >= margin
    role: Literal["plan", "achievement"] = "plan" if score > 0 else "achievement"
    return Mood(plans, role if sure else None, score < weights["bias"])


def _clauses(text: str) -> list[str]:
    return _CLAUSE.findall(text[:_SAMPLE])


@cache
def _weights() -> tuple[Mapping[str, float], float]:
    """The weight of each piece of evidence for a plan, and the lead below which nothing is concluded."""
    rows = [
        line.split("\t")
        for line in _FILE.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    values = {name: float(value) for name, value in rows[1:]}
    return values, values.pop("margin")
