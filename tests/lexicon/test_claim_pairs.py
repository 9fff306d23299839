"""Every word of status and bound of the lexicon, told of a source as it is and as what it is not."""

import re

import pytest

from policysum.lexicon import table
from policysum.quantity import quantities
from policysum.verify import check

SIDE = {"approx": 0, "gt": 1, "ge": 1, "lt": -1, "le": -1}
AROUND = {0: "{}左右", 1: "{}以上", -1: "{}以内"}
BOUNDS = [row for row in table("bound_cues").rows if row.value in SIDE]
STATUSES = [row for row in table("status_cues").rows if row.expected in {"target", "forecast"}]
DONE = [row for row in table("status_cues").rows if row.expected == "actual"]


def verdict(claim, source):
    (one,) = check(claim, source)
    return one.verdict


def number(row):
    """What the example of a row counts, and how many: a number without the row's word."""
    mention = [one for one in quantities(row.example) if one.kind != "date"][-1]
    name = re.search("企业|项目|产值", row.example)
    return (name.group() if name else mention.indicator), f"{mention.value}{mention.unit}"


@pytest.mark.parametrize("row", BOUNDS, ids=lambda row: f"{row.group}-{row.word}")
@pytest.mark.parametrize("side", AROUND)
def test_a_bound_is_told_as_it_is_and_never_as_another(row, side):
    indicator, value = number(row)
    said = verdict({"indicator": indicator, "value": AROUND[side].format(value)}, f"全市{row.example}。")
    if SIDE[row.expected] == side:
        assert said.passes
    else:
        assert said == "wrong_bound"


@pytest.mark.parametrize("row", STATUSES, ids=lambda row: f"{row.group}-{row.word}")
def test_what_is_aimed_at_is_not_told_as_done(row):
    indicator, value = number(row)
    source = f"全市{row.example}。"
    assert verdict({"indicator": indicator, "value": value, "status": row.expected}, source).passes
    assert verdict({"indicator": indicator, "value": value, "status": "actual"}, source) == "wrong_status"


@pytest.mark.parametrize("row", DONE, ids=lambda row: f"{row.group}-{row.word}")
def test_what_is_done_is_not_told_as_aimed_at(row):
    indicator, value = number(row)
    source = f"全市{row.example}。"
    assert verdict({"indicator": indicator, "value": value, "status": "actual"}, source).passes
    assert not verdict({"indicator": indicator, "value": value, "status": "target"}, source).passes
