"""The commands as a user meets them: what they print, where, and how they exit."""

import csv
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from policysum.cli import app as application

SEEDS = Path(__file__).parents[2] / "seeds"
SEED = next(SEEDS.glob("000_*.txt"))
REPORT = "一、工作完成情况\n今年以来,新认定高新技术企业7家,下发补助资金6134万元,同比增长5.2%。\n"


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


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def claims(tmp_path, value):
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def test_numbers_prints_the_contracts_lines(policysum, report):
    status, out, _ = policysum("numbers", report, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(line["text"], line["kind"], line["value"], line["unit"], line["bound"]) for line in lines] == [
        ("7家", "count", 7, "家", "exact"),
        ("6134万元", "money", 61340000, "元", "exact"),
        ("5.2%", "percent", 5.2, "%", "exact"),
    ]
    assert all(REPORT[line["start"] : line["end"]] == line["text"] for line in lines)


def test_numbers_can_be_had_of_one_kind_and_as_a_table(policysum, report):
    status, out, _ = policysum("numbers", report, "--kind", "money")
    assert status == 0
    assert "6134万元" in out
    assert "7家" not in out


def test_the_columns_of_numbers_are_as_wide_as_what_stands_in_them(policysum, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("新增企业7家，收入\n3.5\n亿元。[/b]占比5%。", encoding="utf-8")
    status, out, _ = policysum("numbers", path)
    assert status == 0
    assert out.splitlines() == [
        "start  end  text      kind         value  unit  bound",
        "    4    6  7家       count            7  家    exact",
        "   10   16  3.5 亿元  money    350000000  元    exact",
        "   23   25  5%        percent          5  %     exact",
    ]


def test_what_query_finds_is_shown_as_it_is(policysum, report, tmp_path):
    assert policysum("run", report, "-o", tmp_path / "out")[0] == 0
    status, out, _ = policysum("query", tmp_path / "out", "SELECT '[/b]收入' AS \"[bold]\", NULL AS empty")
    assert status == 0
    assert "[/b]收入" in out
    assert "[bold]" in out


def test_an_unknown_kind_is_a_wrong_call(policysum, report):
    status, _, err = policysum("numbers", report, "--kind", "mony")
    assert status == 2
    assert "mony" in err
    assert "money" in err


@pytest.mark.parametrize(
    ("value", "verdict", "exit_status"),
    [
        ("6134万元", "supported", 0),
        ("0.6134亿元", "converted", 0),
        ("约6100万元", "rounded", 0),
        ("6143万元", "unsupported", 1),
        ("6134亿元", "wrong_unit", 1),
    ],
)
def test_check_gives_the_verdict_and_the_exit_status(
    policysum, report, tmp_path, value, verdict, exit_status
):
    path = claims(tmp_path, {"kpis": [{"indicator": "补助资金", "value": value}]})
    status, out, err = policysum("check", path, "--source", report, "--json")
    assert status == exit_status
    line = json.loads(out)
    assert (line["path"], line["text"], line["verdict"]) == ("kpis[0].value", value, verdict)
    assert "1 numbers checked" in err


def test_check_shows_a_table_with_the_reason(policysum, report, tmp_path):
    path = claims(tmp_path, ["补助资金6143万元"])
    status, out, _ = policysum("check", path, "--source", report)
    assert status == 1
    assert "unsupported" in out
    assert "6134万元" in out


@pytest.mark.parametrize("content", ["", "{", "\x00\x01"])
def test_unreadable_claims_are_a_wrong_call(policysum, report, tmp_path, content):
    path = tmp_path / "claims.json"
    path.write_text(content, encoding="utf-8")
    status, out, err = policysum("check", path, "--source", report, "--json")
    assert (status, out) == (2, "")
    assert "claims.json" in err


def test_run_writes_one_json_a_report_and_tables_over_all(policysum, tmp_path):
    out = tmp_path / "out"
    status, stdout, err = policysum(
        "run", SEED, next(SEEDS.glob("004_*")), "-o", out, "--engine", "extractive"
    )
    assert (status, stdout) == (0, "")
    assert {"kpis.csv", "review.html", f"{SEED.stem}.json"} <= {path.name for path in out.iterdir()}
    assert (out / "kpis.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (out / "kpis.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    written = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(out.glob("0*.json"))]
    assert len(rows) == sum(len(data["kpis"]) for data in written)
    assert "engine: extractive" in err
    assert "2 of 2" in err


def test_a_second_run_says_that_everything_is_up_to_date(policysum, report, tmp_path):
    policysum("run", report, "-o", tmp_path / "out", "--engine", "extractive")
    status, _, err = policysum("run", report, "-o", tmp_path / "out", "--engine", "extractive")
    assert status == 0
    assert "up to date" in err


def test_quiet_says_nothing_unless_something_is_wrong(policysum, report, tmp_path):
    arguments = ("-o", tmp_path / "out", "--engine", "extractive", "--quiet")
    assert policysum("run", report, *arguments) == (0, "", "")
    status, _, err = policysum("run", report, tmp_path / "gone.txt", *arguments)
    assert status == 1
    assert "gone.txt" in err


BAD = {
    "missing": None,
    "empty": b"",
    "binary": b"\x7fELF" + bytes(range(256)) * 20,
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_report_is_named_in_one_line_and_the_others_are_written(policysum, report, tmp_path, kind):
    bad = tmp_path / f"{kind}.txt"
    if BAD[kind] is not None:
        bad.write_bytes(BAD[kind])
    status, _, err = policysum("run", bad, report, "-o", tmp_path / "out", "--engine", "extractive")
    assert status == 1
    assert (tmp_path / "out" / "report.json").exists()
    lines = [line for line in err.splitlines() if line.startswith("policysum:") and f"{kind}.txt" in line]
    assert len(lines) == 1
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["nowhere.txt"], "nowhere.txt"),
        (["{empty}"], "no reports"),
        (["{report}", "--engine", "quantum"], "no engine 'quantum'"),
        (["{report}", "--engine", "openai"], "an address or a key"),
        (["{report}", "--engine", "extractive", "--format", "docx"], "no format 'docx'"),
        (["{report}", "--schema", "nowhere:Model"], "cannot be imported"),
        (["{report}", "--prompts", "nowhere", "--engine", "extractive"], "nowhere"),
        (["{report}", "--model", "nowhere.gguf"], "nowhere.gguf"),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_exits_with_2(policysum, report, tmp_path, arguments, what):
    (tmp_path / "empty").mkdir()
    filled = [text.format(report=report, empty=tmp_path / "empty") for text in arguments]
    status, out, err = policysum("run", *filled, "-o", tmp_path / "out")
    assert (status, out) == (2, "")
    assert what in err
    assert "Traceback" not in err


def test_strict_fails_where_a_number_does(policysum, report, tmp_path, monkeypatch):
    from policysum.schema import Verdict
    from policysum.verify import Checked

    report.write_text(f"云溪县科技局2020年工作总结\n\n一、2020年工作总结\n{REPORT}", encoding="utf-8")
    arguments = ("run", report, "-o", tmp_path / "out", "--engine", "extractive", "--force")
    assert policysum(*arguments, "--strict")[0] == 0
    wrong = Checked("kpis[0].value", "7家", Verdict.MISATTRIBUTED, 20, 22, "because")
    monkeypatch.setattr("policysum.assemble.judge_all", lambda claims, _: [wrong for _ in claims])
    assert policysum(*arguments)[0] == 0
    assert policysum(*arguments, "--strict")[0] == 1


def test_what_is_odd_of_a_reading_is_said_and_fails_a_strict_run(policysum, tmp_path):
    page = tmp_path / "empty.txt"
    page.write_text("当前位置：首页>政务公开\n打印本页\n版权所有：云溪县人民政府\n", encoding="utf-8")
    arguments = ("run", page, "-o", tmp_path / "out", "--engine", "extractive")
    status, _, said = policysum(*arguments)
    assert status == 0
    assert "empty.txt: empty_body: the report has no text" in said
    assert "warnings" in said
    assert "empty_body" in policysum(*arguments, "--quiet")[2]
    assert policysum(*arguments, "--strict")[0] == 1
    assert "没有找到正文" in policysum("show", tmp_path / "out" / "empty.json")[1]
    result = json.loads((tmp_path / "out" / "empty.json").read_text(encoding="utf-8"))
    assert [one["code"] for one in result["document"]["warnings"]] == ["empty_body"]
    assert "没有找到正文" in (tmp_path / "out" / "review.html").read_text(encoding="utf-8")


def test_show_prints_the_figures_of_a_result(policysum, report, tmp_path):
    policysum("run", report, "-o", tmp_path / "out", "--engine", "extractive")
    status, out, _ = policysum("show", tmp_path / "out" / "report.json")
    assert status == 0
    assert "6134万元" in out


def test_eval_scores_the_engine_on_gold_and_compares_runs(policysum, tmp_path):
    status, out, _ = policysum("eval", "--gold", SEEDS / "gold", "--engine", "extractive", "--json")
    scores = json.loads(out)
    assert status == 0
    assert [one["report"] for one in scores["reports"]] == ["000", "002", "003"]
    (tmp_path / "before.json").write_text(out, encoding="utf-8")
    status, out, _ = policysum(
        "eval", "--gold", SEEDS / "gold", "--engine", "extractive", "--compare", tmp_path / "before.json"
    )
    assert status == 0
    assert "before" in out or "change" in out


def test_cache_tells_where_it_is_and_forgets(policysum, clean_environment):
    status, out, _ = policysum("cache", "info", "--json")
    assert status == 0
    assert json.loads(out)["directory"] == str(clean_environment / "cache" / "responses")
    assert policysum("cache", "clear")[0] == 0


def test_an_error_of_ours_shows_a_traceback_only_with_debug(policysum, report, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("policysum.document.read_document", broken)
    status, _, err = policysum("numbers", report)
    assert status == 70
    assert "internal error: ZeroDivisionError: oops" in err
    assert "Traceback" not in err
    monkeypatch.setattr(sys, "argv", ["policysum", "numbers", str(report), "--debug"])
    with pytest.raises(ZeroDivisionError):
        application.main()


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "{report}", "-o", "{file}", "--engine", "extractive", "--quiet"),
        ("run", "{report}", "-o", "{file}/out", "--engine", "extractive", "--quiet"),
        ("run", "{report}", "-o", "{tmp}/out", "--engine", "extractive", "--log-file", "{tmp}/none/log"),
        ("cache", "import", "{tmp}/missing"),
        ("cache", "import", "{binary}"),
        ("cache", "export", "{tmp}/none/file"),
        ("show", "{empty}"),
        ("show", "{deep}"),
        ("apply", "{deep}"),
        ("eval", "--gold", "{seeds}/gold", "--compare", "{deep}"),
    ],
    ids=lambda arguments: "-".join(arguments[:3]).replace("/", "_"),
)
def test_a_path_that_cannot_be_used_is_a_wrong_call_told_in_one_line(policysum, report, tmp_path, arguments):
    places = {"report": report, "tmp": tmp_path, "seeds": SEEDS}
    for name, content in (("file", b"x"), ("binary", b"\xff\x96\x00"), ("deep", b"[" * 200_000)):
        places[name] = tmp_path / name
        places[name].write_bytes(content)
    places["empty"] = tmp_path / "empty"
    places["empty"].mkdir()
    status, _, err = policysum(*(argument.format(**places) for argument in arguments))
    assert status == 2
    assert err.count("\n") == 1
    assert str(tmp_path) in err
    assert "internal" not in err


