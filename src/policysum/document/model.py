"""A report read whole: its text, what of it is the report, and how it is laid out."""

from __future__ import annotations

import re
from bisect import bisect_right
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from policysum.document.boilerplate import Boilerplate, Layout, find_layout
from policysum.document.clean import clean_text, seen
from policysum.document.flat_tables import FlatTables, flat_tables
from policysum.document.headings import Marker, marker_at
from policysum.document.item import Item
from policysum.document.items import find_items
from policysum.document.key import document_key
from policysum.document.kind_of_text import kind_of_text
from policysum.document.kinds import KINDS, DocumentKind, reports
from policysum.document.lines import Paragraph, head_healed, lines_of_page, paragraphs_of
from policysum.document.markdown import marked_rows
from policysum.document.metadata import Metadata, read_metadata
from policysum.document.numbers import bound_numbers, regions_of
from policysum.document.outline import Block, Section, build_outline
from policysum.document.printing import full_stops, printed_items, printed_metadata, printed_sections
from policysum.document.prose_time import ReferenceTime
from policysum.document.reference_time import of_kind_and_prose
from policysum.document.script import is_traditional
from policysum.document.warnings import DocumentWarning, find_warnings
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.document.figure import Figure
    from policysum.document.roles import Role
    from policysum.quantity.compact import TextMap
    from policysum.statements.ledger import Ledger
    from policysum.statements.mention import Region

__all__ = ["Boilerplate", "Document", "Item", "Metadata", "Section"]

_HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair."""


@dataclass(frozen=True)
class Document:
    """One report. All spans are code points of `source`, the decoded file with its own line breaks.

    For html, docx and pdf `source` is the extracted text; `pages` then says where the pages of a PDF begin,
    `fields` what a page says of itself in its head, `notes` what to beware of in the extraction (a PDF set in
    columns), and `figures` the numbers of its tables. `path` is where the report lies in the folder that was given;
    `ocr` whether its pictures were to be recognised, `unsure` where that was done with little confidence.
    """

    name: str
    source: str = field(repr=False)
    encoding: str = "utf-8"
    format: str = "txt"
    pages: tuple[int, ...] = field(default=(), repr=False)
    marked: tuple[tuple[int, int, str], ...] = field(default=(), repr=False)
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    notes: tuple[DocumentWarning, ...] = ()
    path: str | None = None
    figures: tuple[Figure, ...] = field(default=(), repr=False)
    unsure: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    ocr: bool = False

    @property
    def key(self) -> str:
        """What the result depends on besides the text: its name, where it lies, and what a table says of it."""
        return document_key(self.name, self.path, self.fields, ocr=self.ocr)

    @property
    def extracted(self) -> bool:
        """Whether `source` was made from a file of another form, and is worth writing beside the result."""
        return self.format in {"html", "docx", "doc", "pdf", "image"}

    @classmethod
    def from_text(cls, text: str, name: str = "text") -> Document:
        """A document of `text` that is already in memory, under a `name`; half a character, which no file can hold, becomes U+FFFD."""
        return cls(_HALF.sub("\ufffd", name), _HALF.sub("\ufffd", text.removeprefix("\ufeff")))

    @cached_property
    def _figures(self) -> str:
        return seen(self.source)

    @cached_property
    def narrowed(self) -> str:
        """The source as its numbers are read, of the same length: figures narrow, blanks for what is invisible beside them."""
        return head_healed(self._figures)

    @cached_property
    def seen(self) -> str:
        """The source as its layout is read, of the same length: as `narrowed`, with full stops and brackets."""
        return full_stops(self.narrowed)

    @cached_property
    def _lines(self) -> list[Span]:
        return lines_of_page(self.seen)

    @cached_property
    def flat(self) -> FlatTables:
        """The tables whose cells are lines of its text."""
        return flat_tables(self.seen, self._lines)

    @cached_property
    def _layout(self) -> Layout:
        cells = frozenset(line.start for row in self.flat.rows for line in row)
        return find_layout(self.seen, self._lines, self.marked, cells)

    @cached_property
    def _structure(self) -> tuple[list[Section], list[Block]]:
        period, plan = self.metadata.period or "", self.metadata.plan_period or ""
        year = next((int(one) for one in (period[-4:], period[:4]) if one.isdigit()), None)
        if not period and plan[:4].isdigit() and self._kind.default != "achievement":
            year = int(plan[:4]) - 1  # what only looks ahead
        return build_outline(
            self.seen,
            self.paragraphs,
            begun=self._begun,
            kind=self._kind,
            title=self._said.title,
            year=year,
            ahead=not period and bool(plan) and not self.metadata.title,
        )

    @cached_property
    def _begun(self) -> dict[int, Marker | None]:
        """Where each paragraph begins, and the mark it begins with."""
        return {
            one.start: None if one.row else marker_at(self.seen, one.start, one.end)
            for one in self.paragraphs
        }

    @cached_property
    def _kind(self) -> DocumentKind:
        titled = self._layout.title is not None
        return kind_of_text(self.seen, self.paragraphs, self._begun, self._said, self.body, titled=titled)

    @property
    def kind(self) -> str:
        """What kind of document it is: work_report, bulletin, budget, final_accounts, audit, plan_outline and so on."""
        return self._kind.name

    @cached_property
    def boilerplate(self) -> tuple[Boilerplate, ...]:
        """What of the file is not the report, in order."""
        found = self._layout.boilerplate
        if self.seen == self.source:
            return found
        return tuple(replace(one, text=self.source[one.start : one.end]) for one in found)

    @property
    def body(self) -> Span:
        """From the first to the last character of the report itself, its title and subtitle left out."""
        return self._layout.body

    @cached_property
    def _said(self) -> Metadata:
        return read_metadata(self.seen, self._layout, self.fields)

    @cached_property
    def metadata(self) -> Metadata:
        """Title, issuer, region, publish date, periods and index number."""
        found = self._said
        time = ReferenceTime(found.period, found.plan_period, found.period_ground)
        kind, body = self._kind, self.quote(self.body)
        time = of_kind_and_prose(time, kind, found.title or "", body)
        found = replace(found, period=time.period, plan_period=time.plan, period_ground=time.ground)
        return printed_metadata(found, self.seen, self._figures)

    @cached_property
    def is_traditional(self) -> bool:
        """Whether it is written in traditional characters, whose words are not known here."""
        return is_traditional(self.source)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The body's paragraphs, hard line breaks healed, boilerplate left out."""
        skipped = {piece.start for piece in self.boilerplate}
        start, end = self.body
        kept = [
            line
            if start <= line.start and line.end <= end
            else Span(max(line.start, start), max(min(line.end, end), start))
            for line in self._lines
            if start <= line.end and line.start <= end and line.start not in skipped
        ]
        rows = marked_rows(self.seen, kept, self.figures)
        return paragraphs_of(self.seen, kept, (*self.flat.rows, *rows))

    @cached_property
    def outline(self) -> list[Section]:
        """The headings in order, flat, each with level, path and role."""
        return printed_sections(self._structure[0], self.seen, self.narrowed)

    @property
    def blocks(self) -> list[Block]:
        """The body parted into stretches of one role under one heading."""
        return self._structure[1]

    @cached_property
    def clean(self) -> TextMap:
        """The body as the model sees it, with its map to the source."""
        return clean_text(self.source, self.paragraphs)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the body, in the source's characters."""
        from policysum.quantity.segment import sentences

        clean = self.clean
        return [clean.span_to_source(start, end) for start, end in sentences(clean.text)]

    def items(self, *, untitled: bool = False) -> list[Item]:
        """The lowest titled units with their role; with `untitled` the remaining prose of a role as well."""
        return [item for item in self._items if item.titled or untitled]

    @cached_property
    def _items(self) -> list[Item]:
        (sections, blocks), kind = self._structure, self._kind
        is_report = reports(kind, self._said.title)
        items = find_items(self.seen, sections, blocks, findings=kind.findings, reports=is_report)
        paths = {one.path: other.path for one, other in zip(sections, self.outline, strict=True)}
        return printed_items(items, paths, self.seen, self.narrowed)

    def regions(self) -> list[Region]:
        """What part of the report every stretch of the source is, for the ledger."""
        return regions_of(self._layout, self.outline, self.blocks)

    @cached_property
    def ledger(self) -> Ledger:
        """Every number of the source, bound to what the prose says of it."""
        return bound_numbers(self, self._kind)

    @cached_property
    def warnings(self) -> tuple[DocumentWarning, ...]:
        """What to beware of: what the reader of the file noticed, and what is odd of the reading as a whole."""
        return find_warnings(self)

    @property
    def title_says(self) -> str:
        """What its title says in plain words of all its figures: `plan` (a budget), `review` (a bulletin) or nothing."""
        return self._kind.title_says if self.metadata.title else ""

    def reread(self, *, metadata: Metadata, kind: str | None = None) -> Document:
        """The same document, read anew by the `metadata` that are known of it now, and by its `kind` where that is known better."""
        other = copy(self)
        for name in ("_structure", "outline", "_items", "_kind", "ledger", "warnings"):
            other.__dict__.pop(name, None)
        other.__dict__["metadata"] = metadata
        if kind is not None:
            other.__dict__["_kind"] = KINDS[kind]
        return other

    def with_roles(self, roles: Mapping[int, Role]) -> Document:
        """The same document, some of its blocks and their sections of another role: `roles` by the starts of blocks."""
        sections, blocks = self._structure
        blocks = [block._replace(role=roles.get(block.start, block.role)) for block in blocks]
        given = {block.section: block.role for block in reversed(blocks) if block.start in roles}
        sections = [one._replace(role=given.get(at, one.role)) for at, one in enumerate(sections)]
        other = self.reread(metadata=self.metadata, kind=self.kind)
        other.__dict__["_structure"] = (sections, blocks)
        return other

    def with_ledger(self, ledger: Ledger) -> Document:
        """The same document, its numbers read as a `ledger` of the same text reads them."""
        other = copy(self)
        other.__dict__["ledger"] = ledger
        return other

    def is_unsure(self, start: int, end: int) -> bool:
        """Whether a character from `start` up to `end` was recognised in a picture with little confidence."""
        at = bisect_right(self.unsure, start, key=lambda one: one[1])
        return at < len(self.unsure) and self.unsure[at][0] < end

    def page_of(self, index: int) -> int | None:
        """The page (from 1) of a PDF that character `index` stands on."""
        return bisect_right(self.pages, index) if self.pages else None

    def section_at(self, index: int) -> Section | None:
        """The innermost section that holds character `index`."""
        # Of those that have begun the last one that has not ended: a section ends where the next of its level begins.
        outline = self.outline
        begun = bisect_right(outline, index, key=lambda section: section.start)
        return next((outline[at] for at in range(begun - 1, -1, -1) if index < outline[at].end), None)

    def quote(self, span: Sequence[int]) -> str:
        """The text of a `span`, a pair of code points: `source[start:end]`."""
        return self.source[span[0] : span[1]]
