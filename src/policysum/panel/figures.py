"""The figures of one result, each with the report, year, indicator and bound that a panel needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from sys import intern
from typing import TYPE_CHECKING, Any

from policysum.catalogue import (
    Catalogue,
    Match,
    bare_name,
    hinted,
    in_words,
    names_elsewhere,
    of_a_part,
    of_elsewhere,
    region_names,
)
from policysum.lexicon import Scanner, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Figure", "Source", "figures", "source_of", "words_of", "year_of"]

_PASSED = frozenset({"supported", "converted", "rounded"})
_ROLES = {"target": "target", "actual": "result", "forecast": "forecast"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARLY = re.compile(r"(?:as_of:)?((?:19|20)\d\d)(?:-12)?")
_CLAUSE = re.compile(r"[^。；;，,！!\n\s][^。；;，,！!\n]*")


@dataclass(frozen=True, slots=True)
class Source:
    """One report: where its figures come from."""

    report: str
    region_code: str | None
    region: str | None
    level: str | None
    year: int | None
    result: str | None = None
    """Name of the result file without .json, by which the review page finds it."""
    sha256: str | None = None
    """Hash of the source text."""
    version: str | None = None
    """Version of the program that read it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, or one target given in words, of a report."""

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
    kpi: int | None = None
    """Its number in the report, from 1; None where it is given in words."""
    dated: bool = True
    """Whether the source says of what period it is; else it was inferred from the report's own."""


def source_of(data: Mapping[str, Any]) -> Source:
    """What a panel needs of a report. The report of a year plans for that year and looks back on the one before."""
    document, run = data["document"], data.get("run") or {}
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
        result=run.get("output"),
        sha256=run.get("source_sha256"),
        version=run.get("version"),
    )


def figures(
    data: Mapping[str, Any], catalogue: Catalogue | None = None, *, known: bool = False
) -> Iterator[Figure]:
    """Every figure of a result that is a target, a result or a forecast of the report's own region.

    Args:
        data: a result in its JSON form.
        catalogue: another catalogue than the built-in one; then names are matched anew.
        known: whether only figures whose name the catalogue has are wanted.
    """
    source, catalogue = source_of(data), catalogue or _built_in()
    names = region_names(source.region)
    stated: set[tuple[str, str, str | None]] = set()
    sentences: dict[str, str] = {}  # many figures share one
    for number, kpi in enumerate(data.get("kpis", ()), start=1):
        role = _ROLES.get(kpi["status"])
        if role is None or kpi["value"] is None or kpi["verdict"] not in _PASSED:
            continue
        match = _match(kpi["indicator"], kpi["unit"], names, catalogue)
        if known and match is None:
            continue
        evidence = kpi["evidence"]
        if of_elsewhere(evidence["text"][: kpi["start"] - evidence["start"]]):
            continue
        if match is not None:
            if match.measure == "points" and names_elsewhere(kpi["indicator"]):
                continue  # a distance to another place is no figure of this one
            stated.add((match.id, role, kpi["period"]))
        sentence = sentences.setdefault(evidence["text"], evidence["text"])
        yield _figure(source, (number, kpi), match, sentence)
    for figure in words_of(data, source, catalogue):
        if (figure.key, figure.role, figure.period) not in stated:
            yield figure


def _figure(
    source: Source, numbered: tuple[int, Mapping[str, Any]], match: Match | None, sentence: str
) -> Figure:
    number, kpi = numbered
    value = kpi["value"]
    low, high = map(float, value) if isinstance(value, list) else (float(value), float(value))
    if not isfinite(low + high):
        raise ValueError(value)
    return Figure(
        source=source,
        indicator=match.id if match else None,
        key=match.id if match else f"{bare_name(kpi['indicator'])}|{kpi['unit']}",
        name=intern(kpi["indicator"]),
        measure=match.measure if match else _plain_measure(kpi),
        role=_ROLES[kpi["status"]],
        period=kpi["period"],
        low=low,
        high=high,
        bound=intern(kpi["bound"]),
        commitment=kpi["commitment"],
        unit=intern(kpi["unit"]),
        cell="figure",
        text=kpi["text"],
        start=kpi["start"],
        end=kpi["end"],
        sentence=sentence,
        matched_by=match.how if match else None,
        basis=match.basis if match else "",
        scope=match.scope if match else "",
        doubts=tuple(doubt["code"] for doubt in kpi.get("doubts") or ())
        + (("own_level",) if match and match.scope else ()),
        kpi=number,
        dated=(kpi.get("grounds") or {}).get("period") in {"stated", "carried", None},
    )


def words_of(data: Mapping[str, Any], source: Source, catalogue: Catalogue) -> Iterator[Figure]:
    """Targets and results given in words, 居民收入增长与经济增长同步, in the sentences that a result quotes."""
    names = region_names(source.region)
    read: set[int] = set()
    seen: set[int] = set()
    for quote, period, role in _quoted(data, source):
        if quote["start"] in read:
            continue
        read.add(quote["start"])
        if not hinted(quote["text"]):
            continue
        for found in _CLAUSE.finditer(quote["text"]):
            clause, start = found[0].rstrip(), quote["start"] + found.start()
            if start in seen or not hinted(clause):
                continue
            seen.add(start)
            said = tuple(_in_words(clause, names, catalogue))
            if not said or of_a_part(clause, source.level):
                continue
            for match, name in said:
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
    if source.year is None:
        return
    for kind, year, role in (("plans", source.year, "target"), ("achievements", source.year - 1, "result")):
        for item in data.get(kind, ()):
            for quote in item["evidence"]:
                yield quote, str(year), role


def _in_words(clause: str, names: tuple[str, ...], catalogue: Catalogue) -> Iterator[tuple[Match, str]]:
    """The indicators a clause speaks of: the whole of its name, or each part of an enumeration."""
    (whole, *parts), growing = in_words(clause)
    if not whole:
        return

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
