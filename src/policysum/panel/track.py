"""Targets of one report held against what the report of the next year says."""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from policysum.catalogue import bare_words, load_indicators, successors
from policysum.panel.figures import Figure, year_of
from policysum.panel.holes import Region, region_of
from policysum.panel.kin import AMOUNTS, of_one_number, of_one_thing
from policysum.panel.reports import reports_of
from policysum.panel.waiting import Place, Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policysum.catalogue import Catalogue
    from policysum.panel.reports import Report
    from policysum.views import TableRow

__all__ = ["Tracking", "track_rows", "tracked"]

_SEVERAL = 5
"""Figures of one stretch of years from which on a report is a review of them."""
_SUM = 2
_ABOUT_POINTS, _ABOUT = 0.5, 0.05
"""How far from 5%左右 a rate may lie, in points, and from 约300亿元 an amount, as a part of it."""


def track_rows(results: Iterable[Mapping[str, Any]], catalogue: Catalogue | None = None) -> list[TableRow]:
    """The rows of the track over `results` in their JSON form, by a `catalogue` where it is not the built-in one; see `tracked`."""
    return list(tracked(reports_of(results, catalogue)))


def tracked(found: Iterable[Report]) -> Iterator[TableRow]:
    """One row for every annual target of a report whose region has a report of the next year, too."""
    with Waiting() as waiting:
        tracking = Tracking(waiting)
        for report in found:
            tracking.add(report)
        yield from tracking.rows()


class Tracking:
    """Reports on their way into a track; the figures of two reports are all that is unpacked at one time."""

    def __init__(self, waiting: Waiting) -> None:
        """Begin without any report; their figures wait there."""
        self._waiting = waiting

    def add(self, report: Report) -> None:
        """Take the next report."""
        source, figures = report
        if source.region is not None and source.year is not None:
            # Bytes that this program alone sees: the file has no name.
            packed = pickle.dumps(figures, pickle.HIGHEST_PROTOCOL)
            self._waiting.add((region_of(source), source.year), packed)

    def rows(self) -> Iterator[TableRow]:
        """The rows of the track, once every report is there."""
        named: dict[tuple[str, int], list[Region]] = defaultdict(list)
        places = sorted(self._waiting.places())
        for region, year in places:
            named[region[1], year].append(region)
        figures_of = lru_cache(maxsize=2)(self._figures_of)
        for region, year in places:
            following = region if (region, year + 1) in self._waiting else None
            if following is None:
                # Its code may be new in that year: then it is the one of its name that had no report under that code.
                renamed = [
                    one for one in named.get((region[1], year + 1), ()) if (one, year) not in self._waiting
                ]
                following = renamed[0] if len(renamed) == 1 else None
            if following is not None:
                yield from _tracked(figures_of((region, year)), figures_of((following, year + 1)), year)

    def _figures_of(self, place: Place) -> list[Figure]:
        parts = (pickle.loads(part) for part in self._waiting.parts(place))  # noqa: S301 - as above
        return [figure for figures in parts for figure in figures]


def _tracked(said: list[Figure], later: list[Figure], year: int) -> list[TableRow]:
    found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    wordings: dict[str, Figure] = {}
    for figure in later:
        if figure.role in {"result", "forecast"} and figure.cell == "figure":
            found[figure.key, figure.measure].append(figure)
        elif figure.role == "result" and year_of(figure.period) == year:
            wordings.setdefault(figure.key, figure)
    company = Counter(figure.sentence for figure in later if figure.indicator is not None)
    for figures_of_key in found.values():
        # Of two values the one with a year of its own counts, then that of the sentence with more indicators: the
        # headline, not a part given elsewhere.
        figures_of_key.sort(key=lambda one: (not one.dated, -company[one.sentence], one.start))
    reviewed = _reviewed(later)
    rows, seen = [], set()
    for target in said:
        if target.role != "target" or year_of(target.period) != year:
            continue
        once = (target.key, target.measure, target.low, target.high, target.text)
        if once in seen:
            continue
        seen.add(once)
        result, verdict, why = _answer(target, found, year)
        if verdict == "not_told" and target.key in wordings:
            result, verdict, why = wordings[target.key], "words", "the report says it without a figure"
        if result is not None and reviewed and _may_be_a_sum(target, result):
            result, verdict = None, "not_told"
            why = f"the figure may be of {reviewed}, which the report reviews as well: no word says its year"
        rows.append(_row(target, result, verdict, why, year))
    return rows


def _reviewed(later: list[Figure]) -> str | None:
    """The stretch of years that a report looks back on beside the last one, if it does so more than in passing."""
    spans = Counter(
        one.period for one in later if one.role == "result" and one.dated and "/" in (one.period or "")
    )
    span, count = max(spans.items(), key=lambda pair: pair[1], default=(None, 0))
    return span if count >= _SEVERAL else None


def _may_be_a_sum(target: Figure, result: Figure) -> bool:
    """Whether a result that names no year is so much more than the target that it may be of several years."""
    if result.dated or result.low is None or target.high is None:
        return False
    return {target.measure, result.measure} <= AMOUNTS and result.low >= _SUM * target.high


