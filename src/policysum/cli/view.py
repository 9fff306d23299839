"""`policysum view`: the review page in the browser."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from policysum.cli.output import announce, put
from policysum.regular import real_path

__all__ = ["view"]


def view(
    out: Annotated[Path, typer.Argument(help="The folder of a run, or its review.html.")],
    *,
    browser: Annotated[bool, typer.Option(help="Open the page, or only print its address.")] = True,
) -> None:
    """Open the review page of a run in the browser."""
    import webbrowser

    from policysum.errors import InputError
    from policysum.export import REVIEW_NAME

    page = out / REVIEW_NAME if out.is_dir() else out
    if not page.is_file() or page.suffix != ".html":
        raise InputError(
            "there is no review page",
            where=str(page),
            hint="Make it with: policysum run REPORT -o OUT --format html",
        )
    address = real_path(page).as_uri()
    put(address)
    if browser and not webbrowser.open(address):
        announce("no browser could be started; open the address above yourself")
