"""The names the source itself offers for a number."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from policysum.lexicon import Scanner, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policysum.statements import Mention

__all__ = ["choices", "label"]

_QUOTED = re.compile(r"^[“《][^”》、,，]{1,12}[”》]")
_WORDS = table("label_words")
_INSTITUTION = _WORDS.compiled("{institution}$")
_HOUSE = _WORDS.compiled("{topic_words.house_end}$")
"""Schools, hospitals and works, which have beds and floor space of their own."""
_DEED = _WORDS.compiled("^{deed}|{deed_within}")
"""A subject that begins so, or has such an adverb, is something done or said, not somebody who does."""
_SLOGAN = _WORDS.compiled(
    "[“《][{=numerals.digit|numerals.two|numerals.ten|numerals.small|slogan_count}]+{slogan_thing}"
)
"""“三个年”, “十大工程”: a campaign that everything is done under, and that no figure is of."""
# Figures of a whole region or of its people, which no programme or institute before them has.
_OF_THE_REGION = _WORDS.compiled("{of_region}|{people}.{0,6}{income}|{of_region_end}$")
_OWN_OBJECT = _WORDS.compiled("(?:{done_how})?{done}.{4,}")
"""A deed and what was done: that says enough by itself."""
_WORKS = _WORDS.compiled("{works}")
"""Works: they are somewhere, and of nobody."""
_OWN_SCOPE = _WORDS.compiled("{own_scope}|{whole}{division}")
"""Words that begin a new statement, of a scope of its own."""
_HEADING = _WORDS.compiled("(?:{heading_end|topic_words.house_end})$")
_HEADING_SIDE = _WORDS.compiled("{heading_side}$")
_HEADING_BACK = _WORDS.compiled("^{heading_back}")
"""What belongs to the works or the house that a heading names: 2、东山水库工程。批复总投资3亿元."""
_LONGEST_HEADING = 20
_SHORT = 4
"""Characters up to which a name says too little without what it is about: 产值, 立项, 在孵企业."""
_HEAD = 2
_PLAIN = 12
"""Characters up to which a name leaves room for whose figure it is."""
_ROOMY = 16
"""The same where there is a second opinion."""
_SUBJECT = 14
_SIDE = 6


def label(mention: Mention) -> str:
    """What the number measures, in the words the source binds to it."""
    name = _bound_name(mention)
    title = mention.path[-1] if mention.path else ""
    if not _HEADING.search(title) or len(title) > _LONGEST_HEADING:
        return name
    back = _HEADING_BACK.match(name)
    side = not mention.subject and len(name) <= _SIDE and _HEADING_SIDE.search(name)
    own = name[back.end() :] if back else name
    return title + own.removeprefix(title[-_HEAD:]) if back or side else name


def _bound_name(mention: Mention) -> str:
    """The same without the heading it stands under."""
    name, subject = mention.indicator, mention.subject
    if not name:
        return (
            mention.parent or subject or (mention.path[-1] if mention.path else mention.own) or mention.text
        )
    return _label(name, subject, mention.parent, mention.own)


@lru_cache(maxsize=1024)
def _label(name: str, subject: str, parent: str, own: str) -> str:
    """The name of a number with as much of its subject or of what it is a part of as it needs."""
    quoted = _QUOTED.match(subject)
    if quoted and quoted.group() not in name:
        # “宁科贷”: a quoted name at the head of the sentence is what all its figures are about.
        return name if _SLOGAN.match(subject) or _stands_alone(name) else quoted.group() + name
    kind = _HOUSE.search(subject)
    house = kind and not name.startswith(kind.group()) and not _DEED.search(subject)
    alone = not house and (_OF_THE_REGION.search(name) or _WORKS.match(name))
    if (not parent and alone) or _OWN_SCOPE.match(own):
        return name
    # 一般公共预算收入…，其中税收收入: the part has the head of its whole and says what of it.
    same_head = len(name) > _HEAD and parent.endswith(name[-_HEAD:])
    if len(name) <= _SHORT and not same_head:
        return _joined(_owner(parent) or subject, name)
    if len(name) <= _PLAIN and (house or _INSTITUTION.search(subject)) and not _DEED.search(subject):
        return _joined(subject, name)
    return name


def _owner(parent: str) -> str:
    """What a short name is a side of; of a long phrase only what its last verb is done to: 来信来访 of 信访网共接待来信来访."""
    if len(parent) <= _SUBJECT:
        return parent
    verb = _verbs().last(parent)
    thing = parent[verb[1] :] if verb else ""
    return thing if _SHORT <= len(thing) <= _SUBJECT else ""


@cache
def _verbs() -> Scanner:
    return table("name_heads").scanner("verb")


def _stands_alone(name: str) -> bool:
    """Whether a name says enough without the programme it stands under."""
    return bool(_OF_THE_REGION.search(name) or _OWN_OBJECT.match(name))


def choices(mentions: Iterable[Mention]) -> list[str]:
    """The names a small model may choose from for any number of a passage, all made of the source's own words.

    Each number's own name is among its neighbours': to pick it is to find it out, and where the model picks
    another one, verification has two opinions to decide between.
    """
    offered: list[str] = []
    for mention in mentions:
        own = label(mention)
        offered.append(own)
        if len(own) <= _ROOMY and _INSTITUTION.search(mention.subject) and not _DEED.search(mention.subject):
            offered.append(_joined(mention.subject, own))
    return list(dict.fromkeys(offered))


def _joined(subject: str, name: str) -> str:
    """The subject before the name, what both share written once; the name alone where the subject says too much."""
    if len(subject) > _SUBJECT or subject[-_SHORT:] in name:
        return name
    for size in range(min(len(subject), len(name)), 1, -1):
        if subject.endswith(name[:size]):
            return subject + name[size:]
    return subject + name
