"""What kind of document a report is, and what its sections are of where their headings do not say it."""

import json
from pathlib import Path

import pytest

from policysum import check
from policysum.document import Document, read_document
from policysum.document.roles import heading_roles
from policysum.document.weighing import WEIGHED, weigh

ROOT = Path(__file__).resolve().parents[2]
DONE = "全年完成投资3.5亿元，新增企业35家，同比增长8.1%，带动就业1200人，建成供水点12处。"
WILL = "力争新增企业40家，进一步完善管网，继续抓好节水，确保供水合格率不低于98%，抓好备用水源前期工作。"


def roles(text):
    return [(section.title, section.role) for section in Document.from_text(text).outline]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青山县2024年国民经济和社会发展统计公报", "bulletin"),
        ("青山县水务局2024年度部门决算", "final_accounts"),
        ("青山县水务局2025年部门预算公开说明", "budget"),
        ("关于青山县2024年预算执行情况和2025年预算草案的报告", "work_report"),
        ("关于2024年度县级预算执行和其他财政收支的审计工作报告", "audit"),
        ("青山县审计局2024年工作总结", "work_report"),
        ("青山县“十五五”水务发展规划", "plan_outline"),
        ("青山县自然资源和规划局2024年工作总结", "work_report"),
        ("青山县水务局2025年工作要点", "plan_outline"),
        ("关于县政协第12号提案的答复", "reply"),
        ("青山县水务局2024年政府信息公开工作年度报告", "disclosure"),
        ("关于做好2025年防汛工作的通知", "notice"),
        ("2025年政府工作报告", "work_report"),
        ("青山县水务局多措并举保供水", "other"),
        ("青山县统一采购水泵 半年节约预算300万元", "other"),
    ],
)
def test_a_title_says_what_kind_of_document_it_is(title, kind):
    assert Document.from_text(f"{title}\n\n一、供水\n{DONE}\n二、节水\n{DONE}\n").kind == kind


PREFACE = "2024年，全县上下深入贯彻决策部署，着力做好各项工作，加快推进高质量发展，经济运行稳中向好。"


@pytest.mark.parametrize(
    "preface", [PREFACE, "", f"{PREFACE}力争再上台阶，确保开门红，继续加快推进重点项目。"]
)
def test_a_bulletin_has_no_plans(preface):
    text = f"青山县2024年国民经济和社会发展统计公报\n{preface}\n一、综合\n全年地区生产总值210.5亿元，比上年增长4.8%。\n二、农业\n全年粮食产量22.6万吨。\n"
    assert roles(text) == [("综合", "achievement"), ("农业", "achievement")]
    document = Document.from_text(text)
    figures = [mention for mention in document.ledger if mention.kpi]
    assert {(mention.status, mention.status_ground.value) for mention in figures} <= {
        ("actual", "stated"),
        ("actual", "carried"),
    }


@pytest.mark.parametrize("heading", ["主要职能", "主要职责及机构设置", "职能职责"])
def test_duties_are_neither_done_nor_planned_and_make_no_targets_of_what_follows(heading):
    text = f"青山县水务局2024年度部门决算\n第一部分 青山县水务局概况\n一、{heading}\n（一）负责推进供水保障，加快管网改造。\n第二部分 2024年度部门决算情况说明\n一、收入支出总体情况\n2024年度收入支出总计2946.25万元，比上年减少56.95万元。\n"
    found = dict(roles(text))
    assert found[heading] == "other"
    assert found["收入支出总体情况"] == "achievement"
    assert [m.status for m in Document.from_text(text).ledger if m.kpi] == ["actual", "actual"]


def test_the_figures_of_a_budget_are_targets_for_its_year():
    text = "青山县水务局2025年部门预算情况说明\n一、单位基本情况\n下设股室12个。\n二、收支预算\n收入预算2946.25万元，支出预算2946.25万元。\n"
    found = [(m.status, m.period) for m in Document.from_text(text).ledger if m.kpi]
    assert found[-2:] == [("target", "2025"), ("target", "2025")]


