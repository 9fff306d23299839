import io
import json
import sys
import zipfile

import pytest

from policysum.document import load_documents, read_document
from policysum.document.formats import sniff
from policysum.document.grid import Cell
from policysum.document.rows import read_rows
from policysum.document.tables import table_lines
from policysum.errors import DocumentError

PARAGRAPHS = [
    "一、2021年工作情况",
    "（一）抓投入。全年新增高新技术企业35家，完成投资12.5亿元，同比增长8.1%，群众满意度明显上升。",
    "（二）抓人才。引进专家团队15个，兑现奖补资金1530万元，带动就业1200人，各项工作取得明显成效。",
    "二、下一步打算",
    "（一）抓培育。力争新增高新技术企业40家，研发投入强度达到2.5%。",
]


def clean(path):
    return read_document(path).clean.text.split("\n")


def save(tmp_path, name, data):
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


# --- pages -------------------------------------------------------------------------------------

HTML = """<!doctype html><html><head><meta charset="{declared}"><title>总结-云溪市</title><style>p{{}}</style>
<script>document.write("<p>999家</p>"); if (1<2) x="</div>";</script></head><body>
<nav><a href=/>首页</a><a href=/a>数据100项</a></nav><div>当前位置：<a>首页</a> &gt; <a>公开</a> &gt; <a>总结</a></div>
<table><tr><td>索 引 号：<td>X/2021-5<td>发布日期：<td>2021-12-24</tr><tr><td>发布机构：</td><td>云溪市科学技术局</td></tr></table>
<h1>云溪市科技局2021年工作总结</h1><p>字体：【<a>大</a> <a>中</a>】</p><div style="display: none">隐藏888家</div>
<!-- 注释777家 --><div class=content>{body}</div>
<p>附件：</p><ul><li><a href=x>2021年附表.xlsx</a></li></ul><footer>版权所有 云溪市666号 &copy;2021</footer></body></html>"""


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("utf-8", "gb2312"),
        ("utf-16", "utf-8"),
    ],
)
def test_a_saved_page_gives_the_report_and_its_fields_whatever_it_declares(tmp_path, encoding, declared):
    body = "".join(f"<p>　　<span>{text[:6]}</span>{text[6:]}</p>\n" for text in PARAGRAPHS)
    document = read_document(
        save(tmp_path, "page.htm", HTML.format(declared=declared, body=body).encode(encoding))
    )
    assert document.clean.text.split("\n") == PARAGRAPHS
    metadata = document.metadata
    assert (metadata.title, metadata.issuer) == ("云溪市科技局2021年工作总结", "云溪市科学技术局")
    assert (metadata.publish_date, metadata.index_number) == ("2021-12-24", "X/2021-5")
    assert not any(hidden in document.source for hidden in ("999", "888", "777"))
    assert document.format == "html"
    assert document.extracted


def test_the_format_is_found_by_content_not_by_name(tmp_path):
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert clean(save(tmp_path, "a.txt", f"\n<!DOCTYPE HTML><body>{body}")) == PARAGRAPHS
    assert clean(save(tmp_path, "a.html", "\n".join(PARAGRAPHS))) == PARAGRAPHS


def test_breaks_entities_and_unclosed_tags_of_a_page_are_understood(tmp_path):
    page = "<html><div>" + "<br>&emsp;&emsp;".join(PARAGRAPHS).replace("%", "&#37;") + "<b>"
    assert clean(save(tmp_path, "a.html", page)) == PARAGRAPHS


def test_a_page_drawn_by_a_script_is_refused(tmp_path):
    with pytest.raises(DocumentError, match="no text"):
        read_document(
            save(tmp_path, "a.html", "<html><body><div id=app></div><script>run()</script></body></html>")
        )


