"""SQL over the results of a folder, with DuckDB on Parquet files: nothing to set up, nothing to migrate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policysum.errors import InputError
from policysum.panel.stored import ITEMS, stored
from policysum.views import need

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["VIEWS", "ask"]

_INSTALL = "pip install '.[panel]'"
VIEWS = ("kpis", "items", "verification", "panel", "track")


def ask(out: Path, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Answer a question over the results of a folder; only the views it names are built.

    The database lives in memory; it can read the Parquet files of these views, and no other file or address.

    Raises:
        InputError: the question is no SQL that DuckDB understands, or the folder holds no results.
    """
    duckdb = need("duckdb", "policysum query", _INSTALL)
    if not out.is_dir():
        raise InputError("there is no such folder", where=str(out), hint="Name the OUT of a `policysum run`.")
    named = [view for view in VIEWS if re.search(rf"\b{view}\b", sql, re.IGNORECASE)]
    views = {view: _select(out, view) for view in named}
    files = [path for _, paths in views.values() for path in paths]
    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"}) as base:
        base.execute(f"set allowed_paths = [{', '.join(map(_quoted, files))}]")
        base.execute("set enable_external_access = false")
        base.execute("set lock_configuration = true")
        for view, (select, _) in views.items():
            base.execute(f"create view {view} as {select}")
        try:
            answer = base.execute(sql)
            names = [column[0] for column in answer.description or ()]
            return names, answer.fetchall() if names else []
        except duckdb.Error as cause:
            line = str(cause).splitlines()[0]
            raise InputError(
                f"the query fails: {line}", hint=f"The views are: {', '.join(VIEWS)}."
            ) from cause


def _select(out: Path, view: str) -> tuple[str, list[Path]]:
    """The SELECT of a view, and the files it reads."""
    tables = ITEMS if view == "items" else (view,)
    files = {table: stored(out.absolute(), table) for table in tables}
    parts = [
        f"select {_kind(view, table)}* from read_parquet({_quoted(path)})"  # noqa: S608 - quoted
        for table, paths in files.items()
        for path in paths
    ]
    return " union all ".join(parts), [path for paths in files.values() for path in paths]


def _kind(view: str, table: str) -> str:
    return f"'{table}' as kind, " if view == "items" else ""


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
