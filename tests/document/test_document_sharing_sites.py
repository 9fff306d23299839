"""Texts as sites of documents and scans give them: one line, wrapped lines, titles with an office above or a suffix behind."""

from __future__ import annotations

import pytest

from policysum.document import Document

PROSE = "全县新建泵站12座，完成投资3.5亿元，供水保障率达到98%。"


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        (
            f"云溪镇2024年工作总结各位代表：现在，我向大会报告工作，请予审议。一、2024年工作回顾2024年是不平凡的一年。{PROSE}",
            [("2024年工作回顾", "achievement")],
        ),
        (
            f"云溪镇2024年工作总结暨2025年工作计划 2024年是关键之年，我镇抓好供水。一、2024年工作总结（一）管网建设提速。{PROSE}",
            [("2024年工作总结", "achievement"), ("管网建设提速", "achievement")],
        ),
        (
            f"云溪镇2024年工作总结\n一年来，我们主要做了以下工作：一、抓好供水。{PROSE}二、抓好节水。{PROSE}",
            [("抓好供水", "achievement"), ("抓好节水", "achievement")],
        ),
    ],
)
def test_sections_of_a_text_on_one_line_are_found(text: str, sections: list[tuple[str, str]]) -> None:
    """Its first section says what it is of, or the second one counts on."""
    assert [(one.title, one.role) for one in Document.from_text(text).outline] == sections


@pytest.mark.parametrize(
    "text",
    [
        f"云溪县2024年供水工作总结\n供水分三类：一、二、三类水源都有保障。{PROSE}",
        f"云溪县2024年供水工作总结\n今年做到了统一。一、管得住的水才用得好。{PROSE}",
    ],
)
def test_a_lone_mark_that_says_nothing_opens_no_section(text: str) -> None:
    assert Document.from_text(text).outline == []


def test_a_heading_that_ran_into_a_year_ends_before_it() -> None:
    text = f"云溪县水务局材料\n一、2024年工作总结2024年，全县抓好供水。{PROSE}\n二、2025年工作安排\n{PROSE}\n"
    assert [one.title for one in Document.from_text(text).outline] == ["2024年工作总结", "2025年工作安排"]


def test_wrapped_prose_above_the_first_heading_is_of_the_body() -> None:
    """No line of it holds a stop, and none of them is a title."""
    wrapped = "近年来，各乡镇、各供水单位认真落实县委县政府部署，创\n造性推进管网改造，涌现出一批管理规范、运行可靠的水\n厂，为全县供水提供了保障。\n"
    text = f"{wrapped}一、建设情况\n{PROSE}\n"
    document = Document.from_text(text)
    assert document.metadata.title is None
    assert document.body.start == 0


def test_a_verse_of_two_lines_above_the_text_is_no_wrapped_prose() -> None:
    text = f"凝心聚力促供水发展，砥砺前行谱节水新篇\n——云溪县水务局2024年工作总结\n一、供水\n{PROSE}\n"
    assert Document.from_text(text).body.start == text.index("一、")


@pytest.mark.parametrize(
    ("text", "title", "issuer"),
    [
        (
            "云溪县水务局关于印发供水办法的通知.pdf\n各乡镇：\n现印发给你们。\n",
            "云溪县水务局关于印发供水办法的通知",
            "云溪县水务局",
        ),
        (
            "云溪县人民政府关于印发云溪县2025年供水计划的通知\n发布日期：2025-01-02 来源：县政府\n关于印发云溪县2025年供水计划的\n通知\n各乡镇：\n现印发给你们。\n",
            "云溪县人民政府关于印发云溪县2025年供水计划的通知",
            None,
        ),
        (
            "云溪县政府门户网站-关于供水规划的说明\n索引号：A-1\n关于供水规划的说明\n一、供水\n管网改造12公里，完成投资3亿元。\n",
            "关于供水规划的说明",
            None,
        ),
        (
            "云溪县人民代表大会常务委员会\n供水管理办法\n（2017年6月3日通过）\n第一章 总 则\n第一条 为了加强供水管理，制定本办法。\n",
            "云溪县人民代表大会常务委员会供水管理办法",
            "云溪县人民代表大会常务委员会",
        ),
        (
            "云溪县水务局2023年度信息公开工作\n年度报告\n一、主动公开情况\n主动公开信息5条。\n",
            "云溪县水务局2023年度信息公开工作年度报告",
            "云溪县水务局",
        ),
    ],
)
def test_a_title_keeps_its_office_and_loses_its_suffix(text: str, title: str, issuer: str | None) -> None:
    metadata = Document.from_text(text).metadata
    assert metadata.title == title
    assert issuer is None or metadata.issuer == issuer


