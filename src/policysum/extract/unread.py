"""Why a passage could not be read, in words for whoever reads the result, and whether it may be another time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from policysum.errors import ModelUnavailableError
from policysum.extract.messages import message
from policysum.llm.failures import (
    EmptyAnswerError,
    RefusedAnswerError,
    SchemaAnswerError,
    TruncatedAnswerError,
)
from policysum.summary import UnreadPassage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.errors import ModelError
    from policysum.extract.draft import Draft


class _Place(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


__all__ = ["SILENT", "note_of", "put_off", "why_unread"]

SILENT = message("silent")

_REASONS: tuple[tuple[type[ModelError], str], ...] = (
    (TruncatedAnswerError, message("too_long")),
    (RefusedAnswerError, message("declined")),
    (EmptyAnswerError, SILENT),
    (SchemaAnswerError, message("malformed")),
    (ModelUnavailableError, message("unavailable")),
)
"""Kind of error -> what is said of it; the first that fits."""
_OTHERWISE = message("unusable")
_PASSING = (ModelUnavailableError, RefusedAnswerError, EmptyAnswerError)
"""These answers are not kept, so that asking again asks the server."""


def why_unread(error: ModelError) -> str:
    """One line in Chinese; the words of a server or a library are for the log, not for the reader."""
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), _OTHERWISE)


def _may_be_answered_later(error: ModelError) -> bool:
    """Whether the same question may be answered another time; otherwise the kept answer is the same again."""
    return isinstance(error, _PASSING)


def put_off(draft: Draft, failed: str, error: ModelError, place: _Place, heading: str) -> None:
    """Note a request that adds to what was read and got no answer; the next run makes it again where that may help.

    Args:
        draft: where it is noted.
        failed: what was not done, in Chinese.
        error: why.
        place: what it was about.
        heading: by which a reader finds that.
    """
    reason = why_unread(error)
    draft.notes.append(f"{failed}（{reason}）")
    if _may_be_answered_later(error):
        put = UnreadPassage(start=place.start, end=place.end, heading=heading, reason=reason)
        draft.not_looked_again.append(put)


def note_of(unread: Sequence[UnreadPassage]) -> str:
    """How much of a report the model did not read, for whoever reads the result."""
    return message("not_read", count=len(unread))
