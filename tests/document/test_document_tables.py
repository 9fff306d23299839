"""What a table says of each of its numbers: the names of row and column, the year, the unit, whether it is aimed at."""

from decimal import Decimal

import pytest
from test_document_formats import W, docx, save

from policysum.document import read_document
from policysum.document.grid import Cell
from policysum.document.markdown import markdown_figures
from policysum.document.table_units import is_unit_line, unit_in
from policysum.document.tables import table_rows
from policysum.errors import DocumentError
from policysum.extract.extractive import extractive
from policysum.lexicon import table

WORDS = table("table_words")


def read(rows, unit=""):
    return [
        (row.text[figure.start : figure.end], figure.name, figure.year, figure.target)
        for row in table_rows([[Cell(text) for text in row] for row in rows], unit)
        for figure in row.figures
    ]


@pytest.mark.parametrize(
    ("rows", "unit", "figures"),
    [
        (  # the unit above the table is none of its rates
            [["项目", "年初预算", "完成数", "比上年增长%"], ["契税", "300", "310", "-3.3"]],
            "万元",
            [("300万元", "契税年初预算", "", True), ("310万元", "契税完成数", "", False), ("-3.3%", "契税比上年增长", "", False)],
        ),
        (  # two units above it: the second is that of its rates
            [["指标", "2023年", "增速"], ["工业产值", "120", "6.5"]],
            "亿元、%",
            [("120亿元", "工业产值", "2023", False), ("6.5%", "工业产值增速", "", False)],
        ),
        (  # a column of units, one that numbers the rows, and one that binds
            [
                ["序号", "指标", "单位", "2020年", "2025年", "属性"],
                ["1", "研发经费投入", "亿元", "3.2", "5", "预期性"],
                ["2", "森林覆盖率", "%", "41.5", "43", "约束性"],
            ],
            "",
            [
                ("3.2亿元", "研发经费投入", "2020", False), ("5亿元", "研发经费投入", "2025", True),
                ("41.5%", "森林覆盖率", "2020", False), ("43%", "森林覆盖率", "2025", True),
            ],
        ),
        (  # years down the side
            [["年份", "产值", "增速"], ["2022", "100", "8"], ["2023", "110", "10"]],
            "亿元、%",
            [("100亿元", "产值", "2022", False), ("8%", "增速", "2022", False), ("110亿元", "产值", "2023", False), ("10%", "增速", "2023", False)],
        ),
        (  # a rate that may be either way, and a row without a number
            [["指标", "绝对数", "同比增长（±%）"], ["茶叶", "31", "-2"], ["蚕桑", "—", "--"]],
            "万元",
            [("31万元", "茶叶", "", False), ("-2%", "茶叶同比增长", "", False)],
        ),
        (  # the number of a line between the name and the amount
            [["项目", "行次", "金额"], ["拨款收入", "1", "120"], ["其他收入", "2", "3.5"]],
            "万元",
            [("120万元", "拨款收入", "", False), ("3.5万元", "其他收入", "", False)],
        ),
        (  # a caption set as a row of the table
            [["单位：吨", "", ""], ["品种", "产量", "销量"], ["大豆", "30", "28"], ["玉米", "90", "70"]],
            "",
            [("30吨", "大豆产量", "", False), ("28吨", "大豆销量", "", False), ("90吨", "玉米产量", "", False), ("70吨", "玉米销量", "", False)],
        ),
        (  # the units stand in a row of their own
            [["年份", "工业产值", "用电量"], ["", "（亿元）", "万千瓦时"], ["2023年", "62.6", "1200"]],
            "",
            [("62.6亿元", "工业产值", "2023", False), ("1200万千瓦时", "用电量", "2023", False)],
        ),
        (  # as before, below a name
            [["指标", "产值", "增速"], ["单位", "亿元", "%"], ["工业", "62.6", "5.3"], ["农业", "12", "-2.1"]],
            "",
            [("62.6亿元", "工业产值", "", False), ("5.3%", "工业增速", "", False), ("12亿元", "农业产值", "", False), ("-2.1%", "农业增速", "", False)],
        ),
        ([["部门", "负责人", "电话"], ["水务局", "王某", "转办公室"]], "", []),
    ],
    ids=["caption", "two units", "unit column", "years", "either way", "line numbers", "caption row", "row of units", "named row of units", "no figures"],
)  # fmt: skip
def test_each_number_of_a_table_has_row_column_year_and_unit(rows, unit, figures):
    assert read(rows, unit) == figures


