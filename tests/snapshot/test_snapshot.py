"""Every later change of the core is reviewed against what it read before."""

import json
from collections import defaultdict
from functools import cache
from itertools import groupby

import pytest
from snapshot_compare import differences, kept, shown, written
from snapshot_reading import SMALLEST, part_of, reading_of

pytestmark = pytest.mark.long
ENOUGH = 5
"""Differences that are shown; the command shows them all."""


@cache
def by_part():
    """The snapshot by its smallest parts, and in them by their texts; read once for all parts."""
    found = defaultdict(dict)
    for of, same in groupby(kept(), lambda line: line["of"]):
        lines = list(same)
        found[part_of(lines[0])].setdefault(of, []).extend(lines)
    return found


@pytest.mark.parametrize("part", SMALLEST)
def test_the_reading_of_the_fixed_texts_has_not_changed_unseen(part):
    """Run `python tests/snapshot/snapshot_compare.py` to see all, and `--accept REASON` to record what is meant."""
    before = dict(by_part()[part])
    found = []
    for of, lines in groupby(reading_of(part), lambda line: line["of"]):
        now = [json.loads(written(line)) for line in lines]
        found += differences(before.pop(of, []), now)
        if len(found) >= ENOUGH:
            break
    else:
        found += [(line, None) for lines in before.values() for line in lines]
    assert not found, f"{len(found)} differences or more, the first:\n" + "\n".join(
        shown(*pair) for pair in found[:ENOUGH]
    )


def test_a_changed_line_is_noticed_with_what_it_was():
    lines = kept()
    assert len(lines) > 1000
    changed = [*lines[:-1], {**lines[-1], "text": "别的"}]
    assert differences(lines, changed) == [(lines[-1], changed[-1])]
    assert differences(lines, lines[1:]) == [(lines[0], None)]
