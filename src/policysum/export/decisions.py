"""What a reviewer decided on the review page is written back into the results.

A decision never changes what the program proved: an accepted KPI keeps its verdict and gains a review, a
rejected one leaves the result, a corrected one takes the reviewer's words. Its value must still be the one
printed in the source, or its verdict says so. Everything is kept in `reviews`, so that it can be undone, and
applying the same decisions again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from policysum.export.delimited import write_kpis_csv
from policysum.export.files import AllOrNone
from policysum.export.gold import gold_files
from policysum.export.results import result_bytes, results_in
from policysum.schema import Verdict
from policysum.views import state_of

if TYPE_CHECKING:
    from policysum.export.decision_file import Correction, Decision

__all__ = ["Applied", "apply_decisions", "review_result"]

_Data = dict[str, Any]


@dataclass(slots=True)
class Applied:
    """What became of a file of decisions."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("accept", "correct", "reject"), 0))
    written: dict[Path, _Data] = field(default_factory=dict)
    unmatched: list[Decision] = field(default_factory=list)


def apply_decisions(decisions: list[Decision], results: Path, gold: Path | None = None) -> Applied:
    """Write decisions into the results of a folder, and with `gold` as annotations into another.

    Decisions are matched by the fingerprint of the source, so they never land in a report whose text has
    changed since. OUT/kpis.csv is written anew where it exists. Either all of these files are written or none.
    """
    applied = Applied()
    waiting: dict[tuple[str, str], list[Decision]] = {}
    for decision in decisions:
        waiting.setdefault((decision.report, decision.source_sha256), []).append(decision)
    table = results / "kpis.csv"
    with AllOrNone() as files:
        for path, data in results_in(results):
            mine = waiting.pop((data["document"]["name"], data["run"]["source_sha256"]), [])
            if not mine:
                continue
            applied.unmatched += review_result(data, mine)
            files.add(path, result_bytes(data))
            applied.written[path] = data
            for review in data["reviews"]:
                applied.counts[review["decision"]] += 1
            if gold is not None:
                for name, content in gold_files(data).items():
                    files.add(gold / name, content)
        applied.unmatched += [decision for rest in waiting.values() for decision in rest]
        if applied.written and table.exists():
            files.add(table, _kpis_csv(results, applied.written))
    return applied


def _kpis_csv(results: Path, changed: dict[Path, _Data]) -> bytes:
    """The table of KPIs over a folder some of whose results are about to change."""
    with TemporaryDirectory() as folder:
        table = Path(folder) / "kpis.csv"
        write_kpis_csv((changed.get(path, data) for path, data in results_in(results, quiet=True)), table)
        return table.read_bytes()


def review_result(data: _Data, decisions: list[Decision]) -> list[Decision]:
    """Change one result in place; returns the decisions whose KPI it does not have.

    Earlier decisions on other KPIs stay; a later one on the same KPI replaces them.
    """
    earlier = {review["kpi"]: review for review in data.get("reviews", ())}
    kpis = _as_made(data)
    standing = {review["kpi"]: kpi for review, kpi in _standing(data)}
    reviews: dict[int, _Data] = {}
    corrections: dict[int, Correction] = {}
    unmatched = []
    for decision in decisions:
        number = _number_of(decision, kpis, standing)
        if number is None:
            unmatched.append(decision)
            continue
        reviews[number] = _review(decision, number, kpis[number - 1])
        if decision.correction is not None:
            corrections[number] = decision.correction
    merged = {**earlier, **reviews}
    after: list[_Data] = []
    old_places: dict[int, int] = {}
    for number, kpi in enumerate(kpis, start=1):
        review = merged.get(number)
        if review is None or review["decision"] == "accept":
            now = kpi
        elif review["decision"] == "reject":
            continue
        else:
            now = _corrected(kpi, corrections[number]) if number in corrections else standing[number]
        old_places[number] = len(after)
        after.append(now)
    _recount(data, kpis, after, old_places)
    data["kpis"] = after
    data["reviews"] = [merged[number] for number in sorted(merged)]
    return unmatched


def _number_of(decision: Decision, kpis: list[_Data], standing: dict[int, _Data]) -> int | None:
    """The number, as the program had given it, of the KPI a decision is about.

    A page made from a reviewed result counts without the rejected KPIs and shows corrected words, so the
    number on the page is a hint only: place and words decide.
    """
    wanted = decision.start, decision.end, decision.indicator
    found = [
        number
        for number, made in enumerate(kpis, start=1)
        if any(
            wanted == (kpi["start"], kpi["end"], kpi["indicator"])
            for kpi in (made, standing.get(number, made))
        )
    ]
    return decision.kpi if decision.kpi in found else next(iter(found), None)


