"""PDF files: their text layer, and where a page is only a picture, and the caller says so, its characters recognised.

PDFium reads them (extra `pdf`): it is what browsers use, so a file that lies about itself is met with practice.
It reads in a child process (`pdf_child`, `fork_server`) of bounded memory and time, since a hostile file can make it abort.
"""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policysum.document.child import DEADLINE, ChildCrashedError, ChildSlowError
from policysum.document.fork_server import run_forked
from policysum.document.ocr import HOW_TO_ASK, ocr_notes, recognised
from policysum.document.pdf_lines import PrintedLine, in_columns, mark_edges, set_apart
from policysum.document.pdf_text import joined_pages
from policysum.document.warnings import DocumentWarning
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policysum.document.formats import Extracted, OnPage

__all__ = ["read_pdf", "read_picture"]

_CHILD = Path(__file__).with_name("pdf_child.py")
_PRINT = "Open it in a browser and print it to PDF again"
_SLOW = f"the PDF takes more than {DEADLINE:.0f} seconds to read", "Split it into parts"
_FAULTS = {
    "locked": ("the PDF is locked by a password", "Save an unlocked copy"),
    "damaged": ("the PDF is damaged", _PRINT),
    "pages": ("the PDF has too many pages ({count})", "Split it into single reports"),
    "slow": _SLOW,
    "long": ("the PDF holds more than a million characters", "Split it into single reports"),
}
_APART = "digits stand apart in the PDF and were joined (2 0 0 5 to 2005): compare the numbers with the page"
_COLUMNS = "set in columns, which may be read across: look at the text of page {}"
_SCANNED = "pages {} are pictures without text: have them recognised with --ocr"
_FEWEST = 8  # characters a page, on average, of a PDF that has a text layer

_Page = list[dict[str, Any]]


def read_pdf(data: bytes, where: str, *, ocr: bool = False, on_page: OnPage | None = None) -> Extracted:
    """Extract the text of a PDF, paragraph by paragraph.

    Args:
        data: the bytes of the file.
        where: its name.
        ocr: recognise the characters of the pages that are pictures.
        on_page: called with each page that is recognised.

    Raises:
        DocumentError: the extra is missing; damaged, locked, too much to read, or scanned where that is not to be
            recognised.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        raise DocumentError(
            "reading PDF files needs the extra `pdf`", where=where, hint='Run: pip install "policysum[pdf]"'
        )
    pages, pictures = _printed(data, where)
    empty = _is_empty(pages)
    if empty and not pictures:
        pictures = list(range(1, len(pages) + 1))
    if empty and not ocr:
        raise DocumentError("the PDF has no text layer: it is a scan", where=where, hint=HOW_TO_ASK)
    found = recognised(data, "pdf", pictures, where, on_page) if ocr and pictures else {}
    for number, lines in found.items():
        if _length([lines]) > _length([pages[number - 1]]):
            pages[number - 1] = lines
    if _is_empty(pages):
        raise DocumentError(
            "no text was recognised on its pages",
            where=where,
            hint="Look at them; they may be blank or pictures",
        )
    return _extracted(pages, [*ocr_notes(pictures, found)] if ocr else [*_scanned(pictures)])


def read_picture(data: bytes, where: str, *, ocr: bool = False, on_page: OnPage | None = None) -> Extracted:
    """Recognise the text of a picture (.png, .jpg) of a page.

    Raises:
        DocumentError: that is not asked for; the extra is missing; the picture is damaged, or holds no text.
    """
    if not ocr:
        raise DocumentError("the file is a picture", where=where, hint=HOW_TO_ASK)
    found = recognised(data, "image", [1], where, on_page)
    if not _length(found.values()):
        raise DocumentError("no text was recognised in the picture", where=where, hint="Look at it")
    return _extracted([found[1]], [*ocr_notes([1], found)])


def _extracted(printed: Sequence[_Page], notes: Sequence[DocumentWarning]) -> Extracted:
    apart = set_apart(printed)
    pages = [[PrintedLine.of(line, apart=apart) for line in page] for page in printed]
    pages = [[line for line in page if line.text] for page in pages]
    mark_edges(pages)
    return replace(joined_pages(pages), notes=(*notes, *_notes(pages, apart=apart)))


def _is_empty(pages: Sequence[_Page]) -> bool:
    return _length(pages) < _FEWEST * max(len(pages), 1)


def _length(pages: Iterable[_Page]) -> int:
    return sum(len(line["text"]) for page in pages for line in page)


def _scanned(pictures: Sequence[int]) -> Iterator[DocumentWarning]:
    if pictures:
        yield DocumentWarning(
            "scanned_pages", _SCANNED.format(", ".join(map(str, pictures[:20]))), len(pictures)
        )


def _printed(data: bytes, where: str) -> tuple[list[_Page], list[int]]:
    """What the child sees on each page, and the numbers of the pages that are pictures.

    Raises:
        DocumentError: it found a fault, took too long or too much memory, or crashed.
    """
    try:
        answer = json.loads(run_forked(_CHILD, data))
    except ChildSlowError as error:
        raise DocumentError(_SLOW[0], where=where, hint=_SLOW[1]) from error
    except (ChildCrashedError, ValueError) as error:
        raise DocumentError(
            f"the PDF takes too much memory or crashes its reader ({error})", where=where, hint=_PRINT
        ) from error
    except OSError as error:
        raise DocumentError(
            f"the process that reads PDF files cannot be started ({error})",
            where=where,
            hint="Free some memory",
        ) from error
    if "fault" in answer:
        what, hint = _FAULTS[answer["fault"]]
        raise DocumentError(what.format_map(answer), where=where, hint=hint)
    return answer["pages"], answer["pictures"]


def _notes(pages: Sequence[Sequence[PrintedLine]], *, apart: int) -> Iterator[DocumentWarning]:
    columns = [number for number, page in enumerate(pages, 1) if in_columns(page)]
    if columns:
        yield DocumentWarning("columns", _COLUMNS.format(", ".join(map(str, columns[:20]))), len(columns))
    if apart:
        yield DocumentWarning("digits_apart", _APART, apart)
