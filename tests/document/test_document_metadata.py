import pytest

from policysum.document import Document
from policysum.document.prose_time import ReferenceTime, of_prose_that_plans
from policysum.document.reference_time import read_reference_time

BODY = "\n\n一、工作情况\n云溪市新增高新技术企业35家，完成投资12亿元，云溪市经济平稳增长。\n"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (
            (
                "索 引 号:/2021-00749 发布日期:2021-11-09\n发布机构: 云溪市科学技术局 责任部门: 云溪市科技局\n"
                "云溪市科学技术局2021年上半年科技创新工作总结暨下半年工作计划的报告"
            ),
            {
                "title": "云溪市科学技术局2021年上半年科技创新工作总结暨下半年工作计划的报告",
                "issuer": "云溪市科学技术局",
                "region": "云溪市",
                "publish_date": "2021-11-09",
                "period": "2021H1",
                "plan_period": "2021H2",
                "index_number": "/2021-00749",
            },
        ),
        (
            (
                "云溪市科技局2021年工作总结及2022年工作计划\n索引号 64000-1/2021-5 文号 生成日期 2021-12-30 16:02:33\n"
                "公开方式 主动公开 所属机构 云溪市科学技术局 责任部门 办公室"
            ),
            {
                "issuer": "云溪市科学技术局",
                "publish_date": "2021-12-30",
                "period": "2021",
                "plan_period": "2022",
                "index_number": "64000-1/2021-5",
            },
        ),
        (
            "索引号: B07/2021-565 组配分类: 计划总结\n发布机构: 市科技局 发文日期: 2021-12-24\n市科技局2020年工作总结及2021年工作思路",
            {"issuer": "市科技局", "region": "云溪市", "period": "2020", "plan_period": "2021"},
        ),
        (
            "2023年云溪省政府工作报告\n——2023年1月15日在云溪省第十四届人民代表大会第一次会议上\n来源：云溪日报\n时间：2023-01-20\n省长 王某",
            {
                "title": "2023年云溪省政府工作报告",
                "issuer": "云溪省人民政府",
                "region": "云溪省",
                "publish_date": "2023-01-20",
                "period": "2022",
                "plan_period": "2023",
            },
        ),
        (
            "政 府 工 作 报 告\n\n--2014年2月5日在云溪区第十四届人民代表大会第四次会议上\n\n云溪区人民政府区长　　王某",
            {
                "title": "政府工作报告",
                "issuer": "云溪区人民政府",
                "region": "云溪区",
                "publish_date": "2014-02-05",
                "period": "2013",
                "plan_period": "2014",
                "index_number": None,
            },
        ),
        (
            "云溪县教育局关于县政协十届一次会议第12号提案的答复 | |||\n| ||",
            {
                "title": "云溪县教育局关于县政协十届一次会议第12号提案的答复",
                "issuer": "云溪县教育局",
                "region": "云溪县",
                "publish_date": None,
            },
        ),
    ],
)
def test_the_fields_of_a_page_its_title_and_its_subtitle_are_read(head, wanted):
    metadata = Document.from_text(head + BODY).metadata
    assert {name: getattr(metadata, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("title", "periods"),
    [
        ("云溪市2021年工作总结", ("2021", None)),
        ("云溪市2021年度工作总结及2022年工作要点", ("2021", "2022")),
        ("云溪市2021年上半年工作总结及下半年工作打算", ("2021H1", "2021H2")),
        ("云溪市2021年前三季度工作总结", ("2021Q1/2021Q3", None)),
        ("云溪市2021年第一季度工作情况汇报", ("2021Q1", None)),
        ("云溪市2018-2020年工作总结", ("2018/2020", None)),
        ("云溪市二〇二一年工作总结", ("2021", None)),
        ("云溪市2022年工作计划", (None, "2022")),
    ],
)
def test_a_title_says_which_period_it_reports_and_which_it_plans(title, periods):
    assert read_reference_time(title, "", "", "")[:2] == periods


@pytest.mark.parametrize(
    ("body", "periods"),
    [
        ("一、2021年工作总结\n完成。\n二、2022年工作思路\n力争。", ("2021", "2022")),
        ("今年以来，云溪市加快转化。2023年认定企业5家。2024年认定企业8家，2024年争取资金。", ("2024", None)),
        (
            "近三年，我市排名上升。2020年新增5家，2021年新增8家。2021年获奖。下一步，今年新增10家。",
            ("2019/2021", "2022"),
        ),
        ("没有年份的总结。", (None, None)),
    ],
)
def test_without_a_year_in_the_title_the_prose_says_the_period(body, periods):
    assert read_reference_time("", body, "", "")[:2] == periods


def test_metadata_fields_point_to_where_they_are_printed():
    text = "索引号: X/2021-5 发布日期: 2021-12-24\n云溪市科技局2021年工作总结" + BODY
    document = Document.from_text(text)
    spans = document.metadata.spans
    assert document.quote(spans["title"]) == "云溪市科技局2021年工作总结"
    assert document.quote(spans["publish_date"]) == "2021-12-24"
    assert document.quote(spans["index_number"]) == "X/2021-5"


def test_a_title_set_in_two_lines_is_one_and_a_signature_dates_the_report():
    text = f"云溪市教育局\n2021年工作总结和2022年工作计划\n{BODY}\n云溪市教育局\n2022年1月5日\n"
    document = Document.from_text(text)
    assert document.metadata.title == "云溪市教育局2021年工作总结和2022年工作计划"
    assert (document.metadata.issuer, document.metadata.publish_date) == ("云溪市教育局", "2022-01-05")
    assert (document.metadata.period, document.metadata.plan_period) == ("2021", "2022")
    assert document.quote(document.body).endswith("平稳增长。")


def test_a_summary_with_plans_ahead_plans_for_the_next_period():
    for title, plan in (
        ("云溪县教育局2021年工作总结", "2022"),
        ("云溪县教育局2021年上半年工作总结", "2021H2"),
    ):
        document = Document.from_text(f"{title}{BODY}三、下一步打算\n新增学位1200个，新建学校3所。\n")
        assert document.metadata.plan_period == plan


def test_the_heading_of_a_plan_tells_its_year_where_nothing_else_does():
    text = (
        "今年主要预期目标是：生产总值增长8%左右。\n三、2024年主要工作安排\n（一）建成高标准农田0.15万亩。\n"
    )
    found = Document("excerpt", text).metadata
    assert (found.period, found.plan_period) == (None, "2024")


@pytest.mark.parametrize(
    ("given", "heading", "periods"),
    [
        ("2021年12月26日", "一、过去五年工作回顾", ("2017/2021", "2022")),
        ("2021年1月26日", "一、过去五年工作回顾", ("2016/2020", "2021")),
        ("2021年11月8日", "一、2020年工作回顾", ("2020", "2021")),
        ("2021年9月26日", "一、本届政府工作回顾\n做了不少。\n二、2022年重点工作", ("2017/2021", "2022")),
    ],
)
def test_a_congress_at_the_end_of_a_year_reports_that_year(given, heading, periods):
    text = f"云溪县政府工作报告\n——{given}在云溪县第十八届人民代表大会第一次会议上\n\n各位代表：\n{heading}\n{BODY}"
    found = Document.from_text(text).metadata
    assert (found.period, found.plan_period) == periods


@pytest.mark.parametrize(
    ("text", "periods", "ground"),
    [
        (
            (
                "各位代表：\n现在，我代表县人民政府，向大会报告工作。\n一、过去五年工作回顾\n五年来成绩显著。\n"
                "二、2018年经济社会发展总体要求和政策取向\n今年是关键一年。\n"
            ),
            ("2013/2017", "2018"),
            "carried",
        ),
        ("2024年主要工作\n全县新建学校5所，比上年增长8%。\n", ("2024", None), "stated"),
        ("2024年重点工作\n力争新建学校5所，确保完成投资3亿元，力争增长8%。\n", (None, "2024"), "inferred"),
        (
            "云溪县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要\n\n第一章　发展环境\n“十三五”时期，全县新建学校50所。\n",
            ("2016/2020", "2021/2025"),
            "stated",
        ),
        ("云溪县“十三五”教育发展规划\n\n第一章　总则\n新建学校50所。\n", (None, "2016/2020"), "stated"),
        ("云溪县第十个五年计划纲要\n\n第一章　总则\n新建学校50所。\n", (None, "2001/2005"), "stated"),
        ("云溪县教育局2018年部门预算\n\n一、收入\n收入3亿元。\n", ("2018", "2018"), "stated"),
        ("本县新建学校5所。\n", (None, None), None),
        ("2019年，全县新建学校5所。2019年完成投资。\n", ("2019", None), "inferred"),
        # A line that was broken for its length is no heading.
        (
            "新建学校5所，全县至\n2024年任务\n已经完成，2023年建成学校3所，2023年投资3亿元。\n",
            ("2023", None),
            "inferred",
        ),
    ],
)
def test_what_says_when_a_report_is_of_is_weighed_and_kept(text, periods, ground):
    found = Document("excerpt", text).metadata
    assert (found.period, found.plan_period) == periods
    assert found.period_ground == ground


def test_a_site_that_moved_does_not_date_the_report():
    """The stamp of a move is years later than the day under the text; the day of an ordinary page is not."""
    text = "发布日期：{}\n云溪县教育局工作总结" + BODY + "\n云溪县教育局\n2014年1月20日\n"
    assert Document.from_text(text.format("2020-06-30")).metadata.publish_date == "2014-01-20"
    assert Document.from_text(text.format("2014-02-03")).metadata.publish_date == "2014-02-03"


def test_a_work_report_on_a_site_that_moved_is_of_the_years_its_prose_speaks_of():
    text = (
        "发布日期：2020-06-30\n政府工作报告\n\n各位代表：\n一、过去一年的工作\n2013年新建学校5所，2013年投资3亿元。\n"
        "二、今年的任务\n新建学校6所。\n"
    )
    found = Document.from_text(text).metadata
    assert (found.period, found.plan_period, found.period_ground) == ("2013", "2014", "inferred")


def test_a_day_that_no_calendar_has_dates_nothing():
    assert (
        Document.from_text("发布日期：2021-02-30\n云溪县教育局工作总结" + BODY).metadata.publish_date is None
    )


COMMITTEE = "县政府关于水务发展情况的报告\n2022年10月28日在县第十三届人民代表大会常务委员会第七次会议上\n县水务局局长　王某\n县人大常委会：\n"


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("供水能力由2012年的15万吨增加到2021年的54万吨，管网从2012年的3公里增长到8公里。", "2021"),
        ("截至2022年7月，2012年建成的水厂改造2座，2012年以来投资3亿元。", "2022"),
        (
            "2012年建成水厂2座，2012年以来投资3亿元，2019年改造1座。",
            "2012",
        ),  # nothing near the day it was given
    ],
)
def test_a_report_that_prints_its_day_is_of_the_latest_year_it_tells_as_past(body, period):
    assert Document.from_text(f"{COMMITTEE}一、发展成效\n{body}\n").metadata.period == period


