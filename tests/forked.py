"""Commands as processes of their own that need not import everything anew: each is forked from one that has.

A process that starts from nothing spends two seconds of CPU on imports before it does what a test is about. What is
forked has its own memory, files, signals, environment, limits and end, as any process has; it only shares what was
imported. Where the start itself matters (the seed of hashes, the encoding of a console), use `subprocess`; so it is
for all of them where a fork is not safe, on macOS and Windows.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

LONGEST = 200_000
STATUS = 32


class Command:
    """A command that was forked, with what tests use of `subprocess.Popen`. What it prints goes to files."""

    def __init__(self, reports, files, *, text):
        self._reports, self._files, self._text = reports, files, text
        self.returncode = None
        self.pid = int(reports.recv(STATUS))

    def poll(self):
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout=None):
        if self.returncode is None:
            self._reports.settimeout(timeout)
            try:
                self.returncode = os.waitstatus_to_exitcode(int(self._reports.recv(STATUS)))
            except (TimeoutError, BlockingIOError):
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout) from None
            self._reports.close()
        return self.returncode

    def communicate(self, timeout=None):
        self.wait(timeout)
        said = []
        for file in self._files:
            file.seek(0)
            said.append(file.read().decode() if self._text else file.read())
            file.close()
        return tuple(said)

    def send_signal(self, number):
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)


class Forks:
    """Starts commands; the process they are forked from is started with the first of them."""

    def __init__(self):
        self._socket = None

    def start(
        self, arguments, *, env=None, cwd=None, stdin=None, stdout=None, stderr=None, start_new_session=False, text=False
    ):  # fmt: skip
        """As `Popen` of this Python with these arguments: `-m policysum ...` or `-c CODE ...`.

        What is printed goes to the files given, else to files that `communicate` reads.
        """
        arguments = [str(one) for one in arguments]
        env = dict(os.environ if env is None else env)
        if not sys.platform.startswith("linux"):
            return subprocess.Popen(
                [sys.executable, "-P", *arguments], env=env, cwd=cwd, stdin=stdin or subprocess.DEVNULL,
                stdout=stdout or subprocess.PIPE, stderr=stderr or subprocess.PIPE, start_new_session=start_new_session, text=text,
            )  # fmt: skip
        order = {
            "arguments": arguments,
            "env": env,
            "cwd": str(cwd or Path.cwd()),
            "session": start_new_session,
        }
        stdin, stdout, stderr = (
            file if hasattr(file, "fileno") else None for file in (stdin, stdout, stderr)
        )
        files = [file or tempfile.TemporaryFile() for file in (stdout, stderr)]  # noqa: SIM115 - closed with the command
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, Path(os.devnull).open("rb") as nothing:
            ends = [file.fileno() for file in (stdin or nothing, *files, theirs)]
            socket.send_fds(self._connected(), [json.dumps(order).encode()], ends)
        return Command(ours, files, text=text)

    def _connected(self):
        if self._socket is None:
            self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            for end in (self._socket, theirs):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * LONGEST)
            command = [sys.executable, "-P", __file__, str(theirs.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], start_new_session=True)
            theirs.close()
        return self._socket

    def close(self):
        if self._socket is not None:
            self._socket.close()
            self._process.wait()


def _import_all():
    """Import what commands import when they need it, and compile what they compile to read a report."""
    import jinja2  # noqa: F401
    import openai.resources.chat.completions  # noqa: F401

    import policysum.batch.workers
    import policysum.cli.check
    import policysum.cli.numbers
    import policysum.cli.run
    import policysum.export.review
    import policysum.export.review_carry_over
    import policysum.llm.openai_model
    from policysum.document import Document

    report = min((Path(__file__).parents[1] / "seeds").glob("0*.txt")).read_text("utf-8")
    asyncio.run(policysum.asummarize(Document.from_text(report[:3000]), engine="extractive"))
    assert threading.active_count() == 1
    gc.collect()
    gc.freeze()


def _serve(orders):
    """Fork for each order; in the command itself, return its arguments."""
    while True:
        data, ends, _, _ = socket.recv_fds(orders, LONGEST, 4)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not data:
            return None
        if not os.fork():
            orders.close()
            if not (command := os.fork()):
                os.close(ends.pop())
                return _become(json.loads(data), ends)
            _report(command, ends)
        for end in ends:
            os.close(end)


def _report(command, ends):
    """Say which process a command is and, in the end, how it ended, in place of the parent that it lacks."""
    *others, reports = ends
    for end in others:
        os.close(end)
    os.write(reports, str(command).encode())
    os.write(reports, str(os.waitpid(command, 0)[1]).encode())
    os._exit(0)


def _become(order, ends):
    """Take on files, environment and folder of a command."""
    if order["session"]:
        os.setsid()
    for number, end in enumerate(ends):
        os.dup2(end, number)
        os.close(end)
    os.environ.clear()
    os.environ.update(order["env"])
    time.tzset()
    os.chdir(order["cwd"])
    return order["arguments"]


if __name__ == "__main__":
    _import_all()
    given = _serve(socket.socket(fileno=int(sys.argv[1])))
    if given:
        how, what, *rest = given
        sys.argv = [how, *rest]
        if how == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})
