"""Tables whose cells were copied into plain text, one a line or one row a line."""

import pytest

from counted import lines_run
from policysum.document import Document
from policysum.document.flat_heads import heads_of
from policysum.document.flat_lines import tokens_of
from policysum.document.flat_tables import flat_tables
from policysum.document.lines import lines_of, lines_of_page
from policysum.document.markdown import markdown_figures
from policysum.lexicon import table
from policysum.statements.ground import Ground

OPENING = "2023年云溪县国民经济和社会发展统计公报\n一、综合\n2023年，全县经济平稳运行，各项事业稳步发展。\n"
CLOSING = "全县财政收入12.5亿元，比上年增长4.2%。\n"


def read(text):
    """What a text holds of tables: each number with its name, year and unit."""
    found = flat_tables(text, lines_of_page(text))
    return [(text[one.start : one.end], one.name, one.year, one.unit) for one in found.figures]


def of(*lines):
    return read(OPENING + "\n".join(lines) + "\n" + CLOSING)


@pytest.mark.parametrize(
    ("lines", "figures"),
    [
        (  # the unit above the heads, a rate beside the amount
            "2023年产值情况/单位：万元/指 标/绝对数/同比增长（±%）/茶叶/310.5/7.0/蚕桑/82.4/-1.5/花木/—/3.1",
            [
                ("310.5", "茶叶", "", "万元"), ("7.0", "茶叶同比增长", "", "%"), ("82.4", "蚕桑", "", "万元"),
                ("-1.5", "蚕桑同比增长", "", "%"), ("3.1", "花木同比增长", "", "%"),
            ],
        ),
        (  # units in a column of their own, a line that belongs to the name below it
            "产品名称/单位/产量/比上年增长（%）/水泥/万吨/51/2.2/陶瓷/万件/730/8.1/其中：/日用陶瓷/万件/420/9.5/纱/吨/1,205/-4",
            [
                ("51", "水泥产量", "", "万吨"), ("2.2", "水泥比上年增长", "", "%"), ("730", "陶瓷产量", "", "万件"),
                ("8.1", "陶瓷比上年增长", "", "%"), ("420", "日用陶瓷产量", "", "万件"), ("9.5", "日用陶瓷比上年增长", "", "%"),
                ("1,205", "纱产量", "", "吨"), ("-4", "纱比上年增长", "", "%"),
            ],
        ),
        (  # columns of years, units in the names
            "指标/2022年/2023年/常住人口（万人）/31.2/31.0/绿化率（%）/40.1/40.8/医院（所）/12/13",
            [
                ("31.2", "常住人口", "2022", "万人"), ("31.0", "常住人口", "2023", "万人"), ("40.1", "绿化率", "2022", "%"),
                ("40.8", "绿化率", "2023", "%"), ("12", "医院", "2022", "所"), ("13", "医院", "2023", "所"),
            ],
        ),
        (  # rows named by years, which are numbers like the cells
            "单位：吨/年份/产量/销量/2021/310/300/2022/330/320/2023/350/345",
            [
                ("310", "产量", "2021", "吨"), ("300", "销量", "2021", "吨"), ("330", "产量", "2022", "吨"),
                ("320", "销量", "2022", "吨"), ("350", "产量", "2023", "吨"), ("345", "销量", "2023", "吨"),
            ],
        ),
        (  # one column, whose unit is said
            "单位：公顷/乡镇/面积/东河镇/120/西河镇/95/南河镇/88",
            [("120", "东河镇面积", "", "公顷"), ("95", "西河镇面积", "", "公顷"), ("88", "南河镇面积", "", "公顷")],
        ),
        (  # heads that say by themselves what they are, a caption above them
            "居民收入情况/绝对数（元）/比上年增长（%）/全体居民收入/30100/6/城镇居民收入/39200/5/农村居民收入/21300/7",
            [
                ("30100", "全体居民收入", "", "元"), ("6", "全体居民收入比上年增长", "", "%"), ("39200", "城镇居民收入", "", "元"),
                ("5", "城镇居民收入比上年增长", "", "%"), ("21300", "农村居民收入", "", "元"), ("7", "农村居民收入比上年增长", "", "%"),
            ],
        ),
        (  # a head and a name that broke over two lines, a unit below its head
            "指标/产量/（吨）/比上年/增长（%）/茶叶/31/2/桑蚕和/其他/12/3/花木/7/4",
            [
                ("31", "茶叶产量", "", "吨"), ("2", "茶叶比上年增长", "", "%"), ("12", "桑蚕和其他产量", "", "吨"),
                ("3", "桑蚕和其他比上年增长", "", "%"), ("7", "花木产量", "", "吨"), ("4", "花木比上年增长", "", "%"),
            ],
        ),
        (  # rows on one line
            "单位：万元/项  目 年初预算 完成数/契税 1,300 1,310/其中： 新房 900 880/车船税 25 24",
            [
                ("1,300", "契税年初预算", "", "万元"), ("1,310", "契税完成数", "", "万元"), ("900", "新房年初预算", "", "万元"),
                ("880", "新房完成数", "", "万元"), ("25", "车船税年初预算", "", "万元"), ("24", "车船税完成数", "", "万元"),
            ],
        ),
        (  # the same with tabs, and years that name the rows
            "单位：亿元/年份\t产值\t增速（%）/2021\t31.5\t8/2022\t33.1\t6.5/2023\t35\t7",
            [
                ("31.5", "产值", "2021", "亿元"), ("8", "增速", "2021", "%"), ("33.1", "产值", "2022", "亿元"),
                ("6.5", "增速", "2022", "%"), ("35", "产值", "2023", "亿元"), ("7", "增速", "2023", "%"),
            ],
        ),
    ],
)  # fmt: skip
def test_each_cell_has_the_name_of_its_row_and_column_and_its_unit(lines, figures):
    assert of(*lines.split("/")) == figures
    assert of(*lines.replace("/", "/ /").split("/")) == figures  # blank lines between the cells


