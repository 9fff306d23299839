"""The names of the fields that government pages print above a document."""

from __future__ import annotations

from policysum.lexicon import table

__all__ = ["spaced"]


def spaced(*groups: str, blanks: str = r"\s{0,4}") -> str:
    """The names of some classes, or of all, as a pattern: the longest first, each character perhaps set apart (索 引 号).

    White space is counted by default, not starred: three stars in a row are cubic on a page of blanks.
    """
    names = sorted(table("field_words").words(*groups), key=len, reverse=True)
    return "|".join(blanks.join(name) for name in names)
