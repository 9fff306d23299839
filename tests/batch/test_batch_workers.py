"""A worker and its parent in one process: what they say to each other, and what comes of one that is lost."""

import asyncio
import gc
import os
import signal
import socket
import threading
import time
from collections import Counter

import pytest
from batch_answers import asked

from policysum.batch import Outcome, find_jobs, run_batch, worker, workers
from policysum.batch.frames import Answer, Connection, Ended, Hello, Question, Task
from policysum.batch.run import Silent
from policysum.batch.workers import Workers, _Pulse, _Worker
from policysum.errors import ModelAuthError, ModelQuotaError, PolicysumError
from policysum.llm import ChatRequest, Completion, Message
from policysum.llm.types import Account, CallRecord, Capabilities, Usage
from policysum.settings import Settings
from policysum.summarizer import Summarizer


class Ends(BaseException):
    """Instead of the end of the process."""


class Process:
    """What stands for a process; it is killed by cutting the line."""

    def __init__(self, *, stubborn=False):
        self.killed = self.joined = 0
        self.stubborn = stubborn

    def kill(self):
        self.killed += 1

    def join(self, timeout=None):
        self.joined += 1

    def is_alive(self):
        return self.stubborn and not self.killed


@pytest.fixture
def to_the_end(monkeypatch):
    """Run a task, and close what a worker leaves open because its process ends."""
    lines = []
    whole = Connection.over.__func__

    async def noted(cls, end):
        lines.append(await whole(cls, end))
        return lines[-1]

    monkeypatch.setattr(Connection, "over", classmethod(noted))

    def run(work):
        async def tidy():
            try:
                return await work
            finally:
                for line in lines:
                    await line.close()
                lines.clear()

        return asyncio.run(tidy())

    return run


@pytest.fixture
def crew(monkeypatch):
    """Workers whose processes are tasks of this event loop."""

    def ends(status):
        raise Ends

    monkeypatch.setattr(os, "_exit", ends)
    monkeypatch.setattr(gc, "freeze", lambda: None)

    def make(settings, count):
        pool = Workers(settings, 0)
        tasks = []
        for _ in range(count):
            ours, theirs = socket.socketpair()
            pool._workers.append(_Worker(Process(), ours, _Pulse([0, 0])))
            tasks.append(asyncio.ensure_future(served(theirs, settings)))
        return pool, tasks

    async def served(end, settings):
        beats = [0, 0]
        try:
            await worker._work(end, settings, beats)
        except Ends:
            return beats
        return None

    return make


def settings_for(server, **more):
    options = {"engine": "openai", "base_url": server.url, "model": "m", "passes": 0, "summary": False}
    return Settings(**{**options, **more})


@pytest.mark.parametrize("engine", ["openai", "extractive"])
def test_workers_do_what_one_process_does(crew, to_the_end, server, reports, tmp_path, engine):
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    settings = settings_for(server) if engine == "openai" else Settings(engine="extractive")
    (reports / "5.txt").write_bytes(b"")

    async def go(out, count):
        out.mkdir()
        jobs, _ = find_jobs([reports], out)
        pool, tasks = crew(settings, count) if count else (None, [])
        async with Summarizer(settings) as summarizer:
            result = await run_batch(jobs, summarizer, observer=Silent(), workers=pool, force=True)
        if pool is not None:
            assert len(pool) == count
            await pool.close()
            beats = await asyncio.gather(*tasks)
            assert all(loop >= 1 for _, loop in beats)
            assert [one.process.killed for one in pool._workers] == [0] * count
            assert [one.process.joined for one in pool._workers] == [1] * count
        return result

    results = [to_the_end(go(alone, 0)), to_the_end(go(shared, 2))]
    for result in results:
        assert [one.outcome for one in result.reports] == [*[Outcome.DONE] * 5, Outcome.FAILED]
        assert "5.txt" in str(result.reports[5].error)
    facts = [[one.facts and one.facts.numbers for one in result.reports] for result in results]
    assert facts[0] == facts[1]
    assert len(asked(server)) == (5 if engine == "openai" else 0)


async def talk(end, hello, tasks, answers):
    """Be the parent of a worker: give it reports, answer what it asks, and take what it says until all have ended."""
    line = await Connection.over(end)
    line.send(hello)
    for task in tasks:
        line.send(task)
    questions, ended = [], []
    while len(ended) < len(tasks):
        frame = await line.receive()
        if isinstance(frame, Ended):
            ended.append(frame)
        else:
            questions.append(frame)
            line.send(answers(frame))
    await line.close()
    return questions, ended


def hello_of(model=None, capabilities=None):
    return Hello("openai" if model else "extractive", "identity", None, model, capabilities)


