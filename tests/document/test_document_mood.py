"""Texts without a title, cut out of the middle: whether their sentences report or plan."""

import pytest

from policysum.document import Document
from policysum.document.five_years import term_of_prose
from policysum.document.kinds import KINDS, concluded
from policysum.document.mood import FEATURES, features, mood_of

PLANNED = """(二)渔业
积极发展近海养殖，合理开发滩涂，切实保护渔业资源。五年内，新增养殖面积42万亩，改造渔港13座。2000年，水产品产量达到860万吨，比1995年增加190万吨。要继续加强渔政管理，逐步淘汰小马力渔船。
(三)盐业
盐业要改进工艺，提高质量。2000年，原盐产量达到2400万吨，比1995年增长18%。重点建设三个大型盐场，抓紧老盐田的改造，努力降低消耗。
(四)航运
“九五”期间，沿海港口要新建泊位64个。优先安排煤炭码头，适当发展客运。2000年，港口吞吐量达到9.6亿吨。
"""
DONE = """(二)渔业
去年近海养殖有了较快发展，新增养殖面积42万亩，改造渔港13座已全部竣工。水产品产量达到860万吨，同比增长7.2%。先后淘汰了小马力渔船320艘。
(三)盐业
盐业改进了工艺，产品质量有了提高。原盐产量达到2400万吨，比上年增长1.8%。三个大型盐场已建成投产，老盐田的改造完成了六成。
(四)航运
截至年底，沿海港口累计新建泊位64个。煤炭码头先后投入使用，港口吞吐量达到9.6亿吨，同比增长5.5%。
"""
REGULATED = """取水单位应当安装计量设施，不得擅自拆除。日取水量超过500立方米的，应当安装远程监测设备。申请人应当在取水前30天提出申请，水务局应当在15天内作出决定，不符合下列条件的，不予许可。节水器具普及率应达到95%，漏损率不得高于10%。逾期不改的，处以2万元罚款。要按月报送取水量，必须如实填写。"""
NEWS = """8月3日，记者从市交通局获悉，环城公路改造工程正在加快推进，目前已完成投资2.6亿元，占总投资的71%。截至7月底，全市在建公路项目38个，总里程412公里，同比增加9个。市交通局有关负责人表示，将继续抓好工程质量，努力确保年底通车。上半年，全市公路客运量完成860万人次，同比增长3.4%。"""


def statuses(text):
    return {mention.status for mention in Document.from_text(text).ledger if mention.kpi}


def test_what_sentences_plan_is_a_target_and_only_inferred():
    document = Document.from_text(PLANNED)
    figures = [mention for mention in document.ledger if mention.kpi]
    assert len(figures) >= 8
    assert {mention.status for mention in figures} == {"target"}
    assert not any(mention.status_ground.convicts for mention in figures if mention.text != "64个")
    assert {section.role for section in document.outline} == {"plan"}
    assert document.kind == "other"


def test_the_period_of_a_plan_without_a_title_is_that_of_its_sentences():
    document = Document.from_text(PLANNED)
    metadata = document.metadata
    assert (metadata.period, metadata.plan_period, metadata.period_ground) == (None, "1996/2000", "inferred")
    assert "year_unclear" in {warning.code for warning in document.warnings}
    periods = {mention.text: mention.period for mention in document.ledger if mention.kpi}
    assert periods["42万亩"] == periods["64个"] == "1996/2000"
    assert periods["860万吨"] == periods["9.6亿吨"] == "2000"


@pytest.mark.parametrize("text", [DONE, NEWS])
def test_what_was_done_is_no_plan(text):
    assert statuses(text) == {"actual"}
    assert Document.from_text(text).metadata.plan_period is None


def test_rules_are_not_concluded_to_be_a_plan():
    assert mood_of(REGULATED).plans > 0.8
    assert mood_of(REGULATED).sure is None
    assert mood_of(REGULATED.replace("应当", "要").replace("不予", "不").replace("申请人", "他们").replace("罚款", "款").replace("下列条件", "条件")).sure == "plan"  # fmt: skip


def test_a_section_that_reports_stays_one_within_a_plan():
    looks_back = "一、近海\n" + DONE.partition("\n")[2].partition("(三)")[0]
    looks_back += (
        "捕捞产量达到300万吨，比上年增长2%，先后建成了冷库20座，累计新增库容9万吨，加工能力有了提高。\n"
    )
    planned = PLANNED.replace("(二)", "二、").replace("(三)", "三、").replace("(四)", "四、")
    roles = [section.role for section in Document.from_text(looks_back + planned).outline]
    assert roles == ["achievement", "plan", "plan", "plan"]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["渔业", "盐业"], "plan"),
        (["2024年工作回顾。渔业"], None),
        (["法律责任。渔业"], None),
        (["主要任务。渔业"], "plan"),
        (["现状"], "plan"),
    ],
)
def test_a_heading_in_plain_words_says_more_than_prose(headings, found):
    assert concluded(KINDS["other"], headings, PLANNED).default == found


