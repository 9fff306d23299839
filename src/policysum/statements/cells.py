"""What a table says of its numbers goes before what the prose around them seems to say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from policysum.quantity.model import Kind
from policysum.statements.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policysum.quantity.model import Quantity
    from policysum.statements.mention import Mention

__all__ = ["TableFigure", "named_by_table", "with_units"]

_MINUS = frozenset("-−–")
_UNNAMED = frozenset({Kind.DATE, Kind.ORDINAL, Kind.DOCNUMBER})


class TableFigure(Protocol):
    """A number of a table: its place, its name, and the year, unit and aim that the table gives it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def row(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def year(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def target(self) -> bool: ...
    @property
    def change(self) -> str: ...
    @property
    def counted(self) -> bool: ...
    @property
    def inferred(self) -> bool: ...


def named_by_table(
    mentions: Iterable[Mention], figures: Sequence[TableFigure], planned: int | None
) -> list[Mention]:
    """The mentions of a text, those in a table with the names of their row and column.

    Args:
        mentions: The numbers of the text as its prose reads them.
        figures: What its tables say of them.
        planned: The first year that it plans for; a number of one before it is not aimed at.
    """
    starts = [figure.start for figure in figures]
    found = []
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        inside = at >= 0 and mention.start < figures[at].end and mention.kind not in _UNNAMED
        found.append(_named(mention, figures[at], planned) if inside else mention)
    return found


def _named(mention: Mention, figure: TableFigure, planned: int | None) -> Mention:
    if not figure.name:
        return mention
    if figure.year and planned and int(figure.year) < planned and not figure.target:
        mention = mention._replace(
            status="actual" if mention.status == "target" else mention.status, status_ground=Ground.CARRIED
        )
    context = dict.fromkeys((figure.name, figure.row, mention.context, *mention.path))
    aim = figure.target and mention.status == "actual"
    said = Ground.INFERRED if figure.inferred else Ground.STATED
    changed = bool(figure.change) and mention.change in {"level", "share"}
    return mention._replace(
        indicator=figure.name,
        subject="",
        own=figure.name,
        parent=figure.row if figure.change else "",
        change=figure.change if changed else mention.change,
        change_ground=said if changed and figure.inferred else mention.change_ground,
        context=" ".join(filter(None, context)),
        period=figure.year or mention.period,
        period_ground=said if figure.year else mention.period_ground,
        status="target" if aim else mention.status,
        status_ground=said if aim or figure.target else mention.status_ground,
        kpi=mention.kpi or bool(mention.unit) or figure.counted,
    )


def with_units(text: str, quantities: Iterable[Quantity], figures: Sequence[TableFigure]) -> list[Quantity]:
    """The numbers of a text, those in a table with their sign, and the unit in its heading or above it."""
    from policysum.quantity.reader import read

    renewed: list[Quantity] = []
    for figure in figures:
        printed = text[figure.start : figure.end]
        if not figure.unit or printed.endswith(figure.unit):
            continue
        anew = read(printed + figure.unit)
        if len(anew) == 1:
            start, end = figure.start + anew[0].start, figure.start + min(anew[0].end, len(printed))
            renewed.append(anew[0]._replace(start=start, end=end, text=text[start:end]))
    starts = [one.start for one in renewed]

    def kept(one: Quantity) -> bool:
        at = bisect_left(starts, one.end) - 1
        return at < 0 or renewed[at].end <= one.start

    found = sorted([*filter(kept, quantities), *renewed], key=lambda quantity: quantity.start)
    places = {one.start: number for number, one in enumerate(found)}
    for figure in figures:
        # In prose a line before a number is mostly a dash; a cell that begins with one is negative.
        number = places.get(figure.start)
        if number is not None and figure.counted and found[number].kind is Kind.OTHER:
            found[number] = found[number]._replace(kind=Kind.COUNT)
        number = places.get(figure.start + 1)
        if number is not None and text[figure.start] in _MINUS:
            found[number] = _negative(found[number], text[figure.start])
    return found


def _negative(one: Quantity, sign: str) -> Quantity:
    if not isinstance(one.value, Decimal) or one.value < 0:
        return one
    return one._replace(start=one.start - 1, text=sign + one.text, value=-one.value)