def test_a_year_that_is_only_set_out_from_dates_nothing():
    text = "水务工作情况\n一、主要成效\n供水能力由2010年的15万吨提高到54万吨，比2010年增加39万吨。\n"
    assert Document.from_text(text).metadata.period is None


PAPER = "{}\n发布日期：{}\n一、综合\n{}全年新建学校5所，完成投资3.5亿元，比上年增长5.3%。\n"


@pytest.mark.parametrize(
    ("title", "published", "said", "period"),
    [
        ("统计公报", "2026-03-31", "", "2025"),
        ("云溪县教育局部门决算", "2026-07-20", "2024年末在册42人。", "2025"),
        ("云溪县教育局工作总结", "2026-01-12", "2026年1月建成2所。", "2025"),
        ("云溪县教育局信息公开工作年度报告", "2026-01-12", "", "2025"),
        ("云溪县教育局部门决算", "2026-11-20", "", "2026"),
        ("云溪县教育局工作总结", "2026-07-12", "上半年新建1所。", "2026"),
        ("云溪县教育局工作总结", "2026-03-12", "2017年新建3所，2017年完成1所。", "2017"),
        ("云溪县教育情况", "2026-03-12", "", "2026"),
    ],
)
def test_what_reports_on_a_year_that_is_over_is_of_the_year_before_it_was_published(
    title, published, said, period
):
    found = Document.from_text(PAPER.format(title, published, said)).metadata
    assert found.period == period
    assert found.period_ground in {"inferred", "assumed"}


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("2025年云溪市\n统计公报[1]", "2025年云溪市统计公报"),
        ("云溪市2025年度\n信访工作总结①", "云溪市2025年度信访工作总结"),
        ("二〇二五年云溪市\n统计公报", "二〇二五年云溪市统计公报"),
        ("2025年\n云溪市统计公报", "2025年云溪市统计公报"),
        ("2024年云溪市\n2025年统计公报", "2025年统计公报"),
    ],
)
def test_the_year_above_a_title_without_one_is_a_part_of_it(lines, title):
    found = Document.from_text(PAPER.format(lines, "2026-03-31", "")).metadata
    assert (found.title, found.period, found.period_ground) == (title, "2025", "stated")


