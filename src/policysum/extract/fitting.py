"""Which names a number can have at all, by its kind and its measure word: the head of a Chinese name is its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from policysum.lexicon import table
from policysum.quantity import Kind
from policysum.schema import Change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policysum.statements import Mention

__all__ = ["fits"]

T = TypeVar("T")
_RELATIVE = frozenset({Kind.PERCENT, Kind.FRACTION, Kind.MULTIPLE})

_WORDS = table("fitting_words")


def _kinds(names: str) -> frozenset[Kind]:
    found = frozenset(Kind(name) for name in names.split("|") if name != "relative")
    return found | _RELATIVE if "relative" in names else found


_ENDINGS = {row.word: _kinds(row.value) for row in _WORDS.of("ending")}
"""What a name ends with -> the kinds of number it can be the name of; the longest word decides."""
_COUNTED = {row.word: tuple(row.value.split("|")) for row in _WORDS.of("counted")}
"""What a name ends with -> how the measure word of its number begins."""
_THINGS = _WORDS.values("thing")
"""What there is a number of -> the class of measure words that never count it; 个 counts everything."""
_SHARES = _WORDS.words("share")
_RATES = _WORDS.words("rate")
_GROWN = _WORDS.words("grown")
_COUNTS = _WORDS.word("counts")
_NO_COUNT = _WORDS.words("no_count")
"""Names that end with 数 and count nothing."""
_SAYS_NOTHING = _WORDS.compiled("(?:{says_nothing})++")
"""Verbs of reaching and counting, adverbs of time and measure, and words for an amount: of nothing in particular."""


def _is_of_other_change(name: str, mention: Mention) -> bool:
    """Whether a name is that of a share and the number a rate of growth, or the reverse."""
    if mention.unit != "%":
        return False
    if name.endswith(_SHARES):
        return mention.change in {Change.GROWTH, Change.DECLINE}
    return name.endswith(_RATES) and mention.change == Change.SHARE


def _is_counted_otherwise(name: str, mention: Mention) -> bool:
    """Whether a name ends with a measure word that its number has not: 人数 of 份."""
    measured = _of_ending(_COUNTED, name)
    return measured is not None and mention.kind is Kind.COUNT and not mention.unit.startswith(measured)


def fits(name: str, mention: Mention) -> bool:
    """Whether a name can be that of a number of this kind and with this measure word."""
    kind = mention.kind
    allowed = _of_ending(_ENDINGS, name)
    if allowed is not None and kind not in allowed and "/" not in mention.unit:  # 劳动生产率58万元/人
        return False
    if name.endswith(_GROWN) and mention.change == Change.LEVEL and kind not in {*_RELATIVE, Kind.SCORE}:
        return False
    if (
        _SAYS_NOTHING.fullmatch(name)
        or _is_of_other_change(name, mention)
        or _is_counted_otherwise(name, mention)
    ):
        return False
    counts = name.endswith(_COUNTS) and not name.endswith(_NO_COUNT)
    if counts and kind is not Kind.COUNT:
        return False
    head = name[:-1] if counts else name
    return _counts(mention, _of_ending(_THINGS, head))


def _counts(mention: Mention, never: str | None) -> bool:
    """Whether a number can be of things that the measure words of a class never count."""
    if never is None:
        return True
    if mention.kind is Kind.COUNT:
        return mention.unit not in _WORDS.words(never)
    # 支持企业3亿元 does say so; elsewhere money, shares and areas are of something that things have.
    return mention.indicator.endswith(tuple(word for word, group in _THINGS.items() if group == never))


def _of_ending(words: Mapping[str, T], name: str) -> T | None:
    """What the longest of some words stands for that a name ends with."""
    return next((words[name[at:]] for at in range(len(name)) if name[at:] in words), None)