@pytest.mark.parametrize(
    "page", ["<html>" + "<div>" * 19_000 + "今年", "<html>" + "<table><tr><td>" * 5_000 + "今年", "<html>今年" + "<" * 20_000,
             "<html>今年" + "<!-- <a " * 10_000, "<html>今年" + "<a href='" * 10_000, "<html>今年<script>" + "</scrip" * 10_000]
)  # fmt: skip
def test_a_page_made_to_hurt_is_read_in_one_pass(tmp_path, page):
    assert "今年" in read_document(save(tmp_path, "a.html", page)).source


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html>" + "<div>" * 30_000 + "今年", "nested too deeply"),
        ("<html>今年" + "<b>" * 2_000, "takes more than"),
    ],
)
def test_a_page_too_deep_or_too_slow_is_refused(tmp_path, monkeypatch, page, words):
    if "takes" in words:
        monkeypatch.setattr("policysum.document.html.MAX_SECONDS", -1.0)
    with pytest.raises(DocumentError, match=words):
        read_document(save(tmp_path, "a.html", page))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("年末常住人口<sup>[4]</sup>76.48万人", "年末常住人口76.48万人"),
        ("增长<sup><a href='#n5'>5</a></sup>3.2%", "增长3.2%"),
        ("水库库容3.5×10<sup>8</sup>m<sup>3</sup>", "水库库容3.5×10⁸m³"),
        ("建筑面积120<b>m</b><sup>2</sup>", "建筑面积120m²"),
        ('粮食产量<a href="#_ftn1" name="_ftnref1"><span class="MsoFootnoteReference">[1]</span></a>25.9万吨', "粮食产量25.9万吨"),
        ("第5<sup>th</sup>届", "第5th届"),
        ('销售额<span style="font-size:8pt; vertical-align: super">5</span>26.5亿元', "销售额26.5亿元"),
        ("绿地12m<font style='mso-text-raise:4pt'>2</font>", "绿地12m²"),
        ('销售额<span style="vertical-align: top">5</span>26.5亿元', "销售额526.5亿元"),
        ("排放CO<sub>2</sub>5吨", "排放CO25吨"),
        ("A&amp;B公司&nbsp;5家&amp;lt;", "A&B公司 5家&lt;"),
        ('<a href="#top">回到第3部分</a>共5家', "回到第3部分共5家"),
    ],
)  # fmt: skip
def test_marks_of_notes_are_no_digits_of_a_page_and_exponents_stay(tmp_path, markup, text):
    assert read_document(save(tmp_path, "a.html", f"<html><p>{markup}</p></html>")).source == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display:none'>99家</span>", "<script>var n = 99;</script>", "<style>p{}</style>", "<rt>quan</rt>",
        "<font style='font-size:0'>版权9</font>",
    ],
)  # fmt: skip
def test_what_is_hidden_within_a_line_parts_it_not(tmp_path, hidden):
    page = f"<body><h1>云溪市科技局2021年工作总结</h1><p>{PARAGRAPHS[0]}</p><p>全市新建学校{hidden}12所。</p></body>"
    assert clean(save(tmp_path, "a.html", page))[-1] == "全市新建学校12所。"


@pytest.mark.parametrize(
    "around",
    [
        '<form id="form1" method="post"><input type="hidden" value="9">{}</form>',
        '<div><input><button type="button" value="搜" />{}</div>',
        "<div><button>搜索</div>{}",
        "<div><button>分享{}</div>",
        "<p>来源</p><button>打印<button>关闭{}",
        "<nav><a href=/>首页</a>{}",
        '<div id="js_content" style="visibility: hidden; opacity: 0;">{}</div>',
        '<div style="display:none"><p>{}</p></div><script>show()</script>',
        "<div><select><option>99家</div>{}",
        '<iframe src="x" />{}',
        "<noscript>请打开脚本</noscript>{}",
        '<a name="top" />{}',
    ],
)
def test_no_tag_around_or_before_it_hides_the_report(tmp_path, around):
    body = "<h1>云溪市科技局2021年工作总结</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{around.format(body)}</body></html>"
    assert clean(save(tmp_path, "a.html", page)) == PARAGRAPHS


@pytest.mark.parametrize(
    ("caption", "rows", "figures"),
    [
        (
            "<p>单位：万元</p>",
            "<tr><th>项目<th>决算数<th>比上年增长%<tr><td>契税<td>300<td>5.2",
            [("300万元", "契税决算数"), ("5.2%", "契税比上年增长")],
        ),
        (
            "",
            "<tr><td rowspan=2>项目<td colspan=2>产量（吨）<tr><td>2022年<td>2023年<tr><td>大豆<td>30<td>28",
            [("30吨", "大豆产量"), ("28吨", "大豆产量")],
        ),
        (
            "",
            "<caption>主要指标（单位：亿元、%）</caption><tr><td>指标<td>2023年<td>增速<tr><td>产值<td>62.6<td>5.3",
            [("62.6亿元", "产值"), ("5.3%", "产值增速")],
        ),
    ],
)
def test_the_numbers_of_a_table_of_a_page_are_named(tmp_path, caption, rows, figures):
    page = f"<html><h1>云溪市2023年统计公报</h1><p>2023年，全市经济平稳。</p>{caption}<table>{rows}</table></html>"
    document = read_document(save(tmp_path, "a.html", page))
    assert [(one.text, one.indicator) for one in document.ledger if one.kpi] == figures


