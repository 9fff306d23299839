"""Cutting an indicator out of the words around a number."""

from __future__ import annotations

import re

from policysum.quantity.phrases import (
    COMPARE,
    HEAD_NOISE,
    INCREMENT,
    LINKS,
    NOUN_BREAK,
    NOUN_END,
    POSSESSION,
    PREDICATE_HEAD,
    VERBS,
    longest_first,
)

__all__ = [
    "COMPARE_ONLY",
    "VERB_ONLY",
    "follower",
    "leading_verb",
    "tidy",
    "without_increment",
    "without_place",
    "without_verb",
]

COMPARE_ONLY = re.compile(rf"^(?:{COMPARE})*$")
"""Words that only say what a change is measured against."""

_VERB_HEAD = re.compile(rf"^(?:{longest_first(VERBS)})(?:了|着)?")
VERB_ONLY = re.compile(rf"^(?:{longest_first(VERBS)})(?:了|着)?$")
"""A verb that leaves its object unsaid: 复审6家, 入选84个."""

_INCREMENT_HEAD = re.compile(rf"^(?:{longest_first(INCREMENT)})(?=..)")
_POSSESSION_HEAD = re.compile(rf"^(?:{longest_first(POSSESSION)})(?:了)?(?=..)")
_RANKED_IN = re.compile(
    r"(?:均|稳|继续|连续)?(?:位?居|位列|列|排(?!名))?(?:全国|全省|全市|全区|全县|全球|中部|西部|东部|东北|中西部)?(?:各(?:城市|省份?|地级市))?$"
)
_EDGES = "，,、：:；;。 |\n\r\t　"
_LONGEST_LINK = 24
_LONGEST_NOUN = 30
_SHORTEST_NOUN = 5


def tidy(words: str) -> str:
    """A noun phrase without the adverbs before it and the copulas after it."""
    words = HEAD_NOISE.sub("", words)
    cut = max(0, len(words) - _LONGEST_LINK)
    return (words[:cut] + LINKS.sub("", words[cut:])).strip(_EDGES)


def follower(after: str) -> str:
    """The noun phrase after a number that it counts, or nothing."""
    after = after.lstrip(" \t　")[:_LONGEST_NOUN]
    if PREDICATE_HEAD.match(after):
        return ""
    end = NOUN_END.search(after)
    after = after[: end.start()] if end else after
    # A bare noun says little without its predicate: 项目入选全国示范工程.
    verb = NOUN_BREAK.search(after, _SHORTEST_NOUN)
    return (after[: verb.start()] if verb else after).strip(_EDGES)


def leading_verb(core: str) -> str:
    """The verb that opens a phrase, or nothing."""
    found = _VERB_HEAD.match(core)
    return found.group() if found and (len(found.group()) < len(core) or len(core) >= 2) else ""


def without_verb(core: str) -> str:
    """A phrase without a verb of mere having (拥有, 共有), which says nothing of the indicator."""
    return _POSSESSION_HEAD.sub("", core)


def without_place(core: str) -> str:
    """A phrase without the field it is ranked in: 最新排名全省 is about 最新排名."""
    cut = max(0, len(core) - _LONGEST_LINK)
    return core[:cut] + _RANKED_IN.sub("", core[cut:], count=1)


def without_increment(core: str) -> str:
    """A phrase without the verb that adds to it: the total of 新增高新技术企业 is that of 高新技术企业."""
    return _INCREMENT_HEAD.sub("", core)
