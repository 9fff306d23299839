"""How sure a reading is: said of the number itself, carried over from plain words, or only inferred from its place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from policysum.lexicon import Scanner, table
from policysum.statements.ground import Ground, plain_role
from policysum.statements.status import status_of

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["status_ground"]

_STATED, _INFERRED, _ASSUMED, _CARRIED = Ground.STATED, Ground.INFERRED, Ground.ASSUMED, Ground.CARRIED
_DONE = table("status_cues").scanner("done")
_DONE_OR_COMPARED = table("status_cues").scanner("done", "done_compared")
_WON = Scanner(row for row in table("status_cues").of("aim_outside_review") if row.value == "won")
"""What is aimed at or was won, as its section says: 争取."""
_COMPLETED = table("status_cues").compiled("{done_alone}")
"""What lets infer that something was done: 新增了, 完成投资; the item of a plan may begin so, too."""
_COMPLETES = table("status_cues").compiled("{done_first}")
_COMPLETES_LAST = table("status_cues").compiled("{done_first}$")
"""The same at the head of a clause or right before the number."""
_PLANS = table("aim_words").compiled(
    r"(?:^|{signs.year})\s{0,2}{planned}(?!{signs.of}|{plan_words.plan_value}|{plan_words.task_noun})"
)
"""What may make an aim of a number whose verb is not known as one: 计划脱贫退出261户."""
_REACH = 80
"""Characters around a number in which its cue is looked for; a clause of a hostile text has no end."""
_UNDER = {"plan": ("target", "forecast"), "review": ("actual",), "problem": ("actual",)}
"""What figures under a heading of each kind are."""


def status_ground(
    item: Binding,
    text: str,
    status: str,
    *,
    read: str,
    role: str,
    path: tuple[str, ...],
    year: int | None,
    title_says: str = "",
    guessed: bool = False,
) -> Ground:
    """What the status of a number rests on.

    Args:
        item: The number with its words.
        text: The source.
        status: The status that was read.
        read: The status that its own words and its section gave, before one was taken over from another number.
        role: The role of the section that it was read under.
        path: The headings above.
        year: The year of the report.
        guessed: Whether that year is only inferred.
        title_says: What the title says of all figures in plain words: `plan` (a budget), `review` (a bulletin) or nothing.
    """
    plainly = plain_role(path) or title_says
    # Under the heading of a review a word such as 争取 says what was won, whatever the section was taken for.
    under = "achievement" if plainly == "review" else "other"
    alike = role != "plan" and (role == "achievement") == (under == "achievement")
    own = read if alike else status_of(item, text, under, year, guessed=guessed)
    opening = text[max(item.clause.start, item.quantity.start - _REACH) : item.quantity.start]
    if own == status:
        settled = bool(plainly) or role == "plan"  # elsewhere a word such as 争取 may say what was won
        said = (
            _said_done(item, text, plainly) if status == "actual" else settled or not _WON.found_in(opening)
        )
        if said:
            return _STATED
    if status == "actual" and _PLANS.search(opening):
        return _INFERRED
    if status != read or status in _UNDER.get(plainly, ()):
        return _CARRIED
    return _INFERRED if path or _lets_infer(opening) else _ASSUMED


@lru_cache(maxsize=1024)
def _lets_infer(opening: str) -> bool:
    """Whether the words before a number let infer that it was done."""
    return bool(_COMPLETED.search(opening) or _COMPLETES.match(opening) or _COMPLETES_LAST.search(opening))


def _said_done(item: Binding, text: str, plainly: str) -> bool:
    """Whether a word in the number's own clause says that it was done; under a plan 同比增长 says what is aimed at."""
    start, end = item.quantity.start - _REACH, item.quantity.end + _REACH
    words = text[max(item.clause.start, start) : min(item.clause.end, end)]
    return _holds_done(words, planned=plainly == "plan")


@lru_cache(maxsize=1024)
def _holds_done(words: str, *, planned: bool) -> bool:
    return (_DONE if planned else _DONE_OR_COMPARED).found_in(words)
