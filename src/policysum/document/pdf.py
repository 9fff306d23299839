"""PDF files with a text layer: lines re-joined to paragraphs, page numbers and running heads marked.

PDFium reads them (extra `pdf`): it is what browsers use, so a file that lies about itself is met with practice.
It reads in a child process (`pdf_child`) of bounded memory and time, since a hostile file can make it abort.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policysum.document.child import DEADLINE, ChildCrashedError, ChildSlowError, run_child
from policysum.document.formats import Extracted
from policysum.document.pdf_tables import Piece, table_of
from policysum.document.raised import raised
from policysum.document.tables import is_unit_line
from policysum.document.warnings import DocumentWarning
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policysum.document.tables import Figure

__all__ = ["read_pdf"]

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
_TWO_DIGITS = re.compile(r"(?<=\d)\d")
_POINT = re.compile(r"\d [.%]|[.] \d")
_FEWEST_APART = 3
_APART = "digits stand apart in the PDF and were joined (2 0 0 5 to 2005): compare the numbers with the page"
_COLUMNS = "set in columns, which may be read across: look at the text of page {}"
_LONGEST_EDGE = 60
_LONGEST_NAME = 15  # of a row of a table without figures
_FIGURE = re.compile(r"\d\s*(?:[%％‰万亿元]|个百分点)")
_COUNTER = re.compile(r"(?<![\d.])\d{1,4}(?![\d.]|[\u4e00-\u9fff](?<!页))")
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
    pieces: tuple[Piece, ...] = ()  # where gaps part it as they part the cells of a table

    @classmethod
    def of(cls, line: Mapping[str, Any], *, apart: int) -> _Line:
        """A line as the child measured it, without marks of notes and without spaces within numbers."""
        text = line["text"]
        pieces = list(text)
        for start, end in line.get("raised", ()):
            pieces[start:end] = [raised(text[max(start - 8, 0) : start], text[start:end])] + [""] * (
                end - start - 1
            )
        if apart:
            for at in _gaps(line):
                pieces[at] = ""
            for at in line.get("narrow", ()):
                if _POINT.match(text, at - 1):
                    pieces[at] = ""
        cells: list[Piece] = []
        begin, left = 0, line.get("left", 0.0)
        for start, end, right, after in [*line.get("wide", ()), (len(text), 0, line.get("right", 0.0), 0.0)]:
            cells.append(Piece(_mended("".join(pieces[begin:start])), left, right))
            begin, left = end, after
        return cls(
            _mended("".join(pieces)), line.get("left", 0.0), line.get("right", 0.0), line.get("top", 0.0),
            line.get("height", 0.0), pieces=tuple(cells),
        )  # fmt: skip


def read_pdf(data: bytes, where: str) -> Extracted:
    """Extract the text layer of a PDF, paragraph by paragraph.

    Raises:
        DocumentError: the extra is missing; damaged, locked, scanned, or too much to read.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        raise DocumentError(
            "reading PDF files needs the extra `pdf`", where=where, hint='Run: pip install "policysum[pdf]"'
        )
    printed = _printed(data, where)
    if sum(len(line["text"]) for page in printed for line in page) < 8 * max(len(printed), 1):
        raise DocumentError(
            "the PDF has no text layer: it is a scan",
            where=where,
            hint="Run OCR on it first, for example with ocrmypdf",
        )
    apart = _set_apart(printed)
    pages = [[_Line.of(line, apart=apart) for line in page] for page in printed]
    pages = [[line for line in page if line.text] for page in pages]
    _mark_edges(pages)
    notes = tuple(_notes(pages, apart=apart))
    return replace(_joined(pages), notes=notes)


def _printed(data: bytes, where: str) -> list[list[dict[str, Any]]]:
    """What the child sees on each page.

    Raises:
        DocumentError: it found a fault, took too long or too much memory, or crashed.
    """
    try:
        answer = json.loads(run_child([_CHILD], data))
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
    pages: list[list[dict[str, Any]]] = answer["pages"]
    return pages


def _notes(pages: Sequence[Sequence[_Line]], *, apart: int) -> Iterator[DocumentWarning]:
    columns = [number for number, page in enumerate(pages, 1) if _in_columns(page)]
    if columns:
        yield DocumentWarning("columns", _COLUMNS.format(", ".join(map(str, columns[:20]))), len(columns))
    if apart:
        yield DocumentWarning("digits_apart", _APART, apart)