@pytest.mark.parametrize(
    "lines",
    [
        "目 录/一、综合/1/二、农业/3/三、工业/5/四、商业/8",  # pages
        "目 录/一、综合 1/二、农业 3/三、工业 5/四、商业 8",
        "科室/电话/办公室/6650123/财务科/6650124/业务科/6650125",
        "单位：人/值班室/05596650123/05596650124/财务科/05596650125/05596650126/业务科/05596650127/05596650128",
        "单位：万元/契税/31/30/车船税/12/11/印花税/9/8",  # no heads
        "单位：万元/收入/支出/项目/行次/金额/项目/行次/金额/拨款/1/12/办公/31/9/其他/2/3/差旅/32/2/结转/3/4/培训/33/1",  # two tables side by side
        "指标/上半年/下半年/全年/茶叶/31/30/蚕桑/12/11/花木/9/8",  # more heads than columns
        "指标/绝对数/增长（%）/茶叶/31/2/蚕桑/12/3",  # two rows
        "指标/绝对数/增长（%）/茶叶/31/2/3/蚕桑/12/花木/7/4/蜂蜜/8/粮食/9/1/2/3/油料/8/5",  # rows of any length
        "一、农业/二、工业/三、商业/四、教育/五、卫生",
        "2023/1/15/2023/2/16/2023/3/17",
        "茶叶 31 30/蚕桑 12 11/花木 9 8",
    ],
)
def test_what_is_no_plain_table_is_left_as_it_is(lines):
    assert of(*lines.split("/")) == []


NUMBERED = """专栏1 主要指标
序号
指标
单位
2020年
2025年
属性
创新驱动
1
科研经费投入
亿元
3.2
5
预期性
2
专利数
件
-
120
预期性
生态环保
3
绿化覆盖率
%
41.5
43
约束性
4
水质达标率
%
88
90以上
约束性
"""


