"""`policysum check`: the numbers of anybody's claims against a source."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import TYPE_CHECKING, Annotated

import typer

from policysum.cli.output import announce, console, put_json, say, until_reader_leaves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document import Document
    from policysum.verify import Checked

__all__ = ["check"]


def check(
    claims: Annotated[
        Path,
        typer.Argument(
            help="Claims as JSON, JSON Lines, a table (.csv, .xlsx) or prose; - for standard input."
        ),
    ],
    *,
    source: Annotated[Path, typer.Option("--source", help="The report the claims are about.")],
    kind: Annotated[
        str | None,
        typer.Option("--as", help="How to read CLAIMS: json, jsonl, csv, xlsx or text; found out without."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Write every claim with its verdict to this .csv, .xlsx or .jsonl."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    failed_only: Annotated[bool, typer.Option("--failed", help="Only what does not pass.")] = False,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Recognise the scanned pages of the source (extra ocr).")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 also where a number is unclear.")
    ] = False,
) -> None:
    """Check every number of CLAIMS against SOURCE, without a model.

    Exit status: 0 none fails, 1 some do, 2 the call or the input is wrong. What is unclear neither passes nor fails.
    """
    from policysum.cli.progress import showing_pages
    from policysum.document import read_document
    from policysum.export.checks import check_format
    from policysum.schema import Verdict

    _check_is_a_format(kind)
    if out is not None:
        check_format(out)
    with showing_pages() as on_page:
        document = read_document(source, ocr=ocr, on_page=on_page)
    results = _verdicts(claims, kind, document)
    shown = [result for result in results if not (failed_only and result.passes)]
    _show(shown, document.source, out, as_json=as_json)
    unclear = sum(result.verdict is Verdict.UNCLEAR for result in results)
    failed = sum(result.fails for result in results)
    say(_sum(len(results), failed, unclear))
    raise typer.Exit(1 if failed or (strict and unclear) else 0)


def _check_is_a_format(kind: str | None) -> None:
    from policysum.claims import FORMATS
    from policysum.errors import ConfigError

    if kind is not None and kind not in FORMATS:
        raise ConfigError(f"claims are not read as {kind!r}", hint=f"Use one of: {', '.join(FORMATS)}.")


def _verdicts(claims: Path, kind: str | None, document: Document) -> list[Checked]:
    """The verdict on every claim of a file; an error where no number is claimed."""
    from policysum.claims import load_claims
    from policysum.errors import ClaimsError
    from policysum.verify import check as check_claims

    results = check_claims(load_claims(claims, kind), document)
    if not any(result.verdict for result in results):
        raise ClaimsError(
            "no number was found to check",
            where=str(claims),
            hint='Give claims that hold numbers, such as {"indicator": …, "value": …} or prose',
        )
    return results


def _show(shown: Sequence[Checked], source: str, out: Path | None, *, as_json: bool) -> None:
    """Write the verdicts to a file, print them as JSON, or as a table where neither is asked for."""
    from policysum.export.checks import write_checks

    if out is not None:
        write_checks(shown, source, out)
        announce(f"{len(shown)} rows written to {out}")
    with until_reader_leaves():  # the exit status is the verdict, read to the end or not
        if as_json:
            for result in shown:
                put_json(result.to_dict())
        elif out is None:
            _print_table(shown)


def _sum(checked: int, failed: int, unclear: int) -> str:
    apart = f", {unclear} unclear" if unclear else ""
    return f"{checked} numbers checked, {checked - failed - unclear} pass, {failed} do not{apart}."


def _print_table(results: Sequence[Checked]) -> None:
    from rich.table import Table
    from rich.text import Text

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
