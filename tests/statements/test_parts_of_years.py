"""Reports of a part of a year, figures of months, sizes of one thing, some of the years of a plan."""

import pytest

from policysum.document import Document


def periods(text: str) -> dict[str, str | None]:
    return {one.text: one.period for one in Document.from_text(text).ledger if one.kpi}


@pytest.mark.parametrize(
    ("title", "period", "now"),
    [
        ("2023年1-5月云溪县交通运输情况", "2023-01/2023-05", "as_of:2023-05"),
        ("2023年1至11月份云溪县交通运输情况", "2023-01/2023-11", "as_of:2023-11"),
        ("2023年前10个月云溪县交通运输情况", "2023-01/2023-10", "as_of:2023-10"),
        ("2023年前三季度云溪县交通运输情况", "2023Q1/2023Q3", "as_of:2023-09"),
        ("2023年首季云溪县交通运输情况", "2023Q1", "as_of:2023-03"),
        ("2023年1-6月云溪县交通运输情况", "2023H1", "as_of:2023-06"),
        ("2023年5月份云溪县交通运输情况", "2023-05", "as_of:2023-05"),
        ("2023年3月至5月云溪县交通运输情况", "2023-03/2023-05", "as_of:2023-05"),
        ("2023年一至三季度云溪县交通运输情况", "2023Q1/2023Q3", "as_of:2023-09"),
        ("2023年四季度和全年云溪县交通运输情况", "2023", "as_of:2023-12"),
        ("2023年5月修订的云溪县交通运输情况", "2023", "as_of:2023-12"),
        ("2023年1-12月云溪县交通运输情况", "2023", "as_of:2023-12"),
        ("2023年云溪县交通运输情况", "2023", "as_of:2023-12"),
    ],
)
def test_a_report_of_a_part_of_a_year_dates_its_figures_to_that(title, period, now):
    text = f"{title}\n一、公路\n完成货运量30万吨，增长5%。目前有客车41辆。\n"
    document = Document.from_text(text)
    assert document.metadata.period == period
    assert periods(text) == {"30万吨": period, "5%": period, "41辆": now}


def test_the_year_of_the_months_in_a_title_may_stand_in_the_text_only():
    text = "前5个月云溪消费价格上涨5.7%\n发布时间：2019-06-21\n记者从云溪市统计局获悉，食品价格上涨3%。\n住房价格上涨2%。"
    assert set(periods(text).values()) == {"2019-01/2019-05"}


def test_a_text_without_a_title_is_of_the_part_of_a_year_that_it_begins_with():
    text = "2019年1至9月，我院受理案件947件。\n1、收案情况\n刑事案件262件，同比下降2.6%。\n"
    assert set(periods(text).values()) == {"2019-01/2019-09"}
    later = "我院于2019年1至9月开展活动。\n1、收案情况\n刑事案件262件。\n"
    assert periods(later)["262件"] == "2019"


def test_the_end_of_a_month_and_what_is_counted_in_one_date_a_figure_and_the_day_of_an_event_does_not():
    text = (
        "2019年云溪县工作总结\n5月份，全县新增学校12所。8月底，全县有医院31家。截至9月20日，全县有企业40家。"
        "10月8日，举办活动51场。11月，举办活动62场。\n"
    )
    assert periods(text) == {
        "12所": "2019-05",
        "31家": "2019-08",
        "40家": "2019-09-20",
        "51场": "2019",
        "62场": "2019",
    }


def test_a_counted_month_holds_for_its_own_sentence_only():
    text = "2019年云溪县工作总结\n5月份，全县新增学校12所。全县接待游客30万人次。\n"
    assert periods(text) == {"12所": "2019-05", "30万人次": "2019"}


def test_the_size_of_one_thing_is_of_no_year_unless_its_clause_dates_it():
    text = (
        "2019年云溪县工作总结\n总投资3亿元的城南商场完工。总投资8亿元的4个项目开工。"
        "2018年投资6亿元的电厂投产。全县完成投资90亿元。目前，占地50亩的公园开工。\n"
    )
    found = periods(text)
    assert (found["3亿元"], found["50亩"], found["6亿元"]) == (None, None, "2018")
    assert (found["8亿元"], found["90亿元"]) == ("2019", "2019")


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("“十一五”前四年", "2006/2009"),
        ("“十一五”后两年", "2009/2010"),
        ("“十一五”期间", "2006/2010"),
    ],
)
def test_some_of_the_years_of_a_plan(words, period):
    text = f"2012年云溪县工作总结\n2010年以来发展很快。\n{words}累计植树12万株。\n"
    assert periods(text)["12万株"] == period


def test_a_yearly_rate_beside_the_last_year_of_a_reviewed_term_is_of_the_term():
    text = (
        "2024年云溪县政府工作报告\n一、过去五年工作回顾\n过去五年，我们努力奋斗。生产总值2023年达到100亿元，年均增长8%。"
        "农民收入2018年为1000元，2023年提高到2000元，平均每年增长10%。\n"
    )
    found = periods(text)
    assert (found["8%"], found["10%"], found["100亿元"]) == ("2019/2023", "2019/2023", "2023")


def test_what_a_plan_counts_until_a_day_of_its_year_is_there_already():
    text = (
        "云溪县“十二五”产业规划\n一、发展目标\n推动家电下乡，确保销售稳定增长。截至2011年7月28日，销售家电61万台，销售额22亿元。"
        "到2011年8月底，销售家电70万台。\n"
    )
    found = {one.text: one.status for one in Document.from_text(text).ledger if one.kpi}
    assert found == {"61万台": "actual", "22亿元": "actual", "70万台": "target"}
