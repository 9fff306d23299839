"""Lines and paragraphs of a text as spans, hard line breaks healed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policysum.document.contents import ends_with_page
from policysum.document.line_kinds import kind_of_line
from policysum.document.number_lines import (
    ENDS,
    breaks_at_numbers,
    head_joined,
    is_number,
    may_break_at_numbers,
)
from policysum.document.numerals import NUMERAL
from policysum.lexicon import table
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Paragraph", "head_healed", "lines_of", "lines_of_page", "paragraphs_of", "trim"]

# Each of these begins with the character itself, what stands before it is looked at then: so a scan skips the others.
_BREAK = re.compile("[\n\r\u0085\u2028\u2029\v\f](?:(?<=\r)\n)?")
_EDGE = " \t\u00a0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u200b\u200c\u200d\ufeff\u00ad"
_EDGES = f"{_EDGE}\r\n"
_ENTITIES = re.compile(r"(?:&(?:nbsp|emsp|ensp|#160|#12288);\s{0,8}){1,40}")
"""Blanks of HTML that a text has kept as they were written."""
_FULL_STOP = "。！？；：!?;:…”」』）)】"
# A line that begins so continues the one before it; a line that ends so is continued by the next.
_WORDS = table("heading_marks")
_CONTINUES = _WORDS.compiled("[，。；：、！？”’）》〕】,;)]|{colon_word}[：:]|{continues}")
_CONTINUED = _WORDS.compiled("(?s:.*)[，,、{=continues|continued}“‘（《〔(]$")
# A line that holds a whole sentence and begins another is prose, however short (…。以PM / 2.5 / 浓度…).
_SENTENCE_WITHIN = re.compile("[。！？](?![”’』」）)]).{4}")
_SOFT = re.compile(r"[ \u3000\u00a0](?:(?<=[。；！？：:;].)|(?<=[。！？][”’）].))[ \u3000\u00a0]*(?=\S)")
_GAP = re.compile(r"(?<![ \u3000\u00a0])[ \u3000\u00a0]++(?=\S)")
_ONE_LINE, _LONG_LINE, _HEAD = 3, 600, 400
"""Lines that a page saved as one has at most, characters of its long one, and those among which title and fields stand."""
_PROSE = re.compile("[，。；！？,;!?]")
_DAY_BEHIND = re.compile(
    r"(?<=[\u4e00-\u9fff）)》”])[ \u3000\u00a0]{1,8}((?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d\d(?::\d\d)?)?)$"
)
_DASHES = frozenset("—–-")
_DAY = 32
"""Characters that a day with its blanks takes at most."""
_PUNCTUATION = re.compile("[，。；：、！？,;:!?]")
_MARKED = _WORDS.compiled(
    rf"(?:{{signs.ordinal}}?{NUMERAL}(?:{{main_part}}|[、，,．.{{=run_in}}])|[（(]?{NUMERAL}[)）]"
    r"|[（(]?\d{1,2}(?:[)）、．]|\.(?!\d))|[——–-]{2}|[①-⑳●■◆])"
)

# In halves of a Chinese character: how narrow and wide a wrapped file may be, and how far a full line may fall short;
# one that ends in the middle of a sentence may fall short by a fifth, since a PDF sets figures narrow.
_NARROWEST, _WIDEST, _RAGGED, _LOOSE = 40, 240, 8, 5
_ENTRY_END = 12  # characters by which an entry of a table of contents is known
_SHORT, _LINES = (
    10,
    12,
)  # characters of a line that says nothing of the width; lines from which it is measured


class Paragraph(NamedTuple):
    """One paragraph: the trimmed spans of the lines it is made of; `row`: they are the cells of a row of a table."""

    lines: tuple[Span, ...]
    row: bool = False

    @property
    def start(self) -> int:
        """Where its first line begins."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where its last line ends."""
        return self.lines[-1].end