def test_finished_results_are_counted_and_cleared_with_the_cache(policysum, report, tmp_path):
    policysum("run", report, "-o", tmp_path / "out", "--engine", "extractive", "--quiet")
    assert json.loads(policysum("cache", "info", "--json")[1])["results"] == 1
    assert "0 responses and 1 finished results removed" in policysum("cache", "clear")[2]
    assert json.loads(policysum("cache", "info", "--json")[1])["results"] == 0


def test_a_deep_line_is_no_cache_entry(policysum, tmp_path):
    deep = tmp_path / "deep"
    deep.write_bytes(b"[" * 200_000)
    status, _, err = policysum("cache", "import", deep)
    assert (status, "line 1" in err) == (1, True)


def test_a_table_that_cannot_be_replaced_names_the_table_and_not_its_draft(policysum, report, tmp_path):
    (tmp_path / "out" / "kpis.csv").mkdir(parents=True)
    status, _, err = policysum("run", report, "-o", tmp_path / "out", "--engine", "extractive", "--quiet")
    assert status == 2
    assert str(tmp_path / "out" / "kpis.csv") in err


def test_a_cache_where_none_can_be_is_named(policysum, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("POLICYSUM_CACHE_DIR", str(tmp_path / "file" / "cache"))
    status, out, err = policysum("cache", "info")
    assert (status, out) == (2, "")
    assert "POLICYSUM_CACHE_DIR" in err


def test_a_warning_of_the_cache_is_shown_once(policysum, clean_environment):
    folder = clean_environment / "cache" / "responses"
    folder.mkdir(parents=True)
    (folder / "cache.db").write_text("no database")
    policysum("cache", "info")
    assert policysum("cache", "info")[2] == ""
    (folder / "cache.db").write_text("no database")
    assert policysum("cache", "info")[2].count("was corrupt") == 1


def shell(line, *arguments):
    """What a shell makes of a line in which $P is the program: status, stdout, stderr."""
    script = f"set -o pipefail; P='{sys.executable} -m policysum'; {line}"
    done = subprocess.run(
        ["bash", "-c", script, "bash", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def long_report(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(REPORT * 500, encoding="utf-8")
    return path


@pytest.mark.parametrize("options", ["--json", ""])
def test_a_reader_that_has_seen_enough_is_no_failure(long_report, options):
    status, out, err = shell(f'$P numbers "$1" {options} | head -n 1', long_report)
    assert (status, out.count("\n"), err) == (0, 1, "")


def test_show_does_not_mind_a_reader_that_has_seen_enough(policysum, report, tmp_path):
    policysum("run", report, "-o", tmp_path / "out", "--engine", "extractive", "--quiet")
    status, out, err = shell('$P show "$@" --all | head -n 1', *[tmp_path / "out"] * 100)
    assert (status, out.count("\n"), err) == (0, 1, "")


def test_check_keeps_its_verdict_where_nobody_reads_on(long_report, tmp_path):
    path = claims(tmp_path, ["补助资金6143万元"] * 500)
    status, _, err = shell('$P check "$1" --source "$2" --json | head -n 1', path, long_report)
    assert status == 1
    assert "500 do not" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("options", ["--json", ""])
def test_a_full_disk_is_told_in_one_line(report, options):
    status, _, err = shell(f'$P numbers "$1" {options} > /dev/full', report)
    assert status == 1
    assert err.count("\n") == 1
    assert "no space left" in err


def test_a_console_that_knows_no_chinese_does_not_crash(report):
    command = [sys.executable, "-m", "policysum", "numbers", str(report)]
    done = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=False)
    assert done.returncode == 0
    assert b"61340000" in done.stdout


def test_the_version_is_the_packages(policysum):
    import policysum as package

    assert policysum("--version")[:2] == (0, f"policysum {package.__version__}\n")


@pytest.mark.parametrize(
    "command",
    [["numbers"], ["run", "-o", "out", "--engine", "extractive"], ["check", "--source", "/dev/zero"]],
)
def test_an_endless_device_ends_in_one_line(policysum, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    status, _, err = policysum(*command, "/dev/zero")
    assert status == 2
    assert "/dev/zero: is a" in err


# ---- claims of every kind, and tables of verdicts


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("c.csv", "指标,数值\n补助资金,6134万元\n"),
        ("c.jsonl", '{"指标": "补助资金", "数值": "6134万元"}\n'),
        ("c.txt", "补助资金6134万元。"),
        ("c.md", "- 补助资金6134万元"),
    ],
)
def test_check_reads_claims_of_every_kind(policysum, report, tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    status, out, _ = policysum("check", path, "--source", report, "--json")
    (line,) = map(json.loads, out.splitlines())
    assert (status, line["verdict"]) == (0, "supported")
    assert "6134万元" in line["claim"]


def test_check_reads_prose_from_standard_input(long_report):
    done = shell('printf "惠及企业91家，增长3%%" | $P check - --source "$1" --json', long_report)
    assert [json.loads(line)["text"] for line in done[1].splitlines()] == ["91家", "3%"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_check_writes_a_table_of_claim_place_verdict_and_reason(policysum, report, tmp_path, ending):
    import pandas as pd

    path = claims(tmp_path, ["补助6134万元", {"indicator": "补助资金", "value": "6143万元"}, "=1+1家"])
    table = tmp_path / f"checked.{ending}"
    status, out, err = policysum("check", path, "--source", report, "-o", table)
    assert (status, out) == (1, "")
    assert f"3 rows written to {table}" in err
    read = {
        "csv": pd.read_csv,
        "xlsx": pd.read_excel,
        "jsonl": lambda at: pd.read_json(at, lines=True),
    }
    rows = read[ending](table).astype(object).fillna("").to_dict("records")
    assert [row["verdict"] for row in rows][:2] == ["supported", "unsupported"]
    assert rows[0]["claim"] == "补助6134万元"
    assert REPORT[int(rows[0]["start"]) : int(rows[0]["end"])] == "6134万元"
    assert "下发补助资金6134万元" in rows[0]["source"]
    assert "6134万元" in rows[1]["reason"] or "6134万元" in rows[1]["nearest"]
    assert rows[2]["claim"] == ("'=1+1家" if ending == "csv" else "=1+1家")


@pytest.mark.parametrize(
    ("arguments", "said"), [(["-o", "x.doc"], ".xlsx"), (["--as", "yaml"], "jsonl"), ([], "no number")]
)
def test_check_says_what_it_cannot_do(policysum, report, tmp_path, arguments, said):
    path = claims(tmp_path, ["没有数字"])
    status, _, err = policysum("check", path, "--source", report, *arguments)
    assert status == 2
    assert said in err


# ---- what others wrote acts on no terminal

ESCAPES = "\x1b]0;PWN\x07\x1b[2J\x9b31m\u202e"


def harmed(text):
    return [char for char in text if char in ESCAPES and char not in "]0;PWN[2J31m"]


def test_no_key_of_json_acts_on_a_terminal(policysum, report, tmp_path):
    path = claims(tmp_path, {f"{ESCAPES}kpi": f"6134万元{ESCAPES}"})
    for arguments in ([], ["--json"]):
        _, out, err = policysum("check", path, "--source", report, *arguments)
        assert not harmed(out + err)
        assert "PWN" in out
    paths = [json.loads(line)["path"] for line in out.splitlines()]
    assert set(paths) == {f'["{ESCAPES}kpi"]'}


def test_no_file_name_acts_on_a_terminal(policysum, tmp_path):
    report = tmp_path / f"a{ESCAPES}b.txt"
    report.write_text(REPORT, encoding="utf-8")
    empty = tmp_path / f"c{ESCAPES}\nd.txt"
    empty.write_text("", encoding="utf-8")
    said = policysum("run", tmp_path, "-o", tmp_path / "o", "--engine", "extractive")
    for done in (
        said,
        policysum("run", report, "-o", tmp_path / "o2", "--engine", "extractive", "--dry-run"),
        policysum("show", tmp_path / "o"),
        policysum("show", report),
        policysum("numbers", empty),
        policysum("numbers", report, report),  # a wrong call repeats what was given
        policysum("apply", report),
        policysum("check", report, "--source", empty),
    ):
        assert not harmed("".join(done[1:]))
    assert "\\x1b]0;PWN" in said[2]


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\x9bb", "\u202ea", "a\nb", "甲\t乙", "\udce4a", "a\rb"])
def test_what_is_said_is_harmless_and_on_one_line(capfd, text):
    from policysum.cli.output import announce, console, put, put_json

    announce(text)
    put(text)
    put_json({text: text})
    console().print(text)
    out, err = capfd.readouterr()
    assert err.count("\n") == 1
    assert all(char.isprintable() or char in "\n\t" for char in out + err)
    assert json.loads(out.splitlines()[1 + text.count("\n")]) == {text: text}


def test_nobody_in_the_command_line_writes_past_the_careful_functions():
    home = Path(application.__file__).parent
    for path in home.glob("*.py"):
        if path.name != "output.py":
            text = path.read_text(encoding="utf-8")
            assert "typer.echo(" not in text, path
            assert "print(" not in text.replace("screen.print(", "").replace(").print(", "").replace(
                "_print_table(", ""
            ), path


def test_a_warned_report_fails_a_strict_run_alone_and_is_named(policysum, report, tmp_path):
    """`report` says no year: the closing table counts the warning, the result holds it, --strict exits with 1."""
    run = ("run", report, "--engine", "extractive", "-o")
    status, _, err = policysum(*run, tmp_path / "lax")
    assert status == 0
    assert "year_unclear" in err or "which year" in err
    assert policysum(*run, tmp_path / "strict", "--strict")[0] == 1
    result = json.loads((tmp_path / "lax" / "report.json").read_text("utf-8"))
    assert [one["code"] for one in result["document"]["warnings"]] == ["year_unclear"]


def test_the_columns_that_are_named_say_title_region_and_year(policysum, tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "名目,属地,哪年,全文\n云溪县供水总结,云溪县,2024,今年新增供水点12处，完成投资3.5亿元。\n", "utf-8"
    )
    given = [part for one in ("title=名目", "region=属地", "year=哪年") for part in ("--column", one)]
    status, _, err = policysum(
        "run", rows, "-o", tmp_path / "out", "--engine", "extractive", "--text-column", "全文", *given
    )
    assert status == 0, err
    (result,) = [json.loads(one.read_text("utf-8")) for one in (tmp_path / "out").glob("rows*.json")]
    document = result["document"]
    assert [document[key] for key in ("title", "region", "period")] == ["云溪县供水总结", "云溪县", "2024"]


def test_after_a_run_signals_do_what_they_did_before(policysum, report, tmp_path):
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    assert policysum("run", report, "-o", tmp_path / "out", "--engine", "extractive")[0] == 0
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
