"""What the forms of numbers hand to the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from policysum.quantity.model import Bound, Kind, Value

__all__ = ["Found"]


class Found(NamedTuple):
    """A number found: the fields of a Quantity but its text."""

    start: int
    end: int
    kind: Kind
    value: Value
    unit: str
    bound: Bound
    surface_unit: str
    digits: str
    quantum: Decimal
