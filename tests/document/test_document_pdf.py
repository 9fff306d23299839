import json
import os
import subprocess
import sys
import time

import pytest
from pdf_files import form_drawing_itself, pdf, set_lines

from policysum.document import child, fork_server, pdf_child, read_document
from policysum.document import pdf as document_pdf
from policysum.errors import DocumentError

PARAGRAPHS = [
    "一、2021年工作情况",
    "（一）抓投入。全年新增高新技术企业35家，完成投资12.5亿元，同比增长8.1%，群众满意度明显上升。",
    "（二）抓人才。引进专家团队15个，兑现奖补资金1530万元，带动就业1200人，各项工作取得明显成效。",
    "二、下一步打算",
    "（一）抓培育。力争新增高新技术企业40家，研发投入强度达到2.5%。",
]


def save(tmp_path, name, data):
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


def test_lines_of_a_pdf_are_joined_to_paragraphs_and_running_heads_set_aside(tmp_path):
    lines = list(set_lines(PARAGRAPHS))
    pages = []
    for number in range(2):
        half = lines[number * len(lines) // 2 : (number + 1) * len(lines) // 2]
        page = [(60, 760, "云溪市科技局内部资料")] + [
            (x, 720 - 20 * n, text) for n, (x, text) in enumerate(half)
        ]
        pages.append([*page, (300, 40, f"- {number + 1} -")])
    document = read_document(save(tmp_path, "a.pdf", pdf(pages)))
    assert document.clean.text.split("\n") == PARAGRAPHS
    assert {piece.text for piece in document.boilerplate if piece.kind == "page"} == {
        "云溪市科技局内部资料",
        "- 1 -",
        "- 2 -",
    }
    assert document.page_of(0) == 1
    assert document.page_of(document.source.index("40家")) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf([[], []]), "scan"),
        (b"%PDF-1.4\n" + b"x" * 300, "damaged"),
        (pdf([[(60, 700, "今年完成投资")]])[:200], "damaged|scan"),
    ],
)
def test_a_scanned_or_broken_pdf_is_refused(tmp_path, data, words):
    with pytest.raises(DocumentError, match=words):
        read_document(save(tmp_path, "a.pdf", data))


def test_a_missing_extra_is_named_with_its_install_line(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(DocumentError) as caught:
        read_document(save(tmp_path, "a.pdf", pdf([[(60, 700, "今年完成投资")]])))
    assert 'pip install "policysum[pdf]"' in str(caught.value)


# --- hostile files -----------------------------------------------------------------------------


def test_a_pdf_whose_form_draws_itself_is_refused_and_ends_no_process_but_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(child, "MAX_MEMORY", 128 << 20)
    with pytest.raises(DocumentError, match=r"too much memory.*print it to PDF again"):
        read_document(save(tmp_path, "a.pdf", form_drawing_itself()))


def test_a_child_that_takes_too_long_is_ended_with_its_own_children(tmp_path):
    mark = tmp_path / "mark"
    grandchild = f"import time; time.sleep(3); open({str(mark)!r}, 'w')"
    program = f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {grandchild!r}])\ntime.sleep(60)\n"
    script = save(tmp_path, "slow.py", program)
    with pytest.raises(child.ChildSlowError):
        child.run_child([script], seconds=1.0)
    time.sleep(3)
    assert not mark.exists()


WORKING = """
import sys
from policysum.document import pdf_child
def working(_):
    while True:
        pass
pdf_child.answer, pdf_child._SECONDS = working, 1
print(pdf_child._in_fork(b""))
"""


