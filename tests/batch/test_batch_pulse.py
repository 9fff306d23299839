"""When worker processes are started, and when one counts as gone: by looks that it missed, not by seconds."""

import os

import pytest

from policysum.batch import workers
from policysum.batch.workers import _Pulse, worth_having
from policysum.settings import Settings

STILL, BUSY, FEW = 120, 900, 16


@pytest.mark.parametrize(
    ("moving", "looks", "gone"),
    [
        ((False, True), STILL - 1, False),
        ((False, True), STILL, True),
        ((True, False), STILL, False),
        ((True, False), BUSY - 1, False),
        ((True, False), BUSY, True),
        ((True, True), BUSY, False),
    ],
)
def test_a_worker_is_gone_after_as_many_looks_without_a_beat_as_are_admitted(moving, looks, gone):
    beats = [0, 0]
    pulse = _Pulse(beats)
    found = []
    for _ in range(looks):
        beats[:] = [beat + moves for beat, moves in zip(beats, moving, strict=True)]
        found.append(pulse.is_gone())
    assert found == [False] * (looks - 1) + [gone]


def test_a_beat_begins_the_count_anew():
    beats = [0, 0]
    pulse = _Pulse(beats)
    assert not any(pulse.is_gone() for _ in range(STILL - 1))
    beats[0] += 1
    assert not any(pulse.is_gone() for _ in range(STILL))
    assert pulse.is_gone()


@pytest.mark.parametrize(
    ("jobs", "local", "cores", "started"),
    [
        (FEW, False, 4, 0),
        (FEW + 1, False, 4, 4),
        (FEW + 1, False, 2, 2),
        (FEW + 1, False, 1, 0),
        (FEW + 1, True, 4, 0),
    ],
)
def test_workers_are_started_where_many_reports_meet_several_cores(monkeypatch, jobs, local, cores, started):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    monkeypatch.setattr(workers, "chosen", lambda _: ("local" if local else "rules", None))
    assert worth_having(Settings(), jobs) == started
