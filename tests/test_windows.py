"""What Windows and macOS lack, as far as Linux can show it: no fork, no POSIX calls, a console that speaks GBK."""

import ast
import asyncio
import collections
import io
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

import policysum
from policysum.batch import Stop, find_jobs
from policysum.cli import main
from policysum.cli.run import _heed_signals
from policysum.document import child, fork_server
from policysum.places import safe_name

PACKAGE = Path(policysum.__file__).parent
# ² and 𠮷 are no characters of GBK; ½ is one of neither GBK nor ASCII.
TEXT = (
    "𠮷林县2024年工作总结\n一、2024年工作完成情况\n2024年，新建厂房12万m²，𠮷林路小学在校学生1350人，½的企业上云。\n"
    "二、2025年工作计划\n力争新增企业35家。\n"
)
CLAIMS = [{"indicator": "𠮷林路小学在校学生", "value": "1350人"}, {"indicator": "²新增企业", "value": "99家"}]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "报告𠮷.txt").write_text(TEXT, "utf-8")
    (tmp_path / "claims.json").write_text(json.dumps(CLAIMS), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def spoken(monkeypatch, encoding, *arguments):
    """What a command writes to a console of an encoding, whose bytes it must be; and its status."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), encoding=encoding) for name in ("stdout", "stderr")}
    for name, stream in streams.items():
        monkeypatch.setattr(sys, name, stream)
    monkeypatch.setattr(sys, "argv", ["policysum", *arguments])
    status = 0
    try:
        main()
    except SystemExit as end:
        status = end.code or 0
    finally:
        monkeypatch.undo()
    for stream in streams.values():
        stream.flush()
    # An ASCII stream is taken by typer to be a misconfigured one, and gets UTF-8.
    said = "utf-8" if encoding == "ascii" else encoding
    return status, *(stream.buffer.getvalue().decode(said) for stream in streams.values())


COMMANDS = {
    ("--help",): 0,
    ("numbers", "报告𠮷.txt"): 0,
    ("numbers", "报告𠮷.txt", "--json"): 0,
    ("check", "claims.json", "--source", "报告𠮷.txt"): 1,
    ("check", "claims.json", "--source", "报告𠮷.txt", "--json"): 1,
    ("run", "报告𠮷.txt", "-o", "out", "--engine", "extractive"): 0,
    ("show", "out"): 0,
    ("show", "out", "--all", "--evidence"): 0,
    ("tables", "out"): 0,
    ("panel", "out", "-o", "panel.csv"): 0,
    ("query", "out", "--csv", "select indicator, text from kpis"): 0,
    ("cache", "info"): 0,
    ("check", "没有𠮷.json", "--source", "报告𠮷.txt"): 2,
}


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_no_command_fails_on_a_console_that_lacks_a_character(folder, encoding):
    policysum.summarize(folder / "报告𠮷.txt", engine="extractive")  # what warns at first use does so here
    for command, expected in COMMANDS.items():
        with pytest.MonkeyPatch.context() as patch:
            status, out, err = spoken(patch, encoding, *command)
        assert status == expected, (command, out, err)
        assert "UnicodeEncodeError" not in err
        assert "internal error" not in err


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_json_stays_json_on_any_console(folder, encoding):
    found = {}
    for command in (
        ("numbers", "报告𠮷.txt", "--json"),
        ("check", "claims.json", "--source", "报告𠮷.txt", "--json"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            _, out, _ = spoken(patch, encoding, *command)
        found[command[0]] = [json.loads(line) for line in out.splitlines()]
    assert any(one["text"] == "12万m²" for one in found["numbers"])
    assert any("𠮷林路小学" in str(one) for one in found["check"])


def test_a_real_console_of_gbk_gets_every_line(folder):
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "policysum", "check", "claims.json", "--source", "报告𠮷.txt"]
    done = subprocess.run(command, capture_output=True, check=False, env=environment, cwd=folder)
    assert done.returncode == 1
    assert "林路小学" in done.stdout.decode("gbk") or "1350人" in done.stdout.decode("gbk")
    assert "2 numbers checked, 1 pass, 1 do not." in done.stderr.decode("gbk")


SPAWNED = """
import sys, types
from policysum.batch import workers
workers.sys = types.SimpleNamespace(platform="darwin")  # no fork there
from policysum.cli import main
if __name__ == "__main__":
    main()
"""


def test_workers_that_start_from_nothing_give_the_same_results(folder):
    script = folder / "spawned.py"
    script.write_text(SPAWNED, "utf-8")
    for number in range(4):
        (folder / f"{number}.txt").write_text(TEXT.replace("1350", f"135{number}"), "utf-8")
    reports = [f"{number}.txt" for number in range(4)]
    for out, processes in (("alone", "1"), ("spawned", "2")):
        command = [
            sys.executable,
            str(script),
            "run",
            *reports,
            "-o",
            out,
            "--engine",
            "extractive",
            "--processes",
            processes,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, timeout=240)
        assert done.returncode == 0, done.stderr
    for report in reports:
        one, other = (
            json.loads((folder / out / report).with_suffix(".json").read_text("utf-8"))
            for out in ("alone", "spawned")
        )
        assert one == other
        assert one["kpis"]


def test_a_child_is_ended_without_process_groups(tmp_path, monkeypatch):
    script = tmp_path / "slow.py"
    script.write_text("import time\ntime.sleep(60)\n", "utf-8")
    ended = []
    monkeypatch.setattr(child, "os", types.SimpleNamespace(name="nt"))
    real = subprocess.Popen.kill
    monkeypatch.setattr(subprocess.Popen, "kill", lambda process: (ended.append(process.pid), real(process)))
    with pytest.raises(child.ChildSlowError):
        child.run_child([script], seconds=0.5)
    assert ended


def test_without_signal_handlers_a_run_goes_on(monkeypatch):
    async def heed():
        def refuse(*_):
            raise NotImplementedError

        monkeypatch.setattr(asyncio.get_running_loop(), "add_signal_handler", refuse)
        _heed_signals(Stop())

    asyncio.run(heed())


ELSEWHERE_NO_MODULE = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "termios", "tty"}
ELSEWHERE_NO_CALL = {
    "os": {"fork", "getuid", "geteuid", "killpg", "mkfifo", "nice", "sched_getaffinity", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "statvfs"},
    "signal": {"SIGKILL", "SIGHUP", "SIGQUIT", "SIGUSR1", "alarm"},
}  # fmt: skip


def unguarded(tree):
    """What Windows lacks and the code asks for without asking first whether it is there."""
    found = []

    def look(node, *, guarded):
        if isinstance(node, (ast.If, ast.IfExp)):
            asked = ast.unparse(node.test)
            guarded = guarded or "os.name" in asked or "hasattr(os" in asked or "sys.platform" in asked
        if isinstance(node, (ast.Try, ast.With)):
            guarded = guarded or any(word in ast.unparse(node) for word in ("ImportError", "AttributeError"))
        if not guarded and isinstance(node, (ast.Import, ast.ImportFrom)):
            named = {alias.name for alias in node.names} | {getattr(node, "module", "")}
            found.extend(named & ELSEWHERE_NO_MODULE)
        if not guarded and isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.extend({node.attr} & ELSEWHERE_NO_CALL.get(node.value.id, set()))
        for inner in ast.iter_child_nodes(node):
            look(inner, guarded=guarded)

    look(tree, guarded=False)
    return found


ONLY_ON_LINUX = {"document/pdf_child.py": ["fork", "alarm"]}
"""Of the process that reads each PDF in a fork, which `fork_server` starts on Linux alone."""


def test_nothing_that_only_posix_has_is_asked_for_without_a_guard():
    assert (sys.platform == "linux") is fork_server._FORKS
    found = collections.defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in unguarded(ast.parse(path.read_text("utf-8"))):
            found[path.relative_to(PACKAGE).as_posix()].append(name)
    assert dict(found) == ONLY_ON_LINUX


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("import fcntl", ["fcntl"]),
        ("import os\nos.killpg(1, 9)", ["killpg"]),
        ("import os\nif os.name == 'posix':\n    os.killpg(1, 9)", []),
        ("try:\n    import resource\nexcept ImportError:\n    pass", []),
    ],
)
def test_what_is_not_guarded_is_found(code, asked):
    assert unguarded(ast.parse(code)) == asked


@pytest.mark.parametrize(
    ("made", "outputs"),
    [
        (["aux.txt", "Nul.2024.txt", "COM1.md"], {"aux_.json", "Nul_.2024.json", "COM1_.json"}),
        (["结果. .txt", "a:b?.txt"], {"结果.json", "a_b_.json"}),
        (["A.txt", "a.txt"], {"A.json", "a_txt.json"}),
        (["con/1.txt", "con/2.txt"], {"con_/1.json", "con_/2.json"}),
        ([f"{'长' * 80}.txt"], {f"{'长' * 73}.json"}),
    ],
    ids=["devices", "characters", "case", "folders", "length"],
)
def test_no_output_has_a_name_that_windows_refuses(tmp_path, made, outputs):
    for name in made:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")
    jobs, _ = find_jobs([str(tmp_path / "in")], tmp_path / "out")
    assert {job.file for job in jobs} == outputs


def test_rows_of_a_table_have_no_outputs_that_windows_refuses(tmp_path):
    rows = [{"name": name, "text": TEXT} for name in ("CON", "con", "lpt1.txt", "结果.", "长" * 300)]
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    jobs, problems = find_jobs([str(tmp_path / "all.jsonl")], tmp_path / "out")
    assert problems == []
    names = [job.file.removesuffix(".json") for job in jobs]
    assert len({name.casefold() for name in names}) == len(rows)
    assert [safe_name(name) for name in names] == names
    assert names[3].endswith("结果")
    assert max(len(name.encode()) for name in names) <= 240
