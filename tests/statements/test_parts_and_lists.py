"""Parts told in brackets, lists whose members hold joints themselves, and what a bound before a list is said of."""

from __future__ import annotations

import pytest

from policysum import check, quantities
from policysum.document import Document
from policysum.quantity import read
from policysum.statements import Ledger


@pytest.mark.parametrize(
    ("sentence", "wholes"),
    [
        ("共有图书馆藏书25万册（中文20万册、外文5万册）。", ["", "图书馆藏书", "图书馆藏书"]),
        ("债券资金8亿元（一般债3亿元，专项债5亿元）。", ["", "债券资金", "债券资金"]),
        ("河道治理9条，其中市管2条，县管7条。", ["", "河道治理", "河道治理"]),
        ("贷款余额300亿元（比年初增长8%）。", ["", "贷款余额"]),
        ("共有平台9个（含公办5个、民办4个）。", ["", "平台", "平台"]),
    ],
)
def test_numbers_in_a_bracket_in_the_same_unit_are_parts(sentence: str, wholes: list[str]) -> None:
    mentions = list(quantities(sentence))
    assert [mention.parent for mention in mentions] == wholes
    assert not any(mention.indicator.startswith("（") for mention in mentions)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "粮油及食品类、家具类和文化及办公用品类价格分别上涨1.1%、2.2%、3.3%。",
            ["粮油及食品类价格上涨", "家具类价格上涨", "文化及办公用品类价格上涨"],
        ),
        (
            "批发和零售业、住宿和餐饮业增加值分别增长6.1%、7.2%。",
            ["批发和零售业增加值增长", "住宿和餐饮业增加值增长"],
        ),
        ("教育、卫生和社保支出分别增长4%、5%、6%。", ["教育支出增长", "卫生支出增长", "社保支出增长"]),
    ],
)
def test_a_list_is_split_into_as_many_members_as_it_has_numbers(sentence: str, names: list[str]) -> None:
    assert [mention.indicator for mention in quantities(sentence)] == names


def test_the_sum_of_a_list_of_receipts_is_no_side_of_its_last_member() -> None:
    names = [
        mention.indicator
        for mention in quantities("当年收入5亿元、上年结余收入2亿元、债务转贷收入3亿元，收入总计10亿元。")
    ]
    assert names[-1] == "收入总计"


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("产值突破30亿元、20亿元和10亿元的企业", ["gt", "gt", "gt"]),
        ("不低于40%、30%", ["ge", "ge"]),
        ("超过3家、5人", ["gt", "exact"]),
        ("10%以上、5%", ["ge", "exact"]),
        ("超过3亿元，投资5亿元", ["gt", "exact"]),
    ],
)
def test_a_bound_before_a_list_is_said_of_each_member(text: str, bounds: list[str]) -> None:
    assert [quantity.bound.value for quantity in read(text)] == bounds


@pytest.mark.parametrize(
    ("text", "value"),
    [("总计3,594, 026万元", 35_940_260_000), ("结余34, 558人", 34_558), ("1,200 , 300人", None)],
)
def test_a_blank_behind_the_comma_of_thousands_is_no_break(text: str, value: int | None) -> None:
    found = read(text)
    assert (len(found) == 1 and found[0].value == value) if value else len(found) == 2


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("二产拉低全市投资增速2.6个百分点。", "decline"),
        ("二产拉动全市投资增速2.6个百分点。", "growth"),
        ("甲、乙两类用户增长率分别达到5%、6%。", "growth"),
        ("甲、乙两类用户降幅分别达到5%、6%。", "decline"),
    ],
)
def test_a_rate_that_is_pulled_or_dealt_out_is_a_change(sentence: str, change: str) -> None:
    assert {mention.change for mention in quantities(sentence) if mention.unit in {"%", "百分点"}} == {change}


@pytest.mark.parametrize(
    ("sentence", "statuses"),
    [
        ("全县教育支出年初预算总额8亿元，实际完成9亿元。", ["target", "actual"]),
        ("教育支出预算变更为8亿元，实际完成7亿元。", ["target", "actual"]),
        ("全县政府债务限额为30亿元，债务余额25亿元。", ["rule", "actual"]),
        ("限额以上企业零售额53亿元。", ["actual"]),
        ("医保年度支付上限30万元。", ["rule"]),
    ],
)
def test_the_noun_right_before_a_number_says_how_it_is_meant(sentence: str, statuses: list[str]) -> None:
    assert [mention.status for mention in quantities(sentence)] == statuses


def test_a_grant_without_a_noun_of_payment_is_still_one() -> None:
    text = "支持企业发展若干措施\n对首次上规模的企业，给予6万元奖励；对再次上规模的，给予2万元。\n"
    mentions = {mention.text: mention for mention in Document.from_text(text).ledger}
    assert mentions["2万元"].status == "rule"
    assert mentions["2万元"].indicator == "再次上规模给予"


def test_rates_of_a_grant_that_are_dealt_out_are_rules() -> None:
    text = "支持企业发展若干措施\n对总部企业，贡献达标的，分别参照其年度贡献的70%、80%和90%给予奖励。\n"
    rates = [mention for mention in Document.from_text(text).ledger if mention.unit == "%"]
    assert [mention.status for mention in rates] == ["rule"] * 3


def test_what_is_counted_among_a_counted_whole_is_a_part_of_it():
    text = "抽查的50家企业中，有12家未建立台账，3家存在重大隐患。8座水库中有3座未完成除险加固。"
    found = {one.text: one.parent for one in Ledger(text, period="2024")}
    assert (found["12家"], found["3家"], found["3座"]) == ("企业", "企业", "水库")
    (checked,) = check({"indicator": "未完成除险加固的水库", "value": "3座"}, text)
    assert checked.verdict == "supported"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "首次入选“国家500优”、“中部500优”的企业分别为1家、3家。",
            ["首次入选“国家500优”的企业", "首次入选“中部500优”的企业"],
        ),
        ("产值首次突破50亿元、10亿元的园区分别有2个、5个。", ["产值首次突破50亿元的园区", "产值首次突破10亿元的园区"]),
    ],
)  # fmt: skip
def test_what_opens_a_list_of_bare_members_is_said_of_each(sentence: str, names: list[str]) -> None:
    assert [one.indicator for one in quantities(sentence) if one.unit in {"家", "个"}] == names


@pytest.mark.parametrize(("length", "said"), [(13, True), (14, True), (15, False)])
def test_a_noun_of_a_chain_has_at_most_fourteen_characters(length: int, said: bool) -> None:
    noun = "全市规模以上建筑安装工程施工承包单位"[:length]
    first, second = quantities(f"检查发现，3个{noun}5个班组未落实整改要求。")
    assert (first.predicated, second.predicated) == (
        (f"未落实整改要求的{noun}", "未落实整改要求的班组") if said else ("", "")
    )
