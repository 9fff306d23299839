"""The ledger of a text: every number with what the prose binds it to, and the ways to find it again."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, overload

from policysum.lexicon import table
from policysum.quantity.binding import Binding, bind_sentence
from policysum.quantity.cells import named_by_table
from policysum.quantity.clock import Clock, stated_plan
from policysum.quantity.ground import Ground
from policysum.quantity.grounds import status_ground
from policysum.quantity.matching import Match, Matcher
from policysum.quantity.model import Bound, Kind, Quantity, Span, Value
from policysum.quantity.period import Timeline
from policysum.quantity.plans import aims_again, says_result, without_fulfilled
from policysum.quantity.segment import asides, sentences
from policysum.quantity.status import change_of, direction_of, is_kpi, is_level, is_stock, status_of
from policysum.quantity.topics import Topics, opens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policysum.quantity.cells import TableFigure

_SPANNING = table("status_words").words("annual")
_TITLE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

__all__ = ["Ledger", "Mention", "Region", "quantities"]

_OF_THE_TEXT = frozenset(
    (
        "text",
        "regions",
        "period",
        "plan_period",
        "title_says",
        "clock",
        "figures",
        "quantities",
        "sentences",
        "_starts",
    )
)
"""What of a ledger does not depend on how its numbers are read."""


_DONE_ROLES = frozenset({"achievement", "problem"})
"""Sections that report what was."""


@dataclass(frozen=True, slots=True)
class Region:
    """What part of a report a range of its text is.

    `role` is achievement, problem, plan, other, chrome (page furniture) or title; `path` holds the
    titles of the headings above it from the outside in.
    """

    start: int
    end: int
    role: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
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


class Ledger(Sequence[Mention]):
    """Every number of a text, in source order, with what it is bound to.

    Args:
        text: The source.
        regions: What its parts are; without them everything is "other".
        period: The period the report covers, such as "2020H1".
        period_ground: What that rests on; who names a period himself states it.
        plan_period: The period it plans for.
        title_says: What its title says of all figures in plain words: `plan` (a budget), `review` (a bulletin) or nothing.
        quantities: The numbers, if they have been read already.
        figures: What its tables say of their numbers, in order.
    """

    def __init__(
        self,
        text: str,
        *,
        regions: Sequence[Region] = (),
        period: str | None = None,
        period_ground: Ground = Ground.STATED,
        plan_period: str | None = None,
        title_says: str = "",
        quantities: Sequence[Quantity] | None = None,
        figures: Sequence[TableFigure] = (),
    ) -> None:
        if quantities is None:
            from policysum.quantity.reader import read

            quantities = read(text)
        self.text = text
        self.regions = tuple(sorted(regions, key=lambda region: (region.start, -region.end)))
        self.period = period
        self.period_ground = period_ground
        self.plan_period = plan_period
        self.title_says = title_says
        self.clock = Clock.of(text, period, _stated_plan(self.regions, plan_period))
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

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the text."""
        return sentences(self.text)

    @cached_property
    def mentions(self) -> list[Mention]:
        """The bindings, made on first use."""
        return named_by_table(self._bind(), self.figures) if self.figures else list(self._bind())

    @cached_property
    def matcher(self) -> Matcher[Mention]:
        """The index of values."""
        return Matcher(self.mentions)

    @cached_property
    def _starts(self) -> list[int]:
        return [item.start for item in self.quantities]

    def reread(self, mentions: Mapping[int, Mention]) -> Ledger:
        """The same numbers, some of them read otherwise.

        Args:
            mentions: start of a number -> how it is read now.
        """
        other = copy(self)
        # Whatever was made of the old readings, here or by a check, is made anew.
        for name in other.__dict__.keys() - _OF_THE_TEXT:
            del other.__dict__[name]
        other.__dict__["mentions"] = [mentions.get(one.start, one) for one in self.mentions]
        return other

    def mention_at(self, start: int) -> Mention | None:
        """The mention that covers a position, or None."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or self.quantities[index].end <= start:
            return None
        return self.mentions[index]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin inside a range."""
        first = bisect_right(self._starts, start - 1)
        return self.mentions[first : bisect_right(self._starts, end - 1)]

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
        """The mentions that print the same significant digits, whatever their unit and scale."""
        return self.matcher.same_digits(digits)

    def nearest(self, value: Value, unit: str = "", *, digits: str = "") -> Mention | None:
        """The printed number that a wrong one was most likely meant to be."""
        return self.matcher.nearest(value, unit, digits)

    def _bind(self) -> Iterator[Mention]:
        quantities = self.quantities
        regions = _Walk(self.regions)
        timeline = Timeline(self.text, self.clock, titled=self._titled(), known=self.period_ground.convicts)
        topics = Topics()
        span, at = Span(0, len(self.text)), 0
        for sentence in self._read_ahead():
            span = sentence.span
            if not sentence.heeded:
                timeline.skip(span)
                continue
            for quantity in quantities[at : sentence.first]:
                yield self._bare(quantity, span, regions)
            at = sentence.stop
            inside = quantities[sentence.first : at]
            apart = asides(self.text, *span)
            bindings = bind_sentence(self.text, span, inside, topics, apart=apart, anew=sentence.anew)
            timeline.enter(span, inside, apart, anew=sentence.anew)
            bound = {item.quantity.start: item for item in bindings}
            mention = None
            for quantity in inside:
                item = bound.get(quantity.start)
                if item is None:
                    yield self._bare(quantity, span, regions)
                else:
                    mention = self._finish(item, regions, timeline, mention)
                    yield mention
        for quantity in quantities[at:]:
            yield self._bare(quantity, span, regions)

    def _read_ahead(self) -> list[_Sentence]:
        """The sentences with what is to be known before any of them is bound."""
        found: list[_Sentence] = []
        last = 0
        for span in self.sentences:
            start, end = span
            first, stop = bisect_left(self._starts, start), bisect_left(self._starts, end)
            found.append(_Sentence(span, first, stop, anew=opens(self.text, last, span)))
            last = end
        heard = False
        for sentence in reversed(found):
            sentence.heeded = heard or sentence.first < sentence.stop
            heard = sentence.heeded and not sentence.anew
        return found

    def _titled(self) -> bool:
        """Whether the title prints the year that the report covers, and no other."""
        titles = " ".join(self.text[one.start : one.end] for one in self.regions if one.role == "title")
        return set(_TITLE_YEAR.findall(titles)) == {str(self.clock.year)}

    def _guessed(self, role: str) -> bool:
        """Whether among what was done the year of the report is only inferred, so that a later one may be past, too."""
        return role in _DONE_ROLES and not self.period_ground.convicts

    def _lies_ahead(self, period: str | None, role: str) -> bool:
        """Whether a period begins after the one that the report covers: what it says of it is an aim."""
        covered = self.clock.year if self.clock.period and not self._guessed(role) else None
        return bool(covered and period and period[:4].isdigit() and int(period[:4]) > covered)

    def _bare(self, quantity: Quantity, sentence: Span, regions: _Walk) -> Mention:
        """A date, an ordinal, a name: nothing is bound to it."""
        role, path = regions.at(quantity.start)
        return Mention(quantity, sentence, sentence, role=role, path=path)

    def _finish(self, item: Binding, regions: _Walk, timeline: Timeline, last: Mention | None) -> Mention:
        """Read the cues of a bound number."""
        role, path = regions.at(item.quantity.start)
        guessed = self._guessed(role)
        read = status = status_of(item, self.text, role, self.clock.year, guessed=guessed)
        taken_over = False
        if item.parent and last and item.parent == last.indicator and last.status in {"forecast", "target"}:
            opening = self.text[item.clause.start : item.quantity.start]
            result = says_result(item.before) or without_fulfilled(opening) != opening
            taken_over = not result and last.status != read
            status = status if result else last.status
        spanning = item.growth and any(word in item.indicator[-16:] for word in _SPANNING)
        change = change_of(item, status)
        if change == "share" and last and last.sentence == item.sentence and aims_again(item.before):
            change = last.change if last.unit == item.quantity.unit else change
        level = is_level(item, change)
        stock = is_stock(item) and change != "increment"  # 新增有效灌溉面积 is added over the period
        period = timeline.period(
            item.quantity.start, role=role, span=spanning, stock=stock, level=level,
            origin=item.origin, earlier=item.earlier, titles=path,
            series=(item.place, item.places),
        )  # fmt: skip
        if status == "actual" and role != "plan" and level and self._lies_ahead(period, role):
            status = "target"
        ground = status_ground(
            item,
            self.text,
            status,
            read=read,
            role=role,
            path=path,
            year=self.clock.year,
            title_says=self.title_says,
            guessed=guessed,
        )
        if taken_over and last and not last.status_ground.convicts:
            ground = last.status_ground  # what is taken over is no surer than where it came from
        context = dict.fromkeys(
            (item.indicator, item.before, item.after, item.subject, item.parent, item.scene, *path)
        )
        return Mention(
            item.quantity,
            item.sentence,
            item.clause,
            indicator=item.indicator,
            subject=item.subject,
            own=f"{item.before}{item.after}".strip(),
            parent=item.parent,
            context=" ".join(filter(None, context)),
            direction=direction_of(item),
            status=status,
            change=change,
            period=None if status == "rule" else period,
            role=role,
            path=path,
            kpi=is_kpi(item, role),
            status_ground=ground,
            period_ground=timeline.ground,
        )


