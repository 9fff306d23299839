from itertools import pairwise

import pytest

from policysum.document import Document
from policysum.extract.extractive import extractive

LONG = "全市上下齐心协力，完成投资3.5亿元，新增企业35家，同比增长8.1%，带动就业1200人，群众满意度明显上升。"


def items(text):
    document = Document.from_text(text)
    return [(item.role, item.title) for item in document.items()]


def test_clauses_are_the_items_where_there_are_any():
    text = f"一、工作情况\n(一)抓投入。\n一是抓企业。{LONG}\n二是抓平台。{LONG}\n(二)抓人才。{LONG}一是引才。{LONG}二是育才。{LONG}"
    assert items(text) == [("achievement", title) for title in ("抓企业", "抓平台", "引才", "育才")]


def test_bracketed_paragraphs_are_the_items_where_there_are_no_clauses():
    text = f"一、工作情况\n(一)抓投入。{LONG}\n(二)抓人才。{LONG}\n二、存在的问题\n(一)投入低。{LONG}"
    assert items(text) == [("achievement", "抓投入"), ("achievement", "抓人才"), ("problem", "投入低")]


def test_numbered_sentences_in_a_paragraph_of_goals_are_plans():
    text = f"一、2020年工作总结\n(一)抓投入。{LONG}\n二、2021年工作思路\n主要目标:1.研发投入强度突破2.0%。2.新增企业200家。3.交易额超16亿元。\n(一)抓培育。{LONG}"
    document = Document.from_text(text)
    plans = [document.source[item.start : item.end] for item in document.items() if item.role == "plan"]
    assert plans[:3] == ["1.研发投入强度突破2.0%。", "2.新增企业200家。", "3.交易额超16亿元。"]
    assert plans[3].startswith("(一)抓培育")


def test_the_numbered_figures_of_one_sentence_of_goals_are_one_plan_that_ends_with_its_paragraph():
    goals = "主要目标:1.研发投入强度突破2.0%;2.新增企业200家;3.交易额超16亿元。"
    text = f"一、2020年工作总结\n(一)抓投入。{LONG}\n二、2021年工作思路\n{goals}\n具体抓好以下五方面工作:\n(一)抓培育。{LONG}"
    document = Document.from_text(text)
    plans = [document.source[item.start : item.end] for item in document.items() if item.role == "plan"]
    assert plans == [goals, f"(一)抓培育。{LONG}"]


def test_a_paragraph_of_problems_without_a_title_is_an_item_and_ends_where_plans_begin():
    text = f"一、工作情况\n一是抓投入。{LONG}\n二、存在问题和下一步计划\n我局开展了一些工作,但仍然存在政策不完善、服务水平低等问题。同时平台建设缓慢。下一步将抓好以下工作:\n(一)完善政策。{LONG}"
    document = Document.from_text(text)
    problem = next(item for item in document.items() if item.role == "problem")
    assert document.source[problem.start : problem.end] == (
        "我局开展了一些工作,但仍然存在政策不完善、服务水平低等问题。同时平台建设缓慢。"
    )
    assert problem.title == "政策不完善、服务水平低"
    assert [item.role for item in document.items()] == ["achievement", "problem", "plan"]


def test_a_clause_titled_on_its_own_line_has_the_paragraph_below_it():
    text = f"一、2020年工作回顾\n一是推动经济稳中向好。\n{LONG}\n二是推动创新。\n{LONG}\n"
    document = Document.from_text(text)
    assert [document.source[i.start : i.end].count(LONG) for i in document.items()] == [1, 1]


def test_the_paragraph_after_a_run_in_clause_is_not_part_of_it():
    text = f"一、2020年工作回顾\n一是抓经济。{LONG}\n二是抓创新。{LONG}\n全力支持国防建设，{LONG}\n二、2021年工作安排\n一是抓经济。{LONG}"
    document = Document.from_text(text)
    assert "国防" not in "".join(document.source[i.start : i.end] for i in document.items())
    rest = [i for i in document.items(untitled=True) if not i.titled]
    assert [document.source[i.start : i.start + 4] for i in rest] == ["全力支持"]


def test_goals_stated_in_prose_are_a_plan():
    text = f"一、2020年工作回顾\n（一）抓经济。{LONG}\n二、2021年工作安排\n今年经济社会发展主要预期目标是：生产总值增长5%以上。\n（一）抓经济。{LONG}"
    assert ("plan", "今年经济社会发展主要预期目标") in items(text)


