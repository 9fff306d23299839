"""What seldom comes about in a batch: names that are taken, folders that take nothing, records of somebody else's."""

import asyncio
import errno
import json
import logging
import os
from collections import Counter
from types import SimpleNamespace

import pytest

from policysum.batch import find_jobs, jobs, output_folder, overwrite_check, result_cache, search, tables
from policysum.batch import plan as planning
from policysum.batch.collecting import Collected, _give_back, _read
from policysum.batch.jobs import Job, JobRow, _output_names, _row_names, digest_of, in_shard
from policysum.batch.openai_batch_state import Order, Sent, Shipment, opened
from policysum.batch.output_folder import locked, result_folder
from policysum.batch.report import _internal, _need_an_answer
from policysum.batch.result_cache import KeptResults
from policysum.batch.results import Facts, Outcome, ReportResult
from policysum.batch.run import _FATAL, Stop, _Batch, reports_at_once
from policysum.batch.search import passed_over, reports_in
from policysum.batch.serialised_result import Finished
from policysum.batch.tables import Tables, _is_within
from policysum.errors import (
    ConfigError,
    InputError,
    ModelAnswerError,
    ModelUnavailableError,
    PolicysumError,
)
from policysum.llm.failures import GarbledResponseError
from policysum.llm.types import Usage
from policysum.seal import seal, unsealed
from policysum.settings import Settings

RUN = {"fingerprint": "f", "cost": 0.5, "cache_hits": 2, "model_calls": 3, "prompt_tokens": 9, "completion_tokens": 8,
       "cached_tokens": 7}  # fmt: skip


def first(names, count):
    return [name for name, _ in zip(names, range(count), strict=False)]


def test_rows_of_one_name_get_a_hash_and_then_a_number():
    digest = digest_of("甲".encode())[:12]
    assert first(_row_names(JobRow("甲", "", "utf-8", "txt")), 4) == ["甲", f"甲-{digest}", "甲-2", "甲-3"]


def test_files_of_one_name_get_their_suffix_their_folders_and_then_a_hash(tmp_path):
    file = tmp_path / "a" / "b" / "x.tar.gz"
    names = list(_output_names(file))
    above = len(file.parts) - 2
    assert names[:4] == ["x.tar", "x.tar_gz", "b_x.tar", "a_b_x.tar"]
    assert len(names) == 2 + above + 1
    assert names[-2].count("_") == sum(part.count("_") for part in file.parts[1:]) + above
    assert names[-1] == f"x.tar-{digest_of(os.fsencode(file))[:12]}"


def test_a_name_in_no_encoding_is_shown_with_replacements():
    assert jobs._readable(os.fsdecode(b"a\xff")) == "a�"
    assert jobs._readable("报告") == "报告"


def test_what_stands_alone_in_a_shard_is_in_it(tmp_path):
    gone = Job(tmp_path / "gone", tmp_path, "x.json")
    assert in_shard([gone], "1/1") == [gone]


@pytest.mark.parametrize("ours", [True, False])
def test_a_shipment_that_is_not_sealed_by_us_is_not_read(tmp_path, ours):
    order = Order(["a.txt"], {"base_url": "https://example.org/" + "x" * 200})
    order.shipments = [Shipment("m", 1, "now", "b"), Shipment("n", 1, "now", "c", "done", collected=True)]
    order.requests = {"k": Sent("m", "a", "0-9", "p", response={"half": "\ud83d"})}
    order.save(tmp_path)
    path = tmp_path / ".batch.state"
    if ours:
        with opened(tmp_path) as found:
            assert found == order
            assert found.open == order.shipments[:1]
        return
    record = json.loads(path.read_bytes())
    path.write_text(json.dumps(record | {"paths": ["/etc/passwd"]}), "utf-8")
    with (
        pytest.raises(
            ConfigError, match="not written by you on this machine; it names the address"
        ) as caught,
        opened(tmp_path),
    ):
        pass
    assert caught.value.where == str(path)
    shown = caught.value.what.partition("address ")[2]
    assert shown == repr(("https://example.org/" + "x" * 200)[:200])
    for settings in ({}, [], None, {"base_url": ""}):
        path.write_text(json.dumps(record | {"settings": settings, "seal": None}), "utf-8")
        with pytest.raises(ConfigError, match="on this machine") as caught, opened(tmp_path):
            pass
        assert "address" not in caught.value.what


