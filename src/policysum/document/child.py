"""Foreign files are looked into by a child process of bounded memory and time, which may die in our place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

__all__ = ["ChildCrashedError", "ChildSlowError", "ended", "kill", "lines_of_child", "run_child", "started"]

DEADLINE = 120.0  # seconds by the clock, on a machine that has much else to do
MAX_MEMORY = 448 << 20  # bytes of data; what a report of a thousand pages takes is a tenth of it
# Sets the limits in the new process, before anything of the file is looked at: a hook between fork and exec is
# not safe beside threads. Windows knows no such limits, there the deadline alone bounds it.
_LAUNCH = """
import runpy, sys
try:
    import resource
except ImportError:
    pass
else:
    for limit, most in ((resource.RLIMIT_DATA, int(sys.argv[1])), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):
            pass
del sys.argv[:2]
if sys.argv[0].endswith(".py"):
    runpy.run_path(sys.argv[0], run_name="__main__")
else:
    import os
    os.execvp(sys.argv[0], sys.argv)
"""


class ChildSlowError(Exception):
    """The child did not end in time."""


class ChildCrashedError(Exception):
    """The child died, for want of memory or of a fault."""


def run_child(
    command: Sequence[str | Path],
    data: bytes = b"",
    *,
    seconds: float | None = None,
    memory: int | None = None,
) -> bytes:
    """Run a script of ours, or a program, and give what it writes.

    Args:
        command: a `.py` file or a program, and its arguments.
        data: what it gets on standard input.
        seconds: how long it may take.
        memory: how many bytes of data it may hold.

    Raises:
        ChildSlowError: it took longer.
        ChildCrashedError: it died, or ended with a status.
        OSError: it cannot be started.
    """
    with _started(command, memory) as child:
        try:
            output, _ = child.communicate(data, DEADLINE if seconds is None else seconds)
        except subprocess.TimeoutExpired as error:
            raise ChildSlowError from error
    if child.returncode == -getattr(signal, "SIGXCPU", 0) < 0:
        raise ChildSlowError
    if child.returncode:
        raise ChildCrashedError(f"exit status {child.returncode}")
    return output


def lines_of_child(
    command: Sequence[str | Path], data: bytes, *, seconds: float, memory: int | None = None
) -> Generator[bytes, None, None]:
    """Run a script of ours and give each line that it writes, as it comes.

    Args:
        command: a `.py` file and its arguments.
        data: what it gets on standard input.
        seconds: how long each line may take.
        memory: how many bytes of data it may hold.

    Raises:
        ChildSlowError: a line took longer.
        ChildCrashedError: it died, or ended with a status.
        OSError: it cannot be started.
    """
    with _started(command, memory) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        late = False

        def give_up() -> None:
            nonlocal late
            late = True
            kill(child)

        def clock() -> Timer:
            timer = Timer(seconds, give_up)
            timer.daemon = True
            timer.start()
            return timer

        timer = clock()
        try:
            with suppress(BrokenPipeError):
                child.stdin.write(data)
                child.stdin.close()
            for line in child.stdout:
                timer.cancel()
                yield line
                timer = clock()
            child.wait()
        finally:
            timer.cancel()
        if late:
            raise ChildSlowError
    if child.returncode:
        raise ChildCrashedError(f"exit status {child.returncode}")


@contextmanager
def _started(command: Sequence[str | Path], memory: int | None) -> Iterator[subprocess.Popen[bytes]]:
    """A child that does not outlive us: whatever happens here (Ctrl-C too), it and its own children are ended."""
    child = started(command, MAX_MEMORY if memory is None else memory)
    try:
        yield child
    finally:
        ended(child)


def started(command: Sequence[str | Path], memory: int) -> subprocess.Popen[bytes]:
    """Start a script of ours, or a program, with a bound to its memory; whoever starts it ends it.

    Raises:
        OSError: it cannot be started.
    """
    # -P keeps the current folder out of its imports; a session of its own keeps the terminal's Ctrl-C from it.
    return subprocess.Popen(  # noqa: S603 - our own script, or the program that the user's system calls so
        [sys.executable, "-P", "-c", _LAUNCH, str(memory), *map(str, command)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def ended(child: subprocess.Popen[bytes]) -> None:
    """End a child and its own children, close its pipes and wait for it."""
    kill(child)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    child.wait()


def kill(child: subprocess.Popen[bytes]) -> None:
    """End a child process and, on POSIX, all that it started."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    elif child.poll() is None:
        child.kill()