def test_a_document_with_a_title_or_a_kind_is_left_to_them():
    assert concluded(KINDS["reply"], [], PLANNED) is KINDS["reply"]
    titled = Document.from_text(f"2000年沿海三业发展情况\n\n{PLANNED}")
    assert titled.metadata.title
    assert titled.metadata.plan_period is None


def test_a_text_that_opens_with_the_year_it_is_of_is_left_to_that():
    text = f"2024年，我局主要工作如下：\n{PLANNED}"
    assert Document.from_text(text).metadata.period == "2024"


def test_the_year_that_a_plan_without_a_term_looks_to():
    text = "要继续疏浚河道，加强管护，努力改善水质。到2029年，新建泵站18座。要抓好节水，优先安排老旧管网改造，重点建设备用水源，鼓励再生水利用。"
    metadata = Document.from_text(text).metadata
    assert (metadata.period, metadata.plan_period) == (None, "2029")


def test_few_clauses_say_nothing():
    assert mood_of("要继续加强渔政管理，努力降低消耗。").sure is None
    assert mood_of("").sure is None
    assert features("")["bias"] == 1.0
    assert set(features(DONE)) == set(FEATURES)


@pytest.mark.parametrize(
    ("body", "latest", "term"),
    [
        ("“九五”期间，新建泊位64个。", None, "1996/2000"),
        ("第九个五年计划期间，新建泊位64个。", None, "1996/2000"),
        ("“九五”期间，新建泊位64个，比“八五”期间多20个，比“八五”时期多三成。", None, "1996/2000"),
        ("五年内，新建泊位64个。", 2000, "1996/2000"),
        ("五年内，新建泊位64个。", 1998, None),
        ("新建泊位64个。", 2000, None),
        ("比“八五”期间多20个，比“八五”末增长。", None, None),
        ("“十四五”以来，新建泊位64个。", None, None),
    ],
)
def test_the_five_years_that_prose_speaks_of(body, latest, term):
    assert term_of_prose(body, latest) == term


@pytest.mark.parametrize("text", ["要继续，" * 400_000, "九五期间" * 400_000, "比" * 1_000_000])
def test_the_cost_of_a_long_text_does_not_grow_with_it(text):
    assert mood_of(text) == mood_of(text[:6000])
    assert term_of_prose(text, 2000) in {"1996/2000", None}


TELLS_RESULTS = """水利统计公报发布
{line}
《公报》显示，全县水利设施总量稳步增长。2023年末，全县水库86座，比上年增加3座，其中中型水库5座，比上年增加1座。2023年末，全县灌溉面积41.3万亩，比上年增加1.2万亩。全县水利职工1260人，比上年增加35人。
"""


@pytest.mark.parametrize("line", ["时间：2024-09-12", "日期：2024-09-12", "发布时间：2024-09-12"])
def test_the_day_a_text_was_put_out_heads_no_plan_of_that_year(line):
    text = TELLS_RESULTS.format(line=line)
    assert statuses(text) == {"actual"}
    assert all(section.role != "plan" for section in Document.from_text(text).outline)


@pytest.mark.parametrize(
    ("title", "status"), [("渠道改造任务基本完成", "actual"), ("渠道改造任务", "target")]
)
def test_a_title_that_says_a_task_is_done_is_of_no_plan(title, status):
    text = f"全县灌区{title}\n灌区覆盖12个乡镇，涉及渠道86条，总长412公里，受益农田30万亩。\n"
    assert statuses(text) == {status}


PAYS = """本市对节水型企业给予奖励
新办法鼓励企业节水，首次通过节水型企业认定的给予12万元奖励，重新通过认定的给予8万元奖励。对年节水量超过10万吨的，给予15万元奖励，对年节水量超过5万吨的，给予6万元奖励。每建成一条中水线的，给予20万元奖励。
今年1—9月，全市210家节水型企业实现产值56.2亿元，同比增长7.1%；累计节水380万吨，同比增长4.6%。其中，86家企业节水量同比增长20%以上，节水总量比去年同期增加42万吨。
"""


def test_what_was_reached_is_told_as_done_beside_what_is_paid_by_rule():
    told = {mention.text: mention.status for mention in Document.from_text(PAYS).ledger}
    assert {told["56.2亿元"], told["7.1%"], told["380万吨"], told["86家"], told["42万吨"]} == {"actual"}
    assert told["12万元"] == told["20万元"] == "rule"
