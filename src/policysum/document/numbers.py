"""The numbers of a document: the parts of it that they stand in, and each bound to what the prose says of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from policysum.document.clean import parts_words
from policysum.document.lines import lines_of
from policysum.document.reference_time import of_a_year, of_one_subject
from policysum.quantity.model import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.document.boilerplate import Layout
    from policysum.document.kinds import DocumentKind
    from policysum.document.metadata import Metadata
    from policysum.document.model import Document
    from policysum.document.outline import Block, Section
    from policysum.quantity.model import Quantity
    from policysum.statements.ledger import Ledger
    from policysum.statements.mention import Region

__all__ = ["bound_numbers", "regions_of"]

_SAID = frozenset({"stated", "carried"})
_YEAR = re.compile(r"\d{4}")
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,10}\]")
"""A mark of a note in Markdown."""
_STRONG = re.compile(r"(\*\*)(?=[^\s*])([^*\n]{1,200}(?<!\s))(\*\*)")
_EMPHASIS = re.compile(r"(\*|__|`)(?=[^\s*_`])([^*_`\n]{1,200}(?<!\s))(\1)")
"""What Markdown sets apart by marks, which stand within words: 收入增长**6.2%**."""


def regions_of(layout: Layout, outline: Sequence[Section], blocks: Sequence[Block]) -> list[Region]:
    """What part of the report every stretch of the source is."""
    from policysum.statements.mention import Region

    found = [Region(piece.start, piece.end, "chrome", ()) for piece in layout.boilerplate]
    titles = [*([layout.title] if layout.title else []), *layout.subtitle]
    found.extend(Region(*span, "title", ()) for span in titles)
    apart = sorted(Span(region.start, region.end) for region in found)
    for block in blocks:
        path = outline[block.section].path if block.section >= 0 else ()
        parts = _without(block, apart)
        found.extend(Region(start, end, block.role, path) for start, end in parts)
    return sorted(found, key=lambda region: (region.start, region.end))


def _without(block: Block, apart: Sequence[Span]) -> Iterator[Span]:
    """The parts of a block between what stands apart inside it: a page break in a paragraph, the title of a paper that a letter hands on."""
    position = block.start
    first = bisect_left(apart, block.start, key=lambda piece: piece.start)
    for piece in islice(apart, first, None):
        if piece.start >= block.end:
            break
        if piece.start > position:
            yield Span(position, piece.start)
        position = piece.end
    if position < block.end:
        yield Span(position, block.end)


def bound_numbers(document: Document, kind: DocumentKind) -> Ledger:
    """Every number of the source, bound to what the prose says of it."""
    from policysum.quantity.compact import compact_text
    from policysum.statements.cells import with_units
    from policysum.statements.compact_reading import numbers_of
    from policysum.statements.ground import Ground
    from policysum.statements.ledger import Ledger

    text, gaps, footers = _unwrapped(document)
    compact = compact_text(text, gaps)
    meta = document.metadata
    planned = meta.period if kind.title_says == "plan" else None  # a budget of 2018 is a plan for 2018
    figures = sorted((*document.figures, *document.flat.figures), key=lambda one: one.start)
    found = numbers_of(text, compact)
    if figures:
        found = with_units(text, found, figures)
    if footers:
        numbers = (one for footer in footers for one in _of_pages(document.source, footer))
        found = sorted((*found, *numbers), key=lambda one: one.start)
    undated = _is_undated(document, kind)
    return Ledger(
        text,
        quantities=[_as_printed(one, document.source) for one in found],
        figures=figures,
        compact=compact,
        regions=document.regions(),
        period=None if undated else meta.year or meta.period,
        period_ground=Ground(meta.period_ground or "assumed"),
        plan_period=None if undated else meta.plan_period or planned,
        written=_written(meta, undated=undated),
        dated_rules=kind.dated_rules,
        title_says=document.title_says,
    )


def _is_undated(document: Document, kind: DocumentKind) -> bool:
    """Whether the figures are of whatever years were looked at: what an audit found, or a report on one subject gives."""
    meta = document.metadata
    if meta.period is None or kind.findings:
        return meta.period is not None and meta.period_ground != "stated"
    return meta.period_ground not in _SAID and (
        of_one_subject(meta.title or "")
        or not of_a_year(document.source[document.body.start : document.body.end])
    )


def _written(meta: Metadata, *, undated: bool) -> int | None:
    """The year a report was written in: its own if it covers none, or the one after it, by the day that it prints or by its title."""
    published = (meta.publish_date or "")[:4]
    if undated:
        return int(meta.period) if published and meta.period and _YEAR.fullmatch(meta.period) else None
    if published and (meta.year or meta.period) == str(int(published) - 1):
        return int(published)
    ahead = meta.plan_period or ""
    titled = _YEAR.fullmatch(ahead) and ahead in (meta.title or "")
    return int(ahead) if titled and (meta.year or meta.period) == str(int(ahead) - 1) else None


def _as_printed(quantity: Quantity, source: str) -> Quantity:
    """A quantity of the unwrapped text with the characters of the source: a line may break inside it."""
    printed = source[quantity.start : quantity.end]
    return quantity if printed == quantity.text else quantity._replace(text=printed)


def _of_pages(source: str, footer: Span) -> Iterator[Quantity]:
    """The numbers of a line that only numbers a page: ordinals, whatever they look like."""
    from policysum.quantity.reader import read

    for one in read(source[footer.start : footer.end]):
        at = footer.start
        yield one._replace(start=at + one.start, end=at + one.end, kind=Kind.ORDINAL, unit="")


def _unwrapped(document: Document) -> tuple[str, list[Span], list[Span]]:
    """The source with a blank for each character of the hard line breaks inside its paragraphs; offsets stay.

    A line that only numbers a page is a part of the break that it stands in; such lines are given beside the text, and
    before them the breaks that part no words, which are those of prose.
    """
    source = document.narrowed
    numbering = {piece.start: piece.end for piece in document.boilerplate if piece.kind == "page"}
    parts: list[str] = []
    footers: list[Span] = []
    gaps: list[Span] = []
    headed = {one.heading.end for one in document.outline}
    at = 0
    for paragraph in document.paragraphs:
        for line, following in pairwise(paragraph.lines):
            lines = [one for one in lines_of(source, line.end, following.start) if one.start < one.end]
            if line.end < following.start and all(numbering.get(one.start) == one.end for one in lines):
                parts += (source[at : line.end], " " * (following.start - line.end))
                if not (
                    paragraph.row
                    or line.end in headed
                    or parts_words(source[line.end - 1], source[following.start])
                ):
                    gaps.append(Span(line.end, following.start))
                footers += lines
                at = following.start
    text = "".join((*parts, source[at:]))
    return _unmarked(text, markdown=document.format == "md"), gaps, footers


def _unmarked(text: str, *, markdown: bool) -> str:
    """A text with blanks for the marks of notes and of emphasis, which converters leave in plain text too."""
    if "**" in text:
        text = _STRONG.sub(_blanked, text)
    if not markdown:
        return text
    text = _EMPHASIS.sub(_blanked, text)
    return _NOTE_MARK.sub(lambda mark: " " * len(mark.group()), text)


def _blanked(found: re.Match[str]) -> str:
    before, words, behind = found.groups()
    return f"{' ' * len(before)}{words}{' ' * len(behind)}"
