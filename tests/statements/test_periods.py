"""Which time a number speaks of: what opens a scope of time, how far it reaches, and what ends it."""

import pytest

from policysum.document import Document
from policysum.statements import Ledger, Region


def period_of(text, number, **given):
    return next(one for one in Ledger(text, **given) if one.text == number).period


SCOPES = [
    # A paragraph stands under a time that is set off; a part ends with its sentence, an event with its own.
    ("2023年，新建泵站3座，其中2022年续建1座。改造水闸8座。", "8座", "2023"),
    ("2023年，检修泵站3座；其中，2022年检修1座，更换水泵2台；清淤河道40公里。", "40公里", "2022"),
    ("2023年6月，县水务局召开会议，签约项目3个。改造水闸8座。", "8座", "2024"),
    ("2023年是夯实基础的一年。改造水闸8座。", "8座", "2023"),
    ("2023年，改造水闸8座。\n检修泵站3座。", "3座", "2024"),
    # Until when something is counted holds for what else is counted, and for nothing that was done.
    ("截至2023年底，供水能力达到5万吨。管网总长达到90公里。", "90公里", "2023"),
    ("截至2023年底，供水能力达到5万吨。改造水闸8座。", "8座", "2024"),
    # 年末 and 一季度 are of the year spoken of.
    ("2023年，发放贷款9亿元，年末贷款余额30亿元。", "30亿元", "2023"),
    ("2023年，供水平稳。一季度，供水5万吨。", "5万吨", "2023Q1"),
    ("1—6月，供水5万吨。", "5万吨", "2024H1"),
    # What is only compared with, set out from or named is no time of the number.
    ("在2022年大幅增长的基础上，产量又增加4万吨。", "4万吨", "2024"),
    ("落实2021—2030年节水规划，改造水闸8座。", "8座", "2024"),
    # A growth over a move of several years is of both; one against the year before is not.
    ("管网由2019年的30公里延伸到2024年的60公里，增长1倍。", "1倍", "2019/2024"),
    ("管网由2019年的30公里延伸到2024年的60公里，同比增长5%。", "5%", "2024"),
    ("两年来，检修泵站3座，为12个村铺设管网。", "12个", "2023/2024"),
    # A sum of five years is of all five, what was reached in them of their end; the past year is one year.
    ("过去五年，完成投资9亿元；2024年完成2亿元。", "9亿元", "2020/2024"),
    ("五年来，完成投资9亿元，供水能力达到5万吨。", "5万吨", "as_of:2024-12"),
    ("过去一年，供水能力达到5万吨。", "5万吨", "2024"),
    ("“十四五”以来，累计改造水闸8座。", "8座", "2021/2024"),
    # A year of somebody's own opens its clause; 全年 behind a year says nothing more.
    ("云溪县2023年全年供水5万吨，年末水库12座。", "5万吨", "2023"),
    ("我站2023年年末实有职工12人，其中在职8人。", "8人", "2023"),
    # A year that work looks to is none in which it was done.
    ("启动面向2035年的供水项目，改造水闸8座。", "8座", "2024"),
    ("我县2023年，供水5万吨。水库12座。", "12座", "2023"),
    # A growth a year is of all years since the one compared with; other growths are of the last.
    ("供水5万吨，比2020年增长30%，年均增长7%。", "7%", "2021/2024"),
    ("供水5万吨，比2020年增长30%，年均增长7%。", "30%", "2024"),
    ("2023年，PM2.5平均浓度比2020年下降30%。", "30%", "2023"),
    # What is left from last year is this year's.
    ("2024年，收入3亿元，上年结余1亿元，支出2亿元。", "1亿元", "2024"),
    ("比去年多供水3万吨。", "3万吨", "2024"),
    ("2023年，供水5万吨，比上年增长6%；新增管网30公里，较去年多5公里。", "5公里", "2023"),
    ("供水能力已扩大到5万吨，两年来改造水闸8座。", "5万吨", "2024"),
]


@pytest.mark.parametrize(("text", "number", "period"), SCOPES)
def test_a_scope_of_time_reaches_as_far_as_what_opened_it_lets_it(text, number, period):
    assert period_of(text, number, period="2024", plan_period="2025") == period


