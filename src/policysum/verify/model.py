"""What is claimed of a source, and what the source was found to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from policysum.quantity import Quantity, Span
    from policysum.schema import Verdict

__all__ = ["Checked", "Claim", "Nearest"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that somebody says the source says.

    `text` is the number as the claim prints it. `quantity` is that text as the reader reads it, or a number
    field with its unit; a quantity of kind "other" without a unit is compared by value alone. `indicator`
    names what the number measures; where there is none, `context` has the words around the number, and `at`
    says where in them it stands, if that is known: the same number may stand there twice. Where the source has
    all the words of the text that the number stands in, `passage` is that place and `quoted_at` the number's.
    """

    path: str
    text: str
    quantity: Quantity
    indicator: str = ""
    context: str = ""
    status: str | None = None
    period: str | None = None
    change: str | None = None
    at: int = -1
    passage: Span | None = None
    quoted_at: int = -1


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
    says the same in Chinese, as the results of `policysum run` and the review page have it.
    """

    path: str
    text: str
    verdict: Verdict
    start: int | None
    end: int | None
    reason: str = ""
    nearest: Nearest | None = None
    reason_zh: str = ""

    def explain(self, language: Literal["en", "zh"] = "zh") -> str:
        """The reason in a language; one that was given in a single wording stands in both."""
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
        """The stable JSON form of one line of `policysum check --json`; results of a run have it in Chinese."""
        line: dict[str, object] = {
            "path": self.path,
            "text": self.text,
            "verdict": self.verdict.value,
            "start": self.start,
            "end": self.end,
            "reason": self.explain(language),
        }
        if self.nearest is not None:
            line["nearest"] = self.nearest.to_dict()
        return line