@pytest.mark.parametrize("lead", ["审计发现的主要问题：", "审计发现："])
def test_the_findings_of_an_audit_are_problems(lead):
    text = f"关于2024年度县级预算执行的审计工作报告\n一、财政管理审计情况\n2024年，县级收入12.5亿元，支出11.8亿元。{lead}\n（一）预算编制不细化。年初预留资金3.2亿元未落实到项目。\n（二）资金闲置。有5个项目资金1.2亿元闲置一年以上。\n二、审计建议\n（一）细化预算编制。\n（二）盘活存量资金。\n"
    found = dict(roles(text))
    assert (found["预算编制不细化"], found["资金闲置"], found["审计建议"]) == ("problem", "problem", "plan")


def test_silent_headings_behind_a_paragraph_of_problems_are_no_problems():
    text = f"2025年政府工作报告\n各位代表：\n2024年，{DONE}\n同时，我们清醒地看到，还存在不少困难和问题，主要是农民收入增长缓慢。\n一、扩大内需\n今年{WILL}\n二、加快农业发展\n{WILL}\n"
    assert roles(text) == [("扩大内需", "plan"), ("加快农业发展", "plan")]


@pytest.mark.parametrize(("prose", "role"), [(DONE, "achievement"), (WILL, "plan")])
def test_a_silent_heading_takes_its_role_from_its_prose_and_not_from_the_section_before(prose, role):
    text = f"青山县水务局情况\n一、存在的问题\n管网老化，漏损率偏高，专业人才不足。\n二、供水保障\n{prose}{prose}\n三、节水管理\n{prose}{prose}\n"
    found = dict(roles(text))
    assert (found["供水保障"], found["节水管理"]) == (role, role)


def test_below_the_margin_a_role_is_unknown_and_the_unit_is_no_item():
    document = Document.from_text("青山县水务\n一、水源\n保障供水，服务群众。\n")
    assert {section.role for section in document.outline} == {"unknown"}
    assert document.items() == []


def test_slogans_are_no_evidence():
    assert weigh("以高质量发展为目标，全年完成投资3亿元") == weigh("，全年完成投资3亿元")
    assert heading_roles("以满意为目标，提升供水服务", 2024) == ()


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("关于农业生产问题", ()),
        ("需要把握的几个问题", ()),
        ("着力解决群众用水问题", ()),
        ("存在的问题", ("problem",)),
        ("转变政府职能", ()),
        ("主要职能", ("other",)),
        ("对今年工作的建议", ("plan",)),
    ],
)
def test_headings_that_only_speak_about_a_matter_say_nothing(title, found):
    assert heading_roles(title, 2024) == found


def test_the_weights_tell_plain_prose_apart():
    assert weigh(DONE).role == "achievement"
    assert weigh(WILL).role == "plan"
    assert weigh("人才缺乏，基础薄弱，投入不足，短板明显，发展不平衡。").role == "problem"
    assert 0 <= weigh("").lead <= 1


SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
GOLD = {path.name.split(".")[0]: path for path in (ROOT / "seeds" / "gold").glob("*.kpis.jsonl")}


@pytest.mark.parametrize("role", [*WEIGHED, "other", "unknown"])
@pytest.mark.parametrize("name", sorted(GOLD))
def test_a_wrong_role_of_every_section_of_a_real_report_refuses_no_true_claim(name, role, monkeypatch):
    path = next(seed for seed in SEEDS if seed.name.startswith(name))
    source = read_document(path).source
    mentions = {
        item["id"]: item
        for item in map(
            json.loads, (path.parent / "gold" / f"{name}.mentions.jsonl").read_text("utf-8").splitlines()
        )
    }
    facts = [json.loads(line) for line in GOLD[name].read_text("utf-8").splitlines()]
    claims = [
        {
            "indicator": fact["indicator"],
            "value": mentions[fact["mention"]]["text"],
            "status": fact["status"],
            "period": fact["period"],
        }
        for fact in facts
    ]
    plain = check(claims, Document.from_text(source))
    regions = Document.regions
    monkeypatch.setattr(
        Document,
        "regions",
        lambda self: [type(one)(one.start, one.end, role, one.path) for one in regions(self)],
    )
    turned = check(claims, Document.from_text(source))
    assert len(plain) == len(turned) >= len(facts)
    refused = [
        after.claim for before, after in zip(plain, turned, strict=True) if before.passes and after.fails
    ]
    assert refused == []


