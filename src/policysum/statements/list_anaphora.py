"""Numbers that speak of the members of a list given just before: 前两项分别增长, 每千人口达3.1人、3.7人."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.quantity.numerals import chinese
from policysum.statements.phrases import CHANGE_TAIL, COMPARE_ONLY
from policysum.statements.property_words import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.model import Quantity
    from policysum.statements.binding import Binding

__all__ = ["led_names", "recalled", "recalled_names", "refers_back"]

_COUNT = Kind.COUNT
_WORDS = table("list_words")
_ITEMS = frozenset(_WORDS.words("item"))
"""In what the members of a list are counted when they are spoken of again: 前两项."""
_BACK = _WORDS.compiled(r"(?:^|[，,。；;：:、（(\s]|{signs.among}){side}$")
"""Before such a count, at the head of its clause; 排名前两位 is a rank."""
_RECALL = _WORDS.compiled(
    r"^[，,、\s]*{signs.among}?(?P<side>{side})"
    r"(?:(?P<n>{numerals.digit|numerals.two}|\d){item}|{item_alone}){given_data}?"
)
_JOINED = _WORDS.compiled("、|{joint}")
_DEALS = _WORDS.compiled("{deals}")
_LONGEST_LEAD = 10
_FARTHEST = 24
"""No list is spoken of again farther away than so many numbers."""


def refers_back(item: Quantity, text: str) -> bool:
    """Whether a count is of items given before (前两项), and no figure."""
    return (
        item.kind is _COUNT
        and item.surface_unit in _ITEMS
        and _BACK.search(text[max(0, item.start - 3) : item.start]) is not None
    )


def recalled(run: Sequence[Binding], bound: Sequence[Binding]) -> list[Binding]:
    """The members of the last list that the numbers of a run speak of; the words that say so are taken away.

    Args:
        run: Numbers that only 、 or 和 parts.
        bound: The numbers before them in their sentence.
    """
    found = _RECALL.match(run[0].before)
    if found is None:
        return []
    number = chinese(found["n"] or signs.ONE)
    count = int(number.value) if number else int(found["n"])
    listed = _last_list(bound[-_FARTHEST:], led=True)
    if len(listed) < max(2, count) or len(run) != count:
        return []
    members = listed[:count] if found["side"] == signs.FRONT else listed[-count:]
    run[0].before = run[0].before[found.end() :]
    for item in run:
        item.again = item.derived = True
    return members


def recalled_names(first: Binding, members: Sequence[Binding]) -> list[str]:
    """The names of the numbers that speak of the members of a list, with what is said of them: 前两项分别完成投资."""
    core = _core(first.before[-2 * _LONGEST_LEAD :])
    said = "" if COMPARE_ONLY.match(core) or len(core) > _LONGEST_LEAD else core
    return [f"{item.base}{said}" for item in members]


def _last_list(bound: Sequence[Binding], *, led: bool) -> list[Binding]:
    """The last list of numbers that does not itself refer to one before; if `led`, it may go on from one."""
    stop = len(bound)
    while stop and _stands_outside(bound[stop - 1], led=led):
        stop -= 1
    start = max(0, stop - 1)
    while start and _listed(bound[start]):
        start -= 1
    return list(bound[start:stop])


def _listed(item: Binding) -> bool:
    return item.joined or item.listed


def _stands_outside(item: Binding, *, led: bool) -> bool:
    """Whether a number stands in no list that names its own members."""
    return item.again or (item.led and not led) or not _listed(item)


def led_names(run: Sequence[Binding], bound: Sequence[Binding]) -> list[str]:
    """The names of a list led by a few words of its own, right after a list of as many: 每千人口达3.1人、3.7人.

    Args:
        run: The numbers of the list.
        bound: The numbers before them in their sentence.
    """
    listed = _last_list(bound[-_FARTHEST:], led=False)
    core = _core(run[0].before[-2 * _LONGEST_LEAD :])
    if (
        len(listed) != len(run)
        or not (bound[-1].again or bound[-1].led or bound[-1] is listed[-1])
        or run[0].clause.start - bound[-1].clause.end > 1
        or len({item.base for item in listed}) < len(listed)
        or len(core) < 2
    ):
        return []
    for item in run:
        item.led = item.derived = True
    per = core.startswith(signs.PER)
    return [f"{core}{item.base}" if per else f"{item.base}{core}" for item in listed]


def _core(head: str) -> str:
    """The words that lead a list, without those of its change and that they are dealt out: 税收 of 税收分别增长."""
    change = CHANGE_TAIL.search(head)
    return _DEALS.sub("", tidy(head[: len(head) - len(change.group())] if change else head))
