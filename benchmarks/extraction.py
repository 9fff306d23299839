"""How good extraction is, and what the pipeline makes of a model that knows everything, lies, or is slow.

    python benchmarks/extraction.py [--gold DIR] [--reports DIR] [--corpus DIR] [--local] [--local-long] [--write]

Without gold or corpus at hand the parts that need them are left out. `--local` also runs the embedded model,
`--local-long` on the corpus too, which takes minutes a report.
"""

import argparse
import asyncio
import os
import platform
import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "extract"))

from gold_model import GoldModel

from _gold_server import FakeServer
from policysum import evaluate as scoring
from policysum.assemble import verify
from policysum.document import read_document
from policysum.extract import Proposal, decided, extractive, merge, with_model
from policysum.extract.draft import ModelReading
from policysum.extract.judging import Judging
from policysum.extract.rows import complete
from policysum.llm import OpenAIModel
from policysum.llm.types import Capabilities, Structured
from policysum.summarizer import Summarizer

ROOT = Path(__file__).parents[1]
TITLE = "## Extraction"
SHOWN = (
    ("kpi_recall", "KPI recall", 0.95),
    ("kpi_precision", "KPI precision", 0.85),
    ("value_f1", "value F1", None),
    ("grounding_f1", "grounding F1", 0.97),
    ("status", "status", 0.92),
    ("period", "period", 0.85),
    ("change", "change", None),
    ("indicator", "indicator similarity", None),
    ("achievement_recall", "achievements recall", 0.90),
    ("achievement_precision", "achievements precision", None),
    ("problem_recall", "problems recall", 0.90),
    ("problem_precision", "problems precision", None),
    ("plan_recall", "plans recall", 0.90),
    ("plan_precision", "plans precision", None),
    ("coverage", "coverage of figures", None),
    ("prompt_tokens", "tokens in", None),
    ("completion_tokens", "tokens out", None),
    ("labels_by_model", "names the model and the source agree on", None),
    ("seconds", "seconds, all three", None),
)
OTHER_STATUS = {"actual": "target", "target": "actual", "forecast": "rule", "rule": "actual"}
OTHER_CHANGE = {"growth": "decline", "decline": "growth", "rank": "share"}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=ROOT / "seeds" / "gold")
    parser.add_argument("--reports", type=Path, default=None)
    parser.add_argument("--corpus", type=Path, default=None, help="folder of long reports (*.txt)")
    parser.add_argument("--local", action="store_true", help="also score the embedded model on the gold")
    parser.add_argument(
        "--local-long", action="store_true", help="also read the corpus with it (minutes a report)"
    )
    parser.add_argument("--write", action="store_true", help="put the result into BENCHMARKS.md")
    options = parser.parse_args()
    flags = f"{' --corpus DIR' if options.corpus else ''}{' --local' if options.local else ''}{' --local-long' if options.local_long else ''}"
    parts = [
        f"`python benchmarks/extraction.py{flags} --write`",
        f"Measured {time.strftime('%Y-%m-%d')} on {os.cpu_count()} cores, Python {platform.python_version()}.",
    ]
    parts += [on_gold(options), *models_from_gold(options)]
    if options.corpus:
        parts.append(long_reports(options))
    text = "\n\n".join(parts)
    print(text)
    if options.write:
        write(text)


def on_gold(options):
    engines = ["extractive", *(["local"] if options.local else [])]
    totals = {}
    for engine in engines:
        files = scoring.reports(options.gold, among=options.reports)
        with (
            tempfile.TemporaryDirectory() as fresh,
            Summarizer(engine=engine, cache_dir=Path(fresh)) as summarizer,
        ):
            summaries = {name: summarizer.summarize(path) for name, path in files.items()}
        totals[engine] = scoring.run(options.gold, summaries).total.to_dict()
    head = "| open gold | goal | " + " | ".join(engines) + " |\n| --- | ---: |" + " ---: |" * len(engines)
    rows = [
        f"| {name} | {'' if goal is None else f'>= {goal}'} | "
        + " | ".join(show(totals[engine][key]) for engine in engines)
        + " |"
        for key, name, goal in SHOWN
    ]
    return "\n".join([head, *rows])


def models_from_gold(options):
    """The perfect model, and one that lies about everything in one respect at a time."""
    files = scoring.reports(options.gold, among=options.reports)
    gold = scoring.read_gold(options.gold)
    perfect = scoring.Scores("perfect")
    refused = named = 0
    lies = {kind: Counter() for kind in ("indicator", "status", "period", "change")}
    for name, path in files.items():
        document, facts = read_document(path), gold[name]
        report, _ = asyncio.run(read_by(document, GoldModel(document, facts)))
        perfect.add(scoring.evaluate(report.model_dump(mode="json"), facts, document.source))
        named += len(facts.kpis)
        refused += sum("没有通过核对" in kpi.reason for kpi in report.kpis)
        for kind in lies:
            liar = GoldModel(document, facts, lie=lie_about(kind, facts))
            kpis = asyncio.run(read_by(document, liar))[0].kpis
            lies[kind] += believed(kind, liar, kpis, facts)
    scores = perfect.to_dict()
    line = ", ".join(f"{title} {show(scores[key])}" for key, title, _ in SHOWN[:8])
    yield (
        f"A perfect model (answers from gold): {line}. "
        f"False alarms: {refused} of {named} facts. Items recall {show(scores['achievement_recall'])} / "
        f"{show(scores['problem_recall'])} / {show(scores['plan_recall'])}."
    )
    rows = [f"| {kind} | {n['said']} | {n['believed']} | {n['undoubted']} |" for kind, n in lies.items()]
    yield "\n".join(
        [
            "A lying model (the same, one thing corrupted in every answer; what is refused is named, and the source's own words stand in):",
            "",
            "| corrupted | facts | stands in the result | and is not doubtful |\n| --- | ---: | ---: | ---: |",
            *rows,
        ]
    )
    yield swapped_names(files, gold)


