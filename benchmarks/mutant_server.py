"""A plugin of pytest for `mutants.py`: tests are collected once, and each mutant gets a forked copy of the process.

The tests are run once as they are, and noted are the lines each of them reaches in this process. A changed function takes the place
of the old one in the copy, and is shown to the tests that reach the changed statement, the quick ones before the slow
ones. What cannot be put in place (a table of a module, a default, what ran at import) is left to a new process.
Asked by a line of JSON, answered by one.
"""

from __future__ import annotations

import ast
import functools
import gc
import inspect
import json
import operator
import os
import resource
import signal
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import TYPE_CHECKING, Any

import coverage
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CACHED = type(functools.cache(print))
RAN_ON = "ran on"
TREE = Path(os.environ["MUTANT_TREE"])
ASKED, ANSWERED = (int(number) for number in os.environ["MUTANT_PIPES"].split(","))
MAP = Path(os.environ["MUTANT_MAP"])
WAIT = 40
"""How many times as long they may wait for the processor, the disk or each other."""
SLACK = 90
"""Seconds that a test may take besides, and of the processor all tests together."""
_failed: list[str] = []
_took: dict[str, float] = {}
_at_import: set[tuple[str, str]] = set()
"""Files and names of functions that ran while a module was imported: what they made stays whatever takes their place."""


def _note(frame: FrameType, event: str, _: object) -> None:
    """Note a function that is entered below the body of a module of the program."""
    entered = frame.f_code.co_filename, frame.f_code.co_qualname
    if event != "call" or entered in _at_import or not entered[0].startswith(str(TREE / "src")):
        return
    above = frame.f_back if frame.f_code.co_flags & inspect.CO_OPTIMIZED else None
    while above:
        if above.f_code.co_name == "<module>" and above.f_code.co_filename.startswith(str(TREE / "src")):
            _at_import.add(entered)
            return
        above = above.f_back


sys.setprofile(_note)


def pytest_collection_finish() -> None:
    """All modules are imported."""
    sys.setprofile(None)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what fails."""
    if report.failed:
        _failed.append(report.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Answer what is asked until the pipe is closed."""
    items = {item.nodeid: item for item in session.items}
    if not MAP.exists():
        in_copy(lambda: _mapped(list(items.values())), limit=36000)
    known = (
        json.loads(MAP.read_text("utf-8"))
        if MAP.exists()
        else {"failed": "no map of the tests", "took": {}, "reached": {}}
    )
    with (
        os.fdopen(ASKED, "r", encoding="utf-8") as asked,
        os.fdopen(ANSWERED, "w", encoding="utf-8") as answers,
    ):
        for line in asked:
            answer = known["failed"] if line.strip() == "{}" else answered(json.loads(line), items, known)
            answers.write(json.dumps(answer) + "\n")
            answers.flush()
    return True


def _mapped(items: list[pytest.Item]) -> str:
    """Run all tests as they are and keep which lines each reaches."""
    meter = coverage.Coverage(data_file=None, source=[str(TREE / "src/policysum")], config_file=False)
    meter.start()
    for _ in run(items, meter):
        pass
    meter.stop()
    data = meter.get_data()
    bits = {test: 1 << at for at, test in enumerate(_took)}
    reached = {
        str(Path(name).relative_to(TREE)): {
            line: f"{sum(bits[one] for one in tests if one):x}"
            for line, tests in data.contexts_by_lineno(name).items()
        }
        for name in data.measured_files()
    }
    MAP.write_text(
        json.dumps({"failed": _failed[0] if _failed else "", "took": _took, "reached": reached}), "utf-8"
    )
    return ""


def run(items: Iterable[pytest.Item], meter: coverage.Coverage | None = None) -> Iterator[pytest.Item]:
    """Run tests one after the other, with their fixtures."""
    whole = list(items)
    remembered = [
        one
        for one in gc.get_objects()
        if isinstance(one, CACHED)
        and one.cache_parameters()["maxsize"]
        and one.__module__.startswith("policysum")
    ]
    for item, following in zip(whole, [*whole[1:], None], strict=False):
        for one in remembered:
            one.cache_clear()  # what a test before has asked is reckoned anew, so that it is seen to be
        if meter:
            meter.switch_context(item.nodeid)
        began = time.process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        _took[item.nodeid] = time.process_time() - began
        yield item


