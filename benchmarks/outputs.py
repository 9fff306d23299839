"""How large the outputs of 31 provincial reports are, and how fast the review page opens.

    python benchmarks/outputs.py FOLDER [--reports 31] [--out OUT]

FOLDER holds reports; they are repeated until there are enough. Needs chromium and playwright for the
times of the page; sizes are printed without them. Prints a Markdown table for BENCHMARKS.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from policysum import summarize
from policysum.export import REVIEW_NAME, TablesWriter
from policysum.summary import Summary

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
ROUNDS = 5
SCROLL = """async () => {
  const pane = document.querySelector('#source');
  const times = [];
  let last = performance.now();
  for (let y = 0; y < pane.scrollHeight && times.length < 300; y += 120) {
    pane.scrollTop = y;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    times.push(performance.now() - last);
    last = performance.now();
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.95)];
}"""


def copies(folder: Path, count: int) -> list[Summary]:
    """As many results as asked for, the reports of the folder over and over under different names."""
    files = sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".html"})
    made = [summarize(path, engine="extractive") for path in files[:count]]
    summaries = []
    for index in range(count):
        one = made[index % len(made)]
        data = one.to_dict()
        data["document"] = {**data["document"], "name": f"{index + 1:02}-{data['document']['name']}"}
        summaries.append(Summary.from_dict(data, one.source))
    return summaries


def write(summaries: list[Summary], out: Path, name: str) -> float:
    """Seconds to write one format."""
    start = time.perf_counter()
    with TablesWriter(out, [name]) as writer:
        for summary in summaries:
            writer.add(summary)
    return time.perf_counter() - start


def open_page(path: Path) -> dict[str, float]:
    """Medians over some rounds: until usable, until the whole page has loaded, switching reports, a frame."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        ready, switch, frames, heap = [], [], [], []
        for _ in range(ROUNDS):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(path.as_uri())
            page.wait_for_selector("html[data-ready]")
            timing = "performance.getEntriesByType('navigation')[0].loadEventEnd"
            ready.append(page.evaluate(timing) / 1000)
            switch.append(
                page.evaluate(
                    "() => { const t = performance.now(); openReport(1); document.body.offsetHeight; return performance.now() - t; }"
                )
            )
            frames.append(page.evaluate(SCROLL))
            heap.append(page.evaluate("performance.memory ? performance.memory.usedJSHeapSize / 1e6 : 0"))
            page.close()
        browser.close()
    names = ("opens (s)", "switches report (ms)", "95 % of frames while scrolling under (ms)", "heap (MB)")
    return dict(zip(names, map(statistics.median, (ready, switch, frames, heap)), strict=True))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=31)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    out = arguments.out or Path(tempfile.mkdtemp())
    summaries = copies(arguments.folder, arguments.reports)
    characters = sum(len(summary.source) for summary in summaries)
    kpis = sum(len(summary.report.kpis) for summary in summaries)
    load = os.getloadavg()[0]
    print(
        f"{len(summaries)} reports, {characters:,} characters, {kpis:,} KPIs; load {load:.1f} on {os.cpu_count()} cores\n"
    )
    print("| output | size (MB) | written in (s) |\n| --- | ---: | ---: |")
    for name, pattern in (
        ("html", REVIEW_NAME),
        ("csv", "*.csv"),
        ("jsonl", "*.jsonl"),
        ("xlsx", "*.xlsx"),
        ("parquet", "*.parquet"),
    ):
        seconds = write(summaries, out, name)
        size = sum(path.stat().st_size for path in out.glob(pattern)) / 1e6
        print(f"| {name} | {size:.2f} | {seconds:.2f} |")
    if shutil.which("chromium"):
        print("\n| the review page in headless chromium | median of 5 |\n| --- | ---: |")
        for name, value in open_page(out / REVIEW_NAME).items():
            print(f"| {name} | {value:.2f} |")
        print(f"\nload at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
