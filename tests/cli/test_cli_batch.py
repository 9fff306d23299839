"""What `run` offers for many reports: plans, logs, tables of reports, standard input."""

import io
import json
import logging
import sys
from pathlib import Path

import pytest

from policysum.batch import Job, Outcome, ReportResult
from policysum.cli import app as application
from policysum.cli.logs import CarefulFormatter
from policysum.cli.progress import watch
from policysum.llm import Price
from policysum.traffic import Traffic

REPORT = "一、工作完成情况\n今年以来,新认定高新技术企业{}家,下发补助资金6134万元。\n"


@pytest.fixture
def policysum(capsys, monkeypatch):
    """Run a command in this process; give its exit status, stdout and stderr."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["policysum", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            application.main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    return run


@pytest.fixture(autouse=True)
def quiet_loggers():
    """Take away the handlers that `--log-file` adds."""
    yield
    logger = logging.getLogger("policysum")
    for handler in logger.handlers[:]:
        handler.close()
        logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def priced(home):
    (home / "config").mkdir(parents=True)
    (home / "config" / "servers.toml").write_text(
        '[[server]]\nhost = "127.0.0.1:9"\nprice = { prompt = 2.0, completion = 8.0, currency = "CNY" }\n',
        encoding="utf-8",
    )


MODEL = ("--base-url", "http://127.0.0.1:9/v1", "--model", "m")


def test_a_dry_run_tells_requests_tokens_and_cost_and_asks_nobody(policysum, tmp_path, clean_environment):
    priced(clean_environment)
    for number in (3, 4):
        (tmp_path / f"{number}.txt").write_text(REPORT.format(number), encoding="utf-8")
    status, out, err = policysum("run", tmp_path, "-o", tmp_path / "out", *MODEL, "--dry-run")
    told = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert (status, err) == (0, "")
    assert told["reports"] == "2 (0 up to date)"
    assert told["requests"].startswith("2 ")
    assert "CNY" in told["cost"]
    assert not (tmp_path / "out").exists()


def test_a_dry_run_without_a_known_price_says_so(policysum, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT.format(3), encoding="utf-8")
    _, out, _ = policysum("run", tmp_path / "a.txt", "-o", tmp_path / "out", *MODEL, "--dry-run")
    assert "unknown" in out


def test_a_budget_without_a_known_price_is_refused(policysum, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT.format(3), encoding="utf-8")
    status, _, err = policysum("run", tmp_path / "a.txt", "-o", tmp_path / "out", *MODEL, "--budget", "1")
    assert status == 2
    assert "servers.toml" in err


def test_every_row_of_a_table_is_a_report_of_its_own(policysum, tmp_path):
    rows = "id,正文\n" + "".join(f'a{n},"{REPORT.format(n)}"\n' for n in (3, 4))
    (tmp_path / "all.csv").write_text(rows, encoding="utf-8")
    out = tmp_path / "out"
    status, _, err = policysum(
        "run", tmp_path / "all.csv", "-o", out, "--engine", "extractive", "--text-column", "正文"
    )
    assert status == 0, err
    assert sorted(path.name for path in out.glob("*.json")) == ["all-001-a3.json", "all-002-a4.json"]
    assert "4家" in (out / "all-002-a4.json").read_text(encoding="utf-8")
    assert "下发补助资金" in (out / "review.html").read_text(encoding="utf-8")
    again = policysum("run", tmp_path / "all.csv", "-o", out, "--engine", "extractive")
    assert again[2].count("up to date") == 2


def test_a_table_without_the_column_is_named_and_the_others_are_written(policysum, tmp_path):
    (tmp_path / "all.csv").write_text("id,text\n1,x\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(REPORT.format(3), encoding="utf-8")
    arguments = (tmp_path / "all.csv", tmp_path / "a.txt", "-o", tmp_path / "out", "--engine", "extractive")
    status, _, err = policysum("run", *arguments, "--text-column", "nope")
    assert status == 1
    assert "no column nope" in err
    assert (tmp_path / "out" / "a.json").exists()


def test_a_report_comes_from_standard_input(policysum, tmp_path, monkeypatch):
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.format(5).encode()), encoding="utf-8")
    )
    status, _, err = policysum("run", "-", "-o", tmp_path / "out", "--engine", "extractive")
    assert status == 0, err
    data = json.loads((tmp_path / "out" / "stdin.json").read_text(encoding="utf-8"))
    assert data["document"]["name"] == "stdin"
    assert [kpi["text"] for kpi in data["kpis"]] == ["5家", "6134万元"]


def test_the_log_file_tells_what_happened_but_no_key_and_no_report(policysum, tmp_path, monkeypatch):
    key = "sk-0123456789abcdefghij"
    monkeypatch.setenv("OPENAI_API_KEY", key)
    text = "一、工作完成情况\n" + "今年以来,各项工作扎实推进,新认定企业7家。\n" * 60
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")

    def broken(*_):
        raise ZeroDivisionError(f"{key} {text}")

    monkeypatch.setattr("policysum.pipeline.extractive", broken)
    log = tmp_path / "log"
    policysum("run", tmp_path, "-o", tmp_path / "out", "--engine", "extractive", "--log-file", log)
    written = log.read_text(encoding="utf-8")
    assert "policysum.batch a.txt: failed" in written
    assert "ZeroDivisionError" in written
    assert key not in written
    assert text[:2000] not in written
    assert max(map(len, written.split("\n2026-"))) < 2500


@pytest.mark.parametrize(
    "secret", ["sk-proj-abcdefgh12345678", "Authorization: Bearer abc.def.ghi", "x sk-12345678 y"]
)
def test_what_looks_like_a_key_is_taken_out_of_the_log(secret):
    record = logging.LogRecord("policysum.llm", logging.INFO, "", 0, "said %s", (secret,), None)
    assert not any(word in CarefulFormatter().format(record) for word in ("abcdefgh", "abc.def", "12345678"))


def test_tables_are_not_written_again_where_nothing_has_changed(policysum, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT.format(3), encoding="utf-8")
    out = tmp_path / "out"
    arguments = ("run", tmp_path / "in", "-o", out, "--engine", "extractive", "--quiet")
    policysum(*arguments)
    first = (out / "kpis.csv").stat().st_mtime_ns
    policysum(*arguments)
    assert (out / "kpis.csv").stat().st_mtime_ns == first
    (out / "kpis.csv").unlink()
    policysum(*arguments)
    assert (out / "kpis.csv").exists()
    (tmp_path / "in" / "a.txt").write_text(REPORT.format(4), encoding="utf-8")
    policysum(*arguments)
    assert "4家" in (out / "kpis.csv").read_text(encoding="utf-8-sig")
    policysum(*arguments, "--format", "md")
    assert (out / "a.md").exists()


def test_a_missing_library_for_a_format_is_told_before_any_work(policysum, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(REPORT.format(3), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    status, _, _ = policysum(
        "run", tmp_path / "a.txt", "-o", tmp_path / "out", "--engine", "extractive", "--format", "xlsx"
    )
    assert status == 2
    assert not (tmp_path / "out" / "a.json").exists()


def test_results_of_many_reports_are_told_in_one_line(policysum, tmp_path):
    folder = Path(tmp_path / "in")
    folder.mkdir()
    for number in range(62):
        (folder / f"{number}.txt").write_text(REPORT.format(number + 2), encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    _, _, err = policysum("run", folder, "-o", tmp_path / "out", "--engine", "extractive")
    rows = [line for line in err.splitlines() if ".txt" in line and not line.startswith("policysum:")]
    assert [row.split()[0] for row in rows] == ["bad.txt"]
    assert "62 of 63" in err


def test_without_a_terminal_a_line_tells_reports_requests_tokens_cost_rate_failures_and_time(
    capsys, monkeypatch, tmp_path
):
    monkeypatch.setattr("policysum.cli.progress._PLAIN_SECONDS", 0.0)
    traffic = Traffic()
    traffic.price = Price(1.0, 2.0, currency="CNY")
    traffic.requests, traffic.prompt_tokens, traffic.spent = 3, 1200, 0.5
    job = Job(tmp_path / "a.txt", tmp_path, "a.json")
    with watch(4, traffic, quiet=False) as observer:
        observer.started(job)
        observer.finished(ReportResult(job, Outcome.FAILED))
        capsys.readouterr()
        observer.tick()
    line = capsys.readouterr().err
    for part in (
        "1 of 4 reports",
        "3 requests",
        "1,200 tokens",
        "0.5000 CNY",
        "reports/min",
        "1 failed",
        "left",
    ):
        assert part in line
    with watch(4, traffic, quiet=True) as observer:
        observer.tick()
    assert capsys.readouterr().err == ""
