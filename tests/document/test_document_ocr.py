import importlib.util
import json
import socket
import sys
import textwrap
import threading
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest
from pdf_files import file_of, pdf, stream

from policysum import cli as application
from policysum import summarize
from policysum.document import ocr, ocr_child, read_document
from policysum.errors import DocumentError

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
LINES = [
    "青山县2024年工作总结", "一、工作完成情况", "2024年，全县新建学校12所，完成投资47.9亿元，比上年增长5.3%。",
]  # fmt: skip


def scanned(pages=1, *, width=600, height=800, pixels=(4, 4), data=None):
    """A PDF whose pages are pictures that cover them."""
    packed = zlib.compress(bytes(pixels[0] * pixels[1])) if data is None else data
    picture = stream(
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
        % pixels,
        packed,
    )
    draws = stream(b"", b"q %d 0 0 %d 0 0 cm /I Do Q" % (width, height))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</XObject<</I 3 0 R>>>>/Contents 4 0 R>>"
        % (width, height)
    )
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(pages))
    return file_of(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages), picture, draws, *[page] * pages]
    )  # fmt: skip


def printed(text, top, unsure=(), left=60.0):
    """A line as the child gives it."""
    return {
        "text": text, "left": left, "right": left + 12.0 * len(text), "top": top, "height": 12.0, "size": 12.0, "wide": [],
        "unsure": list(unsure),
    }  # fmt: skip


@pytest.fixture
def child(tmp_path, monkeypatch):
    """Has the pages recognised by a script in place of the child: `code` may use `numbers` and `say(answer)`."""

    def install(code):
        script = tmp_path / "fake_child.py"
        script.write_text(
            "import json, sys, os, time\nsys.stdin.buffer.read()\nnumbers = [int(n) for n in sys.argv[3].split(',')]\n"
            "def say(answer):\n    print(json.dumps(answer), flush=True)\n" + textwrap.dedent(code)
        )
        monkeypatch.setattr(ocr, "_CHILD", script)

    return install


def pages_of(*pages):
    return f"PAGES = json.loads({json.dumps(json.dumps(pages))})\nfor n in numbers: say({{'page': n, 'lines': PAGES[n - 1]}})\n"


def save(folder, data, name="scan.pdf"):
    file = folder / name
    file.write_bytes(data)
    return file


PAGE = [printed(text, 700 - 20 * n) for n, text in enumerate(LINES)]


def test_a_scan_is_refused_with_how_to_ask_for_recognition(tmp_path):
    with pytest.raises(DocumentError, match=r"it is a scan.*ocr=True.*policysum\[ocr\]"):
        read_document(save(tmp_path, scanned()))


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_a_picture_is_refused_with_how_to_ask_for_recognition(tmp_path, head):
    with pytest.raises(DocumentError, match=r"is a picture.*ocr=True"):
        read_document(save(tmp_path, head + bytes(50), "page.png"))


@pytest.mark.parametrize("missing", ["rapidocr", "onnxruntime"])
def test_a_missing_extra_is_named_with_its_install_line(tmp_path, monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == missing else real(name, *more)
    )
    with pytest.raises(DocumentError, match=rf'{missing} is not installed.*pip install "policysum\[ocr\]"'):
        read_document(save(tmp_path, scanned()), ocr=True)


def test_what_is_recognised_is_read_as_a_text_layer_is_and_says_so(tmp_path, child):
    child(pages_of(PAGE, [printed("二、下一步打算", 700), printed("力争新建学校15所。", 680)]))
    shown = []
    on_page = lambda done, pages: shown.append((done, pages))  # noqa: E731
    document = read_document(save(tmp_path, scanned(2)), ocr=True, on_page=on_page)
    assert document.source.split("\n") == [*LINES, "二、下一步打算", "力争新建学校15所。"]
    assert [(one.code, one.count) for one in document.warnings] == [("ocr", 2)]
    assert document.page_of(document.source.index("15所")) == 2
    assert shown == [(1, 2), (2, 2)]


def test_a_number_of_little_confidence_is_doubtful_and_no_other_one_is(tmp_path, child):
    line = LINES[2]
    child(pages_of([*PAGE[:2], printed(line, 660, [line.index("9")])]))
    summary = summarize(save(tmp_path, scanned()), engine="extractive", ocr=True)
    doubted = {kpi.text: [(one.field, one.code) for one in kpi.doubts] for kpi in summary.kpis}
    assert ("value", "ocr") in doubted["47.9亿元"]
    assert all(("value", "ocr") not in doubts for text, doubts in doubted.items() if text != "47.9亿元")
    assert summary.to_dict()["document"]["warnings"][0]["code"] == "ocr"


