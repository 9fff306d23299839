"""What was found is remembered, up to a size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

__all__ = ["Kept"]

T = TypeVar("T")


class Kept(Generic[T]):
    """What was found by key; once so much is remembered, all else is found anew each time it is asked for."""

    def __init__(self, most: int, size: Callable[[T], int]) -> None:
        self._room = most
        self._size = size
        self._found: dict[Hashable, T] = {}

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """What there is under a key, found now if it is not remembered."""
        found = self._found.get(key)
        if found is None:
            found = find()
            if self._room > 0:
                self._found[key] = found
                self._room -= self._size(found)
        return found
