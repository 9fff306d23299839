"""The names the source itself offers for a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policysum.quantity import Mention

__all__ = ["as_specific", "choices", "label"]

_QUOTED = re.compile(r"^[“《][^”》、,，]{1,12}[”》]")
_SHORT = 4
"""Characters up to which a name says too little without what it is about: 产值, 立项, 在孵企业."""
_SUBJECT = 14
_LONGEST = 40


def label(mention: Mention) -> str:
    """What the number measures, in the words the source binds to it."""
    name = mention.indicator or mention.parent or mention.subject
    if mention.indicator:
        quoted = _QUOTED.match(mention.subject)
        if quoted and quoted.group() not in name:
            # “宁科贷”: a quoted name at the head of the sentence is what all its figures are about.
            name = quoted.group() + name
        elif len(name) <= _SHORT and len(mention.subject) <= _SUBJECT:
            name = _joined(mention.subject, name)
    return name or (mention.path[-1] if mention.path else mention.own) or mention.text


def choices(mention: Mention) -> list[str]:
    """The names a model may choose from, the extractive one first; every one is made of the source's own words."""
    own = label(mention)
    subjects = [subject for subject in (mention.subject, mention.parent) if 0 < len(subject) <= _SUBJECT]
    longer = [_joined(subject, own) for subject in subjects if mention.indicator]
    return [own, *(name for name in dict.fromkeys(longer) if name != own and len(name) <= _LONGEST)]


def as_specific(name: str, own: str) -> bool:
    """Whether a name says at least what the extractive one says."""
    return own in name or (len(name) >= len(own) and name.endswith(own[-_SHORT:]))


def _joined(subject: str, name: str) -> str:
    """The subject before the name, what both share written once."""
    if subject in name or name in subject:
        return name if subject in name else subject
    for size in range(min(len(subject), len(name)), 0, -1):
        if subject.endswith(name[:size]):
            return subject + name[size:]
    return subject + name