@pytest.mark.parametrize(
    ("line", "unit", "alone"),
    [
        ("单位：万元", "万元", True),
        ("（单位：亿元、%）", "亿元、%", True),
        ("计量单位: 公顷", "公顷", True),
        ("表2 收支情况（单位：万元）", "万元", False),
        ("责任单位：县水务局", "", False),
        ("单位：县财政局", "", False),
    ],
)
def test_a_line_above_a_table_may_say_its_unit(line, unit, alone):
    assert unit_in(line) == unit
    assert not unit or is_unit_line(line) == alone


@pytest.mark.parametrize("row", WORDS.of("unit_heading"), ids=lambda row: row.word)
def test_a_heading_of_units_gives_each_row_its_own(row):
    assert read([["项目", row.example, "2023年"], ["甲", "吨", "5"]])[0][0] == "5吨"


@pytest.mark.parametrize("row", WORDS.of("attribute_heading", "attribute"), ids=lambda row: row.word)
def test_what_binds_or_is_expected_is_aimed_at(row):
    head, value = (row.word, "预期性") if row.group == "attribute_heading" else ("属性", row.word)
    assert read([["项目", "2025年", head], ["甲", "5", value]])[0][3]


@pytest.mark.parametrize("row", WORDS.of("group_heading"), ids=lambda row: row.word)
def test_a_column_that_sorts_the_rows_names_none(row):
    assert read([[row.example, "项目", "产量"], ["农业", "甲", "5"]])[0][1] == "甲产量"


@pytest.mark.parametrize("row", WORDS.of("bare_heading", "growth_heading"), ids=lambda row: row.word)
def test_a_heading_that_says_only_that_here_are_numbers_adds_no_name(row):
    assert read([["项目", row.example], ["甲", "5"]], "吨")[0][1] == row.expected
    assert read([["项目", row.example], ["甲", "5"]], "吨")[0][0] == ("5" if row.value else "5吨")


@pytest.mark.parametrize("row", WORDS.of("aim_heading"), ids=lambda row: row.word)
def test_below_the_heading_of_a_plan_stands_what_is_aimed_at(row):
    assert read([["项目", row.example], ["甲", "5"]])[0][3]
    assert not read([["项目", "执行数"], ["甲", "5"]])[0][3]


MARKDOWN = """# 云溪市2023年财政情况

2023年，全市财政运行平稳，收入稳步增长，现将收支情况公布如下。

## 收入情况（单位：万元）

| 项目 | 年初预算 | 完成数 |
| --- | ---: | ---: |
| 契税 | 1,300 | **1,250** |
| 增值税 | 8,000 | 8,100 |

指标|单位|2023年|增速
---|---|---|---
工业产值|亿元|62.6|5.3%
"""


def test_the_numbers_of_a_markdown_table_keep_their_places_and_get_units_and_names(tmp_path):
    document = read_document(save(tmp_path, "a.md", MARKDOWN))
    assert document.source == MARKDOWN
    found = [
        (document.source[one.start : one.end], one.value, one.unit, one.indicator, one.status)
        for one in document.ledger
        if one.unit and one.kind != "date"
    ]
    assert found == [
        ("1,300", 13_000_000, "元", "契税年初预算", "target"),
        ("1,250", 12_500_000, "元", "契税完成数", "actual"),
        ("8,000", 80_000_000, "元", "增值税年初预算", "target"),
        ("8,100", 81_000_000, "元", "增值税完成数", "actual"),
        ("62.6", 6_260_000_000, "元", "工业产值", "actual"),
        ("5.3%", document.ledger[-1].value, "%", "工业产值增速", "actual"),
    ]
    assert document.ledger[-1].change == "growth"
    assert document.ledger[-2].period == "2023"


