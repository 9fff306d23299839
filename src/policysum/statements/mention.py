"""One number of a text with what the prose says of it, and the part of a report it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policysum.statements.ground import Ground

if TYPE_CHECKING:
    from policysum.quantity.model import Bound, Kind, Quantity, Span, Value

__all__ = ["Mention", "Region"]


@dataclass(frozen=True, slots=True)
class Region:
    """What part of a report a range of its text is.

    `role` is achievement, problem, plan, other, chrome (page boilerplate) or title; `path` holds the
    titles of the headings above it from the outside in.
    """

    start: int
    end: int
    role: str
    path: tuple[str, ...] = ()


class Mention(NamedTuple):
    """One number of a text and what the prose says of it.

    `indicator` is the phrase bound to the number; `subject` is carried from earlier words; `parent` is the
    indicator that growth, a share or a part (其中) refers to; `own` are the words that belong to this number
    and to no other (between its neighbours); `context` is everything that may fairly name it. The grounds say what
    status and period rest on.
    """

    quantity: Quantity
    sentence: Span
    clause: Span
    indicator: str = ""
    subject: str = ""
    own: str = ""
    parent: str = ""
    context: str = ""
    direction: str = ""
    status: str = "actual"
    change: str = "level"
    period: str | None = None
    role: str = "other"
    path: tuple[str, ...] = ()
    kpi: bool = False
    status_ground: Ground = Ground.ASSUMED
    period_ground: Ground = Ground.ASSUMED
    change_ground: Ground | None = None
    """Only where somebody else than the words of its clause decided it."""
    predicated: str = ""
    """What a count is of whose noun follows it, made of that noun and its predicate: 取消收费的省 of 12个省全部取消收费."""
    starts_change: bool = False
    """Whether the number before it is measured against it, so that both are of one thing: 比2020年的30万吨增加5万吨."""

    def __repr__(self) -> str:
        """What is read of it, in a line."""
        said = ", ".join(filter(None, (self.status, self.change, self.period)))
        return f"<Mention {self.text!r}: {self.indicator}, {said}>"

    @property
    def start(self) -> int:
        """Where the number begins."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where the number ends."""
        return self.quantity.end

    @property
    def text(self) -> str:
        """The number as printed."""
        return self.quantity.text

    @property
    def kind(self) -> Kind:
        """What the number measures or names."""
        return self.quantity.kind

    @property
    def value(self) -> Value:
        """The exact, normalised value."""
        return self.quantity.value

    @property
    def unit(self) -> str:
        """The normalised unit."""
        return self.quantity.unit

    @property
    def bound(self) -> Bound:
        """How the printed number stands to the real one."""
        return self.quantity.bound
