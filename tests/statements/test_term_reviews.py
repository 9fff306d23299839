"""What a review of five years gives: sums are of the term, levels of its last year, beginnings of the year before it."""

import pytest

from policysum.document import Document

HEAD = "云溪县2026年政府工作报告\n\n一、“十四五”时期发展成就和2025年工作回顾\n\n"


def period_of(text, number, head=HEAD):
    (mention,) = [one for one in Document.from_text(head + text).ledger if one.quantity.text == number]
    return mention.period


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # a deed that no list of verbs knows, a bare subject, an amount named by nothing else
        ("——这五年民生持续改善。安装路灯1200盏。", "1200盏", "2021/2025"),
        ("——这五年民生持续改善。3.2万户居民告别旱厕。", "3.2万户", "2021/2025"),
        ("——这五年民生持续改善。累计拥有学徒3万名。", "3万名", "2021/2025"),
        ("——这五年民生持续改善。年均供水量保持在3亿吨。", "3亿吨", "2021/2025"),
        ("——这五年经济稳步增长。税收增加8亿元。", "8亿元", "2021/2025"),
        ("——这五年经济稳步增长。旅游收入年均增长9%。", "9%", "2021/2025"),
        ("“十四五”期间，供水以年均5%的增速支撑了发展。", "5%", "2021/2025"),
        ("五年累计修渠50公里，受益3万户；累计拥有学徒8万名。", "8万名", "2021/2025"),
        # what was reached, or is given year by year, or is counted on a day
        ("——这五年经济稳步增长。企业达到300家。", "300家", "2025"),
        ("——这五年经济稳步增长。工业增加值90亿元。", "90亿元", "2025"),
        ("——这五年经济稳步增长。拥有泵站40座。", "40座", "as_of:2025-12"),
        # held against a year that is printed
        ("——这五年经济稳步增长。单位能耗比2020年下降14%。", "14%", "2025"),
        ("——这五年经济稳步增长。外贸是2020年的3倍。", "3倍", "2025"),
        # a sum of other years is a measure, and dates nothing behind it
        (
            "——这五年经济稳步增长。新修渠道50公里，是2001年到2015年总和的2倍；新打机井70眼。",
            "70眼",
            "2021/2025",
        ),
        # the year's own review ends it
        ("——这五年经济稳步增长。\n\n2025年，我们聚焦主业。\n\n安装路灯1200盏。", "1200盏", "2025"),
    ],
)
def test_a_number_of_the_review_of_a_term_has_its_time(text, number, expected):
    assert period_of(text, number) == expected


def test_a_dated_sentence_ends_no_review_whose_heading_names_only_the_term():
    head = "云溪县2026年政府工作报告\n\n一、过去五年工作回顾\n\n"
    assert (
        period_of(
            "——经济跨上新台阶。2025年，产值达到90亿元。\n\n——城乡面貌一新。安装路灯1200盏。", "1200盏", head
        )
        == "2021/2025"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("五年全县新修水渠70公里。", "2021/2025"),
        ("五年规划水渠70公里。", "2025"),
        ("五年期贷款投放70公里。", "2025"),
    ],
)
def test_five_years_open_a_clause_unless_they_name_something(text, expected):
    assert period_of(text, "70公里", "云溪县2025年工作总结\n\n") == expected


def test_a_change_sets_out_from_the_year_that_the_last_one_did():
    text = "——经济稳步增长。人均收入从2020年的3万元提高到4万元。\n\n——创新加快。企业从40家增加到90家。"
    head = "2026年云溪县政府工作报告\n\n"
    assert period_of(text, "40家", head) == "2020"
    assert period_of("——创新加快。企业从40家增加到90家。", "40家", head) is None


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("2025年产值9亿元，比2020年增加3亿元，年均增长8%。", "8%", "2021/2025"),
        ("产值从2020年的6亿元增加到2025年的9亿元，年均增长8%。", "8%", "2021/2025"),
        ("2025年产值9亿元，2020年以来年均增长8%。", "8%", "2020/2025"),
    ],
)
def test_a_yearly_rate_is_of_the_years_behind_the_one_it_is_held_against(text, number, expected):
    assert period_of(text, number, "云溪县2025年工作总结\n\n") == expected


def test_last_year_is_the_one_reported_on_where_the_report_prints_a_later_day():
    text = "据统计，2024年共供水300万吨。\n去年，企业供水200万吨，比重由上年的60%升至67%。"
    dated = "2024年云溪县供水分析\n发布时间：2025-03-09\n\n"
    assert period_of(text, "200万吨", dated) == "2024"
    assert period_of(text, "60%", dated) == "2023"
    assert period_of(text, "200万吨", "2024年云溪县供水分析\n\n") == "2023"


def test_years_to_come_begin_with_the_first_one_planned_for():
    head = "云溪县“十五五”供水规划\n\n二、发展目标\n\n"
    assert period_of("未来三年投资7亿元。", "7亿元", head) == "2026/2028"
    assert period_of("今后10年投资7亿元。", "7亿元", head) == "2026/2035"


def test_now_is_no_year_that_is_only_guessed():
    text = "一、基本情况\n\n石桥镇位于云溪县东部，2018年建成果园3处，2020年建成大棚5座。现有耕地700亩。"
    assert period_of(text, "700亩", "") is None


def test_now_is_no_year_of_a_plan_for_several():
    head = "云溪县“十五五”供水规划\n\n二、发展目标\n\n"
    assert period_of("到2030年，普及率由现在的81%提高到95%。", "81%", head) is None
    assert period_of("到2030年，普及率由现在的81%提高到95%。", "95%", head) == "2030"


def test_the_part_of_a_report_that_only_looks_ahead_is_of_the_only_year_it_names():
    plan = "政府工作报告\n\n（三）建管并重推动城市发展\n\n确定2024年为城市建设年。坚持科学规划，加快推进道路建设，抓好管网改造。"
    plan += "力争年内完成供水工程。投资300万元实施饮水工程，建设泵站6座。全面落实低保政策，扩大覆盖面，提高保障水平。"
    plan += "大力推进企业改革，积极稳妥推进产权改革，完善考核机制，强化监督管理，营造良好环境，确保任务完成。"
    plan += "加强干部培训，优化服务流程，健全长效机制，深化便民改革，推进数据共享，抓好信访工作，落实安全责任，加大宣传力度。"
    plan += "加快园区建设，培育龙头企业，扩大有效投资，推动商贸流通，完善物流网络，拓展外部市场，提升品牌形象，壮大集体经济。"
    assert period_of(plan, "6座", "") == "2024"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("90亿元", "2020"),
        ("81%", "2020"),
        ("3倍", "2020"),
        ("1200盏", "2016/2020"),
        ("40座", "as_of:2020-12"),
    ],
)
def test_what_was_reached_in_a_report_on_five_years_is_of_the_last(number, expected):
    head = "关于云溪县国民经济和社会发展第十四个五年规划纲要的报告\n\n一、“十三五”时期经济社会发展取得显著成就\n\n"
    text = "（一）经济平稳发展。产值达到90亿元，是2015年的3倍，普及率由70%提高到81%。安装路灯1200盏，拥有泵站40座。"
    assert period_of(text, number, head) == expected
