"""One number that is claimed of a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policysum.quantity import Quantity, Span

__all__ = ["Claim"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that somebody says the source says.

    `text` is the number as the claim prints it. `quantity` is that text as the reader reads it, or a number
    field with its unit; a quantity of kind "other" without a unit is compared by value alone. `indicator`
    names what the number measures; of a number in prose `context` is the text and `at` where in it the number stands: how
    the reader of the source reads it there is what is claimed. Where the source has
    all the words of the text that the number stands in, `passage` is that place and `quoted_at` the number's.
    `said` is the claim in its own words: the sentence the number stands in, or its field as it was given.
    """

    path: str
    text: str
    quantity: Quantity
    indicator: str = ""
    context: str = ""
    status: str | None = None
    period: str | None = None
    change: str | None = None
    at: int = -1
    passage: Span | None = None
    quoted_at: int = -1
    said: str = ""
