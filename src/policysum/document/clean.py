"""The text the model sees, and the way back from each of its characters to the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policysum.document.lines import Paragraph

__all__ = ["INVISIBLE", "CleanText", "clean_text", "seen"]

# What is invisible and may stand in the middle of a word: soft hyphen, zero-width space and joiners,
# direction marks, word joiner, byte order mark.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")


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


@dataclass(frozen=True, slots=True)
class CleanText:
    """A copy of the body without boilerplate, with segments that map it back to the source.

    Segment `i` holds `text[starts[i]:starts[i + 1]]`, which is `source[origins[i]:]` character by
    character. A line break of the copy that stands for a break (or a gap) of the source maps to its place.
    """

    text: str
    starts: Sequence[int]
    origins: Sequence[int]

    def to_source(self, index: int) -> int:
        """The place in the source of character `index`; for `len(text)`, just behind the last character."""
        if not self.starts:
            return 0
        if index >= len(self.text) and self.text:
            return self.to_source(len(self.text) - 1) + 1
        segment = max(bisect_right(self.starts, index) - 1, 0)
        return self.origins[segment] + index - self.starts[segment]

    def span_to_source(self, start: int, end: int) -> Span:
        """The smallest stretch of the source that holds `text[start:end]`."""
        first = self.to_source(start)
        return Span(first, self.to_source(end - 1) + 1 if end > start else first)

    def from_source(self, index: int) -> int:
        """The place in the copy of source character `index`, or of the next one that was kept."""
        segment = bisect_right(self.origins, index) - 1
        if segment < 0:
            return 0
        end = self.starts[segment + 1] if segment + 1 < len(self.starts) else len(self.text)
        return min(self.starts[segment] + index - self.origins[segment], end)


def clean_text(source: str, paragraphs: Iterable[Paragraph]) -> CleanText:
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
            if number and (row or _needs_space(source[previous_end - 1], source[line.start])):
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
    return CleanText("".join(pieces), tuple(starts), tuple(origins))


def _needs_space(left: str, right: str) -> bool:
    """Latin words that a line break parted stay parted."""
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
