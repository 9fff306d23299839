"""What a user of `run` sees on stderr: what is under way, what failed, and the closing table."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policysum.batch import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.progress import Progress, TaskID

    from policysum.batch import BatchResult, Job, Observer, ReportResult
    from policysum.traffic import Traffic

__all__ = ["announce", "closing_table", "watch"]


def announce(message: str) -> None:
    """Say one line on stderr."""
    print(f"policysum: {message}", file=sys.stderr, flush=True)  # noqa: T201 - this is the CLI's voice


_PLAIN_SECONDS = 10.0
"""Without a terminal, a line so often: a log should show that something happens, and no more."""


class _Silent:
    """Watches without a word."""

    def started(self, job: Job) -> None:
        """Say nothing."""

    def finished(self, result: ReportResult) -> None:
        """Say nothing."""


class _Lines:
    """Says one line every few seconds where there is no terminal."""

    def __init__(self, total: int, traffic: Traffic) -> None:
        self._total, self._traffic = total, traffic
        self._done = self._failed = 0
        self._began = self._said = time.monotonic()

    def started(self, job: Job) -> None:
        """Say nothing yet."""

    def finished(self, result: ReportResult) -> None:
        """Count, and say how far it is if the last time was a while ago."""
        self._done += 1
        self._failed += result.outcome is Outcome.FAILED
        now = time.monotonic()
        if now - self._said >= _PLAIN_SECONDS:
            self._said = now
            announce(f"{self._done} of {self._total} reports, {_traffic_line(self._traffic, self._failed)}")


class _Bar:
    """A progress bar that shows the traffic and names the reports under way."""

    def __init__(self, progress: Progress, task: TaskID, traffic: Traffic) -> None:
        self._progress, self._task, self._traffic = progress, task, traffic
        self._under_way: dict[Path, None] = {}
        self._failed = 0

    def started(self, job: Job) -> None:
        """Show its name."""
        self._under_way[job.path] = None
        self._show()

    def finished(self, result: ReportResult) -> None:
        """Move on."""
        self._under_way.pop(result.job.path, None)
        self._failed += result.outcome is Outcome.FAILED
        self._progress.advance(self._task)
        self._show()

    def _show(self) -> None:
        names = ", ".join(path.name for path in self._under_way)
        line = _traffic_line(self._traffic, self._failed)
        self._progress.update(self._task, traffic=line, reports=names[:40])


def _traffic_line(traffic: Traffic, failed: int) -> str:
    tokens = traffic.prompt_tokens + traffic.completion_tokens
    cost = f", {traffic.spent:.4f} {traffic.price.currency}" if traffic.price else ""
    return f"{traffic.requests} requests, {tokens:,} tokens{cost}, {failed} failed"


@contextmanager
def watch(total: int, traffic: Traffic, *, quiet: bool) -> Iterator[Observer]:
    """Show progress while reports are worked on: a bar on a terminal, now and then a line elsewhere."""
    if quiet:
        yield _Silent()
        return
    if not sys.stderr.isatty():
        yield _Lines(total, traffic)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("reports"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[traffic]}"),
        TextColumn("{task.fields[reports]}", style="dim", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reports", total=total, traffic="", reports="")
        yield _Bar(progress, task, traffic)


_COLUMNS = (
    ("numbers", "numbers"),
    ("kpis", "KPIs"),
    ("passed", "verified"),
    ("unverified", "not\nverified"),
    ("coverage", "coverage"),
    ("calls", "model\ncalls"),
    ("cache_hits", "cache\nhits"),
    ("tokens", "tokens"),
    ("seconds", "seconds"),
)
"""Key of the figure and heading of its column in the closing table."""


def closing_table(result: BatchResult, out: Path) -> None:
    """Print one row a report, and the total, on stderr."""
    from rich.console import Console
    from rich.table import Table

    # A pipe has no width: a table cut off at 80 columns would lose figures there.
    console = Console(stderr=True, width=None if sys.stderr.isatty() else 200)
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("report", overflow="ellipsis", no_wrap=True, max_width=max(8, console.width - 88))
    for _, heading in _COLUMNS:
        table.add_column(heading, justify="right", no_wrap=True, min_width=max(map(len, heading.split("\n"))))
    table.add_column("outcome", no_wrap=True, min_width=10)
    for report in result.reports:
        style = "red" if report.outcome in {Outcome.FAILED, Outcome.NOT_STARTED} else ""
        cells = _cells(report.facts) if report.facts else ["-"] * len(_COLUMNS)
        table.add_row(report.job.path.name, *cells, report.outcome.value, style=style)
    done = [report.facts for report in result.reports if report.facts]
    if len(done) > 1:
        table.add_section()
        table.add_row("all", *_cells(_total(done)), f"{len(done)} of {len(result.reports)}", style="bold")
    console.print(table)
    announce(f"written to {out}")


def _cells(facts: dict[str, float]) -> list[str]:
    shown = {
        **facts,
        "unverified": facts["checked"] - facts["passed"],
        "tokens": facts["prompt_tokens"] + facts["completion_tokens"],
    }
    return [
        f"{shown[key]:.1%}"
        if key == "coverage"
        else f"{shown[key]:,.1f}"
        if key == "seconds"
        else f"{shown[key]:,}"
        for key, _ in _COLUMNS
    ]


def _total(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    keys = (
        "numbers",
        "kpis",
        "checked",
        "passed",
        "calls",
        "cache_hits",
        "prompt_tokens",
        "completion_tokens",
        "seconds",
    )
    total = {key: sum(row[key] for row in rows) for key in keys}
    captured = sum(row["coverage"] * row["numbers"] for row in rows)
    return {**total, "coverage": captured / total["numbers"] if total["numbers"] else 1.0}
