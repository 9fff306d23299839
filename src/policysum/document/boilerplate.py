"""What of a page is not the report: navigation, fields, buttons, link lists, table residue, spam."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.document.line_kinds import ANNEX, EDITOR, FIELD_HERE, PROMISES, SALUTATION, kind_of_line
from policysum.document.lines import trim
from policysum.document.numerals import NUMERAL
from policysum.document.repeats import repeated_lines
from policysum.document.spam import RESIDUE_TAIL
from policysum.document.title_forms import (
    ADDRESSEE,
    OFFICE_LINE,
    SPEAKER,
    STRONG_TITLE,
    SUBTITLE,
    TITLE_END,
    TITLE_WORDS,
)
from policysum.document.titles import find_title
from policysum.lexicon import table
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["Boilerplate", "Layout", "find_layout"]


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A stretch of the file that is not the report, and what it is instead."""

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where title and body stand, and the boilerplate around and between them."""

    title: Span | None
    subtitle: tuple[Span, ...]
    body: Span
    boilerplate: tuple[Boilerplate, ...]
    title_ground: str = ""


_REST = 100  # characters of the report behind a title on its line
_VALUE = 40  # characters of the value of a field
# Tail boilerplate after which nothing of the report comes.
_CLOSERS = frozenset({"scan", "attachment", "links", "footer", "buttons", "share"})
_NUMBERED = table("heading_marks").compiled(
    rf"(?:\*\*)?{{signs.ordinal}}?{NUMERAL}(?:{{main_part}}|[、．.{{=run_in}}])|{{signs.ordinal}}{NUMERAL}{{part}}(?=\s)|[（(]{NUMERAL}[)）]|\#{{2,6}}\s"
)
_LEAD_IN = table("page_words").compiled("{lead_in}[：:]$")
_ANNEXED = table("page_words").word("annexed")
_PROSE = re.compile(r"[。；！？]")
_CLAUSE = re.compile("[，,]")
_WRAPPED, _RAGGED = 20, 6  # characters of a line that was wrapped, and how far two of them may differ
_PROSE_WITHIN = re.compile(r"[\u4e00-\u9fff]。[^。”’》）)]{4}")


def find_layout(
    source: str,
    lines: Sequence[Span],
    marked: Sequence[tuple[int, int, str]],
    cells: Collection[int] = (),
) -> Layout:
    """Part the report from the page around it, line by line.

    Args:
        source: the decoded text.
        lines: its trimmed lines.
        marked: stretches that the markup of a page already says are boilerplate, and their kinds.
        cells: where the lines begin that are cells of tables; a dash in one is no residue.
    """
    kinds = [
        kind_of_line(source[line.start : line.end]) if line.end > line.start else "blank" for line in lines
    ]
    kinds = [None if line.start in cells else kind for line, kind in zip(lines, kinds, strict=True)]
    _mark(kinds, lines, marked)
    _mark_values(source, lines, kinds)
    first = _first_body_line(source, lines, kinds)
    for number in repeated_lines(source, lines, first):
        kinds[number] = kinds[number] or "repeat"
    last = _last_body_line(source, lines, kinds, first)
    found = find_title(source, lines, kinds, first, FIELD_HERE)
    title = found.span
    title_lines = {
        n
        for n, line in enumerate(lines)
        if title and line.start < title.end and title.start < line.end and kinds[n] != "fields"
    }
    subtitle: list[Span] = []
    boilerplate = [Boilerplate(start, end, kind, source[start:end]) for start, end, kind in found.spam]
    annex = False
    for number, line in enumerate(lines):
        text = source[line.start : line.end]
        if not text or number in title_lines:
            continue
        if number < first:
            below = title is not None and line.start >= title.end
            if kinds[number] is None and (
                SUBTITLE.match(text) or SPEAKER.match(text) or (below and OFFICE_LINE.match(text))
            ):
                subtitle.append(line)
            else:
                boilerplate.append(Boilerplate(line.start, line.end, kinds[number] or "header", text))
        elif number > last:
            annex = annex or bool(ANNEX.match(text))
            boilerplate.append(
                Boilerplate(line.start, line.end, kinds[number] or ("annex" if annex else "footer"), text)
            )
        elif kinds[number] is not None and _inner_boilerplate(kinds[number] or "", text):
            boilerplate.append(Boilerplate(line.start, line.end, kinds[number] or "", text))
    end = len(source)
    body = Span(lines[first].start, lines[last].end) if first < len(lines) else Span(end, end)
    if title is None:
        title, body = _leading_title(source, body)
    body = _without_residue(source, body, boilerplate)
    boilerplate.sort(key=lambda piece: piece.start)
    return Layout(title, tuple(subtitle), body, tuple(boilerplate), found.ground if title else "")


def _mark(kinds: list[str | None], lines: Sequence[Span], marked: Sequence[tuple[int, int, str]]) -> None:
    number = 0
    for start, end, kind in marked:
        while number < len(lines) and lines[number].start < start:
            number += 1
        while number < len(lines) and lines[number].start < end:
            kinds[number] = kinds[number] or kind
            number += 1


def _mark_values(source: str, lines: Sequence[Span], kinds: list[str | None]) -> None:
    """The value of a field that stands on the line below its name."""
    waits = False
    for number, line in enumerate(lines):
        if kinds[number] == "fields":
            waits = source[line.end - 1] in ":："
        elif kinds[number] != "blank":
            text = source[line.start : line.end]
            if waits and kinds[number] is None and len(text) <= _VALUE and not TITLE_END.search(text):
                kinds[number] = None if _PROSE.search(text) or _NUMBERED.match(text) else "fields"
            waits = False


def _inner_boilerplate(kind: str, text: str) -> bool:
    """Inside the body only what cannot be prose is boilerplate."""
    if kind == "attachment":
        return ANNEX.match(text) is not None
    return kind in {"residue", "scan", "share", "breadcrumb", "caption", "navigation", "page", "repeat"} or (
        kind == "buttons" and len(text) > 1
    )


_FIRST_WORDS = re.compile(r"[^\s。，,；;：:！？]{8,70}(?=[\s　])[\s　]+(?=\S)")

_BEFORE_ADDRESS = table("page_words").compiled(
    r"[^\s。，,；;：:！？]{6,60}?(?={outline_words.address}(?:{plural})?\s?[：:])"
)


def _leading_title(source: str, body: Span) -> tuple[Span | None, Span]:
    """The title of a page that is one line: its first words, parted by a blank or by whom it addresses from a longer rest."""
    words = _FIRST_WORDS.match(source, body.start, body.end) or _BEFORE_ADDRESS.match(
        source, body.start, body.end
    )
    if words is None or body.end - words.end() < _REST or "\n" in words.group():
        return None, body
    title = trim(source, words.start(), words.end())
    if not STRONG_TITLE.search(source, title.start, title.end) or _NUMBERED.match(source, title.start):
        return None, body
    return title, Span(words.end(), body.end)


def _without_residue(source: str, body: Span, boilerplate: list[Boilerplate]) -> Span:
    """Table bars at the end of the last line are not the report's."""
    tail = RESIDUE_TAIL.search(source, max(body.start, body.end - 200), body.end)
    if tail is None:
        return body
    text = tail.group()
    offset = len(text) - len(text.lstrip())
    boilerplate.append(Boilerplate(tail.start() + offset, body.end, "residue", text.strip()))
    return Span(body.start, tail.start())


