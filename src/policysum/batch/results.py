"""How reports went, and the results on disk."""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from policysum.batch.output_folder import SOURCE_SUFFIX
from policysum.document import bounded_bytes, decode_again
from policysum.errors import InputError, PolicysumError
from policysum.export.results import read_result
from policysum.regular import regular_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from policysum.batch.jobs import Job

__all__ = ["BatchResult", "Facts", "Outcome", "ReportResult", "WrittenResult", "written_results"]

_log = logging.getLogger("policysum.export")


class Outcome(StrEnum):
    """How a report ended."""

    DONE = "done"
    PARTLY_READ = "partly read"
    UP_TO_DATE = "up to date"
    NO_ANSWER = "no model answer"
    FAILED = "failed"
    NOT_FINISHED = "not finished"
    NOT_STARTED = "not started"


_MISSING = frozenset({Outcome.NO_ANSWER, Outcome.FAILED, Outcome.NOT_FINISHED, Outcome.NOT_STARTED})


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures of one result that the closing table shows."""

    numbers: int = 0
    captured: int = 0
    kpis: int = 0
    checked: int = 0
    passed: int = 0
    calls: int = 0
    cache_hits: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    currency: str | None = None
    seconds: float = 0.0
    unread: int = 0
    unclear: int = 0
    doubtful: int = 0
    by_model: int = 0
    warnings: int = 0
    warned: str = ""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Facts:
        """Take them from a result in its JSON form."""
        verification, run = data["verification"], data["run"]
        coverage = verification["coverage"]
        return cls(
            numbers=coverage["numbers"],
            captured=coverage["captured"],
            kpis=len(data.get("kpis", ())),
            checked=verification["checked"],
            passed=verification["passed"],
            calls=run["model_calls"],
            cache_hits=run["cache_hits"],
            prompt_tokens=run["prompt_tokens"],
            completion_tokens=run["completion_tokens"],
            cost=run["cost"],
            currency=run["currency"],
            unread=len(run["unread"]),
            unclear=verification["counts"].get("unclear", 0),
            doubtful=sum(bool(kpi["doubts"]) for kpi in data.get("kpis", ())),
            by_model=int(run["model"] is not None),
            warnings=len(warnings := data["document"].get("warnings", ())),
            warned="; ".join(f"{one['code']}: {one['message']}" for one in warnings),
        )

    def without_traffic(self) -> Facts:
        """The same figures of a result that was kept: this run asked nothing for it."""
        cost = None if self.cost is None else 0.0
        return replace(
            self, calls=0, cache_hits=0, prompt_tokens=0, completion_tokens=0, cost=cost, seconds=0.0
        )


@dataclass(frozen=True, slots=True)
class ReportResult:
    """How one report went."""

    job: Job
    outcome: Outcome
    error: PolicysumError | None = None
    facts: Facts | None = None

    @property
    def written(self) -> bool:
        """Whether its result was written anew."""
        return self.outcome in {Outcome.DONE, Outcome.PARTLY_READ}


@dataclass(frozen=True, slots=True)
class BatchResult:
    """How a batch went, in the order of its inputs.

    Attributes:
        reports: one result for every job.
        seconds: wall time.
        fatal: what ended the batch before its time, if anything did.
    """

    reports: tuple[ReportResult, ...]
    seconds: float
    fatal: PolicysumError | None = None

    @property
    def failed(self) -> list[ReportResult]:
        """The reports that have no result."""
        return [report for report in self.reports if report.outcome in _MISSING]


class WrittenResult:
    """A result on disk, as the writers of tables take it: its data now, its source only if a format asks."""

    def __init__(self, job: Job) -> None:
        """Read the result of a job."""
        self._job = job
        facts = job.output.stat()
        self.look = facts.st_size, facts.st_mtime_ns
        """Size and time of the file; should it be replaced while it is read, that shows."""
        self._data = read_result(job.output)

    @property
    def file(self) -> str:
        """Its name in the folder of results."""
        return self._job.file

    def to_dict(self) -> dict[str, Any]:
        """The stable JSON form."""
        return self._data

    @property
    def source(self) -> str:
        """The text that the spans point into; empty where the report has gone or changed since."""
        readers: tuple[Callable[[], str], ...] = (self._text_beside, self._text_as_decoded, self._text)
        for read in readers if self._job.row is None else readers[-1:]:
            with suppress(OSError, ValueError, PolicysumError):
                if self._is_ours(text := read()):
                    return text
        return ""

    def _is_ours(self, text: str) -> bool:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return bool(digest == self._data["run"]["source_sha256"])

    def _text_beside(self) -> str:
        """What was taken from a page or a Word file."""
        return regular_bytes(self._job.output.with_suffix(SOURCE_SUFFIX)).decode("utf-8", "surrogatepass")

    def _text_as_decoded(self) -> str:
        """The text of a file as the run that made the result found it to be encoded: quicker than finding out."""
        encoding = self._data["document"]["encoding"]
        return decode_again(bounded_bytes(self._job.path), encoding, where=self._job.name)

    def _text(self) -> str:
        return self._job.read().source


def written_results(jobs: Iterable[Job]) -> Iterator[WrittenResult]:
    """The written results, one at a time, in the order of the jobs.

    Missing ones are passed over, and damaged ones with a warning that names them.
    """
    for job in jobs:
        if job.output.exists():
            try:
                yield WrittenResult(job)
            except InputError as error:
                _log.warning("%s; it is passed over", str(error).rstrip("."))
