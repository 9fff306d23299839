import os
import threading
from pathlib import Path

import pytest

from policysum.document import files, load_documents, loading, read_document
from policysum.document.decode import decode, decode_again
from policysum.errors import DocumentError

REPORT = "云溪市科技局2021年工作总结\r\n\r\n一、工作情况\r\n今年以来，全市科技工作取得新的进展，新增高新技术企业35家。\n"
TRADITIONAL = (
    "雲溪市科技局工作總結：今年以來，全市科技工作取得新的進展，新增高新技術企業三十五家，發展勢頭良好。"
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (REPORT.encode("utf-8"), "utf-8"),
        (REPORT.encode("utf-8-sig"), "utf-8-sig"),
        (REPORT.encode("gb18030"), "gb18030"),
        (REPORT.encode("gbk"), "gb18030"),
        (REPORT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + REPORT.encode("utf-16-be"), "utf-16"),
        (REPORT.encode("utf-16-le"), "utf-16-le"),
        (REPORT.encode("utf-16-be"), "utf-16-be"),
        (REPORT.encode("utf-32"), "utf-32"),
    ],
)
def test_every_usual_encoding_gives_the_same_text_with_its_own_line_breaks(data, encoding):
    assert decode(data, where="x") == (REPORT, encoding)
    assert decode_again(data, encoding, where="x") == REPORT


def test_big5_is_known_from_gb18030_by_the_characters_that_come_out():
    assert decode(TRADITIONAL.encode("big5hkscs"), where="x") == (TRADITIONAL, "big5hkscs")


def test_a_wrong_declaration_does_not_win_over_what_decodes_well():
    assert decode(REPORT.encode("gb18030"), where="x", declared="shift_jis")[0] == REPORT
    assert decode(REPORT.encode("utf-8"), where="x", declared="gb2312")[0] == REPORT


def test_a_utf8_file_cut_inside_its_last_character_is_still_read():
    cut = REPORT.encode()[: -len("。\n".encode()) + 1]
    assert decode(cut, where="x")[0] == decode_again(cut, "utf-8", where="x") == REPORT[:-2]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        ("\ufeff \n".encode(), "empty"),
        (b"\x00\x01\x02\xff" * 100, "binary"),
        ("今年\0完成\0".encode(), "binary"),
        (bytes(range(128, 256)) * 40, "not text"),
        (("锟斤拷" * 200).encode(), "mojibake"),
        (REPORT.encode("utf-8").decode("latin-1").encode("utf-8") * 3, "mojibake"),
        ((REPORT * 8).encode("utf-8").decode("gb18030", "ignore").encode("utf-8"), "mojibake"),
        (("\ufffd\ufffd报告" * 50).encode(), "mojibake"),
    ],
)
def test_what_is_no_text_is_named_and_the_file_with_it(data, words):
    with pytest.raises(DocumentError) as caught:
        decode(data, where="report.txt")
    assert words in caught.value.what
    assert caught.value.where == "report.txt"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word"),
        ("a.rtf", rb"{\rtf1\ansi", "Rich Text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
        ("a.gz", b"\x1f\x8b\x08" + b"\0" * 50, "archive"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 50, "damaged"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "web archive"),
        ("a.txt", b"", "empty"),
    ],
)
def test_formats_that_are_not_read_are_refused_by_content(tmp_path, name, data, words):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(DocumentError, match=words) as caught:
        read_document(file)
    assert caught.value.hint


def test_a_missing_file_a_folder_and_an_address_are_refused_in_one_line(tmp_path):
    for path, words in (
        (tmp_path / "no.txt", "no such file"),
        (tmp_path, "folder"),
        ("https://x.gov.cn/a", "address"),
    ):
        with pytest.raises(DocumentError, match=words) as caught:
            read_document(path)
        assert "\n" not in str(caught.value)


