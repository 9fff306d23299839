"""Score forms of numbers that nobody had tuned on against what was written down before.

python benchmarks/number_forms.py [--misses] [--list FILE]
"""

from __future__ import annotations

import argparse
from collections import Counter
from decimal import Decimal
from pathlib import Path

from policysum.quantity import Kind, Quantity, Value, read

LIST = Path(__file__).parent / "number_forms.tsv"
NAMES = {Kind.DATE, Kind.ORDINAL, Kind.DOCNUMBER, Kind.NAME}
CLOSE = Decimal("0.00001")


def alike(value: Value, wanted: str) -> bool:
    """Whether a value is the one that was written down."""
    ends = wanted.split("..")
    if isinstance(value, tuple):
        return len(ends) == 2 and [*value] == [*map(Decimal, ends)]
    if len(ends) > 1 or not isinstance(value, Decimal):
        return False
    return abs(value - Decimal(wanted)) < CLOSE


def score(wanted: str, found: list[Quantity]) -> Counter[str]:
    """What of one wanted number was found, the number that fits best being taken out of `found`."""
    value, unit, bound, *_ = [*wanted.split(" "), "", ""]
    if value.startswith("!"):
        return Counter(kept_out=int(not any(alike(one.value, value[1:]) for one in found)), to_keep_out=1)
    right = [one for one in found if alike(one.value, value)]
    right.sort(key=lambda one: (one.unit not in unit.split("="), one.bound.value != (bound or "exact")))
    counts = Counter(wanted=1)
    if right:
        best = right[0]
        found.remove(best)
        counts.update(
            found=1, unit=int(best.unit in unit.split("=")), bound=int(best.bound.value == (bound or "exact"))
        )
    return counts


def main() -> None:
    """Print how many values, units and bounds are right, and which are not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--list", type=Path, default=LIST)
    options = parser.parse_args()
    total: Counter[str] = Counter()
    lines = [line for line in options.list.read_text("utf-8").splitlines() if not line.startswith("#")][1:]
    for line in lines:
        _, sentence, wanted = line.split("\t")
        everything = [one for one in read(sentence) if one.kind not in NAMES]
        found = list(everything)
        for one in wanted.split("|"):
            counts = score(one, found)
            total += counts
            if options.misses and any(counts[key] < counts["wanted"] for key in ("found", "unit", "bound")):
                said = ", ".join(f"{q.text}={q.value} {q.unit} {q.bound.value}" for q in everything)
                print(f"{one}: {sentence} -> {said}")
    for key in ("found", "unit", "bound"):
        print(f"{key}: {total[key]} of {total['wanted']} ({total[key] / total['wanted']:.1%})")
    print(f"kept out: {total['kept_out']} of {total['to_keep_out']}")


if __name__ == "__main__":
    main()
