"""`policysum numbers`: every number of a text."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from policysum.cli.output import put_columns, put_json

__all__ = ["numbers"]


def numbers(
    file: Annotated[Path, typer.Argument(help="A report, or - for standard input.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, in source order.")] = False,
    ocr: Annotated[bool, typer.Option("--ocr", help="Recognise scanned pages (extra ocr).")] = False,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="Only this kind (money, percent, count ...); repeatable."),
    ] = None,
) -> None:
    """List every number of FILE with its span, kind, exact value, unit and bound."""
    from policysum.cli.progress import showing_pages
    from policysum.document import read_document
    from policysum.errors import ConfigError
    from policysum.quantity import Kind

    known = {k.value for k in Kind}
    if unknown := [k for k in kind or () if k not in known]:
        raise ConfigError(f"there is no kind {unknown[0]!r}", hint=f"Use one of: {', '.join(sorted(known))}.")
    with showing_pages() as on_page:
        document = read_document(file, ocr=ocr, on_page=on_page)
    chosen = [q for q in document.ledger.quantities if not kind or q.kind.value in kind]
    if as_json:
        for quantity in chosen:
            put_json(quantity.to_dict())
        return

    shown = ("start", "end", "text", "kind", "value", "unit", "bound")
    rows = [[str(row[name]) for name in shown] for row in (quantity.to_dict() for quantity in chosen)]
    put_columns(shown, rows, right={"start", "end", "value"})
