"""Cells that a region lacks and others have: not stated, or without a report."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from policysum.panel.figures import year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policysum.panel.figures import Source
    from policysum.panel.packed import Cell, Cells

__all__ = ["Holes", "Missing", "Region", "region_of"]

_COMMON = 3
"""A hole is shown where at least one region in so many states the figure."""
_TWO = 2

Region = tuple[str, str, str]
"""Code, name, and the report where it names no region. Two districts may have one name: 朝阳区."""


def region_of(source: Source) -> Region:
    """What a report is of."""
    return source.region_code or "", source.region or "", "" if source.region else source.report


class _Key(NamedTuple):
    """What is stated in the reports of a year; `of` is the year of the figure."""

    indicator: str
    measure: str
    role: str
    of: int


class Holes:
    """Who states what; regions are the bits of a number, since there may be thousands."""

    def __init__(self) -> None:
        """Begin without any report."""
        self._regions: dict[Region, tuple[int, Source]] = {}
        self._there: dict[tuple[Region, int], Source] = {}
        self._stated: dict[int, dict[_Key, int]] = defaultdict(lambda: defaultdict(int))
        self._in_words: dict[tuple[int, str, str], int] = defaultdict(int)
        self._undated: dict[tuple[int, str, str, str], int] = defaultdict(int)

    def add(self, source: Source, cells: Iterable[Cell]) -> None:
        """Take note of a report and of the cells it fills."""
        region, year = region_of(source), source.year
        number, _ = self._regions.get(region) or (len(self._regions), source)
        self._regions[region] = number, source
        if year is None:
            return
        self._there[region, year] = source
        for cell in cells:
            if (of := year_of(cell.period)) is not None:
                self._stated[year][_Key(cell.indicator, cell.measure, cell.role, of)] |= 1 << number
            if cell.period is None:  # it may be the figure of any year: nobody can say that it is not stated
                self._undated[year, cell.indicator, cell.measure, cell.role] |= 1 << number
            if cell.words:
                self._in_words[year, cell.indicator, cell.role] |= 1 << number

    def found(self) -> Missing:
        """What is missing, once every report is known."""
        reporting = Counter(year for _, year in self._there)
        common = {
            year: [
                (
                    key,
                    having
                    | self._in_words.get((year, key.indicator, key.role), 0)
                    | self._undated.get((year, key.indicator, key.measure, key.role), 0),
                )
                for key, having in sorted(keys.items())
                if having.bit_count() >= _TWO and having.bit_count() * _COMMON >= reporting[year]
            ]
            for year, keys in self._stated.items()
        }
        return Missing(self._regions, self._there, common)


class Missing:
    """The rows of the holes, made when they are asked for."""

    def __init__(
        self,
        regions: Mapping[Region, tuple[int, Source]],
        there: Mapping[tuple[Region, int], Source],
        common: Mapping[int, list[tuple[_Key, int]]],
    ) -> None:
        """Take the regions with their numbers, the reports, and what is common in each year with who has it."""
        self._regions, self._there, self._common = regions, there, common
        self._named = {(region[1], year) for region, year in there}

    def places(self) -> Iterator[tuple[Region, int]]:
        """The regions and years that may lack something."""
        return product(self._regions, self._common)

    def lines(self, region: Region, year: int) -> list[Cells]:
        """The rows of the holes of a region and year, in the order of their places."""
        source = self._there.get((region, year))
        if source is None and region[1] and (region[1], year) in self._named:
            return []  # its report of that year has the code of another year
        number, any_source = self._regions[region]
        return [
            _line(any_source, source, year, key)
            for key, having in self._common.get(year, ())
            if not having >> number & 1
        ]


def _line(region: Source, source: Source | None, year: int, key: _Key) -> Cells:
    cell, report, result = (
        ("not_stated", source.report, source.result) if source else ("no_report", None, None)
    )
    return (
        region.region_code, region.region, region.level, year, str(key.of), key.indicator, None, key.measure, key.role,
        None, None, None, None, None, cell, None, report, None, None, None, None, "", None, result,
    )  # fmt: skip
