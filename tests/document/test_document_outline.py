import pytest

from policysum.document import Document
from policysum.document.headings import chinese_number, marker_at, title_end
from policysum.document.roles import heading_roles, opening_role, sentence_shift


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("", 0), ("一二", 0)],
)
def test_chinese_numerals_of_headings_count(text, number):
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("line", "mark", "title"),
    [
        ("一、工作情况", "一、", "工作情况"),
        ("第一部分 工作回顾", "第一部分", "工作回顾"),
        ("（一）着力扩大内需，推动经济向好。今年以来，全市", "（一）", "着力扩大内需，推动经济向好"),
        ("(十二)抓改革", "(十二)", "抓改革"),
        ("四)力促成果转化。组织实施", "四)", "力促成果转化"),
        ("1、抓党建。坚持", "1、", "抓党建"),
        ("2.抓投入", "2.", "抓投入"),
        ("３．抓人才", "３．", "抓人才"),
        ("(3)抓项目", "(3)", "抓项目"),
        ("①抓服务", "①", "抓服务"),
        (
            "一是聚焦品牌建设,拓宽人才发展空间,推进产业人才集聚区建设,谋划推进跨区域人才园建设",
            "一是",
            "聚焦品牌建设",
        ),
        ("二要勇于担当。事业", "二要", "勇于担当"),
        ("第一，加强领导。", "第一，", "加强领导"),
        ("首先，加强领导。", "首先，", "加强领导"),
        ("——综合实力显著增强。五年来", "——", "综合实力显著增强"),
        ("## 一、工作情况", "一、", "工作情况"),
        (
            "二是强化联动,解决企业融资难融资贵问题积极开展信用贷款业务,在贷项目26项,贷款金额7130万元",
            "二是",
            "强化联动,解决企业融资难融资贵问题",
        ),
    ],
)
def test_a_heading_is_split_into_mark_and_title(line, mark, title):
    marker = marker_at(line, 0, len(line))
    assert marker is not None
    assert marker.text == mark
    assert line[marker.end : title_end(line, marker.end, len(line))] == title


@pytest.mark.parametrize(
    "line", ["2.5%的企业有研发活动", "一季度增长5%", "十四五规划", "2021年新增5家", "一批项目建成", "1.6倍"]
)
def test_a_number_that_counts_is_no_heading(line):
    assert marker_at(line, 0, len(line)) is None


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("工作完成情况", ("achievement",)),
        ("2020年重点工作总结", ("achievement",)),
        ("重点工作情况", ("achievement",)),
        ("“十三五”时期和2020年工作回顾", ("achievement",)),
        ("2020年工作计划完成情况", ("achievement",)),
        ("存在的问题", ("problem",)),
        ("存在的主要困难和不足", ("problem",)),
        ("存在问题和下一步计划", ("problem", "plan")),
        ("主要成效及存在问题", ("achievement", "problem")),
        ("“十三五”时期发展成就和“十四五”时期主要目标任务", ("achievement", "plan")),
        ("下一步工作打算", ("plan",)),
        ("2021主要指标及工作思路", ("plan",)),
        ("2021年工作安排", ("plan",)),
        ("2021年重点工作", ("plan",)),
        ("2020年重点工作", ("achievement",)),
        ("一鼓作气勇争先，全力推动“十四五”开好局", ("plan",)),
        ("名词解释", ("other",)),
        ("党的建设工作", ()),
    ],
)
def test_heading_words_announce_what_a_section_tells(title, roles):
    assert heading_roles(title, 2020) == roles


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("各位代表：", "other"),
        ("现在，我代表区政府向大会作工作报告，请予审议。", "other"),
        ("现将2020年主要工作汇报如下：", "other"),
        ("同时，我们也清醒认识到，经济社会发展还面临不少困难和挑战：外部环境变化。", "problem"),
        ("各位代表，“十三五”时期是极不平凡的五年，我们完成投资3亿元。", "achievement"),
        ("“十四五”时期是基本实现现代化的关键时期。", "plan"),
        ("今年政府工作的总体要求是：坚持稳中求进。", "plan"),
        ("下一步将在以下几个方面发力：", "plan"),
        ("一年来，主要做了以下工作。", "achievement"),
        ("这些成绩的取得，根本在于党的领导。在此，向大家表示衷心的感谢！", "other"),
        ("各位代表！让我们更加紧密地团结起来，在区委的坚强领导下努力奋斗！", "other"),
        ("着力解决群众反映强烈的问题，办结事项300件。", None),
        ("加大研发投入，新增企业30家。", None),
    ],
)
def test_an_opening_says_what_a_paragraph_tells(text, role):
    assert opening_role(text, 2020) == role


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("工作取得了一定成效,但仍然存在政策体系不完善等问题。", "problem"),
        ("下一步将抓好落实。", "plan"),
        ("解决了企业存在的融资困难问题。", None),
        ("全年新增企业35家。", None),
    ],
)
def test_a_sentence_turns_the_prose_to_problems_or_plans(sentence, role):
    assert sentence_shift(sentence) == role


