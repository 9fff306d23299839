"""The words that CONTRIBUTING.md adds as examples: one row each, in a folder of tables of its own, and no Python."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policysum.lexicon.loader import FOLDER

PAGE = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")
ADDED = re.findall(
    r"<!-- row (\w+) -->\n```text\n(.+)\n```\n\n```text\n(.+) -> (.+)\n```", PAGE
)  # table, row, sentence, what is read
SHOWN = {"measure_words": ["read"], "change_verbs": ["direction", "change"], "status_cues": ["status"]}
PROGRAM = """
import json, pathlib, sys
from policysum.lexicon import loader
loader.FOLDER = pathlib.Path(sys.argv[1])
from policysum.statements import quantities
from policysum.verify import check
claim = {"indicator": "产值", "value": "下降5.7%"}
for source in sys.argv[2:]:
    one = next(reversed(list(quantities(source))), None)
    print(json.dumps({} if one is None else {
        "read": f"{one.value} {one.unit} {one.indicator}",
        "status": one.status, "change": one.change, "direction": one.direction,
        "verdict": str(next(iter(check(claim, source))).verdict),
    }))
"""


def read_with(folder, sentences):
    """What a program whose tables lie in `folder` reads; in a process of its own, as tables are read once."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), *sentences], capture_output=True, check=True, text=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def before():
    """What is read of each sentence as long as nothing is added."""
    sentences = [sentence for *_, sentence, _ in ADDED]
    return dict(zip(sentences, read_with(FOLDER, sentences), strict=True))


@pytest.fixture
def tables(tmp_path):
    """A copy of the tables that may be added to."""
    return Path(
        shutil.copytree(FOLDER, tmp_path / "lexicon", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    )


def test_the_page_has_an_example_of_each_kind():
    assert [table for table, *_ in ADDED] == ["measure_words", "change_verbs", "status_cues"]


@pytest.mark.parametrize(("table", "row", "sentence", "read"), ADDED, ids=[table for table, *_ in ADDED])
def test_one_row_adds_the_word_and_nothing_else_is_needed(tables, before, table, row, sentence, read):
    path = tables / f"{table}.tsv"
    path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n{row}\n", "utf-8")
    (after,) = read_with(tables, [sentence])
    assert after != before[sentence]
    assert ", ".join(after[field] for field in SHOWN[table]) == read
    if table == "change_verbs":
        assert (before[sentence]["verdict"], after["verdict"]) == ("unclear", "wrong_direction")
