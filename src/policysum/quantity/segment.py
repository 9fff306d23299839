"""Where sentences and clauses of Chinese official prose begin and end."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["asides", "clauses", "nesting", "sentences"]

_TERMINATORS = frozenset("。！？；;!?")
_LINE_ENDS = frozenset("\n\r\u2028\u2029\x0b\x0c\x85")
_CLOSERS = {
    "”": "“",
    "’": "‘",
    "》": "《",
    "〉": "〈",
    "）": "（",
    "】": "【",
    "」": "「",
    "』": "『",
    ")": "（",
    "〕": "〔",
}
_OPENERS = {**{opener: opener for opener in _CLOSERS.values()}, "(": "（"}
_CLOSING = frozenset(_CLOSERS) | {'"', "'"}
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_LONGEST_ASIDE = 160
"""A quotation longer than this holds sentences of its own; an unclosed quote must not swallow a page."""


def _any_of(*groups: Iterable[str]) -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(char for group in groups for char in group)) + "]")


_CLOSING_MARKS = _any_of(_CLOSERS)
_NESTERS = _any_of(_OPENERS, _CLOSERS, _LINE_ENDS)
_SENTENCE_ENDS = _any_of(_TERMINATORS, _LINE_ENDS)
_CLAUSE_ENDS = _any_of(_TERMINATORS, "，,：:")


def nesting(text: str, start: int, end: int) -> list[int]:
    """For each character of a range: how many short, properly closed brackets or quotes it stands in.

    Args:
        text: The source.
        start: Where the range begins.
        end: Where it ends.

    Returns:
        One depth per character. Brackets themselves count as inside.
    """
    change = [0] * (end - start + 1)
    for opened, closed in _pairs(text, start, end):
        change[opened - start] += 1
        change[closed + 1 - start] -= 1
    return list(accumulate(change[:-1]))


def asides(text: str, start: int, end: int) -> list[Span]:
    """The short, properly closed brackets and quotes of a range that stand in no other, marks included."""
    found: list[Span] = []
    if not _CLOSING_MARKS.search(text, start, end):
        return found
    for opened, closed in _pairs(text, start, end):
        while found and found[-1].start > opened:
            found.pop()
        found.append(Span(opened, closed + 1))
    return found


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each short bracket or quote of a range opens and closes, in the order of their ends."""
    stack: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    for found in _NESTERS.finditer(text, start, end):
        at = found.start()
        char = found.group()
        if char in _LINE_ENDS:
            stack.clear()
            waiting.clear()
        elif char in _OPENERS:
            mark = _OPENERS[char]
            stack.append((mark, at))
            waiting[mark] = waiting.get(mark, 0) + 1
        else:
            mark = _CLOSERS[char]
            if not waiting.get(mark):
                continue
            popped, opened = "", at
            while popped != mark:
                popped, opened = stack.pop()
                waiting[popped] -= 1
            if at - opened <= _LONGEST_ASIDE:
                yield opened, at


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences: at 。！？； and at line ends, but not inside quotes and brackets.

    Args:
        text: The source, line ends as they are.

    Returns:
        Spans in order without surrounding blanks; together they hold every non-blank character.
    """
    apart = asides(text, 0, len(text))
    aside = 0
    found: list[Span] = []
    start = 0
    size = len(text)
    for match in _SENTENCE_ENDS.finditer(text):
        at = match.start()
        if at < start:
            continue
        while aside < len(apart) and apart[aside].end <= at:
            aside += 1
        if match.group() in _LINE_ENDS:
            _append(found, text, start, at)
            start = at + 1
        elif aside == len(apart) or at < apart[aside].start:
            at += 1
            while at < size and (text[at] in _CLOSING or text[at] in _TERMINATORS):
                at += 1
            _append(found, text, start, at)
            start = at
    _append(found, text, start, size)
    return found


def clauses(text: str, span: Span, apart: Sequence[Span] | None = None) -> list[Span]:
    """Cut a sentence at commas and colons, but not inside brackets, `1,234`, `16:02` or `1:3`.

    Args:
        text: The source.
        span: The sentence.
        apart: Its asides, if they are known.

    Returns:
        Spans in order without surrounding blanks and separators.
    """
    start, end = span
    apart = asides(text, start, end) if apart is None else apart
    aside = 0
    found: list[Span] = []
    begin = start
    for match in _CLAUSE_ENDS.finditer(text, start, end):
        at = match.start()
        while aside < len(apart) and apart[aside].end <= at:
            aside += 1
        if aside < len(apart) and at >= apart[aside].start:
            continue
        if match.group() not in _TERMINATORS and _between_digits(text, at):
            continue
        _append(found, text, begin, at)
        begin = at + 1
    _append(found, text, begin, end)
    return found


def _between_digits(text: str, at: int) -> bool:
    """Whether a comma or colon stands inside a number, a time or a proportion."""
    if text[at] in ":：":
        # 3.6 : 48 : 48.4
        left, right = text[max(0, at - 2) : at].rstrip(), text[at + 1 : at + 3].lstrip()
        return left[-1:].isdigit() and right[:1].isdigit()
    if not text[max(0, at - 1) : at].isdigit():
        return False
    return _THOUSANDS.match(text, at + 1) is not None


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    """Add a span without the blanks around it, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))
