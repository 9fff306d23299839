"""Which divisions of the gazetteer a title, an office or a name speaks of."""

from __future__ import annotations

import re
from functools import cache

from policysum.catalogue.regions import Region, beginnings, by_name, longest_name
from policysum.lexicon import table

__all__ = ["candidates", "find", "within_word"]

_HAN = re.compile(r"[\u4e00-\u9fff]")
_BEFORE = frozenset(table("place_guards").words("before_place"))
_NO_BEGINNING = frozenset(table("place_guards").words("no_beginning"))


def find(text: str, year: int | None = None) -> Region | None:
    """The division that a name, a title or an office names; None where there is none, or more than one.

    Args:
        text: 呼伦贝尔市海拉尔区人民政府, 浙江, 2024年海拉尔区政府工作报告.
        year: the year the text is of, which decides between names and codes that came and went.
    """
    found = candidates(text, year)
    return found[0] if len(found) == 1 else None


def candidates(text: str, year: int | None = None) -> tuple[Region, ...]:
    """All divisions that the first place named in a text may be: several where a name is used in many provinces."""
    text = text.strip()
    chain: tuple[Region, ...] = ()
    position = 0
    while position < len(text):
        length, chain = _next(text, position, chain)
        if chain and not length:
            break
        position += length or 1
    return _of_year(chain, year)


def _next(text: str, position: int, chain: tuple[Region, ...]) -> tuple[int, tuple[Region, ...]]:
    """The longest name that stands here, and the divisions it leads to from those before it."""
    if text[position : position + 2] not in beginnings():
        return 0, chain
    for length in range(min(longest_name(), len(text) - position), 1, -1):
        held = by_name(text[position : position + length])
        if not held:
            continue
        behind = tuple(one for one in held if _within(one, chain))
        if behind:
            return length, behind
        if not chain and _stands(text, position, length, held):
            shown = tuple(one for one in held if _shown(one, text, position, length))
            provinces = tuple(one for one in shown if one.level == "province")
            if provinces and position + length < len(text):  # 海南人大 is the province's
                return length, provinces
            if shown:
                return length, shown
    return 0, chain


def _stands(text: str, start: int, length: int, held: tuple[Region, ...]) -> bool:
    """Whether a name is a place here, and no part of a longer word."""
    guards = _guards()
    name = text[start : start + length]
    end = start + length
    free = start == 0 or not _HAN.match(text, start - 1) or text[start - 1] in _BEFORE
    if (
        name in _common()
        or within_word(text, start, name)
        or (length == 2 and not (free and name[0] not in _NO_BEGINNING))
    ):
        return False
    if guards["longer"].match(text, end - 1):
        return False
    full = any(one.short != name for one in held)
    return full or (free and guards["body"].match(text, end) is None)


def within_word(text: str, start: int, name: str) -> bool:
    """Whether a name that ends as a word does is a part of that word here: 沿海城市, 江北城区; not 薛城区 of 枣庄市薛城区."""
    before = text[start - 1 : start]
    return (
        name.endswith(_word_ends())
        and _HAN.match(before) is not None
        and before not in _BEFORE
        and not before.endswith(table("place_words").words("bare"))
    )


@cache
def _word_ends() -> tuple[str, ...]:
    return table("place_guards").words("word_end")


def _shown(region: Region, text: str, start: int, length: int) -> bool:
    """Whether a division may be called so here: by its full name, or shortened as its level allows."""
    end = start + length
    return (
        text[start:end] != region.short  # its full name, or 延边州 for one that names its peoples too
        or (start == 0 and end == len(text))
        or region.level == "province"
        or (region.level == "prefecture" and _guards()["speaks"].match(text, end) is not None)
    )


@cache
def _guards() -> dict[str, re.Pattern[str]]:
    words = table("place_guards")
    return {
        "longer": re.compile(words.alternation("longer")),
        "body": re.compile(words.alternation("body")),
        "speaks": re.compile(rf"$|[\d\s_-]|{words.alternation('speaks')}"),
    }


@cache
def _common() -> frozenset[str]:
    return frozenset(table("place_guards").words("common"))


def _within(region: Region, chain: tuple[Region, ...]) -> bool:
    return any(
        one.code in {region.parent, region.parent[:2] + "0000"} and one.code != region.code for one in chain
    )


def _of_year(found: tuple[Region, ...], year: int | None) -> tuple[Region, ...]:
    """Those that stood in a year; of those that went by one name in one place, the latest."""
    latest: dict[tuple[str, str], Region] = {}
    valid = tuple(one for one in found if one.valid(year))
    for one in sorted(valid or found, key=lambda one: one.valid_from):
        latest[one.name, one.code[:2] if not valid else one.parent] = one
    return tuple(latest.values())
