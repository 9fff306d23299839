"""What the prose binds each number to: the words of its clause, a list it belongs to, the clause before."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.indicator import WINDOW, name, rename, stands_alone
from policysum.quantity.lists import distribute, is_distributive, parts_of_whole, shared_by_each
from policysum.quantity.measures import among_best
from policysum.quantity.model import Bound, Kind, Quantity, Span
from policysum.quantity.naming import follower, leading_verb, tidy, without_increment
from policysum.quantity.phrases import BARE_MONEY, CHANGE_TAIL, COMPARE_ONLY, JOINTS, SHRINK_OBJECT
from policysum.quantity.recalls import led_names, recalled, recalled_names, refers_back
from policysum.quantity.segment import clauses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.topics import Topics

__all__ = ["Binding", "bind_sentence", "is_value"]

_NEVER_VALUES = frozenset({Kind.DATE, Kind.ORDINAL, Kind.DOCNUMBER, Kind.NAME})
_WORDS = table("binding_words")
_MEASURED_TIME = _WORDS.compiled("{measured|signs.from_first}{after_measured}?$")
_ASIDE = re.compile(r"^\s*[（(][^（）()]{0,80}[）)]")
_FROM = _WORDS.compiled(
    r"{signs.from_first}(?:{signs.of}|{signs.per}[^，,。、]{1,6}|{within_realm}?{rank_words.realm}{of_place}?"
    r"|{earlier}{same_time}?{signs.of}?)?\s*$"
)
_TO = _WORDS.compiled("^[^，,。、]{1,12}{turned_to}{signs.of}?$")
_SIDE = _WORDS.compiled("[、，](?={side_named}[^、，]{0,8}$)")
"""Where a side of the thing counted before begins: 20个合作项目落地、总投资1370亿元."""
_CLASSED = _WORDS.compiled(r"{signs.grade}?{signs.of}?[^，。、；;,\s\d（）()“”]{0,10}?{classed}")
"""What a threshold selects: 亿元以上项目, 80岁以上老年人, 过三千亿元城市."""
_AGED = _WORDS.compiled(
    r"(?:(?:、|{list_words.joint|list_words.other_joint|number_words.to})\d{1,3}{age}{bound_cues.suffix}){0,4}"
    r"{signs.of}?[^，。、；;,\s\d（）()“”]{0,6}?{aged|money_words.people_noun}"
)
"""Of whom an age or a list of ages is given: 60岁以上、80岁以上人群."""
_THRESHOLD = _WORDS.compiled("{bound_cues.suffix}$")
_SELECTS = frozenset(_WORDS.words("selects"))
_AGE = _WORDS.words("age")
"""Units other than of money that thresholds have."""
_FUNDED = _WORDS.compiled("[^，。、；;,]{0,12}{fund}")
"""What itself is money: 超500亿元产业基金."""
_REACH = frozenset(_WORDS.words("distance"))
_WITHIN = _WORDS.compiled("{within}")
"""Within which distance: 50米内换乘比例."""
_OF_COUNT = _WORDS.compiled(r"{signs.of}(?=[\d０-９])")
"""What counts those that a threshold selects: 超10亿元的99户."""
_SIZED = frozenset(_WORDS.words("sized"))
"""Units that always name a thing: 世界500强企业, 12英寸产线."""
_LATE = _WORDS.words("late")
_AMONG = _WORDS.word("among")
_PAID = _WORDS.compiled("{paid}(?=.)")
_OVER = frozenset({Bound.GT, Bound.GE})
_ADDED_UP = _WORDS.compiled("{added_up}")
_ADDED = _WORDS.compiled(
    "{against}?{earlier}?{late}?{list_words.deals}?({added}){number_words.double_done}?$"
)
"""What was added to each of a list given just before: 比去年底净增1.2万人、0.5万人、0.9万人."""
_TOTALS = frozenset(_WORDS.words("total"))
_SORTS = frozenset(_WORDS.words("sort"))
_DATE_JOINT = _WORDS.compiled(r"(?:、|{list_words.joint})(?=(?:19|20)\d\d{signs.year})")
"""What joins a date to the next one: 2022年和2023年分别."""
_EMPTY = re.compile(r"[（(]\s*[）)]|[①-⑳⁰¹²³⁴-⁹]")
"""Brackets that nothing is left in, and raised marks of notes."""
_NOTE_OPENS = ("[", "［")
_PARTED = frozenset({"∶", ":", "："})
_COUNTED = frozenset({Kind.COUNT, Kind.MEASURE})


@dataclass(slots=True)
class Binding:
    """What one number is bound to, before its cues are read.

    `before` and `after` are the words between its neighbours; `base` is the indicator whose growth or share
    a following clause may give; `lead` the verb that governs a list. `joined` says that only 、 or 和 stands
    between this number and the one before, `parted` that a sign of proportion does; `listed` that they are members of one list; `chained` that the
    other comes before it in its clause; `moved` that it is the level reached from the one that begins at `origin`
    (由162个整合为123个), which is `earlier`; `again` that it speaks of a member of a list before (前两项), `led` that its list goes on from one before. `criterion` marks a threshold, which selects and is no figure itself (亿元以上项目); `derived` says
    that the name begins with that of another number; `place` of
    `places` is where it stands in a list of bare numbers; `alone`
    says that `prior` is the only clause without numbers before it, `fresh` that it is the clause right before; `shrinks` is the verb
    of a change whose object stands before the number (压减时间58%); `task` the task that the number is
    (完成全年任务3万人的65.3%). `scene` are the number-free words before it, `prior` the last clause
    of them, `condition` the same if it ends in 的, `follow` the clause after it.
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
    growth: bool = False
    criterion: bool = False
    derived: bool = False
    alone: bool = False
    fresh: bool = False
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


