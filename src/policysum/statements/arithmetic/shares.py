"""Shares as they are said: who is the part, and what the words call the base."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policysum.statements.arithmetic.words import phrase

if TYPE_CHECKING:
    from policysum.quantity import Quantity
    from policysum.statements.arithmetic.passage import NumberedSentence

__all__ = ["Share", "holds", "is_intensity", "is_share_of", "label", "names_base", "share_said"]

_SHARE = phrase(
    "(?P<lead>[^{=takes}]{0,20}){takes}(?P<base>[^，,。；、：]{0,24}?){of}?{proportion}?(?:{of}|<FILL>)*+"
)
_LEAD = phrase("[）)]?(?:[^，,。；、（()）{=takes}]{0,16}[，,])?[，,、（(]?(?:{bound_cues.prefix}|{also})?")
"""What may stand between a part and 占: any other word is a new subject, whose number is not the part."""

_COMPLETES = phrase("(?P<lead>[^，,。；、]{0,8}[，,]){completes}(?P<base>[^，,。；、：]{2,16}?){of}<FILL>?")
"""A result over what it was to be: 支出决算9746万元，完成年初预算的95.45%."""

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


class Share(NamedTuple):
    """What a share is said to be of, empty where nothing is named; `completed` where a result is held against an aim."""

    base: str
    completed: bool
    changed: bool


def share_said(passage: NumberedSentence, at: int) -> Share | None:
    """What the number before one is said to be a share of; None where it is none."""
    between = passage.between(at - 1, at)
    completed = _COMPLETES.fullmatch(between)
    said = completed or _SHARE.fullmatch(between)
    if said is None or not (completed or _LEAD.fullmatch(said["lead"])):
        return None
    base = _MARKS.without(said["base"])
    return Share(base, completed is not None, bool(_CHANGED.search(base)))


def is_share_of(passage: NumberedSentence, at: int) -> bool | None:
    """Whether the whole stands inside the phrase of a share: 占年度计划12亿元的83.3%; None where nothing of the kind is said."""
    if at < 2 or not _OF.fullmatch(passage.between(at - 1, at)):
        return None
    return bool(_IS.fullmatch(passage.between(at - 2, at - 1)))


def is_intensity(passage: NumberedSentence, at: int) -> bool:
    """Whether the words around two numbers make the second the intensity of research spending."""
    spent = _RESEARCH.search(passage.before(at - 1)) is not None
    return spent and _INTENSITY.fullmatch(passage.between(at - 1, at)) is not None


def label(passage: NumberedSentence, number: Quantity) -> str:
    """The words on both sides of a number that may name it: `在保余额` 14080万元, 53家 `规上企业`."""
    before = passage.text[max(passage.start, number.start - _LABEL) : number.start]
    after = passage.text[number.end : min(passage.end, number.end + _LABEL)]
    return _STOP.pattern.split(before)[-1] + "\0" + _STOP.pattern.split(after)[0]


def holds(label: str, base: str) -> bool:
    """Whether a label has every character of a base: 累计担保余额 is not what 在保余额 counts."""
    return set(_GENERAL.without(base)) <= set(label)


def names_base(base: str, label: str) -> bool:
    """Whether a base phrase speaks of the number with this label: they share their head noun."""
    foreign = _ELSEWHERE.search(base)
    if foreign and foreign[0] not in label:
        return False
    return len(base) > 1 and any(
        base in side or _ENDS.without(side).endswith(base[-2:]) for side in label.split("\0")
    )
