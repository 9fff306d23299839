"""Tables of a folder as Parquet files that are made once and read by queries: nothing to set up or to migrate."""

from __future__ import annotations

import hashlib
import json
import tempfile
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import policysum
from policysum.batch.folder import STATE_NAME
from policysum.errors import InputError
from policysum.export.files import whole_file
from policysum.export.results import result_files, results_in
from policysum.panel.columns import PANEL_COLUMNS, TRACK_COLUMNS
from policysum.panel.files import write_parquet
from policysum.panel.packed import taken
from policysum.panel.reports import reports_in, taken_in
from policysum.panel.rows import lines_of
from policysum.panel.track import tracked
from policysum.views import TABLES, need, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["ITEMS", "stored"]

ITEMS = ("achievements", "problems", "plans")
_FOLDER = ".panel"
_MADE_OF = b"made_of"
_GROUP = 20_000
_T = TypeVar("_T")


def stored(out: Path, table: str) -> list[Path]:
    """The Parquet files that hold a table of a folder: those a run wrote, else those made here and kept.

    Args:
        out: the folder of one or several runs.
        table: panel, track, kpis, verification or another of the tables, or one of `ITEMS`.

    Raises:
        InputError: the folder holds no results.
    """
    files = result_files(out)
    written = out / f"{table}.parquet"
    if table in TABLES and _is_current(out, written, files):
        return [written]
    made_of = _digest(out, files)
    kept = out / _FOLDER / f"{table}.parquet"
    if _made_of(kept) == made_of:
        return [kept]
    try:
        return [_make(out, table, kept, made_of)]
    except PermissionError:  # somebody else's folder: made for this once
        return [_make(out, table, Path(tempfile.mkdtemp(prefix="policysum-")) / kept.name, made_of)]


def _make(out: Path, table: str, path: Path, made_of: str) -> Path:
    with whole_file(path) as file:
        if table == "panel":
            found = lines_of(taken_in(out, taken))
            write_parquet(_some(found, out), PANEL_COLUMNS, file, {"made_of": made_of})
        elif table == "track":
            found = map(itemgetter(*TRACK_COLUMNS), tracked(reports_in(out)))
            write_parquet(_some(found, out), TRACK_COLUMNS, file, {"made_of": made_of})
        else:
            _write_table(out, table, file, made_of)
    return path


def _some(found: Iterable[_T], out: Path) -> Iterator[_T]:
    """The rows; where there are none, it may be for want of results."""
    empty = True
    for row in found:
        empty = False
        yield row
    if empty and next(results_in(out, quiet=True), None) is None:
        raise _no_results(out)


def _write_table(out: Path, table: str, file: Any, made_of: str) -> None:
    arrow, parquet = need("pyarrow", "policysum query"), need("pyarrow.parquet", "policysum query")
    kinds = {
        "text": arrow.string(),
        "number": arrow.float64(),
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
    }
    schema = arrow.schema(
        [(column.name, kinds[column.type]) for column in TABLES[table]], metadata={"made_of": made_of}
    )
    held: list[dict[str, Any]] = []
    results = 0
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for _, data in results_in(out):
            results += 1
            held += rows(data, table)
            if len(held) >= _GROUP:
                writer.write_table(arrow.Table.from_pylist(held, schema=schema))
                held.clear()
        writer.write_table(arrow.Table.from_pylist(held, schema=schema))
    if not results:
        raise _no_results(out)


def _no_results(out: Path) -> InputError:
    return InputError(
        "this folder holds no results", where=str(out), hint="Name the OUT of a `policysum run`."
    )


def _is_current(out: Path, written: Path, files: list[Path]) -> bool:
    """Whether a table of a run was written after every result of the folder, and of these results."""
    try:
        state = json.loads((out / STATE_NAME).read_bytes())
        made_of = {path.relative_to(out).as_posix() for path in files}
        when = written.stat().st_mtime_ns
        return set(state["results"]) == made_of and all(path.stat().st_mtime_ns <= when for path in files)
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _digest(out: Path, files: list[Path]) -> str:
    digest = hashlib.sha256(_code())
    for path in files:
        facts = path.stat()
        digest.update(f"{path.relative_to(out)}\t{facts.st_size}\t{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _made_of(path: Path) -> str | None:
    if not path.exists():
        return None
    parquet = need("pyarrow.parquet", "policysum query")
    try:
        found = (parquet.read_schema(path).metadata or {}).get(_MADE_OF)
    except (OSError, ValueError):  # damaged: made anew
        return None
    return found.decode() if found else None


@cache
def _code() -> bytes:
    """Hash of what decides the rows."""
    digest = hashlib.sha256(policysum.__version__.encode())
    package = Path(policysum.__file__).parent
    for room in ("panel", "catalogue", "views", "lexicon"):
        for file in sorted((package / room).iterdir()):
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.digest()
