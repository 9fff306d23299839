"""The panel: one row a region, indicator, measure, role and period, and a row for every hole with its reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from policysum.panel.columns import PANEL_COLUMNS
from policysum.panel.holes import Holes, region_of
from policysum.panel.packed import Cells, Packed, merged, pack, place_of, unpacked
from policysum.panel.reports import reports_of
from policysum.panel.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policysum.catalogue import Catalogue
    from policysum.panel.reports import Report
    from policysum.views import TableRow

__all__ = ["Gathered", "lines_of", "panel_rows", "rows_of", "unmatched", "unmatched_of"]


def panel_rows(results: Iterable[Mapping[str, Any]], catalogue: Catalogue | None = None) -> list[TableRow]:
    """The rows of the panel over `results` in their JSON form, by a `catalogue` where it is not the built-in one; see `rows_of`."""
    return list(rows_of(reports_of(results, catalogue, known=True)))


def rows_of(reports: Iterable[Report]) -> Iterator[TableRow]:
    """The rows of the panel, by region and year, and in them by indicator, measure, role, period and place.

    Two values for one cell are both kept and marked `two_values`; a value said twice stands once.
    """
    for line in lines_of(map(pack, reports)):
        yield dict(zip(PANEL_COLUMNS, line, strict=True))


def lines_of(packs: Iterable[Packed]) -> Iterator[Cells]:
    """The same over packed reports, as the values of the columns."""
    with Waiting() as waiting:
        gathered = Gathered(waiting)
        for packed in packs:
            gathered.add(packed)
        yield from gathered.lines()


class Gathered:
    """Packed reports on their way into a panel; the rows of a region and year are all that is unpacked at one time."""

    def __init__(self, waiting: Waiting) -> None:
        """Begin without any report; their rows wait there."""
        self._holes, self._waiting = Holes(), waiting

    def add(self, packed: Packed) -> None:
        """Take the next report."""
        source, cells, rows = packed
        self._holes.add(source, cells)
        self._waiting.add((region_of(source), source.year or 0), rows)

    def lines(self) -> Iterator[Cells]:
        """The rows of the panel, once every report is there."""
        missing = self._holes.found()
        for place in sorted({*self._waiting.places(), *missing.places()}):
            said = [unpacked(part) for part in self._waiting.parts(place)]
            own = said[0] if len(said) == 1 else merged(line for lines in said for line in lines)
            lacking = missing.lines(*place)
            yield from own if len(said) == 1 and not lacking else sorted([*own, *lacking], key=place_of)


def unmatched(
    results: Iterable[Mapping[str, Any]], catalogue: Catalogue | None = None
) -> list[tuple[str, str, int]]:
    """Names of `results` outside the `catalogue`, with their unit and how often they stand, the commonest first."""
    return unmatched_of(reports_of(results, catalogue))


def unmatched_of(reports: Iterable[Report]) -> list[tuple[str, str, int]]:
    """The same over reports."""
    counts: Counter[tuple[str, str]] = Counter()
    for _, figures in reports:
        for figure in figures:
            if figure.indicator is None:
                name, unit = figure.key.split("|", 1)
                counts[name, unit] += 1
    return sorted(((*key, count) for key, count in counts.items()), key=lambda one: (-one[2], one[0], one[1]))