@pytest.mark.skipif(not fork_server._FORKS, reason="forks serve on Linux alone")
def test_a_file_that_takes_too_much_of_a_processor_is_given_up_whatever_else_the_machine_does():
    """In the text that is made of its pages, too, where nothing else would end it."""
    done = subprocess.run([sys.executable, "-c", WORKING], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == repr(b"\2")


def test_a_slow_pdf_is_refused_by_name(tmp_path, monkeypatch):
    def slow(*_, **__):
        raise child.ChildSlowError

    monkeypatch.setattr("policysum.document.pdf.run_forked", slow)
    with pytest.raises(DocumentError, match=r"a\.pdf: the PDF takes more than 30 seconds"):
        read_document(save(tmp_path, "a.pdf", pdf([[(60, 700, "今年完成投资三亿元，新增企业四十家。")]])))


def test_what_a_pdf_prints_becomes_text_in_the_process_of_bounded_memory_and_time(tmp_path, monkeypatch):
    """None of it is done here, where nothing would end it."""

    def here(*_):
        raise AssertionError

    monkeypatch.setattr("policysum.document.pdf_text.text_of_pages", here)
    monkeypatch.setattr("policysum.document.pdf_lines.PrintedLine.of", here)
    text = "今年完成投资三亿元，新增企业四十家。"
    assert text in read_document(save(tmp_path, "a.pdf", pdf([[(60, 700, text)]]))).source


def test_an_error_in_the_text_of_a_pdf_is_ours_and_no_fault_of_the_file(monkeypatch):
    def wrong(_):
        raise KeyError("left")

    monkeypatch.setattr(pdf_child, "text_of_pages", wrong)
    answered = pdf_child.answer(b"join[[]]")
    monkeypatch.setattr(document_pdf, "run_forked", lambda *_: json.dumps(answered).encode())
    with pytest.raises(RuntimeError, match="KeyError: 'left'"):
        document_pdf.read_pdf(pdf([]), "a.pdf")


def test_no_module_of_the_current_folder_runs_in_the_process_that_reads_pdfs(tmp_path, monkeypatch):
    save(tmp_path, "json.py", "raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    text = "今年完成投资三亿元，新增企业四十家。"
    assert text in read_document(save(tmp_path, "a.pdf", pdf([[(60, 700, text)]]))).source


def test_lines_of_a_child_come_one_by_one_and_a_late_one_is_given_up(tmp_path):
    script = save(
        tmp_path,
        "lines.py",
        "import sys, time\nprint(len(sys.stdin.read()), flush=True)\nprint('b', flush=True)\ntime.sleep(60)\n",
    )
    lines = child.lines_of_child([script], b"1234", seconds=5.0)
    assert [next(lines), next(lines)] == [b"4\n", b"b\n"]
    with pytest.raises(child.ChildSlowError):
        next(lines)


# --- what is raised, set apart, repeated ---------------------------------------------------------


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("年末常住人口", 12, 0), ("12", 7, 5), ("761.48万人，全年增长3.2%。", 12, 0)], "年末常住人口761.48万人，全年增长3.2%。"),
        ([("粮食产量", 12, 0), ("[3]", 7, 5), ("25.9万吨，比上年增长1.2%。", 12, 0)], "粮食产量25.9万吨，比上年增长1.2%。"),
        ([("水库库容3.5×10", 12, 0), ("8", 7, 5), ("m", 12, 0), ("3", 7, 5), ("，建成移交使用。", 12, 0)], "水库库容3.5×10⁸m³，建成移交使用。"),
        ([("年末常住人口", 12, 0), ("3", 10, 6), ("48.62万人，全年增长3.2%。", 12, 0)], "年末常住人口48.62万人，全年增长3.2%。"),
        ([("细颗粒物PM", 12, 0), ("2.5", 7, -2), ("平均浓度35微克，优良率98.6%。", 12, 0)], "细颗粒物PM2.5平均浓度35微克，优良率98.6%。"),
    ],
)  # fmt: skip
def test_a_raised_mark_is_no_digit_and_an_exponent_stays(tmp_path, pieces, text):
    line, x = [], 60
    for piece, size, rise in pieces:
        line.append((x, 700, piece, size, rise))
        x += sum(size if character > "\u2e7f" else size // 2 for character in piece) + 1
    assert read_document(save(tmp_path, "a.pdf", pdf([line], half=True))).source == text


def test_a_line_of_which_half_is_raised_has_its_ground_where_the_rest_stands(tmp_path):
    words = "全年改造管网50公里，惠及3个镇，居民用水更加方便。"
    lines = [(60, 700, words), (60, 660, "10"), (73, 660, "12", 7, 5)]
    assert read_document(save(tmp_path, "a.pdf", pdf([lines], half=True))).source.endswith("10¹²")


@pytest.mark.parametrize(
    ("text", "read", "apart"),
    [
        ("到2 0 0 5年全县生产总值增长8 .5 %，出口额1 5亿美元。", "到2005年全县生产总值增长8.5%，出口额15亿美元。", 4),
        ("完成9 7 %，新建水库5 0座，培训3 0 0 0人。", "完成97%，新建水库50座，培训3000人。", 5),
        ("全年改造管网5 0 公里，惠及3个镇。", "全年改造管网50公里，惠及3个镇。", 1),
        ("见表5 0号文件，惠及3个镇。", "见表5 0号文件，惠及3个镇。", 0),
        ("科目208 05 01行政单位支出84.65万元，比上年增长5%。", "科目208 05 01行政单位支出84.65万元，比上年增长5%。", 0),
    ],
)  # fmt: skip
def test_digits_that_are_set_apart_are_joined_and_codes_are_not(tmp_path, text, read, apart):
    document = read_document(save(tmp_path, "a.pdf", pdf([[(20, 700, text)]], half=True)))
    assert document.source == read
    assert [(note.code, note.count) for note in document.notes] == (
        [("digits_apart", apart)] if apart else []
    )


def test_lines_that_differ_only_in_their_figures_are_no_boilerplate(tmp_path):
    pages = [
        [
            (60, 780, f"云溪市统计公报 {number}"),
            (60, 740, f"第{number}表合计{917 + number}.05万元，增长{number}.5%"),
            (60, 720, "本表数据均为当年价，速度按可比价计算。"),
            (60, 700, f"其中财政拨款{300 + number}.72万元"),
            (60, 680, f"编号 {40 - 7 * number}"),
            (60, 40, f"- {number} -"),
        ]
        for number in range(1, 5)
    ]
    document = read_document(save(tmp_path, "a.pdf", pdf(pages, half=True)))
    edges = {document.source[start:end] for start, end, _ in document.marked}
    assert edges == {f"- {n} -" for n in range(1, 5)} | {f"云溪市统计公报{n}" for n in range(1, 5)}


def test_a_number_that_a_line_end_splits_is_one_number(tmp_path):
    lines = [
        "全年完成固定资产投资和技术改造投资合计达到人民币共计12",
        "3.4亿元，比上年增长8.2%，各项重点任务全部按期完成，较",
    ]
    lines.append("上年有明显提高。")
    page = [(60, 700 - 20 * number, line) for number, line in enumerate(lines)]
    document = read_document(save(tmp_path, "a.pdf", pdf([page])))
    assert "共计123.4亿元，比上年增长8.2%" in document.source


# --- tables --------------------------------------------------------------------------------------


def table_page(rows, columns, *above):
    page = [(60, 740 - 20 * number, text) for number, text in enumerate(above)]
    top = 720 - 20 * len(above)
    for number, row in enumerate(rows):
        page += [(x, top - 20 * number, text) for x, text in zip(columns, row, strict=True) if text]
    return page


@pytest.mark.parametrize(
    ("rows", "columns", "unit", "figures"),
    [
        (
            [["项目", "年初预算", "完成数", "比上年增长%"], ["契税", "300", "310", "5.2"], ["增值税", "800", "790", "-1.3"]],
            [60, 180, 300, 420],
            "单位：万元",
            [("300万元", "契税年初预算"), ("310万元", "契税完成数"), ("5.2%", "契税比上年增长"),
             ("800万元", "增值税年初预算"), ("790万元", "增值税完成数"), ("-1.3%", "增值税比上年增长")],
        ),
        (
            [["指标", "单位", "2022年", "2023年"], ["大豆产量", "公斤", "30", "28"], ["造林面积", "公顷", "120", "135"]],
            [60, 200, 300, 400],
            "各项指标如下表所示",
            [("30公斤", "大豆产量"), ("28公斤", "大豆产量"), ("120公顷", "造林面积"), ("135公顷", "造林面积")],
        ),
        (
            [["项目", "数量"], ["水库", "5座"], ["泵站", ""], ["渠道", "36公里"]],
            [60, 300],
            "工程情况",
            [("5座", "水库"), ("36公里", "渠道")],
        ),
    ],
    ids=["caption", "unit column", "a row without figure"],
)  # fmt: skip
def test_the_numbers_of_a_table_of_a_pdf_are_named(tmp_path, rows, columns, unit, figures):
    page = table_page(rows, columns, "云溪市2023年主要指标完成情况统计表", unit)
    document = read_document(save(tmp_path, "a.pdf", pdf([page], half=True)))
    assert [(document.source[one.start : one.end], one.name) for one in document.figures] == figures
    for row in rows[1:]:
        assert all(text in document.source for text in row)


def test_columns_of_a_pdf_may_stand_a_character_apart(tmp_path):
    rows = [
        ["项目", "年初预算", "决算数"],
        ["上级拨款收入", "1126.30", "1203.52"],
        ["其他收入", "20.00", "18.60"],
    ]
    page = table_page(rows, [60, 145, 206], "云溪县水务局2022年度收入决算总表", "单位：万元")
    document = read_document(save(tmp_path, "a.pdf", pdf([page], half=True)))
    assert [(document.source[one.start : one.end], one.name) for one in document.figures] == [
        ("1126.30万元", "上级拨款收入年初预算"),
        ("1203.52万元", "上级拨款收入决算数"),
        ("20.00万元", "其他收入年初预算"),
        ("18.60万元", "其他收入决算数"),
    ]


def test_a_cell_over_two_rows_of_a_pdf_puts_them_on_no_one_line(tmp_path):
    heads = [(60, "类别"), (110, "指标"), (200, "单位"), (250, "2025年")]
    page = [
        (60, 740, "云溪县发展规划的主要指标"),
        *((x, 700, text) for x, text in heads),
        (60, 660, "水务"),  # at the foot of the two rows that it covers
        *((x, 680, text) for x, text in [(110, "水库数量"), (200, "万处"), (250, "16")]),
        *((x, 660, text) for x, text in [(110, "管网长度"), (200, "公里"), (250, "320")]),
    ]
    document = read_document(save(tmp_path, "a.pdf", pdf([page], half=True)))
    found = [(document.source[one.start : one.end], one.name, one.year) for one in document.figures]
    assert found == [("16万处", "水库数量", "2025"), ("320公里", "管网长度", "2025")]


def test_a_numbered_heading_of_another_size_is_no_part_of_the_title_above_it(tmp_path):
    text = "云溪县水务局关于二〇二二年度城乡供水一体化建设和管理工作情况汇报"
    prose = "全年新建泵站十二座，改造管网三十六公里，完成投资三亿元，惠及群众五万人，供水保障"
    page = [
        (60, 740, text, 15),
        (60, 715, "（一）供水"),
        (60, 695, prose),
        (60, 675, prose),
        (60, 655, "率达到九成。"),
    ]
    source = read_document(save(tmp_path, "a.pdf", pdf([page]))).source
    assert source.startswith(f"{text}\n（一）供水\n")


@pytest.mark.parametrize(("size", "joined"), [(18, False), (13, True)])
def test_a_title_of_larger_letters_is_no_part_of_the_prose_below_it(tmp_path, size, joined):
    path = tmp_path / "report.pdf"
    path.write_bytes(
        pdf([[(60, 700, "青溪县教育工作总结与回顾", size), (60, 676, "全县有学校36所，教师1200人。")]])
    )
    title = "青溪县教育工作总结与回顾"
    assert read_document(path).source.startswith(title if joined else f"{title}\n")


def test_prose_in_two_columns_is_no_table(tmp_path):
    rows = [
        ["新增企业三十五家完成投资", "2023年引进专家团队十五个"],
        ["带动就业一千二百人各项工", "群众满意度明显上升较上年"],
    ] * 4
    document = read_document(save(tmp_path, "a.pdf", pdf([table_page(rows, [60, 320])], half=True)))
    assert document.figures == ()


@pytest.mark.parametrize(
    ("rows", "unit", "figures"),
    [
        (
            ["208 05行政事业单位养老支出326.72万元", "208 05 01行政单位离退休84.65万元"],
            "",
            [("326.72万元", "行政事业单位养老支出"), ("84.65万元", "行政单位离退休")],
        ),
        (
            ["2101101 行政单位医疗 60.99", "221 住房保障支出 1,445.69"],
            "单位：万元",
            [("60.99万元", "行政单位医疗"), ("1,445.69万元", "住房保障支出")],
        ),
        (["30101 基本工资 512.4", "30102 津贴补贴 -3.1"], "金额单位：万元", [("512.4万元", "基本工资"), ("-3.1万元", "津贴补贴")]),
        (["12345热线受理诉求3200件", "110千伏变电站新建9座"], "", []),
    ],
    ids=["unit printed", "unit above", "economic codes", "no codes"],
)  # fmt: skip
def test_a_row_of_a_pdf_that_begins_with_a_code_keeps_its_name(tmp_path, rows, unit, figures):
    text = [
        "一、支出决算情况",
        "2024年度支出平稳，各项资金使用规范。",
        *([unit] if unit else []),
        *rows,
        "第1表合计918.05万元，比上年增长3.5%。",
    ]
    page = [(60, 700 - 20 * number, line) for number, line in enumerate(text)]
    document = read_document(save(tmp_path, "a.pdf", pdf([page])))
    assert [(document.quote((one.start, one.end)), one.name) for one in document.figures] == figures
    for printed, name in figures:
        assert (printed, name) in [(one.text, one.indicator) for one in document.ledger]


HEAD, FIRST, SECOND = ["项目", "预算数", "决算数"], [["契税", "98", "101"], ["耕地占用税", "32", "31"]], [["印花税", "5", "6"], ["车船税", "8", "9"]]  # fmt: skip


@pytest.mark.parametrize("again", [True, False], ids=["heads again", "heads once"])
def test_a_table_goes_on_on_the_next_page_with_its_heads_and_its_unit(tmp_path, again):
    def table(rows, top):
        return [
            (x, top - 20 * n, cell)
            for n, row in enumerate(rows)
            for x, cell in zip((60, 240, 340), row, strict=True)
        ]

    first = [
        (60, 760, "一、收支情况"),
        (60, 740, "2024年，全县财政运行平稳，收支如下。"),
        (420, 720, "单位：万元"),
        *table([HEAD, *FIRST], 700),
    ]
    second = [
        *table([HEAD, *SECOND] if again else SECOND, 760),
        (60, 600, "二、下一步打算"),
        (60, 580, "力争契税达到120万元。"),
    ]
    document = read_document(save(tmp_path, "a.pdf", pdf([first, second])))
    assert [(document.quote((one.start, one.end)), one.name) for one in document.figures] == [
        (f"{cell}万元", row[0] + head) for row in [*FIRST, *SECOND] for head, cell in zip(HEAD[1:], row[1:], strict=True)
    ]  # fmt: skip
    assert document.source.endswith(
        "车船税：预算数8万元；决算数9万元。\n二、下一步打算\n力争契税达到120万元。"
    )


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("2 0 2 4 年 ， 全 县 完 成 投 资 1 2 . 5 亿 元 。", "2024年，全县完成投资12.5亿元。"),
        ("全 县 新 建 学 校 3 6 所 ， 增 长 8 . 1 % 。", "全县新建学校36所，增长8.1%。"),
        ("培 训 干 部 1 2 0 0 人 次 ， 建 成 公 路 1 5 0 公 里 。", "培训干部1200人次，建成公路150公里。"),
        ("县长 张三 副县长 李四 秘书长 王五", "县长 张三 副县长 李四 秘书长 王五"),
    ],
)
def test_words_whose_characters_are_set_apart_are_words(tmp_path, printed, text):
    rest = "2 0 2 4 年 完 成 投 资 5 6 . 7 8 亿 元 。"
    page = [(60, 760, rest), (60, 700, printed)]
    assert (
        read_document(save(tmp_path, "a.pdf", pdf([page], half=True))).source.replace("\n", "").endswith(text)
    )


