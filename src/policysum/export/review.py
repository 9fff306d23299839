"""The review page: one HTML file in which every number of the source can be clicked.

The page holds the reports as JSON data blocks and one script that draws them. It makes no request: its
policy forbids everything but that script and that style sheet, each named by its hash; on the index of many pages
that script may load others, the texts to search (`texts`). No text of a report
ever becomes markup: in the file `<` is escaped within the data blocks, in the page text goes in as text.
The script is made of the modules in `page/` of the checkout (`make page`).
"""

from __future__ import annotations

import base64
import hashlib
import tempfile
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any

from pydantic_core import from_json, to_json

from policysum.catalogue import load_indicators
from policysum.export.across import Across
from policysum.export.names import REVIEW_NAME, as_data, page_name
from policysum.export.payload import called, figures, labels, payload
from policysum.export.texts import searched, write_texts
from policysum.views import (
    CHANGES,
    FIELDS,
    GROUNDS,
    ITEM_KINDS,
    MEASURES,
    READ,
    RELATIONS,
    STATUSES,
    VERDICTS,
)
from policysum.views.html import html_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from policysum.summary import Summary

__all__ = ["MOST_BYTES", "MOST_REPORTS", "ReviewWriter", "write_review"]

_KINDS = {
    "money": "金额", "percent": "百分比", "count": "数量", "measure": "度量", "multiple": "倍数", "rank": "位次",
    "fraction": "分数", "score": "分值", "duration": "时长", "date": "日期", "ordinal": "序号", "docnumber": "文号",
    "name": "专名", "other": "其他",
}  # fmt: skip

_WORDS = {
    "verdicts": VERDICTS,
    "statuses": STATUSES,
    "fields": FIELDS,
    "grounds": GROUNDS,
    "read": READ,
    "changes": CHANGES,
    "items": ITEM_KINDS,
    "kinds": _KINDS,
    "relations": RELATIONS,
    "measures": MEASURES,
}

MOST_REPORTS = 60
"""Reports on one page."""

MOST_BYTES = 12_000_000
"""Data on one page; with its script it stays below 15 MB."""

MOST_CHARTED = 15
"""Bars of a chart on the index: the reports that most need a look."""

# Within a data block these could end the block, open a comment, or end a line for older parsers.
_ESCAPES = tuple((char, f"\\u{ord(char):04x}") for char in "<>&\u2028\u2029")


def _json(value: object) -> str:
    return _escaped(to_json(value))


def _escaped(data: bytes) -> str:
    text = data.decode()
    for char, escaped in _ESCAPES:  # several times as fast as str.translate on text that has none of them
        text = text.replace(char, escaped)
    return text


def _block(name: str, text: str) -> str:
    return f"{_opening(name)}{text}{_CLOSING}"


_CLOSING = "</script>\n"


def _opening(name: str) -> str:
    return f'<script type="application/json" id="{name}">'


@cache
def _script() -> str:
    return (files("policysum.export") / "templates" / "review.js").read_text(encoding="utf-8")


@cache
def _style() -> str:
    """The parts of the style sheet, in the order of their numbers, as one text."""
    folder = files("policysum.export") / "templates"
    parts = sorted(
        (part for part in folder.iterdir() if part.name.endswith(".css")), key=lambda part: part.name
    )
    return "".join(part.read_text(encoding="utf-8") for part in parts)


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@dataclass(slots=True)
class _Part:
    """The reports of one page, spooled to disk as they come."""

    spool: IO[str]
    texts: IO[str]
    """What a search looks through, of each report in turn."""
    reports: list[dict[str, Any]] = field(default_factory=list)
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)


