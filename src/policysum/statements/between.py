"""The words between two numbers of a clause: which belong to the first, and which lead to the second."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.statements.binding import WINDOW, Binding
from policysum.statements.phrases import BARE_MONEY, JOINTS
from policysum.statements.property_words import follower, leading_verb, tidy
from policysum.statements.shared_deeds import share_deeds

if TYPE_CHECKING:
    from policysum.quantity.model import Quantity, Span
    from policysum.statements.clause_words import Words

__all__ = ["coming", "divide"]

_WORDS = table("binding_words")
_ASIDE = re.compile(r"^\s*[（(][^（）()]{0,80}[）)]")
_FROM = _WORDS.compiled(
    r"{signs.from_first}(?:{signs.of}|{signs.per}[^，,。、]{1,6}|{within_realm}?{rank_words.realm}{of_place}?"
    r"|{earlier}{same_time}?{signs.of}?)?{bound_cues.prefix}?\s*$"
)
_TO = _WORDS.compiled("^[^，,。、]{1,12}{turned_to}{earlier}?{signs.of}?{bound_cues.prefix}?$")
_SIDE = _WORDS.compiled("[、，](?={side_named}[^、，]{0,8}$)")
"""Where a side of the thing counted before begins: 20个合作项目落地、总投资1370亿元."""
_NEXT_THING = _WORDS.compiled(
    "、(?=.)|{list_words.joint}(?={indicator_words.whole_cost}|{name_bounds.money_noun}$)"
)
_AMONG = _WORDS.word("among")
_PAID = _WORDS.compiled("{paid}(?=.)")
_INCLUDES = _WORDS.compiled("^{includes}")
"""Before the first part in a bracket: 车辆900辆（含公交车500辆）."""
_FIRST_JOINT = re.compile("|".join(map(re.escape, JOINTS)))
_LAST_JOINT = re.compile(rf"(?:{_FIRST_JOINT.pattern})\Z")
_SORTS = frozenset(_WORDS.words("sort"))
_OPENING, _CLOSING = ("（", "("), ("）", ")")
_CHOICE = _WORDS.compiled(
    r"(?P<chosen>{change_verbs.up|change_verbs.down|change_verbs.either})\s*[（(](?:/|{change_verbs.up|change_verbs.down|change_verbs.either})+[）)]\s*$"
)
"""A form that offers the other word, too: 减少（增加）0.15万元, 增长（下降）8%."""
_PARTED = frozenset("∶:：︰﹕")
_COUNTED = frozenset({Kind.COUNT, Kind.MEASURE})


def divide(words: Words, sentence: Span, clause: Span, values: list[Quantity]) -> list[Binding]:
    """Give each number of a clause the words before and after it."""
    items = [Binding(quantity, sentence, clause) for quantity in values]
    items[0].before = words.between(clause.start, values[0].start)
    opened = 0
    for index, (left, right) in enumerate(pairwise(items)):
        right.chained = True
        opened = opened if left.joined else index
        between = words.between(left.quantity.end, right.quantity.start)
        rest = words.text[right.quantity.end : min(clause.end, right.quantity.end + 8)]
        between = _ASIDE.sub("", between).strip()
        _share(left, right, between, rest)
        if _TO.match(between) and _FROM.search(items[opened].near):
            right.moved, right.origin = True, items[opened].quantity.start
            for item in items[opened : index + 1]:
                item.earlier = True
    items[-1].after = _ASIDE.sub("", words.between(items[-1].quantity.end, clause.end))
    for left, right in reversed(list(pairwise(items))):
        _around_aside(left, right)
        if (
            not left.after
            and (right.joined or right.quantity.start == left.quantity.end)
            and not tidy(left.before)
        ) or (not left.after and right.quantity.start == left.quantity.end and left.quantity.unit in _SORTS):
            left.after = right.after
        if left.after == signs.OF and left.quantity.kind is Kind.MONEY and right.quantity.kind is Kind.COUNT:
            left.after += right.after  # 投资8亿元的12个学校: the noun behind the next number costs it
        left.follow = left.after or f"{right.before}{right.after}"
        if left.after.endswith(signs.GRADE) and signs.GRADE in right.after[:6]:
            left.after += right.after[right.after.index(signs.GRADE) + 1 : WINDOW]
        if (opening := right.before.lstrip())[:1] in _OPENING:
            right.before, right.aside = _INCLUDES.sub("", opening[1:]), True
    for item in items:
        item.before = _chosen(item.before)
    share_deeds(items)
    return items


def _chosen(before: str) -> str:
    """The words before a number without the word of change that a form offered, too."""
    return _CHOICE.sub(r"\g<chosen>", before) if before.rstrip().endswith(_CLOSING) else before


def _around_aside(left: Binding, right: Binding) -> None:
    """The noun behind a bracket with a number of its own counts for both: 新增2400户（累计3600户）餐饮单位."""
    opening = right.before.lstrip()
    behind = right.after[1:WINDOW].strip()
    if left.after or opening[:1] not in _OPENING or not right.after.startswith(_CLOSING) or not behind:
        return
    left.after, right.before, right.after = behind, opening[1:], ""


def coming(words: Words, clause: Span, values: list[Quantity], at: int) -> str:
    """What a clause without its own subject goes on with: up to its first number, or past it to the noun it counts."""
    start, end = clause
    limit = min(end, start + WINDOW // 2)
    if at == len(values) or values[at].start >= limit:
        return words.between(start, limit)
    number = values[at]
    opening = words.between(start, max(start, number.start))
    stop = values[at + 1].start if at + 1 < len(values) else end
    noun = follower(words.between(number.end, max(number.end, min(end, stop, number.end + WINDOW // 2))))
    return opening.rstrip(signs.OF) + noun.partition("、")[0]


def _share(left: Binding, right: Binding, between: str, rest: str) -> None:
    """Divide the words between two numbers: what follows the first, what leads to the second."""
    if left.before.lstrip("、，, ")[:1] in _OPENING or between[:1] in _CLOSING:
        between = between.lstrip("）)")
    first, last = _FIRST_JOINT.match(between), _LAST_JOINT.search(between)
    opening, closing = first.group() if first else "", last.group() if last else ""
    right.listed = bool(opening or closing)
    if not between or between in JOINTS or between in _PARTED or between in {"，", ","}:
        right.joined, right.parted = bool(between), between in _PARTED
    elif opening:
        right.before = between[len(opening) :]
    elif between.startswith(signs.OF) and closing:
        left.after = between[: -len(closing)]
        spent = tidy(left.before)
        right.before = spent if BARE_MONEY.match(spent) else ""
    elif closing and len(between) > len(closing) + 1 and follower(between):
        left.after = between[: -len(closing)]
    elif between.startswith(signs.OF) and (cut := _NEXT_THING.search(between, 2)):
        # 投资达11亿元的铝材厂、投资10亿元的数码园: each thing follows its own number.
        left.after, right.before = between[: cut.start()], between[cut.end() :]
        right.listed = True
    elif between.startswith(signs.OF):
        left.after, right.before = between, between[1:]
    elif _FROM.search(left.near) and _TO.match(between):
        right.before = between
    else:
        _share_noun(left, right, between, rest)


def _share_noun(left: Binding, right: Binding, between: str, rest: str) -> None:
    """Divide a noun between two numbers: the first counts it, or the second measures it, or both."""
    noun = follower(between)
    led = leading_verb(tidy(left.before)) or not tidy(left.before)
    if not noun or not (left.quantity.kind in _COUNTED or led):
        right.before = between
    elif follower(rest):
        at = between.find("、")
        cut = min(at, len(noun)) if at != -1 else len(noun)
        cut += between.startswith(_AMONG, cut)
        right.listed = right.listed or between.startswith("、", cut)
        left.after, right.before = between[:cut], between[cut:].lstrip("、")
    elif side := _SIDE.search(between):
        left.after, right.before = between[: side.start()], between[side.end() :]
    elif right.quantity.kind is Kind.MONEY and (paid := _PAID.search(between, 1)):
        left.after, right.before = tidy(between), between[paid.start() :]
    else:
        left.after, right.before = tidy(between), between
