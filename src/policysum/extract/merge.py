"""What a model proposed and what the source says of itself, joined without asking anybody.

Every number the ledger calls a figure is in the result once. The model decides its name only where verification
agrees; elsewhere the extractive name stands in, and the refused one is given in `reason`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policysum.extract.extractive import ITEM_KINDS, detail_of, evidence, kpi
from policysum.extract.item_evidence import bears_out, item_checked, with_evidence, without_repeats
from policysum.extract.judging import Judging
from policysum.extract.messages import message
from policysum.extract.name_likeness import of_region
from policysum.schema import Contrary, LabelOrigin, Report, Verdict
from policysum.statements.ground import Ground
from policysum.verification import RefusedClaim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.document import Document
    from policysum.extract.draft import Draft, ModelReading, Proposal, ProposedItem, Read
    from policysum.quantity import Span
    from policysum.schema import Kpi, ReportItem
    from policysum.statements import Mention
    from policysum.verify import Checked

__all__ = ["merge"]

_BELIEVED = 0.15
"""Share of the figures a model may call none, or insist on a refused name for. The ledger's own precision is better
than that, so a model that goes beyond is not reading, and none of it is believed."""
_COVERED = 0.5
"""Share of the shorter evidence from which the model has said what the floor would say."""


def merge(document: Document, draft: Draft, report: Report) -> Report:
    """Join a draft with the extractive report of the same document.

    Args:
        document: The report both were made from.
        draft: What the model proposed.
        report: What `extractive` found.
    """
    judging = draft.judging or Judging(document)
    return Report.model_validate(
        {
            "kpis": _kpis(document, draft, report.kpis, judging),
            **_items(document, draft, report),
        }
    )


def _kpis(document: Document, draft: Draft, floor: Sequence[Kpi], judging: Judging) -> list[Kpi]:
    found = {fact.start: fact for fact in floor}
    waived = draft.waived & found.keys()
    if len(waived) <= _BELIEVED * len(found):
        for start in waived:
            del found[start]
    elif waived:
        draft.notes.append(message("too_many_waived", count=len(waived)))
    insisted = _believed_insistence(draft, judging, len(found))
    refused = 0
    for start, proposal in draft.proposals.items():
        own = found.get(start) or kpi(document, proposal.mention)
        settled = _settled(own, proposal, judging, draft, stands=start in insisted or start not in found)
        found[start] = settled.kpi
        if settled.unsure:
            draft.unsure.add(start)
        refused += settled.refused is not None
        if settled.refused is not None:
            name, mention = proposal.indicator, proposal.mention
            draft.refused.append(_refused("kpi", name, mention.text, mention, settled.refused))
    for start in (draft.decided.keys() | draft.readings.keys()) & found.keys() - draft.proposals.keys():
        read = draft.readings.get(start)
        contrary = judging.contrary(read) if read else {}
        reading = read.reading if read else None
        found[start] = _read_by_model(found[start], draft.decided.get(start), contrary, reading)
    found = {start: _contested(document, own, draft) for start, own in found.items()}
    if refused:
        draft.notes.append(message("claims_refused", count=refused))
    return [found[start] for start in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Settled:
    """A figure after what the model said of it.

    Attributes:
        kpi: the figure.
        refused: what of that is refused.
        unsure: whether it has a name of the model's that the source does not bear out.
    """

    kpi: Kpi
    refused: Checked | None = None
    unsure: bool = False


def _believed_insistence(draft: Draft, judging: Judging, figures: int) -> set[int]:
    """The refused names that stand because the model gave them again, knowing what speaks against them.

    None does where it insists on many, or where it calls the number that the name speaks of by a wrong name too: it
    has then moved names from number to number.
    """
    refused = {start: proposal for start, proposal in draft.proposals.items() if judging.refusal(proposal)}
    insisted = {start for start, proposal in refused.items() if proposal.insisted}
    if len(insisted) > max(1, _BELIEVED * figures):
        return set()
    return {start for start in insisted if judging.rival(refused[start]) not in refused}


def _settled(own: Kpi, proposal: Proposal, judging: Judging, draft: Draft, *, stands: bool) -> _Settled:
    """Name and reading each for itself; the one that does not stand is kept beside the one that does.

    Args:
        own: The figure as the source has it.
        proposal: What the model says of it.
        judging: What the check says of that.
        draft: What was decided before.
        stands: Whether the name stands even if it is refused: insisted on, or nobody else has one.
    """
    checked, reading = judging.judged(proposal), proposal.reading
    unsure = not checked.passes
    if reading is None:  # a mere choice must say no less than the extractive name
        if stands or (checked.passes and own.indicator in proposal.indicator):
            return _Settled(_named(own, proposal, checked), unsure=unsure)
        return _Settled(own, None if checked.passes else checked)
    contrary = judging.contrary(proposal)
    before = draft.decided.get(proposal.mention.start)
    if stands or not checked.verdict.fails:
        less = judging.says_less(proposal, own.indicator)
        if less:  # with its region it may say as much
            whole = replace(proposal, indicator=of_region(proposal.indicator, own.indicator))
            if judging.judged(whole).passes and not judging.says_less(whole, own.indicator):
                proposal, checked, less = whole, judging.judged(whole), False
        named = _worded(own, proposal) if less else _named(own, proposal, checked)
        read, unsure = _read_by_model(named, before, contrary, reading), unsure and not less
        if not contrary:
            return _Settled(read, unsure=unsure)
        reason = message("reading_refused", reasons="；".join(contrary.values()))
        misread = replace(checked, verdict=Verdict.MISATTRIBUTED, reason=reason, reason_zh=reason)
        return _Settled(read.model_copy(update={"reason": reason}), misread, unsure)
    reason = message("name_refused", name=proposal.indicator, reason=checked.explain())
    other = Contrary(field="indicator", reader="model", value=proposal.indicator)
    refused = own.model_copy(update={"reason": reason, "said_otherwise": [other]})
    return _Settled(_read_by_model(refused, before, contrary, reading), checked)


def _contested(document: Document, own: Kpi, draft: Draft) -> Kpi:
    """A figure with what the model says of its whole section or report, against plain words that it hangs on."""
    mention = document.ledger.mention_at(own.start)
    assert mention is not None, "every KPI stands on a number of the ledger"
    hangs = {
        "status": mention.status_ground is not Ground.STATED,
        "period": own.period == document.metadata.period,
    }
    hangs["period"] = hangs["period"] and mention.period_ground is not Ground.STATED
    others = [
        Contrary(field=one.field, reader="model", value=one.value)
        for one in draft.contested
        if one.span.start <= own.start < one.span.end
        and hangs[one.field]
        and getattr(own, one.field) != one.value
    ]
    return own.model_copy(update={"said_otherwise": [*own.said_otherwise, *others]}) if others else own


def _named(own: Kpi, proposal: Proposal, checked: Checked) -> Kpi:
    """A figure under the model's name."""
    other = own.indicator != proposal.indicator
    return own.model_copy(
        update={
            "indicator": proposal.indicator,
            "origin": LabelOrigin.MODEL,
            "reason": checked.explain(),
            "readers": "model" if other else "both",
            "said_otherwise": [Contrary(field="indicator", reader="source", value=own.indicator)]
            if other
            else [],
        }
    )


