"""The lines of the pages of a PDF become its text: paragraphs joined again, tables read, page numbers set aside."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from policysum.document.contents import ends_with_page
from policysum.document.figure import Figure, TableRow
from policysum.document.formats import Extracted
from policysum.document.numerals import NUMERAL
from policysum.document.pdf_lines import PrintedLine, in_columns, mark_edges, set_apart, set_margins
from policysum.document.pdf_tables import head_of, table_of
from policysum.document.table_layout import CODE
from policysum.document.table_units import is_unit_line, unit_in
from policysum.document.warnings import DocumentWarning
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from policysum.document.pdf_tables import Piece
    from policysum.document.writing import WrittenLine

__all__ = ["text_of_pages"]

_WORD = re.compile(r"[A-Za-z0-9.,%+\-&]+")
_CODED = table("table_words").compiled(
    rf"({CODE.pattern}|[235]\d{{2}}(?=[\u4e00-\u9fff]))([^\d\s][^\d]{{1,40}}?)\s?([-−]?\d[\d,，]*+(?:\.\d+)?)\s?({{code_unit}}|[%％])?[。；]?$"
)
_INDENT = 3.2  # characters that no first line of a paragraph is indented by
_OTHER_SIZE = 0.12  # of the size of a line: set in another one
_TITLE_SIZE = 1.2  # of the size of the prose below a title
_LONGEST_NAME = 15  # of a row of a table without figures
_STOPS = "。！？；：!?;:"
_APART = "digits stand apart in the PDF and were joined (2 0 0 5 to 2005): compare the numbers with the page"
_COLUMNS = "set in columns, which may be read across: look at the text of page {}"
_NUMBERED = table("heading_marks").compiled(
    rf"{{signs.ordinal}}?{NUMERAL}(?:{{main_part}}|[、．])|[（(]{NUMERAL}[)）]"
)


def text_of_pages(printed: Sequence[Sequence[Mapping[str, Any]]]) -> Extracted:
    """The text of the pages of a file.

    Args:
        printed: the lines of each page, as a child process measured or recognised them.
    """
    apart = set_apart(printed)
    pages = [[PrintedLine.of(line, apart=apart) for line in page] for page in printed]
    pages = [[line for line in page if line.text] for page in pages]
    mark_edges(pages)
    return replace(_joined(pages), notes=tuple(_notes(pages, apart=apart)))


def _notes(pages: Sequence[Sequence[PrintedLine]], *, apart: int) -> Iterator[DocumentWarning]:
    columns = [number for number, page in enumerate(pages, 1) if in_columns(page)]
    if columns:
        yield DocumentWarning("columns", _COLUMNS.format(", ".join(map(str, columns[:20]))), len(columns))
    if apart:
        yield DocumentWarning("digits_apart", _APART, apart)


def _joined(pages: Sequence[list[PrintedLine]]) -> Extracted:
    """The text of the pages of a file, with its tables and where each page begins."""
    text = _Text()
    set_margins(pages)
    starts: list[int] = []
    tables = _Tables()
    for page in pages:
        starts.append(text.length)
        lines = [line for line in page if not line.edge]
        number = 0
        while number < len(lines):
            coded = _of_code(lines[number], text.above, among=lines[max(number - 1, 0) : number + 2])
            if coded is not None:
                text.write(coded.text, coded.figures)
                number += 1
                continue
            end = _end_of_columns(lines, number)
            pieces = [line.pieces for line in lines[number:end]]
            table = tables.read(pieces, text.above, first=number == 0)
            doubtful = {piece.text for line in lines[number:end] for piece in line.pieces if piece.unsure}
            for row in table:
                text.write(row.text, row.figures, unsure=tuple(_of_row(row, doubtful)))
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
        "".join(text.parts), marked=tuple(text.marked), pages=tuple(starts), figures=tuple(text.figures),
        unsure=tuple(text.unsure),
    )  # fmt: skip


def _of_code(line: PrintedLine, above: Sequence[str], *, among: Sequence[PrintedLine]) -> TableRow | None:
    """A line of a budget's table that gaps do not part: 208 05 01 行政单位离退休 84.65万元; among others of its kind."""
    found = _CODED.match(line.text)
    if found is None or not any(_CODED.match(one.text) for one in among if one is not line):
        return None
    code, name, number, unit = found.groups()
    unit = unit or next((said for one in reversed(above) if (said := unit_in(one))), "")
    head = f"{code}{name.strip()}："
    end = len(head) + len(number) + len(unit)
    return TableRow(f"{head}{number}{unit}。", (Figure(len(head), end, name.strip(), "", unit=unit),))


