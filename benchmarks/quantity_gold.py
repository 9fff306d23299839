"""The number reader against annotated numbers: what benchmarks/quantity.py counts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policysum.quantity.reader import read

if TYPE_CHECKING:
    from pathlib import Path

    from policysum.quantity.model import Quantity

RUN = re.compile("[0-9０-９]+")


@dataclass
class Document:
    """One annotated report."""

    name: str
    text: str
    mentions: list[dict]


@dataclass
class Score:
    """How many of how many, and what went wrong."""

    right: int = 0
    total: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0

    def add(self, name: str, text: str, *, ok: bool) -> None:
        self.right += ok
        self.total += 1
        if not ok:
            self.errors.append(f"{name}:{text}")


def decode(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def load_gold(seeds: Path, gold: Path | None = None) -> list[Document]:
    """The annotated reports of a folder of seeds; the annotations may lie elsewhere than in its folder `gold`."""
    documents = []
    for path in sorted((gold or seeds / "gold").glob("*.mentions.jsonl")):
        name = path.name.split(".")[0]
        report = next(seeds.glob(f"{name}_*.txt"))
        mentions = [
            json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
        ]
        documents.append(Document(name, decode(report), mentions))
    return documents


def optional(mention: dict) -> bool:
    return (mention.get("note") or "").startswith("optional:")


def same_value(found: object, gold: object) -> bool:
    """Equal; fractions as printed in the gold carry four places."""
    if isinstance(gold, list) and isinstance(found, list):
        return len(gold) == len(found) and all(map(same_value, found, gold))
    if isinstance(gold, bool) or not isinstance(gold, int | float) or not isinstance(found, int | float):
        return found == gold
    places = 5e-5 if 0 < abs(gold) < 1 else 1e-9 * max(1, abs(gold))
    return abs(found - gold) <= places


def overlapping(quantities: list[Quantity], mention: dict) -> list[Quantity]:
    return [q for q in quantities if q.start < mention["end"] and q.end > mention["start"]]


def score(documents: list[Document]) -> dict[str, Score]:
    """Every criterion over all documents."""
    names = "recall", "precision", "value and unit", "kind and bound", "dates", "span", "digit runs once"
    scores = {name: Score() for name in names}
    for document in documents:
        quantities = read(document.text)
        taken: set[int] = set()
        for mention in document.mentions:
            hits = overlapping(quantities, mention)
            taken.update(q.start for q in hits)
            if not optional(mention):
                score_mention(scores, document.name, mention, hits)
        for quantity in quantities:
            scores["precision"].add(document.name, quantity.text, ok=quantity.start in taken)
        for run in RUN.finditer(document.text):
            holders = [q for q in quantities if q.start <= run.start() and run.end() <= q.end]
            scores["digit runs once"].add(document.name, run[0], ok=len(holders) == 1)
    return scores


def score_mention(scores: dict[str, Score], document: str, mention: dict, hits: list[Quantity]) -> None:
    scores["recall"].add(document, mention["text"], ok=len(hits) == 1)
    if len(hits) != 1:
        return
    (hit,) = hits
    line = hit.to_dict()
    value = same_value(line["value"], mention["value"])
    if mention["kind"] == "date":
        scores["dates"].add(document, mention["text"], ok=value)
    elif mention["kind"] not in ("name", "docnumber"):
        scores["value and unit"].add(document, mention["text"], ok=value and line["unit"] == mention["unit"])
    kind = line["kind"] == mention["kind"] and line["bound"] == mention["bound"]
    scores["kind and bound"].add(document, mention["text"], ok=kind)
    scores["span"].add(
        document, mention["text"], ok=(hit.start, hit.end) == (mention["start"], mention["end"])
    )