def is_value(quantity: Quantity, text: str) -> bool:
    """Whether a quantity measures something, rather than dating, numbering or naming it."""
    if quantity.kind is Kind.DURATION:
        return bool(_MEASURED_TIME.search(text[max(0, quantity.start - 6) : quantity.start]))
    return quantity.kind not in _NEVER_VALUES


def _is_criterion(item: Quantity, text: str) -> bool:
    """Whether a number only says which things are counted: 亿元以上项目3万个."""
    if item.unit == signs.PRIZE:
        return text[item.end : item.end + 1].isdigit()
    if (item.unit in _SIZED and not among_best(text, item.start, item.end)) or (
        item.unit in _REACH and _WITHIN.match(text, item.end - item.text.endswith(signs.WITHIN))
    ):
        return True
    if item.kind is Kind.MONEY and _FUNDED.match(text, item.end, item.end + 16):
        return False
    if item.kind is not Kind.MONEY and item.unit not in _SELECTS:
        return False
    if not (_THRESHOLD.search(item.text) or item.bound in _OVER):
        return False
    counted = item.kind is Kind.MONEY and _OF_COUNT.match(text, item.end)
    aged = _AGED.match(text, item.end, item.end + 60) if item.unit in _AGE else None
    return bool(counted or aged or _CLASSED.match(text, item.end, item.end + 16))


class _Words:
    """The words of a sentence without the dates, durations and list numbers in it."""

    def __init__(self, text: str, sentence: Span, quantities: list[Quantity]) -> None:
        self.text = text
        self.masks = [_mask(item, text) for item in quantities if _is_mask(item, sentence)]
        self.starts = [mask.start for mask in self.masks]

    def between(self, start: int, end: int) -> str:
        """The words of a range."""
        if not self.masks:
            return _without_empty(self.text[start:end])
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
        return _without_empty("".join(parts))


def _without_empty(words: str) -> str:
    """Words without brackets that nothing is left in, and without marks of notes."""
    return _EMPTY.sub("", words)


def _mask(item: Quantity, text: str) -> Span:
    """A time with the words that belong to it: 近三年, 第三季度末."""
    near = item.kind is Kind.DURATION and text[item.start - 1 : item.start] == signs.RECENT
    late = item.kind is Kind.DATE and text[item.end : item.end + 1] in _LATE
    joined = item.kind is Kind.DATE and _DATE_JOINT.match(text, item.end)
    return Span(item.start - near, item.end + late + bool(joined))


def _is_mask(item: Quantity, sentence: Span) -> bool:
    if item.kind is Kind.ORDINAL:
        return (
            item.start == sentence.start
            or item.text.endswith(("、", ".", "．", ")", "）"))
            or item.text.startswith(_NOTE_OPENS)
        )
    return item.kind in {Kind.DATE, Kind.DOCNUMBER, Kind.DURATION}


