"""Shares against part and whole: `53家规上企业，有研发活动的25家，占三分之一`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.audit.interval import amount, plain, printed, share, size, verdict
from policysum.audit.passage import AMOUNTS, relation, shown
from policysum.audit.phrases import phrase
from policysum.audit.texts import recomputed, related, remark
from policysum.quantity import Bound, Kind
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policysum.audit.passage import Passage
    from policysum.quantity import Quantity
    from policysum.verification import Relation

__all__ = ["audit_shares"]

_SHARE = phrase(
    "(?P<lead>[^{=takes}]{0,20}){takes}(?P<base>[^，,。；、：]{0,24}?){of}?{proportion}?(?:{of}|<FILL>)*+"
)
_LEAD = phrase("[）)]?(?:[^，,。；、（()）{=takes}]{0,16}[，,])?[，,、（(]?(?:{bound_cues.prefix}|{also})?")
"""What may stand between a part and 占: any other word is a new subject, whose number is not the part."""

_COMPLETES = phrase("(?P<lead>[^，,。；、]{0,8}[，,]){completes}(?P<base>[^，,。；、：]{2,16}?){of}<FILL>?")
"""A result over what it was to be: 支出决算9746万元，完成年初预算的95.45%."""

_EACH = phrase("{each}<GAP>{0,6}$")
_OF = phrase("<GAP>{0,16}{of}(?:{bound_cues.prefix})?")
_IS = phrase("[，,、]?<FILL>?(?:{takes}|{achieved}|{reach}|{equals})<GAP>{0,14}")

_INTENSITY = phrase("[，,、]{research_field}*{outlay}*{intensity}(?:<FORWARD>|<FILL>)*+")
_RESEARCH = phrase("{research}")

_ELSEWHERE = phrase("{field}|{other_time}")
"""Bases that lie outside what the sentence counts, unless its own label says the same."""

_CHANGED = phrase("<CHANGE>|{from}|{apart}")
_MARKS = phrase('^(?:[“”"]|{of})+|(?:[“”"]|{of})*{than}?$')
_ENDS = phrase("^(?:{of}|<FILL>)+|(?:{of}|<FILL>)+$")
_GENERAL = phrase("{time_words.shape}|{ours}|{all_of}|{of}")
_STOP = phrase("[，,。；、：]")
_LABEL = 16


def audit_shares(passage: Passage) -> Iterator[Relation]:
    """Each stated share against its part and its whole, where the sentence names both."""
    for at in range(1, len(passage.numbers)):
        number, part = passage.numbers[at], passage.numbers[at - 1]
        if number.unit != "%" and number.kind not in {Kind.FRACTION, Kind.MULTIPLE}:
            continue
        if at > 1 and _OF.fullmatch(passage.between(at - 1, at)):
            yield from _named(passage, at)
            continue
        if _intensity(passage, at):
            yield from _implied(part, number, "GDP")
            continue
        between = passage.between(at - 1, at)
        completed = _COMPLETES.fullmatch(between)
        said = completed or _SHARE.fullmatch(between)
        if said is None or part.kind not in AMOUNTS or not (completed or _LEAD.fullmatch(said["lead"])):
            continue
        base = _MARKS.without(said["base"])
        if not _CHANGED.search(base) and number.kind is not Kind.MULTIPLE:
            yield from _judged(passage, at, base, completed=completed is not None)


def _intensity(passage: Passage, at: int) -> bool:
    """Whether a rate is R&D spending over GDP, by the definition of 投入强度."""
    return (
        passage.numbers[at].unit == "%"
        and passage.numbers[at - 1].kind is Kind.MONEY
        and _RESEARCH.search(passage.before(at - 1)) is not None
        and _INTENSITY.fullmatch(passage.between(at - 1, at)) is not None
    )


def _named(passage: Passage, at: int) -> Iterator[Relation]:
    """`10亿元，占年度计划12亿元的83.3%`: the whole stands inside the phrase."""
    part, whole, stated = passage.numbers[at - 2 : at + 1]
    if (
        passage.kin(at - 2, at - 1)
        and part.kind in AMOUNTS
        and _IS.fullmatch(passage.between(at - 2, at - 1))
    ):
        found = _verdict(part, whole, stated)
        if found is not None:
            yield _found(part, whole, stated, found)


def _judged(passage: Passage, at: int, base: str, *, completed: bool) -> Iterator[Relation]:
    """A share against the numbers before its part; what was completed may be more than what it was to be."""
    numbers = passage.numbers
    part, stated = numbers[at - 1], numbers[at]
    wholes = [
        other
        for index, other in enumerate(numbers[: at - 1])
        if passage.kin(index, at - 1) and (completed or size(other) >= size(part)) and size(other) > 0
        if not _EACH.search(passage.before(index))
    ]
    named = [whole for whole in wholes if _names(base, _label(passage, whole))] if base else wholes
    carried = _carried(passage, part) if not base and not wholes else None
    if carried is not None:
        named = [carried]
    found = [(whole, _verdict(part, whole, stated)) for whole in named]
    fitting = [whole for whole, verdict in found if verdict == Agreement.CONSISTENT]
    if fitting:
        passage.base = fitting[-1]
        yield _found(part, fitting[-1], stated, Agreement.CONSISTENT)
    elif len({whole.value for whole in named}) == 1 and all(
        _verdict(part, whole, stated) == Agreement.INCONSISTENT for whole in (*wholes, named[-1])
    ):
        passage.base = named[-1]
        if base and not _holds(_label(passage, named[-1]), base):
            yield _found(part, named[-1], stated, Agreement.UNDECIDED, other=base)
        else:
            yield _found(part, named[-1], stated, Agreement.INCONSISTENT)
    elif base and not named and not completed:
        yield from _implied(part, stated, base)


def _carried(passage: Passage, part: Quantity) -> Quantity | None:
    """The base that the sentence before measured its own share by."""
    base = passage.previous.base if passage.previous is not None else None
    if base is None or (base.kind, base.unit) != (part.kind, part.unit):
        return None
    return base


def _verdict(part: Quantity, whole: Quantity, stated: Quantity) -> Agreement | None:
    return verdict(
        lambda one, all_of: one / all_of,
        (part, whole),
        lambda slack: amount(stated, slack) if stated.kind is Kind.MULTIPLE else share(stated, slack),
    )


def _found(
    part: Quantity, whole: Quantity, stated: Quantity, verdict: Agreement, *, other: str = ""
) -> Relation:
    """A share of a whole; `other` is what the text calls its base, where the whole found may be another one."""
    multiple = stated.kind is Kind.MULTIPLE
    ratio = size(part) / size(whole)
    first, second = printed(part, whole)
    text = recomputed(
        "share", part=first, whole=second, ratio=plain(ratio) if multiple else f"{plain(100 * ratio)}%"
    )
    if verdict != Agreement.CONSISTENT:
        wanted = size(whole) * size(stated) / (100 if stated.kind is Kind.PERCENT else 1)
        text += remark("share_wrong", stated=stated.text, whole=whole.text, wanted=shown(wanted, part))
    if other:
        text += remark("other_base", base=other)
    what = related("multiple" if multiple else "share", part=part.text, whole=whole.text, stated=stated.text)
    return relation("share", what, (part, whole, stated), text, verdict)


def _implied(part: Quantity, stated: Quantity, base: str) -> Iterator[Relation]:
    scale = 100 if stated.kind is Kind.PERCENT else 1
    if size(stated) <= 0 or part.bound is not Bound.EXACT or part.bound is not stated.bound:
        return
    value = shown(size(part) / size(stated) * scale, part)
    text = recomputed("implied", part=part.text, stated=stated.text, value=value, base=base)
    what = related("share", part=part.text, whole=base, stated=stated.text)
    yield relation("share", what, (part, stated), text, Agreement.UNDECIDED)


def _label(passage: Passage, number: Quantity) -> str:
    """The words on both sides of a number that may name it: `在保余额` 14080万元, 53家 `规上企业`."""
    before = passage.text[max(passage.start, number.start - _LABEL) : number.start]
    after = passage.text[number.end : min(passage.end, number.end + _LABEL)]
    return _STOP.pattern.split(before)[-1] + "\0" + _STOP.pattern.split(after)[0]


def _holds(label: str, base: str) -> bool:
    """Whether a label has every character of a base: 累计担保余额 is not what 在保余额 counts."""
    return set(_GENERAL.without(base)) <= set(label)


def _names(base: str, label: str) -> bool:
    """Whether a base phrase speaks of the number with this label: they share their head noun."""
    foreign = _ELSEWHERE.search(base)
    if foreign and foreign[0] not in label:
        return False
    return len(base) > 1 and any(
        base in side or _ENDS.without(side).endswith(base[-2:]) for side in label.split("\0")
    )