@pytest.mark.parametrize(
    "text", ["a|b", "|" * 5000, "|-|\n" * 3000, "\\|" * 3000, "| |\n|--|\n" * 500, "甲|5|6\n"]
)
def test_odd_bars_are_no_table(text):
    assert markdown_figures(text) == []


def table_of(rows):
    cells = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
            for text, more in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def test_the_numbers_of_a_word_table_are_named_with_the_unit_above_it(tmp_path):
    span = '<w:gridSpan w:val="2"/>'
    rows = [
        [("项目", '<w:vMerge w:val="restart"/>'), ("完成投资", span)],
        [("", "<w:vMerge/>"), ("2022年", ""), ("2023年", "")],
        [("水库", ""), ("300", ""), ("450", "")],
    ]
    data = docx(
        "云溪市2023年水利情况",
        "2023年，全市水利投资稳步增长，现公布如下。",
        "单位：万元",
        table_of(rows),
        "以上为快报数。",
    )
    document = read_document(save(tmp_path, "a.docx", data))
    assert "水库：2022年完成投资300万元；2023年完成投资450万元。" in document.source
    assert [(one.text, one.indicator, one.period) for one in document.ledger if one.kpi] == [
        ("300万元", "水库完成投资", "2022"), ("450万元", "水库完成投资", "2023"),
    ]  # fmt: skip
    assert [piece.text for piece in document.boilerplate] == ["单位：万元"]


def test_a_word_file_of_too_many_cells_is_refused_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr("policysum.document.docx_body.MAX_CELLS", 100)
    data = docx("一、情况", table_of([[("5", "")] * 60] * 2))
    with pytest.raises(DocumentError, match=r"a\.docx: the tables of the Word file have more than 100 cells"):
        read_document(save(tmp_path, "a.docx", data))


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


RAISED, HIDDEN = '<w:vertAlign w:val="superscript"/>', "<w:vanish/>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("年末常住人口") + run("4", RAISED) + run("76.48万人。"), "年末常住人口76.48万人。"),
        (run("库容3.5×10") + run("8", RAISED) + run("m") + run("3", RAISED) + run("。"), "库容3.5×10⁸m³。"),
        (
            run("年末常住人口") + run("[4]", '<w:position w:val="6"/>') + run("76.48万人。"),
            "年末常住人口76.48万人。",
        ),
        (
            run("年末常住人口") + run("4", '<w:rStyle w:val="note"/>') + run("76.48万人。"),
            "年末常住人口76.48万人。",
        ),
        (run("增长") + run("99", '<w:rStyle w:val="secret"/>') + run("3.2%。"), "增长3.2%。"),
        (
            run("增长") + run("9", '<w:rStyle w:val="secret"/><w:vanish w:val="0"/>') + run(".2%。"),
            "增长9.2%。",
        ),
        (run("增长") + run("9", '<w:position w:val="-6"/>') + run(".2%。"), "增长9.2%。"),
        (run("增长") + run("99", HIDDEN) + run("3.2%。"), "增长3.2%。"),
        (run("增长") + run("9", '<w:vanish w:val="0"/>') + run(".2%。"), "增长9.2%。"),
        (
            run("二氧化碳CO") + run("2", '<w:vertAlign w:val="subscript"/>') + run("排放5吨。"),
            "二氧化碳CO2排放5吨。",
        ),
    ],
)
def test_marks_of_notes_and_hidden_runs_of_a_word_file_are_no_text(tmp_path, runs, text):
    styles = (
        '<w:style w:styleId="note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:styleId="secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    data = docx(
        "一、情况", f"<w:p>{runs}</w:p>", extra=[("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")]
    )
    assert read_document(save(tmp_path, "a.docx", data)).source == f"一、情况\n{text}"


@pytest.mark.parametrize(
    ("runs", "text"),
    [(run("亏损88万元。"), ""), (run("盈利6万元。", '<w:vanish w:val="0"/>'), "\n盈利6万元。")],
)
def test_a_style_that_hides_its_paragraphs_hides_their_text(tmp_path, runs, text):
    style = '<w:style w:type="paragraph" w:styleId="inner"><w:rPr><w:vanish/></w:rPr></w:style>'
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="inner"/></w:pPr>{runs}</w:p>'
    data = docx("一、情况", paragraph, extra=[("word/styles.xml", f"<w:styles {W}>{style}</w:styles>")])
    assert read_document(save(tmp_path, "a.docx", data)).source == f"一、情况{text}"


