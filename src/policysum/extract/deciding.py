"""Where the source only lets a reading be inferred, the model decides it, and the ground says so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policysum.extract.judging import Judging
from policysum.extract.outlining import outlined
from policysum.extract.readings import as_read, completed, unsure
from policysum.statements.ground import Ground

if TYPE_CHECKING:
    from policysum.document import Document
    from policysum.extract.draft import Draft, ModelReading, Proposal
    from policysum.statements import Mention

__all__ = ["decided"]

_YEAR = re.compile(r"\d{4}")
_NOW = "as_of:"


def decided(document: Document, draft: Draft) -> Document:
    """The document with its numbers read as the model reads them, wherever the source does not speak against it.

    Args:
        document: The report.
        draft: What the model said; how the source itself reads such a number is noted there.
    """
    read = outlined(document, draft)
    if read is not document:
        document = read
        for said in (draft.proposals, draft.readings):
            for start, proposal in said.items():
                mention = document.ledger.mention_at(start)
                assert mention is not None, "it is the same text"
                said[start] = replace(proposal, mention=mention)
        draft.judging = Judging(document, draft.proposals)
    judging = draft.judging or Judging(document, draft.proposals)
    readings = {
        start: reading
        for start, proposal in (draft.readings | draft.proposals).items()
        if (reading := _accepted(proposal, judging, document)) is not None
    }
    mentions = {}
    for start, reading in readings.items():
        known = document.ledger.mention_at(start)
        assert known is not None, "a model reads numbers of the ledger"
        now = _decided(known, reading, document.source)
        if now is not known:
            mentions[start] = now
            draft.decided.setdefault(start, as_read(known))
    return document.with_ledger(document.ledger.reread(mentions)) if mentions else document


def _accepted(proposal: Proposal, judging: Judging, document: Document) -> ModelReading | None:
    """What is accepted of a model's reading.

    A model may only date a number by years that are printed: in the report where the source dates it otherwise, in its
    sentence or a heading where the source gives it no time. Of the year that a report is of, or was made in, every
    model says that it is meant, and mostly it is not. That it has no time is believed of a number whose time is only
    inferred, but not where a word such as 目前 dates it: there only the year is.
    """
    reading, own = proposal.reading, proposal.mention
    if reading is None:
        return None
    contrary = judging.contrary(proposal)
    weak = "period" in unsure(own, document.source)
    of_now = (own.period or "").startswith(_NOW)
    stands = (
        (weak and not of_now) if reading.period is None else _is_printed(reading.period, own, document.source)
    )
    return replace(
        reading,
        status=None if "status" in contrary else reading.status,
        change=None if "change" in contrary else reading.change,
        dated=reading.dated and "period" not in contrary and stands,
    )


def _is_printed(period: str, mention: Mention, text: str) -> bool:
    """Whether a period is the source's own, or its years stand where they may date a number."""
    if period == mention.period:
        return True
    sentence = text[mention.sentence.start : mention.sentence.end]
    words = text if mention.period is not None else " ".join((sentence, *mention.path))
    return all(year in words for year in _YEAR.findall(period))


def _decided(mention: Mention, reading: ModelReading, text: str) -> Mention:
    """A number as the model reads it; the same where that says nothing of it."""
    weak = unsure(mention, text)
    read = completed(mention, reading)
    spoken = {"status": reading.status, "change": reading.change, "period": reading.dated}
    by_model = {field for field in weak if spoken[field]}
    if not by_model and read == as_read(mention):
        return mention
    return mention._replace(
        status=read.status.value,
        change=read.change.value,
        period=read.period,
        status_ground=Ground.MODEL if "status" in by_model else mention.status_ground,
        period_ground=Ground.MODEL if "period" in by_model else mention.period_ground,
        change_ground=Ground.MODEL if "change" in by_model else mention.change_ground,
    )
