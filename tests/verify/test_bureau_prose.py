"""What reports of bureaus have taught the judge, one row a rule; the sentences are made up."""

import pytest

from policysum.quantity import Span
from policysum.quantity.reader import read
from policysum.statements import Ledger
from policysum.statements.contexts.name_normalization import grams
from policysum.statements.contexts.word_ownership import contexts
from policysum.verify.checking import check

PASS = {"supported", "converted", "rounded"}


def verdict(text, indicator, value, **told):
    ledger = Ledger(text, period="2022", plan_period="2023")
    (checked,) = check({"indicator": indicator, "value": value, **told}, ledger)
    return checked.verdict.value


JOBS = (
    "全市城镇新增就业1.96万人，完成全年任务3万人的65.3%，同比增加1240人；"
    "下岗职工再就业9519人，困难人员就业2940人，分别完成全年任务的64.3%、65.4%。"
)
LOANS = "再发放创业担保贷款1.8亿元，全年累计突破3.9亿元。"
DUES = (
    "养老、失业、工伤保险参保人数分别为48.6万人、21.3万人和26.7万人，比去年底净增1.2万人、0.5万人、0.9万人。"
)
WATER = "年初计划改善农村饮水人口3.2万人，实际完成3.57万人，为计划的111.6%。2023年改善饮水人口2.5万人。"
RANKS = (
    "规上企业从146家发展到251家、进入全市前三。新兴产业产值占比达51.4%、居全市第一。"
    "专利授权量达到912件，居全市第五。"
)
BUILDING = "医院项目总投资8.7亿元，累计完成投资3.9亿元，本年完成1.6亿元，为年度计划的106.7%。"
POVERTY = "累计投入帮扶资金23.7亿元，年均近5亿元；搬迁1862户。"
DOCTORS = "全区执业医师、注册护士分别为2480人、2910人，每千人口达3.14人、3.68人。"
DRUGS = "药品、化妆品分别抽检420批次、135批次，合计检出不合格5批次，均已处置。食品抽检合格率98.2%。"
BONDS = "争取新增专项债券9.6亿元，较上年多1.7亿元，支出进度91.4%。"
TALENT = "引进高层次人才86人，其中博士21人，培训技师120人。"
WORKS = "总投资3.2亿元的二期工程已完成投资1.1亿元。"
AIMS = "2023年计划完成水利投资5.3亿元以上，力争达到5.8亿元。"


@pytest.mark.parametrize(
    ("text", "indicator", "right", "wrong"),
    [
        # 分别 deals out what the clauses before tell, a number each
        (JOBS, "下岗职工再就业完成全年任务比例", "64.3%", "65.4%"),
        (JOBS, "困难人员就业完成全年任务比例", "65.4%", "64.3%"),
        # a result held against its aim: what follows speaks of the result again
        (JOBS, "城镇新增就业同比增加", "1240人", "1.96万人"),
        # a part is named by what is said of the part
        (TALENT, "引进高层次人才中的博士", "21人", "86人"),
        (TALENT, "引进高层次人才", "86人", "21人"),
        # numbers that go on from a list, an item each
        (DUES, "失业保险参保人数净增", "0.5万人", "0.9万人"),
        (DUES, "养老保险参保人数净增", "1.2万人", "0.5万人"),
        # what came together by the end of the year, and what is still to come
        (LOANS, "全年累计发放创业担保贷款", "3.9亿元", "1.8亿元"),
        # what a project takes in all, and what is done of it
        (WORKS, "二期工程总投资", "3.2亿元", "1.1亿元"),
        (WORKS, "二期工程完成投资", "1.1亿元", "3.2亿元"),
        # what was done of what was planned
        (WATER, "改善农村饮水人口", "3.57万人", "2.5万人"),
        # a place among the best is of the clause's subject
        (RANKS, "规上企业数全市位次", "前三", "第一"),
        # what came together of late, in a year on average, or since it began
        (BUILDING, "医院项目本年完成投资", "1.6亿元", "3.9亿元"),
        (BUILDING, "医院项目累计完成投资", "3.9亿元", "1.6亿元"),
        (POVERTY, "年均投入帮扶资金", "5亿元", "23.7亿元"),
        # what goes on from a list in the clause behind it
        (DOCTORS, "每千人口执业医师", "3.14人", "3.68人"),
        (DOCTORS, "每千人口注册护士", "3.68人", "3.14人"),
        # a fault found in what was looked at
        (DRUGS, "药品、化妆品抽检不合格批次", "5批次", "135批次"),
        # how much more it is, and how much it is
        (BONDS, "新增专项债券较上年多", "1.7亿元", "9.6亿元"),
        # the higher aim
        (AIMS, "力争完成水利投资", "5.8亿元", "5.3亿元"),
    ],
)
def test_a_neighbours_number_is_not_believed(text, indicator, right, wrong):
    assert verdict(text, indicator, right) in PASS
    assert verdict(text, indicator, wrong) not in PASS


