"""Whether a name is no whole name: a piece of a bracket or a list, a scope without its thing, words that point back."""

from __future__ import annotations

import re

from policysum.lexicon import table

__all__ = ["is_malformed", "left_over"]

_WORDS = table("name_words")
_LEFT_OVER = _WORDS.compiled(r"^(?:{no_first}|[^\w“《（(])|(?:{no_last}|[^\w%）)”》℃])$")
_LEANS = _WORDS.compiled("{leans}")
_SCOPE_ONLY = _WORDS.compiled("{scope}?{counting}?")
_POINTS_BACK = _WORDS.compiled("{points_back}")
_CLAUSE = re.compile(r"[+=；;。：:，,]")
_TWICE = re.compile(r"(\w{2})\1")
_LAST_OF_LIST = re.compile(r"、\w{0,2}$")
_PAIRS = (("（(", "）)"), ("“", "”"), ("《", "》"))


def left_over(name: str) -> bool:
    """Whether a name begins or ends with what belongs to no name."""
    return _LEFT_OVER.search(name) is not None


def is_malformed(name: str) -> bool:
    """Whether a name cannot stand in a row of its own."""
    unpaired = any(
        sum(map(name.count, opening)) != sum(map(name.count, closing)) for opening, closing in _PAIRS
    )
    return bool(
        unpaired
        or left_over(name)
        or _LEANS.match(name)
        or _SCOPE_ONLY.fullmatch(name)
        or any(pattern.search(name) for pattern in (_POINTS_BACK, _CLAUSE, _TWICE, _LAST_OF_LIST))
    )
