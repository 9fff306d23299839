from __future__ import annotations

import copy
import gc
import pickle
import random
import tracemalloc
import weakref
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counted import lines_run
from policysum.claims import Claim
from policysum.quantity.reader import read
from policysum.schema import Verdict
from policysum.statements import Ledger, Region
from policysum.verify.judge import judge, judge_all

DONE = (
    "2020年共补助企业91家,下发补助资金6134万元。在保余额14080万元,资金放大倍数为1.6倍,在保企业27家。"
    "全社会研发投入强度1.40%,同比提高0.2个百分点。服务技术合同成交额近700万元,服务企业30余家。"
    "有研发活动的规上企业占三分之一。获得贷款1.5亿元,同比增长31%,单位能耗下降4.2%。"
)
AIMED = "力争新增高新技术企业166家,总量达到550家。预计年内实现产值11亿元。对新认定的企业一次性奖励50万元。"
TEXT = f"一、工作完成情况\n{DONE}\n二、下一步计划\n{AIMED}\n"


def fresh_ledger():
    return Ledger(
        TEXT,
        regions=(
            Region(TEXT.index(DONE), TEXT.index(DONE) + len(DONE), "achievement", ("工作完成情况",)),
            Region(TEXT.index(AIMED), TEXT.index(AIMED) + len(AIMED), "plan", ("下一步计划",)),
        ),
        period="2020",
        plan_period="2021",
    )


LEDGER = fresh_ledger()


def claim(value, indicator="", *, context="", **told):
    quantity = max(read(value), key=lambda item: item.end - item.start)
    at = context.find(value) if context else -1
    return Claim("kpis[0].value", value, quantity, indicator=indicator, context=context, at=at, **told)


def verdict(value, indicator="", *, source=LEDGER, **told):
    ledger = source if isinstance(source, Ledger) else Ledger(source, period="2021", plan_period="2022")
    return judge(claim(value, indicator, **told), ledger).verdict


@pytest.mark.parametrize(
    ("value", "indicator", "expected"),
    [
        ("6134万元", "补助资金", Verdict.SUPPORTED),
        ("6134万元", "研发补助资金总额", Verdict.SUPPORTED),
        ("91家", "补助公司数量", Verdict.SUPPORTED),
        ("700万元", "技术合同成交额", Verdict.SUPPORTED),
        ("30家", "服务企业数", Verdict.SUPPORTED),
        ("0.6134亿元", "补助资金", Verdict.CONVERTED),
        ("６１３４万元", "补助资金", Verdict.SUPPORTED),
        ("6,134万元", "补助资金", Verdict.CONVERTED),
        ("61340000元", "补助资金", Verdict.CONVERTED),
        ("15000万元", "获得贷款", Verdict.CONVERTED),
        ("百分之三十一", "贷款同比增长", Verdict.CONVERTED),
        ("1/3", "有研发活动的规上企业占比", Verdict.CONVERTED),
        ("91户", "补助企业数", Verdict.CONVERTED),
        ("约6100万元", "补助资金", Verdict.ROUNDED),
        ("超6000万元", "补助资金", Verdict.ROUNDED),
        ("0.61亿元", "补助资金", Verdict.ROUNDED),
        ("1.4亿元", "在保余额", Verdict.ROUNDED),
        ("90余家", "补助企业数", Verdict.ROUNDED),
        ("6134亿元", "补助资金", Verdict.WRONG_UNIT),
        ("6134元", "补助资金", Verdict.WRONG_UNIT),
        ("31‰", "贷款同比增长", Verdict.WRONG_UNIT),
        ("0.2%", "研发投入强度同比提高", Verdict.WRONG_UNIT),
        ("31个百分点", "贷款同比增长", Verdict.WRONG_UNIT),
        ("91万家", "补助企业数", Verdict.WRONG_UNIT),
        ("27家", "补助企业数", Verdict.MISATTRIBUTED),
        ("91家", "在保企业数", Verdict.MISATTRIBUTED),
        ("14080万元", "补助资金", Verdict.MISATTRIBUTED),
        ("6134万元", "森林覆盖面积", Verdict.MISATTRIBUTED),
        ("6143万元", "补助资金", Verdict.UNSUPPORTED),
        ("613.4万元", "补助资金", Verdict.UNSUPPORTED),
        ("6130万元", "补助资金", Verdict.UNSUPPORTED),
        ("约5000万元", "补助资金", Verdict.UNSUPPORTED),
        ("不足30家", "服务企业数", Verdict.WRONG_BOUND),
    ],
)
def test_a_claim_gets_the_verdict_its_number_and_indicator_deserve(value, indicator, expected):
    assert verdict(value, indicator) is expected


