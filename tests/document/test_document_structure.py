"""Where sections open: in the middle of a line, across wrapped lines, not in a table of contents."""

import pytest

from policysum.document import Document

LONG = "全区上下齐心协力，完成投资3.5亿元，新增企业35家，同比增长8.1%，带动就业1200人，群众满意度明显上升。"


def headings(text):
    return [(section.marker, section.title) for section in Document.from_text(text).outline]


def test_headings_in_the_middle_of_lines_open_sections():
    text = f"2024年以来，区水务局认真履职。一、2024年主要工作情况 一是抓治水。{LONG} 二是抓供水。{LONG}二、2025年工作计划（一）“系统化”抓治水。一是修堤。{LONG}二是清淤。{LONG}（二）“网格化”抓供水。一是建厂。{LONG}二是换管。{LONG}"
    document = Document.from_text(text)
    assert [(s.marker, s.title, s.role) for s in document.outline] == [
        ("一、", "2024年主要工作情况", "achievement"),
        ("一是", "抓治水", "achievement"),
        ("二是", "抓供水", "achievement"),
        ("二、", "2025年工作计划", "plan"),
        ("（一）", "“系统化”抓治水", "plan"),
        ("一是", "修堤", "plan"),
        ("二是", "清淤", "plan"),
        ("（二）", "“网格化”抓供水", "plan"),
        ("一是", "建厂", "plan"),
        ("二是", "换管", "plan"),
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "三次产业结构优化。一、二、三产业比重为5:40:55。",
        "工作有序推进。二、三季度增速加快。",
        "任务全面完成：整治河道；一、二号泵站建成；",
    ],
)
def test_numerals_of_prose_open_no_section(prose):
    text = f"一、工作情况\n{LONG}{prose}{LONG}\n二、下一步打算\n{LONG}"
    assert headings(text) == [("一、", "工作情况"), ("二、", "下一步打算")]


def test_a_number_that_a_later_line_begins_with_is_not_taken_from_the_middle_of_a_line():
    text = f"一、工作情况\n要求有两条。二、严守底线是其一。{LONG}\n二、下一步打算\n{LONG}"
    assert headings(text) == [("一、", "工作情况"), ("二、", "下一步打算")]


def test_a_clause_is_counted_on_from_one_paragraph_to_the_next():
    text = f"主要做了三方面工作：一是抓治水。{LONG}\n二是抓供水。{LONG}\n三是抓节水。{LONG}"
    assert [title for _, title in headings(text)] == ["抓治水", "抓供水", "抓节水"]


CONTENTS = "一、基本情况\n二、收入情况\n三、支出情况\n"
BODY = (
    "一、基本情况\n内设股室12个。\n二、收入情况\n收入合计2946.25万元。\n三、支出情况\n支出合计2940.05万元。\n"
)


@pytest.mark.parametrize(
    ("head", "listed"),
    [
        ("目 录\n", CONTENTS),
        ("目录\n", CONTENTS),
        ("", CONTENTS),
        ("目 录\n", "一、基本情况……1\n二、收入情况……3\n三、支出情况……12\n"),
        ("目 录\n", "基本情况\n收入情况\n支出情况\n"),
        (
            "目 录\n",
            f"{CONTENTS}本报告按照有关规定编制，所列数据的统计期限为2024年1月1日至12月31日，金额均以万元计。\n",
        ),
    ],
)
def test_the_lines_of_a_table_of_contents_open_no_section(head, listed):
    text = f"青山县水务局2024年度部门决算\n{head}{listed}{BODY}"
    document = Document.from_text(text)
    assert [s.title for s in document.outline] == ["基本情况", "收入情况", "支出情况"]
    assert document.source[document.outline[0].end - 8 : document.outline[0].end] == "内设股室12个。"


def test_short_lines_that_come_only_once_are_no_table_of_contents():
    text = f"一、基本情况\n二、收入情况\n三、支出情况\n2024年收入合计2946.25万元。{LONG}\n"
    assert len(headings(text)) == 3


def test_a_page_number_between_dashes_parts_no_sentence():
    wrapped = [
        "2024年，全区水务系统围绕供水保障和防洪安全两项任务持",
        "续发力，各项工作取得明显成效。全年完成水利投资 12.35 亿元，",
        "同比增长 8.5%，新建泵站 15 座，改造老旧管网 230.6 公里，受",
        "益群众 21.8 万人。同时开展河道清淤 45 公里，整治排污口 318",
        "个，城区内涝点由 27 处减少到 9 处，群众反映的积水难题得到",
        "— 5 —",
        "有效缓解。下一步，将继续推进备用水源建设，确保年底前完成",
        "主体工程，同步推进智慧水务平台二期项目，力争 2025 年上半",
        "年投入使用，全面提升供水调度能力和应急处置水平，让群众用",
        "上放心水、安全水，为经济社会发展提供坚实的水资源支撑保障",
        "，并在全区范围内推广节水型社区建设经验，扩大节水器具覆盖",
        "面，年内再创建节水型单位 36 家、节水型社区 12 个，节水型企",
        "业 8 家，逐步形成全社会共同参与的节水格局。",
    ]
    document = Document.from_text("\n".join(wrapped))
    assert len(document.paragraphs) == 1
    assert "积水难题得到有效缓解" in document.clean.text
