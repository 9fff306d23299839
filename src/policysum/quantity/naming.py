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
    TOPIC_NOISE,
    VERBS,
    longest_first,
    without_head,
)

__all__ = [
    "COMPARE_ONLY",
    "VERB_ONLY",
    "follower",
    "head_noun",
    "leading_verb",
    "object_noun",
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
_INCREMENT_TAIL = re.compile(r"(?<=..)(?:新增|增加|净增)$")
_LOOSE_END = re.compile(r"(?:[近超达已]|(?<![签合公节契预])约)$")
_LATE = re.compile(r"(?<=..)(?:年内|按[时期]|全部|全面|正式|顺利|基本|陆续|相继)$")
"""Adverbs between a noun and its predicate: 主力店年内完工."""
_OBJECT = re.compile(r"(?:设置|建设|新建|改建|改造|打造|创建|建立|培育|实施|推进)([^，,、。；的]{3,12})$")
_NO_HEAD = re.compile(r"逐步|在(?![建册编])|对(?!外|口)|使|让|把|将|向|从|由|以|通过|经过|同时|其中")
_TELLS = re.compile(
    r"不断|持续|进一步|显著|快速|稳步|明显|扎实|全面|有序|顺利|深入|加快|有效|成功|逐年|逐步|大幅|连续|再创|创历史|创新高|再次|继续|更加|蓬勃|"
    r"初见|初具|初步|取得|得到|实现|增量提质|提质|扩容|壮大|发展$|提升$|改善$|增强$|提高$|推进$|完善$|优化$|巩固|全部|圆满|良好|平稳|"
    r"开工|完工|竣工|投入使用|投用|建成|上升$|下降$|增长$|成效|迈上|日益|日趋|偏(?=[少低小弱慢多高])|不足|不高|不够|滞后|走深|加力|总体"
)
_POSSESSION_HEAD = re.compile(
    rf"^(?:{longest_first(POSSESSION)}|共(?!同|享|建(?!成)|有|青|产|和))(?:了)?(?=..)"
)
_RANKED_IN = re.compile(
    r"(?:均|稳|继续|连续)?(?:位?居|位列|列|排(?!名)|跻身|进入|入围|迈入|挤进)?(?:全国|全省|全市|全区|全县|全球|中部|西部|东部|东北|中西部)?(?:各(?:城市|省份?|地级市))?$"
)
_PASSED = re.compile(
    r"(?:接连|连续|先后)?(?:[跨迈越]过|跨越|连跨|[迈跃站跨]上|突破)[^，,、。；;]{0,10}(?:大关|台阶|关口)[、，,并]*$"
)
"""A round number gone past before the figure itself: 跨过两个万亿元大关、超过6万亿元."""
_EDGES = "，,、：:；;。 |\n\r\t　"
_LONGEST_LINK = 24
_LONGEST_HEAD = 26
_LONGEST_NOUN = 30
_SHORTEST_NOUN = 5


def tidy(words: str) -> str:
    """A noun phrase without the adverbs before it and the copulas after it."""
    words = without_head(HEAD_NOISE, words)
    cut = max(0, len(words) - _LONGEST_LINK)
    links = LINKS.search(words[cut:])
    words = (words[: cut + links.start()] if links else words).strip(_EDGES).rstrip("（(")
    if words.endswith(("大关", "台阶", "关口")) and (passed := _PASSED.search(words[-_LONGEST_LINK:])):
        words = words[: len(words) - len(passed.group())].strip(_EDGES)
    return words


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


def head_noun(clause: str) -> str:
    """What a clause without numbers speaks of: 农民养老金 of 农民养老金继续提高; empty where it begins with a verb."""
    words = tidy(clause)
    end = _TELLS.search(words, 2)
    noun = words[: end.start()].rstrip("已也均都将") if end else ""
    if (
        not 2 <= len(noun) <= _LONGEST_HEAD
        or leading_verb(noun)
        or TOPIC_NOISE.match(noun)
        or _NO_HEAD.match(noun)
    ):
        return ""
    return noun


def object_noun(clause: str) -> str:
    """What a clause without numbers works on: 平价蔬菜超市 of 全部设置平价蔬菜超市; empty where it names nothing."""
    found = _OBJECT.search(clause[-_LONGEST_HEAD:])
    return found.group(1) if found else ""


def leading_verb(core: str) -> str:
    """The verb that opens a phrase, or nothing."""
    found = _VERB_HEAD.match(core)
    return found.group() if found and (len(found.group()) < len(core) or len(core) >= 2) else ""


def without_verb(core: str) -> str:
    """A phrase without a verb of mere having (拥有, 共有), which says nothing of the indicator."""
    return without_head(_POSSESSION_HEAD, core)


def without_place(core: str) -> str:
    """A phrase without the field it is ranked in: 最新排名全省 is about 最新排名."""
    cut = max(0, len(core) - _LONGEST_LINK)
    return core[:cut] + _RANKED_IN.sub("", core[cut:], count=1)


def without_increment(core: str) -> str:
    """A phrase without the verb that adds to it: the total of 新增高新技术企业 is that of 高新技术企业."""
    return _INCREMENT_TAIL.sub("", without_head(_INCREMENT_HEAD, core))