def _first_body_line(source: str, lines: Sequence[Span], kinds: Sequence[str | None]) -> int:
    """The salutation, the first numbered heading or the first line of prose, whichever comes first."""
    for number, line in enumerate(lines):
        if kinds[number] is not None:
            continue
        text = source[line.start : min(line.end, line.start + 200)]
        if SUBTITLE.match(source[line.start : line.end]) and not _PROSE.search(text):
            continue
        if SALUTATION.match(text) or _NUMBERED.match(text) or ADDRESSEE.match(text):
            return number
        if text[-1:] in "：:" and "，" in text:
            return number  # prose that leads on: 下一步，抓好以下工作：
        if _is_prose_line(source, line, text) or _is_wrapped_prose(source, lines, kinds, number):
            return number
    return _below_the_title(source, lines, kinds)


def _below_the_title(source: str, lines: Sequence[Span], kinds: Sequence[str | None]) -> int:
    """The first line of a text without any prose: below what its first lines name as its title."""
    first = next((n for n, kind in enumerate(kinds) if kind is None), len(lines))
    title = find_title(source, lines, kinds, min(first + 6, len(lines)), FIELD_HERE)
    if title.span is None or (title.ground == "longest" and not _is_marked(source, lines[first])):
        return first
    below = (n for n in range(first, len(lines)) if kinds[n] is None and lines[n].start >= title.span.end)
    return next(below, first)


