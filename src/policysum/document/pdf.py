"""PDF files: their text layer, and where a page is only a picture, and the caller says so, its characters recognised.

PDFium reads them (extra `pdf`): it is what browsers use, so a file that lies about itself is met with practice.
It reads in a child process (`pdf_child`, `fork_server`) of bounded memory and time, since a hostile file can make it
abort, and what it prints becomes text in the same process.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policysum.document.child import ChildCrashedError, ChildSlowError
from policysum.document.figure import Figure
from policysum.document.fork_server import run_forked
from policysum.document.formats import Extracted
from policysum.document.ocr import HOW_TO_ASK, ocr_notes, recognised
from policysum.document.warnings import DocumentWarning
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policysum.document.formats import OnPage

__all__ = ["read_pdf", "read_picture"]

_CHILD = Path(__file__).with_name("pdf_child.py")
_PRINT = "Open it in a browser and print it to PDF again"
_SLOW = "the PDF takes more than 30 seconds to read", "Split it into parts"
_FAULTS = {
    "locked": ("the PDF is locked by a password", "Save an unlocked copy"),
    "damaged": ("the PDF is damaged", _PRINT),
    "pages": ("the PDF has too many pages ({count})", "Split it into single reports"),
    "slow": _SLOW,
    "long": ("the PDF holds more than a million characters", "Split it into single reports"),
}
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
    if ocr:
        return _recognised(data, where, on_page)
    answer = _asked(b"text", data, where)
    if answer["length"] < _FEWEST * max(answer["count"], 1):
        raise DocumentError("the PDF has no text layer: it is a scan", where=where, hint=HOW_TO_ASK)
    pictures = answer["pictures"]
    scanned = DocumentWarning(
        "scanned_pages", _SCANNED.format(", ".join(map(str, pictures[:20]))), len(pictures)
    )
    return _extracted(answer, [scanned] if pictures else [])


def read_picture(data: bytes, where: str, *, ocr: bool, on_page: OnPage | None) -> Extracted:
    """Recognise the text of a picture (.png, .jpg) of a page.

    Raises:
        DocumentError: that is not asked for; the extra is missing; the picture is damaged, or holds no text.
    """
    if not ocr:
        raise DocumentError("the file is a picture", where=where, hint=HOW_TO_ASK)
    found = recognised(data, "image", [1], where, on_page)
    if not _length(found.values()):
        raise DocumentError("no text was recognised in the picture", where=where, hint="Look at it")
    return _joined([found[1]], [*ocr_notes([1], found)], where)


def _recognised(data: bytes, where: str, on_page: OnPage | None) -> Extracted:
    """A PDF with the characters of those pages recognised that are pictures, or of all where none has text."""
    answer = _asked(b"page", data, where)
    pages: list[_Page] = answer["pages"]
    pictures = answer["pictures"]
    if _is_empty(pages) and not pictures:
        pictures = list(range(1, len(pages) + 1))
    found = recognised(data, "pdf", pictures, where, on_page) if pictures else {}
    for number, lines in found.items():
        if _length([lines]) > _length([pages[number - 1]]):
            pages[number - 1] = lines
    if _is_empty(pages):
        raise DocumentError(
            "no text was recognised on its pages",
            where=where,
            hint="Look at them; they may be blank or pictures",
        )
    return _joined(pages, [*ocr_notes(pictures, found)], where)


def _joined(pages: Sequence[_Page], notes: Sequence[DocumentWarning], where: str) -> Extracted:
    return _extracted(_asked(b"join", json.dumps(pages).encode(), where), notes)


def _extracted(answer: dict[str, Any], notes: Sequence[DocumentWarning]) -> Extracted:
    """What a child sends of an `Extracted`, behind what is known of the file besides."""
    said = answer["extracted"]
    return Extracted(
        said["text"],
        marked=[(start, end, kind) for start, end, kind in said["marked"]],
        pages=tuple(said["pages"]),
        notes=(*notes, *(DocumentWarning(**note) for note in said["notes"])),
        figures=[Figure(**figure) for figure in said["figures"]],
        unsure=[(start, end) for start, end in said["unsure"]],
    )


def _is_empty(pages: Sequence[_Page]) -> bool:
    return _length(pages) < _FEWEST * max(len(pages), 1)


def _length(pages: Iterable[_Page]) -> int:
    return sum(len(line["text"]) for page in pages for line in page)


def _asked(what: bytes, data: bytes, where: str) -> dict[str, Any]:
    """What the child makes of a file, or of the lines of its pages.

    Args:
        what: `text`, `page` or `join`; see `pdf_child`.
        data: the file or the lines.
        where: the name of the file.

    Raises:
        DocumentError: it found a fault, took too long or too much memory, or crashed.
    """
    try:
        answer: dict[str, Any] = json.loads(run_forked(_CHILD, what + data))
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
    if answer.get("fault") == "internal":
        raise RuntimeError(answer["what"])
    if "fault" in answer:
        fault, hint = _FAULTS[answer["fault"]]
        raise DocumentError(fault.format_map(answer), where=where, hint=hint)
    return answer
