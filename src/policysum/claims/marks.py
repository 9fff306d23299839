"""Marks on the fields of a user's own schema: what unit a number has, and which numbers are not from the source."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NotFromSource", "Unit"]


@dataclass(frozen=True, slots=True)
class Unit:
    """Says what a bare number is counted in: `Annotated[float, Unit("万元")]`."""

    name: str


@dataclass(frozen=True, slots=True)
class NotFromSource:
    """Says that a field is not taken from the source and is not to be checked: `Annotated[int, NotFromSource()]`."""

    why: str = ""