def test_general_provisions_are_rules_and_stand_in_the_body() -> None:
    text = "云溪县供水管理办法\n第一章 总 则\n第一条 供水单位每季度检修管网1次。\n第二章 罚 则\n第二条 违者处500元罚款。\n"
    document = Document.from_text(text)
    assert document.quote(document.body).startswith("第一章")
    assert [section.role for section in document.outline if section.level == 1] == ["rule", "rule"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("2024年供水计划执行情况", "achievement"),
        ("2025年供水目标", "plan"),
        ("2025年重点项目进展安排", "plan"),
    ],
)
def test_a_review_under_the_title_of_a_plan_is_a_review(heading: str, role: str) -> None:
    """The paper that a notice hands on looks back first."""
    text = (
        "云溪县人民政府关于印发云溪县2025年供水计划的通知\n各乡镇：\n现将计划印发给你们，请认真组织实施。\n云溪县人民政府\n2025年1月2日\n"
        f"云溪县2025年供水计划\n一、{heading}\n{PROSE}\n二、保障措施\n加强组织领导，确保供水。\n"
    )
    found = {section.title: section.role for section in Document.from_text(text).outline}
    assert found[heading] == role
    assert found["保障措施"] == "plan"


def test_the_first_words_say_that_a_text_discloses() -> None:
    text = f"2024年，县水务局认真落实条例，现将我局2024年政府信息公开工作年度报告如下：\n一、概述\n{PROSE}\n"
    assert Document.from_text(text).kind == "disclosure"


@pytest.mark.parametrize(
    ("head", "title", "issuer", "day"),
    [
        (
            "云溪县人民政府办公室关于印发\n云溪县城乡供水一体化\n建设实施方案的通知\n各乡镇人民政府：",
            "云溪县人民政府办公室关于印发云溪县城乡供水一体化建设实施方案的通知",
            "云溪县人民政府办公室",
            None,
        ),
        (
            "云溪市2024年统计公报[1]\n云溪市统计局（2025年3月20日）\n一、综合",
            "云溪市2024年统计公报",
            "云溪市统计局",
            "2025-03-20",
        ),
        (
            "云溪市2024年统计公报①\n云溪市统计局  国家统计局云溪调查队\n2025年3月20日\n一、综合",
            "云溪市2024年统计公报",
            "云溪市统计局",
            "2025-03-20",
        ),
    ],
)
def test_titles_of_three_lines_and_offices_below_titles(
    head: str, title: str, issuer: str, day: str | None
) -> None:
    metadata = Document.from_text(f"{head}\n{PROSE}\n").metadata
    assert (metadata.title, metadata.issuer, metadata.publish_date) == (title, issuer, day)


def test_what_a_site_says_above_a_document_is_no_part_of_it() -> None:
    text = (
        "2025年云溪县水务局工作总结及工作安排【精选推荐】\n时间：2025-07-02 11:10:01 浏览次数：\n"
        "下面是小编为大家整理的2024年云溪县水务局工作总结及2025年工作安排【精选推荐】，供大家参考。\n"
        f"云溪县水务局2024年工作总结及2025年工作安排\n现将有关工作汇报如下：\n一、2024年工作\n{PROSE}\n"
    )
    document = Document.from_text(text)
    assert document.metadata.title == "云溪县水务局2024年工作总结及2025年工作安排"
    assert (document.metadata.period, document.metadata.plan_period) == ("2024", "2025")
    assert "小编" not in document.quote(document.body)


@pytest.mark.parametrize("word", ["智慧社区", "贫困山区", "安居小区"])
def test_a_word_that_ends_as_a_district_does_names_no_region(word: str) -> None:
    text = f"{word}是治理的基础，{word}建设要统筹推进。\n一、总体要求\n，{word}建设加快。{PROSE}\n"
    assert Document.from_text(text).metadata.region is None


def test_the_number_of_a_page_stands_in_no_sentence_that_goes_on_below_it() -> None:
    text = f"2024年云溪县供水总结\n一、建设情况\n{PROSE}全县共建成供水站6座，其中由各乡镇自建自管的农村供\n— 17 —\n水站4座，\n"
    ledger = Document.from_text(text).ledger
    page, station = [one for one in ledger if one.text in {"17", "4座"}]
    assert (page.kind, page.kpi, page.indicator) == ("ordinal", False, "")
    assert (page.start, page.end) == (text.index("17"), text.index("17") + 2)
    assert station.sentence.start < page.start
    assert "".join(station.indicator.split()).endswith("农村供水站")