@pytest.mark.parametrize(("left", "line"), [(250, "目录"), (200, "青山县统计局公报"), (420, "2024年3月1日")])
def test_a_line_in_the_middle_of_a_page_or_at_its_right_side_stands_alone(tmp_path, left, line):
    page = [
        (60, 760, "全年完成投资12.5亿元，增长8.1%。"),
        (left, 740, line),
        (60, 720, "一、综合情况与全年主要指标完成情况"),
    ]
    assert read_document(save(tmp_path, "a.pdf", pdf([page]))).source.split("\n")[-2:] == [
        line,
        "一、综合情况与全年主要指标完成情况",
    ]


# --- one process for many files ------------------------------------------------------------------

SERVER = """
import os, sys, time
asked, answered = sys.stdin.buffer, sys.stdout.buffer
while len(head := asked.read(8)) == 8:
    data = asked.read(int.from_bytes(head))
    if data == b"die":
        os._exit(3)
    if data == b"slow":
        time.sleep(60)
    answer = b"\\2" if data == b"late" else bytes([data == b"bad"]) + str(os.getpid()).encode()
    answered.write(len(answer).to_bytes(8) + answer)
    answered.flush()
"""
on_linux = pytest.mark.skipif(not fork_server._FORKS, reason="forks serve on Linux alone")


