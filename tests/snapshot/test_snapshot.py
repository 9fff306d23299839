"""Every later change of the core is reviewed against what it read before."""

import json

from snapshot_compare import differences, kept, shown, written
from snapshot_reading import reading


def test_the_reading_of_the_fixed_texts_has_not_changed_unseen():
    """Run `python tests/snapshot/snapshot_compare.py` to see all, and `--accept REASON` to record what is meant."""
    now = [json.loads(written(line)) for line in reading()]
    found = differences(kept(), now)
    assert not found, f"{len(found)} differences, the first:\n" + "\n".join(
        shown(*pair) for pair in found[:5]
    )


def test_a_changed_line_is_noticed_with_what_it_was():
    lines = kept()
    assert len(lines) > 1000
    changed = [*lines[:-1], {**lines[-1], "text": "别的"}]
    assert differences(lines, changed) == [(lines[-1], changed[-1])]
    assert differences(lines, lines[1:]) == [(lines[0], None)]
