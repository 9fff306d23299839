"""`policysum batch`: reports through the OpenAI Batch API, at half the price and within a day."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policysum.cli.options import DEFAULT_FORMATS, Formats, Outline, Passes, Summary
from policysum.cli.output import announce, put

__all__ = ["app"]

app = typer.Typer(
    help="Summarise through the OpenAI Batch API: submit, status, collect; repeat until nothing is left to ask.",
    no_args_is_help=True,
)

Out = Annotated[Path, typer.Option("-o", "--out", help="Folder for the results and the record of batches.")]
Address = Annotated[
    str | None,
    typer.Option(
        "--base-url",
        help="The address that was submitted to, with its user, password or query: those are written nowhere.",
        envvar="OPENAI_BASE_URL",
    ),
]
Timeout = Annotated[float | None, typer.Option(min=1, help="Seconds to wait for one answer.")]


@app.command()
def submit(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Reports; those of the last submission if not given.", metavar="[PATH...]"),
    ] = None,
    *,
    out: Out,
    model: Annotated[str | None, typer.Option(help="Model name.")] = None,
    base_url: Annotated[
        str | None, typer.Option(help="An address with a Batch API.", envvar="OPENAI_BASE_URL")
    ] = None,
    schema: Annotated[str | None, typer.Option(help="A Pydantic model of yours, as module:Class.")] = None,
    prompts: Annotated[
        Path | None,
        typer.Option(help="Folder with prompts of your own.", exists=True, file_okay=False),
    ] = None,
    passes: Passes = 1,
    timeout: Timeout = None,
    outline: Outline = True,
    summary: Summary = True,
) -> None:
    """Submit every request that the reports still need and that is not under way."""
    from policysum.batch.openai_batch import submit as send
    from policysum.schema import Report
    from policysum.settings import Settings, load_schema

    settings = Settings(
        engine="openai",
        model=model,
        base_url=base_url,
        schema=load_schema(schema) if schema else Report,
        prompts=prompts,
        passes=passes,
        timeout=timeout,
        outline=outline,
        summary=summary,
    )
    done = send([str(path) for path in paths or ()], settings, out, schema=schema)
    for problem in done.problems:
        announce(str(problem))
    for batch in done.batches:
        put(batch)
    announce(f"{done.requests} requests submitted, {done.waiting} were under way already")
    if done.problems:
        raise typer.Exit(1)


@app.command()
def status(*, out: Out, base_url: Address = None, timeout: Timeout = None) -> None:
    """Show how every batch of a folder stands."""
    from policysum.batch.openai_batch import status as ask
    from policysum.settings import Settings

    for shipment, state in ask(out, Settings(base_url=base_url, timeout=timeout)):
        if state is None:
            word = "collected" if shipment.collected else shipment.status
            put(f"{shipment.id or '-'}  {word}  {shipment.requests} requests")
        else:
            counts = f"{state.completed} of {state.total} answered, {state.failed} failed"
            put(f"{state.id}  {state.status}  {counts}{f'  {state.reason}' if state.reason else ''}")


@app.command()
def collect(
    *,
    out: Out,
    formats: Formats = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No closing table.")] = False,
    base_url: Address = None,
    timeout: Timeout = None,
) -> None:
    """Fetch the answers, and write the results of every report that is answered in full."""
    from policysum.batch import Outcome, openai_batch, result_folder
    from policysum.batch.tables import Tables
    from policysum.cli.closing import closing_table
    from policysum.panel.stored import made_along
    from policysum.settings import Settings

    tables = Tables(out, formats or DEFAULT_FORMATS, made_along())
    with result_folder(out):
        done = openai_batch.collect(out, Settings(base_url=base_url, timeout=timeout))
        tables.write(done.jobs)
    assert done.result is not None
    for problem in [*done.problems, *(one.error for one in done.result.reports if one.error)]:
        announce(str(problem))
    if not quiet:
        closing_table(done.result, out)
        cost = f", {done.cost:.4f} {done.currency}" if done.currency else ""
        announce(f"{done.answered} answers collected, {done.unusable} unusable, {done.failed} failed{cost}")
    if done.waiting:
        announce(f"{done.waiting} requests are still under way; collect again later")
    if done.missing:
        announce(f"{done.missing} requests are to be asked next: run `policysum batch submit -o {out}`")
    if done.problems or any(
        one.outcome in {Outcome.FAILED, Outcome.NO_ANSWER} for one in done.result.reports
    ):
        raise typer.Exit(1)
