"""Tables of a folder as Parquet files that are made once and read by queries: nothing to set up or to migrate."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import policysum
from policysum.export.files import result_files
from policysum.regular import regular_bytes
from policysum.views import TABLES, need

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policysum.panel.companion import QueryTables

__all__ = ["FOLDER", "ITEMS", "digest", "made_along", "stored"]

ITEMS = ("achievements", "problems", "plans")
FOLDER = ".panel"


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
    made_of = digest(out, files)
    kept = out / FOLDER / f"{table}.parquet"
    if _made_of(kept) == made_of:
        return [kept]
    from policysum.panel.making import make  # what is kept is answered from without this, three times as soon

    try:
        return [make(out, table, kept, made_of)]
    except PermissionError:  # somebody else's folder: made for this once
        return [make(out, table, Path(tempfile.mkdtemp(prefix="policysum-")) / kept.name, made_of)]


def made_along() -> Callable[[Path], QueryTables] | None:
    """What makes these tables along with those of a run, if what asks them is installed (extra `panel`)."""
    return _companion if find_spec("duckdb") and find_spec("pyarrow") else None


def _companion(out: Path) -> QueryTables:
    from policysum.panel.companion import QueryTables  # a run of few reports never needs it

    return QueryTables(out)


def _is_current(out: Path, written: Path, files: list[Path]) -> bool:
    """Whether a table of a run was written after every result of the folder, and of these results."""
    if not written.exists():
        return False
    from policysum.batch.output_folder import STATE_NAME

    try:
        state = json.loads(regular_bytes(out / STATE_NAME))
        made_of = {path.relative_to(out).as_posix() for path in files}
        when = written.stat().st_mtime_ns
        return set(state["results"]) == made_of and all(path.stat().st_mtime_ns <= when for path in files)
    except (OSError, ValueError, LookupError, TypeError):
        return False


def digest(out: Path, files: list[Path], looks: Mapping[str, tuple[int, int]] | None = None) -> str:
    """What tables over these results are known by: the code that makes them, and size and time of each file.

    Args:
        out: the folder.
        files: the results in it.
        looks: size and time of some of them, by their names within the folder, as they were when they were read.
    """
    found = hashlib.sha256(_code())
    within = len(str(out)) + 1
    looks = looks or {}
    for path in map(str, files):
        name = path[within:]
        size, time = looks.get(name) or _look(path)
        found.update(f"{name}\t{size}\t{time}\n".encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def _look(path: str) -> tuple[int, int]:
    facts = os.stat(path)  # noqa: PTH116 - of a text, which is made once
    return facts.st_size, facts.st_mtime_ns


def _made_of(path: Path) -> str | None:
    if not path.exists():
        return None
    duckdb = need("duckdb", "policysum query")
    asked = "select decode(value) from parquet_kv_metadata(?) where decode(key) = 'made_of'"
    try:
        found = duckdb.execute(asked, [str(path)]).fetchone()
    except duckdb.Error:  # damaged: made anew
        return None
    return str(found[0]) if found else None


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
