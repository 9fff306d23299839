"""The figures of one result, each with the report, year, indicator and bound that a panel needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from policysum.catalogue import (
    Catalogue,
    Match,
    bare_name,
    in_words,
    names_elsewhere,
    of_elsewhere,
    region_names,
)
from policysum.lexicon import Scanner, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Figure", "Source", "figures", "source_of", "words_of", "year_of"]

_ROLES = {"target": "target", "actual": "result", "forecast": "forecast"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARLY = re.compile(r"(?:as_of:)?((?:19|20)\d\d)(?:-12)?")
_CLAUSE = re.compile(r"[。；;，,！!\n]")


@dataclass(frozen=True, slots=True)
class Source:
    """One report: where its figures come from."""

    report: str
    region_code: str | None
    region: str | None
    level: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, or one target told in words, of a report."""

    source: Source
    indicator: str | None
    key: str
    name: str
    measure: str
    role: str
    period: str | None
    low: float | None
    high: float | None
    bound: str
    commitment: str | None
    unit: str
    cell: str
    text: str
    start: int
    end: int
    sentence: str
    matched_by: str | None
    basis: str
    scope: str
    doubts: tuple[str, ...]
    dated: bool = True
    """Whether the source says of what period it is; else it was inferred from the report's own."""


def source_of(data: Mapping[str, Any]) -> Source:
    """What a panel needs of a report. The report of a year plans for that year and looks back on the one before."""
    document = data["document"]
    year: int | None = None
    if found := _YEAR.match(document.get("plan_period") or ""):
        year = int(found.group())
    elif found := _YEAR.match(document.get("period") or ""):
        year = int(found.group()) + 1
    return Source(
        report=document.get("path") or document["name"],
        region_code=document.get("region_code"),
        region=document["region"],
        level=document.get("region_level"),
        year=year,
    )


def figures(data: Mapping[str, Any], catalogue: Catalogue | None = None) -> Iterator[Figure]:
    """Every figure of a result that is a target, a result or a forecast of the report's own region.

    Args:
        data: a result in its JSON form.
        catalogue: another catalogue than the built-in one; then names are matched anew.
    """
    source = source_of(data)
    names = region_names(source.region)
    stated: set[tuple[str, str, str | None]] = set()
    for kpi in data.get("kpis", ()):
        role = _ROLES.get(kpi["status"])
        evidence = kpi["evidence"]
        if (
            role is None
            or kpi["value"] is None
            or kpi["verdict"] not in {"supported", "converted", "rounded"}
        ):
            continue
        if of_elsewhere(evidence["text"][: kpi["start"] - evidence["start"]]):
            continue
        match = _match(kpi["indicator"], kpi["unit"], names, catalogue or _built_in())
        if match is not None and match.measure == "points" and names_elsewhere(kpi["indicator"]):
            continue  # a distance to another place is no figure of this one
        value = kpi["value"]
        low, high = value if isinstance(value, list) else (value, value)
        name = bare_name(kpi["indicator"])
        measure = match.measure if match else _plain_measure(kpi)
        if match is not None:
            stated.add((match.id, role, kpi["period"]))
        yield Figure(
            source=source,
            indicator=match.id if match else None,
            key=match.id if match else f"{name}|{kpi['unit']}",
            name=kpi["indicator"],
            measure=measure,
            role=role,
            period=kpi["period"],
            low=float(low),
            high=float(high),
            bound=kpi["bound"],
            commitment=kpi["commitment"],
            unit=kpi["unit"],
            cell="figure",
            text=kpi["text"],
            start=kpi["start"],
            end=kpi["end"],
            sentence=evidence["text"],
            matched_by=match.how if match else None,
            basis=match.basis if match else "",
            scope=match.scope if match else "",
            doubts=tuple(doubt["code"] for doubt in kpi.get("doubts") or ())
            + (("own_level",) if match and match.scope else ()),
            dated=(kpi.get("grounds") or {}).get("period") in {"stated", "carried", None},
        )
    for figure in words_of(data, source, catalogue or _built_in()):
        if (figure.key, figure.role, figure.period) not in stated:
            yield figure


def words_of(data: Mapping[str, Any], source: Source, catalogue: Catalogue) -> Iterator[Figure]:
    """Targets and results told in words, 居民收入增长与经济增长同步, in the sentences that a result quotes."""
    names = region_names(source.region)
    seen: set[int] = set()
    for quote, period, role in _quoted(data, source):
        at = 0
        for part in _CLAUSE.split(quote["text"]):
            clause = part.strip()
            start = quote["start"] + at + len(part) - len(part.lstrip())
            at += len(part) + 1
            if start in seen or not clause:
                continue
            seen.add(start)
            for match, name in _in_words(clause, names, catalogue):
                yield Figure(
                    source, match.id, match.id, name, match.measure, role, period, None, None, "exact",
                    _commitment(clause), "", "words", clause, start, start + len(clause), quote["text"],
                    match.how, match.basis, match.scope, (),
                )  # fmt: skip


def year_of(period: str | None) -> int | None:
    """The year a period is, or at whose end it is; None for half years and stretches of years."""
    found = _YEARLY.fullmatch(period or "")
    return int(found[1]) if found else None


def _quoted(data: Mapping[str, Any], source: Source) -> Iterator[tuple[Mapping[str, Any], str | None, str]]:
    """What a report quotes of its plans and of what it reached, with the period and the role it speaks of."""
    for kpi in data.get("kpis", ()):
        if kpi["status"] in {"target", "actual"}:
            yield kpi["evidence"], kpi["period"], _ROLES[kpi["status"]]
    plain = str(source.year) if source.year else None
    for plan in data.get("plans", ()):
        for quote in plan["evidence"]:
            yield quote, plain, "target"


def _in_words(clause: str, names: tuple[str, ...], catalogue: Catalogue) -> Iterator[tuple[Match, str]]:
    """The indicators a clause speaks of: the whole of its name, or each part of an enumeration."""
    (whole, *parts), growing = in_words(clause)

    def meaning(name: str) -> Match | None:
        found = _match(name, "%", names, catalogue) if growing else None
        return found or _match(name, None, names, catalogue)

    if match := meaning(whole):
        yield match, whole
    elif parts and meaning(parts[0]):  # else the rest may share its scope: 欠发达县域的收入、支出
        yield from ((match, part) for part in parts if (match := meaning(part)))


@lru_cache(maxsize=1)
def _built_in() -> Catalogue:
    return Catalogue()


def _match(name: str, unit: str | None, names: tuple[str, ...], catalogue: Catalogue) -> Match | None:
    return _matched(name, unit, names if name.startswith(names) else (), catalogue)


@lru_cache(maxsize=65536)
def _matched(name: str, unit: str | None, names: tuple[str, ...], catalogue: Catalogue) -> Match | None:
    return catalogue.match(name, unit, names)


def _plain_measure(kpi: Mapping[str, Any]) -> str:
    change, unit = kpi["change"], kpi["unit"]
    if unit == "百分点":
        return "points"
    if "年均" in kpi["indicator"] and unit in {"%", "倍"}:
        return "growth_avg"
    return "growth" if change == "decline" else str(change)


@lru_cache(maxsize=1)
def _commits() -> Scanner:
    return table("commitment_words").scanner("commits")


def _commitment(clause: str) -> str | None:
    found = _commits().last(clause)
    return found[2].word if found else None
