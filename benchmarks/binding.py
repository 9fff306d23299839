"""How well numbers are bound to indicators, periods and status: scores against the open gold.

usage: benchmarks/binding.py [--texts DIR] [--gold DIR] [--misses] [--reader gold|ours] [--regions gold|ours]
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

from policysum.quantity import Bound, Kind, Quantity
from policysum.statements import Ledger, Region

ROOT = Path(__file__).resolve().parent.parent


def lines(path):
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def as_quantity(row):
    """A gold mention as the reader would give it."""
    value = row["value"]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = Decimal(str(value))
    elif isinstance(value, list):
        value = (Decimal(str(value[0])), Decimal(str(value[1])))
    return Quantity(
        row["start"],
        row["end"],
        row["text"],
        Kind(row["kind"]),
        value,
        row["unit"],
        Bound(row["bound"]),
        row["surface_unit"],
        row["core"],
    )


def gold_regions(text, items, kpis, mentions, meta):
    """Regions from the annotated items and the sections of the KPIs."""
    spans = [Region(0, meta["body_start"], "chrome"), Region(meta["body_end"], len(text), "chrome")]
    spans += [Region(item["start"], item["end"], item["type"], (item["title"],)) for item in items]
    covered = [(region.start, region.end) for region in spans]
    where = {row["id"]: row for row in mentions}
    for kpi in kpis:
        at = where[kpi["mention"]]["start"]
        if not any(start <= at < end for start, end in covered):
            spans.append(Region(at - 1, where[kpi["mention"]]["end"] + 1, kpi["section"]))
    return spans


def squash(words):
    """Letters of a phrase without punctuation and filler."""
    words = unicodedata.normalize("NFKC", words)
    return re.sub(r"[\W_]|的|了", "", words)


def bigrams(words):
    """Pairs of neighbouring characters."""
    return Counter(words[at : at + 2] for at in range(len(words) - 1)) or Counter([words])


def similarity(ours, gold):
    """Bigram F1 of two phrases, and how much of the gold phrase ours holds."""
    left, right = bigrams(squash(ours)), bigrams(squash(gold))
    common = sum((left & right).values())
    if not common:
        return 0.0, 0.0
    return 2 * common / (sum(left.values()) + sum(right.values())), common / sum(right.values())


def years(period):
    """The years a period speaks of."""
    return tuple(re.findall(r"\d{4}", period or ""))


def document(seeds, gold, name, args):
    """One report: its text, ledger and gold."""
    path = min(seeds.glob(f"{name}*.txt"))
    text = path.open(encoding="utf-8", newline="").read()
    mentions = lines(gold / f"{name}.mentions.jsonl")
    kpis = lines(gold / f"{name}.kpis.jsonl")
    meta = json.loads((gold / f"{name}.meta.json").read_text("utf-8"))
    read = [as_quantity(row) for row in mentions] if args.reader == "gold" else None
    if args.regions == "ours":
        from policysum.document import read_document

        real = read_document(path)
        ledger = real.ledger
        if read is not None:
            ledger = Ledger(
                text,
                regions=ledger.regions,
                period=ledger.period,
                plan_period=ledger.plan_period,
                quantities=read,
            )
        return text, ledger, mentions, kpis
    regions = gold_regions(text, lines(gold / f"{name}.items.jsonl"), kpis, mentions, meta)
    period = None if "inferred" in meta["period_covered"] else meta["period_covered"]
    return (
        text,
        Ledger(text, regions=regions, period=period, plan_period=meta.get("plan_period"), quantities=read),
        mentions,
        kpis,
    )


def main():
    """Print the scores."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", "--texts", type=Path, default=ROOT / "seeds")
    parser.add_argument("--gold", type=Path, default=ROOT / "seeds/gold")
    parser.add_argument("--reader", default="ours")
    parser.add_argument("--regions", default="gold")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    total = Counter()
    for file in sorted(args.gold.glob("*.kpis.jsonl")):
        name = file.name.split(".")[0]
        text, ledger, mentions, kpis = document(args.seeds, args.gold, name, args)
        where = {row["id"]: row for row in mentions}
        by_start = {}
        for kpi in kpis:
            by_start[where[kpi["mention"]]["start"]] = kpi
        score = Counter()
        for item in ledger:
            kpi = by_start.get(item.start)
            around = f"{text[max(0, item.start - 24) : item.start]}[{item.text}]{text[item.end : item.end + 12]}".replace(
                "\n", "⏎"
            )
            if kpi is None:
                score["kpi wrong"] += item.kpi
                if item.kpi and args.misses:
                    print("NOT KPI ", around)
                continue
            optional = kpi.get("note", "").startswith("kpi-optional:")
            if not optional:
                score["kpis"] += 1
                score["kpi found"] += item.kpi
                if not item.kpi and args.misses:
                    print("KPI LOST", around)
            score["bound"] += 1
            full = item.subject + item.indicator
            best = max(similarity(words, kpi["indicator"])[0] for words in (item.indicator, full))
            held = similarity(item.indicator, kpi["indicator"])[1]
            score["f1"] += best
            score["recall"] += held
            score["context"] += similarity(item.context, kpi["indicator"])[1]
            right = {
                "status": item.status == kpi["status"],
                "change": item.change == kpi["change"],
                "period": years(item.period) == years(kpi["period"]),
            }
            if (best < 0.5 or not all(right.values())) and args.misses:
                wrong = " ".join(
                    f"{key}: {getattr(item, key)} not {kpi[key]}" for key, good in right.items() if not good
                )
                print(
                    f"{best:.2f} {around}\n     ours: {item.subject} | {item.indicator}   gold: {kpi['indicator']}   {wrong}"
                )
            score.update({key: int(good) for key, good in right.items()})
        show(name, score)
        total.update(score)
    show("all", total)


def show(name, score):
    """One line of the table."""
    found = score["kpi found"]
    print(
        f"{name:4} kpi recall {found / score['kpis']:.3f} precision {found / max(1, found + score['kpi wrong']):.3f} "
        + " ".join(
            f"{key} {score[key] / score['bound']:.3f}"
            for key in ("status", "period", "change", "f1", "recall", "context")
        )
    )


if __name__ == "__main__":
    main()