def times(text):
    found = Document.from_text(text).metadata
    return found.period, found.plan_period


def test_a_plan_without_a_title_is_of_the_term_that_its_first_words_name():
    ours = "现将《青山县供水“十四五”规划》印发给你们。\n一、总体要求\n供水更加安全。\n二、主要任务\n新建水厂3座。\n三、保障措施\n加强领导。\n"
    assert times(ours) == (None, "2021/2025")
    assert times(f"{ours}“十三五”时期，全县治水。\n") == ("2016/2020", "2021/2025")
    cited = ours.replace("现将《青山县供水“十四五”规划》印发给你们", "为落实“十四五”规划，制定本方案")
    assert times(cited) == (None, None)


def test_a_text_without_a_title_that_begins_with_the_aim_of_a_year_plans_for_it():
    assert times("2026年供水工作的总体思路是：保障供水。\n一、管网\n改造管网12公里。\n") == (None, "2026")
    assert times("2026年供水工作取得成效。\n一、管网\n改造管网12公里。\n") == ("2026", None)


def test_the_year_in_which_something_began_is_none_of_a_report():
    assert times("青山水厂于2001年5月启动运营，有水池12座。水厂要改造管网。\n") == (None, None)
    assert times("青山水厂建于2001年，有水池12座。水厂2012年改造管网，2012年投产。\n") == ("2012", None)


