"""What one number is bound to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policysum.quantity.model import Quantity, Span

__all__ = ["WINDOW", "Binding"]

WINDOW = 80
"""No indicator needs more words than this; it keeps the work linear in hostile texts."""

_NEAR = 40


@dataclass(slots=True)
class Binding:
    """What one number is bound to, before its cues are read.

    `before` and `after` are the words between its neighbours; `base` is the indicator whose growth or share
    a following clause may give; `lead` the verb that governs a list. `joined` says that only 、 or 和 stands
    between this number and the one before, `parted` that a sign of proportion does; `listed` that they are members of one list; `chained` that the
    other comes before it in its clause; `moved` that it is the level reached from the one that begins at `origin`
    (由162个整合为123个), which is `earlier`; `aside` that it opens a bracket behind another number, `boxed` that it stands in one, `part` that it is a part
    of its `parent` (其中); `again` that it speaks of a member of a list before (前两项), `led` that its list goes on from one
    before, `grant` what it is paid as, and to whom. `criterion` marks a threshold, which selects and is no figure itself (亿元以上项目); `derived` says
    that the name holds words that are not of the number itself; `place` of
    `places` is where it stands in a list of bare numbers; `alone`
    says that `prior` is the only clause without numbers before it, `fresh` that it is the clause right before, `among` what the sentence before ends with if 其中 goes on from it; `shrinks` is the verb
    of a change whose object stands before the number (压减时间58%); `task` the task that the number is
    (完成全年任务3万人的65.3%). `scene` are the number-free words before it, `prior` the last clause
    of them, `label` the same if a colon ends it, `condition` the same if it ends in 的, `follow` the clause after it.
    """

    quantity: Quantity
    sentence: Span
    clause: Span
    before: str = ""
    after: str = ""
    indicator: str = ""
    base: str = ""
    subject: str = ""
    parent: str = ""
    lead: str = ""
    scene: str = ""
    condition: str = ""
    prior: str = ""
    follow: str = ""
    shrinks: str = ""
    task: str = ""
    grant: str = ""
    growth: bool = False
    criterion: bool = False
    derived: bool = False
    alone: bool = False
    label: str = ""
    fresh: bool = False
    among: str = ""
    origin: int = -1
    place: int = 1
    places: int = 1
    earlier: bool = False
    joined: bool = False
    parted: bool = False
    listed: bool = False
    chained: bool = False
    moved: bool = False
    again: bool = False
    led: bool = False
    aside: bool = False
    boxed: bool = False
    part: bool = False

    @property
    def near(self) -> str:
        """The words right before the number, of which no sign of what it is stands further back."""
        return self.before[-_NEAR:]

    def measures_like(self, other: Binding) -> bool:
        """Whether two numbers measure in the same unit and neither is a growth, so that one may be a part of the other."""
        mine, theirs = self.quantity, other.quantity
        alike = mine.kind is theirs.kind and mine.unit == theirs.unit
        return alike and not (self.growth or other.growth)
