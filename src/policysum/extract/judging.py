"""What verification says of a proposal: the same judgement as of anybody's claim, but at one place of the source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policysum.schema import Verdict
from policysum.verify import Checked, Claim, check, judge

if TYPE_CHECKING:
    from policysum.document import Document
    from policysum.extract.draft import Proposal, ProposedItem

__all__ = ["failures", "item_failures", "judged"]


def judged(document: Document, proposal: Proposal) -> Checked:
    """The verdict on a proposal; a name that fits the same number better elsewhere does not pass here."""
    mention = proposal.mention
    claim = Claim(
        path=f"kpis[{mention.start}]",
        text=mention.text,
        quantity=mention.quantity,
        indicator=proposal.indicator,
        status=proposal.status,
        period=proposal.period,
        change=proposal.change,
    )
    checked = judge(claim, document.ledger)
    if checked.passes and checked.start != mention.start:
        return replace(
            checked,
            verdict=Verdict.MISATTRIBUTED,
            start=mention.start,
            end=mention.end,
            reason=f"这个名称说的是原文另一处(第{checked.start}字)的{checked.text}",
        )
    if checked.passes:
        strange = failures(document, proposal.indicator)
        if strange:
            return replace(
                checked, verdict=strange[0].verdict, reason=f"名称里的数字有误:{strange[0].reason}"
            )
    return checked


def failures(document: Document, text: str) -> list[Checked]:
    """The numbers of a text in the model's words that the source does not say."""
    if not any(character.isdigit() for character in text):
        return []
    return [checked for checked in check(text, document.ledger) if not checked.passes]


def item_failures(document: Document, item: ProposedItem) -> list[Checked]:
    """The numbers of an item that the source does not say."""
    return [*failures(document, item.title), *failures(document, item.detail)]
