"""The words of the whole that each number behind a 其中 is a part of, and those that are of the part alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.statements.contexts.joints import says
from policysum.statements.contexts.name_normalization import grams

if TYPE_CHECKING:
    from policysum.statements.contexts.spans_between import Piece

__all__ = ["parts_of", "wholes_of"]

_OPEN, _CLOSED = ("（", "("), ("）", ")")

_MOST_PIECES = 100
"""Pieces of a sentence in which parts are looked for."""


def wholes_of(pieces: list[Piece]) -> dict[int, frozenset[str]]:
    """The words of the number that each one behind a 其中, or in a bracket behind it, is a part of, by the place of its piece."""
    found: dict[int, frozenset[str]] = {}
    if not any(piece.words[:1] in _OPEN or says(piece.words).parted for piece in pieces):
        return found
    named: dict[str, frozenset[str]] = {}
    whole: dict[str, frozenset[str]] = {}
    bracketed = False
    for index, piece in enumerate(pieces):
        if bracketed and any(closed in piece.words for closed in _CLOSED):
            whole, bracketed = {}, False
        if piece.left is not None and piece.words[:1] in _OPEN:
            whole, bracketed = dict(named), True
        elif says(piece.words).parted:
            whole, bracketed = dict(named), False
        if piece.right is None:
            continue
        unit = piece.right.unit
        if unit in whole:
            found[index] = whole[unit]
        else:
            named[unit] = piece.all
    return found


def parts_of(pieces: list[Piece]) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """The words since the last 其中 before a number, and all words before that 其中, by the place of its piece."""
    found: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
    before: frozenset[str] = frozenset()
    since: frozenset[str] | None = None
    for index, piece in enumerate(pieces[:_MOST_PIECES]):
        parted = says(piece.words).parted
        if parted:
            before = before | (since or frozenset()) | grams(piece.words[: parted[0]])
            since = grams(piece.words[parted[1] :])
        elif since is None:
            before |= piece.all
        else:
            since |= piece.all
        if since is not None and piece.right is not None:
            found[index] = since, before
    return found
