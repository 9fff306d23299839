"""The figures of one result, each with the report, year, indicator and bound that a panel needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from policysum.catalogue import Catalogue, Match, bare_name, region_names
from policysum.lexicon import Scanner, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Figure", "Source", "figures", "source_of", "words_of"]

_ROLES = {"target": "target", "actual": "result", "forecast": "forecast"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLAUSE = re.compile(r"[。；;，,！!\n]")
_ELSEWHERE = re.compile(r"全国|全球|世界|成渝|长三角|珠三角|大湾区|京津冀|长江经济带|经济圈|城市群|都市圈")
_COMPARED = re.compile(
    r"(?:高于|低于|快于|居|列|占|好于|全国第|排名)[^，。；]{0,6}$|(?:高于|低于|快于|位居|居|列|占)(?:全国|全球|世界)"
)
_IN_WORDS = (
    re.compile(
        r"(?P<name>.{1,60}?)(?:增长|增速|增幅)?(?:与|和|跟|同)(?:经济|地区生产总值|生产总值|GDP)(?:增长|发展|增速)?.{0,6}同步.*"
    ),
    re.compile(
        r"(?P<name>.{1,60}?)(?:力争)?(?:高于|快于|不低于|好于|优于)(?:全国|全省|全市|全区|全自治区)(?:平均)?(?:水平|增速)?.*"
    ),
    re.compile(
        r"(?P<name>.{1,60}?)(?:完成|达到|实现|控制在)(?:国家|上级|省|自治区|市)(?:下达|要求|规定|确定|控制).*"
    ),
    re.compile(
        r"(?:确保)?(?:全面)?完成(?:国家|上级|省|自治区|市)下达的?(?P<name>.{1,60}?)(?:目标|任务|指标).*"
    ),
)


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
    for kpi in data.get("kpis", ()):
        role = _ROLES.get(kpi["status"])
        evidence = kpi["evidence"]
        if (
            role is None
            or kpi["value"] is None
            or kpi["verdict"] not in {"supported", "converted", "rounded"}
        ):
            continue
        before = _CLAUSE.split(evidence["text"][: kpi["start"] - evidence["start"]])[-1]
        if _ELSEWHERE.search(before) and not _COMPARED.search(before):
            continue
        match = _match(kpi["indicator"], kpi["unit"], names, catalogue or _built_in())
        if match is not None and match.measure == "points" and _ELSEWHERE.search(kpi["indicator"]):
            continue  # a distance to another place is no figure of this one
        value = kpi["value"]
        low, high = value if isinstance(value, list) else (value, value)
        name = bare_name(kpi["indicator"])
        measure = match.measure if match else _plain_measure(kpi)
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
        )
    yield from words_of(data, source, catalogue or _built_in())


def words_of(data: Mapping[str, Any], source: Source, catalogue: Catalogue) -> Iterator[Figure]:
    """Targets told in words, 居民收入增长与经济增长同步, in the sentences in which targets with figures stand."""
    names = region_names(source.region)
    seen: set[int] = set()
    for quote, period in _planned(data, source):
        at = 0
        for clause in _CLAUSE.split(quote["text"]):
            start, at = quote["start"] + at, at + len(clause) + 1
            found = None if start in seen else _in_words(clause, names, catalogue)
            if found is None:
                continue
            seen.add(start)
            match, name = found
            yield Figure(
                source, match.id, match.id, name, match.measure, "target", period, None, None, "exact",
                _commitment(clause), "", "words", clause, start, start + len(clause), quote["text"],
                match.how, match.basis, match.scope, (),
            )  # fmt: skip


def _planned(data: Mapping[str, Any], source: Source) -> Iterator[tuple[Mapping[str, Any], str | None]]:
    """What a report quotes of its plans: the sentences of targets with figures, and those of its plans."""
    for kpi in data.get("kpis", ()):
        if kpi["status"] == "target":
            yield kpi["evidence"], kpi["period"]
    for plan in data.get("plans", ()):
        for quote in plan["evidence"]:
            yield quote, str(source.year) if source.year else None


def _in_words(clause: str, names: tuple[str, ...], catalogue: Catalogue) -> tuple[Match, str] | None:
    for found in _told_in_words(clause):
        name = found["name"]
        growing = "增" in clause.removeprefix(name)[:3] or name.endswith(("增长", "增速", "增幅"))
        match = _match(name, "%" if growing else None, names, catalogue) or _match(
            name, None, names, catalogue
        )
        if match is not None:
            return match, name
    return None


@lru_cache(maxsize=65536)
def _told_in_words(clause: str) -> tuple[re.Match[str], ...]:
    if any(char.isdigit() for char in clause):
        return ()
    matches = (pattern.fullmatch(clause.strip()) for pattern in _IN_WORDS)
    return tuple(found for found in matches if found)


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
