"""How well doubts find the rows that are wrong; fits the weights of the signals on annotated reports.

usage: benchmarks/doubts.py [--gold DIR=TEXTS ...] [--most SHARE] [--write]

A row is wrong where its status, change or year differs from the annotation or its name is less than half like it.
Weights are fitted by logistic regression with a ridge, one regression a field; no signal may speak for a reading, and a
report weighs by the root of its rows. Printed are the rows flagged and the wrong ones among them when each report is scored by
weights fitted on the others only.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from pathlib import Path

from policysum.document import read_document
from policysum.extract.doubt_weights import FIELDS, Signal, Weights, read_weights
from policysum.extract.doubts import signals
from policysum.extract.extractive import extractive
from policysum.extract.grounds import grounds

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src/policysum/extract/doubt_weights.tsv"
RIDGE = 0.05 / 40
FIXED = {
    Signal("indicator", "malformed_name"): 3.0,
    Signal("indicator", "same_row"): 2.5,
    Signal("period", "year_guessed"): 3.0,
    Signal("period", "undated_target"): 3.0,
}
"""Doubtful by themselves, however few reports have them: a name that cannot stand in a row, two rows that
nothing tells apart, the year of an untitled report that was only concluded, a target without a time. Set by hand, so that left-out figures are no proof of them."""
SLACK = 0.01
STEPS = 800
RATE = 4.0

Row = tuple[dict[Signal, float], dict[str, bool]]
"""The signals of a row and which of its fields are wrong."""


def likeness(one: str, other: str) -> float:
    """Share of the characters that two names have in common."""
    left, right = Counter(one), Counter(other)
    return 2 * sum((left & right).values()) / max(sum(left.values()) + sum(right.values()), 1)


def year(period: str | None) -> str:
    """The first year of a period."""
    return (period or "").removeprefix("as_of:")[:4]


def lines(path: Path) -> list[dict]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def rows_of(gold: Path, texts: Path) -> dict[str, list[Row]]:
    """Signals of each annotated row, and which of its fields are wrong, by report."""
    found = {}
    for annotated in sorted(gold.glob("*.kpis.jsonl")):
        name = annotated.name.split(".")[0]
        path = texts / f"{name}.txt"
        if not path.exists():
            (path,) = texts.glob(f"{name}*.txt")
        document = read_document(path)
        kpis = extractive(document).kpis
        mentions = {row["id"]: row for row in lines(gold / f"{name}.mentions.jsonl")}
        rows = []
        for row in lines(annotated):
            place = mentions[row["mention"]]
            if "kpi-optional:" in f"{row.get('note', '')}{place.get('note', '')}":
                continue
            kpi = next((k for k in kpis if k.start < place["end"] and place["start"] < k.end), None)
            if kpi is None:
                continue
            mention = document.ledger.mention_at(kpi.start)
            kpi.grounds = grounds(mention, kpi.indicator, document.source)
            wrong = {
                "indicator": likeness(kpi.indicator, row["indicator"]) < 0.5,
                "status": kpi.status != row["status"],
                "period": year(kpi.period) != year(row["period"]),
                "change": kpi.change != row["change"],
            }
            rows.append((signals(document, mention, kpi), wrong))
        found[f"{gold.name}/{name}"] = rows
    return found


def fit(reports: dict[str, list[Row]], known: Weights) -> Weights:
    """Weights that make the annotated rows likeliest; what speaks for a reading weighs nothing."""
    base, of = {}, {}
    for field in FIELDS:
        names = [signal for signal in known.of if signal.field == field]
        alike: Counter[tuple[tuple[float, ...], bool]] = Counter()
        for rows in reports.values():
            for found, wrong in rows:
                alike[tuple(found.get(name, 0.0) for name in names), wrong[field]] += 1 / math.sqrt(len(rows))
        bias, weights = _regression(alike, [FIXED.get(name) for name in names])
        base[field] = bias
        of |= dict(zip(names, weights, strict=True))
    return Weights(base, of, known.reasons, known.threshold)


def _regression(
    alike: Counter[tuple[tuple[float, ...], bool]], fixed: list[float | None]
) -> tuple[float, list[float]]:
    """Bias and weights for rows that are counted by their signals and whether they are wrong."""
    total = sum(alike.values())
    bias, weights = -2.5, [one or 0.0 for one in fixed]
    for _step in range(STEPS):
        slope, slopes = 0.0, [RIDGE * weight for weight in weights]
        for (strengths, wrong), count in alike.items():
            odds = bias + sum(w * s for w, s in zip(weights, strengths, strict=True))
            miss = (1 / (1 + math.exp(-odds)) - wrong) * count / total
            slope += miss
            for index, strength in enumerate(strengths):
                slopes[index] += miss * strength
        bias -= RATE * slope
        weights = [
            max(0.0, weight - RATE * one) if given is None else given
            for weight, one, given in zip(weights, slopes, fixed, strict=True)
        ]
    return bias, weights


def threshold_for(weights: Weights, reports: dict[str, list[Row]], most: float) -> float:
    """The lowest threshold that flags at most a share of all rows, or a little more where many rows are alike."""
    values = sorted(
        (weights.row_wrong(found) for rows in reports.values() for found, _ in rows), reverse=True
    )
    at = values[int(most * len(values))]
    if sum(value >= at for value in values) <= (most + SLACK) * len(values):
        return at - 1e-6
    return (at + min(value for value in values if value > at)) / 2


def main() -> None:
    """Fit, score each report by the others, and print; write the table where asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", action="append", default=[])
    parser.add_argument("--most", type=float, default=0.15)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    known = read_weights(TABLE)
    reports = {}
    for pair in options.gold or [f"{ROOT}/seeds/gold={ROOT}/seeds"]:
        gold, texts = map(Path, pair.split("="))
        reports |= rows_of(gold, texts)
    score(reports, known, "shipped weights, seen")
    left_out = defaultdict(int)
    for name, rows in reports.items():
        others = {other: theirs for other, theirs in reports.items() if other != name}
        weights = fit(others, known)
        limit = threshold_for(weights, others, options.most)
        count(rows, weights, limit, left_out)
        one = defaultdict(int)
        count(rows, weights, limit, one)
        print(f"  {name}: {dict(one)}")
    print(f"left out: {dict(left_out)}")
    weights = fit(reports, known)
    limit = threshold_for(weights, reports, options.most)
    fitted = Weights(weights.base, weights.of, known.reasons, limit)
    score(reports, fitted, "fitted weights, seen")
    if options.write:
        TABLE.write_text(table_of(fitted), "utf-8")


def count(rows: list, weights: Weights, limit: float, into: dict) -> None:
    """Count rows, rows flagged, wrong rows and those of them that are flagged."""
    for found, wrong in rows:
        flagged, bad = weights.row_wrong(found) >= limit, any(wrong.values())
        into["rows"] += 1
        into["flagged"] += flagged
        into["wrong"] += bad
        into["caught"] += flagged and bad


def score(reports: dict[str, list], weights: Weights, what: str) -> None:
    """Print the counts over all reports."""
    counts = defaultdict(int)
    for rows in reports.values():
        count(rows, weights, weights.threshold, counts)
    print(f"{what}: {dict(counts)}")


def table_of(weights: Weights) -> str:
    """The table of weights as it is written."""
    head = next(line for line in TABLE.read_text("utf-8").splitlines())
    out = [head, "field\tcode\tweight\treason", f"any\tthreshold\t{weights.threshold:.4f}\t"]
    for field in FIELDS:
        out.append(f"{field}\tbase\t{weights.base[field]:.3f}\t")
        out += [
            f"{field}\t{signal.code}\t{weight:.3f}\t{weights.reasons[signal]}"
            for signal, weight in weights.of.items()
            if signal.field == field
        ]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main()
