"""Which reports a batch is about, what their results are called, and what of the user's stands in the way."""

import os

import pytest

from policysum.batch import find_jobs, in_shard
from policysum.batch.jobs import Job, JobRow
from policysum.batch.overwrite_check import check_nothing_is_lost
from policysum.errors import ConfigError
from policysum.export.names import REVIEW_NAME, WORKBOOK_NAME

REPORT = "2024年工作总结\n全年新增企业{}家，总投资3亿元。\n"


def written(folder, *names):
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT.format(number), encoding="utf-8")
    return [folder / name for name in names]


def names_of(paths, out, **options):
    jobs, problems = find_jobs(paths, out, **options)
    assert problems == []
    return [job.file for job in jobs]


def test_files_of_one_name_are_told_apart_by_suffix_then_by_folder_then_by_hash(tmp_path):
    files = written(tmp_path, "a/x.txt", "a/x.md", "b/x.txt", "c/X.TXT")
    assert names_of(files, tmp_path / "out") == ["x.json", "x_md.json", "x_txt.json", "c_X.json"]


def test_results_of_a_folder_lie_in_its_folders(tmp_path):
    written(tmp_path, "in/x.txt", "in/deep/er/x.txt", "in/deep/y.md")
    assert names_of([tmp_path / "in"], tmp_path / "out") == ["deep/er/x.json", "deep/y.json", "x.json"]


def test_a_file_is_taken_once_however_often_it_is_named(tmp_path):
    (file,) = written(tmp_path, "x.txt")
    assert names_of([file, file, str(tmp_path / "*.txt")], tmp_path / "out") == ["x.json"]


def test_rows_of_one_name_are_told_apart(tmp_path):
    table = tmp_path / "t.csv"
    rows = "".join(f'甲,"{REPORT.format(number)}"\n' for number in range(3))
    table.write_text(f"title,text\n{rows}", encoding="utf-8")
    jobs, problems = find_jobs([table], tmp_path / "out", text_column="text", columns={"title": "title"})
    assert problems == []
    files = [job.file for job in jobs]
    assert len({*files}) == 3
    assert all(isinstance(job.row, JobRow) and job.row.text.startswith("2024年") for job in jobs)


def test_what_cannot_hold_scans_does_not_hang_on_their_recognition(tmp_path):
    files = written(tmp_path, "x.txt", "y.pdf", "z.png")
    jobs, _ = find_jobs(files, tmp_path / "out", ocr=True)
    assert [job.ocr for job in jobs] == [False, True, True]
    assert [job.ocr for job in find_jobs(files, tmp_path / "out")[0]] == [False] * 3


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_in_gbk_is_read_as_what_it_was(tmp_path):
    raw = os.fsencode(tmp_path) + b"/" + "报告".encode("gbk") + b".txt"
    with open(raw, "w", encoding="utf-8") as file:  # noqa: PTH123 - no Path says these bytes
        file.write(REPORT.format(1))
    assert names_of([tmp_path], tmp_path / "out") == ["报告.json"]


def test_parts_are_told_by_the_bytes_of_each_report_and_hold_each_once(tmp_path):
    files = written(tmp_path, *(f"{number}.txt" for number in range(8)))
    jobs, _ = find_jobs(files, tmp_path / "out")
    parts = [in_shard(jobs, f"{part}/3") for part in (1, 2, 3)]
    assert sorted(job.file for part in parts for job in part) == sorted(job.file for job in jobs)
    for number, part in enumerate(parts):
        for job in part:
            assert int(job.digest()[:15], 16) % 3 == number
    gone = Job(tmp_path / "gone.txt", tmp_path, "gone.json")
    assert [in_shard([gone], f"{part}/2") for part in (1, 2)] == [[gone], []]


@pytest.mark.parametrize("shard", ["0/3", "4/3", "1/0", "1", "1/2/3", "a/b", "-1/2", "１/2"])
def test_a_part_that_is_none_is_refused(shard):
    with pytest.raises(ConfigError, match="is no shard"):
        in_shard([], shard)


def test_the_last_part_is_one(tmp_path):
    assert in_shard([], "3/3") == []


@pytest.mark.parametrize(
    ("formats", "name"),
    [
        (["xlsx"], WORKBOOK_NAME),
        (["html"], REVIEW_NAME),
        (["csv"], "kpis.csv"),
        (["jsonl"], "kpis.jsonl"),
        (["parquet"], "kpis.parquet"),
        (["md"], "x.md"),
    ],
)
def test_a_table_of_somebody_elses_is_not_replaced_and_one_of_ours_is(tmp_path, formats, name):
    (file,) = written(tmp_path, "in/x.txt")
    out = tmp_path / "out"
    jobs, _ = find_jobs([file], out)
    check_nothing_is_lost(jobs, out, formats, known=frozenset())
    out.mkdir()
    (out / name).write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="was not written by a run") as caught:
        check_nothing_is_lost(jobs, out, formats, known=frozenset())
    assert caught.value.where == str(out / name)
    check_nothing_is_lost(jobs, out, formats, known=frozenset({name}))
    (out / "x.json").write_text('{"run": {}}', encoding="utf-8")
    check_nothing_is_lost(jobs, out, formats, known=frozenset())  # a run has written there
    others = {"xlsx", "html", "csv", "jsonl", "parquet", "md"} - {*formats}
    (out / "x.json").unlink()
    check_nothing_is_lost(jobs, out, sorted(others), known=frozenset())


def test_a_text_taken_from_a_page_is_written_beside_its_result(tmp_path):
    page = tmp_path / "in" / "x.html"
    page.parent.mkdir()
    page.write_text(f"<p>{REPORT}</p>", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "x.source.txt").write_text("mine", encoding="utf-8")
    jobs, _ = find_jobs([page], out)
    with pytest.raises(ConfigError, match="was not written by a run"):
        check_nothing_is_lost(jobs, out, [], known=frozenset())


def test_nothing_is_recognised_that_was_not_asked_for(tmp_path):
    assert not Job(tmp_path / "x.pdf", tmp_path, "x.json").ocr


def test_standard_input_is_no_file_that_could_be_overwritten(tmp_path):
    row = JobRow("x", REPORT, "utf-8", "txt")
    out = tmp_path / "out"
    check_nothing_is_lost([Job(tmp_path / "-", out, "-", row)], out, [], known=frozenset())
    table = tmp_path / "x.json"
    with pytest.raises(ConfigError, match="would overwrite this report"):
        check_nothing_is_lost([Job(table, tmp_path, "x.json")], tmp_path, [], known=frozenset())
