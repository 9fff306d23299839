"""What the prose binds each number of a sentence to: the words of its clause, a list it belongs to, the clause before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.quantity.segment import clauses
from policysum.statements.between import coming, divide
from policysum.statements.binding import WINDOW
from policysum.statements.clause_words import Words
from policysum.statements.grants import ceiling_of, granted
from policysum.statements.list_anaphora import led_names, recalled, recalled_names, refers_back
from policysum.statements.lists import distribute, is_distributive, parts_of_whole, shared_by_each
from policysum.statements.measured_property import complete, name, rename, stands_alone
from policysum.statements.own_name import trade_of
from policysum.statements.payees import named_with_condition
from policysum.statements.phrases import CHANGE_TAIL, COMPARE_ONLY, SHRINK_OBJECT
from policysum.statements.property_words import VERB_ONLY, head_noun, leading_verb, tidy, without_increment
from policysum.statements.targets import without_plan
from policysum.statements.thresholds import criterion, is_criterion, is_value, joined_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity.model import Quantity, Span
    from policysum.statements.binding import Binding
    from policysum.statements.discourse import Topics

__all__ = ["bind_sentence"]

_COUNT, _PERCENT = Kind.COUNT, Kind.PERCENT
_WORDS = table("binding_words")
_ADDED = _WORDS.compiled(
    "{against}?{earlier}?{late}?{list_words.deals}?({added}){number_words.double_done}?$"
)
"""What was added to each of a list given just before: 比去年底净增1.2万人、0.5万人、0.9万人."""
_LOOK_BACK = 6
_PARTS = ("；", ";")
_WHOLE = 8
"""Characters from which on a name needs no programme of an earlier sentence in front."""
_BOXED = 24
"""Numbers that a bracket may have."""
_BESIDE = " ，,：:"
_COLONS = ("：", ":")
_LONGEST_LABEL = 20
_TOTALS = frozenset(_WORDS.words("total"))


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
    values, criteria, others = _sorted(text, inside)
    words = Words(text, sentence, others)
    topics.enter(text, sentence, numbered=bool(values), anew=anew)
    bound: list[Binding] = []
    at = 0
    spans = clauses(text, sentence, apart)
    boxes, starts = [box.start for box in apart], [value.start for value in values]
    for index, clause in enumerate(spans):
        first = at
        at = bisect_left(starts, clause.end, at)
        if first == at:
            begin, end = clause
            topics.hear(words.between(begin, min(end, begin + 4 * WINDOW)))
            continue
        items = divide(words, sentence, clause, values[first:at])
        for one in items:
            box = bisect_right(boxes, one.quantity.start) - 1
            one.boxed = box >= 0 and one.quantity.start < apart[box].end
        if text[max(0, clause.start - 2) : clause.start].strip().endswith(_COLONS):
            items[0].label = _label(topics.last)
        items[0].fresh = index > 0 and (not first or values[first - 1].end <= spans[index - 1].start)
        if items[-1].after.strip():
            items[-1].follow = items[-1].after
        elif index + 1 < len(spans):
            items[-1].follow = coming(words, spans[index + 1], values, at)
        items[0].among = (
            ""
            if bound
            else _among(items[0].before, topics, goes_on=text[sentence.start - 1 : sentence.start] in _PARTS)
        )
        _bind(items, bound, topics, text)
    topics.measured = bound[-1].base if bound else ""
    return bound + [criterion(item, text, sentence, spans) for item in criteria]


def _sorted(text: str, inside: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity], list[Quantity]]:
    """The quantities of a sentence that measure, those that only say which things are counted, and all others."""
    values: list[Quantity] = []
    criteria: list[Quantity] = []
    others: list[Quantity] = []
    for item in inside:
        other = not is_value(item, text) or refers_back(item, text)
        sort = others if other else criteria if is_criterion(item, text) else values
        sort.append(item)
        at = len(sort) - 1
        while sort is criteria and values and joined_to(values[-1], sort[at], text):
            sort.insert(at, values.pop())
    return values, criteria, others


def _before(item: Binding, bound: Sequence[Binding]) -> Binding | None:
    """The number before one; outside of brackets none that stands in one: 项目12个（其中省级3个），总投资9亿元."""
    outside = (one for one in reversed(bound[-_BOXED:]) if item.boxed >= one.boxed)
    return next(outside, bound[-1] if bound else None)


def _among(words: str, topics: Topics, *, goes_on: bool) -> str:
    """What the sentence before ended with, if a sentence goes on from it with 其中, or from its semicolon with a mere change: ；环比增长."""
    said = goes_on and not topics.heard and CHANGE_TAIL.search(words[-WINDOW:])
    changed = said and COMPARE_ONLY.match(words[: -len(said.group())])
    return topics.measured if changed or signs.AMONG in (topics.last, words.strip(_BESIDE)) else ""


def _label(words: str) -> str:
    """What a clause names that a colon ends, if it is no more than a name: 商业、机关：35元."""
    name = tidy(words)
    plain = 1 < len(name) <= _LONGEST_LABEL and signs.AMONG not in name
    return name if plain and not (leading_verb(name) or head_noun(words)) else ""


def _bind(items: list[Binding], bound: list[Binding], topics: Topics, text: str) -> None:
    """Name the numbers of one clause."""
    grants = granted(items, text)
    scene, subject, prior, alone = topics.scene, topics.subject, topics.last[: WINDOW // 2], topics.heard == 1
    condition = topics.last if topics.last.endswith(signs.OF) else ""
    start = 0
    while start < len(items):
        stop = start + 1
        while stop < len(items) and items[stop].joined:
            stop += 1
        members = recalled(items[start:stop], bound)
        names = recalled_names(items[start], members) if members else []
        names = names or _distributed(items[start:stop], bound, topics)
        structure = stop - start > 1 and items[start + 1].parted  # 7.1∶45.2∶47.7 is of one time
        for offset, item in enumerate(items[start:stop]):
            item.place, item.places = (1, 1) if structure else (offset + 1, stop - start)
            item.scene, item.subject, item.condition = scene, subject, condition
            item.prior, item.alone = prior, alone
            last = members[0] if members and not offset else _before(item, bound)
            if item.quantity.kind is _PERCENT:
                found = SHRINK_OBJECT.search(item.near)
                item.shrinks = found["verb"] if found else last.shrinks if last and item.listed else ""
            level = next((one for one in reversed(bound[-_LOOK_BACK:]) if item.measures_like(one)), None)
            name(item, last, _counted_alike(item, bound) or last, level)
            complete(item, topics.item, last)
            if last and item.base.startswith(last.base):
                whose = without_plan(last.base, item.before)
                if item.parent == last.base != whose:
                    item.parent = ""
                item.base = whose + item.base[len(last.base) :]
                item.indicator = whose + item.indicator[len(last.base) :]
            long = len(item.indicator) > _WHOLE and item.subject.startswith("“")
            if not topics.own and (long or stands_alone(item)):
                item.subject = ""
            paid = grants.get(start + offset) or ceiling_of(item, last, text)
            if ruled := paid or named_with_condition(item, text):
                rename(item, ruled)
            elif names and len(members) != 1:
                side = names[offset].removesuffix(item.indicator[len(item.base) :])
                rename(item, f"{trade_of(items[start], last, side)}{names[offset]}")
            topics.partition.take(item)
            topics.accounts.take(item)
            topics.wholes.take(item)
            bound.append(item)
        start = stop
    topics.hear_numbered(items[0].before)


def _counted_alike(item: Binding, bound: Sequence[Binding]) -> Binding | None:
    """The last number that counts in the same unit: 项目12个，总投资3亿元，开工8个 has 8 of the projects begun."""
    if item.quantity.kind is not _COUNT:
        return None
    for one in reversed(bound[-_LOOK_BACK:]):
        # What a verb alone was said of already is no thing of its own: 开工8个，投产3个 are both of the projects.
        alike = one.quantity.unit == item.quantity.unit
        if alike and item.boxed >= one.boxed and not VERB_ONLY.match(one.base.removeprefix(one.parent)):
            return one
    return None


def _distributed(run: list[Binding], bound: list[Binding], topics: Topics) -> list[str]:
    """The names that a list of numbers is dealt out to, one each, or nothing."""
    if len(run) < 2:
        return []
    head = run[0].before[-2 * WINDOW :]
    parts = parts_of_whole(head, len(run)) if run[1].parted else []
    alike = len({(item.quantity.kind, item.quantity.unit) for item in run}) == 1
    names = parts or distribute(head, topics.last if run[0].fresh else "", len(run), alike=alike)
    if names:
        return names
    before = bound[-len(run) :]
    if len(before) < len(run):
        return []
    shared = shared_by_each(head, times=run[0].quantity.kind is Kind.MULTIPLE)
    if shared is not None:
        return [f"{item.base}{shared}" for item in before]
    follows = is_distributive(head) or (before[-1].joined and not before[0].joined)
    if not (run[0].moved or (follows and _says_nothing(head))):
        return led_names(run, bound) if alike and follows and not run[0].chained else []
    added = _ADDED.search(head)
    suffix = added.group(1) if added else ""
    return [f"{without_increment(item.base) if suffix else item.base}{suffix}" for item in before]


def _says_nothing(head: str) -> bool:
    """Whether the words before a list have no noun of their own: 同比分别增长."""
    change = CHANGE_TAIL.search(head[-WINDOW:])
    core = tidy(head[: len(head) - len(change.group())] if change else head)
    if _ADDED.fullmatch(head.strip("，,、 ")):
        return True
    return not core or core in _TOTALS or COMPARE_ONLY.match(core) is not None
