"""What a model proposed and what the source says of itself, joined without asking anybody.

Every number the ledger calls a figure is in the result once. The model decides its name only where verification
agrees; elsewhere the extractive name stands in, and the refused one is told in `reason`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policysum.extract.extractive import ITEM_KINDS, evidence, kpi
from policysum.extract.judging import Judging
from policysum.extract.readings import as_read
from policysum.schema import Contrary, LabelOrigin, Report
from policysum.summary import RefusedClaim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document import Document
    from policysum.extract.draft import Draft, Proposal, ProposedItem
    from policysum.quantity import Mention
    from policysum.schema import Item, Kpi
    from policysum.verify import Checked

__all__ = ["merge"]

_BELIEVED_WAIVERS = 0.15
"""Share of the figures a model may call none. The ledger's own precision is better than that, so a model that
waves away more is not reading, and none of it is believed."""
_COVERED = 0.5
"""Share of the shorter evidence from which the model has told what the floor would tell."""


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
            **_items(document, draft, report, judging),
        }
    )


def _kpis(document: Document, draft: Draft, floor: Sequence[Kpi], judging: Judging) -> list[Kpi]:
    found = {fact.start: fact for fact in floor}
    waived = draft.waived & found.keys()
    if len(waived) <= _BELIEVED_WAIVERS * len(found):
        for start in waived:
            del found[start]
    elif waived:
        draft.notes.append(f"模型把{len(waived)}个数字说成“不是指标”，过多，均未采信")
    refused = 0
    for start, proposal in draft.proposals.items():
        own = found.get(start) or kpi(document, proposal.mention)
        found[start], believed = _settled(own, proposal, judging, known=start in found)
        refused += not believed
        if not believed and not (checked := judging.judged(proposal)).passes:
            told = (proposal.indicator, proposal.mention.text)
            draft.refused.append(_refused("kpi", *told, proposal.mention, checked))
    if refused:
        draft.notes.append(f"模型对{refused}个指标的说法没有通过核对，用的是原文自己的说法")
    return [found[start] for start in sorted(found)]


def _settled(own: Kpi, proposal: Proposal, judging: Judging, *, known: bool) -> tuple[Kpi, bool]:
    """A figure after what the model said of it, and whether that is believed.

    Where the source knows the figure, its own word stands for every one of the model's that is refused: name and
    reading each for itself. A mere choice must say no less than the extractive name.
    """
    checked, told = judging.judged(proposal), proposal.told
    if not known or (checked.passes and (told is not None or own.indicator in proposal.indicator)):
        return _from_model(own, proposal, checked), True
    if told is None:
        return own, False
    plain = replace(proposal, told=None)
    named = judging.judged(replace(proposal, told=as_read(proposal.mention)))
    if named.passes:
        reason = f"模型对它的判读没有通过核对：{checked.explain()}"
        return _from_model(own, plain, named).model_copy(update={"reason": reason}), False
    reason = f"模型的说法“{proposal.indicator}”没有通过核对：{checked.explain()}"
    return own.model_copy(update={"reason": reason}), False


def _refused(kind: str, told: str, text: str, place: Mention | Checked, checked: Checked) -> RefusedClaim:
    return RefusedClaim(
        kind=kind,
        told=told,
        text=text,
        start=place.start,
        end=place.end,
        verdict=checked.verdict,
        reason=checked.explain(),
    )


def _from_model(own: Kpi, proposal: Proposal, checked: Checked) -> Kpi:
    read = proposal.told or as_read(proposal.mention)
    pairs = (
        ("indicator", own.indicator, proposal.indicator),
        ("status", own.status, read.status),
        ("change", own.change, read.change),
        ("period", own.period, read.period),
    )
    contrary = [
        Contrary(field=field, reader="source", value=ours) for field, ours, theirs in pairs if ours != theirs
    ]
    update: dict[str, object] = {
        "indicator": proposal.indicator,
        "origin": LabelOrigin.MODEL,
        "verdict": checked.verdict,
        "reason": checked.explain(),
        "readers": "model" if contrary else "both",
        "said_otherwise": contrary,
    }
    if proposal.told is not None:
        update |= {
            "status": proposal.told.status,
            "change": proposal.told.change,
            "period": proposal.told.period,
        }
    return own.model_copy(update=update)


def _items(document: Document, draft: Draft, floor: Report, judging: Judging) -> dict[str, list[Item]]:
    """The model's items that say no false number, and the floor's where the model has none."""
    found: dict[str, list[Item]] = {role: [] for role in ITEM_KINDS}
    taken: list[Item] = []
    for proposed in draft.items:
        item = _item(document, proposed)
        if any(item.title == other.title and _overlap(item, other) for other in found[proposed.role]):
            continue
        failures = judging.item_failures(proposed)
        draft.refused += [
            _refused(proposed.role, item.title, failed.text, failed, failed) for failed in failures
        ]
        if not failures:
            found[proposed.role].append(item)
            taken.append(item)
    if wrong := len({claim.told for claim in draft.refused if claim.kind != "kpi"}):
        draft.notes.append(f"模型写的{wrong}个条目里有原文没有的数字，没有采用")
    for role, items in found.items():
        items += [
            item
            for item in getattr(floor, f"{role}s")
            if not any(_overlap(item, other) >= _COVERED for other in taken)
        ]
        items.sort(key=lambda item: item.evidence[0].start)
    return {f"{role}s": items for role, items in found.items()}


def _item(document: Document, proposed: ProposedItem) -> Item:
    return ITEM_KINDS[proposed.role](
        title=proposed.title,
        detail=proposed.detail,
        evidence=[evidence(document, span) for span in proposed.spans],
    )


def _overlap(one: Item, other: Item) -> float:
    """Share of the shorter of two items' evidence that both have."""
    shared = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.evidence for b in other.evidence
    )
    sizes = [sum(part.end - part.start for part in item.evidence) for item in (one, other)]
    return shared / max(1, min(sizes))
