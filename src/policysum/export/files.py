"""How a file gets its content: at once and on disk, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import cache
from pathlib import Path

__all__ = ["write_atomically"]


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = path.name.encode("utf-8", "ignore")[:100].decode("utf-8", "ignore")  # a name may have 255 bytes
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{head}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


@cache
def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
