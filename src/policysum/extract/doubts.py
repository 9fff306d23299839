"""Which rows a reader should look at first: what speaks against a reading, weighed.

Every signal is something that the program knows of a reading: a ground that is only inferred, a name that was put
together. How much it weighs is fitted on annotated reports by benchmarks/doubts.py, which writes the table beside this
file; a field is doubtful where its signals together make it likely enough that it is wrong.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policysum.extract.malformed import is_malformed
from policysum.lexicon import table
from policysum.quantity import Kind
from policysum.quantity.naming import leading_verb
from policysum.schema import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policysum.document import Document
    from policysum.quantity import Mention
    from policysum.schema import Grounds, Kpi

__all__ = ["FIELDS", "Signal", "Weights", "doubts", "read_weights", "signals"]

FIELDS = ("indicator", "status", "period", "change")
"""What is weighed, each for itself."""
_GENERIC = table("name_words").compiled("[^、，]{0,2}{generic}")
_OBJECT = re.compile(r"\s*[^\W\d]{2,}")
_NEW = table("growth_words").compiled("{increment}")
_BARE = 3
_SHORT = 5
_LONG = 24
_VERY_LONG = 36
_LISTED = 2
_CROWD = 2
_NEAR = 40
_DIGIT = re.compile(r"\d")


class Signal(NamedTuple):
    """One thing that speaks for a reading to be wrong."""

    field: str
    code: str


def signals(document: Document, mention: Mention, kpi: Kpi) -> Iterator[Signal]:
    """What speaks against the readings of a KPI, field by field."""
    grounds = kpi.grounds
    if grounds is None:
        return
    for code in _of_name(document, mention, kpi.indicator):
        yield Signal("indicator", code)
    yield Signal("indicator", f"name_{grounds.indicator}")
    if kpi.status == "rule":
        yield Signal("indicator", "is_rule")
    for code in _of_status(mention, kpi, grounds):
        yield Signal("status", code)
    for code in _of_period(document, mention, kpi, grounds):
        yield Signal("period", code)
    yield Signal("change", f"change_{grounds.change}")
    if kpi.change != "increment" and _NEW.search(kpi.indicator[:_SHORT]):
        yield Signal("change", "no_increment")


def _of_status(mention: Mention, kpi: Kpi, grounds: Grounds) -> Iterator[str]:
    seen = {
        "section_tone": grounds.status == "inferred" and mention.role == "plan",
        "no_heading": not mention.path,
        "no_role": _without_role(mention, grounds),
    }
    yield f"status_{grounds.status}"
    yield f"is_{kpi.status}"
    yield from (code for code, there in seen.items() if there)


def _of_period(document: Document, mention: Mention, kpi: Kpi, grounds: Grounds) -> Iterator[str]:
    problem = mention.role == "problem"
    seen = {
        "section_tone": grounds.status == "inferred" and mention.role == "plan",
        "no_heading": not mention.path,
        "of_a_problem": problem,
        "problem_dated": problem and grounds.period == "inferred" and kpi.period is not None,
        "no_role": _without_role(mention, grounds),
        "no_period": kpi.period is None,
        "no_year": not document.ledger.clock.year,
    }
    yield f"period_{grounds.period}"
    yield from (code for code, there in seen.items() if there)


def _without_role(mention: Mention, grounds: Grounds) -> bool:
    """Whether neither words nor section say how a number is meant."""
    return grounds.status in {"inferred", "assumed"} and mention.role not in {"achievement", "plan"}


def _of_name(document: Document, mention: Mention, name: str) -> Iterator[str]:
    before = document.source[max(mention.clause.start, mention.start - _LONG) : mention.start].strip()
    after = document.source[mention.end : min(mention.clause.end, mention.end + _LONG)]
    last = _last(document, mention)
    seen = {
        "bare_name": len(name) <= _BARE,
        "short_name": _BARE < len(name) <= _SHORT,
        "long_name": len(name) > _LONG,
        "very_long_name": len(name) > _VERY_LONG,
        "malformed_name": is_malformed(name),
        "list_in_name": name.count("、") >= _LISTED,
        "object_follows": mention.kind is Kind.MONEY and _OBJECT.match(after),
        "digits_in_name": _DIGIT.search(name),
        "number_first": not before or leading_verb(before) == before,
        "leaning_name": _words("leans").match(name),
        "generic_name": _GENERIC.fullmatch(name),
        "same_name": last and (last.indicator, last.unit) == (mention.indicator, mention.unit),
        "of_a_problem": mention.role == "problem",
        "name_of_part": mention.parent and mention.change == "level",
        "shared_clause": mention.kind is Kind.COUNT and _crowd(document, mention) >= _CROWD,
    }
    return (code for code, there in seen.items() if there)


def _last(document: Document, mention: Mention) -> Mention | None:
    """The figure before a number in its sentence."""
    before = document.ledger.within(max(mention.sentence.start, mention.start - 2 * _NEAR), mention.start)
    return next((one for one in reversed(before) if one.kpi), None)


@cache
def _words(group: str) -> re.Pattern[str]:
    return re.compile(table("name_words").alternation(group))


def _crowd(document: Document, mention: Mention) -> int:
    """Counts that stand with a number in its clause, itself among them."""
    near = document.ledger.within(
        max(mention.clause.start, mention.start - _NEAR), min(mention.clause.end, mention.end + _NEAR)
    )
    return sum(1 for other in near if other.quantity.kind is Kind.COUNT)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal weighs, in log odds, and from which probability on a field is doubtful."""

    base: dict[str, float]
    of: dict[Signal, float]
    reasons: dict[Signal, str]
    threshold: float

    def likely_wrong(self, field: str, found: list[Signal]) -> float:
        """The fitted probability that a field is wrong."""
        odds = self.base.get(field, 0.0) + sum(self.of.get(signal, 0.0) for signal in found)
        return 1 / (1 + math.exp(-odds))


def doubts(document: Document, mention: Mention, kpi: Kpi, weights: Weights | None = None) -> list[Doubt]:
    """Why a KPI should be looked at; nothing for most.

    Args:
        document: The report.
        mention: The number as the ledger reads it.
        kpi: The row, its grounds written.
        weights: Others than those that are shipped.
    """
    weights = weights or shipped()
    found: dict[str, list[Signal]] = {field: [] for field in FIELDS}
    for signal in signals(document, mention, kpi):
        found[signal.field].append(signal)
    doubted: list[Doubt] = []
    for field, own in found.items():
        if weights.likely_wrong(field, own) < weights.threshold:
            continue
        speaking = [signal for signal in own if weights.of.get(signal, 0.0) > 0 and signal in weights.reasons]
        worst = max(speaking, key=lambda signal: weights.of[signal], default=None)
        if worst is not None:
            doubted.append(Doubt(field=field, code=worst.code, reason=weights.reasons[worst]))
    return doubted


@cache
def shipped() -> Weights:
    """The weights that are shipped."""
    return read_weights(Path(__file__).with_name("doubt_weights.tsv"))


def read_weights(path: Path) -> Weights:
    """Read a table of field, code, weight and reason; the codes `base` and `threshold` are none of a signal."""
    base: dict[str, float] = {}
    of: dict[Signal, float] = {}
    reasons: dict[Signal, str] = {}
    threshold = 0.5
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith(("#", "field\t")):
            continue
        field, code, weight, reason = line.split("\t")
        signal = Signal(field, code)
        if code == "threshold":
            threshold = float(weight)
        elif code == "base":
            base[field] = float(weight)
        else:
            of[signal], reasons[signal] = float(weight), reason
    return Weights(base, of, reasons, threshold)
