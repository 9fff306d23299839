"""The text the model sees, and the way back from each of its characters to the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.quantity.compact import INVISIBLE, TextMap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policysum.document.lines import Paragraph

__all__ = ["clean_text", "parts_words", "seen"]

_UNSEEN = INVISIBLE.pattern.removesuffix("+")
_BESIDE_FIGURES = re.compile(rf"(?<!{_UNSEEN}){_UNSEEN}++(?=\d)|(?<=\d){_UNSEEN}++")
_WIDE = re.compile("[０-９％]")
_NARROW = str.maketrans("０１２３４５６７８９％", "0123456789%")


def seen(text: str) -> str:
    """A text of the same length, its wide figures narrow, with blanks for what is invisible beside them."""
    # Most texts have neither, which a search finds sooner than either change.
    if _WIDE.search(text):
        text = text.translate(_NARROW)
    if INVISIBLE.search(text):
        text = _BESIDE_FIGURES.sub(lambda one: " " * len(one.group()), text)
    return text


def clean_text(source: str, paragraphs: Iterable[Paragraph]) -> TextMap:
    """Join the lines of each paragraph, the cells of a row by blanks, and the paragraphs by line breaks.

    Args:
        source: the decoded text.
        paragraphs: its paragraphs, in order.
    """
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    previous_end = -1

    def add(text: str, origin: int) -> None:
        nonlocal length
        if text:
            pieces.append(text)
            starts.append(length)
            origins.append(origin)
            length += len(text)

    for lines, row in paragraphs:
        if previous_end >= 0:
            add("\n", previous_end)
        for number, line in enumerate(lines):
            if number and (row or parts_words(source[previous_end - 1], source[line.start])):
                add(" ", previous_end)
            previous_end = line.end
            text = source[line.start : line.end]
            if text.isprintable():  # nothing is invisible
                add(text, line.start)
                continue
            position = line.start
            for invisible in INVISIBLE.finditer(source, line.start, line.end):
                add(source[position : invisible.start()], position)
                position = invisible.end()
            add(source[position : line.end], position)
    return TextMap("".join(pieces), tuple(starts), tuple(origins))


def parts_words(left: str, right: str) -> bool:
    """Latin words that a line break parted stay parted."""
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
