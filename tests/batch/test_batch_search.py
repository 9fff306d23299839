"""What a searched folder gives, and what is said of the rest."""

from collections import Counter

import pytest

from policysum.batch import find_jobs, search
from policysum.batch.search import passed_over


@pytest.fixture
def folder(tmp_path):
    for name in (
        "a.txt", "b.docx", "~$b.docx", ".c.txt", ".git/d.txt", "__MACOSX/e.txt", "sub/f.pdf", "README.md", "g.doc",
        "h.xls", "i.XLS", "j.png", "sub/k.zip", "l",
    ):  # fmt: skip
        file = tmp_path / "reports" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    return tmp_path / "reports"


@pytest.mark.parametrize("installed", [None, "/usr/bin/soffice"])
def test_locks_and_hidden_files_are_no_reports_and_old_word_files_are_with_libreoffice(
    folder, tmp_path, monkeypatch, installed
):
    monkeypatch.setattr(search, "office_program", lambda: installed)
    passed = Counter()
    jobs, problems = find_jobs([folder], tmp_path / "out", passed=passed)
    old = ["g.doc"] if installed else []
    assert [job.path.name for job in jobs] == ["a.txt", "b.docx", *old, "f.pdf"]
    assert problems == []
    assert passed == Counter({".xls": 2, ".png": 1, ".zip": 1, "": 1, **({} if installed else {".doc": 1})})


def test_what_is_passed_over_is_said_in_one_line():
    assert passed_over(Counter()) == ""
    assert passed_over(Counter({".png": 30, "": 3})) == "passed over: 33 other"
    assert (
        passed_over(Counter({".doc": 1, ".xls": 3, ".zip": 33}))
        == "passed over: 1 .doc, 3 .xls, 33 other (save .doc as .docx; save .xls as .csv)"
    )


def test_what_a_run_wrote_is_not_passed_over(folder):
    (folder / ".tables.state").write_text("{}", encoding="utf-8")
    (folder / "a.json").write_text("{}", encoding="utf-8")
    passed = Counter()
    find_jobs([folder], folder, passed=passed)
    assert passed == Counter({".zip": 1})
