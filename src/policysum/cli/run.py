"""`policysum run`: reports in, verified data out."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import TYPE_CHECKING, Annotated

import typer

from policysum.cli.output import announce, put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.batch import BatchResult, Job, ReportResult
    from policysum.batch.tables import Tables
    from policysum.pipeline import Settings

__all__ = ["run"]

_SWITCH = 0.0005
"""Seconds until a thread that computes makes way; the default is ten times as long."""
_MOST_NAMED = 20
"""So many reports with warnings are named one by one."""
DEFAULT_FORMATS = ("csv", "html")
"""Tables every run writes where none are asked for: for Excel, and for the browser."""


def run(
    paths: Annotated[
        list[str], typer.Argument(help="Reports: files, folders or quoted globs.", metavar="PATH...")
    ],
    *,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the results.")],
    engine: Annotated[str, typer.Option(help="auto, openai, local or extractive.")] = "auto",
    model: Annotated[
        str | None, typer.Option(help="Model name; for the local engine, the path of a GGUF file.")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(help="Any OpenAI-compatible address.", envvar="OPENAI_BASE_URL")
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", help="csv, html, jsonl, md, parquet, xlsx; repeatable. JSON always."),
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option(help="A Pydantic model of yours, as module:Class, instead of the report's schema."),
    ] = None,
    prompts: Annotated[
        Path | None,
        typer.Option(
            help="Folder with prompts that replace the built-in ones.", exists=True, file_okay=False
        ),
    ] = None,
    passes: Annotated[int, typer.Option(min=0, help="Further looks at the numbers the model left out.")] = 1,
    outline: Annotated[
        bool,
        typer.Option("--outline/--no-outline", help="Ask what the document is and what its sections are."),
    ] = True,
    summary: Annotated[
        bool,
        typer.Option("--summary/--no-summary", help="Ask for an abstract, headlines and themes as well."),
    ] = True,
    concurrency: Annotated[int, typer.Option(min=1, help="Model requests under way at once.")] = 8,
    processes: Annotated[
        int | None,
        typer.Option(
            min=1, help="Processes that read and check reports; with many reports, one for every core."
        ),
    ] = None,
    rpm: Annotated[float | None, typer.Option(min=0.1, help="Requests a minute, at most.")] = None,
    tpm: Annotated[float | None, typer.Option(min=1, help="Tokens a minute, at most.")] = None,
    budget: Annotated[
        float | None, typer.Option(min=0, help="Stop before more money than this is spent.")
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(min=1, help="Seconds to wait for one answer; fits the model where it is not given."),
    ] = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Recognise scanned pages, and .png and .jpg (extra ocr).")
    ] = False,
    text_column: Annotated[
        str | None,
        typer.Option(help="Column of the reports in a .csv, .tsv or .jsonl table; guessed if not given."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            help="What a column of a table says: title, region, year, issuer, date or url, as title=标题; repeatable."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be asked, and what it might cost.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Redo reports whose result is up to date.")] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Exit with 1 when any number fails its check, or a report has a warning."
        ),
    ] = False,
    shard: Annotated[
        str | None,
        typer.Option(help="Only one part of the reports, as 3/16; parts go by the hash of each report."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no closing table.")] = False,
    log_file: Annotated[
        Path | None, typer.Option(help="Write what happens, in detail, to this file.")
    ] = None,
) -> None:
    """Summarise reports and prove every number against its source.

    Writes OUT/<name>.json for each report, and tables over all of them.
    Exit status: 0 all reports done, 1 some failed (the others are written), 2 the call is wrong.
    """
    from policysum.batch import find_jobs, in_shard, result_folder
    from policysum.batch.guard import check_nothing_is_lost
    from policysum.batch.search import passed_over
    from policysum.batch.tables import Tables
    from policysum.cli.logs import log_to
    from policysum.errors import InputError, PolicysumError
    from policysum.pipeline import Settings, load_schema
    from policysum.schema import Report

    if log_file is not None:
        log_to(log_file)
    settings = Settings(
        engine=engine,
        model=model,
        base_url=base_url,
        schema=load_schema(schema) if schema else Report,
        passes=passes,
        outline=outline,
        summary=summary,
        ocr=ocr,
        prompts=prompts,
        concurrency=concurrency,
        rpm=rpm,
        tpm=tpm,
        budget=budget,
        timeout=timeout,
    )
    passed: Counter[str] = Counter()
    jobs, problems = find_jobs(
        paths, out, text_column=text_column, columns=_columns(column or ()), passed=passed, ocr=ocr
    )
    for line in [*map(str, problems), *filter(None, [passed_over(passed)])]:
        announce(line)
    if shard is not None:
        jobs = in_shard(jobs, shard)
        if not jobs:
            announce(f"no report falls into shard {shard}")
            return
    if not jobs:
        raise InputError("there is no report to summarise", hint="Name files, folders or quoted globs.")
    if dry_run:
        _say_what_would_be_asked(jobs, settings, force=force)
        return
    tables = Tables(out, formats or DEFAULT_FORMATS)
    check_nothing_is_lost(jobs, out, tables.formats, known=tables.known)
    with result_folder(out):
        settings = replace(settings, log=out / "run.jsonl")
        result, interrupted = _run(jobs, settings, tables, processes=processes, force=force, quiet=quiet)
        try:
            tables.write(jobs)
        except PolicysumError as error:
            problems.append(error)
            announce(str(error))
    _say_how_it_went(result, out, quiet=quiet, interrupted=interrupted)
    if interrupted:
        raise typer.Exit(130)
    if problems or result.failed or (strict and _any_failed_check_or_warning(result)):
        raise typer.Exit(1)


def _say_how_it_went(result: BatchResult, out: Path, *, quiet: bool, interrupted: bool) -> None:
    from policysum.cli.progress import closing_table

    if result.fatal is not None:
        announce(f"the run ends: {result.fatal}")
    said = set() if result.fatal is None else {str(result.fatal)}
    for report in result.failed:
        # What befell several reports in the same words is said once; the table names them all.
        if report.error is not None and str(report.error) not in said:
            said.add(str(report.error))
            announce(_naming(report))
    for report in result.reports:
        if report.facts is not None and report.facts.unread:
            announce(
                f"{report.job.name}: {report.facts.unread} passages could not be read by the model; see `unread`"
            )
    _say_what_to_beware_of(result, quiet=quiet)
    if not quiet:
        closing_table(result, out)
    if interrupted or result.fatal:
        announce(
            f"{len(result.failed)} reports are not done; run the same command again to go on: answers are kept"
        )


def _say_what_to_beware_of(result: BatchResult, *, quiet: bool) -> None:
    """Name the reports whose reading is doubtful as a whole; one without a body is named even where little is said."""
    warned = [
        (report.job.name, report.facts.warned)
        for report in result.reports
        if report.facts and report.facts.warned and (not quiet or "empty_body" in report.facts.warned)
    ]
    for name, said in warned[:_MOST_NAMED]:
        announce(f"{name}: {said}")
    if len(warned) > _MOST_NAMED:
        announce(f"{len(warned) - _MOST_NAMED} more reports have warnings: see document.warnings of each")


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


def _naming(report: ReportResult) -> str:
    """The error of a report with the report's name in it."""
    message = str(report.error)
    name = report.job.name
    return message if name in message else f"{name}: {message}"


