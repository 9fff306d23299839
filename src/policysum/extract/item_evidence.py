"""The evidence of a model's items: put right where it is a sentence off, doubted where it does not bear the item out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from operator import add
from typing import TYPE_CHECKING

from policysum.extract.messages import message
from policysum.schema import Doubt, Verdict
from policysum.verify import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policysum.document import Document
    from policysum.extract.draft import ProposedItem
    from policysum.quantity import Span
    from policysum.verify import Checked

__all__ = ["bears_out", "item_checked", "with_evidence", "without_repeats"]

_BORNE_OUT = 0.5
"""Share of an item's pairs of characters that stand in its evidence from which nobody looks further."""
_BETTER = 0.3
"""By how much more the sentences beside must bear it out to be its evidence."""
_FOREIGN = 0.2
"""Share below which the evidence is doubtful."""
_OF_ANOTHER = frozenset({Verdict.MISATTRIBUTED, Verdict.UNCLEAR})
_CLAUSE = re.compile(r"[,，;；。:：、]")
_SAME = 0.8
"""Share of the longer evidence that two items have in common from which they say the same."""


def with_evidence(document: Document, item: ProposedItem) -> ProposedItem:
    """An item with evidence that bears it out, as far as the sentences it cites or those beside them do."""
    words = f"{item.title}。{item.detail}"
    spans = _shifted(document, words, item.spans)
    missing = []
    for number in check(words, document):
        if number.start is None or not number.passes or _says(document, spans, number.text, number.start):
            continue
        beside = _sentence_at(document, number.start)
        if any(beside in (_beside(document, span, -1), _beside(document, span, 1)) for span in spans):
            spans = tuple(sorted({*spans, beside})) if beside else spans
        else:
            missing.append(number.text)
    doubts = [
        Doubt(field="evidence", code="number_elsewhere", reason=message("numbers_elsewhere", text=text))
        for text in missing
    ]
    if not missing and _share(words, _text(document, spans)) < _FOREIGN:
        doubts = [Doubt(field="evidence", code="words_elsewhere", reason=message("words_elsewhere"))]
    return replace(item, spans=spans, doubts=tuple(doubts))


def item_checked(document: Document, text: str, spans: Sequence[Span]) -> list[Checked]:
    """What the report, and before it the sentences that an item cites, say of the numbers of its text.

    What the check takes for another number's, because the text leaves out what it is about, is right where a cited sentence says
    these words of the number itself and the other number stands elsewhere.
    """
    return [
        replace(checked, verdict=Verdict.SUPPORTED, reason="", reason_zh="", nearest=None)
        if _is_cited(document, text, checked, spans)
        else checked
        for checked in check(text, document)
    ]


def _is_cited(document: Document, text: str, checked: Checked, spans: Sequence[Span]) -> bool:
    if checked.verdict not in _OF_ANOTHER or checked.start is None:
        return False
    mention = document.ledger.mention_at(checked.start)
    words = _CLAUSE.split(text.partition(checked.text)[0])[-1]
    elsewhere = checked.nearest is None or not _within(spans, checked.nearest.start)
    said = mention is not None and bool(words) and words in mention.own
    return said and elsewhere and _within(spans, checked.start)


def _within(spans: Iterable[Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)


def bears_out(document: Document, words: str, spans: Sequence[Span]) -> bool:
    """Whether most of what is said stands in some sentences."""
    return _share(words, _text(document, spans)) >= _BORNE_OUT


def without_repeats(document: Document, items: Iterable[ProposedItem]) -> list[ProposedItem]:
    """The items without those that say of the same sentences what they say as another kind of item.

    Which of them stays is for their section to say; where it says nothing, the first.
    """
    kept: list[ProposedItem] = []
    for item in items:
        same = next((at for at, one in enumerate(kept) if one.role != item.role and _alike(one, item)), None)
        if same is None:
            kept.append(item)
        elif _role_of(document, item.spans[0].start) == item.role:
            kept[same] = item
    return kept


def _alike(one: ProposedItem, other: ProposedItem) -> bool:
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.spans for b in other.spans)
    longer = max(sum(span.end - span.start for span in item.spans) for item in (one, other))
    return shared >= _SAME * longer


def _role_of(document: Document, at: int) -> str:
    return next((block.role for block in document.blocks if block.start <= at < block.end), "unknown")


def _shifted(document: Document, words: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The cited sentences, or all of them one further, if those say what the item says and these do not."""
    best, borne = spans, _share(words, _text(document, spans))
    if borne >= _BORNE_OUT:
        return spans
    for step in (-1, 1):
        moved = [_beside(document, span, step) for span in spans]
        others = tuple(span for span in moved if span is not None)
        share = _share(words, _text(document, others))
        if len(others) == len(spans) and share >= borne + _BETTER:
            best, borne = others, share
    return best


def _says(document: Document, spans: Sequence[Span], text: str, start: int) -> bool:
    """Whether a number stands in the cited sentences, be it where the check found it or printed there again."""
    return _within(spans, start) or any(text in document.source[span.start : span.end] for span in spans)


def _sentence_at(document: Document, at: int) -> Span | None:
    sentences = document.sentences
    index = bisect_right(sentences, at, key=lambda span: span.start) - 1
    return sentences[index] if index >= 0 and at < sentences[index].end else None


def _beside(document: Document, span: Span, step: int) -> Span | None:
    """The sentence before (-1) or after (1) one."""
    sentences = document.sentences
    index = bisect_right(sentences, span.start, key=lambda one: one.start) - 1 + step
    return sentences[index] if 0 <= index < len(sentences) else None


def _text(document: Document, spans: Iterable[Span]) -> str:
    return "\n".join(document.source[span.start : span.end] for span in spans)


def _share(words: str, text: str) -> float:
    """Share of the pairs of characters of what is said that stand in a text."""
    pairs, there = Counter(map(add, words, words[1:])), set(map(add, text, text[1:]))
    return sum(count for pair, count in pairs.items() if pair in there) / max(1, sum(pairs.values()))
