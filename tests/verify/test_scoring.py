from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum import check
from policysum.claims import Claim
from policysum.quantity import Span
from policysum.quantity.reader import read
from policysum.statements import Ledger
from policysum.statements.contexts.comparable_units import comparable, stand_ins
from policysum.statements.contexts.name_normalization import content, facets, grams
from policysum.statements.contexts.word_ownership import contexts
from policysum.verify.naming import wording
from policysum.verify.scoring import Attribution


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("企业数", "公司"),
        ("规模以上工业企业", "规上工业企业"),
        ("高新技术企业总数", "高企总量"),
        ("研究与试验发展经费", "R&D经费"),
        ("地区生产总值增速", "GDP增长"),
        ("占规上企业比重", "占规上企业比例"),
        ("众创空间数量", "众创空间数"),
        ("“宁科贷”贷款金额", "宁科贷贷款总额"),
        ("能耗降低", "能耗下降"),
    ],
)
def test_fair_paraphrases_share_their_words(one, other):
    assert grams(one) == grams(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国家级众创空间", "市级众创空间"),
        ("进口额", "出口额"),
        ("A档企业", "B档企业"),
        ("新增高新技术企业", "高新技术企业"),
        ("贷款同比增长", "贷款下降"),
    ],
)
def test_different_indicators_keep_different_words(one, other):
    assert grams(one) != grams(other)


def test_filler_goes_only_where_it_is_filler():
    assert "数字" in content("数字经济")
    assert "公共" in content("一般公共服务")
    assert "提高" in content("提高企业能力")
    assert "在建" in content("在建项目")


def test_regions_levels_and_per_head_words_are_seen():
    assert facets("全省排名").scopes == {"全省"}
    assert facets("自治区级众创空间").levels == facets("省级众创空间").levels
    assert facets("人均可支配收入").qualifiers == {"人均"}
    assert not facets("可支配收入").qualifiers


@given(st.text(max_size=80))
def test_no_text_breaks_the_comparison_of_words(words):
    assert grams(words) == grams(words)
    assert content(words) == content(words)


def around(text):
    return {text[q.start : q.end]: context for q, context in contexts(text, Span(0, len(text)), read(text))}


def test_the_noun_behind_a_number_belongs_to_it():
    found = around("组织20名科技指导员和25名“三区”人才到贫困村服务。")
    assert found["20名"].weights["指导"] > found["25名"].weights.get("指导", 0)
    assert found["25名"].weights["人才"] > found["20名"].weights.get("人才", 0)


def test_respective_lists_give_each_number_its_own_item():
    found = around("生产安全事故起数、死亡人数分别下降65.3%、58.3%。")
    assert found["65.3%"].place == 0
    assert found["58.3%"].place == 1
    assert found["65.3%"].weights["事故"] > found["58.3%"].weights["事故"]
    assert found["58.3%"].weights["死亡"] > found["65.3%"].weights["死亡"]


def test_growth_without_a_subject_takes_that_of_the_clause_before():
    found = around("研发经费支出2798万元,同比增长31%,授权专利15项。")
    assert found["31%"].weights["研发"] > found["15项"].weights["研发"]


def test_the_second_end_of_a_rise_is_named_like_the_first():
    found = around("规上企业研发费从51.54亿元增长到77.49亿元。")
    assert found["77.49亿元"].own == found["51.54亿元"].own


def test_a_rival_is_found_only_above_the_bar():
    ledger = Ledger("挂牌企业63家,对接机构40家。")
    attribution = Attribution(ledger)
    words = attribution.weigh(wording(Claim("", "40家", read("40家")[0], indicator="挂牌企业")).words)
    named = attribution.rival(words, "家", 0.0, lambda _: 0.0, 0)
    assert named is not None
    assert ledger[named[0]].text == "63家"
    assert attribution.rival(words, "家", named[1].total, lambda _: 0.0, 0) is None
    assert attribution.rival(words, "家", 0.0, lambda _: None, 0) is None


@pytest.mark.parametrize(
    ("claimed", "said", "expected"),
    [
        ("个", "家", True),
        ("家", "户", True),
        ("名", "人", True),
        ("家", "项", False),
        ("人", "项", False),
        ("个", "类", False),
    ],
)
def test_only_near_measure_words_stand_in_for_each_other(claimed, said, expected):
    kind = read("5家")[0].kind
    near = said in stand_ins(claimed) or comparable(said, kind) == comparable(claimed, kind)
    assert near is expected


@pytest.mark.parametrize(
    ("source", "indicator", "told", "right", "wrong"),
    [
        # what came new, and all there is of it
        ("新增1000处信号灯联网、累计达8000处。", "信号灯联网", {"change": "level"}, "8000处", None),
        ("新增1000处信号灯联网、累计达8000处。", "新增信号灯联网", {"change": "increment"}, "1000处", "8000处"),
        # a sum and its parts
        ("安排重点项目105个，其中，工业类3个、农业类21个。", "安排重点项目工业类", {}, "3个", "21个"),
        ("安排重点项目105个，其中，工业类3个、农业类21个。", "安排重点项目", {}, "105个", "21个"),
        # both ends of a change
        ("2025年工作总结\n城乡居民收入比从2.50:1缩小至2.27:1。", "城乡居民收入比", {"period": "2025"}, "2.27:1", "2.50:1"),
        ("2025年工作总结\n县中帮扶从15个县（市）扩大到57个县（市）。", "县中帮扶", {"period": "2025"}, "57个", "15个"),
        # a preposition is no part of the first item
        ("对东盟、欧盟进出口分别增长16.7%、40.2%。", "东盟进出口增长", {}, "16.7%", "40.2%"),
    ],
)  # fmt: skip
def test_numbers_told_in_one_breath_do_not_take_each_others_names(source, indicator, told, right, wrong):
    assert check([{"indicator": indicator, "value": right, **told}], source)[0].passes
    if wrong:
        assert not check([{"indicator": indicator, "value": wrong, **told}], source)[0].passes
