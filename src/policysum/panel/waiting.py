"""Packed parts of reports that wait in a file without a name until every report is there."""

from __future__ import annotations

from collections import defaultdict
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Self

from policysum.panel.holes import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Place", "Waiting"]

_IN_MEMORY = 32_000_000
"""Bytes from which on they lie on the disk."""

Place = tuple[Region, int]
"""A region and the year that its reports plan for."""


class Waiting:
    """Bytes by place, each held once and read one at a time."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._places: dict[Place, list[tuple[int, int]]] = defaultdict(list)
        self._file = _spool()
        self._end = 0

    def add(self, place: Place, part: bytes) -> None:
        """Take a part of a report."""
        self._places[place].append((self._end, len(part)))
        self._end += self._file.write(part)

    def parts(self, place: Place) -> Iterator[bytes]:
        """What came for a place, in the order it came."""
        for start, size in self._places.get(place, ()):
            self._file.seek(start)
            yield self._file.read(size)

    def places(self) -> set[Place]:
        """Everything anything came for."""
        return set(self._places)

    def __contains__(self, place: Place) -> bool:
        """Whether anything came for a place."""
        return place in self._places

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget everything."""
        self._file.close()


def _spool() -> IO[bytes]:
    return SpooledTemporaryFile(max_size=_IN_MEMORY)