def test_preface_thanks_and_closing_are_no_items():
    text = f"各位代表：\n现在，我代表区政府向大会报告工作，请予审议。\n一、2020年工作回顾\n（一）抓经济。{LONG}\n各位代表！让我们更加紧密地团结起来，在区委的坚强领导下为建设现代化努力奋斗！"
    assert items(text) == [("achievement", "抓经济")]


def test_a_report_without_headings_has_its_clauses():
    text = f"今年以来，云溪市以打造高地为目标。{LONG}\n一是完善政策体系，构建制度保障。{LONG}\n二是坚持系统培育，夯实支撑。{LONG}"
    assert items(text) == [
        ("achievement", "完善政策体系，构建制度保障"),
        ("achievement", "坚持系统培育，夯实支撑"),
    ]


def test_problems_and_plans_listed_in_a_closing_paragraph_keep_their_role():
    text = f"一、强化引领。{LONG}\n二、抓好项目。{LONG}\n同时，工作中还存在一些问题：一是投入不足；二是人才缺乏。\n下一步，我局将做好以下工作：一是抓培育。{LONG}二是抓投入。{LONG}"
    assert items(text) == [
        ("achievement", "强化引领"), ("achievement", "抓好项目"), ("problem", "投入不足"), ("problem", "人才缺乏"),
        ("plan", "抓培育"), ("plan", "抓投入"),
    ]  # fmt: skip


def test_parts_of_a_report_give_their_role_to_silent_headings():
    text = f"工作总结\n2021年工作总结\n一、党建\n{LONG}\n二、业务\n{LONG}\n2022年工作计划\n一、党建\n{LONG}\n二、业务\n{LONG}"
    assert [role for role, _ in items(text)] == ["achievement", "achievement", "plan", "plan"]


@pytest.mark.parametrize(
    ("problems", "titles"),
    [
        (
            "还存在不少困难和问题：总量不大，结构不优；投入不足；人才缺乏。",
            ["总量不大", "投入不足", "人才缺乏"],
        ),
        ("存在的问题主要是管网老化；漏损率偏高。", ["管网老化", "漏损率偏高"]),
        ("还存在一些问题：一是投入不足；二是人才缺乏。", ["投入不足", "人才缺乏"]),
        ("还存在农民增收缓慢、产业结构不合理等问题。", ["农民增收缓慢、产业结构不合理"]),
        (
            "我们也清醒认识到，我区发展仍不平衡，结构有待优化；治污尚有短板；服务不优，等等。",
            ["我区发展仍不平衡", "治污尚有短板", "服务不优"],
        ),
        ("对标要求和期待，还存在一定差距。一是水源不足。二是管网老化。", ["水源不足", "管网老化"]),
        ("应该清醒看到，水价偏低；应该清醒看到，管网老化。", ["水价偏低", "管网老化"]),
        (
            "也存在不少问题。主要是水源不足；管网老化。同时，人手偏少。对此，我们将逐一解决。",
            ["水源不足", "管网老化", "人手偏少"],
        ),
        (
            "还存在一些困难和问题：在供水方面，水源不足；管网老化。在节水方面，意识不强。",
            ["在供水方面", "在节水方面"],
        ),
        (
            "还存在不少短板。供水短板还需补强。水源不足，管网老化。发展环境还需优化。个别干部作风不实，服务不优。",
            ["供水短板还需补强", "发展环境还需优化"],
        ),
        (
            "各位代表，还存在一些问题。一是水源不足。二是管网老化。对此，我们将逐一解决，决不辜负重托。",
            ["水源不足", "管网老化"],
        ),
    ],
)
def test_problems_are_split_as_the_text_lists_them(problems, titles):
    text = f"一、2020年工作回顾\n（一）抓投入。{LONG}\n同时，我们清醒地看到，{problems}\n二、2021年工作安排\n（一）抓培育。{LONG}"
    assert [title for role, title in items(text) if role == "problem"] == titles


