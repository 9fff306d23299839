"""The table of contents of a report: its lines name the sections, and open none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.numerals import NUMERAL, joined
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.lines import Paragraph

__all__ = ["contents", "ends_with_page"]

_WORDS = table("heading_marks")
_HEAD = re.compile(rf"(?:{joined(_WORDS.words('contents'))})$")
_LEADER = re.compile(
    r"(?:(?<![.．…·﹒_-])(?:[.．…·﹒_-]{3,}+|…{1,2}+)|(?<![\t\u3000 ])[\t\u3000 ]{2,}+)\s*+[（(]?\d{1,4}[)）]?$"
)
"""What joins an entry to its page: 一、总体情况……3."""
_DOTS = re.compile(r"[.．…·]{6}")
_PAGE = re.compile(r"(?:(?:(?<![\s.．…·﹒_-])[\s.．…·﹒_-]++)?[（(]?\d{1,4}[)）]?|PAGEREF.*+)$")
_MARK = _WORDS.compiled(rf"{{signs.ordinal}}{NUMERAL}{{part}}|[（(]?{NUMERAL}[）)、]")
_LAST = frozenset("0123456789)）")
_ENTRY = 60
"""Characters that an entry may have."""
_MOST = 400
"""Entries that a table of contents may have."""
_FEW = 3
"""Entries that make a table of contents."""
_EARLY = 40
"""Paragraphs within which it begins."""


def contents(source: str, paragraphs: Sequence[Paragraph]) -> set[int]:
    """The paragraphs that are a table of contents.

    It is a run of short lines, of which the first comes again as the heading of the first section, and most of the
    others after it; or lines in succession that each end in the number of a page.
    """
    texts = [source[one.start : min(one.end, one.start + 2 * _ENTRY)].strip() for one in paragraphs]
    entries = [_is_entry(text) for text in texts]
    found = _with_pages(texts, entries)
    if _has_run(entries[: _EARLY + _FEW]):
        plain = [_plain(text) if entry else "" for text, entry in zip(texts, entries, strict=True)]
        number = 0
        while number < min(len(plain), _EARLY):
            end = _end(plain, number)
            found.update(range(number, end))
            number = max(end, number + 1)
    if not found:
        return found
    later = {
        _plain(text) for text, entry in zip(texts[max(found) :], entries[max(found) :], strict=True) if entry
    }
    return found | {
        at
        for at, text in enumerate(texts)
        if at + 1 in found and (_HEAD.match(text) or (entries[at] and _plain(text) in later))
    }


def ends_with_page(line: str) -> bool:
    """Whether a line ends as an entry of a table of contents does, with dots and the number of a page: ……（3）."""
    return line[-1:] in _LAST and _LEADER.search(line) is not None


def _end(plain: Sequence[str], first: int) -> int:
    """Where the table of contents ends that begins with a paragraph; the same place where none begins there."""
    end = first
    while (
        end < min(len(plain), first + _MOST) and plain[end] and (end == first or plain[end] != plain[first])
    ):
        end += 1
    if end - first < _FEW or plain[first] not in plain[end:]:
        return first
    later = set(plain[end:])
    again = sum(text in later for text in plain[first:end])
    return end if 3 * again >= 2 * (end - first) else first


def _has_run(entries: Sequence[bool]) -> bool:
    """Whether a table of contents may begin among some paragraphs: as many entries stand together as make one."""
    return any(all(entries[at : at + _FEW]) for at in range(len(entries) - _FEW + 1))


def _with_pages(texts: Sequence[str], entries: Sequence[bool]) -> set[int]:
    found: set[int] = set()
    run: list[int] = []
    for number, (text, entry) in enumerate(zip([*texts, ""], [*entries, False], strict=True)):
        if entry and ends_with_page(text):
            run.append(number)
            continue
        if entry and run and number + 1 < len(texts) and ends_with_page(texts[number + 1]):
            run.append(number)  # the first line of an entry of two
            continue
        dotted = len(run) > 1 and all(_DOTS.search(texts[one]) for one in run)
        if dotted or len(run) >= _FEW:
            found.update(run)
        run = []
    return found


def _is_entry(text: str) -> bool:
    if not text or text[-1] in "。；！？":
        return False
    return len(text) <= _ENTRY or (ends_with_page(text) and len(_LEADER.sub("", text)) <= _ENTRY)


def _plain(text: str) -> str:
    return "".join(_PAGE.sub("", _MARK.sub("", text)).split())
