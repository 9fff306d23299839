"""A percentage right behind a budget is what came of it; an amount there is what was set."""

import pytest

from policysum.verify import check


@pytest.mark.parametrize(
    ("source", "value", "status", "passes"),
    [
        ("水务局完成收入3,120万元，占调整预算104.2%。", "104.2%", "actual", True),
        ("水务局完成收入3,120万元，占调整预算104.2%。", "104.2%", "target", False),
        ("水务局收入年初预算2,980万元，完成3,120万元。", "2,980万元", "target", True),
        ("水务局收入年初预算2,980万元，完成3,120万元。", "2,980万元", "actual", False),
    ],
)
def test_what_stands_behind_a_budget(source, value, status, passes):
    claim = {"indicator": "水务局收入预算", "value": value, "status": status}
    assert all(one.passes for one in check(claim, source)) is passes
