"""What a section is of where no heading says it: the evidence of its prose, weighed.

The weights stand in role_weights.tsv; benchmarks/fit_roles.py fits them to reports whose sections have plain headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from policysum.document.roles import SLOGAN
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ALONE", "FEATURES", "WEIGHED", "Weighed", "features", "tone_of", "weigh"]

Role = Literal["achievement", "problem", "plan"]
WEIGHED: tuple[Role, ...] = ("achievement", "problem", "plan")
"""The roles that are weighed against each other."""
TONES = ("intended", "urged", "finished", "lacking", "dutiful")
FEATURES = (
    "bias", *TONES, *(f"{tone}_first" for tone in TONES), *(f"{tone}_share" for tone in TONES), "growth", "past", "ahead", "figures", "short",
    *(f"after_{role}" for role in WEIGHED), "trouble", "place",
)  # fmt: skip
"""The evidence of a section among others whose headings are plain, in the order of the file of weights."""
ALONE = (
    *(name for name in FEATURES if name != "trouble"), *(f"{tone}_head" for tone in TONES), "growth_head",
    *(f"{name}_whole" for name in ("intended", "urged", "finished", "growth", "figures")),
)  # fmt: skip
"""The evidence of a section of a text none of whose headings is plain: what the heading and the whole text say too."""

_ALL = tuple(dict.fromkeys((*FEATURES, *ALONE)))
_SAYING = (
    *TONES,
    "growth",
    "past",
    "ahead",
    *(f"{name}_whole" for name in ("intended", "urged", "finished", "growth")),
)
"""The evidence without which place and neighbours prove nothing."""
_TONE = table("tone_words").scanner()
_FOLDER = Path(__file__).parent
_SAMPLE = 1500
"""Characters of a section that are read for its tone."""
_WHOLE = 20_000
"""Characters of a report that are read for the tone of the whole."""
_HEADING = 40
"""Characters of the first sentence that are read as the heading."""
_STOP = re.compile(r"[。；！？\n]")
_SHORT = 4
"""Clauses below which a section says little."""
_CLAUSE = re.compile(r"[^，。；！？、,;!?：:\s]+")
_WORDS = table("section_words")
_GROWTH = _WORDS.compiled(r"{changes}(?:{changes_by})?\d")
# Each begins with a single character, so that a scan skips all others.
_YEAR = _WORDS.compiled(r"((?:19|20)\d\d)(?<!\d....){signs.year}")
_NUMBER = re.compile(r"\d\d*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Weighed:
    """The likeliest role of a section, and by how much it is likelier than the next one."""

    role: Role
    lead: float
    sure: bool


def features(
    text: str,
    *,
    year: int | None = None,
    after: str | None = None,
    trouble: bool = False,
    place: float = 0.0,
    whole: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """The evidence of a section.

    Args:
        text: its prose.
        year: the year the report looks back on.
        after: the role of the section before it, if that has no heading in plain words either.
        trouble: whether problems stand before it: a report gives its plans behind them.
        place: where in the report it begins, from 0 to 1.
        whole: the tone of the report as a whole, as `tone_of` gives it.
    """
    sample = SLOGAN.sub("", text[:_SAMPLE])
    begun = {match.start() for match in _CLAUSE.finditer(sample)}
    count = max(1, len(begun))
    found = dict.fromkeys(_ALL, 0.0)
    found["bias"] = 1.0
    for start, _, row in _TONE.find(sample):
        found[row.group] += 1 / count
        if start in begun:
            found[f"{row.group}_first"] += 1 / count
    for name, share in _of_heading(sample).items():
        found[name] = share
    toned = sum(found[tone] for tone in TONES)
    for tone in TONES if toned else ():
        found[f"{tone}_share"] = found[tone] / toned
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
    for name, share in (whole or {}).items():
        found[f"{name}_whole"] = share
    return found


def tone_of(text: str) -> dict[str, float]:
    """How much of a whole report intends, urges, reports as finished, compares and counts, a clause."""
    sample = SLOGAN.sub("", text[:_WHOLE])
    count = max(1, len(_CLAUSE.findall(sample)))
    found = dict.fromkeys(("intended", "urged", "finished"), 0.0)
    for _, _, row in _TONE.find(sample):
        if row.group in found:
            found[row.group] += 1 / count
    found["growth"] = len(_GROWTH.findall(sample)) / count
    found["figures"] = len(_NUMBER.findall(sample)) / count
    return found


def _of_heading(sample: str) -> dict[str, float]:
    """What the heading that a section begins with, or its first sentence, says."""
    end = _STOP.search(sample)
    heading = sample[: end.start() if end else _HEADING][:_HEADING]
    found = {f"{row.group}_head": 1.0 for _, _, row in _TONE.find(heading)}
    found["growth_head"] = float(_GROWTH.search(heading) is not None)
    return found


def weigh(evidence: Mapping[str, float], *, alone: bool = False) -> Weighed:
    """Weigh the evidence of a section, which `features` gathers.

    Args:
        evidence: what speaks for each role.
        alone: whether no heading of the text says in plain words what its section is of.
    """
    weights, margin = _weights("role_weights_alone.tsv" if alone else "role_weights.tsv")
    # Nothing is a problem that lacks nothing.
    roles = [role for role in WEIGHED if role != "problem" or evidence["lacking"]]
    scores = {role: sum(weight * evidence[name] for name, weight in weights[role].items()) for role in roles}
    top = max(scores.values())
    likely = {role: exp(score - top) for role, score in scores.items()}
    total = sum(likely.values())
    first, second = sorted(likely, key=lambda role: -likely[role])[:2]
    lead = (likely[first] - likely[second]) / total
    says_something = any(evidence[name] for name in _SAYING)
    return Weighed(first, lead, says_something and lead >= margin)


@cache
def _weights(file: str) -> tuple[Mapping[Role, Mapping[str, float]], float]:
    """The weight of each feature for each role, and the lead below which a role is unknown."""
    rows = [
        line.split("\t")
        for line in (_FOLDER / file).read_text("utf-8").splitlines()
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
