"""The relay to worker processes beside one process, and beside a plain pool for the extractive engine.

    python benchmarks/relay.py [--reports 120]

Reports and server are those of `benchmarks/batch.py`. One process is the same run held to one core by its affinity.
Each case runs twice in turn and the faster one counts, since the machine may be busy.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import batch

_TURNS = 2


def _read(path):
    import policysum

    return len(policysum.summarize(path, engine="extractive").to_json())


def _pool(reports):
    with ProcessPoolExecutor(2) as pool:
        return sum(pool.map(_read, sorted(reports.iterdir()), chunksize=4))


def _run(words, environment, *, alone):
    command = [sys.executable, "-m", "policysum", "run", *map(str, words), "--quiet", "--format", "json"]
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        preexec_fn=(lambda: os.sched_setaffinity(0, {0})) if alone else None,  # noqa: PLW1509 - no threads here
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(process.returncode)
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime


def _both(what, words, environment, *, fresh=False):
    times = {"two workers": [], "one process": []}
    for turn in range(_TURNS):
        for name, found in times.items():
            out = Path(environment["OUT"]) / f"{abs(hash((what, name)))}-{turn}"
            own = {"POLICYSUM_CACHE_DIR": f"{out}-cache"} if fresh else {}
            found.append(_run([*words, "-o", out], {**environment, **own}, alone=name == "one process"))
    for name, found in times.items():
        wall, cpu = min(found)
        print(f"{what}, {name}: {wall:.1f} s, {cpu:.1f} s of processor time", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=120)
    count = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        reports = batch.write_reports(place / "in", count)
        common = {
            "POLICYSUM_CONFIG_DIR": str(place / "config"),
            "OUT": folder,
            "POLICYSUM_CACHE_DIR": str(place / "cache"),
        }
        _both("extractive", [reports, "--engine", "extractive", "--force"], common)
        best = min(_timed(_pool, reports) for _ in range(_TURNS))
        print(f"extractive, a plain pool of two: {best:.1f} s", flush=True)
        with batch.server(0.02) as url:
            model = [reports, "--base-url", f"{url}/v1", "--model", "m", "--concurrency", 32]
            _run([*model, "-o", place / "first"], common, alone=False)
            _both("model, every answer cached", [*model, "--force"], common)
        for latency in (0.2, 2.0):
            with batch.server(latency) as url:
                model = [reports, "--base-url", f"{url}/v1", "--model", "m", "--concurrency", 32]
                _both(f"model, {latency:g} s an answer", model, common, fresh=True)


def _timed(call, *given):
    began = time.monotonic()
    call(*given)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
