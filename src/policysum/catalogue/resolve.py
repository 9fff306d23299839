"""A printed name becomes an indicator of the catalogue and a measure, or nothing.

A name is taken apart: words that say when, how far or in which measure come off its two ends; what is left must be
an alias as a whole, or fit a pattern as a whole. Nothing is assigned because it looks alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from policysum.catalogue.affixes import completion, own_level, plain, steps, subjects
from policysum.catalogue.indicators import Indicator, load_indicators
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Catalogue", "Match", "resolve"]

_TABLE = table("catalogue_words")
_LEAD = _TABLE.compiled("^.*{goals}(?:{goals_are}|[：:])")
_BETWEEN = _TABLE.compiled("{between}|{reaches}(?=.)")
_AREA = _TABLE.compiled("{area_of}{area}(?={output})")
"""粮食播种面积1亿亩、产量700亿斤: the name of the second figure takes the thing over, not the area."""
_OF_WHOLE = _TABLE.compiled("(?<={signs.share}){whole_of}(?!{signs.of}?{part})")
"""民生支出占全市一般公共预算支出的比重: of the region's own total, which need not be said."""
_PART = _TABLE.compiled("{signs.share}[^、，]{2,12}?{signs.of}?$")
_SHARE = _TABLE.compiled(
    "(?P<part>[^{=signs.share}]{1,40}+){signs.share}(?P<whole>.{1,40}?){signs.of}?{part}"
)
_IN_BRACKETS = re.compile(r"(?P<before>[^()]+)\((?P<within>[^()]+)\)(?P<after>[^()]*)")
_SCALE = _TABLE.compiled("^[{=numerals.small|numerals.ten}]?[{=numerals.big}]")
_BRACKETS = re.compile(r"[()（）]")
"""套（户） counts what 套 counts."""
_PERCENT = frozenset({"%", "％", "‰"})
_SIGN = table("signs").word
_POINTS = frozenset({_SIGN("percent_point"), _SIGN("thing") + _SIGN("percent_point")})
_RANKS = frozenset({_SIGN("place"), _SIGN("ordinal")})
_YUAN = _SIGN("yuan")
_TIMES = _SIGN("times")
_MONEY = frozenset({_YUAN, *_TABLE.words("money")})
_GROWN = _TABLE.words("grown")
_GROWING = frozenset({"growth", "growth_avg", "growth_cum"})
_IN_PERCENT = frozenset({"growth", "growth_avg", "growth_cum", "share"})


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means.

    Attributes:
        id: the indicator.
        measure: level, growth, growth_avg, growth_cum, share, points, increment, rank or index.
        how: alias or pattern, and the words that were taken off.
        basis: real, nominal or comparable; empty where the name does not say.
        scope: "own level" where only the budget or investment of that level of government is meant, else empty.
    """

    id: str
    measure: str
    how: str
    basis: str = ""
    scope: str = ""


class Catalogue:
    """Indicators by name."""

    def __init__(self, indicators: tuple[Indicator, ...] | None = None) -> None:
        """Take the built-in indicators where none are given."""
        self.indicators = load_indicators() if indicators is None else indicators
        self._aliases: dict[str, Indicator] = {}
        # 高技术制造业增长9%: of what grows in percent, not of an amount in 元, which may be output or revenue.
        self._growing: dict[str, Indicator] = {}
        for one in self.indicators:
            for alias in (one.name, *one.aliases):
                held = self._growing if alias.endswith("%") else self._aliases
                held.setdefault(plain(alias.removesuffix("%")).upper(), one)
        self._starts: dict[str, list[str]] = {}
        for alias in {**self._aliases, **self._growing}:
            self._starts.setdefault(alias[:2], []).append(alias)
        self._patterns = [one for one in self.indicators if one.pattern is not None]
        # Most names fit none: one look at all patterns together is several times as fast as one at each.
        self._any = re.compile(
            "|".join(f"(?:{one.pattern.pattern})" for one in self._patterns if one.pattern)
        )
        # Rows of a table, and the reports of a batch, have names in common.
        self._matched = lru_cache(maxsize=4096)(self._match)

    def match(self, name: str, unit: str | None = None, regions: tuple[str, ...] = ()) -> Match | None:
        """What a printed name means, with the unit of its number if there is one.

        Args:
            name: the name as a report prints it.
            unit: the unit of the number: 元, %, 家.
            regions: names of the report's own region, which may stand in front.
        """
        return self._matched(name, unit, regions)

    def _match(self, name: str, unit: str | None, regions: tuple[str, ...]) -> Match | None:
        words = plain(name)
        for region in regions:
            words = words.removeprefix(region)
        if unit in _PERCENT and completion().search(words):
            return None
        words = _OF_WHOLE.sub("", _AREA.sub("", _BETWEEN.sub("", _LEAD.sub("", words))))
        found = self._whole(words, unit) or self._twice(words, unit) or self._second(words, unit)
        if found is None and unit in _PERCENT and _PART.search(words):
            found = self._whole(f"{words.removesuffix(_SIGN('of'))}{_TABLE.word('part')}", unit)
        return found

    def _whole(self, words: str, unit: str | None) -> Match | None:
        for core, taken in self._cores(words):
            kinds = [kind for _, kind in taken]
            growing = unit in _PERCENT and not _GROWING.isdisjoint(kinds)
            bare, scope = own_level(core)
            readings = list(self._readings(bare, growing=growing))
            if scope and not any(_YUAN in indicator.units for indicator, _ in readings):
                bare, scope = core, ""
                readings = list(self._readings(core, growing=growing))
            for indicator, how in readings:
                if (measure := _measure(indicator, bare, kinds, unit)) is not None:
                    off = "".join(f" -{word}" for word, _ in taken)
                    basis = next(
                        (kind.removeprefix("basis:") for kind in kinds if kind.startswith("basis:")), ""
                    )
                    return Match(indicator.id, measure, how + off, basis, scope)
            if readings:
                return None
            if unit in _PERCENT | _POINTS and (part := self._part_of(core)):
                return Match(part.id, "points" if unit in _POINTS else "share", "part of its whole")
        return None

    def _part_of(self, core: str) -> Indicator | None:
        """民间投资占固定资产投资比重: an indicator beside the one that it is a part of in the catalogue."""
        if (said := _SHARE.fullmatch(core)) is None:
            return None
        part, whole = self._find(said["part"]), self._find(said["whole"])
        return part[0] if part and whole and part[0].parent == whole[0].id else None

    def _twice(self, words: str, unit: str | None) -> Match | None:
        """The indicator of a name with another of its names in brackets: 游客总花费(旅游总收入)."""
        if (said := _IN_BRACKETS.fullmatch(words)) is None:
            return None
        found, again = self._whole(said["before"] + said["after"], unit), self._whole(said["within"], unit)
        return found if found and again and found.id == again.id else None

    def _second(self, words: str, unit: str | None) -> Match | None:
        """The indicator of a figure whose name carries the one before it in front: 外贸进出口总额出口增长.

        Both halves must be indicators as they stand, so that nothing but a list is taken apart.
        """
        large = words.upper()
        starts = any(large.startswith(alias) for alias in self._starts.get(large[:2], ()))
        if not starts and self._any.match(words) is None:
            return None
        for at in range(2, len(words) - 1):
            first = self._find(words[:at])
            if first is None or words[:at].endswith(subjects()):  # 第一产业用电量 is one name
                continue
            if (found := self._whole(words[at:], unit)) and found.id != first[0].id:
                return replace(found, how=f"{found.how} after {first[0].id}")
        return None

    def _find(self, core: str) -> tuple[Indicator, str] | None:
        return next(self._readings(core), None)

    def _readings(self, core: str, *, growing: bool = False) -> Iterator[tuple[Indicator, str]]:
        """The indicators that a name may be of: its unit decides between 优良天数 in days and in percent."""
        large = core.upper()
        if (one := self._aliases.get(large) or (self._growing.get(large) if growing else None)) is not None:
            if one.excluded is None or not one.excluded.search(core):
                yield one, "alias"
            return
        if self._any.fullmatch(core) is None:
            return
        for one in self._patterns:
            assert one.pattern is not None
            if one.pattern.fullmatch(core) and not (one.excluded and one.excluded.search(core)):
                yield one, "pattern"

    def _cores(self, words: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The name, then the name with one word after the other taken off, every order of ends, shortest path first."""
        seen = {words}
        queue: list[tuple[str, list[tuple[str, str]]]] = [(words, [])]
        while queue:
            core, taken = queue.pop(0)
            yield core, taken
            for rest, step in steps(core):
                if rest and rest not in seen and len(taken) < 6:
                    seen.add(rest)
                    queue.append((rest, [*taken, step]))