def _of_row(row: WrittenLine, doubtful: Collection[str]) -> Iterator[tuple[int, int]]:
    """The numbers of a row of a table that stand in one of the doubtful cells."""
    for figure in row.figures:
        number = row.text[figure.start : figure.end].removesuffix(figure.unit)
        if number in doubtful:
            yield figure.start, figure.end


def _of_line(line: PrintedLine) -> Iterator[tuple[int, int]]:
    """The characters of a line that were recognised with little confidence."""
    if line.unsure:
        printed = (place for place, character in enumerate(line.text) if not character.isspace())
        yield from ((place, place + 1) for number, place in enumerate(printed) if number in line.unsure)


def _end_of_columns(lines: Sequence[PrintedLine], first: int) -> int:
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


class _Tables:
    """Reads tables; one may go on on the next page, with its heads or without."""

    def __init__(self) -> None:
        self._head: list[Sequence[Piece]] = []  # of the table that stood last
        self._above: list[str] = []  # and the lines above it

    def read(
        self, pieces: Sequence[Sequence[Piece]], above: Sequence[str], *, first: bool
    ) -> list[WrittenLine]:
        """The lines of the table that some lines make, or none; `first`: they begin a page."""
        head = head_of(pieces)
        # A page that begins with prose goes on with no table: what is read of no lines would never end.
        if first and pieces and self._head and (not head or _texts(head) == _texts(self._head)):
            return table_of(pieces if head else [*self._head, *pieces], self._above)
        found = table_of(pieces, above)
        self._head, self._above = (head, list(above)) if found else ([], [])
        return found


def _texts(lines: Sequence[Sequence[Piece]]) -> list[list[str]]:
    return [[piece.text for piece in pieces] for pieces in lines]


class _Text:
    """The text as it grows: lines that run on into each other, and lines that stand alone."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.marked: list[tuple[int, int, str]] = []
        self.figures: list[Figure] = []
        self.unsure: list[tuple[int, int]] = []
        self.above: list[str] = []  # the last lines
        self.length = 0
        self._last: PrintedLine | None = None

    def run_on(self, line: PrintedLine) -> None:
        """Write a line of prose behind the one before it, or below it where a paragraph ends."""
        if is_unit_line(line.text):
            self.write(line.text, kind="caption")
            return
        separator = "\n" if self._last is None else _separator(self._last, line)
        self._add(separator if self.length else "", line.text, _of_line(line))
        self._last = line

    def write(
        self,
        text: str,
        figures: Sequence[Figure] = (),
        kind: str = "",
        unsure: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Write a line that stands alone."""
        start = self._add("\n" if self.length else "", text, unsure)
        self.figures.extend(figure.moved(start) for figure in figures)
        if kind:
            self.marked.append((start, start + len(text), kind))
        self._last = None

    def _add(self, separator: str, text: str, unsure: Iterable[tuple[int, int]]) -> int:
        self.parts += (separator, text)
        start = self.length + len(separator)
        self.unsure.extend((start + begin, start + end) for begin, end in unsure)
        self.length = start + len(text)
        self.above = [*self.above[-2:], text]
        return start


def _separator(previous: PrintedLine, line: PrintedLine) -> str:
    """Nothing where a line runs on into the next, a line break where a paragraph ends."""
    other = abs(previous.size - line.size) > _OTHER_SIZE * line.size
    larger = previous.size > _TITLE_SIZE * line.size > 0
    if (
        larger
        or ends_with_page(previous.text)
        or ((other or previous.text[-1] in _STOPS) and _NUMBERED.match(line.text))
    ):
        return "\n"  # a full line may end its paragraph, or be the title above the first heading
    if not previous.limit or not line.height or not previous.height:
        ended = previous.text[-1] in _STOPS or len(previous.text) < 20
        return "\n" if ended else _glue(previous, line)
    size = max(previous.height, line.height, 6.0)
    if min(previous.height, line.height) >= 6.0 and size >= 1.5 * min(previous.height, line.height):
        return "\n"  # a title above prose; a first character such as 一 is too flat to show it
    if previous.left > line.left + size * _INDENT:
        return "\n"  # a line in the middle of the page, or at its right side
    word = _WORD.match(line.text)  # a figure that did not fit leaves the line before it short
    room = size * 2.2 + (len(word.group()) * size * 0.6 if word else 0.0)
    if line.left > line.start + size * 0.9 or previous.right < previous.limit - room:
        return "\n"
    return _glue(previous, line)


def _glue(previous: PrintedLine, line: PrintedLine) -> str:
    words = (
        previous.text[-1].isascii()
        and previous.text[-1].isalpha()
        and line.text[0].isascii()
        and line.text[0].isalpha()
    )
    return " " if words else ""