def _answer(
    target: Figure, found: Mapping[tuple[str, str], list[Figure]], year: int
) -> tuple[Figure | None, str, str]:
    if target.indicator is None and target.key.split("|")[0] in bare_words():
        return None, "not_told", "the name does not say what it is of, so no figure is paired with it"
    candidates = found.get((target.key, target.measure), [])
    timely = [one for one in candidates if year_of(one.period) == year]
    same = [one for one in timely if _comparable(target, one)]
    if same:
        result = same[0]
        if target.cell == "words":
            return result, "words", f"the target is given in words: {target.text}"
        why = (
            "" if len({(one.low, one.high) for one in same}) == 1 else "the report gives more than one value"
        )
        return result, _verdict(target, result), why
    if timely:
        return timely[0], "redefined", _difference(target, timely[0])
    return _without_result(target, found, candidates, year)


def _without_result(
    target: Figure, found: Mapping[tuple[str, str], list[Figure]], candidates: list[Figure], year: int
) -> tuple[Figure | None, str, str]:
    """What is said of a target of which the next report gives no figure of that year."""
    if target.cell == "words":
        return None, "words", f"the target is given in words: {target.text}"
    heir = successors().get(target.key, "")
    if others := [one for one in found.get((heir, target.measure), []) if year_of(one.period) == year]:
        return others[0], "redefined", f"the report gives {heir} instead of {target.key}"
    kin = of_one_thing(target, found, year) if target.indicator is None else []
    if len({(one.low, one.high) for one in kin}) == 1:
        return kin[0], _verdict(target, kin[0]), f"given under another name: {kin[0].name}"
    if not kin and (twin := of_one_number(target, found, year)):
        return twin, _verdict(target, twin), f"the same figure of what is called {twin.name}"
    measures = sorted({measure for key, measure in found if key == target.key})
    if kin:
        why = "more than one figure of the report may be meant"
    elif candidates:
        why = f"the report gives it for {candidates[0].period or 'no period'} only"
    elif measures:
        why = f"the report gives another measure only: {', '.join(measures)}"
    else:
        why = "no figure of this name and measure"
    return None, "not_told", why


def _comparable(target: Figure, result: Figure) -> bool:
    same_basis = not target.basis or not result.basis or target.basis == result.basis
    return (
        same_basis and target.scope == result.scope and (target.cell == "words" or target.unit == result.unit)
    )


def _difference(target: Figure, result: Figure) -> str:
    if target.scope != result.scope:
        return f"another scope: {target.scope or 'whole region'} against {result.scope or 'whole region'}"
    if target.unit != result.unit:
        return f"another unit: {target.unit} against {result.unit}"
    return f"another basis: {target.basis} against {result.basis}"


def _verdict(target: Figure, result: Figure) -> str:
    """Met, missed or exceeded.

    A target with a bound, 以上 or 以内, or with a range is met where it holds; one that is about a value, where the
    result lies near it or better; a bare value is met to the digit, and exceeded beyond it.
    """
    assert target.low is not None
    assert target.high is not None
    assert result.low is not None
    value = result.low
    lower = target.bound in {"le", "lt"} or (
        target.bound not in {"ge", "gt"}
        and target.indicator is not None
        and _lower_is_better(target.indicator)
    )
    better = value < target.low if lower else value > target.high
    if target.bound in {"ge", "gt", "le", "lt"}:
        return "met" if better or value in {target.low, target.high} else "missed"
    if target.low <= value <= target.high:
        return "met"
    room = 0.0
    if target.bound == "approx":
        room = _ABOUT_POINTS if target.unit in {"%", "百分点"} else abs(target.high) * _ABOUT
    if target.low - room <= value <= target.high + room:
        return "met"
    return "exceeded" if better else "missed"


def _lower_is_better(indicator: str) -> bool:
    return any(one.id == indicator and one.better == "lower" for one in load_indicators())


def _row(target: Figure, result: Figure | None, verdict: str, why: str, year: int) -> TableRow:
    source = target.source
    return {
        "region_code": source.region_code,
        "region": source.region,
        "year": year,
        "indicator": target.indicator,
        "name": target.name,
        "measure": target.measure,
        "low": target.low,
        "high": target.high,
        "bound": target.bound,
        "unit": target.unit,
        "target": target.text,
        "target_report": source.report,
        "target_start": target.start,
        "target_end": target.end,
        "target_sentence": target.sentence,
        "value": result.low if result else None,
        "result": result.text if result else None,
        "result_name": result.name if result else None,
        "result_report": result.source.report if result else None,
        "result_start": result.start if result else None,
        "result_end": result.end if result else None,
        "result_sentence": result.sentence if result else None,
        "verdict": verdict,
        "why": why,
        "target_kpi": target.kpi,
        "target_file": source.result,
        "result_kpi": result.kpi if result else None,
        "result_file": result.source.result if result else None,
    }
