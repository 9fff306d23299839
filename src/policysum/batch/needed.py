"""What reports still need to be asked, with the answers of batches that are at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from policysum.batch.run import run_batch
from policysum.engine import Hooks
from policysum.errors import ModelUnavailableError
from policysum.summarizer import Summarizer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.batch.jobs import Job
    from policysum.batch.ledger import Order, Sent
    from policysum.batch.results import BatchResult
    from policysum.batch.run import Observer
    from policysum.errors import PolicysumError
    from policysum.llm import Planned, ResponseCache
    from policysum.settings import Settings

__all__ = ["Needed", "still_needed"]


class _Knowing:
    """A response cache that also knows the answers that cannot be used, which it may not keep, and what got none."""

    def __init__(self, cache: ResponseCache, requests: Mapping[str, Sent]) -> None:
        self._cache, self._requests = cache, requests

    def get(self, key: str) -> dict[str, Any] | None:
        """Look an entry up.

        Raises:
            ModelUnavailableError: the request was given up.
        """
        sent = self._requests.get(key)
        if sent is None or sent.state != "unusable":
            return self._cache.get(key)
        if sent.response is None:
            raise ModelUnavailableError(
                f"the batch failed {sent.tries} times ({sent.reason})", hint="Try it with `policysum run`."
            )
        return {"response": sent.response}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cache, name)


@dataclass(slots=True)
class Needed:
    """What a look over the reports found: requests still to make, what is finished, and what went wrong."""

    requests: dict[str, Planned] = field(default_factory=dict)
    result: BatchResult | None = None
    problems: list[PolicysumError] = field(default_factory=list)


async def still_needed(
    jobs: Sequence[Job],
    settings: Settings,
    order: Order,
    *,
    observer: Observer | None = None,
    probe: bool = False,
) -> Needed:
    """Run over the reports with what is answered: finish those that can be, and note what the others need."""
    found = Needed()

    def note(request: Planned) -> None:
        found.requests.setdefault(request.key, request)

    if probe:
        # What an unknown server can do decides what it is asked, so it must be known before.
        async with Summarizer(settings) as asking:
            await asking.engine.need_model().probe()
    keep: Any = lambda cache: _Knowing(cache, order.requests)  # noqa: E731 - a cast with a body
    async with Summarizer(settings, hooks=Hooks(plan=note, keep=keep)) as summarizer:
        found.result = await run_batch(jobs, summarizer, observer=observer or _Nobody())
    found.problems = [one.error for one in found.result.failed if one.error is not None]
    return found


class _Nobody:
    def started(self, job: Job) -> None:
        """Nobody watches."""

    def finished(self, result: Any) -> None:
        """Nobody watches."""

    def tick(self) -> None:
        """Nobody watches."""
