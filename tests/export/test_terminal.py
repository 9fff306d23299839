import io

import pytest
import typer
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner

from policysum.cli.apply import apply
from policysum.cli.show import show
from policysum.cli.view import view
from policysum.errors import InputError
from policysum.export.terminal import terminal_view
from policysum.summary import UnreadPassage


def _printed(summary, *, width=110, colour=False, **options):
    console = Console(
        file=io.StringIO(), width=width, force_terminal=colour, color_system="standard" if colour else None
    )
    for part in terminal_view(summary.to_dict(), width=width, **options):
        console.print(part)
    return console.file.getvalue()


def test_every_line_fits_the_terminal_counting_chinese_as_two_columns(summary):
    for width in (80, 110, 160):
        lines = _printed(summary, width=width, evidence=True).splitlines()
        assert max(map(cell_len, lines)) <= width


def test_verdicts_are_shown_by_word_sign_and_colour(summary):
    text = _printed(summary, colour=True)
    assert "\x1b[32m✓ 已核实" in text
    assert "\x1b[1;31m✗ 张冠李戴" in text
    assert "\x1b[36m≈ 约数一致" in text


def test_evidence_comes_on_demand(summary):
    assert "推广知识产权质押融资" not in _printed(summary, width=200).split("成绩")[0]
    assert "推广知识产权质押融资" in _printed(summary, width=200, evidence=True).split("成绩")[0]


def test_only_what_failed_can_be_shown(summary):
    text = _printed(summary, failed=True)
    assert "已核实" not in text
    assert "张冠李戴" in text
    assert "未收录的数字" in text
    assert "成绩" not in text


def test_a_report_cannot_steer_the_terminal(summary):
    hostile = summary.model_copy(deep=True)
    hostile.document.title = "\x1b[2J\x1b]0;owned\x07[bold red]标题[/]\u202e"
    text = _printed(hostile)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold red]标题[/]" in text


@pytest.fixture
def run(tmp_path, summary):
    (tmp_path / "000.json").write_text(summary.to_json(), encoding="utf-8")
    return tmp_path


def _invoke(command, *arguments):
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_show_prints_a_result_file_or_all_of_a_folder(run):
    for place in (run / "000.json", run):
        result = _invoke(show, place)
        assert result.exit_code == 0
        assert "银川市科学技术局关于2020年上半年" in result.output


def test_view_says_how_to_make_a_page_that_is_not_there(run):
    result = _invoke(view, run)
    assert isinstance(result.exception, InputError)
    assert "--format html" in str(result.exception)


def test_view_prints_the_address_of_the_page(run):
    (run / "review.html").write_text("", encoding="utf-8")
    result = _invoke(view, run, "--no-browser")
    assert result.output.strip() == (run / "review.html").as_uri()


def test_apply_fails_loudly_where_a_decision_finds_no_result(run):
    path = run / "decisions.json"
    path.write_text(
        '{"format": "policysum-decisions", "version": 1, "decisions": [{"report": "x.txt", "source_sha256": "0", '
        '"kpi": 1, "start": 0, "end": 1, "text": "1", "indicator": "a", "decision": "accept"}]}',
        encoding="utf-8",
    )
    result = _invoke(apply, path)
    assert result.exit_code == 1
    assert "KPI 1 of x.txt" in result.output


def test_a_narrow_terminal_gives_its_room_to_the_indicators(summary):
    assert "71,300,000" in _printed(summary, width=110)
    narrow = _printed(summary, width=80)
    assert "71,300,000" not in narrow
    assert "“宁科贷”在贷项目数" in narrow


def test_a_first_look_fills_about_one_screen_and_says_how_much_more_there_is(summary):
    text = _printed(summary, everything=False)
    lines = text.splitlines()
    assert len(lines) <= 36
    assert max(map(cell_len, lines)) <= 110
    assert f"… 另有 {len(summary.report.kpis) - 12} 个指标，用 --all 全部显示" in text
    rows = [line for line in lines if "✓" in line or "✗" in line]
    assert all("✗" in row for row in rows[:4])
    for counted in ("成绩 14", "问题 1", "计划 4", "未收录 6", "算不通 1"):
        assert any(line.startswith(counted) for line in lines)


def test_show_gives_a_first_look_and_all_on_demand(run):
    first, full = (_invoke(show, run, *options).output for options in ((), ("--all",)))
    assert "--all" in first
    assert "--all" not in full
    assert len(full.splitlines()) > 2 * len(first.splitlines())


def test_passages_the_model_could_not_read_are_named_with_the_reason(summary):
    unread = [
        UnreadPassage(start=n, end=n + 1, heading=heading, reason="模型拒绝回答")
        for n, heading in enumerate(("一、成绩", "", "三、问题", "四、计划"))
    ]
    broken = summary.model_copy(deep=True)
    broken.run.unread = unread
    first = _printed(broken, everything=False)
    assert "模型没有读成 4  一、成绩：模型拒绝回答" in first
    assert "（没有标题的一段）：模型拒绝回答" in first
    assert "… 另有 1 段" in first
    for options in ({}, {"failed": True}):
        text = _printed(broken, **options)
        assert "模型没有读成的段落 4" in text
        assert all(part.heading in text for part in unread)
        assert text.count("模型拒绝回答") == 4
    assert "没有读成" not in _printed(summary, everything=False) + _printed(summary)


def test_the_fields_of_ones_own_schema_are_shown_with_their_verdicts(summary):
    data = summary.to_dict()
    for name in ("kpis", "achievements", "problems", "plans"):
        del data[name]
    data["report"] = {"title": "贷款", "loans": [{"value": "26项"}, {"value": "9999家"}]}
    data["verification"]["failed"] = [
        {"path": "loans[1].value", "text": "9999家", "verdict": "unsupported", "start": None, "end": None,
         "reason": "原文没有9999家"}
    ]  # fmt: skip
    data["verification"]["fields"] = [
        {
            "path": "loans[0].value",
            "text": "26项",
            "verdict": "supported",
            "start": 0,
            "end": 3,
            "reason": "",
        },
        *data["verification"]["failed"],
    ]
    console = Console(file=io.StringIO(), width=100)
    for part in terminal_view(data, everything=False):
        console.print(part)
    text = console.file.getvalue()
    assert "字段 4" not in text
    for words in ("字段 3", "loans[1].value", "原文没有9999家", "✓ 已核实"):
        assert words in text
