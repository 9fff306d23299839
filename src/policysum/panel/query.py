"""SQL over the results of a folder, with DuckDB: nothing to set up, nothing to migrate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policysum.errors import InputError
from policysum.export.results import results_in
from policysum.panel.rows import PANEL_COLUMNS, panel_rows
from policysum.panel.track import TRACK_COLUMNS, track_rows
from policysum.views import TABLES, need, rows

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["VIEWS", "ask"]

_INSTALL = "pip install '.[panel]'"
VIEWS = ("kpis", "items", "verification", "panel", "track")
_ITEMS = ("achievements", "problems", "plans")
_NUMBERS = frozenset({"low", "high", "value"})
_INTEGERS = frozenset(
    {"report_year", "year", "start", "end", "target_start", "target_end", "result_start", "result_end"}
)


def ask(out: Path, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Answer a question over the results of a folder; only the views it names are built.

    The connection lives in memory and reaches no file and no network.

    Raises:
        InputError: the question is no SQL that DuckDB understands.
    """
    duckdb, arrow = need("duckdb", "policysum query", _INSTALL), need("pyarrow", "policysum query", _INSTALL)
    results = [data for _, data in results_in(out)]
    if not results:
        raise InputError(
            "this folder holds no results", where=str(out), hint="Name the OUT of a `policysum run`."
        )
    with duckdb.connect(":memory:", config={"enable_external_access": "false"}) as connection:
        lowered = sql.lower()
        for view in VIEWS:
            if view in lowered:
                connection.register(view, _view(arrow, results, view))
        try:
            answer = connection.execute(sql)
            names = [column[0] for column in answer.description or ()]
            return names, answer.fetchall() if names else []
        except duckdb.Error as cause:
            line = str(cause).splitlines()[0]
            raise InputError(
                f"the query fails: {line}", hint=f"The views are: {', '.join(VIEWS)}."
            ) from cause


def _view(arrow: Any, results: list[dict[str, Any]], view: str) -> Any:
    if view == "panel":
        return _plain(arrow, panel_rows(results), PANEL_COLUMNS)
    if view == "track":
        return _plain(arrow, track_rows(results), TRACK_COLUMNS)
    if view == "items":
        all_rows = [{"kind": kind, **row} for kind in _ITEMS for data in results for row in rows(data, kind)]
        return _typed(arrow, all_rows, "plans", [("kind", arrow.string())])
    return _typed(arrow, [row for data in results for row in rows(data, view)], view, [])


def _typed(arrow: Any, found: list[dict[str, Any]], table: str, first: list[tuple[str, Any]]) -> Any:
    types = {
        "text": arrow.string(),
        "number": arrow.float64(),
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
    }
    schema = [*first, *((column.name, types[column.type]) for column in TABLES[table])]
    return arrow.Table.from_pylist(found, schema=arrow.schema(schema))


def _plain(arrow: Any, found: list[dict[str, Any]], columns: tuple[str, ...]) -> Any:
    kinds = [
        (
            name,
            arrow.float64() if name in _NUMBERS else arrow.int64() if name in _INTEGERS else arrow.string(),
        )
        for name in columns
    ]
    return arrow.Table.from_pylist(found, schema=arrow.schema(kinds))
