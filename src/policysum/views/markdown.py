"""A result as a Markdown page, in Chinese, fit for a wiki or a pull request."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from policysum.views.digests import WORDS, digest_parts
from policysum.views.rows import UNCLEAR, state_of_kpi, verdict_of_kpi
from policysum.views.warnings import listed_title, warning_texts
from policysum.views.words import CHANGES, ITEM_KINDS, SIGNS, STATUSES, period_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["number_text", "to_markdown"]

# Everything Markdown or the HTML inside Markdown could take for markup.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~$>])")


def to_markdown(data: Mapping[str, Any]) -> str:
    """The whole result as Markdown: what it is, its KPIs with verdicts, its items, what is missing."""
    return "\n".join(_lines(data)).rstrip() + "\n"


def number_text(value: float | list[float] | None) -> str:
    """A value as a person writes it: thousands separated, no trailing zeros, ranges with a dash."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "–".join(number_text(part) for part in value)
    return f"{int(value):,}" if value == int(value) else f"{value:,.12g}"


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    document, verification = data["document"], data["verification"]
    coverage = verification["coverage"]
    yield f"# {_cell(listed_title(document) or document['name'])}"
    yield ""
    facts = {
        "发布机构": document["issuer"],
        "地区": document["region"],
        "发布日期": document["publish_date"],
        "时期": period_text(document["period"]),
    }
    yield " · ".join(f"{name}:{_cell(fact)}" for name, fact in facts.items() if fact)
    yield ""
    unclear = verification["counts"].get(UNCLEAR, 0)
    doubt = f",存疑 {unclear} 个" if unclear else ""
    yield (
        f"核对 {verification['checked']} 个数字,通过 {verification['passed']} 个{doubt};"
        f"原文 {coverage['numbers']} 个指标数字,收录 {coverage['captured']} 个({coverage['share']:.0%})。"
    )
    yield ""
    for text in warning_texts(document):
        yield f"> 注意:{_cell(text)}"
        yield ""
    for text in data["run"].get("notes", ()):
        yield f"> 说明:{_cell(text)}"
        yield ""
    parts = list(digest_parts(data))
    for kind, same in groupby(parts, key=lambda part: part.kind):
        yield from (f"## {WORDS[kind]}", "")
        lines = [_cell(part.line) for part in same]
        yield from lines if kind == "abstract" else (f"- {line}" for line in lines)
        yield ""
    yield from _kpis(data)
    for key, name in ITEM_KINDS.items():
        if data.get(key):
            yield f"## {name}"
            yield ""
            for item in data[key]:
                detail = f":{_cell(item['detail'])}" if item["detail"] else ""
                yield f"- **{_cell(item['title'])}**{detail}"
            yield ""
    yield from _missing(coverage)


def _kpis(data: Mapping[str, Any]) -> Iterator[str]:
    if not data.get("kpis"):
        return
    yield "## 指标"
    yield ""
    yield "| # | 指标 | 数值 | 单位 | 原文 | 性质 | 变化 | 时期 | 核对 |"
    yield "| ---: | --- | ---: | --- | --- | --- | --- | --- | --- |"
    for number, kpi in enumerate(data["kpis"], start=1):
        cells = (
            str(number),
            _cell(kpi["indicator"]),
            number_text(kpi["value"]),
            _cell(kpi["unit"]),
            _cell(kpi["text"]),
            STATUSES[kpi["status"]],
            CHANGES[kpi["change"]],
            _cell(period_text(kpi["period"])),
            f"{SIGNS[state_of_kpi(kpi)]} {verdict_of_kpi(kpi)}",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _missing(coverage: Mapping[str, Any]) -> Iterator[str]:
    missing = [number for number in coverage["all"] if not number["captured"]]
    if missing:
        yield "## 未收录的数字"
        yield ""
        for number in missing:
            yield f"- {_cell(number['text'])} {_cell(number['indicator'])} — {_cell(number['sentence'])}"
        yield ""


def _cell(text: str | None) -> str:
    """Text that Markdown renders as it is: one line, no markup, no HTML."""
    flat = " ".join((text or "").split())
    return _SPECIAL.sub(r"\\\1", flat.replace("&", "&amp;").replace("<", "&lt;"))