@pytest.fixture
def worked(crew, to_the_end, reports, tmp_path):
    """Have a worker work on reports; give what it asked and how they ended."""

    def work(hello, answers, *, count=1, force=False, settings=None):
        jobs, _ = find_jobs([reports], tmp_path / "out")

        async def go():
            ours, theirs = socket.socketpair()
            serving = asyncio.ensure_future(
                worker._work(theirs, settings or Settings(passes=0, summary=False), [0, 0])
            )
            tasks = [Task(7 + n, job, 3 + n, force) for n, job in enumerate(jobs[:count])]
            found = await talk(ours, hello, tasks, answers)
            with pytest.raises(Ends):
                await serving
            return found

        (tmp_path / "out").mkdir(exist_ok=True)
        return to_the_end(go())

    return work


def test_a_worker_has_its_parent_ask_and_takes_over_what_it_has_learned(worked):
    known = Capabilities(context=4096)
    record = CallRecord("k", "m", "p", "ok", Usage(10, 2), 1, 0.5)

    def answers(question):
        return Answer(question.number, Completion("{}", "m"), [record], known)

    questions, ended = worked(hello_of("m", Capabilities()), answers, count=2)
    assert all(isinstance(one, Question) for one in questions)
    assert [one.number for one in questions] == list(range(len(questions)))
    assert {(one.report, one.rank) for one in questions} == {("0.txt", 3), ("1.txt", 4)}
    assert all(one.request.account == Account() for one in questions)
    assert sorted(one.number for one in ended) == [7, 8]


def test_what_the_parent_could_not_ask_is_the_error_of_the_report(worked):
    def answers(question):
        return Answer(question.number, ModelAuthError("no key"), [], Capabilities())

    _, (ended,) = worked(hello_of("m", Capabilities()), answers)
    assert (ended.outcome, ended.facts) == (Outcome.NO_ANSWER, None)
    assert isinstance(ended.error, ModelAuthError)


def test_the_number_of_what_the_system_refused_travels_beside_the_error(worked, tmp_path, monkeypatch):
    from policysum.batch import report

    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(report, "write_atomically", full)
    _, (ended,) = worked(hello_of(), None)
    assert (ended.outcome, ended.cause) == (Outcome.FAILED, 28)
    assert "cannot write the result: No space left on device" in str(ended.error)


def test_a_report_that_is_done_is_done_again_only_where_that_is_asked_for(worked):
    found = [worked(hello_of(), None, force=force)[1][0].outcome for force in (False, False, True)]
    assert found == [Outcome.DONE, Outcome.UP_TO_DATE, Outcome.DONE]


def test_a_worker_whose_parent_says_nothing_ends(crew, to_the_end):
    async def go():
        ours, theirs = socket.socketpair()
        ours.close()
        return await worker._work(theirs, Settings(), [0, 0])

    assert to_the_end(go()) is None


def test_a_relay_without_a_word_of_its_server_knows_nothing_of_it():
    relay = worker._Relay(hello_of(None, None), None)
    assert (relay.name, relay.capabilities) == ("", Capabilities())
    assert asyncio.run(relay.probe()) == Capabilities()
    assert asyncio.run(relay.drain()) is asyncio.run(relay.aclose()) is None


class Engine:
    """What a parent asks: a model that answers, or raises."""

    def __init__(self, answer):
        self.engine = self
        self.answer = answer
        self.capabilities = Capabilities(context=9)

    def need_model(self):
        return self

    async def complete(self, request):
        request.account.records.append((request.account.report, request.account.rank))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_a_process_becomes_a_worker_before_it_works(monkeypatch):
    done = []
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(os, "nice", lambda by: done.append(("nice", by)), raising=False)
    monkeypatch.setattr(gc, "set_threshold", lambda *numbers: done.append(("garbage", *numbers)))
    monkeypatch.setattr(signal, "signal", lambda *what: done.append(what))

    class Thread:
        def __init__(self, **options):
            self.options = options

        def start(self):
            done.append(self.options)

    monkeypatch.setattr(threading, "Thread", Thread)

    async def work(end, settings, beats):
        done.append((end is theirs, settings, beats is counted))

    counted = [0, 0]
    monkeypatch.setattr(worker, "_work", work)
    worker.serve(theirs, [ours], Settings(), counted)
    theirs.close()
    assert ours.fileno() == -1
    assert done[:4] == [
        ("garbage", 500_000, 20, 50),
        ("nice", 10),
        (signal.SIGINT, signal.SIG_IGN),
        (signal.SIGTERM, signal.SIG_IGN),
    ]
    assert {"target": worker._beat, "args": (counted,), "daemon": True} in done[4:]
    assert (True, Settings(), True) in done[4:]