@pytest.mark.parametrize(
    "lead",
    [
        "居安思危，戒骄戒躁。我们也清醒看到，供水的问题还比较突出。",
        "各位代表！成绩可喜，我们的问题和短板也不能忽视。",
        "成绩可喜，差距更须正视。当前，供水面临的困难和问题主要体现在：",
        "成绩来之不易，我们也深知供水中还有不少问题。",
        "成绩固然可喜，前路并不平坦。摆在我们面前的问题主要表现在两个方面：",
    ],
)
def test_a_list_of_problems_is_known_by_the_last_words_before_it(lead):
    text = f"一、2020年工作回顾\n抓投入。{LONG}\n{lead}一是水源不足。二是管网老化。我们将逐一解决，决不辜负重托。\n二、2021年工作安排\n（一）抓培育。{LONG}"
    document = Document.from_text(text)
    found = [document.source[item.start : item.end] for item in document.items() if item.role == "problem"]
    assert found == ["一是水源不足。", "二是管网老化。"]


def test_praise_that_is_quoted_is_no_problem():
    text = f"一、2020年工作回顾\n抓投入。{LONG}在评估中得到“干部状态最好、发现问题最少”的评价。{LONG}\n二、2021年工作安排\n抓培育。{LONG}"
    assert not [title for role, title in items(text) if role == "problem"]


def test_no_two_items_overlap_and_a_title_is_never_a_bare_mark():
    text = f"一、工作情况\n（一）抓投入。主要做法是：一是抓企业。{LONG}二是抓平台。{LONG}\n（二）抓人才。{LONG}\n二、存在的问题\n主要表现为：投入不足；人才缺乏。"
    found = Document.from_text(text).items()
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert [item.title for item in found] == ["抓企业", "抓平台", "抓人才", "投入不足", "人才缺乏"]


def test_a_detail_keeps_lines_apart_that_end_without_a_stop():
    text = "青山县信息化工作总结\n一、平台建设\n已接入业务系统12\n5个乡镇完成改造。\n二、队伍建设\n全年培训人员320人次。\n"
    detail = extractive(Document.from_text(text)).achievements[0].detail
    assert "12 5个乡镇" in detail
    assert "125" not in detail


@pytest.mark.parametrize(
    ("problems", "titles"),
    [
        (
            "我区发展不充分的问题依然存在：财源结构单一，收入增长乏力。项目储备不足，招商力度不够。作风不实的现象还有，效率有待提高。对此，我们将认真解决。",
            ["财源结构单一", "项目储备不足", "作风不实的现象还有"],
        ),
        (
            "发展中还存在一些短板。产业层次偏低，龙头企业偏少。公共服务不均衡，乡村学校缺教师。这些问题，我们要着力破解。",
            ["产业层次偏低", "公共服务不均衡"],
        ),
        (
            "工作中还面临不少困难：水源不足，管网漏损偏高；队伍薄弱，技术人员缺乏。",
            ["水源不足", "队伍薄弱"],
        ),
    ],
)
def test_problems_told_in_a_sentence_each_are_items_each_without_lead_and_closing(problems, titles):
    """A list without semicolons: each sentence that says what is lacking is one problem."""
    text = f"一、2020年工作回顾\n（一）抓投入。{LONG}\n同时，{problems}\n二、2021年工作安排\n（一）抓培育。{LONG}"
    found = [item for item in Document.from_text(text).items() if item.role == "problem"]
    assert [item.title for item in found] == titles
    assert not any("我们" in text[item.start : item.end] for item in found)


def test_a_sentence_about_what_went_well_keeps_problems_from_being_split():
    text = f"一、工作回顾\n（一）抓投入。{LONG}\n我们也看到，还存在一些问题：水源不足，漏损偏高。全年供水能力提升了两成。\n"
    assert len([role for role, _ in items(text) if role == "problem"]) == 1


@pytest.mark.parametrize("opens", ["2021年，我县将", "2022年，全县将继续"])
def test_a_paragraph_that_begins_with_the_year_to_come_is_a_plan_among_results(opens):
    text = f"云溪县农业局2020年工作总结\n一、粮食生产稳步增长\n2020年，{LONG}\n{opens}推进高标准农田建设，建成12个示范区，带动农户增收。\n二、蔬菜生产\n{LONG}\n"
    roles = [role for role, title in items(text) if title.startswith(("粮食生产", opens[:5]))]
    assert roles == ["achievement", "plan"]


def test_the_figures_of_one_account_are_one_item():
    """Numbered lines that are figures and nothing else belong to the heading above them."""
    lines = "".join(
        f"（{at}）{name}支出{at}360万元，增长{at}%；\n"
        for at, name in enumerate(("教育", "科技", "卫生", "农林水"), 1)
    )
    text = f"一、2020年预算执行情况\n（一）收支完成情况\n1.一般公共预算执行情况\n主要支出项目完成情况是：\n{lines}"
    assert items(text) == [("achievement", "一般公共预算执行情况")]
    deeds = lines.replace("支出", "系统制度更加完善，支出")
    assert len(items(text.replace(lines, deeds))) == 4


