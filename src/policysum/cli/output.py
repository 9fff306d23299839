"""Where output goes, and what is said when it cannot go there."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from policysum.harmless import harmless, on_one_line
from policysum.option_words import of_commands
from policysum.secrets import masked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

__all__ = [
    "Commands",
    "ReaderGoneError",
    "announce",
    "console",
    "discard_output",
    "os_error_line",
    "put",
    "put_columns",
    "put_json",
    "say",
    "until_reader_leaves",
]

EXIT_FAILED = 1
EXIT_USAGE = 2

_WRONG_CALL = frozenset(
    {
        # what was named is not there, or is something else
        errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL,
        # it may not be touched
        errno.EACCES, errno.EPERM, errno.EROFS,
    }
)  # fmt: skip
"""Errors that another path mends; all others (a full disk, a broken one) are not the caller's."""

_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EBADF, errno.EDQUOT})
"""What writing runs into; such errors name no file."""


_WrongCallError: type[Exception] = typer.BadParameter.__mro__[1]
"""UsageError, of click or of the click inside typer."""

_UNESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal may act on and JSON does not escape of itself."""


class ReaderGoneError(Exception):
    """Whoever read our output has gone away (`| head`): nothing is wrong."""


class Commands(TyperGroup):
    """The group of commands; an output nobody reads any more must not count as a failure.

    click would turn it into exit status 1 before `main` gets to see it.
    """

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was called.

        Raises:
            ReaderGoneError: whoever read stdout has gone.
        """
        try:
            with of_commands():
                return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error
        except _WrongCallError as error:
            # It repeats what was given: the name of a file that a glob found, say.
            error.message = harmless(str(error.message))  # type: ignore[attr-defined]
            raise


def put(text: str, *, end: str = "\n") -> None:
    """Write data to stdout; no character of it acts on a terminal."""
    typer.echo(harmless(text) + end, nl=False)


def put_json(value: object, *, indent: int | None = None) -> None:
    """Write a value as JSON, on one line if not indented: what a terminal would act on is escaped, and not lost.

    What the encoding of stdout lacks (² in GBK) is escaped as JSON escapes it.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    text = _UNESCAPED.sub(lambda found: json.dumps(found[0])[1:-1], text)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = json.dumps(value, indent=indent)
    typer.echo(text)


def put_columns(names: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[str]) -> None:
    """Write lines of cells under their names, each column as wide as its widest cell.

    A table of rich takes 0.7 ms and 8 kB a row: too much for all numbers of a long text.

    Args:
        names: The columns.
        rows: Their cells.
        right: The columns whose cells stand on the right.
    """
    from rich.cells import cell_len

    lines = [[on_one_line(cell) for cell in row] for row in (names, *rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for number, line in enumerate(lines):
        padded = []
        for name, width, cell in zip(names, widths, line, strict=True):
            room = " " * (width - cell_len(cell))
            padded.append(room + cell if name in right else cell + room)
        text = "  ".join(padded)
        typer.echo(text if number else typer.style(text, bold=True))


def say(message: str) -> None:
    """Say one line on stderr."""
    typer.echo(on_one_line(masked(message)), err=True)


def announce(message: str) -> None:
    """Say one line on stderr, in the name of the program."""
    say(f"policysum: {message}")


def console(**options: Any) -> Console:
    """A console that shows escape sequences instead of passing them on.

    On stdout it leaves a broken pipe to `main`; rich itself would exit with 1.
    """
    from rich.console import Console
    from rich.segment import Segment

    class Careful(Console):
        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterable[Segment]:
            for part in super().render(renderable, options):
                yield part if part.control else Segment(harmless(part.text), part.style)

        def on_broken_pipe(self) -> None:
            if self.stderr:
                super().on_broken_pipe()
            raise BrokenPipeError

    return Careful(**options)


@contextlib.contextmanager
def until_reader_leaves() -> Iterator[None]:
    """Print as long as somebody reads: for commands whose exit status says more than that they printed."""
    try:
        yield
    except BrokenPipeError:
        discard_output()


def discard_output() -> None:
    """Point stdout at nothing, so that what is still buffered fails nobody when Python ends."""
    # Captured output (tests, notebooks) has no descriptor, and nothing to discard.
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def os_error_line(error: OSError) -> tuple[str, int]:
    """What to say of an error of the operating system, on one line, and the exit status it means."""
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    # Of a file that was to be moved into place, the place is what the caller knows.
    path = error.filename2 or error.filename
    if isinstance(path, (str, bytes)):
        status = EXIT_USAGE if error.errno in _WRONG_CALL else EXIT_FAILED
        hint = "Check the path, its permissions and the free space."
        return f"{os.fsdecode(path)}: cannot be used ({reason}). {hint}", status
    if error.errno in _CANNOT_WRITE:
        return (
            f"the output cannot be written ({reason}). Check where it goes and the free space.",
            EXIT_FAILED,
        )
    return f"the system refuses ({reason}). Run again with --debug to see where.", EXIT_FAILED
