"""Measure the number reader: accuracy on the open gold, speed, growth on hostile input, and peers side by side.

    python benchmarks/quantity.py [--corpus DIR] [--peers] [--gold DIR --texts DIR [--quick]]

`--peers` installs recognizers-text, jionlp, cn2an and quantulum3 into `.bench-venv` (never into the project's own
environment) and measures them on the same annotated reports.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
import tracemalloc
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from policysum.quantity.reader import read

if TYPE_CHECKING:
    from policysum.quantity.model import Quantity

ROOT = Path(__file__).resolve().parents[1]
RUN = re.compile("[0-9０-９]+")


@dataclass
class Document:
    """One annotated report."""

    name: str
    text: str
    mentions: list[dict]


@dataclass
class Score:
    """How many of how many, and what went wrong."""

    right: int = 0
    total: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0

    def add(self, name: str, text: str, *, ok: bool) -> None:
        self.right += ok
        self.total += 1
        if not ok:
            self.errors.append(f"{name}:{text}")


def decode(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def load_gold(seeds: Path, gold: Path | None = None) -> list[Document]:
    """The annotated reports of a folder of seeds; the annotations may lie elsewhere than in its folder `gold`."""
    documents = []
    for path in sorted((gold or seeds / "gold").glob("*.mentions.jsonl")):
        name = path.name.split(".")[0]
        report = next(seeds.glob(f"{name}_*.txt"))
        mentions = [
            json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
        ]
        documents.append(Document(name, decode(report), mentions))
    return documents


def optional(mention: dict) -> bool:
    return (mention.get("note") or "").startswith("optional:")


def same_value(found: object, gold: object) -> bool:
    """Equal; fractions as printed in the gold carry four places."""
    if isinstance(gold, list) and isinstance(found, list):
        return len(gold) == len(found) and all(map(same_value, found, gold))
    if isinstance(gold, bool) or not isinstance(gold, int | float) or not isinstance(found, int | float):
        return found == gold
    places = 5e-5 if 0 < abs(gold) < 1 else 1e-9 * max(1, abs(gold))
    return abs(found - gold) <= places


def overlapping(quantities: list[Quantity], mention: dict) -> list[Quantity]:
    return [q for q in quantities if q.start < mention["end"] and q.end > mention["start"]]


def score(documents: list[Document]) -> dict[str, Score]:
    """Every criterion over all documents."""
    names = "recall", "precision", "value and unit", "kind and bound", "dates", "span", "digit runs once"
    scores = {name: Score() for name in names}
    for document in documents:
        quantities = read(document.text)
        taken: set[int] = set()
        for mention in document.mentions:
            hits = overlapping(quantities, mention)
            taken.update(q.start for q in hits)
            if not optional(mention):
                score_mention(scores, document.name, mention, hits)
        for quantity in quantities:
            scores["precision"].add(document.name, quantity.text, ok=quantity.start in taken)
        for run in RUN.finditer(document.text):
            holders = [q for q in quantities if q.start <= run.start() and run.end() <= q.end]
            scores["digit runs once"].add(document.name, run[0], ok=len(holders) == 1)
    return scores


def score_mention(scores: dict[str, Score], document: str, mention: dict, hits: list[Quantity]) -> None:
    scores["recall"].add(document, mention["text"], ok=len(hits) == 1)
    if len(hits) != 1:
        return
    (hit,) = hits
    line = hit.to_dict()
    value = same_value(line["value"], mention["value"])
    if mention["kind"] == "date":
        scores["dates"].add(document, mention["text"], ok=value)
    elif mention["kind"] not in ("name", "docnumber"):
        scores["value and unit"].add(document, mention["text"], ok=value and line["unit"] == mention["unit"])
    kind = line["kind"] == mention["kind"] and line["bound"] == mention["bound"]
    scores["kind and bound"].add(document, mention["text"], ok=kind)
    scores["span"].add(
        document, mention["text"], ok=(hit.start, hit.end) == (mention["start"], mention["end"])
    )


def corpus_texts(folder: Path | None) -> tuple[str, list[str]]:
    """The texts to time, and where they are from."""
    for place in (folder, ROOT.parent / "shared" / "corpus", ROOT / "seeds"):
        if place and place.is_dir():
            files = sorted(p for p in place.rglob("*.txt") if p.is_file())
            if files:
                return place.name, [decode(path) for path in files]
    return "", []


def speed(texts: list[str]) -> tuple[float, float, int]:
    """Best of three: megabytes, megabytes a second of processor time, quantities."""
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    best, found = float("inf"), 0
    for _ in range(3):
        begin = time.process_time()
        found = sum(len(read(text)) for text in texts)
        best = min(best, time.process_time() - begin)
    return megabytes, megabytes / best, found


HOSTILE = {
    "digits": lambda n: "1" * n,
    "digits after a point": lambda n: "1." + "1" * n,
    "nested brackets": lambda n: "(" * (n // 2) + "5" + ")" * (n // 2),
    "unclosed quotes": lambda n: "“" * n,
    "一 repeated": lambda n: "一" * n,
    "万 repeated": lambda n: "万" * n,
    "1万 repeated": lambda n: "1万" * (n // 2),
    "1、 repeated": lambda n: "1、" * (n // 2),
    "〔2020 repeated": lambda n: "〔2020" * (n // 5),
    "百分之 repeated": lambda n: "百分之" * (n // 3),
    "a1 repeated": lambda n: "a1" * (n // 2),
}


def hostile(size: int) -> list[tuple[str, float, float]]:
    """Seconds at n and 4n characters for every kind of hostile text."""
    rows = []
    for name, make in HOSTILE.items():
        seconds = []
        for length in (size, 4 * size):
            text = make(length)
            begin = time.process_time()
            read(text)
            seconds.append(time.process_time() - begin)
        rows.append((name, seconds[0], seconds[1]))
    return rows


def memory(text: str) -> list[tuple[int, float]]:
    """Peak of Python memory beside the text, per repetition of it: the result grows, the work does not."""
    rows = []
    for times in (1, 4, 16):
        long = text * times
        tracemalloc.start()
        found = read(long)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        rows.append((len(long), peak / max(1, len(found))))
    return rows


# --- peers ---------------------------------------------------------------------------------------------------------

VENV = ROOT / ".bench-venv"
PEERS = {
    # recognizers-text of 2019 needs an emoji package from before 2.0
    "recognizers-text": ["recognizers-text-suite", "emoji<2"],
    "jionlp": ["jionlp"],
    "cn2an": ["cn2an"],
    "quantulum3": ["quantulum3"],
}
PEER_TIMEOUT = 400
PEER_CODE = r"""
import json, sys, time, warnings, os
warnings.simplefilter("ignore")
out = sys.stdout; sys.stdout = open(os.devnull, "w")
peer, path = sys.argv[1:]
texts = json.load(open(path, encoding="utf-8"))["texts"]
spoken = json.load(open(path, encoding="utf-8"))["phrases"]
rows = []

