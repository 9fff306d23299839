"""The panel: one row a region, indicator, measure, role and period, and a row for every hole with its reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from policysum.panel.figures import Figure, Source, figures, source_of, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policysum.catalogue import Catalogue

__all__ = ["PANEL_COLUMNS", "panel_rows", "unmatched"]

PANEL_COLUMNS = (
    "region_code",
    "region",
    "level",
    "report_year",
    "period",
    "indicator",
    "name",
    "measure",
    "role",
    "low",
    "high",
    "bound",
    "commitment",
    "unit",
    "cell",
    "text",
    "report",
    "start",
    "end",
    "sentence",
    "matched_by",
    "doubts",
)

Row = dict[str, Any]
_COMMON = 3
"""A hole is shown where at least one region in so many states the figure."""


def panel_rows(results: Iterable[Mapping[str, Any]], catalogue: Catalogue | None = None) -> list[Row]:
    """The rows of the panel, sorted by region, year, indicator, measure, role, period and place.

    Two values for one cell are both kept and marked `two_values`; a value said twice stands once.
    """
    cells: dict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    sources: list[Source] = []
    for data in results:
        sources.append(source_of(data))
        for figure in figures(data, catalogue):
            if figure.indicator is None:
                continue
            same = cells[_cell(figure)]
            if not any(_value(other) == _value(figure) for other in same):
                same.append(figure)
    rows = [_row(figure, two=len(same) > 1) for same in cells.values() for figure in same]
    rows += _holes(sources, cells)
    return sorted(rows, key=_order)


def unmatched(
    results: Iterable[Mapping[str, Any]], catalogue: Catalogue | None = None
) -> list[tuple[str, str, int]]:
    """Names outside the catalogue with their unit and how often they stand, the commonest first."""
    counts: Counter[tuple[str, str]] = Counter()
    for data in results:
        for figure in figures(data, catalogue):
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
            ),
            strict=True,
        )
    )


def _holes(sources: list[Source], cells: Mapping[tuple[Any, ...], list[Figure]]) -> Iterator[Row]:
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
            yield {
                **dict.fromkeys(PANEL_COLUMNS),
                "region_code": any_source.region_code,
                "region": any_source.region,
                "level": any_source.level,
                "report_year": year,
                "period": str(year + lag),
                "indicator": indicator,
                "measure": measure,
                "role": role,
                "cell": "not_stated" if source else "no_report",
                "report": source.report if source else None,
                "doubts": "",
            }


def _order(row: Row) -> tuple[str, ...]:
    parts = [
        str(row[name] or "")
        for name in ("region_code", "region", "report_year", "indicator", "measure", "role", "period")
    ]
    return (*parts, f"{row['start'] or 0:09d}")