def bind_sentence(
    text: str,
    sentence: Span,
    inside: Sequence[Quantity],
    topics: Topics,
    *,
    apart: Sequence[Span],
    anew: bool,
) -> list[Binding]:
    """Bind every number of a sentence that measures something.

    Args:
        text: The source.
        sentence: The range of the sentence.
        inside: All quantities of the sentence, in order.
        topics: What earlier sentences speak of; updated.
        apart: What of the sentence stands in brackets or quotes.
        anew: Whether the sentence opens a paragraph or an item.

    Returns:
        One binding per measuring quantity, in order.
    """
    values: list[Quantity] = []
    criteria: list[Quantity] = []
    others: list[Quantity] = []
    for item in inside:
        other = not is_value(item, text) or refers_back(item, text)
        sort = others if other else criteria if _is_criterion(item, text) else values
        sort.append(item)
    words = _Words(text, sentence, others)
    topics.enter(text, sentence, numbered=bool(values), anew=anew)
    bound: list[Binding] = []
    at = 0
    spans = clauses(text, sentence, apart)
    for index, clause in enumerate(spans):
        first = at
        while at < len(values) and values[at].start < clause.end:
            at += 1
        if first == at:
            begin, end = clause
            topics.hear(words.between(begin, min(end, begin + 4 * WINDOW)))
            continue
        items = _split(words, sentence, clause, values[first:at])
        items[0].fresh = index > 0 and (not first or values[first - 1].end <= spans[index - 1].start)
        if items[-1].after.strip():
            items[-1].follow = items[-1].after
        elif index + 1 < len(spans):
            items[-1].follow = _coming(words, spans[index + 1], values, at)
        _bind(items, bound, topics)
    return bound + [_criterion(item, text, sentence, spans) for item in criteria]


def _coming(words: _Words, clause: Span, values: list[Quantity], at: int) -> str:
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


