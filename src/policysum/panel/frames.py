"""The panel in Python: rows, data frames, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policysum.catalogue import Catalogue, load_indicators
from policysum.errors import ConfigError
from policysum.panel.columns import PANEL_COLUMNS, TRACK_COLUMNS, TYPES
from policysum.panel.reports import Report, no_results, reports_in, reports_of
from policysum.panel.rows import rows_of, unmatched_of
from policysum.panel.track import tracked
from policysum.views import need

if TYPE_CHECKING:
    from policysum.summary import Summary

__all__ = ["Panel", "panel"]


@dataclass(frozen=True, slots=True)
class Panel:
    """Results of many reports as one dataset."""

    reports: tuple[Report, ...]

    def rows(self) -> list[dict[str, Any]]:
        """One row a region, indicator, measure, role and period."""
        return list(rows_of(self.reports))

    def track(self) -> list[dict[str, Any]]:
        """Targets of a year against what the report of the next year says."""
        return list(tracked(self.reports))

    def unmatched(self) -> list[tuple[str, str, int]]:
        """Names outside the catalogue with unit and count, the commonest first."""
        return unmatched_of(self.reports)

    def to_pandas(self, table: str = "panel") -> Any:
        """A table as a typed `pandas.DataFrame`.

        Args:
            table: "panel" or "track".

        Returns:
            The rows of `rows` or `track`; the columns are `PANEL_COLUMNS` or `TRACK_COLUMNS`.

        Raises:
            ConfigError: there is no such table, or pandas is not installed.
        """
        pandas = need("pandas", "to_pandas()")
        columns, rows = self._table(table)
        frame = pandas.DataFrame(rows, columns=list(columns))
        types = {name: _PANDAS[TYPES[name]] for name in columns}
        return frame.astype(types)

    def to_polars(self, table: str = "panel") -> Any:
        """A table as a typed `polars.DataFrame`.

        Args:
            table: "panel" or "track".

        Returns:
            The same rows and columns as those of `to_pandas`.

        Raises:
            ConfigError: there is no such table, or polars is not installed.
        """
        polars = need("polars", "to_polars()")
        columns, rows = self._table(table)
        kinds = {"number": polars.Float64, "integer": polars.Int64, "text": polars.String}
        return polars.DataFrame(rows, schema={name: kinds[TYPES[name]] for name in columns})

    def _table(self, table: str) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
        if table not in {"panel", "track"}:
            raise ConfigError(f"there is no table {table!r}", hint="The tables are: panel, track.")
        return (PANEL_COLUMNS, self.rows()) if table == "panel" else (TRACK_COLUMNS, self.track())


_PANDAS = {"number": "float64", "integer": "Int64", "text": "string"}


def panel(
    results: Iterable[Summary | Mapping[str, Any]] | Path | str, *, indicators: Path | None = None
) -> Panel:
    """The panel of many results.

    Args:
        results: summaries, results in their JSON form, or the folder of a run.
        indicators: a file with indicators of your own, which go first; columns as in the catalogue.

    Returns:
        Their panel, with its rows, its track and both as data frames.

    Raises:
        InputError: there is no such folder, or it holds no results.
        ConfigError: the file of indicators is not as it should be.
    """
    if isinstance(results, (str, Path)):
        found = tuple(reports_in(Path(results), indicators=indicators))
        if not found:
            raise no_results(Path(results))
        return Panel(found)
    forms = (one if isinstance(one, Mapping) else one.to_dict() for one in results)
    return Panel(tuple(reports_of(forms, Catalogue(load_indicators(indicators)) if indicators else None)))
