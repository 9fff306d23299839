"""One report's rows of the panel in little memory: finished where the report is read, put in order elsewhere."""

from __future__ import annotations

import marshal
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from policysum.panel.columns import PANEL_COLUMNS
from policysum.panel.reports import report_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policysum.catalogue import Catalogue
    from policysum.panel.figures import Figure, Source
    from policysum.panel.reports import Report

__all__ = ["Cell", "Cells", "Packed", "merged", "pack", "place_of", "taken", "unpacked"]

Cells = tuple[Any, ...]
"""The values of a row, in the order of `PANEL_COLUMNS`."""

_AT = {name: at for at, name in enumerate(PANEL_COLUMNS)}
_cell = itemgetter(*(_AT[name] for name in ("indicator", "measure", "role", "period")))
_value = itemgetter(*(_AT[name] for name in ("cell", "low", "high", "unit", "bound")))
_WORDS, _TEXT, _DOUBTS, _START, _REPORT = (
    _AT[name] for name in ("cell", "text", "doubts", "start", "report")
)
_TWO = "two_values"


class Cell(NamedTuple):
    """A cell that a report fills."""

    indicator: str
    measure: str
    role: str
    period: str | None
    words: bool


class Packed(NamedTuple):
    """One report: its rows as bytes, and the cells they fill."""

    source: Source
    cells: tuple[Cell, ...]
    rows: bytes


def taken(data: Mapping[str, Any], catalogue: Catalogue | None = None) -> Packed:
    """The rows of a result in its JSON form."""
    return pack(report_of(data, catalogue, known=True))


def pack(report: Report) -> Packed:
    """The rows of a report."""
    lines = merged(_line(figure) for figure in report.figures if figure.indicator is not None)
    cells: dict[tuple[str, str, str, str | None], bool] = {}
    for line in lines:
        cells.setdefault(_cell(line), line[_WORDS] == "words")
    return Packed(
        report.source,
        tuple(Cell(*cell, words=words) for cell, words in cells.items()),
        # Bytes that only this program and its own processes see, never a file of anybody else's.
        marshal.dumps(sorted(lines, key=place_of)),
    )


def unpacked(rows: bytes) -> list[Cells]:
    """The rows that were packed, in the order of their places."""
    found: list[Cells] = marshal.loads(rows)  # noqa: S302 - as above
    return found


def merged(lines: Iterable[Cells]) -> list[Cells]:
    """Rows of one region and year: a value that is said twice once, two values of one cell marked."""
    cells: dict[tuple[Any, ...], dict[tuple[Any, ...], Cells]] = {}
    for line in lines:
        values = cells.setdefault(_cell(line), {})
        said = line[_TEXT] if line[_WORDS] == "words" else ""
        values.setdefault((*_value(line), said), line)
    return [
        line if len(values) == 1 else _marked(line) for values in cells.values() for line in values.values()
    ]


def place_of(line: Cells) -> tuple[Any, ...]:
    """The place of a row among those of its region and year."""
    indicator, measure, role, period = _cell(line)
    return indicator, measure, role, period or "", line[_START] or 0, line[_REPORT] or ""


def _marked(line: Cells) -> Cells:
    doubts = line[_DOUBTS]
    if _TWO in doubts.split(";"):
        return line
    return (*line[:_DOUBTS], f"{doubts};{_TWO}" if doubts else _TWO, *line[_DOUBTS + 1 :])


def _line(figure: Figure) -> Cells:
    source = figure.source
    return (
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
        ";".join(figure.doubts),
        figure.kpi,
        source.result,
    )