def _set_apart(pages: Sequence[Sequence[Mapping[str, Any]]]) -> int:
    """How many spaces stand between the digits of one number; 0 in a file that is not set so."""
    spaced = sum(len(_gaps(line)) for page in pages for line in page)
    return spaced if spaced >= _FEWEST_APART else 0


def _gaps(line: Mapping[str, Any]) -> list[int]:
    """The spaces between digits in a line most of whose digits stand alone; codes such as 208 05 01 do not."""
    text = line["text"]
    found = [at for at in line.get("narrow", ()) if text[at - 1].isdecimal() and text[at + 1].isdecimal()]
    return found if len(found) > len(_TWO_DIGITS.findall(text)) else []


def _mended(text: str) -> str:
    """PDFium takes a dash at the end of a line for a hyphen; between Chinese it is the author's."""
    text = re.sub("(?<=[A-Za-z])\ufffe", "", text).replace("\ufffe", "-")
    return _THIN.sub("", text)


def _mark_edges(pages: Sequence[list[_Line]]) -> None:
    """Page numbers, and lines that come back at the head or foot of many pages."""
    seen: Counter[str] = Counter()
    for number, page in enumerate(pages):
        for line in _edges(page):
            seen.update(_shapes(line.text, number))
    for number, page in enumerate(pages):
        for line in _edges(page):
            often = any(seen[shape] >= max(2, len(pages) // 2) for shape in _shapes(line.text, number))
            line.edge = bool(_PAGE_NUMBER.match(line.text)) or often


def _shapes(text: str, page: int) -> set[str]:
    """A line as it may come back on other pages: the same, or with a number that counts the pages.

    A sentence and a figure with its unit are the report's own, however often they come.
    """
    if len(text) >= _LONGEST_EDGE or text[-1] in _STOPS or _FIGURE.search(text):
        return set()
    bare = re.sub(r"\s", "", text)
    counted = {
        f"{bare[: one.start()]}#{int(one.group()) - page}#{bare[one.end() :]}"
        for one in list(_COUNTER.finditer(bare))[:8]
    }
    return {bare, *counted}


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


def _joined(pages: Sequence[list[_Line]]) -> Extracted:
    text = _Text()
    _set_margins(pages)
    starts: list[int] = []
    for page in pages:
        starts.append(text.length)
        lines = [line for line in page if not line.edge]
        number = 0
        while number < len(lines):
            end = _end_of_columns(lines, number)
            table = table_of([line.pieces for line in lines[number:end]], text.above)
            for row in table:
                text.write(row.text, row.figures)
            if not table:
                end = max(end, number + 1)
                for one in lines[number:end]:
                    text.run_on(one)
            number = end
    for page in pages:  # kept, so that nothing of the file is lost, but out of the way of the prose
        for line in page:
            if line.edge:
                text.write(line.text, kind="page")
    return Extracted(
        "".join(text.parts), marked=tuple(text.marked), pages=tuple(starts), figures=tuple(text.figures)
    )


def _end_of_columns(lines: Sequence[_Line], first: int) -> int:
    """Behind the last of the lines from `first` on that stand in columns; a row may have a name alone."""
    for number in range(first, len(lines)):
        line, below = lines[number], lines[number + 1 : number + 2]
        bare = (
            number > first
            and len(line.text) <= _LONGEST_NAME
            and abs(line.left - lines[first].left) < max(line.height, 6.0)
            and any(len(one.pieces) > 1 for one in below)
        )
        if len(line.pieces) < 2 and not bare:
            return number
    return len(lines)


class _Text:
    """The text as it grows: lines that run on into each other, and lines that stand alone."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.marked: list[tuple[int, int, str]] = []
        self.figures: list[Figure] = []
        self.above: list[str] = []  # the last lines
        self.length = 0
        self._last: _Line | None = None

    def run_on(self, line: _Line) -> None:
        """Write a line of prose behind the one before it, or below it where a paragraph ends."""
        if is_unit_line(line.text):
            self.write(line.text, kind="caption")
            return
        separator = "\n" if self._last is None else _separator(self._last, line)
        self._add(separator if self.length else "", line.text)
        self._last = line

    def write(self, text: str, figures: Sequence[Figure] = (), kind: str = "") -> None:
        """Write a line that stands alone."""
        start = self._add("\n" if self.length else "", text)
        self.figures.extend(figure.moved(start) for figure in figures)
        if kind:
            self.marked.append((start, start + len(text), kind))
        self._last = None

    def _add(self, separator: str, text: str) -> int:
        self.parts += (separator, text)
        start = self.length + len(separator)
        self.length = start + len(text)
        self.above = [*self.above[-2:], text]
        return start


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