def test_numbered_rows_are_read_whatever_their_cells_are():
    text = OPENING + NUMBERED + CLOSING
    found = flat_tables(text, lines_of_page(text))
    assert [(text[one.start : one.end], one.name, one.year, one.unit, one.target) for one in found.figures] == [
        ("3.2", "科研经费投入", "2020", "亿元", False), ("5", "科研经费投入", "2025", "亿元", True),
        ("120", "专利数", "2025", "件", True),
        ("41.5", "绿化覆盖率", "2020", "%", False), ("43", "绿化覆盖率", "2025", "%", True),
        ("88", "水质达标率", "2020", "%", False), ("90以上", "水质达标率", "2025", "", True),
    ]  # fmt: skip
    quoted = {
        one.text: Document.from_text(text).ledger.quoted(one)[1] for one in Document.from_text(text).ledger
    }
    assert quoted["120"] == "2 专利数 件 - 120 预期性"
    assert [one.title for one in Document.from_text(text).outline] == ["综合"]


@pytest.mark.parametrize(
    "lines",
    [
        "序号/姓名/1/王某/2/李某",  # two rows
        "序号/指标/产量/1/茶叶/5/3/蚕桑/6/5/花木/7",  # they do not count up
        "序号/指标/产量/1/茶叶丰收。/5/2/蚕桑丰收。/6/3/花木丰收。/7",  # prose
    ],
)
def test_what_does_not_count_up_row_by_row_is_no_numbered_table(lines):
    assert of(*lines.split("/")) == []


@pytest.mark.parametrize("row", table("table_words").of("numbers_rows"), ids=lambda row: row.word)
def test_a_head_says_that_the_rows_are_numbered(row):
    lines = f"{row.example}/指标/产量（吨）/1/茶叶/5/2/蚕桑/6/3/花木/7"
    assert of(*lines.split("/")) == [
        ("5", "茶叶产量", "", "吨"),
        ("6", "蚕桑产量", "", "吨"),
        ("7", "花木产量", "", "吨"),
    ]


def test_a_row_that_lacks_a_cell_is_left_out_and_the_others_are_read():
    lines = "单位：吨/品种/产量/销量/大豆/30/28/芝麻/5/玉米/90/70/高粱/12/11"
    assert {name for _, name, _, _ in of(*lines.split("/"))} == {
        "大豆产量", "大豆销量", "玉米产量", "玉米销量", "高粱产量", "高粱销量",
    }  # fmt: skip


def test_tables_one_below_the_other_keep_their_own_heads():
    first = "单位：吨/品种/产量/大豆/30/玉米/90/高粱/12"
    second = "续表/单位：元/品种/售价/进价/大豆/3/2/玉米/2/1/高粱/4/3"
    names = [name for _, name, _, _ in of(*first.split("/"), *second.split("/"))]
    assert names[:3] == ["大豆产量", "玉米产量", "高粱产量"]
    assert names[3:5] == ["大豆售价", "大豆进价"]


TABLE = "单位：亿元\n指标\n2023年\n比上年增长（%）\n一、工业增加值\n31.5\n7.0\n二、建筑业增加值\n8.4\n-1.5\n三、服务业增加值\n45\n3.1\n"


MARKED = "单位：亿元\n\n| 指标 | 2023年 | 比上年增长（%） |\n|---|---|---|\n| 一、工业增加值 | 31.5 | 7.0 |\n| 二、建筑业增加值 | 8.4 | -1.5 |\n| 三、服务业增加值 | 45 | 3.1 |\n\n"


