"""Parquet: typed columns, written in row groups as results arrive."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from policysum.views import TABLES, need, rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["ParquetTable", "ParquetWriter"]

_GROUP = 20_000
"""Rows held back before a row group is written: groups of a few rows make slow files."""


class ParquetTable:
    """One table over many results as one file."""

    def __init__(self, file: Path | IO[bytes], table: str) -> None:
        """Begin a table of `TABLES` in a file."""
        arrow = need("pyarrow", "the format parquet")
        parquet = need("pyarrow.parquet", "the format parquet")
        types = {
            "text": arrow.string(),
            "number": arrow.float64(),
            "integer": arrow.int64(),
            "boolean": arrow.bool_(),
        }
        self._arrow, self._table = arrow, table
        self._schema = arrow.schema([(column.name, types[column.type]) for column in TABLES[table]])
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._held: list[dict[str, Any]] = []

    def add(self, data: Mapping[str, Any]) -> None:
        """Append the rows of one result."""
        self._held.extend(rows(data, self._table))
        if len(self._held) >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(self._arrow.Table.from_pylist(self._held, schema=self._schema))
            self._held.clear()

    def close(self, metadata: Mapping[str, str] | None = None) -> None:
        """Finish the file, with what it is to say of itself."""
        self._flush()
        self._writer.add_key_value_metadata({**(metadata or {})})
        self._writer.close()

    def give_up(self) -> None:
        """Let go of a file that is not to be finished; one that is finished stays."""
        self._held.clear()
        self._writer.close()


class ParquetWriter:
    """kpis.parquet, achievements.parquet and so on."""

    def __init__(self, out: Path) -> None:
        self._files = [ParquetTable(out / f"{table}.parquet", table) for table in TABLES]

    def add(self, data: Mapping[str, Any], _source: str) -> None:
        """Append the rows of one result to every table."""
        for file in self._files:
            file.add(data)

    def close(self) -> None:
        """Finish the files."""
        for file in self._files:
            file.close()
