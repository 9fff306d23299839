"""Show what a change of the core changes in the snapshot, and record a change that is meant.

usage: python tests/snapshot/snapshot_compare.py [--accept REASON] [--most N]

Prints sentence, before and after of each difference. With --accept the new reading becomes the snapshot, and the
reason goes to CHANGES.md beside it; look at every difference first.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from datetime import UTC, datetime

from snapshot_reading import HERE, SNAPSHOT, Line, reading, source_of

CHANGES = HERE / "CHANGES.md"


def written(line: Line) -> str:
    """A line of the file."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def key(line: Line) -> str:
    """What makes two lines speak of the same thing."""
    return json.dumps([line["of"], line["what"], line["at"], line.get("type") or line.get("path")])


def differences(before: list[Line], after: list[Line]) -> list[tuple[Line | None, Line | None]]:
    """Pairs of lines that differ; None where a line stands on one side only."""
    old: dict[str, list[Line]] = defaultdict(list)
    for line in before:
        old[key(line)].append(line)
    found: list[tuple[Line | None, Line | None]] = []
    for line in after:
        was = old[key(line)].pop(0) if old[key(line)] else None
        if was != line:
            found.append((was, line))
    found.extend((line, None) for lines in old.values() for line in lines)
    return found


def kept() -> list[Line]:
    """The snapshot as committed."""
    return (
        [json.loads(line) for line in SNAPSHOT.read_text("utf-8").splitlines()] if SNAPSHOT.exists() else []
    )


def shown(was: Line | None, now: Line | None) -> str:
    """A difference for a human: the sentence, then what is no more and what is new."""
    line = now or was
    assert line is not None
    old, new = was or {}, now or {}
    names = dict.fromkeys((*old, *new))
    rows = [
        f"    {name}: {old.get(name)!r} -> {new.get(name)!r}"
        for name in names
        if old.get(name) != new.get(name)
    ]
    head = f"{line['of']} {line['what']} {line.get('text', line.get('type', ''))!s}  {line['at']}"
    if was is None or now is None:
        rows = [f"    {'new' if was is None else 'gone'}: {written(line)}"]
    return "\n".join([head, f"    «{source_of(line)[:160]}»", *rows])


def main() -> int:
    """Print the differences; 0 if there are none or they were accepted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--accept", metavar="REASON", help="why the differences are meant")
    parser.add_argument("--most", type=int, default=40, help="how many differences to print (40)")
    options = parser.parse_args()
    now = [json.loads(written(line)) for line in reading()]
    found = differences(kept(), now)
    for was, line in found[: options.most]:
        print(shown(was, line))  # noqa: T201
    print(f"{len(found)} differences in {len(now)} lines")  # noqa: T201
    if options.accept and found:
        SNAPSHOT.write_text("".join(written(line) + "\n" for line in now), "utf-8")
        date = datetime.now(UTC).date().isoformat()
        with CHANGES.open("a", encoding="utf-8") as file:
            file.write(f"- {date}, {len(found)} lines: {options.accept}\n")
    return 0 if options.accept or not found else 1


if __name__ == "__main__":
    raise SystemExit(main())
