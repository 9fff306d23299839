"""`policysum run`: reports in, verified data out."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from policysum.cli import options as opt
from policysum.cli.output import announce, put

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from policysum.batch import BatchResult, Job, Stop
    from policysum.batch.tables import Tables
    from policysum.batch.workers import Workers
    from policysum.errors import PolicysumError
    from policysum.settings import Settings

__all__ = ["run"]

_SWITCH = 0.0005
"""Seconds until a thread that computes makes way; the default is ten times as long."""


@dataclass(frozen=True)
class _Call:
    """What a run is asked for besides what decides its results, which `Settings` has."""

    paths: Sequence[str]
    out: Path
    formats: Sequence[str]
    text_column: str | None
    columns: Sequence[str]
    processes: int | None
    shard: str | None
    dry_run: bool
    force: bool
    strict: bool
    quiet: bool


def run(
    paths: opt.Reports,
    *,
    out: opt.Out,
    engine: opt.Engine = "auto",
    model: opt.Model = None,
    base_url: opt.Address = None,
    formats: opt.Formats = None,
    schema: opt.Schema = None,
    prompts: opt.Prompts = None,
    passes: opt.Passes = 1,
    outline: opt.Outline = True,
    summary: opt.Summary = True,
    concurrency: opt.Concurrency = 8,
    processes: opt.Processes = None,
    rpm: opt.RequestsAMinute = None,
    tpm: opt.TokensAMinute = None,
    budget: opt.Budget = None,
    timeout: opt.Timeout = None,
    patience: opt.Patience = 90,
    ocr: opt.Ocr = False,
    text_column: opt.TextColumn = None,
    column: opt.Columns = None,
    dry_run: opt.DryRun = False,
    force: opt.Force = False,
    strict: opt.Strict = False,
    shard: opt.Shard = None,
    quiet: opt.Quiet = False,
    log_file: opt.LogFile = None,
) -> None:
    """Summarise reports and prove every number against its source.

    Writes OUT/<name>.json for each report, and tables over all of them.
    Exit status: 0 all reports done, 1 some failed (the others are written), 2 the call is wrong.
    """
    from policysum.cli.logs import log_to
    from policysum.llm import RetryPolicy
    from policysum.schema import Report
    from policysum.settings import Settings, load_schema

    if log_file is not None:
        log_to(log_file)
    settings = Settings(
        engine=engine, model=model, base_url=base_url, schema=load_schema(schema) if schema else Report,
        passes=passes, outline=outline, summary=summary, ocr=ocr, prompts=prompts, concurrency=concurrency,
        rpm=rpm, tpm=tpm, budget=budget, timeout=timeout, retries=RetryPolicy(patience=patience),
    )  # fmt: skip
    call = _Call(
        paths, out, formats or opt.DEFAULT_FORMATS, text_column, column or (), processes, shard,
        dry_run=dry_run, force=force, strict=strict, quiet=quiet,
    )  # fmt: skip
    jobs, problems = _find_reports(call, ocr=ocr)
    if jobs and dry_run:
        _say_what_would_be_asked(jobs, settings, force=force)
    elif jobs:
        _summarise(jobs, problems, settings, call)


def _find_reports(call: _Call, *, ocr: bool) -> tuple[Sequence[Job], list[PolicysumError]]:
    """The reports of a call, and what could not be taken; none is an error unless a shard left none."""
    from policysum.batch import find_jobs, in_shard
    from policysum.batch.search import passed_over
    from policysum.errors import InputError

    passed: Counter[str] = Counter()
    jobs, problems = find_jobs(
        call.paths,
        call.out,
        text_column=call.text_column,
        columns=_columns(call.columns),
        passed=passed,
        ocr=ocr,
    )
    for line in [*map(str, problems), *filter(None, [passed_over(passed)])]:
        announce(line)
    if call.shard is not None:
        jobs = in_shard(jobs, call.shard)
        if not jobs:
            announce(f"no report falls into shard {call.shard}")
    elif not jobs:
        raise InputError("there is no report to summarise", hint="Name files, folders or quoted globs.")
    return jobs, [*problems]


def _summarise(jobs: Sequence[Job], problems: list[PolicysumError], settings: Settings, call: _Call) -> None:
    """Write the results and the tables, say how it went, and exit with what that means."""
    from policysum.batch import result_folder
    from policysum.batch.overwrite_check import check_nothing_is_lost
    from policysum.batch.tables import Tables
    from policysum.cli.closing import say_how_it_went
    from policysum.errors import PolicysumError
    from policysum.panel.stored import made_along

    tables = Tables(call.out, call.formats, made_along())
    check_nothing_is_lost(jobs, call.out, tables.formats, known=tables.known)
    with result_folder(call.out):
        settings = replace(settings, log=call.out / "run.jsonl")
        result, interrupted = _work(jobs, settings, tables, call)
        try:
            tables.write(jobs)
        except PolicysumError as error:
            problems.append(error)
            announce(str(error))
    say_how_it_went(result, call.out, quiet=call.quiet, interrupted=interrupted)
    if interrupted:
        raise typer.Exit(130)
    if problems or result.failed or (call.strict and _any_failed_check_or_warning(result)):
        raise typer.Exit(1)


def _columns(given: Sequence[str]) -> dict[str, str]:
    """`title=标题` as what says what."""
    from policysum.document.rows import FIELDS
    from policysum.errors import ConfigError

    named: dict[str, str] = {}
    for one in given:
        field, equals, head = one.partition("=")
        if field not in FIELDS or not equals or not head:
            raise ConfigError(
                f"--column {one!r} says nothing", hint=f"Write FIELD=COLUMN; fields are {', '.join(FIELDS)}."
            )
        named[field] = head
    return named


def _work(jobs: Sequence[Job], settings: Settings, tables: Tables, call: _Call) -> tuple[BatchResult, bool]:
    """Work on the reports in this process and in others; whether a signal stopped it is said as well."""
    import asyncio

    from policysum.batch import Stop
    from policysum.batch.workers import Workers, collect_less, worth_having

    # Answers are received and kept by a thread of their own; it must not wait long for reports being checked.
    sys.setswitchinterval(_SWITCH)
    collect_less()
    count = worth_having(settings, len(jobs)) if call.processes is None else call.processes
    # They are started before this process has threads, connections or a database open.
    workers = Workers(settings, count) if count > 1 else None
    stop = Stop()
    try:
        with _restored_signals():
            return asyncio.run(
                _run_batch(jobs, settings, tables, call, workers=workers, stop=stop)
            ), stop.asked
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


async def _run_batch(
    jobs: Sequence[Job],
    settings: Settings,
    tables: Tables,
    call: _Call,
    *,
    workers: Workers | None,
    stop: Stop,
) -> BatchResult:
    """Summarise the reports with progress on stderr; the first Ctrl-C sets `stop`, the second aborts."""
    import contextlib

    from policysum.batch import run_batch
    from policysum.cli.progress import watch
    from policysum.summarizer import Summarizer

    _heed_signals(stop)
    async with Summarizer(settings) as summarizer, workers or contextlib.nullcontext():
        engine = summarizer.engine
        if not call.quiet:
            name = f"{engine.name} ({engine.model.name})" if engine.model else engine.name
            announce(f"engine: {name}, because {engine.why}")
        with watch(len(jobs), summarizer.traffic, quiet=call.quiet) as observer:
            return await run_batch(
                jobs,
                summarizer,
                observer=observer,
                force=call.force,
                stop=stop,
                settled=lambda count: tables.settled(jobs, count),
                workers=workers,
            )


_INTERRUPTED = 130
"""Exit status of what Ctrl-C has ended."""


@contextmanager
def _restored_signals() -> Iterator[None]:
    """After the block signals do what they did before: there is no run any more that could be asked to stop."""
    import signal

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _heed_signals(stop: Stop) -> None:
    """Let the first Ctrl-C ask for a stop, the second one cancel the task that calls this, and a third one end it all.

    The first two are heeded by the event loop, which has to wait while a report is read or checked. The third one
    ends the process where it stands: whatever is written is written whole, as after a kill.
    """
    import asyncio
    import os
    import signal

    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None, "it is called within one"
    heard = 0

    def interrupt(_number: int, _frame: object) -> None:
        nonlocal heard
        heard += 1
        if heard == 1:
            announce("finishing the requests under way; press Ctrl-C again to abort")
            loop.call_soon_threadsafe(stop.ask)
        elif heard == 2:
            announce("aborted; run the same command again to go on: answers are kept")
            loop.call_soon_threadsafe(task.cancel)
        else:
            if sys.stderr.isatty():
                sys.stderr.write("\x1b[?25h")  # the progress bar has hidden it
            os._exit(_INTERRUPTED)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


def _say_what_would_be_asked(jobs: Sequence[Job], settings: Settings, *, force: bool) -> None:
    import asyncio

    from policysum.batch import plan

    planned = asyncio.run(plan.plan(jobs, settings, force=force))
    for problem in planned.problems:
        announce(f"{problem}")
    for name, value in planned.lines():
        put(f"{name:18} {value}")


def _any_failed_check_or_warning(result: BatchResult) -> bool:
    return any(
        one.facts and (one.facts.passed < one.facts.checked or one.facts.warnings) for one in result.reports
    )
