"""Tables of a plain text whose lines name several numbers, forms known by their words, and heads that say all."""

import pytest

from counted import lines_run
from policysum.document import Document
from policysum.document.flat_tables import flat_tables
from policysum.document.lines import lines_of_page
from policysum.lexicon import table

OPENING = "云溪县水务局2025年部门预算\n一、说明\n2025年，全局收支平衡，各项安排如下。\n"
PAIRED = [
    "编制部门：云溪县水务局 单位：元", "本年收入 本年支出", "项目 预算数 项目 预算数",
    "一、财政拨款收入 1,200,450.00 一、教育支出 30,000.00", "1. 一般公共预算资金 1,200,450.00 二、农林水支出 1,100,450.00 900,000.00 200,450.00",
    "2. 政府性基金 三、住房保障支出 70,000.00", "二、事业收入", "三、其他收入", "收入总计 1,200,450.00 支出总计 1,200,450.00",
]  # fmt: skip


def read(*lines):
    text = OPENING + "\n".join(lines) + "\n"
    found = flat_tables(text, lines_of_page(text))
    return [(text[one.start : one.end], one.name, one.unit) for one in found.figures]


def test_lines_that_name_several_numbers_are_a_table():
    assert read(*PAIRED) == [
        ("1,200,450.00", "财政拨款收入", "元"), ("30,000.00", "教育支出", "元"),
        ("1,200,450.00", "一般公共预算资金", "元"), ("1,100,450.00", "农林水支出", "元"),
        ("900,000.00", "", "元"), ("200,450.00", "", "元"), ("70,000.00", "住房保障支出", "元"),
        ("1,200,450.00", "收入总计", "元"), ("1,200,450.00", "支出总计", "元"),
    ]  # fmt: skip


def test_the_rows_of_such_a_table_are_neither_headings_nor_items():
    document = Document.from_text(OPENING + "\n".join(PAIRED) + "\n")
    assert [section.title for section in document.outline] == ["说明"]
    assert {one.unit for one in document.ledger if one.text.endswith("0.00")} == {"元"}
    assert "no_units" not in {one.code for one in document.warnings}


@pytest.mark.parametrize(
    "lines",
    [
        PAIRED[1:],  # no unit
        [*PAIRED[:3], PAIRED[3], "收支平衡，无结余。"],  # one line alone
        ["单位：元", "收入 12.5 支出。", "收入 12.5 支出 8；"],  # prose
        ["单位：元", "12.5 收入 8 支出 9", "3 支出 4 收入 5"],  # no name at the beginning
        ["单位：元", f"收入 5 {'某' * 40} 6", f"支出 5 {'某' * 40} 6"],  # no names but sentences
    ],
)
def test_what_is_no_such_table(lines):
    assert read(*lines) == []


def test_the_unit_may_stand_alone_in_brackets_and_lines_with_one_name_belong_to_the_table():
    lines = [
        "项目资金",
        "（万元）",
        "资金总额 41.00 年度申请 40.00",
        "其中：财政资金 40.00",
        "上年结转 - 其他资金 1.00",
    ]
    assert read(*lines) == [
        ("41.00", "资金总额", "万元"), ("40.00", "年度申请", "万元"), ("40.00", "财政资金", "万元"), ("1.00", "其他资金", "万元"),
    ]  # fmt: skip


HEADS = ["信息内容 本年制发件数 现行有效件数", "规章 1 11"]


def test_one_row_is_a_table_where_each_head_says_what_it_is():
    assert read(*HEADS, "信息内容 本年处理数量", "行政许可 7", "信息内容 收费金额（单位：万元）", "行政收费 96.5") == [
        ("1", "规章本年制发件数", "件"), ("11", "规章现行有效件数", "件"),
        ("7", "行政许可本年处理数量", ""), ("96.5", "行政收费金额", "万元"),
    ]  # fmt: skip
    assert read("信息内容 经办科室", "行政许可 447", "行政处罚 12", "行政强制 1") == []


def test_a_count_without_a_measure_word_is_a_figure():
    text = OPENING + "信息内容 处理决定数量\n行政许可 447\n行政处罚 12\n行政强制 1\n"
    found = {one.text: one for one in Document.from_text(text).ledger}
    assert (found["447"].kind, found["447"].unit, found["447"].kpi) == ("count", "", True)
    assert found["447"].indicator == "行政许可处理决定数量"


FORM = [
    "申请人情况", "自然人", "法人或其他组织", "总计 商 业 企", "业", "科研机", "构", "其他",
    "一、本年新收申请数量 31 5 0 0 6 4 46", "三、", "本", "年", "（一）予以公开 12 2 0 0 5 3 22",
    "（二）部分公开（区分处理的，只计这一情", "形，不计其他情形）", "4 7 0 0 0 0 11", "（三）不予公开 1 2 3",
]  # fmt: skip


def test_a_form_is_known_by_the_words_above_it_and_the_numbers_of_a_row():
    found = read(*FORM)
    assert [one[0] for one in found] == ["31", "5", "0", "0", "6", "4", "46", "12", "2", "0", "0", "5", "3", "22", "4", "7", "0", "0", "0", "0", "11"]  # fmt: skip
    assert {unit for _, _, unit in found} == {"件"}
    assert [name for _, name, _ in found][::7] == [
        "本年新收申请数量自然人",
        "予以公开自然人",
        "部分公开自然人",
    ]
    assert found[6][1] == "本年新收申请数量总计"


def test_the_lines_of_a_form_are_no_headings():
    assert [one.title for one in Document.from_text(OPENING + "\n".join(FORM[:-1]) + "\n").outline] == [
        "说明"
    ]


@pytest.mark.parametrize("row", table("table_words").of("form"), ids=lambda row: row.word)
def test_the_words_of_a_form_say_what_its_columns_are(row):
    heads = row.value.split("|")[1:]
    values = " ".join(str(number) for number in range(1, len(heads) + 1))
    found = read(" ".join(row.example), *(f"{name} {values}" for name in "甲乙丙"))
    assert found[0][1] == f"甲{row.expected}"
    assert len(found) == 3 * len(heads)


@pytest.mark.parametrize("row", table("table_words").of("count_heading"), ids=lambda row: row.word)
def test_a_heading_of_counts_has_their_unit_in_it(row):
    found = read(f"项目 {row.example}", "甲 5", "乙 6", "丙 7")
    assert f"{found[0][0]}{found[0][2]}" == row.expected


@pytest.mark.parametrize(
    "unit",
    [
        "收入 5 支出 6\n",
        "单位：元\n收入 5 支出 6\n收入 5 支出 6\n无。\n",
        "申请人情况\n1\n",
        "信息内容 处理决定数量\n甲 5\n",
    ],
)
def test_five_times_the_lines_cost_five_times_as_much(unit):
    def cost(size):
        text = OPENING + "单位：元\n" + unit * (size // len(unit))
        lines = lines_of_page(text)
        return lines_run(lambda: flat_tables(text, lines))

    assert cost(25_000) < 5.5 * cost(5_000)
