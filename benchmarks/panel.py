"""The catalogue, the panel and the track against what was labelled by hand, and how long they take.

    python benchmarks/panel.py names                     the labelled names, each part apart
    python benchmarks/panel.py hailar CORPUS [LATER]     years of one district against their annotation
    python benchmarks/panel.py provinces CORPUS [OTHERS] headline targets of provinces against a table made by hand
    python benchmarks/panel.py speed CORPUS              31 reports to panel and xlsx; 10,000 results; a query
    python benchmarks/panel.py cluster CORPUS [OTHERS]   two Ray nodes on one machine beside one process

CORPUS is the folder with hailar/ and provinces-2026/, OTHERS one with the reports of the 21 other provinces (column
full_text of github johncodes404/china-provincial-gov-reports-2026), LATER one with 2017.txt
and 2018.txt of github derek-s/Python-GovWorkReportAnalyze; the reports are not part of this repository.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import policysum
from policysum.catalogue import resolve
from policysum.panel import panel_rows, track_rows
from policysum.panel.query import ask

_HERE = Path(__file__).parent


def _table(name):
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _results(folder):
    return [policysum.summarize(path, engine="extractive") for path in sorted(folder.glob("*.txt"))]


def names():
    for part in ("dev", "held", "unseen", "fresh", "fresh2", "fresh3"):
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


def hailar(corpus, later=None):
    for folder in (corpus / "hailar", *([later] if later else [])):
        _score_pairs(folder)


def _score_pairs(folder):
    results = [one.to_dict() for one in _results(folder)]
    texts = {int(path.stem): path.read_bytes().decode("gb18030") for path in sorted(folder.glob("*.txt"))}
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
            # The same value is often stated twice, in the summary and in its chapter; either place is right.
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
    print(folder.name, counts)
    print(
        f"pairs right {counts['right'] / counts['pairs']:.3f}, pairs found "
        f"{counts['right'] / (counts['right'] + counts['missed']):.3f}, dropped targets found "
        f"{counts['dropped_found'] / counts['dropped']:.3f}"
    )


def provinces(corpus, others=None):
    """The headline targets of provinces, read by hand: value, bound, or that there are words alone."""
    folders = [corpus / "provinces-2026", *([others] if others else [])]
    rows = panel_rows(one.to_dict() for folder in folders for one in _results(folder))
    regions = {row["region"] for row in rows}
    for part in ("ten", "others"):
        wanted = [row for row in _table("panel_provinces.tsv") if row["part"] == part]
        if not regions.isdisjoint(row["region"] for row in wanted):
            _score_provinces(part, wanted, rows)


def _score_provinces(part, wanted, rows):
    right = growth = 0
    for want in wanted:
        cells = [
            row
            for row in rows
            if (row["region"], row["indicator"], row["role"]) == (want["region"], want["indicator"], "target")
            and row["period"] == "2026"
            and row["cell"] in {"figure", "words"}
            and row["measure"] not in {"points", "increment"}
        ]
        got = {(row["cell"], row["low"], row["high"], str(row["bound"])) for row in cells}
        if want["cell"] == "figure":
            ends = (float(want["low"]), float(want["high"]), want["bound"])
            good = ends in [(row["low"], row["high"], row["bound"]) for row in cells]
        else:
            good = bool(cells) and all(row["cell"] == "words" for row in cells)
        right += good
        growth += good and want["indicator"] == "gdp"
        if not good:
            print("differs:", *want.values(), "got", sorted(map(str, got)))
    regions = {row["region"] for row in wanted}
    holes = [
        row
        for row in rows
        if row["cell"] == "not_stated" and row["role"] == "target" and row["region"] in regions
    ]
    wanted_pairs = {(want["region"], want["indicator"]) for want in wanted}
    wrong = [row for row in holes if (row["region"], row["indicator"]) in wanted_pairs]
    for row in wrong:
        print("hole of what is stated:", row["region"], row["indicator"], row["measure"], row["period"])
    print(
        f"{part}: {right} of {len(wanted)} targets with value and bound, or as words; growth {growth} of "
        f"{len(regions)}; {len(holes)} holes, {len(wrong)} of them of what a report does state"
    )


def _clock():
    """Wall time, and processor time of this process and of those it has waited for."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic(), own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _timed(what, began):
    wall, cpu = (now - then for now, then in zip(_clock(), began, strict=True))
    print(f"{what}: {wall:.1f} s, {cpu:.1f} s of processor time", flush=True)