@pytest.mark.parametrize("heading", ["第三章 罚则", "法律责任", "第三章 法律责任", "三、补助标准"])
def test_the_figures_of_penalties_and_standards_are_rules(heading):
    text = (
        "云溪县供水管理办法\n第一章 总则\n第一条 为规范供水，制定本办法。\n第二章 供水管理\n第二条 供水保障率不低于98%。\n"
        f"{heading}\n第三条 按每户1000元的数额执行，最高不超过5000元；情节严重的，按2万元执行。\n"
    )
    document = Document.from_text(text)
    ruled = [(m.role, m.status, m.period) for m in document.ledger if m.unit == "元"]
    assert ruled == [("rule", "rule", None)] * 3
    assert all(item.role != "rule" for item in document.items())


BUDGET = "云溪县2025年预算执行情况和2026年预算草案的报告"
SPENT = "全县一般公共预算收入完成12.5亿元，为预算的98%，增长8.2%。"
SET = "全县一般公共预算收入13.1亿元，支出25.6亿元，比上年增加1.2亿元。"


@pytest.mark.parametrize(
    "heading",
    [
        "2026年预算草案情况", "2026年预算编制情况", "2026年收支预算情况", "2026年全县收支情况",
        "县级预算安排情况", "预算（草案）编制情况", "2026年预算安排情况（详见附件3）",
    ],
)  # fmt: skip
def test_what_is_set_down_for_the_year_to_come_is_a_plan_however_it_stands(heading):
    text = f"{BUDGET}\n\n一、2025年预算执行情况（详见附件1）\n{SPENT}\n二、{heading}\n{SET}\n（一）县本级\n{SET}\n三、主要措施\n{WILL}\n"
    assert [role for _, role in roles(text)] == ["achievement", "plan", "plan", "plan"]
    found = Document.from_text(text).ledger
    assert {one.status for one in found if one.kpi and one.start > text.index(heading)} == {"target"}


@pytest.mark.parametrize(
    "heading", ["规划实施情况", "2025年计划执行情况", "任务安排落实情况", "计划生育情况", "2025年收支情况"]
)
def test_how_a_plan_was_carried_out_is_no_plan(heading):
    assert heading_roles(heading, 2025) == ("achievement",)


def test_a_heading_of_the_year_to_come_inside_a_review_turns_those_beside_it():
    """Headings without numbers nest as they can; the year that one of them names holds for the next ones."""
    parts = "".join(
        f"{name}\n全县{name}收入安排{n}.5亿元，总支出{n}.9亿元，其中县本级安排{n}.1亿元。\n"
        for n, name in enumerate(("土地基金", "供水基金"), 3)
    )
    text = f"{BUDGET}\n\n2025年主要工作完成情况\n（一）供水。{SPENT}\n（二）节水。{SPENT}\n2026年县级预算草案\n{SET}\n{parts}"
    found = dict(roles(text))
    assert found["2026年县级预算草案"] == "plan"
    assert (found["土地基金"], found["供水基金"]) == ("plan", "plan")


