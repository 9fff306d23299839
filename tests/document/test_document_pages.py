"""Saved pages as government sites make them: field tables, head fields, the content tag, layout tables."""

import io
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from policysum.document import Document, loading, read_document
from policysum.document.formats import Extracted
from policysum.document.grid import Cell
from policysum.document.pdf_lines import PrintedLine, in_columns, set_margins
from policysum.document.pdf_text import text_of_pages
from policysum.document.tables import table_lines
from policysum.document.warnings import DocumentWarning

TITLE = "云溪区水务局2025年工作总结及2026年工作计划"
LINES = (
    "2025年，云溪区水务局认真履职，扎实推进各项工作。",
    "一、2025年工作总结",
    "（一）抓治水。全年完成投资12.5亿元，新增企业35家，带动就业1200人，群众满意度持续提高。",
    "（二）抓节水。引进项目18个，签约资金36亿元，建成投产9个，产业结构进一步优化升级。",
    "二、2026年工作计划",
    "（一）抓工程。力争新增企业60家，完成投资20亿元，确保各项目标如期实现。",
)
BODY = "".join(
    f'<p style="text-indent:2em"><span style="font-family:仿宋"><font size="3">&nbsp;&nbsp;&nbsp;&nbsp;{line}</font></span></p>\n'
    for line in LINES
)
ITEMS = [("achievement", "抓治水"), ("achievement", "抓节水"), ("plan", "抓工程")]
PORTAL = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>bet365体育在线-{TITLE}_云溪区人民政府</title>
<meta name="SiteName" content="云溪区人民政府门户网站"><meta name="ColumnName" content="工作总结"><META CONTENT="bet365体育在线-{TITLE}" NAME="ArticleTitle"/>
<meta name="PubDate" content="2026-01-12 09:30"><meta name="ContentSource" content="云溪区水务局"><script>var a=12345;</script><style>p{{x:1}}</style></head><body>
<div id="top"><ul><li><a href="/">首页</a></li><li><a href="/a">要闻动态</a></li></ul><div style="display:none">隐藏99项。</div><p style="font-size:0px">白字88家。</p></div>
<div class="crumb">您现在的位置：<a>首页</a> &gt; <a>政府信息公开</a> &gt; <a>工作总结</a></div>
<table><tr><td>索 引 号</td><td>X00/2026-00012</td><td>主题分类</td><td>水利</td></tr><tr><td>发文机关</td><td>区水务局</td><td>成文日期</td><td>2026年01月10日</td></tr></table>
<h1>{TITLE[:10]}<br/>{TITLE[10:]}</h1><div><span>浏览次数：<script>document.write(135)</script>135</span><span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span></div>
<div id="UCAP-CONTENT" class="content"><div class="TRS_Editor"><style>.TRS_Editor p{{margin:0}}</style>{BODY}</div></div>
<div class="share">分享到：<a>微信</a><a>微博</a></div><h3>相关新闻</h3><ul><li>云溪区召开2026年水务工作会议，总投资35亿元。</li></ul>
<div class="footer"><p>主办单位：云溪区人民政府办公室</p><p>网站标识码：6401000001 宁ICP备05000001号</p></div></body></html>"""
LAYOUT = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{TITLE}</title>
<META NAME='PubDate' CONTENT='2026-01-12'><meta content="云溪区水务局" name="ContentSource"></head><body><table width="1000"><tr><td><table><tr><td><a>首页</a></td><td><a>公开</a></td></tr></table></td></tr>
<tr><td><table><tr><td align="center"><font size=5><b>{TITLE}</b></font></td></tr><tr><td>发布日期：2026-01-12　作者：　来源：　点击数：<span id=hits>33</span></td></tr>
<tr><td id="zoom"><div class=TRS_PreAppend>{BODY}</div></td></tr><tr><td>【打印本页】【关闭窗口】</td></tr></table></td></tr><tr><td>版权所有：云溪区人民政府 2026</td></tr></table></body></html>"""


def _read(tmp_path, page: str, encoding: str = "utf-8") -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(page.encode(encoding))
    return read_document(path)


