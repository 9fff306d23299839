"""A saved page becomes lines of text; what its markup shows to be furniture is marked as such."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

from policysum.document.decode import decode
from policysum.document.formats import Extracted
from policysum.document.tables import Cell, table_lines
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_html"]

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)

# Tags whose text is never shown.
_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "select", "option", "textarea", "iframe", "object", "head", "math", "canvas", "audio", "video"})  # fmt: skip
# Tags whose text is shown and is never the report.
_ASIDE = frozenset({"nav", "footer", "aside", "button", "form", "menu"})
# Tags that begin and end a line.
_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li",
    "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul", "button", "title",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3"})
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "param", "source", "track", "wbr"})  # fmt: skip
_INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|\shidden(?=[\s=]|$)",
    re.IGNORECASE,
)
# What the site systems of Chinese governments put around the text of a document.
_CONTENT = re.compile(
    r"(?:id|class)\s*=\s*[\"']?[^\"'>]{0,60}\b(?:UCAP-CONTENT|TRS_(?:PreAppend|UEDITOR|Editor)|pages_content|zoom(?:con)?|article[-_]?(?:content|con|body)"
    r"|news_?content|content_?text|Custom_UnionStyle|view\s*TRS_UEDITOR|vsb_content\w{0,6})\b",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
# Fields such pages carry in their head, and what they say.
_META = re.compile(r"<meta\s([^<>]{1,1000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(name|property|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_META_FIELDS = {
    "articletitle": "title", "og:title": "title", "pubdate": "publish_date", "publishdate": "publish_date",
    "article:published_time": "publish_date", "contentsource": "source", "sitename": "site",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:\-]{0,30})")
_TABLE = frozenset({"table", "tr", "td", "th"})
_RAW = frozenset({"script", "style", "textarea", "title"})
_RAW_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _RAW}
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
# A line end of the markup between Chinese characters is no space.
_WRAPPED = re.compile(
    r"(?<=[\u4e00-\u9fff，。；：、！？”）》])[\r\n][ \t\r\n]*(?=[\u4e00-\u9fff，。；：、！？“（《\d])"
)


class _Lines:
    """Flat on purpose, and linear: the depth of a page is a number, and no place of it is looked at twice."""

    def __init__(self) -> None:
        self.lines: list[
            tuple[str, str, int]
        ] = []  # text, kind of furniture or "", the content tag it is in or 0
        self._text: list[str] = []
        self._linked: list[str] = []
        self._hidden: list[tuple[str, int]] = []
        self._aside = 0
        self._heading = False  # in a heading a line end parts no paragraphs
        self._link = 0
        self._rows: list[list[list[Cell]]] = []
        self._cell: list[tuple[int, int, int, int]] = []  # depth of its table, its first line, columns, rows
        self._content: tuple[str, int] | None = (
            None  # the tag that holds the report, and how deep in it we are
        )
        self.contents = 0  # how many such tags there were

    def feed(self, page: str) -> None:
        """Read a whole page: text, tags, and what is skipped up to its end mark."""
        position = 0
        close = -2  # the next ">", found once and kept until it is behind us
        while (opening := page.find("<", position)) >= 0:
            self.handle_data(page[position:opening])
            skipped = _skipped(page, opening)
            if skipped is not None:
                position = skipped
                continue
            tag = _TAG.match(page, opening)
            if close != -1 and close < opening:
                close = page.find(">", opening)
            if tag is None or close < 0:
                self.handle_data("<")
                position = opening + 1
                continue
            position = close + 1
            name = tag.group(2).lower()
            if tag.group(1):
                self.handle_endtag(name)
                continue
            self.handle_starttag(name, page[tag.end() : min(close, tag.end() + 2000)])
            if name in _RAW:
                end = _raw_end(page, position, name)
                position = len(page) if end < 0 else end
        self.handle_data(page[position:])
        self._flush()
        while self._rows:
            self._end_table()

    def handle_starttag(self, tag: str, attributes: str) -> None:
        """Open a block, a cell, a link, or a stretch that is not shown."""
        if self._hidden:
            if tag == self._hidden[-1][0] and tag not in _VOID:
                self._hidden[-1] = (tag, self._hidden[-1][1] + 1)
            return
        if tag not in _VOID and (tag in _HIDDEN or _INVISIBLE.search(attributes)):
            self._flush()
            self._hidden.append((tag, 1))
            return
        if tag in _HEADINGS:
            self._heading = True
        if tag in _BLOCK and not (tag == "br" and self._heading):
            self._flush()
        if tag in _ASIDE:
            self._aside += 1
        elif tag == "a":
            self._link += 1
        elif tag in _TABLE:
            self._start_table_part(tag, attributes)
        self._enter_content(tag, attributes)

    def _enter_content(self, tag: str, attributes: str) -> None:
        if self._content:
            if tag == self._content[0]:
                self._content = (tag, self._content[1] + 1)
        elif tag not in _VOID and _CONTENT.search(attributes):
            self._flush()
            self._content = (tag, 1)
            self.contents += 1

    def _group(self) -> int:
        return self.contents if self._content else 0

    def _leave_content(self, tag: str) -> None:
        if self._content is None or tag != self._content[0]:
            return
        depth = self._content[1] - 1
        if not depth:
            self._flush()
        self._content = (tag, depth) if depth else None

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag opened; a tag that opened nothing is passed over."""
        if self._hidden:
            if tag == self._hidden[-1][0]:
                count = self._hidden[-1][1] - 1
                if count:
                    self._hidden[-1] = (tag, count)
                else:
                    self._hidden.pop()
            return
        if tag in _HEADINGS:
            self._heading = False
        if tag in _BLOCK:
            self._flush()
        self._leave_content(tag)
        if tag in _ASIDE:
            self._aside = max(0, self._aside - 1)
        elif tag == "a":
            self._link = max(0, self._link - 1)
        elif tag in {"td", "th", "tr"}:
            self._end_open_cell()
        elif tag == "table" and self._rows:
            self._end_table()

    def _start_table_part(self, tag: str, attributes: str) -> None:
        self._flush()
        if tag == "table":
            if self._cell:  # a table in a cell: the outer one is layout
                self._release(self._cell[-1][1])
            self._rows.append([])
            return
        self._end_open_cell()
        if tag == "tr" and self._rows:
            self._rows[-1].append([])
        elif tag != "tr":
            spans = {name.lower(): int(count) for name, count in _SPAN.findall(attributes)}
            across, down = spans.get("colspan", 1), spans.get("rowspan", 1)
            self._cell.append((len(self._rows), len(self.lines), max(across, 1), max(down, 1)))

    def _end_open_cell(self) -> None:
        """A cell of one line joins its row; one that holds paragraphs is layout, and stays as it is."""
        if not self._cell or self._cell[-1][0] != len(self._rows):
            return
        self._flush()
        _, first, across, down = self._cell.pop()
        if not self._rows or len(self.lines) - first > 1 or not self._rows[-1]:
            self._release(first)
            return
        text = self.lines.pop()[0] if len(self.lines) > first else ""
        self._rows[-1][-1].append(Cell(text, across, down))
        if len(text) > 200:
            self._release(len(self.lines))

    def _release(self, first: int) -> None:
        """Write the rows that were held back, before the lines from `first` on."""
        held = self.lines[first:]
        del self.lines[first:]
        if self._rows:  # the tables around this one were written when it began
            rows = self._rows[-1]
            self.lines.extend((line, "", self._group()) for line in table_lines(rows) if line)
            rows[:] = [[]]
        self.lines.extend(held)

    def _end_table(self) -> None:
        self._end_open_cell()
        rows = self._rows.pop()
        self.lines.extend((line, "", self._group()) for line in table_lines(rows) if line)
        while self._cell and self._cell[-1][0] > len(self._rows):
            self._cell.pop()

    def handle_data(self, data: str) -> None:
        """Take in text that is shown."""
        if self._hidden or not data:
            return
        self._text.append(data)
        if self._link:
            self._linked.append(data)

    def _flush(self) -> None:
        text = _plain(self._text)
        if text:
            kind = "navigation" if self._aside else ""
            if not kind and self._linked and len(text) < 80 and len(_plain(self._linked)) >= len(text):
                kind = "links"
            self.lines.append((text, kind, self._group()))
        self._text.clear()
        self._linked.clear()