def test_a_title_that_is_printed_twice_heads_no_section():
    text = f"{BUDGET}\n发布时间：2026-02-01\n各位代表：\n现将预算提请审议。\n关于{BUDGET}\n\n一、2025年预算执行情况\n{SPENT}\n（一）问题\n同时，财政工作还存在一些问题：收入增长乏力。\n二、2026年预算草案\n（一）县级预算\n{SET}\n"
    found = Document.from_text(text).outline
    assert [(one.title, one.role) for one in found if one.level == 1] == [
        ("2025年预算执行情况", "achievement"),
        ("2026年预算草案", "plan"),
    ]


def test_duties_end_where_the_numbers_of_the_outermost_headings_begin_anew():
    duties = "一、贯彻供水法规。\n二、承担管网维护。\n"
    text = f"云溪县水务局2026年部门预算\n\n水务局主要职能\n{duties}2026年预算编制说明\n一、收入预算\n{SET}\n二、支出预算\n{SET}\n三、国有资产占有使用情况\n截至2025年底，共有车辆12辆。\n"
    found = dict(roles(text))
    assert (found["收入预算"], found["支出预算"], found["国有资产占有使用情况"]) == (
        "plan",
        "plan",
        "achievement",
    )


def test_thanks_with_problems_behind_them_are_read_on():
    text = f"{BUDGET}\n\n一、2025年预算执行情况\n{SPENT}\n（一）落实决议情况\n{SPENT}\n这是县委坚强领导、县人大监督支持的结果，在此表示衷心感谢！在总结成绩的同时，我们也清醒地认识到，财政工作还面临一些问题和挑战：一是收入增长乏力，税源不稳。二是支出压力较大，债务负担较重。\n"
    assert [role for title, role in roles(text) if title.startswith(("收入增长", "支出压力"))] == [
        "problem"
    ] * 2


def test_the_kind_of_a_page_is_that_of_its_title_and_not_of_its_menu():
    text = f"政府信息公开\n依申请公开\n云溪县2025年经济运行情况分析\n来源：云溪县统计局\n一、农业生产稳中趋优\n{DONE}\n"
    assert Document.from_text(text).kind == "bulletin"


def test_a_plan_without_a_title_is_of_the_year_that_it_looks_to():
    text = (
        "当前，供水形势严峻，现就有关工作提出以下要求。\n一、总体要求\n力争到2029年，全县供水体系基本建成。\n二、培育产业\n"
        + "研发并应用管网设备。到2029年，供水企业达到40家。" * 4
    )
    metadata = Document.from_text(text).metadata
    assert (metadata.period, metadata.plan_period) == (None, "2029")
    past = Document.from_text(text.replace("力争到2029年", "截至2029年"))
    assert past.metadata.period == "2029"


def test_a_heading_of_two_matters_is_parted_by_those_that_name_them():
    text = f"各镇人民政府：\n一、发展现状和总体要求\n（一）发展现状。{DONE}\n（二）总体要求。{WILL}\n二、保障措施\n{WILL}\n"
    assert [role for _, role in roles(text)][1:3] == ["achievement", "plan"]


def test_a_subtitle_says_the_year_that_a_title_leaves_out():
    text = f"回望奋进路\n——云溪县2025年预算执行情况和2026年预算草案报告解读\n来源：云溪日报\n\n2025年财政工作成效\n{SPENT}\n2026年财政工作\n{WILL}\n"
    metadata = Document.from_text(text).metadata
    assert (metadata.period, metadata.plan_period) == ("2025", "2026")


@pytest.mark.parametrize(
    "lines",
    [
        ("关于2025年云溪县和县级", "预算执行情况与2026年云溪县和县级", "预算草案的报告"),
        ("关于云溪县2025年全县和县级预算", "执行情况与2026年全县和县级", "预算草案的报告（书面）"),
    ],
)
def test_a_title_of_three_lines_is_one(lines):
    text = (
        "\n".join(lines)
        + f"\n——2026年1月14日在云溪县第九届人民代表大会第六次会议上\n\n一、2025年预算执行情况\n{SPENT}\n"
    )
    assert Document.from_text(text).metadata.title == "".join(lines)


