"""Prose that no heading says anything of: each paragraph is weighed, and asides end where the report goes on."""

from __future__ import annotations

import pytest

from policysum.document import Document

DONE = (
    "去年，全区建成农村公路58公里，新增供水用户3.2万户，完成投资4.6亿元，同比增长7.1%，群众满意率达到96.4%。"
)
AHEAD = "今年，我们将力争新建农村公路40公里，确保新增供水用户2万户，进一步完善管网，努力让群众用上放心水。"


def role_of(document: Document, phrase: str) -> str:
    place = document.source.index(phrase)
    return next(block.role for block in document.blocks if block.start <= place < block.end)


def test_each_paragraph_of_prose_without_headings_has_its_own_role() -> None:
    document = Document.from_text(f"青溪日报讯 记者李明报道。\n{DONE}\n{AHEAD}\n")
    assert (role_of(document, "建成农村公路"), role_of(document, "力争新建")) == ("achievement", "plan")


def test_a_paragraph_that_says_nothing_hides_no_role_behind_it() -> None:
    document = Document.from_text(f"会议由李明主持，王红到会并讲话，有关同志参加。\n{DONE}\n")
    assert role_of(document, "建成农村公路") == "achievement"


def test_what_stands_behind_a_list_belongs_to_none_of_its_parts() -> None:
    listed = "编制中遵循三条原则：一是立足实际，服务大局。二是适度超前，量力而行。三是项目为王，当好先行。"
    document = Document.from_text(f"{DONE}\n{listed}\n{AHEAD}\n")
    assert role_of(document, "力争新建") == "plan"


@pytest.mark.parametrize("said", ["预期目标是", "总体要求：", "总体思路是"])
def test_what_is_set_is_planned_wherever_the_sentence_says_it(said: str) -> None:
    document = Document.from_text(f"{DONE}\n李明还提出了2025年青溪县发展的主要{said}供水保障率98%以上。\n")
    assert role_of(document, said) == "plan"


@pytest.mark.parametrize("heading", ["2025年部门预算编制说明", "2025年工作计划"])
def test_terms_and_duties_end_at_a_heading_that_says_something(heading: str) -> None:
    text = (
        "云溪县水务局2025年部门预算\n为做好预算公开工作，现将有关事项说明如下，供社会各界查询。\n名词解释\n（一）基本支出：保障机构正常运转的支出，包括人员经费和公用经费两部分。\n"
        f"{heading}\n2025年收入预算312.5万元，其中财政拨款收入300万元，支出预算312.5万元，比上年增加12万元。\n"
    )
    document = Document.from_text(text)
    assert (role_of(document, "基本支出："), role_of(document, "收入预算312.5")) == ("other", "plan")


def test_a_budget_without_a_title_is_known_by_what_it_sets() -> None:
    text = (
        "2025年部门\n2025年，云溪县水务局收入预算312.5万元，其中财政拨款收入300万元。\n"
        "财政拨款支出主要内容如下：\n1. “农林水支出（类）水利（款）”25万元，主要用于水利工程。\n"
        "2. “教育支出（类）培训（款）”3万元，主要用于培训。\n二、实施周期\n第一季度审价、审计。\n"
    )
    document = Document.from_text(text)
    assert document.kind == "budget"
    assert {mention.status for mention in document.ledger if mention.kpi} == {"target"}


def test_a_line_in_brackets_below_a_title_opens_no_section() -> None:
    text = f"云溪县节水办法\n（试行稿）\n为了节约用水，保护水资源，根据有关法律法规，结合本县实际，制定本办法。\n一、总则\n{AHEAD}\n"
    assert [section.title for section in Document.from_text(text).outline] == ["总则"]


def test_what_stands_before_the_first_plan_of_a_report_does_not_plan() -> None:
    party = (
        "加强党的领导，推进从严治党，强化责任落实，深化作风建设，健全工作机制，提升服务水平，筑牢思想防线。"
    )
    text = f"水务局工作情况\n一、2024年工作完成情况\n{DONE}\n二、党的建设\n{party}\n三、2025年工作计划\n{AHEAD}\n"
    document = Document.from_text(text)
    assert [section.role for section in document.outline if section.level == 1] == [
        "achievement",
        "achievement",
        "plan",
    ]


def test_news_that_mentions_budgets_sets_none() -> None:
    text = (
        "一季度水务局采购水泵省下30万元\n"
        "水务局一季度采购水泵210万元，同比增长6.5%，坚持采购计划与部门预算同步编制，节约率为12.5%。\n"
        "从种类看，采购抽水泵120万元，采购排水泵90万元。\n"
    )
    document = Document.from_text(text)
    assert document.kind == "other"
    assert {mention.status for mention in document.ledger if mention.kpi} == {"actual"}


def test_accounts_without_a_title_are_known_by_their_headings() -> None:
    text = (
        "六、水费支出决算情况说明\n水费支出决算为12.5万元，比上年度减少3万元。\n"
        "七、其他重要事项的情况说明\n（一）机关运行经费支出情况\n机关运行经费支出35.2万元，比上年度减少3万元。\n"
        "（二）政府采购支出情况\n政府采购金额为86万元，其中：货物采购金额53万元、服务采购金额33万元。\n"
    )
    document = Document.from_text(text)
    assert document.kind == "final_accounts"
    assert {mention.status for mention in document.ledger if mention.kpi} == {"actual"}
