"""How many rows change where a text is only set otherwise: blanks around figures, wide figures, lines that broke.

    python benchmarks/layouts.py TEXTS... [--only wrapped] [--changed N]

Each text is read as it is and as each layout of `LAYOUTS` sets it; a row is its name, value, unit, status, change and
period. Printed are the rows that are no longer there, the documents whose title, issuer, dates or kind changed, and
those with more or fewer items.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policysum import summarize
from policysum.document import Document, load_documents

if TYPE_CHECKING:
    from collections.abc import Callable

_FIGURE = r"(\d[\d,.]*\d|\d)"
_BETWEEN = re.compile(rf"(?<=[\u4e00-\u9fff]){_FIGURE}(?=[\u4e00-\u9fff])")
_TOKEN = re.compile(r"[0-9A-Za-z.,%％．]+|.")
_NO_BEGIN = "，。；、：）”！？"
_WIDTH = 76
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_NARROW = str.maketrans("，；：（）！？０１２３４５６７８９", ",;:()!?0123456789")
_FIELDS = ("title", "issuer", "publish_date", "period", "plan_period")


def wrapped(line: str) -> str:
    """A line as print sets it: 38 Chinese characters wide, figures half as wide, none of them parted."""
    lines, width = [""], 0
    for token in _TOKEN.findall(line):
        wide = sum(1 if char.isascii() else 2 for char in token)
        if lines[-1] and width + wide > _WIDTH and token not in _NO_BEGIN:
            lines.append("")
            width = 0
        lines[-1] += token
        width += wide
    return "\n".join(lines)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "half-width stops": lambda text: text.translate(str.maketrans("，；：（）！？", ",;:()!?")),
    "blanks around figures": lambda text: _BETWEEN.sub(r" \1 ", text),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: re.sub(r"\n\s*\n", "\n", text),
    "indented": lambda text: re.sub(r"(?m)^(?=\S)", "　　", text),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "wrapped": lambda text: "\n".join(map(wrapped, text.split("\n"))),
    "figures on lines of their own": lambda text: _BETWEEN.sub(r"\n\1\n", text),
    "wide figures": lambda text: text.translate(_WIDE),
    "invisible before figures": lambda text: re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", "\u200b", text),
}
"""The same text, set otherwise."""


def tight(said: object) -> str:
    """A value without what only a layout changes."""
    return re.sub(r"[\s\u200b]", "", str(said)).translate(_NARROW)


def read(text: str) -> tuple[Counter[tuple[Any, ...]], list[str], int]:
    """The rows of a text, what it says of itself, and how many items it has."""
    document = Document.from_text(text)
    report = summarize(document, engine="extractive").report
    rows = Counter(
        (tight(row.indicator), tight(row.value), tight(row.unit), row.status, row.change, row.period)
        for row in report.kpis
    )
    known = [tight(getattr(document.metadata, name)) for name in _FIELDS]
    return (
        rows,
        [*known, str(document.kind)],
        len(report.achievements) + len(report.problems) + len(report.plans),
    )


def main() -> None:
    """Print what changes with each layout."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--only", choices=LAYOUTS)
    parser.add_argument("--changed", type=int, default=0, help="how many changed rows of a text to print")
    options = parser.parse_args()
    texts = {path.name: load_documents(path)[0].source for path in options.texts}
    plain = {name: read(text) for name, text in texts.items()}
    print(f"{len(texts)} texts, {sum(sum(rows.values()) for rows, _, _ in plain.values())} rows\n")
    print("| layout | rows changed | heads changed | items changed |\n| --- | ---: | ---: | ---: |")
    for layout, change in LAYOUTS.items():
        if options.only not in {None, layout}:
            continue
        rows = heads = items = 0
        for name, text in texts.items():
            was, now = plain[name], read(change(text))
            lost = was[0] - now[0]
            rows += sum(lost.values())
            heads += was[1] != now[1]
            items += was[2] != now[2]
            for row in list(lost)[: options.changed]:
                print(f"{name}: {row}")
        print(f"| {layout} | {rows} | {heads} | {items} |", flush=True)


if __name__ == "__main__":
    main()