AUDIT = "云溪县2020年度审计结果公告\n{first}\n{second}\n{third}\n"


@pytest.mark.parametrize(
    ("remedy", "finding"),
    [
        (
            "审计共向有关部门移送案件线索12起，涉案金额350万元。",
            "水务中心未经批准改变资金用途，涉及金额120万元。",
        ),
        ("有关单位已整改问题35个，收回资金260万元。", "两家单位套取补助资金80万元，用于发放津贴。"),
        ("各部门完善了18项制度，有5人被追究责任。", "三个项目未取得许可即开工，涉及金额600万元。"),
    ],
)
def test_what_an_audit_remedied_is_an_achievement_and_what_it_found_a_problem(remedy, finding):
    text = AUDIT.format(first="专项资金使用", second=finding, third=remedy)
    found = {item.role: text[item.start : item.end] for item in Document.from_text(text).items()}
    assert found["problem"].strip() == finding
    assert found["achievement"].strip() == remedy


HEADED = "云溪镇2022年工作总结\n一、工作成效\n全年改造管网8公里，惠及群众3200人。\n二、存在问题\n{}\n三、下一步打算\n新建泵站3座。\n"


@pytest.mark.parametrize(
    ("problems", "titles"),
    [
        ("管网老化严重。漏损率仍达18%，爆管26次。水源单一。应急水源仅1处。", ["管网老化严重", "水源单一"]),
        (
            "管网老化严重，漏损率仍达18%；水源单一，应急水源仅1处；人手不足。",
            ["管网老化严重", "水源单一", "人手不足"],
        ),
        ("管网老化严重，漏损率仍达18%。水源单一，应急水源仅1处。", ["管网老化严重，漏损率仍达18%"]),
    ],
)
def test_below_a_heading_of_problems_the_list_begins_at_once(problems, titles):
    items = Document.from_text(HEADED.format(problems)).items()
    assert [item.title for item in items if item.role == "problem"] == titles


def test_a_heading_of_problems_with_only_plans_below_it_is_no_problem():
    document = Document.from_text(HEADED.format("2023年，将新建泵站不少于5座。"))
    assert "problem" not in {item.role for item in document.items()}


def test_the_mark_of_the_only_member_of_a_list_is_no_part_of_its_title():
    document = Document.from_text("云溪县水务局五年工作回顾\n存在的不足：一是水源单一，应急水源仅1处。\n")
    assert [item.title for item in document.items()] == ["水源单一，应急水源仅1处"]


@pytest.mark.parametrize(
    ("title", "role"),
    [("2024年工作计划", "plan"), ("2024年工作总结", "achievement"), ("2024年统计公报", "achievement")],
)
def test_short_lines_with_figures_are_the_report_where_no_heading_stands(title, role):
    document = Document.from_text(
        f"云溪县水务局{title}\n新建泵站2座，改造管网16公里。\n培训职工320人次，评选先进12人。\n"
    )
    assert {block.role for block in document.blocks} == {role}
    assert len(document.items()) == 2


def test_a_short_line_above_headings_only_opens_the_report():
    document = Document.from_text(
        "云溪县水务局2024年工作总结\n全局共有职工36人。\n一、供水\n新建泵站2座，改造管网16公里。\n"
    )
    assert document.blocks[0].role == "other"


def test_titles_have_no_marks_of_markdown():
    text = "# 云溪镇2022年工作总结\n## 一、**供水**\n**一是**建好管网，**新建管网8公里**。\n**二是**建好泵站，新建泵站2座。\n"
    document = Document.from_text(text, "a.md")
    assert [section.title for section in document.outline][:1] == ["供水"]
    assert [item.title for item in document.items()] == ["建好管网，新建管网8公里", "建好泵站，新建泵站2座"]


def test_rows_of_bars_are_titled_by_their_first_cell_and_heads_are_none():
    text = "云溪镇2022年工作总结\n| 项目 | 2021年 | 2022年 |\n|---|---|---|\n| 新建泵站 | 12座 | 15座 |\n| 改造管网 | 8公里 | 9公里 |\n"
    assert [item.title for item in Document.from_text(text).items()] == ["新建泵站", "改造管网"]
