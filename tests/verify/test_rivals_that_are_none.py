"""Numbers that share words with a claim and are none of it: parts, levels, other seasons, other members of a list."""

import pytest

from policysum import check

RIVERS = "全县整治河道，治理河道820公里，其中完成生态河道治理90公里。"
GARDENS = "全县现有养老院46所，托育园88所（公建32所，民建56所）。"
TRACTORS = "年末农用无人机登记610架，增加45架。"
METALS = "全年规模以上企业生产白银730千克。全年水果总产量6.4万吨。"
SEASONS = "今年前三季度我县外贸货物吞吐量310万吨。9月当月，我县货物吞吐量42万吨。"
QUARTERS = "第一季度、第二季度、第三季度货物吞吐量分别为90万吨、100万吨和120万吨。"
TREES = "全乡种植核桃700亩、板栗300亩、银杏300亩、杜仲700亩。"
VISITS = "全市医院总门诊人次1.8亿，比上年增加0.2亿人次。"
SPENT = "累计投入610万元，推进乡村道路硬化项目；投入资金95万元，推进12个村公厕改造项目。"
HALF = "1至6月，全县接待游客30万人次。"


@pytest.mark.parametrize(
    ("source", "name", "value", "passes"),
    [
        # a part behind 其中 that the claim does not name is no rival of the whole; one that it names is
        (RIVERS, "河道治理长度", "820公里", True),
        (RIVERS, "生态河道治理", "90公里", True),
        (RIVERS, "生态河道治理", "820公里", False),
        # what stands in a bracket is part of the number before it
        (GARDENS, "民建托育园", "56所", True),
        (GARDENS, "民建托育园", "88所", False),
        (GARDENS, "公建托育园", "56所", False),
        # how much there is is no rival of how much there is more
        (TRACTORS, "农用无人机新增登记", "45架", True),
        (TRACTORS, "农用无人机登记", "45架", False),
        # a number that has but the last word of the name is none of it
        (METALS, "白银产量", "730千克", True),
        (METALS, "水果产量", "730千克", False),
        # a part of the year in the name
        (SEASONS, "前三季度货物吞吐量", "310万吨", True),
        (SEASONS, "9月货物吞吐量", "42万吨", True),
        (SEASONS, "前三季度货物吞吐量", "42万吨", False),
        (QUARTERS, "二季度货物吞吐量", "100万吨", True),
        (QUARTERS, "三季度货物吞吐量", "100万吨", False),
        # a measure word at the end of the name
        (VISITS, "总门诊人次", "1.8亿人次", True),
        # what money was spent on stands behind it
        (SPENT, "公厕改造投入", "95万元", True),
        (SPENT, "公厕改造投入", "610万元", False),
    ],
)
def test_a_number_with_words_of_a_claim_may_be_no_rival(source, name, value, passes):
    (checked,) = check({"indicator": name, "value": value}, source)
    assert checked.passes is passes, checked.reason


@pytest.mark.parametrize(
    ("sentence", "passes"),
    [
        ("全乡种植核桃700亩、银杏300亩。", True),
        ("全乡种植板栗300亩、杜仲700亩。", True),
        ("全乡种植核桃300亩、银杏300亩。", False),
    ],
)
def test_words_of_one_number_in_prose_do_not_name_the_next(sentence, passes):
    assert all(one.passes for one in check(sentence, TREES)) is passes


@pytest.mark.parametrize(
    ("sentence", "passes"), [("上半年接待游客30万人次。", True), ("下半年接待游客30万人次。", False)]
)
def test_months_have_the_name_of_their_half(sentence, passes):
    assert all(one.passes for one in check(sentence, HALF)) is passes
