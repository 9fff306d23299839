"""What kinds of documents say of their times, and whether what they report was done."""

from __future__ import annotations

import pytest

from policysum.document import Document


def told(text):
    return {one.text: (one.status, one.period) for one in Document.from_text(text).ledger if one.kpi}


@pytest.mark.parametrize(
    ("prose", "status"),
    [
        ("收入决算1250万元，完成预算的102%。支出1180万元，执行率94.4%。", "actual"),
        ("全年支出1180万元，完成年初预算的94.4%，较上年决算数增加30万元。收入完成1250万元。", "actual"),
        ("收入预算1250万元，完成上年预算的102%。支出预算1180万元，项目支出预算安排300万元。", "target"),
    ],
)
def test_a_budget_of_one_year_that_only_reports_how_it_was_carried_out_aims_at_nothing(prose, status):
    found = told(f"关于青溪县水务局2024年部门预算情况说明\n\n{prose}\n")
    assert found["1250万元"] == (status, "2024")
    assert found["1180万元"] == (status, "2024")


def test_what_an_audit_shows_is_of_whatever_years_it_looked_at():
    found = told(
        "审计署今天发布的2021年学校建设跟踪审计结果显示，36个项目挪用资金5.2亿元。另有12所学校违规收费。\n"
    )
    assert {period for _, period in found.values()} == {None}


def test_what_an_audit_of_a_year_found_is_remedied_in_the_next():
    document = Document.from_text(
        "关于2022年度县本级预算执行审计查出问题整改情况的报告\n\n主任、各位委员：\n一、整改情况\n已整改问题40项，整改资金215万元。\n"
    )
    assert document.metadata.period == "2022"
    assert {one.period for one in document.ledger if one.kpi} == {"2023"}


@pytest.mark.parametrize(
    ("until", "period", "plan", "year"),
    [
        ("截至2023年6月底，", "2021/2023", "2025", "2023"),
        ("截至2025年底，", "2021/2025", None, "2025"),
        ("", None, None, None),
    ],
)
def test_a_plan_that_is_looked_at_on_its_way_is_of_its_years_until_then(until, period, plan, year):
    document = Document.from_text(
        f"青溪县水利发展“十四五”规划中期评估报告\n\n一、总体进展\n{until}已完成投资58.3亿元。\n（一）管网。累计改造管网412公里。\n"
    )
    assert (document.metadata.period, document.metadata.plan_period) == (period, plan)
    found = next(one.period for one in document.ledger if one.text == "412公里")
    assert (found and found.removeprefix("as_of:")[:4]) == year


def test_what_a_notice_announces_on_one_line_is_its_matter():
    matter = "新建泵站6座，改造管网12公里，完成投资3.2亿元，确保年底前全部完成，群众满意率达到95%以上。"
    found = told(f"各乡镇、各街道：\n现将2024年工作安排通知如下：{matter}\n")
    assert {status for status, _ in found.values()} == {"target"}


def test_a_year_in_chinese_numerals_that_is_to_come_is_planned():
    text = (
        "政府工作报告\n——1956年6月15日在第一届全国人民代表大会第三次会议上\n\n各位代表：\n"
        "一九五五年，全国棉花产量达到152万吨。一九五六年，棉花产量计划达到178万吨。\n"
    )
    assert told(text) == {"152万吨": ("actual", "1955"), "178万吨": ("target", "1956")}
    assert Document.from_text(text).metadata.issuer == "国务院"


def test_a_sentence_that_plans_leaves_the_problem_before_it_a_problem():
    text = "青溪县2023年政府信息公开工作年度报告\n\n二、存在的主要问题及改进情况\n公开内容不够丰富，更新不及时。下一步将增加专栏2个。\n"
    assert [(one.role, one.title) for one in Document.from_text(text).items()] == [
        ("problem", "公开内容不够丰富，更新不及时")
    ]


def test_what_an_audit_lists_below_a_heading_that_only_names_its_subject_is_a_finding_each():
    text = (
        "青溪县审计局关于2023年度县级预算执行的审计工作报告\n\n一、县级预算执行审计情况\n"
        "审计发现：3个部门违规发放补贴12.5万元；2个项目超概算340万元。\n二、资金审计情况\n4家单位未及时上缴收入56万元。\n"
    )
    assert [one.title for one in Document.from_text(text).items()] == [
        "3个部门违规发放补贴12.5万元",
        "2个项目超概算340万元",
        "资金审计情况",
    ]


def test_two_entries_with_dots_before_their_pages_are_a_table_of_contents():
    text = "一、综合............2\n二、农业............3\n青溪县2023年统计公报\n\n一、综合\n产值12亿元。\n二、农业\n粮食25万吨。\n"
    assert [one.title for one in Document.from_text(text).outline] == ["综合", "农业"]