def test_a_cell_of_little_confidence_is_doubtful_in_its_table(tmp_path, child):
    def row(cells, top, unsure=()):
        text = " ".join(cells)
        lane, at = [], 0
        for number, cell in enumerate(cells[:-1]):
            at += len(cell)
            lane.append((at, at + 1, 60 + 150 * number + 60, 60 + 150 * (number + 1)))
            at += 1
        return printed(text, top, unsure) | {"wide": lane, "right": 60 + 150 * len(cells)}

    table = [
        printed("单位：万元", 600), row(["指标", "2023年", "2024年"], 580), row(["税收收入", "101250", "108976"], 560, [12]),
        row(["非税收入", "38712", "40155"], 540),
    ]  # fmt: skip
    child(pages_of([*PAGE, *table]))
    document = read_document(save(tmp_path, scanned()), ocr=True)
    assert "税收收入：2023年101250万元；2024年108976万元。" in document.source
    doubtful = [one.text for one in document.ledger if document.is_unsure(one.start, one.end)]
    assert doubtful == ["108976万元"]


def test_a_page_between_pages_of_text_is_recognised_alone(tmp_path, child):
    text = pdf(
        [[(60, 700, "一、2024年工作完成情况：新增企业35家，完成投资12.5亿元，"), (60, 680, "群众满意。")]]
    )
    picture = scanned()
    both = _of_two(text, picture)
    document = read_document(save(tmp_path, both))
    assert [(one.code, one.count) for one in document.notes] == [("scanned_pages", 1)]
    child(
        "assert numbers == [2]\n"
        f"say({{'page': 2, 'lines': json.loads({json.dumps(json.dumps([printed('新建学校12所。', 700)]))})}})"
    )
    document = read_document(save(tmp_path, both), ocr=True)
    assert document.source.split("\n") == [
        "一、2024年工作完成情况：新增企业35家，完成投资12.5亿元，群众满意。",
        "新建学校12所。",
    ]
    assert [(one.code, one.count) for one in document.notes] == [("ocr", 1)]


def _of_two(one, other):
    """The pages of two PDFs in one."""
    import io

    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    parts = [pypdfium2.PdfDocument(data) for data in (one, other)]
    for part in parts:
        whole.import_pages(part)
    written = io.BytesIO()
    whole.save(written)
    for document in (whole, *parts):
        document.close()
    return written.getvalue()


LOST = {
    "says so": "say({'page': n, 'fault': 'memory'})",
    "dies": "os._exit(9)",
    "is silent": "time.sleep(60)",
}


@pytest.mark.parametrize("how", LOST)
def test_one_page_of_many_that_cannot_be_recognised_is_passed_over_and_said(
    tmp_path, child, monkeypatch, how
):
    monkeypatch.setattr(ocr, "PAGE_WAIT", 2.0)
    child(
        f"LINES = json.loads({json.dumps(json.dumps(PAGE))})\nfor n in numbers:\n    if n == 7: {LOST[how]}\n    else: say({{'page': n, 'lines': LINES}})\n"
    )
    document = read_document(save(tmp_path, scanned(9)), ocr=True)
    assert {(one.code, one.count) for one in document.notes} == {("ocr", 8), ("scanned_pages", 1)}
    assert len(document.pages) == 9


@pytest.mark.parametrize("how", LOST)
def test_a_first_page_that_cannot_be_recognised_ends_the_report_at_once(tmp_path, child, monkeypatch, how):
    monkeypatch.setattr(ocr, "PAGE_WAIT", 1.0)
    child(f"for n in numbers: {LOST[how]}")
    with pytest.raises(DocumentError, match="page 1 cannot be recognised: it takes"):
        read_document(save(tmp_path, scanned(9)), ocr=True)


@pytest.mark.parametrize("code", ["print('no json', flush=True)", "", "say({'page': 1, 'lines': []})"])
def test_an_answer_without_text_is_an_error_of_ours(tmp_path, child, code):
    child(code)
    with pytest.raises(DocumentError, match="recognised"):
        read_document(save(tmp_path, scanned(1)), ocr=True)


def test_too_many_pages_are_refused_before_one_is_looked_at(tmp_path, child):
    child("say({'page': 1, 'lines': []})")
    with pytest.raises(DocumentError, match="600 pages are to be recognised, more than the 500"):
        read_document(save(tmp_path, scanned(600)), ocr=True)


