"""Plan words inside results: tasks, aims, what was done of them, and what is only foreseen."""

from __future__ import annotations

import pytest

from policysum.statements import Ledger, Region
from policysum.statements.ground import Ground

_HALF = "1—6月，全市城镇新增就业1.96万人，完成全年任务3万人的65.3%，同比增加1240人；失业人员再就业9519人。"
_WATER = "年初计划改善农村饮水人口3.2万人，实际完成3.57万人，为计划的111.6%。"
_FORESEEN = "初步预计，生产总值增长4.5%，规上工业增加值增长11.1%；投资增长3%。"


def _told(text, number, role="achievement", period="2022H1"):
    ledger = Ledger(text, regions=[Region(0, len(text), role, ("标题",))], period=period, plan_period="2022")
    found = [mention for mention in ledger if mention.text == number]
    assert found, [mention.text for mention in ledger]
    return found[0]


@pytest.mark.parametrize(
    ("role", "text", "number", "status"),
    [
        # what a plan set, and what came of it
        ("achievement", _WATER, "3.2万人", "target"),
        ("achievement", _WATER, "3.57万人", "actual"),
        ("achievement", _WATER, "111.6%", "actual"),
        ("achievement", "计划改造小区50个，实际改造62个。", "50个", "target"),
        ("achievement", "计划改造小区50个，实际改造62个。", "62个", "actual"),
        ("achievement", "超额完成年度计划的108.2%。", "108.2%", "actual"),
        # a task, and the part of it done
        ("achievement", _HALF, "3万人", "target"),
        ("achievement", _HALF, "65.3%", "actual"),
        ("achievement", _HALF, "1240人", "actual"),
        ("other", "新增就业2万人，完成全年目标3万人的65.3%。", "65.3%", "actual"),
        ("achievement", "完成年度目标任务96项。", "96项", "actual"),
        ("achievement", "全年任务5000人，已完成3200人。", "5000人", "target"),
        ("achievement", "全年任务5000人，已完成3200人。", "3200人", "actual"),
        ("achievement", "计划改造50座，已改造38座。", "50座", "target"),
        ("achievement", "计划改造50座，已改造38座。", "38座", "actual"),
        # an aim that a result is held against
        ("achievement", "县里提出茶业产值增长7%左右、能耗降低9%的约束性指标。", "7%左右", "target"),
        ("achievement", "县里提出茶业产值增长7%左右、能耗降低9%的约束性指标。", "9%", "target"),
        ("achievement", "提出9条整改的工作任务。", "9条", "actual"),
        ("achievement", "税收任务320万元，完成350万元。", "320万元", "target"),
        ("achievement", "税收任务320万元，完成350万元。", "350万元", "actual"),
        ("achievement", "完成绿化任务320亩，实现产值50万元。", "320亩", "actual"),
        ("achievement", "栽茶500亩，占县里下达320亩任务的156%。", "320亩", "target"),
        ("achievement", "栽茶500亩，占县里下达320亩任务的156%。", "156%", "actual"),
        ("achievement", "培训1200人，超额完成1000人的年度目标任务，完成率120%。", "1000人", "target"),
        ("achievement", "培训1200人，超额完成1000人的年度目标任务，完成率120%。", "120%", "actual"),
        ("achievement", "失业率控制在4.5%的目标以内。", "4.5%", "target"),
        ("achievement", "失业率3.37%，低于4%的控制目标0.6个百分点。", "4%", "target"),
        ("achievement", "失业率3.37%，低于4%的控制目标0.6个百分点。", "3.37%", "actual"),
        # a clause of its own rules its sentence
        ("achievement", _FORESEEN, "4.5%", "forecast"),
        ("achievement", _FORESEEN, "11.1%", "forecast"),
        ("achievement", _FORESEEN, "3%", "forecast"),
        ("achievement", "经初步核算，生产总值增长4.5%。", "4.5%", "actual"),
        ("achievement", "初步预计，增加值增长11%。投资增长3%。", "3%", "actual"),
        # what is expected beats the heading of a plan
        ("plan", "预计全年基金收入52亿元、支出47亿元，年末结余约61亿元。", "52亿元", "forecast"),
        ("plan", "预计全年基金收入52亿元、支出47亿元，年末结余约61亿元。", "61亿元", "forecast"),
        ("plan", "预计投资5亿元，新建厂房3栋。", "3栋", "target"),
        ("plan", "预计收入5亿元，力争达到6亿元。", "6亿元", "target"),
        ("plan", "预计全年收入增长5%，收入力争达到300亿元。", "300亿元", "target"),
        # a higher aim
        ("plan", "全年计划完成水利投资5.3亿元以上，力争达到5.8亿元。", "5.8亿元", "target"),
        ("other", "新增就业3万人，力争3.3万人。", "3.3万人", "target"),
        # what is done already
        ("achievement", "力争高新技术企业突破100家，规上企业已突破300家。", "300家", "actual"),
        ("other", "去年已对获批企业给予30万元奖励。", "30万元", "actual"),
    ],
)
def test_the_status_of_a_number_among_plan_words(role, text, number, status):
    assert _told(text, number, role).status == status


