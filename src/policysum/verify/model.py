"""What the source was found to say of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from policysum.schema import Verdict

__all__ = ["Checked", "Nearest"]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The place in the source that comes nearest to a claim that failed."""

    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, object]:
        """The stable JSON form."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Checked:
    """A claimed number and what the source says of it.

    `start` and `end` are where the source has the number, None where it has it nowhere. `reason` is empty
    for a claim that passes without a remark; it is English, as `policysum check` prints it, and `reason_zh`
    says the same in Chinese, as the results of `policysum run` and the review page have it. `claim` is what the
    claims say, in their own words.
    """

    path: str
    text: str
    verdict: Verdict
    start: int | None
    end: int | None
    reason: str = ""
    nearest: Nearest | None = None
    reason_zh: str = ""
    claim: str = ""

    def explain(self, language: Literal["en", "zh"] = "zh") -> str:
        """The reason in a `language`; one that was given in a single wording stands in both."""
        return (self.reason_zh or self.reason) if language == "zh" else self.reason

    @property
    def passes(self) -> bool:
        """Whether a reader may rely on the number."""
        return self.verdict.passes

    @property
    def fails(self) -> bool:
        """Whether the source speaks against the number; an unclear one neither passes nor fails."""
        return self.verdict.fails

    def to_dict(self, language: Literal["en", "zh"] = "en") -> dict[str, object]:
        """The stable JSON form of one line of `policysum check --json`, its reason in a `language`: of results of a run "zh"."""
        line: dict[str, object] = {
            "path": self.path,
            "text": self.text,
            "verdict": self.verdict.value,
            "start": self.start,
            "end": self.end,
            "reason": self.explain(language),
        }
        if self.claim:
            line["claim"] = self.claim
        if self.nearest is not None:
            line["nearest"] = self.nearest.to_dict()
        return line
