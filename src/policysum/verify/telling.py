"""What the words of a prose claim say of its number: done, aimed at, or expected."""

from __future__ import annotations

import re
from typing import NamedTuple

from policysum.lexicon import table

__all__ = ["Cue", "status_cue"]

_VERB = "新增|增加|增长|提高|提升|下降|降低|减少|达到?|超过?|突破|完成|实现|建成|新建|培育|引进|投入|投资|发放|补助|安排"
_AHEAD = re.compile(
    # aims; 确保了 and 争取资金 are told of what was done
    rf"{table('status_cues').alternation('aim', 'aim_outside_review')}|目标(?:是|为|值)|"
    # intentions, where a verb follows: 将 may also only mark an object (将项目增至30个)
    rf"(?:(?<!模|虚|草)拟|(?<!即|必|行)将)(?=[^，,。；;、\d]{{0,3}}(?:{_VERB}))"
)
_PLANNED = re.compile(rf"计划(?![”》])(?=[^，,。；;、\d]{{0,3}}(?:{_VERB}))")
"""A plan, or what was planned: 已完成计划投资3亿元 tells it as done."""
_EXPECTED = re.compile(rf"{table('status_cues').alternation('expected')}|可望")
_DONE = re.compile(
    r"已经?(?!有望)(?=[\u3400-\u9fff\d])|(?<![为除到极解])了(?!解|得)|[达升增高降加长]到了|到了$|"
    r"(?:全面|全部|顺利|圆满|累计|共|超额)完成|^完成(?![^，,]*目标)"
)
_REACH = 40
"""Characters before a number in which its cue is looked for."""


_CUES = ((_EXPECTED, "forecast"), (_AHEAD, "target"), (_DONE, "actual"), (_PLANNED, "target"))
"""What is looked for, the weightiest first."""


class Cue(NamedTuple):
    """A word that tells how certain a number is, and the status that it gives it."""

    word: str
    status: str


def status_cue(context: str, at: int) -> Cue | None:
    """The cue of a clause for the number that stands at `at`; None where the clause keeps silent.

    An aim or an expectation outweighs a word of completion (力争完成, 预计已), and that outweighs a plan.
    """
    before = context[max(0, at - _REACH) : max(0, at)]
    for pattern, status in _CUES:
        found = pattern.search(before)
        if found:
            return Cue(found.group(), status)
    return None