@pytest.mark.parametrize(
    ("text", "number", "indicator"),
    [
        (_WATER, "3.2万人", "改善农村饮水人口"),
        (_WATER, "3.57万人", "改善农村饮水人口"),
        (_WATER, "111.6%", "改善农村饮水人口为计划"),
        (_HALF, "3万人", "全市城镇新增就业全年任务"),
        (_HALF, "65.3%", "全市城镇新增就业完成全年任务"),
        (_HALF, "1240人", "全市城镇新增就业同比增加"),
        ("失业率3.37%，低于4%的控制目标0.6个百分点。", "4%", "失业率控制目标"),
        ("失业率3.37%，低于4%的控制目标0.6个百分点。", "0.6个百分点", "失业率低于控制目标"),
        ("全年计划完成水利投资5.3亿元以上，力争达到5.8亿元。", "5.8亿元", "计划完成水利投资"),
        ("年初计划投资3亿元。", "3亿元", "年初计划投资"),
        ("培训1200人，超额完成1000人的年度目标任务。", "1000人", "培训年度目标任务"),
        ("完成投资3.2亿元，占年度计划5亿元的64%。", "64%", "完成投资占年度计划比重"),
    ],
)
def test_a_task_never_becomes_the_subject_of_what_follows(text, number, indicator):
    assert _told(text, number).indicator == indicator


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        (_HALF, "3万人", "2022"),
        (_HALF, "65.3%", "2022H1"),
        (_HALF, "1240人", "2022H1"),
        (_HALF, "9519人", "2022H1"),
        ("新增就业2万人，完成全年任务的65.3%，失业率3.37%。", "65.3%", "2022H1"),
        ("新增就业2万人，完成全年任务的65.3%，失业率3.37%。", "3.37%", "2022H1"),
        ("全年计划完成投资5亿元。", "5亿元", "2022"),
        ("新增有效灌溉面积3600亩。", "3600亩", "2022H1"),
    ],
)
def test_the_year_of_a_task_is_not_that_of_the_figures_after_it(text, number, period):
    assert _told(text, number).period == period


@pytest.mark.parametrize(
    ("text", "number", "change"),
    [
        ("失业率3.37%，低于4%的控制目标0.6个百分点。", "4%", "share"),
        ("失业率低于4%。", "4%", "share"),
        ("增速低于全市1.2个百分点。", "1.2个百分点", "decline"),
    ],
)
def test_what_only_bounds_a_number_is_no_change(text, number, change):
    assert _told(text, number).change == change


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("三、2024年主要工作安排", "2024"),
        ("2024年下半年工作打算", "2024H2"),
        ("主要工作安排", "2025"),
        ("2024-2026年工作安排", "2025"),
    ],
)
def test_a_heading_of_plans_that_prints_its_year_dates_what_stands_under_it(title, period):
    text = "修复耕地2000亩。"
    ledger = Ledger(text, regions=[Region(0, 9, "plan", (title,))], period="2024", plan_period="2025")
    assert [mention.period for mention in ledger] == [period]


def test_this_year_before_the_dated_heading_of_plans_is_the_year_it_prints():
    text = "今年预期目标是：生产总值增长8%。\n修复耕地2000亩。"
    cut = text.index("\n")
    regions = [Region(0, cut, "plan"), Region(cut, len(text), "plan", ("三、2024年主要工作安排",))]
    ledger = Ledger(text, regions=regions, period="2024", plan_period="2025")
    assert [mention.period for mention in ledger] == ["2024", "2024"]


@pytest.mark.parametrize(
    ("text", "number", "status", "indicator"),
    [
        ("本级支出51.3亿元，为年初预算48.6亿元的105.6%。", "48.6亿元", "target", "本级支出年初预算"),
        ("本级支出51.3亿元，为年初预算48.6亿元的105.6%。", "105.6%", "actual", "本级支出为年初预算"),
        ("税收收入完成调整预算12.5亿元的96.3%，增长2%。", "12.5亿元", "target", "税收收入调整预算"),
        ("税收收入完成调整预算12.5亿元的96.3%，增长2%。", "2%", "actual", "税收收入增长"),
        ("培训量仅为全年任务4万人次的38.5%。", "4万人次", "target", "培训量全年任务"),
        ("培训量仅为全年任务4万人次的38.5%。", "38.5%", "actual", "培训量仅为全年任务"),
        ("完成年度预算数7.2亿元的91%。", "91%", "actual", "年度预算数完成年度预算数"),
        ("一般公共预算支出7.2亿元。", "7.2亿元", "actual", "一般公共预算支出"),
    ],
)
def test_a_budget_that_a_part_is_told_of_is_an_aim_and_takes_no_name(text, number, status, indicator):
    mention = _told(text, number)
    assert (mention.status, mention.indicator) == (status, indicator)


