"""Many reports: which, where to, what is up to date, and what one failure costs."""

import asyncio
import contextlib
import gc
import json
import os
import sqlite3
import weakref

import pytest
from pydantic_core import to_json

from policysum.batch import Job, Outcome, find_jobs, result_folder, run_batch, written_results
from policysum.batch.jobs import digest_of
from policysum.batch.overwrite_check import check_nothing_is_lost
from policysum.batch.results import Facts
from policysum.batch.serialised_result import Finished
from policysum.batch.tables import Tables
from policysum.document import loading
from policysum.document.formats import Extracted
from policysum.errors import ConfigError, DocumentError, ModelAuthError
from policysum.export.decision_file import Decision
from policysum.export.decisions import review_result
from policysum.export.files import write_atomically
from policysum.export.review_carry_over import carry_over
from policysum.llm.cache import ResponseCache
from policysum.places import cache_dir
from policysum.summarizer import Summarizer

REPORT = "一、工作完成情况\n今年以来,新认定高新技术企业{}家,下发补助资金6134万元。\n"


class Diary:
    """An observer that remembers."""

    def __init__(self):
        self.events = []

    def started(self, job):
        self.events.append(("started", job.path.name))

    def finished(self, result):
        self.events.append((result.outcome.value, result.job.path.name))

    def recognised(self, done, pages):
        pass

    def tick(self):
        pass


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for index in range(5):
        (folder / f"{index}.txt").write_text(REPORT.format(index + 2), encoding="utf-8")
    return folder


def batch(paths, out, *, summarizer=None, **options):
    jobs, problems = find_jobs([str(path) for path in paths], out)
    diary = Diary()

    async def go():
        async with summarizer or Summarizer(engine="extractive") as open_one:
            return await run_batch(jobs, open_one, observer=diary, **options)

    return asyncio.run(go()), problems, diary


def test_files_folders_and_globs_become_jobs_once_each(reports, tmp_path):
    jobs, problems = find_jobs(
        [str(reports), str(reports / "0.txt"), str(reports / "[0-2].txt")], tmp_path / "out"
    )
    assert [job.output.name for job in jobs] == ["0.json", "1.json", "2.json", "3.json", "4.json"]
    assert problems == []


def test_a_folders_readme_and_hidden_files_are_no_reports_unless_named(reports, tmp_path):
    (reports / "README.md").write_text("# 说明", encoding="utf-8")
    (reports / ".draft.txt").write_text("草稿", encoding="utf-8")
    assert len(find_jobs([str(reports)], tmp_path / "out")[0]) == 5
    assert len(find_jobs([str(reports / "README.md")], tmp_path / "out")[0]) == 1


def test_what_leads_nowhere_is_named_and_costs_the_others_nothing(reports, tmp_path):
    (tmp_path / "empty").mkdir()
    wrong = [tmp_path / "gone.txt", tmp_path / "empty", tmp_path / "*.docx"]
    jobs, problems = find_jobs([*map(str, wrong), str(reports / "0.txt")], tmp_path / "out")
    assert [job.path.name for job in jobs] == ["0.txt"]
    assert [str(path) in str(problem) for path, problem in zip(wrong, problems, strict=True)] == [True] * 3


def test_reports_of_one_name_get_outputs_of_their_own(tmp_path):
    for place in ("a/report.txt", "b/report.txt", "b/report.md"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(REPORT.format(3), encoding="utf-8")
    jobs, _ = find_jobs([str(tmp_path / "a"), str(tmp_path / "b")], tmp_path / "out")
    assert len({job.output for job in jobs}) == 3
    assert jobs[0].output.name == "report.json"


def test_the_results_of_a_run_are_not_its_next_input(reports):
    jobs, _ = find_jobs([str(reports)], reports / "out")
    (reports / "out").mkdir()
    (reports / "out" / "0.md").write_text("表", encoding="utf-8")
    assert find_jobs([str(reports)], reports / "out")[0] == jobs


def test_the_results_of_another_run_are_no_reports_either(reports, tmp_path):
    jobs, _ = find_jobs([reports], reports / "first")
    with result_folder(reports / "first"):
        batch([reports], reports / "first")
        Tables(reports / "first", ["html", "md"]).write(jobs)
    assert (reports / "first" / "review.html").exists()
    (reports / "first" / "own.txt").write_text(REPORT.format(3), encoding="utf-8")
    names = [job.path.name for job in find_jobs([reports], tmp_path / "second")[0]]
    assert names == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "own.txt"]


