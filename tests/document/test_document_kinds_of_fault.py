"""Each kind of fault that real files brought to light, on inputs of our own; K1 to K15 are the numbers of the kinds."""

import pytest
from pdf_files import pdf
from test_document_formats import docx, save

from policysum.document import Document, load_documents, read_document
from policysum.errors import DocumentError
from policysum.extract.extractive import extractive

DONE = "全年新建供水点12处，完成投资3.5亿元，同比增长8.2%。"


def statuses(text):
    return {one.status for one in Document.from_text(text).ledger if one.kpi}


@pytest.mark.parametrize(
    "text",
    [
        f"云溪县2021年国民经济和社会发展统计公报\n全县坚持稳字当头，做好各项工作。\n一、综合\n{DONE}\n二、农业\n{DONE}\n",
        "云溪县水务局2021年度部门决算\n一、主要职能\n负责供水管理工作。\n二、收入支出决算情况\n收入总计2946.25万元，支出总计2901.13万元。\n",
        f"云溪县水务局2021年工作总结\n一、供水\n{DONE}\n二、节水\n改造管网30公里，节水率达到12%。\n三、队伍\n培训职工320人次。\n",
        f"云溪县审计局2021年法治政府建设情况报告\n以建设法治政府为目标，全力推进各项工作。\n一、依法行政\n{DONE}\n二、普法\n开展宣讲26场。\n",
    ],
)
def test_k1_a_heading_that_says_nothing_takes_no_role_from_the_preface(text):
    assert statuses(text) == {"actual"}


@pytest.mark.parametrize("entries", [3, 4, 6])
def test_k1_a_page_of_contents_opens_no_sections(entries):
    names = ["供水保障", "节水改造", "水源保护", "河湖管护", "防汛抗旱", "队伍建设"][:entries]
    marks = "一二三四五六"
    contents = "".join(f"{mark}、{name}\n" for mark, name in zip(marks, names, strict=False))
    body = "".join(f"{mark}、{name}\n{DONE}\n" for mark, name in zip(marks, names, strict=False))
    assert len(Document.from_text(f"云溪县水务局2021年工作总结\n目录\n{contents}{body}").outline) == entries


PAGE = '<html><head><meta charset="utf-8"></head><body>{before}<h1>云溪县水务局2021年工作总结</h1><div>{body}</div>{after}</body></html>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<form id="aspnetForm" action="a.aspx"><div>', "</div></form>"),
        ('<div><button type="button"/>', "</div>"),
        ("<form><table><tr><td>", "</td></tr></table>"),
        ("<nav><a href=a>首页</a></nav><menu><li>公开</menu><form><input name=q>", "</form>"),
    ],
)
def test_k2_text_in_a_tag_that_is_not_always_boilerplate_is_read(tmp_path, before, after):
    body = f"<p>一、供水</p><p>{DONE}</p>"
    document = read_document(save(tmp_path, "a.html", PAGE.format(before=before, body=body, after=after)))
    assert document.metadata.title == "云溪县水务局2021年工作总结"
    assert [one.text for one in document.ledger if one.kpi] == ["12处", "3.5亿元", "8.2%"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "云溪省人民政府关于印发\n水资源管理实施方案的通知",
            "云溪省人民政府关于印发水资源管理实施方案的通知",
        ),
        ("云溪县水务局\n2021年度部门决算", "云溪县水务局2021年度部门决算"),
        (
            "云溪县人民政府办公室\n关于加快推进供水\n一体化的意见",
            "云溪县人民政府办公室关于加快推进供水一体化的意见",
        ),
        ("关于2021年预算执行情况\n和2022年预算草案的报告", "关于2021年预算执行情况和2022年预算草案的报告"),
    ],
)
def test_k3_a_title_may_take_several_lines(lines, title):
    text = f"{lines}\n各镇人民政府，县直各部门：\n一、总体要求\n{DONE}\n"
    assert Document.from_text(text).metadata.title == title


