"""A saved page becomes lines of text; what its markup shows to be boilerplate is marked as such.

libxml2 reads the markup (lxml), as it comes: no tree is built, so that a page costs what its text costs.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from typing import TYPE_CHECKING

from policysum.document.decode import decode
from policysum.document.formats import Extracted
from policysum.document.html_lines import PageLines, TooDeepError
from policysum.document.writing import joined
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policysum.document.writing import WrittenLine

__all__ = ["read_html"]

MAX_SECONDS = 25.0
_SHORTEST, _MOST = 8, 0.7  # characters of a headline, and how much of its line it fills
_BEGINS = 6  # characters by which a line is looked for in the title of the window
_RED_HEAD = 3  # lines above a headline that may be a part of it
_BEHIND_TITLE = re.compile(r"\s*(?:[-_—–|｜]|$)")
_PIECE = 1 << 16  # characters that are read before the clock is looked at
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)


def read_html(data: bytes, where: str) -> Extracted:
    """Extract the text of a page, a line for each block, boilerplate included but marked.

    Raises:
        DocumentError: undecodable, a page without text, or one that is made to take for ever.
    """
    found = _DECLARED.search(data[:4096])
    text, encoding = decode(data, where=where, declared=found.group(1).decode() if found else None)
    page = PageLines()
    _feed(page, text, where)
    if page.styled and not _prose(page.lines):  # a page that its script shows: WeChat's are saved so
        page = PageLines(styles=False)
        _feed(page, text, where)
    _show_asides(page)
    _find_headline(page)
    for line in page.lines[_content_end(page) :]:
        line.kind = line.kind or "footer"
    text, marked, figures = joined(page.lines)
    if not page.lines:
        raise DocumentError(
            "the page holds no text; it may be drawn by a script",
            where=where,
            hint="Save it from a browser, complete",
        )
    return Extracted(text, encoding, tuple(marked), fields=page.fields, figures=figures)


def _feed(page: PageLines, text: str, where: str) -> None:
    from lxml import etree

    # What the page says of its encoding is of no account any more: it is decoded.
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True)
    end = time.monotonic() + MAX_SECONDS
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE].encode("utf-8", "replace"))
            if time.monotonic() > end:
                raise DocumentError(
                    f"the page takes more than {MAX_SECONDS:.0f} seconds to read",
                    where=where,
                    hint="It is damaged or made to harm; save its text alone",
                )
        parser.close()
    except etree.LxmlError as error:
        raise DocumentError(
            "the page cannot be read as HTML", where=where, hint="Save it again from a browser"
        ) from error
    except TooDeepError as error:
        raise DocumentError(
            "the page is nested too deeply",
            where=where,
            hint="It is damaged or made to harm; save its text alone",
        ) from error


def _prose(lines: Iterable[WrittenLine]) -> int:
    return sum(len(line.text) for line in lines if "。" in line.text)


def _show_asides(page: PageLines) -> None:
    """A menu or a button that holds most of the prose is none: its end is missing, and the page stands in it."""
    total = _prose(page.lines)
    for lines in page.asides.values():
        if _prose(lines) * 2 > total:
            for line in lines:
                line.kind = ""


def _find_headline(page: PageLines) -> None:
    """The line that the page is titled by, which menus stand above; a link it may be, to the page itself."""
    names = [" ".join("".join(page.named).split()), " ".join(page.fields.get("title", "").split())]
    for number, line in enumerate(page.lines):
        text = next((found for name in names if (found := _common(line.text, name))), "")
        if not text or _prose(page.lines[:number]) > _prose(page.lines[number:]):
            continue
        line.kind = ""
        page.fields.setdefault("title", text)
        for above in page.lines[: max(number - _RED_HEAD, 0)]:
            above.kind = above.kind or "navigation"
        return


def _common(line: str, name: str) -> str:
    """The beginning of a line that the title of a window says, up to its end or the name of the site."""
    at = name.find(line[:_BEGINS]) if len(line) >= _SHORTEST else -1
    if at < 0:
        return ""
    same = 0
    while same < min(len(line), len(name) - at) and line[same] == name[at + same]:
        same += 1
    text = line[:same].rstrip(" -_—–|｜")
    said = len(text) >= max(_SHORTEST, _MOST * len(line)) and _BEHIND_TITLE.match(name, at + len(text))
    return text if said else ""


def _content_end(page: PageLines) -> int:
    """The line behind the last one of the tag that holds the report, if one holds most of the prose."""
    prose: Counter[int] = Counter()
    ends: dict[int, int] = {}
    for number, line in enumerate(page.lines, 1):
        prose[line.group] += len(line.text) if "。" in line.text else 0
        ends[line.group] = number
    for group in range(1, page.contents + 1):
        if prose[group] * 2 > prose.total() > 0:
            return ends[group]
    return len(page.lines)
