"""Score titles, issuers and index numbers of saved gov.cn pages against the fields of the crawl they come from.

    python benchmarks/gov_pages.py DUMP.sql ... [--misses]

A dump holds rows of a table of policies: title, office and index number as columns, the page itself in the column html,
from `<div class="wrap"` on (ZhouYNF/platform-1, db/ge_policy_raw*.sql; they are in no commit of ours).
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from pathlib import Path

from policysum.document import read_document

_ROW = re.compile(
    r"values\s*\(\d+, '(?P<url>[^']*)', '[^']*', (?:'(?P<index>[^']*)'|null), '(?P<title>[^']*)', (?:'(?P<office>[^']*)'|null),",
    re.IGNORECASE,
)
_PAGE = re.compile(r'<div class="wrap".*', re.DOTALL)


def rows_of(path):
    """Each row of a dump: its fields and its page."""
    text = path.read_text("utf-8-sig")
    starts = [*_ROW.finditer(text)]
    for at, row in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(text)
        page = _PAGE.search(text, row.end(), end)
        if page:
            html = (
                page.group().replace("''", "'").replace("\\'", "'").replace('\\"', '"').replace("\\n", "\n")
            )
            yield (
                row,
                re.sub(
                    r"', (?:null|'[^']*')\);?\s*(?:insert into.*)?$",
                    "",
                    html,
                    flags=re.DOTALL | re.IGNORECASE,
                ),
            )


def tight(text):
    """A text without its spaces."""
    return "".join((text or "").split())


def main():
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dumps", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    right, scored, seen = Counter(), Counter(), set()
    with tempfile.TemporaryDirectory() as folder:
        for row, html in (pair for path in options.dumps for pair in rows_of(path)):
            if row["url"] in seen:
                continue
            seen.add(row["url"])
            file = Path(folder) / "page.html"
            file.write_text(f"<!DOCTYPE html><html><body>{html}</body></html>", "utf-8")
            metadata = read_document(file).metadata
            for name, want, got in (
                ("title", row["title"], metadata.title),
                ("issuer", row["office"], metadata.issuer),
                ("index number", row["index"], metadata.index_number),
            ):
                if want:
                    scored[name] += 1
                    right[name] += tight(got) == tight(want)
                    if options.misses and tight(got) != tight(want):
                        print(f"   {row['url']} {name}: {got!r}, not {want!r}")
    print(f"{len(seen)} pages")
    for name in scored:
        print(f"{name}: {right[name]}/{scored[name]} ({right[name] / scored[name]:.1%})")


if __name__ == "__main__":
    main()