def _run(
    jobs: Sequence[Job],
    settings: Settings,
    tables: Tables,
    *,
    processes: int | None,
    force: bool,
    quiet: bool,
) -> tuple[BatchResult, bool]:
    import asyncio
    import contextlib
    import signal

    from policysum.batch import Stop, run_batch
    from policysum.batch.workers import Workers, collect_less, worth_having
    from policysum.cli.progress import watch
    from policysum.pipeline import Summarizer

    # Answers are received and kept by a thread of their own; it must not wait long for reports being checked.
    sys.setswitchinterval(_SWITCH)
    collect_less()
    count = worth_having(settings, len(jobs)) if processes is None else processes
    # They are started before this process has threads, connections or a database open.
    workers = Workers(settings, count) if count > 1 else None

    async def go() -> tuple[BatchResult, bool]:
        stop, task = Stop(), asyncio.current_task()

        def interrupt() -> None:
            if stop.asked and task is not None:
                announce("aborted; run the same command again to go on: answers are kept")
                task.cancel()
                return
            announce("finishing the requests under way; press Ctrl-C again to abort")
            stop.ask()

        # Where there are no signal handlers (Windows), Ctrl-C aborts at once and a rerun goes on from the cache.
        with contextlib.suppress(NotImplementedError):
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, interrupt)
        async with Summarizer(settings) as summarizer, workers or contextlib.nullcontext():
            engine = summarizer.engine
            if not quiet:
                name = f"{engine.name} ({engine.model.name})" if engine.model else engine.name
                announce(f"engine: {name}, because {engine.why}")
            with watch(len(jobs), summarizer.traffic, quiet=quiet) as observer:
                result = await run_batch(
                    jobs,
                    summarizer,
                    observer=observer,
                    force=force,
                    stop=stop,
                    settled=lambda count: tables.settled(jobs, count),
                    workers=workers,
                )
        return result, stop.asked

    try:
        return asyncio.run(go())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


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
