"""Structures of parts, places among the best, places come from, and what is added to each of a list."""

from __future__ import annotations

import pytest

from policysum.quantity import read
from policysum.statements import Ledger, Region

_INSURED = "A险、B险、C险参保人数分别为48.6万人、21.3万人和26.7万人，比去年底净增1.2万人、0.5万人、0.9万人。"


def _told(text, number, **ledger):
    regions = [Region(0, len(text), "achievement", ("标题",))]
    found = [mention for mention in Ledger(text, regions=regions, **ledger) if mention.text == number]
    assert found, [mention.text for mention in Ledger(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("三产结构比为18.2∶41.5∶40.3。", ["18.2", "41.5", "40.3"]),
        ("三次产业结构演进为3.6 : 48 : 48.4。", ["3.6", "48", "48.4"]),
        ("产业结构优化为10:36.5:53.5。", ["10", "36.5", "53.5"]),
        ("产业结构由19:40:41调整为12：45：43。", ["12", "45", "43"]),
    ],
)
def test_a_structure_of_three_parts_is_three_shares(text, parts):
    for part, name in zip(parts, ("第一产业比重", "第二产业比重", "第三产业比重"), strict=True):
        mention = _told(text, part)
        assert (mention.kind, str(mention.value), mention.unit, mention.kpi) == ("percent", part, "%", True)
        assert mention.indicator == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [("会议16:02:33开始。", "date"), ("2020-07-08 16:02:33", "date"), ("收入比为2.5:1。", "fraction")],
)
def test_times_and_ratios_of_two_parts_are_none(text, kind):
    assert [item.kind for item in read(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "number", "value", "indicator"),
    [
        ("县域特色经济竞争力入围全省十强，增速加快。", "十强", 10, "县域特色经济竞争力入围全省"),
        ("综合实力跻身全国百强。", "百强", 100, "综合实力跻身全国"),
        ("县域经济进入全国50强。", "50强", 50, "县域经济进入全国"),
        ("规上企业从146家发展到251家、进入全市前三。", "前三", 3, "规上企业进入全市"),
    ],
)
def test_a_place_among_the_best_is_a_rank(text, number, value, indicator):
    mention = _told(text, number)
    assert (mention.kind, mention.value, mention.bound, mention.kpi) == ("rank", value, "le", True)
    assert mention.indicator == indicator


def test_the_ranks_of_the_best_hold_a_place_too():
    assert [item.text for item in read("综合实力跻身全国百强行列。")] == ["百强"]


@pytest.mark.parametrize(
    "text",
    ["蝉联全国制造业百强县。", "进入全国百强县行列。", "培育十强企业。", "县市入选全国百强的有7个乡镇。"],
)
def test_those_that_have_a_place_among_the_best_are_no_rank(text):
    assert "rank" not in [item.kind for item in read(text)]


@pytest.mark.parametrize(
    "text", ["7家地方国企进入中国企业500强。", "3个县进入全省前十。", "世界500强企业增至18家。"]
)
def test_a_place_that_counted_things_came_to_is_no_figure(text):
    assert [mention.kpi for mention in Ledger(text) if mention.kind == "rank"] == [False]


def test_a_second_place_is_named_without_the_first():
    assert _told("工业经济跻身全市前五、居山区县第一。", "第一").indicator == "工业经济居山区县"


@pytest.mark.parametrize(("number", "period"), [("第46位", None), ("第31位", "2021")])
def test_a_place_come_from_is_named_by_the_subject_and_dated_before(number, period):
    text = "地区生产总值是以前的2.5倍，由全省第46位上升到第31位。"
    mention = _told(text, number, period="2021")
    assert (mention.indicator, mention.period) == ("地区生产总值", period)


@pytest.mark.parametrize(
    ("number", "indicator", "change"),
    [
        ("48.6万人", "A险参保人数", "level"),
        ("1.2万人", "A险参保人数净增", "increment"),
        ("0.5万人", "B险参保人数净增", "increment"),
        ("0.9万人", "C险参保人数净增", "increment"),
    ],
)
def test_what_is_added_is_dealt_out_to_the_list_before(number, indicator, change):
    mention = _told(_INSURED, number)
    assert (mention.indicator, mention.change) == (indicator, change)


def test_fields_that_share_the_word_insurance_are_named_with_it():
    text = "企业职工养老、失业、工伤保险参保人数分别为48.6万人、21.3万人和26.7万人。"
    assert _told(text, "21.3万人").indicator == "失业保险参保人数"


def test_a_chain_of_lists_keeps_the_names_of_the_first():
    text = "存款余额、贷款余额分别为320亿元、210亿元，比年初增加20亿元、15亿元，增长6.7%、7.7%。"
    assert _told(text, "20亿元").indicator == "存款余额比年初增加"
    assert _told(text, "6.7%").indicator == "存款余额增长"


def test_growth_rates_after_a_list_are_dealt_out_to_it():
    text = "甲县、乙县、丙县财政收入分别为48.6、21.3和26.7亿元，增长1.2%、0.5%、0.9%。"
    assert _told(text, "0.5%").indicator == "乙县财政收入增长"
