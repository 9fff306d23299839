"""Other readers of numbers on the same annotated reports, each asked in the environment `.bench-venv`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quantity_gold import Score, optional, same_value

if TYPE_CHECKING:
    from quantity_gold import Document

ROOT = Path(__file__).resolve().parents[1]
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
