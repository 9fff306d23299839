"""What the machine is short of is said as that, wherever in the chain of an error it stands."""

import contextlib
import errno
import os
import resource
import sys
import tracemalloc
from pathlib import Path

import pytest

from policysum.document.files import bounded_bytes
from policysum.shortage import shortage


def behind(cause):
    error = ValueError("said of it")
    error.__cause__ = cause
    return error


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


SHORT = [
    (OSError(errno.EMFILE, "x"), "no file descriptor is free"),
    (OSError(errno.ENFILE, "x"), "no file descriptor is free"),
    (OSError(errno.ENOSPC, "x"), "the disk is full"),
    (OSError(errno.ENOMEM, "x"), "not enough memory"),
    (MemoryError(), "not enough memory"),
    (RuntimeError("can't start new thread"), "not enough memory"),
    (ImportError("lib.so: failed to map segment from shared object"), "not enough memory"),
]


@pytest.mark.parametrize(("error", "said"), SHORT)
def test_a_shortage_is_found_behind_whatever_was_raised(error, said):
    for one in (error, behind(error), ExceptionGroup("several", [ValueError("x"), behind(error)])):
        found = shortage(one, where="r.txt")
        assert said in str(found)
        assert str(found).startswith("r.txt: ")


@pytest.mark.parametrize("error", [ValueError("x"), OSError(errno.ECONNREFUSED, "x"), KeyError("memory")])
def test_what_is_no_shortage_is_none(error):
    assert shortage(behind(error)) is None


def test_errors_that_lead_to_each_other_end():
    one, other = ValueError("a"), ValueError("b")
    one.__cause__, other.__cause__ = other, one
    assert shortage(one) is None


def test_a_small_file_takes_little_memory_however_large_one_may_be(tmp_path):
    (tmp_path / "a.txt").write_text("新增企业12家。", encoding="utf-8")
    tracemalloc.start()
    try:
        bounded_bytes(tmp_path / "a.txt")
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind")
def test_a_connection_without_a_file_descriptor_says_so(server, model_at):
    import asyncio

    from policysum.errors import ModelUnreachableError
    from policysum.llm import ChatRequest, Message, Retrier
    from policysum.llm.retry import RetryPolicy

    async def run():
        async with model_at(retrier=Retrier(RetryPolicy(attempts=1))) as model:
            await model.complete(ChatRequest((Message("user", "一"),)))  # everything lazy is imported
            await model.aclose()
            await model._sender.connections.client()
            soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            taken = []
            try:
                resource.setrlimit(resource.RLIMIT_NOFILE, (open_files() + 20, hard))
                for _ in range(20):  # what the server closes in the meantime is taken as well
                    with contextlib.suppress(OSError):
                        while True:
                            taken.append(os.dup(0))
                    await asyncio.sleep(0.01)
                with pytest.raises(ModelUnreachableError, match=r"no file descriptor is free.*ulimit -n"):
                    await model.complete(ChatRequest((Message("user", "二"),)))
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
                for one in taken:
                    os.close(one)

    asyncio.run(run())
