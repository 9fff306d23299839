"""Years that stand only in a title, and what prose says of done and aimed at."""

from __future__ import annotations

import pytest

from policysum import check
from policysum.schema import Verdict

REPORT = (
    "某区科技局2020年工作总结\n\n一、2020年工作完成情况\n"
    "全年新增高新技术企业166家,总量达到550家,同比增长12.5%。规上企业投资3.27亿元,下降2%。\n"
    "二、2021年工作计划\n力争新增高新技术企业200家,确保投资增长10%以上。"
)
HALF = (
    "某区科技局2020年上半年工作总结\n\n一、上半年工作完成情况\n"
    "新增高新技术企业166家,总量达到550家,同比增长12.5%。规上企业投资3.27亿元,下降2%。\n"
    "二、下半年工作计划\n力争新增高新技术企业200家,确保投资增长10%以上。"
)
REVIEW = (
    "2026年政府工作报告\n\n一、过去五年工作回顾\n2025年是“十四五”收官之年。"
    "人均道路面积达到18.99平方米。\n二、2026年工作安排\n新增就业5万人。"
)
UNDATED = "工作总结\n\n规上企业投资3.27亿元,比2019年有所下降。新增专利20件。"


def verdict(claim, source=REPORT):
    return check([claim], source)[-1].verdict


def claim(indicator, value, period):
    return {"indicator": indicator, "value": value, "period": period}


@pytest.mark.parametrize("period", ["2018", "2019", "2021", "2022", "2019H1", "as_of:2021-06", "2017/2019"])
def test_a_year_beside_that_of_the_title_is_another_period(period):
    assert verdict(claim("规上企业投资", "3.27亿元", period)) is Verdict.WRONG_PERIOD
    assert verdict(claim("高新技术企业总量", "550家", period)) is Verdict.WRONG_PERIOD


@pytest.mark.parametrize(
    "period", ["2020", "2020年", "2020H1", "2020H2", "as_of:2020-12", "as_of:2020-06", "2016/2020"]
)
def test_the_year_of_the_title_its_parts_and_the_years_up_to_it_pass(period):
    assert verdict(claim("规上企业投资", "3.27亿元", period)) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2021", Verdict.SUPPORTED),
        ("2020", Verdict.WRONG_PERIOD),
        ("2022", Verdict.WRONG_PERIOD),
        ("2016/2020", Verdict.WRONG_PERIOD),
    ],
)
def test_what_is_planned_is_of_the_year_planned_for(period, expected):
    assert verdict(claim("新增高新技术企业", "200家", period)) is expected


@pytest.mark.parametrize(
    ("period", "done", "planned"),
    [
        ("2020", Verdict.SUPPORTED, Verdict.SUPPORTED),
        ("2020H1", Verdict.SUPPORTED, Verdict.WRONG_PERIOD),
        ("2020H2", Verdict.WRONG_PERIOD, Verdict.SUPPORTED),
        ("as_of:2020-06", Verdict.SUPPORTED, Verdict.WRONG_PERIOD),
        ("as_of:2020-12", Verdict.WRONG_PERIOD, Verdict.SUPPORTED),
        ("2021", Verdict.WRONG_PERIOD, Verdict.WRONG_PERIOD),
    ],
)
def test_halves_of_a_year_are_told_apart_where_the_report_does(period, done, planned):
    assert verdict(claim("规上企业投资", "3.27亿元", period), HALF) is done
    assert verdict(claim("新增高新技术企业", "200家", period), HALF) is planned


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2021/2025", Verdict.SUPPORTED),
        ("2025", Verdict.SUPPORTED),
        ("2020/2024", Verdict.UNCLEAR),
        ("2022/2026", Verdict.UNCLEAR),
    ],
)
def test_what_a_review_tells_of_its_last_year_may_be_claimed_of_the_years_it_reviews(period, expected):
    assert verdict(claim("人均道路面积", "18.99平方米", period), REVIEW) is expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2019", Verdict.SUPPORTED), ("2020", Verdict.SUPPORTED), ("2015", Verdict.UNCLEAR)],
)
def test_a_report_that_leaves_its_year_open_admits_the_neighbouring_ones(period, expected):
    assert verdict(claim("新增专利", "20件", period), UNDATED) is expected


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("已新增高新技术企业200家", Verdict.WRONG_STATUS),
        ("新增了高新技术企业200家", Verdict.WRONG_STATUS),
        ("新增高新技术企业达到了200家", Verdict.WRONG_STATUS),
        ("完成新增高新技术企业200家", Verdict.WRONG_STATUS),
        ("力争新增高新技术企业166家", Verdict.WRONG_STATUS),
        ("确保新增高新技术企业166家", Verdict.WRONG_STATUS),
        ("预计新增高新技术企业166家", Verdict.WRONG_STATUS),
        ("拟新增高新技术企业166家", Verdict.WRONG_STATUS),
        ("规上企业投资将达到3.27亿元", Verdict.WRONG_STATUS),
        ("已完成计划投资10%以上", Verdict.WRONG_STATUS),
        # silence claims nothing
        ("新增高新技术企业200家", Verdict.SUPPORTED),
        ("全年新增高新技术企业达166家", Verdict.SUPPORTED),
        # told as the source tells it
        ("已新增高新技术企业166家", Verdict.SUPPORTED),
        ("争取新增高新技术企业200家", Verdict.SUPPORTED),
        ("预计新增高新技术企业200家", Verdict.SUPPORTED),
        # words that hold a cue and are none
        ("为了壮大主体,新增高新技术企业200家", Verdict.SUPPORTED),
        ("确保了规上企业投资3.27亿元", Verdict.SUPPORTED),
        ("将规上企业投资做到3.27亿元", Verdict.SUPPORTED),
    ],
)
def test_prose_that_tells_an_aim_as_done_or_the_reverse_is_refused(prose, expected):
    assert verdict(prose) is expected


