"""A text without what parts its words in print alone, and the way back from each of its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from heapq import merge
from typing import TYPE_CHECKING

from policysum.quantity.model import Quantity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["INVISIBLE", "TextMap", "compact_text", "printed"]

# What is invisible and may stand in the middle of a word: soft hyphen, zero-width space and joiners,
# direction marks, word joiner, byte order mark.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")

_BLANK = "[ \u00a0\u2002-\u200a\u202f\u3000]"
_SET_OFF = re.compile(
    rf"{_BLANK}(?:(?<=[\u3001-\u9fff，。；：、（）％%].){_BLANK}?(?=[0-9０-９])|(?<=[0-9０-９].){_BLANK}?(?=[\u3001-\u9fff，。；：、（）％%‰℃°]))"
)
"""Blanks that set a figure off from the words around it: 新建 12 座."""
_PROSE = re.compile("[，。；,;]")
_LINE_ENDS = "\n\r\u2028\u2029\x0b\x0c\x85"
_LINE_END = re.compile(f"[{_LINE_ENDS}]")
_MARKER = re.compile(rf"[\u4e00-\u9fff]{{0,2}}[（(]?[0-9０-９.．]{{1,8}}[）)、]?{_BLANK}")
"""A number that opens a line, set off from its heading: 1 新建水厂, 表3 法律援助."""


@dataclass(frozen=True, slots=True)
class TextMap:
    """A copy of a text that leaves out some of it, with segments that map it back.

    Segment `i` holds `text[starts[i]:starts[i + 1]]`, which is the source from `origins[i]` on, character by
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

    def holds(self, index: int) -> bool:
        """Whether source character `index` is in the copy."""
        place = self.from_source(index)
        return place < len(self.text) and self.to_source(place) == index


def compact_text(text: str, gaps: Iterable[Span] = ()) -> TextMap | None:
    """The text without some gaps, invisible characters, and the blanks that set figures off from the words of prose.

    Args:
        text: the text.
        gaps: what else parts words only in print (a line end), in order and apart from each other.

    Returns:
        The text and the way back; None where nothing is left out.
    """
    starts, origins, pieces = [0], [0], []
    at = length = 0
    for start, end in merge(gaps, _set_off(text), (one.span() for one in INVISIBLE.finditer(text))):
        if end <= at:
            continue
        if start > at:
            pieces.append(text[at:start])
            length += start - at
        if starts[-1] == length:
            origins[-1] = end
        else:
            starts.append(length)
            origins.append(end)
        at = end
    if not at:
        return None
    if at == len(text) and len(starts) > 1:
        del starts[-1], origins[-1]
    return TextMap("".join((*pieces, text[at:])), starts, origins)


def printed(quantity: Quantity, compact: TextMap, source: str) -> Quantity:
    """A quantity of a compact text, where and as the source prints it."""
    start, end = compact.span_to_source(quantity.start, quantity.end)
    return quantity._replace(start=start, end=end, text=source[start:end])


def _set_off(text: str) -> Iterator[tuple[int, int]]:
    """The blanks around figures within prose; a line without its signs is a heading or a row, whose blanks part cells."""
    until, prose, marker = -1, False, -1
    for blank in _SET_OFF.finditer(text):
        start, end = blank.span()
        if start >= until:
            begin = max(text.rfind(sign, max(until, 0), start) for sign in _LINE_ENDS) + 1 or max(until, 0)
            behind = _LINE_END.search(text, start)
            until = behind.end() if behind else len(text)
            prose = bool(_PROSE.search(text, begin, until))
            mark = _MARKER.match(text, begin)
            marker = mark.end() if mark else -1
        if prose and end > marker:
            yield start, end
