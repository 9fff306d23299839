"""One report of a batch: passed over where its result is up to date, else summarised, checked and written."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import TYPE_CHECKING, Any

from policysum.batch.jobs import digest_of
from policysum.batch.output_folder import SOURCE_SUFFIX
from policysum.batch.results import Facts, Outcome, ReportResult
from policysum.batch.serialised_result import Finished
from policysum.errors import (
    BudgetExhaustedError,
    DocumentError,
    InputError,
    ModelAnswerError,
    ModelError,
    PolicysumError,
)
from policysum.export.files import write_atomically
from policysum.export.results import read_result
from policysum.export.review_carry_over import carry_over
from policysum.llm.failures import NotSentError
from policysum.shortage import shortage
from policysum.traffic import RunStoppedError

if TYPE_CHECKING:
    from policysum.batch.jobs import Job
    from policysum.batch.result_cache import KeptResults
    from policysum.document.formats import OnPage
    from policysum.summarizer import Summarizer
    from policysum.summary import RunInfo

__all__ = ["is_up_to_date", "work_on"]

_log = logging.getLogger("policysum.batch")

_DETAIL = 200  # of the message of an error that is not ours, which may quote the report


async def work_on(
    job: Job,
    summarizer: Summarizer,
    *,
    rank: int,
    force: bool,
    kept: KeptResults | None = None,
    on_page: OnPage | None = None,
) -> ReportResult:
    """Bring a report's result up to date; whatever goes wrong is this report's result and nobody else's.

    Args:
        job: the report.
        summarizer: who summarises it.
        rank: its place in the batch; the requests of a report that comes earlier go first.
        force: redo it even where its result is up to date, or kept.
        kept: finished results of earlier runs.
        on_page: called with how many pages of how many are recognised.
    """
    began = time.monotonic()
    try:
        result = await _summarised(job, summarizer, rank=rank, force=force, kept=kept, on_page=on_page)
    except (NotSentError, RunStoppedError):
        result = ReportResult(job, Outcome.NOT_FINISHED)
    except PolicysumError as error:
        silent = isinstance(error, ModelError) and not isinstance(error, BudgetExhaustedError)
        result = ReportResult(job, Outcome.NO_ANSWER if silent else Outcome.FAILED, error)
    except Exception as error:  # noqa: BLE001 - one report's fault must not cost the others
        result = ReportResult(job, Outcome.FAILED, _internal(job, error))
    _log.info("%s: %s in %.1f s", job.name, result.outcome.value, time.monotonic() - began)
    if result.error is not None:
        _log.warning("%s", result.error)
    return result


async def _summarised(
    job: Job,
    summarizer: Summarizer,
    *,
    rank: int,
    force: bool,
    kept: KeptResults | None,
    on_page: OnPage | None,
) -> ReportResult:
    digest = content = None
    with contextlib.suppress(OSError, DocumentError):  # what is wrong with the file is said when it is read
        content = job.content()
        digest = digest_of(content)
    if digest and not force:
        if (facts := _up_to_date(job, summarizer, digest)) is not None:
            return ReportResult(job, Outcome.UP_TO_DATE, facts=facts)
        if kept is not None and (found := kept.get(summarizer.fingerprint(job.key, digest))) is not None:
            return await _written(job, found)
    document = await asyncio.to_thread(job.read, on_page, content)
    summary = await summarizer.asummarize(document, digest=digest, rank=rank)
    _need_an_answer(job, summary.run)
    source = document.source if document.extracted else None
    finished = Finished.of(summary.to_dict(), source, seconds=summary.run.seconds)
    if kept is not None and _is_complete(finished.run):
        kept.put(finished.run["fingerprint"], finished)
    return await _written(job, finished)


async def _written(job: Job, finished: Finished) -> ReportResult:
    """Write a result, and the text taken from a page or a Word file, which its spans point into."""
    finished = _with_reviews(job, finished.with_run(output=job.file.removesuffix(".json")))
    try:
        await asyncio.to_thread(_write, job, finished)
    except OSError as error:
        raise PolicysumError(
            f"cannot write the result: {error.strerror or error}",
            where=str(job.output),
            hint="Check the folder and the space left on the disk.",
        ) from error
    outcome = Outcome.PARTLY_READ if finished.run["unread"] else Outcome.DONE
    return ReportResult(job, outcome, facts=finished.facts)


def _need_an_answer(job: Job, run: RunInfo) -> None:
    """Refuse what is the source's own reading alone, where a model was asked: an earlier result may be better.

    Raises:
        ModelAnswerError: no passage was read.
    """
    if run.passages and not run.passages_read:
        why = f" ({run.unread[0].reason})" if run.unread else ""
        raise ModelAnswerError(
            f"the model read none of the {run.passages} passages{why}",
            where=job.name,
            hint="Run the same command again, try another model, or use --engine extractive.",
        )


def _write(job: Job, finished: Finished) -> None:
    if finished.source is not None:
        text = finished.source.encode("utf-8", "surrogatepass")
        write_atomically(job.output.with_suffix(SOURCE_SUFFIX), text)
    write_atomically(job.output, finished.text())


def _with_reviews(job: Job, finished: Finished) -> Finished:
    """Carry a reviewer's decisions over from the result that is replaced; note how many are lost."""
    try:
        if not job.output.exists():
            return finished
        old = read_result(job.output)
    except InputError as error:
        _log.warning("%s; decisions made on it are lost", str(error).rstrip("."))
        return finished
    data = finished.data
    if lost := carry_over(old, data):
        data["run"]["notes"].append(f"以前的{lost}项复核决定在新的结果里没有着落,未能沿用")
    return Finished.of(data, finished.source, seconds=finished.facts.seconds)


def _up_to_date(job: Job, summarizer: Summarizer, digest: str) -> Facts | None:
    """Figures of the written result, if the same source, settings and code would make it again, whole and in full."""
    try:
        data = read_result(job.output)
    except InputError:
        return None
    run = data["run"]
    fresh = run["fingerprint"] == summarizer.fingerprint(job.key, digest) and _is_complete(run)
    return Facts.of(data).without_traffic() if fresh else None


def _is_complete(run: dict[str, Any]) -> bool:
    """Whether the model read everything, the second time too: what an outage left out is asked for by the next run."""
    return not run["unread"] and not run["not_looked_again"]


def is_up_to_date(job: Job, summarizer: Summarizer) -> bool:
    """Whether a run would pass a report over."""
    try:
        return _up_to_date(job, summarizer, job.digest()) is not None
    except (OSError, DocumentError):
        return False


def _internal(job: Job, error: Exception) -> PolicysumError:
    """What is said of an error that is none of ours: the machine is short of something, or the program is wrong."""
    _log.error("internal error in %s", job.path, exc_info=error)
    if (short := shortage(error, where=str(job.path))) is not None:
        short.__cause__ = error
        return short
    internal = PolicysumError(
        f"internal error: {type(error).__name__}: {str(error)[:_DETAIL]}",
        where=str(job.path),
        hint="Run this report again with --debug and report it.",
    )
    internal.__cause__ = error
    return internal
