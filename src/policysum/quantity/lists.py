"""Lists that share their words: 城镇居民、农村居民人均可支配收入分别增长4.5%、5.7%."""

from __future__ import annotations

import re

from policysum.quantity.naming import COMPARE_ONLY, tidy

__all__ = ["distribute", "is_distributive"]

_EACH = re.compile(r"分别|依次|各自")
_JOINT = re.compile(r"、|以及|和|与|及|暨")
_STRONG_JOINT = re.compile(r"、|以及")


def is_distributive(head: str) -> bool:
    """Whether the words before a list of numbers deal it out."""
    return _EACH.search(head) is not None


def distribute(head: str, earlier: str, count: int) -> list[str]:
    """Deal the subjects of a clause out to a list of numbers.

    Args:
        head: The words before the first number.
        earlier: The number-free clause before, which may hold the subjects instead.
        count: How many numbers the list has.

    Returns:
        One name per number; empty where the words do not hold as many subjects.
    """
    each = _EACH.search(head)
    if each is None:
        return []
    verb = head[each.end() :]
    nouns = tidy(head[: each.start()])
    if not nouns or COMPARE_ONLY.match(nouns):
        nouns = tidy(earlier)
    parts = _parts(nouns, count)
    if not parts:
        return []
    last = parts[-1]
    tail = ""
    for part in parts[:-1]:
        at = last.find(part[-2:]) if len(part) >= 2 else -1
        if at >= 0:
            tail = last[at + 2 :]
            break
    suffix = tidy(verb)
    named = [part + tail for part in parts[:-1]] + [last]
    return [name + suffix for name in named] if suffix and not COMPARE_ONLY.match(suffix) else named


def _parts(nouns: str, count: int) -> list[str]:
    """The subjects of a list, if there are as many as numbers."""
    for joint in (_JOINT, _STRONG_JOINT):
        parts = [part for part in (piece.strip() for piece in joint.split(nouns)) if part]
        if len(parts) == count:
            return parts
    parts = [part for part in (piece.strip() for piece in _JOINT.split(nouns)) if part]
    return parts[-count:] if len(parts) > count else []
