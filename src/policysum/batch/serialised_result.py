"""A result in the form in which it is written, with its figures for the closing table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from pydantic_core import from_json, to_json

from policysum.batch.results import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Finished"]


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished result.

    Attributes:
        data: its JSON form; `run` in it says how it was made, by whom, and what that took.
        facts: its figures for the closing table.
        source: the text its spans point into, where that was taken from a page or a Word file.
    """

    data: dict[str, Any]
    facts: Facts
    source: str | None = None

    @classmethod
    def of(cls, data: Mapping[str, Any], source: str | None, *, seconds: float = 0.0) -> Self:
        """Take a result in its JSON form, and the time that it took, which is not in it."""
        return cls(dict(data), replace(Facts.of(data), seconds=seconds), source)

    @classmethod
    def read(cls, text: bytes, facts: Facts, source: str | None) -> Self:
        """Take the text that `text` gave.

        Raises:
            ValueError: it is no such text.
            KeyError: as well.
        """
        data = from_json(text)
        data["run"]["fingerprint"]
        return cls(data, facts, source)

    @property
    def run(self) -> dict[str, Any]:
        """How it was made."""
        run: dict[str, Any] = self.data["run"]
        return run

    def text(self) -> bytes:
        """The JSON form as it stands in a result file: Chinese unescaped, two spaces of indent."""
        return to_json(self.data, indent=2) + b"\n"

    def with_run(self, **changes: object) -> Finished:
        """The same result, with something else said of how it was made."""
        return replace(self, data={**self.data, "run": {**self.run, **changes}})

    def from_cache(self) -> Finished:
        """The same result as though every model call had been answered from the cache."""
        run = self.run
        cost = None if run["cost"] is None else 0.0
        hits = run["cache_hits"] + run["model_calls"]
        nothing = {"model_calls": 0, "prompt_tokens": 0, "completion_tokens": 0, "cached_tokens": 0}
        facts = replace(self.facts.without_traffic(), cache_hits=hits, cost=cost)
        return replace(self.with_run(**nothing, cache_hits=hits, cost=cost), facts=facts)
