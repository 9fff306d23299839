import pytest

from policysum.document import Document

LONG = "全镇上下合力推进，完成投资3.5亿元，新增经营主体35户，同比增长8.1%，带动就业1200人。"


def titles(text):
    return [item.title for item in Document.from_text(text).items()]


@pytest.mark.parametrize("heading", ["基本情况", "推广成效", "水库移民安置情况"])
def test_a_heading_on_one_topic_is_one_item_whatever_paragraphs_it_has(heading):
    text = f"云溪镇概况\n一、{heading}\n{LONG}\n其中{LONG}\n此外{LONG}\n二、交通情况\n{LONG}\n"
    assert titles(text) == [heading, "交通情况"]


@pytest.mark.parametrize("heading", ["2024年工作回顾", "工作完成情况"])
def test_the_paragraphs_of_a_heading_on_all_work_are_items(heading):
    text = (
        f"云溪镇2024年工作报告\n一、{heading}\n去年产业稳，{LONG}\n去年项目多，{LONG}\n去年民生好，{LONG}\n"
    )
    assert [title[:5] for title in titles(text)] == ["去年产业稳", "去年项目多", "去年民生好"]


@pytest.mark.parametrize(("heading", "one"), [("财务收支存在的问题", False), ("多收学费4.5万元", True)])
def test_what_an_audit_found_under_a_heading_that_says_it_is_one_item(heading, one):
    found = "".join(
        f"审计发现，{name}违规收费4.5万元，未按规定上缴财政。\n" for name in ("一小", "二小", "县中")
    )
    found = titles(f"云溪县2024年教育资金审计结果公告\n一、{heading}\n{found}")
    assert found == [heading] if one else len(found) > 1


def test_paragraphs_of_which_some_begin_with_a_short_sentence_are_one_item():
    begun = "我们严格依法公开。" + LONG
    text = f"云溪县2024年工作总结\n一、公开情况\n（一）主动公开\n2024年，{LONG}\n第一季度，{LONG}\n{begun}\n（二）依申请公开\n{LONG}\n"
    assert titles(text) == ["主动公开", "依申请公开"]


@pytest.mark.parametrize(("before", "one"), [(3, True), (0, False)])
def test_a_list_at_the_end_of_a_long_paragraph_is_but_a_part_of_it(before, one):
    matter = LONG * before + "一是投资20万元改造沟渠；二是新建泵站，确保灌溉。"
    text = f"云溪镇2025年工作打算\n（一）推进水利建设\n{matter}\n（二）推进林业建设\n{LONG}\n"
    assert (titles(text) == ["推进水利建设", "推进林业建设"]) is one


@pytest.mark.parametrize(
    ("units", "one"),
    [
        (
            (
                "公务接待费12.5万元，比上年减少3万元，主要是活动减少。",
                "公务用车运行费8万元，与上年持平，主要是车辆未变。",
            ),
            True,
        ),
        (
            ("2130301水利支出（类）安排12.5万元，用于管护。", "2130302水文支出（类）安排8万元，用于监测。"),
            True,
        ),
        (("新建泵站，投资12.5万元，比上年减少3万元。", "改造管网，投资8万元，与上年持平。"), False),
    ],
)
def test_units_whose_title_is_an_amount_are_no_items_of_their_own(units, one):
    text = f"云溪县水务局2025年部门预算\n一、经费安排\n（一）{units[0]}\n（二）{units[1]}\n二、其他\n无其他安排事项，12万元以内的另行说明。\n"
    assert ("经费安排" in titles(text)) is one


BUDGET = "云溪县水务局2025年部门预算\n{}\n支出主要内容如下：\n1.“农林水支出”科目12,789万元，主要用于管护等支出。\n2.“卫生健康支出”科目1,756万元，主要用于医疗保险等支出。\n"


@pytest.mark.parametrize(
    ("opening", "an_item"),
    [
        ("2025年，全局收入预算14,545万元，其中：财政拨款14,500万元，其他收入45万元。", True),
        ("2025年，全局收入预算14,545万元，其中：收支平衡，结构合理。", False),
    ],
)
def test_a_paragraph_of_amounts_above_all_headings_is_an_item(opening, an_item):
    assert ("全局收入预算14,545万元" in "".join(titles(BUDGET.format(opening)))) is an_item


