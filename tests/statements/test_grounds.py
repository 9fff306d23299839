"""What is only inferred of a report's time convicts nobody and makes no aim."""

import pytest

from policysum.document import Document
from policysum.statements import Ledger, Region
from policysum.statements.ground import Ground
from policysum.verify import check

GUESSED = {"period": "2012", "period_ground": Ground.INFERRED}


def last(text, role="achievement", **time):
    return Ledger(text, regions=[Region(0, len(text), role)], **time)[-1]


@pytest.mark.parametrize(
    "text", ["目前全市有企业12家。", "今年新建学校3所。", "五年来培训妇女3万人。", "近三年投入资金2亿元。"]
)
def test_words_of_time_are_only_as_sure_as_the_year_they_count_from(text):
    assert last(text, period="2012").period_ground is Ground.STATED
    assert last(text, **GUESSED).period_ground is Ground.INFERRED
    assert last(text, **GUESSED).period == last(text, period="2012").period


def test_a_printed_date_is_stated_whatever_the_report_is_of():
    assert last("2014年新建学校3所。", **GUESSED).period_ground is Ground.STATED


@pytest.mark.parametrize(
    "text",
    [
        "光缆由2012年的15万公里增加到2021年的54万公里。",
        "普及率从2012年的42.1%提高到2021年的73%。",
        "2021年网络零售额达42亿元。",
    ],
)
def test_a_later_year_is_no_aim_where_the_year_of_the_report_is_a_guess(text):
    assert last(text, **GUESSED).status == "actual"
    assert last(text, period="2012").status == "target"


@pytest.mark.parametrize(
    "text", ["全市共有企业8家。到2025年企业达到12家。", "建设园区，到2025年实现收入6亿元。"]
)
def test_a_year_that_opens_a_clause_as_a_goal_is_one_in_any_case(text):
    assert last(text, **GUESSED).status == "target"


def test_a_claim_of_another_five_years_is_not_refused_where_the_report_prints_no_year_of_its_own():
    source = "妇联工作情况\n协助实施了2001—2010年发展纲要，2006年换届。五年来累计培训妇女13.5万人。"
    claim = {"indicator": "培训妇女", "value": "13.5万人", "period": "2001/2005"}
    assert Document.from_text(source).metadata.period_ground == "inferred"
    assert [str(one.verdict) for one in check(claim, source) if one.verdict] == ["unclear"]
