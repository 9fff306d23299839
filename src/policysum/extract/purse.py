"""What repairs may cost: as many requests again as a first look takes, so that no habit of a model doubles a bill."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Purse"]


@dataclass(slots=True)
class Purse:
    """Requests that may still be made beyond the first look.

    Attributes:
        left: how many.
        spent: how many were made.
    """

    left: int
    spent: int = 0

    def take(self, count: int = 1) -> bool:
        """Take requests out, all of them or none."""
        if count > self.left:
            return False
        self.left -= count
        self.spent += count
        return True
