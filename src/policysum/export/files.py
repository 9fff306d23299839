"""How a file gets its content: at once and on disk, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

__all__ = ["AllOrNone", "result_files", "whole_file", "write_atomically"]


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a part."""
    with whole_file(path) as file:
        file.write(data)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file whose content is put in its place when the block ends well, whole or not at all."""
    handle, part = _new_part(path)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


class AllOrNone:
    """Several files that get their content together, or none of them does.

    All are written beside their places first, where a full disk or a missing right is met; when the block ends
    well they are moved, and what was moved is put back should a move fail.
    """

    def __init__(self) -> None:
        self._parts: dict[Path, Path] = {}

    def add(self, path: Path, data: bytes) -> None:
        """Write what a file will hold."""
        self._parts[path] = _written_beside(path, data)

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Move the files into place where nothing went wrong."""
        old: dict[Path, Path | None] = {}
        try:
            if error is None:
                for path, part in self._parts.items():
                    old[path] = _written_beside(path, path.read_bytes()) if path.is_file() else None
                    part.replace(path)
        except BaseException:
            for path, kept in old.items():
                with contextlib.suppress(OSError):
                    path.unlink() if kept is None else kept.replace(path)
            raise
        finally:
            for part in (*self._parts.values(), *filter(None, old.values())):
                with contextlib.suppress(OSError):
                    part.unlink()


def _written_beside(path: Path, data: bytes) -> Path:
    handle, part = _new_part(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    return part


def _new_part(path: Path) -> tuple[int, Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = path.name.encode("utf-8", "ignore")[:100].decode("utf-8", "ignore")  # a name may have 255 bytes
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{head}.", suffix=".part")
    return handle, Path(name)


@cache
def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def result_files(place: Path) -> list[Path]:
    """The JSON files of a folder and the folders in it, sorted; what is hidden is somebody's own."""
    found = []
    for folder, folders, names in os.walk(place):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            os.path.join(folder, name)  # noqa: PTH118 - of ten thousand paths half the time is making them
            for name in names
            if name.endswith(".json") and not name.startswith(".")
        ]
    return [Path(name) for name in sorted(found, key=lambda name: name.split(os.sep))]  # noqa: PTH206