def _policysum(*words):
    subprocess.run([sys.executable, "-m", "policysum", *map(str, words)], check=True, capture_output=True)


def _copies(results, out, count):
    """So many results, each of a region of its own."""
    out.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in sorted(results.glob("*.json"))]
    for number in range(count):
        turn, at = divmod(number, len(texts))
        mark = '"region": "'
        (out / f"{number:05}.json").write_text(texts[at].replace(mark, f"{mark}{turn}", 1), encoding="utf-8")


def speed(corpus, count=10_000):
    print("load of the machine:", " ".join(f"{one:.1f}" for one in os.getloadavg()))
    with tempfile.TemporaryDirectory() as folder:
        read = Path(folder) / "read"
        began = _clock()
        _policysum("run", corpus / "provinces-2026", "-o", read, "--engine", "extractive", "--format", "csv")
        _timed("10 reports read", began)
        few, many = Path(folder) / "few", Path(folder) / "many"
        _copies(read, few, 31)
        began = _clock()
        _policysum("tables", few, "--format", "html", "--format", "xlsx")
        _policysum("panel", few, "-o", few / "panel.xlsx")
        _timed("31 results to tables, page, panel and track as xlsx", began)
        _copies(read, many, count)
        size = sum(path.stat().st_size for path in many.iterdir()) / 1e9
        began = _clock()
        _policysum("panel", many, "-o", Path(folder) / "panel.parquet")
        _timed(f"{count} results ({size:.1f} GB) to a panel", began)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        print(f"the largest process: {memory:.2f} GB")
        sql = "select indicator, count(*) from panel where cell = 'figure' group by 1 order by 2 desc limit 3"
        for turn in ("first", "every further"):
            began = _clock()
            rows = ask(many, sql)[1]
            _timed(f"the {turn} query over them", began)
        print(rows)


def cluster(corpus, others=None):
    """Two nodes on this machine beside one process, each report three times; needs Ray."""
    os.environ.setdefault("RAY_agent_register_timeout_ms", "120000")
    import ray
    from ray.cluster_utils import Cluster

    import policysum.ray
    from policysum.views import rows

    paths = sorted([*corpus.glob("*/*.txt"), *(others.glob("*.txt") if others else ())])
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder) / f"{number}-{path.name}" for number, path in enumerate(paths * 3)]
        for copy, path in zip(copies, paths * 3, strict=True):
            copy.symlink_to(path.absolute())
        began = _clock()
        with policysum.Summarizer(engine="extractive") as summarizer:
            alone = [row for one in summarizer.map(copies) for row in rows(one.to_dict(), "kpis")]
        _timed(f"{len(copies)} reports, {len(alone)} KPIs, one process", began)
        began = _clock()
        nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
        nodes.add_node(num_cpus=1)
        ray.init(address=nodes.address, log_to_driver=False, logging_level="ERROR")
        _timed("two nodes start", began)
        began = _clock()
        reports = ray.data.from_items([{"path": str(path)} for path in copies])
        found = policysum.ray.summarize(reports, workers=2, table="kpis", engine="extractive").take_all()
        _timed(f"the same on them, {len(found)} rows", began)

        def order(row):
            return row["report"], row["kpi"]

        print("the same rows:", sorted(found, key=order) == sorted(alone, key=order))
        ray.shutdown()
        nodes.shutdown()


if __name__ == "__main__":
    what, *rest = sys.argv[1:] or ["names"]
    verbs = {"names": names, "hailar": hailar, "provinces": provinces, "speed": speed, "cluster": cluster}
    verbs[what](*map(Path, rest))
