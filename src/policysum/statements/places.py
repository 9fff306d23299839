"""Where in a report a number stands: the innermost part around it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import table

if TYPE_CHECKING:
    from policysum.statements.mention import Region
    from policysum.statements.report import Report

__all__ = ["Place", "Walk"]

_AIM = table("status_cues").compiled("{aim_noun}")
"""What a heading of a paper that pays says above what is to be reached by it: 发展目标."""


class Place(NamedTuple):
    """Role and path of the innermost region around a number; whether the report's year is only inferred there.

    `pays` says that it is a plan that consists of what is paid to whom.
    """

    role: str
    path: tuple[str, ...]
    guessed: bool
    pays: bool = False


class Walk:
    """Finds the region of each position; positions are asked in ascending order.

    Args:
        report: The report.
        pays: Whether its plans consist of what is paid to whom.
    """

    def __init__(self, report: Report, *, pays: bool = False) -> None:
        self.report = report
        self.pays = pays
        self.regions = report.regions
        self.next = 0
        self.open: list[Region] = []
        self.place = Place("other", (), report.guessed("other"))
        self.until = 0

    def at(self, position: int) -> Place:
        """Role and path of the innermost region around a position."""
        if position < self.until:
            return self.place
        while self.next < len(self.regions) and self.regions[self.next].start <= position:
            self.open.append(self.regions[self.next])
            self.next += 1
        while self.open and self.open[-1].end <= position:
            self.open.pop()
        innermost = self.open[-1] if self.open else None
        following = self.regions[self.next].start if self.next < len(self.regions) else sys.maxsize
        self.until = min(following, innermost.end) if innermost else following
        role, path = (innermost.role, innermost.path) if innermost else ("other", ())
        pays = self.pays and role == "plan" and not any(map(_AIM.search, path))
        self.place = Place(role, path, self.report.guessed(role), pays)
        return self.place
