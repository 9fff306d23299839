"""What heads a report and its parts, whose it is, and which of its paragraphs are items."""

from __future__ import annotations

import pytest

from policysum.document import Document

BODY = "\n\n一、总体情况\n新建学校5所，完成投资12亿元。\n"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青溪县2023年生态环境状况公报", "bulletin"),
        ("青溪县第七次全国人口普查公报", "bulletin"),
        ("中共青溪县委十四届三次全会公报", "other"),
    ],
)
def test_a_public_account_of_figures_is_a_bulletin_and_one_of_a_meeting_is_none(title, kind):
    assert Document.from_text(title + BODY).kind == kind


def test_a_grave_situation_leads_on_to_problems_behind_a_stop_as_wide_as_a_letter():
    text = (
        "青溪县2023年水质状况公报\n\n一、综述\n全县断面达标率达到92%,治理有成效.但水质面临的形势依然严峻."
        "一是支流水质反复,二是污水管网不足.\n"
    )
    found = Document.from_text(text).items()
    assert [(one.role, one.title) for one in found][-2:] == [
        ("problem", "支流水质反复"),
        ("problem", "污水管网不足."),
    ]


def test_prose_that_leads_on_to_a_list_of_problems_is_heard_where_nothing_says_that_its_section_plans():
    text = (
        "青溪县召开水务工作会议\n\n“三年三步”抓节水\n今年要新建泵站6座，要改造管网30公里，要加快推进水源工程，确保年底前全部完成。\n"
        "他还指出了目前水务工作存在的问题和困难：一是水源不足，二是管网老化。\n"
    )
    assert [one.role for one in Document.from_text(text).items()][-2:] == ["problem", "problem"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [("现行补贴政策", "rule"), ("目前执行的收费标准", "rule"), ("落实补贴政策情况", "achievement")],
)
def test_a_heading_of_what_is_in_force_is_of_rules(heading, role):
    text = (
        f"青溪县水务局关于第12号建议的答复\n\n李明代表：\n现答复如下：\n一、工作开展情况\n新建水厂2座。\n二、{heading}\n"
        "每户补助800元。\n三、存在的困难\n水源不足。\n四、下一步打算\n新建泵站3座。\n"
    )
    assert [one.role for one in Document.from_text(text).outline] == ["achievement", role, "problem", "plan"]


def test_a_short_paragraph_with_figures_has_a_title_as_the_longer_ones_beside_it_have():
    text = (
        "青溪县水务局2024年工作总结\n\n一、工作完成情况\n"
        "水源建设有力推进。新建水库2座，新增库容120万立方米，受益群众1.2万人。\n"
        "用水总量连续5年下降。改造管网36公里，漏损率下降3个百分点，惠及23个村庄。\n"
        "服务水平明显提升。受理报修320件，满意率98%。\n"
    )
    assert [one.title for one in Document.from_text(text).items()] == [
        "水源建设有力推进",
        "用水总量连续5年下降",
        "服务水平明显提升",
    ]


def test_news_and_profiles_without_headings_have_no_items_and_a_report_has():
    told = "青溪镇位于县城东部，有学校5所。\n全镇有茶园6000亩，年产茶叶320吨。\n"
    assert not Document.from_text(told).items()
    assert Document.from_text(f"关于供水的情况\n\n全年新建泵站5座，完成投资1200万元。\n{told}").items()


@pytest.mark.parametrize(
    ("text", "title", "issuer"),
    [
        (
            "青溪县财政局 青溪县教育局关于印发《学前教育资金管理办法》的通知",
            "青溪县财政局 青溪县教育局关于印发《学前教育资金管理办法》的通知",
            "青溪县财政局 青溪县教育局",
        ),
        (
            "青溪县财政局\n青溪县教育局\n关于做好学前教育工作的通知",
            "青溪县财政局 青溪县教育局关于做好学前教育工作的通知",
            "青溪县财政局 青溪县教育局",
        ),
        (
            "中共青溪县委\n青溪县人民政府\n关于推进乡村振兴的意见",
            "中共青溪县委 青溪县人民政府关于推进乡村振兴的意见",
            "中共青溪县委 青溪县人民政府",
        ),
        (
            "青溪县人民政府\n青溪县教育局\n关于做好学前教育工作的通知",
            "青溪县教育局关于做好学前教育工作的通知",
            "青溪县教育局",
        ),
        (
            "青溪县人民政府办公室文件\n青政办发〔2024〕12号\n\n青溪县人民政府办公室\n关于印发青溪县数字乡村建设\n三年行动方案的通知",
            "青溪县人民政府办公室关于印发青溪县数字乡村建设三年行动方案的通知",
            "青溪县人民政府办公室",
        ),
    ],
)
def test_two_offices_that_put_a_paper_out_are_both_its_issuers(text, title, issuer):
    metadata = Document.from_text(text + BODY).metadata
    assert (metadata.title, metadata.issuer, metadata.region) == (title, issuer, "青溪县")


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("青溪县国民经济和社会发展第十五个五年规划纲要", "青溪县"),
        ("青溪县“十五五”规划纲要", "青溪县"),
        ("沿海城市群发展规划", None),
        ("产粮大县奖励办法", None),
        ("枣庄市薛城区2024年工作总结", "薛城区"),
    ],
)
def test_a_title_names_its_place_and_words_that_end_as_a_name_does_are_none(title, region):
    assert Document.from_text(title + BODY).metadata.region == region


def test_a_title_begins_with_a_place_that_an_office_below_it_is_of():
    title, body = "石泉县综合交通发展评估报告", "\n\n一、进展\n新建公路12公里。\n"
    below = Document.from_text(f"{title}\n石泉湾县交通运输局　2023年9月{body}").metadata
    assert (below.issuer, below.title) == ("石泉湾县交通运输局", title)
    unknown = title.replace("石泉县", "溪口县")
    assert Document.from_text(f"{unknown}\n溪口县交通运输局　2023年9月{body}").metadata.region == "溪口县"
    assert Document.from_text(f"{unknown}\n{body}").metadata.region is None


def test_papers_that_a_text_cites_do_not_say_whose_it_is():
    cited = "《吉林省人民政府关于供水的意见》"
    text = f"关于供水的十条措施\n\n为落实{cited}、{cited}精神，提出如下措施：\n新建泵站5座。\n"
    assert Document.from_text(text).metadata.region is None


@pytest.mark.parametrize("around", ["(云溪省){}", "{}（全文）", "Page 8 - {}"])
def test_what_a_library_sets_around_a_title_is_no_part_of_it(around):
    title = "2024年青溪县人民政府工作报告"
    assert Document.from_text(around.format(title) + BODY).metadata.title == title


def test_an_entry_of_a_menu_is_no_title():
    text = "- 政策解读\n- 发展报告\n- 项目中心\n\n全县新建学校5所，完成投资12亿元，受益群众1.2万人。\n"
    assert Document.from_text(text).metadata.title is None


def test_a_speaker_whose_office_names_no_place_speaks_for_that_of_the_report():
    text = (
        "——2024年5月12日在青溪县第十七届人民代表大会第三次会议上\n县财政局局长  李明\n各位代表：\n"
        "一、2023年预算执行情况\n收入6.2亿元。\n"
    )
    assert Document.from_text(text).metadata.issuer == "青溪县财政局"
