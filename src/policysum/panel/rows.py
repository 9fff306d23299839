"""The panel: one row a region, indicator, measure, role and period, and a row for every hole with its reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

from policysum.panel.columns import PANEL_COLUMNS
from policysum.panel.holes import Holes, Region, region_of
from policysum.panel.packed import Line, Packed, merged, pack, place_of, unpacked
from policysum.panel.reports import reports_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policysum.catalogue import Catalogue
    from policysum.panel.reports import Report

__all__ = ["lines_of", "panel_rows", "rows_of", "unmatched", "unmatched_of"]

Row = dict[str, Any]
_IN_MEMORY = 32_000_000
"""Bytes of packed rows from which on they wait in a file."""


def panel_rows(results: Iterable[Mapping[str, Any]], catalogue: Catalogue | None = None) -> list[Row]:
    """The rows of the panel over results in their JSON form; see `rows_of`."""
    return list(rows_of(reports_of(results, catalogue, known=True)))


def rows_of(reports: Iterable[Report]) -> Iterator[Row]:
    """The rows of the panel, by region and year, and in them by indicator, measure, role, period and place.

    Two values for one cell are both kept and marked `two_values`; a value said twice stands once.
    """
    for line in lines_of(map(pack, reports)):
        yield dict(zip(PANEL_COLUMNS, line, strict=True))


def lines_of(packs: Iterable[Packed]) -> Iterator[Line]:
    """The same over packed reports, as the values of the columns.

    The rows of a region and year are all that is unpacked at one time.
    """
    holes = Holes()
    groups: dict[tuple[Region, int], list[tuple[int, int]]] = defaultdict(list)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as waiting:
        at = 0
        for source, cells, rows in packs:
            holes.add(source, cells)
            groups[region_of(source), source.year or 0].append((at, len(rows)))
            at += waiting.write(rows)
        missing = holes.found()
        for group in sorted({*groups, *missing.places()}):
            said = []
            for start, size in groups.get(group, ()):
                waiting.seek(start)
                said.append(unpacked(waiting.read(size)))
            own = said[0] if len(said) == 1 else merged(line for lines in said for line in lines)
            lacking = missing.lines(*group)
            yield from own if len(said) == 1 and not lacking else sorted([*own, *lacking], key=place_of)


def unmatched(
    results: Iterable[Mapping[str, Any]], catalogue: Catalogue | None = None
) -> list[tuple[str, str, int]]:
    """Names outside the catalogue with their unit and how often they stand, the commonest first."""
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