def test_a_cell_is_read_like_that_of_a_table_of_markdown():
    plain = Document.from_text(OPENING + TABLE + CLOSING)
    text = OPENING + MARKED + CLOSING
    marked = Document("marked", text, figures=tuple(markdown_figures(text)))
    readings = [
        [
            (one.text, one.value, one.unit, one.indicator, one.parent, one.change, one.status, one.period, one.role, one.path)
            for one in document.ledger
            if one.kpi
        ]
        for document in (plain, marked)
    ]  # fmt: skip
    assert readings[0] == readings[1]
    assert ("-1.5", "建筑业增加值比上年增长", "growth", "2023") in [
        (text, name, change, period) for text, _, _, name, _, change, _, period, _, _ in readings[0]
    ]
    assert [one.title for one in plain.outline] == [one.title for one in marked.outline] == ["综合"]


def test_what_rests_on_the_inferred_shape_of_a_table_convicts_nobody():
    document = Document.from_text(OPENING + TABLE + CLOSING)
    cells = {one.text: one for one in document.ledger if one.start >= len(OPENING)}
    assert cells["31.5"].period_ground == Ground.INFERRED
    assert cells["7.0"].change_ground == Ground.INFERRED
    assert document.ledger.quoted(cells["31.5"])[1] == "一、工业增加值 31.5 7.0"


def test_the_cells_of_a_row_stay_apart_where_a_model_reads_them():
    document = Document.from_text(OPENING + TABLE + CLOSING)
    assert "一、工业增加值 31.5 7.0\n" in document.clean.text
    at = document.clean.text.index("7.0")
    assert document.quote(document.clean.span_to_source(at, at + 3)) == "7.0"


def test_counts_without_a_unit_are_not_run_together():
    table = "指标\n发文数量\n办件数量\n东河镇\n12\n345\n西河镇\n1\n234\n南河镇\n7\n890\n"
    found = {one.text: one.indicator for one in Document.from_text(OPENING + table + CLOSING).ledger}
    assert found["12"] == "东河镇发文数量"
    assert found["345"] == "东河镇办件数量"
    assert found["234"] == "西河镇办件数量"


def test_the_last_row_above_long_prose_is_no_heading():
    table = "单位：吨\n品种 产量 销量\n大豆 30 28\n玉米 90 70\n高粱收购任务 12 11\n"
    document = Document.from_text(OPENING + table + CLOSING * 3)
    assert [one.title for one in document.outline] == ["综合"]


def test_a_table_whose_heads_are_not_plain_is_warned_of():
    table = "上年\n本年\n茶叶\n31\n30\n蚕桑\n12\n11\n花木\n9\n8\n蜂蜜\n7\n6\n"
    text = OPENING + table + CLOSING
    assert flat_tables(text, lines_of_page(text)).unread == 1
    assert "no_units" in {one.code for one in Document.from_text(text).warnings}
    assert "no_units" not in {one.code for one in Document.from_text(OPENING + TABLE + CLOSING).warnings}


@pytest.mark.parametrize("row", table("table_words").of("name_heading"), ids=lambda row: row.word)
def test_the_heads_begin_with_what_the_names_are(row):
    source = f"情况\n说明\n{row.example}\n甲产量\n乙产量\n"
    lines = [line for line in lines_of(source) if line.start < line.end]
    assert heads_of(source, lines, 3).texts == (row.example, "甲产量", "乙产量")


def test_the_parts_of_a_line_are_found():
    source = "甲\t12  3"
    assert [source[a:b] for a, b in tokens_of(source, next(lines_of(source)))] == ["甲", "12", "3"]


@pytest.mark.parametrize(
    "unit", ["1\n", "序号\n1\n甲\n", "产值\n1\n", "甲 1 2\n", "2019\n1\n2\n", "指标\n增长（%）\n甲\n1\n"]
)
def test_five_times_the_lines_cost_five_times_as_much(unit):
    def cost(size):
        text = OPENING + "单位：亿元\n指标\n绝对数\n" + unit * (size // len(unit))
        lines = lines_of_page(text)
        return lines_run(lambda: flat_tables(text, lines))

    assert cost(25_000) < 5.5 * cost(5_000)
