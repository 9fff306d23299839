"""How far out the section of a mark stands among those that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.document.headings import Marker, Style
from policysum.document.unmarked import HEAD_WORDS
from policysum.lexicon import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.sections import Draft

__all__ = ["rank_of"]

_OF_CHAPTER = Phrase("heading_marks", r"{signs.ordinal}[^{=signs.ordinal}\s]{1,6}{chapter_part}")
_ANNEX = Phrase("outline_words", "{annex}")
_OVERVIEW = Phrase("outline_words", "{overview}")


def rank_of(marker: Marker, title: str, opened: Sequence[Draft], *, numbered: bool) -> float:
    """The rank of a section; those of the same or a higher one that are open end where it begins.

    Args:
        marker: its mark.
        title: the words of its heading.
        opened: the sections that are open, the outermost first.
        numbered: whether the text has headings numbered 一、.
    """
    if marker.style == Style.PLAIN:
        return _plain_rank(title, opened, numbered=numbered)
    if marker.style == Style.PART and _OF_CHAPTER.match(marker.text):
        return Style.PART + 0.7
    return _lead_rank(opened) if marker.style == Style.LEAD and opened else float(marker.style)


def _plain_rank(title: str, opened: Sequence[Draft], *, numbered: bool) -> float:
    if _OVERVIEW.search(title):
        return float(Style.NUMBER)  # an overview stands beside the numbered headings that follow it
    if _ANNEX.search(title) or (HEAD_WORDS.search(title) and not numbered):
        return 0.5
    bracketed = any(draft.marker.style == Style.BRACKETED for draft in opened)
    return Style.BRACKETED + 0.5 if bracketed else float(Style.PLAIN)


def _lead_rank(opened: Sequence[Draft]) -> float:
    if opened[-1].marker.style == Style.CLAUSE and not opened[-1].run_in:
        return Style.CLAUSE + 0.5
    leads = [draft for draft in opened if draft.marker.style == Style.LEAD]
    if leads:
        return leads[-1].rank
    outer = [draft for draft in opened if draft.marker.style != Style.CLAUSE]
    if outer and outer[-1].listed and outer[-1].run_in:
        return outer[-1].rank  # its list is over: this is the next unit beside it
    return float(Style.LEAD)
