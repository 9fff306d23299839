"""Results under another name: what a report did, found where the report that planned it called the thing otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from policysum.catalogue import same_thing, same_unit, shared_words, unit_group
from policysum.panel.figures import Figure, year_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["AMOUNTS", "of_one_number", "of_one_thing"]

AMOUNTS = frozenset({"level", "increment"})
_CLAUSE = re.compile(r"[^。；;，,、！!\n]+")
_FEW = 10
"""A number below it stands for many things."""
_LONG, _SHORT = 3, 2
"""Characters that the clauses of such a number, and of a larger one, must share."""
_RELATIVE = frozenset({"%", "‰", "百分点", "倍", "位", "元"})


def of_one_thing(target: Figure, found: Mapping[tuple[str, str], list[Figure]], year: int) -> list[Figure]:
    """The figures of a project outside the catalogue that the report gives under another name, the surest alone."""
    ranked: dict[int, list[Figure]] = defaultdict(list)
    for one in _timely(found, year):
        alike = one.measure == target.measure or {one.measure, target.measure} <= AMOUNTS
        if (
            one.indicator is None
            and alike
            and same_unit(target.unit, one.unit)
            and (sure := same_thing(target.name, one.name, target.unit))
        ):
            ranked[sure].append(one)
    return ranked[max(ranked)] if ranked else []


def of_one_number(target: Figure, found: Mapping[tuple[str, str], list[Figure]], year: int) -> Figure | None:
    """The figure that has the number of a target and whose clause speaks of the same thing, if it is the only one.

    335座保暖房装修 is 建成335户绿色保暖房: names differ, but nobody builds as many by chance.
    """
    if target.cell != "figure" or target.low != target.high or target.unit in _RELATIVE:
        return None
    group, said = unit_group(target.unit), _clause(target)
    needed = _SHORT if (target.low or 0) >= _FEW else _LONG
    twins = [
        one
        for one in _timely(found, year)
        if one.low == target.low
        and one.high == target.high
        and unit_group(one.unit) == group
        and (one.indicator is None or target.indicator in {None, one.indicator})
        and shared_words(said, _clause(one)) >= needed
    ]
    return twins[0] if len(twins) == 1 else None


def _timely(found: Mapping[tuple[str, str], list[Figure]], year: int) -> Iterator[Figure]:
    return (one for one in chain.from_iterable(found.values()) if year_of(one.period) == year)


def _clause(figure: Figure) -> str:
    """The clause a figure stands in, with its name, which may stand before it."""
    at = figure.sentence.find(figure.text)
    clause = next(
        (one.group() for one in _CLAUSE.finditer(figure.sentence) if one.start() <= at < one.end()), ""
    )
    return f"{figure.name} {clause}"
