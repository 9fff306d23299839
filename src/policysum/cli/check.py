"""`policysum check`: the numbers of anybody's JSON against a source."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.verify import Checked

__all__ = ["check"]


def check(
    claims: Annotated[Path, typer.Argument(help="Any JSON with numbers in it, or - for standard input.")],
    *,
    source: Annotated[Path, typer.Option("--source", help="The report the claims are about.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    failed_only: Annotated[bool, typer.Option("--failed", help="Only what does not pass.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 also where a number is unclear.")
    ] = False,
) -> None:
    """Check every number of CLAIMS against SOURCE, without a model.

    Exit status: 0 none fails, 1 some do, 2 the call or the input is wrong. What is unclear neither passes nor fails.
    """
    import json

    from policysum.claims import load_claims
    from policysum.cli.output import until_reader_leaves
    from policysum.document import read_document
    from policysum.errors import ClaimsError
    from policysum.schema import Verdict
    from policysum.verify import check as check_claims

    results = check_claims(load_claims(claims), read_document(source))
    if not any(result.verdict for result in results):
        raise ClaimsError(
            "no number was found to check",
            where=str(claims),
            hint='Give claims that hold numbers, such as {"indicator": …, "value": …} or prose',
        )
    failed, unclear = (
        sum(result.fails for result in results),
        sum(result.verdict is Verdict.UNCLEAR for result in results),
    )
    shown = [result for result in results if not (failed_only and result.passes)]
    with until_reader_leaves():  # the exit status is the verdict, read to the end or not
        if as_json:
            for result in shown:
                typer.echo(json.dumps(result.to_dict(), ensure_ascii=False))
        else:
            _print_table(shown)
    typer.echo(_sum(len(results), failed, unclear), err=True)
    raise typer.Exit(1 if failed or (strict and unclear) else 0)


def _sum(checked: int, failed: int, unclear: int) -> str:
    apart = f", {unclear} unclear" if unclear else ""
    return f"{checked} numbers checked, {checked - failed - unclear} pass, {failed} do not{apart}."


def _print_table(results: Sequence[Checked]) -> None:
    from rich.table import Table
    from rich.text import Text

    from policysum.cli.output import console

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("path", "text", "verdict", "start", "end", "reason"):
        table.add_column(name, overflow="fold")
    for result in results:
        row = result.to_dict()
        style = "green" if result.passes else "red" if result.fails else "yellow"
        table.add_row(
            Text(str(row["path"])),
            Text(str(row["text"])),
            Text(str(row["verdict"]), style=style),
            *(Text("" if row[key] is None else str(row[key])) for key in ("start", "end")),
            Text(str(row["reason"])),
        )
    console().print(table)