def test_a_growth_a_year_under_a_plan_of_five_years_is_of_these():
    text = "到2029年，供水能力达到8万吨，年均增长5%。"
    regions = [Region(0, len(text), "plan", ("今后五年主要目标",))]
    read = Ledger(text, regions=regions, period="2024", plan_period="2025/2029")
    assert [one.period for one in read if one.kpi] == ["2029", "2025/2029"]


@pytest.mark.parametrize(
    ("text", "period", "status"),
    [
        ("两年来，改造水闸8座。", "2023/2024", "actual"),
        ("五年来，改造水闸8座。", "2020/2024", "actual"),
        ("未来五年，改造水闸8座。", "2025/2029", "target"),
        ("“十五”期间，改造水闸8座。", "2001/2005", "actual"),
        ("到本世纪末，改造水闸8座。", "2000", "actual"),
    ],
)
def test_a_plan_that_looks_back_is_of_what_was_before_it(text, period, status):
    read = Ledger(
        text, regions=[Region(0, len(text), "plan", ("工作安排",))], period="2024", plan_period="2025"
    )
    assert [(one.period, one.status) for one in read if one.kpi] == [(period, status)]


def test_what_is_listed_under_a_lead_in_is_of_its_time_until_the_next_heading():
    text = "到2027年，主要目标如下：\n——供水能力达到8万吨。\n——漏损率降至9%。\n二、任务\n检修泵站3座。"
    at = text.index("二、")
    regions = [Region(0, at, "plan", ("一、目标",)), Region(at, len(text), "plan", ("二、任务",))]
    read = [one.period for one in Ledger(text, regions=regions, plan_period="2025") if one.kpi]
    assert read == ["2027", "2027", "2025"]


@pytest.mark.parametrize("mark", ["——", "--", "――", "●", "一是"])
def test_items_behind_an_aim_without_figures_are_due_when_it_is(mark):
    text = f"到2027年，供水设施更加完善。\n{mark}供水管网更加密集。\n{mark}供水能力达到8万吨。\n检修泵站3座。"
    read = Ledger(text, regions=[Region(0, len(text), "plan", ("一、目标",))], plan_period="2025/2027")
    assert [one.period for one in read if one.kpi] == ["2027", "2025/2027"]


def test_a_report_that_speaks_of_last_year_means_the_year_it_covers():
    text = "去年工作回顾\n去年，改造水闸8座。检修泵站3座。"
    assert period_of(text, "8座", period="2024") == "2024"
    assert period_of(f"{text}今年以来，清淤5公里。", "8座", period="2024") == "2023"


def test_five_years_are_those_that_the_text_has_set_before():
    text = "2019年以来，全县持续治水。\n一是河道得到治理。五年来，累计清淤河道40公里。\n二是水库更加安全。\n到2024年底，已建成水库12座。"
    read = Document.from_text(text).ledger
    assert next(one for one in read if one.text == "40公里").period == "2019/2024"


@pytest.mark.parametrize(
    ("title", "rule"),
    [("云溪县2024年节水工作考评办法", "2024"), ("云溪县水务局2024年工作总结", None)],
)
def test_a_rule_of_a_notice_is_of_its_year_and_one_that_a_report_quotes_of_none(title, rule):
    text = f"{title}\n\n一、节水\n对节水企业给予每户补助5万元。\n"
    assert {one.period for one in Document.from_text(text).ledger if one.status == "rule"} == {rule}


def test_findings_are_of_the_year_that_was_audited_where_the_title_says_it():
    said = "经审计，12个县挪用资金3亿元。\n"
    assert period_of_document(f"2023年农村供水审计结果\n\n{said}", "3亿元") == "2023"
    opening = f"审计署公布2023年农村供水工程跟踪审计结果。\n{said}"
    assert period_of_document(f"农村供水审计结果\n\n{opening}", "3亿元") is None


def test_a_report_on_one_subject_dates_only_what_has_a_date():
    text = "县政府关于供水发展情况的报告\n\n供水能力由2015年的2万吨提高到2022年的5万吨。受益群众8万人。\n"
    assert period_of_document(text, "8万人") is None
    assert period_of_document(text, "5万吨") == "2022"


def period_of_document(text, number):
    return next(one for one in Document.from_text(text).ledger if one.text == number).period


