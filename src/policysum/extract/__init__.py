"""A document becomes a report: from its own words, or proposed by a model and joined with what can be proved."""

from __future__ import annotations

from policysum.extract.custom import custom
from policysum.extract.deciding import decided
from policysum.extract.digest import can_sum_up, sum_up
from policysum.extract.draft import Draft, Proposal, ProposedItem
from policysum.extract.extractive import extractive
from policysum.extract.item_evidence import item_checked
from policysum.extract.merge import merge
from policysum.extract.model import with_model
from policysum.extract.rows import complete

__all__ = [
    "Draft",
    "Proposal",
    "ProposedItem",
    "can_sum_up",
    "complete",
    "custom",
    "decided",
    "extractive",
    "item_checked",
    "merge",
    "sum_up",
    "with_model",
]
