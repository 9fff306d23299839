"""Word files, streamed: paragraphs with the numbers Word draws before them, tables with their headings.

Nothing but the standard library: a document type, which external entities and entity bombs need, is refused
before it is read, and no part is unpacked beyond a bound.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from policysum.document.formats import Extracted
from policysum.document.tables import Cell, table_lines
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["read_docx"]

MAX_PART = (
    96 * 1024 * 1024
)  # bytes of one unpacked part; a report of 30,000 characters has about one megabyte
MAX_DEPTH = 2_000
MAX_TAGS = 2_000_000  # a table of a hundred pages has half a million
MAX_LEVEL = 8  # the deepest level of a list that Word knows, counted from 0
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "pPrChange", "rPrChange", "footnoteReference"})
_CHINESE = "零一二三四五六七八九十"


def read_docx(data: bytes, where: str) -> Extracted:
    """Extract the text of a Word file in reading order.

    Raises:
        DocumentError: damaged, locked, too large unpacked, or with a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            numbering = _Numbering()
            for part, reader in (
                ("word/styles.xml", numbering.styles),
                ("word/numbering.xml", numbering.levels),
            ):
                if part in names:
                    _parse(archive, part, reader, None, None, where=where)
            body = _Body(numbering)
            _parse(archive, "word/document.xml", body.start, body.end, body.text, where=where)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise DocumentError(
            "the Word file is damaged or locked by a password",
            where=where,
            hint="Open it in Word and save it again",
        ) from error
    text = "\n".join(line for line in body.lines if line.strip())
    if not text:
        raise DocumentError(
            "the Word file holds no text", where=where, hint="If it holds pictures of pages, run OCR first"
        )
    return Extracted(text)


def _parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
    *,
    where: str,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    guard = _Guard(where)

    def opened(name: str, attributes: dict[str, str]) -> None:
        guard.enter()
        start(name, attributes)

    def closed(name: str) -> None:
        guard.depth -= 1
        if end is not None:
            end(name)

    def refused(*_: object) -> None:
        raise DocumentError(
            "the Word file declares a document type, which no Word file needs and attacks use",
            where=where,
            hint="Save it again in Word",
        )

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = refused
    if text is not None:
        parser.CharacterDataHandler = text
    left = MAX_PART
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(1 << 18):
                left -= len(chunk)
                if left < 0:
                    raise DocumentError(
                        f"the Word file unpacks to more than {MAX_PART >> 20} MB",
                        where=where,
                        hint="It is damaged or made to harm; save the text alone",
                    )
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise DocumentError(
            f"the Word file is damaged ({error})", where=where, hint="Open it in Word and save it again"
        ) from error


@dataclass(slots=True)
class _Guard:
    """Refuses a part that is nested too deeply, or has more tags than any report."""

    where: str
    depth: int = 0
    tags: int = 0

    def enter(self) -> None:
        self.depth += 1
        self.tags += 1
        if self.depth > MAX_DEPTH:
            raise DocumentError(
                "the Word file is nested too deeply", where=self.where, hint="Save it again in Word"
            )
        if self.tags > MAX_TAGS:
            raise DocumentError(
                f"the Word file holds more than {MAX_TAGS:,} tags",
                where=self.where,
                hint="It is damaged or made to harm; save the text alone",
            )


def _local(name: str) -> str:
    return name.removeprefix(_W).removeprefix(_STRICT)


def _value(attributes: dict[str, str], name: str = "val") -> str:
    return attributes.get(_W + name) or attributes.get(_STRICT + name) or attributes.get(name) or ""


class _Numbering:
    """The numbers that Word draws and that are in no text: formats by list and level."""

    def __init__(self) -> None:
        self._formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract_of: dict[str, str] = {}
        self._list_of_style: dict[str, tuple[str, int]] = {}
        self._abstract = self._list = self._style = ""
        self._level = 0
        self._counts: Counter[tuple[str, int]] = Counter()

    def styles(self, name: str, attributes: dict[str, str]) -> None:
        """Take in styles.xml: the lists that styles carry."""
        tag = _local(name)
        if tag == "style":
            self._style, self._level = _value(attributes, "styleId"), 0
        elif tag == "ilvl":
            self._level = _depth(_value(attributes))
        elif tag == "numId":
            self._list_of_style[self._style] = (_value(attributes), self._level)

    def levels(self, name: str, attributes: dict[str, str]) -> None:
        """Take in numbering.xml: how each level is counted and drawn."""
        tag = _local(name)
        key = (self._abstract, self._level)
        form, pattern, first = self._formats.get(key, ("decimal", "", 1))
        if tag == "abstractNum":
            self._abstract = _value(attributes, "abstractNumId")
        elif tag == "lvl":
            self._level = _depth(_value(attributes, "ilvl"))
        elif tag == "numFmt":
            self._formats[key] = (_value(attributes), pattern, first)
        elif tag == "lvlText":
            self._formats[key] = (form, _value(attributes), first)
        elif tag == "start":
            self._formats[key] = (form, pattern, _integer(_value(attributes)))
        elif tag == "num":
            self._list = _value(attributes, "numId")
        elif tag == "abstractNumId":
            self._abstract_of[self._list] = _value(attributes)

    def label(self, number: str, level: int | None, style: str) -> str:
        """The number of the next paragraph of a list, as Word would draw it."""
        if not number and style in self._list_of_style:
            number, own = self._list_of_style[style]
            level = own if level is None else level
        if not number or number == "0":
            return ""
        level = level or 0
        abstract = self._abstract_of.get(number, "")
        form, pattern, _ = self._formats.get((abstract, level), ("", "", 1))
        self._counts[abstract, level] += 1
        for deeper in range(level + 1, MAX_LEVEL + 1):
            self._counts.pop((abstract, deeper), None)
        if form in {"", "bullet", "none"}:
            return ""
        for other in range(level + 1):
            its_form, _, its_first = self._formats.get((abstract, other), (form, "", 1))
            count = max(self._counts[abstract, other], 1) - 1 + its_first
            pattern = pattern.replace(f"%{other + 1}", _numeral(count, its_form))
        return pattern


