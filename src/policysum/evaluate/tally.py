"""The counts behind the scores: what was expected and found, given and right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["ITEM_TYPES", "Scores", "Tally"]

ITEM_TYPES = ("achievement", "problem", "plan")


@dataclass(frozen=True, slots=True)
class Tally:
    """What was expected and found, given and right; adds up over reports."""

    found: float = 0
    expected: float = 0
    right: float = 0
    given: float = 0

    def __add__(self, other: Tally) -> Tally:
        """Sum over reports."""
        return Tally(
            self.found + other.found,
            self.expected + other.expected,
            self.right + other.right,
            self.given + other.given,
        )

    @property
    def recall(self) -> float | None:
        """Found of expected; None where nothing was expected."""
        return self.found / self.expected if self.expected else None

    @property
    def precision(self) -> float | None:
        """Right of given; None where nothing was given."""
        return self.right / self.given if self.given else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of recall and precision; None where neither is defined."""
        if self.recall is None and self.precision is None:
            return None
        recall, precision = self.recall or 0.0, self.precision or 0.0
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


@dataclass(slots=True)
class Scores:
    """The counts behind every score of one report, or of several added up."""

    name: str
    kpi: Tally = field(default_factory=Tally)
    value: Tally = field(default_factory=Tally)
    grounding: Tally = field(default_factory=Tally)
    status: Tally = field(default_factory=Tally)
    period: Tally = field(default_factory=Tally)
    change: Tally = field(default_factory=Tally)
    indicator: Tally = field(default_factory=Tally)
    contained: Tally = field(default_factory=Tally)
    items: dict[str, Tally] = field(default_factory=lambda: dict.fromkeys(ITEM_TYPES, Tally()))
    coverage: Tally = field(default_factory=Tally)
    verified: Tally = field(default_factory=Tally)
    by_model: Tally = field(default_factory=Tally)
    prompt_tokens: int = 0
    completion_tokens: int = 0
    model_calls: int = 0
    seconds: float = 0.0
    cost: float | None = None
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def add(self, other: Scores) -> None:
        """Add the counts of another report."""
        for name in _TALLIES:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for kind in ITEM_TYPES:
            self.items[kind] += other.items[kind]
        self.prompt_tokens += other.prompt_tokens
        self.completion_tokens += other.completion_tokens
        self.model_calls += other.model_calls
        self.seconds += other.seconds
        if other.cost is not None:
            self.cost = (self.cost or 0.0) + other.cost

    def to_dict(self) -> dict[str, Any]:
        """Every score by name; None where it is not defined."""
        scores: dict[str, Any] = {
            "kpi_recall": self.kpi.recall,
            "kpi_precision": self.kpi.precision,
            "value_f1": self.value.f1,
            "grounding_f1": self.grounding.f1,
            "status": self.status.recall,
            "period": self.period.recall,
            "change": self.change.recall,
            "indicator": self.indicator.recall,
            "indicator_contained": self.contained.recall,
        }
        for kind, tally in self.items.items():
            scores[f"{kind}_recall"] = tally.recall
            scores[f"{kind}_precision"] = tally.precision
        scores["coverage"] = self.coverage.recall
        scores["verified"] = self.verified.recall
        scores["labels_by_model"] = self.by_model.recall
        scores = {name: None if score is None else round(score, 4) for name, score in scores.items()}
        return {
            "report": self.name,
            **scores,
            "model_calls": self.model_calls,
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "cost": self.cost,
            "seconds": round(self.seconds, 2),
            "missed": self.missed,
            "extra": self.extra,
        }


_TALLIES = (
    "kpi",
    "value",
    "grounding",
    "status",
    "period",
    "change",
    "indicator",
    "contained",
    "coverage",
    "verified",
    "by_model",
)
