"""What a run would ask, found out without asking anybody."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policysum.batch.report import is_up_to_date
from policysum.errors import PolicysumError
from policysum.llm.failures import NotSentError
from policysum.llm.types import Usage
from policysum.summarizer import Summarizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.batch.jobs import Job
    from policysum.llm import Planned
    from policysum.llm.types import Price
    from policysum.settings import Settings

__all__ = ["PlannedRun", "plan"]

_LIKELY_PROMPT = 0.75
"""Of the most that a prompt may take: a Chinese character is about two thirds of a token with today's tokenizers."""
_LIKELY_ANSWER = 0.4
"""Of the most that an answer may have."""


@dataclass(slots=True)
class PlannedRun:
    """The requests a run would send first; second looks depend on the answers.

    Attributes:
        reports: how many were looked at.
        up_to_date: how many have nothing to do.
        engine: name of the engine and of its model.
        requests: how many would be sent, identical ones once.
        cache_hits: requests that the cache answers.
        most: tokens they may take at most.
        price: what tokens cost; None where it is unknown.
        problems: reports that cannot be read.
    """

    reports: int = 0
    up_to_date: int = 0
    engine: str = ""
    requests: int = 0
    cache_hits: int = 0
    most: Usage = field(default_factory=Usage)
    price: Price | None = None
    problems: list[PolicysumError] = field(default_factory=list)

    @property
    def likely(self) -> Usage:
        """Tokens they will most likely take."""
        return Usage(
            int(self.most.prompt_tokens * _LIKELY_PROMPT), int(self.most.completion_tokens * _LIKELY_ANSWER)
        )

    def lines(self) -> Iterator[tuple[str, str]]:
        """What the user is shown, as names and values."""
        likely, most = self.likely, self.most
        yield "reports", f"{self.reports} ({self.up_to_date} up to date)"
        yield "engine", self.engine
        yield "requests", f"{self.requests} (first look only)"
        yield "answered by cache", f"{self.cache_hits}"
        yield "prompt tokens", f"about {likely.prompt_tokens}, at most {most.prompt_tokens}"
        yield "answer tokens", f"about {likely.completion_tokens}, at most {most.completion_tokens}"
        if self.price is None:
            yield "cost", "unknown" if self.requests else "nothing"
        else:
            currency = self.price.currency
            yield (
                "cost",
                f"about {self.price.cost(likely):.4f} {currency}, at most {self.price.cost(most):.4f} {currency}",
            )


async def plan(jobs: Sequence[Job], settings: Settings, *, force: bool) -> PlannedRun:
    """Find out what a run over `jobs` would ask.

    Args:
        jobs: the reports.
        settings: of the run.
        force: whether reports whose result is up to date would be redone.
    """
    found = PlannedRun()
    seen: set[str] = set()

    def note(request: Planned) -> None:
        if request.key not in seen:
            seen.add(request.key)
            found.requests += 1
            found.most += request.most

    async with Summarizer(replace(settings, log=None, budget=None), plan=note) as summarizer:
        engine = summarizer.engine
        found.engine = f"{engine.name} ({engine.model.name})" if engine.model else engine.name
        found.price = summarizer.traffic.price
        for job in jobs:
            found.reports += 1
            try:
                if not force and is_up_to_date(job, summarizer):
                    found.up_to_date += 1
                elif engine.model is not None:
                    await summarizer.asummarize(job.read())
                else:
                    job.read()
            except NotSentError:
                continue
            except PolicysumError as error:
                found.problems.append(error)
        found.cache_hits = summarizer.traffic.cache_hits
    return found
