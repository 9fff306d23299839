"""`policysum query`: SQL over results."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from policysum.cli.output import console, put

__all__ = ["query"]


def query(
    results: Annotated[Path, typer.Argument(help="The folder of a `policysum run`.", metavar="OUT")],
    sql: Annotated[str, typer.Argument(help="A question in SQL.", metavar="SQL")],
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV instead of a table.")] = False,
) -> None:
    """Ask the results in SQL; the views are kpis, items, verification, panel and track."""
    from policysum.panel.query import ask

    names, rows = ask(results, sql)
    if as_csv:
        from policysum.panel.files import csv_text

        put(csv_text(rows, names), end="")
        return
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    table = Table(*map(escape, names))
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    console(highlight=False).print(table)
