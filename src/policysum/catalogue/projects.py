"""Names outside the catalogue: whether what a report did is what the one before planned."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from policysum.catalogue.affixes import bare_name, bare_words
from policysum.catalogue.places import candidates
from policysum.lexicon import table

__all__ = ["same_thing", "same_unit"]

_PROGRAMME = re.compile(r"^“[^”]{2,12}”(?=.{2})")
_TABLE = table("catalogue_words")
_NAMED = _TABLE.compiled("^.*{and_so_on}(?=.{2})")
_JOINED = _TABLE.compiled("{list_words.joint}")
_MONEY = frozenset({table("signs").word("yuan"), *_TABLE.words("money")})
_RELATIVE = frozenset({"%", "‰", table("signs").word("percent_point"), table("signs").word("times")})
_SHORTEST = 2
_WORD = 2
"""Characters of one word: what has more before it, 城区供水主管网 beside 管网, is of another extent."""


def same_thing(one: str, other: str, unit: str) -> int:
    """How surely two names are of one thing: 2 the same but for the work that is done to it, 1 in part, 0 not.

    In part means that one name ends with the other, and the word before it is no other scope and no place:
    旅游接待床位 and 接待床位 are one, 规上企业 and 企业 are not; or one has a word more in its middle, 现代化牧场 and
    现代牧场. Of money and percentages nothing is taken in part.

    Args:
        one: the name of a target.
        other: the name of a result.
        unit: their unit.
    """
    # Of money a list of examples is the name itself: 南开路中学等项目投资 is of no other projects.
    money = unit in _MONEY
    first, second = _thing(one, listed=money), _thing(other, listed=money)
    if min(len(first), len(second)) < _SHORTEST or {first, second} & bare_words():
        return 0
    if first == second:
        return 2
    if money or unit in _RELATIVE:
        return 0
    short, long = sorted((first, second), key=len)
    more = long.removesuffix(short)
    if more == long:
        more = _between(short, long)
    return int(0 < len(more) <= _WORD and not _words()["scope"].search(more) and not candidates(more))


def _between(short: str, long: str) -> str:
    """The short word that one of two names has more in its middle; empty where they differ otherwise."""
    gap = len(long) - len(short)
    for at in range(_SHORTEST, len(short) - _SHORTEST + 1):
        if long.startswith(short[:at]) and long.endswith(short[at:]):
            return long[at : at + gap]
    return ""


def same_unit(one: str, other: str) -> bool:
    """Whether two units count alike: 20个超市 and 10家超市 do."""
    return one == other or {one, other} <= _words()["counters"]


@lru_cache(maxsize=16384)
def _thing(name: str, *, listed: bool) -> str:
    """What a name is of, without the work, a programme's name before it, and a list of examples.

    改造建华路等背街巷道 is of 背街巷道.
    """
    words = _words()
    core = bare_name(_PROGRAMME.sub("", name))
    core = _undone(core if listed else _JOINED.split(_NAMED.sub("", core))[0])
    core = _undone(words["work"].sub("", core))
    for word, other in words["same"].items():
        core = core.replace(word, other)
    return core


def _undone(core: str) -> str:
    while (shorter := _words()["done"].sub("", core)) != core:
        core = shorter
    return core


@cache
def _words() -> dict[str, Any]:
    data = tomllib.loads((files(__package__) / "measures.toml").read_text(encoding="utf-8"))["project"]

    def any_of(words: list[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True))

    return {
        "work": re.compile(rf"^.*(?:{any_of(data['work'])})(?=.{{2}})"),
        "done": re.compile(rf"(?<=..)(?:{any_of([*data['done'], *data['work']])})$"),
        "scope": re.compile(any_of(data["scope"])),
        "same": data["same"],
        "counters": frozenset(data["counters"]),
    }
