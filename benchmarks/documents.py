"""Measure the document room: metadata, body, items, formats, hostile files, speed.

    python benchmarks/documents.py [--formats] [--hostile] [--gold DIR] [--seeds DIR] [--reports FOLDER ...]
                                   [--titles FILE] [--roles FOLDER]

`--roles` holds git directories of the repositories of role_documents.tsv, each as FOLDER/owner+name/repo or …/repo/.git.
`--formats` needs LibreOffice (soffice) and Chromium; what is not installed is left out and said so.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

from document_forms import format_scores
from hostile_files import hostile_scores
from policysum.document import Document, load_documents, read_document

ROOT = Path(__file__).parent.parent
FIELDS = {
    "title": "title",
    "issuer": "issuer",
    "region": "region",
    "publish_date": "publish_date",
    "period": "period_covered",
    "plan_period": "plan_period",
    "index_number": "index_number",
}


def overlap(one, other):
    """Intersection over union of two spans."""
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return common / ((one[1] - one[0]) + (other[1] - other[0]) - common or 1)


def _tight(text):
    return "".join(text.split())


def _plain(heading):
    """A heading with narrow digits."""
    return unicodedata.normalize("NFKC", heading)


def gold_scores(seeds: Path, gold: Path):
    """Metadata, body and items against the annotations."""
    fields = right = pieces = known = 0
    bodies = []
    found = {}
    for meta_file in sorted(gold.glob("*.meta.json")):
        number = meta_file.name.split(".")[0]
        document = read_document(next(seeds.glob(f"{number}_*.txt")))
        meta = json.loads(meta_file.read_text("utf-8"))
        for ours, theirs in FIELDS.items():
            wanted, got = meta.get(theirs), getattr(document.metadata, ours)
            if theirs not in meta and ours != "title":
                continue
            fields += 1
            # a note may follow the value ("2019/2021 (plus ...)")
            same = got == wanted or (wanted and got and str(wanted).split(" (")[0] == got)
            right += bool(same)
            if not same:
                print(f"   {number} {ours}: {got!r}, gold {wanted!r}")
        chrome = _tight("".join(piece.text for piece in document.boilerplate))
        pieces += len(meta["chrome"])
        known += sum(_tight(piece) in chrome for piece in meta["chrome"])
        bodies.append(
            max(abs(document.body.start - meta["body_start"]), abs(document.body.end - meta["body_end"]))
        )
        items = [json.loads(line) for line in (gold / f"{number}.items.jsonl").open(encoding="utf-8")]
        ours = document.items()
        for kind in ("achievement", "problem", "plan"):
            want = [(item["start"], item["end"]) for item in items if item["type"] == kind]
            have = [(item.start, item.end) for item in ours if item.role == kind]
            counts = found.setdefault(kind, [0, 0, 0, 0, 0])
            counts[4] += sum(any(overlap(span, other) >= 0.5 for other in have) for span in want)
            counts[0] += sum(any(overlap(span, other) > 0.8 for other in have) for span in want)
            counts[1] += len(want)
            counts[2] += sum(any(overlap(span, other) > 0.8 for other in want) for span in have)
            counts[3] += len(have)
    for kind, (_, want, _, have, near) in found.items():
        print(f"items one to one, {kind}: F1 {2 * near / max(1, want + have):.1%}")
    print(f"metadata: {right}/{fields} fields right ({right / fields:.1%})")
    print(f"furniture: {known}/{pieces} pieces found")
    print(f"body: farthest boundary {max(bodies)} characters off")
    for kind, (hit, want, good, have, near) in found.items():
        print(f"items, {kind}: recall {hit}/{want} ({near} at half overlap), precision {good}/{have}")


def title_scores(path: Path):
    """Regions of titles alone: a line each, the title and, behind a tab, the region it is of, if any."""
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]
    right = coded = 0
    for title, *wanted in lines:
        metadata = Document.from_text(f"{title}\n\n一、总体情况\n新建学校5所，完成投资12亿元。\n").metadata
        want = wanted[0] if wanted and wanted[0] else None
        right += metadata.region == want
        coded += metadata.region_code is not None
        if metadata.region != want or metadata.title != title:
            print(f"   {title}: region {metadata.region!r}, wanted {want!r}; title {metadata.title!r}")
    print(f"regions of titles: {right}/{len(lines)} right, {coded} with a code")


def speed(paths):
    """Decoding, furniture, metadata, outline, items and the clean copy of plain text."""
    data = [path.read_bytes() for path in paths]
    total = sum(map(len, data))
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        for path in paths:
            document = read_document(path)
            document.outline, document.clean, document.metadata  # noqa: B018
            document.items()
        best = min(best, time.process_time() - start)
    print(f"speed: {total / best / 1e6:.1f} MB/s over {len(paths)} reports")
    text = "".join(
        f"一、工作情况{part}\n"
        + f"一是完成投资12.5亿元，增长8%，新增企业{part}家，带动就业1200人。" * 20
        + "\n"
        for part in range(32)
    )
    many = [Document.from_text(text[:20_000]) for _ in range(31)]
    start = time.process_time()
    for document in many:
        document.outline, document.clean, document.metadata, document.items()
    print(f"31 reports of 20,000 characters: {time.process_time() - start:.2f} s")


def role_scores(folder: Path):
    """Kinds of documents and roles of sections against what was read by eye."""
    lines = (Path(__file__).parent / "role_documents.tsv").read_text("utf-8").splitlines()
    kinds = documents = right = sections = unknown = 0
    with tempfile.TemporaryDirectory() as scratch:
        for line in (line for line in lines[3:] if line.strip()):
            repository, path, kind, wanted = line.split("\t")
            git = folder / repository.replace("/", "+") / "repo"
            git = git / ".git" if (git / ".git").exists() else git
            shown = subprocess.run(
                ["git", f"--git-dir={git}", "show", f"HEAD:{path}"], capture_output=True, check=False
            )
            if shown.returncode:
                print(f"   {repository} {path}: not there")
                continue
            file = Path(scratch) / f"report{Path(path).suffix}"
            file.write_bytes(shown.stdout)
            document = load_documents(file)[0]
            documents += 1
            kinds += document.kind == kind
            wrong = [] if document.kind == kind else [f"kind {document.kind}, not {kind}"]
            for pair in wanted.split("|"):
                heading, _, role = pair.rpartition("=")
                found = [
                    section
                    for section in document.outline
                    if (
                        section.level == 1
                        if heading == "*"
                        else _plain(section.title).startswith(_plain(heading))
                    )
                ]
                for section in found if heading == "*" else found[:1]:
                    sections += 1
                    right += section.role == role
                    unknown += section.role == "unknown"
                    if section.role != role:
                        wrong.append(f"{section.title[:20]} {section.role}, not {role}")
                if not found:
                    sections += 1
                    wrong.append(f"{heading} not found")
            if wrong:
                print(f"   {path}: {'; '.join(wrong[:4])}")
    print(f"kinds: {kinds}/{documents} right; roles of sections: {right}/{sections} right, {unknown} unknown")


def main():
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--gold", type=Path, default=ROOT / "seeds" / "gold")
    parser.add_argument("--reports", type=Path, nargs="*", default=[])
    parser.add_argument("--titles", type=Path, help="lines of a title, a tab and its region")
    parser.add_argument("--formats", action="store_true")
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--roles", type=Path)
    options = parser.parse_args()
    seeds = sorted(options.seeds.glob("*.txt"))
    gold_scores(options.seeds, options.gold)
    speed(seeds + [path for folder in options.reports for path in sorted(folder.glob("*.txt"))])
    if options.roles:
        role_scores(options.roles)
    if options.titles:
        title_scores(options.titles)
    if options.formats:
        format_scores(seeds)
    if options.hostile:
        hostile_scores()


if __name__ == "__main__":
    sys.exit(main())