def _criterion(item: Quantity, text: str, sentence: Span, spans: list[Span]) -> Binding:
    """What a threshold is bound to: the words of its clause around it."""
    clause = (
        spans[min(bisect_left(spans, item.end, key=lambda span: span.end), len(spans) - 1)]
        if spans
        else sentence
    )
    before = text[max(clause.start, item.start - WINDOW // 2) : item.start]
    after = text[item.end : min(clause.end, item.end + WINDOW // 4)]
    name = follower(after.lstrip(signs.OF + signs.GRADE))
    return Binding(item, sentence, clause, before, after, indicator=name, base=name, criterion=True)


def _split(words: _Words, sentence: Span, clause: Span, values: list[Quantity]) -> list[Binding]:
    """Give each number of a clause the words before and after it."""
    items = [Binding(quantity, sentence, clause) for quantity in values]
    items[0].before = words.between(clause.start, values[0].start)
    opened = 0
    for index, (left, right) in enumerate(pairwise(items)):
        right.chained = True
        opened = opened if left.joined else index
        between = words.between(left.quantity.end, right.quantity.start)
        rest = words.text[right.quantity.end : min(clause.end, right.quantity.end + 8)]
        _share(left, right, _ASIDE.sub("", between).strip(), rest)
        if _FROM.search(items[opened].before[-10:]) and _TO.match(_ASIDE.sub("", between).strip()):
            right.moved, right.origin = True, items[opened].quantity.start
            for item in items[opened : index + 1]:
                item.earlier = True
    items[-1].after = _ASIDE.sub("", words.between(items[-1].quantity.end, clause.end))
    for left, right in reversed(list(pairwise(items))):
        if (
            not left.after
            and (right.joined or right.quantity.start == left.quantity.end)
            and not tidy(left.before)
        ) or (not left.after and right.quantity.start == left.quantity.end and left.quantity.unit in _SORTS):
            left.after = right.after
        left.follow = left.after or f"{right.before}{right.after}"
        if left.after.endswith(signs.GRADE) and signs.GRADE in right.after[:6]:
            left.after += right.after[right.after.index(signs.GRADE) + 1 : WINDOW]
    return items


def _bind(items: list[Binding], bound: list[Binding], topics: Topics) -> None:
    """Name the numbers of one clause."""
    start = 0
    while start < len(items):
        stop = start + 1
        while stop < len(items) and items[stop].joined:
            stop += 1
        members = recalled(items[start:stop], bound)
        names = recalled_names(items[start], members) or _distributed(items[start:stop], bound, topics)
        for offset, item in enumerate(items[start:stop]):
            item.place, item.places = offset + 1, stop - start
            item.scene = topics.scene
            item.subject = topics.subject
            item.prior = topics.last[: WINDOW // 2]
            item.alone = topics.heard == 1
            item.condition = topics.last if topics.last.endswith(signs.OF) else ""
            last = members[0] if members and not offset else bound[-1] if bound else None
            item.shrinks, carried = _shrinks(item, last)
            name(item, last)
            if carried:
                item.base = item.indicator = f"{item.shrinks}{item.indicator}"
            if not topics.own and stands_alone(item):
                item.subject = ""
            if names and len(members) != 1:
                rename(item, names[offset])
            bound.append(item)
        start = stop
    topics.hear_numbered(items[0].before)


def _shrinks(item: Binding, last: Binding | None) -> tuple[str, bool]:
    """The verb whose object stands between it and a percentage, and whether it is that of the list: 压减时间58%、材料52%."""
    if item.quantity.kind is not Kind.PERCENT:
        return "", False
    if found := SHRINK_OBJECT.search(item.before[-16:]):
        return found["verb"], False
    if last is None or not (item.chained and last.shrinks and (item.listed or item.joined)):
        return "", False
    return last.shrinks, not item.joined and bool(follower(item.before))


def _share(left: Binding, right: Binding, between: str, rest: str) -> None:
    """Divide the words between two numbers: what follows the first, what leads to the second."""
    opening = next((joint for joint in JOINTS if between.startswith(joint)), "")
    closing = next((joint for joint in JOINTS if between.endswith(joint)), "")
    right.listed = bool(opening or closing)
    if not between or between in JOINTS or between in _PARTED or between in {"，", ","}:
        right.joined, right.parted = bool(between), between in _PARTED
    elif opening:
        right.before = between[len(opening) :]
    elif between.startswith(signs.OF) and closing and len(between) > len(closing) + 1:
        left.after = between[: -len(closing)]
        spent = tidy(left.before)
        right.before = spent if BARE_MONEY.match(spent) else ""
    elif closing and len(between) > len(closing) + 1 and follower(between):
        left.after = between[: -len(closing)]
    elif between.startswith(signs.OF):
        left.after, right.before = between, between[1:]
    elif _FROM.search(left.before[-10:]) and _TO.match(between):
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
        cut = min(at, len(noun)) if at > 0 else len(noun)
        cut += between.startswith(_AMONG, cut)
        right.listed = right.listed or between.startswith("、", cut)
        left.after, right.before = between[:cut], between[cut:].lstrip("、")
    elif side := _SIDE.search(between):
        left.after, right.before = between[: side.start()], between[side.end() :]
    elif right.quantity.kind is Kind.MONEY and (paid := _PAID.search(between, 1)):
        left.after, right.before = tidy(between), between[paid.start() :]
    else:
        left.after, right.before = tidy(between), between


def _distributed(run: list[Binding], bound: list[Binding], topics: Topics) -> list[str]:
    """The names that a list of numbers is dealt out to, one each, or nothing."""
    if len(run) < 2:
        return []
    head = run[0].before[-2 * WINDOW :]
    parts = parts_of_whole(head, len(run)) if run[1].parted else []
    alike = len({(item.quantity.kind, item.quantity.unit) for item in run}) == 1
    names = parts or distribute(head, topics.last, len(run), alike=alike)
    if names:
        return names
    before = bound[-len(run) :]
    if len(before) < len(run) or any(item.criterion for item in before):
        return []
    shared = shared_by_each(head, times=run[0].quantity.kind is Kind.MULTIPLE)
    if shared is not None:
        return [f"{item.base}{shared}" for item in before]
    follows = is_distributive(head) or (before[-1].joined and not before[0].joined)
    if not (run[0].moved or (follows and _says_nothing(head))):
        return led_names(run, bound) if alike and follows and not run[0].chained else []
    added = _ADDED.search(head)
    suffix = added.group(1) if added else ""
    plain = bool(suffix) or _ADDED_UP.search(head) is not None
    return [f"{without_increment(item.base) if plain else item.base}{suffix}" for item in before]


def _says_nothing(head: str) -> bool:
    """Whether the words before a list have no noun of their own: 同比分别增长."""
    change = CHANGE_TAIL.search(head[-WINDOW:])
    core = tidy(head[: len(head) - len(change.group())] if change else head)
    if _ADDED.fullmatch(head.strip("，,、 ")):
        return True
    return not core or core in _TOTALS or COMPARE_ONLY.match(core) is not None
