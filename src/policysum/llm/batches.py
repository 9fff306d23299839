"""The OpenAI Batch API: files of requests that are answered within a day, at half the price."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Self

from policysum.llm.address import Address
from policysum.llm.failures import GarbledResponseError, classify
from policysum.llm.transport import Bound, client_options
from policysum.secrets import masked, remember

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openai import OpenAI
    from openai.types import Batch

__all__ = ["ENDED", "BatchClient", "BatchState"]

_MARK = "policysum"
"""Key of the metadata by which a batch is known again whose number was lost in a crash."""
_RETRIES = 2
"""Tries of the client itself: none of these calls costs money, and none is sent through our limiter."""
_CONNECT = 15.0
_TIMEOUT = 60.0
"""Seconds of an answer; a file of answers may take ten times as long."""
_FILES = 10
_MOST_FILE = 1 << 30
"""Bytes of a file of answers: 50,000 of them, each as long as those that are usual."""
_LONGEST = 300  # characters of what a server says
_MOST_BATCHES = 1000
"""Batches looked through for one whose number was lost."""
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})


@dataclass(frozen=True, slots=True)
class BatchState:
    """How a batch stands on the server."""

    id: str
    status: str
    total: int = 0
    completed: int = 0
    failed: int = 0
    output: str | None = None
    errors: str | None = None
    reason: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in ENDED


class BatchClient:
    """Files and batches of one account."""

    def __init__(self, base_url: str, api_key: str, *, model: str = "", timeout: float | None = None) -> None:
        """Open the connection to a server.

        Args:
            base_url: its address, perhaps with secrets in it.
            api_key: the key.
            model: the model, for messages.
            timeout: seconds an answer may take.

        Raises:
            ConfigError: the address is none, or a proxy of the environment cannot be used.
        """
        import openai

        address = Address.of(base_url)
        remember(api_key)
        seconds = timeout or _TIMEOUT

        def bound(path: str) -> Bound:
            return (
                Bound(_MOST_FILE, seconds * _FILES) if path.endswith("/content") else Bound(seconds=seconds)
            )

        self._where, self._model = address.url, model
        self._client: OpenAI = openai.OpenAI(
            **client_options(address, asynchronous=False, bound=bound),
            api_key=api_key or "none",
            max_retries=_RETRIES,
            timeout=openai.Timeout(seconds, connect=min(seconds, _CONNECT)),
        )

    def submit(self, lines: bytes, mark: str) -> BatchState:
        """Upload a file of requests and start a batch over it.

        Args:
            lines: the requests, one JSON object a line.
            mark: by which the batch can be found again.
        """
        with self._own_errors():
            file = self._client.files.create(file=(f"policysum-{mark[:12]}.jsonl", lines), purpose="batch")
            batch = self._client.batches.create(
                input_file_id=file.id,
                endpoint="/v1/chat/completions",
                completion_window="24h",
                metadata={_MARK: mark},
            )
            return _state(batch)

    def find(self, mark: str) -> BatchState | None:
        """The batch that was started with a mark, if there is one."""
        with self._own_errors():
            for batch in islice(self._client.batches.list(limit=100), _MOST_BATCHES):
                if isinstance(batch.metadata, dict) and batch.metadata.get(_MARK) == mark:
                    return _state(batch)
        return None

    def state(self, number: str) -> BatchState:
        """How a batch stands."""
        with self._own_errors():
            return _state(self._client.batches.retrieve(number))

    def lines(self, file: str) -> Iterator[bytes]:
        """The lines of a file of answers or errors, whatever is in them."""
        with self._own_errors():
            content = self._client.files.content(file).read()
        yield from (line for line in content.split(b"\n") if line.strip())

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def __enter__(self) -> Self:
        """Use the client within a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it at the end of the block."""
        self.close()

    @contextmanager
    def _own_errors(self) -> Iterator[None]:
        """What goes wrong is raised as an error of our own."""
        try:
            yield
        except Exception as error:
            failure = classify(error, where=self._where, model=self._model, now=time.time())
            if failure is None:
                raise
            raise failure.error from error


def _state(batch: Batch) -> BatchState:
    """How a batch stands, as far as the server says so in the form it should.

    Raises:
        GarbledResponseError: it has no number.
    """
    if not isinstance(batch.id, str) or not batch.id:
        raise GarbledResponseError("no batch")
    counts, problems = batch.request_counts, getattr(batch.errors, "data", None)
    reasons = (
        [getattr(problem, "message", None) for problem in problems[:3]] if isinstance(problems, list) else []
    )
    return BatchState(
        id=batch.id,
        status=str(batch.status)[:40],
        total=_count(counts, "total"),
        completed=_count(counts, "completed"),
        failed=_count(counts, "failed"),
        output=_text(batch.output_file_id),
        errors=_text(batch.error_file_id),
        reason=masked("; ".join(str(reason) for reason in reasons))[:_LONGEST],
    )


def _count(counts: object, name: str) -> int:
    value = getattr(counts, name, 0)
    return value if isinstance(value, int) else 0


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
