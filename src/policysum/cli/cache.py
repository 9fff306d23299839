"""`policysum cache`: the responses of models that are kept, to be counted, pruned, moved or cleared."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import TYPE_CHECKING, Annotated

import typer

from policysum.cli.output import put, put_json, say

if TYPE_CHECKING:
    from policysum.batch.result_cache import KeptResults
    from policysum.llm import ResponseCache

__all__ = ["app"]

app = typer.Typer(
    help="Look at, prune, move or clear the cache of model responses (and of finished results).",
    no_args_is_help=True,
)


@app.command()
def info(*, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show where the cache is and what it holds."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    with _cache() as cache, closing(_kept()) as kept:
        facts = asdict(cache.info())
        results = kept.info()
    for name in ("oldest", "newest"):
        if facts[name] is not None:
            facts[name] = datetime.fromtimestamp(facts[name], UTC).isoformat(timespec="seconds")
    facts |= {"results": results.entries, "result_bytes": results.bytes}
    if as_json:
        put_json(facts)
        return
    for name, value in facts.items():
        put(f"{name:12} {'-' if value is None else value}")


@app.command()
def clear() -> None:
    """Remove every cached response, and the results made of them."""
    with _cache() as cache, closing(_kept()) as kept:
        removed, results = cache.clear(), kept.clear()
    say(f"{removed} responses and {results} finished results removed")


@app.command()
def prune(*, older_than: Annotated[float, typer.Option("--older-than", min=0, help="Age in days.")]) -> None:
    """Remove responses, and results made of them, older than so many days."""
    with _cache() as cache, closing(_kept()) as kept:
        removed, results = (each.prune(older_than * 86_400) for each in (cache, kept))
    say(f"{removed} responses and {results} finished results removed")


@app.command()
def export(file: Annotated[Path, typer.Argument(help="The file to write, one JSON object a line.")]) -> None:
    """Write every response to a file that another machine can import."""
    from policysum.errors import InputError

    with _cache() as cache:
        try:
            written = cache.export(file)
        except OSError as error:
            raise InputError(
                f"cannot be written ({error.strerror})",
                where=str(file),
                hint="Name a file in a folder that exists and that you may write to.",
            ) from error
    say(f"{written} responses written to {file}")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="A file that `policysum cache export` wrote.")],
    *,
    trust: Annotated[
        bool,
        typer.Option("--trust", help="Take also what somebody else exported, or you on another machine."),
    ] = False,
) -> None:
    """Add the responses of an exported file; those that you did not export on this machine need --trust."""
    from policysum.errors import InputError

    with _cache() as cache:
        try:
            added = cache.import_(file, trust=trust)
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            raise InputError(
                f"cannot be read ({reason})", where=str(file), hint="Give a file of `policysum cache export`."
            ) from error
    say(f"{added} responses added")


def _kept() -> KeptResults:
    from policysum.batch.result_cache import KeptResults

    return KeptResults()


def _cache() -> ResponseCache:
    """The cache, in a place that can hold one: asking an impossible place would find it merely empty."""
    from policysum.errors import ConfigError
    from policysum.llm import ResponseCache

    cache = ResponseCache()
    there = next(path for path in (cache.directory, *cache.directory.absolute().parents) if path.exists())
    if not there.is_dir():
        raise ConfigError(
            f"the response cache cannot be there: {there} is a file",
            where=str(cache.directory),
            hint="Set POLICYSUM_CACHE_DIR to a folder.",
        )
    return cache