def test_the_reader_of_characters_cannot_reach_the_network(tmp_path, monkeypatch):
    """A RapidOCR that lacks its models would fetch them: the one in this test tries to."""
    listener = socket.create_server(("127.0.0.1", 0))
    came = []

    def listen():
        try:
            came.append(listener.accept())
        except OSError:
            return

    waiting = threading.Thread(target=listen, daemon=True)
    waiting.start()
    port = listener.getsockname()[1]
    for name, code in {
        "cv2": "def setNumThreads(count): pass",
        "onnxruntime": "def disable_telemetry_events(): pass",
        "rapidocr": f"import socket\ndef RapidOCR(params):\n    socket.create_connection(('127.0.0.1', {port}), 5)",
    }.items():
        (tmp_path / f"{name}.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(DocumentError, match=r"does not start \(_OfflineError\)"):
        read_document(save(tmp_path, scanned()), ocr=True)
    listener.close()
    assert not came


def test_the_command_line_recognises_where_it_is_asked_to(tmp_path, child, capsys, monkeypatch):
    def main(arguments):
        monkeypatch.setattr("sys.argv", ["policysum", *arguments])
        with pytest.raises(SystemExit) as ended:
            application.main()
        return ended.value.code or 0

    child(pages_of(PAGE))
    file = save(tmp_path, scanned())
    assert main(["run", str(file), "-o", str(tmp_path / "out"), "--engine", "extractive", "--quiet"]) == 1
    assert "--ocr" in capsys.readouterr().err
    for _ in range(2):  # the second time it is up to date
        assert main(["run", str(file), "-o", str(tmp_path / "out"), "--engine", "extractive", "--ocr"]) == 0
    heard = capsys.readouterr().err
    assert "up to date" in heard
    assert "ocr: the text of 1 pages was recognised" in heard
    assert (tmp_path / "out" / "scan.source.txt").read_text("utf-8").split("\n") == LINES
    assert main(["numbers", str(file), "--ocr", "--json"]) == 0
    assert "47.9亿元" in capsys.readouterr().out
    claims = tmp_path / "claims.txt"
    claims.write_text("新建学校12所。", encoding="utf-8")
    assert main(["check", str(claims), "--source", str(file), "--ocr"]) == 0


needs_ocr = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None or not FONT.exists(),
    reason="needs the extra ocr, and the font Noto Sans CJK to draw a page with",
)


def drawn(size=30, lines=LINES):
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (1240, 900), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), size)
    for number, text in enumerate(lines):
        pen.text((100, 100 + 60 * number), text, font=font, fill=0)
    return picture


@needs_ocr
@pytest.mark.parametrize("name", ["scan.pdf", "page.png", "page.jpg"])
def test_a_page_that_was_drawn_is_recognised(tmp_path, name):
    drawn().save(tmp_path / name)
    document = read_document(tmp_path / name, ocr=True)
    assert document.source.split("\n") == LINES
    assert {"12所", "47.9亿元", "5.3%"} <= {one.text for one in document.ledger}
    assert sum(document.is_unsure(one.start, one.end) for one in document.ledger) <= 1
    assert document.format == ("pdf" if name == "scan.pdf" else "image")


@needs_ocr
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(scanned(width=14_400, height=14_400), id="a page of five metres"),
        pytest.param(
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4) * 2 + b"\x08\0\0\0\0" + bytes(30), id="a picture that says it is large"
        ),
    ],
)  # fmt: skip
def test_hostile_pictures_end_with_an_error_of_ours(tmp_path, data):
    with pytest.raises(DocumentError, match="recognised"):
        read_document(save(tmp_path, data), ocr=True)


@needs_ocr
def test_pages_that_lie_on_their_sides_or_stand_on_their_heads_are_turned(tmp_path):
    pages = [
        ["云溪县2024年供水报告", "供水保障率达到98.5%。"],
        ["新建泵站12座，完成投资3.5亿元。", "受益群众21万人。"],
        ["改造管网36公里，减少漏损7%。", "新增用户1200户。"],
    ]
    first, *others = (
        drawn(lines=lines).rotate(turn, expand=True)
        for lines, turn in zip(pages, (90, 180, 270), strict=True)
    )
    first.save(tmp_path / "scan.pdf", save_all=True, append_images=others)
    document = read_document(tmp_path / "scan.pdf", ocr=True)
    assert "".join(document.source.split()) == "".join(line for lines in pages for line in lines)


class FakeReader:
    """Reads a line as surely as `sure` says of each way; the way is seen by where the black corner lies."""

    def __init__(self, sure):
        self.sure = sure
        self.asked = 0

    def __call__(self, picture, **_):
        self.asked += 1
        corners = [picture[0, 0], picture[-1, 0], picture[-1, -1], picture[0, -1]]
        way = next(way for way, corner in enumerate(corners) if corner.max() == 0)
        return SimpleNamespace(scores=(self.sure[way],))


