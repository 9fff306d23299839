"""`policysum tables`: every table again, over all results of a folder."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from policysum.cli.options import DEFAULT_FORMATS
from policysum.cli.output import announce

__all__ = ["tables"]


def tables(
    results: Annotated[Path, typer.Argument(help="The folder of one or several runs.", metavar="OUT")],
    *,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="csv, html, jsonl, md, parquet, xlsx; repeatable.")
    ] = None,
) -> None:
    """Write the tables and the review page over every result in OUT, whichever run it came from."""
    from policysum.batch.output_folder import result_folder
    from policysum.batch.tables import Tables
    from policysum.errors import InputError
    from policysum.panel.stored import made_along

    if not results.is_dir():
        raise InputError(
            "there is no such folder", where=str(results), hint="Name the OUT of a `policysum run`."
        )
    with result_folder(results):
        count = Tables(results, formats or DEFAULT_FORMATS, made_along()).again()
    announce(f"tables over {count} results written to {results}")
