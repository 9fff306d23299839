"""A worker process: it reads, checks and writes whole reports, and has its parent ask the model.

It has a `Summarizer` of its own whose model is a relay. A worker that loses its parent, however that ended, ends at
once: nothing that is half done is of use.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import os
import signal
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from policysum.batch.frames import Answer, Connection, Ended, Hello, Question, Task, ToParent, ToWorker
from policysum.batch.report import work_on
from policysum.batch.result_cache import KeptResults
from policysum.engine import Engine
from policysum.llm.types import Account, Capabilities
from policysum.summarizer import Summarizer

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

    from policysum.llm import ChatRequest, Completion
    from policysum.settings import Settings

__all__ = ["BEAT", "collect_less", "serve"]

_OBJECTS = 500_000
"""New objects between two looks for garbage: a report leaves some 35 that only a look frees, and with dozens of reports
under way each look passes over those of all."""
_GIVES_WAY = 10
"""Niceness of a worker: the process that talks to the model comes first."""
BEAT = 1.0  # seconds


def collect_less() -> None:
    """Look for garbage less often: a batch makes many small objects and hardly any that refer to each other."""
    gc.set_threshold(_OBJECTS, 20, 50)


def serve(end: socket.socket, not_ours: Sequence[socket.socket], settings: Settings, beats: Any) -> None:
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
        time.sleep(BEAT)


async def _beat_of_loop(beats: Any) -> None:
    while True:
        beats[1] += 1
        await asyncio.sleep(BEAT)


async def _work(end: socket.socket, settings: Settings, beats: Any) -> None:
    beating = asyncio.create_task(_beat_of_loop(beats))
    line: Connection[ToParent, ToWorker] = await Connection.over(end)
    hello = await line.receive()
    if not isinstance(hello, Hello):
        return
    relay = _Relay(hello, line) if hello.model is not None else None
    engine = Engine(hello.engine, "the parent chose it", hello.identity, relay, hello.base_url)
    working: set[asyncio.Task[None]] = set()

    async def one(task: Task) -> None:
        result = await work_on(task.job, summarizer, rank=task.rank, force=task.force, kept=kept)
        cause = result.error.__cause__ if result.error is not None else None
        number = cause.errno if isinstance(cause, OSError) else None
        line.send(Ended(task.number, result.outcome, result.error, number, result.facts))

    kept = KeptResults(settings.cache_dir)
    async with Summarizer(settings, opened=engine) as summarizer:
        while (frame := await line.receive()) is not None:
            if isinstance(frame, Answer):
                assert relay is not None
                relay.settle(frame)
                continue
            assert isinstance(frame, Task), "a worker is greeted once"
            task = asyncio.create_task(one(frame))
            working.add(task)
            task.add_done_callback(working.discard)
        # The parent has gone or wants nothing more: nothing that is half done is of use.
        beating.cancel()
        os._exit(0)


class _Relay:
    """A model that has its parent ask."""

    def __init__(self, hello: Hello, line: Connection[ToParent, ToWorker]) -> None:
        self.name = hello.model or ""
        self.capabilities = hello.capabilities or Capabilities()
        self._line = line
        self._numbers = itertools.count()
        self._open: dict[int, asyncio.Future[Answer]] = {}

    async def complete(self, request: ChatRequest) -> Completion:
        """Answer one request."""
        account = request.account
        number = next(self._numbers)
        waiting: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._open[number] = waiting
        self._line.send(Question(number, replace(request, account=Account()), account.report, account.rank))
        got = await waiting
        account.records += got.records
        self.capabilities = got.capabilities
        if isinstance(got.answer, Exception):
            raise got.answer
        return got.answer

    def settle(self, answer: Answer) -> None:
        """Take an answer from the parent."""
        self._open.pop(answer.number).set_result(answer)

    async def probe(self) -> Capabilities:
        """What the parent knows."""
        return self.capabilities

    async def drain(self) -> None:
        """The parent waits for what was sent."""

    async def aclose(self) -> None:
        """The connections are the parent's."""
