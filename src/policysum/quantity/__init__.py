"""Every number of a Chinese text, with its span, exact value, unit and what the prose binds it to."""

from policysum.quantity.ledger import Ledger, quantities
from policysum.quantity.matching import Match
from policysum.quantity.mention import Mention, Region
from policysum.quantity.model import Bound, Kind, Quantity, Span, Value, json_value
from policysum.quantity.reader import read
from policysum.quantity.segment import clauses, sentences
from policysum.quantity.unread import unread

__all__ = [
    "Bound",
    "Kind",
    "Ledger",
    "Match",
    "Mention",
    "Quantity",
    "Region",
    "Span",
    "Value",
    "clauses",
    "json_value",
    "quantities",
    "read",
    "sentences",
    "unread",
]