@pytest.mark.parametrize(
    ("value", "indicator", "told", "expected"),
    [
        ("166家", "新增高新技术企业", {"status": "target"}, Verdict.SUPPORTED),
        ("166家", "新增高新技术企业", {"status": "actual"}, Verdict.WRONG_STATUS),
        ("91家", "补助企业数", {"status": "target"}, Verdict.WRONG_STATUS),
        ("91家", "补助企业数", {"status": "forecast"}, Verdict.WRONG_STATUS),
        ("11亿元", "产值", {"status": "forecast"}, Verdict.SUPPORTED),
        ("11亿元", "产值", {"status": "target"}, Verdict.SUPPORTED),
        ("50万元", "新认定企业奖励", {"status": "rule"}, Verdict.SUPPORTED),
        ("50万元", "新认定企业奖励", {"status": "actual"}, Verdict.WRONG_STATUS),
        ("91家", "补助企业数", {"period": "2020"}, Verdict.SUPPORTED),
        ("91家", "补助企业数", {"period": "as_of:2020-06"}, Verdict.SUPPORTED),
        ("91家", "补助企业数", {"period": "2017"}, Verdict.WRONG_PERIOD),
        ("1.5亿元", "获得贷款", {"period": "2012"}, Verdict.UNCLEAR),
        ("31%", "贷款同比增长", {"change": "growth"}, Verdict.SUPPORTED),
        ("31%", "贷款", {"change": "decline"}, Verdict.WRONG_DIRECTION),
        ("4.2%", "单位能耗", {"change": "growth"}, Verdict.WRONG_DIRECTION),
        ("4.2%", "单位能耗下降", {"change": "decline"}, Verdict.SUPPORTED),
        ("4.2%", "单位能耗增长", {}, Verdict.WRONG_DIRECTION),
    ],
)
def test_status_period_and_direction_must_be_told_as_the_source_tells_them(value, indicator, told, expected):
    assert verdict(value, indicator, **told) is expected


RISE = "全市规上企业研发费从2019年51.54亿元增长到2021年的77.49亿元,年复合增长率22.6%。"
RANKS = "近三年,我市在全省的科技进步评价排名分别为33位、17位、14位。"
SERIES = "林木覆盖率、湿地保护率分别达24.1%和50.2%。"
COUNTRY = "城乡居民人均可支配收入分别增长4.4%、5.6%。"
LEVELS = "全市共有国家级众创空间8家,自治区级众创空间24家,市级众创空间3家,国家级科技孵化器2家,自治区级科技企业孵化器13家。"
PARTS = "在保企业27家,其中采用专利质押的共有12家。组织20名科技指导员和25名“三区”人才到贫困村服务。"
COMPARED = "2020年高新技术产业增加值占比32.4%,低于全市的50.2%。"
LOANS = "2019年兑现资金840万元,2020年兑现资金1530万元。"
RANKED = "我区综合评价排名全省第17位,排名全市第二。"


@pytest.mark.parametrize(
    ("source", "indicator", "told", "right", "wrong"),
    [
        (RISE, "规上企业研发费", {"period": "2019"}, "51.54亿元", "77.49亿元"),
        (RISE, "规上企业研发费", {"period": "2021"}, "77.49亿元", "51.54亿元"),
        (RANKS, "科技进步评价排名", {"period": "近三年第2年"}, "17位", "33位"),
        (SERIES, "林木覆盖率", {}, "24.1%", "50.2%"),
        (SERIES, "湿地保护率", {}, "50.2%", "24.1%"),
        (COUNTRY, "城镇居民人均可支配收入增速", {}, "4.4%", "5.6%"),
        (COUNTRY, "农村居民人均可支配收入增速", {}, "5.6%", "4.4%"),
        (LEVELS, "国家级众创空间数", {}, "8家", "24家"),
        (LEVELS, "众创空间(自治区级)", {}, "24家", "3家"),
        (LEVELS, "市级众创空间", {}, "3家", "8家"),
        (LEVELS, "国家级科技企业孵化器数", {}, "2家", "13家"),
        (PARTS, "采用专利质押的企业数", {}, "12家", "27家"),
        (PARTS, "在保企业数", {}, "27家", "12家"),
        (PARTS, "科技指导员人数", {}, "20名", "25名"),
        (PARTS, "“三区”人才人数", {}, "25名", "20名"),
        (COMPARED, "高新技术产业增加值占比", {}, "32.4%", "50.2%"),
        (LOANS, "兑现资金", {"period": "2019"}, "840万元", "1530万元"),
        (LOANS, "兑现资金", {"period": "2020"}, "1530万元", "840万元"),
        (RANKED, "综合评价排名(全省)", {}, "第17位", "第二"),
    ],
)
def test_of_two_neighbours_the_indicator_takes_its_own(source, indicator, told, right, wrong):
    assert verdict(right, indicator, source=source, **told).passes
    if read(wrong):
        assert not verdict(wrong, indicator, source=source, **told).passes


