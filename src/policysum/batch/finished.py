"""A result in the form in which it is written, which need not be parsed to say who paid for it this time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from pydantic_core import from_json, to_json

from policysum.batch.results import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Finished", "is_result"]

_BEGIN = b'{\n  "document": {'
_RUN, _RUN_END = b'\n  "run": ', b"\n  }"
"""What says how a result was made lies between them. Line breaks within strings are escaped, so nothing else
looks like them."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished result.

    Attributes:
        before: its JSON up to what says how it was made.
        run: how it was made, by whom, and what that took.
        after: the rest of its JSON.
        facts: its figures for the closing table.
        source: the text its spans point into, where that was taken from a page or a Word file.
    """

    before: bytes
    run: dict[str, Any]
    after: bytes
    facts: Facts
    source: str | None = None

    @classmethod
    def of(cls, data: Mapping[str, Any], source: str | None, *, seconds: float = 0.0) -> Self:
        """Take a result in its JSON form, and the time that it took, which is not in it."""
        facts = replace(Facts.of(data), seconds=seconds)
        return cls.read(to_json(data, indent=2) + b"\n", facts, source)

    @classmethod
    def read(cls, text: bytes, facts: Facts, source: str | None) -> Self:
        """Take the text that `text` gave.

        Raises:
            ValueError: it is no such text.
        """
        start = text.index(_RUN) + len(_RUN)
        end = text.index(_RUN_END, start) + len(_RUN_END)
        return cls(text[:start], from_json(text[start:end]), text[end:], facts, source)

    def text(self) -> bytes:
        """The JSON form as it stands in a result file: Chinese unescaped, two spaces of indent."""
        return self.before + to_json(self.run, indent=2).replace(b"\n", b"\n  ") + self.after

    def data(self) -> dict[str, Any]:
        """The JSON form."""
        data: dict[str, Any] = from_json(self.text())
        return data

    def from_cache(self) -> Finished:
        """The same result as though every model call had been answered from the cache."""
        run = self.run
        nothing = {"model_calls": 0, "prompt_tokens": 0, "completion_tokens": 0, "cached_tokens": 0}
        cost = None if run["cost"] is None else 0.0
        hits = run["cache_hits"] + run["model_calls"]
        facts = replace(self.facts.without_traffic(), cache_hits=hits, cost=cost)
        return replace(self, run={**run, **nothing, "cache_hits": hits, "cost": cost}, facts=facts)


def is_result(text: bytes) -> bool:
    """Whether a file was written as a result, by its beginning; where it was not, it may be one all the same."""
    return text.startswith(_BEGIN) and _RUN in text
