"""What the audit found, and computed values as a report would print them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from policysum.audit.interval import plain
from policysum.lexicon import table
from policysum.verification import Agreement, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity import Quantity

__all__ = ["relation", "shown"]


@cache
def _scales() -> list[tuple[str, int]]:
    """What a printed number may be multiplied by, the largest first: 10**12 for 万亿."""
    multipliers = table("numerals").values("multiplier")
    return sorted(
        ((word, 10 ** int(power)) for word, power in multipliers.items()), key=lambda scale: -scale[1]
    )


def shown(value: float, like: Quantity, digits: int = 2) -> str:
    """A computed value in the unit and at the scale of a printed number."""
    for word, scale in _scales():
        if like.surface_unit.startswith(word):
            return plain(value / scale, digits) + like.surface_unit
    return plain(value, digits) + like.surface_unit


def relation(
    kind: str, what: str, numbers: Sequence[Quantity], recomputation: str, verdict: Agreement
) -> Relation:
    """A finding of the audit, its numbers in the order of the calculation."""
    return Relation(
        type=kind,
        relation=what,
        spans=[(number.start, number.end) for number in numbers],
        texts=[number.text for number in numbers],
        recomputation=recomputation,
        verdict=verdict,
    )
