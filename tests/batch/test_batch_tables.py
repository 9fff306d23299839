"""Tables over a batch: begun while it runs, whole or not at all."""

import pytest

from policysum.batch import find_jobs
from policysum.batch.tables import Tables
from policysum.errors import PolicysumError


@pytest.fixture
def done(reports, runner, tmp_path):
    """Six results and their jobs."""
    runner([reports], engine="extractive", base_url=None, model=None)
    return find_jobs([reports], tmp_path / "out")[0]


def files(out):
    return {path.name: path.read_bytes() for path in out.iterdir() if path.suffix in {".csv", ".html"}}


def test_tables_begun_early_are_those_made_at_the_end(done, tmp_path):
    out = tmp_path / "out"
    assert Tables(out, ["csv", "html"]).write(done)
    at_the_end = files(out)
    for path in out.glob(".tables.state"):
        path.unlink()
    tables = Tables(out, ["csv", "html"])
    for count in (1, 1, 4, 6):
        tables.settled(done, count)
    assert files(out) == at_the_end  # nothing of the new ones is in its place yet
    assert tables.write(done)
    assert files(out) == at_the_end
    assert not Tables(out, ["csv", "html"]).write(done)


def test_eight_results_are_added_at_one_go_while_reports_are_under_way(done, tmp_path, monkeypatch):
    from policysum.batch import tables as module

    read = module.written_results
    added = []

    def noted(jobs):
        added.append(len(jobs))
        return read(jobs)

    monkeypatch.setattr(module, "written_results", noted)
    tables = Tables(tmp_path / "out", ["csv"])
    many = done * 4
    for count in (20, 20, 20, 24):
        tables.settled(many, count)
    assert added == [8, 8, 4, 4]


def test_tables_that_cannot_be_begun_are_made_at_the_end(done, tmp_path, monkeypatch):
    from policysum.batch import tables as module

    tables = Tables(tmp_path / "out", ["csv"])

    def fails(jobs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(module, "written_results", fails)
        tables.settled(done, 3)
    assert not list((tmp_path / "out").glob(".tables-*"))
    assert tables.write(done)
    lines = (tmp_path / "out" / "kpis.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 3 * len(done)


@pytest.mark.parametrize("left", ['{"run": {}}', "{}", "null", "[", ""])
def test_what_is_left_of_a_result_costs_the_tables_nothing(left, done, tmp_path):
    done[2].output.write_text(left, encoding="utf-8")
    tables = Tables(tmp_path / "out", ["csv", "html"])
    tables.settled(done, 4)
    assert tables.write(done)
    lines = (tmp_path / "out" / "kpis.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 3 * (len(done) - 1)


FULL = "No space left on device"


class Full:
    """A writer whose file is buffered: the full disk shows when it is added to, and again when it is finished."""

    def add(self, data, source):
        raise OSError(28, FULL)

    def close(self):
        raise OSError(28, FULL)


def test_a_full_disk_puts_the_tables_off_and_is_said_once_in_plain_words(done, tmp_path, monkeypatch):
    from policysum.export import tables as module

    before = Tables(tmp_path / "out", ["csv"])
    before.write(done)
    kept = files(tmp_path / "out")
    done[0].output.touch()
    with monkeypatch.context() as patched:
        tables = Tables(tmp_path / "out", ["csv"])
        patched.setitem(module._WRITERS, "csv", lambda out: Full())
        tables.settled(done, 3)  # puts it off
        with pytest.raises(
            PolicysumError, match=f"the tables cannot be written: {FULL}.*run the same command again"
        ):
            tables.write(done)
    assert files(tmp_path / "out") == kept
    assert not list((tmp_path / "out").glob(".tables-*"))
    assert Tables(tmp_path / "out", ["csv"]).write(done)


def test_a_workbook_that_cannot_be_finished_says_what_the_system_said(done, tmp_path, monkeypatch):
    xlsxwriter = pytest.importorskip("xlsxwriter")

    close = xlsxwriter.Workbook.close

    def full(self):
        close(self)
        raise xlsxwriter.exceptions.FileCreateError(OSError(28, FULL))

    monkeypatch.setattr(xlsxwriter.Workbook, "close", full)
    from policysum.export.workbook import WorkbookWriter

    with pytest.raises(OSError, match=FULL):
        WorkbookWriter(tmp_path).close()
