"""Counts that a sentence bears out itself: 从三个方面推进工作：一……；二……；三……."""

from __future__ import annotations

import re

from policysum.quantity.reader import read

__all__ = ["counts_its_list"]

_LIST = re.compile(r"[^,，;；。:：]*[:：]([^。]+)")
_PARTS = re.compile(r"[;；]")  # 、 parts names, and how many there are is for the source to say


def counts_its_list(sentence: str, number: str) -> bool:
    """Whether a number of a sentence counts the members of the list that the sentence goes on with.

    Args:
        sentence: 从三个方面推进工作：抓好改革；发展产业；改善民生。
        number: 三个.
    """
    found = _LIST.match(sentence.partition(number)[2])
    counted = read(number)
    if found is None or len(counted) != 1:
        return False
    return len(_PARTS.split(found[1].strip(";；"))) == counted[0].value
