"""Options of the commands that summarise: `run`, and in part `batch`.

They are declared here once, so that a command's signature says only what it takes and by default.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "DEFAULT_FORMATS",
    "Address",
    "Budget",
    "Columns",
    "Concurrency",
    "DryRun",
    "Engine",
    "Force",
    "Formats",
    "LogFile",
    "Model",
    "Ocr",
    "Out",
    "Outline",
    "Passes",
    "Patience",
    "Processes",
    "Prompts",
    "Quiet",
    "Reports",
    "RequestsAMinute",
    "Schema",
    "Shard",
    "Strict",
    "Summary",
    "TextColumn",
    "Timeout",
    "TokensAMinute",
]

DEFAULT_FORMATS = ("csv", "html")
"""Tables every run writes where none are asked for: for Excel, and for the browser."""

Reports = Annotated[
    list[str], typer.Argument(help="Reports: files, folders or quoted globs.", metavar="PATH...")
]
Out = Annotated[Path, typer.Option("-o", "--out", help="Folder for the results.")]
Engine = Annotated[str, typer.Option(help="auto, openai, local or extractive.")]
Model = Annotated[str | None, typer.Option(help="Model name; for the local engine, the path of a GGUF file.")]
Address = Annotated[str | None, typer.Option(help="Any OpenAI-compatible address.", envvar="OPENAI_BASE_URL")]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", help="csv, html, jsonl, md, parquet, xlsx; repeatable. JSON always."),
]
Schema = Annotated[
    str | None,
    typer.Option(help="A Pydantic model of yours, as module:Class, instead of the report's schema."),
]
Prompts = Annotated[
    Path | None,
    typer.Option(help="Folder with prompts that replace the built-in ones.", exists=True, file_okay=False),
]
Passes = Annotated[int, typer.Option(min=0, help="Further looks at the numbers the model left out.")]
Outline = Annotated[
    bool, typer.Option("--outline/--no-outline", help="Ask what the document is and what its sections are.")
]
Summary = Annotated[
    bool, typer.Option("--summary/--no-summary", help="Ask for an abstract, headlines and themes as well.")
]
Concurrency = Annotated[int, typer.Option(min=1, help="Model requests under way at once.")]
Processes = Annotated[
    int | None,
    typer.Option(min=1, help="Processes that read and check reports; with many reports, one for every core."),
]
RequestsAMinute = Annotated[float | None, typer.Option(min=0.1, help="Requests a minute, at most.")]
TokensAMinute = Annotated[float | None, typer.Option(min=1, help="Tokens a minute, at most.")]
Budget = Annotated[float | None, typer.Option(min=0, help="Stop before more money than this is spent.")]
Timeout = Annotated[
    float | None,
    typer.Option(min=1, help="Seconds to wait for one answer; fits the model where it is not given."),
]
Patience = Annotated[
    float,
    typer.Option(min=0, help="Seconds that a server may answer nothing but errors before it is given up."),
]
Ocr = Annotated[bool, typer.Option("--ocr", help="Recognise scanned pages, and .png and .jpg (extra ocr).")]
TextColumn = Annotated[
    str | None,
    typer.Option(help="Column of the reports in a .csv, .tsv or .jsonl table; guessed if not given."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        help="What a column of a table says: title, region, year, issuer, date or url, as title=标题; repeatable."
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Only say what would be asked, and what it might cost.")
]
Force = Annotated[bool, typer.Option("--force", help="Redo reports whose result is up to date.")]
Strict = Annotated[
    bool,
    typer.Option("--strict", help="Exit with 1 when any number fails its check, or a report has a warning."),
]
Shard = Annotated[
    str | None,
    typer.Option(help="Only one part of the reports, as 3/16; parts go by the hash of each report."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no closing table.")]
LogFile = Annotated[Path | None, typer.Option(help="Write what happens, in detail, to this file.")]
