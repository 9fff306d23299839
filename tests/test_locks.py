"""Locks between processes: held until given back or until their process ends, on every platform."""

import asyncio
import os
import subprocess
import sys

import pytest

from policysum.batch.output_folder import locked, result_folder
from policysum.llm.request_lock import Claims
from policysum.locks import give_back, take

KEY = "abc" + "0" * 61

HOLDER = """
import asyncio, sys, time
from pathlib import Path
from policysum.batch.output_folder import result_folder
from policysum.llm.request_lock import Claims
from policysum.locks import take
place, what = Path(sys.argv[1]), sys.argv[2]
async def claimed():
    async with Claims(place).hold(sys.argv[3]):
        print("held", flush=True)
        time.sleep(60)
if what == "claim":
    asyncio.run(claimed())
elif what == "folder":
    with result_folder(place):
        print("held", flush=True)
        time.sleep(60)
else:
    take(place / "x.lock")
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Start a process that holds something, and kill it when asked, or at the end."""
    started = []

    def start(what, key=KEY):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(tmp_path), what, key], stdout=subprocess.PIPE
        )
        started.append(process)
        assert process.stdout.readline() == b"held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_lock_is_held_until_its_process_is_killed(holder, tmp_path):
    process = holder("lock")
    assert take(tmp_path / "x.lock") is None
    with locked(tmp_path / "x.lock") as alone:
        assert not alone
    process.kill()
    process.wait()
    got = take(tmp_path / "x.lock", wait=True)
    assert got is not None
    give_back(got)
    with locked(tmp_path / "x.lock") as alone:
        assert alone


def test_a_claim_waits_for_another_process_and_outlives_no_kill(holder, tmp_path):
    process = holder("claim")

    async def run():
        claims = Claims(tmp_path)
        waiting = asyncio.create_task(take_and_leave(claims, KEY))
        other = asyncio.create_task(take_and_leave(claims, "f" * 64))
        await other  # another request waits for nobody
        await asyncio.sleep(0.1)
        waited = not waiting.done()
        process.kill()
        await waiting
        claims.close()
        return waited

    assert asyncio.run(run())


def test_who_waits_for_a_claim_looks_ever_less_often_but_once_a_second(holder, tmp_path, monkeypatch):
    process = holder("claim")
    pauses, sleep = [], asyncio.sleep

    async def counted(seconds):
        pauses.append(seconds)
        if len(pauses) == 12:
            process.kill()
            process.wait()
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", counted)
    asyncio.run(take_and_leave(Claims(tmp_path), KEY))
    assert pauses == sorted(pauses)
    assert pauses[0] < 0.1 < pauses[-1] <= 1
    assert sum(pauses) > 3


async def take_and_leave(claims, key):
    async with claims.hold(key):
        pass


def test_requests_of_one_process_do_not_wait_for_each_other(tmp_path):
    async def run():
        claims = Claims(tmp_path)
        async with claims.hold(KEY), claims.hold("abc" + "1" * 61):
            pass
        async with claims.hold(KEY):
            claims.close()
        assert await asyncio.wait_for(take_and_leave(claims, KEY), 5) is None

    asyncio.run(run())


def test_what_a_killed_run_left_is_cleared_once_nobody_works_there(holder, tmp_path):
    process = holder("folder")
    (tmp_path / ".a.json.part").write_text("half")
    with result_folder(tmp_path):
        assert (tmp_path / ".a.json.part").exists()  # it may be the other's
    process.kill()
    process.wait()
    with result_folder(tmp_path):
        assert not (tmp_path / ".a.json.part").exists()
    assert not list(tmp_path.glob(".run-*"))


def test_where_there_are_no_locks_everything_goes_on_and_nothing_is_cleared(tmp_path, monkeypatch):
    import filelock

    def none(*_, **__):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(filelock, "lock_descriptor", none)
    (tmp_path / ".a.json.part").write_text("half")
    with result_folder(tmp_path), locked(tmp_path / "x.lock") as alone:
        assert alone
    assert (tmp_path / ".a.json.part").exists()
    asyncio.run(take_and_leave(Claims(tmp_path), KEY))


@pytest.mark.skipif(not hasattr(os, "symlink") or sys.platform == "win32", reason="no links")
def test_a_link_in_place_of_a_lock_is_not_followed(tmp_path):
    (tmp_path / "x.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        take(tmp_path / "x.lock")
    assert not (tmp_path / "elsewhere").exists()