def test_results_may_lie_beside_or_above_the_reports(reports, monkeypatch):
    beside, _ = find_jobs([str(reports)], reports)
    (reports / "review.html").write_text("<p>1</p>", encoding="utf-8")
    for name in ("0.json", "0.md", "0.source.txt", "own.md"):
        (reports / name).write_text("表", encoding="utf-8")
    names = [job.path.name for job in find_jobs([str(reports)], reports)[0]]
    assert names == [*(job.path.name for job in beside), "own.md"]
    monkeypatch.chdir(reports.parent)
    assert len(find_jobs(["in"], reports.parent)[0]) == 9
    assert len(find_jobs(["in/0.txt", "in/1.txt"], reports.parent)[0]) == 2


def test_one_bad_report_leaves_the_others_written(reports, tmp_path):
    (reports / "1.txt").write_bytes(b"")
    (reports / "2.txt").write_bytes(bytes(range(256)) * 50)
    result, _, diary = batch([reports], tmp_path / "out")
    outcomes = [report.outcome for report in result.reports]
    assert outcomes == [Outcome.DONE, Outcome.FAILED, Outcome.FAILED, Outcome.DONE, Outcome.DONE]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["0.json", "3.json", "4.json"]
    assert all(report.job.path.name in str(report.error) for report in result.failed)
    assert ("failed", "1.txt") in diary.events


def test_a_fault_of_ours_in_one_report_does_not_cost_the_others(reports, tmp_path):
    class Stumbling(Summarizer):
        async def asummarize(self, source, **options):
            if source.name == "2.txt":
                raise ZeroDivisionError("o" * 201)
            return await super().asummarize(source, **options)

    result, _, _ = batch([reports], tmp_path / "out", summarizer=Stumbling(engine="extractive"))
    assert [report.outcome for report in result.reports].count(Outcome.DONE) == 4
    said = str(result.failed[0].error)
    assert f"internal error: ZeroDivisionError: {'o' * 200}" in said
    assert "o" * 201 not in said  # it may quote the report


def test_a_refused_key_ends_the_batch_and_names_what_was_not_started(reports, tmp_path):
    class Refused(Summarizer):
        async def asummarize(self, source, **options):
            if source.name == "1.txt":
                raise ModelAuthError("the key is refused", where="api")
            return await super().asummarize(source, **options)

    result, _, _ = batch([reports], tmp_path / "out", summarizer=Refused(engine="extractive"), at_once=1)
    outcomes = [report.outcome for report in result.reports]
    assert outcomes == [Outcome.DONE, Outcome.NO_ANSWER, *[Outcome.NOT_STARTED] * 3]
    assert isinstance(result.fatal, ModelAuthError)


def test_a_result_that_is_up_to_date_is_kept_and_force_redoes_it(reports, tmp_path):
    out = tmp_path / "out"
    batch([reports], out)
    before = (out / "0.json").stat().st_mtime_ns
    (reports / "1.txt").write_text(REPORT.format(99), encoding="utf-8")
    again, _, _ = batch([reports], out)
    assert [r.outcome for r in again.reports].count(Outcome.UP_TO_DATE) == 4
    assert (out / "0.json").stat().st_mtime_ns == before
    assert "99家" in (out / "1.json").read_text(encoding="utf-8")
    forced, _, _ = batch([reports], out, force=True)
    assert {r.outcome for r in forced.reports} == {Outcome.DONE}