class ReviewWriter:
    """OUT/review.html; with very many reports an index of that name, and review-1.html, review-2.html, ... .

    A page takes up to `MOST_REPORTS` reports or `MOST_BYTES` of them, whichever comes first, so that it opens at
    once in any browser. Reports are spooled to disk; a page is put together when the next one begins, or on `close`.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._part = _new_part()
        # What the index needs of each report, as JSON: ten thousand stay small.
        self._written: list[bytes] = []
        self._across = Across()
        self._pages = 0

    def add(self, data: Mapping[str, Any], source: str) -> None:
        """Take one result and the text it points into."""
        report = payload(data, source)
        content = _json(report)
        block = _block(f"r-{len(self._part.reports)}", content)
        size = len(block.encode())
        part = self._part
        if part.reports and (len(part.reports) >= MOST_REPORTS or part.size + size > MOST_BYTES):
            self._finish(last=False)
            part = self._part = _new_part()
            block = _block("r-0", content)
        part.spool.write(block)
        part.texts.write(("," if part.reports else "") + _json(searched(report)))
        part.size += size
        part.digest.update(block.encode())
        part.reports.append(figures(data))
        self._across.add(data.get("kpis", ()))

    def close(self) -> None:
        """Put the last page together, and the index where there is more than one."""
        if self._pages == 0:
            self._page(REVIEW_NAME, self._part, {})
        else:
            self._finish(last=True)
            index = {
                "index": True,
                "pages": self._pages,
                "most": MOST_CHARTED,
                "matrix": self._across.rows(),
            }
            whole = _new_part()
            self._page(REVIEW_NAME, whole, index, self._written)

    def _finish(self, *, last: bool) -> None:
        self._pages += 1
        number, name = self._pages, page_name(self._pages)
        around = {
            "number": number,
            "home": REVIEW_NAME,
            "before": page_name(number - 1) if number > 1 else None,
            "after": None if last else page_name(number + 1),
        }
        write_texts(self._out, number, self._part.texts)
        self._page(name, self._part, {"part": around})
        self._written += [
            to_json({**report, "href": f"{name}#r{place}"})
            for place, report in enumerate(self._part.reports, start=1)
        ]

    def _page(
        self, name: str, part: _Part, more: Mapping[str, Any], reports: Sequence[bytes] | None = None
    ) -> None:
        """Write one page and move it into place in one step."""
        reports = [to_json(report) for report in part.reports] if reports is None else reports
        named = [called(from_json(report)) for report in reports]
        title = named[0].title or named[0].name if len(named) == 1 else f"{len(named)} 份报告"
        if "part" in more:
            title += f"（第 {more['part']['number']} 页）"
        about = {"fingerprint": part.digest.hexdigest()[:16], **more}
        pieces = html_template("policysum.export", "review.html").generate(
            title=title,
            script=_script(),
            style=_style(),
            script_hash=_hash(_script()),
            style_hash=_hash(_style()),
            loads="index" in more,
            data=_data(about, reports, labels(named), part),
        )
        path = self._out / name
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8", newline="") as handle, part.spool, part.texts:
            handle.writelines(pieces)
        unfinished.replace(path)


def _data(
    about: Mapping[str, Any], reports: Sequence[bytes], names: Sequence[str], part: _Part
) -> Iterator[str]:
    """The data blocks of a page, the spooled reports in pieces: none is held whole."""
    yield _block("words", _json({**_WORDS, "concepts": _concepts()}))
    yield _block("page", _json(about))
    yield _opening("reports")
    for place, (report, label) in enumerate(zip(reports, names, strict=True)):
        yield ("," if place else "[") + _json({**from_json(report), "label": label})
    yield ("]" if reports else "[]") + _CLOSING
    part.spool.seek(0)
    yield from iter(partial(part.spool.read, 1 << 16), "")


@cache
def _concepts() -> dict[str, str]:
    """What the indicators of the catalogue are called."""
    return {one.id: one.name for one in load_indicators()}


def _new_part() -> _Part:
    return _Part(_spool(), _spool())


def _spool() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", newline="")


def write_review(summaries: Iterable[Summary], out: Path) -> Path:
    """Write the review page of some results into a folder and return its path."""
    writer = ReviewWriter(out)
    for summary in summaries:
        writer.add(as_data(summary), summary.source)
    writer.close()
    return out / REVIEW_NAME
