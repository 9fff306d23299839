"""How fast the reading alone is, of several trees in turn, on one machine at one moment.

    python benchmarks/reading_speed.py TEXTS... --trees /tmp/old . [--rounds 27]

Each tree is read by a process of its own; the rounds of all trees go in turn, so that what else the machine does falls
on each of them alike. The best round of the CPU time counts. Without --trees this tree alone is read. Besides the
numbers and the ledger a whole text is read: decoding, boilerplate, metadata, outline, roles, items.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READ = """
import pathlib, sys, time
tree, *paths = sys.argv[1:]
sys.path.insert(0, tree + "/src")
start = time.process_time()
from policysum.quantity import read
try:
    from policysum.statements import Ledger
except ImportError:  # where it stood until 30 November 2026
    from policysum.quantity import Ledger
loaded = time.process_time() - start
from policysum.document import read_document
import policysum
assert policysum.__file__.startswith(tree), policysum.__file__
raw = [pathlib.Path(path).read_bytes() for path in paths]
texts = [one.decode() for one in raw]
print(sum(map(len, raw)), loaded, flush=True)
for line in sys.stdin:
    spent = [time.process_time()]
    for text in texts:
        read(text)
    spent.append(time.process_time())
    for text in texts:
        Ledger(text, period="2024", plan_period="2025").mentions
    spent.append(time.process_time())
    for path in paths:
        document = read_document(pathlib.Path(path))
        document.outline, document.clean, document.metadata
        document.items()
    spent.append(time.process_time())
    print(*(after - before for before, after in zip(spent, spent[1:])), flush=True)
"""


class Tree:
    """A process that reads the texts with one tree, a round at a time."""

    def __init__(self, path: Path, texts: list[Path]) -> None:
        command = [sys.executable, "-c", READ, str(path.resolve()), *map(str, texts)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.size, self.loaded = self._answer()
        self.best = [float("inf")] * 3

    def _answer(self) -> list[float]:
        assert self.process.stdout
        return [float(number) for number in self.process.stdout.readline().split()]

    def round(self) -> None:
        """Read all texts once."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.best = [min(pair) for pair in zip(self.best, self._answer(), strict=True)]

    def speeds(self) -> list[float]:
        """MB/s of the numbers alone, of the ledger and of the whole text, and the CPU to load."""
        return [*(self.size / best / 1e6 for best in self.best), self.loaded]

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def main() -> None:
    """Print one row a tree, and the last one against the first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--trees", nargs="+", type=Path, default=[ROOT])
    parser.add_argument("--rounds", type=int, default=27)
    asked = parser.parse_args()
    trees = [Tree(path, asked.texts) for path in asked.trees]
    for _ in range(asked.rounds):
        for tree in trees:
            tree.round()
    for tree in trees:
        tree.close()
    print("| tree | numbers MB/s | ledger MB/s | whole text MB/s | CPU to load s |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for path, tree in zip(asked.trees, trees, strict=True):
        print(f"| {path} | {' | '.join(f'{speed:.2f}' for speed in tree.speeds())} |")
    if len(trees) > 1:
        pairs = zip(trees[-1].speeds(), trees[0].speeds(), strict=True)
        print(f"| last / first | {' | '.join(f'{last / first:.2f}' for last, first in pairs)} |")


if __name__ == "__main__":
    main()
