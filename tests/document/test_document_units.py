"""What opens a unit, and where it ends."""

import pytest

from policysum.document import Document

MATTER = "全县组织开展了多次活动，共签约项目41个，其中亿元以上的12个，到位资金35.9亿元，同比增长8.1%。"


def units(text):
    document = Document.from_text(text)
    return [(item.title, document.source[item.start : item.end]) for item in document.items()]


def titles(text):
    return [title for title, _ in units(text)]


def test_an_ordinal_on_a_line_without_a_stop_heads_the_paragraphs_below_it():
    heads = ("第一，供水能力进一步提高，管网更加完善", "第二，节水工作取得进展，用水效率提高")
    text = f"云溪县2021年政府工作报告\n一、2020年工作回顾\n{heads[0]}\n{MATTER}\n其中{MATTER}\n{heads[1]}\n{MATTER}\n"
    assert [said.count(MATTER) for _, said in units(text)] == [2, 1]
    assert titles(text) == [head.partition("，")[2] for head in heads]


def test_titled_paragraphs_below_such_a_line_are_parts_of_it():
    text = f"云溪县2021年政府工作报告\n一、2020年工作回顾\n第一，供水能力进一步提高，管网更加完善\n管网建设提速。{MATTER}\n泵站改造完成。{MATTER}\n第二，节水工作取得进展，用水效率提高\n{MATTER}\n"
    assert [said.count(MATTER) for _, said in units(text)] == [2, 1]


ROWS = "本年收入 本年支出\n财政拨款收入 171,915 农林水支出 127,886\n政府性基金 卫生健康支出 4,668\n事业收入 住房保障支出 2,180\n收入总计 171,915 支出总计 134,734\n"


@pytest.mark.parametrize("head", ["2025年收支预算总表\n", ""])
def test_rows_behind_the_last_sentence_of_a_unit_are_a_unit_of_their_own_if_they_are_named(head):
    text = f"云溪县水务局2025年部门预算\n收支平衡，结构合理。\n1.“农林水支出”科目12,789万元，主要用于管护等支出。\n2.“卫生健康支出”科目1,756万元，主要用于医疗保险等支出。\n{head}{ROWS}"
    found = units(text)
    assert found[1][1].endswith("医疗保险等支出。")
    assert [title for title, _ in found[2:]] == ([head.strip()] if head else [])


def test_rows_below_a_heading_belong_to_it():
    (first, said), *_ = units(f"云溪县水务局2025年部门预算\n一、收支总体情况\n{ROWS}二、其他\n{MATTER}\n")
    assert first == "收支总体情况"
    assert "134,734" in said


@pytest.mark.parametrize("mark", ["第 {} 条 ", "第{}条　"])
def test_an_article_with_a_title_is_a_unit(mark):
    text = "云溪县支持产业发展若干政策\n(一)鼓励科技创新\n" + "".join(
        f"{mark.format(number)}{title}。对符合条件的企业给予一次性奖励20万元，最高不超过100万元。\n"
        for number, title in ((11, "鼓励企业产品研发"), ("1 2", "鼓励企业技改升级"))
    )
    assert titles(text) == ["鼓励企业产品研发", "鼓励企业技改升级"]


def test_an_article_without_a_title_is_none():
    text = "云溪县支持产业发展若干政策\n(一)鼓励科技创新\n" + "".join(
        f"第 {number} 条 对{name}企业给予一次性奖励20万元，最高不超过100万元，由财政局按年度兑现，不重复享受。\n"
        for number, name in ((11, "新上规模的工业"), (12, "完成技改升级的"))
    )
    assert titles(text) == ["鼓励科技创新"]


def test_two_characters_are_a_title_where_a_few_stand_together():
    text = f"云溪县农业发展规划\n（二）农业\n林业。{MATTER}\n水产。{MATTER}\n"
    assert titles(text) == ["林业", "水产"]


TOPICS = ("水力资源", "矿产资源", "森林资源")


@pytest.mark.parametrize(
    ("names", "own"), [(TOPICS, True), (TOPICS[:2], False), (("水力资源", "矿产资源", "矿产资源"), False)]
)
def test_paragraphs_that_each_begin_with_their_topic_are_units(names, own):
    text = (
        "云溪镇概况\n二、资源情况\n"
        + "".join(f"{name}：{MATTER}\n" for name in names)
        + f"三、产业\n{MATTER}\n"
    )
    assert titles(text) == [*(names if own else ["资源情况"]), "产业"]


def test_a_section_of_a_chapter_stands_within_it():
    text = f"云溪县发展规划\n第三章　加强水利建设\n水利是农业的命脉。{MATTER}\n第一节　供水\n{MATTER}\n第二节　节水\n{MATTER}\n"
    paths = [item.path for item in Document.from_text(text).items()]
    assert titles(text) == ["供水", "节水"]
    assert paths == [("加强水利建设",)] * 2


def test_a_bracket_misread_by_ocr_opens_a_unit():
    text = f"云溪县发展规划\n（一）供水\n{MATTER}\n〈二）节水\n{MATTER}\n"
    assert titles(text) == ["供水", "节水"]


def test_what_an_audit_looked_at_above_its_findings_is_no_unit():
    text = "云溪县2023年度审计工作报告\n一、水务局预算执行审计情况\n2023年，水务局预算收入总量3.5亿元，支出总量3.2亿元，支持了供水、节水等8个领域。\n（一）违规收费问题突出。审计发现，2个单位违规收费45万元，未上缴财政。\n（二）挪用专项资金问题突出。审计发现，3个单位挪用资金120万元。\n"
    assert titles(text) == ["违规收费问题突出", "挪用专项资金问题突出"]


def test_what_leads_on_to_findings_is_no_unit():
    lead = "审计了水务局及所属12个单位，涉及资金3.5亿元，发现违规收费、挪用资金、多列支出、虚报工程量、未按规定招标等多类问题，其中一些问题屡审屡犯，整改不到位。主要是："
    text = f"云溪县2023年度审计工作报告\n二、水务局审计情况\n{lead}\n（一）违规收费问题突出。2个单位违规收费45万元，未上缴财政。\n（二）挪用资金问题突出。3个单位挪用资金120万元。\n"
    assert titles(text) == ["违规收费问题突出", "挪用资金问题突出"]


def test_the_number_of_a_page_ends_no_section():
    text = f"云溪镇2013年政府工作报告\n2013年工作回顾\n一、农业工作取得新成绩\n1\n{MATTER}\n二、工业工作取得新成绩\n{MATTER}\n"
    assert [MATTER in said for _, said in units(text)] == [True, True]


def test_who_signed_a_report_heads_nothing():
    text = f"2009年云溪县交通统计情况\n一、公路\n{MATTER}\n二、港口生产情况\n{MATTER}\n综合规划处\n二〇〇九年三月三日\n"
    assert titles(text) == ["公路", "港口生产情况"]


def test_blanks_that_stand_as_entities_are_no_part_of_a_line():
    text = f"云溪县2023年政府工作报告\n一、2023年工作回顾\n&nbsp; &nbsp; （一）供水。{MATTER}\n&emsp;（二）节水。{MATTER}\n"
    assert titles(text) == ["供水", "节水"]
