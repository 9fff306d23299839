"""What makes a written result out of date: the code, and the words and weights that it decides by."""

from __future__ import annotations

import pytest

from policysum.fingerprint import _hash_of


@pytest.mark.parametrize(
    ("place", "counts"),
    [
        ("statements/status.py", True),
        ("lexicon/units.tsv", True),
        ("extract/messages.toml", True),
        ("export/sheet.py", False),
        ("lexicon/__pycache__/loader.pyc", False),
    ],
)
def test_a_result_is_out_of_date_when_what_decides_it_changes(tmp_path, place, counts):
    file = tmp_path / place
    file.parent.mkdir(parents=True)
    file.write_text("before")
    before = _hash_of(tmp_path)
    file.write_text("after")
    assert (_hash_of(tmp_path) != before) is counts