AVERAGES = [
    ("零售总额增长12.5%，两年平均增长3.9%。", "3.9%", "零售总额两年平均增长", "2023/2024"),
    ("进出口总额三年复合增长率达8.4%。", "8.4%", "进出口总额三年复合增长率", "2022/2024"),
    ("餐饮收入增长20.1%（2年平均增长1.2%）。", "1.2%", "餐饮收入2年平均增长", "2023/2024"),
    ("2023年，产值增长3%，十年年均增长4%。", "4%", "产值十年年均增长", "2014/2023"),
    ("粮食产量三年平均为45万吨。", "45万吨", "粮食产量", "2022/2024"),
    # A part of the year keeps its own period: the average is of that part in two years.
    ("前三季度，零售总额增长16.4%，两年平均增长3.9%。", "3.9%", "零售总额两年平均增长", "2024Q1/2024Q3"),
    ("零售总额近两年平均增长3.9%。", "3.9%", "零售总额平均增长", "2023/2024"),
    ("产值比五年平均水平增长4%。", "4%", "产值比平均水平增长", "2024"),
]


@pytest.mark.parametrize(("text", "number", "name", "period"), AVERAGES)
def test_an_average_of_years_is_of_them_and_named_by_them(text, number, name, period):
    read = next(one for one in Ledger(text, period="2024") if one.text == number)
    assert (read.indicator, read.period) == (name, period)


@pytest.mark.parametrize(
    "text",
    ["接待游客700万人次、收入63亿元，分别恢复至疫情前2019年的98.5%、83.7%。", "全年发电量是2015年的1.5倍。"],
)
def test_a_year_whose_level_is_the_measure_dates_nothing(text):
    assert {one.period for one in Ledger(text, period="2022") if one.kpi} == {"2022"}


def test_a_year_that_a_share_is_of_dates_it():
    found = [one.period for one in Ledger("森林覆盖率由2019年的45%提高到48%。", period="2022") if one.kpi]
    assert found == ["2019", "2022"]


def test_last_year_of_a_report_that_plans_for_this_year_is_the_one_it_covers():
    review, plan = "扣除渗漏，去年改造水闸8座，为今年供水打下基础。", "今年新建泵站3座。"
    at = len(review)
    regions = [Region(0, at, "achievement", ("回顾",)), Region(at, at + len(plan), "plan", ("安排",))]
    given = {"regions": regions, "period": "2024", "plan_period": "2025"}
    assert period_of(review + plan, "8座", **given) == "2024"
    assert period_of(review + plan.replace("今年", "明年"), "8座", **given) == "2023"


def test_the_aims_of_a_term_that_stand_above_all_headings_hold_until_a_year_is_named():
    text = "今后五年发展主要目标是：供水更加安全。\n（一）管网。\n铺设管网90公里。\n（二）水厂。\n新建水厂3座。每年培训工人80人。\n（三）2026年重点工作。\n改造水闸8座。"
    parts = ["（一）", "（二）", "（三）"]
    starts = [*map(text.index, parts), len(text)]
    titles = ["管网", "水厂", "2026年重点工作"]
    regions = [
        Region(start, end, "plan", (title,))
        for start, end, title in zip(starts, starts[1:], titles, strict=False)
    ]
    regions.append(Region(0, starts[0], "plan", ()))
    read = Ledger(text, regions=regions, period="2025", plan_period="2026")
    found = {one.text: one.period for one in read if one.kpi}
    assert found == {"90公里": "2026/2030", "3座": "2026/2030", "80人": None, "8座": "2026"}


@pytest.mark.parametrize("before", ["不到", "近", "约", ""])
def test_what_a_level_was_moved_from_is_of_the_time_before_whatever_bounds_it(before):
    text = f"过去五年，供水能力从{before}3万吨增加到超过5万吨。"
    read = Ledger(text, period="2020/2024")
    assert [(one.indicator, one.period) for one in read if one.kpi] == [
        ("供水能力", "2019"),
        ("供水能力", "as_of:2024-12"),
    ]


def test_until_now_of_an_unknown_year_is_an_open_range():
    assert period_of("平台于2019年12月投入运营，运营至今服务企业30家。", "30家", period=None) == "2019-12/"