def lines(text):
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line
        at += len(line)

if peer == "recognizers-text":
    from recognizers_text import Culture
    from recognizers_number import recognize_number, recognize_percentage, recognize_ordinal
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_date_time import recognize_datetime
    numeric = [recognize_number, recognize_percentage, recognize_ordinal, recognize_currency, recognize_dimension]
    def run(text):
        found = []
        for at, line in lines(text):
            for f in numeric:
                for r in f(line, Culture.Chinese):
                    found.append((at + r.start, at + r.end + 1, (r.resolution or {}).get("value")))
            for r in recognize_datetime(line, Culture.Chinese):
                for v in (r.resolution or {}).get("values", []):
                    found.append((at + r.start, at + r.end + 1, v.get("timex", "").replace("XXXX-", "")))
        return found
elif peer == "jionlp":
    import jionlp as jio
    def run(text):
        found = []
        for at, line in lines(text):
            for r in jio.ner.extract_money(line):
                found.append((at + r["offset"][0], at + r["offset"][1], r["detail"]["num"]))
            for r in jio.ner.extract_time(line):
                span = r["detail"].get("time")
                found.append((at + r["offset"][0], at + r["offset"][1], span if isinstance(span, list) else None))
        return found
elif peer == "quantulum3":
    from quantulum3 import parser
    def run(text):
        found = []
        for at, line in lines(text):
            for q in parser.parse(line):
                found.append((at + q.span[0], at + q.span[1], str(q.value)))
        return found
