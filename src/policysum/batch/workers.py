"""Worker processes: reports are read, checked and written on every core, while one process talks to the model.

Each worker runs whole reports with a `Summarizer` of its own, whose model is a relay: what it would ask goes to
the parent, which has the cache, the retries, the limits, the budget and the log, and the answer comes back. So
nothing of a run depends on how many workers it has.

They talk over a pair of sockets in pickled frames. Both ends are this program and nobody else can reach them.
A worker that loses its parent, however that ended, ends at once; a parent that loses a worker fails the reports
the worker had.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import itertools
import multiprocessing
import os
import pickle
import signal
import socket
import sys
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from policysum.batch.kept import KeptResults
from policysum.batch.report import work_on
from policysum.batch.results import Facts, Outcome, ReportResult
from policysum.engine import Engine, chosen
from policysum.errors import PolicysumError
from policysum.llm import ChatRequest, Completion, OpenAIModel
from policysum.llm.types import asked_about
from policysum.pipeline import Summarizer
from policysum.shortage import shortage
from policysum.traffic import Account, accounting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.process import BaseProcess
    from types import TracebackType

    from policysum.batch.jobs import Job
    from policysum.llm.types import CallRecord, Capabilities
    from policysum.pipeline import Settings

__all__ = ["Workers", "collect_less", "worth_having"]

_FEW = 16
"""Reports up to which starting workers takes longer than they save."""
_OBJECTS = 50_000
"""New objects between two looks for garbage, a few megabytes; with dozens of reports under way the default of 700
takes a tenth of the time."""
_GIVES_WAY = 10
"""Niceness of a worker: the process that talks to the model comes first."""
_BEAT = 1.0  # seconds
_STILL = 120
"""Beats that a worker may miss: it stands still, stopped or stuck, and would be waited for for ever."""
_BUSY = 900
"""Beats that its event loop may miss: one report is worked on so long without a break."""
_LENGTH = 8  # bytes of the length in front of a frame


def worth_having(settings: Settings, jobs: int) -> int:
    """How many workers a run gains from; 0 if it had better do everything itself.

    Raises:
        ConfigError: there is no such engine.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # The embedded model takes every core as it is.
    local = chosen(settings.engine_choice())[0] == "local"
    return 0 if local or jobs <= _FEW or cores < 2 else cores


@dataclass(frozen=True, slots=True)
class _Hello:
    """What a worker must know of the parent's engine."""

    engine: str
    identity: str
    base_url: str | None
    model: str | None
    capabilities: Capabilities | None


@dataclass(frozen=True, slots=True)
class _Task:
    number: int
    job: Job
    rank: int
    force: bool


@dataclass(frozen=True, slots=True)
class _Ended:
    number: int
    outcome: Outcome
    error: PolicysumError | None
    cause: int | None
    facts: Facts | None


@dataclass(frozen=True, slots=True)
class _Question:
    number: int
    request: ChatRequest
    dialogue: Sequence[dict[str, Any]] | None
    report: str
    rank: int
    passage: str


@dataclass(frozen=True, slots=True)
class _Answer:
    number: int
    answer: tuple[Completion, dict[str, Any]] | Exception
    records: list[CallRecord]
    capabilities: Capabilities


class _Line:
    """One end of the talk between a worker and its parent."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def over(cls, end: socket.socket) -> Self:
        """Open it."""
        return cls(*await asyncio.open_connection(sock=end))

    def send(self, frame: object) -> None:
        """Put a frame on its way."""
        data = pickle.dumps(frame, pickle.HIGHEST_PROTOCOL)
        self._writer.write(len(data).to_bytes(_LENGTH, "big") + data)

    async def receive(self) -> Any:
        """Wait for a frame; None where the other end has gone."""
        try:
            length = int.from_bytes(await self._reader.readexactly(_LENGTH), "big")
            data = await self._reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        return pickle.loads(data)  # noqa: S301 - from our own other end

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()


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
        self.line: _Line | None = None
        self.open: dict[int, asyncio.Future[_Ended]] = {}
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
        settings = replace(settings, log=None, plan=None, keep=None, api_key=None, budget=None)
        if forks:
            _import_what_workers_need()
            gc.freeze()  # so that looking for garbage does not copy the memory that workers share
        self._workers: list[_Worker] = []
        self._numbers = itertools.count()
        for _ in range(count):
            ours, theirs = socket.socketpair()
            not_theirs = [worker.end for worker in self._workers] + [ours] if forks else []
            beats = context.Array("L", 2, lock=False)  # of a thread of its own, and of its event loop
            process = context.Process(target=_serve, args=(theirs, not_theirs, settings, beats), daemon=True)
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
        hello = _Hello(
            engine.name,
            engine.identity,
            engine.base_url,
            model.name if model else None,
            model.capabilities if model else None,
        )
        for worker in self._workers:
            worker.line = await _Line.over(worker.end)
            worker.line.send(hello)
            worker.listening = asyncio.create_task(self._listen(worker, summarizer))
        self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Give up workers that stand still: the end of the process ends what waits for it."""
        while True:
            await asyncio.sleep(_BEAT)
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
        waiting: asyncio.Future[_Ended] = asyncio.get_running_loop().create_future()
        worker.open[number] = waiting
        assert worker.line is not None
        worker.line.send(_Task(number, job, rank, force))
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
            if isinstance(frame, _Ended):
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


