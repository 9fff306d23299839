"""How fast the reading alone is, of several trees in turn, on one machine at one moment.

    python benchmarks/reading_speed.py TEXTS... --trees /tmp/old . [--rounds 9]

Each tree is read by a process of its own, thrice in turn with the others; the best round of the CPU time counts. Without
--trees this tree alone is read.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TURNS = 3
READ = """
import json, pathlib, sys, time
tree, rounds, *paths = sys.argv[1:]
sys.path.insert(0, tree + "/src")
start = time.process_time()
from policysum.quantity import Ledger, read
loaded = time.process_time() - start
import policysum
assert policysum.__file__.startswith(tree), policysum.__file__
texts = [pathlib.Path(path).read_text("utf-8") for path in paths]
read_best = bound_best = float("inf")
for _ in range(int(rounds)):
    first = time.process_time()
    for text in texts:
        read(text)
    second = time.process_time()
    for text in texts:
        Ledger(text, period="2024", plan_period="2025").mentions
    read_best = min(read_best, second - first)
    bound_best = min(bound_best, time.process_time() - second)
print(json.dumps([sum(len(text.encode()) for text in texts), read_best, bound_best, loaded]))
"""


def main() -> None:
    """Print one row a tree: MB/s of the numbers alone, MB/s of the whole ledger, CPU a report, CPU to load."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--trees", nargs="+", type=Path, default=[ROOT])
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    best: dict[Path, list[float]] = {}
    for _ in range(TURNS):
        for tree in asked.trees:
            command = [
                sys.executable,
                "-c",
                READ,
                str(tree.resolve()),
                str(asked.rounds),
                *map(str, asked.texts),
            ]
            done = subprocess.run(command, capture_output=True, check=True, text=True)
            found = json.loads(done.stdout)
            best[tree] = [min(pair) for pair in zip(found, best.get(tree, found), strict=True)]
    print("| tree | numbers MB/s | ledger MB/s | CPU a report ms | CPU to load s |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for tree, (size, read, bound, loaded) in best.items():
        report = bound / len(asked.texts) * 1000
        print(
            f"| {tree} | {size / read / 1e6:.2f} | {size / bound / 1e6:.2f} | {report:.1f} | {loaded:.2f} |"
        )


if __name__ == "__main__":
    main()
