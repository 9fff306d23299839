"""Does the checker notice wrong numbers and leave right ones alone? Claims made from the open gold, and corrupted.

usage: benchmarks/verification.py [--seeds N] [--misses N] [--peers PYTHON] [--gold DIR ...] [--corpus DIR] [--skip-speed]

--peers names a Python that has langextract (a venv of its own: `python -m venv .bench-venv`, then
`pip install langextract`); it is asked for nothing but its aligner. --gold names folders of more reports with
annotations of the same kind (NNN.mentions.jsonl, NNN.kpis.jsonl, NNN*.txt). --corpus names a folder of reports without
gold: the words of each number's own clause serve as its indicator there.
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
import tempfile
import time
import tracemalloc
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from policysum.claims import Claim
from policysum.document import read_document
from policysum.quantity import Kind
from policysum.schema import Verdict
from policysum.verify import check
from policysum.verify.judge import judge_all
from verification_cases import build, lines
from verification_peers import exists_anywhere, langextract

ROOT = Path(__file__).resolve().parent.parent


def verdicts(cases, ledger):
    """Our verdict on each case."""
    found = check({"kpis": [case.claim for case in cases]}, ledger)
    by_path = {result.path: result.verdict for result in found}
    return [by_path.get(f"kpis[{index}].value") for index in range(len(cases))]


def show_table(cases, ours, peers):
    """Right answers per class: benign accepted, corrupt refused."""
    kinds = sorted({case.kind for case in cases}, key=lambda kind: (not kind.startswith("ok:"), kind))
    header = ["policysum", *peers]
    print(f"\n| class | cases | {' | '.join(header)} |")
    print(f"| --- | ---: |{' ---: |' * len(header)}")
    columns = [[verdict is not None and verdict.passes for verdict in ours], *peers.values()]
    for kind in [*kinds, "ok:", "bad:"]:
        rows = [
            index
            for index, case in enumerate(cases)
            if case.kind == kind or (kind.endswith(":") and case.kind.startswith(kind))
        ]
        wanted = kind.startswith("ok:")
        shares = [sum(column[index] is wanted for index in rows) / len(rows) for column in columns]
        label = {"ok:": "**all benign accepted**", "bad:": "**all corrupt refused**"}.get(kind, kind)
        print(f"| {label} | {len(rows)} | {' | '.join(f'{share:.1%}' for share in shares)} |")


def show_confusion(cases, ours):
    """Which verdicts each class gets."""
    table = defaultdict(Counter)
    for case, verdict in zip(cases, ours, strict=True):
        table[case.kind][verdict.value if verdict else "missing"] += 1
    names = [verdict.value for verdict in Verdict]
    print(f"\n| class | {' | '.join(names)} |\n| --- |{' ---: |' * len(names)}")
    for kind in sorted(table, key=lambda kind: (not kind.startswith("ok:"), kind)):
        print(f"| {kind} | {' | '.join(str(table[kind][name] or '') for name in names)} |")


# ---------------------------------------------------------------- reports without gold


def own_words(ledger, mention):
    """The words of a number's clause without its numbers."""
    start, end = mention.clause
    words = ledger.text[start:end]
    for other in reversed(ledger.within(start, end)):
        words = words[: other.start - start] + words[other.end - start :]
    return words.strip("，,、。；; ")


def provincial(folder, rng):
    """Benign and swapped claims made from reports without gold."""
    tally = Counter()
    for path in sorted(Path(folder).rglob("*.txt")):
        if path.name.casefold().startswith("readme"):
            continue
        ledger = read_document(path).ledger
        figures = [item for item in ledger if item.kpi and item.kind is not Kind.RANK]
        claims, wanted = [], []
        for item in figures:
            alone = [other for other in ledger.within(*item.clause) if other.kpi]
            words = own_words(ledger, item)
            if len(alone) != 1 or len(words) < 5:
                continue
            claims.append(Claim("", item.text, item.quantity, indicator=words))
            wanted.append("ok:clause words")
            others = [
                o for o in figures if (o.kind, o.unit) == (item.kind, item.unit) and o.value != item.value
            ]
            near = [
                other for other in others if other.sentence == item.sentence and other.clause != item.clause
            ]
            for kind, pool in (("bad:swap near", near), ("bad:swap far", others)):
                if pool:
                    other = rng.choice(pool)
                    claims.append(Claim("", other.text, other.quantity, indicator=words))
                    wanted.append(kind)
        for kind, result in zip(wanted, judge_all(claims, ledger), strict=True):
            tally[kind, result.passes] += 1
    print("\n| reports without gold | cases | right |\n| --- | ---: | ---: |")
    for kind in ("ok:clause words", "bad:swap near", "bad:swap far"):
        right, wrong = tally[kind, kind.startswith("ok:")], tally[kind, not kind.startswith("ok:")]
        print(f"| {kind} | {right + wrong} | {right / max(1, right + wrong):.1%} |")


