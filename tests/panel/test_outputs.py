"""What a panel is written as: a workbook that leads to the review page, a data package, tables that queries keep."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

import policysum
from policysum.batch import Job, WrittenResult, tables
from policysum.batch.tables import Tables
from policysum.catalogue import load_indicators
from policysum.cli.app import app
from policysum.errors import ConfigError, InputError, PolicysumError
from policysum.export.results import results_in
from policysum.panel import companion, making, reports
from policysum.panel.columns import markdown
from policysum.panel.package import describe
from policysum.panel.query import VIEWS, ask
from policysum.panel.reports import reports_in
from policysum.panel.stored import made_along
from policysum.panel.workbook import place_on_page

_REPORT = (
    "青石县人民政府工作报告\n——{year}年2月9日在青石县第十届人民代表大会第一次会议上\n青石县人民政府县长 林某\n各位代表：\n"
    "一、{last}年工作回顾\n{last}年，全县地区生产总值增长{done}%，居民收入稳步增长。\n"
    "二、{year}年工作安排\n今年主要预期目标是：地区生产总值增长{aim}%；粮食产量保持稳定。\n"
)


def _invoke(*words):
    answer = CliRunner().invoke(app, [*map(str, words)])
    assert answer.exit_code == 0, answer.output
    return answer


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for year, done, aim in ((2021, 5, 7), (2022, 6, 6)):
        text = _REPORT.format(year=year, last=year - 1, done=done, aim=aim)
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    _invoke("run", folder, "-o", tmp_path / "out", "--engine", "extractive", "--quiet", "--format", "html")
    return tmp_path / "out"


def test_cells_of_the_matrix_lead_to_their_figure_and_wear_what_came_of_the_target(out):
    _invoke("panel", out, "-o", out.parent / "p.xlsx")
    book = openpyxl.load_workbook(out.parent / "p.xlsx")
    assert book.sheetnames == ["matrix", "panel", "track"]
    cells = {
        (book["matrix"].cell(row=cell.row, column=1).value, cell.value): cell
        for line in book["matrix"].iter_rows(min_row=2, min_col=2)
        for cell in line
        if cell.value
    }
    missed = cells["地区生产总值 · growth · target · 2021", "7%"]
    assert missed.fill.start_color.rgb == "FFFFC7CE"
    assert missed.hyperlink.target.replace("\\", "/") == "out/review.html"
    assert missed.hyperlink.location.startswith("at=2021&kpi=")
    order = [one.name for one in load_indicators()]
    named = [cell.value.split(" · ")[0] for cell in book["matrix"]["A"][1:]]
    assert named == sorted(named, key=order.index)
    words = cells["粮食产量 · level · target · 2022", "粮食产量保持稳定"]
    assert words.fill.start_color.rgb == "FFDDEBF7"
    assert "&span=" in words.hyperlink.location


def test_without_a_review_page_a_cell_leads_to_its_row(out):
    (out / "review.html").unlink()
    _invoke("track", out, "-o", out.parent / "t.xlsx")
    book = openpyxl.load_workbook(out.parent / "t.xlsx")
    assert book.sheetnames[:2] == ["matrix", "track"]
    links = [cell.hyperlink for line in book["matrix"].iter_rows() for cell in line if cell.hyperlink]
    assert links
    assert all(link.location.startswith("'track'!A") for link in links)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((None, 1, 2, 3), None),
        (("a/b c", 4, 1, 2), "at=a%2Fb%20c&kpi=4"),
        (("r&x=1#", None, 1, 2), "at=r%26x%3D1%23&span=1-2"),
        (("r", None, None, None), "at=r"),
    ],
)
def test_the_place_on_the_page_is_safe_in_an_address(place, expected):
    assert place_on_page(*place) == expected


def test_a_table_is_described_by_sources_version_and_command(out):
    file = out.parent / "tables" / "p.csv"
    _invoke("panel", out, "-o", file)
    _invoke("track", out, "-o", file.with_name("t.parquet"))
    package = json.loads((file.parent / "datapackage.json").read_text(encoding="utf-8"))
    panel, track = package["resources"]
    assert panel["hash"] == f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
    assert panel["command"] == f"policysum panel {out} -o {file}"
    assert [field["name"] for field in panel["schema"]["fields"]][:2] == ["region_code", "region"]
    assert {one["path"] for one in panel["sources"]} == {"2021.txt", "2022.txt"}
    data = json.loads((out / "2021.json").read_text(encoding="utf-8"))
    assert panel["sources"][0]["sha256"] == data["run"]["source_sha256"]
    assert panel["sources"][0]["read_by"] == f"policysum {policysum.__version__}"
    assert track["path"] == "t.parquet"
    assert len(pd.read_parquet(file.with_name("t.parquet"))) > 0


def test_every_table_of_a_folder_has_a_name_and_the_columns_that_it_has(out):
    folder = out.parent / "tables"
    for name in ("p.csv", "p.dta", "P.csv", "面板.csv", "表.csv"):
        _invoke("panel", out, "-o", folder / name)
    _invoke("track", out, "-o", folder / "t.dta")
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    names = [one["name"] for one in resources]
    assert len(set(names)) == len(names) == 6
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    for one in resources:
        read = pd.read_stata if one["path"].endswith(".dta") else pd.read_csv
        assert [field["name"] for field in one["schema"]["fields"]] == list(
            read(folder / one["path"]).columns
        )


def test_a_data_package_of_others_stays_as_it_is(tmp_path):
    theirs = tmp_path / "datapackage.json"
    theirs.write_text('{"name": "census", "resources": []}', encoding="utf-8")
    (tmp_path / "p.csv").write_text("x\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="not of policysum"):
        describe(tmp_path / "p.csv", "panel", [], command="x", indicators=None)
    assert "census" in theirs.read_text(encoding="utf-8")


def test_a_query_makes_its_tables_once_and_anew_when_results_change(out):
    sql = "select count(*) from panel where cell = 'figure'"
    first = ask(out, sql)
    kept = out / ".panel" / "panel.parquet"
    when = kept.stat().st_mtime_ns
    assert ask(out, sql) == first
    assert kept.stat().st_mtime_ns == when
    (out / "2022.json").unlink()
    assert ask(out, sql)[1][0][0] < first[1][0][0]
    kept.write_bytes(b"damaged")
    assert ask(out, sql)[1][0][0] < first[1][0][0]


_VIEWS = {view: f"select * from {view} order by all" for view in VIEWS}


def _answers(out):
    return {view: ask(out, sql) for view, sql in _VIEWS.items()}


@pytest.fixture
def made_for(monkeypatch):
    """Names of the tables that a query had to make."""
    made = []
    make = making.make
    monkeypatch.setattr(
        making, "make", lambda out, table, *rest: made.append(table) or make(out, table, *rest)
    )
    monkeypatch.setattr(tables, "_MANY", 1)
    return made


def test_what_a_first_query_over_many_results_reads_was_written_with_the_tables(out, made_for):
    _answers(out)
    assert set(made_for) == {"kpis", "achievements", "problems", "plans", "verification", "panel", "track"}
    (out / "nested").mkdir()
    (out / "2022.json").rename(out / "nested" / "2022.json")
    slowly = _answers(out)
    shutil.rmtree(out / ".panel")
    (out / "note.json").write_text("{}", encoding="utf-8")
    _invoke("tables", out, "--format", "csv")
    made_for.clear()
    assert _answers(out) == slowly
    assert made_for == []
    assert not list((out / ".panel").glob("*.part"))


def test_a_run_writes_what_queries_read_as_well(out, made_for):
    again = out.parent / "again"
    _invoke("run", out.parent / "in", "-o", again, "--engine", "extractive", "--quiet", "--format", "csv")
    assert _answers(again)["panel"] == _answers(out)["panel"]
    assert made_for.count("panel") == 1  # of the first folder
    (again / "2022.json").unlink()
    assert len(_answers(again)["track"][1]) == 0
    assert made_for.count("track") == 2


@pytest.mark.parametrize("damaged", [True, False])
def test_beside_a_damaged_result_or_one_of_another_run_nothing_is_written_for_queries(out, made_for, damaged):
    text = (out / "2022.json").read_text(encoding="utf-8")
    (out / "other.json").write_text(text[:-9] if damaged else text, encoding="utf-8")
    Tables(out, ["csv"], made_along()).write([Job(out.parent / "in" / "2021.txt", out, "2021.json")])
    assert not list(out.glob(".panel/*"))
    assert len(ask(out, "select distinct result from kpis")[1]) == (2 if damaged else 3) - (not damaged)


def test_tables_that_fail_leave_nothing_for_queries(out, made_for, monkeypatch):
    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(companion, "write_parquet", fails)
    with pytest.raises(PolicysumError, match="cannot be written"):
        Tables(out, ["csv"], made_along()).again()
    assert not list(out.glob(".panel/*"))
    assert not (out / "kpis.csv").exists()


def test_a_result_that_is_replaced_while_it_is_read_is_read_anew_by_a_query(out, made_for):
    kept = made_along()(out)
    with kept:
        for name in ("2021", "2022"):
            kept.add(WrittenResult(Job(out / f"{name}.txt", out, f"{name}.json")))
        text = (out / "2022.json").read_text(encoding="utf-8").replace("青石县", "白河县")
        (out / "2022.json").write_text(text, encoding="utf-8")
    assert {region for (region,) in ask(out, "select distinct region from panel")[1]} == {"青石县", "白河县"}
    assert made_for == ["panel"]


def test_tables_a_run_wrote_are_read_as_they_are_and_others_are_not(out):
    _invoke("tables", out, "--format", "parquet")
    assert ask(out, "select count(*) from kpis")[1][0][0] >= 3
    assert not (out / ".panel").exists()
    assert ask(out, "select kind, count(*) from items group by 1 order by 1")[0] == ["kind", "count_star()"]
    (out / "2022.json").unlink()
    before = ask(out, "select distinct report from kpis")[1]
    assert before == [("2021.txt",)]


def test_a_folder_without_results_has_nothing_to_ask(tmp_path):
    for sql in ("select * from panel", "select * from kpis"):
        with pytest.raises(InputError, match="no results"):
            ask(tmp_path, sql)
    assert not list(tmp_path.rglob("*.parquet"))
    with pytest.raises(InputError, match="no such folder"):
        ask(tmp_path / "none", "select 1")


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('{out}/2021.json')",
        "copy panel to '{out}/x.csv'",
        "attach '{out}/x.db'",
        "set enable_external_access = true",
        "install httpfs",
    ],
)
def test_a_query_reads_and_writes_nothing_else(out, sql):
    with pytest.raises(InputError, match="the query fails"):
        ask(out, sql.format(out=out))
    assert not (out / "x.csv").exists()


def test_reports_are_the_same_read_one_by_one_and_side_by_side(out, monkeypatch):
    alone = list(reports_in(out))
    monkeypatch.setattr(reports, "_MANY", 1)
    assert list(reports_in(out)) == alone
    assert [one.source.report for one in alone] == ["2021.txt", "2022.txt"]


def test_a_folder_is_a_panel_too(out):
    found = policysum.panel(out)
    assert {row["report"] for row in found.rows() if row["report"]} == {"2021.txt", "2022.txt"}
    assert found.track() == policysum.panel([data for _, data in results_in(out)]).track()


@pytest.mark.parametrize("name", [".", "nowhere"])
def test_a_folder_without_results_is_no_panel(tmp_path, name):
    with pytest.raises(InputError, match="holds no results"):
        policysum.panel(tmp_path / name)


def test_the_page_on_panels_has_the_columns_as_they_are():
    page = (Path(__file__).parents[2] / "docs" / "panel.md").read_text(encoding="utf-8")
    assert page.endswith(markdown())
