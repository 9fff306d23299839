"""Any object - a model, a frame, JSON, a table, prose - becomes one `Claim` for every number in it."""

from policysum.claims.files import FORMATS, load_claims
from policysum.claims.marks import NotFromSource, Unit
from policysum.claims.model import Claim
from policysum.claims.quotation import Source
from policysum.claims.walk import walk

__all__ = ["FORMATS", "Claim", "NotFromSource", "Source", "Unit", "load_claims", "walk"]
