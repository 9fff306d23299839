"""What a user of `run` sees on stderr while it works: how far it is, and what is under way."""

from __future__ import annotations

import itertools
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policysum.batch import Outcome, Silent
from policysum.cli.output import announce, console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, TaskID

    from policysum.batch import Job, Observer, ReportResult
    from policysum.document.formats import OnPage
    from policysum.traffic import Traffic

__all__ = ["showing_pages", "watch"]


_PLAIN_SECONDS = 10.0
"""Without a terminal, a line so often: a log should show that something happens, and no more."""
_WIDE = 110
"""Columns from which the names of the reports under way are shown."""
_NAMES = 40
"""Characters for the names of the reports under way."""


class _Counting:
    """Counts what every way of showing it needs."""

    def __init__(self, total: int, traffic: Traffic) -> None:
        self.total, self.traffic = total, traffic
        self.done = self.worked = self.failed = 0
        self.under_way: dict[str, None] = {}
        self.pages = (0, 0)
        self.began = time.monotonic()

    def started(self, job: Job) -> None:
        """Remember its name."""
        self.under_way[job.name] = None
        self.show()

    def finished(self, result: ReportResult) -> None:
        """Count it."""
        self.under_way.pop(result.job.name, None)
        self.done += 1
        # What was up to date took no time, and says nothing about the time that is left.
        self.worked += result.outcome is not Outcome.UP_TO_DATE
        self.failed += result.outcome in {Outcome.FAILED, Outcome.NO_ANSWER}
        self.show()

    def recognised(self, done: int, pages: int) -> None:
        """Note how many pages of a scan are recognised."""
        self.pages = (done, pages)
        self.show()

    def tick(self) -> None:
        """Show how it stands."""
        self.show()

    def show(self) -> None:
        """Show the user, or not."""
        raise NotImplementedError

    def left(self) -> float | None:
        """Seconds that are left at the pace so far."""
        seconds = time.monotonic() - self.began
        return seconds / self.worked * (self.total - self.done) if self.worked else None

    def line(self) -> str:
        """Traffic, rate and failures in a line."""
        traffic = self.traffic
        tokens = traffic.prompt_tokens + traffic.completion_tokens
        seconds = max(time.monotonic() - self.began, 1e-9)
        parts = [
            *([f"{traffic.requests:,} requests", f"{tokens:,} tokens"] if traffic.requests else []),
            *([f"{traffic.spent:.4f} {traffic.price.currency}"] if traffic.price else []),
            f"{self.done / seconds * 60:,.1f} reports/min",
            f"{self.failed} failed",
            *([f"page {self.pages[0]} of {self.pages[1]}"] if self.pages[0] < self.pages[1] else []),
        ]
        return ", ".join(parts)


class _Lines(_Counting):
    """Says one line every few seconds where there is no terminal."""

    def __init__(self, total: int, traffic: Traffic) -> None:
        super().__init__(total, traffic)
        self._said = self.began

    def show(self) -> None:
        """Say how far it is if the last time was a while ago."""
        now = time.monotonic()
        if now - self._said < _PLAIN_SECONDS:
            return
        self._said = now
        left = self.left()
        rest = "" if left is None else f", {_duration(left)} left"
        announce(f"{self.done} of {self.total} reports, {self.line()}{rest}")


class _Bar(_Counting):
    """A progress bar that shows the traffic and names the reports under way."""

    def __init__(self, total: int, traffic: Traffic, progress: Progress, task: TaskID) -> None:
        super().__init__(total, traffic)
        self._progress, self._task = progress, task
        self._shown = 0.0

    def show(self) -> None:
        """Bring the bar up to date, ten times a second at most."""
        now = time.monotonic()
        if now - self._shown < 0.1 and self.done < self.total:
            return
        self._shown = now
        left = self.left()
        self._progress.update(
            self._task,
            completed=self.done,
            left="" if left is None else f"{_duration(left)} left",
            traffic=self.line(),
            reports=", ".join(itertools.islice(self.under_way, 3))[:_NAMES],
        )


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@contextmanager
def watch(total: int, traffic: Traffic, *, quiet: bool) -> Iterator[Observer]:
    """Show progress while reports are worked on: a bar on a terminal, now and then a line elsewhere."""
    if quiet:
        yield Silent()
        return
    if not sys.stderr.isatty():
        yield _Lines(total, traffic)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    screen = console(stderr=True)
    wide = screen.width >= _WIDE
    columns = [
        BarColumn(bar_width=20 if wide else 8),
        MofNCompleteColumn(table_column=Column(no_wrap=True, min_width=7)),
        TextColumn("{task.fields[left]}", table_column=Column(no_wrap=True, min_width=9)),
        TextColumn("{task.fields[traffic]}", table_column=Column(no_wrap=True, ratio=None if wide else 1)),
    ]
    if wide:
        names = Column(no_wrap=True, ratio=1)
        columns.append(TextColumn("{task.fields[reports]}", style="dim", markup=False, table_column=names))
    with Progress(*columns, console=screen, transient=True, expand=True) as progress:
        task = progress.add_task("reports", total=total, left="", traffic="", reports="")
        yield _Bar(total, traffic, progress, task)


@contextmanager
def showing_pages() -> Iterator[OnPage | None]:
    """Who shows how many pages of a scan are recognised: on a terminal, and nowhere else."""
    if not sys.stderr.isatty():
        yield None
        return
    with console(stderr=True).status("") as status:
        status.stop()

        def show(done: int, pages: int) -> None:
            status.start()
            status.update(f"{done} of {pages} pages recognised")

        yield show