def test_a_paragraph_that_ends_with_a_word_of_titles_is_no_title():
    text = f"供水发展意见为落实县委决定,深入推进供水体系建设,加快现代信息技术与供水的融合,培育供水新业态,提高全县供水保障能力和水平,制定本指导意见.\n一、总体要求\n{WILL}\n"
    assert Document.from_text(text).metadata.title is None


def test_draft_accounts_are_of_the_year_that_they_close():
    text = f"云溪县人民政府关于2021年财政决算草案的报告\n\n一、2021年度财政收入完成情况\n（一）收入完成情况\n{SPENT}\n（二）2021年度收入短收情况\n{SPENT}\n"
    document = Document.from_text(text)
    assert (document.metadata.period, document.metadata.plan_period) == ("2021", None)
    assert {role for _, role in roles(text)} == {"achievement"}


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("总体要求", "培育企业", "保障措施"), "plan_outline"),
        (("2024年工作回顾", "总体要求", "保障措施"), "other"),
        (("总体要求", "培育企业"), "other"),
    ],
)
def test_headings_of_which_every_plan_has_some_make_a_text_without_a_title_a_plan(headings, kind):
    text = "".join(
        f"{number}、{heading}\n供水企业、节水企业。\n"
        for number, heading in zip("一二三", headings, strict=False)
    )
    document = Document.from_text(text)
    assert document.kind == kind
    assert kind == "other" or {section.role for section in document.outline} == {"plan"}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("补齐产业短板", "plan"),
        ("整改审计发现的问题", "plan"),
        ("破解供水难题，化解供水困难", "plan"),
        ("区域协调发展存在的问题", "problem"),
        ("助力“十四五”规划顺利收官", "achievement"),
        ("以实干保障“十四五”规划圆满完成", "achievement"),
    ],
)
def test_what_a_heading_sets_itself_to_do_is_no_problem_and_the_name_of_a_plan_no_plan(heading, role):
    outer = "2025年工作安排" if role == "plan" else "2024年工作回顾"
    text = f"水务局2024年工作总结\n一、{outer}\n（一）{heading}\n{DONE if role == 'achievement' else '供水企业、节水企业。'}\n"
    assert roles(text)[-1][1] == role


def test_behind_the_plans_of_a_report_nothing_looks_back():
    text = f"水务局2024年工作总结\n一、2024年工作回顾\n{DONE}\n二、2025年工作安排\n{WILL}\n三、自身建设\n（一）执政为民\n民心、民意、民生。\n"
    assert {role for title, role in roles(text) if title in {"自身建设", "执政为民"}} == {"plan"}


def test_a_section_that_says_nothing_is_what_all_before_it_are():
    text = f"\n一、综合\n{DONE}{DONE}\n二、工业\n{DONE}{DONE}\n三、教育\n各类学校、各类教师。\n"
    assert [role for _, role in roles(text)] == ["achievement"] * 3


def test_a_unit_of_an_audit_in_which_nothing_was_wrong_is_no_finding():
    sound = "延伸调查了5个单位。结果表明，有关部门深化预算管理改革，提高资金使用绩效，执行情况总体较好，全年收入12.5亿元。"
    wrong = "2个单位违规发放补贴35万元；3个单位未按规定上缴租金20万元，涉及资金长期滞留在账上未作处理，截至年底仍未收回。"
    text = f"关于云溪县2023年度预算执行的审计工作报告\n一、财政管理审计情况\n（一）预算执行审计\n{sound}\n（二）部门审计\n{wrong}\n"
    assert [role for _, role in roles(text)][1:] == ["achievement", "problem"]


def test_a_heading_above_a_heading_is_one():
    text = f"关于云溪县2025年预算执行情况的报告\n{DONE}\n2025年全县预算执行情况\n一般公共预算\n{DONE}{DONE}\n"
    assert [title for title, _ in roles(text)][:2] == ["2025年全县预算执行情况", "一般公共预算"]


