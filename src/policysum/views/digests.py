"""What a model says of a report as a whole, in parts that every view shows alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Part", "digest_parts"]

WORDS = {"abstract": "摘要", "headline": "要点", "theme": "主题", "plan": "计划"}
"""Kind of a part -> what a reader sees."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of it.

    Attributes:
        kind: abstract, headline, theme or plan.
        text: what it says; of a plan its title, of a theme its name.
        facts: of a plan target, deadline, responsible body; each may be missing.
        about: titles of the items it is about.
        numbers: where the source says its numbers.
    """

    kind: str
    text: str
    facts: dict[str, str | None] = field(default_factory=dict)
    about: list[str] = field(default_factory=list)
    numbers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def word(self) -> str:
        """The kind for a reader."""
        return WORDS[self.kind]

    @property
    def line(self) -> str:
        """All of it on one line."""
        said = [f"{word}:{self.facts[name]}" for name, word in _FACTS.items() if self.facts.get(name)]
        if self.about:
            said.append(f"{'针对' if self.kind == 'plan' else '包括'}:{'、'.join(self.about)}")
        return " · ".join([self.text, *said])


_FACTS = {"target": "目标", "deadline": "时限", "responsible": "责任单位"}


def digest_parts(data: Mapping[str, Any]) -> Iterator[Part]:
    """The parts of a result's summary; none where there is no summary."""
    found = data.get("summary")
    if not found:
        return
    if found["abstract"]:
        yield Part("abstract", found["abstract"], numbers=found["numbers"])
    for one in found["headlines"]:
        yield Part("headline", one["text"], numbers=one["numbers"])
    for one in found["themes"]:
        yield Part("theme", one["name"], about=[_title(data, name) for name in one["items"]])
    for one in found["plans"]:
        facts = {name: one[name] for name in _FACTS}
        about = [_title(data, name) for name in one["answers"]]
        yield Part("plan", _title(data, one["plan"]), facts, about, one["numbers"])


def _title(data: Mapping[str, Any], name: str) -> str:
    """The title of an item that is named as plans[3]."""
    kind, _, index = name.rstrip("]").partition("[")
    items = data.get(kind, ())
    return str(items[int(index)]["title"]) if int(index) < len(items) else name
