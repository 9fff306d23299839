"""Whose turn it is, how much a minute lets through, and what a budget allows."""

import asyncio
import json
from dataclasses import replace

import pytest

from policysum.errors import BudgetExhaustedError
from policysum.llm.types import CallRecord, Price, Usage
from policysum.rate_limits import LeakyBucket, TurnGate
from policysum.traffic import CallLog, RunStoppedError, Traffic


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self):
        self.time = 0.0

    def __call__(self):
        return self.time

    async def sleep(self, seconds):
        self.time += seconds
        await asyncio.sleep(0)


def test_a_minutes_worth_passes_at_once_and_the_rest_at_the_rate():
    clock = Clock()
    bucket = LeakyBucket(60, clock=clock, sleep=clock.sleep)

    async def go():
        times = []
        for _ in range(120):
            await bucket.take(1)
            times.append(clock.time)
        return times

    times = asyncio.run(go())
    assert times[59] == 0
    assert times[60] == pytest.approx(1)
    assert times[119] == pytest.approx(60)


def test_more_than_a_minutes_worth_waits_for_an_empty_bucket_and_no_longer():
    clock = Clock()
    bucket = LeakyBucket(60, clock=clock, sleep=clock.sleep)

    async def go():
        await bucket.take(30)
        await bucket.take(500)
        return clock.time

    assert asyncio.run(go()) == pytest.approx(30)


def test_what_was_taken_too_much_is_given_back():
    clock = Clock()
    bucket = LeakyBucket(60, clock=clock, sleep=clock.sleep)

    async def go():
        await bucket.take(60)
        bucket.give_back(50)
        await bucket.take(50)
        return clock.time

    assert asyncio.run(go()) == pytest.approx(0)


def test_the_lowest_rank_goes_first_and_within_it_who_came_first():
    async def go():
        gate, order = TurnGate(1), []
        await gate.enter(0)

        async def one(rank, name):
            await gate.enter(rank)
            order.append(name)
            gate.leave()

        tasks = [asyncio.create_task(one(*who)) for who in ((2, "c"), (1, "a"), (2, "d"), (1, "b"))]
        await asyncio.sleep(0)
        gate.leave()
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(go()) == ["a", "b", "c", "d"]


def test_it_is_told_when_fewer_wait_than_there_are_places():
    async def go():
        told = []
        gate = TurnGate(1, short=lambda: told.append(len(told)))
        await gate.enter(0)
        waiting = [asyncio.create_task(gate.enter(0)) for _ in range(2)]
        await asyncio.sleep(0)
        times = []
        for _ in range(3):
            gate.leave()
            times.append(len(told))
        await asyncio.gather(*waiting)
        return times

    assert asyncio.run(go()) == [0, 1, 2]


def test_a_place_given_to_somebody_who_is_cancelled_is_not_lost():
    async def go():
        gate = TurnGate(1)
        await gate.enter(0)
        waiting = asyncio.create_task(gate.enter(0))
        await asyncio.sleep(0)
        gate.leave()
        waiting.cancel()
        await asyncio.wait([waiting])
        await asyncio.wait_for(gate.enter(0), 1)

    asyncio.run(go())


def record(usage, most, **options):
    given = {"outcome": "ok", "attempts": 1, "answered": True, **options}
    return CallRecord("k", "m", "p", usage=usage, seconds=0.1, most=most, **given)


MOST, USED = Usage(1_000_000, 0), Usage(100_000, 0)


def priced(budget):
    traffic = Traffic(budget=budget)
    traffic.price = Price(1.0, 1.0)
    return traffic


def test_a_request_waits_for_what_others_hold_instead_of_giving_up():
    traffic = priced(1.5)

    async def one():
        async with traffic.slot(MOST):
            await asyncio.sleep(0)
        traffic.note(record(USED, MOST))

    async def go():
        await asyncio.gather(*(one() for _ in range(5)))

    asyncio.run(go())
    assert traffic.spent == pytest.approx(0.5)


def test_a_budget_ends_before_it_might_be_passed():
    traffic = priced(1.5)

    async def go():
        for _ in range(20):
            async with traffic.slot(MOST):
                pass
            traffic.note(record(USED, MOST))

    with pytest.raises(BudgetExhaustedError, match=r"1\.5"):
        asyncio.run(go())
    assert traffic.spent == pytest.approx(0.6)


def test_attempts_that_may_be_billed_count_against_the_budget():
    traffic = priced(1.5)

    async def go():
        async with traffic.slot(MOST):
            pass
        traffic.note(record(USED, MOST, lost=1))
        async with traffic.slot(MOST):
            pass

    with pytest.raises(BudgetExhaustedError):
        asyncio.run(go())
    assert traffic.maybe_spent == pytest.approx(1.0)


def test_a_stop_sends_away_who_waits_and_wakes_who_sleeps():
    traffic = Traffic(concurrency=1)

    async def go():
        entered = asyncio.Event()

        async def inside():
            async with traffic.slot(MOST):
                entered.set()
                await asyncio.sleep(0.05)
            return "done"

        async def outside():
            async with traffic.slot(MOST):
                return "sent"

        tasks = [asyncio.create_task(inside())]
        await entered.wait()
        tasks += [asyncio.create_task(outside()), asyncio.create_task(traffic.sleep(60))]
        await asyncio.sleep(0)
        traffic.stop(RunStoppedError("enough"))
        return await asyncio.gather(*tasks, return_exceptions=True)

    done, refused, woken = asyncio.run(go())
    assert done == "done"
    assert isinstance(refused, RunStoppedError)
    assert isinstance(woken, RunStoppedError)


def test_a_hopeless_outcome_stops_the_traffic_in_the_same_moment():
    traffic = Traffic()
    traffic.hopeless = frozenset({"ModelAuthError"})
    traffic.note(record(Usage(), MOST, outcome="ModelAuthError", answered=False))
    assert isinstance(traffic.stopped, RunStoppedError)


def test_the_call_log_is_appended_to_and_an_unfinished_line_is_ended(tmp_path):
    path = tmp_path / "run.jsonl"
    path.write_text('{"a": 1}\n{"a": ', encoding="utf-8")
    logs = [CallLog(path), CallLog(path)]
    traffic = Traffic(log=logs[0])
    traffic.note(replace(record(USED, MOST), report="报告.txt"))
    logs[1].write({"b": 2})
    for log in logs:
        log.close()
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ['{"a": 1}', '{"a": ']
    assert json.loads(lines[2])["report"] == "报告.txt"
    assert json.loads(lines[3]) == {"b": 2}