def _stated_plan(regions: Sequence[Region], plan_period: str | None) -> str | None:
    """The year planned for: the one that all dated headings of plans print, else the one that is given."""
    if plan_period and "/" in plan_period:
        return plan_period
    titles = {region.path[:1] for region in regions if region.role == "plan"}
    stated = {found for title in titles if (found := stated_plan(title))}
    return stated.pop() if len(stated) == 1 else plan_period


@dataclass(slots=True)
class _Sentence:
    """A sentence and its numbers, `[first, stop)` of all.

    `anew` says that it opens a paragraph or an item; `heeded` that it has a number, or that one after it may take
    over what it speaks of.
    """

    span: Span
    first: int
    stop: int
    anew: bool
    heeded: bool = False


class _Walk:
    """Finds the region of each position; positions are asked in ascending order."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self.regions = regions
        self.next = 0
        self.open: list[Region] = []

    def at(self, position: int) -> tuple[str, tuple[str, ...]]:
        """Role and path of the innermost region around a position."""
        while self.next < len(self.regions) and self.regions[self.next].start <= position:
            self.open.append(self.regions[self.next])
            self.next += 1
        while self.open and self.open[-1].end <= position:
            self.open.pop()
        return (self.open[-1].role, self.open[-1].path) if self.open else ("other", ())


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
