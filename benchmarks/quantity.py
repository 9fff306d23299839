"""Measure the number reader: accuracy on the open gold, speed, growth on hostile input, and peers side by side.

    python benchmarks/quantity.py [--corpus DIR] [--peers] [--gold DIR --texts DIR [--quick]]

`--peers` installs recognizers-text, jionlp, cn2an and quantulum3 into `.bench-venv` (never into the project's own
environment) and measures them on the same annotated reports.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from policysum.quantity.reader import read
from quantity_gold import decode, load_gold, score
from quantity_peers import judge, peers

if TYPE_CHECKING:
    from quantity_gold import Document

ROOT = Path(__file__).resolve().parents[1]


def corpus_texts(folder: Path | None) -> tuple[str, list[str]]:
    """The texts to time, and where they are from."""
    for place in (folder, ROOT.parent / "shared" / "corpus", ROOT / "seeds"):
        if place and place.is_dir():
            files = sorted(p for p in place.rglob("*.txt") if p.is_file())
            if files:
                return place.name, [decode(path) for path in files]
    return "", []


def speed(texts: list[str]) -> tuple[float, float, int]:
    """Best of three: megabytes, megabytes a second of processor time, quantities."""
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    best, found = float("inf"), 0
    for _ in range(3):
        begin = time.process_time()
        found = sum(len(read(text)) for text in texts)
        best = min(best, time.process_time() - begin)
    return megabytes, megabytes / best, found


HOSTILE = {
    "digits": lambda n: "1" * n,
    "digits after a point": lambda n: "1." + "1" * n,
    "nested brackets": lambda n: "(" * (n // 2) + "5" + ")" * (n // 2),
    "unclosed quotes": lambda n: "“" * n,
    "一 repeated": lambda n: "一" * n,
    "万 repeated": lambda n: "万" * n,
    "1万 repeated": lambda n: "1万" * (n // 2),
    "1、 repeated": lambda n: "1、" * (n // 2),
    "〔2020 repeated": lambda n: "〔2020" * (n // 5),
    "百分之 repeated": lambda n: "百分之" * (n // 3),
    "a1 repeated": lambda n: "a1" * (n // 2),
}


def hostile(size: int) -> list[tuple[str, float, float]]:
    """Seconds at n and 4n characters for every kind of hostile text."""
    rows = []
    for name, make in HOSTILE.items():
        seconds = []
        for length in (size, 4 * size):
            text = make(length)
            begin = time.process_time()
            read(text)
            seconds.append(time.process_time() - begin)
        rows.append((name, seconds[0], seconds[1]))
    return rows


def memory(text: str) -> list[tuple[int, float]]:
    """Peak of Python memory beside the text, per repetition of it: the result grows, the work does not."""
    rows = []
    for times in (1, 4, 16):
        long = text * times
        tracemalloc.start()
        found = read(long)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        rows.append((len(long), peak / max(1, len(found))))
    return rows


def table(header: list[str], rows: list[list[str]]) -> None:
    print("| " + " | ".join(header) + " |")
    print("|" + " --- |" * len(header))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def machine() -> str:
    return (
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores (shared), one used"
    )


def options_of_the_call() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument(
        "--corpus", type=Path, help="folder of reports to time (default: ../shared/corpus, else seeds)"
    )
    arguments.add_argument("--peers", action="store_true", help="install and measure other libraries too")
    arguments.add_argument("--errors", action="store_true", help="name every mention that was read wrong")
    arguments.add_argument("--gold", type=Path, help="folder of annotations (default: seeds/gold)")
    arguments.add_argument("--texts", type=Path, help="folder of the annotated reports (default: seeds)")
    arguments.add_argument("--quick", action="store_true", help="accuracy only")
    return arguments.parse_args()


def show_costs(corpus: Path | None) -> None:
    """Speed, growth on hostile text, and memory."""
    place, texts = corpus_texts(corpus)
    megabytes, rate, found = speed(texts)
    table(["speed", "reports", "MB of UTF-8", "quantities", "MB/s"],
          [[place, str(len(texts)), f"{megabytes:.2f}", str(found), f"{rate:.2f}"]])  # fmt: skip

    size = 100_000
    rows = [[n, f"{a:.3f}", f"{b:.3f}", f"{b / max(a, 1e-3):.1f}"] for n, a, b in hostile(size)]
    table(["hostile text", f"s at {size:,} characters", f"s at {4 * size:,}", "times"], rows)

    rows = [[f"{length:,}", f"{peak:.0f}"] for length, peak in memory(max(texts, key=len))]
    table(["characters read", "peak bytes per quantity found"], rows)


def show_peers(documents: list[Document]) -> None:
    """Ours and the others side by side."""
    own = judge(
        documents, [[(q.start, q.end, q.to_dict()["value"]) for q in read(d.text)] for d in documents]
    )
    rate = speed([d.text for d in documents])[1]
    rows = [["policysum", *(f"{result.share:.1%}" for result in own), f"{rate:.3f}", ""]]
    rows += [list(row) for row in peers(documents)]
    header = ["on the gold's quantities and dates", "found", "value right", "value and whole span right", "MB/s", "remark"]  # fmt: skip
    table(header, rows)


def main() -> None:
    options = options_of_the_call()
    documents = load_gold(options.texts or ROOT / "seeds", options.gold)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}\n")

    scores = score(documents)
    rows = [[name, f"{s.share:.2%}", f"{s.right}/{s.total}"] for name, s in scores.items()]
    table([f"on the gold ({len(documents)} reports)", "share", "count"], rows)
    if options.errors:
        for name, result in scores.items():
            print(name, result.errors)
    if options.quick:
        return
    show_costs(options.corpus)
    if options.peers:
        show_peers(documents)


if __name__ == "__main__":
    main()
