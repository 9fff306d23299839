"""The level that a change is measured against is a figure of the same thing, of another time."""

import pytest

from policysum.statements import Ledger
from policysum.verify import check

_YEAR = "粮食产量42万吨，比2020年的36万吨增加6万吨。"
_PLAN = "财政收入达到87.5亿元，较“十三五”末的61.2亿元增加26.3亿元。"
_END = "图书馆18座，比“十二五”期末的11座增加7座。"


@pytest.mark.parametrize(
    ("text", "name", "value", "period", "verdict"),
    [
        (_YEAR, "粮食产量", "36万吨", "2020", "supported"),
        (_YEAR, "粮食产量", "36万吨", "2023", "wrong_period"),
        (_YEAR, "粮食产量", "42万吨", "2023", "supported"),
        (_YEAR, "粮食产量", "42万吨", "2020", "wrong_period"),
        (_YEAR, "粮食产量", "6万吨", "2023", "misattributed"),
        (_YEAR, "粮食产量增加", "6万吨", "2023", "supported"),
        (_PLAN, "财政收入", "61.2亿元", "2020", "supported"),
        (_PLAN, "财政收入", "61.2亿元", "2023", "unclear"),
        (_PLAN, "财政收入", "87.5亿元", "2023", "supported"),
        (_END, "图书馆", "11座", "2015", "supported"),
        (_END, "图书馆", "11座", "2023", "unclear"),
    ],
)
def test_a_level_compared_with_is_of_its_own_time(text, name, value, period, verdict):
    claim = {"indicator": name, "value": value, "period": period}
    (found,) = check(claim, f"2023年财政局工作总结\n\n一、2023年工作完成情况\n\n{text}\n")
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("text", "number", "said"),
    [
        ("行政经费12万元，比上年增加（减少）2万元。", "2万元", "growth"),
        ("行政经费12万元，比上年减少(增加)2万元。", "2万元", "decline"),
        ("“三公”经费支出0.6万元，下降（增长）21.4%。", "21.4%", "decline"),
        ("“三公”经费支出0.6万元，增长（下降）21.4%。", "21.4%", "growth"),
        ("失业率4.1%，比上年低0.3个百分点。", "0.3个百分点", "decline"),
        ("失业率4.1%，比上年高0.3个百分点。", "0.3个百分点", "growth"),
        ("人均收入2.6万元，比上年末高1200元。", "1200元", "growth"),
    ],
)
def test_the_word_that_a_form_chose_and_plain_more_and_less_say_the_direction(text, number, said):
    other = {"growth": "decline", "decline": "growth"}[said]
    name = text.partition("，")[0].rstrip("0123456789.%万元")
    claims = [{"indicator": name, "value": number, "change": change} for change in (said, other)]
    assert [found.verdict for found in check(claims, Ledger(text, period="2023"))] == [
        "supported",
        "wrong_direction",
    ]


@pytest.mark.parametrize(
    "claim",
    [
        {"indicator": "覆盖率", "value": "下降46.3%"},
        {"indicator": "覆盖率下降", "value": "46.3%"},
        {"indicator": "覆盖率", "value": "46.3%", "change": "growth"},
        {"indicator": "覆盖率提高", "value": "41.9%"},
    ],
)
def test_a_share_is_no_change(claim):
    text = "管网覆盖率为46.3%，比上年的41.9%提高4.4个百分点，维修次数下降12.8%。"
    kept, fell = {"indicator": "覆盖率", "value": claim["value"].strip("下降")}, {"value": "下降12.8%"}
    found = check([claim, kept, {"indicator": "维修次数", **fell}], Ledger(text, period="2023"))
    assert [one.verdict for one in found[1:]] == ["supported", "supported"]
    assert found[0].verdict in {"unclear", "misattributed"}
