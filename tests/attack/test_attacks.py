"""A small attack of each class; benchmarks/attack.py has them all."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from attacks import faults, files, fuzz, growth, kills, outputs, runs, servers
from attacks.harness import REPORT, Arena

pytestmark = pytest.mark.long


@pytest.fixture
def arena(tmp_path, forks):
    arena = Arena(folder=tmp_path, start=forks.start)
    yield arena
    shutil.rmtree(tmp_path, ignore_errors=True)


def broken(arena):
    return [(case.name, case.broken) for case in arena.cases if case.broken]


def test_hostile_files_end_in_a_result_or_a_named_error_and_cost_no_other(arena):
    some = {"comments.md", "ilvl.docx", "flate.docx", "self.pdf", "loop.pdf", "half.jsonl", "surrogate.txt", "control.txt", "xxe.docx", "plain.pdf", "deep.html"}  # fmt: skip
    made = [(name, data) for name, data in files.crafted() if name in some]
    assert len(made) == len(some)
    (arena.folder / "in").mkdir()
    for name, data in [*made, *files.mutated(20, 1), ("good.txt", REPORT.encode())]:
        (arena.folder / "in" / name).write_bytes(data)
    done = arena.run(
        "run", arena.folder / "in", "-o", arena.folder / "out", "--engine", "extractive", timeout=240
    )
    assert done.broken(allowed=(0, 1)) == ""
    assert (arena.folder / "out" / "good.json").exists()
    assert (arena.folder / "out" / "kpis.csv").exists()


@pytest.mark.parametrize("command", [["numbers"], ["cache", "import"], ["show"], ["check", "--source"]])
def test_a_device_is_refused(arena, command):
    more = [__file__] if command[0] == "check" else []
    done = arena.run(*command[:1], *more, *command[1:], "/dev/zero", timeout=60)
    assert done.broken(allowed=(2,)) == ""


def test_odd_names_end_no_run(arena):
    folder = arena.folder / "in"
    folder.mkdir()
    made = [name for name in files.names() if files._written(bytes(folder) + b"/" + name)]
    done = arena.run("run", folder, "-o", arena.folder / "out", "--engine", "extractive", timeout=120)
    assert done.broken(allowed=(0,)) == ""
    shown = [name for name in made if not name.startswith(b".")]
    assert len(list((arena.folder / "out").glob("*.json"))) >= len(shown)


@pytest.mark.parametrize("spelling", ["捌佰捌拾捌亿元", "八八八亿元", "卅亿元", "½亿元", "⑧⑧⑧亿元", "𝟖𝟖𝟖亿元", "٨٨٨亿元", "过百亿元", "ⅷ亿元", "➑➑亿元", "⅐亿元", "成倍增长"])  # fmt: skip
def test_no_number_hides_from_the_check(spelling):
    from policysum import check

    results = check({"detail": f"完成投资{spelling}，惠及企业91家。"}, REPORT)
    assert any(not one.passes for one in results if one.text != "91家")


def test_no_cell_begins_a_formula_in_any_locale(arena):
    outputs.attack_cells(arena)
    assert broken(arena) == []
    assert len(arena.cases) == len(outputs.UNSEEN)


def test_an_odd_answer_ends_the_report_with_a_line(arena):
    answers = dict(servers.answers())
    some = ("usage nan", "body lone surrogate", "body deep", "choices empty", "charset 'bogus'", "gzip bomb")
    arena.together([(servers._answered, arena, name, answers[name]) for name in some])
    assert broken(arena) == []
    assert len(arena.cases) == len(some)


def test_a_dripped_answer_ends_in_time(arena):
    raw = servers.Raw(servers.STREAMS["drip"])
    assert servers._call(arena, raw.url, timeout=120).broken(allowed=(0, 1)) == ""
    raw.close()


@pytest.mark.parametrize("key", servers.KEYS[1:3])
def test_no_key_that_an_error_echoes_is_said(arena, key):
    server = servers.FakeServer()
    server.script = [servers.failing(402, message=f"bad key {key}")]
    done = servers._call(arena, server.url, key=key)
    assert key not in done.out + done.err
    server.close()


def test_a_planted_state_gets_no_key(arena):
    evil = servers.Recorder()
    (arena.folder / "out").mkdir()
    state = {"base_url": evil.url, "model": "m", "paths": [], "batches": [{"id": "b1"}], "version": 1}
    (arena.folder / "out" / ".batch.state").write_text(json.dumps(state), encoding="utf-8")
    done = arena.run(
        "batch", "status", "-o", "out", cwd=arena.folder, env={"OPENAI_API_KEY": "sk-attack-key"}
    )
    assert evil.calls == []
    assert done.broken() == ""


def test_a_killed_run_leaves_nothing_half_written(arena):
    kills.attack_kills(arena, [("SIGKILL", 2)], count=4)
    assert broken(arena) == []


@pytest.mark.parametrize("name", ["comments", "hashes", "brackets", "digits"])
def test_cost_grows_in_line(arena, name):
    growth.attack_growth(arena, [name])
    assert broken(arena) == []


def test_what_a_second_look_missed_is_asked_again_alone(arena):
    faults.attack_outage(arena, ["filtered"])
    assert broken(arena) == []


def test_a_row_changed_by_another_hand_is_not_believed(arena):
    faults.attack_tampered(arena)
    assert broken(arena) == []


def test_ctrl_c_ends_a_heavy_run(arena):
    faults.attack_interrupts(arena, ["members"], after=1.0, again=1.0)
    assert broken(arena) == []


def test_a_model_gives_the_same_bytes_in_any_order(arena):
    arena = Arena(folder=arena.folder)  # what starts from nothing has a seed of hashes of its own
    runs.attack_repeats_with_model(arena, [["--processes", "1"], ["--processes", "2"]])
    assert broken(arena) == []


@pytest.mark.parametrize("room", fuzz.ROOMS)
def test_random_inputs_are_read_or_refused(room):
    tried = fuzz.fuzzed(room, 60, 1, most=20)
    assert tried.found == []
    assert tried.inputs == 20