# --- Word --------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(*paragraphs, extra=(), head=""):
    body = "".join(
        text if text.startswith("<w:") else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>',
        )
        for name, content in extra:
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_word_file_gives_its_paragraphs(tmp_path):
    assert clean(save(tmp_path, "a.docx", docx(*PARAGRAPHS))) == PARAGRAPHS


def test_runs_are_joined_and_deleted_text_and_fallbacks_left_out(tmp_path):
    mixed = (
        "<w:p><w:r><w:t>完成投资12</w:t></w:r><w:del><w:r><w:delText>9</w:delText><w:t>8</w:t></w:r></w:del>"
        '<w:r><w:t>.5亿元</w:t></w:r><mc:Fallback xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<w:r><w:t>7</w:t></w:r></mc:Fallback><w:ins><w:r><w:t>，增长8%。</w:t></w:r></w:ins></w:p>"
    )
    assert clean(save(tmp_path, "a.docx", docx("一、工作情况", mixed))) == [
        "一、工作情况",
        "完成投资12.5亿元，增长8%。",
    ]


def test_numbers_that_word_draws_before_headings_are_there(tmp_path):
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    styles = f'<w:styles {W}><w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>'

    def numbered(text, level):
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    styled = '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>下一步打算</w:t></w:r></w:p>'
    data = docx(
        numbered("2021年工作情况", 0), numbered("抓投入。完成投资3亿元。", 1), numbered("抓人才。引进15人。", 1), styled,
        numbered("抓培育。新增40家。", 1), extra=[("word/numbering.xml", numbering), ("word/styles.xml", styles)],
    )  # fmt: skip
    assert [line[:4] for line in clean(save(tmp_path, "a.docx", data))] == [
        "一、20",
        "（一）抓",
        "（二）抓",
        "二、下一",
        "（一）抓",
    ]


def test_a_table_of_figures_is_read_with_its_headings(tmp_path):
    rows = [["指标（亿元）", "2020年", "2021年", "增长"], ["研发投入", "26.59", "31.2", "17.3%"]]
    cells = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    )
    document = read_document(
        save(tmp_path, "a.docx", docx("一、工作情况", f"<w:tbl>{cells}</w:tbl>", "完成投资5亿元。"))
    )
    assert "研发投入：2020年26.59亿元；2021年31.2亿元；增长17.3%。" in document.source


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["指标", "单位", "2021"], ["企业", "家", "35"]], ["企业：2021年35家。"]),
        ([["名称", "数量（项）"], ["专利", "120"], ["奖项", "3"]], ["专利：数量120项。", "奖项：数量3项。"]),
        (
            [["发布机构：", "云溪市科技局"], ["有效性：", "有效"]],
            ["发布机构： 云溪市科技局", "有效性： 有效"],
        ),
        ([["只有一格"]], ["只有一格"]),
        ([], []),
    ],
)
def test_tables_become_prose_and_forms_stay_side_by_side(rows, lines):
    assert table_lines([[Cell(cell) for cell in row] for row in rows]) == lines


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (docx("&e;", head='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "document type"),
        (docx("<w:p>" * 3_000), "deep"),
        (docx("一、")[:-40], "damaged"),
        (docx("<w:p><w:r>"), "damaged"),
        (docx(), "no text"),
    ],
)
def test_a_harmful_or_broken_word_file_is_refused(tmp_path, data, words):
    with pytest.raises(DocumentError, match=words):
        read_document(save(tmp_path, "a.docx", data))


def test_a_zip_bomb_is_stopped_at_the_bound(tmp_path, monkeypatch):
    from policysum.document import docx as reader

    monkeypatch.setattr(reader, "MAX_PART", 1 << 20)
    with pytest.raises(DocumentError, match="unpacks to more"):
        read_document(save(tmp_path, "a.docx", docx("<w:p>" + " " * (4 << 20) + "</w:p>")))


def test_a_word_file_of_too_many_tags_is_stopped(tmp_path, monkeypatch):
    from policysum.document import docx as reader

    monkeypatch.setattr(reader, "MAX_TAGS", 1_000)
    with pytest.raises(DocumentError, match="more than 1,000 tags"):
        read_document(save(tmp_path, "a.docx", docx("<w:p/>" * 2_000)))


