"""The process that looks into one PDF: it is asked on standard input, and answers with JSON.

A program of its own, run by `child`: a hostile file can make PDFium take all memory or abort, and then this process
ends, not the run. It is asked by four letters: for the `text` of the file that follows, for what is printed where on
each `page` of it, or to `join` lines that were printed or recognised.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[2]))  # where the package lies that is not installed

from policysum.document.pdf_pages import pages_of
from policysum.document.pdf_text import text_of_pages

_HEAD = 8  # bytes of a length
_WHAT = 4  # bytes of what is asked for
_MOST_SAID = 200  # of an error that is none of the file
_SECONDS = 30  # of a processor, for one file
_LAST = 130  # seconds by the clock after which the system ends a fork though nobody waits for it any more


def answer(request: bytes) -> dict[str, Any]:
    """What is asked for, or the fault that keeps a file from being read."""
    what, data = request[:_WHAT], request[_WHAT:]
    if what == b"join":
        return _joined(json.loads(data))
    seen = pages_of(data)
    if what == b"page" or "fault" in seen:
        return seen
    pages = seen["pages"]
    return {
        "pictures": seen["pictures"],
        "length": sum(len(line["text"]) for page in pages for line in page),
        "count": len(pages),
        **_joined(pages),
    }


def _joined(pages: list[list[dict[str, Any]]]) -> dict[str, Any]:
    try:
        return {"extracted": asdict(text_of_pages(pages))}
    except Exception as error:  # noqa: BLE001 - no fault of the file: whoever asked raises it
        return {"fault": "internal", "what": f"{type(error).__name__}: {error}"[:_MOST_SAID]}


def serve() -> None:
    """Read files until there are no more, each in a fork of its own; a length goes before each file and answer."""
    import pypdfium2  # noqa: F401 - loaded once, for all forks

    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    while len(head := asked.read(_HEAD)) == _HEAD:
        data = asked.read(int.from_bytes(head))
        said = _in_fork(data)
        del data
        answered.write(len(said).to_bytes(_HEAD) + said)
        answered.flush()


def _in_fork(data: bytes) -> bytes:
    """What a fork says of a file behind a zero; a one where it died, a two where it took too long."""
    source, sink = os.pipe()
    fork = os.fork()
    if fork == 0:
        status = 1
        try:
            os.close(source)
            signal.alarm(_LAST)
            bound()
            with os.fdopen(sink, "wb") as out:
                out.write(json.dumps(answer(data)).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(sink)
    with os.fdopen(source, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(fork, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return b"\2"
    return b"\1" if status else b"\0" + said


def bound() -> None:
    """Have the system end this process after so much work; what else the machine has to do does not count."""
    try:
        import resource
    except ImportError:
        return  # on Windows the clock alone bounds it
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 2))  # at the second one it is killed


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    else:
        bound()
        sys.stdout.buffer.write(json.dumps(answer(sys.stdin.buffer.read())).encode())