def test_two_equal_values_are_each_right_for_their_own_indicator():
    source = "孵化出高新技术企业7家,新认定研发机构7家,引进人才团队9家。"
    for indicator in ("孵化高新技术企业", "新认定研发机构"):
        result = judge(claim("7家", indicator), Ledger(source))
        assert result.verdict is Verdict.SUPPORTED
        assert indicator[-4:] in source[: result.start]
    assert not verdict("7家", "引进人才团队", source=source).passes


def test_without_an_indicator_value_and_unit_decide():
    assert verdict("6134万元") is Verdict.SUPPORTED
    assert verdict("6143万元") is Verdict.UNSUPPORTED


@pytest.mark.parametrize(
    ("context", "value", "passes"),
    [
        ("下发补助资金6134万元", "6134万元", True),
        ("向企业下发了6134万元的补助资金", "6134万元", True),
        ("在保企业91家", "91家", False),
        ("补助企业27家", "27家", False),
    ],
)
def test_a_number_in_prose_is_judged_by_the_words_around_it(context, value, passes):
    assert verdict(value, context=context).passes is passes


def test_a_quotation_passes_word_for_word_even_where_its_words_alone_would_not():
    source = "推进21个先行片区、200个样板村、2000个补短村建设。"
    for value in ("21个", "200个", "2000个"):
        assert verdict(value, context=source.strip("。"), source=source) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2020年", Verdict.SUPPORTED), ("2018年", Verdict.UNSUPPORTED)],
)
def test_a_date_must_be_in_the_source(value, expected):
    assert verdict(value) is expected


def test_a_number_without_unit_is_compared_by_value_or_digits():
    assert verdict("6134", "补助资金").passes
    assert verdict("61340000", "补助资金").passes
    assert not verdict("6143", "补助资金").passes


def test_a_refusal_says_what_the_source_has_instead():
    result = judge(claim("6143万元", "补助资金"), LEDGER)
    assert result.start is None
    assert result.nearest is not None
    assert TEXT[result.nearest.start : result.nearest.end] == result.nearest.text == "6134万元"
    assert "6143万元 is not in the source" in result.reason
    assert "6134万元" in result.reason


def test_a_misattributed_number_is_shown_with_its_place_and_with_the_right_one():
    result = judge(claim("27家", "补助企业数"), LEDGER)
    assert TEXT[result.start : result.end] == "27家"
    assert result.nearest is not None
    assert result.nearest.text == "91家"
    assert result.to_dict()["nearest"] == {
        "start": TEXT.index("91家"),
        "end": TEXT.index("91家") + 3,
        "text": "91家",
    }


CLAIMS = [
    claim(value, indicator)
    for value in ("91家", "27家", "6134万元", "0.6134亿元", "31%", "6143万元", "50万元")
    for indicator in ("补助企业数", "在保企业数", "补助资金", "贷款同比增长", "")
]


@given(st.permutations(CLAIMS))
@settings(max_examples=20, deadline=None)
def test_no_verdict_depends_on_the_order_of_the_claims(order):
    alone = {id(item): judge(item, LEDGER) for item in CLAIMS}
    assert [alone[id(item)] for item in order] == judge_all(order, fresh_ledger())


def test_a_claim_made_again_gets_the_same_verdict_under_its_own_path():
    told = claim("91家", "补助企业数", status="target")
    first, again, otherwise = judge_all(
        [told, replace(told, path="b"), replace(told, path="c", status="actual")], LEDGER
    )
    assert again == replace(first, path="b")
    assert (first.verdict, otherwise.verdict) == (Verdict.WRONG_STATUS, Verdict.SUPPORTED)


