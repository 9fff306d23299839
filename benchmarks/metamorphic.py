"""How often a reading hangs on which of two synonyms a sentence uses.

Every swap of `synonym_swaps.tsv` is tried in every sentence of the tests (tests/snapshot/sentences.txt) and of the open seeds that has
the word. A reading is changed where a number has another value, unit, bound, status, period, change or direction than before, or where its
name is another one than the old name with the word swapped.

usage: python benchmarks/metamorphic.py [--misses N] [--names]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policysum.document import read_document
from policysum.statements import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policysum.statements import Mention

HERE = Path(__file__).parent
ROOT = HERE.parent
SENTENCES = ROOT / "tests" / "snapshot" / "sentences.txt"
SEEDS = ROOT / "seeds"
AROUND = 4
FIELDS = ("value", "unit", "bound", "status", "period", "change", "direction")


class Swap(NamedTuple):
    """A word, what says the same, and around what the word is another one."""

    word: str
    synonym: str
    unless: re.Pattern[str] | None

    def apply(self, text: str) -> str:
        """The text with the word swapped wherever it stands for itself."""

        def swapped(found: re.Match[str]) -> str:
            first = max(0, found.start() - AROUND)
            around = self.unless.finditer(text, first, found.end() + AROUND) if self.unless else ()
            inside = any(one.start() < found.end() and found.start() < one.end() for one in around)
            return found.group() if inside else self.synonym

        return re.sub(re.escape(self.word), swapped, text)


def swaps() -> list[Swap]:
    """The swaps, one a line of the table."""
    lines = (HERE / "synonym_swaps.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [Swap(word, synonym, re.compile(unless) if unless else None) for word, synonym, unless in rows]


def sentences() -> list[str]:
    """The sentences of the tests and those with numbers of the seeds."""
    found = [line.replace("\\n", "\n") for line in SENTENCES.read_text("utf-8").splitlines()]
    for path in sorted(SEEDS.glob("*.txt")):
        ledger = read_document(path).ledger
        spans = dict.fromkeys(mention.sentence for mention in ledger.mentions)
        found += [ledger.text[span.start : span.end] for span in spans]
    return found


def changed(before: str, after: str, swap: Swap, *, names: bool) -> Iterator[tuple[Mention, str]]:
    """The numbers of a sentence that are read otherwise once a word is swapped, each with the field that changed."""
    old, new = Ledger(before).mentions, Ledger(after).mentions
    if len(old) != len(new):
        yield old[0] if old else new[0], "numbers"
        return
    for one, other in zip(old, new, strict=True):
        for field in FIELDS:
            if getattr(one, field) != getattr(other, field):
                yield one, f"{field}: {getattr(one, field)} -> {getattr(other, field)}"
                break
        else:
            if (
                names
                and one.kpi
                and swap.apply(one.indicator) not in {other.indicator, swap.apply(other.indicator)}
            ):
                yield one, f"name: {one.indicator} -> {other.indicator}"


def main() -> int:
    """Print for each swap how many readings it was tried on and how many it changed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", type=int, default=0, help="how many changed readings to print")
    parser.add_argument("--names", action="store_true", help="compare names, too")
    options = parser.parse_args()
    texts, shown = sentences(), 0
    tried: Counter[str] = Counter()
    turned: Counter[str] = Counter()
    for swap in swaps():
        label = f"{swap.word} -> {swap.synonym}"
        for text in texts:
            other = swap.apply(text) if swap.word in text else text
            if other == text:
                continue
            tried[label] += len(Ledger(text).mentions)
            for mention, what in changed(text, other, swap, names=options.names):
                turned[label] += 1
                if shown < options.misses:
                    shown += 1
                    print(f"  {label}: {mention.text} {what} | {text[:90]!r}")
        print(f"{label:16s} {turned[label]:4d} of {tried[label]:5d}")
    total, all_tried = sum(turned.values()), sum(tried.values())
    print(f"changed {total} of {all_tried} readings ({total / max(all_tried, 1):.2%}) by {len(tried)} swaps")
    return 0


if __name__ == "__main__":
    sys.exit(main())
