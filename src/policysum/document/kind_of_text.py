"""What of a text says of what kind it is: its title, its first lines, its outermost headings, its sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.headings import Marker, Style, marker_at, title_end
from policysum.document.kinds import DocumentKind, concluded, kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.document.lines import Paragraph
    from policysum.document.metadata import Metadata
    from policysum.quantity.model import Span

__all__ = ["kind_of_text"]

_HEADING = 40
"""Characters of an outermost heading that are read for the kind of document."""
_OPENING = 600
"""Characters within which a title may stand that was not found."""
_PROSE = re.compile(r"[。！？，；|\t]")


def kind_of_text(
    text: str,
    paragraphs: Sequence[Paragraph],
    begun: Mapping[int, Marker | None],
    said: Metadata,
    body: Span,
    *,
    titled: bool,
) -> DocumentKind:
    """The kind of a document.

    Args:
        text: its text, with full stops.
        paragraphs: the paragraphs of its body.
        begun: the mark that the paragraph at each start begins with.
        said: what it says of itself.
        body: where its body stands.
        titled: whether its title stands in the text.
    """
    headings = [
        text[one.start : min(title_end(text, mark.end, one.end), one.start + _HEADING)]
        for one in paragraphs
        if (mark := begun[one.start]) and mark.style <= Style.CHINESE
    ]
    first = [text[one.start : one.start + 2 * _HEADING] for one in paragraphs[:2]]
    lines = [
        line
        for line in map(str.strip, text[:_OPENING].splitlines())
        if len(line) <= 2 * _HEADING and not _PROSE.search(line) and not marker_at(line, 0, len(line))
    ]
    opening = text[body.start : body.start + _OPENING]
    kind = kind_of(said.title, first + headings, () if titled else lines, opening)
    reviews = said.period is not None and said.period_ground in {"stated", "carried"}
    return concluded(kind, headings, text[body.start : body.end], dated=bool(said.title) or reviews)
