"""Old office files: through LibreOffice where it is installed, a clear refusal where it is not."""

import os
import stat
import sys

import pytest
from test_document_formats import PARAGRAPHS, docx, save

from policysum.document import office, read_document
from policysum.errors import DocumentError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def old(stream):
    return OLE + stream.encode("utf-16-le") + b"\0" * 600


def install(tmp_path, monkeypatch, program):
    """A stand-in for LibreOffice, first on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    file = folder / "soffice"
    file.write_text(f"#!{sys.executable}\nimport pathlib, sys, time\n{program}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def without_office(monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda _: None)


@pytest.mark.parametrize(
    ("name", "stream", "advice"),
    [
        ("a.xls", "Workbook", r"old Excel file .*save it as \.csv"),
        ("a.doc", "Book", r"old Excel file .*save it as \.csv"),  # whatever it is called
        ("a.et", "", r"old Excel file .*save it as \.csv"),
        ("a.ppt", "PowerPoint Document", r"old PowerPoint file .*\.docx"),
        ("a.doc", "WordDocument", r"old Word or WPS file .*save it as \.docx, or install LibreOffice"),
        ("a.wps", "", r"old Word or WPS file .*save it as \.docx, or install LibreOffice"),
    ],
)
@pytest.mark.usefixtures("without_office")
def test_an_old_office_file_is_refused_with_the_way_out_of_its_kind(tmp_path, name, stream, advice):
    with pytest.raises(DocumentError, match=advice):
        read_document(save(tmp_path, name, old(stream)))


CONVERTS = "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1]); out.mkdir(); (out / 'report.docx').write_bytes(pathlib.Path({!r}).read_bytes())"


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "report"])
@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")
def test_an_old_word_file_is_read_through_libreoffice_where_it_is_installed(tmp_path, monkeypatch, name):
    made = save(tmp_path, "made.docx", docx(*PARAGRAPHS))
    install(tmp_path, monkeypatch, CONVERTS.format(str(made)))
    document = read_document(save(tmp_path, name, old("WordDocument")))
    assert document.clean.text.split("\n") == PARAGRAPHS
    assert (document.format, document.extracted) == ("doc", True)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("sys.exit(1)", "LibreOffice cannot read"),
        ("pass", "LibreOffice cannot read"),  # it says that all went well and writes nothing
        ("time.sleep(60)", "LibreOffice takes more than"),
        ("x = bytearray(1 << 30)", "LibreOffice cannot read"),
    ],
    ids=["fails", "writes nothing", "hangs", "eats memory"],
)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
def test_a_libreoffice_that_fails_hangs_or_eats_is_given_up(tmp_path, monkeypatch, program, words):
    install(tmp_path, monkeypatch, program)
    monkeypatch.setattr(office, "SECONDS", 1.0 if "sleep" in program else 30.0)
    monkeypatch.setattr(office, "MEMORY", 200 << 20)
    with pytest.raises(DocumentError, match=words):
        read_document(save(tmp_path, "a.doc", old("WordDocument")))