def _is_marked(source: str, line: Span) -> bool:
    """Whether a line is marked as the heading of all: # 主要指标."""
    return source.startswith("# ", line.start)


def _is_prose_line(source: str, line: Span, text: str) -> bool:
    """Whether a line is prose rather than a title; `text` is its beginning."""
    length = line.end - line.start
    last = source[line.end - 1]
    if last in "。；！？”" and length >= (10 if last == "。" else 16) and _PROSE.search(text):
        return True
    if length >= 12 and (_LEAD_IN.search(text) or (length >= 16 and _PROSE_WITHIN.search(source, *line))):
        return True
    if length >= 30 and _PROSE.search(source, *line):
        return True
    return (
        length >= 60 and not TITLE_WORDS.search(text) and not TITLE_END.search(source[line.start : line.end])
    )


def _is_wrapped_prose(source: str, lines: Sequence[Span], kinds: Sequence[str | None], number: int) -> bool:
    """Whether a line is the first of prose that was wrapped at a width: it breaks off, and so does what it goes on with."""
    if number + 2 >= len(lines) or any(kinds[number : number + 3]):
        return False
    here, below, third = (source[line.start : line.end] for line in lines[number : number + 3])
    return (
        min(len(here), len(below)) >= _WRAPPED
        and abs(len(here) - len(below)) <= _RAGGED
        and all(_CLAUSE.search(text) for text in (here, below))
        and not TITLE_END.search(here)
        and (_PROSE.search(below) or _PROSE.search(third) or _CLAUSE.search(third)) is not None
    )


def _last_body_line(source: str, lines: Sequence[Span], kinds: list[str | None], first: int) -> int:
    """The last line before the closing boilerplate; what stands behind that is link lists and repetitions."""
    prose = [
        line.end - line.start
        if kinds[number] is None
        and line.end - line.start > 12
        and _PROSE.search(source, line.start, line.end)
        else 0
        for number, line in enumerate(lines)
    ]
    total = sum(prose[first:])
    left = total
    stop = len(lines)
    for number in range(first, len(lines)):
        left -= prose[number]
        if left * 2 > total:
            continue
        line = lines[number]
        text = source[line.start : min(line.end, line.start + 240)]
        closes = kinds[number] in _CLOSERS and len(text) > 1
        if ANNEX.match(text) and _is_promise(source, lines, kinds, number):
            kinds[number] = "attachment"
            continue
        if ANNEX.match(text) or (left * 6 <= total and (closes or EDITOR.match(text))):
            stop = number
            break
    last = next((n for n in range(stop - 1, first - 1, -1) if kinds[n] is None), first)
    return _unsigned(source, lines, kinds, first, last)


def _is_promise(source: str, lines: Sequence[Span], kinds: Sequence[str | None], number: int) -> bool:
    """Whether an annex is headed as a list of what will be done, and prose follows."""
    if not source.startswith(_ANNEXED, lines[number].start):
        return False
    below = [n for n in range(number + 1, min(number + 8, len(lines))) if lines[n].end > lines[n].start][:3]
    if len(below) < 3 or not PROMISES.match(source, lines[below[0]].start, lines[below[0]].end):
        return False
    return any(kinds[n] is None and _PROSE.search(source, lines[n].start, lines[n].end) for n in below[1:])


def _unsigned(source: str, lines: Sequence[Span], kinds: list[str | None], first: int, last: int) -> int:
    """The last line above the signature: an office alone on its line, a date below it."""
    if last == first:
        return last
    below = next((n for n in range(last + 1, len(lines)) if kinds[n] != "blank"), None)
    text = source[lines[last].start : lines[last].end]
    if below is None or kinds[below] != "date" or not OFFICE_LINE.match(text):
        return last
    kinds[last] = kinds[below] = "signature"
    return next((n for n in range(last - 1, first - 1, -1) if kinds[n] is None), first)
