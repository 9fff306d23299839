"""Words that come off the two ends of a printed name: when, how far, whose, and in which measure."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "bare_name",
    "bare_words",
    "completion",
    "own_level",
    "plain",
    "region_names",
    "steps",
    "subjects",
    "successors",
]

_MEASURES = Path(__file__).with_name("measures.toml")
_SIGNS = re.compile(r"[“”\"'‘’《》「」\s]+")
_TABLE = table("catalogue_words")
_NOTES = _TABLE.compiled(r"(?i:[（(](?:R&D|GDP|PM2\.5|CPI|ESI|{note})[）)])")
_TIME = _TABLE.compiled(
    r"^(?:(?:19|20)\d\d{signs.year}|\d{1,2}{signs.month}|“?{time_words.plan_name}”?(?:{plan_time})?|{part_of_year})"
)
_SINCE = _TABLE.compiled(
    r"{than}“?(?:{time_words.plan_name}”?(?:{than_plan})?(?:{plan_end})?|20\d\d{signs.year}){since_grown}$"
)


@dataclass(frozen=True, slots=True)
class _Words:
    tails: dict[int, dict[str, list[str]]]
    heads: dict[int, dict[str, list[str]]]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    own_level: tuple[str, ...]


@cache
def _words() -> _Words:
    """Every word that may come off an end, with the measure, basis or nothing it stands for, by length, longest first."""
    data = tomllib.loads(_MEASURES.read_text(encoding="utf-8"))
    filler, basis = data.pop("filler"), data.pop("basis")
    del data["succession"], data["project"], data["same"]
    tails = [(word, "") for word in filler["tail"]]
    heads = [(word, "") for word in filler["head"]]
    for name, words in basis.items():
        tails += [(word, f"basis:{name}") for word in words]
    patterns = tuple(
        (measure, re.compile(rf"(?:{row['pattern']})$")) for measure, row in data.items() if "pattern" in row
    )
    for measure, row in data.items():
        (heads if row.get("place") == "head" else tails).extend((word, measure) for word in row["words"])
        tails.extend((word, measure) for word in row.get("tails", ()))

    return _Words(_by_length(tails), _by_length(heads), patterns, tuple(filler["own_level"]))


def _by_length(words: list[tuple[str, str]]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = {}
    for word, kind in sorted(words, key=lambda pair: -len(pair[0])):
        found.setdefault(len(word), {}).setdefault(word, []).append(kind)
    return found


def plain(name: str) -> str:
    """A name in one form: full-width signs narrow, no quotation marks, no notes in brackets that say nothing new."""
    words = _SIGNS.sub("", _NOTES.sub("", unicodedata.normalize("NFKC", name)))
    pattern, same = _same()
    return pattern.sub(lambda found: same[found.group()], words)


@cache
def _same() -> tuple[re.Pattern[str], dict[str, str]]:
    """Two words for one thing in any name."""
    same: dict[str, str] = tomllib.loads(_MEASURES.read_text(encoding="utf-8"))["same"]
    return re.compile("|".join(sorted(same, key=len, reverse=True))), same


@cache
def successors() -> dict[str, str]:
    """Indicators that were given up, and the one of another definition that came after them."""
    found: dict[str, str] = tomllib.loads(_MEASURES.read_text(encoding="utf-8"))["succession"]
    return found


@cache
def bare_words() -> frozenset[str]:
    """Names that name no thing of their own: 投资, 产值."""
    return frozenset(tomllib.loads(_MEASURES.read_text(encoding="utf-8"))["filler"]["bare"])


@cache
def subjects() -> tuple[str, ...]:
    """What a name ends with that says of what kind of thing something is: 第一产业, 规上工业企业."""
    return tuple(tomllib.loads(_MEASURES.read_text(encoding="utf-8"))["filler"]["subject"])


@cache
def completion() -> re.Pattern[str]:
    """How a name ends whose percentage is of a plan that was carried out, not of the indicator."""
    return re.compile(tomllib.loads(_MEASURES.read_text(encoding="utf-8"))["filler"]["completion"])


@lru_cache(maxsize=8192)
def bare_name(name: str) -> str:
    """A name outside the catalogue without the words that say when, whether and in which measure."""
    core = plain(name)
    while True:
        shorter = min((rest for rest, _ in steps(core) if len(rest) > 1), key=len, default=core)
        if len(shorter) >= len(core):
            return core
        core = shorter


_DIVISION_END = _TABLE.compiled("{division_end}$")


def region_names(region: str | None) -> tuple[str, ...]:
    """A region's name as it may stand in front of an indicator: 北京市, 北京."""
    if not region:
        return ()
    short = _DIVISION_END.sub("", region)
    return (region, short) if len(short) > 1 else (region,)


def own_level(core: str) -> tuple[str, str]:
    """A name without the words for the budget and the investment of this level of government alone."""
    level = next((word for word in _words().own_level if core.startswith(word)), "")
    return core.removeprefix(level), "own level" if level else ""


def steps(core: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """A name with each one word that may come off taken off, the word, and what it stands for."""
    words = _words()
    if found := _TIME.match(core):
        yield core[found.end() :], (found.group(), "")
    if found := _SINCE.search(core):
        yield core[: found.start()], (found.group(), "growth_cum")
    for measure, pattern in words.patterns:
        if found := pattern.search(core):
            yield core[: found.start()], (found.group(), measure)
    for length, tails in words.tails.items():
        for kind in tails.get(core[-length:], ()):
            yield core[:-length], (core[-length:], kind)
    for length, heads in words.heads.items():
        for kind in heads.get(core[:length], ()):
            yield core[length:], (core[:length], kind)
