"""A standing process of ours that reads each file in a fork of its own.

To start an interpreter and load PDFium takes far longer than to read a small PDF. So one process loads it once and then
forks for each file: what a hostile file does to its fork dies with it, and time and memory are bounded as in `child`.
Where forks are not safe beside the system's libraries (macOS) or unknown (Windows) each file gets a process as before.
"""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from threading import Lock, Timer
from typing import TYPE_CHECKING

from policysum.document import child

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

__all__ = ["run_forked"]

_HEAD = 8  # bytes of a length
_MOST_IDLE = 2
_FORKS = sys.platform == "linux"


class _ServerDiedError(Exception):
    """The server itself is gone, whatever the file; its fork is not meant."""


class _Server:
    """A process that was started with a script of ours and `--serve`."""

    def __init__(self, script: Path, memory: int) -> None:
        self.process: subprocess.Popen[bytes] = child.started([script, "--serve"], memory)

    def ask(self, data: bytes, seconds: float) -> bytes:
        """What the script makes of a file; the server is ended if that takes too long.

        Raises:
            ChildSlowError: it took longer.
            ChildCrashedError: the fork died.
            _ServerDiedError: the server itself died.
        """
        late = False

        def give_up() -> None:
            nonlocal late
            late = True
            child.kill(self.process)

        timer = Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchanged(data)
        except OSError:
            answer = None
        finally:
            timer.cancel()
        if late:
            raise child.ChildSlowError
        if answer is None:
            raise _ServerDiedError
        if answer == b"\2":
            raise child.ChildSlowError
        if answer[:1] != b"\0":
            raise child.ChildCrashedError("its process died")
        return answer[1:]

    def _exchanged(self, data: bytes) -> bytes | None:
        asked, answered = self.process.stdin, self.process.stdout
        assert asked is not None
        assert answered is not None
        asked.write(len(data).to_bytes(_HEAD) + data)
        asked.flush()
        head = answered.read(_HEAD)
        length = int.from_bytes(head)
        answer = answered.read(length) if len(head) == _HEAD else b""
        return answer if answer and len(answer) == length else None

    def end(self) -> None:
        """End it, and wait for it."""
        child.ended(self.process)


class _Idle:
    """The servers that wait for a file, by their script and the memory they may take."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._servers: dict[tuple[Path, int], list[_Server]] = {}

    def take(self, script: Path, memory: int) -> _Server:
        with self._lock:
            waiting = self._servers.get((script, memory))
            if waiting:
                return waiting.pop()
        return _Server(script, memory)

    def give_back(self, server: _Server, script: Path, memory: int) -> None:
        with self._lock:
            waiting = self._servers.setdefault((script, memory), [])
            if len(waiting) < _MOST_IDLE:
                waiting.append(server)
                return
        server.end()

    def end_all(self) -> None:
        with self._lock:
            servers = [server for waiting in self._servers.values() for server in waiting]
            self._servers.clear()
        for server in servers:
            with suppress(OSError):
                server.end()

    def forget(self) -> None:
        """In a fork of this process the servers belong to its parent."""
        self._lock = Lock()
        for waiting in self._servers.values():
            for server in waiting:
                server.process.returncode = 0  # not ours to wait for
        self._servers = {}


_IDLE = _Idle()
atexit.register(_IDLE.end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_IDLE.forget)


def run_forked(script: Path, data: bytes) -> bytes:
    """What a script of ours that knows `--serve` makes of a file, in a process for that file alone.

    Raises:
        ChildSlowError: it took too long.
        ChildCrashedError: it died, for want of memory or of a fault.
        OSError: it cannot be started.
    """
    if not _FORKS:
        return child.run_child([script], data)
    memory = child.MAX_MEMORY
    for server in (_IDLE.take(script, memory), None):
        # A server that somebody else has ended meanwhile is no fault of the file: it gets a fresh one.
        asked = server or _Server(script, memory)
        try:
            answer = asked.ask(data, child.DEADLINE)
        except _ServerDiedError:
            asked.end()
        except child.ChildCrashedError:
            _IDLE.give_back(asked, script, memory)
            raise
        except BaseException:
            asked.end()
            raise
        else:
            _IDLE.give_back(asked, script, memory)
            return answer
    raise child.ChildCrashedError("its server died")
