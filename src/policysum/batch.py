"""Many reports: which files, how many at once, what is up to date, what failed, and one table over all.

Reports stream through: a summary is written and forgotten. Tables over all reports are made from the written
results, so they always agree with them, also when a batch is resumed.
"""

from __future__ import annotations

import asyncio
import contextlib
import glob
import hashlib
import json
import logging
import os
import tempfile
import time
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from policysum.document import read_document
from policysum.errors import (
    BudgetExhaustedError,
    DocumentError,
    ModelAuthError,
    ModelQuotaError,
    PolicysumError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policysum.document import Document
    from policysum.pipeline import Summarizer

__all__ = [
    "BatchResult",
    "Job",
    "Observer",
    "Outcome",
    "ReportResult",
    "Stop",
    "WrittenResult",
    "find_jobs",
    "run_batch",
    "written_results",
]

_log = logging.getLogger("policysum.batch")

REPORT_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf"})
"""What a folder is searched for; a file named outright may have any name."""


@dataclass(frozen=True, slots=True)
class Job:
    """One report to summarise: where it is and where its result goes."""

    path: Path
    output: Path


class Outcome(StrEnum):
    """How a report ended."""

    DONE = "done"
    UP_TO_DATE = "up to date"
    FAILED = "failed"
    NOT_STARTED = "not started"


@dataclass(frozen=True, slots=True)
class ReportResult:
    """How one report went, in numbers."""

    job: Job
    outcome: Outcome
    error: PolicysumError | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """How a batch went, in the order of its inputs."""

    reports: tuple[ReportResult, ...]
    seconds: float
    fatal: PolicysumError | None = None

    @property
    def failed(self) -> list[ReportResult]:
        """The reports that have no result."""
        return [r for r in self.reports if r.outcome in {Outcome.FAILED, Outcome.NOT_STARTED}]


@dataclass(slots=True)
class Stop:
    """Asks a batch to finish what is under way and to start nothing more."""

    asked: bool = False


class Observer(Protocol):
    """Who watches a batch: a progress bar, a log, nobody."""

    def started(self, job: Job) -> None:
        """A report's work begins."""

    def finished(self, result: ReportResult) -> None:
        """A report's work ended, well or badly."""


def find_jobs(paths: Sequence[str | Path], out: Path) -> tuple[list[Job], list[PolicysumError]]:
    """Expand files, folders and globs into jobs with distinct outputs; name what leads nowhere.

    A file is taken once however often it is named. Two reports of one name in different folders get
    the folder's name in front of theirs.
    """
    files: dict[Path, None] = {}
    problems: list[PolicysumError] = []
    for entry in paths:
        try:
            for file in _expand(str(entry), out):
                files.setdefault(file, None)
        except DocumentError as error:
            problems.append(error)
    jobs: list[Job] = []
    taken: set[str] = set()
    for file in files:
        name = next(name for name in _output_names(file) if name not in taken)
        taken.add(name)
        jobs.append(Job(file, out / f"{name}.json"))
    return jobs, problems


def _expand(entry: str, out: Path) -> Iterator[Path]:
    path = Path(entry)
    if path.is_dir():
        found = sorted(
            file
            for file in path.rglob("*")
            if file.suffix.lower() in REPORT_SUFFIXES and file.is_file() and not file.is_relative_to(out)
        )
        if not found:
            raise DocumentError(
                "this folder holds no reports",
                where=entry,
                hint=f"Reports are files ending in {', '.join(sorted(REPORT_SUFFIXES))}.",
            )
        yield from found
    elif path.exists():
        yield path
    elif glob.has_magic(entry):
        matches = sorted(Path(match) for match in glob.glob(entry, recursive=True))  # noqa: PTH207 - absolute patterns
        if not matches:
            raise DocumentError(
                "nothing matches this pattern", where=entry, hint="Check the path and the quotes."
            )
        yield from (match for match in matches if match.is_file())
    else:
        raise DocumentError("there is no such file", where=entry, hint="Check the path.")


def _output_names(file: Path) -> Iterator[str]:
    yield file.stem
    yield f"{file.stem}{file.suffix.replace('.', '_')}"
    parents = [part for part in file.resolve().parent.parts[1:] if part]
    for depth in range(1, len(parents) + 1):
        yield "_".join([*parents[-depth:], file.stem])
    digest = hashlib.sha256(str(file.resolve()).encode()).hexdigest()
    yield f"{file.stem}-{digest[:12]}"


async def run_batch(
    jobs: Sequence[Job],
    summarizer: Summarizer,
    *,
    observer: Observer,
    concurrency: int = 4,
    force: bool = False,
    stop: Stop | None = None,
) -> BatchResult:
    """Summarise every job, at most `concurrency` at once; one report's failure is nobody else's.

    A refused key, an empty account or a spent budget would fail every report the same way, so it ends the
    batch: what is done stays done, and the rest is named as not started. So it is when `stop` is asked for.
    """
    stop = stop or Stop()
    began = time.monotonic()
    results: list[ReportResult | None] = [None] * len(jobs)
    queue = iter(enumerate(jobs))
    fatal: list[PolicysumError] = []

    async def worker() -> None:
        for index, job in queue:
            if fatal or stop.asked:
                return
            observer.started(job)
            result = await _one(job, summarizer, force=force)
            results[index] = result
            observer.finished(result)
            if isinstance(result.error, BudgetExhaustedError | ModelAuthError | ModelQuotaError):
                fatal.append(result.error)

    async with asyncio.TaskGroup() as group:
        for _ in range(max(1, min(concurrency, len(jobs)))):
            group.create_task(worker())
    reports = tuple(
        result or ReportResult(job, Outcome.NOT_STARTED) for result, job in zip(results, jobs, strict=True)
    )
    return BatchResult(reports, time.monotonic() - began, fatal[0] if fatal else None)


async def _one(job: Job, summarizer: Summarizer, *, force: bool) -> ReportResult:
    try:
        document = await asyncio.to_thread(read_document, job.path)
        if not force and (kept := _up_to_date(job, summarizer, document)) is not None:
            return ReportResult(job, Outcome.UP_TO_DATE, facts=facts_of(kept))
        summary = await summarizer.asummarize(document)
        data = summary.to_dict()
        write_atomically(job.output, json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        return ReportResult(job, Outcome.DONE, facts=facts_of(data))
    except PolicysumError as error:
        return ReportResult(job, Outcome.FAILED, error)
    except OSError as error:
        wrapped = PolicysumError(
            f"cannot write the result: {error.strerror or error}",
            where=str(job.output),
            hint="Check the folder and the space left on the disk.",
        )
        wrapped.__cause__ = error
        return ReportResult(job, Outcome.FAILED, wrapped)
    except Exception as error:  # noqa: BLE001 - one report's fault must not cost the others
        _log.exception("internal error in %s", job.path)
        internal = PolicysumError(
            f"internal error: {type(error).__name__}: {error}",
            where=str(job.path),
            hint="Run this report again with --debug and report it.",
        )
        internal.__cause__ = error
        return ReportResult(job, Outcome.FAILED, internal)


def _up_to_date(job: Job, summarizer: Summarizer, document: Document) -> dict[str, Any] | None:
    """The written result, if the same source, settings and code would make it again and nothing was left unread."""
    try:
        data: dict[str, Any] = json.loads(job.output.read_text(encoding="utf-8"))
        run = data["run"]
        fresh = run["fingerprint"] == summarizer.fingerprint(document) and not run["unread"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return data if fresh else None


def facts_of(data: dict[str, Any]) -> dict[str, Any]:
    """The figures of one result that the closing table shows."""
    verification, run = data["verification"], data["run"]
    coverage = verification["coverage"]
    return {
        "numbers": coverage["numbers"],
        "kpis": len(data.get("kpis", ())),
        "checked": verification["checked"],
        "passed": verification["passed"],
        "coverage": coverage["share"],
        "calls": run["model_calls"],
        "cache_hits": run["cache_hits"],
        "prompt_tokens": run["prompt_tokens"],
        "completion_tokens": run["completion_tokens"],
        "cost": run["cost"],
        "currency": run["currency"],
        "seconds": run["seconds"],
        "unread": len(run["unread"]),
        "inconsistent": sum(r["verdict"] == "inconsistent" for r in data["consistency"]),
    }


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


@cache
def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


class WrittenResult:
    """A result on disk, as the writers of tables take it: its data now, its source only if a format asks."""

    def __init__(self, job: Job) -> None:
        """Read the result of a job."""
        self._job = job
        self._data: dict[str, Any] = json.loads(job.output.read_text(encoding="utf-8"))

    def to_dict(self) -> dict[str, Any]:
        """The stable JSON form."""
        return self._data

    @property
    def source(self) -> str:
        """The decoded text of the report; empty where the file has gone since."""
        try:
            return read_document(self._job.path).source
        except PolicysumError:
            return ""


def written_results(jobs: Iterable[Job]) -> Iterator[WrittenResult]:
    """The written results, one at a time, in the order of the jobs; missing ones are passed over."""
    for job in jobs:
        with contextlib.suppress(FileNotFoundError):
            yield WrittenResult(job)
