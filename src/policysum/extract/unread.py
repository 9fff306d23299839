"""Why a passage could not be read, in words for whoever reads the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.errors import ModelUnavailableError
from policysum.llm.failures import (
    EmptyAnswerError,
    RefusedAnswerError,
    SchemaAnswerError,
    TruncatedAnswerError,
)

if TYPE_CHECKING:
    from policysum.errors import ModelError

__all__ = ["why_unread"]

_REASONS: tuple[tuple[type[ModelError], str], ...] = (
    (TruncatedAnswerError, "模型的回答太长，没有说完"),
    (RefusedAnswerError, "模型拒绝回答"),
    (EmptyAnswerError, "模型没有作答"),
    (SchemaAnswerError, "模型的回答不合要求的格式，重问后仍不能用"),
    (ModelUnavailableError, "模型服务一直没有正常应答"),
)
"""Kind of error -> what is said of it; the first that fits."""
_OTHERWISE = "模型的回答不能用"


def why_unread(error: ModelError) -> str:
    """One line in Chinese; the words of a server or a library are for the log, not for the reader."""
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), _OTHERWISE)
