"""What 去年 is in a report to a congress: the year it looks back on."""

import pytest

from policysum import Document, check

REPORT = """云溪县{title}年政府工作报告
各位代表：
现在，我代表县人民政府，向大会报告工作。
一、{past}年工作回顾
园区入驻企业68家。去年全县存款余额73.5亿元。
二、{title}年工作安排
新建学校3所。
"""


@pytest.mark.parametrize(("title", "past"), [("2019", "2018"), ("2013", "2012")])
def test_last_year_in_a_report_to_a_congress_is_the_year_reported(title: str, past: str) -> None:
    ledger = Document.from_text(REPORT.format(title=title, past=past)).ledger
    periods = {one.text: one.period or "" for one in ledger}
    assert past in periods["73.5亿元"]


def test_last_year_in_a_summary_is_the_year_before() -> None:
    text = "云溪县水务局2018年工作总结\n一、工作情况\n新建泵站12座。去年投资1.5亿元。"
    assert {one.text: one.period for one in Document.from_text(text).ledger}["1.5亿元"] == "2017"


def test_what_is_reached_under_a_plan_of_years_is_so_at_their_end() -> None:
    """Levels, shares and ranks are of its last year, what is built or grown of all; what there is now is of the end before it."""
    text = (
        "云溪县“十三五”水务发展规划\n一、建设节水型社会\n（一）现实基础。“十二五”时期，水务事业取得长足发展。"
        "建有水厂13家、水文站21家，新增灌溉面积1.2万亩。\n（二）发展目标。节水灌溉率达到70%左右，泵站数量达到80座左右，"
        "综合能力保持在全省前六位。新建渠道90公里，年均增长7%。\n"
    )
    found = {one.text: one.period or "" for one in Document.from_text(text).ledger}
    assert {number: found[number] for number in ("70%左右", "80座左右", "前六位")} == dict.fromkeys(
        ("70%左右", "80座左右", "前六位"), "2020"
    )
    assert (found["90公里"], found["7%"]) == ("2016/2020", "2016/2020")
    assert found["13家"].startswith("as_of:2015")
    assert found["21家"].startswith("as_of:2015")
    assert found["1.2万亩"] == "2011/2015"


def test_what_a_plan_says_of_the_ground_it_stands_on_was_done() -> None:
    text = (
        "云溪县“十四五”水务发展规划\n一、建设节水型社会\n（一）基础与优势。“十三五”时期，水务事业取得长足发展。\n"
        "全县拥有泵站53座，管网210公里。\n（二）发展目标。到2025年，泵站达到70座。\n"
    )
    status = {one.text: one.status for one in Document.from_text(text).ledger}
    assert (status["53座"], status["210公里"], status["70座"]) == ("actual", "actual", "target")


@pytest.mark.parametrize(
    ("sentence", "number", "period"),
    [
        ("2021年产值7亿元，2012年以来年均增长9%。", "9%", "2012/2021"),
        ("从2012年到2021年，产值年均增长9%。", "9%", "2012/2021"),
    ],
)
def test_a_range_begins_with_its_earlier_year(sentence: str, number: str, period: str) -> None:
    found = Document.from_text(f"关于数字经济发展情况的报告\n{sentence}").ledger
    assert {one.text: one.period for one in found}[number] == period


def test_a_year_that_is_only_compared_with_is_the_one_before_the_report() -> None:
    text = (
        "云溪市经济运行平稳\n年初以来，全市经济延续了去年以来的态势。\n一、基本特点\n一季度实现产值62.9亿元，同比增长2%，"
        "比2016年全年增速高0.3个百分点（2015和2016年同期分别增长1%和3%）。\n"
    )
    document = Document.from_text(text)
    assert document.metadata.period == "2017"
    assert {one.text: one.period for one in document.ledger}["62.9亿元"] == "2017Q1"


def test_a_year_compared_with_before_a_later_one_says_nothing() -> None:
    text = "云溪市经济运行平稳\n去年以来态势良好。2018年产值62.9亿元，比2016年增长3%。2018年税收5亿元。\n"
    assert Document.from_text(text).metadata.period == "2018"


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("水质合格率99%，去年同期为97%。", "2022"),
        ("水质合格率99%，上年同期仅97%。", "2022"),
        ("水质合格率99%，比去年同期高97%。", "2023"),
        ("去年全年水质合格率97%。", "2022"),
        ("今年全年水质合格率97%。", "2023"),
    ],
)
def test_a_level_of_the_same_time_last_year_is_of_last_year(sentence: str, period: str) -> None:
    text = f"云溪县水务局2023年工作总结\n一、工作情况\n{sentence}\n"
    assert {one.text: one.period for one in Document.from_text(text).ledger}["97%"] == period