def _standing(data: _Data) -> list[tuple[_Data, _Data]]:
    """Each review beside its KPI as it stands in the result now; rejected ones have none."""
    rejected = [review["kpi"] for review in data.get("reviews", ()) if review["decision"] == "reject"]
    pairs = []
    for review in data.get("reviews", ()):
        if review["decision"] != "reject":
            place = review["kpi"] - 1 - sum(number < review["kpi"] for number in rejected)
            pairs.append((review, data["kpis"][place]))
    return pairs


def _as_made(data: _Data) -> list[_Data]:
    """The KPIs as the program had made them, before any decision."""
    kpis = list(data["kpis"])
    for review in sorted(data.get("reviews", ()), key=lambda review: review["kpi"]):
        place = review["kpi"] - 1
        if review["decision"] == "reject":
            kpis.insert(place, review["before"])
        else:
            kpis[place] = review["before"]
    return kpis


def _review(decision: Decision, number: int, kpi: _Data) -> _Data:
    words = decision.correction.indicator if decision.correction else kpi["indicator"]
    kept = decision.model_dump(mode="json", include={"decision", "start", "end", "note", "decided_at"})
    return {**kept, "kpi": number, "indicator": words, "before": kpi}


def _corrected(kpi: _Data, correction: Correction) -> _Data:
    """The KPI in the reviewer's words, its value held against the number as printed."""
    changes = correction.model_dump(mode="json")
    same = changes["value"] == kpi["value"] and changes["unit"] == kpi["unit"]
    if same or _is_printed(kpi["text"], changes["value"], changes["unit"]):
        return {**kpi, **changes, "verdict": Verdict.SUPPORTED.value, "reason": ""}
    reason = f"复核更正后的数值与原文“{kpi['text']}”不一致"
    return {**kpi, **changes, "verdict": Verdict.UNSUPPORTED.value, "reason": reason}


def _is_printed(text: str, value: float | list[float] | None, unit: str) -> bool:
    from policysum.quantity import json_value
    from policysum.quantity.reader import read

    for quantity in read(text):
        printed = json_value(quantity.value)
        if printed == value and (unit == quantity.unit or (unit and unit in text)):
            return True
    return False


def _recount(data: _Data, made: list[_Data], after: list[_Data], places: dict[int, int]) -> None:
    """Bring counts, failures and coverage in line with the KPIs that stand after the decisions.

    The counts also hold numbers that are no KPIs, so they are moved by the difference, not counted anew.
    """
    verification = data["verification"]
    counts = verification["counts"]
    for kpi in data["kpis"]:
        counts[kpi["verdict"]] = counts.get(kpi["verdict"], 0) - 1
    for kpi in after:
        counts[kpi["verdict"]] = counts.get(kpi["verdict"], 0) + 1
    verification["counts"] = {verdict: count for verdict, count in counts.items() if count > 0}
    verification["checked"] += len(after) - len(data["kpis"])
    verification["passed"] += sum(map(_passes, after)) - sum(map(_passes, data["kpis"]))
    for part in ("failed", "unclear"):
        others = [
            claim
            for claim in verification.get(part, ())
            if not str(claim.get("path", "")).startswith("kpis[")
        ]
        verification[part] = [
            {
                "path": f"kpis[{place}].value",
                **{key: kpi[key] for key in ("text", "verdict", "start", "end", "reason")},
            }
            for place, kpi in enumerate(after)
            if state_of(kpi["verdict"]) == part
        ] + others
    rejected = {
        (kpi["start"], kpi["end"]) for number, kpi in enumerate(made, start=1) if number not in places
    }
    kept = {(kpi["start"], kpi["end"]) for kpi in after}
    ever = rejected | {(review["start"], review["end"]) for review in data.get("reviews", ())}
    coverage = verification["coverage"]
    for number in coverage["all"]:
        span = (number["start"], number["end"])
        if span in ever:
            number["captured"] = span in kept
    coverage["captured"] = sum(number["captured"] for number in coverage["all"])
    coverage["share"] = coverage["captured"] / coverage["numbers"] if coverage["numbers"] else 1.0


def _passes(kpi: _Data) -> bool:
    return Verdict(kpi["verdict"]).passes