@on_linux
def test_files_are_read_by_one_standing_process_until_it_dies(tmp_path):
    """A file that crashes its own process costs the others nothing; a server that died is replaced."""
    script = save(tmp_path, "server.py", SERVER)
    first = fork_server.run_forked(script, b"a")
    assert fork_server.run_forked(script, b"b") == first
    with pytest.raises(child.ChildCrashedError):
        fork_server.run_forked(script, b"bad")
    assert fork_server.run_forked(script, b"c") == first
    with pytest.raises(child.ChildCrashedError, match="its server died"):
        fork_server.run_forked(script, b"die")
    assert fork_server.run_forked(script, b"d") != first


@on_linux
def test_a_standing_process_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    script = save(tmp_path, "server.py", SERVER)
    pid = int(fork_server.run_forked(script, b"a"))
    with pytest.raises(child.ChildSlowError):
        fork_server.run_forked(script, b"late")
    pid = int(fork_server.run_forked(script, b"a"))
    monkeypatch.setattr(child, "DEADLINE", 0.5)
    with pytest.raises(child.ChildSlowError):
        fork_server.run_forked(script, b"slow")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_hostile_pdf_spoils_none_that_is_read_after_it(tmp_path, monkeypatch):
    monkeypatch.setattr(child, "MAX_MEMORY", 128 << 20)
    text = "今年完成投资三亿元，新增企业四十家。"
    good = save(tmp_path, "a.pdf", pdf([[(60, 700, text)]]))
    for _ in range(2):
        with pytest.raises(DocumentError, match="too much memory"):
            read_document(save(tmp_path, "b.pdf", form_drawing_itself()))
        assert text in read_document(good).source


def test_where_forks_are_not_safe_each_pdf_has_a_process_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(fork_server, "_FORKS", False)
    text = "今年完成投资三亿元，新增企业四十家。"
    assert text in read_document(save(tmp_path, "a.pdf", pdf([[(60, 700, text)]]))).source


@pytest.mark.parametrize("lower", [7, 9])
@pytest.mark.parametrize("left", [60, 150])
def test_a_head_of_a_table_that_stands_a_little_lower_to_the_left_is_a_line_of_its_own(tmp_path, lower, left):
    page = [
        (60, 740, "云溪县水务局2024年决算"),
        (100, 700, "支出功能分类"),
        (300, 700, "科目名称2"),
        (left, 700 - lower, "科目编码"),
    ]
    source = read_document(save(tmp_path, "a.pdf", pdf([page], half=True))).source
    assert source.split("\n")[1:3] == ["支出功能分类 科目名称2", "科目编码"]
