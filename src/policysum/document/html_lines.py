"""What the tags of a page make of its text: lines, boilerplate, tables, and what is not shown at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.document.grid import Cell
from policysum.document.html_styles import cells_covered, has_style, is_hidden
from policysum.document.raised import raised
from policysum.document.writing import WrittenLine, table_below
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["PageLines", "TooDeepError"]

MAX_DEPTH = 20_000

# Tags whose text is never shown.
_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "select", "option", "textarea", "iframe", "object", "head", "math", "canvas", "audio", "video", "rt", "rp"})  # fmt: skip
# Those of them, and what a style may hide, that stand within a line and part none.
_WITHIN = frozenset({"rt", "rp", "script", "style", "svg", "math", "span", "font", "b", "strong", "i", "em", "a", "sup", "sub", "label"})  # fmt: skip
# Tags whose text is shown and is never the report. A form may be the whole page: ASP.NET makes every page so.
_ASIDE = frozenset({"nav", "footer", "aside", "button", "menu"})
# Tags that begin and end a line.
_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li",
    "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul", "button", "title",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3"})
_HANDS_ON = frozenset({"a", "iframe", "embed", "object"})
_LINK = 80  # characters of a line that is a link
_CELLS = frozenset({"td", "th"})
_RAISED = re.compile(r"vertical-align\s*:\s*super|mso-text-raise\s*:\s*[1-9]", re.IGNORECASE)
# What the site systems of Chinese governments put around the text of a document.
_CONTENT = re.compile(
    r"\b(?:UCAP-CONTENT|TRS_(?:PreAppend|UEDITOR|Editor)|pages_content|zoom(?:con)?|article[-_]?(?:content|con|body)"
    r"|news_?content|content_?text|Custom_UnionStyle|view\s*TRS_UEDITOR|vsb_content\w{0,6})\b",
    re.IGNORECASE,
)
_NOTE = table("page_words").compiled(r"\s*+[\[(（〔【]?\s*+(?:{note}\s*+)?\d{1,3}\s*+[\])）〕】]?\s*+")
# Fields such pages carry in their head, and what they say.
_META_FIELDS = {
    "articletitle": "title", "og:title": "title", "pubdate": "publish_date", "publishdate": "publish_date",
    "article:published_time": "publish_date", "contentsource": "source", "sitename": "site",
}  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
# A line end of the markup between Chinese characters is no space.
_WRAPPED = re.compile(
    r"(?<=[\u4e00-\u9fff，。；：、！？”）》])[\r\n][ \t\r\n]*+(?=[\u4e00-\u9fff，。；：、！？“（《\d])"
)
_LONG_CELL = 200
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)(?=$|[?&#])", re.IGNORECASE
)  # where a link leads that hands on a file
_NAMES_FILE = ("href", "src", "data")
_LONGEST_TITLE = 400


class TooDeepError(Exception):
    """A page whose tags stand in each other thousands deep."""


@dataclass(slots=True)
class _Open:
    """A tag that is open."""

    tag: str
    hidden: bool = False
    content: bool = False
    mark: int = -1  # of a note or an exponent: how many pieces of text stood before it
    raised: bool = False


@dataclass(slots=True)
class _OpenCell:
    table: int  # how many tables are open with its own
    first: int  # its first line
    across: int
    down: int


class PageLines:
    """Takes the tags and the text of a page as the parser finds them; a tag that is left open it ends itself."""

    def __init__(self, *, styles: bool = True) -> None:
        """Make ready for a page; without `styles` what they hide is taken to be shown."""
        self.lines: list[WrittenLine] = []
        # lines in each tag that is never the report, by its number
        self.asides: dict[int, list[WrittenLine]] = {}
        self.styled = False  # whether a style hid anything
        self._styles = styles
        self._asides = 0
        self.fields: dict[str, str] = {}
        self.contents = 0  # how many tags there were that hold a report
        self.named: list[str] = []  # what the tag of the window's title says
        self._files: set[str] = set()  # what the page hands on
        self._open: list[_Open] = []
        self._hidden = self._aside = self._link = self._content = self._heading = 0
        self._text: list[str] = []
        self._linked: list[str] = []
        self._rows: list[list[list[Cell]]] = []
        self._cell: list[_OpenCell] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open a block, a cell, a link, or a stretch that is not shown.

        Raises:
            TooDeepError: more elements are open than any page has.
        """
        if len(self._open) >= MAX_DEPTH:
            raise TooDeepError
        styled = is_hidden(attributes)
        self.styled = self.styled or styled
        opened = _Open(tag, hidden=tag in _HIDDEN or (styled and self._styles))
        self._open.append(opened)
        self._take(tag, attributes)
        self._hidden += opened.hidden
        if self._hidden:
            if opened.hidden and tag not in _WITHIN:
                self._flush()
            return
        if tag in _HEADINGS:
            self._heading += 1
        if tag in _BLOCK and not (tag == "br" and self._heading):
            self._flush()
        if tag in _ASIDE:
            self._start_aside()
        self._link += tag == "a"
        opened.raised = tag == "sup" or (tag in _WITHIN and has_style(attributes, _RAISED))
        if opened.raised or (tag == "a" and attributes.get("href", "").startswith("#")):
            opened.mark = len(self._text)
        self._start_table_part(tag, attributes)
        if _CONTENT.search(f"{attributes.get('id', '')[:200]} {attributes.get('class', '')[:200]}"):
            self._flush()
            opened.content = True
            self.contents += not self._content
            self._content += 1

    def _start_aside(self) -> None:
        self._asides += not self._aside
        self._aside += 1

    def end(self, tag: str) -> None:
        """Close what the tag opened."""
        if not self._open or self._open[-1].tag != tag:
            return
        opened = self._open.pop()
        if self._hidden:
            self._hidden -= opened.hidden
            return
        if tag in _HEADINGS:
            self._heading -= 1
        if opened.mark >= 0:
            self._end_mark(opened)
        if tag in _BLOCK and tag != "br":
            self._flush()
        if opened.content:
            self._flush()
            self._content -= 1
        self._aside -= tag in _ASIDE
        if tag == "a":
            self._link -= 1
        elif tag in _CELLS or tag == "tr":
            self._end_open_cell()
        elif tag == "table" and self._rows:
            self._end_table()

    def data(self, text: str) -> None:
        """Take in text that is shown."""
        if self._hidden:
            if self._open and self._open[-1].tag == "title":
                self.named.append(text[:_LONGEST_TITLE])
            return
        self._text.append(text)
        if self._link:
            self._linked.append(text)

    def close(self) -> None:
        """Write what is left."""
        self._flush()
        while self._rows:
            self._end_table()
        if self._files:
            self.fields["attached"] = str(len(self._files))

    def _take(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "meta":
            self._take_field(attributes)
        elif tag in _HANDS_ON:
            self._take_file(attributes)

    def _take_field(self, attributes: Mapping[str, str]) -> None:
        """What the page says of itself in its head: ArticleTitle, PubDate, ContentSource, SiteName."""
        name = attributes.get("name") or attributes.get("property") or ""
        field = _META_FIELDS.get(name.strip().lower())
        content = _plain([attributes.get("content", "")[:1000]])
        if field and content:
            self.fields.setdefault(field, content)

    def _take_file(self, attributes: Mapping[str, str]) -> None:
        """A file that the page hands on, by a link or in a frame."""
        values = (attributes.get(name) or "" for name in _NAMES_FILE)
        self._files.update(value[:_LONGEST_TITLE] for value in values if _FILE.search(value[:2000]))

    def _end_mark(self, opened: _Open) -> None:
        """A raised stretch, or a link to a place of the page: the mark of a note is no text."""
        if opened.mark > len(self._text):  # a line ended within it
            return
        text = "".join(self._text[opened.mark :])
        before = "".join(self._text[max(opened.mark - 8, 0) : opened.mark])
        if opened.raised:
            text = raised(before, text)
        elif before.strip() and _NOTE.fullmatch(text):
            text = ""
        self._text[opened.mark :] = [text]

    def _start_table_part(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self._flush()
            if self._cell:  # a table in a cell: the outer one is layout
                self._release(self._cell[-1].first)
            self._rows.append([])
        elif tag == "tr":
            self._end_open_cell()
            if self._rows:
                self._rows[-1].append([])
        elif tag in _CELLS:
            self._flush()
            self._end_open_cell()
            across, down = (cells_covered(attributes.get(name, "")) for name in ("colspan", "rowspan"))
            self._cell.append(_OpenCell(len(self._rows), len(self.lines), across, down))

    def _end_open_cell(self) -> None:
        """A cell of one line joins its row; one that holds paragraphs is layout, and stays as it is."""
        if not self._cell or self._cell[-1].table != len(self._rows):
            return
        self._flush()
        cell = self._cell.pop()
        if not self._rows or len(self.lines) - cell.first > 1 or not self._rows[-1]:
            self._release(cell.first)
            return
        text = self.lines.pop().text if len(self.lines) > cell.first else ""
        self._rows[-1][-1].append(Cell(text, cell.across, cell.down))
        if len(text) > _LONG_CELL:
            self._release(len(self.lines))

    def _release(self, first: int) -> None:
        """Write the rows that were held back, before the lines from `first` on."""
        held = self.lines[first:]
        del self.lines[first:]
        if self._rows:  # the tables around this one were written when it began
            rows = self._rows[-1]
            self._write(rows)
            rows[:] = [[]]
        self.lines.extend(held)

    def _end_table(self) -> None:
        self._end_open_cell()
        self._write(self._rows.pop())
        while self._cell and self._cell[-1].table > len(self._rows):
            self._cell.pop()

    def _write(self, rows: Sequence[Sequence[Cell]]) -> None:
        self.lines.extend(table_below(rows, self.lines[-8:], self._group()))

    def _group(self) -> int:
        return self.contents if self._content else 0

    def _flush(self) -> None:
        if not self._text:
            return
        text = _plain(self._text)
        if text:
            kind = "navigation" if self._aside else ""
            whole = self._linked and not self._heading and len(text) < _LINK
            if not kind and whole and len(_plain(self._linked)) >= len(text):
                kind = "links"  # the title of a page may lead to the page itself
            line = WrittenLine(text, kind, group=self._group())
            self.lines.append(line)
            if self._aside:
                self.asides.setdefault(self._asides, []).append(line)
        self._text.clear()
        self._linked.clear()


def _plain(pieces: Sequence[str]) -> str:
    return _SPACE.sub(" ", _WRAPPED.sub("", "".join(pieces))).strip(" \u00a0\u3000")
