"""`--log-file`: what happens, in detail, but never a key and never a report."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from policysum.cli.output import announce
from policysum.secrets import masked

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CarefulFormatter", "log_to", "warn_on_stderr"]

_WARNING = ("policysum.llm", "policysum.traffic", "policysum.export")
"""Loggers whose warnings nobody else shows the user; what fails in a run is named by the run itself."""


_LONGEST = 2000
"""Characters of one entry: more of it would be somebody's text."""


class CarefulFormatter(logging.Formatter):
    """Takes keys out of an entry, and cuts off what is too long to be ours."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The entry as it is written."""
        text = masked(super().format(record))
        return (
            text
            if len(text) <= _LONGEST
            else f"{text[:_LONGEST]} ... [{len(text) - _LONGEST} characters cut]"
        )


class _LogFile(logging.FileHandler):
    """A log whose disk may be full: that costs the log, not the run."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - as logging calls it
        """Say once that nothing more is logged."""
        error = sys.exc_info()[1]
        logging.getLogger("policysum").removeHandler(self)
        with suppress(OSError):
            if self.stream is not None:
                self.stream.close()
        announce(f"{self.baseFilename}: nothing more is logged ({error})")


def log_to(path: Path) -> None:
    """Append everything that the rooms of policysum log to a file."""
    handler = _LogFile(path, encoding="utf-8")
    handler.setFormatter(CarefulFormatter())
    logger = logging.getLogger("policysum")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)


class _OnStderr(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        announce(self.format(record))


_ON_STDERR = _OnStderr(logging.WARNING)


def warn_on_stderr() -> None:
    """Show warnings of the machinery (a corrupt cache, say) to whoever runs a command."""
    for name in _WARNING:
        logging.getLogger(name).addHandler(_ON_STDERR)  # once, however often it is asked for
