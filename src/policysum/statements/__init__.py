"""The only reader of sentences: what the prose says of each number, with what every reading rests on."""

from policysum.statements.ledger import Ledger, quantities
from policysum.statements.mention import Mention, Region

__all__ = ["Ledger", "Mention", "Region", "quantities"]
