"""The sentences of a text read as if nothing parted their words in print, each number in its place in the source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policysum.quantity.compact import printed
from policysum.quantity.reader import read
from policysum.statements.mention import Mention
from policysum.statements.places import Place, Walk
from policysum.statements.predicates import named_by_predicate
from policysum.statements.reading import mentions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.compact import TextMap
    from policysum.quantity.model import Quantity, Span
    from policysum.statements.report import Report

__all__ = ["bound", "numbers_of"]


def numbers_of(text: str, compact: TextMap | None) -> list[Quantity]:
    """Every number of a text, in order.

    Args:
        text: the text.
        compact: the same without what parts its words only in print; None where it has nothing of the kind.
    """
    if compact is None:
        return read(text)
    return [printed(one, compact, text) for one in read(compact.text)]


def bound(
    report: Report, quantities: Sequence[Quantity], sentences: Sequence[Span], compact: TextMap | None
) -> list[Mention]:
    """Every number of a report with what it is bound to.

    One that stands in no sentence is bound to nothing: the number of a page, which the compact text leaves out or
    which stands between two sentences.

    Args:
        report: the text, its parts and its time.
        quantities: its numbers, in order.
        sentences: its sentences, in order; those of the compact text where there is one.
        compact: the text without what parts its words only in print; None where it has nothing of the kind.
    """
    if compact is None:
        found = _bound(report, quantities, sentences)
    else:
        kept = [one for one in quantities if compact.holds(one.start)]
        found = _in_place(report, kept, sentences, compact)
    if len(found) == len(quantities):
        return found
    known = {one.start: one for one in found}
    walk = Walk(report)
    return [known.get(one.start) or _unbound(one, walk.at(one.start)) for one in quantities]


def _unbound(quantity: Quantity, place: Place) -> Mention:
    return Mention(quantity, quantity.span, quantity.span, role=place.role, path=place.path)


def _in_place(
    report: Report, quantities: Sequence[Quantity], sentences: Sequence[Span], compact: TextMap
) -> list[Mention]:
    """What the compact text says of its numbers, each in its place in the source."""
    regions = [
        replace(one, start=compact.from_source(one.start), end=compact.from_source(one.end))
        for one in report.regions
    ]
    moved = {
        start: one._replace(start=start, end=compact.from_source(one.end - 1) + 1)
        for one in quantities
        for start in [compact.from_source(one.start)]
    }
    printed_as = dict(zip(moved, quantities, strict=True))
    found = _bound(replace(report, text=compact.text, regions=regions), [*moved.values()], sentences)
    return [
        one._replace(
            quantity=printed_as[one.start],
            sentence=compact.span_to_source(*one.sentence),
            clause=compact.span_to_source(*one.clause),
        )
        for one in found
    ]


def _bound(report: Report, quantities: Sequence[Quantity], sentences: Sequence[Span]) -> list[Mention]:
    return named_by_predicate(report.text, mentions_of(report, quantities, sentences))
