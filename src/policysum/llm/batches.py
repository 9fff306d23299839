"""The OpenAI Batch API: files of requests that are answered within a day, at half the price."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from policysum.llm.failures import classify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openai import OpenAI
    from openai.types import Batch

__all__ = ["ENDED", "BatchClient", "BatchState"]

_MARK = "policysum"
"""Key of the metadata by which a batch is known again whose number was lost in a crash."""
_RETRIES = 5
"""Tries of the client itself: none of these calls costs money, and none is sent through our limiter."""
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

    def __init__(self, base_url: str, api_key: str, *, model: str = "") -> None:
        """Open the connection to a server."""
        import openai

        self._where, self._model = base_url, model
        self._client: OpenAI = openai.OpenAI(
            base_url=base_url, api_key=api_key or "none", max_retries=_RETRIES
        )

    def submit(self, lines: bytes, mark: str) -> BatchState:
        """Upload a file of requests and start a batch over it.

        Args:
            lines: the requests, one JSON object a line.
            mark: by which the batch can be found again.
        """
        with self._told():
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
        with self._told():
            for batch in self._client.batches.list(limit=100):
                if (batch.metadata or {}).get(_MARK) == mark:
                    return _state(batch)
        return None

    def state(self, number: str) -> BatchState:
        """How a batch stands."""
        with self._told():
            return _state(self._client.batches.retrieve(number))

    def lines(self, file: str) -> Iterator[str]:
        """The lines of a file of answers or errors."""
        with self._told():
            yield from self._client.files.content(file).iter_lines()

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
    def _told(self) -> Iterator[None]:
        """Tell what goes wrong in our own words."""
        try:
            yield
        except Exception as error:
            failure = classify(error, where=self._where, model=self._model, now=time.time())
            if failure is None:
                raise
            raise failure.error from error


def _state(batch: Batch) -> BatchState:
    counts: Any = batch.request_counts
    problems = batch.errors.data if batch.errors and batch.errors.data else []
    return BatchState(
        id=batch.id,
        status=str(batch.status),
        total=counts.total if counts else 0,
        completed=counts.completed if counts else 0,
        failed=counts.failed if counts else 0,
        output=batch.output_file_id,
        errors=batch.error_file_id,
        reason="; ".join(str(problem.message) for problem in problems[:3]),
    )