def test_a_list_level_beyond_what_word_knows_counts_as_the_deepest():
    from policysum.document.docx_numbers import MAX_LEVEL, Numbering

    numbering = Numbering()
    for name, attributes in (
        ("abstractNum", {"abstractNumId": "0"}),
        ("lvl", {"ilvl": "99999"}),
        ("numFmt", {"val": "decimal"}),
        ("lvlText", {"val": "%9."}),
        ("num", {"numId": "1"}),
        ("abstractNumId", {"val": "0"}),
    ):
        numbering.levels(name, attributes)
    assert [numbering.label("1", MAX_LEVEL, "") for _ in range(2)] == ["1.", "2."]


def test_a_damaged_compressed_part_of_a_word_file_is_a_damaged_file(tmp_path):
    data = bytearray(docx(*PARAGRAPHS))
    begin = data.index(b"word/document.xml") + len("word/document.xml")
    data[begin : begin + 4] = b"\xff\xff\xff\xff"  # no such kind of block
    with pytest.raises(DocumentError, match="damaged"):
        read_document(save(tmp_path, "a.docx", bytes(data)))


# --- Markdown, tables of reports, standard input -----------------------------------------------


def test_headings_of_markdown_are_headings(tmp_path):
    text = "# 云溪市科技局2021年工作总结\n\n## 一、工作情况\n\n新增企业35家，完成投资3亿元。\n\n## 下一步打算\n\n新增企业40家。\n"
    document = read_document(save(tmp_path, "a.md", text))
    assert document.metadata.title == "云溪市科技局2021年工作总结"
    assert [(section.title, section.role) for section in document.outline] == [
        ("工作情况", "achievement"), ("下一步打算", "plan"),
    ]  # fmt: skip


REPORT = "\n".join(PARAGRAPHS)


def test_each_row_of_a_table_is_a_report(tmp_path):
    lines = [json.dumps({"id": f"云溪{n}", "full_text": REPORT}, ensure_ascii=False) for n in (1, 2)]
    for name, data in (
        ("a.jsonl", "\n".join(lines)),
        ("a.csv", "id,full_text\n" + "".join(f'云溪{n},"{REPORT}"\n' for n in (1, 2))),
        ("b.csv", ("id,full_text\n" + "".join(f'云溪{n},"{REPORT}"\n' for n in (1, 2))).encode("gb18030")),
        ("a.tsv", "id\tfull_text\n" + "".join(f'云溪{n}\t"{REPORT}"\n' for n in (1, 2))),
    ):
        documents = load_documents(save(tmp_path, name, data))
        assert [document.name for document in documents] == [f"{name[0]}-001-云溪1", f"{name[0]}-002-云溪2"]
        assert all(document.source == REPORT for document in documents)


def test_the_text_column_can_be_chosen_and_a_wrong_one_is_refused_with_the_names(tmp_path):
    file = save(tmp_path, "a.csv", f'x,y\n1,"{REPORT}"\n')
    assert load_documents(file, text_column="y")[0].source == REPORT
    assert load_documents(file)[0].source == REPORT
    with pytest.raises(DocumentError, match="no column z") as caught:
        load_documents(file, text_column="z")
    assert "x, y" in caught.value.hint
    with pytest.raises(DocumentError, match="table of reports"):
        read_document(file)


@pytest.mark.parametrize(
    ("data", "words"),
    [("id,text\n", "no rows"), ("id,text\n1,\n", "empty"), ("id,v\n1,2\n", "no column looks like")],
)
def test_a_table_without_reports_is_refused(tmp_path, data, words):
    with pytest.raises(DocumentError, match=words):
        load_documents(save(tmp_path, "a.csv", data))


def test_rows_without_any_column_are_refused():
    """A damaged workbook has rows whose heading row is lost."""
    with pytest.raises(DocumentError, match="no row has a column"):
        read_rows([{}, {}], "xlsx", {}, "a.xlsx")