def _measure(indicator: Indicator, core: str, kinds: list[str], unit: str | None) -> str | None:
    """The measure that words and unit agree on; None where the unit cannot be that of the indicator."""
    kinds = [kind for kind in kinds if kind and not kind.startswith("basis:")]
    # 年均上涨 comes off as two words: the one that says more counts.
    said = next((kind for kind in kinds if kind in {"growth_avg", "growth_cum"}), kinds[0] if kinds else "")
    if not said and core.endswith(_GROWN):
        said = "growth"
    if unit is None:
        return said or ("growth" if indicator.kind == "price" else "level")
    unit = _SCALE.sub("", unit)
    if unit == _SIGN("name_place"):
        unit = _SIGN("place" if said == "rank" else "people")
    if unit in _POINTS:
        return "points"
    if unit in _RANKS and unit not in indicator.units:
        return "rank" if said in {"", "rank"} else None
    if unit == _TIMES:
        return "growth" if said.startswith("growth") else ("level" if _TIMES in indicator.units else "index")
    own = frozenset(indicator.units)
    unit = _own_unit(unit, own)
    if indicator.kind in {"rate", "price"}:
        return _of_rate(indicator.kind, said) if not unit or unit in _PERCENT or unit in own else None
    return _of_amount(said, unit, own)


def _own_unit(unit: str, own: frozenset[str]) -> str:
    for part in _BRACKETS.split(unit):
        if part in own:
            return part
    return unit


def _of_rate(kind: str, said: str) -> str:
    if kind == "price":
        return said or "growth"
    return "level" if said in {"share", "rank", ""} else said


def _of_amount(said: str, unit: str, own: frozenset[str]) -> str | None:
    if unit in _PERCENT:
        return said if said in _IN_PERCENT else (None if said else "growth")
    if unit == "" and "" not in own:
        return said if said == "share" else None
    if unit not in own and not (unit in _MONEY and own & _MONEY):
        return None
    # Growth in the indicator's own unit, 提高2岁 or 增加300元, is what was added.
    return "increment" if said in {"increment", "growth", "growth_cum"} else "level"


@lru_cache(maxsize=1)
def _default() -> Catalogue:
    return Catalogue()


def resolve(name: str, unit: str | None = None) -> tuple[str, str, str] | None:
    """The indicator's id, the measure and how the name matched; None where the catalogue has no such indicator."""
    found = _default().match(name, unit)
    return None if found is None else (found.id, found.measure, found.how)
