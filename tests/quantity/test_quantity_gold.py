"""The measured promise: the open gold is read at least as well as the issue asks."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))  # a script beside the package

import quantity as bench  # noqa: E402 - found by the line before

GOLD = bench.load_gold(ROOT / "seeds")


@pytest.fixture(scope="module")
def scores():
    return bench.score(GOLD)


def test_three_annotated_reports_are_there():
    assert sorted(document.name for document in GOLD) == ["000", "002", "003"]


@pytest.mark.parametrize(
    ("criterion", "floor"),
    [
        ("recall", 0.995), ("precision", 0.99), ("value and unit", 0.99), ("kind and bound", 0.98), ("dates", 0.98),
        ("span", 0.99), ("digit runs once", 1.0),
    ],
)  # fmt: skip
def test_the_open_gold_is_read_at_least_this_well(scores, criterion, floor):
    assert scores[criterion].share >= floor
