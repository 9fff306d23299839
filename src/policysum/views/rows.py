"""A result in its JSON form becomes rows of the tables.

Works on what `Summary.to_dict` returns, so a result read back from disk and one fresh from the pipeline
give the same rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from policysum.views.columns import TABLES
from policysum.views.digests import digest_parts
from policysum.views.words import FIELDS, READ, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "PASSING",
    "UNCLEAR",
    "TableRow",
    "cells",
    "doubt_lines",
    "rows",
    "state_of",
    "state_of_kpi",
    "verdict_of_kpi",
]

TableRow = dict[str, Any]

PASSING = frozenset({"supported", "converted", "rounded"})
"""The verdicts a reader may rely on, as they stand in JSON."""

UNCLEAR = "unclear"
"""The verdict that neither passes nor fails."""

State = Literal["ok", "converted", "read", "unclear", "failed"]


def state_of(verdict: str) -> State:
    """What a verdict means to a reader, who sees a colour and a sign, whatever verdicts there are."""
    if verdict == "supported":
        return "ok"
    if verdict in PASSING:
        return "converted"
    return "unclear" if verdict == UNCLEAR else "failed"


def state_of_kpi(kpi: Mapping[str, Any]) -> State:
    """What a reader may think of a KPI.

    A number that the program read from the source by itself is there by construction, so its verdict proves nothing:
    it is "ok" only where the model read it alike or the source states every attribute in the number's own clause, "unclear" where
    there is a doubt, and "read" otherwise.
    """
    state = state_of(kpi["verdict"])
    if state == "failed":
        return state
    if state == "unclear" or kpi["doubts"]:
        return "unclear"
    if kpi["readers"] == "both" or (kpi["grounds"] and set(kpi["grounds"].values()) == {"stated"}):
        return state
    return "read"


def verdict_of_kpi(kpi: Mapping[str, Any]) -> str:
    """The word for what a reader may think of a KPI."""
    state = state_of_kpi(kpi)
    if state == "read":
        return READ
    return VERDICTS[UNCLEAR] if state == UNCLEAR else VERDICTS[kpi["verdict"]]


def doubt_lines(kpi: Mapping[str, Any]) -> list[str]:
    """Why a KPI should be looked at, a line a doubt."""
    return [f"{FIELDS.get(doubt['field'], doubt['field'])}：{doubt['reason']}" for doubt in kpi["doubts"]]


def rows(data: Mapping[str, Any], table: str) -> list[TableRow]:
    """The rows one result adds to one table, each with exactly the table's columns, in order.

    Args:
        data: a result as `Summary.to_dict` gives it.
        table: a key of `TABLES`.
    """
    names = [column.name for column in TABLES[table]]
    first, own, last = cells(data, table)
    return [dict(zip(names, [*first, *between, *last], strict=True)) for between in own]


def cells(data: Mapping[str, Any], table: str) -> tuple[list[Any], Iterator[list[Any]], list[Any]]:
    """The same rows as bare cells in the order of the table's columns.

    Returns:
        The cells that every row begins with, the own ones of each row, and those that every row ends with.
    """
    first = list(_report(data).values())
    own = [column.name for column in TABLES[table]][len(first) : -1]
    between = (list(map(row.get, own)) for row in _BUILDERS[table](data, table))
    return first, between, [data["run"].get("output") or None]


def _report(data: Mapping[str, Any]) -> TableRow:
    document = data["document"]
    return {
        "report": document["name"],
        "path": document.get("path"),
        "report_title": document["title"],
        "issuer": document["issuer"],
        "region": document["region"],
        "publish_date": document["publish_date"],
        "report_period": document["period"],
    }


def _kpis(data: Mapping[str, Any], _table: str) -> Iterator[TableRow]:
    reviews = {
        (review["start"], review["end"], review["indicator"]): review["decision"]
        for review in data.get("reviews", ())
        if review["decision"] != "reject"
    }
    for number, kpi in enumerate(data.get("kpis", ()), start=1):
        value = kpi["value"]
        low, high = value if isinstance(value, (list, tuple)) else (value, None)
        evidence = kpi["evidence"]
        yield {
            **kpi,
            "kpi": number,
            "value": low,
            "value_high": high,
            "passed": kpi["verdict"] in PASSING,
            "section": " > ".join(kpi.get("section", ())),
            "evidence": evidence["text"],
            "evidence_start": evidence["start"],
            "evidence_end": evidence["end"],
            "label_origin": kpi.get("origin"),
            **{f"{field}_ground": ground for field, ground in (kpi["grounds"] or {}).items()},
            "doubts": _coded(kpi["doubts"]),
            "said_otherwise": "; ".join(
                f"{other['reader']} {other['field']}: {other['value']}" for other in kpi["said_otherwise"]
            ),
            "review": reviews.get((kpi["start"], kpi["end"], kpi["indicator"])),
        }


def _coded(doubts: Iterable[Mapping[str, str]]) -> str:
    return "; ".join(f"{doubt['field']}: {doubt['code']}" for doubt in doubts)


def _items(data: Mapping[str, Any], table: str) -> Iterator[TableRow]:
    for number, item in enumerate(data.get(table, ()), start=1):
        evidence = item["evidence"]
        yield {
            "item": number,
            "title": item["title"],
            "detail": item["detail"],
            "evidence": "\n".join(quote["text"] for quote in evidence),
            "start": min((quote["start"] for quote in evidence), default=None),
            "end": max((quote["end"] for quote in evidence), default=None),
            "doubts": _coded(item.get("doubts", ())),
        }


def _verification(data: Mapping[str, Any], _table: str) -> Iterator[TableRow]:
    verification, run = data["verification"], data["run"]
    coverage, checked = verification["coverage"], verification["checked"]
    counts = {**dict.fromkeys(VERDICTS, 0), **verification["counts"]}
    yield {
        **run,
        **counts,
        "kpis": len(data.get("kpis", ())),
        "doubtful": sum(bool(kpi["doubts"]) for kpi in data.get("kpis", ())),
        "checked": checked,
        "passed": verification["passed"],
        "failed": checked - verification["passed"] - counts[UNCLEAR],
        "passed_share": verification["passed"] / checked if checked else None,
        "source_numbers": coverage["numbers"],
        "captured": coverage["captured"],
        "captured_share": coverage["share"],
        "inconsistent": sum(relation["verdict"] == "inconsistent" for relation in data["consistency"]),
        "unread": len(run.get("unread", ())),
    }


def _coverage(data: Mapping[str, Any], _table: str) -> Iterator[TableRow]:
    yield from data["verification"]["coverage"]["all"]


def _summary(data: Mapping[str, Any], _table: str) -> Iterator[TableRow]:
    for part in digest_parts(data):
        yield {"part": part.kind, "text": part.text, **part.facts, "about": "\n".join(part.about)}


_BUILDERS = {
    "kpis": _kpis,
    "achievements": _items,
    "problems": _items,
    "plans": _items,
    "verification": _verification,
    "summary": _summary,
    "coverage": _coverage,
}
