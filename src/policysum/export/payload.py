"""What the review page needs of one report: spans, not copies of the text they point to."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple

from policysum.export.fields import fields_of
from policysum.views import (
    ITEM_KINDS,
    STATUSES,
    UNCLEAR,
    digest_parts,
    listed_title,
    period_text,
    state_of_kpi,
    warning_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Called", "called", "figures", "labels", "payload"]

_OF_KPI = (
    "indicator", "value", "unit", "text", "start", "end", "status", "change", "period", "verdict", "reason",
    "doubts", "grounds", "readers", "said_otherwise", "commitment", "concept", "measure",
)  # fmt: skip


_STATES = {"ok": "ok", "converted": "conv", "read": "read", "unclear": "unsure", "failed": "bad"}
"""What the page calls the states of a KPI."""


def payload(data: Mapping[str, Any], source: str) -> dict[str, Any]:
    """One report as the data of the page."""
    document = data["document"]
    written = {
        (part["start"], part["end"], part["indicator"]): part["decision"] for part in data.get("reviews", ())
    }
    kpis = [_kpi(kpi, written, with_sentence=not source) for kpi in data.get("kpis", ())]
    fields = fields_of(data)
    coverage = data["verification"]["coverage"]
    missing = [
        _pick(number, "start", "end", "text", "indicator", "status")
        for number in coverage["all"]
        if not number["captured"]
    ]
    return {
        "name": document["name"],
        "title": listed_title(document),
        "issuer": document["issuer"] or "",
        "region": document["region"] or "",
        "date": document["publish_date"] or "",
        "period": document["period"] or "",
        "engine": " ".join(filter(None, (data["run"]["engine"], data["run"]["model"]))),
        "sha256": data["run"]["source_sha256"],
        "source": source,
        "furniture": [[part["start"], part["end"]] for part in document["furniture"]],
        "outline": document["outline"],
        "kpis": kpis,
        "items": {kind: [_item(item) for item in data.get(kind, ())] for kind in ITEM_KINDS},
        "digest": [
            {"word": part.word, "text": part.line, "numbers": part.numbers} for part in digest_parts(data)
        ],
        "missing": missing,
        "others": _others([*kpis, *fields], coverage),
        "relations": [
            _pick(part, "type", "relation", "spans", "recomputation", "verdict")
            for part in data["consistency"]
        ],
        "fields": fields,
        "notes": _notes(data),
        "failed": []
        if fields  # each failure stands with its field
        else [
            _pick(claim, "path", "text", "verdict", "reason")
            for claim in [*data["verification"]["failed"], *data["verification"].get("unclear", ())]
            if not str(claim.get("path", "")).startswith("kpis[")
        ],
    }


def _notes(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What to beware of: warnings of the document, passages no model could read, names refused."""
    run = data["run"]
    unread = [
        {"start": part["start"], "title": part["heading"] or "（没有标题的一段）", "text": part["reason"]}
        for part in run.get("unread", ())
    ]
    said = [*warning_texts(data["document"]), *run.get("notes", ())]
    return unread + [{"start": None, "title": "", "text": text} for text in said]


def _pick(part: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return dict(zip(names, map(part.get, names), strict=True))


def _kpi(
    kpi: Mapping[str, Any], written: Mapping[tuple[int, int, str], str], *, with_sentence: bool
) -> dict[str, Any]:
    evidence = kpi["evidence"]
    picked = _pick(kpi, *_OF_KPI)
    picked["state"] = _STATES[state_of_kpi(kpi)]
    picked["section"] = kpi.get("section", [])
    picked["evidence"] = [evidence["start"], evidence["end"]]
    picked["reviewed"] = written.get((kpi["start"], kpi["end"], kpi["indicator"]), "")
    if with_sentence:
        picked["sentence"] = evidence["text"]
    return picked


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    spans = [[quote["start"], quote["end"]] for quote in item["evidence"]]
    return {"title": item["title"], "detail": item["detail"], "evidence": spans}


def _others(shown: Iterable[Mapping[str, Any]], coverage: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Numbers that are no KPI of the result: captured in an item's text, or not a KPI at all (with their kind)."""
    taken = {one["start"] for one in shown}
    captured = [
        {"start": number["start"], "end": number["end"], "kind": ""}
        for number in coverage["all"]
        if number["captured"] and number["start"] not in taken
    ]
    plain = [
        {"start": start, "end": end, "kind": kind}
        for start, end, kind in coverage["others"]
        if start not in taken
    ]
    return captured + plain


def figures(data: Mapping[str, Any]) -> dict[str, Any]:
    """One report on the overview."""
    verification, kpis = data["verification"], data.get("kpis", ())
    statuses = dict.fromkeys(STATUSES, 0)
    for kpi in kpis:
        statuses[kpi["status"]] += 1
    return {
        "name": data["document"]["name"],
        "title": listed_title(data["document"]),
        "where": data["document"]["region"] or data["document"]["issuer"] or "",
        "when": period_text(data["document"]["period"]) or (data["document"]["publish_date"] or "")[:4],
        "file": data["run"].get("output") or data["document"]["name"],
        "sha256": data["run"]["source_sha256"],
        "kpis": len(kpis) or len(verification.get("fields", ())),
        "checked": verification["checked"],
        "passed": verification["passed"],
        "unclear": verification["counts"].get(UNCLEAR, 0),
        "doubtful": sum(bool(kpi["doubts"]) for kpi in kpis),
        "by_model": data["run"]["model"] is not None,
        "numbers": verification["coverage"]["numbers"],
        "captured": verification["coverage"]["captured"],
        "inconsistent": sum(relation["verdict"] == "inconsistent" for relation in data["consistency"]),
        "statuses": statuses,
    }


class Called(NamedTuple):
    """What a report may be called by; ten thousand of them are held at once."""

    title: str
    name: str
    where: str
    when: str
    file: str


def called(figures: Mapping[str, Any]) -> Called:
    """Take it from what `figures` gave."""
    # Titles, places and times are the same for many reports.
    return Called(*(intern(figures[part]) for part in Called._fields))


def labels(reports: Sequence[Called]) -> list[str]:
    """What each report is called among the others: its title, and as much before it as distinguishes it from its likes."""
    names = [report.title or report.name for report in reports]
    for details in (attrgetter("where", "when"), lambda report: (report.file,)):
        seen = Counter(names)
        names = [
            f"{prefix} · {name}"
            if seen[name] > 1
            and (
                prefix := " ".join(
                    part for part in details(report) if part and not name.startswith(f"{part} ")
                )
            )
            and prefix != name
            else name
            for name, report in zip(names, reports, strict=True)
        ]
    seen, count = Counter(names), Counter[str]()
    for place, name in enumerate(names):
        if seen[name] > 1:
            count[name] += 1
            names[place] = f"{name}（{count[name]}）"
    return names