@pytest.mark.parametrize(
    "text", ["[", "[]", "3", '{"paths": []}', '{"requests": {"k": {"odd": 1}}}', "[" * 200_000, "null"]
)
def test_a_damaged_record_is_kept_and_named(tmp_path, text):
    path = tmp_path / ".batch.state"
    try:
        record = json.loads(text)
        if isinstance(record, dict):
            record = {"paths": [], "settings": {}, "shipments": [], **record}
            if "requests" not in record:
                del record["settings"]
            text = json.dumps(record | {"seal": seal(unsealed(record))})
    except (ValueError, RecursionError):
        pass
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="what was submitted cannot be read") as caught, opened(tmp_path):
        pass
    assert caught.value.where == str(path)
    assert path.read_text("utf-8") == text


def test_two_batch_commands_do_not_work_in_one_folder(tmp_path):
    with opened(tmp_path / "new" / "out") as order:
        assert order == Order()
        with pytest.raises(ConfigError, match="another batch command"), opened(tmp_path / "new" / "out"):
            pass
    with opened(tmp_path / "new" / "out"):
        pass


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(28, "No space left on device"), "No space left on device"), (OSError("odd"), "odd")],
)
def test_a_folder_that_cannot_be_made_says_why(tmp_path, monkeypatch, error, said):
    def fails(*_, **__):
        raise error

    monkeypatch.setattr(type(tmp_path), "mkdir", fails)
    with (
        pytest.raises(ConfigError, match=rf"cannot be made \({said}\)") as caught,
        result_folder(tmp_path / "x"),
    ):
        pass
    assert caught.value.where == str(tmp_path / "x")


def test_a_folder_that_nobody_may_write_to_is_said_before_anything_is_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, how: (path, how) != (tmp_path, os.W_OK))
    with pytest.raises(ConfigError, match="nothing can be written here") as caught, result_folder(tmp_path):
        pass
    assert caught.value.where == str(tmp_path)


LITTER = (".0.json.x.part", ".1.json.y.part", ".tables-a/deep", ".tables-b/deep")


def littered(folder):
    for name in LITTER:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    return lambda: sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.name != ".folder.lock"
    )


def test_whoever_is_alone_clears_all_that_killed_runs_left(tmp_path):
    left = littered(tmp_path)
    (tmp_path / ".run-1-a.lock").write_text("", "utf-8")
    (tmp_path / ".run-2-b.lock").write_text("", "utf-8")
    with result_folder(tmp_path):
        (own,) = left()
        assert own.startswith(f".run-{os.getpid()}-")
        littered(tmp_path)
        with result_folder(tmp_path):  # not alone: nothing is cleared
            assert {*LITTER} < {*left()}
            assert sum(name.startswith(".run-") for name in left()) == 2
    assert not [name for name in left() if name.startswith(".run-")]


def test_a_run_among_dead_ones_is_seen_whichever_comes_first(tmp_path):
    for dead in ("0", "5", "9"):
        (tmp_path / f".run-{dead}.lock").write_text("", "utf-8")
    with locked(tmp_path / ".run-4.lock") as held:
        assert held
        assert not output_folder._is_alone(tmp_path, tmp_path / ".run-own.lock")
        assert [path.name for path in tmp_path.glob(".run-*")] == [".run-4.lock"]
    assert output_folder._is_alone(tmp_path, tmp_path / ".run-own.lock")


def test_where_there_are_no_locks_one_is_always_had(tmp_path, monkeypatch):
    def none(path, *, wait=False):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(output_folder, "take", none)
    left = littered(tmp_path)
    with locked(tmp_path / "x") as alone, result_folder(tmp_path):
        assert alone
        assert {*LITTER} <= {*left()}  # nobody knows who else is there


def test_a_lock_is_had_by_one_at_a_time_and_given_back(tmp_path):
    with locked(tmp_path / "x") as one, locked(tmp_path / "x") as other:
        assert (one, other) == (True, False)
    with locked(tmp_path / "x") as again:
        assert again


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        (b"", True), (b'{"run": {', True), (b"[", False), (b"x", False), (b"{}", True), (b"[]", True), (b"null", True),
        (b'{"run": 1}', True), (b'{"a": 1}', False), (b"[1]", False), (b"3", False), (b"0", True),
    ],
)  # fmt: skip
def test_only_what_is_left_of_a_result_may_be_replaced(tmp_path, text, ours):
    path = tmp_path / "x.json"
    path.write_bytes(text)
    assert overwrite_check._is_ours(path) is ours


