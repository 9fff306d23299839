"""What to beware of in a document: what its readers noticed, and what its reading as a whole shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.document.model import Document
    from policysum.statements.mention import Mention

__all__ = ["DocumentWarning", "find_warnings"]

_EMPTY = 20  # characters of a body that says nothing
_STOP = re.compile(r"[。！？；.!?;．]")  # without one of them, and without a figure, nothing is said
_COUNTED = frozenset({"work_report", "bulletin", "budget", "final_accounts", "audit"})
"""Kinds of documents that are never without figures."""
_SMALL = 0.25  # of the page
_PAGE = 1200  # characters of a page on which a small body is remarkable
_LONG = 1500  # characters of a body that ought to have headings
_FEW = 3
_SOME = 5  # figures whose status is worth a word
_MANY = 10  # figures from which shares mean something
_MOST = 0.9
_HALF = 0.5
# What stands around a report and may be a part of it; fields, dates and buttons never are.
_MAYBE_BODY = frozenset({"header", "page", "repeat", "footer", "annex", "residue", "caption"})
_NO_FIGURE = frozenset({"date", "ordinal", "docnumber", "name", "other"})
_APART = table("page_words").compiled(
    r"(?<![\d.])(?<!\d )\d(?: \d){1,5}(?= ?(?:{behind_digits}|{unit}|[%.])| ?$)|\d \.\d|\d\. \d(?!\d{3})",
    unit=table("units").alternation("measure", "money", "percent"),
)
_PAUSE = re.compile(r"(?<!\d)[，。、；：,;]")
_LETTER = re.compile(r"[A-Za-z\u3400-\u9fff]")
_MANY_PAUSES = 100
_CELLS = re.compile(r"(?:^|[\t|｜\s])(-?\d[\d,]*+(?:\.\d++)?)(?=[\s|｜]|$)")


@dataclass(frozen=True, slots=True)
class DocumentWarning:
    """Something a reader ought to know of a document before its figures are used.

    Attributes:
        code: what it is, in words that programs compare: `empty_body`, `columns`, `ocr`, `scanned_pages`.
        message: the same in a sentence.
        count: how many places it concerns.
    """

    code: str
    message: str
    count: int = 1


def find_warnings(document: Document) -> tuple[DocumentWarning, ...]:
    """What the readers of the file noticed, then what is odd of body, figures, tables, headings, roles and year."""
    figures = [one for one in document.ledger if one.kpi]
    found = (
        *document.notes,
        *_of_body(document, figures),
        *_of_figures(document, figures),
        *_of_tables(document),
        *_of_outline(document, figures),
        *_of_year(document, figures),
    )
    return tuple({one.code: one for one in reversed(found)}.values())[::-1]


def _elsewhere(document: Document) -> str:
    """Where else the report may be."""
    files = int(document.fields.get("attached", "0"))
    if not files:
        return ""
    return f"; it may be in the {'file' if files == 1 else f'{files} files'} that the page hands on: read that instead"


def _of_body(document: Document, figures: Sequence[Mention]) -> Iterator[DocumentWarning]:
    body = len("".join(document.quote(document.body).split()))
    page = len("".join(document.source.split()))
    if (body < _EMPTY and (not figures or body < _SMALL * page)) or not (
        figures or _STOP.search(document.quote(document.body))
    ):
        yield DocumentWarning(
            "empty_body",
            f"the report has no text: nothing but its surroundings was found{_elsewhere(document)}",
        )
    elif not figures and (document.kind in _COUNTED or "attached" in document.fields):
        yield DocumentWarning("no_figures", f"no figure was found in the report{_elsewhere(document)}")
    elif page >= _PAGE and body < _SMALL * page:
        yield DocumentWarning(
            "small_body", f"the report is only {body / page:.0%} of the text of the page", page - body
        )
    outside = [
        one
        for one in document.ledger
        if one.role == "chrome"
        and one.kind.value not in _NO_FIGURE
        and any(
            piece.start <= one.start < piece.end and piece.kind in _MAYBE_BODY
            for piece in document.boilerplate
        )
    ]
    if len(outside) >= _FEW:
        yield DocumentWarning(
            "digits_outside_body",
            f"{len(outside)} figures stand outside what was taken for the report, the first is {outside[0].text}",
            len(outside),
        )
    if document.is_traditional:
        yield DocumentWarning(
            "traditional",
            "the text is written in traditional characters, of which only the numbers are read: names, status and"
            " period of its figures may be wrong; convert it to simplified characters first",
        )
    if document.format == "pdf" and len(_PAUSE.findall(document.source)) >= max(
        _MANY_PAUSES, len(_LETTER.findall(document.source))
    ):
        yield DocumentWarning(
            "characters_missing",
            "the PDF shows characters that it does not name: stops were read without the words between them; read it"
            " with --ocr",
        )
    if document.format == "pdf" and (apart := len(_APART.findall(document.source))):
        numbers = "a number" if apart == 1 else f"{apart} numbers"
        yield DocumentWarning(
            "digits_apart", f"the digits of {numbers} are set apart and may be read in part", apart
        )


def _of_figures(document: Document, figures: Sequence[Mention]) -> Iterator[DocumentWarning]:
    targets = sum(one.status == "target" for one in figures)
    compared = len(_compared().findall(document.quote(document.body)))
    if len(figures) >= _MANY and targets >= _MOST * len(figures) and compared >= _FEW:
        yield DocumentWarning(
            "all_targets",
            f"{targets} of {len(figures)} figures were read as targets, though {compared} of them are compared with"
            " the year before",
            targets,
        )


def _compared() -> re.Pattern[str]:
    """Words that compare with what was: 比上年, 同比."""
    return re.compile(table("reading_words").alternation("compared"))


def _of_tables(document: Document) -> Iterator[DocumentWarning]:
    """Runs of lines of bare numbers, and of numbers alone on their lines, none of which has a unit."""
    bare = [len(_CELLS.findall(line)) >= 2 for line in document.quote(document.body).split("\n")]
    tables = run = 0
    for is_row in [*bare, False]:
        if not is_row:
            tables += run >= _FEW
        run = run + 1 if is_row else 0
    tables = max(tables, document.flat.unread)
    if not tables:
        return
    unitless = sum(
        not one.quantity.unit and one.kind.value in {"count", "other"} and one.role != "chrome"
        for one in document.ledger
    )
    if unitless >= 2 * _FEW:
        yield DocumentWarning(
            "no_units", f"the units of {unitless} numbers in {tables} tables were not found", tables
        )


def _of_outline(document: Document, figures: Sequence[Mention]) -> Iterator[DocumentWarning]:
    if not document.outline and document.body.end - document.body.start >= _LONG:
        yield DocumentWarning(
            "no_heading",
            "no heading was found: what is done and what is planned is read from the sentences alone",
        )
    unclear = sum(one.status_ground.value in {"inferred", "assumed"} for one in figures)
    if len(figures) >= _SOME and unclear > _HALF * len(figures):
        yield DocumentWarning(
            "role_unclear",
            f"nothing says plainly whether {unclear} of {len(figures)} figures are results or targets",
            unclear,
        )


def _of_year(document: Document, figures: Sequence[Mention]) -> Iterator[DocumentWarning]:
    metadata = document.metadata
    if not figures:
        return
    if metadata.period is None and metadata.plan_period is None:
        yield DocumentWarning("year_unclear", "nothing says which year the report is of")
    elif metadata.period_ground == "assumed" or (
        metadata.title is None and metadata.period_ground == "inferred"
    ):  # without a title the years of the prose may be anybody's
        year = metadata.period or metadata.plan_period
        yield DocumentWarning("year_unclear", f"that the report is of {year} is concluded, not said")
