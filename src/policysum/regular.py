"""Files and paths as somebody else may have left them.

What a run keeps for the next one are regular files: whatever else stands in their place is not waited for.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

__all__ = ["open_regular", "real_path", "regular_bytes"]

_ALWAYS = (
    getattr(os, "O_NONBLOCK", 0)  # the end of a pipe would wait for somebody at the other one
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_MOST = 1 << 28


def regular_bytes(path: Path, *, most: int = _MOST) -> bytes:
    """Read a file that policysum once wrote.

    Args:
        path: the file.
        most: bytes that it may have.

    Raises:
        OSError: it cannot be read, is a pipe, a device or the like, or larger than it may be.
    """
    with os.fdopen(open_regular(path, os.O_RDONLY), "rb") as file:
        if os.fstat(file.fileno()).st_size > most:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return file.read()


def open_regular(path: Path, mode: int) -> int:
    """Open a file; whoever calls closes it.

    Args:
        path: the file.
        mode: flags of `os.open`; a file that is made anew may be read and written by whom the umask lets.

    Raises:
        OSError: it cannot be opened, or is a pipe, a device or the like (EINVAL).
    """
    number = os.open(path, mode | _ALWAYS, 0o666)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "this is no regular file", str(path))
    return number


def real_path(path: Path) -> Path:
    """A path without its links; where they lead round in a circle, what stands before it.

    `Path.resolve` raises RuntimeError there before Python 3.13; whoever opens the path is given an OSError.
    """
    return Path(os.path.realpath(path))