@pytest.mark.parametrize(
    ("page", "encoding"), [(PORTAL, "utf-8"), (LAYOUT, "gb18030")], ids=["portal", "layout table"]
)
def test_a_saved_page_gives_the_report_and_nothing_else(tmp_path, page, encoding):
    document = _read(tmp_path, page, encoding)
    metadata = document.metadata
    assert document.quote(document.body) == "\n".join(LINES)
    assert [(item.role, item.title) for item in document.items()] == ITEMS
    assert (metadata.title, metadata.region, metadata.publish_date) == (TITLE, "云溪区", "2026-01-12")
    assert (metadata.period, metadata.plan_period) == ("2025", "2026")


def test_a_field_of_the_page_names_the_issuer_before_its_head_does(tmp_path):
    metadata = _read(tmp_path, PORTAL).metadata
    assert (metadata.issuer, metadata.index_number) == ("区水务局", "X00/2026-00012")
    assert _read(tmp_path, LAYOUT, "gb18030").metadata.issuer == "云溪区水务局"


def test_a_title_broken_over_two_lines_of_one_heading_is_one_and_glued_fields_are_parted(tmp_path):
    page = (
        f"<html><body><h1>{TITLE[:10]}<br/>{TITLE[10:]}</h1><div><span>发布时间：2026-01-12 09:30</span>"
        f"<span>来源：云溪区水利中心</span><span>浏览次数：135</span></div>{BODY.replace('云溪区水务局', '我局')}</body></html>"
    ).replace("云溪区水务局", "云溪区")
    metadata = _read(tmp_path, page).metadata
    assert metadata.title == TITLE.replace("云溪区水务局", "云溪区")
    assert (metadata.issuer, metadata.publish_date) == ("云溪区水利中心", "2026-01-12")


def test_hidden_text_and_scripts_are_not_read(tmp_path):
    source = _read(tmp_path, PORTAL).source
    assert not any(hidden in source for hidden in ("隐藏99项", "白字88家", "12345", "document.write"))


def test_what_stands_behind_the_content_tag_is_boilerplate_even_if_it_is_prose(tmp_path):
    document = _read(tmp_path, PORTAL)
    assert any("总投资35亿元" in piece.text for piece in document.boilerplate)
    assert "总投资35亿元" not in document.clean.text


def test_the_name_of_a_government_site_is_the_issuer_of_its_work_report_only(tmp_path):
    for title, issuer in (("政府工作报告", "云溪区人民政府"), ("水务工作总结", None)):
        page = (
            f'<html><head><meta name="SiteName" content="云溪区人民政府门户网站"><meta name="ArticleTitle" content="{title}"></head>'
            f"<body><h1>{title}</h1>{BODY.replace('云溪区水务局', '我局')}</body></html>"
        )
        metadata = _read(tmp_path, page).metadata
        assert (metadata.title, metadata.issuer, metadata.region) == (title, issuer, "云溪区")


def test_a_line_end_of_the_markup_inside_a_chinese_word_is_no_space(tmp_path):
    wrapped = BODY.replace("完成投资", "完成\r\n   投资")
    page = f"<html><body><h1>{TITLE}</h1>{wrapped}</body></html>"
    assert "全年完成投资12.5亿元" in _read(tmp_path, page).source


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (  # a heading of two rows
            [
                [Cell("指标", down=2), Cell("供水量（万吨）", across=2)],
                [Cell("2024"), Cell("2025")],
                [Cell("城区"), Cell("120"), Cell("135")],
                [Cell("乡镇"), Cell("12"), Cell("15.5")],
            ],
            [
                "城区：2024年供水量120万吨；2025年供水量135万吨。",
                "乡镇：2024年供水量12万吨；2025年供水量15.5万吨。",
            ],
        ),
        (  # a label that covers two rows, as Word marks it
            [
                [Cell("区域"), Cell("项目"), Cell("投资（万元）")],
                [Cell("城区"), Cell("管网"), Cell("300")],
                [Cell("", continued=True), Cell("泵站"), Cell("200")],
            ],
            ["城区管网：投资300万元。", "城区泵站：投资200万元。"],
        ),
        (  # a form of fields is no table of figures
            [[Cell("索引号"), Cell("X00/2026-00012")], [Cell("成文日期"), Cell("2026年1月10日")]],
            ["索引号 X00/2026-00012", "成文日期 2026年1月10日"],
        ),
    ],
    ids=["two-row heading", "merged label", "form"],
)
def test_merged_cells_count_for_every_place_they_cover(rows, lines):
    assert table_lines(rows) == lines


