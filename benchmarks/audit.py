"""How well the arithmetic audit finds what a careful reader finds, and how seldom it raises a false alarm.

usage: audit.py [--gold DIR --texts DIR] [--corpus DIR] [--missed] [--write]

- gold: relations of a human annotator (NNN.consistency.json); a relation is found when the audit binds the same
  numbers together, and right when the verdict is the same, too;
- corpus: real reports without annotations: every `inconsistent` is printed, to be read by a person;
- planted: each relation that the audit finds consistent is spoilt in the text (one number changed), and the audit
  is asked again: it should not call it consistent any more.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import re
import time
from collections import Counter
from pathlib import Path

from policysum.audit import audit
from policysum.document import Document
from policysum.quantity.reader import read as read_numbers

HERE = Path(__file__).resolve().parent.parent
HEADING = "## Arithmetic audit"
VERDICTS = ("consistent", "inconsistent", "cannot tell")
UNPROMISED = {"level vs target", "comparison"}
"""Relations in which no number follows from the others, so that spoiling one proves nothing."""
BOUNDS = {"part vs whole", "rank range", "stock and flow"}


def read(path):
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def audited(text):
    return audit(Document.from_text(text).ledger)


def gold_relations(gold, document):
    mentions = {}
    for line in (gold / f"{document}.mentions.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            mention = json.loads(line)
            mentions[mention["id"]] = (mention["start"], mention["end"])
    relations = json.loads((gold / f"{document}.consistency.json").read_text(encoding="utf-8"))
    return [(one, [mentions[name] for name in one["mentions"]]) for one in relations]


def same(spans, others):
    """Whether two relations bind the same numbers: two in common, or the only one."""
    common = sum(any(a < d and c < b for c, d in others) for a, b in spans)
    return common >= min(2, len(spans), len(others))


def score_gold(gold, texts, show_missed):
    table, alarms, seconds, characters = Counter(), [], 0.0, 0
    for path in sorted(gold.glob("*.consistency.json")):
        document = path.name.split(".")[0]
        text = read(next(texts.glob(f"{document}*.txt")))
        ledger = Document.from_text(text).ledger
        begun = time.perf_counter()
        found = audit(ledger)
        seconds += time.perf_counter() - begun
        characters += len(text)
        relations = gold_relations(gold, document)
        for one, spans in relations:
            hits = [hit for hit in found if same(spans, hit.spans)]
            table[one["verdict"], "all"] += 1
            table[one["verdict"], "found"] += bool(hits)
            table[one["verdict"], "right"] += any(hit.verdict == one["verdict"] for hit in hits)
            if show_missed and not any(hit.verdict == one["verdict"] for hit in hits):
                print(
                    f"  missed {document} {one['verdict']}: {one['relation']} [{[hit.verdict for hit in hits]}]"
                )
        wrong = [spans for one, spans in relations if one["verdict"] == "inconsistent"]
        alarms += [
            (document, hit.relation)
            for hit in found
            if hit.verdict == "inconsistent" and not any(same(spans, hit.spans) for spans in wrong)
        ]
    return table, alarms, seconds, characters


def spoilt(text, one):
    """The text with one number of a relation changed so that the arithmetic cannot hold, and where."""
    start, end = one.spans[0] if one.type in BOUNDS else one.spans[-1]
    digits = re.search(r"\d+(?:\.\d+)?", text[start:end])
    if digits is None:
        return None
    old = digits[0]
    if one.type in BOUNDS:
        part, whole = (read_numbers(text[slice(*span)])[0] for span in (one.spans[0], one.spans[-1]))
        new = f"{float(old) * 3 * float(whole.value) / float(part.value):.0f}"
    elif one.type == "enumeration":
        new = "1"
    else:
        decimals = len(old.partition(".")[2])
        new = f"{float(old) * 1.3 + 3 * 10**-decimals:.{decimals}f}"
    if new is None or new == old:
        return None
    at = start + digits.start()
    return text[:at] + new + text[at + len(old) :], at, len(new)


def score_planted(paths):
    table = Counter()
    for path in paths:
        text = read(path)
        for one in audited(text):
            if (
                one.type in UNPROMISED
                or one.verdict != "consistent"
                or (one.type == "enumeration" and "没有列全" in one.recomputation)
            ):
                continue
            changed = spoilt(text, one)
            if changed is None:
                continue
            new, at, length = changed
            low, high = max(0, min(s for s, _ in one.spans) - 400), max(e for _, e in one.spans) + 400
            hits = [
                hit
                for hit in audited(new[low:high])
                if any(start + low < at + length and at < end + low for start, end in hit.spans)
            ]
            verdicts = {hit.verdict for hit in hits if hit.type == one.type}
            worst = next(
                (v for v in ("inconsistent", "cannot tell", "consistent") if v in verdicts), "silent"
            )
            table[one.type, worst] += 1
    return table


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", type=Path, default=HERE / "seeds" / "gold")
    parser.add_argument("--texts", type=Path, default=HERE / "seeds")
    parser.add_argument(
        "--corpus", type=Path, action="append", default=[], help="may be given more than once"
    )
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--write", action="store_true", help="put the result into BENCHMARKS.md")
    options = parser.parse_args()
    table, alarms, seconds, characters = score_gold(options.gold, options.texts, options.missed)
    lines = ["| gold verdict | relations | found | same verdict |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {v} | {table[v, 'all']} | {table[v, 'found']} | {table[v, 'right']} |" for v in VERDICTS]
    lines += ["", f"Alarms in the annotated reports that the annotator does not share: {len(alarms)}."]
    lines += [f"- {document}: {what}" for document, what in alarms]
    paths = sorted(options.texts.glob("*.txt"))
    if options.corpus:
        corpus = sorted(path for folder in options.corpus for path in folder.rglob("*.txt"))
        counts, raised = Counter(), []
        for path in corpus:
            for one in audited(read(path)):
                counts[one.verdict] += 1
                if one.verdict == "inconsistent":
                    raised.append(f"- {path.stem}: {one.relation}: {one.recomputation}")
        found = ", ".join(f"{counts[v]} {v}" for v in VERDICTS)
        folders = ", ".join(
            f"{len(list(folder.rglob('*.txt')))} in {folder.name}" for folder in options.corpus
        )
        lines += ["", f"{len(corpus)} further reports without annotations ({folders}): {found}.", *raised]
        paths += corpus
    planted = score_planted(paths)
    kinds = sorted({kind for kind, _ in planted})
    lines += ["", "One number of a consistent relation changed in the text; what the audit says then:", ""]
    lines += [
        "| relation | cases | inconsistent | cannot tell | silent | still consistent |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for kind in kinds:
        row = [planted[kind, v] for v in ("inconsistent", "cannot tell", "silent", "consistent")]
        lines.append(f"| {kind} | {sum(row)} | {' | '.join(map(str, row))} |")
    lines += ["", f"Speed: {characters / seconds / 1000:.0f} thousand characters a second, binding included."]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    report = "\n".join([f"Measured {dt.datetime.now(tz=dt.UTC):%Y-%m-%d} on {machine}.", "", *lines])
    print(report)
    if options.write:
        write(report)


def write(report):
    path = HERE / "BENCHMARKS.md"
    old = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    before, _, rest = old.partition(HEADING)
    following = re.search(r"^## ", rest, re.MULTILINE)
    after = rest[following.start() :] if following else ""
    section = f"{HEADING}\n\n`python benchmarks/audit.py --corpus DIR --write`\n\n{report}\n"
    path.write_text(
        before.rstrip("\n") + "\n\n" + section + ("\n" + after if after else ""), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
