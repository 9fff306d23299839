"""What a stretch of prose is of where no heading says it: the evidence of its words, weighed.

The weights stand in role_weights.tsv; benchmarks/fit_roles.py learns them from reports whose sections have plain headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import exp
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from policysum.document.roles import SLOGAN
from policysum.lexicon import Phrase, table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FEATURES", "WEIGHED", "Weighed", "features", "lacks", "pairs", "weigh"]

WeighedRole = Literal["achievement", "problem", "plan"]
WEIGHED: tuple[WeighedRole, ...] = ("achievement", "problem", "plan")
"""The roles that are weighed against each other."""
FEATURES = (
    "bias", "lacking", "growth", "past", "ahead", "figures",
    *(f"after_{role}" for role in WEIGHED), "trouble", "place",
)  # fmt: skip
"""The evidence besides the words, in the order of the file of weights; what follows there are pairs of characters."""

_FILE = Path(__file__).parent / "role_weights.tsv"
_SAMPLE = 1500
"""Characters that are read of a stretch."""
_FEW = 5
"""Known pairs of characters below which a stretch says nothing."""
_CLAUSE = re.compile(r"[^，。；！？、,;!?：:\s]+")
_WORDS = table("section_words")
_LACKING = Phrase("tone_words", "{lacking}")
_GROWTH = _WORDS.compiled(r"{changes}(?:{changes_by})?\d")
# Each begins with a single character, so that a scan skips all others.
_YEAR = _WORDS.compiled(r"((?:19|20)\d\d)(?<!\d....){signs.year}")
_NUMBER = re.compile(r"\d\d*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Weighed:
    """The likeliest role of a stretch, and by how much it is likelier than the next one."""

    role: WeighedRole
    lead: float
    sure: bool


def lacks(text: str) -> bool:
    """Whether prose says that something is lacking."""
    return _LACKING.search(text[:_SAMPLE]) is not None


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters of a stretch: 力争, 争完, 完成."""
    sample = text[:_SAMPLE]
    return set(map(add, sample, sample[1:]))


def features(
    text: str,
    *,
    year: int | None,
    after: str | None = None,
    trouble: bool = False,
    place: float = 0.0,
) -> dict[str, float]:
    """The evidence of a stretch besides its words.

    Args:
        text: its prose.
        year: the year the report looks back on.
        after: the role of the stretch before it, if that has no heading in plain words either.
        trouble: whether problems stand before it: a report gives its plans behind them.
        place: where in the report it begins, from 0 to 1; 0 where the report has no plan of its own.
    """
    sample = text[:_SAMPLE]
    count = max(1, len(_CLAUSE.findall(sample)))
    found = dict.fromkeys(FEATURES, 0.0)
    found["bias"] = 1.0
    found["lacking"] = sum(1 for _ in _LACKING.pattern.finditer(sample)) / count
    found["growth"] = len(_GROWTH.findall(sample)) / count
    years = [int(named) for named in _YEAR.findall(sample)] if year else []
    if years:
        found["ahead"] = sum(named > (year or 0) for named in years) / len(years)
        found["past"] = 1 - found["ahead"]
    found["figures"] = len(_NUMBER.findall(sample)) / count
    if after in WEIGHED:
        found[f"after_{after}"] = 1.0
    found["trouble"] = float(trouble)
    found["place"] = place
    return found


def weigh(
    text: str,
    *,
    year: int | None = None,
    after: str | None = None,
    trouble: bool = False,
    place: float = 0.0,
) -> Weighed:
    """Weigh the evidence of a stretch; see `features`."""
    weights, margin = _weights()
    text = SLOGAN.sub("", text[:_SAMPLE])
    evidence = features(text, year=year, after=after, trouble=trouble, place=place)
    known = pairs(text) & weights.keys()
    scores = [0.0] * len(WEIGHED)
    for name, value in evidence.items():
        for at, weight in enumerate(weights[name] if value else ()):
            scores[at] += value * weight
    for pair in known:
        for at, weight in enumerate(weights[pair]):
            scores[at] += weight
    # Nothing is a problem that lacks nothing.
    roles = [role for role in WEIGHED if role != "problem" or evidence["lacking"]]
    top = max(scores)
    likely = {role: exp(scores[WEIGHED.index(role)] - top) for role in roles}
    first, second = sorted(roles, key=lambda role: -likely[role])[:2]
    lead = (likely[first] - likely[second]) / (sum(likely.values()) or 1.0)
    return Weighed(first, lead, len(known) >= _FEW and lead >= margin)


@cache
def _weights() -> tuple[Mapping[str, tuple[float, ...]], float]:
    """The weight of each piece of evidence for each role, and the lead below which a role is unknown."""
    rows = [
        line.split("\t")
        for line in _FILE.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    order = [cast("list[WeighedRole]", rows[0][1:]).index(role) for role in WEIGHED]
    weights = {name: tuple(float(cells[at]) for at in order) for name, *cells in rows[1:-1]}
    return weights, float(rows[-1][1])
