"""The sentences of a text read as if nothing parted their words in print, each number in its place in the source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policysum.quantity.compact import printed
from policysum.quantity.reader import read
from policysum.quantity.segment import sentences
from policysum.statements.mention import Mention
from policysum.statements.places import Walk
from policysum.statements.predicates import named_by_predicate
from policysum.statements.reading import mentions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.compact import TextMap
    from policysum.quantity.model import Quantity, Span
    from policysum.statements.report import Report

__all__ = ["bound", "numbers_of", "sentences_of"]


def numbers_of(text: str, compact: TextMap | None) -> list[Quantity]:
    """Every number of a text, in order.

    Args:
        text: the text.
        compact: the same without what parts its words only in print; None where it has nothing of the kind.
    """
    if compact is None:
        return read(text)
    return [printed(one, compact, text) for one in read(compact.text)]


def sentences_of(text: str, compact: TextMap | None) -> list[Span]:
    """The sentences of a text, in its own characters."""
    if compact is None:
        return sentences(text)
    return [compact.span_to_source(*one) for one in sentences(compact.text)]


def bound(report: Report, quantities: Sequence[Quantity], compact: TextMap | None) -> list[Mention]:
    """Every number of a report with what it is bound to; one that the compact text leaves out is bound to nothing."""
    if compact is None:
        return _bound(report, quantities)
    kept = [one for one in quantities if compact.holds(one.start)]
    regions = [
        replace(one, start=compact.from_source(one.start), end=compact.from_source(one.end))
        for one in report.regions
    ]
    moved = [
        one._replace(start=compact.from_source(one.start), end=compact.from_source(one.end - 1) + 1)
        for one in kept
    ]
    found = _bound(replace(report, text=compact.text, regions=regions), moved)
    placed = [
        one._replace(
            quantity=number,
            sentence=compact.span_to_source(*one.sentence),
            clause=compact.span_to_source(*one.clause),
        )
        for one, number in zip(found, kept, strict=True)
    ]
    walk = Walk(report)
    apart = (
        Mention(one, one.span, one.span, role=place.role, path=place.path)
        for one in quantities
        if not compact.holds(one.start)
        for place in [walk.at(one.start)]
    )
    return sorted((*placed, *apart), key=lambda one: one.start)


def _bound(report: Report, quantities: Sequence[Quantity]) -> list[Mention]:
    text = report.text
    return named_by_predicate(text, mentions_of(report, quantities, sentences(text)))
