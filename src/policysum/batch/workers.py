"""Worker processes: reports are read, checked and written on every core, while one process talks to the model.

Each worker runs whole reports with a `Summarizer` of its own, whose model is a relay: what it would ask goes to
the parent, which has the cache, the retries, the limits, the budget and the log, and the answer comes back. So
nothing of a run depends on how many workers it has.

`worker` is the other side and `frames` is what the two say. A parent that loses a worker fails the reports that the
worker had.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import multiprocessing
import os
import socket
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from policysum.batch.frames import Answer, Connection, Ended, Hello, Question, Task, ToParent, ToWorker
from policysum.batch.results import Outcome, ReportResult
from policysum.batch.worker import BEAT, collect_less, serve
from policysum.engine import chosen
from policysum.errors import PolicysumError
from policysum.llm.local import cores
from policysum.llm.types import Account
from policysum.shortage import shortage

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from types import TracebackType

    from policysum.batch.jobs import Job
    from policysum.llm import Completion
    from policysum.settings import Settings
    from policysum.summarizer import Summarizer

__all__ = ["Workers", "collect_less", "worth_having"]

_FEW = 16
"""Reports up to which starting workers takes longer than they save."""
_STILL = 120
"""Beats that a worker may miss: it stands still, stopped or stuck, and would be waited for for ever."""
_BUSY = 900
"""Beats that its event loop may miss: one report is worked on so long without a break."""


def worth_having(settings: Settings, jobs: int) -> int:
    """How many workers a run gains from; 0 if it had better do everything itself.

    Raises:
        ConfigError: there is no such engine.
    """
    count = cores()
    # The embedded model takes every core as it is.
    local = chosen(settings.engine_choice())[0] == "local"
    return 0 if local or jobs <= _FEW or count < 2 else count


class _Pulse:
    """Whether a worker stands still, as its parent sees it.

    Looks are counted, not seconds: where the whole machine or the parent itself stood still, nobody looked.
    """

    def __init__(self, beats: Any) -> None:
        self._beats = beats
        self._seen = list(beats)
        self._missed = [0] * len(self._seen)

    def is_gone(self) -> bool:
        """Look once more; whether it has missed too many beats."""
        now = list(self._beats)
        self._missed = [
            missed + 1 if seen == beat else 0
            for seen, beat, missed in zip(self._seen, now, self._missed, strict=True)
        ]
        self._seen = now
        return any(missed >= most for missed, most in zip(self._missed, (_STILL, _BUSY), strict=True))


class _Worker:
    """A worker as its parent sees it."""

    def __init__(self, process: BaseProcess, end: socket.socket, pulse: _Pulse) -> None:
        self.process, self.end, self.pulse = process, end, pulse
        self.stood_still = False
        self.line: Connection[ToWorker, ToParent] | None = None
        self.open: dict[int, asyncio.Future[Ended]] = {}
        self.listening: asyncio.Task[None] | None = None


class Workers:
    """Worker processes, started at once, so that they begin before this process has threads and connections.

    Args:
        settings: of the run.
        count: how many.
    """

    def __init__(self, settings: Settings, count: int) -> None:
        # A fork shares what is imported; elsewhere (macOS, Windows) it is not safe and workers start from nothing.
        forks = sys.platform.startswith("linux")
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        settings = replace(settings, log=None, api_key=None, budget=None)
        if forks:
            _import_what_workers_need()
            gc.freeze()  # so that looking for garbage does not copy the memory that workers share
        self._workers: list[_Worker] = []
        self._numbers = itertools.count()
        for _ in range(count):
            ours, theirs = socket.socketpair()
            not_theirs = [worker.end for worker in self._workers] + [ours] if forks else []
            beats = context.Array("L", 2, lock=False)  # of a thread of its own, and of its event loop
            process = context.Process(target=serve, args=(theirs, not_theirs, settings, beats), daemon=True)
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours, _Pulse(beats)))
        self._looking: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        """How many there are."""
        return len(self._workers)

    async def open(self, summarizer: Summarizer) -> None:
        """Connect the workers to the engine of a summarizer."""
        engine = summarizer.engine
        model = engine.model
        hello = Hello(
            engine.name,
            engine.identity,
            engine.base_url,
            model.name if model else None,
            model.capabilities if model else None,
        )
        for worker in self._workers:
            worker.line = await Connection.over(worker.end)
            worker.line.send(hello)
            worker.listening = asyncio.create_task(self._listen(worker, summarizer))
        self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Give up workers that stand still: the end of the process ends what waits for it."""
        while True:
            await asyncio.sleep(BEAT)
            for worker in self._workers:
                if worker.line is not None and worker.pulse.is_gone() and worker.open:
                    worker.stood_still = True
                    worker.process.kill()

    async def work_on(self, job: Job, *, rank: int, force: bool) -> ReportResult:
        """Have a report worked on by whichever worker has least to do."""
        alive = [worker for worker in self._workers if worker.line is not None]
        if not alive:
            return ReportResult(job, Outcome.FAILED, _lost(job))
        worker = min(alive, key=lambda one: len(one.open))
        number = next(self._numbers)
        waiting: asyncio.Future[Ended] = asyncio.get_running_loop().create_future()
        worker.open[number] = waiting
        assert worker.line is not None
        worker.line.send(Task(number, job, rank, force))
        try:
            ended = await waiting
        except PolicysumError:
            error = _given_up(job) if worker.stood_still else _lost(job)
            return ReportResult(job, Outcome.FAILED, error)
        if ended.error is not None and ended.cause is not None:
            ended.error.__cause__ = OSError(ended.cause, os.strerror(ended.cause))
        return ReportResult(job, ended.outcome, ended.error, ended.facts)

    async def close(self) -> None:
        """Let every worker go; what it is still at is given up."""
        if self._looking is not None:
            self._looking.cancel()
        for worker in self._workers:
            if worker.listening is not None:
                worker.listening.cancel()
            if worker.line is not None:
                await worker.line.close()
            worker.end.close()
            worker.process.join(timeout=1)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    async def __aenter__(self) -> Self:
        """Use them within a block."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let them go at the end of the block."""
        await self.close()

    async def _listen(self, worker: _Worker, summarizer: Summarizer) -> None:
        answering: set[asyncio.Task[None]] = set()
        assert worker.line is not None
        while (frame := await worker.line.receive()) is not None:
            if isinstance(frame, Ended):
                waiting = worker.open.pop(frame.number)
                if not waiting.done():
                    waiting.set_result(frame)
                continue
            task = asyncio.create_task(_answered(frame, worker.line, summarizer))
            answering.add(task)
            task.add_done_callback(answering.discard)
        worker.line = None
        for waiting in worker.open.values():
            if not waiting.done():
                waiting.set_exception(PolicysumError("the worker is lost"))
        worker.open.clear()


def _lost(job: Job) -> PolicysumError:
    return PolicysumError(
        "the process that worked on this report ended unexpectedly",
        where=str(job.path),
        hint="Perhaps the machine is short of memory: run again with --processes 1.",
    )


def _given_up(job: Job) -> PolicysumError:
    return PolicysumError(
        "the process that worked on this report stood still and was given up",
        where=str(job.path),
        hint="Run the same command again; if it happens to this report alone, report it.",
    )


async def _answered(question: Question, line: Connection[ToWorker, ToParent], summarizer: Summarizer) -> None:
    """Ask the model on behalf of a worker."""
    account = Account(question.report, question.rank)
    model = summarizer.engine.need_model()
    answer: Completion | Exception
    try:
        answer = await model.complete(replace(question.request, account=account))
    except Exception as error:  # noqa: BLE001 - it is raised again where it was asked for
        answer = (
            error if isinstance(error, PolicysumError) else shortage(error) or RuntimeError(repr(error)[:200])
        )
    line.send(Answer(question.number, answer, account.records, model.capabilities))


def _import_what_workers_need() -> None:
    """Import what a report takes, so that every worker finds it there."""
    import policysum.export.review_carry_over
    import policysum.extract
    import policysum.verify  # noqa: F401 - for the workers
