"""How well doubts find the rows that are wrong; fits the weights of the signals on annotated reports.

usage: benchmarks/doubts.py [--gold DIR=TEXTS ...] [--most SHARE] [--write]

A row is wrong where its status, change or year differs from the annotation or its name is less than half like it.
Weights are fitted by logistic regression with a ridge, one regression a field, each report weighing alike. Printed are
the rows flagged and the wrong ones among them when each report is scored by weights fitted on the others only.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from pathlib import Path

from policysum.document import read_document
from policysum.extract.doubts import FIELDS, Signal, Weights, read_weights, signals
from policysum.extract.extractive import extractive
from policysum.extract.grounds import grounds

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src/policysum/extract/doubt_weights.tsv"
RIDGE = 0.15
FIXED = {Signal("indicator", "malformed_name"): 3.0}
"""A name that cannot stand in a row is doubtful however often the annotators let it pass."""
STEPS = 400
RATE = 0.5


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


def rows_of(gold: Path, texts: Path) -> dict[str, list[tuple[set[Signal], dict[str, bool]]]]:
    """Signals of each annotated row, and which of its fields are wrong, by report."""
    found = {}
    for annotated in sorted(gold.glob("*.kpis.jsonl")):
        name = annotated.name.split(".")[0]
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
            rows.append((set(signals(document, mention, kpi)), wrong))
        found[name] = rows
    return found


def fit(reports: dict[str, list], known: Weights) -> Weights:
    """Weights that make the annotated rows likeliest, each report weighing alike."""
    base, of = {}, {}
    for field in FIELDS:
        names = [signal for signal in known.of if signal.field == field]
        rows = [
            ([i for i, name in enumerate(names) if name in found], wrong[field], 1 / len(rows))
            for rows in reports.values()
            for found, wrong in rows
        ]
        total = sum(weight for *_, weight in rows)
        bias, weights = -2.0, [FIXED.get(name, 0.0) for name in names]
        free = [float(name not in FIXED) for name in names]
        for _step in range(STEPS):
            slope_bias, slopes = 0.0, [RIDGE * w / 40 for w in weights]
            for having, wrong, weight in rows:
                miss = (1 / (1 + math.exp(-bias - sum(weights[i] for i in having))) - wrong) * weight / total
                slope_bias += miss
                for i in having:
                    slopes[i] += miss
            bias -= RATE * 4 * slope_bias
            weights = [
                w - RATE * 4 * one * slope for w, slope, one in zip(weights, slopes, free, strict=True)
            ]
        base[field] = bias
        of |= dict(zip(names, weights, strict=True))
    return Weights(base, of, known.reasons, known.threshold)


def likeliest(weights: Weights, found: set[Signal]) -> float:
    """The highest of the probabilities of the fields of a row."""
    return max(weights.likely_wrong(field, [s for s in found if s.field == field]) for field in FIELDS)


def threshold_for(weights: Weights, reports: dict[str, list], most: float) -> float:
    """The lowest threshold that flags at most a share of all rows."""
    values = sorted(
        (likeliest(weights, found) for rows in reports.values() for found, _ in rows), reverse=True
    )
    allowed = int(most * len(values))
    at = next((value for value in values[allowed:] if value < values[allowed - 1]), 0.0) if values else 0.5
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
        flagged, bad = likeliest(weights, found) >= limit, any(wrong.values())
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
