"""What a section tells where no heading says it: the evidence of its prose, weighed.

The weights stand in role_weights.tsv; benchmarks/fit_roles.py fits them to reports whose sections have plain headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FEATURES", "WEIGHED", "Weighed", "features", "weigh"]

Role = Literal["achievement", "problem", "plan"]
WEIGHED: tuple[Role, ...] = ("achievement", "problem", "plan")
"""The roles that are weighed against each other."""
TONES = ("intended", "urged", "finished", "lacking", "dutiful")
FEATURES = (
    "bias", *TONES, *(f"{tone}_first" for tone in TONES), *(f"{tone}_share" for tone in TONES), "growth", "past", "ahead", "figures", "short",
    *(f"after_{role}" for role in WEIGHED), "trouble", "place",
)  # fmt: skip
"""The evidence, in the order of the file of weights."""

_TONE = table("tone_words").scanner()
_WEIGHTS = Path(__file__).parent / "role_weights.tsv"
_SAMPLE = 1500
"""Characters of a section that are read for its tone."""
_SHORT = 4
"""Clauses below which a section says little."""
_CLAUSE = re.compile("[^，。；！？、,;!?：:\\s]+")
_GROWTH = re.compile(r"(?:增长|下降|提高|增加|减少|上升|减少|降低)(?:了|约|近)?\d")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_SLOGAN = re.compile("以[^，。；]{1,24}?为(?:目标|导向|抓手|主线|核心|引领|统领|契机|重点)")
"""What says in whose name something is done, and proves nothing: 以高质量发展为目标."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Weighed:
    """The likeliest role of a section, and by how much it is likelier than the next one."""

    role: Role
    lead: float
    sure: bool


def features(
    text: str, *, year: int | None = None, after: str | None = None, trouble: bool = False, place: float = 0.0
) -> dict[str, float]:
    """The evidence of a section.

    Args:
        text: its prose.
        year: the year the report looks back on.
        after: the role of the section before it, if that has no heading in plain words either.
        trouble: whether problems have been told before it: a report tells its plans behind them.
        place: where in the report it begins, from 0 to 1.
    """
    sample = _SLOGAN.sub("", text[:_SAMPLE])
    clauses = [match.group() for match in _CLAUSE.finditer(sample)]
    count = max(1, len(clauses))
    found = dict.fromkeys(FEATURES, 0.0)
    found["bias"] = 1.0
    for clause in clauses:
        for start, _, row in _TONE.find(clause):
            found[row.group] += 1 / count
            if start == 0:
                found[f"{row.group}_first"] += 1 / count
    told = sum(found[tone] for tone in TONES)
    for tone in TONES if told else ():
        found[f"{tone}_share"] = found[tone] / told
    years = [int(named) for named in _YEAR.findall(sample)] if year else []
    found["growth"] = len(_GROWTH.findall(sample)) / count
    if years:
        found["ahead"] = sum(named > (year or 0) for named in years) / len(years)
        found["past"] = 1 - found["ahead"]
    found["figures"] = len(_NUMBER.findall(sample)) / count
    found["short"] = float(count < _SHORT)
    if after in WEIGHED:
        found[f"after_{after}"] = 1.0
    found["trouble"] = float(trouble)
    found["place"] = place
    return found


def weigh(evidence: Mapping[str, float]) -> Weighed:
    """Weigh the evidence of a section, which `features` gathers."""
    weights, margin = _weights()
    scores = {role: sum(weights[role][name] * evidence[name] for name in FEATURES) for role in WEIGHED}
    top = max(scores.values())
    likely = {role: exp(score - top) for role, score in scores.items()}
    total = sum(likely.values())
    first, second = sorted(likely, key=lambda role: -likely[role])[:2]
    lead = (likely[first] - likely[second]) / total
    return Weighed(first, lead, lead >= margin)


@cache
def _weights() -> tuple[Mapping[Role, Mapping[str, float]], float]:
    """The weight of each feature for each role, and the lead below which a role is unknown."""
    rows = [
        line.split("\t")
        for line in _WEIGHTS.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    roles = cast("list[Role]", rows[0][1:])
    weights: dict[Role, dict[str, float]] = {role: {} for role in roles}
    margin = 0.0
    for name, *cells in rows[1:]:
        if name == "margin":
            margin = float(cells[0])
            continue
        for role, cell in zip(roles, cells, strict=True):
            weights[role][name] = float(cell)
    return weights, margin
