"""From whatever went wrong on the wire to an error of ours, and whether asking again can help."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from policysum.errors import (
    ModelAnswerError,
    ModelAuthError,
    ModelError,
    ModelQuotaError,
    ModelRateLimitError,
    ModelRequestError,
    ModelUnavailableError,
    ModelUnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationError

__all__ = [
    "EmptyAnswerError",
    "Failure",
    "GarbledResponseError",
    "Kind",
    "NotSentError",
    "RefusedAnswerError",
    "SchemaAnswerError",
    "TruncatedAnswerError",
    "brief_of_validation",
    "classify",
    "retry_after",
]

_QUOTA_CODES = frozenset(
    {
        "insufficient_quota",  # OpenAI, as a 429 that never heals
        "billing_hard_limit_reached",  # OpenAI
        "exceeded_current_quota_error",  # Moonshot, also a 429
        "arrearage",  # DashScope, a 400
        "allocationquota.freetieronly",  # DashScope, a 403
        "accountoverdueerror",  # Ark, a 403
        "1113",  # bigmodel: the account is in arrears, a 429
        "insufficient balance",  # DeepSeek puts the words where others put a code
    }
)
_PAYMENT_REQUIRED = 402
_TRANSIENT = frozenset({408, 409, 425})  # the server itself asks to come again
_FEW = 3  # problems of an answer that are told
_LONGEST_DETAIL = 200  # a gateway's whole error page helps nobody on one line


class TruncatedAnswerError(ModelAnswerError):
    """The answer hit the token limit; a shorter passage or a higher limit helps."""


class RefusedAnswerError(ModelAnswerError):
    """The model or its content filter declined to answer."""


class EmptyAnswerError(ModelAnswerError):
    """The answer is empty; a reasoning model may have spent its whole budget on thinking."""


class SchemaAnswerError(ModelAnswerError):
    """The answer is not of the schema, also after the re-asks."""


class NotSentError(ModelUnavailableError):
    """Requests are only planned, none is sent."""


class GarbledResponseError(Exception):
    """A response with a success status whose body is not what such a server sends."""


class Kind(Enum):
    """What a failure means for asking again."""

    TRANSIENT = auto()  # transport, time-outs, 5xx: a few more tries
    RATE_LIMIT = auto()  # 429: not a failure, wait; own budget
    FATAL = auto()  # asking again gives the same


@dataclass(frozen=True, slots=True)
class Failure:
    """A classified failure: the error to raise once nothing is left to try, and how to go on until then."""

    kind: Kind
    error: ModelError
    wait: float | None = None
    lost: bool = False  # the request left and no answer came back: it may be billed all the same


def classify(exception: BaseException, *, where: str, model: str, now: float) -> Failure | None:
    """Tell what `exception`, raised by the openai client, means; None if it is none of the client's.

    Args:
        exception: what the client raised.
        where: address asked, for the message.
        model: model asked, for the message.
        now: seconds since the epoch, to turn a Retry-After date into a waiting time.
    """
    import openai

    if isinstance(exception, openai.APITimeoutError):
        late = ModelUnavailableError(
            "the model did not answer in time", where=where, hint="Raise the time-out or use a faster model."
        )
        return Failure(Kind.TRANSIENT, late, lost=not _never_left(exception))
    if isinstance(exception, openai.APIStatusError):
        return _of_status(exception, where=where, model=model, now=now)
    if isinstance(exception, (openai.APIError, json.JSONDecodeError, GarbledResponseError)):
        return Failure(Kind.TRANSIENT, _unreachable(exception, where), lost=not _never_left(exception))
    return None


def _never_left(exception: BaseException) -> bool:
    """Tell whether no connection came about, by the name of the HTTP client's error: openai hides its class."""
    return type(exception.__cause__).__name__ in {"ConnectError", "ConnectTimeout"}


def _unreachable(exception: BaseException, where: str) -> ModelError:
    if isinstance(exception, (json.JSONDecodeError, GarbledResponseError)):
        return ModelUnreachableError(
            "what answers there does not speak the OpenAI chat protocol",
            where=where,
            hint="Check --base-url; it usually ends in /v1.",
        )
    return ModelUnreachableError(
        "nobody answers at this address", where=where, hint="Check --base-url and that the server is running."
    )


def _of_status(exception: Any, *, where: str, model: str, now: float) -> Failure:
    status = int(exception.status_code)
    codes, detail = _codes_and_detail(exception)
    said = f" ({detail})" if detail else ""
    if status == _PAYMENT_REQUIRED or codes & _QUOTA_CODES:
        error: ModelError = ModelQuotaError(
            f"the account is out of quota{said}",
            where=where,
            hint="Top it up or use another key; waiting does not help.",
        )
        return Failure(Kind.FATAL, error)
    if status in {401, 403}:
        error = ModelAuthError(
            f"the server refuses the key (HTTP {status})",
            where=where,
            hint="Check OPENAI_API_KEY.",
        )
        return Failure(Kind.FATAL, error)
    if status == 429:
        error = ModelRateLimitError(
            "the rate limit outlasted every retry", where=where, hint="Lower --concurrency, --rpm or --tpm."
        )
        return Failure(Kind.RATE_LIMIT, error, retry_after(exception.response.headers, now=now))
    if status >= 500 or status in _TRANSIENT:
        error = ModelUnavailableError(
            f"the server keeps failing with HTTP {status}{said}", where=where, hint="Try again later."
        )
        return Failure(Kind.TRANSIENT, error, retry_after(exception.response.headers, now=now))
    if status == 404:
        error = ModelRequestError(
            f"the server knows no model {model!r} at this address (HTTP 404){said}",
            where=where,
            hint="Check --model and --base-url; it usually ends in /v1.",
        )
        return Failure(Kind.FATAL, error)
    error = ModelRequestError(
        f"the server refuses the request for model {model!r} (HTTP {status}){said}",
        where=where,
        hint="Check --model.",
    )
    return Failure(Kind.FATAL, error)


def _codes_and_detail(exception: Any) -> tuple[set[str], str]:
    """Collect the machine-readable codes of an error body, and its message on one line."""
    body = exception.body if isinstance(exception.body, dict) else {}
    inner = body.get("error")
    if isinstance(inner, dict):
        body = inner
    codes = {str(body[name]).lower() for name in ("code", "type") if body.get(name) is not None}
    message = body.get("message")
    words = message.split() if isinstance(message, str) else []
    # Some servers quote the key they refuse, with or without quotation marks around it.
    detail = " ".join("[key]" if "sk-" in word else word for word in words)[:_LONGEST_DETAIL]
    if detail.lower() in _QUOTA_CODES:
        codes.add(detail.lower())
    return codes, detail


def brief_of_validation(error: ValidationError) -> str:
    """What is wrong with an answer: its first problems by place, without the answer and without addresses."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)[:_FEW]
    return ";".join(f"{'.'.join(map(str, one['loc'])) or 'JSON'}: {one['msg']}" for one in problems)


def retry_after(headers: Mapping[str, str], *, now: float) -> float | None:
    """Read Retry-After (also in milliseconds) as seconds from `now`; None where absent or unreadable."""
    value = headers.get("retry-after-ms")
    if value is not None:
        seconds = _number(value)
        if seconds is not None:
            return seconds / 1000
    value = headers.get("retry-after")
    if value is None:
        return None
    seconds = _number(value)
    if seconds is not None:
        return seconds
    try:
        return max(parsedate_to_datetime(value).timestamp() - now, 0.0)
    except (TypeError, ValueError, OverflowError):
        return None


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
