"""What the words around a number are made of: its word of change, what that is held against, its noun."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.statements.changing import TAIL, change_before
from policysum.statements.costs import SIZE_END
from policysum.statements.phrases import BARE_MONEY, COMPARE_TAIL
from policysum.statements.property_words import follower, tidy

__all__ = ["parts_of"]

_WORDS = table("indicator_words")

_FROM_LAST = _WORDS.compiled(
    "{signs.from_first}(?:{binding_words.within_realm}?{rank_words.realm}{placed}?|{binding_words.earlier})?"
    "{binding_words.same_time}?{signs.of}?{bound_cues.prefix}?$"
)
_BASIS = _WORDS.compiled("{signs.of}{period_words.basis}")
"""What follows a number that later ones set out from: 在上年压减6%的基础上."""
_REALM = _WORDS.compiled("{rank_words.realm}")
"""A scope names nothing by itself: 全市90%的市场主体."""
_SIDE_END = _WORDS.compiled(
    "^(?:(?:{own_subject}|{planned}|{adverb}){0,2}(?:{name_heads.verb|name_heads.topic_noise})?{name_heads.verb_mark}?|.{2,30}{list_words.joint})"
    "(?P<side>{size_side|name_bounds.money_noun})$"
)
"""A side of a thing that follows the number, behind no more than the verb that governs it."""
_DONE_TO = _WORDS.compiled("^{adverb}{0,2}{name_heads.verb}{1,2}{name_heads.verb_mark}?$")
"""A verb whose object follows the number: 年均开发2万个的岗位."""
_THINGS = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})
_EFFECT_OF = _WORDS.compiled("{effect|serves}$")
_ABOUT = _WORDS.compiled("^(?:(?!{name_bounds.anaphora}){bound_cues.prefix})+(?={name_bounds.anaphora})")
"""What bounds the number and stands before the verb that goes on from the one before: 约占户籍人口的58%."""


class _Parts(NamedTuple):
    """What the words around a number are made of.

    `head` are those before it, `change` its word of change with what it is held `against`, `core` what is left of them,
    and `noun` what follows the number; `basis` says that later numbers set out from it.
    """

    head: str
    change: str
    against: str
    core: str
    noun: str
    basis: bool


@lru_cache(maxsize=1024)
def parts_of(before: str, kind: Kind, unit: str, after: str) -> _Parts:
    """The parts of the words before a number and after it; those of a list are asked for again and again."""
    head = _FROM_LAST.sub("", before)
    change = change_before(head, kind, unit, after)
    stem = head[: len(head) - len(change)]
    compared = COMPARE_TAIL.search(stem[-TAIL:]) if change else None
    against = compared.group() if compared else ""
    core = _ABOUT.sub("", tidy(stem[: len(stem) - len(against)]))
    return _Parts(head, change, against, *_with_noun(core, after, kind), _BASIS.match(after) is not None)


def _with_noun(core: str, after: str, kind: Kind) -> tuple[str, str]:
    """The words before a number and the noun after it, which 的 may part from it."""
    noun = follower(after)
    if noun or not after.startswith(signs.OF):
        return core, noun
    if effect := _EFFECT_OF.search(core):
        # 谋划多年、惠及3400万人的引大济岷工程: what has the effect follows.
        return "", f"{follower(after[1:])}{effect.group()}"
    if (cost := SIZE_END.search(core)) and (of := follower(after[1:])):
        # 抓好总投资3亿元的茶厂: what it costs follows.
        return cost.group(), of
    side = None if BARE_MONEY.match(core) else _SIDE_END.search(core)
    if side and (of := follower(after[1:])):
        # 引进年产3万吨的米厂, 启动渡口搬迁和投资3亿元的大桥: so does what it makes, or takes up.
        return side["side"], of
    done_to = _DONE_TO.match(core) if kind in _THINGS else None
    led = not core or BARE_MONEY.match(core) or _REALM.fullmatch(core) or done_to
    return core, follower(after[1:]) if led else ""