def annotated(folder, seeds, misses):
    """One line for a folder of annotated reports: what is accepted and refused, and the worst classes."""
    right, wrong = defaultdict(list), []
    for path in sorted(folder.glob("*.kpis.jsonl")):
        name = path.name.split(".")[0]
        source = read_document(min(folder.glob(f"{name}*.txt")))
        mentions = {row["id"]: row for row in lines(folder / f"{name}.mentions.jsonl")}
        for seed in range(seeds):
            cases = build(name, source.source, mentions, lines(path), {}, random.Random(seed))
            cases = [case for case in cases if seed == 0 or not case.benign]
            for case, verdict in zip(cases, verdicts(cases, source.ledger), strict=True):
                passes = verdict is not None and verdict.passes
                right[case.kind].append(passes is case.benign)
                if passes is not case.benign:
                    wrong.append((case, verdict))
    show_misses(wrong[:misses])
    cells = []
    for prefix in ("ok:", "bad:"):
        together = [one for kind, ones in right.items() if kind.startswith(prefix) for one in ones]
        cells.append(f"{len(together)} | {sum(together) / len(together):.1%}")
    worst = sorted((sum(ones) / len(ones), kind) for kind, ones in right.items() if not all(ones))[:3]
    print(
        f"| {folder.name} | {' | '.join(cells)} | {', '.join(f'{kind} {share:.1%}' for share, kind in worst)} |"
    )


def speed(rng):
    """Time and memory of 200 claims against a report of 30,000 characters."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    text = "".join(texts)
    while len(text) < 30_000:
        text += "".join(texts)
    text = text[:30_000]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        path.write_text(text, "utf-8")
        ledger = read_document(path).ledger
        figures = [item for item in ledger if item.kpi]
        claims = []
        for _ in range(400):
            item = rng.choice(figures)
            named = item if rng.random() < 0.8 else rng.choice(figures)
            claims.append(Claim("", item.text, item.quantity, indicator=named.indicator, status=item.status))
        known = set(claims[:200])
        others = [claim for claim in claims[200:] if claim not in known]
        claims = claims[:200]
        first = later = again = 9.9
        for _ in range(5):
            ledger = read_document(path).ledger
            len(ledger.mentions), ledger.matcher
            times = [time.process_time()]
            for asked in (claims, others, claims):
                judge_all(asked, ledger)
                times.append(time.process_time())
            spent = [after - before for before, after in pairwise(times)]
            first, again = min(first, spent[0]), min(again, spent[2])
            later = min(later, spent[1] * len(claims) / len(others))
        tracemalloc.start()
        judge_all(claims, read_document(path).ledger)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    print(
        f"\n200 claims, {len(text)} characters, {len(ledger)} numbers: {first * 1e3:.0f} ms the first time, ",
        end="",
    )
    print(
        f"{later * 1e3:.0f} ms for 200 others, {again * 1e3:.1f} ms for the same again; peak memory with document and ledger {peak / 1e6:.1f} MB"
    )


def seed_cases(seeds):
    """The claims made from the seeds' gold, our verdicts, and what others say of each, but for langextract."""
    rows = (ROOT / "benchmarks/paraphrases.tsv").read_text("utf-8").splitlines()
    names = dict(row.split("\t") for row in rows if row)
    cases, ours, anywhere, texts = [], [], [], {}
    for document in ("000", "002", "003"):
        (path,) = (ROOT / "seeds").glob(f"{document}_*.txt")
        source = read_document(path)
        texts[document] = source.source
        mentions = {row["id"]: row for row in lines(ROOT / f"seeds/gold/{document}.mentions.jsonl")}
        kpis = lines(ROOT / f"seeds/gold/{document}.kpis.jsonl")
        made = [
            case
            for seed in range(seeds)
            for case in build(document, source.source, mentions, kpis, names, random.Random(seed))
            if seed == 0 or not case.benign
        ]
        cases += made
        ours += verdicts(made, source.ledger)
        anywhere += exists_anywhere(made, source.ledger)
    substring = [case.claim["value"] in texts[case.document] for case in cases]
    return cases, ours, {"substring": substring, "value anywhere": anywhere}, texts


def show_misses(wrong):
    """Each claim judged wrong, on stderr."""
    for case, verdict in wrong:
        claim = " ".join(
            str(case.claim[name]) for name in ("indicator", "value", "status", "period", "change")
        )
        print(
            f"  miss {case.document} {case.kind}: {claim} <- {case.mention['text']}: {verdict}",
            file=sys.stderr,
        )


def options_of_the_call():
    """What the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--peers", default="")
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--corpus", default="")
    parser.add_argument("--skip-speed", action="store_true")
    return parser.parse_args()


def main():
    """Print the tables."""
    options = options_of_the_call()
    cases, ours, peers, texts = seed_cases(options.seeds)
    if options.peers:
        peers |= {
            f"langextract {name}": column for name, column in langextract(options.peers, texts, cases).items()
        }
    print(
        f"{platform.machine()}, Python {platform.python_version()}, {len(cases)} claims, {options.seeds} seeds"
    )
    show_table(cases, ours, peers)
    show_confusion(cases, ours)
    wrong = [
        (case, verdict)
        for case, verdict in zip(cases, ours, strict=True)
        if (verdict is not None and verdict.passes) is not case.benign
    ]
    show_misses(wrong[: options.misses])
    if options.gold:
        print("\n| more annotated reports | benign | accepted | corrupt | refused | worst classes |")
        print("| --- | ---: | ---: | ---: | ---: | --- |")
    for folder in options.gold:
        annotated(folder, options.seeds, options.misses)
    if options.corpus:
        provincial(options.corpus, random.Random(0))
    if not options.skip_speed:
        speed(random.Random(0))


if __name__ == "__main__":
    main()
