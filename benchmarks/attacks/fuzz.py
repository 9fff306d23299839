"""Random inputs for each room of readers, for a share of CPU time; each input is made from its seed alone."""

import random
import resource
import signal
import tempfile
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from attacks import fuzz_keeping, fuzz_reading
from policysum.errors import PolicysumError

ROOMS = {
    room.__name__: room
    for room in (
        fuzz_reading.damaged_documents, fuzz_reading.made_documents, fuzz_reading.reports, fuzz_reading.answers, fuzz_reading.model_answers, fuzz_reading.claims, fuzz_reading.objects,
        fuzz_keeping.decisions, fuzz_keeping.kept, fuzz_keeping.settings,
    )
}  # fmt: skip


def cpu():
    """Seconds of CPU of this process and of the children it has waited for: PDFs are read in one."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@dataclass
class Tried:
    """What came of a room: inputs, how many of them were refused, seconds, and what broke by its seed."""

    inputs: int = 0
    refused: int = 0
    seconds: float = 0.0
    clean: float = 0.0
    slowest: tuple[float, int] = (0.0, 0)
    found: list[tuple[int, str]] = field(default_factory=list)


_MOST = 60
"""Seconds of CPU after which an input counts as one that never ends."""


class LateError(Exception):
    """An input took longer than any may."""


@contextmanager
def within(seconds):
    """Raise `LateError` where this takes more seconds of CPU, and again where somebody swallows it."""

    def late(*_):
        raise LateError(f"not done after {seconds} s of CPU")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds, 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def opened(name):
    """A room with a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="policysum-fuzz-") as folder, ROOMS[name](Path(folder)) as one:
        yield one


def fuzzed(name, seconds, seed, said=lambda *_: None, most=None, ended=()):
    """Give a room so many seconds of CPU or inputs, from this seed on; `said` is called with each finding and its
    seed; what is in `ended` ends it.
    """
    tried, began = Tried(), cpu()
    last = began
    with opened(name) as one:
        while ((now := cpu()) - began < seconds and tried.inputs != most and not ended) or not tried.inputs:
            try:
                with within(_MOST):
                    one(random.Random(seed))
            except PolicysumError:
                tried.refused += 1
            except Exception as error:  # noqa: BLE001 - what is looked for
                last = cpu()
                tried.found.append((seed, f"{type(error).__name__}: {str(error)[:200]}"))
                said(seed, traceback.format_exc(limit=-6))
            tried.slowest = max(tried.slowest, (cpu() - now, seed))
            tried.inputs += 1
            seed += 1
    tried.seconds, tried.clean = cpu() - began, cpu() - last
    return tried


def attack_fuzz(arena, seconds=60, seed=11):
    """Each room gets its part of the time; a room without a finding is one attack survived."""
    for name in ROOMS:
        tried = fuzzed(name, seconds / len(ROOMS), seed)
        broken = "; ".join(f"seed {one}: {what}" for one, what in tried.found[:3])
        arena.note("fuzz", f"{name}: {tried.inputs} inputs", broken, tried.seconds)
