"""Score kind, title, issuer, region, times and roles of fresh documents against what was read by eye.

    python benchmarks/first_sight.py FOLDER [--misses] [--list FILE]

FOLDER holds the texts that first_sight.tsv names (they are in no commit of ours); where a file is missing it is said.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from policysum.document import load_documents

LIST = Path(__file__).parent / "first_sight.tsv"
STATUSES = {"achievement": {"actual"}, "problem": {"actual"}, "plan": {"target", "forecast", "rule"}}
"""What the figures of a section of each role ought to be: of most of them it is true, not of each."""
FEW = 5
"""Figures from which on a share says something."""
FIELDS = ("kind", "title", "issuer", "region", "period", "plan")


def tight(text):
    """A title without its spaces."""
    return "".join((text or "").split())


def found_fields(document):
    """What was read of a document, by the names of the list."""
    metadata = document.metadata
    return {
        "kind": document.kind,
        "title": tight(metadata.title),
        "issuer": metadata.issuer or "",
        "region": metadata.region or "",
        "period": metadata.period or "",
        "plan": metadata.plan_period or "",
    }


class Stretch(NamedTuple):
    """The line that a phrase stands in, and the role at its place."""

    title: str
    start: int
    end: int
    role: str


def stretch_of(document, phrase):
    """The stretch that a phrase stands in."""
    at = re.search(r"\s*".join(map(re.escape, tight(phrase))), document.source)
    if at is None:
        return None
    role = next((one.role for one in document.blocks if one.start <= at.start() < one.end), "none")
    end = document.source.find("\n", at.end())
    start = document.source.rfind("\n", 0, at.start()) + 1
    return Stretch(f"@{phrase}", start, end if end > 0 else len(document.source), role)


def sections_of(document, wanted):
    """Each section or stretch that is asked for, with its heading and its role; None where it is not found."""
    for pair in filter(None, wanted.split("|")):
        heading, _, role = pair.rpartition("=")
        if heading.startswith("@"):
            yield heading, role, stretch_of(document, heading[1:])
            continue
        if heading == "*":
            found = [section for section in document.outline if section.level == 1]
        else:
            # a contents page may name it before: the last one is the section
            asked = tight(heading)
            found = [one for one in document.outline if tight(one.title).startswith(asked)][-1:] or [
                one for one in document.outline if len(one.title) > 3 and asked.startswith(tight(one.title))
            ][-1:]
        if not found:
            yield heading, role, None
        for section in found:
            yield section.title[:24], role, section


def status_share(document, wanted):
    """How many of the figures in the sections that are asked for have the status that goes with the role."""
    right = total = 0
    for _, role, section in sections_of(document, wanted):
        for one in document.ledger if section else ():
            if one.kpi and section.start <= one.start < section.end and role in STATUSES:
                total += 1
                right += one.status in STATUSES[role]
    return right, total


def main():
    """Print the scores, and what was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", type=Path, default=LIST)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    right, scored, roles = Counter(), Counter(), Counter()
    documents = warned = 0
    silent, low = [], 0
    rows = [line.split("\t") for line in options.list.read_text("utf-8").splitlines() if line[:1] != "#"]
    for row in rows[1:]:
        wanted = dict(zip(rows[0], row, strict=True))
        path = next(iter(options.folder.glob(f"**/{wanted['file']}")), None)
        if path is None:
            print(f"{wanted['file']}: not there")
            continue
        document = load_documents(path)[0]
        documents += 1
        warned += bool(document.warnings)
        got = found_fields(document)
        misses = []
        for name in FIELDS:
            if wanted[name] == "?":
                continue
            want = "" if wanted[name] == "-" else wanted[name]
            want = tight(want) if name == "title" else want
            scored[name] += 1
            right[name] += got[name] == want
            if got[name] != want:
                misses.append(f"{name} {got[name] or '-'}, not {want or '-'}")
        for title, role, section in sections_of(document, wanted["sections"]):
            came = section.role if section else "not found"
            roles[came == role] += 1
            roles["unknown"] += came == "unknown"
            if came != role:
                misses.append(f"«{title}» {came}, not {role}")
        codes = ",".join(one.code for one in document.warnings)
        good, total = status_share(document, wanted["sections"])
        if total >= FEW and good < 0.8 * total:
            low += 1
            if not codes:
                silent.append(f"{wanted['file']} {good}/{total}")
        if misses and options.misses:
            print(f"{wanted['file']} [{codes}]: " + "; ".join(misses))
    print(f"{documents} documents, {warned} with a warning")
    for name in FIELDS:
        print(f"{name}: {right[name]}/{scored[name]} ({right[name] / max(1, scored[name]):.1%})")
    print(
        f"under 80 % of figures right in status: {low} documents, without a warning: {', '.join(silent) or 'none'}"
    )
    total = roles[True] + roles[False]
    print(f"roles of sections: {roles[True]}/{total} ({roles[True] / total:.1%}), {roles['unknown']} unknown")


if __name__ == "__main__":
    main()