def _plain(pieces: Sequence[str]) -> str:
    return _SPACE.sub(" ", unescape(_WRAPPED.sub("", "".join(pieces)))).strip(" \u00a0\u3000")


def _skipped(page: str, opening: int) -> int | None:
    """Where the page goes on behind a comment or a declaration that begins at `opening`."""
    for mark, end in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">")):
        if page.startswith(mark, opening):
            found = page.find(end, opening + len(mark))
            return len(page) if found < 0 else found + len(end)
    return None


def _raw_end(page: str, position: int, name: str) -> int:
    """The end tag of a script or style; what stands between is not markup."""
    found = _RAW_END[name].search(page, position)
    return found.start() if found else -1


def read_html(data: bytes, where: str) -> Extracted:
    """Extract the text of a page, a line for each block, furniture included but marked.

    Raises:
        DocumentError: undecodable, or a page without text.
    """
    found = _DECLARED.search(data[:4096])
    text, encoding = decode(data, where=where, declared=found.group(1).decode() if found else None)
    parser = _Lines()
    parser.feed(text)
    pieces: list[str] = []
    marked = []
    length = 0
    end = _content_end(parser)
    for number, (line, found_kind, _) in enumerate(parser.lines):
        kind = found_kind or ("footer" if number >= end else "")
        if kind:
            marked.append((length, length + len(line), kind))
        pieces.append(line)
        length += len(line) + 1
    if not pieces:
        raise DocumentError(
            "the page holds no text; it may be drawn by a script",
            where=where,
            hint="Save it from a browser, complete",
        )
    return Extracted("\n".join(pieces), encoding, tuple(marked), fields=_meta_fields(text))


def _content_end(parser: _Lines) -> int:
    """The line behind the last one of the tag that holds the report, if one holds most of the prose."""
    prose: Counter[int] = Counter()
    ends: dict[int, int] = {}
    for number, (line, _, group) in enumerate(parser.lines, 1):
        prose[group] += len(line) if "。" in line else 0
        ends[group] = number
    for group in range(1, parser.contents + 1):
        if prose[group] * 2 > prose.total() > 0:
            return ends[group]
    return len(parser.lines)


def _meta_fields(page: str) -> dict[str, str]:
    """What the page says of itself in its head: ArticleTitle, PubDate, ContentSource, SiteName."""
    fields: dict[str, str] = {}
    for tag in _META.finditer(page, 0, 60_000):
        values = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(tag.group(1))}
        field = _META_FIELDS.get(values.get("name", values.get("property", "")).strip().lower())
        content = _plain([values.get("content", "")])
        if field and content:
            fields.setdefault(field, content)
    return fields