def test_a_beat_is_counted_each_second(monkeypatch):
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 3:
            raise Ends

    beats = [0, 0]
    monkeypatch.setattr(time, "sleep", sleep)
    with pytest.raises(Ends):
        worker._beat(beats)
    assert (beats, slept) == ([3, 0], [1.0] * 3)


class Lines:
    def __init__(self):
        self.sent = []

    def send(self, frame):
        self.sent.append(frame)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Completion("好"), Completion("好")),
        (ModelQuotaError("empty"), ModelQuotaError("empty")),
        (ValueError("x" * 300), RuntimeError(repr(ValueError("x" * 300))[:200])),
        (OSError(24, "Too many open files"), PolicysumError("no file descriptor is free")),
    ],
    ids=["an answer", "an error of ours", "another", "a shortage"],
)
def test_a_parent_answers_with_what_came_of_it(answer, said):
    line = Lines()
    question = Question(4, ChatRequest((Message("user", "问"),)), "a.txt", 6)
    asyncio.run(workers._answered(question, line, Engine(answer)))
    (sent,) = line.sent
    assert (sent.number, sent.records, sent.capabilities) == (4, [("a.txt", 6)], Capabilities(context=9))
    if isinstance(said, PolicysumError):
        assert sent.answer.what == said.what
    else:
        assert repr(sent.answer) == repr(said)


@pytest.mark.parametrize(
    ("stood_still", "said"), [(False, "ended unexpectedly"), (True, "stood still and was given up")]
)
def test_a_lost_worker_fails_what_it_had_and_gets_nothing_more(
    crew, to_the_end, reports, tmp_path, stood_still, said
):
    async def go():
        jobs, _ = find_jobs([reports], tmp_path / "out")
        pool, _ = crew(Settings(), 0)
        ends = []
        for _ in range(2):
            ours, theirs = socket.socketpair()
            pool._workers.append(_Worker(Process(stubborn=True), ours, _Pulse([0, 0])))
            ends.append(theirs)
        async with Summarizer(Settings(engine="extractive")) as summarizer:
            await pool.open(summarizer)
            had = [
                asyncio.ensure_future(pool.work_on(job, rank=n, force=False))
                for n, job in enumerate(jobs[:3])
            ]
            await asyncio.sleep(0)
            assert [sorted(one.open) for one in pool._workers] == [[0, 2], [1]]
            pool._workers[0].stood_still = stood_still
            ends[0].close()
            lost = [await had[0], await had[2]]
            assert [len(one.open) for one in pool._workers] == [0, 1]
            line = await Connection.over(ends[1])
            assert (await line.receive()).engine == "extractive"
            task = await line.receive()
            line.send(Ended(task.number, Outcome.FAILED, PolicysumError("full"), 28, None))
            other = await had[1]
            later = asyncio.ensure_future(pool.work_on(jobs[3], rank=3, force=True))
            task = await line.receive()
            assert (task.number, task.job, task.rank, task.force) == (3, jobs[3], 3, True)
            line.send(Ended(task.number, Outcome.FAILED, PolicysumError("odd"), None, None))
            last = await later
            await line.close()
            nobody = await pool.work_on(jobs[4], rank=4, force=False)
            await pool.close()
            assert [(one.process.killed, one.process.joined) for one in pool._workers] == [(1, 2)] * 2
        return lost, other, last, nobody

    lost, other, last, nobody = to_the_end(go())
    assert [one.outcome for one in (*lost, other, last, nobody)] == [Outcome.FAILED] * 5
    assert all(said in str(one.error) for one in lost)
    assert "ended unexpectedly" in str(nobody.error)
    assert (other.error.__cause__.errno, last.error.__cause__) == (28, None)


@pytest.mark.parametrize(("gone", "busy", "killed"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_a_worker_that_has_work_and_stands_still_is_killed(crew, monkeypatch, gone, busy, killed):
    class Pulse:
        def is_gone(self):
            return gone

    slept = Counter()

    async def sleep(seconds):
        slept[seconds] += 1
        if sum(slept.values()) == 2:
            raise Ends

    async def go():
        pool, _ = crew(Settings(), 0)
        for line in (None, object()):
            one = _Worker(Process(), None, Pulse())
            one.line, one.open = line, {1: None} if busy else {}
            pool._workers.append(one)
        monkeypatch.setattr(asyncio, "sleep", sleep)
        with pytest.raises(Ends):
            await pool._look()
        return pool._workers

    found = asyncio.run(go())
    assert [(one.process.killed, one.stood_still) for one in found] == [(0, False), (killed, bool(killed))]
    assert slept == {1.0: 2}
