"""Cutting an indicator out of the words around a number."""

from __future__ import annotations

import re
from functools import lru_cache

from policysum.lexicon import table
from policysum.statements.phrases import (
    HEAD_NOISE,
    LINKS,
    NOUN_BREAK,
    NOUN_END,
    POSSESSION_HEAD,
    PREDICATE_HEAD,
    REALM_HAS,
    TOPIC_NOISE,
    VERB_HEAD,
    without_head,
)

__all__ = [
    "VERB_ONLY",
    "bare_noun",
    "follower",
    "head_noun",
    "leading_verb",
    "object_noun",
    "squeezed",
    "tidy",
    "without_increment",
    "without_place",
    "without_verb",
]

_HEADS = table("name_heads")
_LINKS = table("name_links")
VERB_ONLY = _HEADS.compiled(
    "^(?:{under_way}?{verb}{indicator_words.raised}?|{under_way|possession}?{outcome}){verb_mark}?$"
)
"""A verb that leaves its object unsaid: 复审6家, 入选84个."""

_INCREMENT_HEAD = _HEADS.compiled("^{growth_words.increment}(?=..)")
_INCREMENT_TAIL = _HEADS.compiled("(?<=..){net}$")
_LOOSE_END = _LINKS.compiled("{loose_end}$")
_LATE = _LINKS.compiled("(?<=..){late}$")
"""Adverbs between a noun and its predicate: 主力店年内完工."""
_OBJECT = _HEADS.compiled("{works_on}((?:(?!{no_object})[^，,、。；]){3,12})$")
_NO_HEAD = _HEADS.compiled("{no_head}")
_PREDICATE = _HEADS.compiled("{predicate}")
_NO_NOUN_ENDS = _HEADS.words("no_noun_end")
"""How a clause ends that says when or how: 在财政支持下，从12家增加到15家."""
_SUBJECT_ENDS = "".join(_HEADS.words("subject_end"))
_RANKED_IN = _LINKS.compiled("{ranked_adverb}?{ranked_verb}?{rank_words.realm}?{ranked_among}?$")
_PASSED = _LINKS.compiled("{passed_first}?{passed}[^，,、。；;]{0,10}{milestone}(?:[、，,]|{and_then})*$")
_MILESTONES = _LINKS.words("milestone")
"""A round number gone past before the figure itself: 跨过两个万亿元大关、超过6万亿元."""
_BLANK = re.compile(r"(?<=[^\x00-\x7f])\s++|(?<!\s)\s++(?=[^\x00-\x7f])")
_EDGES = "，,、：:；;。 |\n\r\t　\xa0\u2002\u2003\u2009\u200b\ufeff"
_LONGEST_LINK = 24
_LONGEST_HEAD = 26
_LONGEST_NOUN = 30
_SHORTEST_NOUN = 5
_KEPT = 2048
"""Phrases that are remembered: the more numbers a text has, the fewer words stand between them, and the more alike they are."""


def squeezed(text: str) -> str:
    """A text without the white space beside its Chinese characters."""
    return text if text.split() == [text] else _BLANK.sub("", text)


@lru_cache(maxsize=_KEPT)
def tidy(words: str) -> str:
    """A noun phrase without the adverbs before it and the copulas after it."""
    if not words:
        return ""
    words = without_head(HEAD_NOISE, words)
    cut = max(0, len(words) - _LONGEST_LINK)
    links = LINKS.search(words[cut:])
    words = (words[: cut + links.start()] if links else words).strip(_EDGES).rstrip("（(")
    if words.endswith(_MILESTONES) and (passed := _PASSED.search(words[-_LONGEST_LINK:])):
        words = words[: len(words) - len(passed.group())].strip(_EDGES)
    return words


@lru_cache(maxsize=_KEPT)
def follower(after: str) -> str:
    """The noun phrase after a number that it counts, or nothing."""
    after = after.lstrip(" \t　")[:_LONGEST_NOUN]
    if PREDICATE_HEAD.match(after):
        return ""
    end = NOUN_END.search(after)
    after = after[: end.start()] if end else after
    # A bare noun says little without its predicate: 项目入选全国示范工程.
    verb = NOUN_BREAK.search(after, _SHORTEST_NOUN)
    after = _LATE.sub("", after[: verb.start()]) if verb else after
    return _LOOSE_END.sub("", after).strip(_EDGES)


@lru_cache(maxsize=_KEPT)
def head_noun(clause: str) -> str:
    """What a clause without numbers speaks of: 农民养老金 of 农民养老金继续提高; empty where it begins with a verb."""
    words = tidy(clause)
    end = _PREDICATE.search(words, 2)
    noun = words[: end.start()].rstrip(_SUBJECT_ENDS) if end else ""
    if (
        not 2 <= len(noun) <= _LONGEST_HEAD
        or leading_verb(noun)
        or TOPIC_NOISE.match(noun)
        or _NO_HEAD.match(noun)
    ):
        return ""
    return noun


@lru_cache(maxsize=_KEPT)
def bare_noun(clause: str) -> str:
    """What a clause names that says nothing of it yet: 城镇个体劳动者 of 城镇个体劳动者，由80万人增加到230万人; empty elsewhere."""
    if clause.endswith(_NO_NOUN_ENDS):
        return ""
    noun = tidy(clause)
    verbal = leading_verb(noun) or TOPIC_NOISE.match(noun) or _NO_HEAD.match(noun)
    return noun if 2 <= len(noun) <= _LONGEST_NOUN and not (verbal or _PREDICATE.search(noun, 2)) else ""


def object_noun(clause: str) -> str:
    """What a clause without numbers works on: 平价蔬菜超市 of 全部设置平价蔬菜超市; empty where it names nothing."""
    found = _OBJECT.search(clause[-_LONGEST_HEAD:])
    return found.group(1) if found else ""


@lru_cache(maxsize=_KEPT)
def leading_verb(core: str) -> str:
    """The verb that opens a phrase, or nothing."""
    found = VERB_HEAD.match(core)
    return found.group() if found and (len(found.group()) < len(core) or len(core) >= 2) else ""


@lru_cache(maxsize=_KEPT)
def without_verb(core: str) -> str:
    """A phrase without a verb of mere having (拥有, 共有), which says nothing of the indicator."""
    has = REALM_HAS.match(core)
    return f"{has['realm']}{core[has.end() :]}" if has else without_head(POSSESSION_HEAD, core)


def without_place(core: str) -> str:
    """A phrase without the field it is ranked in: 最新排名全省 is about 最新排名."""
    cut = max(0, len(core) - _LONGEST_LINK)
    return core[:cut] + _RANKED_IN.sub("", core[cut:], count=1)


@lru_cache(maxsize=_KEPT)
def without_increment(core: str) -> str:
    """A phrase without the verb that adds to it: the total of 新增高新技术企业 is that of 高新技术企业."""
    return _INCREMENT_TAIL.sub("", without_head(_INCREMENT_HEAD, core))