def _integer(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else 0


def _depth(text: str) -> int:
    """A level of a list, no deeper than Word counts: each level costs time for every paragraph."""
    return min(_integer(text), MAX_LEVEL)


def _numeral(count: int, form: str) -> str:
    if form in {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "ideographDigital",
    }:
        tens, ones = divmod(count, 10)
        if count > 99:
            return str(count)
        head = "" if not tens else "十" if tens == 1 else _CHINESE[tens] + "十"
        return head + (_CHINESE[ones] if ones or not tens else "")
    if form == "decimalEnclosedCircle" and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    if form in {"lowerLetter", "upperLetter"} and 1 <= count <= 26:
        return chr((ord("a") if form == "lowerLetter" else ord("A")) + count - 1)
    return str(count)


@dataclass(slots=True)
class _Cell:
    lines: list[str]
    across: int = 1
    continued: bool = False


class _Body:
    """Gathers document.xml into lines."""

    def __init__(self, numbering: _Numbering) -> None:
        self.lines: list[str] = []
        self._numbering = numbering
        self._skip = 0
        self._in_text = 0
        self._paragraphs: list[list[str]] = []
        self._lists: list[list[str | int | None]] = []
        self._tables: list[list[list[_Cell]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: C901 - a flat switch over tags
        """Handle an opening tag."""
        tag = _local(name)
        if self._skip or name == _FALLBACK or tag in _SKIPPED:
            self._skip += 1
            return
        if tag == "t":
            self._in_text += 1
        elif tag == "p":
            self._paragraphs.append([])
            self._lists.append(["", None, ""])
        elif tag in {"tab", "br", "cr", "noBreakHyphen", "sym"} and self._paragraphs and tag != "sym":
            self._paragraphs[-1].append({"tab": " ", "noBreakHyphen": "-"}.get(tag, "\n"))
        elif tag == "numId" and self._lists:
            self._lists[-1][0] = _value(attributes)
        elif tag == "ilvl" and self._lists:
            self._lists[-1][1] = _depth(_value(attributes))
        elif tag == "pStyle" and self._lists:
            self._lists[-1][2] = _value(attributes)
        elif tag == "tbl":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag == "tc" and self._tables and self._tables[-1]:
            self._tables[-1][-1].append(_Cell([]))
        elif tag == "gridSpan" and self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1].across = max(1, _integer(_value(attributes)))
        elif tag == "vMerge" and self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1].continued = _value(attributes) != "restart"

    def end(self, name: str) -> None:
        """Handle a closing tag."""
        if self._skip:
            self._skip -= 1
            return
        tag = _local(name)
        if tag == "t":
            self._in_text -= 1
        elif tag == "p" and self._paragraphs:
            self._end_paragraph()
        elif tag == "tbl" and self._tables:
            rows = self._tables.pop()
            lines = table_lines(
                [[Cell(" ".join(cell.lines), cell.across, 1, cell.continued) for cell in row] for row in rows]
            )
            self._emit(lines)

    def text(self, data: str) -> None:
        """Handle character data; only what stands in w:t is the author's."""
        if self._in_text and not self._skip and self._paragraphs:
            self._paragraphs[-1].append(data)

    def _end_paragraph(self) -> None:
        text = "".join(self._paragraphs.pop())
        number, level, style = self._lists.pop()
        assert isinstance(number, str)
        assert isinstance(style, str)
        if text.strip():
            label = self._numbering.label(number, level if isinstance(level, int) else None, style)
            self._emit([label + text])

    def _emit(self, lines: list[str]) -> None:
        if self._paragraphs:  # a text box stands inside a paragraph: its lines come first
            self.lines.extend(lines)
        elif self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1].lines.extend(lines)
        else:
            self.lines.extend(lines)
