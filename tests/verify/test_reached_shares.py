"""A share that a change came to is no change of so much."""

import pytest

from policysum import check

SOURCE = "全县用水普及率提高到96%，投诉率降至0.4%，供水管网漏损率下降到9%，水费收缴率比上年提高3%。"


def verdict(claim):
    (one,) = [one.verdict for one in check(claim, SOURCE) if one.verdict]
    return one


COME_TO = [
    {"indicator": "用水普及率", "value": "96%", "change": "growth"},
    {"indicator": "用水普及率", "value": "增长96%"},
    {"indicator": "投诉率下降", "value": "0.4%"},
    "用水普及率提高96%。",
    "投诉率下降0.4%。",
    "供水管网漏损率下降9%。",
]
SAID = [
    {"indicator": "用水普及率", "value": "96%"},
    {"indicator": "投诉率", "value": "0.4%"},
    "投诉率下降到0.4%。",
    "供水管网漏损率降至9%。",
    "水费收缴率提高3%。",
]


@pytest.mark.parametrize(
    ("claim", "passes"), [*((one, False) for one in COME_TO), *((one, True) for one in SAID)]
)
def test_what_was_come_to_passes_as_a_level_and_not_as_a_change(claim, passes):
    assert verdict(claim).passes is passes