def outline(text):
    return [(s.level, s.marker, s.title, s.role) for s in Document.from_text(text).outline]


LONG = "全市上下齐心协力，完成投资3.5亿元，新增企业35家，同比增长8.1%，带动就业1200人，群众满意度明显上升。"


def test_numbering_nests_restarts_and_mends_a_missing_bracket():
    text = f"一、工作情况\n(一)抓投入。{LONG}\n二)抓人才。{LONG}\n二、存在的问题\n(一)投入低。{LONG}\n三、下一步打算\n（一）抓培育。{LONG}\n1、抓企业。{LONG}"
    assert outline(text) == [
        (1, "一、", "工作情况", "achievement"),
        (2, "(一)", "抓投入", "achievement"),
        (2, "二)", "抓人才", "achievement"),
        (1, "二、", "存在的问题", "problem"),
        (2, "(一)", "投入低", "problem"),
        (1, "三、", "下一步打算", "plan"),
        (2, "（一）", "抓培育", "plan"),
        (3, "1、", "抓企业", "plan"),
    ]


def test_a_report_that_is_one_line_is_read_like_one_of_many():
    text = (
        "政协: 建议收悉,现答复如下: 科技创新总体情况 近三年,我市排名上升,新增企业35家。 "
        f"1、创新能力提升。一是主体壮大。{LONG}二是投入提升。{LONG} 2、平台建设见效。一是院所引进。{LONG}二是园区推进。{LONG} "
        f"逐步建立激励机制。{LONG} 氛围日益浓厚。一是科普加强。{LONG}二是大赛举办。{LONG} 下一步工作打算 我市将加快实施两大行动。 "
        f"1、平台提升行动。一是推动集聚。{LONG}二是推动增效。{LONG}"
    )
    found = outline(text)
    assert [title for _, _, title, role in found if role == "plan"] == [
        "下一步工作打算", "平台提升行动", "推动集聚", "推动增效",
    ]  # fmt: skip
    assert (1, "", "科技创新总体情况", "achievement") in found
    assert (1, "", "逐步建立激励机制", "achievement") in found
    paths = {s.title: s.path for s in Document.from_text(text).outline}
    assert paths["院所引进"] == ("平台建设见效", "院所引进")
    assert paths["科普加强"] == ("氛围日益浓厚", "科普加强")


def test_bold_run_sentences_are_titles_only_where_they_stand_together():
    together = f"一、工作回顾\n（一）经济发展\n服务业发展迅速。{LONG}\n工业稳步增长。{LONG}\n"
    alone = f"一、工作回顾\n（一）经济发展\n服务业发展迅速。{LONG}\n"
    assert [s.title for s in Document.from_text(together).outline][2:] == ["服务业发展迅速", "工业稳步增长"]
    assert [s.title for s in Document.from_text(alone).outline] == ["工作回顾", "经济发展"]


def test_a_section_of_problems_and_plans_changes_where_the_prose_does():
    text = f"一、工作情况\n一是抓投入。{LONG}\n二、存在问题和下一步计划\n我局开展了一些工作,但仍然存在政策不完善、服务水平低等问题。同时平台建设缓慢。下一步将抓好以下工作:\n(一)完善政策。{LONG}"
    document = Document.from_text(text)
    blocks = [(b.role, document.source[b.start : b.end][:4]) for b in document.blocks]
    assert ("problem", "我局开展") in blocks
    assert ("plan", "下一步将") in blocks
    assert document.outline[-1].role == "plan"


