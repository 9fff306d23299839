"""One item of a report: what was done, is wrong or is planned, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policysum.document.roles import Role

__all__ = ["ITEM_ROLES", "Item"]


@dataclass(frozen=True, slots=True)
class Item:
    """One achievement, problem or plan: its title and the stretch that it fills, its mark included."""

    role: Role
    title: str
    start: int
    end: int
    path: tuple[str, ...]
    titled: bool = True


ITEM_ROLES = frozenset({"achievement", "problem", "plan"})  # the roles whose units are items
