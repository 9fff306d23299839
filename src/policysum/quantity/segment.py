"""Where sentences and clauses of Chinese official prose begin and end."""

from __future__ import annotations

from policysum.quantity.model import Span

__all__ = ["clauses", "nesting", "sentences"]

_TERMINATORS = frozenset("。！？；;!?")
_LINE_ENDS = frozenset("\n\r\u2028\u2029\x0b\x0c\x85")
_COMMAS = frozenset("，,：:")
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
_LONGEST_ASIDE = 160
"""A quotation longer than this holds sentences of its own; an unclosed quote must not swallow a page."""


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
    stack: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    for at in range(start, end):
        char = text[at]
        if char in _LINE_ENDS:
            stack.clear()
            waiting.clear()
        elif char in _OPENERS:
            mark = _OPENERS[char]
            stack.append((mark, at))
            waiting[mark] = waiting.get(mark, 0) + 1
        elif char in _CLOSERS:
            mark = _CLOSERS[char]
            if not waiting.get(mark):
                continue
            opened = at
            while stack:
                popped, opened = stack.pop()
                waiting[popped] -= 1
                if popped == mark:
                    break
            if at - opened <= _LONGEST_ASIDE:
                change[opened - start] += 1
                change[at + 1 - start] -= 1
    depth = 0
    depths = []
    for step in change[:-1]:
        depth += step
        depths.append(depth)
    return depths


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences: at 。！？； and at line ends, but not inside quotes and brackets.

    Args:
        text: The source, line ends as they are.

    Returns:
        Spans in order without surrounding blanks; together they hold every non-blank character.
    """
    depths = nesting(text, 0, len(text))
    found: list[Span] = []
    start = 0
    at = 0
    size = len(text)
    while at < size:
        char = text[at]
        if char in _LINE_ENDS:
            _append(found, text, start, at)
            start = at + 1
        elif char in _TERMINATORS and not depths[at]:
            at += 1
            while at < size and (text[at] in _CLOSING or text[at] in _TERMINATORS):
                at += 1
            _append(found, text, start, at)
            start = at
            continue
        at += 1
    _append(found, text, start, size)
    return found


def clauses(text: str, span: Span) -> list[Span]:
    """Cut a sentence at commas and colons, but not inside brackets, `1,234`, `16:02` or `1:3`.

    Args:
        text: The source.
        span: The sentence.

    Returns:
        Spans in order without surrounding blanks and separators.
    """
    start, end = span
    depths = nesting(text, start, end)
    found: list[Span] = []
    begin = start
    for at in range(start, end):
        char = text[at]
        if char in _TERMINATORS:
            if depths[at - start]:
                continue
        elif char not in _COMMAS or depths[at - start] or _between_digits(text, at):
            continue
        _append(found, text, begin, at)
        begin = at + 1
    _append(found, text, begin, end)
    return found


def _between_digits(text: str, at: int) -> bool:
    """Whether a comma or colon stands inside a number, a time or a proportion."""
    if at == 0 or at + 1 >= len(text) or not (text[at - 1].isdigit() and text[at + 1].isdigit()):
        return False
    if text[at] in ":：":
        return True
    group = text[at + 1 : at + 5]
    return len(group) >= 3 and group[:3].isdigit() and not group[3:].isdigit()


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    """Add a span without the blanks around it, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))