def trim(source: str, start: int, end: int) -> Span:
    """The span without white and invisible characters at its edges."""
    if start < end and source[start] not in _EDGES and source[start] != "&" and source[end - 1] not in _EDGES:
        return Span(start, end)
    text = source[start:end]
    left = len(text) - len(text.lstrip(_EDGES))
    if text.startswith("&", left) and (blank := _ENTITIES.match(text, left)):
        left = blank.end()
    right = len(text.rstrip(_EDGES))
    return Span(start + left, start + max(left, right))


def lines_of(source: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Every line between two places, trimmed; blank lines are empty spans."""
    end = len(source) if end is None else end
    position = start
    for match in _BREAK.finditer(source, start, end):
        yield trim(source, position, match.start())
        position = match.end()
    yield trim(source, position, end)


def head_healed(text: str) -> str:
    """A text whose lines broke around its numbers, of the same length, with blanks for the breaks in the lines of its head."""
    if not may_break_at_numbers(text):
        return text
    lines = [*lines_of(text)]
    if not breaks_at_numbers(text, lines):
        return text
    parts: list[str] = []
    at = 0
    for line in head_joined(text, lines, lambda line: _opens(text, line)):
        parts += (
            text[at : line.start],
            _BREAK.sub(lambda one: " " * len(one.group()), text[line.start : line.end]),
        )
        at = line.end
    return "".join((*parts, text[at:]))


def _opens(text: str, line: Span) -> bool:
    """Whether a line opens a part of a text; a subtitle behind dashes opens none."""
    return text[line.start] not in _DASHES and bool(_MARKED.match(text, line.start, line.end))


def lines_of_page(source: str) -> list[Span]:
    """Every line of a file, as title and fields are looked for.

    Where a page was saved as one line, its head is parted at its gaps.
    """
    lines = [*lines_of(source)]
    filled = [line for line in lines if line.start < line.end]
    if not filled or len(filled) > _ONE_LINE or filled[0].end - filled[0].start < _LONG_LINE:
        return [part for line in lines for part in _day_apart(source, line)]
    first = filled[0]
    parts: list[Span] = []
    position = first.start
    for gap in _GAP.finditer(source, first.start, min(first.end, first.start + _HEAD)):
        if _PROSE.search(source, position, gap.start()):
            break
        parts.append(Span(position, gap.start()))
        position = gap.end()
    if not any(kind_of_line(source[one.start : one.end]) for one in parts):
        return lines
    at = lines.index(first)
    return [*lines[:at], *parts, Span(position, first.end), *lines[at + 1 :]]


def _day_apart(source: str, line: Span) -> tuple[Span, ...]:
    """A line without the day that a site set behind a title on it, and the day: 2023年工作总结 2024-01-05."""
    last = source[line.end - 1 : line.end]
    day = _DAY_BEHIND.search(source, max(line.start, line.end - _DAY), line.end) if last.isdigit() else None
    if day is None or _PROSE.search(source, line.start, day.start()):
        return (line,)
    return trim(source, line.start, day.start()), Span(day.start(1), line.end)


def paragraphs_of(
    source: str, lines: Sequence[Span], rows: Sequence[tuple[Span, ...]] = ()
) -> list[Paragraph]:
    """Group lines (blank ones are empty spans) into paragraphs, and part lines that hold many.

    A file wrapped at a fixed width has its lines joined; elsewhere a line that ends or begins in the
    middle of a sentence is joined to its neighbour. A line that once was a page, its paragraphs joined by
    spaces, is parted again.

    Args:
        source: the text.
        lines: its lines.
        rows: the lines that each row of a table stands on, which are a paragraph of their own.
    """
    width = _wrap_width(source, lines)
    broken = breaks_at_numbers(source, lines)
    within = {line.start: row[0].start for row in rows for line in row}
    groups: list[list[Span]] = []
    open_group = False
    row = -1
    for line in lines:
        own = within.get(line.start, -1)
        if own >= 0 and line.start < line.end:
            if own == row:
                groups[-1].append(line)
            else:
                groups.append([line])
            row, open_group = own, False
            continue
        row = -1 if line.start < line.end else row
        if line.start == line.end:
            open_group = False
            continue
        if open_group and (
            _goes_on(source, groups[-1], line) if broken else _continues(source, groups[-1], line, width)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
        open_group = True
    return [
        part
        for group in groups
        for part in (
            [Paragraph(tuple(group), row=True)] if group[0].start in within else _parted(source, group)
        )
    ]


def _wrap_width(source: str, lines: Sequence[Span]) -> int:
    """The width a file was wrapped at, or 0; lines of one width that are whole sentences were not wrapped."""
    long = [line for line in lines if line.end - line.start > _SHORT]
    if len(long) < _LINES:
        return 0
    widths = [_width(source, line) for line in long]
    widest = max(widths)
    if not _NARROWEST <= widest <= _WIDEST:
        return 0
    full = sum(1 for width in widths if width >= widest - _RAGGED)
    ended = sum(1 for line in long if source[line.end - 1] in "。！？；")
    if ended * 2 > len(long):
        return 0
    return widest if full * 2 > len(long) else 0


def _width(source: str, line: Span) -> int:
    """The width of a line in print, in halves of a Chinese character: figures and Latin letters take one half."""
    text = source[line.start : line.end]
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _continues(source: str, group: Sequence[Span], line: Span, width: int) -> bool:
    last = group[-1]
    if ends_with_page(source[max(last.start, last.end - _ENTRY_END) : last.end]):
        return False
    if width:
        short = width - _width(source, last)
        full = short <= (_RAGGED if source[last.end - 1] in _FULL_STOP else max(_RAGGED, width // _LOOSE))
        return full and not _MARKED.match(source, line.start, line.end)
    if _CONTINUES.match(source, line.start):
        return source[last.end - 1] not in "。！？"
    if source[last.end - 1] in _FULL_STOP or _MARKED.match(source, line.start, line.end):
        return False
    if len(group) > 1 or last.end - last.start > 60 or _SENTENCE_WITHIN.search(source, last.start, last.end):
        return True
    tail = source[max(last.start, last.end - 2) : last.end]
    return bool(_CONTINUED.match(tail)) and not _MARKED.match(source, last.start, last.end)


def _goes_on(source: str, group: Sequence[Span], line: Span) -> bool:
    """Whether a line goes on from those before, where lines broke in the middle of their sentences."""
    last = group[-1]
    if source[last.end - 1] in ENDS or _MARKED.match(source, line.start, line.end):
        return False
    heads = len(group) == 1 and _MARKED.match(source, last.start, last.end)
    return not heads or is_number(source, line) or bool(_CONTINUES.match(source, line.start))


def _parted(source: str, group: Sequence[Span]) -> Iterator[Paragraph]:
    """Part a one-line page at the spaces that once were paragraph breaks."""
    if len(group) > 1 or group[0].end - group[0].start < 200:
        yield Paragraph(tuple(group))
        return
    line = group[0]
    breaks = [(match.start(), match.end()) for match in _SOFT.finditer(source, line.start, line.end)]
    if len(breaks) < 3:
        yield Paragraph((line,))
        return
    position = line.start
    for left, right in [*breaks, (line.end, line.end)]:
        # A heading without punctuation stands between two breaks; only the first of them follows a stop.
        mark = _MARKED.match(source, position, left)
        title = mark.end() if mark else position
        gap = _GAP.search(source, title, min(left, title + 62))
        if gap and gap.start() > title + 3 and not _PUNCTUATION.search(source, title, gap.start()):
            yield Paragraph((Span(position, gap.start()),))
            position = gap.end()
        if left > position:
            yield Paragraph((trim(source, position, left),))
        position = right
