"""The names the source itself offers for a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policysum.quantity import Mention

__all__ = ["choices", "label"]

_QUOTED = re.compile(r"^[“《][^”》、,，]{1,12}[”》]")
_INSTITUTION = re.compile(r"(?:院|所|平台|综合体|大市场|基地|园区|中心|联盟|基金)$")
_DEED = re.compile(r"^(?:搭建|建设|建立|支持|重点|打造|推进|推动|加快|围绕|依托|通过|完善|发挥|实现)")
"""A subject that begins so is something done, not somebody who does."""
_SHORT = 4
"""Characters up to which a name says too little without what it is about: 产值, 立项, 在孵企业."""
_PLAIN = 12
"""Characters up to which a name leaves room for whose figure it is."""
_ROOMY = 16
"""The same where there is a second opinion."""
_SUBJECT = 14


def label(mention: Mention) -> str:
    """What the number measures, in the words the source binds to it."""
    name, subject = mention.indicator, mention.subject
    if not name:
        return (
            mention.parent or subject or (mention.path[-1] if mention.path else mention.own) or mention.text
        )
    quoted = _QUOTED.match(subject)
    if quoted and quoted.group() not in name:
        # “宁科贷”: a quoted name at the head of the sentence is what all its figures are about.
        return quoted.group() + name
    if len(name) <= _SHORT:
        return _joined(
            mention.parent if mention.parent and len(mention.parent) <= _SUBJECT else subject, name
        )
    if len(name) <= _PLAIN and _INSTITUTION.search(subject) and not _DEED.match(subject):
        return _joined(subject, name)
    return name


def choices(mentions: Iterable[Mention]) -> list[str]:
    """The names a small model may choose from for any number of a passage, all made of the source's own words.

    Each number's own name is among its neighbours': to pick it is to find it out, and where the model picks
    another one, verification has two opinions to decide between.
    """
    offered: list[str] = []
    for mention in mentions:
        own = label(mention)
        offered.append(own)
        if len(own) <= _ROOMY and _INSTITUTION.search(mention.subject) and not _DEED.match(mention.subject):
            offered.append(_joined(mention.subject, own))
    return list(dict.fromkeys(offered))


def _joined(subject: str, name: str) -> str:
    """The subject before the name, what both share written once; the name alone where the subject says too much."""
    if len(subject) > _SUBJECT or subject[-_SHORT:] in name:
        return name
    for size in range(min(len(subject), len(name)), 0, -1):
        if subject.endswith(name[:size]):
            return subject + name[size:]
    return subject + name