NOTED = (
    "<w:p><w:r><w:t>年末常住人口76.48万人</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:{kind}Reference w:id='1'/></w:r>"
    "<w:r><w:t>，比上年增长3.2%。</w:t></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("kind", "notes"),
    [
        ("footnote", ["常住人口为年度人口抽样调查推算数，样本1200户。"]),
        ("endnote", ["数据来自青山县统计局。", "生产总值按可比价计算，比例为60%。"]),
        ("footnote", ["<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起来的9家</w:t></w:r>", "不含飞地5处。"]),
    ],
)
def test_the_notes_of_a_word_file_stand_behind_the_report_and_their_marks_are_no_digits(
    tmp_path, kind, notes
):
    runs = [text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>" for text in notes]
    separator = f"<w:{kind} w:type='separator' w:id='-1'><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>"
    content = separator + "".join(
        f"<w:{kind} w:id='{number}'><w:p><w:r><w:{kind}Ref/></w:r>{run}</w:p></w:{kind}>"
        for number, run in enumerate(runs, 1)
    )
    part = (f"word/{kind}s.xml", f"<w:{kind}s {W}>{content}</w:{kind}s>")
    paragraphs = ("一、综合", NOTED.format(kind=kind), "二、农业", "粮食产量25.9万吨，增长1.2%。")
    document = read_document(save(tmp_path, "a.docx", docx(*paragraphs, extra=[part])))
    shown = [text for text in notes if not text.startswith("<")]
    assert document.source.split("\n")[1:] == [
        "年末常住人口76.48万人，比上年增长3.2%。", "二、农业", "粮食产量25.9万吨，增长1.2%。", *shown,
    ]  # fmt: skip
    assert document.quote(document.body).endswith("增长1.2%。")
    assert [piece.text for piece in document.boilerplate if piece.kind == "annex"] == shown


def test_damaged_notes_are_an_error_of_ours(tmp_path):
    data = docx("一、综合", extra=[("word/footnotes.xml", f"<w:footnotes {W}><w:p>")])
    with pytest.raises(DocumentError, match="damaged"):
        read_document(save(tmp_path, "a.docx", data))


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (
            [["科目编码", "科目名称", "年初预算", "决算数"], ["20805", "养老支出", "30", "32"], ["2080501", "离退休", "8", "9"]],
            ["养老支出年初预算", "养老支出决算数", "离退休年初预算", "离退休决算数"],
        ),
        ([["科目", "决算数"], ["208 05 养老支出", "32"], ["208 05 01 离退休", "9"]], ["养老支出决算数", "离退休决算数"]),
        ([["科目", "决算数"], ["2130135农业资源保护", "32"], ["301 工资福利支出", "9"]], ["农业资源保护决算数", "工资福利支出决算数"]),
        ([["指标", "数值"], ["12345热线受理", "3200"], ["110千伏变电站", "9"]], ["12345热线受理", "110千伏变电站"]),
    ],
)  # fmt: skip
def test_the_code_of_a_budget_is_no_part_of_the_name_of_its_row(rows, names):
    assert [name for _, name, _, _ in read(rows, "万元")] == names


@pytest.mark.parametrize(
    ("cell", "value"), [("-30", -300000), ("−1,200.5", -12005000), ("30", 300000), ("–3.1%", Decimal("-3.1"))]
)
def test_a_cell_that_begins_with_a_minus_is_negative(tmp_path, cell, value):
    rows = [["项目", "2024年"], ["转移支付净额", cell], ["契税", "20"]]
    page = "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows) + "</table>"
    text = f"<p>一、收支情况</p><p>2024年收支平稳，情况如下。</p><p>单位：万元</p>{page}"
    document = read_document(save(tmp_path, "a.html", text))
    found = [one for one in document.ledger if one.indicator == "转移支付净额"]
    assert [one.quantity.value for one in found] == [value]
    assert document.source[found[0].start : found[0].end] == found[0].text