@pytest.mark.parametrize(
    "addressee", ["各镇人民政府、县直各单位：", "李明委员：", "县人大常委会：", "各位代表、同志们："]
)
def test_k3_an_addressee_is_no_title(addressee):
    assert Document.from_text(f"{addressee}\n一、供水\n{DONE}\n").metadata.title is None


@pytest.mark.parametrize(
    "words", ["鼓励市场主体", "合理区分事权", "已上市企业", "支持县域经济", "规范市容秩序"]
)
def test_k4_a_word_that_ends_like_a_place_is_none(words):
    assert Document.from_text(f"{words}情况\n一、供水\n{words}，{DONE}\n").metadata.region is None


@pytest.mark.parametrize(
    ("html", "figures"),
    [
        ("全年接待游客<sup>1</sup>26.48万人", ["26.48万人"]),
        ("人口自然增长率[<sup>2</sup>]为3.2%", ["3.2%"]),
        ("水库库容3.5×10<sup>8</sup>m<sup>3</sup>", ["3.5×10⁸m³"]),
        ("粮食产量<sup>[5]</sup>36.6万吨", ["36.6万吨"]),
    ],
)
def test_k6_a_raised_mark_is_no_digit(tmp_path, html, figures):
    page = f'<html><head><meta charset="utf-8"></head><body><h1>云溪县2021年统计公报</h1><p>一、综合</p><p>{html}。</p></body></html>'
    document = read_document(save(tmp_path, "a.html", page))
    assert [one.text for one in document.ledger if one.kpi] == figures


@pytest.mark.parametrize("unit", ["单位：万元", "计量单位:万元", "（单位：万元）", "单位：万元、%"])
def test_k7_the_unit_above_a_table_is_that_of_its_numbers(tmp_path, unit):
    table = f"{unit}\n\n| 项目 | 2020年 | 2021年 |\n| --- | --- | --- |\n| 税收收入 | 98000 | 101250 |\n| 非税收入 | 32000 | 30880 |\n"
    document = read_document(save(tmp_path, "a.md", f"# 云溪县2021年收支情况\n\n{table}"))
    figures = [
        (one.text + one.unit * (one.unit not in one.text), one.indicator, one.period)
        for one in document.ledger
        if one.kpi
    ]
    assert [(round(one.quantity.value), one.indicator, one.period) for one in document.ledger if one.kpi] == [
        (980000000, "税收收入", "2020"),
        (1012500000, "税收收入", "2021"),
        (320000000, "非税收入", "2020"),
        (308800000, "非税收入", "2021"),
    ], figures


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (
            ["全县完成投资 1 5 . 6 亿元，增长 8 . 5 %，", "新建公路 1 2 0 公里，改造 5 6 座。"],
            ["15.6亿元", "8.5%", "120公里", "56座"],
        ),
        (["接待游客 9 7 6 万人次，收入 4 8 亿元。"], ["976万人次", "48亿元"]),
        (["供水普及率达到 9 8 . 2 %，管网 3 5 0 公里，水厂 1 2 座。"], ["98.2%", "350公里", "12座"]),
    ],
)
def test_k8_digits_that_are_set_apart_are_one_number(tmp_path, lines, read):
    page = [(72, 700 - 20 * at, text) for at, text in enumerate(["一、供水情况", *lines])]
    document = read_document(save(tmp_path, "a.pdf", pdf([page], half=True)))
    assert [one.text for one in document.ledger if one.kpi] == read


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("2022年新增供水点4个；获得2021年度省级奖励10项；改造管网210公里。", ["2022", "2021", "2022"]),
        ("2022年培训职工320人；评选2020年度先进30人；招聘技术员25人。", ["2022", "2020", "2022"]),
        ("全年新建泵站5座；发放2021年度奖金300万元；检修水闸26座。", ["2022", "2021", "2022"]),
    ],
)
def test_k10_a_year_within_a_name_ends_at_the_semicolon(sentence, periods):
    text = f"云溪县水务局2022年工作总结\n一、供水\n{sentence}\n"
    assert [one.period for one in Document.from_text(text).ledger if one.kpi] == periods


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("过去五年工作回顾", "2018/2022"),
        ("五年来的工作", "2018/2022"),
        ("本届政府工作回顾", "2018/2022"),
        ("2022年工作回顾", "2022"),
        ("2022年和过去五年工作回顾", "2022"),
    ],
)
def test_k10_a_report_at_the_end_of_a_term_looks_back_on_its_five_years(heading, period):
    """Its figures without a date are of the last year all the same."""
    text = (
        f"各位代表：\n现在，我代表县人民政府，向大会报告政府工作，请予审议。\n一、{heading}\n完成投资3.5亿元。\n"
        "二、2023年工作安排\n力争完成投资4亿元。\n"
    )
    document = Document.from_text(text)
    assert (document.metadata.period, document.metadata.plan_period) == (period, "2023")
    assert document.ledger[-1].period == "2023"
    assert [one.status for one in document.ledger if one.kpi] == ["actual", "target"]