@pytest.mark.parametrize(
    ("name", "lines", "said"),
    [
        ("a.jsonl", ['{"id": "云溪2", "text": ""}'], ["row 002-云溪2: column text is empty"]),
        ("a.jsonl", ['{"id": 3}', '{"text": null}'], ["row 002-3: column text is empty", "row 003: column text"]),
        ("a.jsonl", ['{"text": 5}', "{}"], ["row 002: column text holds no text", "row 003: column text is empty"]),
        ("a.jsonl", ["{", "3", "[" * 50_000], ["line 2 is not JSON", "line 3 is not an object", "line 4 is not"]),
        ("a.jsonl", ["", "{", " "], ["line 3 is not JSON"]),
        ("a.csv", ["云溪2,", '云溪3," "'], ["row 002-云溪2: column text is empty", "row 003-云溪3"]),
        ("a.csv", ["云溪2"], ["row 002-云溪2: column text is empty"]),
        ("a.csv", [",", "", ", "], []),
    ],
)  # fmt: skip
def test_a_row_without_a_report_is_named_and_the_others_are_read(tmp_path, name, lines, said):
    row = {"id": "云溪", "text": REPORT}
    first, last = (
        (f'云溪,"{REPORT}"', f'云溪,"{REPORT}"')
        if name == "a.csv"
        else (json.dumps(row, ensure_ascii=False), json.dumps(row))
    )
    head = ["id,text"] if name == "a.csv" else []
    file = save(tmp_path, name, "\n".join([*head, first, *lines, last]) + "\n")
    failed = []
    documents = load_documents(file, failed=failed)
    assert [document.source for document in documents] == [REPORT, REPORT]
    assert len(failed) == len(said)
    for error, words in zip(failed, said, strict=True):
        assert str(file) in str(error)
        assert words in str(error)


def test_a_row_that_is_too_long_is_named_and_the_others_are_read(tmp_path):
    lines = [json.dumps({"text": text}) for text in ("长" * 1_000_001, REPORT)]
    failed = []
    documents = load_documents(save(tmp_path, "a.jsonl", "\n".join(lines)), failed=failed)
    assert [document.name for document in documents] == ["a-002"]
    assert "row 001" in str(failed[0])


def test_a_string_of_json_may_hold_what_ends_lines_elsewhere(tmp_path):
    text = REPORT + "\u2028第二段\x85\u2029"
    file = save(tmp_path, "a.jsonl", json.dumps({"text": text}, ensure_ascii=False))
    assert load_documents(file)[0].source == text


def test_a_table_in_which_no_line_is_a_row_is_refused_by_its_first(tmp_path):
    with pytest.raises(DocumentError, match="line 1 is not JSON"):
        load_documents(save(tmp_path, "a.jsonl", '{"id": \n{"text"\n'), failed=[])


def test_a_broken_line_of_json_is_named(tmp_path):
    good = json.dumps({"text": REPORT})
    for bad in ("{", "[" * 50_000, "3"):
        with pytest.raises(DocumentError, match="line 2"):
            load_documents(save(tmp_path, "a.jsonl", f"{good}\n{bad}\n"))


def test_a_dash_is_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(REPORT.encode("gb18030"))

    monkeypatch.setattr(sys, "stdin", Stdin())
    document = read_document("-")
    assert (document.name, document.source) == ("stdin", REPORT)


def test_comments_before_text_cost_no_more_than_their_length():
    """Forty comments and no markup behind them once took years: each way to part them was tried."""
    page = b"<!-- c -->\n" * 40 + "# 标题\n全市新增企业12家。\n".encode()
    assert sniff(page, "c.md", "c.md") == "md"
    assert sniff(b"<!-- c -->\n" * 40 + b"<div>x</div>", "c.txt", "c.txt") == "html"


def test_line_ends_that_a_table_writes_out_are_line_ends(tmp_path):
    table = tmp_path / "reports.csv"
    cell = r"云溪县2024年政府工作报告\r\n一、2023年工作回顾\r\n&nbsp;\r\n新建供水点12处。\r\n二、2024年工作安排\r\n新建供水点20处。"
    table.write_text(f"title,text\n云溪,{cell}\n甲镇,一行\\n而已，新建供水点12处。\n", "utf-8")
    first, second = load_documents(table)
    assert [section.role for section in first.outline] == ["achievement", "plan"]
    assert "\\r" not in first.source
    assert "&nbsp;" not in first.source
    assert second.source == r"一行\n而已，新建供水点12处。"


def test_line_ends_are_written_out_beside_a_few_that_are_none(tmp_path):
    table = tmp_path / "reports.csv"
    cell = r"云溪县2024年政府工作报告\r\n一、2023年工作回顾\r\n新建供水点12处。\r\n二、2024年工作安排\r\n新建供水点20处。"
    table.write_text(f'title,text\n云溪,"各位代表：\n{cell}"\n', "utf-8")
    [first] = load_documents(table)
    assert [section.role for section in first.outline] == ["achievement", "plan"]
