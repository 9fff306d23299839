"""Reviewed results become gold annotations, in the files that `policysum eval` reads.

What the reviewer accepted or corrected is a fact; what was rejected stays a number of the text and no fact;
what nobody looked at is marked optional, so that it costs nothing in scoring either way.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from policysum.export.pages import file_stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["gold_files"]


def gold_files(data: Mapping[str, Any]) -> dict[str, bytes]:
    """NAME.mentions.jsonl, NAME.kpis.jsonl and NAME.meta.json for one reviewed result, and what they hold."""
    name = file_stem(data["document"]["name"])
    reviews = {review["kpi"]: review for review in data["reviews"]}
    rejected = [review for review in reviews.values() if review["decision"] == "reject"]
    numbers = _numbers(len(data["kpis"]) + len(rejected), rejected)
    spans: dict[tuple[int, int], str] = {}
    mentions, facts = [], []
    known = [(kpi, reviews.get(number)) for number, kpi in zip(numbers, data["kpis"], strict=True)]
    for kpi, review in sorted(
        [*known, *((r["before"], r) for r in rejected)], key=lambda pair: pair[0]["start"]
    ):
        span = kpi["start"], kpi["end"]
        if span not in spans:
            spans[span] = f"{name}-m{len(spans) + 1:03}"
            mentions.append(_mention(spans[span], kpi))
        if review is None or review["decision"] != "reject":
            facts.append(_fact(spans[span], kpi, review, data["document"]["outline"]))
    meta = {**_meta(data["document"]), "reviewed": len(reviews), "kpis": len(known) + len(rejected)}
    return {
        f"{name}.mentions.jsonl": _lines(mentions),
        f"{name}.kpis.jsonl": _lines(facts),
        f"{name}.meta.json": (json.dumps(meta, ensure_ascii=False, indent=1) + "\n").encode(),
    }


def _numbers(total: int, rejected: Iterable[Mapping[str, Any]]) -> list[int]:
    """The numbers, as the program had given them, of the KPIs that were not rejected."""
    gone = {review["kpi"] for review in rejected}
    return [number for number in range(1, total + 1) if number not in gone]


def _mention(name: str, kpi: Mapping[str, Any]) -> dict[str, Any]:
    from policysum.quantity.reader import read

    quantity = next(iter(read(kpi["text"])), None)
    return {
        "id": name,
        "start": kpi["start"],
        "end": kpi["end"],
        "text": kpi["text"],
        "core": quantity.digits if quantity else kpi["text"],
        "kind": quantity.kind.value if quantity else "other",
        "value": kpi["value"],
        "unit": kpi["unit"],
        "surface_unit": quantity.surface_unit if quantity else "",
        "bound": quantity.bound.value if quantity else "exact",
        "note": "",
    }


def _fact(
    mention: str,
    kpi: Mapping[str, Any],
    review: Mapping[str, Any] | None,
    outline: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    roles = [section["role"] for section in outline if section["start"] <= kpi["start"] < section["end"]]
    return {
        "mention": mention,
        "indicator": kpi["indicator"],
        "value": kpi["value"],
        "unit": kpi["unit"],
        "status": kpi["status"],
        "period": kpi["period"],
        "change": kpi["change"],
        "section": roles[-1] if roles else "other",
        "note": review["note"] if review else "kpi-optional: not reviewed",
    }


def _meta(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": document["title"],
        "issuer": document["issuer"],
        "region": document["region"],
        "publish_date": document["publish_date"],
        "period_covered": document["period"],
        "plan_period": document["plan_period"],
        "index_number": document["index_number"],
        "body_start": document["body"][0],
        "body_end": document["body"][1],
        "chrome": [part["text"] for part in document["furniture"]],
    }


def _lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
