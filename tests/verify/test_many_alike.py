"""Claims of which the source has the number very often, twice with another time, in another measure, or nearly."""

import pytest

from policysum import check
from policysum.verify.inverted_index import Shortlist

PLACES = [
    f"{town}镇{thing}"
    for town in "甲乙丙丁戊己庚辛"
    for thing in ("学校", "医院", "公园", "车站", "市场", "图书馆")
]
MANY = "".join(f"{place}新建1个。" for place in PLACES)


def verdicts(claims, text):
    return [(str(one.verdict), one.start) for one in check(claims, text) if one.path.endswith(".value")]


def test_of_very_many_equal_numbers_each_is_found_by_its_own_words():
    claims = [{"indicator": place, "value": "1个"} for place in PLACES]
    assert verdicts(claims, MANY) == [("supported", MANY.index(place) + len(place) + 2) for place in PLACES]


def test_what_names_none_of_very_many_is_of_something_else():
    ((verdict, _),) = verdicts([{"indicator": "港口码头泊位", "value": "1个"}], MANY)
    assert verdict == "misattributed"


def test_a_shortlist_prefers_who_shares_most_of_the_words_and_the_rarer_of_them():
    words = {0: {"甲", "镇"}, 1: {"乙", "镇"}, 2: {"丙", "镇"}, 3: {"丁", "市"}}
    asked = []

    def words_of(index):
        asked.append(index)
        return frozenset(words[index])

    some = Shortlist([0, 1, 2, 3], words_of)
    assert some.choose({"丙": 1.0, "镇": 1.0}, 4) == [0, 1, 2, 3]
    assert some.choose({"丙": 1.5, "镇": 1.0}, 1) == [2]
    assert some.choose({"市": 1.0, "镇": 0.1}, 1) == [3]
    assert some.choose({"镇": 1.0}, 2) == [0, 1]
    assert some.choose({"无": 1.0}, 2) == [0, 1]
    assert sorted(set(asked)) == [0, 1, 2, 3]
    assert len(asked) == 4  # once each


DONE_AND_AIMED = "2023年工作总结\n2023年新增企业50家。\n2024年，力争新增企业50家。\n"


@pytest.mark.parametrize(
    ("period", "status", "expected"),
    [
        ("2023", "actual", ("supported", 19)),
        ("2024", "target", ("supported", 36)),
        ("2023", "target", ("unclear", 19)),
        ("2024", "actual", ("wrong_status", 36)),
    ],
)
def test_last_years_result_and_this_years_aim_may_be_the_same_number(period, status, expected):
    claim = {"indicator": "新增企业", "value": "50家", "period": period, "status": status}
    assert verdicts([claim], DONE_AND_AIMED) == [expected]


TRADE = "全年技术交易5645万，居全省第一。"


@pytest.mark.parametrize(
    ("indicator", "value", "text", "expected"),
    [
        ("技术交易", "0.5645亿元", TRADE, ("unclear", 6)),
        ("景区游客", "0.5645亿元", TRADE, ("unsupported", None)),
        ("增速", "5%-6%", "全年增速5%到6%。", ("converted", 4)),
        ("增速", "5%", "全年增速5%到6%。", ("unsupported", None)),
        ("贷款", "7000亿元", "贷款规模跃上7000亿级。", ("converted", 6)),
    ],
)
def test_a_number_in_another_measure_or_of_a_range_is_not_simply_passed(indicator, value, text, expected):
    assert verdicts([{"indicator": indicator, "value": value}], text) == [expected]