@pytest.mark.parametrize(
    ("text", "number", "status", "indicator"),
    [
        ("教育支出拟安排33.2亿元，增长2%—3%。", "33.2亿元", "forecast", "教育支出"),
        ("教育支出拟安排33.2亿元，增长2%—3%。", "2%—3%", "forecast", "教育支出增长"),
        ("教育支出安排33.2亿元。", "33.2亿元", "target", "教育支出"),
        ("拟建停车场12处。", "12处", "forecast", "拟建停车场"),
        ("拟定方案3个。", "3个", "target", "拟定方案"),
        ("模拟演练6场。", "6场", "target", "模拟演练"),
        ("推进拟建项目20个。", "20个", "target", "推进拟建项目"),
    ],
)
def test_what_is_intended_is_a_forecast_under_a_plan_too(text, number, status, indicator):
    mention = _told(text, number, "plan")
    assert (mention.status, mention.indicator) == (status, indicator)


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("对首次入统企业每户奖励8万元。", "8万元", "rule"),
        ("困难职工每人补助600元。", "600元", "rule"),
        ("低保标准每月提高40元。", "40元", "actual"),
        ("特困供养标准每人每年上调600元。", "600元", "actual"),
        ("给予研发机构最高200万元奖励。", "200万元", "rule"),
        ("下达奖励资金200万元。", "200万元", "actual"),
        ("平均每户补贴3.1万元。", "3.1万元", "actual"),
        ("每户获补贴3.1万元。", "3.1万元", "actual"),
        ("每户奖励资金到位后，投资8万元。", "8万元", "actual"),
        ("每人医保补助标准提高到640元。", "640元", "actual"),
    ],
)
def test_what_is_paid_per_case_is_a_rule_without_a_period(text, number, status):
    mention = _told(text, number)
    assert (mention.status, mention.period is None) == (status, status == "rule")


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        ("抽检9000批次，全年达到每千人4批次；9月底前检验电梯600台。", "4批次", "2024"),
        ("抽检9000批次，全年达到每千人4批次；9月底前检验电梯600台。", "600台", "2024H2"),
        ("全年，新增企业4万家；培训职工600人。", "600人", "2024"),
    ],
)
def test_the_year_told_in_one_aim_of_a_half_year_is_not_that_of_the_next(text, number, period):
    ledger = Ledger(text, regions=[Region(0, len(text), "plan")], period="2024H1", plan_period="2024H2")
    assert [mention.period for mention in ledger if mention.text == number] == [period]


@pytest.mark.parametrize(
    ("text", "number", "status", "change"),
    [
        ("固定资产投资增长2.1%，低于预期目标2.9个百分点。", "2.9个百分点", "actual", "decline"),
        ("城镇化率预期目标62%。", "62%", "target", "share"),
        ("力争生产总值增长6%、冲刺7%。", "7%", "target", "growth"),
        ("确保失业率降到5%以内，力争4%。", "4%", "target", "share"),
    ],
)
def test_a_gap_to_an_aim_is_none_and_a_higher_aim_is_of_its_like(text, number, status, change):
    mention = _told(text, number)
    assert (mention.status, mention.change) == (status, change)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("一、政务服务（25分）", "rule"),
        ("（五）线下进一窗(1分)", "rule"),
        ("综合得分92.5分。", "actual"),
        ("创新指数达到86分（全市第2位）。", "actual"),
        ("城市居民低保标准825元/人月。", "rule"),
        ("特困人员供养标准分别为780元/人月。", "rule"),
        ("农村低保标准提高到600元/人月。", "actual"),
        ("高标准农田建设投入825元/亩。", "actual"),
    ],
)
def test_points_in_brackets_and_standards_per_head_are_rules(text, status):
    mentions = [one for one in Ledger(text) if one.kind not in {"ordinal", "rank"}]
    assert mentions[-1].status == status


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("支出年初预算为100亿元，支出决算为85亿元，完成年初预算的85%。", ["target", "actual", "actual"]),
        ("年初预算数0万元，实际支出321万元。", ["target", "actual"]),
        ("保证新增企业350家。", ["target"]),
        ("保证了350家企业用电。", ["actual"]),
    ],
)
def test_what_was_budgeted_is_an_aim_beside_what_was_spent(text, statuses):
    assert [one.status for one in Ledger(text)] == statuses


def test_what_a_year_brought_of_a_plan_is_a_result():
    text = (
        "2023年度计划投资18亿元，年度完成12亿元，全年完成技改2亿元，增长45%。计划新建学校7所，引进企业12家。"
    )
    found = {one.text: one for one in Ledger(text, period="2023") if one.kpi}
    assert [one.status for one in found.values()] == [
        "target",
        "actual",
        "actual",
        "actual",
        "target",
        "target",
    ]
    assert "计划" not in found["12亿元"].indicator


def test_a_plan_that_is_carried_out_is_a_name_and_no_aim():
    (one,) = [one for one in Ledger("技术攻关等计划实施顺利，取得成果300项。", period="2023") if one.kpi]
    assert one.status == "actual"


def test_a_report_that_calls_the_year_to_come_this_year_calls_its_own_last_year():
    text = "扣除物价因素，去年居民收入增长10.2%。\n今年计划生产总值增长9%。"
    found = [
        one
        for one in Ledger(text, period="1993", period_ground=Ground.INFERRED, plan_period="1994")
        if one.kpi
    ]
    assert found[0].period == "1993"