def test_the_number_of_the_year_that_is_asked_for_stands_against_a_better_named_one_of_another():
    text = "2023年高企总数突破200家，技术合同总数达到586项，专利总数达到912件。到2026年高企达到300家。"
    assert verdict(text, "高企总数", "300家", period="2026", status="target") in PASS
    assert verdict(text, "高企总数", "200家", period="2023", status="target") in PASS
    assert verdict(text, "高企总数", "300家", period="2023", status="target") not in PASS


def test_the_thing_counted_is_that_of_the_whole_and_not_of_its_part():
    text = "14项民生实事中有9项快于序时进度。"
    (_, whole), (_, part) = contexts(text, Span(0, len(text)), read(text))
    words = dict.fromkeys(grams("民生实事"), 1.0)
    assert whole.covered(words) > part.covered(words) > 0
    assert part.own == grams("快于序时进度")


@pytest.mark.parametrize(
    ("text", "value", "change", "expected"),
    [
        ("生产总值是2016年的2.5倍。", "2.5倍", "decline", "wrong_direction"),
        ("生产总值是2016年的2.5倍。", "2.5倍", "growth", "supported"),
        ("生产总值相当于全省的0.8倍。", "0.8倍", "growth", "wrong_direction"),
        ("人均收入比全省平均水平高8120元。", "8120元", "decline", "wrong_direction"),
        ("人均收入比全省平均水平低8120元。", "8120元", "growth", "wrong_direction"),
        ("人均收入比全省平均水平低8120元。", "8120元", "level", "supported"),
    ],
)
def test_a_number_held_against_another_says_which_is_more(text, value, change, expected):
    assert verdict(text, text[:4], value, change=change) == expected


def test_a_rank_that_was_left_is_of_the_year_before():
    text = "生产总值由2016年的118.6亿元增长到297亿元，由全省第46位上升到第31位。"
    assert verdict(text, "生产总值全省位次", "第46位", period="2016") in PASS
    assert verdict(text, "生产总值全省位次", "第31位", period="2022") in PASS
    assert verdict(text, "生产总值全省位次", "第31位", period="2016") == "wrong_period"


@pytest.mark.parametrize(
    ("text", "indicator", "value", "period", "passes"),
    [
        ("市级资金由1亿元增至1.5亿元。", "市级资金", "1亿元", "2021", True),
        ("市级资金由1亿元增至1.5亿元。", "市级资金", "1亿元", "2022", False),
        ("补助标准由每人每年610元提高到640元。", "补助标准", "610元", "2022", False),
        ("补助标准由每人每年610元提高到640元。", "补助标准", "640元", "2022", True),
        ("产业结构由12.9∶40.2∶46.9调整为12.3∶40.8∶46.9。", "第一产业比重", "12.9%", "2021", True),
        ("产业结构由12.9∶40.2∶46.9调整为12.3∶40.8∶46.9。", "第三产业比重", "46.9%", "2022", True),
    ],
)
def test_what_a_change_sets_out_from_is_not_of_the_year_it_ends_in(text, indicator, value, period, passes):
    assert (verdict(text, indicator, value, period=period) in PASS) is passes


def test_an_expectation_may_reach_over_a_semicolon():
    text = "预计2022年生产总值达到156亿元；财政收入增加到6.8亿元。累计完成投资420亿元。"
    assert verdict(text, "财政收入", "6.8亿元", status="forecast") in PASS
    assert verdict(text, "累计完成投资", "420亿元", status="forecast") == "unclear"


def test_of_two_aims_the_one_of_the_half_year_that_is_asked_for():
    text = "2022年全年招引项目80个，上半年完成45个。"
    assert verdict(text, "招引项目", "45个", period="2022H1") in PASS
    assert verdict(text, "招引项目", "80个", period="2022") in PASS


def test_either_of_two_aims_is_right_where_the_higher_one_is_not_asked_for():
    for value in ("5.3亿元", "5.8亿元"):
        assert verdict(AIMS, "水利投资", value, status="target") in PASS


@pytest.mark.parametrize(
    ("indicator", "value"),
    [("入选学校", "8所"), ("入选专业", "12个"), ("二级单位", "6个"), ("三级单位", "9个")],
)
def test_two_counts_each_before_its_own_noun(indicator, value):
    source = "全省8所学校12个专业入选名单。本级下属6个二级单位9个三级单位组成。"
    (one,) = check({"indicator": indicator, "value": value}, source)
    assert one.verdict.passes
    other = {"6个": "9个", "9个": "6个"}.get(value)
    if other:
        (swapped,) = check({"indicator": indicator, "value": other}, source)
        assert not swapped.passes
