"""Rows become a data frame of whichever library is there."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from policysum.errors import ConfigError
from policysum.views.columns import TABLES
from policysum.views.rows import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["need", "to_pandas", "to_polars"]

# Nullable types: a value that is missing in one row must not turn a column of integers into floats.
_PANDAS = {"text": "string", "number": "Float64", "integer": "Int64", "boolean": "boolean"}
_POLARS = {"text": "String", "number": "Float64", "integer": "Int64", "boolean": "Boolean"}


def need(module: str, purpose: str, install: str = "pip install 'policysum[tables]'") -> Any:
    """Import an optional library, or say which command installs it.

    Raises:
        ConfigError: the library is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as cause:
        raise ConfigError(f"{purpose} needs {module}", hint=f"Run: {install}") from cause


def to_pandas(data: Mapping[str, Any], table: str = "kpis") -> Any:
    """One table of a result as a `pandas.DataFrame` with nullable types."""
    columns = known(table)
    pandas = need("pandas", "to_pandas()", "pip install pandas")
    frame = pandas.DataFrame(rows(data, table), columns=[column.name for column in columns])
    return frame.astype({column.name: _PANDAS[column.type] for column in columns})


def to_polars(data: Mapping[str, Any], table: str = "kpis") -> Any:
    """One table of a result as a `polars.DataFrame`."""
    columns = known(table)
    polars = need("polars", "to_polars()", "pip install polars")
    schema = {column.name: getattr(polars, _POLARS[column.type]) for column in columns}
    return polars.DataFrame(rows(data, table), schema=schema)


def known(table: str) -> Any:
    """The columns of a table.

    Raises:
        ConfigError: there is no table of this name.
    """
    if table not in TABLES:
        raise ConfigError(f"there is no table {table!r}", hint=f"Choose one of: {', '.join(TABLES)}")
    return TABLES[table]
