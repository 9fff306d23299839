"""What the units of an audit say: what was found wrong, or that nothing was."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from policysum.document.headings import Style
from policysum.document.roles import of_misdeed, of_remedy
from policysum.document.weighing import lacks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.headings import Marker
    from policysum.document.roles import Role

__all__ = ["begins_wrong", "role_of_finding"]

_FINDING = 60  # characters from which it is seen that a section begins with what was found wrong
_SAMPLE = 1500  # characters of a unit that are read


def role_of_finding(source: str, edges: Sequence[tuple[int, int]], marker: Marker) -> Role:
    """A unit of an audit is a finding, unless nothing in it was wrong or lacking: …执行情况总体较好.

    Args:
        source: the decoded text.
        edges: where marks stand, and their styles, in order.
        marker: the mark of the unit.
    """
    if marker.style > Style.BRACKETED and marker.style != Style.DASH:
        return "problem"
    first = bisect_right(edges, (marker.start, Style.CLAUSE))
    end = edges[first][0] if first < len(edges) else len(source)
    text = source[marker.end : min(end, marker.end + _SAMPLE)]
    wrong = of_misdeed(text) or lacks(text)
    return "problem" if wrong or len(text) < _FINDING else "achievement"


def begins_wrong(source: str, edges: Sequence[tuple[int, int]], marker: Marker) -> bool:
    """Whether a section of an audit begins with what was found wrong."""
    first = bisect_right(edges, (marker.start, Style.CLAUSE))
    end = next((start for start, style in edges[first:] if style <= marker.style), None)
    text = source[marker.end : marker.end + _FINDING][: end and end - marker.end]
    return of_misdeed(text) and not of_remedy(text)
