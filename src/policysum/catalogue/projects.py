"""Names outside the catalogue: whether what a report did is what the one before planned."""

from __future__ import annotations

import re
import tomllib
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from policysum.catalogue.affixes import bare_name, bare_words
from policysum.catalogue.places import candidates
from policysum.lexicon import table

__all__ = ["same_thing", "same_unit", "shared_words", "unit_group"]

_PROGRAMME = re.compile(r"^“[^”]{2,12}”(?=.{2})")
_TABLE = table("catalogue_words")
_NAMED = _TABLE.compiled("^.*{and_so_on}(?=.{2})")
_JOINED = _TABLE.compiled("{list_words.joint}")
_MONEY = frozenset({table("signs").word("yuan"), *_TABLE.words("money")})
_RELATIVE = frozenset({"%", "‰", table("signs").word("percent_point"), table("signs").word("times")})
_NUMBER = _TABLE.compiled(r"[\d.,]+[{=numerals.small|numerals.ten|numerals.big}]*.?")
"""A number with its unit, in most cases of one character."""
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


def shared_words(one: str, other: str) -> int:
    """Characters of the longest words that two clauses share, without numbers, work and what says nothing of a thing.

    完成178座燃煤小锅炉淘汰 and 完成178座燃煤锅炉拆改 share 燃煤. One short word behind other ones in both, 热力主管网 and
    雨水管网, is not enough.
    """
    # What parts the words differs between the two, so that it is nothing they share.
    first, second = _plain_clause(one), _plain_clause(other).replace(" ", "\t")
    longest = 0
    for at, other_at, size in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        begins = first[at - 1] == " " or second[other_at - 1] == "\t"
        if size > _WORD or begins:
            longest = max(longest, size)
    return longest


def unit_group(unit: str) -> str:
    """Units that count one thing alike in two reports have one name: 座 and 户."""
    groups: list[list[str]] = _words()["groups"]
    for group in groups:
        if unit in group:
            return group[0]
    return unit


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
    core = str(words["praise"].sub("", _undone(words["work"].sub("", core))))
    for word, other in words["same"].items():
        core = core.replace(word, other)
    return core


def _undone(core: str) -> str:
    while (shorter := _words()["done"].sub("", core)) != core:
        core = shorter
    return core


@lru_cache(maxsize=16384)
def _plain_clause(clause: str) -> str:
    plain: str = _words()["idle"].sub(" ", _NUMBER.sub(" ", clause))
    return f" {plain} "


@cache
def _words() -> dict[str, Any]:
    data = tomllib.loads((files(__package__) / "measures.toml").read_text(encoding="utf-8"))["project"]

    def any_of(words: list[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True))

    return {
        "work": re.compile(rf"^.*(?:{any_of(data['work'])})(?=.{{2}})"),
        "done": re.compile(rf"(?<=..)(?:{any_of([*data['done'], *data['work']])})$"),
        "praise": re.compile(rf"^(?:{any_of(data['praise'])})+(?=..)"),
        "groups": data["groups"],
        "idle": re.compile(any_of([*data["idle"], *data["work"], *data["done"]])),
        "scope": re.compile(any_of(data["scope"])),
        "same": data["same"],
        "counters": frozenset(data["counters"]),
    }
