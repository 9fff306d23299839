"""Batches against a server that is late and fails, beside a plain asyncio + openai loop in the same run.

python benchmarks/batch.py [--reports 200] [--full] [--write] [--latency 0.3]

Starts its own server on loopback as another process. `--full` takes the sizes of issue 7 (1,000 and 10,000
reports), which takes an hour on two cores. Every report is the open seed 000 cut to 4,000 characters, with two
characters inserted in every paragraph that set it apart from the others, so that no request is like another.
"""

import argparse
import asyncio
import collections
import compileall
import json
import math
import os
import platform
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
SEED = next((HERE.parent / "seeds").glob("000_*.txt"))
SIGNS = "天地玄黄宇宙洪荒盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔龙师火帝鸟官人皇始制文字乃服衣裳推位让国有虞陶唐"
SIGNS = "".join(dict.fromkeys(SIGNS))
CONCURRENCY = 32
CODE = Path(tempfile.gettempdir()) / f"policysum-bench-code-{os.getpid()}"
"""The code as it is at the beginning: others may be editing it, and results of older code are not up to date."""
FAULTS = {"429": 0.2, "500": 0.05, "reset": 0.02, "cut": 0.01, "stall": 0.01}
PAID = {"cost", "model_calls", "cache_hits", "prompt_tokens", "completion_tokens", "cached_tokens", "seconds"}


NOTE = """The requests of a report come one after the other (a second look follows the first answer; in these reports it is the
same for all, so that they wait for one answer together). Of the wall time beyond the ideal, about 1.6 s are the start of the
process (half of it `import openai`) and 0.3 s its end. An unknown server is probed while the first requests are under way. The CPU
time beyond the plain loop's is reading, extraction, verification and tables; it is spent in one process for every core, and a
finished result is kept, so that the same report is not worked through again for another folder."""


def write_reports(folder, count):
    """So many reports, each with requests of its own."""
    folder.mkdir(parents=True)
    lines = SEED.read_text(encoding="utf-8")[:4000].split("\n")
    for number in range(count):
        high, low = divmod(number, len(SIGNS))
        sign = f"{SIGNS[high % len(SIGNS)]}{SIGNS[low]}"
        marked = [line.replace("。", f"{sign}。", 1) for line in lines]
        (folder / f"{number:05}.txt").write_text("\n".join(marked), encoding="utf-8")
    return folder


@contextmanager
def server(latency, faults=None, retry_after="0.5"):
    """The server, as a process; gives its address."""
    command = [
        sys.executable,
        str(HERE / "_faulty_server.py"),
        "--latency",
        str(latency),
        "--retry-after",
        retry_after,
    ]
    for name, share in (faults or {}).items():
        command += ["--fault", f"{name}={share}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def ask_server(url, path, data=None):
    with urllib.request.urlopen(url + path, data=data) as answer:
        return json.load(answer)


class Measured:
    """A process whose time, CPU and memory are known at its end, its start included."""

    def __init__(self, command, environment=None):
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)

    def wait(self):
        """Wait for its end; time, CPU and memory are then known."""
        said = self.process.stderr.read().decode()
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.monotonic() - self.began
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        if self.process.returncode not in {0, -signal.SIGKILL}:
            raise SystemExit(f"the run failed: {said}")
        return self

    def kill(self):
        """Kill it; say whether it was still under way."""
        running = self.process.poll() is None
        self.process.kill()
        self.process.stderr.close()
        self.process.wait()
        return running


class Run(Measured):
    """`policysum run` in a process of its own."""

    def __init__(self, url, reports, out, cache, *arguments):
        command = [sys.executable, "-m", "policysum", "run", str(reports), "-o", str(out), "--quiet"]
        command += ["--base-url", f"{url}/v1", "--model", "m", "--concurrency", str(CONCURRENCY), *arguments]
        environment = {**os.environ, "POLICYSUM_CACHE_DIR": str(cache)}
        environment["PYTHONPATH"] = str(CODE)
        environment["POLICYSUM_CONFIG_DIR"] = str(cache / "config")
        super().__init__(command, environment)


def plan_bodies(url, reports, cache):
    """The bodies of the first requests of every report, as `run` would send them."""
    from policysum.batch import find_jobs
    from policysum.errors import PolicysumError
    from policysum.summarizer import Summarizer

    bodies = []

    async def go():
        options = {"engine": "openai", "base_url": f"{url}/v1", "model": "m", "cache_dir": cache}
        async with Summarizer(plan=lambda request: bodies.append(request.body), **options) as summarizer:
            for job in find_jobs([reports], cache)[0]:
                try:
                    await summarizer.asummarize(job.read())
                except PolicysumError:
                    continue

    asyncio.run(go())
    return bodies


