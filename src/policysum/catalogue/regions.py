"""The gazetteer: administrative divisions of China with the years in which a code stood for a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["Region", "beginnings", "by_code", "by_name", "endings", "longest_name", "parents"]


@dataclass(frozen=True, slots=True)
class Region:
    """One division under one name; `valid_to` is the year in which the name was given up, None while it stands."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: int
    valid_to: int | None
    short: str

    def valid(self, year: int | None) -> bool:
        """Whether the name stood in a year; today, where none is given."""
        if year is None:
            return self.valid_to is None
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)


def by_code(code: str, year: int | None = None) -> Region | None:
    """The division with a code of GB/T 2260; without a year, or outside its years, the latest one."""
    held = _table()[0].get(code, ())
    return next((one for one in held if one.valid(year)), held[0] if held else None)


def by_name(name: str) -> tuple[Region, ...]:
    """All divisions that a name, full or short, ever stood for, in any year; the latest first."""
    return _table()[1].get(name, ())


@lru_cache(maxsize=1)
def longest_name() -> int:
    """The characters of the longest name."""
    return max(map(len, _table()[1]))


@lru_cache(maxsize=1)
def beginnings() -> frozenset[str]:
    """The first two characters of all names."""
    return frozenset(name[:2] for name in _table()[1])


@lru_cache(maxsize=1)
def endings() -> frozenset[str]:
    """The last three characters of all names that have as many."""
    return frozenset(name[-3:] for name in _table()[1] if len(name) > 2)


def parents(region: Region, year: int | None = None) -> tuple[Region, ...]:
    """What a division belongs to, the province first."""
    above = by_code(region.parent, year or region.valid_to)
    return (*parents(above, year), above) if above else ()


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[Region, ...]], dict[str, tuple[Region, ...]]]:
    """The divisions by code and by name."""
    codes: dict[str, tuple[Region, ...]] = {}
    names: dict[str, tuple[Region, ...]] = {}
    for line in (files(__package__) / "regions.tsv").read_text("utf-8").splitlines():
        if not line[0].isdigit():
            continue
        code, name, level, parent, first, last, short = line.split("\t")
        one = Region(code, name, level, parent, int(first), int(last) if last else None, short)
        codes[code] = (one, *codes.get(code, ()))
        for shown in {name, short, short + name[-1] if short else ""} - {""}:
            names[shown] = (one, *names.get(shown, ()))
    return codes, names
