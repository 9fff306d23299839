"""The review page: one HTML file in which every number of the source can be clicked.

The page holds the reports as JSON data blocks and one script that draws them. It makes no request: its
policy forbids everything but that script and that style sheet, each named by its hash. No text of a report
ever becomes markup: in the file `<` is escaped within the data blocks, in the page text goes in as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import tempfile
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from policysum.export.names import REVIEW_NAME, as_data
from policysum.quantity.reader import read
from policysum.views import CHANGES, ITEM_KINDS, STATUSES, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from policysum.summary import Summary

__all__ = ["ReviewWriter", "payload", "write_review"]

_KINDS = {
    "money": "金额", "percent": "百分比", "count": "数量", "measure": "度量", "multiple": "倍数", "rank": "位次",
    "fraction": "分数", "score": "分值", "duration": "时长", "date": "日期", "ordinal": "序号", "docnumber": "文号",
    "name": "专名", "other": "其他",
}  # fmt: skip

# Within a data block these could end the block, open a comment, or end a line for older parsers.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _block(name: str, value: object) -> str:
    return f'<script type="application/json" id="{name}">{_json(value)}</script>\n'


def payload(data: Mapping[str, Any], source: str) -> dict[str, Any]:
    """What the page needs of one report: spans, not copies of the text they point to."""
    document = data["document"]
    written = {
        (part["start"], part["end"], part["indicator"]): part["decision"] for part in data.get("reviews", ())
    }
    kpis = [_kpi(kpi, written, with_sentence=not source) for kpi in data.get("kpis", ())]
    coverage = data["verification"]["coverage"]["all"]
    missing = [
        _pick(number, "start", "end", "text", "indicator", "status")
        for number in coverage
        if not number["captured"]
    ]
    return {
        "name": document["name"],
        "title": document["title"] or "",
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
        "missing": missing,
        "others": _others(source, kpis, coverage),
        "relations": [
            _pick(part, "relation", "spans", "recomputation", "verdict") for part in data["consistency"]
        ],
        "failed": [
            _pick(claim, "path", "text", "verdict", "reason")
            for claim in data["verification"]["failed"]
            if not str(claim.get("path", "")).startswith("kpis[")
        ],
    }


def _pick(part: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: part.get(name) for name in names}


def _kpi(
    kpi: Mapping[str, Any], written: Mapping[tuple[int, int, str], str], *, with_sentence: bool
) -> dict[str, Any]:
    names = (
        "indicator",
        "value",
        "unit",
        "text",
        "start",
        "end",
        "status",
        "change",
        "period",
        "verdict",
        "reason",
    )
    evidence = kpi["evidence"]
    picked = {
        **_pick(kpi, *names),
        "section": kpi.get("section", []),
        "evidence": [evidence["start"], evidence["end"]],
        "reviewed": written.get((kpi["start"], kpi["end"], kpi["indicator"]), ""),
    }
    return {**picked, "sentence": evidence["text"]} if with_sentence else picked


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    spans = [[quote["start"], quote["end"]] for quote in item["evidence"]]
    return {"title": item["title"], "detail": item["detail"], "evidence": spans}


def _others(
    source: str, kpis: list[dict[str, Any]], coverage: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Numbers that are no KPI of the result: captured in an item's text, or not a KPI at all (with their kind)."""
    taken = {kpi["start"] for kpi in kpis}
    covered = {number["start"]: number for number in coverage}
    captured = [
        {"start": start, "end": number["end"], "kind": ""}
        for start, number in covered.items()
        if number["captured"] and start not in taken
    ]
    plain = [
        {"start": quantity.start, "end": quantity.end, "kind": quantity.kind.value}
        for quantity in read(source)
        if quantity.start not in taken and quantity.start not in covered
    ]
    return captured + plain


def _figures(data: Mapping[str, Any]) -> dict[str, Any]:
    """One report on the overview."""
    verification, kpis = data["verification"], data.get("kpis", ())
    statuses = dict.fromkeys(STATUSES, 0)
    for kpi in kpis:
        statuses[kpi["status"]] += 1
    return {
        "name": data["document"]["name"],
        "title": data["document"]["title"] or "",
        "kpis": len(kpis),
        "checked": verification["checked"],
        "passed": verification["passed"],
        "numbers": verification["coverage"]["numbers"],
        "captured": verification["coverage"]["captured"],
        "inconsistent": sum(relation["verdict"] == "inconsistent" for relation in data["consistency"]),
        "statuses": statuses,
    }


def _asset(suffix: str) -> str:
    """The parts of the script or the style sheet, in the order of their numbers, as one text."""
    folder = files("policysum.export") / "templates"
    parts = sorted(
        (part for part in folder.iterdir() if part.name.endswith(suffix)), key=lambda part: part.name
    )
    # One "use strict" at the top serves the whole script.
    texts = [part.read_text(encoding="utf-8").removeprefix('"use strict";\n') for part in parts]
    return ('"use strict";\n' if suffix == ".js" else "") + "".join(texts)


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


class ReviewWriter:
    """OUT/review.html. Reports are spooled to disk as they come; the page is put together on `close`."""

    def __init__(self, out: Path) -> None:
        self._path = out / REVIEW_NAME
        self._spool = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed by close()
        self._reports: list[dict[str, Any]] = []
        self._fingerprint = hashlib.sha256()

    def add(self, data: Mapping[str, Any], source: str) -> None:
        """Take one result and the text it points into."""
        block = _block(f"r-{len(self._reports)}", payload(data, source))
        self._spool.write(block)
        self._fingerprint.update(block.encode())
        self._reports.append(_figures(data))

    def close(self) -> None:
        """Put the page together and move it into place in one step."""
        script, style = _asset(".js"), _asset(".css")
        template = (files("policysum.export") / "templates" / "review.html").read_text(encoding="utf-8")
        titles = [report["title"] or report["name"] for report in self._reports]
        title = titles[0] if len(titles) == 1 else f"{len(titles)} 份报告"
        fields = {
            "title": f"{escape(title)} · 数字核对",
            "script": script,
            "style": style,
            "script_hash": _hash(script),
            "style_hash": _hash(style),
        }
        head, tail = (Template(half).substitute(fields) for half in template.split("$data"))
        words = {
            "verdicts": VERDICTS,
            "statuses": STATUSES,
            "changes": CHANGES,
            "items": ITEM_KINDS,
            "kinds": _KINDS,
        }
        about = {"fingerprint": self._fingerprint.hexdigest()[:16], "reports": self._reports}
        unfinished = self._path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8", newline="") as handle:
            handle.write(head + _block("words", words) + _block("page", about))
            self._spool.seek(0)
            shutil.copyfileobj(self._spool, handle)
            handle.write(tail)
        unfinished.replace(self._path)
        self._spool.close()


def write_review(summaries: Iterable[Summary], out: Path) -> Path:
    """Write the review page of some results into a folder and return its path."""
    writer = ReviewWriter(out)
    for summary in summaries:
        writer.add(as_data(summary), summary.source)
    writer.close()
    return out / REVIEW_NAME