def test_a_file_or_report_beyond_any_report_is_refused_before_work_begins(tmp_path, monkeypatch):
    file = tmp_path / "long.txt"
    file.write_text("今年完成投资。" * 100, "utf-8")
    monkeypatch.setattr(loading, "MAX_CHARACTERS", 500)
    with pytest.raises(DocumentError, match="700 characters"):
        read_document(file)
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    with pytest.raises(DocumentError, match="MB"):
        read_document(file)


@pytest.mark.parametrize("given", ["https://x.gov.cn/a", Path("https://x.gov.cn/a"), "HTTPS://x.gov.cn/a"])
def test_an_address_is_named_as_it_was_given(given):
    with pytest.raises(DocumentError, match=r"^(https|HTTPS)://x\.gov\.cn/a: is an address"):
        read_document(given)


def test_a_file_a_byte_too_large_is_said_to_be_larger_than_the_limit(tmp_path):
    file = tmp_path / "a.txt"
    with file.open("wb") as handle:
        handle.truncate(files.MAX_BYTES + 1)  # sparse: takes no room on the disk
    with pytest.raises(DocumentError, match="has 68 MB, more than the 67 MB"):
        read_document(file)


def test_a_device_is_refused_and_never_read():
    with pytest.raises(DocumentError, match="is a device, not a file"):
        read_document("/dev/zero")


def test_a_pipe_is_read_once_and_not_beyond_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    pipe = tmp_path / "report.txt"
    os.mkfifo(pipe)
    for text in ("新增企业12家。", "新增企业12家。" * 100):
        writer = threading.Thread(target=pipe.write_text, args=(text, "utf-8"))
        writer.start()
        if len(text) < 100:
            assert read_document(pipe).source == text
        else:
            with pytest.raises(DocumentError, match="more than"):
                read_document(pipe)
        writer.join()


@pytest.mark.parametrize(
    ("written", "bound", "said"),
    [
        (None, "PIPE_SILENCE", "a pipe out of which nothing comes for 0 seconds"),
        ("新增企业", "PIPE_SILENCE", "a pipe out of which nothing comes for 0 seconds"),
        ("新增企业", "PIPE_SECONDS", "a pipe that does not end within 0 seconds"),
    ],
)
@pytest.mark.parametrize("read", [files.bounded_bytes, lambda path: list(files.bounded_lines(path))])
def test_a_pipe_that_does_not_end_is_given_up(tmp_path, monkeypatch, written, bound, said, read):
    """Nobody may be at its other end, or somebody who never says that it is done."""
    monkeypatch.setattr(files, bound, 0.2)
    pipe = tmp_path / "report.txt"
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR) if written else None
    try:
        if writer is not None:
            os.write(writer, written.encode())
        with pytest.raises(DocumentError, match=rf"report\.txt: is {said}.*Save it as a file"):
            read(pipe)
    finally:
        if writer is not None:
            os.close(writer)


@pytest.mark.parametrize("kind", ["txt", "csv"])
def test_a_file_that_takes_too_long_to_read_is_given_up_and_so_is_the_work(tmp_path, monkeypatch, kind):
    ended = threading.Event()

    def stuck(*_):
        try:
            while True:
                pass
        finally:
            ended.set()

    monkeypatch.setattr(loading, "SECONDS", 0.2)
    monkeypatch.setitem(loading.READERS, "txt", stuck)
    monkeypatch.setattr("policysum.document.rows.rows_of_table", stuck)
    path = tmp_path / f"a.{kind}"
    path.write_text("name,text\na,新增企业12家。\n", "utf-8")
    with pytest.raises(DocumentError, match=rf"a\.{kind}: the file takes more than 0 seconds to read"):
        loading.load_documents(path)
    assert ended.wait(20)


def test_half_a_character_in_a_row_is_replaced(tmp_path):
    table = tmp_path / "table.jsonl"
    table.write_text(
        '{"id": "a\\udc00", "text": "新增企业12家\\ud83d。"}\n{"id": "b", "text": "\\ud83d\\ude00"}\n',
        "utf-8",
    )
    first, second = load_documents(table)
    assert (first.name, first.source) == ("table-001-a\ufffd", "新增企业12家\ufffd。")
    assert second.source == "😀"
