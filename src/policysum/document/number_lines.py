"""Texts whose lines broke around their numbers, as converters write files that set figures in a font of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["ENDS", "breaks_at_numbers", "head_joined", "is_number", "may_break_at_numbers"]

_NUMBER = re.compile(r"[\d０-９][\d０-９.,，．%％\-—–~～]*+")
_ALONE = re.compile(rf"\n[ \t\u3000]{{0,8}}{_NUMBER.pattern}[ \t\u3000\r]{{0,8}}\n")
_LONGEST = 16
ENDS = frozenset("。！？；：!?;:")
"""What ends a sentence or leads on to the next."""
_STOPS = ENDS - frozenset("：:")
"""What ends a sentence: of a head, whose labels lead on (时间：), it is the end."""
_FEWEST = 3
_SHARE = 2 / 3
"""How many of the lines that hold a number alone stand within a sentence, where a text broke at its numbers."""


def may_break_at_numbers(text: str) -> bool:
    """Whether some line of a text may be a number alone, which a search finds sooner than the lines."""
    return bool(_ALONE.search(text))


def breaks_at_numbers(source: str, lines: Sequence[Span]) -> bool:
    """Whether the lines of a text broke around its numbers, within its sentences.

    Args:
        source: the text.
        lines: its trimmed lines; blank ones are empty spans.
    """
    alone = within = 0
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if is_number(source, line):
            alone += 1
            within += _within(source, before, after)
    return within >= _FEWEST and within >= alone * _SHARE


def is_number(source: str, line: Span) -> bool:
    """Whether a line is a number and nothing else."""
    return 0 < line.end - line.start <= _LONGEST and bool(_NUMBER.fullmatch(source, line.start, line.end))


def head_joined(source: str, lines: Sequence[Span], opens: Callable[[Span], bool]) -> Iterator[Span]:
    """The lines of such a text, those of its head joined around their numbers.

    Args:
        source: the text.
        lines: its trimmed lines.
        opens: whether a line opens a part of the text, below its head.
    """
    joined: Span | None = None
    in_head, number = True, False
    for line in lines:
        filled = line.start < line.end
        in_head = in_head and not (filled and (opens(line) or source[line.end - 1] in _STOPS))
        if joined and in_head and filled and (number or is_number(source, line)):
            joined = Span(joined.start, line.end)
        else:
            if joined:
                yield joined
            joined = line
        number = is_number(source, line)
    if joined:
        yield joined


def _within(source: str, before: Span, after: Span) -> bool:
    """Whether a line above and one below a number are of one sentence with it: 新建水厂 / 12 / 座，."""
    from policysum.quantity.set_apart import counts

    return (
        before.start < before.end
        and after.start < after.end
        and source[before.end - 1] not in ENDS
        and counts(source, after.start)
    )
