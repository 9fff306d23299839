"""Many reports at once: what is up to date, what failed, and what ends a whole run.

Reports stream through: a summary is written and forgotten. Tables over all reports are made from the written
results, so they always agree with them, also when a batch is resumed.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import time
from typing import TYPE_CHECKING, Protocol

from policysum.batch.report import work_on
from policysum.batch.result_cache import KeptResults
from policysum.batch.results import BatchResult, Outcome, ReportResult
from policysum.errors import (
    BudgetExhaustedError,
    ModelAnswerError,
    ModelAuthError,
    ModelError,
    ModelQuotaError,
    ModelRateLimitError,
    PolicysumError,
)
from policysum.llm.cache import CacheError
from policysum.traffic import RunStoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policysum.batch.jobs import Job
    from policysum.batch.workers import Workers
    from policysum.summarizer import Summarizer

__all__ = ["Observer", "RunStoppedError", "Silent", "Stop", "run_batch"]

_log = logging.getLogger("policysum.batch")

_FATAL = (BudgetExhaustedError, CacheError, ModelAuthError, ModelQuotaError, ModelRateLimitError)
"""What every other report would meet as well. Answers that cannot be kept would be paid for and lost."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_SAME = 3
"""So many reports one after the other that fail because of the model, and at least one for each under way: it is
not the reports."""
_TICK = 1.0


class Stop:
    """Asks a batch to finish the requests under way and to send nothing more."""

    def __init__(self) -> None:
        """Nobody has asked yet."""
        self.asked = False
        self._summarizer: Summarizer | None = None

    def attach(self, summarizer: Summarizer) -> None:
        """Name those whose requests are to be stopped."""
        self._summarizer = summarizer

    def ask(self) -> None:
        """Ask to stop."""
        self.asked = True
        if self._summarizer is not None:
            self._summarizer.traffic.stop(RunStoppedError("the run was interrupted"))


class Observer(Protocol):
    """Who watches a batch: a progress bar, a log, nobody."""

    def started(self, job: Job) -> None:
        """A report's work begins."""

    def finished(self, result: ReportResult) -> None:
        """A report's work ended, well or badly."""

    def recognised(self, done: int, pages: int) -> None:
        """So many pages of a scan are recognised; called in a thread of its own."""

    def tick(self) -> None:
        """A second has passed."""


class Silent:
    """An observer that says nothing."""

    def started(self, job: Job) -> None:
        """Say nothing."""

    def finished(self, result: ReportResult) -> None:
        """Say nothing."""

    def recognised(self, done: int, pages: int) -> None:
        """Say nothing."""

    def tick(self) -> None:
        """Say nothing."""


async def run_batch(
    jobs: Sequence[Job],
    summarizer: Summarizer,
    *,
    observer: Observer,
    at_once: int | None = None,
    force: bool = False,
    stop: Stop | None = None,
    settled: Callable[[int], None] | None = None,
    workers: Workers | None = None,
) -> BatchResult:
    """Summarise every job; one report's failure is nobody else's.

    A refused key, an empty account or a spent budget would fail every report the same way, so it ends the
    batch: requests already sent are waited for and kept, what is done stays done, and the rest is named as not
    finished or not started. So it is when `stop` is asked for.

    Args:
        jobs: what to summarise.
        summarizer: who does it.
        observer: informed how it goes.
        at_once: reports under way at once; as many as keep the model busy where it is None.
        force: redo reports whose result is up to date.
        stop: lets somebody else end the batch.
        settled: given how many jobs, from the first on, have come to their end, once any result has changed.
        workers: processes that do the work; this one does it itself where there are none.
    """
    batch = _Batch(jobs, summarizer, observer, stop or Stop(), force=force, settled=settled, pool=workers)
    if workers is not None:
        await workers.open(summarizer)
    return await batch.run(at_once or reports_at_once(summarizer, len(workers) if workers else 0))


def reports_at_once(summarizer: Summarizer, workers: int) -> int:
    """How many reports keep the model busy; without a model, each process reads one while it writes another."""
    if summarizer.engine.model is None:
        return 2 * max(1, workers)
    # Answers to requests that were sent together come together: as many reports more wait for their turn, so that no
    # place is idle while those are checked and written.
    return 2 * summarizer.traffic.concurrency


