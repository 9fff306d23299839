"""The catalogue, the panel and the track against what was labelled by hand, and how long they take.

    python benchmarks/panel.py names                     the labelled names, each part apart
    python benchmarks/panel.py hailar CORPUS             five years of one district against their annotation
    python benchmarks/panel.py provinces CORPUS          growth targets of ten provinces against a table made by hand
    python benchmarks/panel.py speed CORPUS              31 reports to panel and xlsx; 10,000 results; a query

CORPUS is the folder with hailar/ and provinces-2026/; the reports themselves are not part of this repository.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import policysum
from policysum.catalogue import resolve
from policysum.panel import PANEL_COLUMNS, panel_rows, track_rows
from policysum.panel.files import write_rows
from policysum.panel.query import ask

_HERE = Path(__file__).parent


def _table(name):
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _results(folder):
    return [policysum.summarize(path, engine="extractive") for path in sorted(folder.glob("*.txt"))]


def names():
    for part in ("dev", "held", "unseen"):
        rows = [row for row in _table("panel_names.tsv") if row["part"] == part]
        found = [resolve(row["name"], row["unit"]) for row in rows]
        right = sum(
            one is not None and one[0] == row["indicator"] for one, row in zip(found, rows, strict=True)
        )
        measured = sum(
            one is not None and one[:2] == (row["indicator"], row["measure"])
            for one, row in zip(found, rows, strict=True)
        )
        inside, given = sum(bool(row["indicator"]) for row in rows), sum(one is not None for one in found)
        print(
            f"{part}: {len(rows)} names, {inside} in the catalogue; precision {right / given:.3f}, "
            f"recall {right / inside:.3f}, measure right {measured / right:.3f}"
        )


def hailar(corpus):
    results = [one.to_dict() for one in _results(corpus / "hailar")]
    texts = {
        int(path.stem): path.read_bytes().decode("gb18030")
        for path in sorted((corpus / "hailar").glob("*.txt"))
    }
    wanted = _table("panel_hailar.tsv")
    counts = dict.fromkeys(
        ("rows", "pairs", "right", "missed", "dropped", "dropped_found", "told_not_told"), 0
    )
    for row in track_rows(results):
        counts["rows"] += 1
        want = next(
            (
                one
                for one in wanted
                if int(one["year"]) == row["year"]
                and row["target_start"] < int(one["target_end"])
                and int(one["target_start"]) < row["target_end"]
            ),
            None,
        )
        if want is None or want["verdict"] == "spec":
            continue
        allowed = want["verdict"].split(",")
        there = (
            texts[row["year"] + 1][int(want["result_start"]) : int(want["result_end"])]
            if want["result_start"]
            else None
        )
        if row["result"] is not None:
            counts["pairs"] += 1
            # The same value is often told twice, in the summary and in its chapter; either place is right.
            right = there == row["result"] and row["verdict"] in allowed
            counts["right"] += right
            if not right:
                print(
                    "wrong pair:",
                    row["year"],
                    row["name"],
                    row["target"],
                    row["result"],
                    row["verdict"],
                    allowed,
                )
        elif there is not None:
            counts["missed"] += 1
        if "not_told" in allowed:
            counts["dropped"] += 1
            counts["dropped_found"] += row["verdict"] == "not_told"
        counts["told_not_told"] += row["verdict"] == "not_told" and there is not None
    print(counts)
    print(
        f"pairs right {counts['right'] / counts['pairs']:.3f}, pairs found "
        f"{counts['right'] / (counts['right'] + counts['missed']):.3f}, dropped targets found "
        f"{counts['dropped_found'] / counts['dropped']:.3f}"
    )


def provinces(corpus):
    results = [one.to_dict() for one in _results(corpus / "provinces-2026")]
    rows = [
        row
        for row in panel_rows(results)
        if row["indicator"] == "gdp"
        and row["measure"] == "growth"
        and row["role"] == "target"
        and row["period"] == "2026"
    ]
    right = 0
    for want in _table("panel_provinces.tsv"):
        got = [(row["low"], row["high"], row["bound"]) for row in rows if row["region"] == want["region"]]
        good = got == [(float(want["low"]), float(want["high"]), want["bound"])]
        right += good
        if not good:
            print("differs:", want, got)
    print(f"growth targets: {right} of {len(_table('panel_provinces.tsv'))} with value and bound")


def speed(corpus):
    began = time.monotonic()
    results = [one.to_dict() for one in _results(corpus / "provinces-2026")]
    results = [
        {**one, "document": {**one["document"], "region": f"{one['document']['region']}{n}"}}
        for n in range(4)
        for one in results
    ][:31]
    read = time.monotonic() - began
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        rows = panel_rows(results)
        write_rows(rows, PANEL_COLUMNS, Path(folder) / "p.xlsx")
    print(
        f"10 reports read {read:.1f} s; 31 results to {len(rows)} rows and xlsx {time.monotonic() - began:.1f} s"
    )
    slim = [
        json.dumps(
            {"document": one["document"], "kpis": one["kpis"], "plans": one["plans"]}, ensure_ascii=False
        )
        for one in results[:10]
    ]
    began = time.monotonic()
    copies = (
        {**(data := json.loads(slim[n % 10])), "document": {**data["document"], "region": f"r{n}"}}
        for n in range(10_000)
    )
    rows = panel_rows(copies)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"10,000 results to {len(rows)} rows {time.monotonic() - began:.1f} s, {memory:.2f} GB at most")
    with tempfile.TemporaryDirectory() as folder:
        for n, one in enumerate(results):
            (Path(folder) / f"{n}.json").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
        began = time.monotonic()
        ask(Path(folder), "select indicator, count(*) from panel group by 1")
        print(f"a query over the panel of 31 results {time.monotonic() - began:.2f} s")


if __name__ == "__main__":
    what, *rest = sys.argv[1:] or ["names"]
    {"names": names, "hailar": hailar, "provinces": provinces, "speed": speed}[what](*map(Path, rest))
