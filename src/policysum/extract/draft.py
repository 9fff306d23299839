"""What a model proposed for a document, before anything of it is believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policysum.extract.judging import Judging
    from policysum.llm.types import Completion
    from policysum.quantity import Span
    from policysum.schema import Change, Doubt, Status
    from policysum.statements import Mention
    from policysum.summary import UnreadPassage
    from policysum.verification import RefusedClaim

__all__ = ["Contested", "Draft", "ModelReading", "Outlined", "Proposal", "ProposedItem", "Read", "Stretch"]


@dataclass(frozen=True, slots=True)
class Read:
    """How a number stands: to reality, to what came before, in time."""

    status: Status
    change: Change
    period: str | None


@dataclass(frozen=True, slots=True)
class ModelReading:
    """How the model says a number stands, as far as it says so.

    Attributes:
        status: how it stands to reality, where that is said.
        change: what it says of its indicator, where that is said.
        period: when, where that is said.
        dated: whether the period is spoken of at all: it may be said that there is none.
    """

    status: Status | None = None
    change: Change | None = None
    period: str | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name for a number, and how it stands; without a reading the name is a mere choice among the source's own.

    Attributes:
        mention: the number.
        indicator: what the model calls it.
        reading: how the model reads it, as far as it says so.
        insisted: whether the model gave this name again after it was shown what speaks against it.
    """

    mention: Mention
    indicator: str
    reading: ModelReading | None = None
    insisted: bool = False


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """An achievement, problem or plan in the model's words.

    Attributes:
        role: which of the three it is.
        title: what it is called.
        detail: what it says.
        spans: the sentences it names as evidence.
        doubts: why these may not be the right ones.
    """

    role: str
    title: str
    detail: str
    spans: tuple[Span, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the report, what the model takes it for and of when, if it says so."""

    span: Span
    role: str
    period: str | None


@dataclass(frozen=True, slots=True)
class Outlined:
    """What the model takes the document for; empty where it does not say."""

    kind: str = ""
    title: str = ""
    issuer: str = ""
    region: str = ""
    period: str | None = None
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Contested:
    """What the model says against plain words of the source, for all figures of a stretch."""

    span: Span
    field: str
    value: str


@dataclass(slots=True)
class Draft:
    """Everything the model proposed, and how it was asked.

    Attributes:
        proposals: start of a number -> what the model says of it.
        outline: what it takes the document for.
        contested: what it says of whole sections, or of the report's year, against plain words of the source.
        readings: start of a number -> how the model reads it, under the source's name, where it gives it none.
        decided: start of a number -> how the source reads it, where the model's reading stands in its place.
        waived: starts of the numbers that the model, asked for them by name, called no figures.
        items: what it calls achievements, problems and plans; empty where it was not asked for any.
        completions: every answer it gave, cached ones included.
        unread: the passages it could not be made to read.
        not_looked_again: the passages whose second look failed, but may not fail another time.
        prompts: name -> fingerprint of the prompts used.
        notes: what a reader of the summary should know.
        judging: the verdicts found on the way.
        refused: what the check refused of all this, filled in by merging.
        unsure: starts of the numbers that stand under a name of the model's that is unclear; filled in by merging.
        passages: how many pieces the model was shown the report in.
        passages_read: of how many of them it said anything, or had nothing to say.
        repairs: requests made beyond the first look: asked again, in halves, or by name.
        dropped: faulty elements that were left out of its answers.
    """

    proposals: dict[int, Proposal] = field(default_factory=dict)
    outline: Outlined | None = None
    contested: list[Contested] = field(default_factory=list)
    readings: dict[int, Proposal] = field(default_factory=dict)
    decided: dict[int, Read] = field(default_factory=dict)
    waived: set[int] = field(default_factory=set)
    items: list[ProposedItem] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    unread: list[UnreadPassage] = field(default_factory=list)
    not_looked_again: list[UnreadPassage] = field(default_factory=list)
    prompts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    judging: Judging | None = None
    refused: list[RefusedClaim] = field(default_factory=list)
    unsure: set[int] = field(default_factory=set)
    passages: int = 0
    passages_read: int = 0
    repairs: int = 0
    dropped: int = 0

    def is_unread(self, start: int) -> bool:
        """Whether a place of the report lies in a passage that could not be read."""
        return any(passage.start <= start < passage.end for passage in self.unread)
