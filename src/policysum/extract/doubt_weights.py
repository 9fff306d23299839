"""How much each signal of doubt weighs, in log odds, and from which probability on a row is doubtful."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    _Row = tuple[str | None, ...]

__all__ = ["FIELDS", "Signal", "Weights", "any_wrong", "read_weights", "shipped"]

FIELDS = ("indicator", "status", "period", "change")
"""What is weighed, each for itself."""


class Signal(NamedTuple):
    """One thing that speaks for a reading to be wrong."""

    field: str
    code: str


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """How much each signal weighs, in log odds, and from which probability on a row is doubtful."""

    base: dict[str, float]
    of: dict[Signal, float]
    reasons: dict[Signal, str]
    threshold: float

    def by_field(self, found: Mapping[Signal, float]) -> dict[str, float]:
        """The probability of each field that it is wrong."""
        odds = dict.fromkeys(FIELDS, 0.0) | self.base
        for signal, strength in found.items():
            odds[signal.field] += self.of.get(signal, 0.0) * strength
        return {field: 1 / (1 + math.exp(-one)) for field, one in odds.items()}

    def row_wrong(self, found: Mapping[Signal, float]) -> float:
        """The probability that any field is wrong."""
        return any_wrong(self.by_field(found))


def any_wrong(likely: Mapping[str, float]) -> float:
    return 1 - math.prod([1 - one for one in likely.values()])


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