def test_a_ledger_goes_at_once_when_nobody_needs_it_any_more():
    ledger = fresh_ledger()
    gone = [weakref.ref(ledger), weakref.ref(ledger.matcher)]  # all that an examiner has holds the second one
    gc.disable()
    try:
        judge_all(CLAIMS, ledger)
        del ledger
        assert [one() for one in gone] == [None, None]
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda ledger: pickle.loads(pickle.dumps(ledger))]
)
def test_a_copied_ledger_judges_as_the_first_did_without_it(again):
    ledger = fresh_ledger()
    judged = judge_all(CLAIMS, ledger)
    other = again(ledger)
    del ledger
    assert judge_all(CLAIMS[::-1], other) == judged[::-1]
    assert not judge(claim("17家", "补助企业数"), other).passes


WORDS = st.sampled_from(
    ["研发投入", "技术合同", "孵化器面积", "入库专家", "合作项目", "供地", "贴息补助", "授权专利"]
)
UNITS = st.sampled_from(["万元", "家", "项", "%", "亩", "人"])


@given(
    st.lists(
        st.tuples(WORDS, st.integers(2, 9999), UNITS), min_size=1, max_size=6, unique_by=lambda row: row[0]
    )
)
@settings(max_examples=60, deadline=None)
def test_a_number_with_the_words_of_its_own_clause_always_passes(rows):
    source = ",".join(f"{words}{number}{unit}" for words, number, unit in rows) + "。"
    ledger = Ledger(source)
    for words, number, unit in rows:
        assert judge(claim(f"{number}{unit}", words), ledger).passes


@given(
    st.lists(
        st.tuples(WORDS, st.integers(2, 9999)),
        min_size=2,
        max_size=6,
        unique_by=(lambda row: row[0], lambda row: row[1]),
    )
)
@settings(max_examples=60, deadline=None)
def test_a_neighbours_number_never_passes(rows):
    source = ",".join(f"{words}{number}万元" for words, number in rows) + "。"
    ledger = Ledger(source)
    for (words, _), (_, other) in zip(rows, rows[1:] + rows[:1], strict=True):
        assert not judge(claim(f"{other}万元", words), ledger).passes


@given(st.text(alphabet="企业研发投入12345.%万亿元家、,。分别和0从到", max_size=60), st.text(max_size=20))
@settings(max_examples=100, deadline=None)
def test_no_text_and_no_claim_makes_it_raise(source, indicator):
    ledger = Ledger(source)
    for item in [claim("12家", indicator), claim("3%", indicator), claim("1.5亿元", context=indicator)]:
        assert judge(item, ledger).path == "kpis[0].value"


@pytest.mark.parametrize(
    "source",
    [
        lambda n: "1家、" * n,
        lambda n: "研发投入分别" * n + "1家、2家",
        lambda n: "增长到1家" * n,
        lambda n: "(" * n + "1家",
        lambda n: "企业1家。" * n,
        lambda n: "工业、服务业分别1家、2家" * n,
        lambda n: "工业、" + "增长" * n + "x1家、2家",
        lambda n: "由1家增加到2家" * n,
        lambda n: "、和与及" * n + "分别1家、2家",
    ],
)
def test_a_claim_against_a_hostile_source_costs_what_its_length_costs(source):
    def cost(n):
        return lines_run(lambda: judge(claim("1家", "研发投入"), Ledger(source(n))))

    cost(10)  # what is loaded once
    assert cost(800) < 9.6 * cost(100)


def test_two_hundred_claims_take_work_in_proportion_and_little_memory():
    rng = random.Random(1)
    things = [
        f"{a}{b}{c}"
        for a in "东南西北中"
        for b in ("城区", "园区", "镇街", "企业")
        for c in ("投资", "产值", "税收")
    ]
    rows = [(words, f"{rng.randrange(100, 99999)}万元") for words in things]
    source = (
        "。".join(f"今年以来统筹推进各项重点工作,{words}完成{value}" for words, value in rows * 10) + "。"
    )
    ledger = Ledger(source)
    claims = [claim(value, words) for words, value in (rows * 4)[:200]]
    assert len(ledger) >= 600
    few = lines_run(lambda: judge_all(claims[:50], ledger))
    tracemalloc.start()
    many = lines_run(lambda: judge_all(claims, ledger))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert many < 4.4 * few
    assert peak < 60e6
