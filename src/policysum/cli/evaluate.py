"""`policysum eval`: how good an engine is, measured on hand-made annotations."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policysum.cli.output import announce, put, put_json

if TYPE_CHECKING:
    from policysum.settings import Settings
    from policysum.summary import Summary

__all__ = ["evaluate"]


def evaluate(
    *,
    gold: Annotated[Path, typer.Option("--gold", help="Folder of annotations (NNN.kpis.jsonl ...).")],
    reports: Annotated[
        Path | None,
        typer.Option("--reports", help="Folder of the reports; the gold's own or its parent by default."),
    ] = None,
    engine: Annotated[str, typer.Option(help="auto, openai, local or extractive.")] = "auto",
    model: Annotated[str | None, typer.Option(help="Model name, or the path of a GGUF file.")] = None,
    base_url: Annotated[str | None, typer.Option(help="Any OpenAI-compatible address.")] = None,
    passes: Annotated[int, typer.Option(min=0, help="Further looks at the numbers the model left out.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    compare: Annotated[
        Path | None, typer.Option("--compare", help="Scores of an earlier run, as --json printed them.")
    ] = None,
) -> None:
    """Summarise the annotated reports with an engine and score the result."""
    import asyncio

    from policysum import evaluate as scoring
    from policysum.errors import InputError
    from policysum.settings import Settings

    files = scoring.reports(gold, among=reports)
    if not files:
        raise InputError(
            "no annotated report is found", where=str(gold), hint="Name their folder with --reports."
        )
    before = _read_scores(compare) if compare else None
    settings = Settings(
        engine=engine, model=model, base_url=base_url, passes=passes, summary=False
    )  # it is not scored
    summaries = asyncio.run(_summaries(files, settings))
    evaluation = scoring.run(gold, summaries)
    if as_json:
        put_json(evaluation.to_dict(), indent=2)
        raise typer.Exit(1 if len(summaries) < len(files) else 0)
    put(scoring.table(evaluation))
    if before is not None:
        rows = scoring.compare(before, evaluation.to_dict())
        put("")
        put(scoring.comparison_table(rows, before["label"], evaluation.label))
    if len(summaries) < len(files):
        raise typer.Exit(1)


async def _summaries(files: dict[str, Path], settings: Settings) -> dict[str, Summary]:
    from policysum.errors import DocumentError
    from policysum.summarizer import Summarizer

    async with Summarizer(settings) as summarizer:
        summaries = {}
        for name, path in files.items():
            try:
                summaries[name] = await summarizer.asummarize(path)
            except DocumentError as error:  # one report that cannot be read is no reason to lose the others
                announce(f"{str(error).rstrip('.')}; it is passed over")
        return summaries


def _read_scores(path: Path) -> dict[str, Any]:
    import json

    from policysum.errors import InputError
    from policysum.regular import regular_bytes

    try:
        data: dict[str, Any] = json.loads(regular_bytes(path))
        data["total"], data["label"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            "these are not scores", where=str(path), hint="Give a file of `eval --json`."
        ) from error
    return data