def test_paragraphs_of_thanks_and_trouble_leave_the_numbered_section_before_them():
    text = f"一、2020年工作回顾\n（一）抓投入。{LONG}\n各位代表，这些成绩的取得，根本在于区委领导，向大家表示衷心的感谢！\n我们也清醒认识到，还存在不少困难和问题：总量不大；投入不足。\n二、2021年工作安排\n（一）抓培育。{LONG}"
    document = Document.from_text(text)
    section = document.outline[1]
    assert document.source[section.start : section.end].endswith("明显上升。")
    assert [b.role for b in document.blocks] == [
        "achievement",
        "achievement",
        "other",
        "problem",
        "plan",
        "plan",
    ]


def test_sections_lie_inside_their_parents_and_paths_follow():
    text = f"一、工作情况\n(一)抓投入。{LONG}\n一是抓企业。{LONG}二是抓平台。{LONG}\n二、下一步打算\n{LONG}"
    document = Document.from_text(text)
    for section in document.outline:
        assert document.source[section.heading.start : section.heading.end].startswith(section.marker)
        assert section.path[-1] == section.title
        assert document.section_at(section.start) == section


@pytest.mark.parametrize("gap", ["", " ", "　　"])
def test_a_numbered_report_in_one_line_is_parted_with_and_without_blanks(gap):
    text = gap.join(
        ["2023年，云溪市科技局认真履职，各项工作取得新的成绩。", "一、2023年工作总结", f"（一）抓平台。{LONG}", f"（二）抓人才。{LONG}",
         "二、存在的问题", f"（一）平台少。{LONG}", "三、2024年工作计划", f"（一）抓平台。{LONG}"]
    )  # fmt: skip
    assert outline(text) == [
        (1, "一、", "2023年工作总结", "achievement"),
        (2, "（一）", "抓平台", "achievement"),
        (2, "（二）", "抓人才", "achievement"),
        (1, "二、", "存在的问题", "problem"),
        (2, "（一）", "平台少", "problem"),
        (1, "三、", "2024年工作计划", "plan"),
        (2, "（一）", "抓平台", "plan"),
    ]


def test_the_title_of_a_page_in_one_line_is_parted_from_its_body():
    text = f"云溪市科学技术局2023年工作总结 2023年，云溪市科技局{LONG} 一、主要工作 （一）抓平台。{LONG} （二）抓人才。{LONG}"
    document = Document.from_text(text)
    assert document.metadata.title == "云溪市科学技术局2023年工作总结"
    assert document.quote(document.body).startswith("2023年，云溪市科技局")


def test_numbers_whose_stop_was_lost_count_up_as_headings():
    """Stops that were characters of a font of their own are lost, or come as private characters."""
    units = "".join(
        f"{n}\ue410强化供水保障{'一二三四五'[n - 1]}。加快改造管网，力争新增供水点12处。\n"
        for n in range(1, 6)
    )
    for text in (units, units.replace("\ue410", "")):
        document = Document.from_text(f"供水实施方案\n一、主要任务\n{text}二、保障措施\n加强组织领导。\n")
        assert [item.title for item in document.items()][:5] == [f"强化供水保障{n}" for n in "一二三四五"]


def test_a_figure_that_begins_a_paragraph_is_no_heading():
    text = "供水情况\n一、供水\n12家企业接入管网，新增供水点12处。\n1个项目开工。\n2家企业投产。\n"
    assert [section.title for section in Document.from_text(text).outline] == ["供水"]


def test_a_list_of_problems_in_a_section_that_says_nothing_is_of_problems():
    text = (
        "供水发展情况\n一、总体形势\n同时，供水还存在不少问题，突出表现在三个方面：一是水源不足。枯水期缺水。"
        "二是管网需要更新。力争改造的管网尚未开工。三是服务有待加强。窗口人员不够。\n"
    )
    items = Document.from_text(text).items()
    assert [(item.role, item.title) for item in items if item.role != "achievement"] == [
        ("problem", "水源不足"), ("problem", "管网需要更新"), ("problem", "服务有待加强")
    ]  # fmt: skip


