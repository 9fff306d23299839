"""Runs in processes of their own: killed, interrupted, and two at once."""

import collections
import csv
import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from batch_answers import REPORT, answer, asked, calls_in, is_probe
from fake_server import Step

pytestmark = pytest.mark.long
PAID = {"cost", "model_calls", "cache_hits", "prompt_tokens", "completion_tokens", "cached_tokens"}


@pytest.fixture
def started(server, reports, tmp_path, forks):
    """Start `policysum run` over the reports."""

    def start(*arguments, out=None, reports=reports):
        command = ["-m", "policysum", "run", reports, "-o", out or tmp_path / "out"]
        command += ["--base-url", server.url, "--model", "m", "--passes", "0", "--no-summary", *arguments]
        environment = {**os.environ, "POLICYSUM_CACHE_DIR": str(tmp_path / "cache")}
        return forks.start(command, env=environment, text=True)

    return start


PATIENCE = 240
"""Seconds after which a process is taken to hang, on a busy machine, too."""


def slow(seconds):
    return lambda body: Step(answer(body).body, delay=0 if is_probe(body) else seconds)


def until(condition, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def noted(out):
    return len(calls_in(out)) if (out / "run.jsonl").exists() else 0


def plain(out):
    found = {}
    for path in sorted(out.glob("?.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["run"] = {name: value for name, value in data["run"].items() if name not in PAID}
        found[path.name] = json.dumps(data, ensure_ascii=False)
    return found


def test_a_killed_run_is_taken_up_again_without_asking_twice(server, started, tmp_path):
    server.respond = slow(0.15)
    answered = collections.Counter()
    for moment in (1, 2, 4):
        run = started("--concurrency", "1")
        until(lambda count=moment: noted(tmp_path / "out") >= count)
        run.kill()
        run.communicate()
        answered.update(call["request"] for call in calls_in(tmp_path / "out") if not call["cache_hit"])
    (tmp_path / "out" / ".0.json.xyz.part").write_text("{", encoding="utf-8")
    (tmp_path / "out" / ".tables-xyz").mkdir()
    before = len(asked(server))
    last = started()
    _, err = last.communicate(timeout=PATIENCE)
    assert last.returncode == 0, err
    paid = collections.Counter(
        call["request"] for call in calls_in(tmp_path / "out") if not call["cache_hit"]
    )
    assert set(paid.values()) == {1}
    # An answer is in the cache before its line is in run.jsonl; a kill between the two leaves it without one.
    assert len(asked(server)) - before <= 6 - len(answered)
    assert len(plain(tmp_path / "out")) == 6
    assert not [path for path in (tmp_path / "out").iterdir() if path.name.endswith(".part")]
    assert not (tmp_path / "out" / ".tables-xyz").exists()
    undisturbed = started(out=tmp_path / "undisturbed")
    undisturbed.communicate(timeout=PATIENCE)
    assert plain(tmp_path / "out") == plain(tmp_path / "undisturbed")
    assert len(plain(tmp_path / "out")) == 6


def test_two_runs_share_a_cache_and_a_folder_and_ask_everything_once(server, started, tmp_path):
    server.respond = slow(0.2)
    both = [started("--concurrency", "2"), started("--concurrency", "2")]
    for run in both:
        _, err = run.communicate(timeout=PATIENCE)
        assert run.returncode == 0, err
    asked_for = collections.Counter(json.dumps(body) for body in asked(server))
    assert len(asked_for) == 6
    assert set(asked_for.values()) == {1}
    assert len(plain(tmp_path / "out")) == 6
    lines = (tmp_path / "out" / "run.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)["request"] for line in lines)


def test_ctrl_c_finishes_what_is_under_way_and_says_how_to_go_on(server, started, tmp_path):
    server.respond = slow(1.0)
    run = started("--concurrency", "2")
    until(lambda: len(asked(server)) == 2)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 130
    assert "press Ctrl-C again" in err
    assert "4 reports are not done; run the same command again" in err
    assert len(plain(tmp_path / "out")) == 2
    assert len(asked(server)) == 2


def test_two_runs_in_one_folder_leave_tables_over_the_reports_of_both(server, started, reports, tmp_path):
    here, both_are_here = set(), threading.Event()

    def when_both_are_there(body):
        """Answer nobody before both runs have asked, so that both are in the folder at once."""
        if is_probe(body):
            return answer(body)
        here.add(any(f"企业{number + 2}家" in str(body) for number in range(3)))
        if len(here) == 2:
            both_are_here.set()
        return Step(answer(body).body, until=both_are_here)

    server.respond = when_both_are_there
    halves = []
    for name, chosen in (("a", "012"), ("b", "345")):
        half = tmp_path / name
        half.mkdir()
        for number in chosen:
            (reports / f"{number}.txt").rename(half / f"{number}.txt")
        halves.append(half)
    both = [started("--concurrency", "1", reports=half) for half in halves]
    for run in both:
        _, err = run.communicate(timeout=PATIENCE)
        assert run.returncode == 0, err
    with (tmp_path / "out" / "kpis.csv").open(encoding="utf-8-sig", newline="") as table:
        assert {row["report"] for row in csv.DictReader(table)} == {f"{number}.txt" for number in range(6)}
    page = (tmp_path / "out" / "review.html").read_text(encoding="utf-8")
    assert page.count("新认定高新技术企业") >= 6


@pytest.fixture
def many(tmp_path):
    """Reports for several processes, and how `run` is started over them."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(REPORT.format(number + 2, number + 31), encoding="utf-8")
    return folder


def every(out):
    """Every result without what tells when and by whom it was paid."""
    found = {}
    for path in sorted(out.glob("[0-9]*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["run"] = {name: value for name, value in data["run"].items() if name not in PAID}
        found[path.name] = data
    return found


def test_worker_processes_change_nothing_of_the_results(started, many, tmp_path, server):
    for name, arguments in (("alone", ("--processes", "1")), ("shared", ("--processes", "3"))):
        run = started("--force", *arguments, out=tmp_path / name, reports=many)
        _, err = run.communicate(timeout=PATIENCE)
        assert run.returncode == 0, err
    assert every(tmp_path / "alone") == every(tmp_path / "shared")
    assert len(every(tmp_path / "shared")) == 20
    tables = [(tmp_path / name / "kpis.csv").read_bytes() for name in ("alone", "shared")]
    assert tables[0] == tables[1]
    assert len(asked(server)) == 20  # the second run was answered from the cache
    totals = collections.Counter(call["cache_hit"] for call in calls_in(tmp_path / "shared"))
    assert totals == {True: 20}


def test_a_report_that_cannot_be_read_is_named_by_the_worker_that_met_it(started, many, tmp_path):
    (many / "07.txt").write_bytes(b"")
    run = started("--processes", "2", reports=many)
    _, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 1
    assert "07.txt" in err
    assert "Traceback" not in err
    assert len(every(tmp_path / "out")) == 19


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_a_lost_worker_costs_only_the_reports_it_had(server, started, many, tmp_path):
    server.respond = slow(0.3)
    run = started("--processes", "2", "--concurrency", "2", reports=many)
    until(lambda: noted(tmp_path / "out") >= 2)
    os.kill(children_of(run.pid)[0], signal.SIGKILL)
    _, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 1
    assert "the process that worked on this report ended unexpectedly" in err
    assert 14 <= len(every(tmp_path / "out")) < 20
    again = started("--processes", "2", reports=many)
    _, err = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, err
    assert len(every(tmp_path / "out")) == 20


IMPATIENT = """
import sys
from policysum.batch import workers
workers._STILL = 4
from policysum.cli.app import main
sys.argv[0] = "policysum"
main()
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_a_worker_that_stands_still_is_given_up(server, many, tmp_path, forks):
    server.respond = slow(0.3)
    command = ["-c", IMPATIENT, "run", many, "-o", tmp_path / "out", "--passes", "0"]
    command += ["--base-url", server.url, "--model", "m", "--processes", "2", "--concurrency", "2"]
    run = forks.start(command, text=True)
    until(lambda: noted(tmp_path / "out") >= 2)
    os.kill(children_of(run.pid)[0], signal.SIGSTOP)
    _, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 1
    assert "stood still and was given up" in err
    assert 14 <= len(every(tmp_path / "out")) < 20


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_workers_do_not_outlive_a_killed_run(server, started, many, tmp_path):
    server.respond = slow(0.3)
    run = started("--processes", "2", reports=many)
    until(lambda: noted(tmp_path / "out") >= 1)
    children = children_of(run.pid)
    assert len(children) == 2
    run.kill()
    run.communicate()
    until(lambda: not any(_alive(child) for child in children))


def _state(process):
    """State and parent of a process; None where there is none."""
    try:
        state, parent, *_ = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return state, int(parent)


def children_of(parent):
    found = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return sorted(process for process in found if (state := _state(process)) and state[1] == parent)


def _alive(process):
    state = _state(process)
    return state is not None and state[0] != "Z"


def test_a_later_run_adds_its_reports_to_the_tables(started, reports, tmp_path):
    for number in range(2):
        run = started("--engine", "extractive", reports=reports / f"{number}.txt")
        _, err = run.communicate(timeout=PATIENCE)
        assert run.returncode == 0, err
    with (tmp_path / "out" / "kpis.csv").open(encoding="utf-8-sig", newline="") as table:
        assert {row["report"] for row in csv.DictReader(table)} == {"0.txt", "1.txt"}


def test_a_second_ctrl_c_aborts_at_once(server, started, tmp_path):
    server.respond = slow(900.0)  # the command ends only if it waits for no answer
    run = started("--concurrency", "2")
    until(lambda: len(asked(server)) == 2)
    run.send_signal(signal.SIGINT)
    time.sleep(0.3)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 130
    assert "Traceback" not in err
    assert "aborted; run the same command again" in err
    assert plain(tmp_path / "out") == {}
