"""The panel: one row a region, indicator, measure, role and period, and a row for every hole with its reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from policysum.panel.columns import PANEL_COLUMNS
from policysum.panel.figures import Figure, Source, year_of
from policysum.panel.reports import reports_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policysum.catalogue import Catalogue
    from policysum.panel.reports import Report

__all__ = ["panel_rows", "rows_of", "unmatched", "unmatched_of"]

Row = dict[str, Any]
_COMMON = 3
"""A hole is shown where at least one region in so many states the figure."""


def panel_rows(results: Iterable[Mapping[str, Any]], catalogue: Catalogue | None = None) -> list[Row]:
    """The rows of the panel over results in their JSON form; see `rows_of`."""
    return list(rows_of(reports_of(results, catalogue, known=True)))


def rows_of(reports: Iterable[Report]) -> Iterator[Row]:
    """The rows of the panel, sorted by region, year, indicator, measure, role, period and place.

    Two values for one cell are both kept and marked `two_values`; a value said twice stands once.
    """
    cells: dict[tuple[Any, ...], list[Figure]] = {}
    sources: list[Source] = []
    for source, figures in reports:
        sources.append(source)
        for figure in figures:
            if figure.indicator is None:
                continue
            same = cells.setdefault(_cell(figure), [])
            if not any(_value(other) == _value(figure) for other in same):
                same.append(figure)
    holes = list(_holes(sources, cells))
    entries: list[tuple[tuple[Any, ...], Figure | _Hole, bool]] = [
        (_order(figure), figure, len(same) > 1) for same in cells.values() for figure in same
    ]
    cells.clear()
    entries += [(_order_of_hole(hole), hole, False) for hole in holes]
    entries.sort(key=itemgetter(0))
    for _, entry, two in entries:
        yield _row(entry, two=two) if isinstance(entry, Figure) else _row_of_hole(entry)


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


def _cell(figure: Figure) -> tuple[Any, ...]:
    source = figure.source
    return (
        source.region or source.report,
        source.year,
        figure.indicator,
        figure.measure,
        figure.role,
        figure.period,
    )


def _value(figure: Figure) -> tuple[Any, ...]:
    return (
        figure.cell,
        figure.low,
        figure.high,
        figure.unit,
        figure.bound,
        figure.text if figure.cell == "words" else "",
    )


def _row(figure: Figure, *, two: bool) -> Row:
    source = figure.source
    doubts = (*figure.doubts, "two_values") if two else figure.doubts
    return dict(
        zip(
            PANEL_COLUMNS,
            (
                source.region_code,
                source.region,
                source.level,
                source.year,
                figure.period,
                figure.indicator,
                figure.name,
                figure.measure,
                figure.role,
                figure.low,
                figure.high,
                figure.bound,
                figure.commitment,
                figure.unit,
                figure.cell,
                figure.text,
                source.report,
                figure.start,
                figure.end,
                figure.sentence,
                figure.matched_by,
                ";".join(doubts),
                figure.kpi,
                source.result,
            ),
            strict=True,
        )
    )


class _Hole(NamedTuple):
    """A cell that one region lacks and others have; `source` is None where the region has no report of that year."""

    region: Source
    source: Source | None
    year: int
    period: str
    indicator: str
    measure: str
    role: str


def _holes(sources: list[Source], cells: Mapping[tuple[Any, ...], list[Figure]]) -> Iterator[_Hole]:
    """Rows for what a report does not state, and for reports that are not there, of what others commonly state."""
    years = {source.year for source in sources if source.year is not None}
    regions = {source.region or source.report: source for source in sources}
    there = {(source.region or source.report, source.year): source for source in sources}
    # Relative to the year of the report: its own year's targets, last year's results.
    stated: dict[tuple[str, str, str, int, int], set[str]] = defaultdict(set)
    for region, year, indicator, measure, role, period in cells:
        if year is not None and (of := year_of(period)) is not None:
            stated[indicator, measure, role, year, of - year].add(region)
    in_words = {(key[0], key[1], key[2], key[4]) for key, same in cells.items() if same[0].cell == "words"}
    for (indicator, measure, role, year, lag), having in stated.items():
        reporting = [region for region in regions if (region, year) in there]
        if year not in years or len(having) * _COMMON < len(reporting) or len(having) < 2:
            continue
        for region, any_source in regions.items():
            if region in having or (region, year, indicator, role) in in_words:
                continue
            source = there.get((region, year))
            yield _Hole(any_source, source, year, str(year + lag), indicator, measure, role)


def _row_of_hole(hole: _Hole) -> Row:
    return {
        **dict.fromkeys(PANEL_COLUMNS),
        "region_code": hole.region.region_code,
        "region": hole.region.region,
        "level": hole.region.level,
        "report_year": hole.year,
        "period": hole.period,
        "indicator": hole.indicator,
        "measure": hole.measure,
        "role": hole.role,
        "cell": "not_stated" if hole.source else "no_report",
        "report": hole.source.report if hole.source else None,
        "doubts": "",
        "result": hole.source.result if hole.source else None,
    }


def _order(figure: Figure) -> tuple[Any, ...]:
    source = figure.source
    return (
        source.region_code or "",
        source.region or "",
        source.year or 0,
        figure.indicator,
        figure.measure,
        figure.role,
        figure.period or "",
        figure.start,
        source.report,
    )


def _order_of_hole(hole: _Hole) -> tuple[Any, ...]:
    return (
        hole.region.region_code or "",
        hole.region.region or "",
        hole.year,
        hole.indicator,
        hole.measure,
        hole.role,
        hole.period,
        0,
        hole.source.report if hole.source else "",
    )
