"""A report from its own words: outline and ledger, no model. It is the floor that a model must beat."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from policysum.extract.grounds import commitment
from policysum.extract.names import name_of
from policysum.extract.spans_of_time import days
from policysum.quantity import Span, json_value
from policysum.schema import (
    Achievement,
    Change,
    Evidence,
    Kpi,
    Plan,
    Problem,
    Report,
    ReportItem,
    Status,
    Verdict,
)
from policysum.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document import Document, Item
    from policysum.statements import Mention

__all__ = ["ITEM_KINDS", "detail_of", "evidence", "extractive", "kpi"]

ITEM_KINDS: dict[str, type[ReportItem]] = {"achievement": Achievement, "problem": Problem, "plan": Plan}
"""Role of a stretch of the outline -> what its items are."""

_STATUS = {one.value: one for one in Status}
_CHANGE = {one.value: one for one in Change}
_DETAIL = 200
"""Characters a detail may have."""
_BREAK = re.compile(r"[,，;；:：、。]")
_ENDS = "。！？；：!?;:”’）)》"
_LINE_BREAK = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+[\r\n]\s*+")


@uncollected()
def extractive(document: Document) -> Report:
    """Extract everything the outline and the ledger know, in source order."""
    found: dict[str, list[ReportItem]] = {role: [] for role in ITEM_KINDS}
    for unit in document.items():
        if unit.role in found:
            found[unit.role].append(_item(document, unit))
    return Report.model_validate(
        {
            **{f"{role}s": items for role, items in found.items()},
            "kpis": [kpi(document, mention) for mention in document.ledger if mention.kpi],
        }
    )


def kpi(document: Document, mention: Mention) -> Kpi:
    """The fact a number states, as the ledger reads it."""
    value = json_value(mention.value)
    first, last = days(mention.period)
    start, text = document.ledger.quoted(mention)
    return Kpi(
        indicator=name_of(document, mention),
        value=value if isinstance(value, (int, float, list)) else None,
        unit=mention.unit,
        text=mention.text,
        start=mention.start,
        end=mention.end,
        status=_STATUS[mention.status],
        change=_CHANGE[mention.change],
        period=mention.period,
        evidence=Evidence(start=start, end=start + len(text), text=text),
        verdict=Verdict.SUPPORTED,  # the number is there; the check of its name is still to come
        section=list(mention.path),
        bound=mention.bound.value,
        commitment=commitment(mention, document.source),
        period_start=first,
        period_end=last,
    )


def evidence(document: Document, span: Span) -> Evidence:
    """A stretch of the source as a quotation, without the white space around it."""
    text = document.source[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    text = text.strip()
    return Evidence(start=start, end=start + len(text), text=text)


def _item(document: Document, unit: Item) -> ReportItem:
    spans = _sentences_of(document, unit)
    return ITEM_KINDS[unit.role](
        title=unit.title or document.source[unit.start : unit.start + 40],
        detail=detail_of(document, unit.title, spans),
        evidence=[evidence(document, span) for span in spans],
    )


def _sentences_of(document: Document, unit: Item) -> list[Span]:
    """The sentences of a unit, cut to it where one runs on into the next (一是…;二是…)."""
    sentences = document.sentences
    first = bisect_left(sentences, unit.start + 1, key=lambda span: span.end)
    spans = []
    for index in range(first, len(sentences)):
        span = sentences[index]
        if span.start >= unit.end:
            break
        cut = Span(max(span.start, unit.start), min(span.end, unit.end))
        if document.source[cut.start : cut.end].strip():
            spans.append(cut)
    return spans or [Span(unit.start, unit.end)]


def detail_of(document: Document, title: str, spans: Sequence[Span]) -> str:
    """The first sentence that says more than the title, then those with figures, as far as they fit."""
    below = [span for span in spans if not _heads(document, span)] or spans
    said = [span for span in below if not _only_title(document.source[span.start : span.end], title)] or below
    figures = [span for span in said if any(m.kpi for m in document.ledger.within(*span))]
    chosen: list[Span] = []
    room = _DETAIL
    for span in dict.fromkeys((*figures, *said)):
        length = span.end - span.start
        if length <= room:
            chosen.append(span)
            room -= length
    if not chosen:
        chosen = [_shortened(document, said[0])]
    return _joined([document.source[span.start : span.end].strip() for span in sorted(chosen)])


def _heads(document: Document, span: Span) -> bool:
    """Whether a sentence is a heading on a line of its own."""
    section = document.section_at(span.start)
    return section is not None and not section.run_in and span.end <= section.heading.end


def _joined(sentences: Sequence[str]) -> str:
    """Sentences one after another; lines that end without a stop stay apart, so that no figures run together."""
    text = ""
    for sentence in sentences:
        apart = text and text[-1] not in _ENDS
        text += f"{' ' if apart else ''}{_LINE_BREAK.sub(_healed, sentence)}"
    return " ".join(text.split())


def _healed(found: re.Match[str]) -> str:
    """What stands for a line break inside a sentence: nothing between Chinese characters."""
    text, start, end = found.string, found.start(), found.end()
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return " " if beside.isascii() else ""


_MARK = 5  # characters of a mark such as （十二） and a stop behind it


def _only_title(sentence: str, title: str) -> bool:
    """Whether a sentence is the heading and nothing else: its mark may stand before the title."""
    return bool(title) and title in sentence and len(sentence.strip()) - len(title) <= _MARK


def _shortened(document: Document, span: Span) -> Span:
    """The beginning of a sentence up to the last break that fits, never inside a number."""
    limit = span.start + _DETAIL
    straddling = document.ledger.mention_at(limit)
    if straddling is not None:
        limit = straddling.start
    breaks = [
        found.start()
        for found in _BREAK.finditer(document.source, span.start + 1, limit)
        if document.ledger.mention_at(found.start()) is None
    ]
    return Span(span.start, breaks[-1] if breaks else max(limit, span.start + 1))
