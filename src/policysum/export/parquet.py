"""Parquet: typed columns, written in row groups as results arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policysum.views import TABLES, need, rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["ParquetWriter"]

_GROUP = 20_000
"""Rows held back before a row group is written: groups of a few rows make slow files."""


class _ParquetFile:
    def __init__(self, arrow: Any, parquet: Any, path: Path, table: str) -> None:
        types = {
            "text": arrow.string(),
            "number": arrow.float64(),
            "integer": arrow.int64(),
            "boolean": arrow.bool_(),
        }
        self._arrow, self._table = arrow, table
        self._schema = arrow.schema([(column.name, types[column.type]) for column in TABLES[table]])
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._held: list[dict[str, Any]] = []

    def add(self, data: Mapping[str, Any]) -> None:
        self._held.extend(rows(data, self._table))
        if len(self._held) >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(self._arrow.Table.from_pylist(self._held, schema=self._schema))
            self._held.clear()

    def close(self) -> None:
        self._flush()
        self._writer.close()


class ParquetWriter:
    """kpis.parquet, achievements.parquet and so on."""

    def __init__(self, out: Path) -> None:
        arrow = need("pyarrow", "the format parquet")
        parquet = need("pyarrow.parquet", "the format parquet")
        self._files = [_ParquetFile(arrow, parquet, out / f"{table}.parquet", table) for table in TABLES]

    def add(self, data: Mapping[str, Any], _source: str) -> None:
        """Append the rows of one result to every table."""
        for file in self._files:
            file.add(data)

    def close(self) -> None:
        """Finish the files."""
        for file in self._files:
            file.close()
