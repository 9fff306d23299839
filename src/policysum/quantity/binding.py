"""What the prose binds each number to: the words of its clause, a list it belongs to, the clause before."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from policysum.quantity.lists import distribute, is_distributive
from policysum.quantity.model import Kind, Quantity, Span
from policysum.quantity.naming import (
    COMPARE_ONLY,
    VERB_ONLY,
    follower,
    leading_verb,
    tidy,
    without_increment,
    without_place,
    without_verb,
)
from policysum.quantity.phrases import ANAPHORA, CHANGE_TAIL, JOINTS, NOUN_AFTER_LIST
from policysum.quantity.segment import clauses
from policysum.quantity.topics import Topics

__all__ = ["Binding", "bind_sentence", "is_value"]

_NEVER_VALUES = frozenset({Kind.DATE, Kind.ORDINAL, Kind.DOCNUMBER, Kind.NAME})
_MEASURED_TIME = re.compile(r"(?:缩短|压缩|压减|延长|减少|增加|降至|降到|减至|由|从|为|到|至|达)(?:了|约)?$")
_ASIDE = re.compile(r"^\s*[（(][^（）()]{0,80}[）)]")
_PROPORTIONS = frozenset({Kind.PERCENT, Kind.FRACTION})
_LISTED = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})
_TOTALS = ("总量", "总数", "累计", "达", "总")
_OWN_SUBJECT = re.compile(r"^\s*[全我本][市区县省州国]|(?:总数|总量|总额|余额)(?:达到?|为|超过?|突破)?$")
"""A noun that stands for itself: 全区高新技术企业总数 is not governed by the 新增 before it."""

_LEVEL_OF_OTHERS = re.compile(r"^(?:远|均|略)?(?:低于|高于|快于|优于|慢于)(.{1,8}?)(?:平均水平|平均)?的$")
_EMPTY = re.compile(r"[（(]\s*[）)]")
_SHORT = 6
_WINDOW = 80
"""No indicator needs more words than this; it keeps the work linear in hostile texts."""


@dataclass(slots=True)
class Binding:
    """What one number is bound to, before its cues are read.

    `before` and `after` are the words between its neighbours; `base` is the indicator whose growth or share
    a following clause may tell; `lead` the verb that governs a list; `joined` says that only 、 or 和 stands
    between this number and the one before, `chained` that one comes before it in its clause.
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
    growth: bool = False
    joined: bool = False
    chained: bool = False


def is_value(quantity: Quantity, text: str) -> bool:
    """Whether a quantity measures something, rather than dating, numbering or naming it."""
    if quantity.kind is Kind.DURATION:
        return bool(_MEASURED_TIME.search(text[max(0, quantity.start - 6) : quantity.start]))
    return quantity.kind not in _NEVER_VALUES


class _Words:
    """The words of a sentence without the dates, durations and list numbers in it."""

    def __init__(self, text: str, sentence: Span, quantities: list[Quantity]) -> None:
        self.text = text
        self.masks = [item.span for item in quantities if _is_mask(item, text, sentence)]
        self.starts = [mask.start for mask in self.masks]

    def between(self, start: int, end: int) -> str:
        """The words of a range."""
        parts = []
        at = start
        index = max(0, bisect_left(self.starts, start) - 1)
        while index < len(self.masks) and self.masks[index].start < end:
            mask = self.masks[index]
            index += 1
            if mask.end <= at:
                continue
            parts.append(self.text[at : max(at, mask.start)])
            at = min(end, mask.end)
        parts.append(self.text[at:end])
        return _EMPTY.sub("", "".join(parts))


def _is_mask(item: Quantity, text: str, sentence: Span) -> bool:
    if item.kind is Kind.ORDINAL:
        return item.start == sentence.start or item.text.endswith(("、", ".", "．", ")", "）"))
    return item.kind in {Kind.DATE, Kind.DOCNUMBER, Kind.DURATION} and not is_value(item, text)