PLAIN = """
import asyncio, json, sys
import openai
bodies = json.load(open(sys.argv[2]))
async def main():
    client = openai.AsyncOpenAI(base_url=sys.argv[1] + "/v1", api_key="x")
    gate = asyncio.Semaphore(int(sys.argv[3]))
    async def one(body):
        async with gate:
            answer = await client.chat.completions.create(**body)
            json.loads(answer.choices[0].message.content)
    await asyncio.gather(*map(one, bodies))
asyncio.run(main())
"""


def plain_loop(url, bodies, folder):
    """The same bodies through a plain asyncio + openai loop, in a process of its own."""
    (folder / "bodies.json").write_text(json.dumps(bodies), encoding="utf-8")
    return Measured([sys.executable, "-c", PLAIN, url, str(folder / "bodies.json"), str(CONCURRENCY)]).wait()


def results(out):
    """Every result without what says when and by whom it was paid."""
    found = {}
    for path in sorted(out.glob("[0-9]*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["run"] = {name: value for name, value in data["run"].items() if name not in PAID}
        found[path.name] = json.dumps(data, ensure_ascii=False)
    return found


def measure_latency(folder, reports, count, latency):
    """Wall time beside the ideal and beside the plain loop."""
    with server(latency) as url:
        run = Run(url, reports, folder / f"out-{latency}", folder / f"cache-{latency}").wait()
        stats = ask_server(url, "/stats")
        ask_server(url, "/reset", b"")
        bodies = plan_bodies(url, reports, folder / "plan")
        plain = plain_loop(url, bodies, folder)
    ideal = stats["answered"] * latency / CONCURRENCY
    waves = (
        math.ceil(stats["answered"] / CONCURRENCY) * latency
    )  # the last wave is not full and takes as long
    plain_ideal = len(bodies) * latency / CONCURRENCY
    yield (
        f"{latency:g} s latency: requests",
        f"{stats['answered']} ({stats['answered'] / count:.1f} a report)",
    )
    yield (
        f"{latency:g} s latency: wall time, ideal (s)",
        f"{run.wall:.1f}, {ideal:.1f} ({run.wall / ideal:.2f} x); in whole waves {waves:.1f} ({run.wall / waves:.2f} x)",
    )
    yield (
        f"{latency:g} s latency: plain loop, {len(bodies)} first requests: wall time, ideal (s)",
        f"{plain.wall:.1f}, {plain_ideal:.1f} ({plain.wall / plain_ideal:.2f} x)",
    )
    yield (
        f"{latency:g} s latency: CPU per report (ms): policysum, plain loop",
        f"{run.cpu / count * 1000:.0f}, {plain.cpu / count * 1000:.0f}",
    )
    yield f"{latency:g} s latency: memory (MB)", f"{run.memory:.0f}"


def measure_cached(folder, reports, count):
    """Nothing to ask: every result is made anew from cached answers."""
    with server(0.02) as url:
        out, cache = folder / "out-cached", folder / "cache-cached"
        Run(url, reports, out, cache).wait()
        before = ask_server(url, "/stats")["requests"]
        anew = Run(url, reports, out, cache, "--force").wait()
        bare = Run(url, reports, out, cache, "--force", "--format", "json").wait()
        kept = Run(url, reports, folder / "out-kept", cache).wait()
        kept_bare = Run(url, reports, folder / "out-kept-bare", cache, "--format", "json").wait()
        asked = ask_server(url, "/stats")["requests"] - before
        one = next(reports.iterdir())
        Run(url, one, folder / "out-one", cache).wait()
        start = Run(url, one, folder / "out-one", cache).wait()
    yield "start of the process, one report up to date (s CPU)", f"{start.cpu:.2f}"
    yield (
        "from the cache, into another folder: reports per second of CPU, without and with tables",
        f"{count / (kept_bare.cpu - start.cpu):.0f}, {count / (kept.cpu - start.cpu):.0f}",
    )
    yield (
        "made anew from cached answers (--force): reports per second of CPU, without and with tables",
        f"{count / (bare.cpu - start.cpu):.0f}, {count / (anew.cpu - start.cpu):.0f}",
    )
    yield "requests sent meanwhile", f"{asked}"


def measure_faults(folder, reports, count):
    """Everything that goes wrong, at the shares of the issue."""
    with server(0.3, FAULTS) as url:
        run = Run(url, reports, folder / "out-faults", folder / "cache-faults", "--timeout", "5").wait()
        stats = ask_server(url, "/stats")
    done = results(folder / "out-faults")
    unread = sum(len(json.loads(text)["run"]["unread"]) for text in done.values())
    yield "faults met", ", ".join(f"{name}: {number}" for name, number in sorted(stats["faults"].items()))
    yield "faults: reports done, passages unread", f"{len(done)} of {count}, {unread}"
    yield (
        "faults: requests answered, answered more than once",
        f"{stats['answered']}, {stats['answered_twice']}",
    )
    yield "faults: wall time (s)", f"{run.wall:.1f}"


def measure_kills(folder, reports, count, moments):
    """kill -9 at random moments, then a run to the end."""
    draw = random.Random(7)
    with server(2.0) as url:
        out, cache = folder / "out-kill", folder / "cache-kill"
        killed = 0
        for _ in range(moments):
            run = Run(url, reports, out, cache)
            time.sleep(draw.uniform(0.5, 4.0))
            killed += run.kill()
        Run(url, reports, out, cache).wait()
        stats = ask_server(url, "/stats")
        ask_server(url, "/reset", b"")
        Run(url, reports, folder / "out-whole", folder / "cache-whole").wait()
    calls = collections.Counter()
    for line in (out / "run.jsonl").read_text(encoding="utf-8").splitlines():
        call = json.loads(line)
        calls[call["request"]] += not call["cache_hit"]
    litter = [
        path for path in out.iterdir() if path.name.endswith(".part") or path.name.startswith(".tables-")
    ]
    same = results(out) == results(folder / "out-whole") and len(results(out)) == count
    yield f"kill -9 at {moments} random moments: runs that were under way", f"{killed}"
    yield (
        "kill -9: requests answered, answered more than once",
        f"{stats['answered']}, {stats['answered_twice']}",
    )
    yield (
        "kill -9: outputs equal to those of an undisturbed run, except time and who paid",
        "yes" if same else "NO",
    )
    yield "kill -9: unfinished files left", f"{len(litter)}"


def measure_memory(folder, small, large):
    """Memory of a run over few and over many reports."""
    peaks = []
    with server(0.02) as url:
        for count in (small, large):
            reports = write_reports(folder / f"memory-{count}", count)
            places = folder / f"out-memory-{count}", folder / f"cache-memory-{count}"
            run = Run(url, reports, *places, "--passes", "0")
            peaks.append(run.wait().memory)
        again = Run(url, reports, *places, "--passes", "0").wait()
    yield (
        f"up to date: {large} reports, start of the process and tables included (s)",
        (f"{again.wall:.1f} ({large / again.wall:.0f} reports/s; CPU {again.cpu:.1f} s)"),
    )
    yield (
        f"memory (MB) at {small}, {large} reports",
        f"{peaks[0]:.0f}, {peaks[1]:.0f} ({peaks[1] / peaks[0]:.2f} x)",
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--moments", type=int, default=8)
    parser.add_argument("--full", action="store_true")
    parser.add_argument(
        "--latency", type=float, help="only beside the plain loop, at this latency in seconds"
    )
    parser.add_argument("--write", action="store_true", help="put the table into BENCHMARKS.md")
    given = parser.parse_args()
    count = 1000 if given.full else given.reports
    moments = 20 if given.full else given.moments
    few = 200 if given.full else max(20, count * 3 // 10)
    memory = (1000, 10_000) if given.full else (few, 5 * few)
    rows = []
    folder = Path(tempfile.mkdtemp(prefix="policysum-bench-"))
    shutil.copytree(
        HERE.parent / "src" / "policysum", CODE / "policysum", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(HERE.parent / "prompts", CODE / "policysum" / "prompts", dirs_exist_ok=True)
    compileall.compile_dir(CODE, quiet=1)  # as an installation is, which the plain loop's package is as well
    try:
        reports = write_reports(folder / "in", count)
        if given.latency is not None:
            for row in measure_latency(folder, reports, count, given.latency):
                print(" | ".join(row), flush=True)
            return
        some = write_reports(folder / "some", few)
        for part in (
            measure_latency(folder, reports, count, 2.0),
            measure_latency(folder, some, few, 0.3),
            measure_cached(folder, some, few),
            measure_faults(folder, some, few),
            measure_kills(folder, some, few, moments),
            measure_memory(folder, *memory),
        ):
            for row in part:
                rows.append(row)
                print(" | ".join(row), flush=True)
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(CODE)
    if given.write:
        write(rows, count, few)


def write(rows, count, few):
    load = os.getloadavg()[0]
    head = (
        "`python benchmarks/batch.py --write`"
        f" ({count} reports at 2 s latency, {few} elsewhere, of 4,000 characters with 66 indicators each;"
        f" concurrency {CONCURRENCY})\n\n"
        f"Measured {datetime.now(UTC).date()} on {os.cpu_count()} cores, {platform.machine()}, Python"
        f" {platform.python_version()}, load {load:.1f}: other jobs and the server shared the cores, so ratios say"
        " more than times.\n"
    )
    table = "\n".join(["| | |", "| --- | ---: |", *(f"| {name} | {value} |" for name, value in rows)])
    path = HERE.parent / "BENCHMARKS.md"
    text = path.read_text(encoding="utf-8")
    start = text.find("## Batches\n")
    if start < 0:
        text, start, end = text.rstrip() + "\n\n", len(text.rstrip()) + 2, len(text.rstrip()) + 2
    else:
        end = text.find("\n## ", start)
        end = len(text) if end < 0 else end + 1
    text = f"{text[:start]}## Batches\n\n{head}\n{table}\n\n{NOTE}\n\n{text[end:]}"
    path.write_text(text.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2
    )
    main()
