"""What repairs may cost: as many requests again as a first look takes, so that no habit of a model doubles a bill."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Purse"]

_HALVES = 2


@dataclass(slots=True)
class Purse:
    """Requests that may be made beyond the first look.

    Attributes:
        limit: how many there may be.
        spent: how many were made.
    """

    limit: int
    spent: int = 0

    def take(self, count: int = 1) -> bool:
        """Take requests out, all of them or none; a report of a single passage may be read in halves once."""
        only_halves = count == _HALVES and not self.spent
        if self.spent + count > self.limit and not only_halves:
            return False
        self.spent += count
        return True