def bind_sentence(text: str, sentence: Span, inside: list[Quantity], topics: Topics) -> list[Binding]:
    """Bind every number of a sentence that measures something.

    Args:
        text: The source.
        sentence: The range of the sentence.
        inside: All quantities of the sentence, in order.
        topics: What earlier sentences speak of; updated.

    Returns:
        One binding per measuring quantity, in order.
    """
    words = _Words(text, sentence, [item for item in inside if not is_value(item, text)])
    values = [item for item in inside if is_value(item, text)]
    topics.enter(text, sentence, numbered=bool(values))
    bound: list[Binding] = []
    at = 0
    for clause in clauses(text, sentence):
        first = at
        while at < len(values) and values[at].start < clause.end:
            at += 1
        if first == at:
            topics.hear(words.between(clause.start, min(clause.end, clause.start + 4 * _WINDOW)))
        else:
            _bind_clause(words, sentence, clause, values[first:at], bound, topics)
    return bound


def _bind_clause(
    words: _Words,
    sentence: Span,
    clause: Span,
    values: list[Quantity],
    bound: list[Binding],
    topics: Topics,
) -> None:
    """Bind the numbers of one clause."""
    items = [Binding(quantity, sentence, clause) for quantity in values]
    items[0].before = words.between(clause.start, values[0].start)
    for left, right in pairwise(items):
        right.chained = True
        between = words.between(left.quantity.end, right.quantity.start)
        rest = words.text[right.quantity.end : right.quantity.end + 8]
        _share(left, right, between, rest)
    items[-1].after = _ASIDE.sub("", words.between(items[-1].quantity.end, clause.end))
    for left, right in pairwise(items):
        if left.after.endswith("级") and "级" in right.after[:6]:
            left.after += right.after[right.after.index("级") + 1 :]
    start = 0
    while start < len(items):
        stop = start + 1
        while stop < len(items) and items[stop].joined:
            stop += 1
        names = _distributed(items[start:stop], bound, topics)
        for offset, item in enumerate(items[start:stop]):
            item.subject = topics.subject
            item.scene = topics.scene
            _name(item, bound[-1] if bound else None)
            if names:
                _rename(item, names[offset])
            bound.append(item)
        start = stop
    topics.hear_numbered(items[0].before)


def _share(left: Binding, right: Binding, between: str, rest: str) -> None:
    """Divide the words between two numbers: what follows the first, what leads to the second."""
    between = _ASIDE.sub("", between).strip()
    if not between or between in JOINTS or between in {"，", ","}:
        right.joined = bool(between)
        return
    for joint in JOINTS:
        if between.startswith(joint):
            right.before = between[len(joint) :]
            return
    for joint in JOINTS:
        if between.endswith(joint) and len(between) > len(joint) + 1 and follower(between):
            left.after = between[: -len(joint)]
            return
    noun = follower(between)
    if not noun or (tidy(left.before) and left.quantity.kind is not Kind.COUNT):
        right.before = between
        return
    if follower(rest):
        at = between.find("、")
        cut = min(at, len(noun)) if at > 0 else len(noun)
        cut += between.startswith("中", cut)
        left.after, right.before = between[:cut], between[cut:].lstrip("、")
        return
    left.after = between
    right.before = between


def _distributed(run: list[Binding], bound: list[Binding], topics: Topics) -> list[str]:
    """The names that a list of numbers is dealt out to, one each, or nothing."""
    if len(run) < 2:
        return []
    head = run[0].before[-2 * _WINDOW :]
    names = distribute(head, topics.last, len(run))
    if names:
        return names
    if not is_distributive(head) or len(bound) < len(run):
        return []
    return [item.base for item in bound[-len(run) :]]


def _rename(item: Binding, name: str) -> None:
    """Give a number of a list its own name, keeping the word of change."""
    change = item.indicator[len(item.base) :] if item.growth and item.indicator.startswith(item.base) else ""
    item.base = name.removesuffix(change)
    item.indicator = item.base + change