else:
    import cn2an
    def run(text):
        return []
    for phrase in spoken:
        try: rows.append(str(cn2an.cn2an(phrase, "smart")))
        except Exception: rows.append(None)

results = []
begin = time.process_time()
if peer == "cn2an":
    for text in texts:
        for _, line in lines(text):
            try: cn2an.transform(line, "cn2an")
            except Exception: pass
else:
    for text in texts:
        try: results.append(run(text))
        except Exception as problem: results.append([]); rows.append(repr(problem)[:200])
json.dump({"found": results, "rows": rows, "seconds": time.process_time() - begin}, out)
"""


def peer_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install_peers() -> dict[str, str]:
    """Install the peers into their own environment; the version of each, or why there is none."""
    if not peer_python().exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    state = {}
    for peer, packages in PEERS.items():
        command = [str(peer_python()), "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode:
            state[peer] = "not installed: " + (done.stderr.strip().splitlines() or ["?"])[-1][:80]
            continue
        ask = f"import importlib.metadata as m; print(m.version({packages[0]!r}))"
        answer = subprocess.run([str(peer_python()), "-c", ask], capture_output=True, text=True, check=False)
        state[peer] = answer.stdout.strip() or "?"
    return state


def interval(value: str) -> tuple[str, str] | None:
    """First and last day of an ISO-like date with a year."""
    if m := re.fullmatch(r"(\d{4})", value):
        return f"{m[1]}-01-01", f"{m[1]}-12-31"
    if m := re.fullmatch(r"(\d{4})H([12])", value):
        return (f"{m[1]}-01-01", f"{m[1]}-06-30") if m[2] == "1" else (f"{m[1]}-07-01", f"{m[1]}-12-31")
    if m := re.fullmatch(r"(\d{4})/(\d{4})", value):
        return f"{m[1]}-01-01", f"{m[2]}-12-31"
    return (value[:10], value[:10]) if re.match(r"\d{4}-\d\d-\d\d", value) else None


def agrees(found: object, mention: dict) -> bool:
    """Whether a peer's value says the gold's: as a number, as the timex, or as first and last day."""
    gold = mention["value"]
    if isinstance(found, list):
        days = [str(day)[:10] for day in found]
        return isinstance(gold, str) and len(days) == 2 and tuple(days) == interval(gold)
    if found is None or isinstance(gold, str):
        return found == gold
    try:
        return same_value(float(str(found).rstrip("%").replace(",", "")), gold)
    except ValueError:
        return False


def judge(documents: list[Document], results: list[list]) -> tuple[Score, Score, Score]:
    """Of all gold quantities and dates: how many a peer touches, values right, and spans from digit to unit."""
    found, right, whole = Score(), Score(), Score()
    for document, rows in zip(documents, results, strict=True):
        for mention in wanted(document):
            hits = [r for r in rows if r[0] < mention["end"] and r[1] > mention["start"]]
            found.add(document.name, mention["text"], ok=bool(hits))
            right.add(document.name, mention["text"], ok=any(agrees(r[2], mention) for r in hits))
            spanned = [r for r in hits if (r[0], r[1]) == (mention["start"], mention["end"])]
            whole.add(document.name, mention["text"], ok=any(agrees(r[2], mention) for r in spanned))
    return found, right, whole


def wanted(document: Document) -> list[dict]:
    skip = ("name", "docnumber", "ordinal")
    return [m for m in document.mentions if m["kind"] not in skip and not optional(m)]


def spoken_number(mention: dict) -> str:
    """Digits and multiplier of a mention, for a converter that takes nothing else."""
    m = re.match(r"[万亿百千]+", mention["surface_unit"] or "")
    return mention["core"] + (m[0] if m else "")


def peers(documents: list[Document]) -> list[tuple[str, ...]]:
    """One row a peer: name and version, found, valued right, megabytes a second, remark."""
    state = install_peers()
    texts = [d.text for d in documents]
    mentions = [m for d in documents for m in wanted(d) if m["kind"] != "date"]
    work = VENV / "input.json"
    work.write_text(
        json.dumps({"texts": texts, "phrases": [spoken_number(m) for m in mentions]}), encoding="utf-8"
    )
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    rows = []
    for peer, version in state.items():
        if version.startswith("not installed"):
            rows.append((peer, "-", "-", "-", "-", version))
            continue
        rows.append(run_peer(documents, mentions, megabytes, (peer, version, work)))
    return rows


def run_peer(
    documents: list[Document], mentions: list[dict], megabytes: float, job: tuple[str, str, Path]
) -> tuple[str, ...]:
    peer, version, work = job
    title = f"{peer} {version}"
    try:
        done = subprocess.run(
            [str(peer_python()), "-c", PEER_CODE, peer, str(work)],
            capture_output=True, text=True, timeout=PEER_TIMEOUT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return (
            title,
            "-",
            "-",
            "-",
            f"< {megabytes / PEER_TIMEOUT:.4f}",
            f"gave no answer in {PEER_TIMEOUT} s",
        )
    if done.returncode:
        return title, "-", "-", "-", "-", "failed: " + (done.stderr.strip().splitlines() or ["?"])[-1][:80]
    answer = json.loads(done.stdout)
    rate = f"{megabytes / max(answer['seconds'], 1e-6):.3f}"
    if peer == "cn2an":
        ok = sum(
            value is not None and agrees(value, m) for value, m in zip(answer["rows"], mentions, strict=True)
        )
        return (
            title,
            "n/a",
            f"{ok / len(mentions):.1%}",
            "n/a",
            rate,
            "a converter: it was handed digits and multiplier",
        )
    shares = [f"{result.share:.1%}" for result in judge(documents, answer["found"])]
    remark = f"{len(answer['rows'])} report(s) raised" if answer["rows"] else ""
    return title, *shares, rate, remark


# --- output --------------------------------------------------------------------------------------------------------


def table(header: list[str], rows: list[list[str]]) -> None:
    print("| " + " | ".join(header) + " |")
    print("|" + " --- |" * len(header))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def machine() -> str:
    return (
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores (shared), one used"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument(
        "--corpus", type=Path, help="folder of reports to time (default: ../shared/corpus, else seeds)"
    )
    arguments.add_argument("--peers", action="store_true", help="install and measure other libraries too")
    arguments.add_argument("--errors", action="store_true", help="name every mention that was read wrong")
    arguments.add_argument("--gold", type=Path, help="folder of annotations (default: seeds/gold)")
    arguments.add_argument("--texts", type=Path, help="folder of the annotated reports (default: seeds)")
    arguments.add_argument("--quick", action="store_true", help="accuracy only")
    options = arguments.parse_args()
    documents = load_gold(options.texts or ROOT / "seeds", options.gold)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}\n")

    scores = score(documents)
    rows = [[name, f"{s.share:.2%}", f"{s.right}/{s.total}"] for name, s in scores.items()]
    table([f"on the gold ({len(documents)} reports)", "share", "count"], rows)
    if options.errors:
        for name, result in scores.items():
            print(name, result.errors)
    if options.quick:
        return

    place, texts = corpus_texts(options.corpus)
    megabytes, rate, found = speed(texts)
    table(["speed", "reports", "MB of UTF-8", "quantities", "MB/s"],
          [[place, str(len(texts)), f"{megabytes:.2f}", str(found), f"{rate:.2f}"]])  # fmt: skip

    size = 100_000
    rows = [[n, f"{a:.3f}", f"{b:.3f}", f"{b / max(a, 1e-3):.1f}"] for n, a, b in hostile(size)]
    table(["hostile text", f"s at {size:,} characters", f"s at {4 * size:,}", "times"], rows)

    rows = [[f"{length:,}", f"{peak:.0f}"] for length, peak in memory(max(texts, key=len))]
    table(["characters read", "peak bytes per quantity found"], rows)

    if options.peers:
        own = judge(
            documents, [[(q.start, q.end, q.to_dict()["value"]) for q in read(d.text)] for d in documents]
        )
        rate = speed([d.text for d in documents])[1]
        rows = [["policysum", *(f"{result.share:.1%}" for result in own), f"{rate:.3f}", ""]]
        rows += [list(row) for row in peers(documents)]
        table(
            [
                "on the gold's quantities and dates",
                "found",
                "value right",
                "value and whole span right",
                "MB/s",
                "remark",
            ],
            rows,
        )


if __name__ == "__main__":
    main()
