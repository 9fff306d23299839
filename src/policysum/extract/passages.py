"""A document in pieces a model can read: whole sentences, along the outline, with every number that may be asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from policysum.quantity import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policysum.document import Document
    from policysum.statements import Mention, Region

__all__ = ["Line", "Number", "Passage", "passages"]

_NOT_ASKED = frozenset({Kind.DATE, Kind.DOCNUMBER, Kind.NAME, Kind.ORDINAL})
"""Kinds that never are a figure; every other number is offered, so that a model may know better than we do."""
_FULL_ENOUGH = 0.8
"""Share of its size from which a passage ends at the next heading instead of running over it."""
_SPACE = re.compile(r"\s+")
_LIKE_A_MARK = re.compile(r"\[(\d{1,6})\]")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the source and how it is shown where its numbers are not marked."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a passage and the index it is marked with in the text: 增长5.3%[7]."""

    index: int
    mention: Mention


@dataclass(frozen=True)
class Passage:
    """What one call shows: sentences, the numbers in them, and the headings they stand under."""

    lines: tuple[Line, ...]
    numbers: tuple[Number, ...]
    role: str
    path: tuple[str, ...]

    @property
    def start(self) -> int:
        """Where the first sentence begins."""
        return self.lines[0].span.start

    @property
    def end(self) -> int:
        """Where the last sentence ends."""
        return self.lines[-1].span.end

    @property
    def heading(self) -> str:
        """The innermost heading, or the first words where there is none."""
        return self.path[-1] if self.path else self.lines[0].text[:20]

    @property
    def text(self) -> str:
        """Everything that is shown, as one text."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def by_index(self) -> dict[int, Mention]:
        """The numbers by their marks."""
        return {number.index: number.mention for number in self.numbers}

    def marked(self, source: str) -> list[str]:
        """The sentences with a mark behind every number that is asked for."""
        numbers = _by_line(self.numbers, self.lines)
        return [_marked(line, numbers[at], source) for at, line in enumerate(self.lines)]

    def halves(self) -> tuple[Passage, ...]:
        """Two smaller passages that together ask for the same; none if it cannot be split."""
        if len(self.lines) > 1:
            middle = len(self.lines) // 2
            return tuple(self._of(lines) for lines in (self.lines[:middle], self.lines[middle:]))
        if len(self.numbers) > 1:
            middle = len(self.numbers) // 2
            return tuple(
                _passage(self.lines, [number.mention for number in part], self.role, self.path)
                for part in (self.numbers[:middle], self.numbers[middle:])
            )
        return ()

    def after(self, line: int) -> Passage | None:
        """What follows a sentence, with the numbers in it; None where nothing does."""
        return self._of(self.lines[line:]) if self.lines[line:] else None

    def about(self, numbers: Sequence[Number]) -> Passage:
        """Only the sentences some of its numbers stand in; only those numbers are marked, from 1 on."""
        asked = [number.mention for number in numbers]
        shown = _by_line(numbers, self.lines)
        lines = tuple(line for at, line in enumerate(self.lines) if shown[at])
        return _passage(lines, asked, self.role, self.path)

    def _of(self, lines: tuple[Line, ...]) -> Passage:
        shown = [number.mention for some in _by_line(self.numbers, lines).values() for number in some]
        return _passage(lines, shown, self.role, self.path)


def passages(
    document: Document,
    *,
    size: int,
    numbers: int,
    weight: int = 0,
    figures_only: bool = False,
    mixed: bool = False,
) -> list[Passage]:
    """Cut a document into passages.

    Args:
        document: The report.
        size: Characters a passage may have; a sentence that is longer alone is cut.
        numbers: Numbers a passage may ask for.
        weight: Characters of its size that each number takes up.
        figures_only: Leave out the sentences, and the numbers, that hold nothing for a table of figures;
            and keep to `numbers` within a sentence too.
        mixed: Let a passage run on from what was done to what is lacking and what will be done.
    """
    limits = _Limits(size, numbers, weight)
    parts = list(_packed(document, limits, figures_only=figures_only, mixed=mixed))
    if not figures_only:
        return parts
    # A single sentence may hold more: it is then shown again for the rest of its numbers.
    return [
        _passage(part.lines, [number.mention for number in some], part.role, part.path)
        for part in parts
        for at in range(0, len(part.numbers), numbers)
        if (some := part.numbers[at : at + numbers])
    ]


@dataclass(frozen=True, slots=True)
class _Limits:
    size: int
    numbers: int
    weight: int

    def allow(self, length: int, numbers: int) -> bool:
        return numbers <= self.numbers and length + numbers * self.weight <= self.size

    def nearly_reached(self, length: int, numbers: int) -> bool:
        return length + numbers * self.weight > self.size * _FULL_ENOUGH


def _packed(document: Document, limits: _Limits, *, figures_only: bool, mixed: bool) -> Iterator[Passage]:
    outline = _Outline(document.regions())
    lines: list[Line] = []
    asked: list[Mention] = []
    role, length = "other", 0
    path: tuple[str, ...] = ()
    for span in _pieces(document, limits.size):
        mentions = [m for m in document.ledger.within(*span) if m.kind not in _NOT_ASKED]
        if figures_only:
            mentions = [mention for mention in mentions if mention.kpi]
            if not mentions:
                continue
        text = _shown(document.source[span.start : span.end])
        if not text:
            continue
        region = outline.at(span.start)
        own_role, own_path = (region.role, region.path) if region else ("other", ())
        if own_role in {"chrome", "title"}:
            continue
        full = not limits.allow(length + len(text), len(asked) + len(mentions))
        turned = own_role != role and not mixed
        if own_path != path and limits.nearly_reached(length, len(asked)):
            # What is left of the report may still fit: a heading is no reason for one more request.
            left = len(document.ledger.within(span.start, document.body.end))
            ends = limits.allow(length + document.body.end - span.start, len(asked) + left)
            turned = turned or figures_only or not ends
        if lines and (full or turned):
            yield _passage(lines, asked, role, path)
            lines, asked, length = [], [], 0
        if not lines:
            role, path = own_role, own_path
        lines.append(Line(span, text))
        asked += mentions
        length += len(text)
    if lines:
        yield _passage(lines, asked, role, path)


def _pieces(document: Document, size: int) -> Iterator[Span]:
    """Sentences; one that is longer than a whole passage is cut between its numbers."""
    for span in document.sentences:
        start = span.start
        while span.end - start > size:
            end = start + size
            straddling = document.ledger.mention_at(end)
            if straddling is not None and straddling.start > start:
                end = straddling.start
            yield Span(start, end)
            start = end
        yield Span(start, span.end)


def _passage(lines: Iterable[Line], mentions: Sequence[Mention], role: str, path: tuple[str, ...]) -> Passage:
    numbers = tuple(Number(index, mention) for index, mention in enumerate(mentions, 1))
    return Passage(tuple(lines), numbers, role, path)


def _by_line(numbers: Iterable[Number], lines: Sequence[Line]) -> defaultdict[int, list[Number]]:
    """The numbers that stand in each of some lines, which are in the order of the source."""
    starts = [line.span.start for line in lines]
    found: defaultdict[int, list[Number]] = defaultdict(list)
    for number in numbers:
        at = bisect_right(starts, number.mention.start) - 1
        if at >= 0 and number.mention.start < lines[at].span.end:
            found[at].append(number)
    return found


def _marked(line: Line, numbers: Iterable[Number], source: str) -> str:
    parts, at = [], line.span.start
    for number in numbers:
        end = min(number.mention.end, line.span.end)
        parts += [_shown(source[at:end], strip=False), f"[{number.index}]"]
        at = end
    return "".join((*parts, _shown(source[at : line.span.end], strip=False))).strip()


def _shown(text: str, *, strip: bool = True) -> str:
    """Text as the model sees it: on one line, unable to close the tags it is put between or to pass for a mark."""
    plain = _LIKE_A_MARK.sub(r"〔\1〕", _SPACE.sub(" ", text).replace("<", "〈").replace(">", "〉"))
    return plain.strip() if strip else plain


class _Outline:
    """Finds the region around a position; the regions of a document lie side by side."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self._regions = regions
        self._starts = [region.start for region in regions]

    def at(self, position: int) -> Region | None:
        index = bisect_right(self._starts, position) - 1
        return self._regions[index] if index >= 0 and position < self._regions[index].end else None
