"""PDF files with a text layer: lines re-joined to paragraphs, page numbers and running heads marked.

PDFium reads them (extra `pdf`): it is what browsers use, so a file that lies about itself is met with practice.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from policysum.document.formats import Extracted
from policysum.document.warnings import DocumentWarning
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["read_pdf"]

MAX_PAGES = 2_000
MAX_SECONDS = 25.0
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-—–·\s]*$"
    r"|(?:file|https?)://\S+(?:\s+\d+/\d+)?$"  # what browsers print under a page
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:[上下]午)?\d{1,2}:\d\d(?:\s*[AP]M)?(?:\s.{0,60})?$"  # and above it
)
# Typesetting parts Latin and figures from Chinese by a thin space that no author typed.
_THIN = re.compile(
    r"(?<=[\u3001-\u9fff\uff00-\uffef“”‘’—]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[\u3001-\u9fff\uff00-\uffef“”‘’—])"
)
_WORD = re.compile(r"[A-Za-z0-9.,%+\-&]+")
_COLUMNS = "set in columns, which may be read across: look at the text of page {}"
_STOPS = "。！？；：!?;:"


@dataclass(slots=True)
class _Line:
    text: str
    left: float
    right: float
    top: float
    height: float
    edge: bool = False
    start: float = 0.0  # where the lines of its column begin and end
    limit: float = 0.0


def read_pdf(data: bytes, where: str) -> Extracted:
    """Extract the text layer of a PDF, paragraph by paragraph.

    Raises:
        DocumentError: the extra is missing; damaged, locked, scanned, or too much to read.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise DocumentError(
            "reading PDF files needs the extra `pdf`", where=where, hint='Run: pip install "policysum[pdf]"'
        ) from error
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except (pypdfium2.PdfiumError, ValueError, RuntimeError) as error:
        locked = "password" in str(error).lower()
        raise DocumentError(
            "the PDF is locked by a password" if locked else "the PDF is damaged",
            where=where,
            hint="Save an unlocked copy" if locked else "Open it in a browser and print it to PDF again",
        ) from error
    try:
        if count > MAX_PAGES:
            raise DocumentError(
                f"the PDF has {count} pages", where=where, hint="Split it into single reports"
            )
        pages = list(_pages(document, count, where))
    finally:
        document.close()
    if sum(len(line.text) for page in pages for line in page) < 8 * max(count, 1):
        raise DocumentError(
            "the PDF has no text layer: it is a scan",
            where=where,
            hint="Run OCR on it first, for example with ocrmypdf",
        )
    _mark_edges(pages)
    columns = [number for number, page in enumerate(pages, 1) if _in_columns(page)]
    message = _COLUMNS.format(", ".join(map(str, columns[:20])))
    notes = (DocumentWarning("columns", message, len(columns)),) if columns else ()
    return replace(_joined(pages), notes=notes)


def _pages(document: Any, count: int, where: str) -> Iterator[list[_Line]]:
    end = time.monotonic() + MAX_SECONDS
    for number in range(count):
        if time.monotonic() > end:
            raise DocumentError(
                f"the PDF takes more than {MAX_SECONDS:.0f} seconds to read",
                where=where,
                hint="Split it into parts",
            )
        yield _page_lines(document, number)


def _page_lines(document: Any, number: int) -> list[_Line]:
    import pypdfium2

    try:
        page = document[number]
        layer = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []  # one broken page does not lose the others; an empty file is refused as a whole
    lines: list[_Line] = []
    try:
        total = min(layer.count_chars(), 200_000)
        text = layer.get_text_range(0, total) if total > 0 else ""
        # The text is one character per PDFium character except where it is beyond the basic plane.
        exact = len(text) == total
        position = 0
        for raw in re.split(r"\r\n|\n|\r", text):
            stripped = raw.strip("\u0000 \u3000\t")
            if stripped:
                first = position + (len(raw) - len(raw.lstrip("\u0000 \u3000\t")))
                lines.append(
                    _measured(layer, _mended(stripped), first, first + len(stripped) - 1, exact=exact)
                )
            position += (
                len(raw) + 2
                if text[position + len(raw) : position + len(raw) + 2] == "\r\n"
                else len(raw) + 1
            )
    finally:
        layer.close()
        page.close()
    return lines


def _mended(text: str) -> str:
    """PDFium takes a dash at the end of a line for a hyphen; between Chinese it is the author's."""
    text = re.sub("(?<=[A-Za-z])\ufffe", "", text).replace("\ufffe", "-")
    return _THIN.sub("", text)