async def _answered(question: _Question, line: _Line, summarizer: Summarizer) -> None:
    """Ask the model on behalf of a worker."""
    account = Account(question.report, question.rank)
    accounting.set(account)
    asked_about.set(question.passage)
    model = summarizer.engine.need_model()
    answer: tuple[Completion, dict[str, Any]] | Exception
    try:
        answer = await model.exchange(question.request, question.dialogue)
    except Exception as error:  # noqa: BLE001 - it is raised again where it was asked for
        answer = (
            error if isinstance(error, PolicysumError) else shortage(error) or RuntimeError(repr(error)[:200])
        )
    line.send(_Answer(question.number, answer, account.records, model.capabilities))


class _Relay(OpenAIModel):
    """A model that has its parent ask."""

    def __init__(self, hello: _Hello, line: _Line) -> None:
        super().__init__(
            lambda: "", model=hello.model or "", capabilities=hello.capabilities, identity=hello.identity
        )
        self._line = line
        self._numbers = itertools.count()
        self._open: dict[int, asyncio.Future[_Answer]] = {}

    async def exchange(
        self, request: ChatRequest, dialogue: Sequence[dict[str, Any]] | None = None
    ) -> tuple[Completion, dict[str, Any]]:
        """Answer one request and give the raw response as well."""
        account = accounting.get()
        assert account is not None
        number = next(self._numbers)
        waiting: asyncio.Future[_Answer] = asyncio.get_running_loop().create_future()
        self._open[number] = waiting
        passage = asked_about.get()
        self._line.send(_Question(number, request, dialogue, account.report, account.rank, passage))
        got = await waiting
        account.records += got.records
        self._capabilities = got.capabilities
        if isinstance(got.answer, Exception):
            raise got.answer
        return got.answer

    def settle(self, answer: _Answer) -> None:
        """Take an answer from the parent."""
        self._open.pop(answer.number).set_result(answer)


def _import_what_workers_need() -> None:
    """Import what a report takes, so that every worker finds it there."""
    import policysum.export.carry
    import policysum.extract
    import policysum.verify  # noqa: F401 - for the workers


def collect_less() -> None:
    """Look for garbage less often: a batch makes many small objects and hardly any that refer to each other."""
    gc.set_threshold(_OBJECTS, 20, 50)


def _serve(end: socket.socket, not_ours: Sequence[socket.socket], settings: Settings, beats: Any) -> None:
    """Be a worker."""
    for other in not_ours:
        other.close()  # a copy of the parent's end would keep its worker from noticing that the parent has gone
    collect_less()
    if hasattr(os, "nice"):  # not on Windows
        os.nice(_GIVES_WAY)
    # Ctrl-C reaches the whole group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_beat, args=(beats,), daemon=True).start()
    asyncio.run(_work(end, settings, beats))


def _beat(beats: Any) -> None:
    """Show that this process is not stopped, and that no call keeps all its threads from their turn."""
    while True:
        beats[0] += 1
        time.sleep(_BEAT)


async def _beat_of_loop(beats: Any) -> None:
    while True:
        beats[1] += 1
        await asyncio.sleep(_BEAT)


async def _work(end: socket.socket, settings: Settings, beats: Any) -> None:
    beating = asyncio.create_task(_beat_of_loop(beats))
    line = await _Line.over(end)
    hello = await line.receive()
    if hello is None:
        return
    relay = _Relay(hello, line) if hello.model is not None else None
    engine = Engine(hello.engine, "the parent chose it", hello.identity, relay, hello.base_url)
    working: set[asyncio.Task[None]] = set()

    async def one(task: _Task) -> None:
        result = await work_on(task.job, summarizer, rank=task.rank, force=task.force, kept=kept)
        cause = result.error.__cause__ if result.error is not None else None
        number = cause.errno if isinstance(cause, OSError) else None
        line.send(_Ended(task.number, result.outcome, result.error, number, result.facts))

    kept = KeptResults(settings.cache_dir)
    async with Summarizer(settings, opened=engine) as summarizer:
        while (frame := await line.receive()) is not None:
            if isinstance(frame, _Answer):
                assert relay is not None
                relay.settle(frame)
                continue
            task = asyncio.create_task(one(frame))
            working.add(task)
            task.add_done_callback(working.discard)
        # The parent has gone or wants nothing more: nothing that is half done is of use.
        beating.cancel()
        os._exit(0)
