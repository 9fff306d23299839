"""Where a rule of the document ends: how long, how many, which comes next."""

from __future__ import annotations

import pytest

from policysum.document import Document
from policysum.document.reference_time import of_a_year

BODY = "\n\n各位代表：\n一、工作\n全县新建学校5所，比上年增长8%。全县投资3亿元，增长5%。\n"


@pytest.mark.parametrize("length", [30, 59, 60, 61, 62, 90])
@pytest.mark.parametrize("commas", range(5))
def test_a_long_line_is_no_title_where_it_has_the_clauses_of_prose(length, commas):
    words = "加强生态环境保护促进经济社会发展" * 8
    size = (length - 8 - commas) // (commas + 1)
    title = "云溪县关于" + "，".join(words[at * size : (at + 1) * size] for at in range(commas + 1))
    title += "县" * (length - 3 - len(title)) + "的通知"
    assert (len(title), title.count("，")) == (length, commas)
    found = Document.from_text(title + BODY).metadata.title
    assert (found == title) == (length <= 60 or commas < 3)


@pytest.mark.parametrize("lead", ["全县的供水工作情况如下：", "全县的供水工作有关情况如下："])
def test_a_line_that_leads_on_begins_the_body_from_twelve_characters_on(lead):
    text = f"青溪县水务局供水工作总结\n{lead}\n全年新建供水厂12座，铺设管网300公里，惠及群众6万人。\n"
    document = Document.from_text(text)
    assert text[document.body.start :].startswith(lead)


@pytest.mark.parametrize(
    ("follows", "opened"), [("二", ["县情", "物产"]), ("三", ["物产"]), ("一", ["物产"])]
)
def test_a_mark_within_a_line_opens_a_section_where_the_next_one_counts_on(follows, opened):
    text = f"云溪县概况\n\n云溪县位于江南。一、县情。全县有学校5所。\n{follows}、物产\n全县有茶园6亩。\n"
    assert [one.title for one in Document.from_text(text).outline] == opened


@pytest.mark.parametrize("times", range(4))
def test_prose_that_says_the_whole_year_more_than_once_is_of_one_year(times):
    body = "2019年、2021年、2023年建成水库3座。" + "全年蓄水量500万立方米。" * times
    assert of_a_year(body) == (times > 1)


@pytest.mark.parametrize(("at", "region"), [(59, "青溪县"), (60, None)])
def test_a_place_of_no_gazetteer_is_the_reports_where_it_stands_in_its_first_sixty_characters(at, region):
    opens = (
        "今年以来，各部门齐心协力推进供水工作，完成投资3.5亿元，新建水厂12座，惠及群众6万人，各项任务有序推进"
    )
    opens += "好" * (at - 1 - len(opens)) + "，"
    text = f"供水工作总结\n\n{opens}青溪县新建管网300公里，增长8%。青溪县还改造泵站9座，完成投资2亿元。\n"
    document = Document.from_text(text)
    assert text[document.body.start :].find("青溪县") == at
    assert document.metadata.region == region