@pytest.mark.parametrize(
    ("table", "figures"),
    [
        ("| 项目 | 金额<br>（万元） |\n|--|--|\n| 契\\|税 | `300` |\n| 车船税&nbsp; | **20** |", [("300", "契|税", "万元"), ("20", "车船税", "万元")]),
        ("单位：亿元\n\n| 指标 | 2022年 | 2023年 |\n| 产值 | 60.1 | 62.6 |", [("60.1", "产值", "亿元"), ("62.6", "产值", "亿元")]),
        ("责任单位：万元\n\n| 指标 | 2022年 |\n| 产值 | 60.1 |", [("60.1", "产值", "")]),
        (
            (
                "单位：万元\n\n<table border=1><tr><td rowspan=2>项目</td><td colspan='2'>2023年</td></tr>\n<tr><td>预算数</td><td>决算数</td></tr>"
                "<tr><td>契税</td><td> 98 </td><td>101</td></tr></table>"
            ),
            [("98", "契税预算数", "万元"), ("101", "契税决算数", "万元")],
        ),
        ("<TABLE><TR><TH>品种<TH>产量（吨）</TR><TR><TD>大豆</TD><TD>30</TD></TR>", [("30", "大豆产量", "吨")]),
        ("<table><tr><td>甲<td>乙</table><table><tr><td>品种</td><td>产量（吨）</td></tr><tr><td>大豆</td><td>30</td></tr></table>", [("30", "大豆产量", "吨")]),
        ("<t><td>3</td></tr>", []),
    ],
)  # fmt: skip
def test_marks_and_tags_within_a_markdown_table_are_no_part_of_its_names(table, figures):
    text = f"# 一、收支情况\n\n{table}\n\n新建学校12所。\n"
    found = markdown_figures(text)
    assert [(text[one.start : one.end], one.name, one.unit) for one in found] == figures


@pytest.mark.parametrize("mark", ["[^1]", "[^注2]", "[^note]"])
def test_the_mark_of_a_note_in_markdown_is_part_of_no_name(tmp_path, mark):
    document = read_document(
        save(
            tmp_path, "a.md", f"# 一、综合\n\n年末人口{mark}76.48万人，增长3.2%{mark}。\n\n{mark}: 抽样数。\n"
        )
    )
    assert [(one.text, one.indicator) for one in document.ledger if one.kpi] == [
        ("76.48万人", "人口"),
        ("3.2%", "人口增长"),
    ]


MARKED = "云溪县2023年工作总结\n一、情况\n收入增长{0}6.2%{0}，{0}新增{0}企业{0}36家{0}。\n"


@pytest.mark.parametrize(
    ("name", "mark", "kpis"),
    [
        ("a.md", "**", 2),
        ("a.md", "*", 2),
        ("a.md", "__", 2),
        ("a.md", "`", 2),
        ("a.txt", "**", 2),
        ("a.txt", "*", 0),
    ],
)
def test_marks_of_markdown_around_words_and_numbers_are_no_words(tmp_path, name, mark, kpis):
    document = read_document(save(tmp_path, name, MARKED.format(mark)))
    found = [(one.text, one.change) for one in document.ledger if one.kpi]
    assert found == [("6.2%", "growth"), ("36家", "increment")][:kpis]
    report = extractive(document)
    assert [one.indicator for one in report.kpis] == ["收入增长", "新增企业"][:kpis]


def test_stars_between_numbers_stay(tmp_path):
    document = read_document(
        save(tmp_path, "a.md", "云溪县2023年工作总结\n一、情况\n按3*5米铺设，共8*2组。\n")
    )
    assert [one.text for one in document.ledger][1:] == ["3*5米", "8*2组"]


