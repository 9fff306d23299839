"""What is known of a number whose period is asked for."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Asked"]


@dataclass(slots=True)
class Asked:
    """A number whose period is asked for.

    Attributes:
        start: where it begins.
        role: what the region of the report is.
        titles: the headings above.
        span: whether it is a change over several years (年均, 复合).
        stock: whether it is counted on a day rather than over a period (拥有, 余额).
        level: whether it is what was reached, rather than what was added up or grown; None if unclear.
        amount: whether it is no share, rank or change.
        grown: whether it is growth or decline.
        figure: whether it belongs into a table of figures.
        earlier: whether it is the level that a later one was reached from.
        origin: where the number begins that it was moved from (由2010年的21.6%提高到).
        averaged: the years that it is an average of, up to the one that is spoken of (两年平均增长).
        series: its place in a list of bare numbers, and how many those are.
    """

    start: int
    role: str
    titles: tuple[str, ...] = ()
    span: bool = False
    stock: bool = False
    level: bool | None = None
    amount: bool = True
    grown: bool = False
    figure: bool = True
    earlier: bool = False
    origin: int = -1
    series: tuple[int, int] = (1, 1)
    averaged: int = 0

    @property
    def plan(self) -> bool:
        """Whether it stands under a plan."""
        return self.role == "plan"