def swapped_names(files, gold):
    """Every figure under the name of every other one of its report that is called otherwise."""
    said = believed = 0
    for name, path in files.items():
        document, facts = read_document(path), gold[name]
        judging = Judging(document)
        for fact in facts.kpis:
            mention = document.ledger.mention_at(fact.start)
            for other in unlike(fact.indicator, facts):
                said += 1
                believed += judging.judged(Proposal(mention, other, ModelReading())).passes
    return f"Every figure under every name of another that is called otherwise: {said} names, {believed} believed."


def believed(kind, liar, kpis, facts):
    """How many lies were said of annotated figures, stand in the result, and stand there without a doubt."""
    counts = Counter()
    rows = {kpi.start: kpi for kpi in kpis}
    for fact in facts.kpis:
        lie = liar.said.get(fact.start, {}).get(kind)
        if lie in {None, getattr(fact, kind)}:
            continue
        kpi = rows.get(fact.start)
        stands = kpi is not None and getattr(kpi, kind) == lie
        counts["said"] += 1
        counts["believed"] += stands
        counts["undoubted"] += stands and not kpi.doubts
    return counts


def unlike(name, gold):
    """The names of a report's facts that are not almost the same as one of them."""
    names = sorted({fact.indicator for fact in gold.kpis})
    return [other for other in names if scoring.score.similarity(other, name)[0] < 0.5]


def lie_about(kind, gold):
    """Corrupt one field of every answer: a name becomes another fact's, a status, year or change a false one."""
    dice = random.Random(7)

    def lie(figure):
        if kind == "indicator":
            return {**figure, "indicator": dice.choice(unlike(figure["indicator"], gold))}
        if kind == "status":
            return {**figure, "status": OTHER_STATUS[figure["status"]]}
        if kind == "period":
            return {**figure, "period": "2011"}
        return {**figure, "change": OTHER_CHANGE.get(figure["change"], "decline")}

    return lie


def long_reports(options):
    """Coverage and time of long reports, through an 8k-context server that takes 300 ms an answer."""
    rows = []
    for path in sorted(options.corpus.glob("*.txt")):
        document = read_document(path)
        floor = extractive(document)
        own = scoring.Gold(
            path.stem,
            tuple(
                scoring.GoldKpi(
                    k.start, k.end, k.indicator, k.value, k.unit, k.status, k.change, k.period, required=True
                )
                for k in floor.kpis
            ),
            (),
            (),
        )
        began = time.perf_counter()
        with FakeServer(GoldModel(document, own), delay=0.3) as server:
            report, draft = asyncio.run(asked(document, server.base_url))
            seconds, requests, at_once = time.perf_counter() - began, server.requests, server.most_at_once
        labelled = sum(kpi.origin == "model" for kpi in report.kpis)
        row = [
            path.stem,
            len(document.source),
            len(floor.kpis),
            len(report.kpis),
            labelled,
            len(draft.unread),
        ]
        row += [requests, at_once, f"{seconds:.1f}"]
        if options.local_long:
            row += local_row(path)
        rows.append("| " + " | ".join(map(str, row)) + " |")
    titles = [
        "report",
        "characters",
        "figures",
        "captured",
        "named by the model",
        "unread",
        "requests",
        "at once",
        "s",
    ]
    if options.local_long:
        titles += ["local: coverage", "unread", "calls", "s"]
    head = "| " + " | ".join(titles) + " |\n| --- |" + " ---: |" * (len(titles) - 1)
    return "\n".join(
        ["Long reports through a server with 8k context that takes 300 ms an answer:", "", head, *rows]
    )


async def asked(document, base_url):
    capabilities = Capabilities(family="fake", structured=Structured.STRICT, context=8192)
    async with OpenAIModel(base_url, model="gold", api_key="none", capabilities=capabilities) as model:
        return await read_by(document, model)


async def read_by(document, model):
    """The report as a model and the source together have it, and what the model said."""
    draft = await with_model(document, model)
    read = decided(document, draft)
    report = merge(read, draft, extractive(read))
    verify(report, read, draft.unsure)
    complete(report, read)
    return report, draft


def local_row(path):
    with Summarizer(engine="local") as summarizer:
        began = time.perf_counter()
        summary = summarizer.summarize(path)
    run = summary.run
    share = summary.verification.coverage.share
    return [
        f"{share:.3f}",
        len(run.unread),
        run.model_calls + run.cache_hits,
        f"{time.perf_counter() - began:.0f}",
    ]


def show(score):
    return "-" if score is None else (f"{score:.3f}" if isinstance(score, float) else str(score))


def write(text, title=TITLE):
    path = ROOT / "BENCHMARKS.md"
    old = path.read_text("utf-8") if path.exists() else "# Benchmarks\n"
    section = f"{title}\n\n{text}\n"
    pattern = re.compile(rf"^{title}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    new = (
        pattern.sub(lambda _: section + "\n", old) if pattern.search(old) else f"{old.rstrip()}\n\n{section}"
    )
    path.write_text(new.rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    main()