class _Batch:
    def __init__(
        self,
        jobs: Sequence[Job],
        summarizer: Summarizer,
        observer: Observer,
        stop: Stop,
        *,
        force: bool,
        settled: Callable[[int], None] | None,
        pool: Workers | None,
    ) -> None:
        self._jobs, self._summarizer, self._observer = jobs, summarizer, observer
        self._stop, self._force, self._settled, self._pool = stop, force, settled, pool
        self._kept = None if summarizer.plans_only else KeptResults(summarizer.settings.cache_dir)
        self._first_open = 0
        self._changed = False
        self._results: list[ReportResult | None] = [None] * len(jobs)
        self._fatal: PolicysumError | None = None
        self._in_a_row = 0
        self._workers = 1

    async def run(self, at_once: int) -> BatchResult:
        began = time.monotonic()
        self._workers = min(at_once, len(self._jobs))
        self._stop.attach(self._summarizer)
        self._summarizer.traffic.hopeless = frozenset(error.__name__ for error in _FATAL)
        if self._stop.asked:
            self._stop.ask()
        queue = iter(enumerate(self._jobs))
        ticking = asyncio.create_task(self._tick())
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._workers):
                    group.create_task(self._work(queue))
                self._start_more_when_short(queue, group)
            # Answers whose report was given up are paid for, too: they are waited for and kept.
            await self._summarizer.drain()
        finally:
            ticking.cancel()
            self._summarizer.traffic.short = None
            if self._kept is not None:
                self._kept.close()
        reports = tuple(
            result or ReportResult(job, Outcome.NOT_STARTED)
            for result, job in zip(self._results, self._jobs, strict=True)
        )
        # Which report met it is sometimes lost among those that were stopped with it; that it was met is not.
        fatal = self._fatal or (None if self._stop.asked else self._summarizer.traffic.stopped)
        return BatchResult(reports, time.monotonic() - began, fatal)

    def _start_more_when_short(self, queue: Iterator[tuple[int, Job]], group: asyncio.TaskGroup) -> None:
        """Begin further reports while too few requests wait for their turn, up to twice as many as usual.

        So it is when many reports wait for one answer, or for the second of theirs.
        """
        loop, spare = asyncio.get_running_loop(), self._workers

        def one_more() -> None:
            nonlocal spare
            job = next(queue, None) if spare and not self._ended else None
            if job is not None:
                spare -= 1
                group.create_task(self._work(iter([job]))).add_done_callback(one_less)

        def one_less(_: object) -> None:
            nonlocal spare
            spare += 1

        def short() -> None:
            loop.call_soon_threadsafe(one_more)

        self._summarizer.traffic.short = short

    @property
    def _ended(self) -> bool:
        return self._fatal is not None or self._stop.asked

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            self._observer.tick()

    async def _work(self, queue: Iterator[tuple[int, Job]]) -> None:
        for index, job in queue:
            if self._ended:
                return
            self._observer.started(job)
            if self._pool is not None:
                result = await self._pool.work_on(job, rank=index, force=self._force)
            else:
                result = await work_on(
                    job,
                    self._summarizer,
                    rank=index,
                    force=self._force,
                    kept=self._kept,
                    on_page=self._observer.recognised,
                )
            self._results[index] = result
            self._judge(result)
            self._observer.finished(result)
            self._report_settled(result)
            # Reports that need no waiting must not keep others, the clock and Ctrl-C from their turn.
            await asyncio.sleep(0)

    def _report_settled(self, result: ReportResult) -> None:
        self._changed |= result.written
        while self._first_open < len(self._results) and self._results[self._first_open] is not None:
            self._first_open += 1
        if self._settled is not None and self._changed:
            self._settled(self._first_open)

    def _judge(self, result: ReportResult) -> None:
        """End the run where what befell a report would befall every other."""
        error = result.error
        if not isinstance(error, ModelError | CacheError) or isinstance(error, ModelAnswerError):
            self._in_a_row = 0
            if _is_full(error):
                self._end(error)
            return
        self._in_a_row += 1
        if isinstance(error, _FATAL) or self._in_a_row >= max(_SAME, self._workers):
            self._end(error)

    def _end(self, error: PolicysumError | None) -> None:
        if self._fatal is None and error is not None:
            _log.error("the run ends: %s", error)
            self._fatal = error
            self._summarizer.traffic.stop(RunStoppedError(error.what))


def _is_full(error: BaseException | None) -> bool:
    cause = error.__cause__ if error is not None else None
    return isinstance(cause, OSError) and cause.errno in _FULL