def turn_of(sure, *, tall, read):
    """The turn that is found for a page of one line, and how often a line was read again."""
    numpy = pytest.importorskip("numpy")
    width, height = (20, 200) if tall else (200, 20)
    picture = numpy.full((height, width, 3), 255, dtype="uint8")
    picture[0, 0] = 0  # the corner above on the left, of the page as it lies
    box = [[0, 0], [width, 0], [width, height], [0, height]]
    engine = FakeReader(sure)
    found = SimpleNamespace(txts=("供水工作报告",), boxes=[box], scores=(read,))
    return ocr_child._turn(engine, picture, found), engine.asked


@pytest.mark.parametrize(
    ("sure", "tall", "read", "turn", "asked"),
    [
        pytest.param({}, False, 0.97, 0, 0, id="upright and sharp: not looked at again"),
        pytest.param({0: 0.7, 2: 0.72}, False, 0.7, 0, 2, id="upright and bad"),
        pytest.param({0: 0.5, 2: 0.99}, False, 0.5, 2, 2, id="on its head"),
        pytest.param({1: 0.99, 3: 0.5}, True, 0.99, 1, 2, id="on its right side"),
        pytest.param({1: 0.5, 3: 0.99}, True, 0.5, 3, 2, id="on its left side"),
        pytest.param({1: 0.5, 3: 0.55}, True, 0.5, 0, 2, id="set in columns: read well neither way"),
    ],
)
def test_a_page_is_turned_where_its_lines_are_read_far_better_so(sure, tall, read, turn, asked):
    assert turn_of(sure, tall=tall, read=read) == (turn, asked)


def test_the_pieces_of_a_page_become_lines_in_reading_order_and_an_empty_page_has_none():
    def box(left, top):
        return [[left, top], [left + 90, top], [left + 90, top + 20], [left, top + 20]]

    found = SimpleNamespace(
        txts=("12所。", "受益群众3万人。", "新建学校", "…"),
        boxes=[box(200, 10), box(20, 60), box(20, 12), box(20, 90)],
        scores=(0.9, 0.9, 0.9, 0.1),
        word_results=None,
    )
    assert [line["text"].split() for line in ocr_child._lines(found, 200, 1.0)] == [
        ["新建学校", "12所。"],
        ["受益群众3万人。"],
    ]
    assert ocr_child._lines(SimpleNamespace(txts=None), 200, 1.0) == []


def pieces_of(*pieces):
    """What the reader of characters finds: texts, each 20 high, between their left and right edges and below a top."""
    return SimpleNamespace(
        txts=[text for text, *_ in pieces],
        boxes=[
            [[left, top], [right, top], [right, top + 20], [left, top + 20]] for _, left, right, top in pieces
        ],
        scores=[0.9 if any(char.isdecimal() for char in text) else 0.99 for text, *_ in pieces],
        word_results=None,
    )


def test_a_gap_is_a_space_a_wide_one_a_lane_and_what_is_read_badly_is_counted_without_them():
    found = pieces_of(("新建", 0, 40, 10), ("学校", 49, 89, 10), ("12所", 114, 150, 10), ("。", 153, 160, 10))
    assert ocr_child._lines(found, 200, 1.0) == [
        {
            "text": "新建 学校 12所。", "left": 0.0, "right": 160.0, "top": 190.0, "height": 16.0, "size": 16.0,
            "wide": [(5, 6, 89.0, 114.0)], "unsure": [4, 5, 6],
        }
    ]  # fmt: skip


def columns(*, beside, around, gap=11, text="供水管网建设有序推进"):
    """A page with lines side by side between lines of their own, and its lines in the order in which they are read."""
    rows = [(f"{text}甲", 0, 300, 30 * number) for number in range(around)]
    for number in range(around, around + beside):
        rows += [(text, 0, 140, 30 * number), (f"{text}乙", 140 + gap, 300, 30 * number)]
    rows += [(f"{text}甲", 0, 300, 30 * number) for number in range(around + beside, 2 * around + beside)]
    return [
        line["text"].replace(" ", "").replace(text, "")
        for line in ocr_child._lines(pieces_of(*rows), 900, 1.0)
    ]


def test_a_page_in_two_columns_is_read_down_the_left_one_first():
    read_down = ["甲"] * 4 + [""] * 8 + ["乙"] * 8 + ["甲"] * 4
    assert columns(beside=8, around=4) == read_down
    across = ["甲"] * 4 + ["乙"] * 8 + ["甲"] * 4
    assert columns(beside=8, around=4, gap=10) == across
    assert columns(beside=7, around=1) == ["甲"] + ["乙"] * 7 + ["甲"]
    assert columns(beside=8, around=5) == ["甲"] * 5 + ["乙"] * 8 + ["甲"] * 5
    assert columns(beside=8, around=4, text="供水管网建设有序推") == across