SIDES = """<html><body><h1>云溪县水务局2022年度部门决算</h1><table><tr><td colspan=4>单位：万元</td></tr><tr><td colspan=2>收入</td><td colspan=2>支出</td></tr>
<tr><td>项目</td><td>决算数</td><td>{0}</td><td>决算数</td></tr><tr><td>其他收入</td><td>12.1</td><td>住房支出</td><td>86.2</td></tr>
<tr><td>上级拨款</td><td>9.5</td><td>水利支出</td><td>70.3</td></tr></table>"""


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("项目", ["其他收入决算数", "上级拨款收入决算数", "住房支出决算数", "水利支出决算数"]),
        ("去向", ["其他收入决算数", "其他收入支出决算数", "上级拨款收入决算数", "上级拨款支出决算数"]),
    ],
)
def test_each_side_of_a_table_of_two_sides_has_rows_of_its_own(tmp_path, head, names):
    document = read_document(save(tmp_path, "a.html", SIDES.format(head)))
    assert [one.indicator for one in document.ledger if one.kpi] == names


BARRED = "云溪县2023年预算执行情况\n一、收入情况\n单位：万元\n{}收入增长6.2%。\n"
ROWS = (("项目", "年初预算", "执行数"), ("税收收入", "86200", "88130"), ("非税收入", "12600", "11860"))


@pytest.mark.parametrize(
    "table_text",
    ["".join(f"| {' | '.join(row)} |\n" for row in ROWS), "".join("\t".join(row) + "\n" for row in ROWS)],
)
def test_tables_of_plain_text_are_read_where_bars_or_tabs_part_them(tmp_path, table_text):
    document = read_document(save(tmp_path, "a.txt", BARRED.format(table_text)))
    found = [(one.indicator, one.status, one.quantity.value) for one in document.ledger if one.kpi]
    assert found[:2] == [("税收收入年初预算", "target", 862000000), ("税收收入执行数", "actual", 881300000)]
    assert len(found) == 5


def test_a_sum_of_the_years_of_a_plan_is_a_number_and_years_before_it_are_over(tmp_path):
    page = (
        "<html><body><h1>云溪县“十四五”规划</h1><table><tr><td>指标</td><td>2020年</td><td>2025年</td></tr>"
        "<tr><td>能耗降低（%）</td><td>-</td><td>〔13.5〕</td></tr><tr><td>水库（座）</td><td>12</td><td>16</td></tr></table>"
    )
    document = read_document(save(tmp_path, "a.html", page))
    found = [(one.text, one.status) for one in document.ledger if one.kpi]
    assert found == [("13.5%", "target"), ("12座", "actual"), ("16座", "target")]


TWO_LEVELS = [
    ["指标", "2023年", "", "2024年目标", ""],
    ["", "总量（亿元）", "增速（%）", "总量（亿元）", "增速（%）"],
    ["外贸", "1203.4", "8.1", "1290", "7"],
    ["就业人数（人）", "3200", "-1.2", "3300", "3"],
]


def test_headings_below_blank_ones_belong_to_the_heading_over_both():
    assert read(TWO_LEVELS) == [
        ("1203.4亿元", "外贸", "2023", False),
        ("8.1%", "外贸增速", "2023", False),
        ("1290亿元", "外贸", "2024", True),
        ("7%", "外贸目标增速", "2024", True),
        ("3200人", "就业人数", "2023", False),
        ("-1.2%", "就业人数增速", "2023", False),
        ("3300人", "就业人数", "2024", True),
        ("3%", "就业人数目标增速", "2024", True),
    ]


@pytest.mark.parametrize("head", ["比预算增长（%）", "较目标增长（%）", "完成任务（%）", "占预算比重（%）"])
def test_what_is_held_against_an_aim_is_none(head):
    rows = [["项目", "执行数（万元）", head], ["契税", "98", "3.1"]]
    assert [target for *_, target in read(rows)] == [False, False]


def test_a_table_below_a_marked_heading_is_titled_by_it(tmp_path):
    rows = "".join(
        f"| {' | '.join(row)} |\n" + "| --- " * 5 * (not n) + "|\n" * (not n)
        for n, row in enumerate(TWO_LEVELS)
    )
    document = read_document(save(tmp_path, "a.md", f"# 云溪县对外经济简况\n\n{rows}"))
    assert document.metadata.title == "云溪县对外经济简况"
    assert [(one.indicator, one.status, one.period) for one in document.ledger if one.kpi][:4] == [
        ("外贸", "actual", "2023"), ("外贸增速", "actual", "2023"), ("外贸", "target", "2024"), ("外贸目标增速", "target", "2024"),
    ]  # fmt: skip
