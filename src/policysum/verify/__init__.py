"""Every number of a draft gets a verdict, every number of the source its coverage."""

from policysum.claims import Claim, NotFromSource, Unit, load_claims
from policysum.verify.checking import check
from policysum.verify.coverage import coverage
from policysum.verify.judge import judge, judge_all
from policysum.verify.model import Checked, Nearest

__all__ = [
    "Checked",
    "Claim",
    "Nearest",
    "NotFromSource",
    "Unit",
    "check",
    "coverage",
    "judge",
    "judge_all",
    "load_claims",
]