def test_what_cannot_be_read_is_left_to_whoever_writes_it(tmp_path):
    assert overwrite_check._is_ours(tmp_path)


def test_a_link_to_a_report_is_the_report(tmp_path):
    (tmp_path / "in").mkdir()
    report = tmp_path / "in" / "x.txt"
    report.write_text("x", "utf-8")
    (tmp_path / "link").symlink_to(report)
    resolved = overwrite_check._resolver()
    assert (
        resolved(tmp_path / "link") == resolved(tmp_path / "in" / ".." / "in" / "x.txt") == resolved(report)
    )


def finished(**facts):
    return Finished({"run": RUN, "kpis": []}, Facts(**facts), "源")


def test_a_kept_result_is_counted_pruned_and_cleared(tmp_path):
    kept = KeptResults(tmp_path)
    kept.put("a", finished(numbers=4))
    kept.put("b", finished())
    assert kept.info().entries == 2
    assert str(kept.info().directory) == str(tmp_path / "finished")
    found = kept.get("a")
    assert (found.facts.numbers, found.source, found.facts.cache_hits) == (4, "源", 5)
    nothing = dict.fromkeys(("model_calls", "prompt_tokens", "completion_tokens", "cached_tokens"), 0)
    assert found.data == {"run": RUN | nothing | {"cache_hits": 5, "cost": 0.0}, "kpis": []}
    assert kept.get("c") is None
    assert (kept.prune(3600.0), kept.prune(-3600.0), kept.info().entries) == (0, 2, 0)
    kept.put("a", finished())
    assert (kept.clear(), kept.get("a")) == (1, None)
    kept.close()


@pytest.mark.parametrize(
    "entry",
    [{}, {"result": "?"}, {"result": "eA=="}, {"result": "", "facts": {}, "source": None}, {"result": 3},
     "cut", "facts", "form"],
)  # fmt: skip
def test_a_result_in_another_form_is_made_anew(tmp_path, entry):
    kept = KeptResults(tmp_path)
    kept.put("a", finished())
    whole = kept._cache.get("a")
    if entry == "cut":
        entry = whole | {"result": whole["result"][:-8]}
    elif entry == "facts":
        entry = whole | {"facts": {"odd": 1}}
    elif entry == "form":
        kept.put("a", Finished({"run": {}}, Facts(), None))
        entry = kept._cache.get("a")
    kept._cache.put("a", entry)
    assert kept.get("a") is None
    kept.close()


@pytest.mark.parametrize(("size", "kept"), [(0, True), (-1, False)])
def test_a_planted_result_is_not_unpacked_without_end(monkeypatch, tmp_path, size, kept):
    text = finished().text()
    monkeypatch.setattr(result_cache, "_LONGEST", len(text) + size)
    results = KeptResults(tmp_path)
    results.put("a", finished())
    assert (results.get("a") is not None) is kept
    results.close()


def test_a_cache_that_cannot_be_used_costs_no_result(tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    kept = KeptResults(tmp_path / "file")
    kept.put("a", finished())
    assert kept.get("a") is None


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({".txt": 3}, "passed over: 3 other"),
        ({".rtf": 1}, "passed over: 1 .rtf (save .rtf as .docx)"),
        ({".csv without reports": 2, ".png": 1},
         "passed over: 2 .csv without reports, 1 other (name the column of a table with --text-column)"),
    ],
)  # fmt: skip
def test_what_is_passed_over_is_counted_and_advised(names, shown):
    assert passed_over(Counter(names)) == shown