def test_a_table_of_absurd_spans_is_read_within_bounds():
    rows = [[Cell("甲", across=999, down=999)] * 300 for _ in range(60)]
    assert len(table_lines(rows)) == 60


def test_merged_cells_of_a_word_table_are_read_with_their_headings(tmp_path):
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("指标", restart) + cell("供水量（万吨）", '<w:gridSpan w:val="2"/>'),
        cell("", goes_on) + cell("2024") + cell("2025"),
        cell("城区") + cell("120") + cell("135"),
    ]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:tbl>{table}</w:tbl></w:body></w:document>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", xml)
    path = tmp_path / "table.docx"
    path.write_bytes(buffer.getvalue())
    assert "城区：2024年供水量120万吨；2025年供水量135万吨。" in read_document(path).source


def _page(*columns: tuple[float, int]) -> list[PrintedLine]:
    """Lines of a page: for each column where it begins and how many lines it has."""
    return [
        PrintedLine(
            "抓治水工作全年完成投资新增企业", left, left + 200, 700.0 - 14 * number + left / 100, 10.0
        )
        for left, count in columns
        for number in range(count)
    ]


def test_a_pdf_page_in_columns_is_found_and_its_lines_are_measured_in_their_column():
    page = _page((40, 20), (300, 18))
    assert in_columns(page)
    set_margins([page])
    assert {(line.left, line.start, line.limit) for line in page} == {(40, 40, 240), (300, 300, 500)}


@pytest.mark.parametrize("page", [_page((40, 30)), _page((40, 3), (300, 3)), []])
def test_a_pdf_page_of_one_column_or_of_a_few_lines_is_not_in_columns(page):
    assert not in_columns(page)


def _columns(top: float, *texts: str) -> dict[str, object]:
    """A line as a child measures it, whose pieces stand in columns; prose where there is one."""
    wide, end = [], 0
    for at, text in enumerate(texts[:-1]):
        end += len(text) + (at > 0)
        wide.append((end, end + 1, 100.0 * at + 40, 100.0 * (at + 1)))
    right = 100.0 * len(texts) - 60
    return {"text": " ".join(texts), "left": 0.0, "right": right, "top": top, "height": 10.0, "wide": wide}


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise AssertionError("this does not end")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="needs alarms")
def test_a_page_of_prose_behind_a_table_whose_heads_make_a_table_ends():
    head = [_columns(90, "项目", "数值"), _columns(80, "企业", "约12家以上")]
    pages = [[*head, _columns(70, "园区", "35")], [_columns(90, "以上是今年的工作。")]]
    with _within(20):
        text = text_of_pages(pages).text
    assert text.count("企业") == 1
    assert text.endswith("以上是今年的工作。")


def test_lines_of_one_length_that_are_whole_sentences_are_paragraphs_and_not_wrapped():
    text = (
        TITLE
        + "\n"
        + "\n".join(
            f"抓治水第{number}项工作。全年完成投资{number}.5亿元，新增企业{number}家。"
            for number in range(11, 31)
        )
    )
    assert len(Document.from_text(text).paragraphs) == 20


def test_what_a_reader_notes_of_the_extraction_reaches_the_document(tmp_path, monkeypatch):
    note = DocumentWarning("columns", "set in columns", 2)
    monkeypatch.setitem(loading.READERS, "txt", lambda *_: Extracted("今年完成1家。", notes=(note,)))
    (tmp_path / "a.txt").write_text("今年完成1家。", encoding="utf-8")
    document = read_document(tmp_path / "a.txt")
    assert document.notes == (note,)


MENU = "".join(
    f"<li><a href='/{n}'>{word}</a></li>"
    for n, word in enumerate(("首页", "机构职能", "数据发布", "互动交流"))
)


def _saved(title: str, body: str, *, head: str = "", doctype: str = "<!DOCTYPE html>") -> str:
    return (
        f"{doctype}\n<html><head><title>{title}</title>{head}</head><body><ul>{MENU}</ul>{body}</body></html>"
    )


