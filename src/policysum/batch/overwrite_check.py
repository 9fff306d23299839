"""Nothing of the user's is overwritten: neither a report that is read nor a file that is not a result of ours."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic_core import from_json

from policysum.batch.output_folder import SOURCE_SUFFIX
from policysum.errors import ConfigError
from policysum.export.names import REVIEW_NAME, WORKBOOK_NAME
from policysum.export.pages import page_stem
from policysum.regular import real_path, regular_bytes
from policysum.views import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from policysum.batch.jobs import Job

__all__ = ["check_nothing_is_lost"]

_HINT = "Name another folder with --out."
_TAKEN_FROM = frozenset({".html", ".htm", ".docx", ".pdf"})
"""Reports whose text is written beside their result."""


def check_nothing_is_lost(
    jobs: Sequence[Job], out: Path, formats: Sequence[str], *, known: frozenset[str]
) -> None:
    """Refuse a run that would overwrite somebody's file.

    Args:
        jobs: the reports and where their results go.
        out: the folder of the results.
        formats: the tables asked for.
        known: names of the files in `out` that an earlier run wrote.

    Raises:
        ConfigError: a file to be written is one of the reports, or stands there and is not ours.
    """
    resolved = _resolver()
    read = {resolved(job.path) for job in jobs if job.row is None or job.path.name != "-"}
    for job in jobs:
        if job.output.exists() and not _is_ours(job.output):
            raise ConfigError(
                "this file is in the way and is not a result of policysum", where=str(job.output), hint=_HINT
            )
    results = any(job.output.exists() for job in jobs)
    for path in _written(jobs, out, formats):
        if resolved(path) in read:
            raise ConfigError("the results would overwrite this report", where=str(path), hint=_HINT)
        if path.exists() and path.name not in known and not results:
            raise ConfigError(
                "this file is in the way and was not written by a run", where=str(path), hint=_HINT
            )


def _written(jobs: Sequence[Job], out: Path, formats: Sequence[str]) -> Iterator[Path]:
    for job in jobs:
        yield job.output
        if job.path.suffix.lower() in _TAKEN_FROM:
            yield job.output.with_suffix(SOURCE_SUFFIX)
        if "md" in formats:
            yield out / f"{page_stem(job.name, job.file)}.md"
    for name in formats:
        if name in {"csv", "jsonl", "parquet"}:
            yield from (out / f"{table}.{name}" for table in TABLES)
    if "xlsx" in formats:
        yield out / WORKBOOK_NAME
    if "html" in formats:
        yield out / REVIEW_NAME


def _resolver() -> Callable[[Path], Path]:
    """`Path.resolve` for many files of a few folders."""

    @cache
    def folder(path: Path) -> Path:
        return real_path(path)

    def resolved(path: Path) -> Path:
        whole = folder(path.parent) / path.name
        return real_path(whole) if whole.is_symlink() else whole

    return resolved


def _is_ours(path: Path) -> bool:
    """Whether a file may be replaced: a result, or what is left of one; never somebody's own JSON."""
    try:
        text = regular_bytes(path)
    except OSError:
        return True  # the attempt to write it will say what is wrong
    try:
        data = from_json(text)
    except ValueError:
        return not text or text.startswith(b"{")
    return "run" in data if isinstance(data, dict) and data else not data