def test_a_result_made_before_is_not_made_again_for_another_folder(reports, tmp_path, monkeypatch):
    first, second = tmp_path / "out", tmp_path / "another"
    batch([reports], first)
    with monkeypatch.context() as patched:
        patched.setattr(Summarizer, "asummarize", None)
        again, _, _ = batch([reports], second)
        assert {r.outcome for r in again.reports} == {Outcome.DONE}
        patched.setattr(Summarizer, "fingerprint", lambda *_: "of other code")
        other, _, _ = batch([reports], tmp_path / "third")
        assert {r.outcome for r in other.reports} == {Outcome.FAILED}
    for number in range(5):
        one, other = (json.loads((out / f"{number}.json").read_bytes()) for out in (first, second))
        assert one == other


def test_a_result_that_is_kept_brings_the_text_its_spans_point_into(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><p>{REPORT.format(7)}</p></body></html>", encoding="utf-8")
    for name in ("a", "b"):
        batch([page], tmp_path / name)
    texts = [(tmp_path / name / "page.source.txt").read_bytes() for name in ("a", "b")]
    assert texts[0] == texts[1]
    assert "高新技术企业7家" in texts[1].decode()


def test_a_kept_result_that_was_tampered_with_is_made_anew(reports, tmp_path, caplog):
    batch([reports], tmp_path / "out")
    cache = ResponseCache(cache_dir() / "finished", most_bytes=1)
    with contextlib.closing(sqlite3.connect(cache.directory / "cache.db")) as database:
        for key, text in database.execute("SELECT key, value FROM Cache").fetchall():
            seal, _, rest = text.partition(" ")
            entry = json.loads(rest) | {"result": "not a result"}
            database.execute("UPDATE Cache SET value = ? WHERE key = ?", (f"{seal} {json.dumps(entry)}", key))
        database.commit()
    again, _, _ = batch([reports], tmp_path / "another")
    assert again.fatal is None
    assert "was not written by you on this machine" in caplog.text
    first, second = (sorted((tmp_path / name).glob("*.json")) for name in ("out", "another"))
    assert [path.name for path in first] == [path.name for path in second]
    assert "not a result" not in second[0].read_text("utf-8")


def test_reports_need_no_folder_for_a_cache_where_no_model_is_asked(reports, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("POLICYSUM_CACHE_DIR", str(tmp_path / "file" / "cache"))
    monkeypatch.setenv("POLICYSUM_CONFIG_DIR", str(tmp_path / "file" / "config"))
    result, _, _ = batch([reports], tmp_path / "out")
    assert result.failed == []


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"run": {}}', "null"])
def test_a_damaged_result_is_made_anew(damage, reports, tmp_path):
    out = tmp_path / "out"
    batch([reports], out)
    (out / "0.json").write_text(damage, encoding="utf-8")
    again, _, _ = batch([reports], out)
    assert again.reports[0].outcome is Outcome.DONE
    assert json.loads((out / "0.json").read_text(encoding="utf-8"))["kpis"]


def test_a_result_that_cannot_be_written_is_a_failure_of_that_report(reports, tmp_path):
    out = tmp_path / "out"
    (out / "0.json").mkdir(parents=True)
    (out / "0.json" / "x").touch()
    result, _, _ = batch([reports], out)
    assert [r.outcome for r in result.reports].count(Outcome.DONE) == 4
    assert "cannot write the result" in str(result.failed[0].error)
    assert not list(out.glob(".*"))


def test_an_interrupted_write_leaves_the_old_file_and_no_litter(tmp_path):
    path = tmp_path / "a.json"
    write_atomically(path, b"old")
    with pytest.raises(TypeError):
        write_atomically(path, object())
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_written_results_come_in_the_order_of_the_jobs_with_their_source(reports, tmp_path):
    jobs, _ = find_jobs([str(reports)], tmp_path / "out")
    batch([reports / "3.txt", reports / "0.txt"], tmp_path / "out")
    found = list(written_results(jobs))
    assert [one.to_dict()["document"]["name"] for one in found] == ["0.txt", "3.txt"]
    assert found[0].source == REPORT.format(2)


def test_the_source_of_a_result_is_the_text_it_was_made_of_or_nothing(tmp_path):
    gbk, page = tmp_path / "gbk.txt", tmp_path / "page.html"
    gbk.write_bytes(REPORT.format(5).encode("gb18030"))
    page.write_text(f"<html><body><p>{REPORT.format(7)}</p></body></html>", encoding="utf-8")
    jobs, _ = find_jobs([str(gbk), str(page)], tmp_path / "out")
    batch([gbk, page], tmp_path / "out")
    assert [one.source for one in written_results(jobs)] == [job.read().source for job in jobs]
    (tmp_path / "out" / "page.source.txt").unlink()
    assert [one.source for one in written_results(jobs)] == [job.read().source for job in jobs]
    gbk.write_text(REPORT.format(6), encoding="utf-8")
    page.unlink()
    assert [one.source for one in written_results(jobs)] == ["", ""]


def test_a_finished_result_is_read_as_it_was_written_and_says_who_paid(reports, tmp_path):
    batch([reports], tmp_path / "out")
    data = json.loads((tmp_path / "out" / "3.json").read_bytes())
    data["document"]["title"] = '一\n  "run": {\n  }'
    data["run"] |= {"model_calls": 3, "cache_hits": 1, "cost": 0.5, "prompt_tokens": 9}
    finished = Finished.of(data, None)
    assert finished.text() == to_json(data, indent=2) + b"\n"
    read = Finished.read(finished.text(), finished.facts, None)
    assert read == finished
    again = read.from_cache()
    paid = {"model_calls": 0, "cache_hits": 4, "cost": 0.0, "prompt_tokens": 0}
    assert again.data == data | {"run": data["run"] | paid}
    assert again.facts == Facts.of(again.data)


def test_nothing_of_a_report_is_kept_once_it_is_written(reports, tmp_path, monkeypatch):
    seen = []

    def reading(job, on_page, content, *, read=Job.read):
        document = read(job, on_page, content)
        seen.append(weakref.ref(document.ledger))
        return document

    monkeypatch.setattr(Job, "read", reading)
    result, _, _ = batch([reports], tmp_path / "out")
    gc.collect()
    assert result.failed == []
    assert [one() for one in seen] == [None] * 5


def test_the_text_taken_from_a_page_is_written_beside_its_result(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><p>{REPORT.format(7)}</p></body></html>", encoding="utf-8")
    batch([page], tmp_path / "out")
    text = (tmp_path / "out" / "page.source.txt").read_bytes().decode("utf-8")
    kpis = json.loads((tmp_path / "out" / "page.json").read_text(encoding="utf-8"))["kpis"]
    assert (
        [text[kpi["start"] : kpi["end"]] for kpi in kpis]
        == [kpi["text"] for kpi in kpis]
        == ["7家", "6134万元"]
    )


def test_a_text_file_is_its_own_source(reports, tmp_path):
    batch([reports], tmp_path / "out")
    assert not list((tmp_path / "out").glob("*.source.txt"))


@pytest.mark.parametrize(
    ("theirs", "formats"),
    [("报告.md", ["md"]), ("page.source.txt", ["csv"])],
)
def test_a_run_that_would_overwrite_a_report_is_refused(theirs, formats, tmp_path):
    (tmp_path / theirs).write_text(REPORT.format(3), encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<p>{REPORT.format(3)}</p>", encoding="utf-8")
    jobs, _ = find_jobs([str(tmp_path / theirs), str(tmp_path / "page.html")], tmp_path)
    with pytest.raises(ConfigError, match="would overwrite this report"):
        check_nothing_is_lost(jobs, tmp_path, formats, known=frozenset())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("0.json", '{"mine": 1}'), ("0.json", '["run"]'), ("0.json", '"a run of text"'), ("0.json", "7"),
        ("0.json", "mine"), ("review.html", "<p>mine</p>"),
    ],
)  # fmt: skip
def test_a_file_that_no_run_wrote_is_not_replaced(name, content, reports, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text(content, encoding="utf-8")
    jobs, _ = find_jobs([str(reports)], tmp_path / "out")
    with pytest.raises(ConfigError, match="in the way"):
        check_nothing_is_lost(jobs, tmp_path / "out", ["html"], known=frozenset())


@pytest.mark.parametrize("left", ["", "{", '{"kpis": [{"val', "{}", '{"run": {}}'])
def test_what_is_left_of_a_result_is_replaced(left, reports, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "0.json").write_text(left, encoding="utf-8")
    jobs, _ = find_jobs([str(reports)], tmp_path / "out")
    check_nothing_is_lost(jobs, tmp_path / "out", [], known=frozenset())


def test_a_reviewers_decisions_are_kept_when_a_report_is_done_again(reports, tmp_path):
    out = tmp_path / "out"
    batch([reports / "0.txt"], out)
    data = json.loads((out / "0.json").read_text(encoding="utf-8"))
    first, second = data["kpis"]
    about = {"report": "0.txt", "source_sha256": data["run"]["source_sha256"]}
    place = lambda kpi: {key: kpi[key] for key in ("start", "end", "text", "indicator")}  # noqa: E731
    fields = ("value", "unit", "status", "change", "period")
    correction = {**{key: second[key] for key in fields}, "indicator": "补助资金总额"}
    decisions = [
        Decision(**about, **place(first), kpi=1, decision="reject"),
        Decision(**about, **place(second), kpi=2, decision="correct", correction=correction),
    ]
    assert review_result(data, decisions) == []
    (out / "0.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    batch([reports / "0.txt"], out, force=True)
    again = json.loads((out / "0.json").read_text(encoding="utf-8"))
    assert [kpi["indicator"] for kpi in again["kpis"]] == ["补助资金总额"]
    assert [review["decision"] for review in again["reviews"]] == ["reject", "correct"]
    assert not again["run"]["notes"]


@pytest.mark.parametrize(
    "changed",
    [
        lambda old: old["run"].update(source_sha256="of another text"),
        lambda old: [review.update(start=0, end=1) for review in old["reviews"]],
    ],
    ids=["the source is another one", "no number stands there any more"],
)
def test_decisions_that_cannot_be_carried_over_are_counted_in_the_new_result(changed, reports, tmp_path):
    out = tmp_path / "out"
    batch([reports / "0.txt"], out)
    data = json.loads((out / "0.json").read_text(encoding="utf-8"))
    kpi = {key: data["kpis"][0][key] for key in ("start", "end", "text", "indicator")}
    sha = data["run"]["source_sha256"]
    decision = Decision(report="0.txt", source_sha256=sha, **kpi, kpi=1, decision="accept")
    assert review_result(data, [decision]) == []
    changed(data)
    (out / "0.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    batch([reports / "0.txt"], out, force=True)
    again = json.loads((out / "0.json").read_text(encoding="utf-8"))
    assert again["run"]["notes"] == ["以前的1项复核决定在新的结果里没有着落,未能沿用"]


def test_a_result_of_a_schema_of_ones_own_has_no_place_for_decisions():
    of_kpis = {"run": {"source_sha256": "a"}, "kpis": [], "reviews": [{"kpi": 1}]}
    assert carry_over(of_kpis, {"run": {"source_sha256": "a"}, "report": {}}) == 1


def test_a_name_in_gbk_bytes_is_read_as_the_chinese_it_is(tmp_path):
    raw = os.fsencode(tmp_path) + b"/" + "银川市工作总结.txt".encode("gb18030")
    with open(raw, "wb") as file:  # noqa: PTH123 - Path takes no bytes
        file.write(REPORT.format(3).encode())
    result, _, _ = batch([tmp_path], tmp_path / "out")
    assert [one.outcome for one in result.reports] == [Outcome.DONE]
    assert (tmp_path / "out" / "银川市工作总结.json").exists()


def test_rows_without_a_report_are_named_and_the_others_read(tmp_path):
    table = tmp_path / "t.jsonl"
    rows = ['{"text": ""}', '{"id": 3}', json.dumps({"text": REPORT.format(7)}), "{bad"]
    table.write_text("\n".join(rows), encoding="utf-8")
    jobs, problems = find_jobs([str(table)], tmp_path / "out", text_column="text")
    assert (len(jobs), len(problems)) == (1, 3)


def test_an_address_is_never_fetched_and_told_so(tmp_path):
    _, problems = find_jobs(["https://example.org/a"], tmp_path / "out")
    assert "nothing is ever fetched" in str(problems[0])


def test_a_name_that_is_not_utf8_or_as_long_as_may_be_gets_its_result_and_the_tables(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("报告.txt".encode("gbk"), ("长" * 83 + ".txt").encode()):
        (folder / os.fsdecode(name)).write_text(REPORT.format(3), encoding="utf-8")
    jobs, problems = find_jobs([folder], out)
    result = batch([folder], out)[0]
    assert not problems
    assert [report.outcome for report in result.reports] == [Outcome.DONE] * 2
    assert Tables(out, ["csv"]).write(jobs)
    assert not Tables(out, ["csv"]).write(jobs)
    assert {job.path for job in Tables(out, ["csv"])._of_others(())} == {job.path for job in jobs}


def test_a_pipe_is_refused_before_anything_waits_for_it(tmp_path):
    pipe = tmp_path / "report.txt"
    os.mkfifo(pipe)
    jobs, (problem,) = find_jobs([pipe], tmp_path / "out")
    assert not jobs
    assert "Save it as a file" in str(problem)


def test_a_result_is_of_the_very_bytes_that_were_hashed(reports, tmp_path, monkeypatch):
    """A file that is another one between two looks at it would be kept under the hash of the first."""
    read = Job.content
    first, last = REPORT.format(2), REPORT.format(99)

    def swapped(job):
        content = read(job)
        job.path.write_text(last, encoding="utf-8")
        return content

    monkeypatch.setattr(Job, "content", swapped)
    (job,), _ = find_jobs([reports / "0.txt"], tmp_path / "out")
    batch([job.path], tmp_path / "out")
    result = json.loads(job.output.read_text("utf-8"))
    with Summarizer(engine="extractive") as summarizer:
        assert result["run"]["fingerprint"] == summarizer.fingerprint(job.key, digest_of(first.encode()))
    assert "高新技术企业2家" in first
    assert result["kpis"][0]["text"] == "2家"


def test_a_report_that_is_read_for_ever_fails_alone(reports, tmp_path, monkeypatch):
    """The others are done, and the end of the run waits for nobody."""

    def stuck(data, where):
        while where.endswith("0.md"):
            pass
        return Extracted(data.decode())

    (reports / "0.txt").rename(reports / "0.md")
    monkeypatch.setattr(loading, "SECONDS", 0.5)
    monkeypatch.setitem(loading.READERS, "md", stuck)
    result = batch([reports], tmp_path / "out")[0]
    assert [report.outcome for report in result.reports] == [Outcome.FAILED] + [Outcome.DONE] * 4
    assert "0.md: the file takes more than 0 seconds to read" in str(result.reports[0].error)


def test_a_report_too_large_fails_without_being_hashed_and_costs_no_other(reports, tmp_path):
    with (reports / "0.txt").open("wb") as handle:
        handle.truncate(5 * 10**9)  # sparse: takes no room on the disk
    job = Job(reports / "0.txt", tmp_path, "0.json")
    with pytest.raises(DocumentError, match="has 5000 MB"):
        job.digest()
    result = batch([reports], tmp_path / "out")[0]
    assert [report.outcome for report in result.reports] == [Outcome.FAILED] + [Outcome.DONE] * 4