def tree(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")


def test_what_a_run_wrote_is_no_report_and_what_lies_beside_it_is(tmp_path):
    tree(tmp_path, "a.txt", "a.png", "out/b.txt", "out/c.png", "old/.tables.state", "old/kpis.csv", "old/run.jsonl",
         "old/x.json", "old/x.md", "old/x.source.txt", "old/y.md", "old/z.png", "old/deep/kpis.csv", "new/kpis.csv",
         "new/x.json", "new/x.md")  # fmt: skip
    passed = Counter()
    found = reports_in(tmp_path, tmp_path / "out", passed)
    assert [str(path.relative_to(tmp_path)) for path in found] == [
        "a.txt", "new/kpis.csv", "new/x.md", "old/y.md",
    ]  # fmt: skip
    assert passed == Counter({".png": 1, ".json": 1})
    passed = Counter()
    here = reports_in(tmp_path / "new", tmp_path / "new", passed)
    assert ([path.name for path in here], passed) == ([], Counter())
    elsewhere = reports_in(tmp_path / "out", tmp_path, passed)
    assert [path.name for path in elsewhere] == ["b.txt"]


def test_a_folder_that_is_the_folder_of_the_results_is_searched_all_the_same(tmp_path):
    tree(tmp_path, "a.txt", "sub/b.txt")
    assert [path.name for path in reports_in(tmp_path, tmp_path, Counter())] == ["a.txt", "b.txt"]
    assert not search._Outputs(tmp_path, tmp_path)._within
    assert search._Outputs(tmp_path, tmp_path / "sub")._within
    assert not search._Outputs(tmp_path / "sub", tmp_path)._within


def test_what_one_planned_request_tells_is_told_once(reports, tmp_path):
    settings = Settings(engine="openai", model="m", base_url="http://127.0.0.1:9/v1", passes=0, summary=False)
    (reports / "6.txt").write_bytes((reports / "5.txt").read_bytes())
    (reports / "7.txt").write_bytes(b"")
    found, _ = find_jobs([reports], tmp_path / "out")
    done = asyncio.run(planning.plan(found, settings, force=False))
    assert (done.reports, done.up_to_date, done.requests, done.cache_hits) == (8, 0, 6, 0)
    assert (done.engine, done.price, len(done.problems)) == ("openai (m)", None, 1)
    assert done.likely == Usage(int(done.most.prompt_tokens * 0.75), int(done.most.completion_tokens * 0.4))
    assert ("cost", "unknown") in done.lines()
    rules = asyncio.run(planning.plan(found, Settings(engine="extractive"), force=False))
    assert (rules.reports, rules.requests, rules.engine, len(rules.problems)) == (8, 0, "extractive", 1)
    assert ("cost", "nothing") in rules.lines()


def test_what_is_up_to_date_is_planned_only_where_it_is_forced(reports, runner, tmp_path):
    runner([reports], engine="extractive", base_url=None, model=None)
    found, _ = find_jobs([reports], tmp_path / "out")
    settings = Settings(engine="extractive", passes=0, summary=False)
    for force, up_to_date in ((False, 6), (True, 0)):
        assert asyncio.run(planning.plan(found, settings, force=force)).up_to_date == up_to_date


def test_an_error_of_ours_is_named_with_its_report_and_little_of_its_text(tmp_path, caplog):
    job = Job(tmp_path / "x.txt", tmp_path, "x.json")
    with caplog.at_level(logging.ERROR, "policysum"):
        wrong = _internal(job, KeyError("y" * 300))
    assert wrong.what == f"internal error: KeyError: '{'y' * 199}"
    assert (wrong.where, type(wrong.__cause__)) == (str(job.path), KeyError)
    assert caplog.records[0].exc_info is not None
    full = OSError(errno.EMFILE, "Too many open files")
    short = _internal(job, full)
    assert (short.what, short.where, short.__cause__) == ("no file descriptor is free", str(job.path), full)


@pytest.mark.parametrize(
    ("passages", "read", "unread", "said"),
    [
        (0, 0, [], None),
        (2, 1, ["a"], None),
        (2, 0, ["a", "b"], r"none of the 2 passages \(a\)"),
        (1, 0, [], "none of the 1 passages"),
    ],
)
def test_a_report_of_which_no_passage_was_read_has_no_result(tmp_path, passages, read, unread, said):
    run = SimpleNamespace(
        passages=passages, passages_read=read, unread=[SimpleNamespace(reason=why) for why in unread]
    )
    job = Job(tmp_path / "x.txt", tmp_path, "x.json")
    if said is None:
        _need_an_answer(job, run)
        return
    with pytest.raises(ModelAnswerError, match=said) as caught:
        _need_an_answer(job, run)
    assert caught.value.where == "x.txt"
    assert ("(" in caught.value.what) == bool(unread)


class Traffic:
    def __init__(self):
        self.stops = []
        self.concurrency = 5

    def stop(self, error):
        self.stops.append(str(error))


def judging(workers=1):
    summarizer = SimpleNamespace(traffic=Traffic(), plans_only=True, engine=SimpleNamespace(model=None))
    batch = _Batch([], summarizer, None, Stop(), force=False, settled=None, pool=None)
    batch._workers = workers
    return batch, summarizer.traffic


OUTAGE = ModelUnavailableError("gone")


@pytest.mark.parametrize(
    ("errors", "workers", "ended"),
    [
        ([OUTAGE] * 2, 1, False),
        ([OUTAGE] * 3, 1, True),
        ([OUTAGE] * 3, 4, False),
        ([OUTAGE] * 4, 4, True),
        ([OUTAGE, OUTAGE, None, OUTAGE, OUTAGE], 1, False),
        ([OUTAGE, OUTAGE, ModelAnswerError("odd"), OUTAGE], 1, False),
        ([PolicysumError("odd")] * 9, 1, False),
        ([_FATAL[-1]("limit")], 9, True),
    ],
)
def test_so_many_in_a_row_end_a_run(tmp_path, errors, workers, ended):
    batch, traffic = judging(workers)
    for error in errors:
        batch._judge(ReportResult(None, Outcome.FAILED if error else Outcome.DONE, error))
    assert (batch._fatal is not None, len(traffic.stops)) == (ended, int(ended))


@pytest.mark.parametrize(
    ("number", "ended"), [(errno.ENOSPC, True), (errno.EROFS, True), (errno.EACCES, False)]
)
def test_a_full_disk_ends_a_run_and_is_said_once(number, ended):
    batch, traffic = judging()
    for _ in range(2):
        error = PolicysumError("cannot write")
        error.__cause__ = OSError(number, "x")
        batch._judge(ReportResult(None, Outcome.FAILED, error))
    assert (batch._ended, len(traffic.stops)) == (ended, int(ended))


def test_as_many_reports_at_once_as_keep_the_model_busy():
    summarizer = SimpleNamespace(traffic=Traffic(), engine=SimpleNamespace(model=None))
    assert [reports_at_once(summarizer, workers) for workers in (0, 1, 3)] == [2, 2, 6]
    summarizer.engine.model = object()
    assert reports_at_once(summarizer, 3) == 10


def test_whoever_asks_before_it_begins_stops_a_run(reports, runner):
    stop = Stop()
    stop.ask()
    result, traffic = runner([reports], stop=stop)
    assert [one.outcome for one in result.reports] == [Outcome.NOT_STARTED] * 6
    assert str(traffic.stopped) == "the run was interrupted"
    assert result.fatal is None
    assert 0 <= result.seconds < 600


@pytest.mark.parametrize(("length", "read"), [(0, True), (1, False)])
def test_a_line_of_answers_may_be_as_long_as_admitted_and_not_longer(length, read):
    line = b'{"a":1}'.ljust(4 * 1024 * 1024 + length)
    if read:
        assert _read(line) == {"a": 1}
    else:
        with pytest.raises(GarbledResponseError, match="too long"):
            _read(line)


@pytest.mark.parametrize(
    ("tries", "tried", "state", "counted"),
    [(0, True, "failed", 1), (1, True, "failed", 2), (2, True, "unusable", 3), (2, False, "failed", 2)],
)
def test_a_request_has_three_tries(tries, tried, state, counted):
    sent = Sent("m", "r", "0-9", "p", tries=tries)
    _give_back(sent, "why", tried=tried)
    assert (sent.state, sent.tries, sent.reason) == (state, counted, "why")
    assert Collected().cost == 0.0


@pytest.mark.parametrize(
    ("name", "within"),
    [("x.json", True), ("a/x.json", True), ("../x.json", False), ("a/../x.json", False), ("/x.json", False)],
)
def test_a_result_that_is_named_lies_in_its_folder(name, within):
    assert _is_within(name) is within


def test_tables_are_made_anew_where_what_makes_them_is_another(tmp_path, monkeypatch):
    tree(tmp_path, "__init__.py", "export/a.py", "export/deep/b.py", "views/c.py", "llm/d.py")
    monkeypatch.setattr(tables.policysum, "__file__", str(tmp_path / "__init__.py"))
    seen = [tables._code()]
    for name, differs in (
        ("export/a.py", True),
        ("export/deep/b.py", True),
        ("views/c.py", True),
        ("llm/d.py", False),
    ):
        (tmp_path / name).write_text("y", "utf-8")
        assert (tables._code() != seen[-1]) is differs, name
        seen.append(tables._code())


class Companion:
    """What is made beside the tables."""

    def __init__(self):
        self.added, self.ended = [], []

    def add(self, written):
        self.added.append(written.file)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.ended.append(kind and kind.__name__)


@pytest.mark.parametrize(("many", "made"), [(29, False), (30, True)])
def test_a_companion_is_made_of_thirty_results(reports, runner, tmp_path, many, made):
    runner([reports], engine="extractive", base_url=None, model=None)
    done = (find_jobs([reports], tmp_path / "out")[0] * 5)[:many]
    companions = []

    def make(out):
        companions.append(Companion())
        return companions[-1]

    found = Tables(tmp_path / "out", ["csv"], make)
    assert found.write(done)
    assert [(len(one.added), one.ended) for one in companions] == ([(many, [None])] if made else [])
    assert not found.write(done)


def test_what_was_begun_and_is_given_up_is_told_so(reports, runner, tmp_path, monkeypatch):
    runner([reports], engine="extractive", base_url=None, model=None)
    done = find_jobs([reports], tmp_path / "out")[0] * 5
    companion = Companion()
    found = Tables(tmp_path / "out", ["csv"], lambda out: companion)
    found.settled(done, 3)
    assert len(companion.added) == 3
    with monkeypatch.context() as patched:
        patched.setattr(tables, "written_results", lambda jobs: (_ for _ in ()).throw(MemoryError()))
        found.settled(done, 5)
    assert companion.ended == ["_GivenUpError"]
    assert (found._added, found._writer) == (0, None)
    assert found.write(done)
    assert len(companion.added) == 3 + len(done)


def test_a_folder_without_results_has_no_tables(tmp_path):
    with pytest.raises(InputError, match="this folder holds no results") as caught:
        Tables(tmp_path, ["csv"]).again()
    assert caught.value.where == str(tmp_path)


def test_tables_over_what_is_there_are_made_again(reports, runner, tmp_path):
    out = tmp_path / "out"
    runner([reports], engine="extractive", base_url=None, model=None)
    assert Tables(out, ["csv"]).again() == 6
    assert {"kpis.csv"} <= Tables(out, ["csv"]).known
    assert not any(name.endswith(".json") or name.startswith(".") for name in Tables(out, ["csv"]).known)
    assert "run.jsonl" not in Tables(out, ["csv"]).known
    (out / ".tables.state").unlink()
    assert Tables(out, ["csv"]).known == frozenset()
    assert Tables(out, ["csv"]).again() == 6


def test_what_cannot_be_cleared_away_stops_no_run(tmp_path, monkeypatch):
    def busy(*_, **__):
        raise OSError(errno.EBUSY, "Device or resource busy")

    littered(tmp_path)
    monkeypatch.setattr(os, "rmdir", busy)
    with result_folder(tmp_path):
        assert not list(tmp_path.glob(".*.part"))
    assert (tmp_path / ".tables-a").is_dir()


def test_kept_results_are_packed_and_take_a_gigabyte_at_most(tmp_path):
    kept = KeptResults(tmp_path)
    kept.put("a", Finished({"run": RUN, "kpis": ["同"] * 9000}, Facts(), None))
    assert len(kept._cache.get("a")["result"]) < 9000
    assert kept._cache._database._most_bytes == 1024**3
    kept.close()


def test_a_table_of_reports_is_a_report_that_could_be_overwritten(tmp_path):
    table = tmp_path / "kpis.jsonl"
    job = Job(table, tmp_path, "a.json", JobRow("甲", "x", "utf-8", "jsonl"))
    with pytest.raises(ConfigError, match="would overwrite this report") as caught:
        overwrite_check.check_nothing_is_lost([job], tmp_path, ["jsonl"], known=frozenset({"kpis.jsonl"}))
    assert caught.value.where == str(table)
    overwrite_check.check_nothing_is_lost([job], tmp_path, ["csv"], known=frozenset())
