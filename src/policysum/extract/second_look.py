"""What a passage is read a second time for: the numbers left out of an answer, and what does not stand the check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policysum.extract.messages import message

if TYPE_CHECKING:
    from policysum.extract.draft import Draft
    from policysum.extract.judging import Judging
    from policysum.extract.passages import Number, Passage

__all__ = ["SecondLook", "second_look"]


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a second look at a passage is for.

    Attributes:
        whole: the passage as it was read.
        passage: the sentences and numbers of it that are shown again.
        names: the indices that a name is asked for.
        readings: the indices that only a reading is asked for.
        corrections: what was wrong with the first answer, a line a number.
        missing: how many of the numbers have no name at all.
    """

    whole: Passage
    passage: Passage
    names: tuple[int, ...]
    readings: tuple[int, ...]
    corrections: list[str] = field(default_factory=list)
    missing: int = 0


def second_look(passage: Passage, draft: Draft, judging: Judging) -> SecondLook | None:
    """What was left out of a passage or does not stand the check; None where a second look is for nothing."""
    wrong: dict[int, str] = {}
    asked: list[Number] = []
    misread: set[int] = set()
    for number in passage.numbers:
        start = number.mention.start
        proposal = draft.proposals.get(start)
        if proposal is None:
            if number.mention.kpi and start not in draft.waived and not draft.is_unread(start):
                asked.append(number)
            continue
        if refusal := judging.refusal(proposal):
            wrong[start] = message("named_wrongly", name=proposal.indicator, reason=refusal)
        elif contrary := judging.contrary(proposal):
            misread.add(start)
            wrong[start] = message("read_wrongly", reasons="；".join(contrary.values()))
        else:
            continue
        asked.append(number)
    if not asked:
        return None
    part = passage.about(asked)
    starts = {number.index: number.mention.start for number in part.numbers}
    return SecondLook(
        passage,
        part,
        names=tuple(index for index, start in starts.items() if start not in misread),
        readings=tuple(index for index, start in starts.items() if start in misread),
        corrections=[f"[{index}]{wrong[start]}" for index, start in starts.items() if start in wrong],
        missing=len(asked) - len(wrong),
    )
