"""From whatever went wrong on the wire to an error of ours, and whether asking again can help."""

from __future__ import annotations

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
from policysum.secrets import masked
from policysum.shortage import shortage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationError

__all__ = [
    "EmptyAnswerError",
    "Failure",
    "FailureKind",
    "GarbledResponseError",
    "NotSentError",
    "OversizedAnswerError",
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
_REFUSAL_CODES = frozenset(
    {
        "content_filter",  # Azure, OpenAI
        "content_policy_violation",  # OpenAI
        "data_inspection_failed",  # DashScope
        "datainspectionfailed",
        "sensitivecontentdetected",  # Ark
        "1301",  # bigmodel
    }
)
"""Of an answer 400 that speaks of the text, not of the request: another passage may well be answered."""
_MISREAD = frozenset({"UnknownEncodingError", "DecodingError"})
_PAYMENT_REQUIRED = 402
_TRANSIENT = frozenset({408, 409, 425})  # the server itself asks to come again
_FEW = 3  # problems of an answer that are reported
_LONGEST_DETAIL = 200  # a gateway's whole error page helps nobody on one line


class TruncatedAnswerError(ModelAnswerError):
    """The answer hit the token limit; a shorter passage or a higher limit helps.

    Attributes:
        said: the answer as far as it came; it does not travel between processes.
    """

    said: str = ""


class RefusedAnswerError(ModelAnswerError):
    """The model or its content filter declined to answer."""


class EmptyAnswerError(ModelAnswerError):
    """The answer is empty; a reasoning model may have spent its whole budget on thinking."""


class SchemaAnswerError(ModelAnswerError):
    """The answer is not of the schema, also after the re-asks."""


class OversizedAnswerError(ModelAnswerError):
    """The answer is far longer than any that was asked for."""


class NotSentError(ModelUnavailableError):
    """Requests are only planned, none is sent."""


class GarbledResponseError(Exception):
    """A response with a success status whose body is not what such a server sends."""


class FailureKind(Enum):
    """What a failure means for asking again."""

    TRANSIENT = auto()  # transport, 5xx: a few more tries
    SLOW = auto()  # time-outs: one more, since each takes as long as may be
    RATE_LIMIT = auto()  # 429: not a failure, wait; own budget
    FATAL = auto()  # asking again gives the same


@dataclass(frozen=True, slots=True)
class Failure:
    """A classified failure: the error to raise once nothing is left to try, and how to go on until then."""

    kind: FailureKind
    error: ModelError
    wait: float | None = None
    lost: bool = False  # the request left and no answer came back: it may be billed all the same


def classify(exception: BaseException, *, where: str, model: str, now: float) -> Failure | None:
    """What `exception`, raised by the openai client, means; None if it is none of the client's.

    Args:
        exception: what the client raised.
        where: address asked, for the message.
        model: model asked, for the message.
        now: seconds since the epoch, to turn a Retry-After date into a waiting time.
    """
    import openai

    # TimeoutError is ours: of the whole answer, however it drips.
    if isinstance(exception, openai.APITimeoutError | TimeoutError):
        late = ModelUnavailableError(
            "the model did not answer in time", where=where, hint="Raise --timeout or use a faster model."
        )
        return Failure(FailureKind.SLOW, late, lost=not _never_left(exception))
    if _cause(exception) == "OversizedError":
        long = OversizedAnswerError(
            "the answer is longer than any answer", where=where, hint="Check --base-url; try another model."
        )
        return Failure(FailureKind.FATAL, long, lost=True)
    if isinstance(exception, openai.APIStatusError):
        return _of_status(exception, where=where, model=model, now=now)
    if isinstance(exception, openai.APIError | GarbledResponseError):
        return Failure(FailureKind.TRANSIENT, _unreachable(exception, where), lost=not _never_left(exception))
    return None


def _never_left(exception: BaseException) -> bool:
    """Whether no connection came about, by the name of the HTTP client's error: openai hides its class."""
    return _cause(exception) in {"ConnectError", "ConnectTimeout", "ProxyError"}


def _cause(exception: BaseException) -> str:
    return type(exception.__cause__).__name__


def _unreachable(exception: BaseException, where: str) -> ModelError:
    if isinstance(exception, GarbledResponseError) or _cause(exception) in _MISREAD:
        return ModelUnreachableError(
            "what answers there does not speak the OpenAI chat protocol",
            where=where,
            hint="Check --base-url; it usually ends in /v1.",
        )
    if (short := shortage(exception)) is not None:
        return ModelUnreachableError(f"no connection comes about: {short.what}", where=where, hint=short.hint)
    secure = "SSL" in str(exception.__cause__).upper()
    return ModelUnreachableError(
        f"nobody answers at this address{' in TLS' if secure else ''}",
        where=where,
        hint=(
            "Check whether it begins with http:// or https://, and its certificate."
            if secure
            else "Check --base-url and that the server is running; a proxy of the environment may stand between."
        ),
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
        return Failure(FailureKind.FATAL, error)
    if status in {401, 403}:
        error = ModelAuthError(
            f"the server refuses the key (HTTP {status})",
            where=where,
            hint="Check OPENAI_API_KEY.",
        )
        return Failure(FailureKind.FATAL, error)
    if status == 429:
        wait = retry_after(exception.response.headers, now=now)
        asks = "" if wait is None else f"; the server asks to wait {wait:,.0f} s"
        error = ModelRateLimitError(
            f"the rate limit outlasted every retry{asks}",
            where=where,
            hint="Lower --concurrency, --rpm or --tpm, or raise --patience.",
        )
        return Failure(FailureKind.RATE_LIMIT, error, wait)
    if status >= 500 or status in _TRANSIENT:
        error = ModelUnavailableError(
            f"the server keeps failing with HTTP {status}{said}", where=where, hint="Try again later."
        )
        return Failure(FailureKind.TRANSIENT, error, retry_after(exception.response.headers, now=now))
    if codes & _REFUSAL_CODES:
        return Failure(
            FailureKind.FATAL, RefusedAnswerError(f"the server declines this text{said}", where=where)
        )
    return Failure(FailureKind.FATAL, _refused_request(status, said, where=where, model=model))


def _refused_request(status: int, said: str, *, where: str, model: str) -> ModelRequestError:
    if 300 <= status < 400:
        return ModelRequestError(
            f"the server sends us elsewhere (HTTP {status}), which is not followed: a report goes to no other host",
            where=where,
            hint="Give the address it means with --base-url.",
        )
    if status == 404:
        return ModelRequestError(
            f"the server knows no model {model!r} at this address (HTTP 404){said}",
            where=where,
            hint="Check --model and --base-url; it usually ends in /v1.",
        )
    return ModelRequestError(
        f"the server refuses the request for model {model!r} (HTTP {status}){said}",
        where=where,
        hint="Check --model.",
    )


def _codes_and_detail(exception: Any) -> tuple[set[str], str]:
    """Collect the machine-readable codes of an error body, and its message on one line."""
    body = exception.body if isinstance(exception.body, dict) else {}
    inner = body.get("error")
    if isinstance(inner, dict):
        body = inner
    codes = {str(body[name]).lower() for name in ("code", "type") if body.get(name) is not None}
    message = body.get("message")
    words = message.split() if isinstance(message, str) else []
    # Some servers quote the key they refuse. What they say is shown on a terminal, so nothing but text is let through.
    said = masked(" ".join(words))
    detail = "".join(one if one.isprintable() else "?" for one in said)[:_LONGEST_DETAIL]
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