def test_the_main_work_of_the_year_of_a_report_is_still_to_come():
    text = "2026年青山县政府工作报告\n\n过去五年，全县治水。\n2026年主要工作\n新建水厂3座。\n"
    assert times(text) == ("2025", "2026")
    assert times(text.replace("2026年主要工作", "2026年工作回顾")) == ("2026", "2027")


def test_a_heading_of_two_years_looks_back_on_the_first():
    text = "各位代表：\n我代表县政府报告工作。\n一、2024年工作回顾和2025年工作的总体要求\n过去一年，新建水厂3座。\n"
    assert times(text) == ("2024", "2025")


def test_headings_say_more_than_the_year_that_a_site_gave_a_report():
    text = "一、2021年工作回顾\n新建水厂3座。\n二、2022年工作安排\n新建水厂5座。\n"
    assert times(f"青山县2024年政府工作报告\n\n{text}") == ("2021", "2022")
    assert times(f"青山县2022年政府工作报告\n\n{text}") == ("2021", "2022")


def test_a_report_named_by_the_year_it_was_given_in_is_of_the_one_it_reviews():
    text = "青山县2024年工作报告\n\n各位同事：以下是2023年工作回顾：\n新建水厂3座。\n"
    assert times(text) == ("2023", "2024")
    assert times(text.replace("2023年工作回顾", "工作回顾"))[0] == "2024"


@pytest.mark.parametrize("behind", ["届人大三次会议第28号建议", "次全体会议第28号提案"])
def test_a_fifteenth_congress_is_no_five_year_plan(behind):
    text = f"关于市十五{behind}的答复\n计划到2027年新建学校2所。\n"
    assert Document.from_text(text).metadata.plan_period == "2027"


CHAPTER = """计划要求，1985年发电量达到5亿度，比1980年增加1亿度。
增产节约的主要措施是：
（1）抓紧进行设备改造，提高检修质量。
（2）加快水电建设，加强用电管理。
“六五”期间，水电建设重点是继续开发上游。安排一批投资省的电站。结转到“七五”期间的电站，要抓紧施工。“七五”期间再建一批。
计划安排，五年电站建设总规模30万千瓦。要进一步搞好调度，努力降低煤耗，严格控制水位。
"""


def test_a_chapter_of_a_plan_is_of_the_five_years_that_its_latest_year_ends():
    document = Document.from_text(CHAPTER)
    assert (document.metadata.period, document.metadata.plan_period) == (None, "1981/1985")
    assert next(one for one in document.ledger if one.text == "30万千瓦").period == "1981/1985"


def test_half_a_year_is_not_the_only_year_that_a_plan_names():
    time = ReferenceTime("2024H1", None, "inferred")
    assert of_prose_that_plans(time, "确定2024年为攻坚年。") == ReferenceTime(None, None, None)
    assert of_prose_that_plans(time._replace(period="2024"), "确定2024年为攻坚年。").plan == "2024"
