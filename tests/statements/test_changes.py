"""More and less than before, cheaper, and totals beside what was added."""

from __future__ import annotations

import pytest

from policysum.quantity import read
from policysum.statements import Ledger

_FUNDS = "争取专项资金7.3亿元，较上年多1.9亿元，比年初少0.4亿元。"
_TOTAL = "新登记企业1.3万户，年末总量超过12万户，比上年多900户。"


@pytest.mark.parametrize(
    ("text", "number", "change", "direction"),
    [
        (_FUNDS, "1.9亿元", "growth", "up"),
        (_FUNDS, "0.4亿元", "decline", "down"),
        ("办件比上年同期少了300件。", "300件", "decline", "down"),
        ("常用药品平均降价35%。", "35%", "decline", "down"),
        ("企业用电降本12%。", "12%", "decline", "down"),
        ("累计降费1.2亿元。", "1.2亿元", "level", ""),
        ("减税降费1.2亿元。", "1.2亿元", "level", ""),
        ("门票涨价8%。", "8%", "growth", "up"),
        ("煤油零售价为每升7.2元。", "7.2元", "level", ""),
        ("煤油零售价跌至每升7.2元。", "7.2元", "level", "down"),
        ("在20户以上行政村开展12次。", "12次", "level", ""),
        ("招引走高质量发展路子的企业12家。", "12家", "level", ""),
        # what is told of things that were added
        ("新建道路12公里、管网30公里，前者完成投资3亿元。", "3亿元", "level", ""),
        # a total, whatever was added before it
        (_TOTAL, "1.3万户", "increment", ""),
        (_TOTAL, "12万户", "level", ""),
        (_TOTAL, "900户", "growth", "up"),
        ("新增汽车2万辆，保有量达31万辆。", "31万辆", "level", ""),
    ],
)
def test_what_is_more_or_less_than_before_is_a_change_and_a_total_is_none(text, number, change, direction):
    found = [mention for mention in Ledger(text) if mention.text == number]
    assert [(mention.change, mention.direction) for mention in found] == [(change, direction)]


@pytest.mark.parametrize("text", ["民生支出占财政支出过半。", "在岗女职工过半，", "项目投资进度过半", "过半"])
def test_more_than_a_half_is_a_figure_where_it_is_told(text):
    found = [(item.text, item.kind, item.value, item.bound) for item in read(text)]
    assert [(text, kind, float(value), bound) for text, kind, value, bound in found] == [
        ("过半", "fraction", 0.5, "gt")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "时间过半、任务过半。",
        "实现双过半。",
        "主要指标全部过半。",
        "“工期过半”劳动竞赛。",
        "过半企业复工。",
        "经过半山。",
        "以超过半数票通过。",
    ],
)
def test_how_far_the_year_has_gone_by_is_no_figure(text):
    assert read(text) == []


def test_a_half_year_after_a_word_that_ends_like_more_is_still_a_time():
    assert [item.text for item in read("历时超过半年。")] == ["半年"]


@pytest.mark.parametrize(
    ("text", "value", "change", "direction", "indicator"),
    [
        ("出口负增长3.5%。", "3.5", "decline", "down", "出口负增长"),
        ("工业增加值由负转正，增长2.1%。", "2.1", "growth", "up", "工业增加值增长"),
        ("出口额由正转负，下降3.2%。", "3.2", "decline", "down", "出口额下降"),
        ("出口降幅收窄1.2个百分点。", "1.2", "decline", "down", "出口降幅收窄"),
        ("贷款少增30亿元。", "3000000000", "decline", "down", "贷款少增"),
        ("存款多增30亿元。", "3000000000", "growth", "up", "存款多增"),
        ("工业增幅回落2个百分点。", "2", "decline", "down", "工业增幅回落"),
        ("投资增速回落1.5个百分点。", "1.5", "decline", "down", "投资增速回落"),
        ("出口增长-3.2%。", "-3.2", "growth", "up", "出口增长"),
        ("最低气温零下8.3℃。", "-8.3", "level", "", "最低气温"),
        ("最低气温零下十二度。", "-12", "level", "", "最低气温"),
    ],
)
def test_signs_and_turns_of_growth_are_understood(text, value, change, direction, indicator):
    (one,) = Ledger(text)
    assert (str(one.value), one.change, one.direction, one.indicator) == (value, change, direction, indicator)
