"""Words that keep a name of the form of a division from being one, and those around the names of places."""

from __future__ import annotations

import re
from functools import cache

from policysum.lexicon import table

__all__ = ["division", "longer", "no_name", "no_towns", "only_there", "own_words"]


@cache
def division() -> re.Pattern[str]:
    """What a division is called: 省, 市."""
    return re.compile(table("place_words").alternation("division"))


@cache
def only_there() -> tuple[str, ...]:
    """What says behind the name of a place that something lies in it: 云溪省内."""
    return table("place_words").words("lies_in")


@cache
def own_words() -> tuple[str, ...]:
    """Words before what a division is called that mean the one that speaks: 全市."""
    return table("place_words").words("own")


@cache
def _division_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{table('place_words').alternation('division')})$")


@cache
def longer() -> re.Pattern[str]:
    """What makes the end of a name a part of a longer word: 市场."""
    return re.compile(table("place_guards").alternation("longer"))


@cache
def no_towns() -> frozenset[str]:
    """Words that end as a town does and are none: 城镇."""
    return frozenset(table("place_guards").words("no_town"))


def no_name(name: str) -> bool:
    """Whether a word that ends as a division does is none: 鼓励市, 合理区, 本区."""
    bare = _division_end().sub("", name)
    # 智慧社区 ends as a district does, within a word
    return not bare or _not_names().search(bare) is not None or name.endswith(_common_ends())


@cache
def _common_ends() -> tuple[str, ...]:
    """Words that end as a division does: 社区, 山区."""
    return tuple(word for word in table("place_guards").words("no_name") if len(word) > 1)


@cache
def _not_names() -> re.Pattern[str]:
    return re.compile(table("place_guards").alternation("no_name"))
