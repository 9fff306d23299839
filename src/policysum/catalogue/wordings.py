"""What a report says without a figure: 居民收入增长与经济增长同步, 粮食产量保持稳定; and whose figure a clause holds."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from policysum.catalogue.resolve import resolve
from policysum.lexicon import table

__all__ = ["Wording", "hinted", "in_words", "names_elsewhere", "of_a_part", "of_elsewhere", "wordings"]

_CLAUSE = re.compile(r"[。；;，,！!\n]")
_TABLE = table("catalogue_words")
_SPLIT = _TABLE.compiled("、|{list_words.joint}")
_REST = _TABLE.compiled("{and_so_on}(?:{rest_main})?(?:{rest_of})?(?:{rest})?(?:{rest_grown})?$")
_GROWS = _TABLE.compiled("{grows}")
_DIGIT = re.compile(r"\d")
_NAMED = _TABLE.compiled(r"(?i:PM_?2\.5|PM_?10|5G|“?{time_words.plan_name}”?)")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say it: a pattern for the clause, and whether it speaks of growth."""

    id: str
    pattern: re.Pattern[str]
    growing: bool


def in_words(clause: str) -> tuple[tuple[str, ...], bool]:
    """The name of which a clause says something without a figure, its parts, and whether it is of growth.

    Args:
        clause: 单位国内生产总值能耗和主要污染物排放量继续下降.
    """
    return _in_words(clause.strip()) if len(clause) <= _LONGEST else (("",), False)


@lru_cache(maxsize=65536)
def _in_words(clause: str) -> tuple[tuple[str, ...], bool]:
    if not hinted(clause):
        return ("",), False
    if _DIGIT.search(clause) and _DIGIT.search(_NAMED.sub("", clause)):
        return ("",), False
    if _any_wording().search(clause) is None:
        return ("",), False
    for one in wordings():
        if found := one.pattern.fullmatch(clause):
            name = _REST.sub("", found["name"])
            parts = (name, *(part for part in _SPLIT.split(name) if part and part != name))
            growing = one.growing or _GROWS.search(clause.replace(found["name"], "")) is not None
            return parts, growing
    return ("",), False


def names_elsewhere(text: str) -> bool:
    """Whether a text names a place that is not the report's own."""
    return _places()[0].search(text) is not None


def of_a_part(clause: str, level: str | None) -> bool:
    """Whether a clause compares with the report's own region, so that it speaks of a part of it."""
    whole = _data()["elsewhere"]["whole"].get(level)
    return whole is not None and _TABLE.compiled(f"{{than_whole}}(?:{whole})").search(clause) is not None


def of_elsewhere(before: str) -> bool:
    """Whether a figure is of another place than the report's own.

    Another place counts where it stands in the figure's own clause, and where the clause before begins with it and
    the figure's own names no place of the report: 全国经济增长5%，城镇新增就业1200万人.

    Args:
        before: the sentence up to the figure.
    """
    places, compared, own, at_head = _places()
    if places.search(before) is None:
        return False
    *earlier, clause = _CLAUSE.split(before)
    if places.search(clause):
        return not compared.search(clause)
    if own.search(clause):
        return False
    for one in reversed(earlier):
        if own.search(one):
            return False
        if found := at_head.match(one):
            return resolve(found[1]) is not None
    return False


@cache
def wordings() -> tuple[Wording, ...]:
    """The wordings, in the order in which they are tried."""
    return tuple(
        Wording(
            row["id"],
            re.compile(
                row["words"] if "(?P<name>" in row["words"] else rf"(?P<name>.{{2,60}}?){row['words']}"
            ),
            row.get("growing", False),
        )
        for row in _data()["wording"]
    )


def hinted(text: str) -> bool:
    """Whether a text holds a word without which no clause of it says anything in words; most texts hold none."""
    return _needs().search(text) is not None


@cache
def _needs() -> re.Pattern[str]:
    return re.compile(
        "|".join(map(re.escape, sorted({word for row in _data()["wording"] for word in row["needs"]})))
    )


@cache
def _any_wording() -> re.Pattern[str]:
    """All wordings without the name before them, at once."""
    parts = (row["words"].replace("(?P<name>", "(?:") for row in _data()["wording"])
    return re.compile(rf"(?:{'|'.join(parts)})\s*$", re.DOTALL)


@cache
def _places() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = _data()["elsewhere"]
    places, compared, own = (re.compile(data[name]) for name in ("places", "compared", "own"))
    return places, compared, own, re.compile(rf"(?:{data['places']})(\D{{1,80}})\d")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "wordings.toml").read_text(encoding="utf-8"))
