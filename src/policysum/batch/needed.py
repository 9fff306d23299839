"""What reports still need to be asked, with the answers of batches that are at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from policysum.batch.run import Silent, run_batch
from policysum.errors import ModelUnavailableError
from policysum.summarizer import Summarizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.batch.jobs import Job
    from policysum.batch.openai_batch_state import Order
    from policysum.batch.results import BatchResult
    from policysum.errors import PolicysumError
    from policysum.llm import Planned
    from policysum.settings import Settings

__all__ = ["Needed", "still_needed"]


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
    probe: bool = False,
) -> Needed:
    """Run over the reports with what is answered: finish those that can be, and note what the others need.

    Args:
        jobs: the reports.
        settings: of the run.
        order: what was submitted, and what came of it.
        probe: ask an unknown server first what it can do.
    """
    found = Needed()

    def plan(request: Planned) -> dict[str, Any] | None:
        sent = order.requests.get(request.key)
        if sent is None or sent.state != "unusable":
            found.requests.setdefault(request.key, request)
            return None
        if sent.response is None:
            raise ModelUnavailableError(
                f"the batch failed {sent.tries} times ({sent.reason})", hint="Try it with `policysum run`."
            )
        return sent.response  # which the cache may not keep

    if probe:
        # What an unknown server can do decides what it is asked, so it must be known before.
        async with Summarizer(settings) as asking:
            await asking.engine.need_model().probe()
    async with Summarizer(settings, plan=plan) as summarizer:
        found.result = await run_batch(jobs, summarizer, observer=Silent())
    found.problems = [one.error for one in found.result.failed if one.error is not None]
    return found