@pytest.mark.parametrize(
    ("name", "value"),
    [("力争新增高新技术企业", "166家"), ("已新增高新技术企业", "200家"), ("新增高新技术企业目标", "166家")],
)  # fmt: skip
def test_a_name_is_no_prose_and_states_no_status(name, value):
    assert verdict({"indicator": name, "value": value}) is Verdict.SUPPORTED
    told = "actual" if name.startswith("已") else "target"
    assert verdict({"indicator": name, "value": value, "status": told}) is Verdict.WRONG_STATUS


def test_prose_may_mean_either_of_two_equal_numbers_one_done_and_one_aimed_at():
    source = REPORT.replace("166家", "200家")
    assert verdict("已新增高新技术企业200家", source) is Verdict.SUPPORTED
    assert verdict("力争明年新增高新技术企业200家", source) is Verdict.SUPPORTED


def test_a_cue_that_the_source_itself_has_beside_the_number_is_no_conflict():
    source = "一、2021年工作计划\n在已建成园区的基础上完成投资5亿元。"
    assert verdict("已完成园区投资5亿元", source) is Verdict.SUPPORTED


def test_a_year_that_a_number_is_compared_with_is_not_its_own():
    assert verdict("高新技术企业总量比2019年增长12.5%") is Verdict.SUPPORTED
    assert verdict("2019年高新技术企业总量550家") is Verdict.WRONG_PERIOD


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (None, Verdict.CONVERTED),
        ("decline", Verdict.CONVERTED),
        ("level", Verdict.CONVERTED),
        ("growth", Verdict.WRONG_DIRECTION),
    ],
)
@pytest.mark.parametrize("value", ["-2%", "−2%"])
def test_a_negative_rate_is_a_decline(value, change, expected):
    told = {"indicator": "规上企业投资", "value": value, "change": change}
    assert verdict(told) is expected
    assert not verdict({**told, "indicator": "高新技术企业总量", "value": "-12.5%"}).passes


OLD_SHARES = "2024年，三次产业比例由14.1∶38.2∶47.7调整为13.6∶38.9∶47.5。"


@pytest.mark.parametrize(
    ("name", "value", "period", "verdict"),
    [
        ("第一产业占比", "13.6%", "2024", "converted"),
        ("第三产业比重", "47.5%", "2024", "converted"),
        ("第一产业占比", "14.1%", "2024", "wrong_period"),
        ("第二产业占比", "38.2%", "2024", "wrong_period"),
        ("第三产业比重", "47.7%", "2024", "wrong_period"),
        ("三次产业比例", "14.1∶38.2∶47.7", "2024", "wrong_period"),
        ("第二产业占比", "38.2%", "2023", "converted"),
    ],
)
def test_the_shares_that_a_structure_set_out_from_are_not_those_of_its_year(name, value, period, verdict):
    claim = {"indicator": name, "value": value, "period": period}
    assert {one.verdict.value for one in check(claim, OLD_SHARES)} == {verdict}


def test_a_joint_at_one_edge_parts_the_words_between_unlike_counts():
    claim = {"indicator": "飞地平台", "value": "8家"}
    assert [one.verdict.value for one in check(claim, "新增8家和飞地平台3个。")] == ["misattributed"]


@pytest.mark.parametrize(
    ("period", "value", "passes"),
    [
        ("2023年8月", "6.1%", True),
        ("2023年8月", "4.3%", False),
        ("2023年1-8月", "4.3%", True),
        ("2023-01/2023-08", "4.3%", True),
        ("2023-08", "6.1%", True),
    ],
)
def test_a_month_and_the_months_up_to_it_are_different_times(period, value, passes):
    source = "2023年1—8月，全市供水量同比增长4.3%，其中8月份供水量同比增长6.1%。"
    claim = {"indicator": "全市供水量增速", "value": value, "period": period, "change": "growth"}
    assert all(one.passes for one in check(claim, source)) is passes
