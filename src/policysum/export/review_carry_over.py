"""A reviewer's decisions outlive the result they were made on: a report done again keeps them."""

from __future__ import annotations

from typing import Any

from policysum.export.decision_file import Correction, Decision
from policysum.export.decisions import review_result

__all__ = ["carry_over"]


def carry_over(old: dict[str, Any], new: dict[str, Any]) -> int:
    """Apply the decisions in one result to another of the same source, in place.

    A decision belongs to a place of the source, so it is carried to the KPI that stands there now, whatever
    its name has become.

    Returns:
        How many decisions are lost because the source has changed or no KPI stands there any more.
    """
    reviews = old.get("reviews") or []
    if not reviews:
        return 0
    if old["run"]["source_sha256"] != new["run"]["source_sha256"] or "kpis" not in new:
        return len(reviews)
    here = {(kpi["start"], kpi["end"]): kpi for kpi in new["kpis"]}
    there = {(kpi["start"], kpi["end"]): kpi for kpi in old["kpis"]}
    decisions = []
    for review in reviews:
        place = (review["start"], review["end"])
        if place in here:
            decisions.append(_decision(review, new, here[place], there.get(place)))
    return len(reviews) - len(decisions) + len(review_result(new, decisions))


def _decision(
    review: dict[str, Any], data: dict[str, Any], kpi: dict[str, Any], reviewed: dict[str, Any] | None
) -> Decision:
    correction = None
    if review["decision"] == "correct" and reviewed is not None:
        correction = Correction.model_validate({name: reviewed[name] for name in Correction.model_fields})
    return Decision(
        report=data["document"]["name"],
        source_sha256=data["run"]["source_sha256"],
        kpi=data["kpis"].index(kpi) + 1,
        start=kpi["start"],
        end=kpi["end"],
        text=kpi["text"],
        indicator=kpi["indicator"],
        decision=review["decision"],
        correction=correction,
        note=review["note"],
        decided_at=review["decided_at"],
    )
