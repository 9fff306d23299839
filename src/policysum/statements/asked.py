"""What is known of a number whose period is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.statements.changes import is_stock, is_summed_up

if TYPE_CHECKING:
    from policysum.statements.binding import Binding
    from policysum.statements.time_expression import Time

__all__ = ["Asked"]

_SPANNING = table("status_words").compiled(
    "{annual}{list_words.deals}?(?:{change_verbs.up|change_verbs.down})"
)

_NEAR = 16
_SIZE = table("period_words").compiled(
    "{size_cost|indicator_words.size_noun|indicator_words.size_side|indicator_words.spent}(?:{is}|{indicator_words.reached})?$"
)
_OF_ONE = table("period_words").compiled(r"{signs.of}(?!\s?\d)[^，,。；;]")
"""What a size describes, and not several that it is the sum of: 总投资9亿元的3个项目."""
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

    def describes(self, text: str, time: Time | None) -> bool:
        """Whether it is the size of one thing, which is of no year: 总投资3亿元的商场完工.

        Args:
            text: The source.
            time: The last expression of time before it; a date of its own clause dates it.
        """
        if not _SIZE.search(self.item.before) or not _OF_ONE.match(text, self.item.quantity.end):
            return False
        return time is None or not time.date or time.start < self.item.clause.start

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
