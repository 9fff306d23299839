"""Excerpts and accounts of reports: no title, no heading, plans that only a lead-in announces."""

from __future__ import annotations

import pytest

from policysum.document import Document

LONG = "完善管网，保障城乡供水，实施改造工程12项，覆盖用户5万人，落实管护责任，健全巡查制度。"


@pytest.mark.parametrize(
    ("lead", "role"),
    [
        ("为实现上述目标，我们重点做好以下九方面工作：", "plan"),
        ("下一步，要重点抓好以下工作：", "plan"),
        ("一年来，我们主要做了以下工作：", "achievement"),
    ],
)
def test_a_lead_in_says_the_role_of_the_units_below_it(lead: str, role: str) -> None:
    text = f"{lead}\n（一）聚力推进供水。{LONG}\n（二）聚力推进节水。{LONG}\n"
    document = Document.from_text(text)
    assert [section.role for section in document.outline] == [role, role]
    assert [(item.role, item.title) for item in document.items()] == [
        (role, "聚力推进供水"),
        (role, "聚力推进节水"),
    ]


def test_a_lead_in_that_only_opens_the_report_says_no_role() -> None:
    text = f"云溪县2024年工作总结\n现将有关工作汇报如下：\n一、供水完成情况\n（一）管网建设提速。{LONG}\n"
    assert {section.role for section in Document.from_text(text).outline} == {"achievement"}


def test_numbers_with_a_full_stop_behind_them_open_units() -> None:
    text = f"云溪县2025年实事方案\n1。建设供水点。{LONG}\n2。改造管网。{LONG}\n"
    assert [section.title for section in Document.from_text(text).outline] == ["建设供水点", "改造管网"]


def test_goals_of_a_year_are_a_plan_wherever_they_are_named() -> None:
    text = "会上，县长作了报告，回顾了2024年的工作。\n此外，会议还提出，2025年的主要预期目标是：供水产值增长7%，用户增长5%，收入增长6%。\n"
    document = Document.from_text(text)
    assert [(item.role, item.title) for item in document.items()] == [("plan", "2025年的主要预期目标")]
    assert (document.metadata.period, document.metadata.plan_period) == ("2024", "2025")
    assert {one.status for one in document.ledger if one.kpi} == {"target"}


def test_goals_that_were_reached_are_no_plan() -> None:
    text = f"云溪县2024年工作总结\n2024年的主要预期目标圆满完成，供水产值增长7%。{LONG}\n"
    assert {one.status for one in Document.from_text(text).ledger if one.kpi} == {"actual"}


def test_an_overview_of_figures_without_any_heading_is_an_item() -> None:
    text = (
        "云溪县2024年供水产值完成3.5亿元，增长5%；供水收入完成1.2亿元，增长6%；供水投资达到2亿元，增长8%。\n"
    )
    assert [item.role for item in Document.from_text(text).items()] == ["achievement"]


def test_the_paper_that_an_account_names_gives_it_its_title() -> None:
    text = (
        "3月18日\n云溪市人民政府网站发布\n《云溪市人民政府办公室关于印发2025年实事方案的通知》\n详细列出\n落实措施、具体项目、进度计划\n"
        f"一、供水方面\n（一）建设供水点。{LONG}\n"
    )
    metadata = Document.from_text(text).metadata
    assert metadata.title == "云溪市人民政府办公室关于印发2025年实事方案的通知"
    assert metadata.plan_period == "2025"


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        (f"会上，县长作了报告，总结了2024年的工作，2024年供水完成投资3亿元。\n{LONG}\n", True),
        (f"云溪县2024年供水工作总结\n2024年供水完成投资3亿元。\n{LONG}\n", False),
        (f"一、2024年供水工作总结\n2024年供水完成投资3亿元。\n{LONG}\n", False),
    ],
)
def test_a_year_that_only_the_prose_of_an_excerpt_names_is_warned_of(text: str, warned: bool) -> None:
    assert any(one.code == "year_unclear" for one in Document.from_text(text).warnings) is warned


@pytest.mark.parametrize(
    ("text", "periods", "ground"),
    [
        (f"2024年，我局主要工作如下：\n一、供水\n{LONG}\n", ("2024", None), "carried"),
        (
            f"云溪县水务局今年工作总结及明年工作打算\n发布日期：2024-12-05\n一、今年工作\n{LONG}\n二、明年打算\n{LONG}\n",
            ("2024", "2025"),
            "assumed",
        ),
        (
            f"云溪县水务局今年工作总结\n发布日期：2024-12-05\n一、今年工作\n{LONG}\n",
            ("2024", None),
            "assumed",
        ),
    ],
)
def test_the_first_line_and_next_year_date_a_text_without_a_year_in_its_title(
    text: str, periods: tuple[str, str | None], ground: str
) -> None:
    metadata = Document.from_text(text).metadata
    assert ((metadata.period, metadata.plan_period), metadata.period_ground) == (periods, ground)


def test_what_the_year_to_come_will_bring_is_a_plan_among_problems() -> None:
    text = (
        f"云溪县2024年政府信息公开工作年度报告\n一、总体情况\n{LONG}\n二、存在的主要问题及改进情况\n"
        "公开不够及时。2025年，将举办培训2次，完善公开制度。\n"
    )
    document = Document.from_text(text)
    assert [item.role for item in document.items()] == ["achievement", "problem", "plan"]
    assert [one.status for one in document.ledger if one.text == "2次"] == ["target"]


@pytest.mark.parametrize("comma", ["，", "、", "：", ""])
def test_a_comma_behind_its_mark_is_no_title_of_a_clause(comma: str) -> None:
    text = f"云溪县2024年工作总结\n一、工作\n一是{comma}抓好供水，新建泵站12座。\n二是{comma}抓好节水，改造管网5公里。\n"
    assert [item.title[:4] for item in Document.from_text(text).items()] == ["抓好供水", "抓好节水"]