def answered(asked: dict[str, Any], items: dict[str, pytest.Item], known: dict[str, Any]) -> str | None:
    """The first test that fails of a mutant; empty if none does, None if it needs a process of its own."""
    file, code = asked["file"], asked["code"]
    path = TREE / file
    changed = changed_functions(str(path), asked["old"], code)
    if changed is None or _at_import & {(str(path), name) for name, _ in changed}:
        return None
    live = [
        one
        for one in gc.get_objects()
        if isinstance(one, FunctionType) and one.__code__.co_filename == str(path)
    ]
    pairs = [(one, new) for one in live for name, new in changed if one.__code__.co_qualname == name]
    if {name for name, _ in changed} - {one.__code__.co_qualname for one, _ in pairs}:
        return None
    cached = {
        one.__wrapped__.__code__.co_qualname
        for one in gc.get_objects()
        if isinstance(one, CACHED)
        and hasattr(one.__wrapped__, "__code__")
        and one.__wrapped__.__code__.co_filename == str(path)
    }
    if cached & {name for name, _ in changed}:
        return None  # only the first test that needs it was seen to enter it
    lines = {int(line): int(tests, 16) for line, tests in known["reached"].get(file, {}).items()}
    at = asked["line"]
    first, last = spanned(code, at)
    reaching = functools.reduce(operator.or_, (lines.get(line, 0) for line in range(first, last + 1)), 0)
    took = known["took"]
    quick = sorted(enumerate(took), key=lambda one: took[one[1]] / _seen_by(one[1]))
    wanted = [test for number, test in quick if reaching >> number & 1]
    if not wanted:  # entered in a worker process, if at all
        wanted = sorted((one for one in took if one.startswith(tuple(asked["rest"]))), key=took.__getitem__)
    chosen = [items[one] for one in wanted if one in items]

    def tried() -> str:
        for one, new in pairs:
            one.__code__ = new
        # What waits for an answer that never comes takes no time of the processor.
        signal.alarm(int(SLACK + WAIT * took[chosen[0].nodeid]) if chosen else 0)
        for _, following in zip(run(chosen), [*chosen[1:], None], strict=False):
            if _failed:
                return _failed[0]
            signal.alarm(int(SLACK + WAIT * took[following.nodeid]) if following else 0)
        return ""

    return in_copy(tried, limit=int(SLACK + sum(took[item.nodeid] for item in chosen)))


def _seen_by(test: str) -> int:
    """How many usual tests one is worth: the small texts of the snapshot show most changes."""
    return 200 if test.endswith(("[edges]", "[documents]", "[audited]")) else 1


def changed_functions(path: str, old: str, new: str) -> list[tuple[str, CodeType]] | None:
    """The outermost functions that a change changes, with their new code; None if it changes anything else."""
    found: list[tuple[str, CodeType]] = []

    def compared(was: CodeType, now: CodeType) -> bool:
        if was == now:
            return True
        if now.co_flags & inspect.CO_OPTIMIZED:
            found.append((now.co_qualname, now))
            return True
        mine, theirs = (
            [one for one in code.co_consts if not isinstance(one, CodeType)] for code in (was, now)
        )
        if (was.co_code, repr(mine), was.co_names) != (now.co_code, repr(theirs), now.co_names):
            return False
        inner = ([one for one in code.co_consts if isinstance(one, CodeType)] for code in (was, now))
        return all(compared(*pair) for pair in zip(*inner, strict=True))

    return found if compared(compile(old, path, "exec"), compile(new, path, "exec")) else None


def spanned(code: str, at: int) -> tuple[int, int]:
    """The lines of the innermost statement around a line; of one that holds others those before them."""
    around = [
        (
            node.lineno,
            node.body[0].lineno - 1 if getattr(node, "body", None) else node.end_lineno or node.lineno,
        )
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.stmt)
    ]
    return max(((first, last) for first, last in around if first <= at <= last), default=(at, at))


def in_copy(do: Any, *, limit: int) -> str:
    """What a function gives in a forked copy of this process, or `RAN_ON` if it takes too long."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        os.close(out)
        try:
            os.write(into, f"={do()}".encode())
        except BaseException:  # noqa: BLE001 - goes on in the other process
            os.write(into, f"!{traceback.format_exc()}".encode())
        finally:
            os._exit(0)
    os.close(into)
    ends = time.monotonic() + WAIT * limit
    while os.waitpid(child, os.WNOHANG) == (0, 0) and time.monotonic() < ends:
        time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # with the servers that tests have started
    with suppress(ChildProcessError):
        os.waitpid(child, 0)
    os.set_blocking(out, False)
    with os.fdopen(out, "rb") as pipe:
        said = (pipe.read() or b"").decode(errors="replace")
    if said.startswith("!"):
        raise RuntimeError(said)
    return said[1:] if said else RAN_ON
