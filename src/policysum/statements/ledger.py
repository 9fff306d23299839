"""The ledger of a text: every number with what the prose binds it to, and the ways to find it again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from copy import copy
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, overload

from policysum.quantity.compact import compact_text
from policysum.quantity.matching import Match, Matcher
from policysum.quantity.model import Bound, Quantity, Span, Value
from policysum.quantity.segment import sentences
from policysum.statements.cells import named_by_table
from policysum.statements.compact_reading import bound, numbers_of
from policysum.statements.ground import Ground
from policysum.statements.mention import Mention, Region
from policysum.statements.passages import Passages
from policysum.statements.reference_time import Clock, speaks_of_last_year, speaks_of_next_year, stated_plan
from policysum.statements.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policysum.quantity.compact import TextMap
    from policysum.statements.cells import TableFigure

__all__ = ["Ledger", "quantities"]

_OF_THE_TEXT = frozenset(
    (
        "text",
        "regions",
        "period",
        "plan_period",
        "title_says",
        "dated_rules",
        "clock",
        "figures",
        "quantities",
        "sentences",
        "_passages",
        "_compact",
        "_read_sentences",
        "_starts",
    )
)
"""What of a ledger does not depend on how its numbers are read."""


class Ledger(Sequence[Mention]):
    """Every number of a text, in source order, with what it is bound to.

    Args:
        text: The source.
        regions: What its parts are; without them everything is "other".
        period: The period the report covers, such as "2020H1".
        period_ground: What that rests on; who names a period himself states it.
        plan_period: The period it plans for.
        written: The year it was written in, where it covers no period or its title names a later one.
        dated_rules: Whether its rules are of its own year, as those of a notice are.
        title_says: What its title says of all figures in plain words: `plan` (a budget), `review` (a bulletin) or nothing.
        quantities: The numbers, if they have been read already.
        figures: What its tables say of their numbers, in order.
        compact: The text without what parts its words only in print, as the numbers were read from it.
    """

    def __init__(
        self,
        text: str,
        *,
        regions: Sequence[Region] = (),
        period: str | None = None,
        period_ground: Ground = Ground.STATED,
        plan_period: str | None = None,
        written: int | None = None,
        dated_rules: bool = False,
        title_says: str = "",
        quantities: Sequence[Quantity] | None = None,
        figures: Sequence[TableFigure] = (),
        compact: TextMap | None = None,
    ) -> None:
        if quantities is None:
            compact = compact_text(text)
            quantities = numbers_of(text, compact)
        self._compact = compact
        self.text = text
        self.regions = tuple(sorted(regions, key=lambda region: (region.start, -region.end)))
        self.period = period
        self.period_ground = period_ground
        self.plan_period = plan_period
        self.title_says = title_says
        self.dated_rules = dated_rules
        later, ahead = self._calls_years(after=written is not None)
        self.clock = Clock.of(
            text, period, _stated_plan(self.regions, plan_period), written=written, later=later, ahead=ahead
        )
        self.figures = figures
        self.quantities: tuple[Quantity, ...] = tuple(quantities)

    @overload
    def __getitem__(self, index: int) -> Mention: ...
    @overload
    def __getitem__(self, index: slice) -> list[Mention]: ...
    def __getitem__(self, index: int | slice) -> Mention | list[Mention]:
        return self.mentions[index]

    def __len__(self) -> int:
        return len(self.quantities)

    def __iter__(self) -> Iterator[Mention]:
        return iter(self.mentions)

    def __repr__(self) -> str:
        return f"Ledger({len(self.quantities)} quantities, {len(self.text)} characters)"

    def _calls_years(self, *, after: bool) -> tuple[bool, bool]:
        """Whether the report calls the year it covers 去年, or the one it plans for 明年.

        Args:
            after: Whether it is known to be written in a later year: then it says 去年 of the one it covers, if at all.
        """
        if not (self.period or "").isdigit():
            return False, False
        plans = [one for one in self.regions if one.role == "plan"]
        at, parts, planned = 0, [], []
        for one in plans:
            parts.append(self.text[at : one.start])
            planned.append(self.text[max(at, one.start) : one.end])
            at = max(at, one.end)
        review, plan = "".join((*parts, self.text[at:])), "".join(planned)
        least = 1 if after or not self.period_ground.convicts else 2
        later = speaks_of_last_year(review, least=least, plans=plan)
        return later, not later and speaks_of_next_year(review, plan)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the text."""
        if self._compact is None:
            return self._read_sentences
        return [self._compact.span_to_source(*one) for one in self._read_sentences]

    @cached_property
    def _read_sentences(self) -> list[Span]:
        """The sentences as they are read: those of the compact text where there is one."""
        return sentences(self._compact.text if self._compact else self.text)

    @cached_property
    def mentions(self) -> list[Mention]:
        """The bindings, made on first use."""
        report = Report(
            self.text,
            self.regions,
            self.clock,
            self.period_ground.convicts,
            self.title_says,
            dated_rules=self.dated_rules,
        )
        found = bound(report, self.quantities, self._read_sentences, self._compact)
        if not self.figures:
            return found
        first = (self.clock.plan or "")[:4]
        return named_by_table(found, self.figures, int(first) if first.isdigit() else None)

    @cached_property
    def matcher(self) -> Matcher[Mention]:
        """The index of values."""
        return Matcher(self.mentions)

    @cached_property
    def _starts(self) -> list[int]:
        return [item.start for item in self.quantities]

    def reread(self, mentions: Mapping[int, Mention]) -> Ledger:
        """The same numbers, some of them read otherwise: `mentions` by the starts of the numbers."""
        other = copy(self)
        # Whatever was made of the old readings, here or by a check, is made anew.
        for name in other.__dict__.keys() - _OF_THE_TEXT:
            del other.__dict__[name]
        other.__dict__["mentions"] = [mentions.get(one.start, one) for one in self.mentions]
        return other

    def mention_at(self, start: int) -> Mention | None:
        """The mention that covers the code point `start`, or None."""
        index = self._passages.index_at(start)
        return None if index is None else self.mentions[index]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin from `start` up to `end`, in code points."""
        first = bisect_right(self._starts, start - 1)
        return self.mentions[first : bisect_right(self._starts, end - 1)]

    def passage(self, mention: Mention) -> Span:
        """What is quoted for a `mention`: its sentence, of a very long one the clauses around the number."""
        return self._passages.passage(mention)

    def quoted(self, mention: Mention) -> tuple[int, str]:
        """The passage of a `mention` without the white space around it: where it begins, and its text, which is made once."""
        return self._passages.quoted(mention)

    @cached_property
    def _passages(self) -> Passages:
        return Passages(self.text, self.quantities, self._starts)

    def with_value(
        self,
        value: Value,
        unit: str = "",
        *,
        bound: Bound = Bound.EXACT,
        quantum: Decimal = Decimal(0),
        surface_unit: str | None = None,
        digits: str | None = None,
    ) -> list[Match[Mention]]:
        """The mentions that say this value: equally, in another form, or under rounding.

        Args:
            value: The normalised value of the claim.
            unit: Its normalised unit.
            bound: How the claim says it (约, 余 … widen what is admitted).
            quantum: Weight of the last printed digit of the claim.
            surface_unit: The unit as the claim prints it; if given, 1.5亿元 for 15000万元 is "converted".
            digits: The digits as the claim prints them; if given, another form of them is "converted".

        Returns:
            The best matches first (equal, converted, rounded), each group in source order.
        """
        return self.matcher.find(
            value, unit, bound=bound, quantum=quantum, surface_unit=surface_unit, digits=digits
        )

    def same_digits(self, digits: str) -> list[Mention]:
        """The mentions that print the same significant `digits`, whatever their unit and scale."""
        return self.matcher.same_digits(digits)

    def nearest(self, value: Value, unit: str = "", *, digits: str = "") -> Mention | None:
        """The printed number that a wrong one, of a `value`, `unit` and `digits`, was most likely meant to be."""
        return self.matcher.nearest(value, unit, digits)


def _stated_plan(regions: Sequence[Region], plan_period: str | None) -> str | None:
    """The year planned for: the one that all dated headings of plans print, else the one that is given."""
    if plan_period and "/" in plan_period:
        return plan_period
    titles = {region.path[:1] for region in regions if region.role == "plan"}
    stated = {found for title in titles if (found := stated_plan(title))}
    return stated.pop() if len(stated) == 1 else plan_period


def quantities(text: str) -> Ledger:
    """The ledger of a text.

    Args:
        text: Any Chinese prose.

    Returns:
        Every number of it, in order, with its value, unit and what it is bound to.

    Raises:
        TypeError: The text is no `str`.
    """
    if not isinstance(text, str):
        raise TypeError(f"the text must be a str, not {type(text).__name__}")
    return Ledger(text)
