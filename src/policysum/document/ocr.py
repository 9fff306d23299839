"""Scanned pages and pictures through character recognition (extra `ocr`): only where the caller asks for it.

RapidOCR reads them, with the models that lie in its package, in a child process (`ocr_child`) of bounded memory and
time. Pages come one by one; one that takes too long or too much is passed over where others were read.
"""

from __future__ import annotations

import importlib.util
import json
from contextlib import closing
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from policysum.document.child import ChildCrashedError, ChildSlowError, lines_of_child
from policysum.document.warnings import DocumentWarning
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.document.formats import OnPage

__all__ = ["HOW_TO_ASK", "ocr_notes", "recognised"]

PAGE_SECONDS = 30  # of a processor
PAGE_WAIT = 180.0  # seconds by the clock, on a machine that has much else to do
MEMORY = 600 << 20  # bytes of data; a dense page takes 450 million
MOST_PAGES = 500
_CHILD = Path(__file__).with_name("ocr_child.py")
_MODULES = ("rapidocr", "onnxruntime", "pypdfium2")
_AT_ONCE = BoundedSemaphore(2)  # pages that this process has recognised at a time
_MOST_LOST = 0.2  # of the pages done so far
_OUT_OF_TIME = "exit status -24"  # SIGXCPU
_TRY = "Look at the page; scan it again in 200 to 300 dots an inch, or give the text alone"
HOW_TO_ASK = 'Have it recognised with --ocr (pip install "policysum[ocr]")'

_Page = list[dict[str, Any]]


def recognised(
    data: bytes, kind: str, numbers: Sequence[int], where: str, on_page: OnPage | None = None
) -> dict[int, _Page]:
    """The lines of some pages, by their numbers; a page that cannot be read is left out.

    Args:
        data: the bytes of a PDF or a picture.
        kind: `pdf` or `image`.
        numbers: of the pages, from 1.
        where: the name of the file.
        on_page: called with each page that is recognised.

    Raises:
        DocumentError: the extra is missing, there are too many pages, or too many of them cannot be read.
    """
    _check(numbers, where)
    left = list(numbers)
    found: dict[int, _Page] = {}
    lost = 0
    with _AT_ONCE:
        while left:
            try:
                for number, page in _pages(data, kind, left, where):
                    left.remove(number)
                    if page is None:
                        lost += 1
                        _check_lost(lost, len(numbers) - len(left), number, where)
                    else:
                        found[number] = page
                    if on_page is not None:
                        on_page(len(numbers) - len(left), len(numbers))
                if left:
                    raise ChildCrashedError("it ended before its work")  # noqa: TRY301 - as where it died
            except (ChildSlowError, ChildCrashedError) as error:
                lost += 1
                number = left.pop(0)
                _check_lost(lost, len(numbers) - len(left), number, where, error)
    return found


def ocr_notes(asked: Sequence[int], found: dict[int, _Page]) -> Iterator[DocumentWarning]:
    """What to beware of in what was recognised."""
    if found:
        yield DocumentWarning(
            "ocr",
            f"the text of {len(found)} pages was recognised in pictures (OCR), its numbers may be wrong",
            len(found),
        )
    missed = [number for number in asked if not found.get(number)]
    if missed:
        pages = ", ".join(map(str, missed[:20]))
        yield DocumentWarning("scanned_pages", f"pages {pages} could not be recognised", len(missed))


def _check(numbers: Sequence[int], where: str) -> None:
    missing = [name for name in _MODULES if importlib.util.find_spec(name) is None]
    if missing:
        raise DocumentError(
            f"recognising characters needs the extra `ocr` ({', '.join(missing)} is not installed)",
            where=where,
            hint='Run: pip install "policysum[ocr]"',
        )
    if len(numbers) > MOST_PAGES:
        raise DocumentError(
            f"{len(numbers):,} pages are to be recognised, more than the {MOST_PAGES} of a report",
            where=where,
            hint="Split it into single reports",
        )


def _check_lost(lost: int, done: int, number: int, where: str, error: Exception | None = None) -> None:
    """Give a document up where too much of it is lost; its first page may not be."""
    if lost <= _MOST_LOST * done:
        return
    slow = isinstance(error, ChildSlowError) or str(error) == _OUT_OF_TIME
    what = (
        f"takes more than {PAGE_SECONDS} seconds"
        if slow
        else "takes too much memory, is damaged or crashes its reader"
    )
    raise DocumentError(f"page {number} cannot be recognised: it {what}", where=where, hint=_TRY)


def _pages(data: bytes, kind: str, numbers: Sequence[int], where: str) -> Iterator[tuple[int, _Page | None]]:
    """Each page as the child has done it; None for one that it could not read."""
    command: list[str | Path] = [_CHILD, str(PAGE_SECONDS), kind, ",".join(map(str, numbers))]
    try:
        with closing(lines_of_child(command, data, seconds=PAGE_WAIT, memory=MEMORY)) as lines:
            for line in lines:
                answer = json.loads(line)
                if answer.get("fault") == "engine":
                    raise DocumentError(
                        f"the reader of characters does not start ({answer['what']})",
                        where=where,
                        hint='Run: pip install --force-reinstall "policysum[ocr]"',
                    )
                yield int(answer["page"]), answer.get("lines")
    except OSError as error:
        raise DocumentError(
            f"the process that recognises characters cannot be started ({error})",
            where=where,
            hint="Free some memory",
        ) from error
    except ValueError as error:
        raise ChildCrashedError("no answer") from error
