"""What the prose binds each number to: the words of its clause, a list it belongs to, the clause before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policysum.quantity.phrases import (
    ANAPHORA,
    CHANGE_TAIL,
    LINKS,
    PREDICATE_HEAD,
    VERBS,
    longest_first,
)
from policysum.quantity.model import Kind, Quantity, Span
from policysum.quantity.segment import clauses

__all__ = ["Binding", "Carry", "bind_sentence", "is_value"]

_NOT_VALUES = frozenset({Kind.DATE, Kind.ORDINAL, Kind.DOCNUMBER, Kind.NAME})
_ASIDE = re.compile(r"^[（(][^（）()]{0,80}[）)]")
_JOINTS = ("以及", "、", "和", "及", "与", "并", "或", "/")
_HEAD_NOISE = re.compile(
    r"^(?:其中|同时|此外|另外|并且?|且|而|特别是|尤其是|截至目前|截至|目前|全年|今年以来|今年|去年|上年|一年来|五年来|本年度?|年内|上半年|下半年|"
    r"同期|现|现有|截止目前|截止|已|共计?|累计|合计|总计|我市|我区|我县|我局|我省|我国|底|末|年底|年末|以来|来|初步统计|据统计|"
    r"[一二三四五六七八九十]+是|的|在|将|对|为|把|预计|力争|确保|争取|使|令|使得|[、，,：:；;。\s|—\-])+"
)
_COMPARE = (
    r"(?:同比|环比|比上年|较上年|比去年|较去年|去年同期|上年同期|同期|上年|去年|年均|平均|名义|实际|可比|按可比价格?计?算?|按不变价格?计?算?|"
    r"两年|分别|各|均|复合|大幅|稳步|再|又|继续|累计|也|持续|比|较|年|预计|力争|还|实现|约|近|超|达|到|为|进一步|自然口径|同口径|口径|[\s:：])*"
)
_BARE_COMPARE = re.compile(rf"^{_COMPARE}$")
_VERB_HEAD = re.compile(rf"^(?:{longest_first(VERBS)})(?:了|着)?")
_POSSESSION = frozenset(
    {"拥有", "共有", "现有", "共建设", "共建", "建设", "完成", "实现", "组织", "累计", "确保", "覆盖"}
)
_QUOTED = re.compile(r"“[^“”]{2,20}”")
_GENERIC = re.compile(r"[、和与及]")
_TOPIC_NOISE = re.compile(
    r"^(?:积极|大力|持续|深入|全面|扎实|加快|着力|不断|进一步|有序|稳步|切实|参与|推广|落实|推进|开展|推动|通过|依托|围绕|实施|强化|深化|加强|"
    r"做强|做优|做大|做实|做深|做好|完善|健全|优化|作为|培育|设立的?|建设的?|配套的|为|对|以|在|将|把)+"
)


@dataclass(slots=True)
class Binding:
    """What one number is bound to, before its cues are read."""

    quantity: Quantity
    sentence: Span
    clause: Span
    before: str = ""
    after: str = ""
    indicator: str = ""
    base: str = ""
    subject: str = ""
    parent: str = ""
    growth: bool = False
    follows: int = -1
    lead: str = ""
    chain: str = ""
    position: int = 0


@dataclass(slots=True)
class Carry:
    """What earlier sentences hand on."""

    subject: str = ""
    heading: str = ""
    bound: list[Binding] = field(default_factory=list)


def is_value(quantity: Quantity) -> bool:
    """Whether a quantity measures something, rather than dating, numbering or naming it."""
    return quantity.kind not in _NOT_VALUES


def _plain(text: str, start: int, end: int, masks: list[Span]) -> str:
    """Source text of a range without the dates and ordinals in it."""
    parts = []
    at = start
    for mask in masks:
        if mask.end <= at or mask.start >= end:
            continue
        parts.append(text[at : max(at, mask.start)])
        at = min(end, mask.end)
    parts.append(text[at:end])
    return "".join(parts)


def _tidy(words: str) -> str:
    """A noun phrase without the adverbs before it and the copulas after it."""
    words = _HEAD_NOISE.sub("", words)
    return LINKS.sub("", words).strip("，,、：:；;。 |\n\r\t　")


def _split_between(between: str, before: str) -> tuple[str, str]:
    """Divide the words between two numbers: what follows the first, what leads to the second."""
    between = _ASIDE.sub("", between).strip()
    if not between:
        return "", ""
    for joint in _JOINTS:
        if between.startswith(joint):
            return "", between[len(joint) :]
    for joint in _JOINTS:
        if between.endswith(joint):
            return between[: -len(joint)], ""
    if before and PREDICATE_HEAD.match(between):
        return "", between
    return between, between


def bind_sentence(text: str, sentence: Span, inside: list[Quantity], carry: Carry) -> list[Binding]:
    """Bind every number of a sentence that measures something.

    Args:
        text: The source.
        sentence: The range of the sentence.
        inside: All quantities of the sentence, in order.
        carry: What earlier sentences hand on; updated.

    Returns:
        One binding per measuring quantity, in order.
    """
    masks = [item.span for item in inside if not is_value(item)]
    values = [item for item in inside if is_value(item)]
    spans = clauses(text, sentence)
    bound: list[Binding] = []
    topic = ""
    at = 0
    for clause in spans:
        own: list[Quantity] = []
        while at < len(values) and values[at].start < clause.end:
            own.append(values[at])
            at += 1
        if own:
            _bind_clause(text, sentence, clause, own, masks, bound, topic or carry.subject)
        else:
            words = _plain(text, clause.start, clause.end, masks)
            topic = _topic(words) or topic
    if not values or topic:
        carry.subject = topic or carry.subject
    return bound


def _topic(words: str) -> str:
    """The name a number-free clause puts before the reader."""
    quoted = _QUOTED.search(words)
    if quoted:
        return quoted.group()
    words = _TOPIC_NOISE.sub("", _HEAD_NOISE.sub("", words))
    return words[:24] if len(words) >= 2 else ""


def _bind_clause(
    text: str,
    sentence: Span,
    clause: Span,
    own: list[Quantity],
    masks: list[Span],
    bound: list[Binding],
    topic: str,
) -> None:
    """Bind the numbers of one clause."""
    befores = [""] * len(own)
    afters = [""] * len(own)
    befores[0] = _plain(text, clause.start, own[0].start, masks)
    for index in range(1, len(own)):
        between = _plain(text, own[index - 1].end, own[index].start, masks)
        afters[index - 1], befores[index] = _split_between(between, _tidy(befores[index - 1]))
    afters[-1] = _ASIDE.sub("", _plain(text, own[-1].end, clause.end, masks))
    for index, quantity in enumerate(own):
        item = Binding(quantity, sentence, clause, befores[index], afters[index], subject=topic)
        if bound:
            item.follows = len(bound) - 1
        _name(item, bound[-1] if bound else None)
        bound.append(item)


def _name(item: Binding, last: Binding | None) -> None:
    """Find the indicator of one number from its own words and its predecessor."""
    head = _HEAD_NOISE.sub("", item.before)
    change = CHANGE_TAIL.search(head)
    core = _tidy(head[: change.start()] if change else head)
    item.growth = change is not None
    follow = _follower(item.after)
    if item.growth and (not core or _BARE_COMPARE.match(core) or (ANAPHORA.match(core) and last)):
        base = last.base or last.indicator if last else item.subject
        item.base = base
        item.indicator = base + _tidy(head)
        item.parent = base
        return
    if not core and not follow and last is not None:
        item.base = item.indicator = last.indicator
        item.parent = last.parent
        item.lead = last.lead
        return
    if not item.growth and last is not None and ANAPHORA.match(core):
        item.parent = last.base or last.indicator
        item.base = item.parent
        item.indicator = f"{item.parent}{core}"
        return
    verb = _VERB_HEAD.match(core)
    if verb:
        item.lead = verb.group()
    elif last is not None and last.lead and last.quantity.kind == item.quantity.kind:
        item.lead = last.lead
        if item.lead not in _POSSESSION:
            core = item.lead + core
    item.base = f"{core}{follow}"
    item.indicator = item.base + (change.group() if change else "")


def _follower(after: str) -> str:
    """The noun phrase after a number that it counts, or nothing."""
    after = after.lstrip()
    if PREDICATE_HEAD.match(after):
        return ""
    return after[:24].rstrip("，,、。；; ")