TABLES = [
    ("标题,地区,年度,正文\n云溪县工作总结,云溪县,2021,{text}\n", "utf-8"),
    ("title,region,year,content\n云溪县工作总结,云溪县,2021,{text}\n", "utf-8"),
    ("题名,行政区,报告年份,全文\n云溪县工作总结,云溪县,2021,{text}\n", "gb18030"),
]


@pytest.mark.parametrize(("table", "encoding"), TABLES)
def test_k11_what_a_table_of_reports_says_of_its_rows_is_used(tmp_path, table, encoding):
    text = f'"一、供水\n{DONE * 3}\n二、节水\n{DONE * 3}"'
    (document,) = load_documents(save(tmp_path, "a.csv", table.format(text=text).encode(encoding)))
    metadata = document.metadata
    assert (metadata.title, metadata.region, metadata.period) == ("云溪县工作总结", "云溪县", "2021")


@pytest.mark.parametrize(
    ("lines", "apart"),
    [
        ("已接入业务系统36\n4个镇完成改造。", ("36 4个镇", "364")),
        ("改造泵站共计8\n15座水闸完成检修。", ("8 15座", "815")),
        ("详见www.yunxi\n36家企业完成备案。", ("yunxi 36家", "yunxi36")),
    ],
)
def test_k13_a_detail_glues_no_lines(lines, apart):
    text = f"云溪县水务工作总结\n一、平台建设\n{lines}\n二、队伍建设\n全年培训人员320人次。\n"
    detail = extractive(Document.from_text(text)).achievements[0].detail
    assert apart[0] in detail
    assert apart[1] not in detail


@pytest.mark.parametrize(
    ("name", "advice"), [("a.xls", r"\.csv"), ("b.et", r"\.csv"), ("c.doc", r"\.docx"), ("d.wps", r"\.docx")]
)
def test_k15_the_advice_fits_the_file(tmp_path, monkeypatch, name, advice):
    monkeypatch.setattr("policysum.document.office.shutil.which", lambda _: None)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024
    with pytest.raises(DocumentError, match=advice):
        read_document(save(tmp_path, name, old))


@pytest.mark.parametrize("count", [1, 3])
def test_comments_beside_the_text_of_a_word_file_are_left_out_and_counted(tmp_path, count):
    remarks = "".join(
        f'<w:comment w:id="{at}"><w:p><w:r><w:t>应为99家</w:t></w:r></w:p></w:comment>' for at in range(count)
    )
    part = f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{remarks}</w:comments>'
    file = save(tmp_path, "a.docx", docx("一、供水", DONE, extra=[("word/comments.xml", part)]))
    document = read_document(file)
    assert "99家" not in document.source
    assert [(one.code, one.count) for one in document.notes] == [("comments", count)]
