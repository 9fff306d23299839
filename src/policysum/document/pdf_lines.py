"""The lines of a page as a child process measured them: what is raised, narrow or wide in them, where they stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policysum.document.pdf_tables import Piece
from policysum.document.raised import raised
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["PrintedLine", "in_columns", "mark_edges", "set_apart", "set_margins"]

_WORDS = table("page_words")
_PAGE_NUMBER = _WORDS.compiled(
    r"[-—–─·\s]*(?:{signs.ordinal}\s*)?\d{1,4}(?:\s*{page})?(?:\s*[/／{=of_pages}]\s*(?:{of_pages}\s*)?\d{1,4}(?:\s*{page})?)?[-—–─·\s]*$"
    r"|(?:file|https?)://\S+(?:\s+\d+/\d+)?$"  # what browsers print under a page
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:{half_day})?\d{1,2}:\d\d(?:\s*[AP]M)?(?:\s.{0,60})?$"  # and above it
)
# Typesetting parts Latin and figures from Chinese by a thin space that no author typed.
_THIN = re.compile(
    r"(?<=[\u3001-\u9fff\uff00-\uffef“”‘’—]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[\u3001-\u9fff\uff00-\uffef“”‘’—])"
)
_OF_UNIT = table("page_words").compiled(
    r"\d(?: \d)* ?(?:{unit}|[%％])", unit=table("units").alternation("measure", "money", "percent")
)
_TWO_DIGITS = re.compile(r"(?<=\d)\d")
_POINT = re.compile(r"\d [.%]|[.] \d")
_FEWEST_APART = 3
_LOOSE = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef]) (?=[\u3001-\u9fff\uff00-\uffef])")
_CHINESE = re.compile(r"[\u3001-\u9fff\uff00-\uffef]")
_FEWEST_LOOSE = 5
_LONGEST_EDGE = 60
_FIGURE = _WORDS.compiled(r"\d\s*(?:[%％‰{=numerals.big|signs.yuan}]|{signs.thing}{signs.percent_point})")
_COUNTER = _WORDS.compiled(r"(?<![\d.])\d{1,4}(?![\d.]|[\u4e00-\u9fff](?<!{page}))")
_STOPS = "。！？；：!?;:"


@dataclass(slots=True)
class PrintedLine:
    """A line of a page: its text, where it is printed, in points, and how it is parted."""

    text: str
    left: float
    right: float
    top: float
    height: float
    size: float = 0.0  # of its characters
    edge: bool = False
    start: float = 0.0  # where the lines of its column begin and end
    limit: float = 0.0
    pieces: tuple[Piece, ...] = ()  # where gaps part it as they part the cells of a table
    unsure: frozenset[int] = (
        frozenset()
    )  # which of its printed characters were recognised with little confidence

    @classmethod
    def of(cls, line: Mapping[str, Any], *, apart: int) -> PrintedLine:
        """A line as the child measured it, without marks of notes and without spaces within numbers."""
        text = line["text"]
        pieces = list(text)
        for start, end in line.get("raised", ()):
            pieces[start:end] = [raised(text[max(start - 8, 0) : start], text[start:end])] + [""] * (
                end - start - 1
            )
        if apart:
            for at in _gaps(line, before_units=apart < _FEWEST_APART):
                pieces[at] = ""
            for at in line.get("narrow", ()):
                if _POINT.match(text, at - 1):
                    pieces[at] = ""
        for at in _loose_spaces(text):
            pieces[at] = ""
        cells: list[Piece] = []
        unsure = frozenset(line.get("unsure", ()))
        begin, left, printed = 0, line.get("left", 0.0), 0
        for start, end, right, after in [*line.get("wide", ()), (len(text), 0, line.get("right", 0.0), 0.0)]:
            cell = _mended("".join(pieces[begin:start]))
            behind = printed + len("".join(cell.split()))
            cells.append(Piece(cell, left, right, unsure=any(printed <= one < behind for one in unsure)))
            begin, left, printed = end, after, behind
        return cls(
            _mended("".join(pieces)), line.get("left", 0.0), line.get("right", 0.0), line.get("top", 0.0),
            line.get("height", 0.0), line.get("size", 0.0), pieces=tuple(cells), unsure=unsure,
        )  # fmt: skip


def set_apart(pages: Sequence[Sequence[Mapping[str, Any]]]) -> int:
    """How many spaces stand between the digits of one number; 0 in a file that is not set so."""
    lines = [line for page in pages for line in page if line.get("narrow")]
    spaced = sum(len(_gaps(line)) for line in lines)
    return spaced if spaced >= _FEWEST_APART else sum(len(_gaps(line, before_units=True)) for line in lines)


def _gaps(line: Mapping[str, Any], *, before_units: bool = False) -> list[int]:
    """The spaces between digits in a line most of whose digits stand alone; codes such as 208 05 01 do not.

    With `before_units` only those of a number that its unit follows: a file that has few of them is not set so.
    """
    text = line["text"]
    found = [at for at in line.get("narrow", ()) if text[at - 1].isdecimal() and text[at + 1].isdecimal()]
    if len(found) <= len(_TWO_DIGITS.findall(text)):
        return []
    return [at for at in found if not before_units or _OF_UNIT.match(text, at + 1)]


def _loose_spaces(text: str) -> list[int]:
    """The spaces of a line whose Chinese characters are set apart: 全 县 完 成 投 资."""
    found = [space.start() for space in _LOOSE.finditer(text)]
    return found if len(found) >= _FEWEST_LOOSE and 2 * len(found) > len(_CHINESE.findall(text)) else []


def _mended(text: str) -> str:
    """PDFium takes a dash at the end of a line for a hyphen; between Chinese it is the author's."""
    text = re.sub("(?<=[A-Za-z])\ufffe", "", text).replace("\ufffe", "-")
    return _THIN.sub("", text)


def mark_edges(pages: Sequence[list[PrintedLine]]) -> None:
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


def _edges(page: list[PrintedLine]) -> list[PrintedLine]:
    return page if len(page) <= 4 else [*page[:2], *page[-2:]]


def in_columns(page: Sequence[PrintedLine]) -> bool:
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


def set_margins(pages: Sequence[list[PrintedLine]]) -> None:
    """Mark on every line where its column begins and ends: the whole document's, or on a page in columns its own."""
    single = [page for page in pages if not in_columns(page)]
    groups = [[line for page in single for line in page]]
    for page in pages:
        if in_columns(page):
            middle = (min(line.left for line in page) + max(line.right for line in page)) / 2
            groups.append([line for line in page if line.left < middle])
            groups.append([line for line in page if line.left >= middle])
    for group in groups:
        start, limit = _margins([group])
        for line in group:
            line.start, line.limit = start, limit


def _margins(pages: Sequence[list[PrintedLine]]) -> tuple[float, float]:
    lines = [line for page in pages for line in page if line.height and len(line.text) > 12]
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in lines)
    rights = sorted(line.right for line in lines)
    return float(lefts.most_common(1)[0][0]), rights[int(len(rights) * 0.9)]