def _measured(layer: Any, text: str, first: int, last: int, *, exact: bool) -> _Line:
    import pypdfium2

    if not exact:
        return _Line(text, 0.0, 0.0, 0.0, 0.0)
    try:
        left, bottom, _, top = layer.get_charbox(first)
        _, _, right, _ = layer.get_charbox(last)
    except (pypdfium2.PdfiumError, ValueError):
        return _Line(text, 0.0, 0.0, 0.0, 0.0)
    return _Line(text, left, right, top, top - bottom)


def _mark_edges(pages: Sequence[list[_Line]]) -> None:
    """Page numbers, and lines that come back at the head or foot of many pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line.text) for line in _edges(page)})
    for page in pages:
        for line in _edges(page):
            repeated = seen[_shape(line.text)] >= max(2, len(pages) // 2) and len(line.text) < 60
            line.edge = bool(_PAGE_NUMBER.match(line.text)) or repeated


def _in_columns(page: Sequence[_Line]) -> bool:
    """Whether many of a page's lines stand beside another one, a clear lane between them."""
    lines = sorted((line for line in page if line.height and len(line.text) > 6), key=lambda line: line.top)
    beside = 0
    for number, one in enumerate(lines):
        beside += any(
            abs(one.top - other.top) < one.height * 1.2
            and (one.right + 6 < other.left or other.right + 6 < one.left)
            for other in lines[number + 1 : number + 4]
        )
    return len(lines) >= 8 and beside * 4 >= len(lines)


def _edges(page: list[_Line]) -> list[_Line]:
    return page if len(page) <= 4 else [*page[:2], *page[-2:]]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", text))


def _joined(pages: Sequence[list[_Line]]) -> Extracted:
    pieces: list[str] = []
    marked: list[tuple[int, int, str]] = []
    starts: list[int] = []
    length = 0
    previous: _Line | None = None
    _set_margins(pages)
    for page in pages:
        starts.append(length)
        for line in page:
            if line.edge:
                continue
            separator = "" if previous is None else _separator(previous, line)
            pieces.append(separator + line.text)
            length += len(separator) + len(line.text)
            previous = line
    for page in pages:  # kept, so that nothing of the file is lost, but out of the way of the prose
        for line in page:
            if line.edge:
                pieces.append("\n" + line.text)
                marked.append((length + 1, length + 1 + len(line.text), "page"))
                length += 1 + len(line.text)
    return Extracted("".join(pieces), marked=tuple(marked), pages=tuple(starts))


def _set_margins(pages: Sequence[list[_Line]]) -> None:
    """Tell every line where its column begins and ends: the whole document's, or on a page in columns its own."""
    single = [page for page in pages if not _in_columns(page)]
    groups = [[line for page in single for line in page]]
    for page in pages:
        if _in_columns(page):
            middle = (min(line.left for line in page) + max(line.right for line in page)) / 2
            groups.append([line for line in page if line.left < middle])
            groups.append([line for line in page if line.left >= middle])
    for group in groups:
        start, limit = _margins([group])
        for line in group:
            line.start, line.limit = start, limit


def _margins(pages: Sequence[list[_Line]]) -> tuple[float, float]:
    lines = [line for page in pages for line in page if line.height and len(line.text) > 12]
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in lines)
    rights = sorted(line.right for line in lines)
    return float(lefts.most_common(1)[0][0]), rights[int(len(rights) * 0.9)]


def _separator(previous: _Line, line: _Line) -> str:
    """Nothing where a line runs on into the next, a line break where a paragraph ends."""
    if not previous.limit or not line.height or not previous.height:
        ended = previous.text[-1] in _STOPS or len(previous.text) < 20
        return "\n" if ended else _glue(previous, line)
    size = max(previous.height, line.height, 6.0)
    if min(previous.height, line.height) >= 6.0 and size >= 1.5 * min(previous.height, line.height):
        return "\n"  # a title above prose; a first character such as 一 is too flat to tell
    word = _WORD.match(line.text)  # a figure that did not fit leaves the line before it short
    room = size * 2.2 + (len(word.group()) * size * 0.6 if word else 0.0)
    if line.left > line.start + size * 0.9 or previous.right < previous.limit - room:
        return "\n"
    return _glue(previous, line)


def _glue(previous: _Line, line: _Line) -> str:
    words = (
        previous.text[-1].isascii()
        and previous.text[-1].isalpha()
        and line.text[0].isascii()
        and line.text[0].isalpha()
    )
    return " " if words else ""
