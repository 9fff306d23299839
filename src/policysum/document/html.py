"""A saved page becomes lines of text; what its markup shows to be furniture is marked as such."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from policysum.document.decode import decode
from policysum.document.formats import Extracted
from policysum.document.tables import table_lines
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
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "param", "source", "track", "wbr"})  # fmt: skip
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_MAX_TABLE_CELLS = 20_000


class _Lines(HTMLParser):
    """Flat on purpose: the depth of a page is a number, so nesting costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[str, str]] = []  # text, kind of furniture or ""
        self._text: list[str] = []
        self._linked = 0
        self._length = 0
        self._hidden: list[tuple[str, int]] = []
        self._aside = 0
        self._link = 0
        self._rows: list[list[list[str]]] = []
        self._cell: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            if tag == self._hidden[-1][0] and tag not in _VOID:
                self._hidden[-1] = (tag, self._hidden[-1][1] + 1)
            return
        if tag not in _VOID and (tag in _HIDDEN or self._is_invisible(attrs)):
            self._flush()
            self._hidden.append((tag, 1))
            return
        if tag in _BLOCK:
            self._flush()
        if tag in _ASIDE:
            self._aside += 1
        elif tag == "a":
            self._link += 1
        elif tag == "table":
            self._rows.append([])
        elif tag == "tr" and self._rows:
            self._rows[-1].append([])
        elif tag in {"td", "th"}:
            self._flush()
            self._cell.append(len(self.lines))

    @staticmethod
    def _is_invisible(attrs: Sequence[tuple[str, str | None]]) -> bool:
        return any(
            (name == "style" and value and _INVISIBLE.search(value)) or name == "hidden"
            for name, value in attrs
        )

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1][0]:
                count = self._hidden[-1][1] - 1
                if count:
                    self._hidden[-1] = (tag, count)
                else:
                    self._hidden.pop()
            return
        if tag in _BLOCK:
            self._flush()
        if tag in _ASIDE:
            self._aside = max(0, self._aside - 1)
        elif tag == "a":
            self._link = max(0, self._link - 1)
        elif tag in {"td", "th"} and self._cell:
            self._end_cell()
        elif tag == "table" and self._rows:
            self._end_table()

    def _end_cell(self) -> None:
        """A cell of one line joins its row; one that holds paragraphs is layout, and stays as it is."""
        self._flush()
        first = self._cell.pop()
        if len(self._rows) == 1 and self._rows[0] and len(self.lines) - first <= 1:
            text = self.lines.pop()[0] if len(self.lines) > first else ""
            self._rows[0][-1].append(text)
            if sum(len(row) for row in self._rows[0][-40:]) < _MAX_TABLE_CELLS and len(text) > 200:
                self._release()
        elif self._rows:
            held = self.lines[first:]
            del self.lines[first:]
            self._release()
            self.lines.extend(held)

    def _release(self) -> None:
        """Write the rows that were held back."""
        for rows in self._rows:
            self.lines.extend((line, "") for line in table_lines(rows) if line)
            rows.clear()
            rows.append([])

    def _end_table(self) -> None:
        rows = self._rows.pop()
        self.lines.extend((line, "") for line in table_lines(rows) if line)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        text = _SPACE.sub(" ", data)
        visible = len(text.strip())
        self._text.append(text)
        self._length += visible
        if self._link:
            self._linked += visible

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self._text)).strip(" \u00a0\u3000")
        if text:
            kind = "navigation" if self._aside else ""
            if not kind and self._linked and self._linked >= self._length and len(text) < 80:
                kind = "links"
            self.lines.append((text, kind))
        self._text.clear()
        self._linked = self._length = 0

    def close(self) -> None:
        super().close()
        self._flush()
        while self._rows:
            self._end_table()


def read_html(data: bytes, where: str) -> Extracted:
    """Extract the text of a page, a line for each block, furniture included but marked.

    Raises:
        DocumentError: undecodable, or a page without text.
    """
    found = _DECLARED.search(data[:4096])
    text, encoding = decode(data, where=where, declared=found.group(1).decode() if found else None)
    parser = _Lines()
    parser.feed(text)
    parser.close()
    pieces: list[str] = []
    marked = []
    length = 0
    for line, kind in parser.lines:
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
    return Extracted("\n".join(pieces), encoding, tuple(marked))
