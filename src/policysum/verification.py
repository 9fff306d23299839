"""What was proved of a summary: verdicts, coverage, refused claims and the report's arithmetic."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field

from policysum.schema import Status, Strict, Verdict

__all__ = ["Agreement", "Coverage", "CoveredNumber", "RefusedClaim", "Relation", "Verification"]


class Agreement(StrEnum):
    """What recomputing a report's arithmetic says of it."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNDECIDED = "cannot tell"


class CoveredNumber(Strict):
    """One KPI-like number of the source, and whether the summary has it."""

    start: int
    end: int
    text: str
    indicator: str
    status: Status
    captured: bool
    sentence: str


class Coverage(Strict):
    """How many of the source's KPI-like numbers the summary has, and which it lacks."""

    numbers: int = Field(description="KPI-like numbers in the source")
    captured: int
    share: float = Field(description="captured / numbers; 1.0 where the source has none")
    all: list[CoveredNumber]
    others: list[tuple[int, int, str]] = Field(
        default_factory=list,
        description="start, end and kind of every other number of the source: dates, ordinals, parts of names,"
        " and what stands in the page around the report",
    )


class RefusedClaim(Strict):
    """What a model said and the check refused; in the result stands what the source says instead."""

    kind: str = Field(description="kpi, achievement, problem or plan")
    claim: str = Field(description="the indicator as the model named it, or the title of its item")
    text: str = Field(description="the number it was said of, or the number in the item")
    start: int | None = Field(description="where the source has that number; null where it has none")
    end: int | None
    verdict: Verdict
    reason: str = Field(description="why it was refused, in Chinese")


class Verification(Strict):
    """Counts per verdict over the KPIs and every other number of the summary, and the coverage."""

    counts: dict[Verdict, int]
    checked: int
    passed: int
    failed: list[dict[str, Any]] = Field(
        description="every number that failed, as `policysum check` prints it, its reason in Chinese"
    )
    unclear: list[dict[str, Any]] = Field(
        default_factory=list, description="every number that neither passed nor failed, in the same form"
    )
    coverage: Coverage
    fields: list[dict[str, Any]] = Field(
        default_factory=list,
        description="every number of a custom schema's fields in the same form; KPIs have their verdict with them",
    )
    refused: list[RefusedClaim] = Field(
        default_factory=list,
        description="what the model said and is not in the result, because it failed its check",
    )


class Relation(Strict):
    """One piece of arithmetic inside the report, recomputed."""

    type: str
    relation: str
    spans: list[tuple[int, int]]
    texts: list[str]
    recomputation: str
    verdict: Agreement