def test_the_comma_inside_a_number_ends_no_title():
    assert titles(BUDGET.format("收支平衡。")) == [
        "“农林水支出”科目12,789万元，主要用于管护等支出", "“卫生健康支出”科目1,756万元，主要用于医疗保险等支出"
    ]  # fmt: skip


def test_a_table_below_a_heading_is_one_item_with_it():
    rows = "信息内容 本年制发件数 现行有效件数\n规章 1 11\n规范性文件 2 34\n信息内容 处理决定数量\n行政许可 447\n行政处罚 12\n"
    text = f"云溪县2024年政府信息公开工作年度报告\n一、主动公开情况\n{rows}二、收到申请情况\n{LONG}\n"
    assert titles(text) == ["主动公开情况", "收到申请情况"]


def test_two_short_lines_below_a_heading_are_items_of_their_own():
    text = f"云溪镇2024年工作总结\n一、主要成效\n农业总产值增长到 12\n新建泵站投入使用的 9\n二、产业情况\n{LONG}\n"
    assert titles(text)[:1] != ["主要成效"]


ACCOUNT = "{}、农林水支出（类）水利（款）{}（项）。主要用于：管护。年初预算为12.5万元，支出决算为12万元。\n"
ACCOUNTS = "".join(ACCOUNT.format(number, name) for number, name in enumerate(("防汛", "抗旱", "水文"), 1))


def test_entries_of_the_scheme_of_accounts_below_a_heading_are_one_item_with_it():
    text = f"云溪县水务局2024年部门决算\n五、财政拨款支出决算情况说明\n（一）总体情况\n{LONG}\n（二）具体情况\n{LONG}其中：\n{ACCOUNTS}六、其他说明\n{LONG}\n"
    assert titles(text) == ["总体情况", "具体情况", "其他说明"]


def test_entries_of_the_scheme_of_accounts_without_a_heading_are_one_item_from_what_leads_on_to_them():
    document = Document.from_text(
        BUDGET.format(f"2025年，全局收支平衡，{LONG}").partition("1.")[0] + ACCOUNTS
    )
    (item,) = document.items()
    assert (item.title, document.source[item.start : item.end]) == (
        "支出主要内容如下",
        f"支出主要内容如下：\n{ACCOUNTS}".strip(),
    )


def test_a_list_of_accounts_that_nothing_leads_on_to_begins_with_its_first_entry():
    document = Document.from_text(f"云溪县水务局2025年部门预算\n收支平衡，结构合理。\n{ACCOUNTS}")
    (item,) = document.items()
    assert document.source[item.start :].startswith("1、")
    assert item.title.startswith("农林水支出（类）")


def test_two_entries_of_the_scheme_of_accounts_are_no_list():
    two = "".join(ACCOUNTS.splitlines(keepends=True)[:2])
    assert len(titles(f"云溪县水务局2025年部门预算\n收支平衡，结构合理。\n{two}")) == 2


SENTENCE = "重点产业新上项目固定资产投资达到5000万元以上且亩均投资不低于100万元的，按投资额给予5%的奖励。"


@pytest.mark.parametrize(
    ("heading", "lines", "own"),
    [
        ("（一）投资支持", (SENTENCE, f"对乡镇引进的{SENTENCE}"), False),
        ("（一）投资支持", (f"新建项目。{SENTENCE}", f"技改项目。{SENTENCE}"), True),
        ("一、投资支持", (SENTENCE, f"对乡镇引进的{SENTENCE}"), True),
    ],
)
def test_numbered_sentences_without_titles_below_a_bracketed_heading_are_one_item_with_it(
    heading, lines, own
):
    text = f"云溪县支持产业发展若干政策\n{heading}\n1.{lines[0]}\n2.{lines[1]}\n{heading.replace('一', '二')[:3]}用地支持\n{LONG}\n"
    assert ("投资支持" not in titles(text)) is own


def test_what_a_policy_applies_to_is_no_item():
    assert titles(f"云溪县支持产业发展若干政策\n一、适用范围\n本政策适用于在本县注册的企业，共35家。\n二、投资支持\n{LONG}\n三、用地支持\n{LONG}\n") == [
        "投资支持", "用地支持"
    ]  # fmt: skip
