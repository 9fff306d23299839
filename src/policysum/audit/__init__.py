"""The arithmetic that a report does inside itself, done again.

Only what the prose binds explicitly is computed. `inconsistent` is said only where no rounding, truncation or
approximator of the printed numbers can explain the difference; where the text leaves a way out it is
undecided, and where nothing is promised nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from policysum.audit.bounds import audit_bounds
from policysum.audit.gaps import audit_gaps
from policysum.audit.growth import audit_growth
from policysum.audit.interval import exact
from policysum.audit.levels import audit_levels
from policysum.audit.lists import audit_lists, audit_proportions
from policysum.audit.parts import audit_parts
from policysum.audit.shares import audit_shares
from policysum.statements.arithmetic.passage import passages

if TYPE_CHECKING:
    from policysum.statements import Ledger
    from policysum.verification import Relation

__all__ = ["audit"]

_RULES = (audit_shares, audit_parts, audit_bounds, audit_growth, audit_gaps, audit_lists)


def audit(ledger: Ledger) -> list[Relation]:
    """Recompute the arithmetic that the source itself states.

    Args:
        ledger: The numbers of the source.

    Returns:
        One relation for every piece of arithmetic found, in source order, each with its recomputation and a
        verdict: an `Agreement`.
    """
    found = list(audit_proportions(ledger))
    for passage in passages(ledger, lambda number: exact(number) is not None):
        for rule in _RULES:
            found.extend(rule(passage))
    found.extend(audit_levels(ledger))
    unique = {(one.type, tuple(one.spans)): one for one in found if one.spans}
    fullest = _fullest(list(unique.values()))
    return sorted(fullest, key=lambda one: (min(one.spans), one.type, one.spans))


def _fullest(found: list[Relation]) -> list[Relation]:
    """Leave out a relation that a larger one of the same type takes in."""
    around: dict[tuple[int, int], list[Relation]] = defaultdict(list)
    for one in found:
        for span in one.spans:
            around[span].append(one)
    return [
        one
        for one in found
        if not any(
            other.type == one.type and set(one.spans) < set(other.spans) for other in around[one.spans[0]]
        )
    ]
