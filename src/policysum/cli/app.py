"""The `policysum` application: its commands, and how errors leave it.

Command modules import only typer and the standard library at the top: everything heavy is imported inside the
command, so that `policysum --help` stays instant.
"""

from __future__ import annotations

import functools
import sys
from typing import Annotated, Any

import typer

from policysum.cli import (
    apply,
    batch,
    cache,
    check,
    evaluate,
    mcp,
    numbers,
    panel,
    query,
    run,
    show,
    tables,
    view,
)
from policysum.cli.logs import warn_on_stderr
from policysum.cli.output import (
    EXIT_FAILED,
    EXIT_USAGE,
    Commands,
    ReaderGoneError,
    announce,
    discard_output,
    os_error_line,
    put,
)
from policysum.errors import InputError, PolicysumError
from policysum.option_words import of_commands
from policysum.shortage import shortage
from policysum.version import __version__

__all__ = ["app", "main"]

EXIT_INTERNAL = 70  # EX_SOFTWARE: neither a failed report nor a wrong call
EXIT_INTERRUPTED = 130

app = typer.Typer(
    name="policysum",
    cls=Commands,
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
app.command(name="tables")(tables.tables)
app.command(name="panel")(panel.panel)
app.command(name="track")(panel.track)
app.command(name="query")(query.query)
app.command(name="mcp")(mcp.mcp)
app.command(name="eval")(evaluate.evaluate)
app.add_typer(batch.app, name="batch")
app.add_typer(cache.app, name="cache")


def _version(*, asked: bool) -> None:
    if asked:
        put(f"policysum {__version__}")
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


@functools.cache
def _command() -> Any:
    """All commands with their options, made of their signatures once: that takes longer than many a command."""
    return typer.main.get_command(app)


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
    warn_on_stderr()
    with of_commands():
        _run(arguments, debug=debug)


def _run(arguments: list[str], *, debug: bool) -> None:
    try:
        _command()(arguments)
    except ReaderGoneError:
        discard_output()
        sys.exit(0)
    except (Exception, KeyboardInterrupt) as error:
        if debug:
            raise
        line, status = _line_and_status(error)
        announce(line)
        if isinstance(error, OSError):
            discard_output()
        sys.exit(status)


def _line_and_status(error: BaseException) -> tuple[str, int]:
    """What is said of an error, on one line, and the exit status it means."""
    if isinstance(error, PolicysumError):
        return str(error), EXIT_USAGE if isinstance(error, InputError) else EXIT_FAILED
    if isinstance(error, KeyboardInterrupt):
        return "interrupted", EXIT_INTERRUPTED
    if isinstance(error, OSError):
        return os_error_line(error)
    if (short := shortage(error)) is not None:
        return str(short), EXIT_FAILED
    what = f"internal error: {type(error).__name__}: {error}"
    return f"{what}. Run again with --debug and report it.", EXIT_INTERNAL
