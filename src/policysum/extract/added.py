"""Numbers that a model adds: figures of the text that were not marked in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policysum.extract.messages import message
from policysum.extract.salvage import numbers_in
from policysum.quantity import Kind
from policysum.schema import Verdict
from policysum.verification import RefusedClaim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document import Document
    from policysum.extract.passages import Passage
    from policysum.quantity import Span
    from policysum.statements import Mention

__all__ = ["Added", "added"]

_NO_FIGURES = frozenset({Kind.DATE, Kind.DOCNUMBER, Kind.NAME})


@dataclass(slots=True)
class Added:
    """What became of the numbers a model adds.

    Attributes:
        named: the numbers that the ledger has, with the names they are given.
        refused: what no number of the text says, and what no number measures.
    """

    named: list[tuple[Mention, str]] = field(default_factory=list)
    refused: list[RefusedClaim] = field(default_factory=list)


def added(document: Document, passage: Passage, said: Sequence[dict[str, str]]) -> Added:
    """Find the numbers a model adds in the sentences it cites for them, else in the passage.

    Args:
        document: The report.
        passage: What was shown.
        said: value, indicator and evidence of each.
    """
    found = Added()
    for one in said:
        value, name = one["value"].strip(), one["indicator"].strip()
        if not value or not name:
            continue
        cited = [n for n in numbers_in(one["evidence"]) if 1 <= n <= len(passage.lines)]
        spans = [passage.lines[n - 1].span for n in cited]
        every = [line.span for line in passage.lines]
        mention = _mention(document, value, spans) or _mention(document, value, every)
        if mention is None:
            found.refused.append(_refused(name, value, message("no_such_number", value=value)))
        elif mention.kind in _NO_FIGURES:
            found.refused.append(_refused(name, value, message("no_figure", value=value)))
        else:
            found.named.append((mention, name))
    return found


def _mention(document: Document, value: str, spans: Sequence[Span]) -> Mention | None:
    """The number of the ledger that is printed so, or is the number within it; None where two are or none is."""
    printed = {}
    for span in spans:
        for mention in document.ledger.within(span.start, span.end):
            around = document.source[max(span.start, mention.start - len(value)) : mention.end + len(value)]
            if mention.text == value or (mention.text in value and value in around):
                printed[mention.start] = mention
    return next(iter(printed.values())) if len(printed) == 1 else None


def _refused(name: str, value: str, reason: str) -> RefusedClaim:
    return RefusedClaim(
        kind="kpi",
        claim=name,
        text=value,
        start=None,
        end=None,
        verdict=Verdict.UNSUPPORTED,
        reason=reason,
    )