def _name(item: Binding, last: Binding | None) -> None:
    """Find the indicator of one number from its own words and its predecessor."""
    head = item.before[-_WINDOW:]
    change = CHANGE_TAIL.search(head[-24:])
    if (
        change
        and item.quantity.kind is Kind.COUNT
        and "增加" in change.group()
        and not COMPARE_ONLY.match(head[:-2])
    ):
        change = None
    item.growth = change is not None
    noun = follower(item.after)
    if not noun and item.after.startswith("的") and not tidy(head):
        noun = follower(item.after[1:])
    stem = head[: max(0, len(head) - 24) + change.start()] if change else head
    core = tidy(stem)
    part = item.before.lstrip().startswith("其中")
    if part and last:
        item.parent = last.base
    others = _LEVEL_OF_OTHERS.match(head.strip())
    if others and last:
        item.base = item.indicator = f"{others.group(1)}{last.base}"
        item.parent, item.growth = last.base, False
        return
    if item.joined and last is not None and not core:
        _repeat(item, last, noun)
    elif item.growth and (not core or COMPARE_ONLY.match(core) or (ANAPHORA.match(core) and last)):
        item.base = last.base if last else item.subject
        item.parent = item.base
        item.indicator = item.base + tidy(head)
    elif not core and not noun:
        _predicate(item, last)
    elif not item.growth and not noun and last is not None and ANAPHORA.match(core):
        item.parent = item.base = without_increment(last.base) if core.startswith(_TOTALS) else last.base
        item.indicator = f"{item.base}{core}"
    elif not noun and last is not None and VERB_ONLY.match(core):
        item.parent = last.base
        item.base = item.indicator = f"{without_verb(last.base.removeprefix(last.lead))}{core}"
    else:
        _own_name(item, last, core, noun)
        if change:
            item.indicator += change.group()
    if item.quantity.kind in _PROPORTIONS and not item.growth:
        item.indicator = _as_share(item.indicator)


def _same_list(item: Binding, last: Binding) -> bool:
    """Whether the verb before the last number may govern this one too."""
    if _OWN_SUBJECT.search(item.before[-_WINDOW:]):
        return False
    if item.clause == last.clause:
        return last.quantity.kind is item.quantity.kind
    return last.quantity.unit == item.quantity.unit and last.quantity.kind in _LISTED


def _as_share(indicator: str) -> str:
    """The name of a proportion: 高新技术企业占规上企业 is told as a 比重."""
    at = indicator.rfind("占")
    if at < 0 or indicator.endswith(("比", "率", "比重", "比例")):
        return indicator
    return f"{indicator}比" if at == len(indicator) - 1 else f"{indicator}比重"


def _repeat(item: Binding, last: Binding, noun: str) -> None:
    """Name the second number of a list: what it counts itself, or what the first one does."""
    item.lead = last.lead
    item.parent = last.parent
    item.base = item.lead + noun if noun else last.base
    item.growth = item.growth or (last.growth and not noun)
    item.indicator = item.base if noun else last.indicator


def _predicate(item: Binding, last: Binding | None) -> None:
    """Name a number that only its predicate or its predecessor explains."""
    words = item.after.strip("，,、。；; ")[:24]
    if last is None:
        item.base = item.subject
        item.indicator = item.subject + words if item.subject else words
        return
    item.base = last.base
    item.lead = last.lead
    item.parent = item.parent or last.parent
    if item.before.strip().startswith(_TOTALS):
        item.base = item.parent = without_increment(last.base)
        item.indicator = f"{item.base}累计"
        return
    item.indicator = last.indicator + words if item.before else last.indicator


def _own_name(item: Binding, last: Binding | None, core: str, noun: str) -> None:
    """Name a number by the words around it, with the verb that governs its list."""
    verb = leading_verb(core)
    if noun and NOUN_AFTER_LIST.search(item.before[-_WINDOW:]):
        core = verb
    if verb:
        item.lead = verb
        core = without_verb(core)
    elif last is not None and last.lead and _same_list(item, last):
        item.lead = last.lead
        core = without_verb(item.lead + core)
    if (
        last is not None
        and not item.parent
        and not noun
        and len(core) <= _SHORT
        and last.sentence == item.sentence
    ):
        item.parent = last.base
    item.base = item.indicator = f"{core}{noun}"
    if item.quantity.kind is Kind.RANK:
        item.base = without_place(item.base) or item.base