def test_a_part_that_opens_behind_a_stop_is_a_part():
    text = "云溪县水务局2024年度部门决算\n第一部分 水务局概况\n一、主要职能\n负责供水。\n第二部分 决算表\n本表无数据。第三部分 2024年度部门决算情况说明\n一、收入决算情况\n收入2946.25万元。\n二、绩效管理情况\n评价项目12个。\n"
    assert [(one.title, one.role) for one in Document.from_text(text).outline if one.level == 1][-1] == (
        "2024年度部门决算情况说明", "achievement"
    )  # fmt: skip


def test_entries_of_contents_with_their_pages_in_brackets_open_no_section():
    entries = "一、2021年执行情况\n" + "".join(
        f"表{number}2021年云溪县供水收支执行情况表{'…' * 4}（{page}）\n"
        for page, number in enumerate("一二三", 1)
    )
    wrapped = f"表四2021年云溪县供水收支执行情况表（按经济科目分类）\n{'·' * 70}（9）\n"
    text = f"云溪县2021年供水收支报告\n目 录\n{entries}{wrapped}二、附表说明\n表五2021年说明表…（12）\n表六2021年说明表…（13）\n表七2021年说明表…（14）\n一、2021年执行情况\n完成投资3.5亿元，增长5%。\n二、附表说明\n供水收入2亿元，增长3%。\n"
    document = Document.from_text(text)
    assert [section.title for section in document.outline] == ["2021年执行情况", "附表说明"]
    assert document.outline[0].start == text.rindex("一、2021年执行情况")


def test_a_section_whose_title_begins_with_a_digit_word_opens_in_mid_line():
    text = f"一、预算收支情况。{LONG}二、一般公共预算支出情况{LONG}三、三公经费{LONG}其中三、四季度企业12家。"
    assert [title[:8] for level, _, title, _ in outline(text) if level == 1] == [
        "预算收支情况",
        "一般公共预算支出",
        "三公经费全市上下",
    ]


def test_a_first_mark_behind_a_title_without_a_stop_is_found_by_its_second():
    text = (
        f"现将有关情况报告如下：一、2022年主要工作（一）深化改革一是任务如期完成。{LONG}二是用工管理规范。{LONG}"
        f"（二）主要形式1.门户网站在首页开辟专栏。{LONG}2.公众查阅点指定县档案馆。{LONG}3.宣传栏设在县城。{LONG}"
    )
    titles = [title for level, _, title, _ in outline(text) if level == 3]
    assert [title[:4] for title in titles] == ["任务如期", "用工管理", "门户网站", "公众查阅", "宣传栏设"]


def test_a_problem_that_is_of_the_staff_of_an_office_is_a_problem():
    text = f"一、工作情况\n{LONG}\n二、存在的问题及改进情况\n目前，仍存在一些不足。一是受人员编制限制，工作不细；二是宣传力度还不够。"
    document = Document.from_text(text)
    assert [item.role for item in document.items() if item.start > text.index("一是")] == ["problem"]
    assert {block.role for block in document.blocks if block.start >= text.index("目前")} == {"problem"}


@pytest.mark.parametrize("blanks", range(12))
def test_a_title_is_cut_in_no_number(blanks):
    text = f"一、预算情况\n（一）2150601资源勘探信息等支出（类）安全生产监管（款）行政运行{'甲' * blanks}拨款支出408.05万元主要用于人员经费和公用经费。\n（二）其他支出。{LONG}"
    title = next(title for _, mark, title, _ in outline(text) if mark == "（一）")
    assert "408" not in title or "408.05万元" in title


def test_a_line_may_end_within_a_mark():
    lines = (
        "围绕全年目标，主要从以下几个方面加以推进：一是坚持水质优先，全面推进水源保护和水厂改造，确保供水安全；二是繁荣节水文化，增强全民节水意识；三\n是"
        "强化区域协同，共建供水先行区；四是筑牢产业根基，发展新质生产力。"
    )
    text = f"云溪县2024年政府工作报告\n一、2025年工作安排\n{lines}\n"
    items = Document.from_text(text).items()
    assert [one.title for one in items] == [
        one.title for one in Document.from_text(text.replace("三\n是", "三是")).items()
    ]
    assert [one.title for one in items][2] == "强化区域协同，共建供水先行区"
