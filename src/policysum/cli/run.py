"""`policysum run`: reports in, verified data out."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.batch import BatchResult, Job
    from policysum.pipeline import Settings

__all__ = ["run"]

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
    concurrency: Annotated[int, typer.Option(min=1, help="Model requests under way at once.")] = 8,
    force: Annotated[bool, typer.Option("--force", help="Redo reports whose result is up to date.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when any number fails its check.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no closing table.")] = False,
) -> None:
    """Summarise reports and prove every number against its source.

    Writes OUT/<name>.json for each report, and tables over all of them.
    Exit status: 0 all reports done, 1 some failed (the others are written), 2 the call is wrong.
    """
    import asyncio

    from policysum import batch
    from policysum.cli.progress import announce, closing_table
    from policysum.engine import ENGINES
    from policysum.errors import ConfigError, InputError
    from policysum.export.staging import staged_tables
    from policysum.pipeline import Settings, load_schema
    from policysum.schema import Report

    if engine not in ENGINES:
        raise ConfigError(f"there is no engine {engine!r}", hint=f"Use one of: {', '.join(ENGINES)}.")
    settings = Settings(
        engine=engine,
        model=model,
        base_url=base_url,
        schema=load_schema(schema) if schema else Report,
        passes=passes,
        prompts=prompts,
        concurrency=concurrency,
    )
    jobs, problems = batch.find_jobs(paths, out)
    for problem in problems:
        announce(str(problem))
    if not jobs:
        raise InputError("there is no report to summarise", hint="Name files, folders or quoted globs.")
    with staged_tables(out, formats or DEFAULT_FORMATS) as tables:
        result = asyncio.run(_run(jobs, settings, force=force, quiet=quiet))
        for report in result.failed:
            announce(str(report.error) if report.error else f"{report.job.path}: not started")
        for written in batch.written_results(jobs):
            tables.add(written)
    if not quiet:
        closing_table(result, out)
    if problems or result.failed or (strict and _any_failed_check(result)):
        raise typer.Exit(1)


async def _run(jobs: Sequence[Job], settings: Settings, *, force: bool, quiet: bool) -> BatchResult:
    from policysum.batch import run_batch
    from policysum.cli.progress import announce, watch
    from policysum.pipeline import Summarizer

    async with Summarizer(settings) as summarizer:
        engine = summarizer.engine
        if not quiet:
            announce(
                f"engine: {engine.name}{f' ({engine.model.name})' if engine.model else ''}, because {engine.why}"
            )
        with watch(len(jobs), quiet=quiet) as observer:
            return await run_batch(jobs, summarizer, observer=observer, force=force)


def _any_failed_check(result: BatchResult) -> bool:
    return any(report.facts and report.facts["passed"] < report.facts["checked"] for report in result.reports)