def test_a_heading_of_a_bulletin_that_says_something_is_low_heads_results():
    text = f"云溪县2024年国民经济和社会发展统计公报\n一、投资增长动力不足\n{DONE}\n二、运行中存在的问题\n水源不足，管网老化。\n"
    assert [role for _, role in roles(text)] == ["achievement", "problem"]


@pytest.mark.parametrize(
    ("said", "period", "plan"),
    [
        ("2021年工作回顾", "2021", None),
        ("2021年全县供水增长8%", "2021", None),
        ("2022年主要目标", "2021", "2022"),
    ],
)
def test_the_year_behind_the_name_of_a_report_is_its_own(said, period, plan):
    metadata = Document.from_text(f"《政府工作报告》摘要：{said}\n\n{DONE}\n{DONE}\n").metadata
    assert (metadata.period, metadata.plan_period) == (period, plan)


def test_the_outline_of_the_first_five_year_plan_is_read():
    text = f"关于发展国民经济的第一个五年计划的报告\n一、第一个五年计划的任务\n{WILL}\n"
    metadata = Document.from_text(text).metadata
    assert (metadata.period, metadata.plan_period) == (None, "1953/1957")


@pytest.mark.parametrize(
    ("made", "kind"),
    [("制定本实施细则", "notice"), ("制定以下政策措施", "notice"), ("制定本三年行动方案", "plan_outline")],
)
def test_the_first_article_says_what_a_document_is(made, kind):
    assert (
        Document.from_text(f"第一条 为规范供水，保障用水，{made}。\n第二条 供水企业、用水单位。\n").kind
        == kind
    )


def test_a_report_on_the_budgets_of_two_years_is_of_both():
    text = f"关于云溪县2025年预算情况和2026年预算草案的报告\n一、2025年预算执行及债务总体情况\n{DONE}{DONE}\n二、2026年预算草案\n{WILL}{WILL}\n"
    assert Document.from_text(text).kind == "work_report"
    assert [role for _, role in roles(text)] == ["achievement", "plan"]


@pytest.mark.parametrize("title", ["供水现状", "面临的形势", "编制背景", "重要意义"])
def test_a_plan_may_state_how_things_are_before_it_plans(title):
    text = f"青山县供水规划\n\n一、{title}\n全县水厂达到12座。\n二、主要任务\n新建水厂3座。\n"
    assert roles(text) == [(title, "achievement"), ("主要任务", "plan")]


def test_to_work_out_the_situation_is_no_situation():
    text = "青山县供水规划\n\n一、形势研判机制\n建立机制3项。\n二、主要任务\n新建水厂3座。\n"
    assert roles(text)[0] == ("形势研判机制", "plan")


def test_progress_that_is_still_to_come_is_planned():
    assert heading_roles("改革迈出新步伐") == ("achievement",)
    assert heading_roles("在改革上迈出更大步伐") == ()


@pytest.mark.parametrize("said", ["向大会作报告，请审议", "作政府工作报告，请予审议，并请列席人员提出意见"])
def test_who_reports_to_an_assembly_gives_a_work_report(said):
    text = f"各位代表：\n我代表县政府{said}。\n一、2024年第十四个五年计划执行情况\n{DONE}\n二、2025年工作安排\n{WILL}\n"
    assert Document.from_text(text).kind == "work_report"


def test_where_general_rules_come_first_all_chapters_are_rules():
    text = "第一章 总则\n第一条 为规范供水，制定本规范。\n第二章 水厂\n第二条 水厂应有水池2座。\n第三章 职工情况\n第三条 每班不少于3人。\n"
    document = Document.from_text(text)
    assert {section.role for section in document.outline if section.level == 1} == {"rule"}
    assert {one.status for one in document.ledger if one.kpi} == {"rule"}


def test_what_only_looks_ahead_and_has_no_title_plans():
    text = "到2027年，供水更加安全。\n一、管网\n管网达到90公里。\n二、水厂\n水厂达到12座。\n"
    assert roles(text) == [("管网", "plan"), ("水厂", "plan")]
    assert roles(text.replace("到2027年，", "2024年，全县奋进，2024年")) != roles(text)