def test_the_title_of_the_window_finds_the_headline_below_a_menu_that_speaks(tmp_path):
    """A menu with a sentence in it is no report, and the headline is the line that the window is titled by."""
    menu = "<p>水务局认真贯彻治水方针，履行供水职责。</p><p>走进水务</p><p>水务动态</p><p>办事指南</p><p>表格下载</p>"
    page = _saved(
        "云溪县供水情况说明2024_云溪县水务网",
        f"{menu}<h1><a href='/self'>云溪县供水情况说明2024</a></h1><p>2024年完成投资12.5亿元，增长8%。</p>{BODY}",
    )
    document = _read(tmp_path, page)
    assert document.metadata.title == "云溪县供水情况说明2024"
    assert document.quote(document.body).startswith("2024年完成投资")


@pytest.mark.parametrize("doctype", ["<!DOCTYPE>", "<!doctype >", "<!DOCTYPE HTML PUBLIC 'x'>", ""])
def test_a_page_is_a_page_whatever_its_first_tag_lacks(tmp_path, doctype):
    document = _read(tmp_path, _saved(TITLE, f"<h1>{TITLE}</h1>{BODY}", doctype=doctype))
    assert (document.format, document.metadata.title) == ("html", TITLE)


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("<h1>云溪县2025年统计公报</h1><a href='/files/1.pdf?type=2'>云溪县2025年统计公报</a>", "empty_body", "the file that"),
        ("<h1>云溪县2025年统计公报</h1><iframe src='/viewer?file=/up/1.PDF&amp;x=1'></iframe>", "empty_body", "the file that"),
        ("<h1>云溪县2025年统计公报</h1><p>来源：云溪县统计局</p><p>分享：</p><p>乡镇链接</p><p>云岭镇云水镇云河镇</p>", "empty_body", ""),
        ("<h1>云溪县2025年统计公报</h1><p>现将全县统计公报全文予以公布，详细内容见附件。</p><a href='1.docx'>一</a><a href='2.xlsx'>二</a>", "no_figures", "2 files"),
        ("<h1>云溪县2025年统计公报</h1><p>全县经济运行总体平稳，各项工作扎实推进。</p>", "no_figures", ""),
    ],
)  # fmt: skip
def test_a_page_whose_report_is_elsewhere_says_so(tmp_path, body, code, said):
    warnings = {one.code: one.message for one in _read(tmp_path, _saved("云溪县统计局", body)).warnings}
    assert code in warnings
    assert said in warnings[code]
    assert ("hands on" in warnings[code]) == bool(said)


@pytest.mark.parametrize(
    ("fields", "issuer"),
    [
        ("<p>发文机关： 关 键 字：</p>", None),
        ("<p>来源：云溪县水务局 选择阅读字号：[ 大 中 小 ]</p>", "云溪县水务局"),
        ("<p>信息来源：</p><p>分享：</p>", None),
        ("<p>来源：云小溪</p>", None),
        ("<p>来源：云溪县统计局 国家统计局云溪调查队</p>", "云溪县统计局 国家统计局云溪调查队"),
        ("<p>机构职能水务动态供水服务</p>", None),
    ],
)
def test_an_issuer_is_an_office_and_no_other_field_or_button(tmp_path, fields, issuer):
    page = _saved("供水情况通报", f"<h1>供水情况通报</h1>{fields}{BODY.replace('云溪区水务局', '全局')}")
    assert _read(tmp_path, page).metadata.issuer == issuer


def test_the_bulletin_of_a_city_on_the_site_of_its_province_is_the_citys(tmp_path):
    head = "<meta name='ContentSource' content='湖南省统计局'><meta name='SiteName' content='湖南省统计局'>"
    title = "常德市2025年国民经济和社会发展统计公报"
    metadata = _read(tmp_path, _saved(title, f"<h1>{title}</h1>{BODY}", head=head)).metadata
    assert (metadata.region, metadata.region_level) == ("常德市", "prefecture")
    assert metadata.issuer == "湖南省统计局"


def test_a_title_in_quotation_marks_names_its_place():
    text = "《关于新乡市2025年预算执行情况的报告》（摘要）\n2026年2月9日\n\n" + "\n".join(LINES)
    assert Document.from_text(text).metadata.region == "新乡市"