def _worded(own: Kpi, proposal: Proposal) -> Kpi:
    """A figure under its own name where the model's says less; that one is kept beside it."""
    other = Contrary(field="indicator", reader="model", value=proposal.indicator)
    return own.model_copy(update={"readers": "both", "said_otherwise": [other]})


def _read_by_model(
    own: Kpi, before: Read | None, contrary: Mapping[str, str], reading: ModelReading | None
) -> Kpi:
    """A figure with what source and model say otherwise of its reading.

    Args:
        own: The figure, read as it stands.
        before: How the source reads it, where the model's reading stands.
        contrary: Which readings of the model the source speaks against.
        reading: How the model reads it.
    """
    others = []
    for field in ("status", "change", "period"):
        if before is not None and getattr(before, field) != getattr(own, field):
            others.append(Contrary(field=field, reader="source", value=getattr(before, field)))
        if field in contrary or (field == "period" and _undated(own, reading)):
            others.append(Contrary(field=field, reader="model", value=getattr(reading, field)))
    by_model = own.readers == "model" or any(other.reader == "source" for other in others)
    readers = "model" if by_model else "both" if before is not None else own.readers
    return own.model_copy(update={"said_otherwise": [*own.said_otherwise, *others], "readers": readers})


def _undated(own: Kpi, reading: ModelReading | None) -> bool:
    """Whether a model dates a figure that stands without a period, since nothing printed dates it."""
    return own.period is None and reading is not None and reading.period is not None


def _refused(kind: str, claim: str, text: str, place: Mention | Checked, checked: Checked) -> RefusedClaim:
    return RefusedClaim(
        kind=kind,
        claim=claim,
        text=text,
        start=place.start,
        end=place.end,
        verdict=checked.verdict,
        reason=checked.explain(),
    )


def _items(document: Document, draft: Draft, floor: Report) -> dict[str, list[ReportItem]]:
    """The model's items that say no false number, and the floor's where the model has none."""
    found: dict[str, list[ReportItem]] = {role: [] for role in ITEM_KINDS}
    taken: list[ReportItem] = []
    for proposed in without_repeats(document, (with_evidence(document, one) for one in draft.items)):
        item = _item(document, proposed)
        if any(item.title == other.title and _overlap(item, other) for other in found[proposed.role]):
            continue
        titled, detailed = (
            _unproved(document, text, proposed.spans) for text in (proposed.title, proposed.detail)
        )
        draft.refused += [
            _refused(proposed.role, item.title, failed.text, failed, failed)
            for failed in (*titled, *detailed)
        ]
        if titled or (detailed and not bears_out(document, proposed.title, proposed.spans)):
            continue
        if detailed:  # title and evidence stand; what it says is then given in the source's own words
            item = item.model_copy(update={"detail": detail_of(document, item.title, proposed.spans)})
        found[proposed.role].append(item)
        taken.append(item)
    if wrong := len({one.claim for one in draft.refused if one.kind != "kpi"}):
        draft.notes.append(message("items_refused", count=wrong))
    for role, items in found.items():
        items += [
            item
            for item in getattr(floor, f"{role}s")
            if not any(_overlap(item, other) >= _COVERED for other in taken)
        ]
        items.sort(key=lambda item: item.evidence[0].start)
    return {f"{role}s": items for role, items in found.items()}


def _unproved(document: Document, text: str, spans: Sequence[Span]) -> list[Checked]:
    if not any(character.isdigit() for character in text):
        return []
    return [checked for checked in item_checked(document, text, spans) if not checked.passes]


def _item(document: Document, proposed: ProposedItem) -> ReportItem:
    return ITEM_KINDS[proposed.role](
        title=proposed.title,
        detail=proposed.detail,
        evidence=[evidence(document, span) for span in proposed.spans],
        doubts=list(proposed.doubts),
    )


def _overlap(one: ReportItem, other: ReportItem) -> float:
    """Share of the shorter of two items' evidence that both have."""
    shared = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.evidence for b in other.evidence
    )
    sizes = [sum(part.end - part.start for part in item.evidence) for item in (one, other)]
    return shared / max(1, min(sizes))