@pytest.mark.parametrize(
    ("now", "plans", "year"),
    [
        ("今年，全局新建泵站12座。", "明年计划新建泵站7座。", "2024"),
        ("去年，全局新建泵站12座。", "今年计划新建泵站5座，明年计划新建泵站7座。", "2025"),
        ("全局新建泵站12座。", "计划新建泵站5座，明年计划新建泵站7座。", "2025"),
    ],
)
def test_next_year_is_the_year_of_the_plans_where_this_year_is_the_one_reviewed(
    now: str, plans: str, year: str
) -> None:
    text = f"云溪县水务局2023年工作总结及2024年工作计划\n一、2023年工作总结\n{now}\n二、2024年工作计划\n{plans}\n"
    assert {one.text: one.period for one in Document.from_text(text).ledger}["7座"] == year


@pytest.mark.parametrize(
    ("label", "period"),
    [
        ("近期（2016—2020年）：", "2016/2020"),
        ("第一阶段（2016—2020年），", "2016/2020"),
        ("近期目标（2020年）：", "2020"),
        ("依据水法（2016年）修订，", "2030"),
    ],
)
def test_a_time_in_the_brackets_of_a_label_is_that_of_what_stands_behind_it(label: str, period: str) -> None:
    text = f"云溪县水务规划（2016—2030年）\n一、发展目标\n{label}水质合格率达到97%。\n"
    assert {one.text: one.period for one in Document.from_text(text).ledger}["97%"] == period


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("与2010年第六次普查相比，减少12座。", None),
        ("与2010年、2015年相比，减少12座。", None),
        ("2010年新增与上年相比，减少12座。", "2010"),
    ],
)
def test_a_year_that_a_count_is_compared_with_is_not_that_of_the_report(
    sentence: str, period: str | None
) -> None:
    document = Document.from_text(f"云溪县水文普查公报\n全县水库86座，{sentence}\n")
    assert document.metadata.period == period


@pytest.mark.parametrize(("day", "period"), [("2018年3月20日", "2017"), ("2020年3月20日", "2019")])
def test_the_day_above_the_text_dates_it_where_the_site_put_it_up_years_later(day: str, period: str) -> None:
    text = f"云溪县国民经济和社会发展统计公报\n发布时间：2020-11-05\n云溪县统计局\n{day}\n一、综合\n全年生产总值86.2亿元，比上年增长7.8%。\n"
    document = Document.from_text(text)
    assert (document.metadata.period or "")[:4] == ("2017" if day.startswith("2018") else "2020")


@pytest.mark.parametrize(
    ("heading", "period"),
    [("2017年1—6月计划执行情况", "2017H1"), ("2017年1—5月计划执行情况", "2017-01/2017-05"), ("2017年上半年计划执行情况", "2017H1")],
)  # fmt: skip
def test_a_report_within_the_year_is_of_the_part_that_its_heading_names(heading: str, period: str) -> None:
    text = (
        "2017年7月20日在云溪县第五届人民代表大会常务委员会第九次会议上\n主任、各位委员：\n我受县人民政府委托，向会议报告计划执行情况，请予审议。\n"
        f"一、关于{heading}\n完成生产总值120亿元，增长6.5%。\n"
    )
    document = Document.from_text(text)
    assert document.metadata.period == period
    assert {one.period for one in document.ledger if one.kpi} == {period}


OF_BUDGET = (
    "2022年，云溪县收入预算和支出预算如下。\n一般公共预算收入35.2亿元，{0}。一般公共预算支出48.6亿元，{1}。\n"
)


def test_a_budget_whose_figures_are_held_against_it_was_carried_out() -> None:
    document = Document.from_text(OF_BUDGET.format("为预算的101.5%，增长4.5%", "完成调整预算的99.1%"))
    assert document.kind == "final_accounts"
    assert {one.status for one in document.ledger if one.kpi} == {"actual"}


def test_what_only_a_heading_calls_a_budget_convicts_nobody() -> None:
    document = Document.from_text(OF_BUDGET.format("比预算执行数多", "比预算执行数少"))
    assert (document.kind, document.title_says) == ("budget", "")
    claim = {"indicator": "一般公共预算收入", "value": "35.2亿元", "status": "actual"}
    assert [one.verdict for one in check(claim, document)] == ["unclear"]
