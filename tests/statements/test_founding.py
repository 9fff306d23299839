"""When a thing began dates none of its figures, and names none of them."""

from __future__ import annotations

from policysum.statements import Ledger


def read(text):
    return {one.text: one for one in Ledger(text, period="2024") if one.kpi}


def test_the_year_of_a_founding_dates_no_figure_behind_it():
    found = read("云溪林场成立于1986年，职工120人，经营面积3.5万亩。")
    assert [one.period for one in found.values()] == ["2024", "2024"]
    assert found["120人"].subject == "云溪林场"


def test_who_is_described_in_mid_paragraph_names_its_own_figures():
    found = read("全县教育投入持续加大。云溪中学建校于1958年，占地120亩，在校学生2000人。")
    assert found["120亩"].subject == "云溪中学"
    assert found["2000人"].period == "2024"


def test_what_there_is_now_is_of_no_year_named_before():
    found = read("该公司2018年引进设备，现有职工300人。")
    assert found["300人"].period == "as_of:2024-12"


def test_what_is_done_with_what_there_is_keeps_its_year():
    found = read("2023年，完成对老城区现有450栋房屋的摸底。")
    assert found["450栋"].period == "2023"


def test_a_range_begins_with_the_year_in_which_something_was_set_going():
    found = read("自2019年启动以来，服务农户3000户。项目2021年全面建成投用以来，发电12亿千瓦时。")
    assert [one.period for one in found.values()] == ["2019/", "2021/"]


def test_a_year_set_apart_by_blanks_opens_no_clause():
    text = "审计发现，10 家单位自 2021 年 3 月以来，停办评比。此次又发现，60 家单位收费。"
    assert read(text)["60 家"].period == "2024"
    text = "2021 年 3 月以来，共停办 10 家。此次又停办 60 家。"
    assert read(text)["60 家"].period == "2021-03/"
