"""Status, period and table-worthiness of numbers; the ledger as a sequence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum.quantity import Ledger, Region, quantities, read


def _mention(text, number, **ledger):
    printed, _, which = number.partition("#")
    found = [mention for mention in Ledger(text, **ledger) if mention.text == printed]
    assert found, [mention.text for mention in Ledger(text)]
    return found[int(which or 1) - 1]


def _in(role, text, number, **ledger):
    return _mention(text, number, regions=[Region(0, len(text), role, ("标题",))], **ledger)


@pytest.mark.parametrize(
    ("role", "text", "number", "status"),
    [
        ("achievement", "获批资金1692.46万元。", "1692.46万元", "actual"),
        ("achievement", "争取上级资金1.2亿元。", "1.2亿元", "actual"),
        ("achievement", "预计全年技术交易额超15.2亿元。", "15.2亿元", "forecast"),
        ("achievement", "拟支持资金超过1.5亿元。", "1.5亿元", "forecast"),
        ("achievement", "已立项或拟立项项目180余项。", "180余项", "actual"),
        ("achievement", "种植区106亩计划于6月底完成种植。", "106亩", "forecast"),
        ("achievement", "模拟演练3场。", "3场", "actual"),
        ("achievement", "预计投资17亿元,同比增长37.2%。", "37.2%", "forecast"),
        ("achievement", "到2025年实现收入600亿元。", "600亿元", "target"),
        ("achievement", "按规划面积11.96平方公里建设园区。", "11.96平方公里", "target"),
        ("plan", "新增企业10家。", "10家", "target"),
        ("plan", "目前已入库专家30名。", "30名", "actual"),
        ("other", "力争投入达到3亿元。", "3亿元", "target"),
        ("other", "确保新增企业350家。", "350家", "target"),
        ("achievement", "对新认定企业的,一次性奖励50万元。", "50万元", "rule"),
        ("plan", "销售收入500万元以上的,给予一次性50万元奖励。", "500万元以上", "rule"),
        ("plan", "销售收入500万元以上的,给予一次性50万元奖励。", "50万元", "rule"),
        ("plan", "成果转化收益,按不低于80%比例归完成人所有。", "80%", "rule"),
        ("achievement", "对企业实行加收0.1元/千瓦时的差异化电价标准。", "0.1元/千瓦时", "rule"),
        ("achievement", "下发补助资金6134万元。", "6134万元", "actual"),
        ("achievement", "优先提供贷款贴息补助1488万元。", "1488万元", "actual"),
        ("achievement", "低保标准提高到每人每月800元。", "800元", "actual"),
    ],
)
def test_status_follows_cues_and_section(role, text, number, status):
    assert _in(role, text, number, period="2020").status == status


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        # dates of the clause and of the clauses before
        ("2018年投入26.59亿元,强度为1.40%。", "1.40%", "2018"),
        ("2019年兑现840万元,2020年兑现1530万元。", "1530万元", "2020"),
        ("研发费从2019年51.54亿元增长到2021年的77.49亿元。", "51.54亿元", "2019"),
        ("研发费从2019年51.54亿元增长到2021年的77.49亿元。", "77.49亿元", "2021"),
        ("从2019年51亿元增长到2021年77亿元,年复合增长率22.6%。", "22.6%", "2019/2021"),
        ("平台于2019年12月投入运营,运营至今服务企业30家。", "30家", "2019-12/2020-06"),
        ("2018年来,入选团队5个。", "5个", "2018/"),
        # words of time
        ("新增企业5家。", "5家", "2020H1"),
        ("截至目前,全市建有实验室32家。", "32家", "as_of:2020-06"),
        ("全市拥有企业111家。", "111家", "as_of:2020-06"),
        ("今年以来,新增企业5家。", "5家", "2020H1"),
        ("全年投资5亿元。", "5亿元", "2020"),
        ("去年增加编制3名。", "3名", "2019"),
        ("过去五年新增企业5家。", "5家", "2016/2020"),
        ("“十三五”时期投资5亿元。", "5亿元", "2016/2020"),
        # what is only compared with says nothing
        ("数量较去年同比提升30%。", "30%", "2020H1"),
        ("面积比2010年提高17%。", "17%", "2020H1"),
        # nor does a date in a title
        ("实施《行动方案(2021-2023)》,新增企业5家。", "5家", "2020H1"),
        # a topic lasts until another time, an item or a paragraph
        ("2019年,新增项目6个;引进人才15人。培育骨干202人。", "202人", "2019"),
        ("2019年,新增项目6个。今年,培育骨干202人。", "202人", "2020"),
        ("2019年,新增项目6个。二是强化人才培育,培育骨干202人。", "202人", "2020H1"),
        ("2019年,新增项目6个。\n培育骨干202人。", "202人", "2020H1"),
        # a rule has no period
        ("2019年对新认定企业的,一次性奖励50万元。", "50万元", None),
    ],
)
def test_period_is_resolved_against_the_report(text, number, period):
    assert _in("achievement", text, number, period="2020H1", plan_period="2020H2").period == period


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        ("新增企业5家。", "5家", "2026"),
        ("全年新增企业5家。", "5家", "2026"),
        ("到2030年强度达到3.2%。", "3.2%", "2030"),
        ("6月底前完成种植13.5万株。", "13.5万株", "2026"),
    ],
)
def test_a_plan_speaks_of_its_own_period(text, number, period):
    assert _in("plan", text, number, period="2025", plan_period="2026").period == period


def test_a_report_without_a_period_calls_this_year_the_one_after_the_last_it_tells_as_past():
    text = "2021年,新增企业7家。\n目前,拥有企业388家。\n去年,增加编制3名。\n新增团队4个。"
    periods = [mention.period for mention in Ledger(text) if mention.kpi]
    assert periods == ["2021", "as_of:2022", "2021", None]


@pytest.mark.parametrize(
    ("text", "number", "kpi"),
    [
        ("新增企业5家。", "5家", True),
        ("帮助两家企业上市。", "两家", True),
        ("占三分之一。", "三分之一", True),
        ("综合排名居全省前10位。", "前10位", True),
        # dates, ordinals, furniture
        ("2020年印发。", "2020年", False),
        # frames and turns of phrase
        ("在41个指标中我市有18个指标居全省前10位。", "41个", False),
        ("在41个指标中我市有18个指标居全省前10位。", "18个", True),
        ("在41个指标中我市有18个指标居全省前10位。", "前10位", False),
        ("根据评价结果将企业分为四档。", "四档", False),
        ("制定研判等三项制度。", "三项", False),
        ("以望远和闽宁两个片区为核心区。", "两个", False),
        ("为每个试点学校建成两间科普教室。", "两间", False),
        ("方案荣获一等奖。", "一等奖", False),
        ("构建“工业稳定增长10%、服务业翻番”的体系。", "10%", False),
        ("每10万人发案数下降36.9%。", "10万人", False),
        ("开工10亿元以上项目47个。", "10亿元以上", False),
        ("经济总量超千亿元的县域达12个。", "千亿元", False),
        ("超过10%的有44种。", "10%", False),
        ("经过两年多的摸索。", "两年多", False),
        ("审批时限压缩至3天。", "3天", True),
    ],
)
def test_only_figures_belong_into_a_table(text, number, kpi):
    assert _in("achievement", text, number, period="2020").kpi is kpi


@pytest.mark.parametrize("role", ["chrome", "title"])
def test_page_furniture_holds_no_figures(role):
    assert not _in(role, "浏览次数5次", "5次").kpi


def test_the_innermost_region_gives_role_and_path():
    text = "甲新增企业5家。乙新增企业6家。"
    ledger = Ledger(
        text, regions=[Region(8, 16, "plan", ("二", "（一）")), Region(0, 16, "achievement", ("一",))]
    )
    assert [(mention.role, mention.path) for mention in ledger] == [
        ("achievement", ("一",)),
        ("plan", ("二", "（一）")),
    ]


def test_a_ledger_is_a_sequence_with_every_quantity_in_order():
    text = "2020年,新增企业5家,投资3亿元。\n第一批项目2个。"
    ledger = quantities(text)
    assert [mention.quantity for mention in ledger] == list(ledger.quantities) == read(text)
    assert len(ledger) == len(ledger.quantities)
    assert ledger[1].text == ledger[1:2][0].text == "5家"
    assert [mention.text for mention in ledger.within(6, 17)] == ["5家", "3亿元"]


def test_a_mention_is_found_by_any_of_its_characters():
    ledger = Ledger("新增企业56家。")
    assert [ledger.mention_at(at) is not None for at in range(8)] == [False] * 4 + [True] * 3 + [False]


def test_a_mention_delegates_to_its_quantity():
    mention = Ledger("投资超过3亿元。")[0]
    quantity = mention.quantity
    assert (mention.start, mention.end, mention.text) == (quantity.start, quantity.end, quantity.text)
    assert (mention.kind, mention.value, mention.unit, mention.bound) == (
        quantity.kind,
        quantity.value,
        quantity.unit,
        quantity.bound,
    )


_WORDS = st.lists(
    st.sampled_from(
        [
            "新增",
            "企业",
            "5家",
            "、",
            "，",
            "。",
            "；",
            "增长",
            "3.5%",
            "其中",
            "2020年",
            "目前",
            "分别",
            "“",
            "”",
            "（",
            "）",
            "的",
            "占",
            "力争",
            "和",
            "两个",
            "12亿元",
            "奖励",
            "一是",
            "到",
            "比",
            "\n",
        ]
    ),
    max_size=60,
).map("".join)


@given(_WORDS | st.text(max_size=80))
def test_no_text_raises_and_every_mention_quotes_its_text(text):
    ledger = Ledger(text, period="2020H1", plan_period="2020H2", regions=[Region(0, 20, "plan")])
    for mention in ledger:
        assert text[mention.start : mention.end] == mention.text
        assert 0 <= mention.sentence.start <= mention.sentence.end <= len(text)
        assert mention.sentence.start <= mention.clause.start <= mention.clause.end <= mention.sentence.end
        assert len(mention.indicator) < 400
    assert [mention.quantity for mention in ledger] == list(ledger.quantities)
