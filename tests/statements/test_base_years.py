"""Years that words count back to, that things are of, and that a level is held against."""

from __future__ import annotations

import pytest

from policysum.document import Document
from policysum.statements import Ledger

COUNTED_BACK = [
    ("绿化四年累计投入6亿元，建成公园12座。", "6亿元", "2021/2024"),
    ("茶园面积达到9万亩，是2019年的1.8倍，六年累计新增4万亩。", "4万亩", "2019/2024"),
    ("服务业产值达到90亿元，是2020年的1.6倍，年均增长12.5%。", "12.5%", "2021/2024"),
    ("河道变清了。三年用于河道治理的资金7亿元。", "7亿元", "2022/2024"),
    ("招收三年制学生600人。", "600人", "2024"),
    ("连续三年新增社区食堂4家。", "4家", "2024"),
]


@pytest.mark.parametrize(("text", "number", "period"), COUNTED_BACK)
def test_years_that_are_counted_back_end_with_that_of_the_report(text, number, period):
    assert next(one.period for one in Ledger(text, period="2024") if one.text == number) == period


@pytest.mark.parametrize(
    "before",
    [
        "“十三五”是老城改造最快的5年。",
        "“十三五”期间，老城面貌一新。",
        "“十三五”是老城改造最快的五年。五年来路网成形。",
    ],
)
def test_five_years_are_those_of_the_plan_that_was_named(before):
    read = Ledger(f"{before}五年共完成投资9亿元。", period="2021")
    assert [one.period for one in read if one.text == "9亿元"] == ["2016/2020"]


@pytest.mark.parametrize(
    "text",
    [
        "本市1995年底前建成的楼栋还有60栋。",
        "对2010年以来的合同进行了清理，发现问题60个。",
        "1995年以前修建的小桥共有60座。",
    ],
)
def test_a_date_of_things_dates_no_count_of_them(text):
    assert Ledger(text, period="2024")[-1].period in {"2024", "as_of:2024-12"}


BASES = [
    "渔船为900艘，比2014年登记时的700艘增加200艘。",
    "渔船为900艘，与2014年第二次登记时的700艘相比，增加200艘。",
    "渔船达到900艘，较 2014 年改制前的 700 艘增加200艘。",
]


@pytest.mark.parametrize("text", BASES)
def test_a_level_that_is_held_against_is_of_its_own_year(text):
    read = {one.text.replace(" ", ""): one for one in Ledger(text, period="2024")}
    assert (read["700艘"].indicator, read["700艘"].period) == ("渔船", "2014")
    assert (read["200艘"].indicator, read["200艘"].period) == ("渔船增加", "2024")


def test_what_is_dated_before_an_aim_is_none():
    read = {one.text: one for one in Ledger("规划到2030年水库达到90座，2023年末为70座。")}
    assert (read["90座"].status, read["70座"].status) == ("target", "actual")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已按计划完成检修站房12座。", "actual"),
        ("已按预期完成检修12座。", "actual"),
        ("距12座的目标还差2座。", "target"),
    ],
)
def test_what_was_done_as_planned_is_no_plan(text, status):
    assert Ledger(text, period="2024")[0].status == status


def test_until_when_some_things_were_counted_dates_no_others():
    text = "截至2023年6月底，供水工程开工12个。\n\n审计发现，12个县挪用资金3亿元，检修站房30座。"
    assert [one.period for one in Ledger(text) if one.kpi] == ["2023-06", None, None, None]


def test_what_regulations_set_is_a_rule():
    text = "云溪县供水工程评标实施办法\n总分按100分计，其中商务权重为60分。获省级优质工程奖的加2分。\n"
    assert {one.status for one in Document.from_text(text).ledger if one.kpi} == {"rule"}


def test_one_section_of_rules_makes_no_regulation_of_a_reply():
    text = (
        "云溪县水务局关于第8号建议的答复\n\n一、已开展的工作\n去年，改造泵站30座。\n\n"
        "二、补助政策\n每户给予300元补助。\n"
    )
    read = {one.text: one.status for one in Document.from_text(text).ledger}
    assert (read["30座"], read["300元"]) == ("actual", "rule")
