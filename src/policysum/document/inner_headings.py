"""Headings within a section that say in plain words that they are of another time than it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.headings import Style
from policysum.document.roles import heading_roles, names_year_ahead

if TYPE_CHECKING:
    from policysum.document.sections import Draft

__all__ = ["looks_ahead", "looks_back"]

_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def looks_ahead(draft: Draft, parent: Draft, year: int | None) -> bool:
    """Whether a heading in a review says in plain words that it is of the year to come.

    Or one of the parts that the heading above both of them announced: 2024年执行情况和2025年草案 / 二、2025年草案.
    """
    if parent.mixed:
        roles = heading_roles(draft.title, year, plainly=True)
        named = draft.marker.style == Style.CHINESE or (
            draft.marker.style == Style.BRACKETED and draft.title.rstrip("。") in parent.title
        )
        return named and len(roles) == 1 and roles[0] in parent.mixed
    return (
        parent.role == "achievement"
        and draft.marker.style <= Style.BRACKETED
        and names_year_ahead(draft.title, year)
        and heading_roles(draft.title, year, plainly=True) == ("plan",)
    )


def looks_back(draft: Draft, parent: Draft, year: int | None) -> bool:
    """Whether a numbered heading right under the title of a plan names the year that it looks back on."""
    return (
        parent.role == "plan"
        and parent.marker.style < draft.marker.style == Style.CHINESE
        and _DATED.search(draft.title) is not None
        and heading_roles(draft.title, year, plainly=True) == ("achievement",)
    )
