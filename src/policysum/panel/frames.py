"""The panel in Python: rows, data frames, files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policysum.catalogue import Catalogue, load_indicators
from policysum.panel.rows import PANEL_COLUMNS, panel_rows, unmatched
from policysum.panel.track import TRACK_COLUMNS, track_rows
from policysum.views import need

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from policysum.summary import Summary

__all__ = ["Panel", "panel"]

_NUMBERS = frozenset({"low", "high", "value"})
_INTEGERS = frozenset(
    {"report_year", "year", "start", "end", "target_start", "target_end", "result_start", "result_end"}
)


@dataclass(frozen=True, slots=True)
class Panel:
    """Results of many reports as one dataset."""

    results: tuple[Mapping[str, Any], ...]
    catalogue: Catalogue | None = None

    def rows(self) -> list[dict[str, Any]]:
        """One row a region, indicator, measure, role and period."""
        return panel_rows(self.results, self.catalogue)

    def track(self) -> list[dict[str, Any]]:
        """Targets of a year against what the report of the next year says."""
        return track_rows(self.results, self.catalogue)

    def unmatched(self) -> list[tuple[str, str, int]]:
        """Names outside the catalogue with unit and count, the commonest first."""
        return unmatched(self.results, self.catalogue)

    def to_pandas(self, table: str = "panel") -> Any:
        """The panel, or the table "track", as a typed `pandas.DataFrame`."""
        pandas = need("pandas", "to_pandas()")
        columns, rows = self._table(table)
        frame = pandas.DataFrame(rows, columns=list(columns))
        types = {name: _pandas_type(name) for name in columns}
        return frame.astype(types)

    def to_polars(self, table: str = "panel") -> Any:
        """The panel, or the table "track", as a typed `polars.DataFrame`."""
        polars = need("polars", "to_polars()")
        columns, rows = self._table(table)
        kinds = {
            name: polars.Float64 if name in _NUMBERS else polars.Int64 if name in _INTEGERS else polars.String
            for name in columns
        }
        return polars.DataFrame(rows, schema=kinds)

    def _table(self, table: str) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
        return (PANEL_COLUMNS, self.rows()) if table == "panel" else (TRACK_COLUMNS, self.track())


def _pandas_type(name: str) -> str:
    return "float64" if name in _NUMBERS else "Int64" if name in _INTEGERS else "string"


def panel(results: Iterable[Summary | Mapping[str, Any]], *, indicators: Path | None = None) -> Panel:
    """The panel of many results.

    Args:
        results: summaries, or results in their JSON form.
        indicators: a file with indicators of your own, which go first; columns as in the catalogue.
    """
    forms: list[Mapping[str, Any]] = []
    for one in results:
        to_dict = getattr(one, "to_dict", None)
        forms.append(to_dict() if to_dict is not None else one)  # type: ignore[arg-type]
    return Panel(tuple(forms), Catalogue(load_indicators(indicators)) if indicators else None)
