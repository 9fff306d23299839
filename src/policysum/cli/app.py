"""The `policysum` application: its commands, and how errors leave it.

Command modules import only typer and the standard library at the top: everything heavy is imported inside the
command, so that `policysum --help` stays instant.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from policysum import __version__
from policysum.cli import apply, batch, cache, check, evaluate, numbers, run, show, view
from policysum.errors import InputError, PolicysumError

__all__ = ["app", "main"]

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERNAL = 70  # EX_SOFTWARE: neither a failed report nor a wrong call
EXIT_INTERRUPTED = 130

app = typer.Typer(
    name="policysum",
    help="Chinese government work reports become data in which every number is proved against its source.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command(name="run")(run.run)
app.command(name="check")(check.check)
app.command(name="numbers")(numbers.numbers)
app.command(name="show")(show.show)
app.command(name="view")(view.view)
app.command(name="apply")(apply.apply)
app.command(name="eval")(evaluate.evaluate)
app.add_typer(batch.app, name="batch")
app.add_typer(cache.app, name="cache")


def _version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"policysum {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", callback=lambda v: _version(asked=v)),
    ] = False,
) -> None:
    """Summarise reports, check numbers, look at results."""


def main() -> None:
    """Run the command line and exit with its status; only `--debug` lets a traceback out."""
    # Taken out here so that it works before and after the command's name.
    debug = "--debug" in sys.argv[1:]
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    for stream in (sys.stdout, sys.stderr):
        # A GBK or ASCII console must not crash on a character it cannot show.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    try:
        app(arguments)
    except PolicysumError as error:
        if debug:
            raise
        typer.echo(f"policysum: {error}", err=True)
        sys.exit(EXIT_USAGE if isinstance(error, InputError) else EXIT_FAILED)
    except KeyboardInterrupt:
        if debug:
            raise
        typer.echo("policysum: interrupted", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        # The reader of stdout went away (`| head`): nothing is wrong.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if debug:
            raise
        typer.echo(
            f"policysum: internal error: {type(error).__name__}: {error}. Run again with --debug and report it.",
            err=True,
        )
        sys.exit(EXIT_INTERNAL)
