"""What stands where a run keeps a file of its own is not waited for, and leads nowhere else."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from policysum.batch.openai_batch_state import opened
from policysum.batch.tables import Tables
from policysum.catalogue.indicators import load_indicators
from policysum.cli.app import app
from policysum.cli.evaluate import _read_scores
from policysum.document.files import MAX_BYTES, bounded_bytes
from policysum.errors import PolicysumError
from policysum.evaluate.gold import _lines
from policysum.export.results import read_result
from policysum.fingerprint import prompts_fingerprint
from policysum.llm.local import _checked
from policysum.llm.prompts import load_prompt
from policysum.llm.servers import user_servers
from policysum.regular import regular_bytes
from policysum.seal import _secret
from policysum.traffic import CallLog

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and devices")


def _pipe(path):
    os.mkfifo(path)


def _device(path):
    path.symlink_to("/dev/zero")


def _large(path):
    with path.open("wb") as file:
        file.truncate(1 << 34)


@pytest.mark.parametrize("put", [_pipe, _device, _large])
def test_what_is_no_file_of_ours_is_refused_and_not_waited_for(tmp_path, put):
    path = tmp_path / "r.json"
    put(path)
    with pytest.raises(OSError, match=r"r\.json"):
        regular_bytes(path)
    with pytest.raises(PolicysumError, match="not a readable JSON file"):
        read_result(path)


@pytest.mark.parametrize("put", [_pipe, _device, _large])
def test_a_record_of_batches_that_is_no_file_is_refused(tmp_path, put):
    put(tmp_path / ".batch.state")
    with pytest.raises(PolicysumError, match="cannot be read"), opened(tmp_path):
        pass


@pytest.mark.parametrize("put", [_pipe, _device, _large])
def test_tables_are_written_whatever_stands_in_place_of_their_record(tmp_path, put):
    put(tmp_path / ".tables.state")
    Tables(tmp_path, ["csv"]).write([])
    assert (tmp_path / ".tables.state").stat().st_size < 10_000


@pytest.mark.parametrize("put", [_pipe, _device])
def test_a_secret_that_is_no_file_is_made_anew(tmp_path, put):
    put(tmp_path / "seal.key")
    assert len(_secret((tmp_path,))[0]) == 32
    assert (tmp_path / "seal.key").is_file()


def test_a_log_of_calls_is_not_written_through_a_link(tmp_path):
    theirs = tmp_path / "theirs"
    theirs.write_text("precious\n")
    (tmp_path / "run.jsonl").symlink_to(theirs)
    with pytest.raises(PolicysumError, match=r"run\.jsonl"):
        CallLog(tmp_path / "run.jsonl")
    assert theirs.read_text() == "precious\n"


def test_a_log_of_calls_is_not_written_into_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "run.jsonl")
    with pytest.raises(PolicysumError, match=r"run\.jsonl"):
        CallLog(tmp_path / "run.jsonl")


@pytest.mark.parametrize("named", ["out", "report"])
def test_links_that_lead_in_a_circle_are_an_error_of_ours(tmp_path, named):
    circle, report = tmp_path / "circle", tmp_path / "r.txt"
    circle.symlink_to(circle)
    report.write_text("今年新增企业7家。", encoding="utf-8")
    where = {"out": tmp_path / "o", "report": report, named: circle}
    call = ["run", str(where["report"]), "-o", str(where["out"]), "--engine", "extractive"]
    done = CliRunner().invoke(app, call)
    assert isinstance(done.exception, PolicysumError)


@pytest.mark.skipif(not os.access("/proc/kmsg", os.R_OK), reason="needs a file whose end never comes")
def test_what_the_system_shows_as_a_file_is_not_waited_for():
    with suppress(OSError, PolicysumError):
        assert len(bounded_bytes("/proc/kmsg")) <= MAX_BYTES


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_costs_the_log_and_not_the_run(tmp_path, capsys):
    (tmp_path / "r.txt").write_text("今年新增企业7家。", encoding="utf-8")
    call = [
        "run",
        str(tmp_path / "r.txt"),
        "-o",
        str(tmp_path / "o"),
        "--engine",
        "extractive",
        "--log-file",
        "/dev/full",
    ]
    done = CliRunner().invoke(app, call)
    assert done.exit_code == 0
    assert done.stderr.count("nothing more is logged") == 1
    assert "Traceback" not in done.stderr + capsys.readouterr().err
    assert (tmp_path / "o" / "r.json").exists()


@pytest.mark.parametrize("put", [_pipe, _device, _large])
@pytest.mark.parametrize(
    ("name", "read", "what"),
    [
        ("m.gguf", _checked, "no GGUF|not a GGUF|cannot be read"),
        ("mine.md", lambda path: load_prompt("mine", path.parent), "cannot be read|no prompt"),
        ("other.md", lambda path: prompts_fingerprint(path.parent), "cannot be read"),
        ("servers.toml", user_servers, "cannot be read|not valid TOML"),
        ("own.tsv", load_indicators, "cannot be read|column"),
        ("scores.json", _read_scores, "not scores"),
        ("a.numbers.jsonl", _lines, "cannot read"),
    ],
)
def test_what_is_no_file_is_not_waited_for_where_a_file_is_named(tmp_path, put, name, read, what):
    path = tmp_path / name
    put(path)
    with pytest.raises(PolicysumError, match=what):
        read(path)
