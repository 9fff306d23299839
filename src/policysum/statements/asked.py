"""What is known of a number whose period is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.statements.changes import is_stock, is_summed_up

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["Asked"]

_SPANNING = table("status_words").compiled(
    "{annual}{list_words.deals}?(?:{change_verbs.up|change_verbs.down})"
)

_NEAR = 16
_YEARLY_MEAN = table("status_words").compiled("{yearly_mean}")


@dataclass(slots=True)
class Asked:
    """A number whose period is asked for.

    Attributes:
        item: what the number is bound to.
        start: where it begins.
        role: what the region of the report is.
        titles: the headings above.
        change: which kind of figure it is.
        level: whether it is what was reached, rather than what was added up or grown; None of a rule.
        figure: whether it belongs into a table of figures.
        plan: whether it stands under a plan.
    """

    item: Binding
    start: int
    role: str
    titles: tuple[str, ...]
    change: str
    level: bool | None
    figure: bool
    plan: bool

    @property
    def spans_years(self) -> bool:
        """Whether it is a change over several years: 年均, 复合."""
        words = f"{self.item.indicator[-_NEAR:]}\n{self.item.before[-_NEAR:]}"
        return self.item.growth and _SPANNING.search(words) is not None

    @property
    def averaged(self) -> bool:
        """Whether it is the mean of several years: 年均产量."""
        return _YEARLY_MEAN.search(self.item.indicator) is not None

    @property
    def added_up(self) -> bool:
        """Whether it is what years add up to, so far as its words say: no level that was reached, nothing that is counted on a day."""
        if self.level is None or self.item.moved:
            return False
        return self.summed or self.averaged or not (self.level or self.stock)

    @property
    def summed(self) -> bool:
        """Whether its words add it up: 累计."""
        return is_summed_up(f"{self.item.near} {self.item.lead}")

    @property
    def stock(self) -> bool:
        """Whether it is counted on a day rather than over a period: 拥有, 余额; 新增有效灌溉面积 is added over the period."""
        return self.change != "increment" and is_stock(self.item)
