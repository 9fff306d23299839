"""Every number of a Chinese text, with its span, exact value, unit and bound. No sentence is read here."""

from policysum.quantity.matching import Match
from policysum.quantity.model import Bound, Kind, Quantity, Span, Value, json_value
from policysum.quantity.reader import read
from policysum.quantity.segment import clauses, sentences
from policysum.quantity.unread import unread

__all__ = [
    "Bound",
    "Kind",
    "Match",
    "Quantity",
    "Span",
    "Value",
    "clauses",
    "json_value",
    "read",
    "sentences",
    "unread",
]
