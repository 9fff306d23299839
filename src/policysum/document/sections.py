"""The parts of an outline: sections, stretches of one role, and a section while it is being read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policysum.document.headings import Marker, Style

if TYPE_CHECKING:
    from policysum.document.roles import Role
    from policysum.quantity.model import Span

__all__ = ["Block", "Draft", "Section"]


class Section(NamedTuple):
    """A heading and the stretch it governs, its subsections included."""

    level: int
    marker: str
    title: str
    heading: Span
    start: int
    end: int
    content: int
    path: tuple[str, ...]
    role: Role
    style: int
    run_in: bool


class Block(NamedTuple):
    """A stretch of prose of one role under one heading (`section`: its place in the outline, -1 for none)."""

    start: int
    end: int
    role: Role
    section: int


@dataclass(slots=True)
class Draft:
    """A section while it is being read: its rank among the open ones, and what its heading says."""

    marker: Marker
    title: str
    heading: Span
    rank: float
    run_in: bool
    listed: bool
    level: int
    parent: int
    role: Role = "achievement"
    mixed: tuple[Role, ...] = ()
    plain: bool = False  # whether its heading, or one above it, says its role in words
    end: int = 0

    @property
    def over(self) -> bool:
        """A clause or paragraph whose own paragraph holds its matter does not govern the next one."""
        if self.listed and self.marker.style in {Style.NUMBER, Style.SUBNUMBER}:
            return True
        return self.run_in and self.marker.style in {Style.CLAUSE, Style.LEAD}