def test_where_no_heading_plans_the_plan_begins_with_its_aims():
    aims = "2025年发展主要预期目标是：供水能力增长5%。重点做好以下工作："
    text = f"青山县政府工作报告\n\n一、2024年工作回顾\n（一）管网成效显著。{DONE}\n（二）水厂成效显著。{DONE}\n{aims}\n（一）管网。新建管网90公里。\n（二）水厂。新建水厂3座。\n"
    read = roles(text)
    assert [role for _, role in read] == ["achievement"] * 3 + ["plan"] * 2
    untitled = text.replace("一、2024年工作回顾\n", "2024年，全县奋进。\n")
    assert [role for _, role in roles(untitled)] == ["achievement"] * 2 + ["plan"] * 2
    planned = text.replace(aims, f"二、2025年工作安排\n{aims}")
    assert [role for _, role in roles(planned)] == ["achievement"] * 3 + ["plan"] * 3


def test_the_situation_beside_tasks_is_of_both_but_behind_a_review():
    assert heading_roles("当前形势和任务") == ("achievement", "plan")
    review = "一、2024年工作回顾\n全年新建水厂3座。\n二、面临的形势和任务\n建设管网90公里。\n"
    assert roles(f"青山县政府工作报告\n\n{review}")[1] == ("面临的形势和任务", "plan")


def test_what_consists_of_articles_is_rules():
    articles = "".join(
        f"第{number}条 水厂应有水池{count}座。\n" for count, number in enumerate("一二三四五", 2)
    )
    text = f"各乡镇：\n现将规范印发。\n一、供水\n{articles}"
    assert {one.status for one in Document.from_text(text).ledger if one.kpi} == {"rule"}
    few = text.replace(articles, articles[: articles.index("第五条")])
    assert {one.status for one in Document.from_text(few).ledger if one.kpi} != {"rule"}


def test_lines_below_aims_are_aims_until_one_ends_them():
    text = "青山县2025年政府工作报告\n\n2025年，全县继续治水，供水更加安全，群众更加满意。\n全县主要预期目标是：\n供水能力增长7%；\n管网增长8%；\n受益群众5万人。\n2024年，全县新建水厂3座。\n"
    read = [(one.text, one.status) for one in Document.from_text(text).ledger if one.kpi]
    assert read == [("7%", "target"), ("8%", "target"), ("5万人", "target"), ("3座", "actual")]


def test_the_second_half_of_a_year_that_is_over_is_no_plan():
    text = "青山县2025年政府工作报告\n\n一、2024年工作回顾\n上半年供水不足。下半年供水明显好转，增长7%。\n"
    assert {one.status for one in Document.from_text(text).ledger if one.kpi} == {"actual"}


STANDARD = "云溪县民政局关于{}的通知\n各镇人民政府：\n一、城市低保标准由每人每月620元提高到680元。\n二、特困人员生活费为每人每月884元。\n"


@pytest.mark.parametrize(
    ("matter", "status"), [("调整城乡低保标准", "rule"), ("做好低保标准化工作", "target")]
)
def test_a_notice_of_standards_sets_rules(matter, status):
    document = Document.from_text(STANDARD.format(matter))
    assert {one.text: one.status for one in document.ledger}["680元"] == status
    assert bool(document.items()) == (status == "target")


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("2021年，县本级收入12.6亿元，支出35.2亿元。", "achievement"),
        ("2021年，县本级违规发放补贴12.6万元。", "problem"),
    ],
)
def test_a_section_of_an_audit_is_judged_by_its_own_words(first, role):
    text = f"云溪县2021年预算执行的审计结果公告\n一、基本情况\n{first}\n二、审计发现的主要问题\n1.未按规定收缴收益328.6万元。\n"
    document = Document.from_text(text)
    assert document.outline[0].role == role
