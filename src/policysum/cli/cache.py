"""`policysum cache`: what was paid for once."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(help="Look at, prune or clear the cache of model responses.", no_args_is_help=True)


@app.command()
def info(*, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show where the cache is and what it holds."""
    import json

    from policysum.llm import ResponseCache

    with ResponseCache() as cache:
        facts = cache.info()
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    for name, value in facts.items():
        typer.echo(f"{name:12} {value}")


@app.command()
def clear() -> None:
    """Remove every cached response."""
    from policysum.llm import ResponseCache

    with ResponseCache() as cache:
        removed = cache.clear()
    typer.echo(f"{removed} responses removed", err=True)
