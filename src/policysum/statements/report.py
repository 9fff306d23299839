"""What is known of a report as a whole when its sentences are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.statements.mention import Region
    from policysum.statements.reference_time import Clock

__all__ = ["Report"]

_TITLE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR = re.compile(r"\d{4}")
_BEGINNING = re.compile(r"(\d{4})-01(?:/\1-0\d)?")
"""The first months of a year, which are over when a plan for it is laid before an assembly: 2026年1月收入3亿元."""
_IN_YEAR = re.compile(r"-(?:0\d|1[01])(?:-\d\d)?$")
_DONE_ROLES = frozenset({"achievement", "problem"})
"""Sections that report what was."""


@dataclass(frozen=True)
class Report:
    """What is known of a text before its sentences are read.

    `known` says that its year is more than inferred; `title_says` what its title says of all figures in plain words;
    `dated_rules` that what it sets as a rule is of its own year, where it is of a single one.
    """

    text: str
    regions: Sequence[Region]
    clock: Clock
    known: bool
    title_says: str
    dated_rules: bool = False

    @cached_property
    def year(self) -> int | None:
        """Its year."""
        return self.clock.year

    @cached_property
    def _planned(self) -> str:
        """The year that it plans for."""
        planned = _YEAR.search(self.clock.plan or "")
        return planned.group() if planned else ""

    @property
    def titled(self) -> bool:
        """Whether the title prints the year that the report covers, and no other."""
        if not self.known:
            return False
        titles = " ".join(self.text[one.start : one.end] for one in self.regions if one.role == "title")
        return set(_TITLE_YEAR.findall(titles)) == {str(self.year)}

    def guessed(self, role: str) -> bool:
        """Whether among what was done the year of the report is only inferred, so that a later one may be past, too."""
        return role in _DONE_ROLES and not self.known

    def lies_ahead(self, period: str | None, *, guessed: bool) -> bool:
        """Whether a period begins after the one that the report covers: what it says of it is an aim."""
        covered = self.year if self.clock.period and not guessed else None
        return bool(covered and period and period[:4].isdigit() and int(period[:4]) > covered)

    def lies_behind(self, period: str | None, *, so_far: bool = False) -> bool:
        """Whether a period ends before the one that is planned for, or is its beginning: its numbers in a plan are what is there already.

        Args:
            period: The period.
            so_far: Whether its words count until then (截至); a day or month before December is over for them.
        """
        ends: list[str] = _YEAR.findall(period) if self._planned and period else []
        if so_far and ends and ends[-1] == self._planned and _IN_YEAR.search(period or ""):
            return True
        return bool(ends) and (ends[-1] < self._planned or _BEGINNING.fullmatch(period or "") is not None)
