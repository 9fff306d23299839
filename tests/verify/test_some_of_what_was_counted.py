"""Some of what was counted, what a name counts, and what may be planned and done at once."""

import pytest

from policysum.verify import check


def verdict(source, indicator, value, **said):
    (found,) = check({"kpis": [{"indicator": indicator, "value": value, **said}]}, source)
    return found.verdict.value


AMONG = [
    ("142个林场中有137个通硬化路，占总数的96%。", "通硬化路的林场", "137个", "142个"),
    ("25座桥梁中，9座桥梁存在隐患。", "存在隐患的桥梁", "9座", "25座"),
    ("应检的 25 座桥梁中，有 9 座仍处于 维修阶段。", "处于维修阶段的桥梁", "9 座", "25 座"),
    ("办结信访件482件(含重复件17件)，与上年持平。", "办结信访件中的重复件", "17件", "482件"),
]


@pytest.mark.parametrize(("source", "name", "part", "whole"), AMONG)
def test_what_is_said_of_some_of_them_names_their_number_alone(source, name, part, whole):
    assert verdict(source, name, part) == "supported"
    assert verdict(source, name, whole) != "supported"


def test_a_centre_is_none_of_those_counted_before_it():
    source = "建成重点实验室32家、技术研究中心41家、创新中心99家。"
    assert verdict(source, "技术研究中心", "41家") == "supported"
    assert verdict(source, "技术研究中心", "99家") != "supported"


COUNTED = [
    ("全镇低收入人口306户572人。", "低收入人口人数", "572人"),
    ("审计署等12个部门挪用专项资金8.6亿元。", "挪用专项资金的部门", "12个"),
]


@pytest.mark.parametrize(("source", "name", "value"), COUNTED)
def test_a_number_that_counts_what_a_name_ends_with_is_meant(source, name, value):
    assert verdict(source, name, value) == "supported"


def test_an_amount_that_has_the_words_for_itself_still_refuses_another_unit():
    source = "新建学校3所、医院2家。"
    assert verdict(source, "新建医院", "3所") == "misattributed"


def test_what_a_name_calls_planned_may_be_there():
    source = "规划面积120平方公里的新区开工建设。"
    assert verdict(source, "新区规划面积", "120平方公里", status="actual") == "unclear"
    assert verdict("力争建成学校12所。", "建成学校", "12所", status="actual") == "wrong_status"


def test_an_expectation_some_sentences_before_may_go_on():
    going = "全年预计实现产值89亿元。税收收入7亿元，同比增长12%。"
    done = "全年实现产值89亿元。税收收入7亿元，同比增长12%。"
    assert verdict(going, "税收收入", "7亿元", status="forecast") == "unclear"
    assert verdict(done, "税收收入", "7亿元", status="forecast") != "supported"


@pytest.mark.parametrize(
    ("indicator", "value", "passes"),
    [
        ("渔业产值", "3.4亿元", True),
        ("渔业产值", "6.2亿元", False),
        ("林业产值", "6.2亿元", True),
        ("林渔业产值", "9.6亿元", True),
        ("林渔业产值", "3.4亿元", False),
    ],
)
def test_the_second_part_of_a_whole_lacks_nothing_of_the_first(indicator, value, passes):
    source = "全镇林渔业产值9.6亿元，其中林业产值6.2亿元，渔业产值3.4亿元。"
    assert all(one.passes for one in check({"indicator": indicator, "value": value}, source)) is passes
